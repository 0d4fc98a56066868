"""The log of what teachers did that others may have to answer for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from quizapp.store.tables import EntryRow, TeacherRow


@dataclass(frozen=True, slots=True)
class LogEntry:
    id: int
    at: datetime
    email: str | None
    """Who did it; None for the command line, and for someone who is no longer here."""
    act: str
    subject: str
    """Which thing, by its id: never the name of a reader."""


def note(db: Session, teacher_id: int | None, act: str, subject: str, now: datetime) -> None:
    db.execute(insert(EntryRow).values(at=now, teacher_id=teacher_id, act=act, subject=subject))


def entries(db: Session, *, before: int | None = None, limit: int = 100) -> Sequence[LogEntry]:
    """Newest first; `before` an id, for the next page."""
    statement = (
        select(EntryRow.id, EntryRow.at, TeacherRow.email, EntryRow.act, EntryRow.subject)
        .outerjoin(TeacherRow, TeacherRow.id == EntryRow.teacher_id)
        .order_by(EntryRow.id.desc())
        .limit(limit)
    )
    if before is not None:
        statement = statement.where(EntryRow.id < before)
    return [LogEntry(*row) for row in db.execute(statement)]
