"""What the finished attempts at a quiz say of its questions and of the class."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy.orm import Session

from quizapp.domain.banks import Bank, UnknownQuestion
from quizapp.domain.compilations import tells_of_source
from quizapp.domain.quizzes import Quiz
from quizapp.domain.remarking import Markings
from quizapp.domain.statistics import passages, questions, scores, times
from quizapp.domain.statistics.alike import wholly_same
from quizapp.domain.statistics.passages import EarlierPassage
from quizapp.domain.statistics.questions import QuestionStatistics
from quizapp.domain.statistics.scores import ScoreStatistics
from quizapp.domain.statistics.signs import Sign, signs
from quizapp.domain.statistics.tallies import Counted, places
from quizapp.services import folding
from quizapp.services.samples import Sampled, Selection, View, bank_of, sample_of, view_of
from quizapp.services.visits import Office
from quizapp.store import quizzes, results, tallies
from quizapp.store.banks import Shelf
from quizapp.store.tallies import MOST_TIMED, Group, Sample, Timed

_OF_QUESTION, _OF_CHOICE = 1500, 700
"""What the figures of each take in memory, in bytes, about."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """What some finished attempts say."""

    quizzes: tuple[Quiz, ...]
    """Those that they are attempts at."""
    bank: Bank
    """The newest version among them, with the key that marks them now; where there are none, the newest of all.

    Of quizzes that ask only some of its questions, with those alone.
    """
    version: int
    """Its number."""
    selection: Selection
    versions: tuple[int, ...]
    """The numbers of those that have finished attempts, rising."""
    finished: int
    """How many attempts the figures rest on."""
    others: int
    """How many finished attempts are left out: other tries, at other versions, or at only what was missed."""
    scores: ScoreStatistics
    questions: tuple[QuestionStatistics, ...]
    """In the bank's order."""
    signs: tuple[Sign, ...]
    """What a teacher should look at, the weightiest first."""
    earlier: tuple[EarlierPassage, ...]
    """Of questions whose passage has changed, how they went before."""

    def place_of(self, id_: str) -> int:
        """Of the question of this id in the bank shown. Raises UnknownQuestion."""
        for place, one in enumerate(self.bank.questions):
            if one.id == id_:
                return place
        raise UnknownQuestion(id_)

    @property
    def quiz(self) -> Quiz:
        """Where there is but one."""
        (quiz,) = self.quizzes
        return quiz


@dataclass(frozen=True, slots=True)
class Found:
    statistics: Statistics
    cohorts: Sequence[Counted]
    sample: Sample


def of_quiz(office: Office, slug: str, selection: Selection | None = None, *, real: bool = False) -> Statistics:
    """Raises UnknownQuiz, where it has to be `real` also for a simulated class, UnknownVersion, UnknownClass."""
    quiz = quizzes.owned(office.db, slug, office.teacher, real=real)
    found, _ = remembered(office, (quiz,), quiz.bank_id, selection or Selection(), _of_one)
    return found


def of_any_quiz(db: Session, shelf: Shelf, quiz: Quiz, now: datetime) -> Statistics:
    """The same for whoever is known to be allowed: its teacher's errand, or whoever has the machine."""
    return worked_out(View(db, shelf, now), (quiz,), quiz.bank_id, Selection()).statistics


# --- what is remembered ---

Aside = TypeVar("Aside")


def remembered(
    office: Office,
    asked: tuple[Quiz, ...],
    bank_id: int,
    selection: Selection,
    make: Callable[[View, tuple[Quiz, ...], int, Selection], tuple[Statistics, Aside]],
) -> tuple[Statistics, Aside]:
    """As they are now: made anew only if an attempt, or what else they rest on, has changed since they were."""
    view, ids = view_of(office, selection), tuple(quiz.id for quiz in asked)
    found, aside = office.remembered.get(
        (make, bank_id, ids, selection),
        results.changes_of(office.db, ids, office.now),
        lambda: make(view, asked, bank_id, selection),
        lambda made: weight(made[0]),
    )
    return replace(found, quizzes=asked), aside


def _of_one(view: View, asked: tuple[Quiz, ...], bank_id: int, selection: Selection) -> tuple[Statistics, None]:
    return worked_out(view, asked, bank_id, selection).statistics, None


def weight(found: Statistics) -> int:
    """Bytes, about: the text of a bank is on the shelf, where it is marked by its own key."""
    return sum(_OF_QUESTION + _OF_CHOICE * len(one.choices) for one in found.questions)


# --- as they are worked out ---


def worked_out(
    view: View, asked: tuple[Quiz, ...], bank_id: int, selection: Selection, *, one_by_one: bool = False
) -> Found:
    """`one_by_one` reads the attempts even where what they sum up to is kept."""
    groups = tallies.finished(view.db, [quiz.id for quiz in asked], view.now)
    taken = sample_of(view, asked, bank_id, selection, groups)
    is_kept = not one_by_one and taken.is_every_first_try and folding.is_kept(groups, taken.marked.of)
    answered = _folded(view, taken) if is_kept else _read(view, taken)
    counted: Counter[tuple[int, int | None]] = Counter()
    for (version_id, marked_by, _), cohort in answered.cohorts.items():
        counted[version_id, marked_by] += len(cohort)
    shown = taken.shown(counted)
    bank, cohorts = taken.bank(shown), list(answered.cohorts.values())
    finished = sum(map(len, cohorts))
    each = questions.statistics_of(bank, cohorts, _seconds(bank, answered.timed, taken.marked))
    statistics = Statistics(
        quizzes=asked,
        bank=bank,
        version=taken.numbers[shown[0]],
        selection=selection,
        versions=taken.versions,
        finished=finished,
        others=taken.others(finished),
        scores=scores.statistics_of(bank, cohorts, lambda: answered.read(bank)),
        questions=each,
        signs=signs(each),
        earlier=passages.earlier(
            bank, ((taken.numbers[version], cohort) for (version, _, _), cohort in answered.cohorts.items())
        ),
    )
    return Found(statistics, cohorts, taken.sample)


@dataclass(frozen=True, slots=True)
class _Answered:
    """What some attempts answered."""

    cohorts: Mapping[Group, Counted]
    timed: Iterable[Timed]
    """The latest of those with feedback at once."""
    read: Callable[[Bank], Iterable[Counted]]
    """Reader by reader those that were asked what this bank asks."""


def _read(view: View, taken: Sampled) -> _Answered:
    # Of a compilation somebody may have been asked only what comes from other banks.
    cohorts = {
        group: cohort
        for group, cohort in tallies.cohorts(view.db, taken.sample, taken.marked.of).items()
        if group[0] not in taken.sources or tells_of_source(cohort.bank)
    }
    return _Answered(cohorts, tallies.times(view.db, taken.sample), lambda _: cohorts.values())


def _folded(view: View, taken: Sampled) -> _Answered:
    """What has changed is read, and everything is kept for whoever comes next."""
    sample, marked = taken.sample, taken.marked
    (quiz_id,), version_id = sample.quiz_ids, sample.version_id
    fold = folding.looked(view.db, view.later, quiz_id, view.now, marked.of)
    cohorts = fold.summed(lambda group: bank_of(group, marked), version_id)
    timed = tallies.times_of(view.db, fold.latest(MOST_TIMED, version_id))

    def read(bank: Bank) -> Iterable[Counted]:
        same = [group for group, cohort in cohorts.items() if wholly_same(cohort.bank, bank)]
        return tallies.cohorts(view.db, sample, marked.of, same).values()

    return _Answered(cohorts, timed, read)


def _seconds(bank: Bank, timed: Iterable[Timed], marked: Markings) -> Mapping[int, Sequence[float]] | None:
    """The times that answers to each question of this bank took; None where nobody had feedback at once."""
    found: dict[int, list[float]] | None = None
    shown_at: dict[int, Mapping[int, int]] = {}
    for one in timed:
        found = {} if found is None else found
        if one.version_id not in shown_at:
            shown_at[one.version_id] = places(marked.of(one.version_id, None), bank)
        for place, seconds in times.taken(one.answered):
            if (shown := shown_at[one.version_id].get(place)) is not None:
                found.setdefault(shown, []).append(seconds)
    return found
