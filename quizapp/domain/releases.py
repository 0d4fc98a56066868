"""When the key of a quiz is out, where readers wait for it together: when its teacher says so, or when none answers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from quizapp.domain.attempts import is_over


class Awaited(StrEnum):
    """What readers wait for."""

    CLOSING = "closing"
    LAST_READERS = "last-readers"
    """It has closed, and some still have time."""
    TEACHER = "teacher"


class Foreknowledge(StrEnum):
    """What whoever answered may have known of the key from others."""

    NONE = "none"
    WHILE_ANSWERING = "while-answering"
    """It came out before they finished."""
    FROM_THE_START = "from-the-start"
    """It was out when they began."""


@dataclass(frozen=True, slots=True)
class Release:
    """What decides it, as it is stored; the moment is the one that asks."""

    given_at: datetime | None = None
    """When the teacher said so; or since when it has been out, where what follows has been changed since."""
    closes_at: datetime | None = None
    last_deadline: datetime | None = None
    """The latest of the attempts that nobody has finished."""
    endless: bool = False
    """Whether one of them has no deadline."""

    def is_out(self, now: datetime) -> bool:
        """Whether readers may see the key: it was given, or the last attempt that ran can take no answer any more."""
        return self._is_given(now) or (self._is_closed(now) and not self._runs(now))

    def awaited(self, now: datetime) -> Awaited | None:
        """What readers wait for; None where they wait no more."""
        if self.is_out(now):
            return None
        if self.closes_at is None or (self.endless and self.closes_at <= now):
            return Awaited.TEACHER
        return Awaited.LAST_READERS if self.closes_at <= now else Awaited.CLOSING

    def _is_given(self, now: datetime) -> bool:
        return self.given_at is not None and self.given_at <= now

    def _is_closed(self, now: datetime) -> bool:
        """With its grace: whoever began in the last moment may not be stored yet."""
        return is_over(self.closes_at, now)

    def _runs(self, now: datetime) -> bool:
        return self.endless or (self.last_deadline is not None and not is_over(self.last_deadline, now))


def out_since(release: Release, last_end: datetime | None, now: datetime) -> datetime | None:
    """Since when the key is out, given when the last attempt at the quiz ended; None where it is not."""
    if not release.is_out(now):
        return None
    if release.given_at is not None and release.given_at <= now:
        return release.given_at
    return max(moment for moment in (release.closes_at, last_end) if moment is not None)


def opens_longer(closes_at: datetime | None, later: datetime | None, now: datetime) -> bool:
    """Whether readers could begin at a quiz once more, or longer, were it to close later."""
    if closes_at is None:
        return False
    return later is None or later > max(closes_at, now)


def foreknowledge(out_since: datetime | None, started_at: datetime, ended_at: datetime | None) -> Foreknowledge:
    """What an attempt may owe to others, where the key has been out since then; `ended_at` is None while it runs."""
    if out_since is None or (ended_at is not None and ended_at <= out_since):
        return Foreknowledge.NONE
    return Foreknowledge.FROM_THE_START if started_at >= out_since else Foreknowledge.WHILE_ANSWERING
