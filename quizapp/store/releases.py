"""What decides whether the key of a quiz is out, as it is stored."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, literal_column, select, update
from sqlalchemy.orm import Session

from quizapp.domain.attempts import FeedbackTime
from quizapp.domain.releases import Release
from quizapp.store.attempts import ended, ended_at
from quizapp.store.tables import AttemptRow, QuizRow

_quiz = QuizRow.__table__.c
_other = AttemptRow.__table__.alias("answering")
_RUNS = (_other.c.quiz_id == _quiz.id, _other.c.state == literal_column("'open'"))
"""With the word in the statement, as its indexes have it."""

COLUMNS = (
    _quiz.released_at,
    _quiz.closes_at,
    select(func.max(_other.c.deadline_at))
    .where(*_RUNS, _other.c.deadline_at.is_not(None))
    .correlate(QuizRow.__table__)
    .scalar_subquery()
    .label("last_deadline"),
    # In the order of the index of those that are open alone: else SQLite reads all of the quiz.
    select(_other.c.id)
    .where(*_RUNS, _other.c.deadline_at.is_(None))
    .order_by(_other.c.member_id)
    .limit(1)
    .correlate(QuizRow.__table__)
    .scalar_subquery()
    .label("endless"),
)
"""Of a statement with the quiz in it: what `of_row` takes."""
_OF_QUIZ = select(*COLUMNS).where(_quiz.id == bindparam("of_quiz"))


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a release concerns."""

    running: int
    """Attempts that go on."""
    waiting: int
    """Those that have ended, and whose readers wait for the key."""
    last_end: datetime | None
    """When the last attempt ended; None where none has."""
    pledged: bool
    """Whether any attempt, running or not, began under this policy."""


def of_row(row: Any) -> Release:
    return Release(row.released_at, row.closes_at, row.last_deadline, row.endless is not None)


def of_quiz(db: Session, quiz_id: int) -> Release:
    """One statement."""
    return of_row(db.execute(_OF_QUIZ, {"of_quiz": quiz_id}).one())


def audience(db: Session, quiz_id: int, now: datetime) -> Audience:
    """One statement, which reads all attempts at the quiz."""
    over, pledged = ended(now), AttemptRow.feedback == FeedbackTime.WHEN_RELEASED
    row = db.execute(
        select(
            func.count() - func.count().filter(over),
            func.count().filter(over, pledged),
            func.max(ended_at()).filter(over),
            func.count().filter(pledged),
        ).where(AttemptRow.quiz_id == quiz_id)
    ).one()
    return Audience(row[0], row[1], row[2], row[3] > 0)


def note(db: Session, quiz_id: int, since: datetime, *, begins_after: bool) -> None:
    """That the key is out since then, for good, and whether readers may begin all the same."""
    values = {"released_at": since, "begins_after_release": begins_after}
    db.execute(update(QuizRow).where(QuizRow.id == quiz_id).values(**values))
