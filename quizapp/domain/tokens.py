"""Tokens: by what a teacher's programs are known, what they may see, until when, and how often they may ask."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil

from quizapp.domain.unknown import Unknown

LIFETIMES = (30, 90, 365)
"""Days that a token may run."""
USUAL_LIFETIME = 365
MOST_TOKENS = 20
"""Of a teacher, those that have ended too."""
MOST_REQUESTS = 120
"""Within a minute."""
_A_MINUTE = timedelta(minutes=1)


class UnknownToken(Unknown):
    """The teacher has no such token."""


class BadToken(Exception):
    """No token is made of what was asked; `reason` is no-name, name-taken, no-end or too-many."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TooManyRequests(Exception):
    """A token has asked as often as it may within a minute; carries how long to wait, in whole seconds."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(str(wait))
        self.wait = wait


@dataclass(frozen=True, slots=True)
class ApiToken:
    """All that is known of one but the token itself."""

    id: int
    name: str
    """What its teacher calls it."""
    sees_names: bool
    """Whether it was made to see the names of readers."""
    made_at: datetime
    ends_at: datetime
    used_on: date | None
    """The last day on which it was used."""

    def has_ended(self, now: datetime) -> bool:
        return self.ends_at <= now


@dataclass(frozen=True, slots=True)
class TokenWish:
    """What a teacher asks of a new one."""

    name: str
    days: int = USUAL_LIFETIME
    sees_names: bool = False


@dataclass(frozen=True, slots=True)
class Requests:
    """How often a token has asked since a minute began with a request of its."""

    since: datetime | None = None
    count: int = 0

    def with_one(self, now: datetime) -> "Requests":
        """With one more, in a new minute where the last is over. Raises TooManyRequests."""
        ends = None if self.since is None else self.since + _A_MINUTE
        if ends is None or ends <= now:
            return Requests(now, 1)
        if self.count >= MOST_REQUESTS:
            raise TooManyRequests(timedelta(seconds=ceil((ends - now).total_seconds())))
        return Requests(self.since, self.count + 1)
