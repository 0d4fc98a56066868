"""A trial: a teacher goes through a bank or a quiz as a reader will, and nothing of it counts anywhere."""

from dataclasses import dataclass
from enum import StrEnum

from quizapp.domain.attempts import FeedbackTime

_MARK = "trial."
"""What is drawn for the address of an attempt has no dot: a trial is told by its address, before anything is read."""


class TrialSource(StrEnum):
    """What a trial is of."""

    BANK = "bank"
    QUIZ = "quiz"


@dataclass(frozen=True, slots=True)
class TrialOrigin:
    """From where a trial was begun, and where it leads back to."""

    source: TrialSource
    key: str
    """By which that is found: a row id or a slug."""

    def __str__(self) -> str:
        return f"{self.source} {self.key}"


def origin(text: str) -> TrialOrigin:
    """The same from its text."""
    source, __, key = text.partition(" ")
    return TrialOrigin(TrialSource(source), key)


@dataclass(frozen=True, slots=True)
class TrialState:
    """In which of a quiz's states a trial is."""

    feedback: FeedbackTime = FeedbackTime.AT_ONCE
    minutes: int | None = None
    """Time limit; None for none."""


def address(drawn: str) -> str:
    """That of an attempt which is a trial."""
    return _MARK + drawn


def is_trial(address: str) -> bool:
    """Whether an attempt at this address is one."""
    return address.startswith(_MARK)


def reader_of(teacher_id: int) -> str:
    """As whom a teacher tries things: no browser's token has a hash like this."""
    return f"trial, {teacher_id}"
