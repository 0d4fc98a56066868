"""What the template of a teacher's first page sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flask_babel import gettext as _

from quizapp.domain.accounts import Teacher
from quizapp.domain.quizzes import Quiz, spoken
from quizapp.services.loading import kept_until
from quizapp.store.banks import BankSummary
from quizapp.store.uploads import Upload


@dataclass(frozen=True, slots=True)
class HandedLine:
    slug: str
    code: str
    title: str
    language: str
    listed: bool
    simulated: bool


@dataclass(frozen=True, slots=True)
class BankLine:
    id: int
    title: str
    language: str
    question_count: int
    version: int
    published_at: datetime
    whose: str
    """What is said of a bank that is not this teacher's; else empty."""


@dataclass(frozen=True, slots=True)
class UploadLine:
    """A file that waits: it is not published yet."""

    address: str
    name: str
    """Empty for a text that was pasted."""
    questions: int
    faults: int | None
    """None while it is not read."""
    kept_until: datetime


@dataclass(frozen=True, slots=True)
class HomePage:
    files: Sequence[UploadLine]
    banks: Sequence[BankLine]
    quizzes: Sequence[HandedLine]
    offers_class: bool
    """Whether a simulated class can be had here."""
    left_open: int
    """How many quizzes an older version left open to everybody."""
    template: ClassVar[str] = "teacher/home/home.html"


def file_lines(files: Sequence[Upload]) -> list[UploadLine]:
    return [UploadLine(one.address, one.name, one.questions_read, one.faults, kept_until(one)) for one in files]


def bank_lines(banks: Sequence[BankSummary], teacher: Teacher) -> list[BankLine]:
    return [
        BankLine(
            one.id, one.title, one.language, one.question_count, one.version, one.published_at, _whose(one, teacher)
        )
        for one in banks
    ]


def _whose(bank: BankSummary, teacher: Teacher) -> str:
    if bank.teacher_id is None:
        return str(_("for every teacher here") if bank.common else _("for owners only"))
    return "" if bank.teacher_id == teacher.id else str(_("shared with you"))


def quiz_lines(quizzes: Sequence[Quiz]) -> list[HandedLine]:
    return [
        HandedLine(one.slug, spoken(one.slug), one.title, one.language, one.terms.listed, one.simulated)
        for one in quizzes
    ]
