"""Clocks of places: which moments a time on one of them names, for they skip some times and show others twice."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_NAME = re.compile(r"(?!posix|right|local|Factory)[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,2}")
"""Without the doubles that some systems have beside the database's own names: those of `right` count leap seconds."""
_LONGEST_NAME = 64


class NoZone(Exception):
    """No place's clock has this name in the IANA's database."""


def zone(name: str) -> ZoneInfo:
    """The clock of this name, such as Europe/Paris. Raises NoZone."""
    try:
        if len(name) <= _LONGEST_NAME and _NAME.fullmatch(name):
            return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # The last for a folder of them, such as Europe.
        pass
    raise NoZone(name)


def moments(local: datetime, place: ZoneInfo) -> tuple[datetime, ...]:
    """When, in UTC, the clock of a place shows this time: once, twice where it was set back, or never.

    `local` has no zone. The time before the change and that after it are told apart by its `fold` (PEP 495).
    """
    either = {local.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return tuple(sorted(one for one in either if on(one, place) == local.replace(fold=0)))


def on(at: datetime, place: ZoneInfo) -> datetime:
    """What the clock of a place shows at a moment, without its zone."""
    return at.astimezone(place).replace(tzinfo=None, fold=0)


def beside(local: datetime, place: ZoneInfo) -> tuple[datetime, datetime]:
    """The two times of this clock next to one that it skips: the last minute before it, and the first after."""
    early, late = (local.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (1, 0))
    before = early.astimezone(place).utcoffset()
    while late - early > timedelta(seconds=1):
        middle = early + timedelta(seconds=(late - early) // timedelta(seconds=2))
        if middle.astimezone(place).utcoffset() == before:
            early = middle
        else:
            late = middle
    return on(late - timedelta(minutes=1), place), on(late, place)


def is_summer(at: datetime, place: ZoneInfo) -> bool:
    """Whether the clock of a place is ahead of what it is in some other season of the year."""
    offsets = [(at + timedelta(days=91 * quarter)).astimezone(place).utcoffset() or timedelta() for quarter in range(5)]
    return offsets[0] > min(offsets)
