"""What a teacher does with banks: publish, list, look, take away."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from sqlalchemy.orm import Session

from quizapp.domain.accounts import Teacher
from quizapp.domain.banks import Bank, Difference, compare, pictures_of
from quizapp.domain.quizzes import Quiz
from quizapp.formats import native, writing
from quizapp.formats.problems import Report
from quizapp.formats.writing import Written
from quizapp.services.checking import check
from quizapp.services.recent import Recent
from quizapp.store import audit, banks, pictures, quizzes
from quizapp.store.session import Database


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: no version where nothing changed."""

    bank: Bank
    difference: Difference
    version: int | None


def load(db: Session, bank: Bank, now: datetime, drawn: Mapping[str, bytes] = MappingProxyType({})) -> Loaded:
    """Publish a sound bank: its next version if anything changed, and a listed quiz if it has none."""
    before = banks.current(db, bank.id)
    difference = compare(before.bank if before else None, bank)
    if difference.nothing:
        return Loaded(bank, difference, None)
    bank_id, number = banks.publish(db, banks.freeze(bank, drawn), now)
    quizzes.ensure(db, bank_id, bank.id, now)
    return Loaded(bank, difference, number)


def load_shipped(db: Session, files: Iterable[Path], now: datetime) -> Sequence[Loaded]:
    """Load the banks that come with the app, if there is no bank yet: a teacher's own are never touched."""
    if banks.any_bank(db):
        return []
    found = [check(file).report for file in sorted(files)]
    return [load(db, one.bank, now, one.pictures) for one in found if one.bank is not None]


def list_banks(db: Session) -> Sequence[banks.BankSummary]:
    return banks.listing(db)


def export(db: Session, slug: str, format_id: str = native.WRITER.id) -> Written:
    """A bank of the instance as a file. Raises UnknownBank, and writing's UnknownFormat and NothingLeft."""
    version = banks.current(db, slug)
    if version is None:
        raise banks.UnknownBank(slug)
    return writing.write(version.bank, pictures.named(db, pictures_of(version.bank)), format_id)


def banks_of(db: Session, teacher: Teacher) -> Sequence[banks.BankSummary]:
    """The banks that a teacher may hand out."""
    return banks.seen_by(db, teacher)


def bank_of(db: Session, teacher: Teacher, bank_id: int) -> banks.BankSummary:
    """Raises UnknownBank, for another's as for one that does not exist."""
    return banks.summary(db, bank_id, teacher)


def owner_of(db: Session, teacher: Teacher, slug: str) -> int | None:
    """Among whose banks this teacher's file goes: their own, or for owners the instance's, where it has the bank."""
    if not teacher.is_owner or banks.find(db, slug, teacher.id) is not None:
        return teacher.id
    return None if banks.find(db, slug, None) is not None else teacher.id


class Overtaken(Exception):
    """Meanwhile the bank has another current version, or another owner: it is to be made ready anew."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A sound bank, compared and frozen: publishing it takes no time in which others wait."""

    owner_id: int | None
    newest: int | None
    """The row id of the version that it was compared with."""
    difference: Difference
    frozen: banks.Frozen


def make_ready(database: Database, teacher: Teacher, report: Report) -> Ready:
    """Do all of publishing that takes long: seconds, for a large bank. The report is that of a sound file."""
    bank = report.bank
    assert bank is not None
    with database.reading() as db:
        owner_id = owner_of(db, teacher, bank.id)
        before = banks.current(db, bank.id, owner_id)
    difference = compare(before.bank if before else None, bank)
    frozen = banks.freeze(bank, report.pictures, report.pieces)
    return Ready(owner_id, before.id if before else None, difference, frozen)


def publish(db: Session, teacher: Teacher, ready: Ready, now: datetime) -> tuple[Loaded, int]:
    """Publish a bank among the teacher's, if anything changed; returns also the bank's row id. Raises Overtaken."""
    bank, owner_id = ready.frozen.bank, owner_of(db, teacher, ready.frozen.bank.id)
    if (owner_id, banks.newest(db, bank.id, owner_id)) != (ready.owner_id, ready.newest):
        raise Overtaken
    if ready.difference.nothing:
        found = banks.find(db, bank.id, owner_id)
        assert found is not None
        return Loaded(bank, ready.difference, None), found
    bank_id, number = banks.publish(db, ready.frozen, now, owner_id)
    audit.note(db, teacher.id, "bank-published", f"{bank.id}, {number}", now)
    return Loaded(bank, ready.difference, number), bank_id


@dataclass(frozen=True, slots=True)
class Shown:
    """A bank as its teacher's page shows it."""

    bank: banks.BankSummary
    version: banks.Version
    versions: Sequence[banks.VersionSummary]
    """Newest first."""
    quizzes: Sequence[Quiz]
    """Of it, those that are this teacher's."""
    is_own: bool
    """Whether this teacher may publish its next version."""


def look(db: Session, shelf: banks.Shelf, teacher: Teacher, bank_id: int) -> Shown:
    """Raises UnknownBank, for another's as for one that does not exist."""
    bank = banks.summary(db, bank_id, teacher)
    versions = banks.versions(db, bank_id)
    mine = [quiz for quiz in quizzes.of_teacher(db, teacher) if quiz.bank_id == bank_id]
    is_own = bank.teacher_id == teacher.id or (bank.teacher_id is None and teacher.is_owner)
    return Shown(bank, shelf.version(db, versions[0].id), versions, mine, is_own)


def pictures_in(db: Session, version: banks.Version) -> Mapping[str, bytes]:
    """Those of a version, by their names."""
    return pictures.named(db, pictures_of(version.bank))


def written(
    files: Recent[Written], version: banks.Version, drawn: Mapping[str, bytes], format_id: str = native.WRITER.id
) -> Written:
    """The bank as a file, `drawn` being its pictures; of a large one it takes seconds.

    Raises writing's UnknownFormat and NothingLeft.
    """
    return files.get((version.id, format_id), lambda: writing.write(version.bank, drawn, format_id))
