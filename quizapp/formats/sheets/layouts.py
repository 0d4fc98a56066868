"""How a table is laid out: a row for each question under names of columns, or as some program has it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from quizapp.formats.building.assembly import Assembly, Place
from quizapp.formats.problems import Progress
from quizapp.formats.sheets import guards
from quizapp.formats.sheets.table import LONGEST_SHOWN, Row, Table, place


@dataclass(frozen=True, slots=True)
class TableLayout:
    """A way to lay out questions in a table."""

    name: str
    """Whose it is, as teachers know it."""
    certainty: int
    """How many of its names are there: of two ways to divide a text into cells, the one with more of them is meant."""
    read: Callable[[Assembly, Table, Progress], None]


CERTAIN = 1_000
"""Of what no other table looks like."""
Find = Callable[[Sequence[Row]], TableLayout | None]
"""The layout of a table that begins so, if it is of some kind."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The rows of one question in a table that has a field a row: its name, then its values."""

    rows: Sequence[tuple[str, Row]]
    sheet: str = ""

    def all(self, *names: str) -> Iterator[Row]:
        return (row for name, row in self.rows if name in names)

    def row(self, name: str) -> Row | None:
        return next(self.all(name), None)

    def text(self, name: str, column: int = 2) -> str:
        row = self.row(name)
        return guards.undone(row.at(column)) if row else ""

    @property
    def place(self) -> Place:
        return self.at(self.rows[0][1])

    def at(self, row: Row | None, column: int = 1) -> Place:
        """Where a row stands, or the question, if there is none."""
        return place(row, column, self.sheet) if row else self.place


def grouped(table: Table, first: str, name_of: Callable[[Row], str]) -> Iterator[Fields]:
    """The fields of each question: those from one of that name to the next."""
    rows: list[tuple[str, Row]] = []
    for row in table.rows:
        name = name_of(row)
        if name == first and rows:
            yield Fields(rows, table.sheet)
            rows = []
        if name and (rows or name == first):
            rows.append((name, row))
    if rows:
        yield Fields(rows, table.sheet)


def shown(text: str) -> str:
    """A cell as it stands in a problem."""
    return " ".join(text.split())[:LONGEST_SHOWN]
