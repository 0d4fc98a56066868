"""What spreadsheets make of what teachers type in them, and what they hide: each is said."""

import io
from collections.abc import Sequence
from typing import Any, Literal

import pytest
from openpyxl import Workbook

from quizapp.domain.banks import Bank
from quizapp.formats import reading
from quizapp.formats.problems import Problem, Report
from tests.formats.sheets.opendocuments import cell, cells, ods, row, table

OWN = ["question", "choice 1", "choice 2", "choice 3", "right"]
KAHOOT = [
    "Question - max 120 characters", *(f"Answer {number} - max 75 characters" for number in range(1, 5)),
    "Time limit (sec)", "Correct answer(s) - choose at least one",
]  # fmt: skip
FIRST_OF_FEBRUARY = 45323
"""Of 2024."""


def book_of(rows: Sequence[Any], formats: dict[str, str] | None = None, title: str = "Quiz") -> Workbook:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for one in rows:
        sheet.append([None if value == "" else value for value in one])
    for place, code in (formats or {}).items():
        sheet[place].number_format = code
    return book


def read(book: Workbook) -> Report:
    made = io.BytesIO()
    book.save(made)
    return reading.read(made.getvalue(), "quiz.xlsx")


def bank_of(report: Report) -> Bank:
    assert report.problems == ()
    assert report.bank is not None
    return report.bank


def told(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(one.code, one.cell) for one in problems]


def right(report: Report) -> list[list[str]]:
    return [[one.choices[place].text for place in sorted(one.key)] for one in bank_of(report).questions]


# --- keys ---


@pytest.mark.parametrize("code", ["yyyy-mm-dd h:mm:ss", "d/m", "dd/mm/yyyy", "d-mmm", "d.m"])
@pytest.mark.parametrize("head", [OWN, KAHOOT])
def test_a_key_that_became_a_date_is_said_and_never_guessed(head: list[str], code: str) -> None:
    column = "ABCDEFG"[len(head) - 1]
    choices = ["a", "b", "c", "d", 20][: len(head) - 2]

    report = read(book_of([head, ["Which?", *choices, FIRST_OF_FEBRUARY]], {f"{column}2": code}))

    assert told(report.problems) == [("key-became-date", f"{column}2")]


def test_a_key_that_became_a_date_is_said_in_tables_of_libreoffice_too() -> None:
    key = cell("01/02/24", "2024-02-01", "date")

    report = reading.read(ods(table(cells(OWN), row(*map(cell, ("Which?", "a", "b", "c")), key))), "quiz.ods")

    assert told(report.problems) == [("key-became-date", "E2")]


def test_a_key_that_became_a_number_is_read_and_said_in_tables_of_libreoffice_too() -> None:
    key = cell("1,3", "1.3", "float")

    report = reading.read(ods(table(cells(OWN), row(*map(cell, ("Which?", "a", "b", "c")), key))), "quiz.ods")

    assert right(report) == [["a", "c"]]
    assert ("key-was-number", "E2") in told(report.warnings)


@pytest.mark.parametrize(
    "key",
    ["02-Jan", "2-Jan", "Jan-02", "1-févr", "01-févr.", "févr-01", "1. Feb", "01. Mrz", "02/01/2024", "2024-02-01",
     "1/2/2024", "01.02.2024", "1-2-2024", "02/01/2024 00:00:00", "2 janvier 2024", "gen-02"],
)  # fmt: skip
def test_a_date_that_a_spreadsheet_wrote_as_csv_is_known_by_its_looks(key: str) -> None:
    report = reading.read(f"{';'.join(OWN)}\nWhich?;a;b;c;{key}\n".encode(), "quiz.csv")

    assert told(report.problems) == [("key-became-date", "E2")]


@pytest.mark.parametrize("key", ["7", "May", "3 mar a", "12 apples", "janvier", "1-2-3-4", "mars", "e"])
def test_other_keys_that_name_no_choice_are_no_dates(key: str) -> None:
    report = reading.read(f"{';'.join(OWN)}\nWhich?;a;b;c;{key}\n".encode(), "quiz.csv")

    assert told(report.problems) == [("key-is-no-choice", "E2")]


def test_a_date_in_csv_may_be_the_right_choice() -> None:
    report = reading.read(f"{';'.join(OWN)}\nWhen?;02/01/2024;May;never;02/01/2024\n".encode(), "quiz.csv")

    assert right(report) == [["02/01/2024"]]


def test_a_date_may_be_the_right_choice() -> None:
    rows = [OWN, ["When?", FIRST_OF_FEBRUARY, FIRST_OF_FEBRUARY + 1, "never", FIRST_OF_FEBRUARY]]

    report = read(book_of(rows, dict.fromkeys(("B2", "C2", "E2"), "d mmmm yyyy")))

    assert right(report) == [["1 February 2024"]]
    assert report.warnings == ()


@pytest.mark.parametrize(
    ("title", "key", "expected", "shown"),
    [("Quiz", 1.2, ["a", "b"], "1.2"), ("Feuil1", 1.3, ["a", "c"], "1,3"), ("Tabelle1", 2.3, ["b", "c"], "2,3")],
)
def test_a_key_that_became_a_number_is_read_and_said(title: str, key: float, expected: list[str], shown: str) -> None:
    report = read(book_of([OWN, ["Which?", "a", "b", "c", key]], title=title))

    assert right(report) == [expected]
    number = next(one for one in report.warnings if one.code == "key-was-number")
    assert (number.cell, number.values["value"]) == ("E2", shown)


@pytest.mark.parametrize("key", [1.1, 12, 1.23, 123])
def test_a_number_that_is_no_key_any_more_is_said(key: float) -> None:
    assert told(read(book_of([OWN, ["Which?", "a", "b", "c", key]])).problems) == [("key-became-number", "E2")]


def test_of_ten_choices_a_number_may_be_that_of_the_last() -> None:
    head = ["question", *(f"choice {number}" for number in range(1, 11)), "right"]
    row_ = ["Which?", *"abcdefghij"]

    assert told(read(book_of([head, [*row_, 2.1]])).problems) == [("key-became-number", "L2")]
    assert right(read(book_of([head, [*row_, 10]]))) == [["j"]]


@pytest.mark.parametrize("title", ["Quiz", "Feuil1"])
def test_a_number_with_decimals_that_say_nothing_is_a_key(title: str) -> None:
    report = read(book_of([OWN, ["Which?", "a", "b", "c", 2]], {"E2": "0.00"}, title))

    assert right(report) == [["b"]]
    assert report.warnings == ()


def test_a_key_that_was_typed_as_text_is_as_good_as_ever() -> None:
    assert right(read(book_of([OWN, ["Which?", "a", "b", "c", "1,2"], ["Who?", "x", "y", "z", 9 // 3]]))) == [
        ["a", "b"],
        ["z"],
    ]


# --- choices ---


def test_cells_are_choices_as_the_sheet_shows_them() -> None:
    rows = [
        OWN,
        ["Bond?", 7, 8, 9, 1],
        ["Price?", 2.5, 3, "", 1],
        ["Smaller?", 0.25, 0.5, "", 1],
        ["So?", True, False, "", 1],
    ]
    formats = {
        "B2": "000",
        "C2": "000",
        "D2": "000",
        "B3": '0.00\\ "€"',
        "C3": '0.00\\ "€"',
        "B4": "# ?/?",
        "C4": "# ?/?",
    }

    report = read(book_of(rows, formats, "Feuil1"))

    assert [[choice.text for choice in one.choices] for one in bank_of(report).questions] == [
        ["007", "008", "009"], ["2,50 €", "3,00 €"], ["1/4", "1/2"], ["VRAI", "FAUX"],
    ]  # fmt: skip
    assert report.warnings == ()


def test_dates_without_a_year_are_said_once() -> None:
    rows = [OWN, ["Half?", 45293, 45355, "", 1], ["Less?", 45323, "x", "", 1], ["Born?", 45323, "x", "", 1]]
    formats = {"B2": "d-mmm", "C2": "d-mmm", "B3": "mmm-yy", "B4": "d mmmm yyyy"}

    report = read(book_of(rows, formats))

    assert [choice.text for choice in bank_of(report).questions[0].choices] == ["2-Jan", "4-Mar"]
    assert told(report.warnings) == [("dates-shown", "B2")]
    assert report.warnings[0].values == {"value": "2-Jan", "count": 3}


def test_a_date_of_libreoffice_with_two_digits_for_its_year_is_said() -> None:
    dates = (cell("01/02/24", "2024-01-02", "date"), cell("11/09/2001", "2001-09-11", "date"))

    report = reading.read(ods(table(cells(OWN), row(cell("Half?"), *dates, cell(), cell("1")))), "quiz.ods")

    assert [(one.code, one.cell, one.values["count"]) for one in report.warnings] == [("dates-shown", "B2", 1)]


def test_a_cell_that_may_be_shown_otherwise_is_said_once() -> None:
    rows = [OWN, ["ISBN?", 9782070360024, 9782070360031, 1, 1], ["When?", FIRST_OF_FEBRUARY, "x", "", 1]]

    report = read(book_of(rows, {"B3": "mm-dd-yy"}))

    assert [choice.text for choice in bank_of(report).questions[0].choices] == ["9782070360024", "9782070360031", "1"]
    assert told(report.warnings) == [("cells-doubtful", "B2")]
    assert report.warnings[0].values == {"value": "9782070360024", "count": 3}


def test_what_is_not_shown_to_readers_is_not_doubted() -> None:
    rows = [[*OWN, "points"], ["Where?", "a", "b", "", 1, 2]]

    assert read(book_of(rows, {"F2": "[DBNum1]0", "E2": "[DBNum1]0"})).warnings == ()


@pytest.mark.parametrize("title", ["Quiz", "Feuil1", "Tabelle1", "Hoja1", "Foglio1", "Planilha1", "Blad1"])
def test_true_and_false_are_understood_in_whatever_language_they_are_shown(title: str) -> None:
    rows = [
        ["kind", *OWN, "shuffle"],
        ["true/false", "So?", "", "", "", True, False],
        ["true/false", "No?", "", "", "", False, True],
    ]

    bank = bank_of(read(book_of(rows, title=title)))

    assert [(one.key, one.shuffle) for one in bank.questions] == [({0}, False), ({1}, True)]


# --- what is hidden ---


def test_rows_that_are_hidden_are_read_and_said() -> None:
    book = book_of([OWN, *([f"Question {number}?", "a", "b", "", 1] for number in range(2, 11))])
    for number in (3, 5, 6, 7, 10, 12):
        book.worksheets[0].row_dimensions[number].hidden = True

    report = read(book)

    assert len(bank_of(report).questions) == 9
    (hidden,) = report.warnings
    assert (hidden.code, hidden.line, hidden.values) == ("rows-hidden", 3, {"rows": "3, 5–7, 10", "count": 5})


def test_rows_that_a_filter_hides_in_libreoffice_are_said() -> None:
    shown, hidden = (
        cells(["Where?", "a", "b", "", "1"]),
        row(*map(cell, ("Who?", "a", "b", "", "1")), visibility="filter"),
    )

    report = reading.read(ods(table(cells(OWN), shown, hidden)), "quiz.ods")

    assert len(bank_of(report).questions) == 2
    assert [(one.code, one.values["rows"]) for one in report.warnings] == [("rows-hidden", "3")]


def test_columns_that_are_hidden_are_read_and_said() -> None:
    book = book_of([[*OWN, "feedback"], ["Where?", "a", "b", "", 1, "So it is."]])
    for letter in ("C", "D", "F", "H"):
        book.worksheets[0].column_dimensions[letter].hidden = True

    report = read(book)

    assert bank_of(report).questions[0].feedback.general == "So it is."
    assert [(one.code, one.values["columns"]) for one in report.warnings] == [("columns-hidden", "C, D, F")]


def test_columns_that_libreoffice_hides_are_said() -> None:
    columns = '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'

    report = reading.read(ods(table(columns, cells(OWN), cells(["Where?", "a", "b", "", "1"]))), "quiz.ods")

    assert [(one.code, one.values["columns"]) for one in report.warnings] == [("columns-hidden", "B, C")]


def test_many_hidden_rows_are_not_all_named() -> None:
    book = book_of([OWN, *([f"Question {number}?", "a", "b", "", 1] for number in range(2, 60))])
    for number in range(2, 60, 2):
        book.worksheets[0].row_dimensions[number].hidden = True

    (hidden,) = read(book).warnings

    assert hidden.values == {"rows": "2, 4, 6, 8, 10, 12, 14, 16, 18, 20 …", "count": 29}


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_read_only_where_no_other_has_questions(state: Literal["hidden", "veryHidden"]) -> None:
    book = book_of([OWN, ["Old?", "a", "b", "", 1]], title="Old")
    book.worksheets[0].sheet_state = state
    other = book.create_sheet("New")
    for one in (OWN, ["New?", "a", "b", None, 1]):
        other.append(one)

    both = read(book)
    del book["New"]
    book.create_sheet("Empty")
    hidden = read(book)

    assert [one.stem for one in bank_of(both).questions] == ["New?"]
    assert [(one.code, one.values["name"]) for one in both.warnings] == [("hidden-sheet-left", "Old")]
    assert [one.stem for one in bank_of(hidden).questions] == ["Old?"]
    assert [(one.code, one.values["name"]) for one in hidden.warnings] == [("sheet-hidden", "Old")]


def test_a_category_that_is_merged_over_its_questions_is_that_of_each() -> None:
    book = book_of(
        [
            [*OWN, "category"],
            ["Where?", "a", "b", "", 1, "Places"],
            ["Whither?", "a", "b", "", 1],
            ["Who?", "a", "b", "", 1, "People"],
        ]
    )
    book.worksheets[0].merge_cells("F2:F3")
    book.worksheets[0].merge_cells("F4:F9")

    assert [one.filing.category for one in bank_of(read(book)).questions] == ["Places", "Places", "People"]


def test_headings_of_two_rows_are_read_where_those_of_one_are_merged() -> None:
    book = book_of([["Question", "Choices", "", "", "Right"], ["", "A", "B", "C", ""], ["Where?", "a", "b", "c", "B"]])
    for merged in ("A1:A2", "B1:D1", "E1:E2"):
        book.worksheets[0].merge_cells(merged)

    assert right(read(book)) == [["b"]]


def test_a_question_that_is_merged_over_the_rows_of_its_choices_is_one() -> None:
    rows = [
        ["question", "answer text", "correct"],
        ["Where?", "a", "no"],
        ["", "b", "yes"],
        ["Who?", "x", "yes"],
        ["", "y", "no"],
    ]
    book = book_of(rows)
    for merged in ("A2:A3", "A4:A5"):
        book.worksheets[0].merge_cells(merged)

    assert right(read(book)) == [["b"], ["x"]]
