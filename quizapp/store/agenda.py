"""A teacher's quizzes by their times: those that are open, those to come, and those that have closed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, literal_column, or_, select
from sqlalchemy.orm import Session

from quizapp.domain.accounts import Teacher
from quizapp.domain.attempts import last_over
from quizapp.domain.quizzes import Phase, Quiz
from quizapp.store import quizzes
from quizapp.store.archive import QUIZ_IS_SHOWN
from quizapp.store.attempts import ended
from quizapp.store.tables import AttemptRow, ClassRow, MemberRow, ObjectionRow, QuizRow, VersionRow

IN_USE = timedelta(hours=12)
"""How long after it was begun an attempt that goes on says that its quiz is sat in."""

_quiz, _attempt, _version = QuizRow.__table__.c, AttemptRow.__table__.c, VersionRow.__table__.c
_closed_at = case(
    (~_quiz.begins_after_release, func.coalesce(_quiz.released_at, _quiz.closes_at)), else_=_quiz.closes_at
)
"""As `domain.quizzes.Quiz.closed_at` has it: from when its key is out, nobody begins."""
_class_name = select(ClassRow.name).where(ClassRow.id == _quiz.class_id).scalar_subquery()
_class_size = select(func.count()).where(MemberRow.class_id == _quiz.class_id).scalar_subquery()


@dataclass(frozen=True, slots=True)
class Handed:
    """A quiz with what tells it from another of the same bank."""

    quiz: Quiz
    class_name: str
    """Empty where it is for anybody."""
    expected: int
    """Readers of its class."""


@dataclass(frozen=True, slots=True)
class Present:
    """How many readers of a quiz are where."""

    begun: int = 0
    finished: int = 0
    """Who have ended an attempt, whether or not they have begun another."""


def part(
    db: Session,
    teacher: Teacher,
    phase: Phase,
    now: datetime,
    *,
    start: int,
    most: int,
    between: tuple[datetime, datetime] | None = None,
) -> tuple[Sequence[Handed], int]:
    """So many of those in a phase from one on, and how many there are; two statements.

    Of the open ones those first in which readers sit, then those that close soonest; of those to come the soonest, of
    the closed the last. `between` takes those alone that closed from one moment on, and before another.
    """
    conditions = [_mine(teacher), _in(phase, now)]
    if between is not None:
        conditions += [_closed_at >= between[0], _closed_at < between[1]]
    wanted = select(_quiz.id, func.count().over().label("in_all")).where(*conditions).order_by(*_order(phase, now))
    rows = db.execute(wanted.limit(most).offset(start)).all()
    found = _named(db, [row.id for row in rows])
    return [found[row.id] for row in rows], rows[0].in_all if rows else 0


def _mine(teacher: Teacher) -> Any:
    """Whether a quiz is one of a teacher's that is not put away."""
    return quizzes.owned_by(teacher) & QUIZ_IS_SHOWN


def _in(phase: Phase, now: datetime) -> ColumnElement[bool]:
    """As `domain.quizzes.Quiz.phase` has it; a simulated class is no quiz that closes."""
    match phase:
        case Phase.COMING:
            return and_(_quiz.opens_at > now, _is_open_then(now))
        case Phase.CLOSED:
            return and_(_closed_at <= now, quizzes.REAL)
        case _:
            begun = or_(_quiz.opens_at.is_(None), _quiz.opens_at <= now)
            return and_(begun, _is_open_then(now))


def _is_open_then(now: datetime) -> ColumnElement[bool]:
    return or_(_closed_at.is_(None), _closed_at > now)


def _order(phase: Phase, now: datetime) -> tuple[Any, ...]:
    if phase is Phase.COMING:
        return _quiz.opens_at, _quiz.id
    if phase is Phase.CLOSED:
        return _closed_at.desc(), _quiz.id.desc()
    sits = exists().where(
        _attempt.quiz_id == _quiz.id,
        # As the index has it: with the word as a value, which is planned for any, none would be used.
        _attempt.state == literal_column("'open'"),
        _attempt.started_at > now - IN_USE,
        or_(_attempt.deadline_at.is_(None), _attempt.deadline_at > last_over(now)),
    )
    sat_in = sits.correlate(QuizRow.__table__)
    never = _quiz.closes_at.is_(None)
    return case((sat_in, 0), else_=1), case((never, 1), else_=0), _quiz.closes_at, _quiz.id.desc()


def _named(db: Session, ids: Collection[int]) -> Mapping[int, Handed]:
    wanted = quizzes.QUIZZES.add_columns(_class_name.label("class_name"), _class_size.label("class_size"))
    rows = db.execute(wanted.where(_quiz.id.in_(ids)))
    return {row.id: Handed(quizzes.quiz_of(row), row.class_name or "", row.class_size) for row in rows}


def present(db: Session, quiz_ids: Collection[int], now: datetime) -> Mapping[int, Present]:
    """How many readers of some quizzes are where, by their row ids; one statement."""
    alone = case((_attempt.member_id.is_(None), _attempt.reader_id))
    members, others = func.count(_attempt.member_id.distinct()), func.count(alone.distinct())
    over = ended(now)
    rows = db.execute(
        select(_attempt.quiz_id, members + others, members.filter(over) + others.filter(over))
        .where(_attempt.quiz_id.in_(quiz_ids))
        .group_by(_attempt.quiz_id)
    )
    return {quiz_id: Present(begun, finished) for quiz_id, begun, finished in rows}


def closings(db: Session, teacher: Teacher, now: datetime) -> Sequence[datetime]:
    """When those that have closed did; one statement."""
    mine = _mine(teacher), _in(Phase.CLOSED, now)
    return list(db.scalars(select(_closed_at).where(*mine)))


# --- what waits for its teacher ---


@dataclass(frozen=True, slots=True)
class Pending:
    """Of something, at one quiz."""

    handed: Handed
    count: int


def marked_before(db: Session, teacher: Teacher, since: datetime, most: int) -> Sequence[Pending]:
    """Finished attempts that are marked by a version before one that marks otherwise and was published since then.

    By quiz, the largest first; two statements.
    """
    rekeyed = (
        select(_version.bank_id, func.max(_version.id).label("version_id"))
        .where(literal_column("rekeys"), _version.published_at >= since)
        .group_by(_version.bank_id)
        .subquery()
        .c
    )
    many = func.count().label("many")
    wanted = (
        select(_attempt.quiz_id, many)
        .join(QuizRow.__table__, _quiz.id == _attempt.quiz_id)
        .join_from(QuizRow.__table__, rekeyed.bank_id.table, rekeyed.bank_id == _quiz.bank_id)
        .where(_mine(teacher), quizzes.REAL, _attempt.finished_at.is_not(None))
        .where(func.coalesce(_attempt.marked_by, _attempt.version_id) < rekeyed.version_id)
        .group_by(_attempt.quiz_id)
        .order_by(many.desc(), _attempt.quiz_id)
        .limit(most)
    )
    return _counted(db, wanted)


def objected(db: Session, teacher: Teacher, most: int) -> Sequence[Pending]:
    """What readers hold against questions and nobody has settled, by quiz, the most first; two statements."""
    many = func.count().label("many")
    wanted = (
        select(_attempt.quiz_id, many)
        .join(ObjectionRow, ObjectionRow.attempt_id == _attempt.id)
        .join(QuizRow.__table__, _quiz.id == _attempt.quiz_id)
        .where(ObjectionRow.settled_at.is_(None), _mine(teacher), quizzes.REAL)
        .group_by(_attempt.quiz_id)
        .order_by(many.desc(), _attempt.quiz_id)
        .limit(most)
    )
    return _counted(db, wanted)


def _counted(db: Session, wanted: Any) -> Sequence[Pending]:
    rows = db.execute(wanted).all()
    found = _named(db, [row.quiz_id for row in rows])
    return [Pending(found[row.quiz_id], row.many) for row in rows]
