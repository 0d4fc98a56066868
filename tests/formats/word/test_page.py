"""What is pasted from Word or Google Docs, or saved from a browser, is read with its lists, its bold, its colours."""

from base64 import b64encode

import pytest

from quizapp.domain.texts import Html
from quizapp.formats import reading
from quizapp.formats.building.assembly import Assembly
from quizapp.formats.problems import Report
from quizapp.formats.prose.lines import Emphasis, Line
from quizapp.formats.word import page

FROM_WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8><style>p {}</style>
</head><body lang=FR><!--StartFragment-->
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>Quel fleuve
traverse <i>Le Caire</i> ?<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>a.<span>&nbsp; </span></span><b>
Le Nil</b></p>
<p class=MsoListParagraph><span style='mso-list:Ignore'>b.<span>&nbsp; </span></span>Le Congo</p>
<p class=MsoListParagraph><span style='mso-list:Ignore'>2.<span>&nbsp; </span></span>Et Paris ?</p>
<p class=MsoListParagraph><span style='mso-list:Ignore'>a.<span>&nbsp; </span></span>Le Rhin</p>
<p class=MsoListParagraph><span style='mso-list:Ignore'>b.<span>&nbsp; </span></span><b>La Seine</b></p>
<!--EndFragment--></body></html>"""
FROM_DOCS = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><ol>
<li dir="ltr"><p><span style="font-weight:400">Which river crosses Cairo?</span></p></li>
<ol style="list-style-type:lower-alpha">
<li><p><span style="background-color:#ffff00">Nile</span></p></li><li><p><span>Congo</span></p></li></ol>
<li><p><span>And Paris?</span></p></li><ol style="list-style-type:lower-alpha"><li><p><span>Rhine</span></p></li>
<li><p><span style="background-color:#ffff00">Seine</span></p></li></ol></ol></b>"""


def read(text: str) -> Report:
    return reading.read(text.encode(), "")


def lines(text: str) -> list[Line]:
    return list(page.lines(text, Assembly("")))


def texts(text: str) -> list[str]:
    return [line.text for line in lines(text)]


@pytest.mark.parametrize(("text", "how"), [(FROM_WORD, "bold"), (FROM_DOCS, "highlight")])
def test_what_is_pasted_keeps_its_lists_and_offers_its_looks_as_the_key(text: str, how: str) -> None:
    report = read(text)

    assert report.format == "formatted text"
    assert report.bank is not None
    assert [len(question.choices) for question in report.bank.questions] == [2, 2]
    assert [question.key for question in report.bank.questions] == [{0}, {1}]
    assert ("key", how) in [(guess.option, guess.taken.value) for guess in report.guesses]


def test_the_key_that_was_guessed_may_be_taken_back() -> None:
    report = reading.read(FROM_WORD.encode(), "", options={"key": "none"})

    assert report.bank is None
    assert report.unfinished is not None
    assert len(report.unfinished.questions) == 2


def test_what_means_something_to_readers_is_kept() -> None:
    bank = read(FROM_WORD).bank

    assert bank is not None
    assert bank.questions[0].stem == Html("Quel fleuve traverse <em>Le Caire</em> ?")


def test_lists_are_counted_as_browsers_show_them() -> None:
    text = '<ol type="A" start="3"><li>x<li value="7">y</ol><ul><li>z<ol type=i><li>one<li>two</ol></ul>'

    assert texts(text) == ["C. x", "G. y", "• z", "i. one", "ii. two"]


def test_paragraphs_breaks_and_preformatted_lines_end_lines() -> None:
    assert texts("<p>a\n b<br>c</p><div>d<p>e</div>f<pre>g\n  h</pre>") == ["a b", "c", "d", "e", "f", "g", "  h"]


def test_looks_come_from_elements_and_from_styles() -> None:
    (line,) = lines(
        '<p><b>a</b><span style="font-weight:700">b</span><b style="font-weight:normal">c</b>'
        '<span style="color: rgb(255, 0, 0)">d</span><font color="red">e</font><mark>f</mark>g</p>'
    )

    assert line.text == "abcdefg"
    looks = [{(run.emphasis, run.value) for run in line.runs if run.start <= at < run.stop} for at in range(7)]
    bold, red = {(Emphasis.BOLD, "")}, {(Emphasis.COLOURED, "FF0000")}
    assert looks == [bold, bold, set(), red, red, {(Emphasis.HIGHLIGHTED, "FFFF00")}, set()]


def test_boxes_that_are_ticked_are_the_key() -> None:
    report = read(
        "<form><p>Which sea is black?</p><div><input type=checkbox checked>The Black Sea</div>"
        "<div><input type=checkbox>The Red Sea</div></form>"
    )

    assert report.bank is not None
    assert report.bank.questions[0].key == {0}


def test_a_table_of_questions_is_read_row_by_row() -> None:
    report = read(
        "<table><tr><th>Question<th>A<th>B<th>Answer<tr><td>Which?<td>this<td>that<td>B<tr><td>Who?<td>he<td>she<td>A"
        "</table>"
    )

    assert report.bank is not None
    assert [question.key for question in report.bank.questions] == [{1}, {0}]


def test_no_script_no_address_and_nothing_hidden_is_taken_over() -> None:
    text = (
        "<p onclick=alert(1)>1. <script>alert(2)</script>Which <img src='https://evil.example/x.png' alt='map'>?"
        "<span style='display:none'>secret</span></p><p>a) <a href='javascript:alert(3)'>one</a></p><p>*b) two</p>"
    )

    report = read(text)

    assert report.bank is not None
    said = repr(report.bank)
    for word in ("alert", "evil", "secret", "javascript"):
        assert word not in said
    assert "pictures-lost" in [one.code for one in report.warnings]


def test_a_picture_that_the_page_holds_is_taken_over() -> None:
    gif = b64encode(b"GIF89a\1\0\1\0\x80\0\0\xff\xff\xff\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;").decode()

    report = read(f"<p>1. Which <img src='data:image/gif;base64,{gif}' alt='dot'>?</p><p>a) one</p><p>*b) two</p>")

    assert report.bank is not None
    assert len(report.pictures) == 1
    assert 'alt="dot"' in report.bank.questions[0].stem


@pytest.mark.parametrize(
    "text",
    ["<html><body><p>Dear colleagues,</p><p>see you tomorrow.</p></body></html>", "<!DOCTYPE html><title>x</title>"],
)
def test_a_page_without_questions_is_named_for_what_it_is(text: str) -> None:
    assert [one.code for one in reading.read(text.encode(), "page.html").problems] == ["is-page"]
    assert [one.code for one in read(text).problems] == ["no-questions-seen"]


@pytest.mark.parametrize(
    ("text", "format_"),
    [
        ("<b>no tag</b>\nA) a b\nB) a < b & c > d\nANSWER: A\n", "Aiken"),
        ("<p>Which?</p>\nA) <p>one</p>\nB) two\nANSWER: A\n", "Aiken"),
        ("<b>Which?</b>\na) one\nb) two\nAnswer: A\n", "text"),
    ],
)
def test_a_text_that_has_marks_of_html_in_it_is_no_page(text: str, format_: str) -> None:
    assert read(text).format == format_


@pytest.mark.parametrize("depth", [300, 5000])
def test_nesting_without_end_ends_in_a_sentence(depth: int) -> None:
    report = read("<div>" * depth + "<p>1. Which?</p><p>a) x</p><p>*b) y</p>")

    assert report.bank is not None or report.problems


@pytest.mark.parametrize("cut", range(0, len(FROM_WORD), 97))
def test_a_page_that_is_cut_off_anywhere_is_read_or_named(cut: int) -> None:
    report = read(FROM_WORD[:cut])

    assert report.bank is not None or report.problems
