"""QTI 1.2 as Canvas, Blackboard and Respondus write it: marks by every response, texts, packages, and back again."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings

from quizapp.domain.banks import Bank, Kind, Question, Rule
from quizapp.domain.scoring import credit
from quizapp.domain.texts import Html
from quizapp.formats import qti12, reading
from quizapp.formats.problems import Report
from tests.formats import nasty, written
from tests.formats.provoking import package

SETTINGS = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
XMLNS = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"


def condition(inside: str, then: str = "", go_on: str = "") -> str:
    said = f' continue="{go_on}"' if go_on else ""
    return f"<respcondition{said}><conditionvar>{inside}</conditionvar>{then}</respcondition>"


def equal(label: str) -> str:
    return f'<varequal respident="r">{label}</varequal>'


def score(value: str, action: str = "Set") -> str:
    return f'<setvar action="{action}" varname="SCORE">{value}</setvar>'


def shows(ident: str) -> str:
    return f'<displayfeedback feedbacktype="Response" linkrefid="{ident}"/>'


def item(
    *conditions: str,
    type_: str = "multiple_choice_question",
    cardinality: str = "Single",
    choices: Iterable[str] = ("a", "b", "c"),
    stem: str = '<mattext texttype="text/html">&lt;p&gt;Where did they &lt;b&gt;meet&lt;/b&gt;?&lt;/p&gt;</mattext>',
    fields: str = "",
    most: str = "100",
    after: str = "",
    ident: str = "i1",
) -> str:
    labels = "".join(
        f'<response_label ident="{one}"><material><mattext texttype="text/plain">Choice {one}</mattext></material>'
        "</response_label>"
        for one in choices
    )
    kind = (
        f"<qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>{type_}</fieldentry></qtimetadatafield>"
    )
    return (
        f'<item ident="{ident}" title="The place"><itemmetadata><qtimetadata>{kind if type_ else ""}{fields}'
        f"</qtimetadata></itemmetadata><presentation><material>{stem}</material>"
        f'<response_lid ident="r" rcardinality="{cardinality}"><render_choice>{labels}</render_choice></response_lid>'
        f'</presentation><resprocessing><outcomes><decvar maxvalue="{most}" minvalue="0" varname="SCORE"/></outcomes>'
        f"{''.join(conditions)}</resprocessing>{after}</item>"
    )


def points(value: str) -> str:
    return (
        f"<qtimetadatafield><fieldlabel>points_possible</fieldlabel><fieldentry>{value}</fieldentry></qtimetadatafield>"
    )


def file(*items: str, title: str = "The summit") -> bytes:
    return (
        f'<?xml version="1.0"?><questestinterop xmlns="{XMLNS}"><assessment ident="a" title="{title}">'
        f'<section ident="s">{"".join(items)}</section></assessment></questestinterop>'
    ).encode()


def read(*items: str) -> Report:
    return reading.read(file(*items), "quiz.xml")


def question(*items: str) -> Question:
    report = read(*items)
    assert report.bank is not None, report.problems
    (found,) = report.bank.questions
    return found


RIGHT = condition(equal("b"), score("100"), "No")


# --- marks ---


def test_the_choice_that_scores_is_the_right_one() -> None:
    found = question(item(RIGHT, fields=points("4.0")))

    assert [choice.text for choice in found.choices] == ["Choice a", "Choice b", "Choice c"]
    assert [choice.fraction for choice in found.choices] == [0, 1, 0]
    assert (found.kind, found.maximum, found.id, found.name) == (Kind.SINGLE, 4, "i1", "The place")


def test_points_that_vary_by_answer_are_kept() -> None:
    found = question(
        item(condition(equal("a"), score("10.0")), condition(equal("c"), score("5.0")), fields=points("10"))
    )

    assert [choice.fraction * found.maximum for choice in found.choices] == [10, 0, 5]


def test_a_percentage_that_stays_below_the_whole_stays_there() -> None:
    found = question(item(condition(equal("a"), score("50")), fields=points("4")))

    assert [choice.fraction * found.maximum for choice in found.choices] == [2, 0, 0]


def test_all_and_nothing_else_is_all_or_nothing() -> None:
    wanted = f"<and>{equal('a')}<not>{equal('b')}</not>{equal('c')}</and>"
    found = question(
        item(condition(wanted, score("100")), cardinality="Multiple", type_="multiple_answers_question")
    )  # fmt: skip

    earned = {picked: credit(found, frozenset(picked)) for picked in ((), (0,), (0, 1), (0, 2), (0, 1, 2), (2,))}
    assert earned == {(): 0, (0,): 0, (0, 1): 0, (0, 2): 1, (0, 1, 2): 0, (2,): 0}
    assert (found.kind, found.rule) == (Kind.MULTIPLE, Rule.ALL_OR_NOTHING)


def test_what_each_tick_adds_is_summed_and_never_less_than_nothing() -> None:
    """Respondus: Set, then Add, in conditions that do not say whether the next ones count; they do."""
    worth = {"a": 25, "b": -10, "c": 25, "d": 50}
    first, *others = worth.items()
    conditions = [condition(equal(first[0]), score(f"{first[1]}.00"))]
    conditions += [condition(equal(label), score(f"{value}.00", "Add")) for label, value in others]
    found = question(item(*conditions, cardinality="Multiple", type_="", choices=worth, most="10.00"))

    for ticks in product((False, True), repeat=4):
        picked = frozenset(place for place, ticked in enumerate(ticks) if ticked)
        total = sum(value for (_, value), ticked in zip(worth.items(), ticks, strict=True) if ticked)
        assert credit(found, picked) == max(Fraction(0), Fraction(total, 100)), ticks
    assert found.maximum == 10


def test_more_choices_than_a_table_could_hold_still_have_their_marks() -> None:
    letters = "abcdefghijkl"
    adds = [condition(equal(letter), score("25" if letter in "abcd" else "-25", "Add")) for letter in letters]
    summed = question(item(*adds, cardinality="Multiple", type_="", choices=letters))
    inside = "".join(equal(letter) if letter in "abcd" else f"<not>{equal(letter)}</not>" for letter in letters)
    whole = question(item(condition(f"<and>{inside}</and>", score("100")), cardinality="Multiple", choices=letters))

    assert [credit(summed, frozenset(picked)) for picked in ((0, 1), (0, 1, 2, 3), (0, 1, 5))] == [
        Fraction(1, 2), 1, Fraction(1, 4),
    ]  # fmt: skip
    assert [credit(whole, frozenset(picked)) for picked in ((0, 1), (0, 1, 2, 3), (0, 1, 2, 3, 5))] == [0, 1, 0]


def test_marks_that_no_sum_gives_become_a_table() -> None:
    both = condition(f"<and>{equal('a')}{equal('b')}</and>", score("100"), "No")
    found = question(item(both, condition(equal("c"), score("30")), cardinality="Multiple", type_=""))

    assert found.rule is Rule.TABLE
    for ticks in product((False, True), repeat=3):
        a, b, c = ticks
        picked = frozenset(place for place, ticked in enumerate(ticks) if ticked)
        assert credit(found, picked) == (1 if a and b else Fraction(3, 10) if c else 0)


@pytest.mark.parametrize("conditions", [(), (condition(equal("a"), score("0")),), (condition("<other/>", score("0")),)])
def test_a_question_without_a_key_is_left_out_and_said_to_be(conditions: tuple[str, ...]) -> None:
    report = read(item(*conditions), item(RIGHT, ident="i2"))

    assert [str(one.values["kind"]) for one in report.left_out] == ["multiple_choice_question, without a key"]
    assert report.bank is not None
    assert report.questions == 2


def test_what_cannot_be_evaluated_is_left_out_rather_than_guessed() -> None:
    report = read(item(condition('<vargt respident="r">1</vargt>', score("100"))), item(RIGHT, ident="i2"))

    assert len(report.left_out) == 1


# --- kinds ---


@pytest.mark.parametrize(
    ("type_", "kind"),
    [("true_false_question", Kind.TRUE_FALSE), ("cc.true_false.v0p1", Kind.TRUE_FALSE), ("", Kind.SINGLE)],
)
def test_true_or_false_is_told_by_its_type(type_: str, kind: Kind) -> None:
    found = question(item(RIGHT, type_=type_, choices="ab"))

    assert (found.kind, found.key) == (kind, {1})


@pytest.mark.parametrize(
    "type_", ["essay_question", "matching_question", "fill_in_multiple_blanks_question", "cc.fib.v0p1", "Ordering"]
)
def test_other_types_are_left_out_by_their_names(type_: str) -> None:
    report = read(item(RIGHT, type_=type_), item(RIGHT, ident="i2"))

    assert [one.values["kind"] for one in report.left_out] == [type_]
    assert report.left_out[0].line == 1


def test_what_says_choice_and_is_matching_is_left_out() -> None:
    second = '<response_lid ident="s" rcardinality="Single"><render_choice/></response_lid></presentation>'
    report = read(
        item(RIGHT, type_="multiple_answers_question").replace("</presentation>", second), item(RIGHT, ident="i2")
    )

    assert [one.values["kind"] for one in report.left_out] == ["matching"]


def test_a_blank_with_one_accepted_answer_is_no_choice() -> None:
    report = read(item(RIGHT, type_="", choices="b"), item(RIGHT, ident="i2"))

    assert [one.values["kind"] for one in report.left_out] == ["fill_in"]


def test_a_choice_without_text_stays_in_its_place() -> None:
    report = read(item(RIGHT).replace("Choice c", ""))

    assert report.bank is not None
    assert [choice.text for choice in report.bank.questions[0].choices] == ["Choice a", "Choice b", "–"]
    assert "blank-choices" in [one.code for one in report.warnings]


# --- texts ---


def test_html_keeps_its_formatting_and_plain_text_its_signs() -> None:
    found = question(item(RIGHT).replace("Choice a", "&lt;b&gt; &amp; 1 &lt; 2"))

    assert found.stem == Html("<p>Where did they <b>meet</b>?</p>")
    assert found.choices[0].text == "<b> & 1 < 2"


def test_each_feedback_goes_where_it_is_shown() -> None:
    found = question(
        item(
            condition("<other/>", shows("general_fb"), "Yes"),
            condition(equal("a"), shows("a_fb"), "Yes"),
            condition(equal("b"), shows("b_fb"), "Yes"),
            condition(equal("b"), score("100") + shows("correct_fb"), "No"),
            condition("<other/>", shows("general_incorrect_fb"), "Yes"),
            after="".join(
                f'<itemfeedback ident="{one}"><flow_mat><material><mattext>{text}</mattext></material></flow_mat>'
                "</itemfeedback>"
                for one, text in (
                    ("general_fb", "To all"), ("a_fb", "Not there"), ("b_fb", "There"), ("correct_fb", "Well"),
                    ("general_incorrect_fb", "Again"),
                )
            ),
        )
    )  # fmt: skip

    assert (found.feedback, found.feedback_right, found.feedback_wrong) == ("To all", "Well", "Again")
    assert [choice.feedback for choice in found.choices] == ["Not there", "There", ""]


# --- packages ---


def test_a_quiz_that_canvas_writes_twice_is_read_once() -> None:
    whole = file(item(RIGHT), item(RIGHT, ident="i2"))
    part = file(item(RIGHT))
    report = reading.read(
        package(
            ("q1/assessment_qti.xml", part), ("non_cc_assessments/q1.xml.qti", whole), ("imsmanifest.xml", b"<x/>")
        ),
        "course.imscc",
    )

    assert report.bank is not None
    assert report.questions == 2


def test_a_broken_member_is_left_out_by_its_name_and_the_rest_goes_on() -> None:
    report = reading.read(package(("a.xml", file(item(RIGHT))), ("b.xml", file(item(RIGHT))[:-30])), "course.zip")

    assert report.bank is not None
    assert [(one.code, one.member) for one in report.left_out] == [("member-unreadable", "b.xml")]


@pytest.mark.parametrize(
    "address", ["$IMS-CC-FILEBASE$/x.png", "$IMS_CC_FILE_BASE$x.png", "x.png", "%24IMS-CC-FILEBASE%24/x.png?canvas_=1"]
)
def test_pictures_come_from_inside_the_package(address: str) -> None:
    stem = f'<mattext texttype="text/html">See &lt;img src="{address}" alt="a door"&gt;</mattext>'
    data = next(iter(written.PICTURES.values()))
    folder = "web_resources/" if "IMS" in address else ""
    report = reading.read(package(("quiz.xml", file(item(RIGHT, stem=stem))), (f"{folder}x.png", data)), "c.zip")

    assert report.bank is not None
    assert list(report.pictures) == list(written.PICTURES)


@pytest.mark.parametrize(
    "address", ["../../etc/passwd", "https://example.org/x.png", "file:///etc/passwd", "nothing.png"]
)
def test_no_picture_comes_from_anywhere_else(address: str) -> None:
    stem = f'<mattext texttype="text/html">See &lt;img src="{address}" alt="a door"&gt;</mattext>'
    report = reading.read(package(("quiz.xml", file(item(RIGHT, stem=stem)))), "c.zip")

    assert report.bank is not None
    assert report.bank.questions[0].stem == "See a door"
    assert "pictures-lost" in [one.code for one in report.warnings]


def test_blackboards_metadata_and_texts_are_known() -> None:
    made = item(
        condition(equal("b"), '<setvar action="Set" variablename="SCORE">SCORE.max</setvar>'),
        condition("<other/>", score("0.0")),
        type_="",
        choices="ab",
        stem='<mat_extension><mat_formattedtext type="HTML">&lt;i&gt;So&lt;/i&gt;?</mat_formattedtext></mat_extension>',
        most="1.0",
    ).replace("<qtimetadata></qtimetadata>", "<bbmd_questiontype>True/False</bbmd_questiontype>")

    found = question(made)

    assert (found.kind, found.key, found.stem) == (Kind.TRUE_FALSE, {1}, Html("<i>So</i>?"))


def test_a_file_in_latin_1_and_one_without_a_blank_in_its_declaration_are_read() -> None:
    latin = file(item(RIGHT)).replace(b'version="1.0"', b'version="1.0" encoding="ISO-8859-1"')
    latin = latin.replace(b"Choice a", "Été".encode("latin-1"))
    tight = file(item(RIGHT)).replace(b'version="1.0"', b'version="1.0"encoding="UTF-8"')

    first, second = reading.read(latin, "a.xml").bank, reading.read(tight, "b.xml").bank

    assert first is not None
    assert second is not None
    assert first.questions[0].choices[0].text == "Été"


# --- and back ---


@SETTINGS
@given(nasty.any_bank())
def test_what_looks_like_markup_is_written_so_that_it_reads_back(bank: Bank) -> None:
    nasty.assert_comes_back(bank, qti12.WRITER)


@SETTINGS
@given(written.banks())
def test_what_is_written_reads_back_as_the_same_bank(bank: Bank) -> None:
    nasty.assert_comes_back(bank, qti12.WRITER, written.PICTURES)


@SETTINGS
@given(written.banks())
def test_the_same_bank_gives_the_same_bytes(bank: Bank) -> None:
    assert qti12.WRITER.write(bank_of(bank), written.PICTURES) == qti12.WRITER.write(bank_of(bank), written.PICTURES)


def bank_of(bank: Bank) -> Bank:
    return nasty.stripped(bank, qti12.WRITER.carries)
