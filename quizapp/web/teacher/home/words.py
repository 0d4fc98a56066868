"""How a teacher's first page says when something is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from quizapp.domain.zones import on
from quizapp.web.i18n import language
from quizapp.web.times import hour

_NEAR = 6
"""Days for which the name of the week's day is plain."""
_THIS_YEAR = timedelta(days=180)
_SOON = timedelta(minutes=90)


@dataclass(frozen=True, slots=True)
class Now:
    """The moment at which a page is made, and on whose clock it tells others."""

    at: datetime
    zone: ZoneInfo

    @property
    def day(self) -> date:
        return self.day_of(self.at)

    def day_of(self, time: datetime) -> date:
        return on(time, self.zone).date()

    def hour_of(self, time: datetime) -> str:
        return hour(time, self.zone)


def day_said(time: datetime, now: Now) -> str:
    """today, Monday, 3 November, or May 2025: as much as tells it apart."""
    return _said(time, now)[0]


def on_day(time: datetime, now: Now) -> str:
    """The same within a sentence: today, on Monday, on 3 November, in May 2025."""
    return _said(time, now)[1]


def _said(time: datetime, now: Now) -> tuple[str, str]:
    day = now.day_of(time)
    days = (day - now.day).days
    if days in (-1, 0, 1):
        word = str((_("today"), _("tomorrow"), _("yesterday"))[days])
        return word, word
    if abs(days) <= _NEAR:
        word = str(format_date(day, "EEEE"))
        return word, str(_("on %(weekday)s", weekday=word))
    if abs(time - now.at) < _THIS_YEAR:
        word = _first(str(format_date(day, "d MMMM")))
        return word, str(_("on %(date)s", date=word))
    word = str(format_date(day, "MMMM y"))
    return word, str(_("in %(month)s", month=word))


def _first(words: str) -> str:
    """French has an ordinal for the first of a month, which the locale's data have not."""
    return words.replace("1 ", "1er ", 1) if words.startswith("1 ") and language() == "fr" else words


def moment_said(time: datetime, now: Now) -> str:
    return str(_("%(day)s, %(hour)s", day=on_day(time, now), hour=now.hour_of(time)))


def today_said(now: Now) -> str:
    return str(_("%(day)s, %(hour)s", day=format_date(now.day, "EEEE d MMMM"), hour=now.hour_of(now.at)))


def open_until(closes_at: datetime | None, now: Now) -> str:
    """Until when an open quiz takes answers."""
    if closes_at is None:
        return str(_("open without an end"))
    if closes_at - now.at > _SOON:
        return str(_("open, closes %(when)s", when=moment_said(closes_at, now)))
    minutes = max(1, round((closes_at - now.at) / timedelta(minutes=1)))
    return str(
        ngettext(
            "closes at %(hour)s, in %(num)s minute",
            "closes at %(hour)s, in %(num)s minutes",
            minutes,
            hour=now.hour_of(closes_at),
        )
    )


def month_said(month: date) -> str:
    """With a capital where it stands alone."""
    said = str(format_date(month, "MMMM y"))
    return said[0].upper() + said[1:]
