"""What a teacher does with banks: check, preview, load, list, export; and set how a quiz is asked."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from quizapp.domain.accounts import Teacher
from quizapp.domain.attempts import Settings
from quizapp.domain.banks import Bank, Difference, Question, compare, pictures_of
from quizapp.domain.quizzes import Quiz
from quizapp.formats import native, sandbox, writing
from quizapp.formats.problems import Problem, Progress, Report, unheard
from quizapp.formats.text import LARGEST, shown_lines
from quizapp.formats.writing import Written
from quizapp.store import audit, banks, pictures, quizzes
from quizapp.store.session import Database

Made = TypeVar("Made")

_EXCERPT = 160
"""Characters of a line that show what is wrong in it."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was read, with its lines for showing a problem's place."""

    name: str
    report: Report
    lines: Sequence[str] = ()

    def excerpt(self, problem: Problem) -> str:
        """What a problem is about, as it stands there; of a very long line what surrounds the place."""
        if problem.text or problem.member or problem.cell:
            return problem.text
        if not 0 < problem.line <= len(self.lines):
            return ""
        line, at = self.lines[problem.line - 1], problem.column - 1
        start = max(0, at - _EXCERPT // 2) if at >= _EXCERPT else 0
        cut = line[start : start + _EXCERPT]
        return f"{'… ' if start else ''}{cut}{' …' if start + _EXCERPT < len(line) else ''}"


@dataclass(frozen=True, slots=True)
class Told:
    """A problem beside the text of its line."""

    problem: Problem
    excerpt: str


@dataclass(frozen=True, slots=True)
class Rewording:
    """A question as it stands in the current version, and as it would in the next."""

    before: Question
    after: Question


@dataclass(frozen=True, slots=True)
class Changes:
    """What publishing would do to the questions of a bank."""

    added: Sequence[Question]
    changed: Sequence[Rewording]
    unchanged: Sequence[Question]
    removed: Sequence[Question]
    text_changed: bool
    """The title, summary, source, language or article would change, or the order of the questions."""
    nothing: bool
    """Publishing would make no version."""


@dataclass(frozen=True, slots=True)
class Preview:
    """All that a teacher wants to know of a file before it is published."""

    name: str
    format: str
    encoding: str
    question_count: int
    problems: Sequence[Told]
    warnings: Sequence[Told]
    left_out: Sequence[Told]
    bank: Bank | None
    """Only if there is no problem."""
    version: int | None
    """The number of the current version, if the bank has one."""
    changes: Changes | None
    """Against that version, if the bank is sound; against nothing, if there is none."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: no version where nothing changed."""

    bank: Bank
    difference: Difference
    version: int | None


class Desk:
    """Where a process has files read, a few at a time: each may take a core and a gigabyte."""

    def __init__(self, places: int) -> None:
        self._places = threading.Semaphore(places)
        self._guard = threading.Lock()
        self._waiting: set[str] = set()

    @contextmanager
    def turn(self, address: str) -> Iterator[bool]:
        """Wait for a place, and hold it for the block; False at once if somebody waits for the same address already."""
        with self._guard:
            is_first = address not in self._waiting
            self._waiting.add(address)
        if not is_first:
            yield False
            return
        with self._places:
            self._waiting.discard(address)
            yield True


class Lately(Generic[Made]):
    """The last few things that took long to make, each by a key under which it never changes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Made] = OrderedDict()
        self._guard = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        with self._guard:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._guard:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made


def check(file: Path) -> Checked:
    """Read a bank file and name everything wrong with it; nothing is stored."""
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        problem = Problem("unreadable-file", values={"reason": error.strerror or str(error)})
        return Checked(str(file), Report(native.NAME, None, 0, (problem,)))
    return replace(examine(file.name, data), name=str(file))


def examine(name: str, data: bytes, progress: Progress = unheard, limits: sandbox.Limits = sandbox.STANDARD) -> Checked:
    """Read what a teacher sent and name everything wrong with it. It may take a minute: hold no transaction open."""
    report = sandbox.read(name, data, limits, progress)
    has_places = any(problem.line for problem in (*report.problems, *report.warnings, *report.left_out))
    return Checked(name, report, shown_lines(data) if has_places else ())


def preview(db: Session, shelf: banks.Shelf, checked: Checked, teacher_id: int | None = None) -> Preview:
    """What was found, and what publishing it among the banks of a teacher, or of the instance, would change."""
    report = checked.report
    newest = banks.newest(db, report.bank.id, teacher_id) if report.bank else None
    current = shelf.version(db, newest) if newest is not None else None
    return Preview(
        name=checked.name,
        format=report.format,
        encoding=report.encoding,
        question_count=report.questions,
        problems=_told(checked, report.problems),
        warnings=_told(checked, report.warnings),
        left_out=_told(checked, report.left_out),
        bank=report.bank,
        version=current.number if current else None,
        changes=_changes(current.bank if current else None, report.bank) if report.bank else None,
    )


def _told(checked: Checked, problems: Iterable[Problem]) -> Sequence[Told]:
    return [Told(problem, checked.excerpt(problem)) for problem in problems]


def _changes(old: Bank | None, new: Bank) -> Changes:
    difference = compare(old, new)
    before = {question.id: question for question in old.questions} if old else {}
    after = {question.id: question for question in new.questions}
    return Changes(
        added=[after[id_] for id_ in difference.added],
        changed=[Rewording(before[id_], after[id_]) for id_ in difference.changed],
        unchanged=[after[id_] for id_ in difference.unchanged],
        removed=[before[id_] for id_ in difference.removed],
        text_changed=difference.text_changed,
        nothing=difference.nothing,
    )


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


def quiz_settings(db: Session, slug: str) -> Settings:
    """How new attempts at a quiz are asked. Raises UnknownQuiz."""
    return quizzes.by_slug(db, slug).settings


def set_quiz(db: Session, slug: str, settings: Settings) -> None:
    """Change how new attempts are asked; running ones go on as they began. Raises UnknownQuiz."""
    quizzes.set_settings(db, slug, settings)


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
    files: Lately[Written], version: banks.Version, drawn: Mapping[str, bytes], format_id: str = native.WRITER.id
) -> Written:
    """The bank as a file, `drawn` being its pictures; of a large one it takes seconds.

    Raises writing's UnknownFormat and NothingLeft.
    """
    return files.get((version.id, format_id), lambda: writing.write(version.bank, drawn, format_id))
