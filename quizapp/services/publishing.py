"""What a teacher does with banks: publish, list, look, take away."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TypeVar

from sqlalchemy.orm import Session

from quizapp.domain import remarking
from quizapp.domain.accounts import Teacher
from quizapp.domain.banks import Bank, Difference, compare, pictures_of
from quizapp.domain.quizzes import Quiz, clean_title
from quizapp.formats import native, writing
from quizapp.formats.problems import Report
from quizapp.formats.writing import WrittenBank
from quizapp.services.examining import check
from quizapp.services.recent import Recent
from quizapp.services.visits import Office
from quizapp.store import archive, audit, banks, pictures, quizzes
from quizapp.store.session import Database

Made = TypeVar("Made")
Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Publication:
    """What came of publishing a bank."""

    bank: Bank
    bank_id: int
    """The row id."""
    difference: Difference
    version: int | None
    """None where nothing changed."""
    quiz: str = ""
    """The slug of the quiz that it was handed out as, where that was asked for."""

    @property
    def outcome(self) -> str:
        """« new », « next » or « same »."""
        return "same" if self.version is None else "new" if self.version == 1 else "next"


# --- the one road to a version ---


class NotSound(Exception):
    """The file or the draft has faults, or is not read yet: there is nothing to publish."""


class Overtaken(Exception):
    """Meanwhile the bank has another current version, or another owner: it is to be made ready anew."""


@dataclass(frozen=True, slots=True)
class NextVersion:
    """A sound bank, compared and frozen: publishing it takes no time in which others wait."""

    owner_id: int | None
    newest: int | None
    """The row id of the version that it was compared with."""
    difference: Difference
    frozen: banks.FrozenBank


def make_ready(database: Database, by: Teacher | None, report: Report) -> NextVersion:
    """Do all of publishing that takes long: seconds, for a large bank. The report is that of a sound file."""
    return _compared(database, by, _frozen(report))


def _frozen(report: Report) -> banks.FrozenBank:
    assert report.bank is not None
    return banks.freeze(report.bank, report.pictures, report.pieces)


def _compared(database: Database, by: Teacher | None, frozen: banks.FrozenBank) -> NextVersion:
    with database.reading() as db:
        owner_id = owner_of(db, by, frozen.bank.id)
        before = banks.current(db, frozen.bank.id, owner_id)
    difference = compare(before.bank if before else None, frozen.bank)
    frozen = replace(frozen, rekeys=before is not None and remarking.rekeys(before.bank, frozen.bank))
    return NextVersion(owner_id, before.id if before else None, difference, frozen)


def publish(db: Session, by: Teacher | None, ready: NextVersion, now: datetime) -> Publication:
    """Publish a bank, if anything changed, among the teacher's or, where there is none, the instance's.

    Raises Overtaken.
    """
    bank, owner_id = ready.frozen.bank, owner_of(db, by, ready.frozen.bank.id)
    found = banks.find(db, bank.id, owner_id, to_write=True)
    if (owner_id, banks.newest(db, bank.id, owner_id)) != (ready.owner_id, ready.newest):
        raise Overtaken
    if ready.difference.nothing:
        assert found is not None
        return Publication(bank, found, ready.difference, None)
    bank_id, number = banks.publish(db, ready.frozen, now, owner_id)
    archive.use_bank(db, bank_id)
    audit.note(db, by.id if by else None, "bank-published", f"{bank.id}, {number}", now)
    return Publication(bank, bank_id, ready.difference, number)


def in_turn(database: Database, make_ready: Callable[[], Made], publish: Callable[[Session, Made], Done]) -> Done:
    """Make ready, holding no transaction, what is then published in one; both anew where somebody came between."""

    def once() -> Done:
        ready = make_ready()
        return database.run(lambda db: publish(db, ready))

    while True:
        with suppress(Overtaken):
            return once()


Then = Callable[[Session, Publication], Publication]
"""What is done with each bank that is loaded, in the same transaction."""


def load(
    database: Database,
    by: Teacher | None,
    reports: Iterable[Report],
    now: datetime,
    then: Then | None = None,
    *,
    only_first: bool = False,
) -> Sequence[Publication]:
    """Publish sound files among a teacher's banks or, where there is none, the instance's: all of them or none.

    Nobody can answer what is loaded before it is handed out, as `then` may do. A bank that comes twice is published as
    it came last; `only_first` publishes nothing where there is a bank already.
    """
    frozen = {one.bank.id: one for one in map(_frozen, reports)}.values()

    def compared() -> Sequence[NextVersion]:
        return [_compared(database, by, one) for one in frozen]

    def published(db: Session, ready: Sequence[NextVersion]) -> Sequence[Publication]:
        if only_first and banks.any_bank(db):
            return []
        done = [publish(db, by, one, now) for one in ready]
        return [then(db, one) for one in done] if then else done

    return in_turn(database, compared, published)


def ship(
    database: Database, reports: Iterable[Report], now: datetime, *, only_first: bool = False
) -> Sequence[Publication]:
    """Load banks as those that come along: every teacher's to hand out, each with a quiz on the front page."""

    def handed_out(db: Session, publication: Publication) -> Publication:
        if publication.version is not None:
            banks.make_common(db, publication.bank_id, common=True)
            quizzes.ensure(db, publication.bank_id, publication.bank.id, now)
        return publication

    return load(database, None, reports, now, handed_out, only_first=only_first)


def load_shipped(database: Database, files: Iterable[Path], now: datetime) -> Sequence[Publication]:
    """Load the banks that come with the app, if there is no bank yet: a teacher's own are never touched."""
    with database.reading() as db:
        if banks.any_bank(db):
            return []
    reports = [check(file).report for file in sorted(files)]
    return ship(database, [one for one in reports if one.bank is not None], now, only_first=True)


# --- banks ---


def rename(office: Office, bank_id: int, title: str) -> None:
    """Give a bank a title of its own; an empty one leaves it that of its versions. They stay frozen, theirs too.

    Raises UnknownBank.
    """
    (bank,) = banks.own(office.db, [bank_id], office.teacher)
    banks.rename(office.db, bank_id, clean_title(title))
    audit.note(office.db, office.teacher.id, "bank-renamed", bank.slug, office.now)


def list_banks(db: Session) -> Sequence[banks.BankSummary]:
    return banks.listing(db)


def export(db: Session, of: Teacher | None, slug: str, format_id: str = native.WRITER.id) -> WrittenBank:
    """A bank of a teacher or, where there is none, of the instance, as a file.

    Raises UnknownBank, and writing's UnknownFormat and NothingLeft.
    """
    version = banks.current(db, slug, of.id if of else None)
    if version is None:
        raise banks.UnknownBank(slug)
    return writing.write(version.bank, pictures.named(db, pictures_of(version.bank)), format_id)


def banks_of(office: Office) -> Sequence[banks.BankSummary]:
    """The banks that a teacher may hand out."""
    return banks.seen_by(office.db, office.teacher)


def bank_of(office: Office, bank_id: int) -> banks.BankSummary:
    """Raises UnknownBank, for another's as for one that does not exist."""
    return banks.summary(office.db, bank_id, office.teacher)


def owner_of(db: Session, teacher: Teacher | None, slug: str) -> int | None:
    """Among whose banks this teacher's file goes: their own, or for owners the instance's, where it has the bank.

    The instance's as well where there is no teacher: at the command line, and with the banks that come with the app.
    """
    if teacher is None:
        return None
    if not teacher.is_owner or banks.find(db, slug, teacher.id) is not None:
        return teacher.id
    return None if banks.find(db, slug, None) is not None else teacher.id


def free_id(db: Session, teacher: Teacher, wished: str) -> str:
    """An id like this one that no bank has to which the teacher publishes: a new bank is nobody's next version."""
    owners = (teacher.id, None) if teacher.is_owner else (teacher.id,)
    numbered = (wished if number == 1 else f"{wished[:70].rstrip('-')}-{number}" for number in count(1))
    return next(id_ for id_ in numbered if all(banks.find(db, id_, owner) is None for owner in owners))


@dataclass(frozen=True, slots=True)
class BankOverview:
    """A bank as its teacher's page shows it."""

    bank: banks.BankSummary
    version: banks.Version
    """The one that is shown: the newest, where no other was asked for."""
    versions: Sequence[banks.VersionSummary]
    """Newest first."""
    quizzes: Sequence[Quiz]
    """Of it, those that are this teacher's."""
    is_own: bool
    """Whether this teacher may publish its next version."""

    @property
    def shown(self) -> banks.VersionSummary:
        return next(one for one in self.versions if one.number == self.version.number)


def is_own(bank: banks.BankSummary, teacher: Teacher) -> bool:
    """Whether this teacher may publish its next version."""
    return bank.teacher_id == teacher.id or (bank.teacher_id is None and teacher.is_owner)


def show(office: Office, bank_id: int, number: int | None = None) -> BankOverview:
    """A bank with its newest version, or that of this number.

    Raises UnknownBank, for another's as for one that does not exist, and UnknownVersion.
    """
    db, teacher = office.db, office.teacher
    bank = banks.summary(db, bank_id, teacher)
    versions = banks.versions(db, bank_id)
    mine = quizzes.shown_of_bank(db, bank_id, teacher)
    wanted = next((one for one in versions if number in (None, one.number)), None)
    if wanted is None:
        raise banks.UnknownVersion(number)
    return BankOverview(bank, office.shelf.version(db, wanted.id), versions, mine, is_own(bank, teacher))


def written_whole(office: Office, bank_id: int) -> BankOverview:
    """The same of what can be taken home, or drafted: a compilation was written nowhere. Raises UnknownBank."""
    found = show(office, bank_id)
    if found.bank.compiled:
        raise banks.UnknownBank(bank_id)
    return found


def pictures_in(db: Session, version: banks.Version) -> Mapping[str, bytes]:
    """Those of a version, by their names."""
    return pictures.named(db, pictures_of(version.bank))


def written(
    files: Recent[WrittenBank], version: banks.Version, drawn: Mapping[str, bytes], format_id: str = native.WRITER.id
) -> WrittenBank:
    """The bank as a file, `drawn` being its pictures; of a large one it takes seconds.

    Raises writing's UnknownFormat and NothingLeft.
    """
    return files.get((version.id, format_id), lambda: writing.write(version.bank, drawn, format_id))
