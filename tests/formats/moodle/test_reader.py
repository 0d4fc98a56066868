"""Moodle XML as Moodle 4.5 imports and exports it, nasty files too."""

import io
from base64 import b64encode
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

import pytest
from PIL import Image

from quizapp.domain.banks import Bank, Choice, Feedback, Filing, Kind, Marking, Question
from quizapp.domain.scoring import credit
from quizapp.domain.texts import Html, pictures_in, plain
from quizapp.formats import reading
from quizapp.formats.problems import Report
from tests.formats import real

AB = '<answer fraction="100"><text>a</text></answer><answer fraction="0"><text>b</text></answer>'
TRUE_FALSE = '<answer fraction="{}"><text>{}</text></answer><answer fraction="{}"><text>{}</text></answer>'


def gif() -> str:
    made = io.BytesIO()
    Image.new("RGB", (3, 2), "blue").save(made, "GIF")
    return b64encode(made.getvalue()).decode()


GIF = gif()


def question(inside: str, kind: str = "multichoice", stem: str = "Which?") -> str:
    return (
        f'<question type="{kind}"><questiontext format="html"><text>{stem}</text></questiontext>{inside}</question>\n'
    )


def category(path: str) -> str:
    return f'<question type="category"><category><text>{path}</text></category></question>\n'


def quiz(*questions: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{"".join(questions)}</quiz>'.encode()


def read(*questions: str) -> Report:
    report = reading.read(quiz(*questions), "summit.xml")
    assert report.format == "Moodle XML"
    return report


def bank_of(*questions: str) -> Bank:
    report = read(*questions)
    assert report.problems == ()
    assert report.bank is not None
    return report.bank


def only(inside: str, kind: str = "multichoice", stem: str = "Which?") -> Question:
    (found,) = bank_of(question(inside, kind, stem)).questions
    return found


def answers(*fractions: str) -> str:
    return "".join(
        f'<answer fraction="{share}"><text>{name}</text></answer>'
        for name, share in zip("abcdefgh", fractions, strict=False)
    )


def warnings(report: Report) -> list[str]:
    return [one.code for one in report.warnings]


# --- which files ---


@pytest.mark.parametrize(
    "data",
    [
        quiz(question(AB)),
        question(AB).encode(),
        question(AB).replace("type=", "type = ", 1).encode(),
        b"<!-- made by hand -->\n<?latexml class='article' options='a4paper'?>\n" + quiz(question(AB))[39:],
        b"\xef\xbb\xbf" + quiz(question(AB)),
        b"\xef\xbb\xbf\n\n" + quiz(question(AB))[39:],
        '<?xml version="1.0" encoding="UTF-16"?>'.encode("utf-16")
        + quiz(question(AB))[39:].decode().encode("utf-16-le"),
        b'<?xml version="1.0"encoding="UTF-8"?>' + quiz(question(AB))[39:],
    ],
)
def test_a_file_is_known_by_its_root(data: bytes) -> None:
    report = reading.read(data, "bank.txt")

    assert (report.format, report.questions, report.problems) == ("Moodle XML", 1, ())


@pytest.mark.parametrize(
    "data",
    [
        b'<quiz xmlns="http://canvas.instructure.com/xsd/cccv1p0" identifier="q"><title>T</title></quiz>',
        b"<question><text>t</text></question>",
        b'<quizzes><question type="essay"/></quizzes>',
    ],
)
def test_other_roots_are_not_moodles(data: bytes) -> None:
    assert reading.read(data, "bank.xml").format != "Moodle XML"


def test_an_encoding_that_is_declared_is_believed() -> None:
    data = quiz(question(AB, stem="Où ?")).decode().replace("UTF-8", "ISO-8859-1").encode("latin-1")

    report = reading.read(data, "bank.xml")

    assert report.bank is not None
    assert report.bank.questions[0].stem == "Où ?"


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (quiz(question(AB))[:-20], "xml-syntax", 3),
        (quiz("\n\n", question(AB, stem="a & b")), "xml-syntax", 5),
        (quiz("\n", question(AB, stem="a &nbsp; b")), "xml-syntax", 4),
        (b'<!DOCTYPE quiz [<!ENTITY a "b">]>' + quiz(question(AB, stem="&a;"))[39:], "xml-entities", 0),
        (quiz(), "no-questions-here", 0),
        (quiz("<p/>", category("a")), "no-questions-here", 0),
        (quiz(question("", "essay")), "nothing-to-ask", 0),
        (quiz("\n", question(answers("100"))), "too-few-choices", 4),
        (quiz("\n", question("")), "too-few-choices", 4),
        (quiz("\n", question("", "truefalse")), "too-few-choices", 4),
        (quiz(question(answers("0", "-50"))), "nothing-to-ask", 0),
        (quiz(question("\n" + answers("100", "150"))), "bad-number", 4),
        (quiz(question(answers("100", "-100.1"))), "bad-number", 3),
        (quiz(question(answers("100", "half"))), "bad-number", 3),
        (quiz(question(answers("100", "9" * 5000))), "bad-number", 3),
        (quiz(question(AB, stem="")), "empty-text", 3),
        (quiz(question(AB + "<answer fraction='50'><text>&lt;p> &lt;/p></text></answer>")), "empty-text", 3),
    ],
)
def test_what_cannot_be_read_is_named_at_its_line(data: bytes, code: str, line: int) -> None:
    report = reading.read(data, "bank.xml")

    assert report.bank is None
    assert [(one.code, one.line) for one in report.problems] == [(code, line)]


# --- single and multiple ---


def test_a_question_has_all_that_moodle_gives_it() -> None:
    found = only(
        "<name><text> Port:\n east </text></name><idnumber> W-12 </idnumber><defaultgrade>2.5000000</defaultgrade>"
        "<generalfeedback><text>In general.</text></generalfeedback><penalty>0.33</penalty><hidden>0</hidden>"
        "<single>true</single><shuffleanswers>true</shuffleanswers><answernumbering>ABCD</answernumbering>"
        "<correctfeedback><text>Right!</text></correctfeedback><incorrectfeedback><text>Wrong!</text></incorrectfeedback>"
        "<partiallycorrectfeedback><text>Partly!</text></partiallycorrectfeedback><shownumcorrect/>"
        '<answer fraction="100"><text>a</text><feedback><text>yes</text></feedback></answer>'
        '<answer fraction="-50"><text>b</text></answer>'
        "<tags><tag><text>easy</text></tag><tag><text> east </text></tag><tag><text>easy</text></tag></tags>"
        "<coursetags><tag><text>course</text></tag></coursetags>"
    )

    assert found == Question(
        "w-12",
        Kind.SINGLE,
        "Which?",
        (Choice("a", Fraction(1), "yes"), Choice("b", Fraction(-1, 2))),
        Marking(Fraction(5, 2)),
        Feedback("In general.", "Right!", "Partly!", "Wrong!"),
        filing=Filing("Port: east", tags=("easy", "east", "course")),
    )


@pytest.mark.parametrize(
    ("single", "kind"),
    [
        ("", Kind.SINGLE),
        ("<single>true</single>", Kind.SINGLE),
        ("<single>\n 1 </single>", Kind.SINGLE),
        ("<single>yes</single>", Kind.SINGLE),
        ("<single>false</single>", Kind.MULTIPLE),
        ("<single> false\n</single>", Kind.MULTIPLE),
        ("<single>0</single>", Kind.MULTIPLE),
        ("<single/>", Kind.MULTIPLE),
        ("<single>true</single><single>false</single>", Kind.SINGLE),
    ],
)
def test_one_may_be_picked_or_several(single: str, kind: Kind) -> None:
    assert only(single + AB).kind is kind


@pytest.mark.parametrize(
    ("shuffle", "may_be"),
    [
        ("", False),
        ("<shuffleanswers>\n  1\n</shuffleanswers>", True),
        ("<shuffleanswers>true</shuffleanswers>", True),
        ("<shuffleanswers>0</shuffleanswers>", False),
        ("<shuffleanswers>1</shuffleanswers><shuffleanswers>false</shuffleanswers>", True),
    ],
)
def test_choices_are_shuffled_where_the_file_says_so(shuffle: str, may_be: bool) -> None:
    assert only(shuffle + AB).shuffle is may_be


@pytest.mark.parametrize(
    ("percent", "share"),
    [
        ("33.33333", "1/3"),
        ("33.333333333333336", "1/3"),
        ("-33.333333333333336", "-1/3"),
        ("33.333", "1/3"),
        ("33,33333", "1/3"),
        ("33", "33/100"),
        ("33.3", "333/1000"),
        ("-6.25", "-1/16"),
        ("16.66667", "1/6"),
        ("66.6666667", "2/3"),
        ("83.33333", "5/6"),
        ("14.28571", "1/7"),
        ("11.11111", "1/9"),
        ("12.5", "1/8"),
        (" 50.0 ", "1/2"),
        ("5e1", "1/2"),
        ("50%", "1/2"),
        ("", "0"),
    ],
)
def test_a_fraction_is_the_grade_that_it_stands_for(percent: str, share: str) -> None:
    assert only(answers("100", percent)).choices[1].fraction == Fraction(share)


def test_an_answer_that_does_not_say_what_it_is_worth_is_worth_nothing() -> None:
    assert only(AB + "<answer><text>c</text></answer>").choices[2].fraction == 0


def test_parts_that_do_not_make_the_whole_are_kept_and_doubted() -> None:
    report = read(question("<single>false</single>" + answers("-50", "33", "33.33333", "33.33333")))

    assert report.bank is not None
    assert [one.fraction for one in report.bank.questions[0].choices] == [
        Fraction(-1, 2),
        Fraction(33, 100),
        Fraction(1, 3),
        Fraction(1, 3),
    ]
    assert warnings(report) == ["shares-not-whole"]


@pytest.mark.parametrize("single", [True, False])
@pytest.mark.parametrize(
    "percent",
    [
        ("100", "0", "0"),
        ("50", "50", "-100", "0"),
        ("33.33333", "33.33333", "33.33333", "-16.66667"),
        ("100", "100", "-50"),
        ("80", "60", "-33.33333", "-6.25"),
    ],
)
def test_every_response_earns_what_it_earns_at_home(single: bool, percent: Sequence[str]) -> None:
    found = only(f"<single>{single}</single>".lower() + answers(*percent))
    worth = [float(one) / 100 for one in percent]
    sizes = (1,) if single else range(len(worth) + 1)
    responses = [some for size in sizes for some in combinations(range(len(worth)), size)]

    for picked in responses:
        total = sum(worth[place] for place in picked)
        at_home = total if single else min(1.0, max(0.0, total))
        assert abs(float(credit(found, frozenset(picked))) - at_home) < 0.000001


@pytest.mark.parametrize(
    ("written_", "maximum"),
    [("1.0000000", "1"), ("3", "3"), ("", "1"), ("0.5", "1/2"), ("0.33333333333333", "1/3"), (" 1.4000000 ", "7/5")],
)
def test_a_mark_is_the_maximum(written_: str, maximum: str) -> None:
    assert only(f"<defaultgrade>{written_}</defaultgrade>{AB}").marking.maximum == Fraction(maximum)


@pytest.mark.parametrize("given_", ["0", "-1", "much", "9" * 400])
def test_a_mark_that_is_none_here_becomes_one_and_is_told(given_: str) -> None:
    report = read(question(f"<defaultgrade>{given_}</defaultgrade>{AB}"))

    assert report.bank is not None
    assert report.bank.questions[0].marking.maximum == 1
    assert warnings(report) == ["mark-changed"]


def test_choices_without_text_are_dropped_as_moodle_does_but_told() -> None:
    report = read(question(f'{AB}<answer fraction="0"><text>\n </text></answer><answer fraction="0"/>'))

    assert report.bank is not None
    assert [one.text for one in report.bank.questions[0].choices] == ["a", "b"]
    assert [(one.code, one.values) for one in report.warnings] == [("blank-choices-lost", {"count": 2})]


def test_hints_are_told_to_be_lost_unless_they_are_empty() -> None:
    hint = "<hint format='html'><text>{}</text><shownumcorrect/></hint>"
    old = "<hint><hintcontent><text>Look up.</text></hintcontent></hint>"

    assert warnings(read(question(AB + hint.format("Look up.") * 2))) == ["hints-lost"]
    assert warnings(read(question(AB + old))) == ["hints-lost"]
    assert warnings(read(question(AB + hint.format("")))) == []


# --- true and false ---


@pytest.mark.parametrize(
    ("answers_", "is_true"),
    [
        (("100", "true", "0", "false"), True),
        (("0", "true", "100", "false"), False),
        (("100", "false", "0", "true"), False),
        (("0", "false", "100.0", "\n true \n"), True),
        (("100", "Vrai", "0", "Faux"), True),
        (("0", "Wahr", "100", "Falsch"), False),
    ],
)
def test_true_and_false_are_found_by_their_words_or_else_by_their_order(answers_: Sequence[str], is_true: bool) -> None:
    report = read(question(TRUE_FALSE.format(*answers_), "truefalse"))

    assert report.bank is not None
    assert report.warnings == ()
    (found,) = report.bank.questions
    assert found.kind is Kind.TRUE_FALSE
    assert [(one.text, one.fraction, one.fixed) for one in found.choices] == [
        ("True", Fraction(is_true), True),
        ("False", Fraction(not is_true), True),
    ]


@pytest.mark.parametrize("words", [("False", "True"), ("ja", "nein"), ("", "")])
def test_words_that_may_mean_anything_are_taken_by_their_order_and_told(words: tuple[str, str]) -> None:
    report = read(question(TRUE_FALSE.format("100", words[0], "0", words[1]), "truefalse"))

    assert report.bank is not None
    assert report.bank.questions[0].key == {0}
    assert warnings(report) == ["true-by-order"]


def test_each_of_true_and_false_has_its_feedback() -> None:
    found = only(
        '<answer fraction="100"><text>false</text><feedback><text>no, it is not</text></feedback></answer>'
        '<answer fraction="0"><text>true</text><feedback><text>why so?</text></feedback></answer>',
        "truefalse",
    )

    assert [(one.text, one.feedback) for one in found.choices] == [("True", "why so?"), ("False", "no, it is not")]


# --- other kinds, categories ---


@pytest.mark.parametrize(
    "kind",
    [
        "essay",
        "matching",
        "cloze",
        "numerical",
        "shortanswer",
        "description",
        "calculatedmulti",
        "ddwtos",
        "mtf",
        "x y",
    ],
)
def test_other_kinds_are_left_out_by_their_names(kind: str) -> None:
    report = read(question(AB), question("<answer fraction='100'><text>*</text></answer>", kind, "&lt;b>Write&lt;/b>."))

    assert report.questions == 2
    assert [(one.line, one.values) for one in report.left_out] == [(4, {"kind": kind, "start": "Write."})]


@pytest.mark.parametrize("blank", ["", "&lt;p>&lt;br>&lt;/p>", "&lt;p> &lt;/p>"])
def test_a_wrong_choice_without_words_is_dropped_and_that_is_said(blank: str) -> None:
    report = read(question(AB + f"<answer fraction='0'><text>{blank}</text></answer>"))

    assert report.bank is not None
    assert len(report.bank.questions[0].choices) == 2
    assert [(one.code, one.values) for one in report.warnings] == [("blank-choices-lost", {"count": 1})]


@pytest.mark.parametrize("fractions", [("0", "0"), ("0", "-50")])
def test_a_question_of_a_survey_is_left_out_for_it_has_no_key(fractions: tuple[str, ...]) -> None:
    report = read(question(AB), question(answers(*fractions), stem="Did you like it?"))

    assert report.questions == 2
    told = {"kind": "multichoice, without a key", "start": "Did you like it?"}
    assert [(one.line, one.values) for one in report.left_out] == [(4, told)]


def test_what_has_no_text_is_left_out_by_its_name_and_kind() -> None:
    report = read(question(AB), "<question><name><text>Random (A)</text></name></question>")

    assert [one.values for one in report.left_out] == [{"kind": "unknown", "start": "Random (A)"}]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("$course$/top/History/Le sommet", "History/Le sommet"),
        ("$course$/История/ Саммит ", "История/Саммит"),
        ("$system$/History", "History"),
        ("History", "History"),
        ("$module$/top/top/History", "top/History"),
        ("$course$/top/Rock/AC//DC", "Rock/AC/DC"),
        ("<![CDATA[$course$/top/a & b]]>", "a & b"),
        ("$course$/top", ""),
        ("", ""),
    ],
)
def test_a_category_is_that_of_all_questions_after_it(path: str, name: str) -> None:
    bank = bank_of(question(AB), category("x"), category(path), question(AB), question(AB), category("y"), question(AB))

    assert [one.filing.category for one in bank.questions] == ["", name, name, "y"]
    assert bank.title == "x"


# --- texts ---


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<questiontext><text> a\n b </text></questiontext>", "a b"),
        ('<questiontext format="html"><text><![CDATA[<p>a</p><p><b>b</b></p>]]></text></questiontext>', None),
        ('<questiontext format="html"><text>a &amp;amp; b</text></questiontext>', "a & b"),
        ('<questiontext format="plain_text"><text>a &amp;amp; b</text></questiontext>', "a &amp; b"),
        ('<questiontext format="plain_text"><text>a\n  &lt;b></text></questiontext>', "a\n  <b>"),
        ('<questiontext format="moodle_auto_format"><text>a\nb</text></questiontext>', "a\nb"),
        ('<questiontext format=" wiki_like "><text>a\nb</text></questiontext>', "a\nb"),
        ('<questiontext format="unheard"><text>a\nb</text></questiontext>', "a b"),
        ('<questiontext format="html">a b</questiontext>', "a b"),
        ('<questiontext format="html"><text><p>a</p>\n<p>b</p></text></questiontext>', "a\nb"),
    ],
)
def test_a_text_is_read_in_the_format_that_it_names(text: str, shown: str | None) -> None:
    (found,) = bank_of(f'<question type="multichoice">{text}{AB}</question>').questions

    assert found.stem == (Html("<p>a</p><p><b>b</b></p>") if shown is None else shown)


def test_markdown_is_read_as_such() -> None:
    found = only('<answer fraction="100" format="markdown"><text>*a*</text></answer><answer><text>*b*</text></answer>')

    assert [one.text for one in found.choices] == [Html("<em>a</em>"), "*b*"]


def test_a_text_that_names_no_format_has_that_of_the_question() -> None:
    (found,) = bank_of(
        '<question type="multichoice"><questiontext format="plain_text"><text>&lt;b></text></questiontext>'
        "<generalfeedback><text>a &lt;i></text></generalfeedback><correctfeedback><text>&lt;u></text></correctfeedback>"
        '<answer fraction="100"><text>a  b</text><feedback><text>&lt;s></text></feedback></answer>'
        '<answer format="html"><text>&lt;b>c&lt;/b></text></answer></question>'
    ).questions

    assert (found.stem, found.feedback.general, found.feedback.right) == ("<b>", "a <i>", "<u>")
    assert found.choices == (Choice("a  b", Fraction(1), "<s>"), Choice(Html("<b>c</b>")))


def test_formulas_are_typeset_but_not_in_plain_texts() -> None:
    found = only(AB.replace("<text>a", r"<text>\(x\)").replace("<answer fraction", '<answer format="html" fraction'))
    bare = only(
        AB.replace("<text>a", r"<text>\(x\)").replace("<answer fraction", '<answer format="plain_text" fraction')
    )

    assert plain(found.choices[0].text) == "x"
    assert bare.choices[0].text == r"\(x\)"


# --- pictures ---


def image(address: str) -> str:
    return f'&lt;img src="{address}" alt="blue">'


def test_pictures_are_found_beside_the_texts_that_show_them() -> None:
    file = f'<file name="a.gif" path="/" encoding="base64">\n{GIF}\n</file>'
    shown = f"<text>It is {image('@@PLUGINFILE@@/a.gif')}</text>{file}"
    report = read(
        '<question type="multichoice">'
        f"<questiontext>{shown}</questiontext><generalfeedback>{shown}</generalfeedback>"
        f"<incorrectfeedback>{shown}</incorrectfeedback>"
        f'<answer fraction="100">{shown}<feedback>{shown}</feedback></answer><answer><text>b</text></answer></question>'
    )

    assert report.bank is not None
    assert report.warnings == ()
    (found,) = report.bank.questions
    (name,) = report.pictures
    right, _ = found.choices
    texts = (found.stem, found.feedback.general, found.feedback.wrong, right.text, right.feedback)
    assert [pictures_in(text) for text in texts] == [(name,)] * 5
    assert Image.open(io.BytesIO(report.pictures[name])).size == (3, 2)


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("@@PLUGINFILE@@/a%20b.gif", '<file name="a b.gif" encoding="base64">'),
        ("@@PLUGINFILE@@/a.gif?time=15", '<file name="a.gif">'),
        ("@@PLUGINFILE@@/sub/a.gif", '<file name="a.gif" path="/sub/">'),
        ("@@PLUGINFILE@@/%C3%A9.gif", '<file path="/" name="é.gif">'),
        ("@@PLUGINFILE@@/100%.gif", '<file name="100%.gif">'),
        (f"data:image/gif;base64,{GIF}", "<file name='x'>"),
    ],
)
def test_pictures_are_found_by_their_addresses(address: str, file: str) -> None:
    report = read(f'<question type="multichoice"><questiontext><text>Is {image(address)}</text>{file}{GIF}</file>'
                  f"</questiontext>{AB}</question>")  # fmt: skip

    assert report.warnings == ()
    assert len(report.pictures) == 1


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("@@PLUGINFILE@@/a.gif", ""),
        ("@@PLUGINFILE@@/a.gif", f'<file name="b.gif">{GIF}</file>'),
        ("@@PLUGINFILE@@/a.gif", '<file name="a.gif">no picture</file>'),
        ("@@PLUGINFILE@@/a.gif", '<file name="a.gif"/>'),
        ("@@PLUGINFILE@@/../../a.gif", f'<file name="a.gif">{GIF}</file>'),
        ("https://example.org/a.gif", f'<file name="a.gif">{GIF}</file>'),
        ("file:///etc/passwd", ""),
        ("data:image/gif;base64,AAAAA", ""),
    ],
)
def test_pictures_that_are_not_there_are_told_to_be_lost(address: str, file: str) -> None:
    report = read(
        f'<question type="multichoice"><questiontext><text>Is {image(address)}</text>{file}</questiontext>'
        f"{AB}</question>"
    )

    assert report.bank is not None
    assert (report.bank.questions[0].stem, dict(report.pictures)) == ("Is blue", {})
    assert warnings(report) == ["pictures-lost"]


@pytest.mark.parametrize("form", ["html", "plain_text", "moodle_auto_format"])
def test_a_question_of_moodle_1_has_its_picture_beside_it(form: str) -> None:
    report = read(
        f'<question type="multichoice"><questiontext format="{form}"><text>Which?</text></questiontext>'
        f"<image>dir/a.gif</image><image_base64>\n{GIF}\n</image_base64>{AB}</question>"
    )

    assert report.bank is not None
    (name,) = pictures_in(report.bank.questions[0].stem)
    assert set(report.pictures) == {name}
    assert warnings(report) == ["description-lost"]


def test_an_old_picture_that_is_only_named_is_lost() -> None:
    assert warnings(read(question(f"<image>a.gif</image>{AB}"))) == ["pictures-lost"]
    assert warnings(read(question(f"<image></image><image_base64/>{AB}"))) == []


def test_a_choice_that_is_a_lost_picture_leaves_its_question_out() -> None:
    report = read(question(AB), question(AB + '<answer><text>&lt;img src="@@PLUGINFILE@@/a.svg"></text></answer>'))

    assert [one.values["kind"] for one in report.left_out] == ["single, in pictures"]


# --- real files ---


@pytest.mark.parametrize("line", list(real.lines("moodle_xml")), ids=lambda line: line.file)
def test_a_real_file_holds_what_moodle_finds_in_it(line: real.Line) -> None:
    assert line.difference == ""
    assert line.report.format == "Moodle XML"
    assert line.report.questions == line.total
