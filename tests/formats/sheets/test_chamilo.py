"""Chamilo's spreadsheet: a field a row, an « x » beside what is right."""

from fractions import Fraction

import pytest

from quizapp.domain.banks import Kind
from quizapp.domain.scoring import credit
from tests.formats.sheets.test_sheets import csv_of, read, right, told, worth, xlsx_of

QUIZ = [
    ["Quiz", "Mountains"],
    ["Question", "Which is the highest?"],
    ["Answer1", "Everest", "x"],
    ["Answer2", "Etna", "-1"],
    ["Score", "", "4"],
    ["Category", "Heights"],
    ["EnrichQuestion", "Above the sea."],
    ["FeedbackTrue", "Well seen."],
    ["FeedbackFalse", "Look again."],
    ["QuestionType", "", "1"],
    ["Question", "Which are in Asia?"],
    ["Answer1", "Lhotse", "X"],
    ["Answer2", "Makalu", "x"],
    ["Answer3", "Mont Blanc", "-2"],
    ["Score", "", "2"],
    ["Question", "Describe one."],
    ["Score", "", "5"],
    ["QuestionType", "", "5"],
]


@pytest.mark.parametrize("made", [xlsx_of, csv_of, lambda rows: csv_of(rows, ";")])
def test_each_field_stands_in_a_row(made: object) -> None:
    assert callable(made)

    report = read(made(QUIZ))

    assert (report.format, report.questions, report.problems) == ("Chamilo spreadsheet", 3, ())
    assert report.bank is not None
    assert report.bank.title == "Mountains"
    highest, asia = report.bank.questions
    assert (highest.kind, highest.stem) == (Kind.SINGLE, "Which is the highest?\n\nAbove the sea.")
    assert worth(highest) == [("Everest", 1), ("Etna", Fraction(-1, 4))]
    assert (highest.marking.maximum, highest.filing.category) == (4, "Heights")
    assert [one.feedback for one in highest.choices] == ["Well seen.", "Look again."]
    # Each right answer earns the score.
    assert (asia.kind, asia.marking.maximum) == (Kind.MULTIPLE, 4)
    assert [credit(asia, frozenset(picked)) for picked in ((0,), (0, 1), (0, 1, 2), (2,))] == [
        Fraction(1, 2), 1, Fraction(1, 2), 0,
    ]  # fmt: skip
    assert [one.values["kind"] for one in report.left_out] == ["open question"]


@pytest.mark.parametrize(("negative", "both"), [("", 0), ("x", 1)])
def test_a_score_may_be_shared_by_the_right_answers_and_wrong_ones_cost_as_much(negative: str, both: int) -> None:
    rows = [["Quiz", "Q"], ["Question", "Which?"], ["A", "a", "x"], ["B", "b", "x"], ["C", "c", ""], ["D", "d", ""],
            ["Score", "", "3"], ["NoNegativeScore", "", negative], ["QuestionType", "", "14"]]  # fmt: skip

    report = read(rows)

    assert report.bank is not None
    (question,) = report.bank.questions
    assert (question.marking.maximum, right(question)) == (3, ["a", "b"])
    assert credit(question, frozenset((0, 1))) == 1
    assert credit(question, frozenset((0, 1, 2, 3))) == both


@pytest.mark.parametrize(
    ("answers", "code", "cell"),
    [
        ([["Answer1", "a", "0"], ["Answer2", "b", ""]], "no-key", "A2"),
        ([["Answer1", "a", "x"], ["Answer2", "b", "maybe"]], "bad-word", "C4"),
        ([["Answer1", "a", "x"]], "too-few-choices", "A2"),
    ],
)
def test_a_key_that_is_doubtful_is_never_guessed(answers: list[list[str]], code: str, cell: str) -> None:
    report = read([["Quiz", "Q"], ["Question", "Which?"], *answers, ["Score", "", "1"]])

    assert (code, cell) in told(report.problems)


@pytest.mark.parametrize(
    "text",
    [
        "Question;Capitale ?;\n;Lyon;\n;Paris;x\nScore;;1\nQuestion;Mer ?;\n;Lac;\n;Manche;x\nScore;;1\n",
        "Quiz;Géo;\nQuestion;Où ?;\nAnswer;Lyon;\nAnswer;Paris;x\nQuestion;Mer ?;\nAnswer;Lac;\nAnswer;Manche;x\n",
        "Question\tCapitale ?\t\n1\tLyon\t\n2\tParis\tX\nQuestion\tMer ?\t\n1\tLac\t\n2\tManche\tX\n",
        "Quiz;Géo;\nQuestion;Où ?;\nQuestionType;;1\n;Lyon;\n;Paris;x\nScore;;1\nQuestion;Mer ?;\n;Lac;\n;Manche;x\n",
    ],
)
def test_answers_may_have_no_name_and_the_test_neither(text: str) -> None:
    report = read(text)

    assert report.bank is not None, report.problems
    assert report.format == "Chamilo spreadsheet"
    assert [[choice.text for choice in one.choices if choice.fraction] for one in report.bank.questions] == [
        ["Paris"],
        ["Manche"],
    ]


@pytest.mark.parametrize("text", ["Question;Where?;\nAnswer;here;maybe\n", "Question;Where?;\nAuthor;Zoë;x\n"])
def test_other_tables_with_a_field_a_row_are_not_taken_for_it(text: str) -> None:
    assert read(text).format != "Chamilo spreadsheet"
