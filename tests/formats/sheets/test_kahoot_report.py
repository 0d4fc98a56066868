"""Kahoot's report of a game: each question once, whoever answered it, and worth 1."""

import pytest

from quizapp.domain.banks import Kind
from quizapp.domain.scoring import credit
from quizapp.domain.texts import plain
from tests.formats.sheets.test_sheets import Rows, read, right, told, worth, xlsx_of

HEAD = [
    "Question Number", "Question", *(f"Answer {number}" for number in range(1, 7)), "Correct Answers",
    "Time Allotted to Answer (seconds)", "Player", "Answer", "Correct / Incorrect", "Correct", "Incorrect",
    "Score (points)", "Score without Answer Streak Bonus (points)", "Current Total Score (points)", "Answer Time (%)",
    "Answer Time (seconds)",
]  # fmt: skip


def row(
    number: int, stem: str, answers: list[str], key: str, given: str, outcome: str, player: str = "owl"
) -> list[object]:
    filled = [*answers, *[""] * (6 - len(answers))]
    return [f"{number} Quiz", stem, *filled, key, 20, player, given, outcome, 1, 0, 873, 873, 873, "12%", 2.4]


def report_of(*rows: list[object]) -> Rows:
    return [HEAD, *rows]


def test_each_question_is_read_once_and_is_worth_one() -> None:
    scores: Rows = [["Seas"], ["Final Scores"], ["Rank", "Player", "Total Score (points)"], [1, "owl", 873]]
    raw = report_of(
        row(1, "Where does the Oder end?", ["Baltic", "Red Sea"], "Baltic", "Baltic", "Correct"),
        row(2, "Which is a lake?", ["Garda", "Etna", "Oder"], "Garda", "Etna", "Incorrect"),
        row(1, "Where does the Oder end?", ["Baltic", "Red Sea"], "Baltic", "Red Sea", "Incorrect", "fox"),
        row(2, "Which is a lake?", ["Garda", "Etna", "Oder"], "Garda", "", "Incorrect", "fox"),
    )

    report = read(xlsx_of(scores, raw))

    assert (report.format, report.questions, report.problems, report.warnings) == ("Kahoot report", 2, (), ())
    assert report.bank is not None
    oder, lake = report.bank.questions
    assert (worth(oder), oder.marking.maximum) == ([("Baltic", 1), ("Red Sea", 0)], 1)
    assert (right(lake), lake.kind) == (["Garda"], Kind.SINGLE)


def test_of_several_right_answers_all_are_asked_for_unless_a_player_was_right_with_one() -> None:
    answers = ["Oder", "Etna", "Ebro"]

    every = read(report_of(row(1, "Which are rivers?", answers, "Oder, Ebro", "Oder", "Incorrect")))
    one = read(report_of(row(1, "Name a river.", answers, "Oder, Ebro", "Ebro", "Correct")))

    assert every.bank is not None
    assert one.bank is not None
    assert [credit(every.bank.questions[0], frozenset(picked)) for picked in ((0,), (0, 2), (0, 1, 2))] == [0, 1, 0]
    assert [credit(one.bank.questions[0], frozenset((pick,))) for pick in range(3)] == [1, 0, 1]


@pytest.mark.parametrize(
    ("key", "expected"),
    [("Lima, Peru", ["Lima, Peru"]), ("Lima, Peru, Oslo", ["Lima, Peru", "Oslo"]), ("Oslo, Rome", ["Rome", "Oslo"])],
)
def test_a_comma_may_stand_inside_of_an_answer(key: str, expected: list[str]) -> None:
    report = read(report_of(row(1, "Which?", ["Lima, Peru", "Rome", "Oslo"], key, "", "Incorrect")))

    assert report.bank is not None
    assert right(report.bank.questions[0]) == expected


def test_an_answer_that_may_be_two_others_is_not_guessed() -> None:
    report = read(report_of(row(1, "Which?", ["a", "b", "a, b"], "a, b", "", "Incorrect")))

    assert told(report.problems) == [("ambiguous-key", "I2")]


def test_a_poll_and_an_open_question_are_left_out_and_entities_are_read() -> None:
    report = read(report_of(
        row(1, "How are you?", ["well", "so so"], "", "well", ""),
        row(2, "Type it.", [], "Lima", "Lima", "Correct"),
        row(3, "Is&nbsp;it <b>so</b>?", ["yes", "no"], "yes", "yes", "Correct"),
    ))  # fmt: skip

    assert report.bank is not None
    assert len(report.bank.questions) == 1
    assert plain(report.bank.questions[0].stem) == "Is\xa0it so?"
    assert [one.values["kind"] for one in report.left_out] == ["Quiz, without a key", "without choices"]
