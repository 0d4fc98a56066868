"""Templates of Socrative and Wooclap: keys in columns without a name, choices in columns that are called alike."""

import pytest

from quizapp.domain.banks import Kind
from quizapp.domain.scoring import credit
from tests.formats.sheets.test_sheets import Rows, csv_of, read, right, told, worth, xlsx_of


def socrative(*rows: list[str]) -> Rows:
    return [
        ["Instructions: fill in the quiz below."],
        [],
        ["1. Quiz Name:", "Rivers of Europe"],
        [],
        ["", "", "4. If multiple choice, answers:", "", "", "", "", "5. Optional (correct answer)"],
        ["2. Question Type:", "3. Question:", *(f"Answer {letter}:" for letter in "ABCDE"), "", "", "", "", "",
         "6. Explanation (Optional):"],
        *rows,
    ]  # fmt: skip


@pytest.mark.parametrize("made", [xlsx_of, csv_of])
def test_a_socrative_has_its_keys_in_up_to_five_columns(made: object) -> None:
    assert callable(made)

    report = read(
        made(
            socrative(
                ["Multiple choice", "Where does the Rhine end?", "Rotterdam", "Basel", "Bonn", "", "", "A"],
                ["Multiple choice", "Which cross Paris?", "Oder", "Seine", "Ebro", "Marne", "Bièvre", "B", "D", "E", "",
                 "", "All three are near."],
                ["True/False", "The Loire ends at Nantes.", "", "", "", "", "", "True"],
                ["Open-ended", "Your river?"],
            )
        )
    )  # fmt: skip

    assert (report.format, report.questions, report.problems) == ("Socrative spreadsheet", 4, ())
    assert report.bank is not None
    rhine, paris, loire = report.bank.questions
    assert (report.bank.title, worth(rhine)) == ("Rivers of Europe", [("Rotterdam", 1), ("Basel", 0), ("Bonn", 0)])
    assert (paris.kind, right(paris), paris.feedback.general) == (
        Kind.MULTIPLE, ["Seine", "Marne", "Bièvre"], "All three are near.",
    )  # fmt: skip
    assert [credit(paris, frozenset(picked)) for picked in ((1, 3, 4), (1, 3), (0, 1, 2, 3, 4))] == [1, 0, 0]
    assert (loire.kind, right(loire)) == (Kind.TRUE_FALSE, ["True"])
    assert [one.values["kind"] for one in report.left_out] == ["Open-ended"]


def test_several_letters_may_stand_in_one_cell_and_a_text_in_another_language() -> None:
    rows = socrative(["QCM", "Lesquels ?", "a", "b", "c", "", "", "A,C"])
    rows[5] = ["2. Type de question :", "3. Question :", *(f"Réponse {letter} :" for letter in "ABCDE"), *[""] * 5,
               "6. Explication (facultatif) :"]  # fmt: skip

    report = read(rows)

    assert report.bank is not None
    assert right(report.bank.questions[0]) == ["a", "c"]


def test_a_socrative_question_without_a_key_asks_for_one_and_one_that_names_an_empty_answer_is_wrong() -> None:
    report = read(socrative(["Multiple choice", "Which?", "a", "b", "", "", "", ""],
                            ["Multiple choice", "Who?", "a", "b", "", "", "", "D"]))  # fmt: skip

    assert told(report.problems) == [("no-key", "H7"), ("key-is-no-choice", "H8")]


def test_the_heading_of_the_keys_may_stand_among_the_others_and_no_key_at_all_be_given() -> None:
    rows = socrative(["Multiple choice", "Which?", "a", "b", "c", "", "", "B,C"])
    rows[5][7] = "5. Optional (correct answer)"
    keyless = socrative(["Multiple choice", "Which?", "a", "b", "", "", "", ""])

    report = read([*rows[:4], *rows[5:]])

    assert report.bank is not None
    assert right(report.bank.questions[0]) == ["b", "c"]
    assert told(read(keyless).problems) == [("no-key", "H7")]


def test_letters_below_headings_that_are_not_counted_are_no_keys() -> None:
    rows = [["Type", "Question", "Answer A", "Answer B", "Notes"], ["MC", "Where?", "here", "there", "A"]]

    assert told(read(rows).problems) == [("no-key-column", "A1")]


@pytest.mark.parametrize("names", ["Choice,Choice,Choice", "Choice 1,Choice 2,Choice 3", "Choice,Choice.1,Choice.2"])
def test_a_wooclap_calls_the_question_a_title(names: str) -> None:
    report = read(
        f'Type,Title,Correct,{names}\nMCQ,Which are seas?,"1,3",Baltic,Rhine,Red\nMCQ,Where?,2,here,there,\n'
        "OpenQuestion,Your sea?,,,,\nMCQ,Which sea?,Red,Baltic,Rhine,Red\n"
    )

    assert (report.format, report.questions) == ("Wooclap spreadsheet", 4)
    assert [one.code for one in report.problems] == ["key-is-no-choice"] or report.bank is not None
