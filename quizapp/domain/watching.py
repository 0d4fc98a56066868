"""What a teacher does to attempts while they run: some minutes more, or an end before their time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from quizapp.domain.attempts import FeedbackTime

MORE = timedelta(minutes=5)
"""What one press gives."""
NOTICE = timedelta(seconds=30)
"""How long readers have to send what they have ticked, once their attempts are ended."""


class Whereabouts(StrEnum):
    """How far a reader is with a quiz."""

    RUNNING = "running"
    ABSENT = "absent"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Cutoff:
    """What it means to end at some moment all attempts that run then, as their teacher is told before."""

    at: datetime
    """When it was told; who begins later is not meant."""
    attempts: int
    longest: timedelta | None
    """The most that one of them loses; None where none has a limit that it would lose anything of."""
    endless: int
    """How many have no limit."""
    latest: datetime | None
    """The latest of their deadlines: who was given more since is not meant."""


def ends_at(deadline_at: datetime | None, now: datetime) -> datetime | None:
    """When an attempt that is ended now ends; None where it ends before that by itself."""
    end = now + NOTICE
    return end if deadline_at is None or deadline_at > end else None


def ending(deadlines: Iterable[datetime | None], now: datetime) -> Cutoff:
    """What ending them now would mean, told from the deadlines of all attempts that run."""
    meant = [one for one in deadlines if ends_at(one, now) is not None]
    limits = [one for one in meant if one is not None]
    latest = max(limits, default=None)
    longest = None if latest is None else latest - (now + NOTICE)
    return Cutoff(now, len(meant), longest, len(meant) - len(limits), latest)


def is_meant(started_at: datetime, deadline_at: datetime | None, told_at: datetime, latest: datetime | None) -> bool:
    """Whether an attempt was among those of whose end its teacher was told, at most so much before its time."""
    if started_at > told_at:
        return False
    return deadline_at is None or (latest is not None and deadline_at <= latest)


class Bar(StrEnum):
    """Why an attempt cannot be open again."""

    RUNNING = "running"
    ANOTHER = "another"
    """Its reader answers another one now."""
    ANSWERED = "answered"
    """Its reader has seen the key of every question, each of which is answered for good."""
    RULED = "ruled"
    """Its teacher has given marks in it."""


class CannotReopen(Exception):
    """An attempt cannot be open again, for the reason given."""


@dataclass(frozen=True, slots=True)
class Past:
    """What is to know of an attempt before it is open again."""

    feedback: FeedbackTime
    finished: bool
    unanswered: int
    another: bool
    """Whether its reader answers another attempt at the quiz."""
    ruled: bool
    """Whether its teacher has given marks in it, or written to its reader."""


def bar(past: Past) -> Bar | None:
    """Why it cannot be open again; None where it can."""
    if not past.finished:
        return Bar.RUNNING
    if past.another:
        return Bar.ANOTHER
    if past.feedback is FeedbackTime.AT_ONCE and not past.unanswered:
        return Bar.ANSWERED
    return Bar.RULED if past.ruled else None


def reopened_until(deadline_at: datetime | None, now: datetime) -> datetime | None:
    """When it ends then: as it would have, or later, for who had hardly any time left."""
    return None if deadline_at is None else max(deadline_at, now + MORE)
