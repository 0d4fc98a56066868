"""What is deleted by itself, a batch at a time: each function deletes at most so many rows, and says how many went."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from quizapp.store import losses
from quizapp.store.tables import (
    ApiTokenRow,
    AttemptRow,
    CompanionRow,
    DeletedRow,
    EntryRow,
    ExportPieceRow,
    ExportRow,
    FailedTryRow,
    LinkRow,
    ListDraftRow,
    LoginRow,
    QuizRow,
    ReaderRow,
    UploadRow,
)


def forget_attempts(db: Session, begun_before: datetime, most: int) -> int:
    """Their names, responses and companions go with them. Those of a simulated class are nobody's, and stay with it."""
    simulated = select(QuizRow.id).where(QuizRow.simulated)
    old = (AttemptRow.started_at < begun_before) & AttemptRow.quiz_id.not_in(simulated)
    chosen = AttemptRow.id.in_(db.scalars(select(AttemptRow.id).where(old).limit(most)).all())
    losses.note(db, chosen)
    return _forget(db, AttemptRow.id, chosen, most)


def forget_readers(db: Session, made_before: datetime, most: int) -> int:
    """Browsers of which no attempt is left, neither one they began nor one they came to."""
    idle = ~exists().where(AttemptRow.reader_id == ReaderRow.id) & ~exists().where(
        CompanionRow.reader_id == ReaderRow.id
    )
    return _forget(db, ReaderRow.id, (ReaderRow.created_at < made_before) & idle, most)


def forget_failed_tries(db: Session, tried_before: datetime, most: int) -> int:
    return _forget(db, FailedTryRow.id, FailedTryRow.tried_at < tried_before, most)


def forget_uploads(db: Session, made_before: datetime, most: int) -> int:
    return _forget(db, UploadRow.address, UploadRow.made_at < made_before, most)


def forget_list_drafts(db: Session, made_before: datetime, most: int) -> int:
    return _forget(db, ListDraftRow.address, ListDraftRow.made_at < made_before, most)


def forget_exports(db: Session, left_before: datetime, most: int) -> int:
    """Files that were done by then, or that nobody has been making since."""
    left = func.coalesce(ExportRow.done_at, ExportRow.begun_at, ExportRow.asked_at)
    return _forget(db, ExportRow.address, left < left_before, most)


def forget_pieces(db: Session, most: int) -> int:
    """What is left of files that are gone."""
    key = ExportPieceRow.address, ExportPieceRow.number
    left = select(*key).where(~exists().where(ExportRow.address == ExportPieceRow.address)).limit(most)
    of_these = tuple_(*key).in_(left.with_for_update(skip_locked=True))  # Another does it already.
    gone = delete(ExportPieceRow).where(of_these).returning(ExportPieceRow.number)
    return len(db.execute(gone, execution_options={"synchronize_session": False}).all())


def forget_links(db: Session, expired_at: datetime, most: int) -> int:
    return _forget(db, LinkRow.token_digest, LinkRow.expires_at <= expired_at, most)


def forget_logins(db: Session, created_before: datetime, seen_before: datetime, most: int) -> int:
    ended = (LoginRow.created_at < created_before) | (LoginRow.seen_at < seen_before)
    return _forget(db, LoginRow.token_digest, ended, most)


def forget_tokens(db: Session, ended_before: datetime, most: int) -> int:
    return _forget(db, ApiTokenRow.id, ApiTokenRow.ends_at < ended_before, most)


def forget_deletions(db: Session, deleted_before: datetime, most: int) -> int:
    old = select(DeletedRow.id, DeletedRow.quiz_id).where(DeletedRow.deleted_at < deleted_before).limit(most)
    chosen = {row.id: row.quiz_id for row in db.execute(old)}
    losses.note_at(db, chosen.values())
    return _forget(db, DeletedRow.id, DeletedRow.id.in_(chosen), most)


def forget_entries(db: Session, noted_before: datetime, most: int) -> int:
    return _forget(db, EntryRow.id, EntryRow.at < noted_before, most)


def _forget(db: Session, key: InstrumentedAttribute[Any], condition: Any, most: int) -> int:
    chosen = select(key).where(condition).limit(most).with_for_update(skip_locked=True)  # Another does it already.
    gone = db.execute(
        delete(key.class_).where(key.in_(chosen)).returning(key), execution_options={"synchronize_session": False}
    )
    return len(gone.all())
