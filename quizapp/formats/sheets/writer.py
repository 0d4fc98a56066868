"""Writing tables: a row a question, in the columns that our own files have, with those left out that hold nothing."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import count
from typing import Any

from quizapp.domain.banks import Bank, Question, Rule, shares
from quizapp.formats.building.numbers import number_text
from quizapp.formats.building.vocabulary import Column
from quizapp.formats.carrying import Feature
from quizapp.formats.file import Writer
from quizapp.formats.libraries import library
from quizapp.formats.sheets.guards import guarded
from quizapp.formats.sheets.headers import FEEDBACK
from quizapp.formats.sheets.legend import LEGENDS
from quizapp.formats.sheets.table import column_letter

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_STYLES = "openpyxl.styles"
_ALWAYS = (Column.ID, Column.KIND, Column.QUESTION, Column.RIGHT)
_CARRIES = frozenset((
    Feature.MULTIPLE, Feature.TRUE_FALSE, Feature.NAME, Feature.ID, Feature.CATEGORY, Feature.TAGS, Feature.MAXIMUM,
    Feature.SHUFFLE, Feature.FIXED, Feature.FRACTIONS, Feature.PARTIAL, Feature.ALL_OR_NOTHING, Feature.FEEDBACK,
    Feature.CHOICE_FEEDBACK, Feature.OUTCOME_FEEDBACK, Feature.PARTLY_FEEDBACK, Feature.UNSEEN_FEEDBACK,
    Feature.TRUE_FALSE_OUTCOMES, Feature.LINE_BREAKS,
))  # fmt: skip

_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_WIDE = frozenset((
    "question", "énoncé", "feedback", "commentaire", *(name for one in LEGENDS.values() for name in one.heading),
))  # fmt: skip

Rows = Sequence[Sequence[str]]


def table(bank: Bank) -> Rows:
    """The names of the columns, then a row a question."""
    rows = [dict(_cells(question)) for question in bank.questions]
    most = max(len(question.choices) for question in bank.questions)
    names = [name for name in _columns(most) if name in _ALWAYS or any(row.get(name) for row in rows)]
    return [names, *([row.get(name, "") for name in names] for row in rows)]


def _columns(most: int) -> Iterable[str]:
    yield from (Column.ID, Column.NAME, Column.KIND, Column.QUESTION)
    yield from (f"choice {number}" for number in range(1, most + 1))
    yield from (Column.RIGHT, Column.FRACTIONS, Column.RULE, Column.FEEDBACK)
    yield from (f"feedback {number}" for number in range(1, most + 1))
    yield from FEEDBACK[1:]
    yield from (Column.POINTS, Column.TAGS, Column.CATEGORY, Column.SHUFFLE, Column.FIXED)


def _cells(question: Question) -> Iterable[tuple[str, str]]:
    yield Column.ID, question.id
    yield Column.NAME, guarded(question.filing.name)
    yield Column.KIND, str(question.kind)
    yield Column.QUESTION, guarded(question.stem)
    for number, choice in zip(count(1), question.choices, strict=False):
        yield f"choice {number}", guarded(choice.text)
        yield f"feedback {number}", guarded(choice.feedback)
    worth = tuple(choice.fraction for choice in question.choices)
    has_one_key = question.kind.takes_several or len(question.key) == 1
    if has_one_key and worth == shares(question.kind, [place in question.key for place in range(len(worth))]):
        yield Column.RIGHT, _numbers(sorted(question.key))
    else:
        yield Column.FRACTIONS, guarded("; ".join(map(number_text, worth)))
    yield Column.RULE, "" if question.marking.rule is Rule.PARTIAL else str(question.marking.rule)
    yield from zip(FEEDBACK, map(guarded, question.feedback.texts), strict=True)
    yield Column.POINTS, "" if question.marking.maximum == Fraction(1) else number_text(question.marking.maximum)
    yield Column.TAGS, guarded(_tags(question.filing.tags))
    yield Column.CATEGORY, guarded(question.filing.category)
    yield Column.SHUFFLE, "" if question.shuffle else "no"
    fixed = [place for place, choice in enumerate(question.choices) if choice.fixed]
    # Without the column, the choices of a true/false question keep their places.
    is_none = question.kind.brings_choices and not fixed
    yield Column.FIXED, "0" if is_none else _numbers(fixed)


def _numbers(places: Iterable[int]) -> str:
    return ", ".join(str(place + 1) for place in places)


def _tags(tags: Sequence[str]) -> str:
    """With a sign between them that none of them has; one behind the last says which it is."""
    said = "".join(tags)
    if "," not in said and ";" not in said:
        return ", ".join(tags)
    sign = "\n" if ";" in said else ";"
    return sign.join([*tags, ""])


def as_csv(rows: Rows, delimiter: str = ",") -> bytes:
    """In UTF-8 with its mark, by which Excel knows it."""
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter).writerows(rows)
    return written.getvalue().encode("utf-8-sig")


def as_xlsx(*sheets: tuple[str, Rows]) -> bytes:
    """Sheets by their names; every cell is typed as text, so that none is a formula."""
    book = library("openpyxl").Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        _fill(book.create_sheet(title), rows)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _fill(sheet: Any, rows: Rows) -> None:
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            if text:
                cell = sheet.cell(number, column)
                cell.value = _LOOKS_ESCAPED.sub("_x005F_", text)
                cell.data_type = "s"
                cell.number_format = "@"
                cell.alignment = library(_STYLES).Alignment(wrap_text=True, vertical="top")
                if number == 1:
                    cell.font = library(_STYLES).Font(bold=True)
    for column, name in enumerate(rows[0], start=1):
        dimension = sheet.column_dimensions[column_letter(column)]
        dimension.width = 36 if name in _WIDE else 16
        dimension.number_format = "@"  # So that « 1,2 », typed below, becomes no date and no number.
    sheet.freeze_panes = "A2"


def _write_csv(bank: Bank, pictures: Mapping[str, bytes]) -> bytes:
    return as_csv(table(bank))


def _write_xlsx(bank: Bank, pictures: Mapping[str, bytes]) -> bytes:
    return as_xlsx(("questions", table(bank)))


CSV = Writer("csv", "CSV", "csv", CSV_TYPE, _CARRIES, _write_csv)
XLSX = Writer("xlsx", "Excel", "xlsx", XLSX_TYPE, _CARRIES, _write_xlsx)
