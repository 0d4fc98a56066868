"""Tables as spreadsheets have them: rows of cells, each with its place, within limits."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from quizapp.formats.building.assembly import MOST_QUESTIONS, Place
from quizapp.formats.libraries import library
from quizapp.formats.problems import Problem

HEAD = 20
"""Rows among which a table may name its columns."""
MOST_ROWS = MOST_QUESTIONS + HEAD
MOST_COLUMNS = 80
"""As many as our own file of questions with the most choices needs."""
LONGEST_SHOWN = 200
"""Characters of a cell in a problem."""


class DamagedTable(Exception):
    """The table cannot be read on."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    """From 1, as spreadsheets count them."""
    cells: tuple[str, ...]
    """From column A on, as far as there are any."""
    unvalued: frozenset[int] = frozenset()
    """Columns whose formulas have no value."""

    def at(self, column: int) -> str:
        """The text of a cell; columns count from 1."""
        return self.cells[column - 1] if 0 < column <= len(self.cells) else ""

    @property
    def is_empty(self) -> bool:
        return not self.unvalued and not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    rows: Sequence[Row]
    """Those that are not empty."""
    sheet: str = ""
    """Its name, where its file has others too."""
    is_text: bool = False
    """Whether a sign in a text may have been taken for the end of a cell."""


def within_limits(row: Row) -> Row:
    """The row without what is empty at its end. Raises DamagedTable where it stands beyond what is read."""
    width = max((at for at, cell in enumerate(row.cells, start=1) if cell.strip()), default=0)
    if row.number > MOST_ROWS:
        raise DamagedTable(_too_many("rows", row.number, MOST_ROWS, row.number, 1))
    if width > MOST_COLUMNS:
        raise DamagedTable(_too_many("columns", width, MOST_COLUMNS, row.number, MOST_COLUMNS + 1))
    return row if width == len(row.cells) else Row(row.number, row.cells[:width], row.unvalued)


def _too_many(what: str, count: int, limit: int, row: int, column: int) -> Problem:
    values = {"field": what, "count": count, "limit": limit}
    return Problem("too-many", row, column, values, cell=address(row, column))


def head(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows among which the table may name its columns."""
    return takewhile(lambda row: row.number <= HEAD, rows)


def address(row: int, column: int, sheet: str = "") -> str:
    """Such as C8, or Quiz!C8 where there are other sheets."""
    cell = f"{column_letter(column)}{row}"
    if not sheet:
        return cell
    name = sheet if sheet.isalnum() else "'{}'".format(sheet.replace("'", "''"))
    return f"{name}!{cell}"


def place(row: Row, column: int, sheet: str = "") -> Place:
    return Place(
        row.number, column, cell=address(row.number, column, sheet), text=row.at(column).strip()[:LONGEST_SHOWN]
    )  # fmt: skip


def column_letter(column: int) -> str:
    """What spreadsheets call a column, the first being 1."""
    letters: str = library("openpyxl.utils").get_column_letter(column)
    return letters
