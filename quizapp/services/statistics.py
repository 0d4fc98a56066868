"""What the finished attempts at a quiz, or at all quizzes of a bank, say of its questions and of the class."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import TypeVar

from sqlalchemy.orm import Session

from quizapp.domain import banks as domain_banks
from quizapp.domain.banks import Bank, UnknownQuestion
from quizapp.domain.quizzes import Counts, Quiz, UnknownQuiz
from quizapp.domain.remarking import Markings
from quizapp.domain.statistics import contrasts, intervals, passages, questions, scores, times
from quizapp.domain.statistics.contrasts import Contrast, Overlap, SharedQuestion
from quizapp.domain.statistics.intervals import Figure
from quizapp.domain.statistics.passages import EarlierPassage
from quizapp.domain.statistics.questions import QuestionStatistics
from quizapp.domain.statistics.scores import ScoreStatistics
from quizapp.domain.statistics.signs import Sign, signs
from quizapp.domain.statistics.tallies import Cohort, places
from quizapp.services.markings import markings
from quizapp.services.visits import Office
from quizapp.store import banks, classes, quizzes, results, tallies
from quizapp.store.banks import BankSummary, Shelf, UnknownVersion, VersionSummary
from quizapp.store.tallies import FinishedGroup, Group, QuizShares, Sample, Timed

Maxima = Mapping[Group, Fraction]

_OF_QUESTION, _OF_CHOICE = 1500, 700
"""What the figures of each take in memory, in bytes, about."""
_OF_GROUP = 500


@dataclass(frozen=True, slots=True)
class Selection:
    """Which finished attempts: of each reader one try, by the rule, and of those the ones that pass every filter.

    So the first tries at one version leave out whoever had tried another before.
    """

    tries: Counts = Counts.FIRST
    version: int | None = None
    """Its number."""
    class_id: int | None = None
    since: datetime | None = None
    """Finished then, or later."""
    until: datetime | None = None
    """Finished before."""
    quizzes: frozenset[str] = frozenset()
    """Of all quizzes of a bank these alone, by their slugs; every one where none is named."""


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
class QuizMean:
    """What the attempts at one quiz of a bank have earned, of those that the figures of the bank rest on."""

    quiz: Quiz
    mean: Figure
    """The mean share of what each could earn."""


@dataclass(frozen=True, slots=True)
class BankStatistics:
    """What the attempts at all quizzes of a bank say that a teacher may read."""

    summary: BankSummary
    statistics: Statistics
    quizzes: tuple[QuizMean, ...]
    """All that the teacher has of the bank, newest first, those too that were not asked for."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two selections side by side, on the questions that both were asked."""

    one: Statistics
    other: Statistics
    shared: tuple[SharedQuestion, ...]
    """In the order of the first's bank."""
    overlap: Overlap
    means: Contrast
    """Of each, the mean share of what the shared questions give together."""


@dataclass(frozen=True, slots=True)
class _View:
    """Where it is read, and when."""

    db: Session
    shelf: Shelf
    now: datetime


@dataclass(frozen=True, slots=True)
class Sampled:
    """The attempts that a selection takes, before any of them is read."""

    sample: Sample
    groups: Sequence[FinishedGroup]
    """All that have ended, taken or not."""
    numbers: Mapping[int, int]
    """Of the versions of the bank, by their row ids, the newest first."""
    marked: Markings
    asks: frozenset[str]
    """The ids of the questions that the quizzes ask, where each asks only some; else none."""

    @property
    def versions(self) -> tuple[int, ...]:
        """The numbers of those that have finished attempts, rising."""
        return tuple(sorted({self.numbers[group.version_id] for group in self.groups}))

    def others(self, finished: int) -> int:
        """How many finished attempts are left out, where so many are taken."""
        return sum(group.count for group in self.groups) - finished

    def shown(self, counted: Mapping[tuple[int, int | None], int]) -> tuple[int, int | None]:
        """The newest version that was asked, and the key by which most of its attempts are marked.

        `counted` says how many attempts of each version and key are taken.
        """
        otherwise = self.sample.version_id or next(iter(self.numbers))
        if not counted:
            ended: Counter[tuple[int, int | None]] = Counter()
            for one in self.groups:
                if one.version_id == otherwise:
                    ended[one.version_id, one.marked_by] += one.count
            counted = ended
        return max(
            counted,
            key=lambda group: (self.numbers[group[0]], counted[group], self.numbers[group[1] or group[0]]),
            default=(otherwise, None),
        )

    def bank(self, shown: tuple[int, int | None]) -> Bank:
        """What the quizzes ask of this version by this key: all too, where none of what they ask is in it."""
        whole = self.marked.of(*shown)
        places = domain_banks.places_of(whole, self.asks)
        return domain_banks.only(whole, places) if places else whole


@dataclass(frozen=True, slots=True)
class _Found:
    statistics: Statistics
    cohorts: Sequence[Cohort]
    sample: Sample


def of_quiz(office: Office, slug: str, selection: Selection | None = None, *, real: bool = False) -> Statistics:
    """Raises UnknownQuiz, where it has to be `real` also for a simulated class, UnknownVersion, UnknownClass."""
    quiz = quizzes.owned(office.db, slug, office.teacher, real=real)
    found, _ = _remembered(office, (quiz,), quiz.bank_id, selection or Selection(), _of_one)
    return found


def of_any_quiz(db: Session, shelf: Shelf, quiz: Quiz, now: datetime) -> Statistics:
    """The same for whoever is known to be allowed: its teacher's errand, or whoever has the machine."""
    return _found(_View(db, shelf, now), (quiz,), quiz.bank_id, Selection()).statistics


def of_bank(office: Office, bank_id: int, selection: Selection | None = None) -> BankStatistics:
    """One try of each reader, at whichever quiz. Raises UnknownBank, UnknownQuiz, UnknownVersion, UnknownClass."""
    summary, selection = banks.summary(office.db, bank_id, office.teacher), selection or Selection()
    handed_out = tuple(quizzes.of_bank(office.db, bank_id, office.teacher))
    found, shares = _remembered(office, _wanted(handed_out, selection), bank_id, selection, _of_several)
    by_quiz = {one.quiz_id: _mean(one) for one in shares}
    means = [QuizMean(quiz, by_quiz.get(quiz.id, Figure(None, 0))) for quiz in handed_out]
    return BankStatistics(summary, found, tuple(means))


def compared_in_bank(office: Office, bank_id: int, one: Selection, other: Selection) -> Comparison:
    """Two selections side by side. Raises UnknownBank, UnknownQuiz, UnknownVersion, UnknownClass."""
    banks.summary(office.db, bank_id, office.teacher)
    handed_out = tuple(quizzes.of_bank(office.db, bank_id, office.teacher))
    views = [(_view(office, asked), _wanted(handed_out, asked), asked) for asked in (one, other)]
    ids = tuple(sorted({quiz.id for _, wanted, _ in views for quiz in wanted}))
    return office.remembered.get(
        ("compared", bank_id, ids, one, other),
        results.changes_of(office.db, ids, office.now),
        lambda: _compared(*(_found(view, wanted, bank_id, asked) for view, wanted, asked in views)),
        lambda found: _weight(found.one) + _weight(found.other),
    )


# --- what is remembered ---

Aside = TypeVar("Aside")


def _remembered(
    office: Office,
    asked: tuple[Quiz, ...],
    bank_id: int,
    selection: Selection,
    make: Callable[[_View, tuple[Quiz, ...], int, Selection], tuple[Statistics, Aside]],
) -> tuple[Statistics, Aside]:
    """As they are now: made anew only if an attempt, or what else they rest on, has changed since they were."""
    view, ids = _view(office, selection), tuple(quiz.id for quiz in asked)
    found, aside = office.remembered.get(
        (make, bank_id, ids, selection),
        results.changes_of(office.db, ids, office.now),
        lambda: make(view, asked, bank_id, selection),
        lambda made: _weight(made[0]),
    )
    return replace(found, quizzes=asked), aside


def _of_one(view: _View, asked: tuple[Quiz, ...], bank_id: int, selection: Selection) -> tuple[Statistics, None]:
    return _found(view, asked, bank_id, selection).statistics, None


def _of_several(
    view: _View, asked: tuple[Quiz, ...], bank_id: int, selection: Selection
) -> tuple[Statistics, Sequence[QuizShares]]:
    found = _found(view, asked, bank_id, selection)
    return found.statistics, tallies.shares(view.db, found.sample)


def _weight(found: Statistics) -> int:
    """Bytes, about: the text of a bank is on the shelf, where it is marked by its own key."""
    return sum(_OF_QUESTION + _OF_CHOICE * len(one.choices) for one in found.questions)


# --- what stands beside what ---


@dataclass(frozen=True, slots=True)
class Comparables:
    """What of a bank can be put side by side."""

    summary: BankSummary
    quizzes: tuple[Quiz, ...]
    """Newest first."""
    versions: tuple[int, ...]
    """The numbers of those that have finished attempts, newest first."""


def comparables(office: Office, bank_id: int) -> Comparables:
    """Raises UnknownBank."""
    summary = banks.summary(office.db, bank_id, office.teacher)
    handed_out = tuple(quizzes.of_bank(office.db, bank_id, office.teacher))
    numbers = {one.id: one.number for one in banks.versions(office.db, bank_id)}
    groups = tallies.finished(office.db, [quiz.id for quiz in handed_out], office.now)
    versions = sorted({numbers[group.version_id] for group in groups}, reverse=True)
    return Comparables(summary, handed_out, tuple(versions))


def _wanted(handed_out: tuple[Quiz, ...], selection: Selection) -> tuple[Quiz, ...]:
    """Raises UnknownQuiz, for another's as for one of another bank."""
    if unknown := selection.quizzes - {quiz.slug for quiz in handed_out}:
        raise UnknownQuiz(min(unknown))
    return tuple(quiz for quiz in handed_out if not selection.quizzes or quiz.slug in selection.quizzes)


def _mean(one: QuizShares) -> Figure:
    return intervals.mean_of_shares(one.mean, one.squares, one.count, one.least)


def _compared(one: _Found, other: _Found) -> Comparison:
    common = contrasts.overlap(one.statistics.bank, other.statistics.bank)
    here, there = [at for at, _, _ in common.shared], [at for _, at, _ in common.shared]
    return Comparison(
        one.statistics,
        other.statistics,
        tuple(
            SharedQuestion(one.statistics.questions[at], other.statistics.questions[to], same)
            for at, to, same in common.shared
        ),
        common,
        Contrast(
            scores.share_of(one.statistics.bank, one.cohorts, here),
            scores.share_of(other.statistics.bank, other.cohorts, there),
        ),
    )


def _view(office: Office, selection: Selection | None) -> _View:
    """Of classes a teacher may ask for their own. Raises UnknownClass."""
    if selection is not None and selection.class_id is not None:
        classes.owned(office.db, selection.class_id, office.teacher.id)
    return _View(office.db, office.shelf, office.now)


def _found(view: _View, asked: tuple[Quiz, ...], bank_id: int, selection: Selection) -> _Found:
    groups = tallies.finished(view.db, [quiz.id for quiz in asked], view.now)
    taken = _sampled(view, asked, bank_id, selection, groups)
    marked, sample = taken.marked, taken.sample
    read = tallies.cohorts(view.db, sample, marked.of)
    counted: Counter[tuple[int, int | None]] = Counter()
    for (version_id, marked_by, _), cohort in read.items():
        counted[version_id, marked_by] += len(cohort)
    shown = taken.shown(counted)
    bank, cohorts = taken.bank(shown), list(read.values())
    finished = sum(map(len, cohorts))
    each = questions.statistics_of(bank, cohorts, _seconds(bank, tallies.times(view.db, sample), marked))
    statistics = Statistics(
        quizzes=asked,
        bank=bank,
        version=taken.numbers[shown[0]],
        selection=selection,
        versions=taken.versions,
        finished=finished,
        others=taken.others(finished),
        scores=scores.statistics_of(bank, cohorts),
        questions=each,
        signs=signs(each),
        earlier=passages.earlier(bank, ((taken.numbers[version], cohort) for (version, _, _), cohort in read.items())),
    )
    return _Found(statistics, cohorts, sample)


def sampled(office: Office, quiz: Quiz, selection: Selection) -> Sampled:
    """For whoever shows the attempts at a quiz one by one. Raises UnknownVersion, UnknownClass."""
    groups = office.remembered.get(
        ("ended", quiz.id),
        results.changes_of(office.db, [quiz.id], office.now),
        lambda: tallies.finished(office.db, [quiz.id], office.now),
        lambda found: _OF_GROUP * len(found),
    )
    return _sampled(_view(office, selection), (quiz,), quiz.bank_id, selection, groups)


def _sampled(
    view: _View, asked: Sequence[Quiz], bank_id: int, selection: Selection, groups: Sequence[FinishedGroup]
) -> Sampled:
    """Of all groups that have ended."""
    marked, versions = markings(view.db, view.shelf), banks.versions(view.db, bank_id)
    sample = _sample(view, selection, asked, versions, _maxima(groups, marked))
    return Sampled(sample, groups, {version.id: version.number for version in versions}, marked, _asks(view, asked))


def _asks(view: _View, asked: Sequence[Quiz]) -> frozenset[str]:
    """None where one of them asks all."""
    if not all(quiz.asks_some for quiz in asked):
        return frozenset()
    return frozenset[str]().union(*quizzes.asks(view.db, [quiz.id for quiz in asked]).values())


def _sample(
    view: _View, selection: Selection, asked: Sequence[Quiz], versions: Sequence[VersionSummary], maxima: Maxima
) -> Sample:
    ids = {version.number: version.id for version in versions}
    if selection.version is not None and selection.version not in ids:
        raise UnknownVersion(selection.version)
    return Sample(
        quiz_ids=[quiz.id for quiz in asked],
        now=view.now,
        counts=selection.tries,
        maxima=maxima,
        version_id=None if selection.version is None else ids[selection.version],
        class_id=selection.class_id,
        since=selection.since,
        until=selection.until,
    )


def _maxima(groups: Iterable[FinishedGroup], marked: Markings) -> Maxima:
    return {one.group: _bank_of(one.group, marked).maximum for one in groups}


def _bank_of(group: Group, marked: Markings) -> Bank:
    version_id, marked_by, places = group
    bank = marked.of(version_id, marked_by)
    return bank if places is None else domain_banks.only(bank, sorted(places))


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
