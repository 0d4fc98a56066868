"""How pages look to this reader: by the browser's preference, or by a switch kept in a cookie."""

from typing import TypedDict

from flask import Flask
from flask_babel import gettext as _

from quizapp.web.cookies import preference


class Look(TypedDict):
    theme: str
    text: str


SETTINGS = {"theme": ("auto", "light", "dark"), "text": ("normal", "large")}
"""Each setting with its values, the default first; each is kept under its name."""


def dress(app: Flask) -> None:
    """Give every template the reader's look and the switches for it."""

    @app.context_processor
    def given() -> dict[str, object]:
        return {"look": look(), "looks": _switches()}


def look() -> Look:
    return Look(theme=_chosen("theme"), text=_chosen("text"))


def _chosen(setting: str) -> str:
    value = preference(setting)
    return value if value in SETTINGS[setting] else SETTINGS[setting][0]


def _switches() -> list[tuple[str, str, str]]:
    return [
        ("theme", "auto", _("Colours of the device")),
        ("theme", "light", _("Light")),
        ("theme", "dark", _("Dark")),
        ("text", "normal", _("Normal text")),
        ("text", "large", _("Large, airy text")),
    ]
