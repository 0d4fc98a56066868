"""Socrative's template: under its headings the letters of up to five right choices, in columns without a name.

Sources: public programs that fill the template « socrativeQuizTemplate.xlsx » (the name of the quiz in row 3, questions
from row 7 on, keys from column H on). A question of several right choices is right only as a whole. Only described: the
template itself was not seen.
"""

import re
from collections.abc import Sequence
from functools import partial

from quizapp.formats.building.assembly import Assembly
from quizapp.formats.building.headings import choices_of, name_of, role_of
from quizapp.formats.building.vocabulary import Column
from quizapp.formats.problems import Progress
from quizapp.formats.sheets import questions
from quizapp.formats.sheets.headers import Columns, Header, Product
from quizapp.formats.sheets.layouts import CERTAIN, TableLayout
from quizapp.formats.sheets.table import Row, Table

_COUNTED = re.compile(r"\A\s*+\d\s*+\.\s*+")
"""Before its headings."""
_MOST_KEYS = 5
_LETTER = re.compile(r"\s*[A-Ea-e](?:\s*[,;]\s*[A-Ea-e])*\s*|\s*(?:true|false)\s*", re.IGNORECASE)


def find(rows: Sequence[Row]) -> TableLayout | None:
    for number, row in enumerate(rows):
        header = _header(row, rows[number + 1 :])
        if header is not None:
            title = next((_title(one) for one in rows[:number] if _title(one)), "")
            return TableLayout(header.product, CERTAIN, partial(_read, header, title))
    return None


def _header(row: Row, below: Sequence[Row]) -> Header | None:
    counted = sum(_COUNTED.match(cell) is not None for cell in row.cells)
    if counted < 2:
        return None
    names = [name_of(_COUNTED.sub("", cell, count=1)) for cell in row.cells]
    choices = choices_of(names).numbers
    roles = {role: at for at, name in reversed(list(enumerate(names, start=1))) if (role := role_of(name))}
    if len(choices) < 2 or not {Column.KIND, Column.QUESTION} <= roles.keys():
        return None
    after = max(choices.values()) + 1
    keys = _keys(after, row)
    # Where nothing is marked right, the five letters tell whose it is.
    if len(choices) < _MOST_KEYS and not any(_LETTER.fullmatch(one.at(column)) for one in below for column in keys):
        return None
    taken = {Column.KIND, Column.QUESTION, Column.FEEDBACK}
    kept = {role: at for role, at in roles.items() if role in taken} | {Column.RIGHT: after}
    return Header(Product.SOCRATIVE, row, Columns(kept, choices, rights=keys), {})


def _keys(after: int, row: Row) -> Sequence[int]:
    """The columns from the last choice to the next that has a name of its own, such as « 6. Explanation »."""
    columns = range(after, after + _MOST_KEYS)
    named = [column for column in columns if row.at(column).strip() and not _names_key(row.at(column))]
    return tuple(column for column in columns if column < min(named, default=after + _MOST_KEYS))


def _names_key(cell: str) -> bool:
    """« 5. Optional (correct answer) » stands above all keys, or among the headings."""
    name = name_of(_COUNTED.sub("", cell, count=1))
    return role_of(name) is Column.RIGHT or (_COUNTED.match(cell) is not None and role_of(name) is None)


def _title(row: Row) -> str:
    """The cell behind « Quiz Name: »."""
    filled = [cell.strip() for cell in row.cells if cell.strip()]
    is_it = len(filled) == 2 and _COUNTED.match(filled[0]) is not None and filled[0].endswith(":")
    return filled[1] if is_it else ""


def _read(header: Header, title: str, assembly: Assembly, table: Table, progress: Progress) -> None:
    assembly.title = title
    questions.read(assembly, table, header, progress)
