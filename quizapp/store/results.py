"""Who scored what."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.domain.attempts import State
from quizapp.store.tables import AttemptRow, DeletedRow, QuizRow, ResponseRow


@dataclass(frozen=True, slots=True)
class AttemptScore:
    id: int
    reader_id: int
    member_id: int | None
    """Who of the quiz's class it is."""
    name: str
    state: State
    version_id: int
    marked_by: int | None
    """The version whose key marks it, where that is not its own."""
    subset: tuple[int, ...] | None
    started_at: datetime
    deadline_at: datetime | None
    finished_at: datetime | None
    responded: int
    score: Decimal

    @property
    def who(self) -> Hashable:
        """Whose it is: one of a class is the same in whatever browser."""
        return ("reader", self.reader_id) if self.member_id is None else ("member", self.member_id)


def of_quiz(db: Session, slug: str) -> Sequence[AttemptScore]:
    """Every attempt at a quiz, oldest first, with the sum of its marks; one statement."""
    per_attempt = (
        select(ResponseRow.attempt_id, func.count().label("responded"), func.sum(ResponseRow.mark).label("score"))
        .group_by(ResponseRow.attempt_id)
        .subquery()
    )
    rows = db.execute(
        select(
            AttemptRow.id,
            AttemptRow.reader_id,
            AttemptRow.member_id,
            AttemptRow.name,
            AttemptRow.state,
            AttemptRow.version_id,
            AttemptRow.marked_by,
            AttemptRow.subset,
            AttemptRow.started_at,
            AttemptRow.deadline_at,
            AttemptRow.finished_at,
            per_attempt.c.responded,
            per_attempt.c.score,
        )
        .join(QuizRow, QuizRow.id == AttemptRow.quiz_id)
        .outerjoin(per_attempt, per_attempt.c.attempt_id == AttemptRow.id)
        .where(QuizRow.slug == slug)
        .order_by(AttemptRow.started_at, AttemptRow.id)
    )
    return [
        AttemptScore(
            row.id,
            row.reader_id,
            row.member_id,
            row.name,
            State(row.state),
            row.version_id,
            row.marked_by,
            row.subset,
            row.started_at,
            row.deadline_at,
            row.finished_at,
            row.responded or 0,
            row.score if row.score is not None else Decimal(0),
        )
        for row in rows
    ]


def counts(db: Session, quiz_id: int, over: datetime, *, of_members: bool = False) -> tuple[int, int]:
    """How many attempts have begun, and how many of them are finished or had their deadline before `over`.

    `of_members` counts the members of a class who have such attempts instead.
    """
    ended = AttemptRow.finished_at.is_not(None) | (AttemptRow.deadline_at <= over)
    counted = func.count(AttemptRow.member_id.distinct()) if of_members else func.count(AttemptRow.id)
    row = db.execute(select(counted, counted.filter(ended)).where(AttemptRow.quiz_id == quiz_id)).one()
    return row[0], row[1]


def deleted(db: Session, quiz_id: int) -> int:
    """How many attempts at the quiz their readers have deleted."""
    return db.scalar(select(func.count()).where(DeletedRow.quiz_id == quiz_id)) or 0
