"""Several answers in QTI 1.2, marked as Canvas, Sakai and Brightspace do it, whatever their conditions add up to."""

from collections.abc import Iterable
from fractions import Fraction

import pytest

from quizapp.domain.banks import Kind, Question
from quizapp.domain.scoring import credit
from quizapp.formats import reading
from quizapp.formats.problems import Report

SEAS = {"a": "Red", "b": "Rhine", "c": "Baltic"}


def field(label: str, entry: str, name: str = "qtimetadatafield") -> str:
    return f"<{name}><fieldlabel>{label}</fieldlabel><fieldentry>{entry}</fieldentry></{name}>"


def equal(label: str) -> str:
    return f'<varequal respident="r">{label}</varequal>'


def condition(inside: str, value: str, variable: str = "SCORE", action: str = "Set", then: str = "") -> str:
    settings = f'<setvar action="{action}" varname="{variable}">{value}</setvar>{then}'
    return f'<respcondition continue="Yes"><conditionvar>{inside}</conditionvar>{settings}</respcondition>'


def item(
    fields: str,
    conditions: Iterable[str],
    choices: Iterable[str] = SEAS,
    extension: str = "",
    cardinality: str = "Multiple",
    most: str = "100",
    after: str = "",
) -> str:
    labels = "".join(
        f'<response_label ident="{one}"><material><mattext>{SEAS.get(one, one)}</mattext></material></response_label>'
        for one in choices
    )
    return (
        f'<item ident="i" title="Seas"><itemmetadata><qtimetadata>{fields}</qtimetadata></itemmetadata><presentation>'
        f"<flow><material><mattext>Which are seas?</mattext></material>{extension}"
        f'<response_lid ident="r" rcardinality="{cardinality}"><render_choice>{labels}</render_choice></response_lid>'
        f'</flow></presentation><resprocessing><outcomes><decvar maxvalue="{most}" minvalue="0" varname="SCORE"/>'
        f"</outcomes>{''.join(conditions)}</resprocessing>{after}</item>"
    )


def read(made: str) -> Report:
    file = f'<questestinterop xmlns:d2l_2p0="http://desire2learn.com/xsd/d2lcp_v2p0">{made}</questestinterop>'
    return reading.read(file.encode(), "seas.xml")


def question(made: str) -> Question:
    report = read(made)
    assert report.bank is not None, report.problems
    (found,) = report.bank.questions
    return found


def earned(found: Question, *ticked: str) -> dict[str, Fraction]:
    """Points, by the places ticked."""
    return {ticks: found.marking.maximum * credit(found, frozenset(map(int, ticks))) for ticks in ticked}


# --- Canvas ---


def canvas(right: str, choices: str = "abc", points: str = "3.0") -> str:
    inside = "".join(equal(one) if one in right else f"<not>{equal(one)}</not>" for one in choices)
    fields = field("question_type", "multiple_answers_question") + field("points_possible", points)
    return item(fields, [condition(f"<and>{inside}</and>", "100")], choices)


def test_canvas_takes_from_the_right_share_what_is_wrong_and_no_more() -> None:
    found = question(canvas("ac"))

    assert found.kind is Kind.MULTIPLE
    assert earned(found, "", "0", "1", "01", "02", "12", "012") == {
        "": 0, "0": Fraction(3, 2), "1": 0, "01": 0, "02": 3, "12": 0, "012": Fraction(3, 2),
    }  # fmt: skip


def test_one_right_answer_of_canvas_and_many_choices_are_marked_alike() -> None:
    alone = question(canvas("b", points="2"))
    many = question(canvas("abcd", "abcdefghijklm", "4"))

    assert earned(alone, "1", "01", "012") == {"1": 2, "01": 0, "012": 0}
    assert earned(many, "012", "0123", "01235"[:5]) == {"012": 3, "0123": 4, "01235": 3}


# --- Sakai ---


def sakai(right: str, partial: str = "", kind: str = "Multiple Correct Answer", choices: str = "abc") -> str:
    fields = field("qmd_itemtype", kind) + (field("MCMS_PARTIAL_CREDIT", partial) if partial else "")
    share = 10 / len(right)
    adds = [condition(equal(one), f"{share if one in right else 0:g}", action="Add") for one in choices]
    return item(fields, adds, choices, most="10.0")


@pytest.mark.parametrize("partial", ["", "TRUE", "true"])
def test_sakai_marks_right_less_wrong_unless_it_says_otherwise(partial: str) -> None:
    found = question(sakai("ac", partial))

    assert earned(found, "", "0", "1", "01", "02", "012") == {"": 0, "0": 5, "1": 0, "01": 0, "02": 10, "012": 5}


@pytest.mark.parametrize("partial", ["FALSE", "false"])
def test_sakai_without_partial_credit_marks_all_or_nothing(partial: str) -> None:
    found = question(sakai("ac", partial))

    assert earned(found, "0", "02", "012", "01") == {"0": 0, "02": 10, "012": 0, "01": 0}


def test_ticking_all_of_sakai_never_pays_in_full_however_many_are_wrong() -> None:
    report = read(sakai("abc", choices="abcd"))

    assert report.bank is not None
    assert earned(report.bank.questions[0], "0123") == {"0123": 10 - Fraction(10, 3)}
    assert "ticking-all-pays" not in [one.code for one in report.warnings]


def test_where_sakai_lets_one_be_picked_any_right_one_is_the_whole() -> None:
    """« Multiple Correct Single Selection »: its conditions name each right answer with the whole mark."""
    fields = field("qmd_itemtype", "Multiple Correct Single Selection")
    adds = [condition(equal(one), "10" if one in "ac" else "0", action="Add") for one in "abc"]

    found = question(item(fields, adds, most="10.0"))

    assert found.kind is Kind.SINGLE
    assert earned(found, "0", "1", "2") == {"0": 10, "1": 0, "2": 10}


# --- Brightspace ---


def brightspace(
    grading: str, right: str = "ac", choices: str = "abc", kind: str = "Multi-Select", after: str = ""
) -> str:
    fields = field("qmd_questiontype", kind, "qti_metadatafield") + field("qmd_weighting", "6.0", "qti_metadatafield")
    extension = f"<response_extension><d2l_2p0:grading_type>{grading}</d2l_2p0:grading_type></response_extension>"
    counted = [
        condition(
            equal(one), "1", "D2L_Correct" if one in right else "D2L_Incorrect", "Add",
            f'<displayfeedback feedbacktype="Response" linkrefid="f{one}"/>' if f'"f{one}"' in after else "",
        )
        for one in choices
    ]  # fmt: skip
    score = '<respcondition><setvar varname="que_score" action="Set">D2L_Correct</setvar></respcondition>'
    return item(fields, [*counted, score], choices, extension, after=after)


@pytest.mark.parametrize(
    ("grading", "points"),
    [
        ("0", {"": 0, "0": 0, "1": 0, "01": 0, "02": 6, "012": 0}),
        ("1", {"": 0, "0": 2, "1": 0, "01": 0, "02": 6, "012": 2}),
        ("2", {"": 0, "0": 4, "1": 0, "01": 2, "02": 6, "012": 4}),
        ("3", {"": 0, "0": 3, "1": 0, "01": 3, "02": 6, "012": 3}),
    ],
    ids=["all or nothing", "right minus wrong", "correct answers", "limited selections"],
)
def test_brightspace_counts_and_its_grading_type_says_what_for(grading: str, points: dict[str, int]) -> None:
    found = question(brightspace(grading))

    assert found.kind is Kind.MULTIPLE
    assert earned(found, *points) == points


def test_what_brightspace_says_to_a_choice_stays_with_it() -> None:
    said = '<itemfeedback ident="fb"><material><mattext>A river.</mattext></material></itemfeedback>'

    found = question(brightspace("2", after=said))

    assert [choice.feedback for choice in found.choices] == ["", "A river.", ""]


@pytest.mark.parametrize("last", ['<vargte respident="D2L_Incorrect">D2L_Correct</vargte>', "<other/>" * 600])
def test_what_brightspace_compares_its_counts_with_is_no_hindrance(last: str) -> None:
    said = '<itemfeedback ident="fb"><material><mattext>A river.</mattext></material></itemfeedback>'
    made = brightspace("1", after=said)
    more = "".join(condition(one, "0", "que_score") for one in last.replace("/><", "/>\n<").split("\n"))

    found = question(made.replace("</resprocessing>", f"{more}</resprocessing>"))

    assert earned(found, "02", "012") == {"02": 6, "012": 2}
    assert found.choices[1].feedback == "A river."


def test_a_key_that_brightspace_writes_as_one_condition_is_the_same() -> None:
    fields = field("qmd_questiontype", "Multi-Select", "qti_metadatafield")
    extension = "<response_extension><d2l_2p0:grading_type>1</d2l_2p0:grading_type></response_extension>"
    inside = f"{equal('a')}{equal('c')}<not>{equal('b')}</not>"
    found = question(item(fields, [condition(inside, "1", "", "Add")], extension=extension))

    assert earned(found, "02", "0", "012") == {"02": 1, "0": Fraction(1, 3), "012": Fraction(1, 3)}


def test_a_single_choice_of_brightspace_is_one_though_it_says_multiple() -> None:
    fields = field("qmd_questiontype", "Multiple Choice", "qti_metadatafield")
    extension = "<response_extension><d2l_2p0:grading_type>0</d2l_2p0:grading_type></response_extension>"
    weights = [condition(equal(one), worth) for one, worth in (("a", "100.0"), ("b", "0.0"), ("c", "25.0"))]

    found = question(item(fields, weights, extension=extension))

    assert found.kind is Kind.SINGLE
    assert earned(found, "0", "1", "2") == {"0": 1, "1": 0, "2": Fraction(1, 4)}


def test_more_choices_than_can_be_told_are_marked_all_or_nothing_and_that_is_said() -> None:
    report = read(brightspace("2", choices="abcdefghijkl"))

    assert report.bank is not None
    assert earned(report.bank.questions[0], "02", "0", "0123") == {"02": 6, "0": 0, "0123": 0}
    assert "scoring-simplified" in [one.code for one in report.warnings]


@pytest.mark.parametrize("made", [canvas("", "abc"), sakai("d", choices="abc"), brightspace("1", right="")])
def test_without_a_right_choice_a_question_is_left_out(made: str) -> None:
    report = read(made)

    assert [str(one.values["kind"]).rpartition(", ")[2] for one in report.left_out] == ["without a key"]
