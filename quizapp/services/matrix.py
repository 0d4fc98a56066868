"""Readers by questions: of each reader one finished try, of each try what it made of every question."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.domain import matrix as rules
from quizapp.domain.banks import Bank
from quizapp.domain.matrix import Asking, Given, MatrixCell, MatrixColumn
from quizapp.domain.quizzes import Quiz
from quizapp.services import folding, samples
from quizapp.services.listings import A_PAGE, EVERY, UnknownPage
from quizapp.services.results import Score, changes_of, scored_by
from quizapp.services.samples import Sampled, Selection, bank_of
from quizapp.services.visits import Office
from quizapp.store import listings, matrix, quizzes, responses
from quizapp.store.matrix import RowsBy
from quizapp.store.tallies import Group

_OF_COLUMN = 500
"""Bytes, about, with what it takes to see a response as the bank shown has it."""
MOST_COLUMNS = 400
"""Questions side by side; of more, a part is shown at a time."""
MOST_CELLS = 12_000
"""Of one page: so it has fewer rows where it has many columns."""
MOST_NAMED = 500
"""Readers whose scores are listed on one sheet of paper after the other; of more, a file is better."""


@dataclass(frozen=True, slots=True)
class MatrixView:
    """How readers and questions stand, and which of them are on the page."""

    rows_by: RowsBy = RowsBy.SCORE
    falling: bool = True
    known_first: bool = False
    """Whether the questions stand from the best known; else as in the bank."""
    page: int = 1
    """Of the readers, from 1."""
    stretch: int = 1
    """Of the questions, from 1."""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One reader."""

    score: Score
    cells: tuple[MatrixCell, ...]
    """One for each column."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """One page of the readers, each with what they made of every question, or of a stretch of them."""

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
    """Those shown, of the attempts on all pages."""
    rows: tuple[MatrixRow, ...]
    before: int
    """How many rows are on the pages before."""
    pages: int
    stretches: int


def of_quiz(office: Office, slug: str, view: MatrixView, selection: Selection = EVERY) -> Matrix:
    """A page of the readers; the first is there even if nobody has finished.

    Raises UnknownQuiz, UnknownVersion, UnknownClass, UnknownPage.
    """
    quiz = quizzes.owned(office.db, slug, office.teacher)
    taken = samples.sampled(office, quiz, selection)
    whole = _whole(office, taken, quiz, view.rows_by, selection, falling=view.falling)
    finished, questions = len(whole.ids), len(whole.columns)
    a_page = min(A_PAGE, MOST_CELLS // max(1, min(questions, MOST_COLUMNS)))
    pages, stretches = _parts(finished, a_page), _parts(questions, MOST_COLUMNS)
    for part, parts in ((view.page, pages), (view.stretch, stretches)):
        if not 1 <= part <= parts:
            raise UnknownPage(part)
    before = (view.page - 1) * a_page
    columns = _columns(whole, view)
    return Matrix(
        quiz,
        whole.bank,
        selection,
        taken.versions,
        finished,
        taken.others(finished),
        columns,
        _rows(office, taken, whole, whole.ids[before : before + a_page], [one.place for one in columns]),
        before,
        pages,
        stretches,
    )


def _parts(count: int, most: int) -> int:
    return max(1, -(-count // most))


@dataclass(frozen=True, slots=True)
class _Whole:
    """What is the same on all pages."""

    bank: Bank
    ways: Mapping[Group, Asking]
    columns: tuple[MatrixColumn, ...]
    """In the bank's order."""
    ids: "array[int]"
    """Of the attempts, in their order."""


def _whole(
    office: Office, taken: Sampled, quiz: Quiz, rows_by: RowsBy, selection: Selection, *, falling: bool
) -> _Whole:
    """As it is now: made anew only if something has changed since it was."""

    def make() -> _Whole:
        counted, given, ids = _answered(office, taken, rows_by, falling=falling)
        bank = taken.bank(taken.shown(_by_key(counted)))
        ways = {
            (version_id, marked_by, places): Asking(taken.marked.of(version_id, marked_by), bank, places)
            for version_id, marked_by, places in counted
        }
        asked = ((ways[group], count, ways[group].right(given.get(group, {}))) for group, count in counted.items())
        return _Whole(bank, ways, rules.columns(len(bank.questions), asked), ids)

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
    taken = samples.sampled(office, quiz, selection)
    ids = matrix.ordered(office.db, taken.sample, RowsBy.NAME, falling=False)
    found = listings.attempts(office.db, ids[:MOST_NAMED])
    return [scored_by(one, taken.marked.of(one.version_id, one.marked_by), office.now).score for one in found]


def _answered(
    office: Office, taken: Sampled, rows_by: RowsBy, *, falling: bool
) -> tuple[Mapping[Group, int], Mapping[Group, Mapping[Given, int]], "array[int]"]:
    """How many were asked so, by group, how many of them gave each response, and the ids of all in their order."""
    db, sample, marked = office.db, taken.sample, taken.marked
    if taken.is_every_first_try and folding.is_kept(taken.groups, marked.of):
        (quiz_id,), version_id = sample.quiz_ids, sample.version_id
        fold = folding.looked(db, office.later, quiz_id, office.now, marked.of)
        cohorts = fold.summed(lambda group: bank_of(group, marked), version_id)
        counted = {group: len(cohort) for group, cohort in cohorts.items()}
        given = {group: one.picks(None if group[2] is None else sorted(group[2])) for group, one in cohorts.items()}
        if rows_by is RowsBy.SCORE:
            return counted, given, fold.by_score(sample.maxima, version_id, falling=falling)
        return counted, given, matrix.ordered(db, sample, rows_by, falling=falling)
    counted = dict(matrix.counted(db, sample))
    ids = matrix.ordered(db, sample, rows_by, falling=falling) if counted else array("q")
    return counted, matrix.picks(db, sample), ids


def _columns(whole: _Whole, view: MatrixView) -> tuple[MatrixColumn, ...]:
    ordered = rules.from_best_known(whole.columns) if view.known_first else whole.columns
    return tuple(ordered[(view.stretch - 1) * MOST_COLUMNS : view.stretch * MOST_COLUMNS])


def _rows(
    office: Office, taken: Sampled, whole: _Whole, ids: Sequence[int], places: Sequence[int]
) -> tuple[MatrixRow, ...]:
    found, picked = listings.attempts(office.db, ids), responses.picked(office.db, ids)
    seen: defaultdict[Group, dict[Given, MatrixCell]] = defaultdict(dict)
    rows = []
    for one in found:
        group = one.version_id, one.marked_by, one.subset
        score = scored_by(one, taken.marked.of(one.version_id, one.marked_by), office.now).score
        rows.append(MatrixRow(score, whole.ways[group].row(picked.get(one.id, {}), places, seen[group])))
    return tuple(rows)
