"""Brightspace's CSV of questions: a field a row, and its ways to mark several ticks."""

from fractions import Fraction
from itertools import combinations

import pytest

from quizapp.domain.banks import Feedback, Kind, Question, Rule
from quizapp.domain.scoring import credit
from quizapp.domain.texts import plain
from tests.formats.sheets.test_sheets import bank_of, csv_of, read, right, told, worth, xlsx_of

QUIZ = [
    ["//A note to myself"],
    ["NewQuestion", "MC"],
    ["ID", "PERU-1"],
    ["Title", "Capitals"],
    ["QuestionText", "What is the capital of Peru?"],
    ["Points", "2"],
    ["Difficulty", "5"],
    ["Image", ""],
    ["Option", "100", "Lima", "", "It lies by the sea."],
    ["Option", "0", "Quito"],
    ["Option", "25", "Cuzco", "", "It was, once."],
    ["Hint", ""],
    ["Feedback", "Peru has one capital."],
    [],
    ["NewQuestion", "TF"],
    ["QuestionText", "Lima lies in the mountains."],
    ["TRUE", "0", "Look at a map."],
    ["FALSE", "100", "Well seen."],
    ["NewQuestion", "WR"],
    ["QuestionText", "Describe Lima."],
]


def several(scoring: str, count: int = 3) -> Question:
    """One of which the first two choices are right."""
    options = [["Option", str(int(number < 2)), f"choice {number}"] for number in range(count)]
    rows = [["NewQuestion", "MS"], ["QuestionText", "Which?"], ["Points", "3"], ["Scoring", scoring], *options]
    report = read(rows)
    assert report.bank is not None
    return report.bank.questions[0]


@pytest.mark.parametrize("made", [csv_of, xlsx_of, lambda rows: csv_of(rows, ";"), lambda rows: csv_of(rows, "\t")])
def test_each_field_stands_in_a_row(made: object) -> None:
    assert callable(made)

    report = read(made(QUIZ))

    assert (report.format, report.questions, report.problems, report.warnings) == ("Brightspace CSV", 3, (), ())
    assert report.bank is not None
    capital, mountains = report.bank.questions
    assert (capital.id, capital.filing.name, capital.stem) == ("peru-1", "Capitals", "What is the capital of Peru?")
    assert worth(capital) == [("Lima", 1), ("Quito", 0), ("Cuzco", Fraction(1, 4))]
    assert [one.feedback for one in capital.choices] == ["It lies by the sea.", "", "It was, once."]
    assert (capital.feedback, capital.marking.maximum) == (Feedback("Peru has one capital."), 2)
    assert (mountains.kind, right(mountains)) == (Kind.TRUE_FALSE, ["False"])
    assert [one.feedback for one in mountains.choices] == ["Look at a map.", "Well seen."]
    assert [one.values["kind"] for one in report.left_out] == ["WR"]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_names_of_fields_may_be_written_anyhow(mark: bytes) -> None:
    text = "newquestion ,mc,,,\nQuestionText,Where?,,,\nOption,100,here,,\noption,0,there,,\nFeedback ,So.,,,\n"

    report = read(mark + text.encode())

    assert report.bank is not None
    (question,) = report.bank.questions
    assert (right(question), question.feedback.general) == (["here"], "So.")


def test_correct_answers_pay_for_each_choice_that_is_as_it_should_be_but_not_for_none() -> None:
    question = several("RightAnswers")

    for count in range(4):
        for picked in combinations(range(3), count):
            ticked = frozenset(picked)
            as_they_should_be = sum((number in ticked) is (number < 2) for number in range(3))
            assert credit(question, ticked) == (Fraction(as_they_should_be, 3) if ticked else 0)
    assert (right(question), question.marking.maximum) == (["choice 0", "choice 1"], 3)


def test_right_minus_wrong_never_goes_below_nothing() -> None:
    """As D2L's help works it out: of five choices two judged wrongly leave a fifth of the points."""
    question = several("RightMinusWrong")

    assert [credit(question, frozenset(picked)) for picked in ((0,), (0, 1), (0, 2), (2,), (0, 1, 2))] == [
        Fraction(1, 3), 1, 0, 0, Fraction(1, 3),
    ]  # fmt: skip


def test_all_or_nothing_is_what_it_says() -> None:
    question = several("AllOrNothing")

    assert question.marking.rule is Rule.ALL_OR_NOTHING
    assert [credit(question, frozenset(picked)) for picked in ((0,), (0, 1), (0, 1, 2))] == [0, 1, 0]


@pytest.mark.parametrize(("scoring", "count", "code"), [("", 3, "unscored"), ("?", 3, "scoring-simplified"),
                                                        ("RightAnswers", 11, "scoring-simplified")])  # fmt: skip
def test_a_way_to_mark_that_is_not_said_or_not_followed_is_told(scoring: str, count: int, code: str) -> None:
    options = [["Option", str(int(number < 2)), f"choice {number}"] for number in range(count)]

    report = read([["NewQuestion", "MS"], ["QuestionText", "Which?"], ["Scoring", scoring], *options])

    assert code in [one.code for one in report.warnings]
    assert report.bank is not None
    assert report.bank.questions[0].marking.rule is Rule.ALL_OR_NOTHING


def test_html_is_read_where_it_is_said_to_be_and_pictures_and_hints_are_told() -> None:
    report = read([
        ["NewQuestion", "MC"], ["QuestionText", "<p>Where is <b>it</b>?</p>", "HTML"], ["Image", "images/map.jpg"],
        ["Option", "100", "a < b"], ["Option", "0", "<i>there</i>", "HTML"], ["Hint", "Think."],
    ])  # fmt: skip

    assert report.bank is not None
    (question,) = report.bank.questions
    assert (plain(question.stem), [plain(one.text) for one in question.choices]) == ("Where is it?", ["a < b", "there"])
    assert [one.code for one in report.warnings] == ["pictures-lost", "hints-lost"]


def test_what_a_comma_divides_is_told() -> None:
    report = read("NewQuestion,MC\nQuestionText,Faith, hope?\nOption,100,Faith, Hope, Love\nOption,0,none\n")

    assert told(report.problems) == [("cell-beyond", "C2"), ("cell-beyond", "D3")]


def test_feedback_may_stand_where_html_is_said() -> None:
    (question,) = bank_of("NewQuestion,MC\nQuestionText,Which?\nOption,100,one\nOption,0,none,Not so.\n").questions

    assert [one.feedback for one in question.choices] == ["", "Not so."]


@pytest.mark.parametrize(
    ("rows", "code", "cell"),
    [
        ([["NewQuestion", "MC"], ["QuestionText", "x"], ["Option", "0", "a"], ["Option", "", "b"]], "no-key", "A1"),
        ([["NewQuestion", "MC"], ["QuestionText", "x"], ["Option", "half", "a"]], "bad-number", "B3"),
        ([["NewQuestion", "TF"], ["QuestionText", "x"], ["TRUE", "0"], ["FALSE", "0"]], "no-key", "B3"),
        ([["NewQuestion", "MC"], ["QuestionText", "x"], ["Option", "100", "a"]], "too-few-choices", "A1"),
        ([["NewQuestion", "MS"], ["QuestionText", "x"], ["Option", "0", "a"], ["Option", "0", "b"]], "no-key", "A1"),
        ([["NewQuestion", "MC"], ["Option", "100", "a"], ["Option", "0", "b"]], "empty-text", "A1"),
    ],
)
def test_what_is_wrong_is_named_at_its_cell(rows: list[list[str]], code: str, cell: str) -> None:
    assert (code, cell) in told(read(rows).problems)


def test_remarks_above_may_be_many() -> None:
    rows = [[f"//remark {number}"] for number in range(40)]

    assert len(bank_of([*rows, *QUIZ[1:18]]).questions) == 2
