"""Quizzes that have closed, by month; those of earlier school years by the year."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from quizapp.web.teacher.home.words import Now, month_said

_FIRST_MONTH = 8
"""Of a school year: August, before any begins in the north."""


@dataclass(frozen=True, slots=True)
class Drawer:
    """A month, or a school year, of quizzes that have closed."""

    name: str
    """As its address says it: 2026-11, or 2025-2026."""
    words: str
    count: int


def drawers(closings: Iterable[datetime], now: Now) -> list[Drawer]:
    """The newest first: the months of this school year, and the years before it."""
    present = _school_year(now.day)
    days = [now.day_of(closing) for closing in closings]
    months = Counter((day.year, day.month) for day in days if _school_year(day) >= present)
    years = Counter(_school_year(day) for day in days if _school_year(day) < present)
    return [
        *(_of_month(year, month, count) for (year, month), count in sorted(months.items(), reverse=True)),
        *(_of_year(year, count) for year, count in sorted(years.items(), reverse=True)),
    ]


def _of_month(year: int, month: int, count: int = 0) -> Drawer:
    return Drawer(f"{year}-{month:02}", month_said(date(year, month, 1)), count)


def _of_year(year: int, count: int = 0) -> Drawer:
    return Drawer(f"{year}-{year + 1}", str(_("School year %(first)s–%(last)s", first=year, last=year + 1)), count)


def opened(name: str, zone: ZoneInfo) -> tuple[Drawer, tuple[datetime, datetime]] | None:
    """The drawer of this name, and from when until when its quizzes closed; None where there can be none."""
    found = re.fullmatch(r"([12][0-9]{3})-([0-9]{2}|[12][0-9]{3})", name)
    if found is None:
        return None
    year, rest = int(found[1]), int(found[2])
    if len(found[2]) == 2 and 1 <= rest <= 12:
        after = (year + 1, 1) if rest == 12 else (year, rest + 1)
        return _of_month(year, rest), (_midnight(year, rest, zone), _midnight(*after, zone))
    if rest == year + 1:
        return _of_year(year), (_midnight(year, _FIRST_MONTH, zone), _midnight(rest, _FIRST_MONTH, zone))
    return None


def _midnight(year: int, month: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(date(year, month, 1), time.min, zone).astimezone(UTC)


def _school_year(day: date) -> int:
    """By the year in which it begins."""
    return day.year if day.month >= _FIRST_MONTH else day.year - 1
