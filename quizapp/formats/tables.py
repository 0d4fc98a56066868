"""The rows of a spreadsheet as they stand, whatever they are about: for what is no bank."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.formats.file import File
from quizapp.formats.problems import Problem
from quizapp.formats.sheets import books
from quizapp.formats.sheets.table import DamagedTable, Sheet
from quizapp.formats.syntax.archives import RefusedArchive
from quizapp.formats.syntax.xmltree import Unreadable

MOST_SHEETS = 30
MOST_CHARACTERS = 2 * 2**20
"""Of all cells together."""


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """What one sheet shows."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    """From its first row on, empty ones too."""


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """Its sheets that hold anything and can be read; or why there are none."""

    sheets: tuple[PlainSheet, ...]
    problem: Problem | None = None


def read(data: bytes, name: str) -> Spreadsheet:
    """What came of reading a spreadsheet; hidden sheets are left out where others hold something."""
    file = File(name, data)
    try:
        problem = books.unread(data, file.archive)
        if problem is None and file.archive is not None and books.is_book(file.archive):
            return _sheets(books.sheets_of(file.archive))
    except (RefusedArchive, Unreadable, DamagedTable) as refused:
        problem = refused.problem
    return Spreadsheet((), problem or Problem("no-list"))


def _sheets(sheets: Sequence[Sheet]) -> Spreadsheet:
    found, problem, left = list[PlainSheet](), None, MOST_CHARACTERS
    for sheet in sorted(sheets, key=lambda one: one.is_hidden)[:MOST_SHEETS]:
        if sheet.is_hidden and found:
            break
        try:
            rows = {row.number: row.cells for row in sheet.rows()}
        except (DamagedTable, Unreadable) as damaged:
            problem = problem or damaged.problem
            continue
        left -= sum(len(cell) + 1 for cells in rows.values() for cell in cells)
        if left < 0:
            values = {"field": "characters", "count": MOST_CHARACTERS - left, "limit": MOST_CHARACTERS}
            return Spreadsheet((), Problem("too-many", values=values))
        if rows:
            every = range(1, max(rows) + 1)
            found.append(PlainSheet(sheet.name, tuple(rows.get(number, ()) for number in every)))
    return Spreadsheet(tuple(found), None if found else problem or Problem("empty-file"))
