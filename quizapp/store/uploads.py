"""Files that teachers gave to look at, until they are published or forgotten."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
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
    made_at: datetime
    begun_at: datetime | None
    questions_read: int
    options: Mapping[str, str]
    """What the teacher has said of how it is to be read."""
    revision: int
    """Of its text and options."""
    edited_at: datetime | None
    faults: int | None
    """How many were found; None while it is not read."""

    @property
    def is_read(self) -> bool:
        return self.faults is not None


def add(db: Session, address: str, teacher_id: int, name: str, data: bytes, now: datetime) -> None:
    values = {"address": address, "teacher_id": teacher_id, "name": name, "data": data, "made_at": now}
    db.execute(insert(UploadRow).values(**values, questions_read=0))


_COLUMNS = (
    UploadRow.address, UploadRow.teacher_id, UploadRow.name, UploadRow.made_at, UploadRow.begun_at,
    UploadRow.questions_read, UploadRow.options, UploadRow.revision, UploadRow.edited_at, UploadRow.faults,
)  # fmt: skip
"""All but the file and its report, which may be large."""


def find(db: Session, address: str, teacher_id: int, *, to_write: bool = False) -> Upload:
    """Raises UnknownUpload."""
    wanted = select(*_COLUMNS).where(UploadRow.address == address, UploadRow.teacher_id == teacher_id)
    row = db.execute(wanted.with_for_update() if to_write else wanted).one_or_none()
    if row is None:
        raise UnknownUpload
    return _upload(row._asdict())


def of_teacher(db: Session, teacher_id: int) -> Sequence[Upload]:
    """A teacher's files, the newest first."""
    mine = select(*_COLUMNS).where(UploadRow.teacher_id == teacher_id)
    rows = db.execute(mine.order_by(UploadRow.made_at.desc()))
    return [_upload(row._asdict()) for row in rows]


def _upload(given: Mapping[str, Any]) -> Upload:
    return Upload(**{**given, "options": json.loads(given["options"])})


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


def begin(db: Session, address: str, revision: int, now: datetime, abandoned_before: datetime) -> bool:
    """Claim the reading of a file; False if another process reads it, or has read it, or it is another by now."""
    wanted = UploadRow.address == address, UploadRow.revision == revision, UploadRow.report.is_(None)
    return claims.claim(db, UploadRow.begun_at, now, abandoned_before, *wanted)


def advance(db: Session, address: str, questions_read: int) -> None:
    db.execute(update(UploadRow).where(UploadRow.address == address).values(questions_read=questions_read))


def finish(db: Session, address: str, revision: int, report: bytes, *, questions: int, faults: int) -> bool:
    """Whether the file still waits as it was, and was not read already."""
    wanted = UploadRow.address == address, UploadRow.revision == revision, UploadRow.report.is_(None)
    kept = db.execute(
        update(UploadRow)
        .where(*wanted)
        .values(report=report, questions_read=questions, faults=faults)
        .returning(UploadRow.address)
    )
    return kept.one_or_none() is not None


def change(
    db: Session, upload: Upload, now: datetime, *, options: Mapping[str, str], data: bytes | None = None
) -> Upload:
    """The file as it is to be read from now on, in other words where `data` are given."""
    values = {
        "options": json.dumps(dict(options), ensure_ascii=False),
        "revision": upload.revision + 1,
        "edited_at": now,
        "begun_at": None,
        "report": None,
        "faults": None,
        "questions_read": 0,
    } | ({} if data is None else {"data": data})
    db.execute(update(UploadRow).where(UploadRow.address == upload.address).values(**values))
    return replace(
        upload,
        options=options,
        revision=upload.revision + 1,
        edited_at=now,
        begun_at=None,
        faults=None,
        questions_read=0,
    )


def remove(db: Session, address: str) -> None:
    db.execute(delete(UploadRow).where(UploadRow.address == address))


def waiting(db: Session, teacher_id: int) -> Sequence[str]:
    """The addresses of a teacher's files that nobody has changed here, oldest first."""
    mine = UploadRow.teacher_id == teacher_id, UploadRow.edited_at.is_(None)
    return list(db.scalars(select(UploadRow.address).where(*mine).order_by(UploadRow.made_at)))


def forget(db: Session, before: datetime, edited_before: datetime) -> None:
    """Those that came before the one time, and if they were changed here, were last so before the other."""
    old = func.coalesce(UploadRow.edited_at, edited_before) <= edited_before
    db.execute(delete(UploadRow).where(UploadRow.made_at < before, old))
