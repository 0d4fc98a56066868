"""Attempts that go: deleted for good by whoever may, or out of a browser whose reader asked their teacher to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, and_, case, delete, exists, func, insert, or_, select, update
from sqlalchemy import Table as SqlTable
from sqlalchemy.orm import Session

from quizapp.store import attempts, losses
from quizapp.store.attempts import HeldAttempt, ended, held_by
from quizapp.store.races import insert_unless_there
from quizapp.store.tables import AttemptRow, CompanionRow, DeletedRow, ErasureRow, ReaderRow, ResponseRow

_attempt = cast(SqlTable, AttemptRow.__table__).c
_erasures = cast(SqlTable, ErasureRow.__table__)


@dataclass(frozen=True, slots=True)
class Erasure:
    """That an attempt's reader asked to have it deleted, which is their teacher's to decide."""

    attempt_id: int
    name: str
    asked_at: datetime


# --- by readers ---


def delete_attempt(db: Session, address: str, token_digest: str, now: datetime) -> HeldAttempt:
    """For good: the responses and companions go with it; that there was one stays, with nothing of it.

    Returns it as it was then. Raises UnknownAttempt.
    """
    losses.note(db, _attempt.id == attempts.held(db, address, token_digest).id)
    gone = attempts.held(db, address, token_digest, to_write=True)
    db.execute(delete(AttemptRow).where(AttemptRow.id == gone.id))
    reader = select(ReaderRow.id).where(ReaderRow.token_digest == token_digest).scalar_subquery()
    db.execute(
        insert(DeletedRow).values(quiz_id=gone.quiz_id, reader_id=reader, member_id=gone.member_id, deleted_at=now)
    )
    return gone


def ask(db: Session, held: HeldAttempt, token_digest: str, nobody: int, now: datetime) -> None:
    """Take an attempt that is locked out of this browser, and ask its teacher to delete it.

    What this browser began is the reader's whose row id is `nobody` then, whom no browser is; others keep it.
    """
    _take_out(db, token_digest, nobody, [held.id], now)


def any_kept(db: Session, token_digest: str, now: datetime) -> bool:
    """Whether this browser holds attempts that it may not delete."""
    return db.scalar(select(AttemptRow.id).where(held_by(token_digest), _is_kept(now)).limit(1)) is not None


def _is_kept(now: datetime) -> ColumnElement[bool]:
    """Whether it is of a class and `Attempt.has_mark`, as a condition."""
    answered = exists().where(ResponseRow.attempt_id == _attempt.id)
    return and_(_attempt.member_id.is_not(None), or_(ended(now), answered))


def _take_out(db: Session, token_digest: str, nobody: int, ids: Sequence[int], now: datetime) -> None:
    reader = select(ReaderRow.id).where(ReaderRow.token_digest == token_digest).scalar_subquery()
    db.execute(delete(CompanionRow).where(CompanionRow.attempt_id.in_(ids), CompanionRow.reader_id == reader))
    # Where another browser began it, its reader stays: the change is numbered all the same.
    whose = case((AttemptRow.reader_id == reader, nobody), else_=AttemptRow.reader_id)
    db.execute(
        update(AttemptRow).where(AttemptRow.id.in_(ids)).values(reader_id=whose),
        execution_options={"synchronize_session": False},
    )
    asked = [{"attempt_id": id_, "asked_at": now} for id_ in ids]
    db.execute(insert_unless_there(db, _erasures), asked)


def delete_of_reader(db: Session, token_digest: str, nobody: Callable[[], int], now: datetime) -> tuple[int, int]:
    """Delete for good every attempt this reader holds, but what a teacher decides on, who is asked; and the reader.

    `nobody` makes the reader whose it is then. Returns how many went, and of how many a teacher is asked.
    """
    # Where rows are locked, nothing is begun meanwhile by a reader who is held like this, …
    db.execute(select(ReaderRow.id).where(ReaderRow.token_digest == token_digest).with_for_update())
    losses.note(db, held_by(token_digest))
    # … nor is anything answered.
    db.execute(select(AttemptRow.id).where(held_by(token_digest)).order_by(AttemptRow.id).with_for_update())
    kept = db.scalars(select(AttemptRow.id).where(held_by(token_digest), _is_kept(now))).all()
    if kept:
        _take_out(db, token_digest, nobody(), kept, now)
    gone = db.execute(
        delete(AttemptRow).where(held_by(token_digest)).returning(AttemptRow.quiz_id, AttemptRow.member_id),
        execution_options={"synchronize_session": False},
    ).all()
    if gone:
        left = [{"quiz_id": quiz_id, "member_id": member_id, "deleted_at": now} for quiz_id, member_id in gone]
        db.execute(insert(DeletedRow), left)
    db.execute(delete(ReaderRow).where(ReaderRow.token_digest == token_digest))
    return len(gone), len(kept)


def count_by_member(db: Session, member_id: int) -> int:
    """How many attempts of this member of a class were deleted where they answered, and still count as tries."""
    return db.scalar(select(func.count()).where(DeletedRow.member_id == member_id)) or 0


def give_back(db: Session, member_id: int) -> None:
    """Let those count as tries no more; that there were some stays."""
    db.execute(update(DeletedRow).where(DeletedRow.member_id == member_id).values(member_id=None, reader_id=None))


# --- by their teachers ---


def remove(db: Session, id_: int, quiz_id: int) -> bool:
    """Delete an attempt at this quiz for good, with its name and responses; whether there was one."""
    losing = and_(AttemptRow.id == id_, AttemptRow.quiz_id == quiz_id)
    losses.note(db, losing)
    gone = db.execute(delete(AttemptRow).where(losing).returning(AttemptRow.id)).all()
    return bool(gone)


def erasures(db: Session, quiz_id: int) -> Sequence[Erasure]:
    """What readers of this quiz asked to have deleted and nobody has decided yet, oldest first."""
    wanted = select(AttemptRow.id, AttemptRow.name, ErasureRow.asked_at)
    rows = db.execute(
        wanted.join(ErasureRow, ErasureRow.attempt_id == AttemptRow.id)
        .where(AttemptRow.quiz_id == quiz_id)
        .order_by(ErasureRow.asked_at, AttemptRow.id)
    )
    return [Erasure(*row) for row in rows]


def keep(db: Session, id_: int) -> bool:
    """That an attempt stays, though its reader asked to have it deleted; whether they did."""
    kept = db.execute(delete(ErasureRow).where(ErasureRow.attempt_id == id_).returning(ErasureRow.attempt_id))
    return kept.first() is not None
