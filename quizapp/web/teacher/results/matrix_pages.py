"""What the template about readers by questions sees: a row for each reader, a column for each question."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from flask_babel import gettext as _

from quizapp.domain.matrix import MatrixCell, MatrixColumn
from quizapp.domain.quizzes import Quiz
from quizapp.domain.scoring import Outcome
from quizapp.domain.texts import plain
from quizapp.formats.problems import N_
from quizapp.services.matrix import Matrix, MatrixRow, MatrixView
from quizapp.store.classes import ClassSummary
from quizapp.store.matrix import RowsBy
from quizapp.web import words
from quizapp.web.errors import Unfit
from quizapp.web.pagers import Pager
from quizapp.web.teacher.heads import QuizHead
from quizapp.web.teacher.results import reader_pages, selections, verdicts
from quizapp.web.teacher.results.reader_pages import OTHER_WAY, UNNAMED, PartLink
from quizapp.web.teacher.results.selections import Addresses, FilterForm, FilterPlace

_NO_ORDER = N_("Readers stand by score or by name, questions from the best known on or in the order of the bank.")
_LONGEST_STEM = 160
"""Letters of a question that is named beside its number."""
_LOOKS: dict[Outcome | None, str] = {
    Outcome.RIGHT: "r",
    Outcome.PARTLY: "p",
    Outcome.WRONG: "w",
    Outcome.UNANSWERED: "n",
    None: "x",
}
"""As short as can be: a page has thousands."""


class ColumnsBy(StrEnum):
    KNOWN = "known"
    """From the question that most had right."""
    BANK = "bank"


@dataclass(frozen=True, slots=True)
class GridLook:
    """How readers by questions are looked at."""

    rows_by: RowsBy = RowsBy.SCORE
    other_way: bool = False
    """Whether rows stand the other way round than one usually wants them."""
    columns_by: ColumnsBy = ColumnsBy.KNOWN
    part: int = 1
    stretch: int = 1
    """Of the questions, where they are too many to stand side by side."""
    named: bool = True

    @property
    def falling(self) -> bool:
        return self.other_way is not (self.rows_by is RowsBy.SCORE)

    @property
    def view(self) -> MatrixView:
        known_first = self.columns_by is ColumnsBy.KNOWN
        return MatrixView(self.rows_by, self.falling, known_first, self.part, self.stretch)

    def with_names(self, named: bool) -> "GridLook":
        """Without them rows never stand by name: that order would give them away."""
        if named or self.rows_by is not RowsBy.NAME:
            return replace(self, named=named)
        return replace(self, named=False, rows_by=RowsBy.SCORE, other_way=False, part=1)

    @property
    def query(self) -> dict[str, str]:
        """What an address says of it: nothing of what is so anyway."""
        values: dict[str, str] = {}
        if self.rows_by is not RowsBy.SCORE or self.other_way:
            values["sort"] = f"{OTHER_WAY if self.other_way else ''}{self.rows_by}"
        if self.columns_by is not ColumnsBy.KNOWN:
            values["columns"] = self.columns_by
        if self.part > 1:
            values["part"] = str(self.part)
        if self.stretch > 1:
            values["questions"] = str(self.stretch)
        if not self.named:
            values["names"] = UNNAMED
        return values


def looking(args: Mapping[str, str]) -> GridLook:
    """What an address says of it. Raises Unfit."""
    given = {name: value for name, value in args.items() if value}
    sort, columns = given.get("sort", RowsBy.SCORE), given.get("columns", ColumnsBy.KNOWN)
    by = sort.removeprefix(OTHER_WAY)
    if by not in list(RowsBy) or columns not in list(ColumnsBy):
        raise Unfit(_NO_ORDER)
    look = GridLook(RowsBy(by), sort.startswith(OTHER_WAY), ColumnsBy(columns))
    shown = look.with_names(reader_pages.is_named(given))
    return replace(shown, part=reader_pages.part(given), stretch=reader_pages.part(given, "questions"))


@dataclass(frozen=True, slots=True)
class GridCell:
    look: str
    letters: str
    """Of the choices that were picked."""
    words: str


@dataclass(frozen=True, slots=True)
class GridRow:
    attempt: int
    number: int
    """Its place among all."""
    name: str
    score: Decimal
    maximum: Decimal
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class GridColumn:
    number: int
    stem: str
    page: str
    right: int
    asked: int


@dataclass(frozen=True, slots=True)
class GridSort:
    words: str
    address: str
    """Empty for names that are not shown."""
    way: str
    """As ARIA says it, of that by which rows are sorted; else empty."""


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """Readers by questions."""

    head: QuizHead
    list: str
    """Where the list of readers is."""
    by_name: GridSort
    by_score: GridSort
    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]
    asked: int
    """How many were asked each question; 0 where that differs."""
    maximum: Decimal | None
    """Of every score; None where that differs."""
    legend: tuple[GridCell, ...]
    """Of what there is."""
    known_first: bool
    other_columns: str
    """Where the questions stand in their other order."""
    patterned: bool
    """Whether rows and columns stand so that what is unlike the rest is seen."""
    named: bool
    other_names: str
    """Where the same page is with names, or without them."""
    parts: tuple[PartLink, ...]
    questions: int
    """How many there are, of which these columns may be a part."""
    stretches: tuple[PartLink, ...]
    finished: int
    basis: tuple[str, ...]
    filter: FilterForm
    template: ClassVar[str] = "teacher/results/matrix.html"

    @property
    def quiz(self) -> Quiz:
        return self.head.quiz


def matrix_page(
    found: Matrix, head: QuizHead, look: GridLook, addresses: Addresses, classes: Sequence[ClassSummary]
) -> MatrixPage:
    columns = tuple(_column(found, one, addresses) for one in found.columns)
    rows = tuple(_rows(found))
    asked, maxima = {one.asked for one in columns}, {one.maximum for one in rows}
    names = {} if look.named else {"names": UNNAMED}
    other_columns = ColumnsBy.BANK if look.columns_by is ColumnsBy.KNOWN else ColumnsBy.KNOWN
    return MatrixPage(
        head=head,
        list=addresses.readers(**names),
        by_name=_sort(_("Reader"), RowsBy.NAME, look, addresses),
        by_score=_sort(_("Score"), RowsBy.SCORE, look, addresses),
        columns=columns,
        rows=rows,
        asked=asked.pop() if len(asked) == 1 else 0,
        maximum=maxima.pop() if len(maxima) == 1 else None,
        legend=tuple(_legend(rows)),
        known_first=look.columns_by is ColumnsBy.KNOWN,
        other_columns=addresses.matrix(**replace(look, columns_by=other_columns, stretch=1).query),
        patterned=(look.rows_by, look.other_way, look.columns_by) == (RowsBy.SCORE, False, ColumnsBy.KNOWN),
        named=look.named,
        other_names=addresses.matrix(**look.with_names(not look.named).query),
        parts=tuple(
            PartLink(number, addresses.matrix(**replace(look, part=number).query), number == look.part)
            for number in Pager(look.part, found.pages).numbers
        ),
        questions=len(found.bank.questions),
        stretches=tuple(
            PartLink(number, addresses.matrix(**replace(look, stretch=number).query), number == look.stretch)
            for number in Pager(look.stretch, found.stretches).numbers
        ),
        finished=found.finished,
        basis=tuple(verdicts.rests_on(found.selection.tries, found.finished, found.others)),
        filter=_filter(found, look, addresses, classes),
    )


def _column(found: Matrix, one: MatrixColumn, addresses: Addresses) -> GridColumn:
    question = found.bank.questions[one.place]
    stem = " ".join(plain(question.stem).split())
    if len(stem) > _LONGEST_STEM:
        stem = f"{stem[:_LONGEST_STEM].rsplit(' ', 1)[0]}…"
    return GridColumn(one.place + 1, stem, addresses.question(question.id), one.right, one.asked)


def _rows(found: Matrix) -> Iterator[GridRow]:
    known: dict[MatrixCell, GridCell] = {}
    for number, row in enumerate(found.rows, start=found.before + 1):
        for cell in row.cells:
            if cell not in known:
                known[cell] = _cell(cell)
        yield _row(number, row, tuple(known[cell] for cell in row.cells))


def _row(number: int, row: MatrixRow, cells: tuple[GridCell, ...]) -> GridRow:
    score = row.score
    return GridRow(score.id, number, score.name, score.score, score.maximum, cells)


def _cell(cell: MatrixCell) -> GridCell:
    letters = "".join(words.letter(place) for place in sorted(cell.picked))
    return GridCell(_LOOKS[cell.outcome], letters, _said(cell.outcome))


def _said(outcome: Outcome | None) -> str:
    return _("not asked") if outcome is None else words.outcome(outcome)


def _legend(rows: Sequence[GridRow]) -> Iterator[GridCell]:
    """With a letter of each, as a cell has it."""
    seen = {cell.look for row in rows for cell in row.cells}
    letters = {Outcome.RIGHT: "A", Outcome.PARTLY: "B", Outcome.WRONG: "C"}
    for outcome, look in _LOOKS.items():
        if look in seen:
            yield GridCell(look, letters.get(outcome, "") if outcome else "", _said(outcome))


def _sort(said: str, by: RowsBy, look: GridLook, addresses: Addresses) -> GridSort:
    """A press on what rows are sorted by turns them round."""
    if by is RowsBy.NAME and not look.named:
        return GridSort(said, "", "")
    here = by is look.rows_by
    wanted = replace(look, rows_by=by, other_way=here and not look.other_way, part=1)
    way = ("descending" if look.falling else "ascending") if here else ""
    return GridSort(said, addresses.matrix(**wanted.query), way)


def _filter(found: Matrix, look: GridLook, addresses: Addresses, classes: Sequence[ClassSummary]) -> FilterForm:
    everything, kept = addresses.everything(), replace(look, part=1, stretch=1).query
    place = FilterPlace(everything.matrix(), everything.matrix(**kept), kept)
    return selections.form_on(place, addresses.asked, found.versions, classes)
