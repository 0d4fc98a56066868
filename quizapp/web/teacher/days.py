"""Days in addresses: what was asked for, on the calendar of the teacher who asks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from quizapp.formats.problems import N_
from quizapp.web.errors import Unfit

_NO_DATE = N_("A date is missing, or is none that a calendar has.")
_ENDS_FIRST = N_("The last day is before the first one.")


@dataclass(frozen=True, slots=True)
class Days:
    """From one to another, or open at an end."""

    zone: ZoneInfo
    """On whose clock they begin and end."""
    since: date | None = None
    until: date | None = None
    """This day is in it."""

    @property
    def begin(self) -> datetime | None:
        return None if self.since is None else _midnight(self.since, self.zone)

    @property
    def end(self) -> datetime | None:
        """The first moment that is not in it."""
        return None if self.until is None else _midnight(self.until + timedelta(days=1), self.zone)

    @property
    def query(self) -> dict[str, str]:
        """What an address says of it."""
        said = {"since": self.since, "until": self.until}
        return {name: str(day) for name, day in said.items() if day is not None}


def days(args: Mapping[str, str], zone: ZoneInfo) -> Days:
    """What an address asks for; an empty field asks for nothing. Raises Unfit."""
    asked = Days(zone, _day(args.get("since", "")), _day(args.get("until", "")))
    if asked.since and asked.until and asked.until < asked.since:
        raise Unfit(_ENDS_FIRST)
    return asked


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError(text)
        day = date.fromisoformat(text)
        # In whatever zone it begins and ends:
        day - timedelta(days=1), day + timedelta(days=2)  # The first and the last of the calendar have none.
    except (ValueError, OverflowError):
        raise Unfit(_NO_DATE) from None
    return day


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    """Where the clocks skip it the first moment of the day, where they show it twice the first of them."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)
