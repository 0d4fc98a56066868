"""Files of results that teachers asked for: how far each is, and what it holds, piece by piece."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, delete, insert, select, update
from sqlalchemy.orm import Session

from quizapp.domain.exports import Wanted
from quizapp.domain.unknown import Unknown
from quizapp.store import claims
from quizapp.store.tables import ExportPieceRow, ExportRow, QuizRow


class UnknownExport(Unknown):
    """No such file is kept: its time is over, or what it told of is gone, or it is another teacher's."""


@dataclass(frozen=True, slots=True)
class KeptExport:
    address: str
    quiz_id: int
    wanted: Wanted
    begun_at: datetime | None
    attempts: int
    """How many it tells of; 0 until they have been read."""
    told: int
    """How many of them are written."""
    size: int
    done_at: datetime | None


def ask(db: Session, address: str, quiz_id: int, teacher_id: int, wanted: Wanted, now: datetime) -> str:
    """Have a file made; returns its address, which is that of the same one where that is not done yet.

    Whoever deletes an attempt meanwhile is waited for, where rows are locked: the file must not tell of it.
    """
    db.execute(select(QuizRow.id).where(QuizRow.id == quiz_id).with_for_update(read=True))
    values = {
        "quiz_id": quiz_id,
        "teacher_id": teacher_id,
        "portion": wanted.portion,
        "ending": wanted.ending,
        "language": wanted.language,
    }
    same = and_(*(getattr(ExportRow, name) == value for name, value in values.items()))
    found = db.scalar(select(ExportRow.address).where(same, ExportRow.done_at.is_(None)))
    if found is None:
        db.execute(insert(ExportRow).values(address=address, asked_at=now, **values))
    return found or address


def find(db: Session, address: str, quiz_id: int, teacher_id: int) -> KeptExport:
    """Raises UnknownExport."""
    row = db.execute(_exports(quiz_id, teacher_id).where(ExportRow.address == address)).one_or_none()
    if row is None:
        raise UnknownExport(address)
    return _kept(row)


def of_quiz(db: Session, quiz_id: int, teacher_id: int) -> Sequence[KeptExport]:
    """Those of a quiz that a teacher asked for, the newest first."""
    newest = ExportRow.asked_at.desc(), ExportRow.address
    return [_kept(row) for row in db.execute(_exports(quiz_id, teacher_id).order_by(*newest))]


def _exports(quiz_id: int, teacher_id: int) -> Select[*tuple[Any, ...]]:
    return select(
        ExportRow.address,
        ExportRow.quiz_id,
        ExportRow.portion,
        ExportRow.ending,
        ExportRow.language,
        ExportRow.begun_at,
        ExportRow.attempts,
        ExportRow.told,
        ExportRow.size,
        ExportRow.done_at,
    ).where(ExportRow.quiz_id == quiz_id, ExportRow.teacher_id == teacher_id)


def _kept(row: Any) -> KeptExport:
    address, quiz_id, portion, ending, language, *rest = row
    return KeptExport(address, quiz_id, Wanted(portion, ending, language), *rest)


def done(db: Session, teacher_id: int) -> Sequence[str]:
    """The addresses of the files that a teacher may fetch, oldest first."""
    theirs = select(ExportRow.address).where(ExportRow.teacher_id == teacher_id, ExportRow.done_at.is_not(None))
    return db.scalars(theirs.order_by(ExportRow.done_at)).all()


def waiting(db: Session, teacher_id: int) -> Collection[tuple[int, Wanted]]:
    """The files that a teacher asked for and that are not done yet, each with the id of its quiz."""
    wanted = select(ExportRow.quiz_id, ExportRow.portion, ExportRow.ending, ExportRow.language)
    theirs = wanted.where(ExportRow.teacher_id == teacher_id, ExportRow.done_at.is_(None))
    rows = db.execute(theirs)
    return [(quiz_id, Wanted(portion, ending, language)) for quiz_id, portion, ending, language in rows]


def remove(db: Session, address: str) -> None:
    db.execute(delete(ExportRow).where(ExportRow.address == address))


# --- while it is made ---


def begin(db: Session, address: str, now: datetime, abandoned_before: datetime) -> bool:
    """Claim the making of a file; False if another process makes it, or has made it."""
    wanted = ExportRow.address == address, ExportRow.done_at.is_(None)
    return claims.claim(db, ExportRow.begun_at, now, abandoned_before, *wanted)


def take_over(db: Session, address: str) -> int | None:
    """Which maker one is from here on: what earlier ones have written is gone. None where nobody wants it any more."""
    maker = db.scalar(
        update(ExportRow)
        .where(ExportRow.address == address, ExportRow.done_at.is_(None))
        .values(makers=ExportRow.makers + 1, told=0)
        .returning(ExportRow.makers)
    )
    if maker is not None:
        db.execute(delete(ExportPieceRow).where(ExportPieceRow.address == address))
    return maker


def advance(db: Session, address: str, maker: int, now: datetime, attempts: int, told: int) -> bool:
    """Say how far it is, and that this maker is still at it; False if they are not to be."""
    return _changed(db, address, maker, begun_at=now, attempts=attempts, told=told)


def add_pieces(db: Session, address: str, maker: int, now: datetime, pieces: Sequence[tuple[int, bytes]]) -> bool:
    """Each with its number, from 0; False if this maker is not to go on."""
    if not _changed(db, address, maker, begun_at=now):
        return False
    rows = [{"address": address, "number": number, "data": data} for number, data in pieces]
    db.execute(insert(ExportPieceRow), rows)
    return True


def finish(db: Session, address: str, maker: int, size: int, now: datetime) -> None:
    """Does nothing where this maker was not to go on."""
    _changed(db, address, maker, size=size, done_at=now)


def _changed(db: Session, address: str, maker: int, **values: Any) -> bool:
    changed = (
        update(ExportRow)
        .where(ExportRow.address == address, ExportRow.makers == maker, ExportRow.done_at.is_(None))
        .values(**values)
        .returning(ExportRow.address)
    )
    return db.scalar(changed) is not None


# --- when it is done ---


def piece(db: Session, address: str, number: int) -> bytes | None:
    """None behind the last one. Raises UnknownExport where the file is gone."""
    there = select(ExportRow.address, ExportPieceRow.data).outerjoin(
        ExportPieceRow, and_(ExportPieceRow.address == ExportRow.address, ExportPieceRow.number == number)
    )
    row = db.execute(there.where(ExportRow.address == address)).one_or_none()
    if row is None:
        raise UnknownExport(address)
    data: bytes | None = row.data
    return data
