"""How pages tell times: on the clock of a place that they name, a teacher's or else the installation's."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.core import Locale, get_global
from babel.dates import get_timezone_location
from flask import Flask, g
from flask_babel import format_date, format_datetime, get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from quizapp.domain.accounts import Teacher
from quizapp.domain.collation import collated
from quizapp.domain.zones import NoZone, on, zone
from quizapp.services import zones
from quizapp.web.i18n import language
from quizapp.web.installation import installation

_HOURS = {"fr": "H:mm", "en": "HH:mm"}
_DAY = "d MMMM y"
_VOWELS = "AEIOUYÀÂÄÉÈÊËÎÏÔÖÙÛÜ"
_ARTICLES = {"Le ": "du ", "Les ": "des "}
"""How French begins « heure du Caire », of Le Caire."""


def tell(app: Flask) -> None:
    """Let every template tell times, and give it the clock of whoever teaches."""
    app.jinja_env.filters["moment"] = moment
    app.jinja_env.filters["moment_there"] = moment_there
    app.jinja_env.filters["day"] = day
    app.jinja_env.filters["zone_words"] = zone_words
    app.jinja_env.filters["zone_called"] = zone_called

    @app.context_processor
    def given() -> dict[str, ZoneInfo]:
        return {"zone": my_zone()}


def my_zone() -> ZoneInfo:
    """The clock of the teacher whose page it is; on other pages the installation's."""
    teacher: Teacher | None = g.get("teacher")
    return zone_called("" if teacher is None else teacher.zone)


def zone_called(name: str) -> ZoneInfo:
    """The clock that was chosen for a teacher, and so for a quiz; the installation's, where none was."""
    return zones.chosen(name, installation().zone)


def moment(time: datetime, zone: ZoneInfo) -> str:
    """Day and hour, where a page says once on whose clock."""
    return str(format_datetime(on(time, zone), f"{_DAY}, {_HOURS[language()]}", rebase=False))


def hour(time: datetime, zone: ZoneInfo) -> str:
    """The hour alone, where the day is plain."""
    return hour_shown(on(time, zone))


def hour_shown(local: datetime) -> str:
    """The same of a time without its zone."""
    return str(format_datetime(local, _HOURS[language()], rebase=False))


def offset_words(time: datetime, zone: ZoneInfo) -> str:
    """How far a clock is ahead of UTC at a moment: UTC+2, UTC−3:30."""
    ahead = time.astimezone(zone).utcoffset() or timedelta()
    hours, minutes = divmod(abs(ahead) // timedelta(minutes=1), 60)
    sign = "" if not ahead else "+" if ahead > timedelta() else "−"
    return f"UTC{sign}{hours or (0 if minutes else '')}{f':{minutes:02}' if minutes else ''}"


def date_of(time: datetime, zone: ZoneInfo) -> str:
    """The day alone, with its year."""
    return str(format_date(on(time, zone).date(), _DAY))


def day(text: str) -> str:
    """A date as the language writes it, where it is one; a teacher may write anything."""
    try:
        return str(format_date(date.fromisoformat(text), _DAY))
    except ValueError:
        return text


def moment_there(time: datetime, zone: ZoneInfo) -> Markup:
    """Day and hour with the name of the clock, to which a script adds what the reader's own shows, where it differs."""
    return timed(time, zone, str(_("%(moment)s, %(zone)s", moment=moment(time, zone), zone=zone_words(zone))))


def hour_there(time: datetime, zone: ZoneInfo) -> Markup:
    """The hour with the name of the clock, in the same way."""
    return timed(time, zone, str(_("%(moment)s, %(zone)s", moment=hour(time, zone), zone=zone_words(zone))))


def timed(time: datetime, zone: ZoneInfo, words: str) -> Markup:
    """Words that tell a time, as an element that scripts read it from."""
    offset = time.astimezone(zone).utcoffset()
    minutes = 0 if offset is None else int(offset.total_seconds() // 60)
    at = time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Markup('<time datetime="{}" data-offset="{}">{}</time>').format(at, minutes, words)


def zone_words(zone: ZoneInfo) -> str:
    """« heure de Paris », “Paris time”; of a clock that is no place's, its name."""
    if "/" not in zone.key.removeprefix("Etc/"):
        return f"heure {_placeless(zone)}" if language() == "fr" else _placeless(zone)
    place = city(zone)
    if language() != "fr":
        return str(_("%(place)s time", place=place))
    for article, of in _ARTICLES.items():
        if place.startswith(article):
            return f"heure {of}{place.removeprefix(article)}"
    return f"heure d’{place}" if place[0] in _VOWELS else f"heure de {place}"


def city(zone: ZoneInfo) -> str:
    """The place whose clock it is, as the language calls it (CLDR)."""
    return get_timezone_location(zone, locale=get_locale(), return_city=True).rpartition("/")[2]


def _placeless(zone: ZoneInfo) -> str:
    return zone.key.removeprefix("Etc/")


def listed_zones() -> dict[str, str]:
    """Every place whose clock can be chosen, by its name in the database: « Paris (France) », in alphabetical order."""
    return _listed(str(get_locale()))


@lru_cache(4)
def _listed(locale: str) -> dict[str, str]:
    countries = Locale.parse(locale).territories
    found = {"UTC": "UTC"}
    for name, territory in get_global("zone_territories").items():
        with suppress(NoZone):
            found[name] = f"{city(zone(name))} ({countries.get(territory, territory)})"
    return dict(sorted(found.items(), key=lambda one: collated(one[1])))
