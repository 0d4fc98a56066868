"""Files that teachers gave to look at, until they are published or forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from quizapp.domain.unknown import Unknown
from quizapp.store import claims
from quizapp.store.tables import UploadRow


class UnknownUpload(Unknown):
    """No such file waits: it was published, dropped, forgotten, or is another teacher's."""


@dataclass(frozen=True, slots=True)
class Upload:
    address: str
    teacher_id: int
    name: str
    begun_at: datetime | None
    questions_read: int
    is_read: bool


def add(db: Session, address: str, teacher_id: int, name: str, data: bytes, now: datetime) -> None:
    values = {"address": address, "teacher_id": teacher_id, "name": name, "data": data, "made_at": now}
    db.execute(insert(UploadRow).values(**values, questions_read=0))


def find(db: Session, address: str, teacher_id: int) -> Upload:
    """Raises UnknownUpload."""
    row = db.execute(
        select(
            UploadRow.address,
            UploadRow.teacher_id,
            UploadRow.name,
            UploadRow.begun_at,
            UploadRow.questions_read,
            UploadRow.report.is_not(None),
        ).where(UploadRow.address == address, UploadRow.teacher_id == teacher_id)
    ).one_or_none()
    if row is None:
        raise UnknownUpload
    return Upload(*row)


def data(db: Session, address: str) -> bytes:
    """The file itself. Raises UnknownUpload."""
    found = db.scalar(select(UploadRow.data).where(UploadRow.address == address))
    if found is None:
        raise UnknownUpload
    return found


def report(db: Session, address: str) -> bytes:
    """What came of reading a file that has been read, as it was given to `finish`. Raises UnknownUpload."""
    found = db.scalar(select(UploadRow.report).where(UploadRow.address == address))
    if found is None:
        raise UnknownUpload
    return found


def begin(db: Session, address: str, now: datetime, abandoned_before: datetime) -> bool:
    """Claim the reading of a file; False if another process reads it, or has read it."""
    wanted = UploadRow.address == address, UploadRow.report.is_(None)
    return claims.claim(db, UploadRow.begun_at, now, abandoned_before, *wanted)


def advance(db: Session, address: str, questions_read: int) -> None:
    db.execute(update(UploadRow).where(UploadRow.address == address).values(questions_read=questions_read))


def finish(db: Session, address: str, report: bytes) -> bool:
    """Whether the file still waits, and was not read already."""
    kept = db.execute(
        update(UploadRow)
        .where(UploadRow.address == address, UploadRow.report.is_(None))
        .values(report=report)
        .returning(UploadRow.address)
    )
    return kept.one_or_none() is not None


def remove(db: Session, address: str) -> None:
    db.execute(delete(UploadRow).where(UploadRow.address == address))


def waiting(db: Session, teacher_id: int) -> Sequence[str]:
    """The addresses of a teacher's files, oldest first."""
    return list(
        db.scalars(select(UploadRow.address).where(UploadRow.teacher_id == teacher_id).order_by(UploadRow.made_at))
    )


def forget(db: Session, before: datetime) -> None:
    db.execute(delete(UploadRow).where(UploadRow.made_at < before))
