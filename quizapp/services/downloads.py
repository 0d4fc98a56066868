"""Rows to take away, as the files that spreadsheets open: CSV in two dialects, and XLSX; no cell is ever run."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from quizapp.formats.sheets.guards import guarded

Cell = str | int | Decimal | datetime | None


class Dialect(StrEnum):
    """How a spreadsheet reads CSV, by the language it is set to."""

    POINT = "point"
    """Commas between cells, points in numbers: English."""
    COMMA = "comma"
    """Semicolons between cells, commas in numbers: French and most of Europe."""


def as_csv(rows: Sequence[Sequence[Cell]], dialect: Dialect) -> bytes:
    """UTF-8 with a byte order mark, by which spreadsheets know it."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";" if dialect is Dialect.COMMA else ",")
    writer.writerows([_guarded(cell, dialect) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _guarded(cell: Cell, dialect: Dialect) -> str:
    return guarded(cell.replace("\0", "")) if isinstance(cell, str) else text_of(cell, dialect)


def text_of(cell: Cell, dialect: Dialect) -> str:
    """A cell as it is read: times on the clock of the server's place, and texts as they are."""
    match cell:
        case None:
            return ""
        case datetime():
            return cell.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        case Decimal():
            plain = f"{cell.normalize():f}"
            return plain.replace(".", ",") if dialect is Dialect.COMMA else plain
        case int():
            return str(cell)
        case _:
            return cell


def as_xlsx(title: str, rows: Sequence[Sequence[Cell]]) -> bytes:
    """One sheet, the first row its headings; every text is typed as text, so that none is a formula."""
    book = Workbook(write_only=False)
    sheet = book.active
    assert sheet is not None
    sheet.title = "".join(char for char in title if char not in r"[]:*?/\'")[:31].strip() or "quizapp"
    for number, row in enumerate(rows, start=1):
        for column, given in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            match given:
                case None:
                    continue
                case datetime():
                    cell.value = given.astimezone().replace(tzinfo=None)
                case str():
                    cell.value = ILLEGAL_CHARACTERS_RE.sub("", given)
                    cell.data_type = "s"
                case _:
                    cell.value = given
            if number == 1:
                cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
