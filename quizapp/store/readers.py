"""Browsers that answer, and where wrong resume codes came from."""

from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from quizapp.store.tables import FailedTryRow, ReaderRow


def ensure(db: Session, token_digest: str, now: datetime) -> int:
    """The row id of the reader with this token, made if it is new."""
    id_ = db.scalar(select(ReaderRow.id).where(ReaderRow.token_digest == token_digest))
    if id_ is None:
        id_ = db.scalars(
            insert(ReaderRow).values(token_digest=token_digest, created_at=now).returning(ReaderRow.id)
        ).one()
    return id_


def failed_tries(db: Session, origin: str, since: datetime) -> int:
    count = db.scalar(select(func.count()).where(FailedTryRow.origin == origin, FailedTryRow.tried_at > since))
    return count or 0


def note_failed_try(db: Session, origin: str, now: datetime, forget_before: datetime) -> None:
    """Note one, and forget those that no longer count."""
    db.execute(delete(FailedTryRow).where(FailedTryRow.tried_at <= forget_before))
    db.execute(insert(FailedTryRow).values(origin=origin, tried_at=now))
