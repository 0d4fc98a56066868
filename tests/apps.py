"""Applications for tests: each on an installation of its own, all with the addresses and templates of one.

Werkzeug compiles every address of an application, and Jinja every template it shows: most of what a test of a page
takes, and the same each time.
"""

from collections.abc import Callable
from copy import copy
from datetime import datetime
from functools import cache
from pathlib import Path

from flask import Config, Flask

from quizapp.app import create_app, open_installation
from quizapp.config import Settings
from quizapp.web.reader.question_pages import PlainArticles


def app_of(settings: Settings, clock: Callable[[], datetime]) -> Flask:
    """As `create_app` makes it; no address may be added to it, for all others would have it too."""
    if settings.proxies:  # They stand before the application itself.
        return create_app(settings, clock)
    app = copy(_pattern(settings.secret_key, settings.old_secret_keys, settings.hosts))
    app.config = Config(app.root_path, app.config)
    kept = {"quizapp.plain-articles": PlainArticles(), "quizapp": open_installation(settings, clock)}
    app.extensions = {**app.extensions, **kept}
    return app


@cache
def _pattern(secret_key: str, old_secret_keys: tuple[str, ...], hosts: tuple[str, ...]) -> Flask:
    """What the settings say of the application itself: the rest of them is its installation's."""
    settings = Settings(Path(), secret_key, old_secret_keys, "sqlite://", hosts)
    app = create_app(settings)
    app.extensions["quizapp"].database.close()
    return app
