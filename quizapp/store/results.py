"""Who scored what."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from quizapp.store.attempts import ended
from quizapp.store.tables import AttemptRow, DeletedRow, ResponseRow


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


def of_quiz(db: Session, quiz_id: int) -> Sequence[AttemptScore]:
    """Every attempt at a quiz, oldest first, with the sum of its marks; one statement."""
    return [AttemptScore(*row) for row in db.execute(_scores(quiz_id).order_by(AttemptRow.started_at, AttemptRow.id))]


def of_attempt(db: Session, attempt_id: int, quiz_id: int) -> AttemptScore | None:
    """One attempt at this quiz; None if there is no such attempt."""
    row = db.execute(_scores(quiz_id).where(AttemptRow.id == attempt_id)).one_or_none()
    return None if row is None else AttemptScore(*row)


def _scores(quiz_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            AttemptRow.id,
            AttemptRow.reader_id,
            AttemptRow.member_id,
            AttemptRow.name,
            AttemptRow.version_id,
            AttemptRow.marked_by,
            AttemptRow.subset,
            AttemptRow.started_at,
            AttemptRow.deadline_at,
            AttemptRow.finished_at,
            func.count(ResponseRow.place),
            func.coalesce(func.sum(ResponseRow.mark), Decimal(0)),
        )
        .outerjoin(ResponseRow, ResponseRow.attempt_id == AttemptRow.id)
        .where(AttemptRow.quiz_id == quiz_id)
        .group_by(AttemptRow.id)
    )


def counts(db: Session, quiz_id: int, now: datetime, *, of_members: bool = False) -> tuple[int, int]:
    """How many attempts have begun, and how many of them have ended by now.

    `of_members` counts the members of a class who have such attempts instead.
    """
    counted = func.count(AttemptRow.member_id.distinct()) if of_members else func.count(AttemptRow.id)
    row = db.execute(select(counted, counted.filter(ended(now))).where(AttemptRow.quiz_id == quiz_id)).one()
    return row[0], row[1]


def deleted(db: Session, quiz_id: int) -> int:
    """How many attempts at the quiz their readers have deleted."""
    return db.scalar(select(func.count()).where(DeletedRow.quiz_id == quiz_id)) or 0
