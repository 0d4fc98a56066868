"""What a teacher does with banks: check, load, list, export; and set how a quiz is asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from quizapp.domain.accounts import Teacher
from quizapp.domain.attempts import Settings
from quizapp.domain.banks import Bank, Difference, compare
from quizapp.formats import native
from quizapp.formats.problems import Problem, Report
from quizapp.formats.text import LARGEST, decode
from quizapp.store import banks, quizzes


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was read, with its lines for showing a problem's place."""

    name: str
    report: Report
    lines: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: no version where nothing changed."""

    bank: Bank
    difference: Difference
    version: int | None


def check(file: Path) -> Checked:
    """Read a bank file and name everything wrong with it; nothing is stored."""
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        problem = Problem("unreadable-file", values={"reason": error.strerror or str(error)})
        return Checked(str(file), Report(native.FORMAT, None, 0, (problem,)))
    lines = (decode(data)[0] or data.decode("utf-8", "replace")).split("\n")
    return Checked(str(file), native.read(data, file.name), lines)


def load(db: Session, bank: Bank, now: datetime) -> Loaded:
    """Publish a sound bank: its next version if anything changed, and a listed quiz if it has none."""
    before = banks.current(db, bank.id)
    difference = compare(before.bank if before else None, bank)
    if difference.nothing:
        return Loaded(bank, difference, None)
    bank_id, number = banks.publish(db, bank, now)
    quizzes.ensure(db, bank_id, bank.id, now)
    return Loaded(bank, difference, number)


def load_shipped(db: Session, files: Iterable[Path], now: datetime) -> Sequence[Loaded]:
    """Load the banks that come with the app, if there is no bank yet: a teacher's own are never touched."""
    if banks.any_bank(db):
        return []
    found = [check(file).report.bank for file in sorted(files)]
    return [load(db, bank, now) for bank in found if bank is not None]


def list_banks(db: Session) -> Sequence[banks.BankSummary]:
    return banks.listing(db)


def export(db: Session, slug: str) -> bytes:
    """A bank as the native file that would load back to the same. Raises UnknownBank."""
    version = banks.current(db, slug)
    if version is None:
        raise banks.UnknownBank(slug)
    return native.write(version.bank)


def quiz_settings(db: Session, slug: str) -> Settings:
    """How new attempts at a quiz are asked. Raises UnknownQuiz."""
    return quizzes.by_slug(db, slug).settings


def set_quiz(db: Session, slug: str, settings: Settings) -> None:
    """Change how new attempts are asked; running ones go on as they began. Raises UnknownQuiz."""
    quizzes.set_settings(db, slug, settings)


def banks_of(db: Session, teacher: Teacher) -> Sequence[banks.BankSummary]:
    """The banks that a teacher may hand out."""
    return banks.seen_by(db, teacher)
