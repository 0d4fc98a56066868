"""The layouts of tables that are known, the plainest first: which of them a table has."""

import re
from collections.abc import Sequence
from functools import cache, partial

from quizapp.formats.building import headings
from quizapp.formats.building.assembly import Assembly
from quizapp.formats.building.headings import SIGNS
from quizapp.formats.problems import Progress
from quizapp.formats.sheets import (
    blackboard,
    brightspace,
    chamilo,
    flags,
    headers,
    kahoot_report,
    listed,
    questions,
    socrative,
    statements,
)
from quizapp.formats.sheets.headers import Header
from quizapp.formats.sheets.layouts import TableLayout
from quizapp.formats.sheets.table import HEAD, START, Row, Table

_PRODUCTS = (brightspace.find, chamilo.find, blackboard.find, kahoot_report.find, socrative.find)


_CODES = re.compile(rf"\n\W*+(?:new\s*question|(?:score|{'|'.join(blackboard.KINDS)})\s*[\"\t,;|])", re.IGNORECASE)
"""How a row begins of those programs that name the fields of a question, or its kind, rather than columns."""
_ROWS = re.compile(rf"(?:[^\n]*\n){{{START}}}")
_SEVERAL = re.compile(rf"[{SIGNS}]")
_QUOTED = re.compile(r'[,;\t|\n][ \t]*"')


@cache
def _truths() -> re.Pattern[str]:
    """A cell that says true or false, or is ticked: a table without names has some."""
    words = sorted({*statements.WORDS, *flags.YES}, key=len, reverse=True)
    apart = rf"[^\w{SIGNS}\n]*?"
    return re.compile(rf"[{SIGNS}\n]{apart}(?:{'|'.join(map(re.escape, words))})(?:\.0)?{apart}(?=[{SIGNS}\n]|\Z)")


def may_be_known(text: str) -> bool:
    """Whether a text may begin with names, or cells, by which a table is known: a quick look before a thorough one."""
    lines = f"\n{_first_lines(text)}"
    if _SEVERAL.search(lines) is None:
        return False
    plain = headings.without_accents(lines).casefold()
    return headings.may_ask(plain) or _CODES.search(lines) is not None or _truths().search(plain) is not None


def _first_lines(text: str) -> str:
    """Those of its first rows; a cell in quotes may have many."""
    found = _ROWS.match(text)
    return text if found is None or _QUOTED.search(text, 0, found.end()) else found[0]


def find(rows: Sequence[Row]) -> TableLayout | None:
    """By the first rows of a table."""
    found = next((layout for look in _PRODUCTS if (layout := look(rows))), None)
    if found is not None:
        return found
    header = headers.find(row for row in rows if row.number <= HEAD)
    if header is None:
        return listed.find(rows) or statements.find(rows)
    return TableLayout(header.product, header.known, partial(_read, header))


def _read(header: Header, assembly: Assembly, table: Table, progress: Progress) -> None:
    questions.read(assembly, table, header, progress)
