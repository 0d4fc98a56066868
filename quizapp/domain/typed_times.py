"""Times and durations as people type them, in French and in English: « lundi 8:05 », “30 Nov, 8:05 am”, « 1 h 30 ».

Dates are day first, as both write them in Europe; as ISO 8601 writes them (2026-11-30T08:05) they are always read.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from fractions import Fraction

_MONTHS = (
    ("janvier", "january", "janv", "jan"), ("fevrier", "february", "fevr", "fev", "feb"), ("mars", "march", "mar"),
    ("avril", "april", "avr", "apr"), ("mai", "may"), ("juin", "june", "jun"), ("juillet", "july", "juil", "jul"),
    ("aout", "august", "aug"), ("septembre", "september", "sept", "sep"), ("octobre", "october", "oct"),
    ("novembre", "november", "nov"), ("decembre", "december", "dec"),
)  # fmt: skip
_WEEKDAYS = (
    ("lundi", "monday", "lun", "mon"), ("mardi", "tuesday", "mar", "tues", "tue"),
    ("mercredi", "wednesday", "mer", "wed"), ("jeudi", "thursday", "jeu", "thurs", "thur", "thu"),
    ("vendredi", "friday", "ven", "fri"), ("samedi", "saturday", "sam", "sat"), ("dimanche", "sunday", "dim", "sun"),
)  # fmt: skip
_DAYS_AHEAD = {"aujourd'hui": 0, "today": 0, "demain": 1, "tomorrow": 1, "apres-demain": 2}
_MONTH = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_WEEKDAY = {name: number for number, names in enumerate(_WEEKDAYS) for name in names}


_LONGEST = 100
"""Signs of what is read."""


def _one_of(names: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


_WHEN = re.compile(
    rf"""
    (?:(?P<weekday>{_one_of(_WEEKDAY)})\.?,?\s*)?
    (?:
        (?P<year>\d{{4}})-(?P<month>\d\d?)-(?P<day>\d\d?)
      | (?P<day_2>\d\d?)(?:/(?P<month_2>\d\d?)(?:/(?P<year_2>\d{{4}}|\d\d))?
          |(?P<sign>[.-])(?P<month_3>\d\d?)(?P=sign)(?P<year_3>\d{{4}}|\d\d))
      | (?P<day_4>\d\d?)(?:er|st|nd|rd|th)?\s+(?P<name>{_one_of(_MONTH)})\.?(?:,?\s+(?P<year_4>\d{{4}}))?
      | (?P<ahead>{_one_of(_DAYS_AHEAD)})
    )?
    (?:^|[,\s]+|t(?=\d)) (?:(?:a|at|to)\s+)?
    (?P<hour>\d\d?)(?:\s*(?:h|:|\.(?=\d\d))\s*(?P<minute>\d\d)?(?::(?P<second>\d\d)(?:\.\d+)?)?)?
    \s*(?P<half>[ap]\.?m\.?)?
    """,
    re.VERBOSE | re.ASCII,
)
_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?", re.IGNORECASE | re.ASCII)


def when(text: str, now: datetime) -> datetime | None:
    """The day and hour that a text names on the clock that shows `now`; None where it names none.

    It has a zone only where the text gives an offset. A day without its year is the next such day, an hour alone the
    next such hour.
    """
    if len(text) > _LONGEST:
        return None
    written = text.strip()
    if _ISO.fullmatch(written):
        try:
            return datetime.fromisoformat(written.upper())
        except ValueError:
            return None
    found = _WHEN.fullmatch(_plain(written))
    hour = None if found is None else _hour(found)
    if found is None or hour is None:
        return None
    named = (datetime.combine(day, hour) for day in _days(found, now))
    return next((one for one in named if _year(found) or one > now), None)


def _plain(text: str) -> str:
    """Small letters without their marks, and blanks of one kind."""
    letters = unicodedata.normalize("NFD", text.replace("’", "'").casefold())
    return " ".join("".join(char for char in letters if not unicodedata.combining(char)).split())


def _year(found: re.Match[str]) -> str | None:
    return found["year"] or found["year_2"] or found["year_3"] or found["year_4"]


def _hour(found: re.Match[str]) -> time | None:
    hour, minute, half = int(found["hour"]), found["minute"], found["half"]
    if minute is None and half is None and "h" not in found[0][found.start("hour") :]:
        return None  # A number alone is none.
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    try:
        return time(hour, int(minute or 0))
    except ValueError:
        return None


def _days(found: re.Match[str], now: datetime) -> Iterator[date]:
    """Those that may be meant, the soonest first."""
    weekday = None if found["weekday"] is None else _WEEKDAY[found["weekday"]]
    for day in _dates(found, now.date(), weekday):
        if weekday is None or day.weekday() == weekday:
            yield day


def _dates(found: re.Match[str], today: date, weekday: int | None) -> Iterator[date]:
    day = found["day"] or found["day_2"] or found["day_4"]
    if found["ahead"] is not None:
        yield today + timedelta(days=_DAYS_AHEAD[found["ahead"]])
    elif day is None:
        yield from (today + timedelta(days=ahead) for ahead in range(2 if weekday is None else 8))
    else:
        name = found["name"]
        month = int(found["month"] or found["month_2"] or found["month_3"] or 0) if name is None else _MONTH[name]
        year = _year(found)
        years = [today.year, today.year + 1] if year is None else [int(year) + (2000 if len(year) == 2 else 0)]
        for one in years:
            try:
                yield date(one, month, int(day))
            except ValueError:
                continue


# --- how long ---

_NUMBERS = {
    "un": 1, "une": 1, "a": 1, "an": 1, "one": 1, "deux": 2, "two": 2, "trois": 3, "three": 3, "quatre": 4, "four": 4,
    "cinq": 5, "five": 5, "six": 6, "sept": 7, "seven": 7, "huit": 8, "eight": 8, "dix": 10, "ten": 10, "quinze": 15,
    "fifteen": 15, "vingt": 20, "twenty": 20, "trente": 30, "thirty": 30, "quarante": 40, "forty": 40,
    "quarante-cinq": 45, "forty-five": 45, "soixante": 60, "sixty": 60, "quatre-vingt-dix": 90, "ninety": 90,
}  # fmt: skip
_PHRASES = {
    "une demi-heure": 30, "une demi heure": 30, "demi-heure": 30, "half an hour": 30, "a half hour": 30,
    "un quart d'heure": 15, "quart d'heure": 15, "a quarter of an hour": 15, "trois quarts d'heure": 45,
    "three quarters of an hour": 45,
}  # fmt: skip
_COUNT = rf"\d{{1,6}}|{_one_of(_NUMBERS)}"
_HALVES = {" et demie": 30, " and a half": 30, " et quart": 15, " and a quarter": 15}
_MINUTES = r"(?:minutes?|mins?|mn|m|')\.?"
_HOURS = r"(?:heures?|hours?|hrs?|h)\.?"
_DAYS = r"(?:jours?|days?|j|d)"
_WAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Fraction]], ...] = (
    (re.compile(rf"({_COUNT})\s*{_MINUTES}|(\d{{1,6}})", re.ASCII), lambda found: _count(found[1] or found[2])),
    (
        re.compile(rf"({_COUNT})\s*{_HOURS}(?:\s*(?:et\s|and\s)?\s*(\d\d?)\s*(?:{_MINUTES})?)?", re.ASCII),
        lambda found: 60 * _count(found[1]) + int(found[2] or 0),
    ),
    (re.compile(rf"(\d{{1,3}}):(\d\d)\s*(?:{_HOURS})?", re.ASCII), lambda found: 60 * _count(found[1]) + int(found[2])),
    (
        re.compile(rf"(\d{{1,3}})[.,](\d{{1,2}})\s*{_HOURS}", re.ASCII),
        lambda found: 60 * Fraction(f"{found[1]}.{found[2]}"),
    ),
    (
        re.compile(rf"({_COUNT})\s*(?:{_HOURS}({_one_of(_HALVES)})|(and a half|and a quarter)\s*{_HOURS})", re.ASCII),
        lambda found: 60 * _count(found[1]) + _HALVES[found[2] or f" {found[3]}"],
    ),
    (re.compile(rf"({_COUNT})\s*{_DAYS}", re.ASCII), lambda found: 1440 * _count(found[1])),
)


def minutes(text: str) -> int | None:
    """How many whole minutes a text names: « 10 », « 10 min », « 1h30 », “an hour”; None where it names none."""
    said = _plain(text[: _LONGEST + 1])
    if said in _PHRASES:
        return _PHRASES[said]
    for way, length in _WAYS:
        if found := way.fullmatch(said):
            long = length(found)
            return int(long) if long.denominator == 1 else None
    return None


def _count(text: str) -> Fraction:
    return Fraction(_NUMBERS[text] if text in _NUMBERS else int(text))


def written_minutes(count: int) -> str:
    """So many minutes as both languages write them, and as `minutes` reads them: 10 min, 1 h, 1 h 30 min."""
    hours, rest = divmod(count, 60)
    return " ".join(([f"{hours} h"] if hours else []) + ([f"{rest} min"] if rest or not hours else []))
