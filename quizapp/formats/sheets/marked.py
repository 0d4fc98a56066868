"""Choices that are marked in their own cells: « *Paris », « Paris (x) », « Paris ✓ », or a cell in bold or in a colour.

A sign is taken at its word as in a typed text; how a cell looks is a guess. What marks the same column in every row
says nothing: columns have looks of their own.
"""

import re
from collections.abc import Mapping, Sequence

from quizapp.formats.building.assembly import Place
from quizapp.formats.prose import marks
from quizapp.formats.prose.lines import Line
from quizapp.formats.sheets.table import Row

SIGNS = (marks.TICK, marks.STAR)
LOOKS = ("highlight", "colour", "bold", "underlined", "italic")
"""By their names in the option « key »; of looks the likeliest first."""
_NEARLY = 0.9
_HALF = 0.5
_CROSS = re.compile(r"(?:^|\s)\s*[(\[]\s*([xXvV✓✔√*])\s*[)\]]\s*(?:$|(?<=[)\] ])(?=\S))")
_NOWHERE = Place()
Marked = Mapping[int, frozenset[int]]
"""The columns of the marked choices, by the numbers of rows."""


def by(name: str, rows: Sequence[Row], columns: Sequence[int]) -> Marked:
    """The choices that are marked so, where they are in nearly every row, and not all choices of it."""
    if name in SIGNS:
        return _agreed(rows, columns, [_signed(row, columns) for row in rows], _HALF)
    values = sorted({value for row in rows for column, look, value in row.looks if look == name and column in columns})
    found = {
        value: _agreed(rows, columns, [_dressed(row, columns, name, value) for row in rows], _NEARLY)
        for value in values
    }
    some = {value: key for value, key in found.items() if key}
    if len(some) > 1:
        some = {value: key for value, key in some.items() if _is_green(value)}
    return next(iter(some.values())) if len(some) == 1 else {}


def name_of(rows: Sequence[Row], columns: Sequence[int]) -> str:
    """What marks the choices of these rows; empty where nothing does."""
    if signed := by(marks.STAR, rows, columns):
        kinds = {_unmarked(row.at(at))[0] for row in rows for at in signed.get(row.number, ())}
        return marks.STAR if marks.STAR in kinds else marks.TICK
    return next((name for name in LOOKS if by(name, rows, columns)), "")


def without(cell: str) -> str:
    """The text of a cell without the sign that says that it is right."""
    return _unmarked(cell)[1]


def _unmarked(cell: str) -> tuple[str, str]:
    """What sign a cell has that says that it is right, and its text without it."""
    if found := _CROSS.search(cell):
        rest = cell[: found.start()] + cell[found.end() :]
        is_middle = bool(cell[: found.start()].strip() and cell[found.end() :].strip())
        kind = marks.STAR if found[1] in "xX" else marks.TICK
        return ("", cell) if is_middle or not rest.strip() else (kind, rest.strip())
    mark, line = marks.unmarked(Line(cell, _NOWHERE))
    return mark, line.text


def _signed(row: Row, columns: Sequence[int]) -> frozenset[int]:
    return frozenset(column for column in columns if "\n" not in row.at(column) and _unmarked(row.at(column))[0])


def _dressed(row: Row, columns: Sequence[int], name: str, value: str) -> frozenset[int]:
    return frozenset(
        column for column, look, said in row.looks
        if look == name and said == value and column in columns and row.at(column).strip()
    )  # fmt: skip


def _agreed(rows: Sequence[Row], columns: Sequence[int], found: Sequence[frozenset[int]], share: float) -> Marked:
    """The key of each row that has one, if enough of them do, most of them one, and not all of them the same."""
    filled = {row.number: sum(bool(row.at(at).strip()) for at in columns) for row in rows}
    key = {row.number: at for row, at in zip(rows, found, strict=True) if 0 < len(at) < filled[row.number]}
    are_apart = len(set(key.values())) > 1 or len(rows) == 1 or share == _HALF
    singles = sum(len(at) == 1 for at in key.values())
    is_told = bool(key) and len(key) >= share * len(rows) and 2 * singles >= len(key)
    return key if is_told and are_apart else {}


def _is_green(colour: str) -> bool:
    try:
        red, green, blue = (int(colour[-6:][at : at + 2], 16) for at in (0, 2, 4))
    except ValueError:
        return False
    return green > red + 15 and green > blue + 15
