"""A file on its way to become a bank: received, read apart with limits, shown, published or dropped."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from quizapp.domain.accounts import Teacher
from quizapp.domain.banks import Bank
from quizapp.domain.quizzes import clean_title
from quizapp.formats import sandbox
from quizapp.formats.building.assembly import AS_BEFORE, ASKED, COLUMNS, HEADING, LAYOUT, MEMBER, UNTITLED
from quizapp.formats.building.ids import id_of
from quizapp.formats.problems import Report
from quizapp.services import checking, errands, examining, publishing
from quizapp.services.checking import Preview
from quizapp.services.examining import CheckedFile
from quizapp.services.publishing import NextVersion, NotSound, Publication
from quizapp.services.recent import Recent
from quizapp.services.visits import Office
from quizapp.store import column_layouts, pictures, uploads
from quizapp.store.session import Database
from quizapp.store.uploads import UnknownUpload, Upload

LARGEST = 10 * 2**20
"""Bytes of a file."""
KEPT = timedelta(days=1)
"""How long a file waits to be published."""
EDITED_KEPT = timedelta(days=30)
"""The same of one that its teacher has begun to mend, from the last change on."""
MOST_WAITING = 8
"""Files of one teacher that wait as they came; the oldest goes when another comes."""
_TOLD_EVERY = 500


class Untitled(Exception):
    """Nothing says what the bank is called."""


RecentFiles = Recent[CheckedFile]
"""What came of reading the last few files, by their addresses and revisions."""


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A file that waits to be published, as its page shows it."""

    upload: Upload
    preview: Preview | None
    """None while it is being read."""
    is_left: bool
    """Whether it is not read, and nobody reads it."""


def receive(office: Office, name: str, data: bytes) -> str:
    """Keep a file to be read; returns its address."""
    db, teacher, address = office.db, office.teacher, office.draw.address()
    uploads.forget(db, office.now - KEPT, office.now - EDITED_KEPT)
    for old in uploads.waiting(db, teacher.id)[: -(MOST_WAITING - 1)]:
        uploads.remove(db, old)
    uploads.add(db, address, teacher.id, name, data, office.now)
    return address


def kept_until(upload: Upload) -> datetime:
    """When a file that waits is forgotten, if nothing is done with it."""
    return upload.made_at + KEPT if upload.edited_at is None else upload.edited_at + EDITED_KEPT


def waiting_for(office: Office) -> Sequence[Upload]:
    """The files that wait for their teacher, the newest first."""
    return uploads.of_teacher(office.db, office.teacher.id)


@dataclass(frozen=True, slots=True)
class Reading:
    """The errand of a file: it is read, and what came of it is kept beside it."""

    teacher_id: int
    address: str
    revision: int
    """Of the file and of what its teacher has said of it: after a change the reading is another."""
    files: RecentFiles = field(compare=False, repr=False)

    def claim(self, db: Session, now: datetime, abandoned_before: datetime) -> bool:
        return uploads.begin(db, self.address, self.revision, now, abandoned_before)

    def do(self, database: Database) -> tuple[CheckedFile, bytes] | None:
        """What came of it, and that as it came from the process that read it."""
        with database.reading() as db:
            try:
                upload = uploads.find(db, self.address, self.teacher_id)
            except UnknownUpload:
                return None
            if upload.revision != self.revision:
                return None
            data = uploads.data(db, self.address)
        parcel = sandbox.receive(upload.name, data, progress=self._progress(database), options=upload.options)
        sheet = parcel.report.sheet
        if sheet is not None and COLUMNS not in upload.options and upload.options.get(LAYOUT) != ASKED:
            with database.reading() as db:
                known = column_layouts.find(db, self.teacher_id, sheet.layout)
            if known is not None:
                heading = {HEADING: "yes"} if known.heading else {}
                options = {**upload.options, COLUMNS: known.columns, **heading, LAYOUT: AS_BEFORE}
                parcel = sandbox.receive(upload.name, data, progress=self._progress(database), options=options)
        return examining.checked(upload.name, parcel.report, data, upload.options), parcel.packed

    def _progress(self, database: Database) -> Callable[[int, int], None]:
        told = 0

        def progress(done: int, total: int) -> None:
            nonlocal told
            if done - told >= _TOLD_EVERY:
                told = done
                database.run(lambda db: uploads.advance(db, self.address, done))

        return progress

    def keep(self, db: Session, made: tuple[CheckedFile, bytes], now: datetime) -> None:
        found, packed = made
        report = found.report
        counts = {"questions": report.questions, "faults": len(report.problems)}
        if uploads.finish(db, self.address, self.revision, packed, **counts):
            pictures.keep_for_upload(db, self.address, report.pictures, now)
            self.files.keep((self.address, self.revision), found)


def show(office: Office, files: RecentFiles, address: str) -> WaitingFile:
    """Raises UnknownUpload."""
    upload = uploads.find(office.db, address, office.teacher.id)
    if not upload.is_read:
        return WaitingFile(upload, None, errands.is_left(upload.begun_at, office.now))
    found = checked(office.db, files, upload)
    found = replace(found, report=_called(office.db, office.teacher, found.report, ""))
    bank = found.report.bank
    owner_id = publishing.owner_of(office.db, office.teacher, bank.id) if bank else office.teacher.id
    return WaitingFile(upload, checking.preview(office.db, office.shelf, found, owner_id), is_left=False)


@dataclass(frozen=True, slots=True)
class Consent:
    """What a teacher says of a file as they publish it."""

    leave_out: bool = False
    """That questions that cannot be asked may be lost."""
    title: str = ""
    """Of the bank, where nothing else says one."""


NOTHING_MORE = Consent()


def publish(
    database: Database,
    files: RecentFiles,
    teacher: Teacher,
    address: str,
    now: datetime,
    consent: Consent = NOTHING_MORE,
) -> Publication:
    """Freeze the file as the bank's next version, if anything changed. Raises UnknownUpload, NotSound, Untitled."""
    with database.reading() as db:
        upload = uploads.find(db, address, teacher.id)
        report = checked(db, files, upload).report if upload.is_read else None
        if report is None or report.bank is None or (report.left_out and not consent.leave_out):
            raise NotSound
        sound = _called(db, teacher, report, clean_title(consent.title))
    if is_untitled(sound.bank):
        raise Untitled

    def ready() -> NextVersion:
        return publishing.make_ready(database, teacher, sound)

    def published(db: Session, ready: NextVersion) -> Publication:
        _leave_or_remove(db, uploads.find(db, address, teacher.id, to_write=True), now)
        return publishing.publish(db, teacher, ready, now)

    return publishing.in_turn(database, ready, published)


def is_untitled(bank: Bank | None) -> bool:
    """Whether its teacher has to say what it is called."""
    return bank is not None and bank.title == UNTITLED


def _called(db: Session, teacher: Teacher, report: Report, title: str) -> Report:
    """What came of a text that says no title, as a bank of its own of this one: it is the next version of no other."""
    bank = report.bank
    if bank is None or not is_untitled(bank):
        return report
    id_ = publishing.free_id(db, teacher, id_of(title))
    return report.about(replace(bank, id=id_, title=title or UNTITLED))


def _leave_or_remove(db: Session, upload: Upload, now: datetime) -> None:
    """An archive of which one bank was published stays: its teacher may want the others."""
    if MEMBER in upload.options:
        rest = {name: value for name, value in upload.options.items() if name != MEMBER}
        uploads.change(db, upload, now, options=rest)
    else:
        uploads.remove(db, upload.address)


def drop(office: Office, address: str) -> None:
    """Raises UnknownUpload."""
    uploads.remove(office.db, uploads.find(office.db, address, office.teacher.id).address)


def checked(db: Session, files: RecentFiles, upload: Upload) -> CheckedFile:
    """What came of reading a file: of the last few it is in memory, and unpacked from what is kept of the others."""

    def unpacked() -> CheckedFile:
        report = sandbox.unpack_whole(uploads.report(db, upload.address))
        return examining.checked(upload.name, report, uploads.data(db, upload.address), upload.options)

    return files.get((upload.address, upload.revision), unpacked)
