"""Tables as spreadsheets have them: rows of cells, each with its place, within limits."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from quizapp.formats.building.assembly import MOST_QUESTIONS, Place
from quizapp.formats.libraries import library
from quizapp.formats.problems import Problem
from quizapp.formats.syntax.text import hidden_character

HEAD = 20
"""Rows among which a table may name its columns."""
START = 60
"""Rows by which is seen how a table is laid out: some begin with remarks."""
MOST_ROWS = MOST_QUESTIONS + HEAD
MOST_COLUMNS = 80
"""As many as our own file of questions with the most choices needs."""
MOST_CELLS = MOST_ROWS * MOST_COLUMNS
"""That hold something, in a sheet; of empty ones as many as its file has room for."""
MOST_CHARACTERS = 50 * 2**20
"""Of a sheet: each cell may be little in its file, and repeat a long text of another."""
LONGEST_SHOWN = 200
"""Characters of a cell in a problem."""
_LAST_COLUMN = 16_384


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
    dated: frozenset[int] = frozenset()
    """Columns in which the spreadsheet keeps a date or a time, whatever was typed there."""
    counted: frozenset[int] = frozenset()
    """Those in which it keeps a number."""
    doubtful: frozenset[int] = frozenset()
    """Those of which a spreadsheet may show something else than is read here."""
    is_hidden: bool = False
    """Whether the spreadsheet does not show it."""
    looks: frozenset[tuple[int, str, str]] = frozenset()
    """Which columns are set apart by how they look, each with the name of that, and its colour if it has one."""

    def at(self, column: int) -> str:
        """The text of a cell; columns count from 1."""
        return self.cells[column - 1] if 0 < column <= len(self.cells) else ""

    @property
    def is_empty(self) -> bool:
        return not self.unvalued and not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook of any kind; its rows are read when they are asked for."""

    name: str
    _read: Callable[[], Iterable[Row]]
    is_hidden: bool = False
    hidden_columns: Callable[[], frozenset[int]] = frozenset

    def rows(self) -> Iterator[Row]:
        """Those that are not empty. Raises DamagedTable, xmltree.Unreadable."""
        return _whole(self._read())

    def start(self) -> Iterator[Row]:
        """Those of them by which is seen how it is laid out."""
        return _whole(start(self._read()))


@dataclass(frozen=True, slots=True)
class Table:
    rows: Sequence[Row]
    """Those that are not empty."""
    sheet: str = ""
    """Its name, where its file has others too."""
    is_text: bool = False
    """Whether a sign in a text may have been taken for the end of a cell."""


def _whole(rows: Iterable[Row]) -> Iterator[Row]:
    left = MOST_CHARACTERS
    for row in rows:
        if not row.is_empty:
            left -= sum(map(len, row.cells))
            if left < 0:
                raise DamagedTable(Problem("table-too-long", row.number, 1, {"limit": MOST_CHARACTERS // 2**20}))
            yield within_limits(row)


def within_limits(row: Row) -> Row:
    """The row without what is empty at its end. Raises DamagedTable where it stands beyond what is read."""
    width = max((at for at, cell in enumerate(row.cells, start=1) if cell.strip()), default=0)
    if row.number > MOST_ROWS:
        raise far(row.number, 1)
    if width > MOST_COLUMNS:
        raise far(row.number, MOST_COLUMNS + 1)
    return row if width == len(row.cells) else replace(row, cells=row.cells[:width])


def start(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows by which is seen how a table is laid out."""
    return takewhile(lambda row: row.number <= START, rows)


def far(row: int, column: int) -> DamagedTable:
    """What is raised over a cell beyond what is read."""
    code, limit = ("rows-beyond", MOST_ROWS) if row > MOST_ROWS else ("columns-beyond", MOST_COLUMNS)
    cell = address(row, min(column, _LAST_COLUMN))
    return DamagedTable(Problem(code, row, column, {"limit": limit}, cell=cell))


def filled(texts: Mapping[int, str]) -> tuple[str, ...]:
    """The cells of a row of which those that hold something are known by their columns."""
    return tuple(texts.get(column, "") for column in range(1, max(texts, default=0) + 1))


def shown(text: str, row: int, column: int) -> str:
    """The text of a cell with plain line breaks. Raises DamagedTable where a character cannot be shown."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if character := hidden_character(text):
        values = {"character": character}
        start = "".join(one if one.isprintable() else "�" for one in text[:LONGEST_SHOWN])
        raise DamagedTable(Problem("hidden-character", row, column, values, cell=address(row, column), text=start))
    return text


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
