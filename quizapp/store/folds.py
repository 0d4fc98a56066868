"""What first tries at a quiz sum up to, kept stretch by stretch of its attempts: what has changed alone is read anew.

A stretch is right by itself: it says of which attempts it tells, and as of when. So nothing has to be locked, a stretch
that is gone is only read again, and of two that overlap either will do.
"""

import base64
import json
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Text, case, cast, delete, func, insert, or_, select, union_all, update
from sqlalchemy.orm import Session

from quizapp.domain.attempts import FeedbackTime, State, last_over
from quizapp.domain.banks import Bank
from quizapp.domain.statistics.folded import Summand
from quizapp.domain.statistics.products import Products
from quizapp.domain.statistics.tallies import Given
from quizapp.store.attempts import ended
from quizapp.store.changes import Horizon
from quizapp.store.tables import AttemptRow, FoldRow, FoldSumsRow, QuizRow
from quizapp.store.tallies import AT_A_TIME, AnswerReading, Group, Sample, answers_of, chosen_of, group_of, passing

_attempt, _fold, _sums = AttemptRow.__table__.c, FoldRow.__table__.c, FoldSumsRow.__table__.c

LENGTH = 1000
"""First tries of a stretch: where one has changed so many are read, and for all others their sums."""

_FORMAT = 3
"""Another number for every other way of keeping it."""

Range = tuple[int, int]
"""The first and the last id of some attempts."""


class FoldNumbers:
    """A number of each first try, unpacked where it is wanted: mostly it is not."""

    __slots__ = ("_text", "_values")

    def __init__(self, text: str = "", values: "array[int] | None" = None) -> None:
        self._text, self._values = text, values

    @property
    def values(self) -> "array[int]":
        if self._values is None:
            self._values = array("q", base64.b64decode(self._text))
        return self._values

    @property
    def text(self) -> str:
        return self._text or base64.b64encode(self.values.tobytes()).decode()


@dataclass(frozen=True, slots=True)
class Summed:
    """First tries of a stretch that were asked and marked alike."""

    part: Summand
    first: int
    """The id of the first of them."""
    latest: int
    """When the one ended that ended last of those with feedback at once; else -1."""
    ids: FoldNumbers
    ended: FoldNumbers
    """Of each, when it ended, in microseconds since 1970, if its feedback was at once; else -1."""
    scores: FoldNumbers
    """Of each, in ten-millionths."""


@dataclass(frozen=True, slots=True)
class FoldStretch:
    """Of all attempts at a quiz from one to another those that are first tries."""

    first: int
    last: int
    below: int
    """All changes with a lower number are in it."""
    seen_at: datetime
    """The moment for which it says whose time is over."""
    groups: Mapping[Group, Summed]
    id: int = 0
    """0 where it is not kept yet."""

    def __len__(self) -> int:
        return sum(sum(one.part.scores.values()) for one in self.groups.values())

    def counts(self, attempt_id: int) -> bool:
        """Whether this attempt is one of them."""
        return any(attempt_id in one.ids.values for one in self.groups.values())


@dataclass(frozen=True, slots=True)
class Outlook:
    """How a quiz stands to whoever reads now."""

    revision: int
    below: int
    """The number of changes below which all are seen."""
    newest: int
    """The id of its newest attempt; 0 where there is none."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An attempt that has ended, of a reader of whom one has changed."""

    id: int
    changed: int
    deadline_at: datetime | None
    """Of one that has ended and is not closed."""
    counts: bool
    """Whether it is the reader's first try."""


def kept(db: Session, quiz_id: int) -> list[FoldStretch]:
    """By their attempts; they may overlap. One statement."""
    columns = _fold.first_attempt, _fold.last_attempt, _fold.below, _fold.seen_at, _sums.data, _fold.id
    wanted = select(*columns).join(FoldSumsRow.__table__, _sums.fold_id == _fold.id).where(_fold.quiz_id == quiz_id)
    rows = db.execute(wanted.order_by(_fold.first_attempt, _fold.id))
    found = []
    for first, last, below, seen_at, data, id_ in rows:
        if (groups := _unpacked(data)) is not None:
            found.append(FoldStretch(first, last, below, seen_at, groups, id_))
    return found


def standing(db: Session, quiz_id: int) -> Outlook:
    """One statement."""
    of_quiz = _attempt.quiz_id == quiz_id
    newest = select(func.coalesce(func.max(_attempt.changed), 0)).where(of_quiz).scalar_subquery()
    last = select(func.coalesce(func.max(_attempt.id), 0)).where(of_quiz).scalar_subquery()
    return Outlook(*db.execute(select(QuizRow.revision, Horizon(newest), last).where(QuizRow.id == quiz_id)).one())


def candidates(db: Session, sample: Sample, below: int, since: datetime) -> Sequence[Candidate]:
    """All ended attempts of readers of whom one has changed with this number or a higher one, or whose time was over
    since that moment; one statement.
    """
    of_quiz = _attempt.quiz_id.in_(sample.quiz_ids) & _attempt.whole
    changed = select(_attempt.member_id, _attempt.reader_id).where(
        of_quiz, _attempt.changed >= below, ended(sample.now)
    )
    over = select(_attempt.member_id, _attempt.reader_id).where(of_quiz, _ran_out(since, sample.now))
    deadline = case((_attempt.state == State.OPEN, _attempt.deadline_at)).label("deadline")
    more = _attempt.changed.label("changed"), deadline
    chosen = chosen_of(sample, *more, among=_of_readers(union_all(changed, over)))
    wanted = select(chosen.c.id, chosen.c.changed, chosen.c.deadline, chosen.c.rank == 1)
    return [Candidate(*row) for row in db.execute(wanted.order_by(chosen.c.id))]


def ran_out(db: Session, quiz_id: int, since: datetime, until: datetime) -> bool:
    """Whether the time of an attempt that nobody has closed was over between two moments; one statement."""
    wanted = select(_attempt.id).where(_attempt.quiz_id == quiz_id, _ran_out(since, until)).limit(1)
    return db.scalar(wanted) is not None


def _ran_out(since: datetime, until: datetime) -> ColumnElement[bool]:
    open_ = _attempt.state == State.OPEN
    return open_ & (_attempt.deadline_at > last_over(since)) & (_attempt.deadline_at <= last_over(until))


def _of_readers(those: Any) -> ColumnElement[bool]:
    """Whether an attempt is of one of these readers, given with the ids that members of a class have."""
    who = those.subquery()
    alone = _attempt.reader_id.in_(select(who.c.reader_id).where(who.c.member_id.is_(None)))
    # A sum is looked for by no index: most attempts have no member, few are of a reader.
    return _attempt.member_id.in_(select(who.c.member_id)) | ((_attempt.member_id + 0).is_(None) & alone)


def large(db: Session, fewest: int) -> Sequence[int]:
    """The ids of the quizzes with more attempts."""
    wanted = select(_attempt.quiz_id).group_by(_attempt.quiz_id).having(func.count() > fewest)
    return db.scalars(wanted.order_by(_attempt.quiz_id)).all()


# --- what is read ---


@dataclass(slots=True)
class _Read:
    """What is being read of a group."""

    reading: AnswerReading
    ids: "array[int]" = field(default_factory=lambda: array("q"))
    ended: "array[int]" = field(default_factory=lambda: array("q"))

    def add(self, id_: int, text: str, ended: int) -> None:
        self.reading.add(text)
        self.ids.append(id_)
        self.ended.append(ended)

    @property
    def summed(self) -> Summed:
        numbers = [FoldNumbers(values=values) for values in (self.ids, self.ended, self.reading.cohort.totals)]
        return Summed(Summand.of(self.reading.cohort), self.ids[0], max(self.ended), *numbers)


def read(
    db: Session,
    sample: Sample,
    ranges: Sequence[Range],
    below: int,
    bank_of: Callable[[int, int | None], Bank],
    *,
    every: bool,
) -> Iterator[FoldStretch]:
    """Stretches that together cover these ranges, which rise; one statement, read as it comes.

    `below` is the number of changes below which all are seen, `bank_of` as for `tallies.cohorts`; `every` is whether
    all attempts are in the ranges.
    """
    rows = _rows(db, sample, ranges, every=every)
    row = next(rows, None)
    for start, last in ranges:
        first = start
        while first <= last:
            groups: dict[Group, _Read] = {}
            count = 0
            while row is not None and row[0] <= last and count < LENGTH:
                id_, group, text, feedback, ended_at = row
                if group not in groups:
                    groups[group] = _Read(AnswerReading(bank_of(*group[:2]), group[2]))
                groups[group].add(id_, text, _microseconds(ended_at) if feedback == FeedbackTime.AT_ONCE else -1)
                count, row = count + 1, next(rows, None)
            end = last if row is None or row[0] > last else row[0] - 1
            yield FoldStretch(first, end, below, sample.now, {group: one.summed for group, one in groups.items()})
            first = end + 1


def _rows(
    db: Session, sample: Sample, ranges: Sequence[Range], *, every: bool
) -> Iterator[tuple[int, Group, str, str, str]]:
    """Each first try by its id: what it was asked, what it answered, its feedback, and its end, as a text."""

    def among(id_: Any) -> ColumnElement[bool]:
        return or_(*(id_.between(*one) for one in ranges))

    of_quiz = _attempt.quiz_id.in_(sample.quiz_ids)
    theirs = _of_readers(select(_attempt.member_id, _attempt.reader_id).where(of_quiz, among(_attempt.id)))
    chosen = chosen_of(sample, among=None if every else theirs)
    columns = cast(chosen.c.feedback, Text), cast(chosen.c.ended_at, Text)
    wanted: Any = select(chosen.c.id, *group_of(chosen), answers_of(chosen), *columns)
    wanted = wanted.where(*passing(chosen, sample), among(chosen.c.id)).order_by(chosen.c.id)
    for id_, version_id, marked_by, places, text, feedback, ended_at in db.execute(
        wanted, execution_options={"yield_per": AT_A_TIME}
    ):
        yield id_, (version_id, marked_by, places), text or "", feedback, ended_at


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _microseconds(text: str) -> int:
    """SQLite has no zones: there it is UTC."""
    at = datetime.fromisoformat(text)
    return ((at if at.tzinfo else at.replace(tzinfo=UTC)) - _EPOCH) // timedelta(microseconds=1)


# --- what is kept ---


def keep(
    db: Session, quiz_id: int, seen: Outlook, made: Sequence[FoldStretch], held: Sequence[FoldStretch], now: datetime
) -> None:
    """In the place of all others: what was made, and what was held and still is so, seen as it stood then.

    Unless an attempt has been deleted since: nothing is kept of it, whoever had read it before. Whoever deletes one
    meanwhile is waited for, where rows are locked, or waits: see `losses.note`.
    """
    revision = db.scalar(select(QuizRow.revision).where(QuizRow.id == quiz_id).with_for_update(read=True))
    if revision != seen.revision:
        return
    known = [one.id for one in held]
    db.execute(delete(FoldRow).where(FoldRow.quiz_id == quiz_id, FoldRow.id.not_in(known)))
    looked = FoldRow.id.in_(known) & (FoldRow.below <= seen.below)
    db.execute(update(FoldRow).where(looked).values(below=seen.below, seen_at=now))
    sums = []
    for one in made:
        values = {"quiz_id": quiz_id, "first_attempt": one.first, "last_attempt": one.last}
        new = insert(FoldRow).values(**values, below=one.below, seen_at=one.seen_at).returning(FoldRow.id)
        sums.append({"fold_id": db.execute(new).scalar_one(), "data": _packed(one.groups)})
    if sums:
        db.execute(insert(FoldSumsRow), sums)


def _packed(groups: Mapping[Group, Summed]) -> bytes:
    plain = [_FORMAT, *([group, *_plain(one)] for group, one in groups.items())]
    return zlib.compress(json.dumps(plain).encode(), 1)


def _plain(one: Summed) -> Iterable[Any]:
    part = one.part
    yield [[given.place, sorted(given.picked), given.mark] for given in part.given]
    yield [[score, count] for score, count in part.scores.items()]
    yield part.tallies
    products = part.products
    yield [products.width, products.alone, products.squares, [f"{row:x}" for row in products.rows]]
    yield [one.first, one.latest]
    yield [one.ids.text, one.ended.text, one.scores.text]


def _unpacked(data: bytes) -> Mapping[Group, Summed] | None:
    """None where another version of the program kept it."""
    found: dict[Group, Summed] = {}
    kind, *groups = json.loads(zlib.decompress(data))
    if kind != _FORMAT:
        return None
    for (version_id, marked_by, places), *plain in groups:
        found[version_id, marked_by, None if places is None else tuple(places)] = _summed(*plain)
    return found


def _summed(
    given: list[Any],
    counted: list[Any],
    tallies: list[Any],
    products: list[Any],
    ends: tuple[int, int],
    numbers: list[str],
) -> Summed:
    width, alone, squares, rows = products
    part = Summand(
        [Given(place, frozenset(picked), mark) for place, picked, mark in given],
        dict(counted),
        tallies,
        Products(width, alone, squares, tuple(int(row, 16) for row in rows)),
    )
    return Summed(part, *ends, *map(FoldNumbers, numbers))
