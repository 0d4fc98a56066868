"""A file on its way to become a bank: taken in, read apart with limits, looked at, published or dropped."""

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from quizapp.domain.accounts import Teacher
from quizapp.formats import parcels
from quizapp.formats.text import shown_lines
from quizapp.services import publishing
from quizapp.services.publishing import Checked, Loaded, Preview
from quizapp.store import uploads
from quizapp.store.session import Database
from quizapp.store.uploads import Upload

LARGEST = 10 * 2**20
"""Bytes of a file."""
KEPT = timedelta(days=1)
"""How long a file waits to be published."""
MOST_WAITING = 8
"""Files of one teacher that wait; the oldest goes when another comes."""
_AT_ONCE = threading.Semaphore(2)
"""Files that a process has read at a time: each may take a core and a gigabyte."""
_ABANDONED = timedelta(seconds=90)
"""After so long whoever began to read a file has been stopped: a reading is killed after sixty seconds."""
_MOST_PROBLEMS = 10_000
_TOLD_EVERY = 500


class NotSound(Exception):
    """The file has faults, or is not read yet: there is nothing to publish."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A file as its page shows it."""

    upload: Upload
    preview: Preview | None
    """None while it is being read."""


def take(db: Session, teacher: Teacher, name: str, data: bytes, address: str, now: datetime) -> None:
    """Keep a file to be read; `address` is new and unguessable."""
    uploads.forget(db, now - KEPT)
    for old in uploads.waiting(db, teacher.id)[: -(MOST_WAITING - 1)]:
        uploads.remove(db, old)
    uploads.add(db, address, teacher.id, name, data, now)


def read(database: Database, teacher_id: int, address: str, now: datetime) -> None:
    """Read a file that nobody reads yet, and keep what came of it; may take a minute, holding no transaction."""
    with _AT_ONCE:
        with database.transaction() as db:
            if not uploads.begin(db, address, now, now - _ABANDONED):
                return
        with database.reading() as db:
            upload = uploads.find(db, address, teacher_id)
        told = 0

        def progress(done: int, total: int) -> None:
            nonlocal told
            if done - told >= _TOLD_EVERY:
                told = done
                with database.transaction() as db:
                    uploads.advance(db, address, done)

        report = publishing.examine(upload.name, upload.data, progress).report
        packed = b"\n".join(parcels.pack(report, _MOST_PROBLEMS))
        with database.transaction() as db:
            uploads.finish(db, address, packed)


def look(db: Session, teacher: Teacher, address: str, now: datetime) -> tuple[Looked, bool]:
    """The file as it stands, and whether somebody ought to begin reading it. Raises UnknownUpload."""
    upload = uploads.find(db, address, teacher.id)
    if upload.report is None:
        stalled = upload.begun_at is None or upload.begun_at < now - _ABANDONED
        return Looked(upload, None), stalled
    checked = _checked(upload)
    bank = checked.report.bank
    owner_id = publishing.owner_of(db, teacher, bank.id) if bank else teacher.id
    return Looked(upload, publishing.preview(db, checked, owner_id)), False


def publish(
    db: Session, teacher: Teacher, address: str, now: datetime, *, leave_out: bool = False
) -> tuple[Loaded, int]:
    """Freeze the file as the bank's next version, if anything changed; returns also the bank's row id.

    `leave_out` is the teacher's consent to lose the questions that cannot be asked. Raises UnknownUpload, NotSound.
    """
    upload = uploads.find(db, address, teacher.id)
    report = _checked(upload).report if upload.report is not None else None
    if report is None or report.bank is None or (report.left_out and not leave_out):
        raise NotSound
    bank = report.bank
    published = publishing.publish(db, teacher, bank, now)
    uploads.remove(db, address)
    return published


def drop(db: Session, teacher: Teacher, address: str) -> None:
    """Raises UnknownUpload."""
    uploads.remove(db, uploads.find(db, address, teacher.id).address)


def _checked(upload: Upload) -> Checked:
    assert upload.report is not None
    report = parcels.unpack(upload.report.split(b"\n"))
    placed = any(one.line for one in (*report.problems, *report.warnings, *report.left_out))
    return Checked(upload.name, report, shown_lines(upload.data) if placed else ())
