"""The layouts of tables that are known, the plainest first: which of them a table has."""

from collections.abc import Sequence
from functools import partial

from quizapp.formats.building.assembly import Assembly
from quizapp.formats.problems import Progress
from quizapp.formats.sheets import (
    blackboard,
    brightspace,
    chamilo,
    headers,
    kahoot_report,
    listed,
    questions,
    socrative,
    statements,
)
from quizapp.formats.sheets.headers import Header
from quizapp.formats.sheets.layouts import TableLayout
from quizapp.formats.sheets.table import HEAD, Row, Table

_PRODUCTS = (brightspace.find, chamilo.find, blackboard.find, kahoot_report.find, socrative.find)


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
