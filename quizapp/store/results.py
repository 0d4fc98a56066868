"""Who scored what, and whether that has changed."""

import hashlib
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, case, func, literal_column, or_, select
from sqlalchemy.orm import Session

from quizapp.domain.accounts import Teacher
from quizapp.domain.attempts import last_over
from quizapp.domain.changes import ChangeState, Sighting
from quizapp.domain.quizzes import UnknownQuiz
from quizapp.store.attempts import ended
from quizapp.store.banks import UnknownBank, visible_to
from quizapp.store.changes import Horizon
from quizapp.store.quizzes import NEWEST_VERSION, REAL, asks_from, owned_by
from quizapp.store.tables import AttemptRow, BankRow, ClassRow, DeletedRow, ErasureRow, QuizRow, ResponseRow, VersionRow

_quiz, _attempt, _class = QuizRow.__table__.c, AttemptRow.__table__.c, ClassRow.__table__.c
_bank, _version = BankRow.__table__.c, VersionRow.__table__.c
_NEWEST_CHANGE = (
    select(func.coalesce(func.max(_attempt.changed), 0))
    .where(_attempt.quiz_id == _quiz.id)
    .correlate(QuizRow.__table__)
    .scalar_subquery()
)
_LAST_OVER = (
    select(func.max(_attempt.deadline_at))
    # As the index has it: with the word as a value, which is planned for any, none would be used.
    .where(_attempt.quiz_id == _quiz.id, _attempt.state == literal_column("'open'"))
    .where(_attempt.deadline_at <= bindparam("over"))
    .correlate(QuizRow.__table__)
    .scalar_subquery()
)
_SEEN = (
    _quiz.id,
    _NEWEST_CHANGE.label("newest"),
    Horizon(_NEWEST_CHANGE).label("horizon"),
    # An id alone may have been another quiz's, whose changes were as many.
    _quiz.slug,
    _quiz.created_at,
    _quiz.revision,
    _quiz.opens_at <= bindparam("now"),
    _quiz.closes_at <= bindparam("now"),
    _quiz.closes_at <= bindparam("over"),
    _LAST_OVER,
    NEWEST_VERSION,
    _class.used_at,
)
_STATES = select(*_SEEN).select_from(QuizRow.__table__).outerjoin(ClassRow.__table__, _class.id == _quiz.class_id)
_CHANGES = _STATES.where(_quiz.slug == bindparam("its_slug"))
_CHANGES_OF = _STATES.where(_quiz.id.in_(bindparam("ids", expanding=True)))
_NEWEST_OF_BANK = select(func.max(_version.id)).where(_version.bank_id == _bank.id).correlate(BankRow).scalar_subquery()


@dataclass(frozen=True, slots=True)
class AttemptScore:
    id: int
    reader_id: int
    member_id: int | None
    """Who of the quiz's class it is."""
    name: str
    version_id: int
    marked_by: int | None
    """The version whose key marks it, where that is not its own."""
    subset: tuple[int, ...] | None
    whole: bool
    """Whether it asks all that its quiz asks; else only what was missed before."""
    started_at: datetime
    deadline_at: datetime | None
    finished_at: datetime | None
    """None too where its time may be over and nobody has closed it yet: see `domain.attempts.ended_at`."""
    responded: int
    score: Decimal

    @property
    def who(self) -> Hashable:
        """Whose it is: one of a class is the same in whatever browser."""
        return ("reader", self.reader_id) if self.member_id is None else ("member", self.member_id)


def where(db: Session, *conditions: ColumnElement[bool]) -> Sequence[AttemptScore]:
    """Attempts with the sum of their marks, in no order; one statement."""
    return [AttemptScore(*row) for row in db.execute(scores().where(*conditions))]


def of_quiz(db: Session, quiz_id: int) -> Sequence[AttemptScore]:
    """Every attempt at a quiz, oldest first, with the sum of its marks; one statement."""
    return [
        AttemptScore(*row)
        for row in db.execute(
            scores().where(AttemptRow.quiz_id == quiz_id).order_by(AttemptRow.started_at, AttemptRow.id)
        )
    ]


def of_attempt(db: Session, attempt_id: int, quiz_id: int) -> AttemptScore | None:
    """One attempt at this quiz; None if there is no such attempt."""
    found = where(db, AttemptRow.id == attempt_id, AttemptRow.quiz_id == quiz_id)
    return found[0] if found else None


def of_readers(db: Session, quiz_id: int, found: Sequence[AttemptScore]) -> Sequence[AttemptScore]:
    """Every attempt at the quiz of those whose attempts these are; one statement."""
    members = {one.member_id for one in found if one.member_id is not None}
    others = {one.reader_id for one in found if one.member_id is None}
    theirs = AttemptRow.member_id.in_(members) | (AttemptRow.member_id.is_(None) & AttemptRow.reader_id.in_(others))
    return where(db, AttemptRow.quiz_id == quiz_id, theirs)


def other_tries(
    quiz_id: int, ids: Sequence[int], readers: Collection[int], members: Collection[int | None]
) -> Select[*tuple[Any, ...]]:
    """What an AttemptScore has, of each try of these readers, or of these of a class, before `ids` or behind them."""
    theirs = or_(AttemptRow.reader_id.in_(set(readers)), AttemptRow.member_id.in_(set(members) - {None}))
    return scores().where(AttemptRow.quiz_id == quiz_id, theirs, ~AttemptRow.id.between(ids[0], ids[-1]))


def scores() -> Select[*tuple[Any, ...]]:
    """What an AttemptScore has, of every attempt."""
    return (
        select(
            AttemptRow.id,
            AttemptRow.reader_id,
            AttemptRow.member_id,
            AttemptRow.name,
            AttemptRow.version_id,
            AttemptRow.marked_by,
            AttemptRow.subset,
            AttemptRow.whole,
            AttemptRow.started_at,
            AttemptRow.deadline_at,
            AttemptRow.finished_at,
            func.count(ResponseRow.place),
            func.coalesce(func.sum(ResponseRow.mark), Decimal(0)),
        )
        .outerjoin(ResponseRow, ResponseRow.attempt_id == AttemptRow.id)
        .group_by(AttemptRow.id)
    )


def counts(db: Session, quiz_id: int, now: datetime, *, of_members: bool = False) -> tuple[int, int]:
    """How many attempts have begun, and how many of them have ended by now.

    `of_members` counts the members of a class who have such attempts instead.
    """
    counted = func.count(AttemptRow.member_id.distinct()) if of_members else func.count(AttemptRow.id)
    row = db.execute(select(counted, counted.filter(ended(now))).where(AttemptRow.quiz_id == quiz_id)).one()
    return row[0], row[1]


def changes(db: Session, slug: str, teacher: Teacher, now: datetime) -> ChangeState:
    """What there is to see now of a quiz that this teacher has; one statement, of as many rows for few as for many.

    What is seen besides its attempts: its settings, attempts that are gone, its class, what time alone changes, and
    which version is the newest. Raises UnknownQuiz.
    """
    values = {"its_slug": slug, "now": now, "over": last_over(now)}
    row = db.execute(_CHANGES.where(owned_by(teacher)), values).one_or_none()
    if row is None:
        raise UnknownQuiz(slug)
    return _state(row)[1]


def changes_of(db: Session, quiz_ids: Collection[int], now: datetime) -> Mapping[int, ChangeState]:
    """The same of several quizzes, by their ids; one statement."""
    values = {"ids": list(quiz_ids), "now": now, "over": last_over(now)}
    return dict(map(_state, db.execute(_CHANGES_OF, values)))


def changes_of_bank(db: Session, bank_id: int, teacher: Teacher, now: datetime) -> ChangeState:
    """The same of all quizzes of a bank that this teacher may see, together; one statement. Raises UnknownBank."""
    theirs = asks_from(bank_id) & REAL & owned_by(teacher)
    seen = (
        select(*_SEEN, _NEWEST_OF_BANK)
        .select_from(BankRow.__table__)
        .outerjoin(QuizRow.__table__, theirs)
        .outerjoin(ClassRow.__table__, _class.id == _quiz.class_id)
        .where(_bank.id == bank_id, visible_to(teacher))
        .order_by(_quiz.id)
    )
    rows = db.execute(seen, {"now": now, "over": last_over(now)}).all()
    if not rows:
        raise UnknownBank(bank_id)
    # Where each quiz counts for itself, as in SQLite, the highest number of all does not tell a change of another.
    rest = [(quiz_id, newest, *rest) for quiz_id, newest, _, *rest in rows]
    return ChangeState(max(row.newest for row in rows), Sighting(max(row.horizon for row in rows), _digest(rest)))


def _state(row: Row[Any]) -> tuple[int, ChangeState]:
    quiz_id, newest, horizon, *rest = tuple(row)
    return quiz_id, ChangeState(newest, Sighting(horizon, _digest(rest)))


def _digest(seen: Sequence[Any]) -> str:
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]


def readers(db: Session, quiz_ids: Collection[int], now: datetime) -> tuple[int, int, int]:
    """How many readers of some quizzes have begun, how many have ended an attempt by now, and how many attempts run;
    one statement.
    """
    alone = case((AttemptRow.member_id.is_(None), AttemptRow.reader_id))
    members, others = func.count(AttemptRow.member_id.distinct()), func.count(alone.distinct())
    over = ended(now)
    row = db.execute(
        select(
            members + others, members.filter(over) + others.filter(over), func.count() - func.count().filter(over)
        ).where(AttemptRow.quiz_id.in_(quiz_ids))
    ).one()
    return row[0], row[1], row[2]


def deleted(db: Session, quiz_ids: Collection[int]) -> tuple[int, int]:
    """How many attempts at some quizzes their readers have deleted, and how many they ask to have deleted."""
    gone = select(func.count()).where(DeletedRow.quiz_id.in_(quiz_ids)).scalar_subquery()
    asked = select(func.count(ErasureRow.attempt_id)).join(AttemptRow, AttemptRow.id == ErasureRow.attempt_id)
    row = db.execute(select(gone, asked.where(AttemptRow.quiz_id.in_(quiz_ids)).scalar_subquery())).one()
    return row[0], row[1]
