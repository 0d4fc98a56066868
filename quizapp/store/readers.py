"""Browsers that answer, and where wrong resume codes came from."""

from datetime import datetime
from typing import cast

from sqlalchemy import Table as SqlTable
from sqlalchemy import bindparam, delete, func, insert, select
from sqlalchemy.orm import Session

from quizapp.store.tables import FailedTryRow, ReaderRow

_BY_TOKEN = select(ReaderRow.__table__.c.id).where(ReaderRow.__table__.c.token_digest == bindparam("token_digest"))
_NEW = insert(cast(SqlTable, ReaderRow.__table__)).returning(ReaderRow.__table__.c.id)


def ensure(db: Session, token_digest: str, now: datetime) -> int:
    """The row id of the reader with this token, made if it is new."""
    found: int | None = db.scalar(_BY_TOKEN, {"token_digest": token_digest})
    if found is None:
        found = db.execute(_NEW, {"token_digest": token_digest, "created_at": now}).scalar_one()
    return found


def failed_tries(db: Session, origin: str, since: datetime) -> int:
    count = db.scalar(select(func.count()).where(FailedTryRow.origin == origin, FailedTryRow.tried_at > since))
    return count or 0


def note_failed_try(db: Session, origin: str, now: datetime, forget_before: datetime) -> None:
    """Note one, and forget those that no longer count."""
    db.execute(delete(FailedTryRow).where(FailedTryRow.tried_at <= forget_before))
    db.execute(insert(FailedTryRow).values(origin=origin, tried_at=now))
