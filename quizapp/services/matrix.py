"""Readers by questions: of each reader one finished try, of each try what it made of every question."""

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizapp.domain import matrix as rules
from quizapp.domain.banks import Bank
from quizapp.domain.matrix import Asking, MatrixCell, MatrixColumn
from quizapp.domain.quizzes import Quiz
from quizapp.services import statistics
from quizapp.services.listings import A_PAGE, EVERY, UnknownPage
from quizapp.services.results import Score, changes_of, scored_by
from quizapp.services.statistics import Sampled, Selection
from quizapp.services.visits import Office
from quizapp.store import listings, matrix, quizzes, responses
from quizapp.store.matrix import RowsBy
from quizapp.store.tallies import Group

_OF_COLUMN = 500
"""Bytes, about, with what it takes to see a response as the bank shown has it."""
MOST_NAMED = 500
"""Readers whose scores are listed on one sheet of paper after the other; of more, a file is better."""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One reader."""

    score: Score
    cells: tuple[MatrixCell, ...]
    """Question by question, in the bank's order."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """One page of the readers, each with what they made of every question."""

    quiz: Quiz
    bank: Bank
    """The newest version among the attempts, with the key that marks them now, as in the statistics."""
    selection: Selection
    versions: tuple[int, ...]
    """The numbers of those that have finished attempts, rising."""
    finished: int
    """How many attempts it has, on all pages."""
    others: int
    """How many finished attempts are left out."""
    columns: tuple[MatrixColumn, ...]
    """Of the attempts on all pages, in the bank's order."""
    rows: tuple[MatrixRow, ...]
    pages: int


def of_quiz(
    office: Office, slug: str, rows_by: RowsBy, page: int, selection: Selection = EVERY, *, falling: bool
) -> Matrix:
    """A page of the readers, from 1; the first is there even if nobody has finished.

    Raises UnknownQuiz, UnknownVersion, UnknownClass, UnknownPage.
    """
    quiz = quizzes.owned(office.db, slug, office.teacher)
    taken = statistics.sampled(office, quiz, selection)
    whole = _whole(office, taken, quiz, rows_by, selection, falling=falling)
    finished = len(whole.ids)
    pages = max(1, -(-finished // A_PAGE))
    if not 1 <= page <= pages:
        raise UnknownPage(page)
    return Matrix(
        quiz,
        whole.bank,
        selection,
        taken.versions,
        finished,
        taken.others(finished),
        whole.columns,
        _rows(office, taken, whole, whole.ids[(page - 1) * A_PAGE : page * A_PAGE]),
        pages,
    )


@dataclass(frozen=True, slots=True)
class _Whole:
    """What is the same on all pages."""

    bank: Bank
    ways: Mapping[Group, Asking]
    columns: tuple[MatrixColumn, ...]
    ids: "array[int]"
    """Of the attempts, in their order."""


def _whole(
    office: Office, taken: Sampled, quiz: Quiz, rows_by: RowsBy, selection: Selection, *, falling: bool
) -> _Whole:
    """As it is now: made anew only if something has changed since it was."""

    def make() -> _Whole:
        counted = matrix.counted(office.db, taken.sample)
        bank = taken.bank(taken.shown(_by_key(counted)))
        ways = {
            (version_id, marked_by, places): Asking(taken.marked.of(version_id, marked_by), bank, places)
            for version_id, marked_by, places in counted
        }
        columns = rules.columns(len(bank.questions), _askings(office, taken, counted, ways))
        ids = matrix.ordered(office.db, taken.sample, rows_by, falling=falling) if counted else array("q")
        return _Whole(bank, ways, columns, ids)

    return office.remembered.get(
        ("matrix", quiz.id, rows_by, falling, selection),
        changes_of(office, [quiz.id]),
        make,
        lambda found: _OF_COLUMN * len(found.columns) + found.ids.itemsize * len(found.ids),
    )


def _by_key(counted: Mapping[Group, int]) -> Mapping[tuple[int, int | None], int]:
    found: Counter[tuple[int, int | None]] = Counter()
    for (version_id, marked_by, _), count in counted.items():
        found[version_id, marked_by] += count
    return found


def scores(office: Office, slug: str, selection: Selection = EVERY) -> Sequence[Score]:
    """What each reader of the same attempts has, by name: the first of them, where they are too many for paper.

    Raises UnknownQuiz, UnknownVersion, UnknownClass.
    """
    quiz = quizzes.owned(office.db, slug, office.teacher)
    taken = statistics.sampled(office, quiz, selection)
    ids = matrix.ordered(office.db, taken.sample, RowsBy.NAME, falling=False)
    found = listings.attempts(office.db, ids[:MOST_NAMED])
    return [scored_by(one, taken.marked.of(one.version_id, one.marked_by), office.now).score for one in found]


def _askings(
    office: Office, taken: Sampled, counted: Mapping[Group, int], ways: Mapping[Group, Asking]
) -> Iterator[tuple[Asking, int, Mapping[int, int]]]:
    """Of each way of asking, how many were asked so, and how many of them have each question right."""
    given = matrix.picks(office.db, taken.sample)
    for group, count in counted.items():
        yield ways[group], count, ways[group].right(given.get(group, {}))


def _rows(office: Office, taken: Sampled, whole: _Whole, ids: Sequence[int]) -> tuple[MatrixRow, ...]:
    found, picked = listings.attempts(office.db, ids), responses.picked(office.db, ids)
    return tuple(
        MatrixRow(
            scored_by(one, taken.marked.of(one.version_id, one.marked_by), office.now).score,
            whole.ways[one.version_id, one.marked_by, one.subset].row(picked.get(one.id, {})),
        )
        for one in found
    )
