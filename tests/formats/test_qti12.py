"""QTI 1.2 as Canvas, Blackboard and Respondus write it: marks by every response, texts, packages, and back again."""

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from lxml import etree

from quizapp.domain.banks import Bank, Choice, Feedback, Kind, Question, Rule
from quizapp.domain.scoring import credit
from quizapp.domain.texts import Html
from quizapp.formats import qti12, reading
from quizapp.formats.carrying import stripped
from quizapp.formats.problems import Report
from quizapp.formats.qti12.conditions import Conditions
from tests import makers
from tests.formats import nasty, written
from tests.formats.packages import package
from tests.formats.provoking import qti

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
    assert (found.kind, found.id, found.filing.name) == (Kind.SINGLE, "i1", "The place")
    assert found.marking.maximum == 4


def test_points_that_vary_by_answer_are_kept() -> None:
    found = question(
        item(condition(equal("a"), score("10.0")), condition(equal("c"), score("5.0")), fields=points("10"))
    )

    assert [choice.fraction * found.marking.maximum for choice in found.choices] == [10, 0, 5]


def test_a_percentage_that_stays_below_the_whole_stays_there() -> None:
    found = question(item(condition(equal("a"), score("50")), fields=points("4")))

    assert [choice.fraction * found.marking.maximum for choice in found.choices] == [2, 0, 0]


def test_all_and_nothing_else_is_all_or_nothing() -> None:
    wanted = f"<and>{equal('a')}<not>{equal('b')}</not>{equal('c')}</and>"
    found = question(
        item(condition(wanted, score("100")), cardinality="Multiple", type_="cc.multiple_response.v0p1")
    )  # fmt: skip

    earned = {picked: credit(found, frozenset(picked)) for picked in ((), (0,), (0, 1), (0, 2), (0, 1, 2), (2,))}
    assert earned == {(): 0, (0,): 0, (0, 1): 0, (0, 2): 1, (0, 1, 2): 0, (2,): 0}
    assert (found.kind, found.marking.rule) == (Kind.MULTIPLE, Rule.ALL_OR_NOTHING)


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
    assert found.marking.maximum == 10


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

    assert found.marking.rule is Rule.TABLE
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


def every(count: int) -> list[frozenset[int]]:
    return [frozenset(at for at in range(count) if ticked >> at & 1) for ticked in range(2**count)]


def test_the_first_condition_that_scores_is_the_last_unless_it_says_otherwise() -> None:
    """« continue » is « No » where it is not said."""
    full = condition(f"<and>{equal('a')}{equal('b')}<not>{equal('c')}</not></and>", score("100"))
    half = condition(equal("a"), score("50"))
    silent = question(item(full, half, cardinality="Multiple", type_=""))
    outspoken = question(
        item(full.replace("<respcondition", '<respcondition continue="Yes"'), half, cardinality="Multiple", type_="")
    )

    for picked in every(3):
        all_right, some_right = picked == {0, 1}, 0 in picked
        assert credit(silent, picked) * silent.marking.maximum == (1 if all_right else Fraction(int(some_right), 2))
        assert credit(outspoken, picked) * outspoken.marking.maximum == Fraction(int(some_right), 2)


def test_of_two_choices_named_for_one_answer_either_is_right() -> None:
    found = question(item(condition(equal("a") + equal("c"), score("100"))))

    assert [credit(found, frozenset((place,))) for place in range(3)] == [1, 0, 1]


def test_of_two_choices_named_for_several_answers_both_are_wanted() -> None:
    found = question(item(condition(equal("a") + equal("c"), score("100")), cardinality="Multiple", type_=""))

    for picked in every(3):
        assert credit(found, picked) == int({0, 2} <= picked)


def test_what_is_kept_beside_the_score_does_not_count() -> None:
    beside = '<setvar action="Set" variablename="single_correct_answer">true</setvar>'
    found = question(item(condition(equal("b"), score("100") + beside)))

    assert [choice.fraction for choice in found.choices] == [0, 1, 0]


@pytest.mark.parametrize(
    "conditions",
    [
        (condition(f"<and>{''.join(map(equal, 'ab'))}</and>", score("100")),),
        (
            condition(f"<and>{equal('a')}{''.join(f'<not>{equal(x)}</not>' for x in 'bcdefghijkl')}</and>", score("9")),
            condition(equal("b"), score("5")),
        ),
    ],
)
def test_many_choices_that_are_not_all_or_nothing_are_left_out_and_not_made_so(conditions: tuple[str, ...]) -> None:
    many = item(*conditions, cardinality="Multiple", type_="", choices="abcdefghijkl")
    report = read(many, item(RIGHT, ident="i2"))

    assert [one.values["kind"] for one in report.left_out] == ["multiple, with marks that cannot be followed"]


def test_each_question_of_a_group_is_worth_what_the_group_says() -> None:
    group = (
        '<section ident="g"><selection_ordering><selection><selection_number>1</selection_number><selection_extension>'
        "<points_per_item>2.5</points_per_item></selection_extension></selection></selection_ordering>"
        f"{item(RIGHT, fields=points('4'))}</section>"
    )
    report = read(group, item(RIGHT, ident="i2", fields=points("4")))

    assert report.bank is not None
    assert [one.marking.maximum for one in report.bank.questions] == [Fraction(5, 2), 4]


def test_points_that_vary_by_answer_keep_their_shares_in_a_group() -> None:
    vary = item(condition(equal("a"), score("10")), condition(equal("c"), score("5")), fields=points("10"))
    group = "<selection_ordering><selection><selection_extension><points_per_item>4</points_per_item>"
    found = question(
        f'<section ident="g">{group}</selection_extension></selection></selection_ordering>{vary}</section>'
    )

    assert [choice.fraction * found.marking.maximum for choice in found.choices] == [4, 0, 2]


# --- Blackboard ---

CORRECT, INCORRECT = '<setvar action="Set" variablename="SCORE">SCORE.max</setvar>', score("0.0")


def blackboard(
    kind: str, *conditions: str, weights: Iterable[str] = (), partial: str = "", after: str = "", choices: str = "abcd"
) -> str:
    alone = (
        condition(f'<varequal respident="{label}" case="No"/>', score(weight) + shows(label))
        for label, weight in zip(choices, weights, strict=False)
    )
    made = item(
        *conditions, *alone, type_="", choices=choices, most="6.0", after=after,
        cardinality="Multiple" if kind == "Multiple Answer" else "Single",
    )  # fmt: skip
    fields = f"<bbmd_questiontype>{kind}</bbmd_questiontype><bbmd_partialcredit>{partial}</bbmd_partialcredit>"
    fields += "<qmd_absolutescore_max>6.000000000000000</qmd_absolutescore_max><qmd_weighting>0</qmd_weighting>"
    return made.replace("<qtimetadata></qtimetadata>", fields).replace(' ident="i1"', "")


@pytest.mark.parametrize("first", ["correct", "incorrect"])
def test_any_other_case_is_one_wherever_it_stands(first: str) -> None:
    both = [condition(equal("b"), CORRECT), condition("<other/>", INCORRECT)]
    found = question(blackboard("Multiple Choice", *(both if first == "correct" else reversed(both)), weights="0000"))

    assert [choice.fraction for choice in found.choices] == [0, 1, 0, 0]
    assert found.marking.maximum == 6


WANTED = f"<and>{equal('a')}{equal('b')}<not>{equal('c')}</not><not>{equal('d')}</not></and>"
WEIGHTS = {"a": 75, "b": 25, "c": -50, "d": 0}


def test_partial_credit_sums_the_weights_of_what_is_ticked() -> None:
    conditions = condition(WANTED, CORRECT), condition("<other/>", INCORRECT)
    found = question(
        blackboard("Multiple Answer", *conditions, weights=map(str, WEIGHTS.values()), partial="true")
    )  # fmt: skip

    for picked in every(4):
        total = Fraction(sum(weight for at, weight in enumerate(WEIGHTS.values()) if at in picked), 100)
        assert credit(found, picked) * found.marking.maximum == 6 * max(Fraction(0), total), picked


def test_without_partial_credit_the_weights_do_not_count() -> None:
    conditions = condition(WANTED, CORRECT), condition("<other/>", INCORRECT)
    found = question(blackboard("Multiple Answer", *conditions, weights=map(str, WEIGHTS.values())))

    for picked in every(4):
        assert credit(found, picked) == int(picked == {0, 1})


def test_partial_credit_of_many_choices_is_summed_too() -> None:
    letters = "abcdefghijkl"
    weights = ["50", "50", *["-25"] * 10]
    wanted = "".join(equal(one) if one in "ab" else f"<not>{equal(one)}</not>" for one in letters)
    conditions = condition(f"<and>{wanted}</and>", CORRECT), condition("<other/>", INCORRECT)
    found = question(
        blackboard("Multiple Answer", *conditions, weights=weights, partial="true", choices=letters)
    )  # fmt: skip

    assert [credit(found, frozenset(picked)) for picked in ((0,), (0, 1), (0, 1, 5), (7,))] == [
        Fraction(1, 2), 1, Fraction(3, 4), 0,
    ]  # fmt: skip


def test_partial_credit_of_one_choice_is_its_weight() -> None:
    conditions = condition(equal("b"), CORRECT), condition("<other/>", INCORRECT)
    found = question(
        blackboard("Multiple Choice", *conditions, weights=("50", "100", "0", "0"), partial="true")
    )  # fmt: skip

    assert [choice.fraction for choice in found.choices] == [Fraction(1, 2), 1, 0, 0]


def test_what_blackboard_says_to_a_choice_stands_in_a_solution_of_its_name() -> None:
    said = "".join(
        f'<itemfeedback ident="{label}" view="All"><solution><solutionmaterial><flow_mat><material><mattext>To {label}'
        "</mattext></material></flow_mat></solutionmaterial></solution></itemfeedback>"
        for label in "ac"
    )
    conditions = condition(equal("b"), CORRECT), condition("<other/>", INCORRECT)
    report = read(blackboard("Multiple Choice", *conditions, after=said))

    assert report.bank is not None
    assert [choice.feedback for choice in report.bank.questions[0].choices] == ["To a", "", "To c", ""]
    assert "hints-lost" not in [one.code for one in report.warnings]


def test_a_hint_is_lost_and_said_to_be() -> None:
    hint = "<hint><hintmaterial><material><mattext>Look up.</mattext></material></hintmaterial></hint>"
    report = read(item(RIGHT, after=f'<itemfeedback ident="h">{hint}</itemfeedback>'))

    assert [one.code for one in report.warnings] == ["hints-lost"]


# --- kinds ---


@pytest.mark.parametrize(
    ("type_", "kind"),
    [("true_false_question", Kind.TRUE_FALSE), ("cc.true_false.v0p1", Kind.TRUE_FALSE), ("", Kind.SINGLE)],
)
def test_true_or_false_is_told_by_its_type(type_: str, kind: Kind) -> None:
    found = question(item(RIGHT, type_=type_, choices="ab"))

    assert found.kind is kind
    assert found.key == {1}


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

    assert (found.feedback.general, found.feedback.right, found.feedback.wrong) == ("To all", "Well", "Again")
    assert [choice.feedback for choice in found.choices] == ["Not there", "There", ""]


def said(*idents: str) -> str:
    return "".join(
        f'<itemfeedback ident="{one}"><material><mattext>{one}!</mattext></material></itemfeedback>' for one in idents
    )


CANVAS = (
    condition("<other/>", shows("general_fb"), "Yes"),
    condition(equal("a"), shows("a_fb"), "Yes"),
    condition(equal("b"), shows("b_fb"), "Yes"),
    condition(equal("b"), score("100") + shows("correct_fb"), "No"),
    condition("<other/>", shows("general_incorrect_fb"), "Yes"),
)
CANVAS_SAID = said("general_fb", "a_fb", "b_fb", "correct_fb", "general_incorrect_fb")


@pytest.mark.parametrize("conditions", [CANVAS, (RIGHT,)])
def test_of_two_choices_the_wrong_one_and_wrong_answers_have_each_their_feedback(conditions: tuple[str, ...]) -> None:
    """By the conditions that show it; and by its name, where none does."""
    report = read(item(*conditions, type_="true_false_question", choices="ab", after=CANVAS_SAID))

    assert report.bank is not None
    (found,) = report.bank.questions
    assert (found.feedback.general, found.feedback.right, found.feedback.wrong) == (
        "general_fb!", "correct_fb!", "general_incorrect_fb!",
    )  # fmt: skip
    assert [choice.feedback for choice in found.choices] == ["a_fb!", "b_fb!"]
    assert report.warnings == ()


def test_what_is_said_to_all_but_right_answers_is_said_to_partly_right_ones_too() -> None:
    found = question(
        item(
            condition(equal("a"), score("100") + shows("good"), "No"),
            condition(f"<not>{equal('a')}</not>", shows("bad"), "Yes"),
            condition(equal("b"), score("50"), "No"),
            after=said("good", "bad"),
        )
    )

    assert (found.feedback.right, found.feedback.partly, found.feedback.wrong) == ("good!", "bad!", "bad!")


def test_what_is_said_to_partly_right_answers_only_is_said_to_them_only() -> None:
    found = question(
        item(
            condition(equal("a"), score("100"), "No"),
            condition(equal("b"), score("50") + shows("half"), "No"),
            condition(equal("d"), score("50") + shows("half"), "No"),
            choices="abcd",
            after=said("half"),
        )
    )

    assert (found.feedback.right, found.feedback.partly, found.feedback.wrong) == ("", "half!", "")


def test_feedback_that_belongs_nowhere_is_lost_and_said_to_be() -> None:
    report = read(item(RIGHT, after=said("elsewhere")))

    assert [one.code for one in report.warnings] == ["feedback-lost"]


def test_a_formula_drawn_as_a_picture_is_read_as_a_formula() -> None:
    drawn = '&lt;img class="equation_image" data-equation-content="x^2" src="/equation_images/x%255E2"&gt;'
    report = read(item(RIGHT, stem=f'<mattext texttype="text/html">What is {drawn}?</mattext>'))

    assert report.bank is not None
    assert "<msup>" in report.bank.questions[0].stem
    assert "pictures-lost" not in [one.code for one in report.warnings]


def test_a_label_names_a_question_that_has_no_title() -> None:
    found = question(
        item(RIGHT).replace(' title="The place"', "").replace("<presentation>", '<presentation label="Where">')
    )

    assert found.filing.name == "Where"


def test_keywords_are_tags() -> None:
    keywords = "<qtimetadatafield><fieldlabel>qmd_keywords</fieldlabel><fieldentry>a, b c,a</fieldentry>"
    found = question(item(RIGHT, fields=f"{keywords}</qtimetadatafield>"))

    assert found.filing.tags == ("a", "b c")


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


@pytest.mark.parametrize("root", ["item", "section", "assessment", "objectbank"])
def test_a_part_without_the_root_around_it_is_read(root: str) -> None:
    inside = item(RIGHT) if root == "item" else f'<{root} ident="p">{item(RIGHT)}</{root}>'
    alone = f'<?xml version="1.0"?>{inside}'.encode()

    for report in (reading.read(alone, "a.xml"), reading.read(package(("a.xml", alone)), "a.zip")):
        assert report.bank is not None
        assert report.questions == 1


def test_other_xml_with_items_is_none_of_ours() -> None:
    feed = b'<?xml version="1.0"?><section><item><title>News</title></item></section>'

    assert reading.read(feed, "a.xml").format != qti12.FORMAT.name


def test_a_bank_of_items_is_read_and_gives_the_title() -> None:
    title = "<qtimetadata><qtimetadatafield><fieldlabel>bank_title</fieldlabel><fieldentry>Peaks</fieldentry>"
    data = f'<questestinterop xmlns="{XMLNS}"><objectbank ident="b">{title}</qtimetadatafield></qtimetadata>'
    report = reading.read(f"{data}{item(RIGHT)}</objectbank></questestinterop>".encode(), "x.xml")

    assert report.bank is not None
    assert report.bank.title == "Peaks"


def test_the_title_is_taken_from_beside_the_quiz_where_the_quiz_has_none() -> None:
    beside = b'<quiz xmlns="http://canvas.instructure.com/xsd/cccv1p0"><title>The summit</title></quiz>'
    members = ("q/q.xml", file(item(RIGHT), title="")), ("q/assessment_meta.xml", beside)
    report = reading.read(package(*members), "x.zip")

    assert report.bank is not None
    assert report.bank.title == "The summit"


def test_a_bank_that_is_drawn_from_and_is_not_there_is_said_to_be_missing() -> None:
    group = "<section ident='g'><selection_ordering><selection><sourcebank_ref>{}</sourcebank_ref></selection>"
    quiz = file(item(RIGHT), *(group.format(bank) + "</selection_ordering></section>" for bank in ("here", "gone")))
    bank = f'<questestinterop><objectbank ident="here">{item(RIGHT, ident="i2")}</objectbank></questestinterop>'
    report = reading.read(package(("q.xml", quiz), ("b.xml", bank.encode())), "x.zip")

    assert report.questions == 2
    assert [(one.code, one.member) for one in report.left_out] == [("member-unreadable", "gone")]


def test_no_number_of_members_hides_a_quiz() -> None:
    others = ((f"a{number}.xml", b"<topic/>") for number in range(450))
    report = reading.read(package(*others, ("z.xml", file(item(RIGHT)))), "x.zip")

    assert report.questions == 1


def test_members_that_are_no_questions_of_ours_are_named() -> None:
    newer = qti('<simpleChoice identifier="A">a</simpleChoice><simpleChoice identifier="B">b</simpleChoice>')
    members = ("a.xml", file(item(RIGHT))), ("b.qti", newer), ("c.xml", b""), ("d.xml", b"no XML")
    report = reading.read(package(*members, ("__MACOSX/._a.xml", b"\0"), ("e.dat", b"\0\1")), "x.zip")

    assert report.bank is not None
    assert [(one.code, one.member) for one in report.left_out] == [
        ("member-unreadable", "b.qti"), ("member-unreadable", "c.xml"), ("member-unreadable", "d.xml"),
    ]  # fmt: skip


LIST = '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources>{}</resources></manifest>'


def test_a_quiz_that_is_listed_and_not_there_is_named_and_other_things_are_not() -> None:
    listed = '<resource type="imsqti_xmlv1p2"><file href="{}"/></resource>'
    inside = listed.format("a.xml") + listed.format("gone.xml")
    inside += '<resource type="webcontent" href="page.html"><file href="page.html"/></resource>'
    report = reading.read(package(("imsmanifest.xml", LIST.format(inside).encode()), ("a.xml", file(item(RIGHT)))), "x")

    assert [(one.code, one.member) for one in report.left_out] == [("member-unreadable", "gone.xml")]


@pytest.mark.parametrize("manifest", [b"", b"<manifest", b'<manifest xmlns="urn:other" version="9"/>'])
def test_a_list_that_cannot_be_understood_hides_no_quiz(manifest: bytes) -> None:
    report = reading.read(package(("imsmanifest.xml", manifest), ("a.xml", file(item(RIGHT)))), "x.zip")

    assert report.bank is not None


def test_a_document_type_is_not_looked_up() -> None:
    typed = file(item(RIGHT)).replace(b"?>", b'?><!DOCTYPE questestinterop SYSTEM "http://example.org/x.dtd">', 1)

    assert reading.read(typed, "x.xml").bank is not None


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

    assert found.kind is Kind.TRUE_FALSE
    assert found.key == {1}
    assert found.stem == Html("<i>So</i>?")


def test_a_file_in_latin_1_and_one_without_a_blank_in_its_declaration_are_read() -> None:
    latin = file(item(RIGHT)).replace(b'version="1.0"', b'version="1.0" encoding="ISO-8859-1"')
    latin = latin.replace(b"Choice a", "Été".encode("latin-1"))
    tight = file(item(RIGHT)).replace(b'version="1.0"', b'version="1.0"encoding="UTF-8"')

    first, second = reading.read(latin, "a.xml").bank, reading.read(tight, "b.xml").bank

    assert first is not None
    assert second is not None
    assert first.questions[0].choices[0].text == "Été"


# --- and back ---


@given(nasty.any_bank())
def test_what_looks_like_markup_is_written_so_that_it_reads_back(bank: Bank) -> None:
    nasty.assert_comes_back(bank, qti12.WRITER)


@given(written.banks())
def test_what_is_written_reads_back_as_the_same_bank(bank: Bank) -> None:
    nasty.assert_comes_back(bank, qti12.WRITER, written.PICTURES)


@given(written.banks())
def test_the_same_bank_gives_the_same_bytes(bank: Bank) -> None:
    assert qti12.WRITER.write(bank_of(bank), written.PICTURES) == qti12.WRITER.write(bank_of(bank), written.PICTURES)


def assessment_in(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        (name,) = (one for one in package.namelist() if one != "imsmanifest.xml" and "meta" not in one)
        return etree.fromstring(package.read(name))


def bank_of(bank: Bank) -> Bank:
    return stripped(bank, qti12.WRITER.carries)


# --- Brightspace ---

D2L = "<response_extension><display_style>2</display_style><grading_type>0</grading_type></response_extension>"


def of_brightspace(*conditions: str, cardinality: str = "Single", after: str = "") -> str:
    made = item(*conditions, type_="", cardinality=cardinality, after=after)
    made = made.replace('title="The place"', 'title="The place" label="QUES_1_2"')
    return made.replace("<response_lid", f"{D2L}<response_lid")


def test_how_brightspace_shows_a_question_is_no_second_response() -> None:
    part = condition(equal("c"), '<setvar action="Set">25.000000000</setvar>')
    right = condition(equal("b"), '<setvar action="Set">100.000000000</setvar>')
    said = '<itemfeedback ident="QUES_1_2"><material><mattext>Read again.</mattext></material></itemfeedback>'

    report = read(of_brightspace(right, part, after=said))

    assert report.bank is not None
    assert report.left_out == report.warnings == ()
    assert [choice.fraction for choice in report.bank.questions[0].choices] == [0, 1, Fraction(1, 4)]
    assert report.bank.questions[0].feedback.general == "Read again."


def test_an_extension_alone_asks_something_else() -> None:
    alone = re.sub("<response_lid.*?</response_lid>", D2L, item(RIGHT, type_=""))

    report = read(alone, item(RIGHT, ident="i2"))

    assert [one.values["kind"] for one in report.left_out] == ["response_extension"]


def test_of_several_counters_none_of_which_is_the_score_no_key_is_made() -> None:
    def counts(label: str, name: str) -> str:
        return condition(equal(label), f'<setvar varname="{name}" action="Add">1</setvar>', "yes")

    counted = [counts("a", "D2L_Incorrect"), counts("b", "D2L_Correct"), counts("c", "D2L_Correct")]

    ungraded = of_brightspace(*counted, cardinality="Multiple").replace("<grading_type>0</grading_type>", "")
    report = read(ungraded, item(RIGHT, ident="i2"))

    assert ["with marks that cannot be followed" in str(one.values["kind"]) for one in report.left_out] == [True]
    assert report.bank is not None
    assert [question.id for question in report.bank.questions] == ["i2"]


FOUR = tuple(map(Choice, "abcd", map(Fraction, ("1", "1/2", "0", "-1/2"))))
TWO_OF_THREE = makers.choices("a", "b", "c", right=(0, 1), kind=Kind.MULTIPLE)


@pytest.mark.parametrize(
    ("question", "rights", "wrongs"),
    [
        (makers.single(choices=FOUR), ["0"], ["2", "3"]),
        (makers.true_false(right=1), ["1"], ["0"]),
        (makers.multiple(choices=TWO_OF_THREE), ["01"], ["", "0", "02", "012"]),
    ],
    ids=["single", "true/false", "multiple"],
)
def test_canvas_is_told_what_to_say_to_right_and_wrong_answers_by_its_own_names(
    question: Question, rights: list[str], wrongs: list[str]
) -> None:
    said = replace(question, feedback=Feedback("All.", "Yes.", "Nearly.", "No."))
    made = assessment_in(qti12.WRITER.write(bank_of(makers.bank(said, article=None)), {}))
    labels = made.xpath("//*[local-name()='response_label']/@ident")
    conditions = Conditions(made, labels, multiple=question.kind is Kind.MULTIPLE)

    def shown(ticks: str) -> frozenset[str]:
        return conditions.of(frozenset(map(int, ticks))).feedback

    idents = made.xpath("//*[local-name()='itemfeedback']/@ident")
    assert idents == ["general_fb", "correct_fb", "general_incorrect_fb"]
    assert {shown(ticks) for ticks in rights} == {frozenset({"general_fb", "correct_fb"})}
    assert {shown(ticks) for ticks in wrongs} == {frozenset({"general_fb", "general_incorrect_fb"})}
    if question.choices is FOUR:
        assert shown("1") == {"general_fb"}


@pytest.mark.parametrize("sign", ["\ufffe", "\uffff", "\x01", "\x0b", "\ud800"])
def test_what_xml_cannot_say_is_not_written(sign: str) -> None:
    given_ = Bank("b", "The summit", "en", (makers.changed(question(item(RIGHT)), stem=f"a{sign}b", name=f"n{sign}"),))
    report = reading.read(qti12.WRITER.write(bank_of(given_), {}), "x.zip")

    assert report.bank is not None
    assert (report.bank.questions[0].stem, report.bank.questions[0].filing.name) == ("ab", "n")


def test_what_is_written_lists_every_member_and_names_each_kind_as_canvas_does() -> None:
    choices = question(item(RIGHT, stem="<mattext>x</mattext>")).choices
    kinds = [
        Question("a", Kind.SINGLE, "x", choices),
        makers.question("b", Kind.MULTIPLE, "y", choices, rule=Rule.ALL_OR_NOTHING),
    ]
    data = qti12.WRITER.write(Bank("b", "The summit", "en", tuple(kinds)), {})
    written_ = zipfile.ZipFile(io.BytesIO(data))
    manifest = etree.fromstring(written_.read("imsmanifest.xml"))
    types = assessment_in(data).xpath("//*[local-name()='fieldentry'][../*[.='question_type']]/text()")

    assert {*manifest.xpath("//*[local-name()='file']/@href"), "imsmanifest.xml"} == set(written_.namelist())
    assert {one.date_time for one in written_.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert types == ["multiple_choice_question", "multiple_answers_question"]
