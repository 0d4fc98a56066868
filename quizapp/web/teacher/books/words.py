"""How a book says its marks, its tries and its days."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from math import floor
from zoneinfo import ZoneInfo

from flask_babel import format_date, format_decimal
from flask_babel import gettext as _

from quizapp.domain.books import SCALE, BookEntry, MarkState
from quizapp.domain.zones import on

_A_SCHOOL_YEAR = timedelta(days=330)


def mark(share: Fraction) -> str:
    """Out of SCALE, to one decimal, always: 13.3, 20.0; half a tenth is rounded up."""
    tenths = floor(share * SCALE * 10 + Fraction(1, 2))
    return str(format_decimal(Decimal(tenths) / 10, "0.0")).replace("-", "−")


def ordinal(number: int) -> str:
    """2nd, 3rd, 11th: of a try."""
    if number == 1:
        return str(_("1st"))
    last = 0 if number % 100 in (11, 12, 13) else number % 10
    if last == 1:
        return str(_("%(number)sst", number=number))
    if last == 2:
        return str(_("%(number)snd", number=number))
    if last == 3:
        return str(_("%(number)srd", number=number))
    return str(_("%(number)sth", number=number))


def standing(entry: BookEntry) -> str:
    """Why there is no mark."""
    return {
        MarkState.MISSING: str(_("missing")),
        MarkState.RUNNING: str(_("running")),
        MarkState.UNMARKED: str(_("no points")),
        MarkState.KEPT: "",
    }[entry.standing]


def days_of(times: Sequence[datetime], zone: ZoneInfo) -> dict[datetime, str]:
    """As short as they can be told apart: without the year, where they are of one."""
    if not times:
        return {}
    pattern = "d MMM" if max(times) - min(times) < _A_SCHOOL_YEAR else "d MMM y"
    return {at: str(format_date(on(at, zone).date(), pattern)) for at in times}
