"""A file on its way to become a bank: taken in, read apart with limits, looked at, published or dropped."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from quizapp.domain.accounts import Teacher
from quizapp.formats import parcels
from quizapp.formats.problems import Report
from quizapp.formats.text import shown_lines
from quizapp.services import checking, publishing
from quizapp.services.checking import Checked, Preview
from quizapp.services.publishing import Loaded, Overtaken
from quizapp.services.waiting import Desk, Lately
from quizapp.store import pictures, uploads
from quizapp.store.banks import Shelf
from quizapp.store.session import Database
from quizapp.store.uploads import Upload

LARGEST = 10 * 2**20
"""Bytes of a file."""
KEPT = timedelta(days=1)
"""How long a file waits to be published."""
MOST_WAITING = 8
"""Files of one teacher that wait; the oldest goes when another comes."""
DESK = Desk(2)
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


def read(database: Database, teacher_id: int, address: str, clock: Callable[[], datetime]) -> None:
    """Read a file that nobody reads yet, and keep what came of it; may take a minute, holding no transaction."""
    with DESK.turn(address) as is_mine:
        if is_mine and _begin(database, address, clock()):
            _read(database, teacher_id, address, clock)


def _begin(database: Database, address: str, now: datetime) -> bool:
    with database.transaction() as db:
        return uploads.begin(db, address, now, now - _ABANDONED)


def _read(database: Database, teacher_id: int, address: str, clock: Callable[[], datetime]) -> None:
    with database.reading() as db:
        upload = uploads.find(db, address, teacher_id)
    told = 0

    def progress(done: int, total: int) -> None:
        nonlocal told
        if done - told >= _TOLD_EVERY:
            told = done
            with database.transaction() as db:
                uploads.advance(db, address, done)

    report = checking.examine(upload.name, upload.data, progress).report
    packed = b"\n".join(parcels.pack(report, _MOST_PROBLEMS))
    now = clock()
    with database.transaction() as db:
        if uploads.finish(db, address, packed):
            pictures.keep_for_upload(db, address, report.pictures, now)


def look(
    db: Session, shelf: Shelf, lately: Lately[Checked], teacher: Teacher, address: str, now: datetime
) -> tuple[Looked, bool]:
    """The file as it stands, and whether somebody ought to begin reading it. Raises UnknownUpload."""
    upload = uploads.find(db, address, teacher.id)
    if upload.report is None:
        stalled = upload.begun_at is None or upload.begun_at < now - _ABANDONED
        return Looked(upload, None), stalled
    checked = lately.get(address, lambda: _checked(upload))
    bank = checked.report.bank
    owner_id = publishing.owner_of(db, teacher, bank.id) if bank else teacher.id
    return Looked(upload, checking.preview(db, shelf, checked, owner_id)), False


def publish(
    database: Database, teacher: Teacher, address: str, now: datetime, *, leave_out: bool = False
) -> tuple[Loaded, int]:
    """Freeze the file as the bank's next version, if anything changed; returns also the bank's row id.

    `leave_out` is the teacher's consent to lose the questions that cannot be asked. Raises UnknownUpload, NotSound.
    """
    with database.reading() as db:
        upload = uploads.find(db, address, teacher.id)
    report = _report(upload) if upload.report is not None else None
    if report is None or report.bank is None or (report.left_out and not leave_out):
        raise NotSound
    while True:
        ready = publishing.make_ready(database, teacher, report)
        with suppress(Overtaken), database.transaction() as db:
            uploads.remove(db, uploads.find(db, address, teacher.id).address)
            return publishing.publish(db, teacher, ready, now)


def drop(db: Session, teacher: Teacher, address: str) -> None:
    """Raises UnknownUpload."""
    uploads.remove(db, uploads.find(db, address, teacher.id).address)


def _checked(upload: Upload) -> Checked:
    report = _report(upload)
    placed = any(one.line for one in (*report.problems, *report.warnings, *report.left_out))
    return Checked(upload.name, report, shown_lines(upload.data) if placed else ())


def _report(upload: Upload) -> Report:
    assert upload.report is not None
    return parcels.unpack(upload.report.split(b"\n"))
