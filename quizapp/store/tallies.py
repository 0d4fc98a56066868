"""The finished attempts that statistics rest on, and what they answered: read in a few statements, in little room."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Float,
    Subquery,
    Text,
    and_,
    case,
    cast,
    false,
    func,
    literal,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session

from quizapp.domain import banks
from quizapp.domain.attempts import FeedbackTime
from quizapp.domain.banks import Bank
from quizapp.domain.quizzes import Counts
from quizapp.domain.scoring import PLACES
from quizapp.domain.statistics.tallies import Cohort, Given
from quizapp.store.attempts import ended, ended_at
from quizapp.store.tables import AttemptRow, MemberRow, ResponseRow

_attempt, _response = AttemptRow.__table__.c, ResponseRow.__table__.c

BETWEEN, WITHIN = ";", "|"
"""What stands between responses that are read as one text, and inside each."""
AT_A_TIME = 200
"""Attempts that are held as rows while they are read."""
MOST_TIMED = 500
"""The latest attempts whose times are read."""


Group = tuple[int, int | None, tuple[int, ...] | None]
"""What attempts are at that were asked and marked alike: a version, another whose key marks them, which questions."""


@dataclass(frozen=True, slots=True)
class FinishedGroup:
    """How many attempts that were asked and marked alike have ended.

    Those at only what was missed stand among those at all questions.
    """

    version_id: int
    marked_by: int | None
    """None where that is the version itself."""
    places: tuple[int, ...] | None
    """Of the questions that their quiz asked, when not all."""
    count: int

    @property
    def group(self) -> "Group":
        return self.version_id, self.marked_by, self.places


@dataclass(frozen=True, slots=True)
class Sample:
    """Which of the finished attempts at some quizzes: of each reader one that asked all its quiz asks, or none."""

    quiz_ids: Collection[int]
    now: datetime
    counts: Counts
    """Which it is, of all that the reader has; the others leave out those that it is not."""
    maxima: Mapping[Group, Fraction] = field(default_factory=dict)
    """Of each group: for the best."""
    in_part: Collection[int] = ()
    """The ids of those quizzes that ask of several banks: a try at another stands before one at these."""
    version_id: int | None = None
    class_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    """Not this moment itself."""


@dataclass(frozen=True, slots=True)
class QuizShares:
    """Of the attempts of a sample those at one quiz: their scores as shares of what each could earn."""

    quiz_id: int
    count: int
    mean: float
    squares: float
    """The sum of the squares."""
    least: float


@dataclass(frozen=True, slots=True)
class Timed:
    """When the questions of an attempt were answered for good."""

    version_id: int
    answered: Sequence[tuple[float, int]]
    """In seconds since its start, with the place of the question."""


def finished(db: Session, quiz_ids: Collection[int], now: datetime) -> Sequence[FinishedGroup]:
    """One statement."""
    asked = case((_attempt.whole, _attempt.subset))
    of_group = _attempt.version_id, _attempt.marked_by, asked
    rows = db.execute(
        select(*of_group, func.count())
        .where(_attempt.quiz_id.in_(quiz_ids), ended(now))
        .group_by(*of_group)
        .order_by(*of_group)
    )
    return [FinishedGroup(*row) for row in rows]


def cohorts(
    db: Session,
    sample: Sample,
    bank_of: Callable[[int, int | None], Bank],
    groups: Collection[Group] | None = None,
) -> Mapping[Group, Cohort]:
    """The attempts of a sample with what they answered, by group; one statement, read as it comes.

    `bank_of` gives the bank of a version (by its row id) with the key of another, or its own (None). Where `groups` are
    named, of these alone.
    """
    chosen = chosen_of(sample)
    found: dict[Group, AnswerReading] = {}
    wanted: Any = select(*group_of(chosen), answers_of(chosen)).where(*passing(chosen, sample))
    if groups is not None:
        wanted = wanted.where(or_(false(), *(_is_of(chosen.c, group) for group in groups)))
    for version_id, marked_by, places, text in db.execute(
        wanted.order_by(chosen.c.id), execution_options={"yield_per": AT_A_TIME}
    ):
        group = version_id, marked_by, places
        if group not in found:
            found[group] = AnswerReading(bank_of(version_id, marked_by), places)
        found[group].add(text or "")
    return {group: reading.cohort for group, reading in found.items()}


def group_of(chosen: Subquery) -> Any:
    """A Group, of the ranked attempts."""
    return chosen.c.version_id, chosen.c.marked_by, chosen.c.subset


def answers_of(chosen: Subquery) -> Any:
    """What each of the ranked attempts answered, as a AnswerReading reads it."""
    columns = cast(_response.place, Text), type_coerce(_response.picked, Text), cast(_response.mark, Text)
    return joined(chosen.c.id, *columns)


class AnswerReading(dict[str, int]):
    """The numbers of the responses of a cohort by how the database writes them, each read once."""

    def __init__(self, bank: Bank, places: tuple[int, ...] | None) -> None:
        super().__init__()
        asked = range(len(bank.questions)) if places is None else sorted(places)
        self.cohort = Cohort(bank if places is None else banks.only(bank, asked))
        self._at = {place: at for at, place in enumerate(asked)}

    def __missing__(self, text: str) -> int:
        place, picked, mark = text.split(WITHIN)
        given = Given(
            self._at[int(place)], frozenset(map(int, picked.split(","))) if picked else frozenset(), int(mark)
        )
        self[text] = number = self.cohort.number(given)
        return number

    def add(self, text: str) -> None:
        self.cohort.add([self[one] for one in text.split(BETWEEN)] if text else [])


def times(db: Session, sample: Sample, most: int = MOST_TIMED) -> Iterator[Timed]:
    """When the latest attempts of a sample were answered, of those with feedback at once; one statement.

    There the first answer is final, so the time that is kept with it is when it was given.
    """
    chosen = chosen_of(sample)
    latest = (
        select(chosen.c.id, chosen.c.version_id, chosen.c.started_at)
        .where(*passing(chosen, sample), chosen.c.feedback == FeedbackTime.AT_ONCE)
        .order_by(chosen.c.ended_at.desc(), chosen.c.id.desc())
        .limit(most)
        .subquery()
    )
    return _timed(db, select(latest.c.version_id, latest.c.started_at, latest.c.id).subquery())


def times_of(db: Session, attempt_ids: Collection[int]) -> Iterator[Timed]:
    """The same of these attempts."""
    wanted = select(_attempt.version_id, _attempt.started_at, _attempt.id).where(_attempt.id.in_(attempt_ids))
    return _timed(db, wanted.subquery())


def _timed(db: Session, attempts: Subquery) -> Iterator[Timed]:
    answered = joined(attempts.c.id, cast(_response.place, Text), cast(_response.responded_at, Text))
    # As texts too, which are parsed in a third of the time; either both have a zone or none has.
    wanted = select(attempts.c.version_id, cast(attempts.c.started_at, Text), answered).order_by(attempts.c.id)
    for version_id, started_at, text in db.execute(wanted, execution_options={"yield_per": AT_A_TIME}):
        begun = datetime.fromisoformat(started_at)
        parts = [one.split(WITHIN) for one in text.split(BETWEEN)] if text else []
        yield Timed(
            version_id, [((datetime.fromisoformat(at) - begun).total_seconds(), int(place)) for place, at in parts]
        )


def shares(db: Session, sample: Sample) -> Sequence[QuizShares]:
    """By quiz; one statement. `maxima` has every version, as it is marked, of which there are finished attempts."""
    if not sample.maxima:
        return []
    chosen = chosen_of(sample, share_of(sample.maxima).label("share"))
    share = chosen.c.share
    wanted = select(chosen.c.quiz_id, func.count(), func.avg(share), func.sum(share * share), func.min(share))
    rows = db.execute(wanted.where(*passing(chosen, sample)).group_by(chosen.c.quiz_id).order_by(chosen.c.quiz_id))
    return [QuizShares(*row) for row in rows]


def joined(attempt_id: ColumnElement[int], first: ColumnElement[str], *others: ColumnElement[str]) -> Any:
    """The responses of an attempt as one text: a row for each would take three times as long."""
    for other in others:
        first = first + WITHIN + other
    joined = func.aggregate_strings(first, BETWEEN)
    return select(joined).where(_response.attempt_id == attempt_id).scalar_subquery()


def passing(chosen: Subquery, sample: Sample) -> Iterator[ColumnElement[bool]]:
    """Which of the ranked attempts are of the sample."""
    yield chosen.c.rank == 1
    if sample.version_id is not None:
        yield chosen.c.version_id == sample.version_id
    if sample.class_id is not None:
        yield chosen.c.member_id.in_(select(MemberRow.id).where(MemberRow.class_id == sample.class_id))
    if sample.since is not None:
        yield chosen.c.ended_at >= sample.since
    if sample.until is not None:
        yield chosen.c.ended_at < sample.until


def chosen_of(sample: Sample, *more: ColumnElement[Any], among: ColumnElement[bool] | None = None) -> Subquery:
    """Every finished attempt that asked all its quiz asks, ranked among its reader's: `statistics.tries.counting`.

    `among` is a condition that all attempts of a reader meet, or none.

    Of several quizzes, one that asked the whole bank stands before any that asked only some of it.
    """
    when = ended_at()
    earliest = [when, _attempt.id]
    match sample.counts:
        case Counts.FIRST:
            order = earliest
        case Counts.LAST:
            order = [one.desc() for one in earliest]
        case Counts.BEST:
            # Where nothing has been finished there is no maximum, and none is the best.
            order = [share_of(sample.maxima).desc(), *earliest] if sample.maxima else earliest
    reader = case((_attempt.member_id.is_(None), _attempt.reader_id))
    if len(sample.quiz_ids) > 1:
        order = [_attempt.quiz_id.in_(sample.in_part), _attempt.subset.is_not(None), *order]
    rank = func.row_number().over(partition_by=(_attempt.member_id, reader), order_by=order)
    of_quizzes: ColumnElement[bool] = _attempt.quiz_id.in_(sample.quiz_ids)
    if among is not None:  # A sum is looked for by no index: so the attempts are found by their readers, who are few.
        of_quizzes = (_attempt.quiz_id + 0).in_(sample.quiz_ids) & among
    columns = ("id", "quiz_id", "version_id", "marked_by", "subset", "member_id", "started_at", "feedback")
    return (
        select(*(_attempt[name] for name in columns), when.label("ended_at"), rank.label("rank"), *more)
        .where(of_quizzes, _attempt.whole, ended(sample.now))
        .subquery()
    )


def share_of(maxima: Mapping[Group, Fraction]) -> ColumnElement[float]:
    """Score ÷ maximum of an attempt: equal shares of whole marks are equal numbers, for division rounds both alike."""
    score = select(func.coalesce(func.sum(type_coerce(_response.mark, BigInteger)), 0))
    # Where questions are drawn there are as many groups as attempts, which have one maximum: each is named once.
    alike: dict[tuple[int, int | None, Fraction], list[tuple[int, ...] | None]] = {}
    for (version_id, marked_by, places), maximum in maxima.items():
        alike.setdefault((version_id, marked_by, maximum), []).append(places)
    of_group = [
        (_asked_one_of(_attempt, version_id, marked_by, some), literal(float(maximum / Fraction(PLACES)), Float(53)))
        for (version_id, marked_by, maximum), some in alike.items()
    ]
    of_attempt = score.where(_response.attempt_id == _attempt.id).scalar_subquery()
    return cast(of_attempt, Float(53)) / case(*of_group)


def _is_of(attempt: Any, group: Group) -> ColumnElement[bool]:
    """Whether an attempt, given by its columns, is of a group."""
    version_id, marked_by, places = group
    return _asked_one_of(attempt, version_id, marked_by, [places])


def _asked_one_of(
    attempt: Any, version_id: int, marked_by: int | None, subsets: Sequence[tuple[int, ...] | None]
) -> ColumnElement[bool]:
    """Whether it was asked one of these sets of questions, None being all of them."""
    some = [places for places in subsets if places is not None]
    asked = [attempt.subset.in_(some)] if some else []
    if len(some) < len(subsets):
        asked.append(attempt.subset.is_(None))
    return and_(attempt.version_id == version_id, attempt.marked_by.is_not_distinct_from(marked_by), or_(*asked))
