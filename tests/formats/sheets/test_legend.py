"""The blank workbook: eight columns first, the others explained on a second sheet, each as it can be used."""

import io
from typing import Any

import openpyxl
import pytest

from quizapp.domain.banks import Kind, Rule
from quizapp.formats import blanks, reading
from quizapp.formats.building.headings import choices_of, name_of, role_of
from quizapp.formats.building.vocabulary import Column
from quizapp.formats.problems import Report
from quizapp.formats.sheets.legend import LEGENDS

NOT_OFFERED = {
    Column.QUESTION, Column.CHOICES, Column.RIGHT, Column.FEEDBACK, Column.POINTS, Column.TIME, Column.PICTURE,
    Column.NUMBER,
}  # fmt: skip
"""On the first sheet, or not taken over."""


def blank(language: str) -> Any:
    return openpyxl.load_workbook(io.BytesIO(blanks.blank("xlsx", language)[1]))


def read(book: Any) -> Report:
    made = io.BytesIO()
    book.save(made)
    return reading.read(made.getvalue(), "blank.xlsx")


@pytest.mark.parametrize(
    ("language", "titles", "columns"),
    [
        ("en", ["My questions", "Other columns"],
         ["question", "choice 1", "choice 2", "choice 3", "choice 4", "right", "feedback", "points"]),
        ("fr", ["Mes questions", "Autres colonnes"],
         ["question", "choix 1", "choix 2", "choix 3", "choix 4", "juste", "commentaire", "points"]),
    ],
)  # fmt: skip
def test_the_first_sheet_has_eight_columns_in_the_language_of_the_teacher(
    language: str, titles: list[str], columns: list[str]
) -> None:
    book = blank(language)

    assert book.sheetnames == titles
    assert [cell.value for cell in book.worksheets[0][1]] == columns


@pytest.mark.parametrize("language", LEGENDS)
def test_every_column_that_is_explained_is_known_and_none_is_forgotten(language: str) -> None:
    names = [name for name, _, _ in LEGENDS[language].columns]

    roles = {role for name in names if (role := role_of(name_of(name))) is not None}
    assert roles == set(Column) - NOT_OFFERED
    choice, feedback = names[0], names[2]
    assert choices_of([name_of(choice), name_of(choice.replace("5", "6"))]).numbers == {5: 1, 6: 2}
    assert feedback.endswith(" 1")


@pytest.mark.parametrize("language", LEGENDS)
def test_the_columns_that_are_explained_can_be_added_with_their_examples(language: str) -> None:
    book = blank(language)
    sheet = book.worksheets[0]
    for at, (name, _, example) in enumerate(LEGENDS[language].columns, start=9):
        if name not in ("fractions", "parts"):
            sheet.cell(1, at).value, sheet.cell(2, at).value = name, example
    sheet["F2"].value = "2,3"

    report = read(book)

    assert (report.problems, report.warnings) == ((), ())
    assert report.bank is not None
    first, second = report.bank.questions
    assert (first.kind, len(first.key), len(first.choices), first.shuffle) == (Kind.MULTIPLE, 2, 5, False)
    assert (first.marking.rule, len(first.filing.tags), bool(first.filing.category)) == (Rule.PARTIAL, 2, True)
    assert all((first.choices[0].feedback, *first.feedback.texts, first.filing.name, first.id))
    assert [choice.fixed for choice in first.choices] == [False, False, False, True, False]
    assert (second.kind, len(second.choices)) == (Kind.SINGLE, 4)


@pytest.mark.parametrize("language", LEGENDS)
def test_shares_may_stand_in_place_of_what_is_right(language: str) -> None:
    book = blank(language)
    sheet = book.worksheets[0]
    name, _, example = next(one for one in LEGENDS[language].columns if ";" in one[2])
    sheet["I1"], sheet["I2"], sheet["F2"] = name, example, None

    report = read(book)

    assert report.problems == ()
    assert report.bank is not None
    assert [float(choice.fraction) for choice in report.bank.questions[0].choices] == [1, 0.5, 0, 0]


def test_the_second_sheet_is_passed_over_wherever_it_stands_and_any_other_is_said() -> None:
    book = blank("fr")
    book.move_sheet("Autres colonnes", -1)
    book.worksheets[0]["A30"] = "À essayer"
    book.create_sheet("Brouillon")["A1"] = "x"

    report = read(book)

    assert report.bank is not None
    assert [(one.code, one.values) for one in report.warnings] == [("sheet-left", {"name": "Brouillon"})]


@pytest.mark.parametrize("language", LEGENDS)
def test_what_is_typed_in_the_blank_sheet_stays_as_it_is_typed(language: str) -> None:
    """Its columns have the format « Text »: no spreadsheet makes a date of a key."""
    sheet = blank(language).worksheets[0]

    assert {sheet.column_dimensions[letter].number_format for letter in "ABCDEFGH"} == {"@"}
