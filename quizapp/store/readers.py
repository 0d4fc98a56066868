"""Browsers that answer, and where wrong resume codes came from."""

from datetime import datetime
from typing import cast

from sqlalchemy import Table as SqlTable
from sqlalchemy import bindparam, delete, func, insert, select
from sqlalchemy.orm import Session

from quizapp.store.races import insert_unless_there
from quizapp.store.session import LostRace
from quizapp.store.tables import FailedTryRow, ReaderRow

_readers = cast(SqlTable, ReaderRow.__table__)
_BY_TOKEN = select(_readers.c.id).where(_readers.c.token_digest == bindparam("token_digest"))
_BY_TOKEN_TO_WRITE = _BY_TOKEN.with_for_update(key_share=True)


def ensure(db: Session, token_digest: str, now: datetime) -> int:
    """The row id of the reader with this token, made if it is new; held against others where rows are locked.

    To be asked for before anything is read of what the reader has begun: so the second of two clicks sees the first.
    """
    found: int | None = db.scalar(_BY_TOKEN_TO_WRITE, {"token_digest": token_digest})
    if found is None:
        db.execute(insert_unless_there(db, _readers), {"token_digest": token_digest, "created_at": now})
        found = db.scalar(_BY_TOKEN_TO_WRITE, {"token_digest": token_digest})
        if found is None:
            raise LostRace("the reader was there, and has just been forgotten")
    return found


def nobody(db: Session, drawn: str, now: datetime) -> int:
    """The row id of a new reader whom no browser is: no token has a hash like this."""
    return ensure(db, f"nobody, {drawn}", now)


def failed_tries(db: Session, origin: str, since: datetime) -> int:
    count = db.scalar(select(func.count()).where(FailedTryRow.origin == origin, FailedTryRow.tried_at > since))
    return count or 0


def note_failed_try(db: Session, origin: str, now: datetime, forget_before: datetime) -> None:
    """Note one, and forget those that no longer count."""
    db.execute(delete(FailedTryRow).where(FailedTryRow.tried_at <= forget_before))
    db.execute(insert(FailedTryRow).values(origin=origin, tried_at=now))
