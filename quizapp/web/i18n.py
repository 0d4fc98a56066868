"""French and English: by the reader's switch, else by the browser's preference."""

from decimal import Decimal
from pathlib import Path

from flask import Flask, request
from flask_babel import Babel, format_decimal, get_locale

from quizapp.web.cookies import preference

LANGUAGES = {"fr": "Français", "en": "English"}
PREFERENCE = "lang"
_TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"


def speak(app: Flask) -> None:
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(_TRANSLATIONS)
    app.config["BABEL_DEFAULT_LOCALE"] = "en"
    Babel(app, locale_selector=_chosen)
    app.jinja_env.filters["points"] = points
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
