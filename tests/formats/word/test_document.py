"""A Word document says what it would say on paper: with what was inserted, without what was deleted or hidden."""

import pytest

from quizapp.formats import reading
from quizapp.formats.prose.lines import OBJECT_SIGN, Emphasis
from tests.formats.packages import package
from tests.formats.word.documents import W, docx, drawn, lines, looks, notes, p, picture, r, text, texts

BREAK = "<w:r><w:br/></w:r>"


def test_a_line_knows_the_number_of_its_paragraph_and_what_stands_there() -> None:
    second = lines(docx(p("Where?") + p("here ", r("or there", "<w:b/>"))))[1]

    assert (second.place.line, second.place.text) == (2, "here or there")


def test_breaks_within_a_paragraph_end_lines_and_tabs_stay() -> None:
    body = p("Where?", BREAK, "A. here", "<w:r><w:tab/></w:r>", "B. there", "<w:r><w:cr/></w:r>", "C. nowhere")

    assert texts(docx(body)) == ["Where?", "A. here\tB. there", "C. nowhere"]
    assert {line.place.line for line in lines(docx(body))} == {1}


def test_empty_paragraphs_are_one_empty_line() -> None:
    assert texts(docx(p("a") + p() * 5 + p("b"))) == ["a", "", "b"]


@pytest.mark.parametrize(
    ("run", "said"),
    [
        ('<w:r><w:t> a  b </w:t></w:r>', "a  b"), ('<w:r><w:t xml:space="preserve"> a </w:t></w:r>', " a"),
        ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t></w:r>", "a\u2011b"),
        ("<w:r><w:t>a</w:t><w:softHyphen/><w:t>b</w:t></w:r>", "ab"),
        ("<w:r><w:t>a\nb</w:t></w:r>", "a b"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✓"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', "☐"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>', "α"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B4"/></w:r>', "×"),
        ('<w:r><w:sym w:font="Arial" w:char="2713"/></w:r>', "✓"),
        ('<w:r><w:sym w:font="Arial" w:char="nonsense"/></w:r>', ""),
        ('<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>ü</w:t></w:r>', "✓"),
        (f"<w:r><w:ruby><w:rt>{r('kan')}</w:rt><w:rubyBase>{r('漢')}</w:rubyBase></w:ruby></w:r>", "漢"),
        ("<w:smartTag><w:r><w:t>Paris</w:t></w:r></w:smartTag>", "Paris"),
        ("<w:bdo w:val='rtl'><w:r><w:t>abc</w:t></w:r></w:bdo>", "abc"),
    ],
)  # fmt: skip
def test_what_a_run_holds_is_what_it_prints(run: str, said: str) -> None:
    assert texts(docx(p(run))) == [said]


# --- tracked changes ---


def test_what_was_inserted_stands_and_what_was_deleted_does_not() -> None:
    deleted = "<w:del><w:r><w:delText>not</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{r('from')}</w:moveFrom><w:moveTo>{r('to')}</w:moveTo>"
    body = p("a ", f"<w:ins>{r('new ')}</w:ins>", deleted, moved)

    assert texts(docx(body)) == ["a new to"]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    gone = "<w:rPr><w:del/></w:rPr>"
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="%1."/></w:lvl>'
    numbered = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
    list_ = f'{numbered}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    body = p("Whe", about=gone, numbered=(1, 0)) + p("re?", numbered=(1, 0)) + p("x", numbered=(1, 0))

    assert texts(docx(body, numbering=list_)) == ["1. Where?", "2. x"]


def test_a_row_that_was_deleted_is_gone() -> None:
    row = "<w:tr><w:trPr>{}</w:trPr><w:tc>{}</w:tc></w:tr>"
    body = f"<w:tbl>{row.format('<w:del/>', p('old'))}{row.format('<w:ins/>', p('new'))}</w:tbl>"

    assert texts(docx(body)) == ["new"]


# --- what is not printed ---


def test_hidden_text_is_left_out_and_that_is_said_once() -> None:
    document = docx(p("a", r(" secret", "<w:vanish/>")) + p(r("all of it", "<w:vanish/>")) + p("b"))

    assert (texts(document), notes(document)) == (["a", "b"], ["hidden-text"])


def test_of_a_field_the_result_is_printed_and_not_its_instruction() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    inner = mark("begin") + "<w:r><w:instrText>PAGE</w:instrText></w:r>" + mark("separate") + r("9") + mark("end")
    field = (
        mark("begin")
        + "<w:r><w:instrText>REF x</w:instrText></w:r>"
        + inner
        + mark("separate")
        + r("see")
        + mark("end")
    )

    assert texts(docx(p("a ", field, " b"))) == ["a see b"]
    assert texts(docx(p("a ", f'<w:fldSimple w:instr="REF x">{r("see")}</w:fldSimple>'))) == ["a see"]


def test_a_field_that_nobody_ended_hides_no_more_than_its_paragraph() -> None:
    body = p("a", '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', r("lost")) + p("b")

    assert texts(docx(body)) == ["a", "b"]


@pytest.mark.parametrize(("set_", "shown"), [("<w:checked/>", "☒"), ('<w:default w:val="0"/>', "☐"), ("", "☐")])
def test_a_box_of_a_form_is_ticked_or_not(set_: str, shown: str) -> None:
    box = (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{set_}</w:checkBox></w:ffData></w:fldChar></w:r>'
    )

    assert texts(docx(p(box, '<w:r><w:fldChar w:fldCharType="end"/></w:r>', " here"))) == [f"{shown} here"]


def test_comments_headers_and_tables_of_contents_are_no_part_of_the_text() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    comment = '<w:commentRangeStart w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
    body = p("1. Where? 3", style="TOC1") + p("a", comment) + '<w:sectPr><w:headerReference r:id="r1"/></w:sectPr>'

    assert texts(docx(body, styles=styles)) == ["a"]


def test_content_of_another_format_is_said_to_be_left_out() -> None:
    assert notes(docx(p("a") + '<w:altChunk r:id="r1"/>')) == ["part-left-out"]


# --- what is around text ---


def test_what_stands_in_content_controls_is_there_and_what_only_asks_for_it_is_not() -> None:
    asked = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('Click here')}</w:sdtContent></w:sdt>"
    inline = f"<w:sdt><w:sdtContent>{r('in')}</w:sdtContent></w:sdt>"
    block = f"<w:sdt><w:sdtContent>{p('whole')}</w:sdtContent></w:sdt>"

    assert texts(docx(p("a ", inline, asked) + block)) == ["a in", "whole"]


def test_a_box_of_text_stands_below_the_paragraph_it_hangs_on_once() -> None:
    box = f"<wps:txbx><w:txbxContent>{p('in the box')}</w:txbxContent></wps:txbx>"
    old = f"<w:pict><v:textbox><w:txbxContent>{p('in the box')}</w:txbxContent></v:textbox></w:pict>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )

    assert texts(docx(p("a", both, " b"))) == ["a b", "in the box"]


def test_a_note_has_its_number_in_the_text_and_its_words_at_the_end_of_the_line() -> None:
    foot = f'<w:footnote w:id="7">{p("at sea level")}</w:footnote><w:footnote w:id="0" w:type="separator"/>'
    body = p("Water boils at", '<w:r><w:footnoteReference w:id="7"/></w:r>', BREAK, "A. 100")
    line = lines(docx(body, footnotes=foot))[0]

    assert line.text == "Water boils at1 [1: at sea level]"
    assert looks(line) == {("1", Emphasis.SUPERSCRIPT, "")}
    assert texts(docx(body, footnotes=foot))[1] == "A. 100"


# --- pictures ---


def test_a_picture_is_one_sign_in_its_line_with_its_description() -> None:
    document = docx(
        p("See ", drawn("word/media/a.png", "a &quot;red&quot; thing")), members={"word/media/a.png": picture()}
    )
    (line,) = lines(document)
    ((sign, emphasis, html),) = looks(line)

    assert (line.text, sign, emphasis) == (f"See {OBJECT_SIGN}", OBJECT_SIGN, Emphasis.OBJECT)
    assert html.startswith('<img src="media:') and html.endswith('.png" alt="a &quot;red&quot; thing">')


def test_the_same_picture_twice_is_two_signs() -> None:
    twice = drawn("word/media/a.png") * 2
    (line,) = lines(docx(p(twice), members={"word/media/a.png": picture()}))

    assert [(run.start, run.stop) for run in line.runs] == [(0, 1), (1, 2)]


@pytest.mark.parametrize(
    ("data", "said"), [(b"\1\0\0\0" + bytes(100), ["picture-not-drawn"]), (picture(), []), (b"", ["picture-not-drawn"])]
)
def test_a_picture_of_a_kind_that_cannot_be_drawn_is_said(data: bytes, said: list[str]) -> None:
    assert notes(docx(p(drawn("word/media/a.emf")), members={"word/media/a.emf": data})) == said


def test_a_chart_is_said_to_be_left_out() -> None:
    assert notes(docx(p("<w:r><w:drawing><wp:inline/></w:drawing></w:r>"))) == ["drawing-left-out"]


# --- other makes ---


def test_the_strict_form_and_other_names_of_the_text_part_are_read() -> None:
    whole = text(p("a ", r("b", "<w:b/>")))
    strict = whole.replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")

    assert texts(package(("word/document.xml", strict))) == ["a b"]
    assert texts(package(("word/document2.xml", whole))) == ["a b"]
    assert texts(package(("word/document.xml", whole.decode().encode("utf-16")))) == ["a b"]


def test_a_document_in_an_archive_is_read_as_that_document() -> None:
    inner = docx(p("1. Where?") + p("*a) here") + p("b) there"))
    report = reading.read(package(("quiz.docx", inner)), "quiz.zip")

    assert (report.format, report.questions) == ("Word document", 1)
