"""French and English: by the reader's switch, else by the browser's preference."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from flask import Flask, request
from flask_babel import Babel, format_date, format_datetime, format_decimal, format_time, get_locale

from quizapp.web.cookies import preference

LANGUAGES = {"fr": "Français", "en": "English"}
PREFERENCE = "lang"
_TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"


def speak(app: Flask) -> None:
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(_TRANSLATIONS)
    app.config["BABEL_DEFAULT_LOCALE"] = "en"
    Babel(app, locale_selector=_chosen)
    app.jinja_env.filters["points"] = points
    app.jinja_env.filters["moment"] = moment
    app.jinja_env.filters["day"] = day
    app.jinja_env.globals["languages"] = LANGUAGES
    app.jinja_env.globals["language"] = language


def _chosen() -> str:
    kept = preference(PREFERENCE)
    return kept if kept in LANGUAGES else request.accept_languages.best_match(list(LANGUAGES)) or "en"


def language() -> str:
    """The language the page speaks: fr or en."""
    return str(get_locale() or "en")


def points(number: Decimal) -> str:
    """11, 10.5 or 10,67: as the language writes it, to two decimals at most."""
    return str(format_decimal(number, "#,##0.##"))


def day(text: str) -> str:
    """A date as the language writes it, where it is one; a teacher may write anything."""
    try:
        return str(format_date(date.fromisoformat(text), "long"))
    except ValueError:
        return text


def moment(time: datetime) -> str:
    """Day and hour, on the clock of the place where the server stands."""
    pattern = "d MMMM y, HH:mm" if language() == "fr" else "d MMMM y, h:mm a"
    return str(format_datetime(time.astimezone().replace(tzinfo=None), pattern, rebase=False))


def hour(time: datetime) -> str:
    """The hour alone, where the day is plain."""
    return str(
        format_time(time.astimezone().replace(tzinfo=None), "HH:mm" if language() == "fr" else "h:mm a", rebase=False)
    )
