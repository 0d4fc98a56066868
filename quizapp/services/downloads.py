"""Rows to take away, as CSV in two dialects; no cell is ever run. Workbooks are in `workbooks`."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache, partial
from typing import IO

from quizapp.formats.sheets.guards import guarded

Cell = str | int | Decimal | datetime | None
"""A time is without its zone: what the clock shows that its heading names."""
Row = Sequence[Cell]


class VerbatimText(str):
    """A text of ours that stands as it is, for another program looks for exactly that; no spreadsheet runs it."""

    __slots__ = ()


_KNOWN = 1024
"""Cells that are in memory as they are written."""


class Dialect(StrEnum):
    """How a spreadsheet reads CSV, by the language it is set to."""

    POINT = "point"
    """Commas between cells, points in numbers: English."""
    COMMA = "comma"
    """Semicolons between cells, commas in numbers: French and most of Europe."""


def dialect_of(language: str) -> Dialect:
    return Dialect.COMMA if language == "fr" else Dialect.POINT


def write_csv(file: IO[bytes], rows: Iterable[Row], dialect: Dialect) -> None:
    """In UTF-8 with a byte order mark, by which spreadsheets know it; row by row, however many there are."""
    text = io.TextIOWrapper(file, "utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=";" if dialect is Dialect.COMMA else ",")
    # Nearly all of a row stands in those around it too; with its type, for marks may equal a number of questions.
    said = lru_cache(_KNOWN, typed=True)(partial(_guarded, dialect=dialect))
    writer.writerows(map(said, row) for row in rows)
    text.detach()  # What is in it is written; the file stays open.


def as_csv(rows: Iterable[Row], dialect: Dialect) -> bytes:
    """The same in memory, for few rows."""
    written = io.BytesIO()
    write_csv(written, rows, dialect)
    return written.getvalue()


def _guarded(cell: Cell, dialect: Dialect) -> str:
    if isinstance(cell, str) and not isinstance(cell, VerbatimText):
        return guarded(cell.replace("\0", ""))
    return text_of(cell, dialect)


def text_of(cell: Cell, dialect: Dialect) -> str:
    """A cell as it is read: times as a clock shows them, and texts as they are."""
    match cell:
        case None:
            return ""
        case datetime():
            return cell.isoformat(" ", "seconds")
        case Decimal():
            plain = f"{cell.normalize():f}"
            return plain.replace(".", ",") if dialect is Dialect.COMMA else plain
        case int():
            return str(cell)
        case _:
            return cell
