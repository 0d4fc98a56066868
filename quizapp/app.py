"""Joins the parts: settings in, application out."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Flask, Response
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter

from quizapp.clock import utc_now
from quizapp.config import Settings, folder
from quizapp.services import zones
from quizapp.services.errands import Errands
from quizapp.services.visits import Draw
from quizapp.store.banks import Shelf
from quizapp.store.session import Database
from quizapp.web import (
    addresses,
    auth,
    cookies,
    display,
    doors,
    errors,
    headers,
    i18n,
    live,
    media,
    rendering,
    times,
    trials,
    words,
)
from quizapp.web.api import routes as api_routes
from quizapp.web.assets import Assets
from quizapp.web.doors import Who, open_to
from quizapp.web.installation import Installation
from quizapp.web.reader import entrance, preferences
from quizapp.web.reader import routes as reader_routes
from quizapp.web.teacher.accounts import routes as account_routes
from quizapp.web.teacher.archive import routes as archive_routes
from quizapp.web.teacher.banks import routes as bank_routes
from quizapp.web.teacher.books import routes as book_routes
from quizapp.web.teacher.classes import routes as class_routes
from quizapp.web.teacher.compilations import routes as compilation_routes
from quizapp.web.teacher.drafts import routes as draft_routes
from quizapp.web.teacher.files import routes as file_routes
from quizapp.web.teacher.help import routes as help_routes
from quizapp.web.teacher.home import routes as home_routes
from quizapp.web.teacher.quizzes import board_routes
from quizapp.web.teacher.quizzes import routes as quiz_routes
from quizapp.web.teacher.remarks import routes as remark_routes
from quizapp.web.teacher.results import export_routes, gradebook_routes
from quizapp.web.teacher.results import routes as result_routes
from quizapp.web.teacher.tokens import routes as token_routes
from quizapp.web.teacher.trials import routes as trial_routes


class RowNumber(IntegerConverter):
    """A number in an address: none that a database could not hold, nor in other digits than ours."""

    regex = "[0-9]{1,9}"


@open_to(Who.ANYONE)
def _healthz() -> Response:
    return Response("ok\n", mimetype="text/plain")


def draw_of(settings: Settings) -> Draw:
    """Where an installation's chance comes from: the system's, but for a seed that is set."""
    return Draw(
        address=lambda: secrets.token_urlsafe(16),
        seed=lambda: settings.seed or secrets.token_hex(16),
        below=secrets.randbelow,
    )


def open_installation(settings: Settings, clock: Callable[[], datetime]) -> Installation:
    """What an application is of; whoever opens it closes its database."""
    database = Database(settings.database)
    zone = zones.of_installation(settings.zone)
    return Installation(settings, database, Shelf(), draw_of(settings), clock, zone, Errands(database, clock))


def _answer(app: Flask) -> None:
    """With every room's pages."""
    for routes in (entrance, reader_routes, preferences, media):
        app.register_blueprint(routes.blueprint)
    for routes in (home_routes, account_routes, bank_routes, file_routes, book_routes, class_routes):
        app.register_blueprint(routes.blueprint)
    for routes in (archive_routes, compilation_routes, draft_routes, help_routes):
        app.register_blueprint(routes.blueprint)
    for routes in (quiz_routes, board_routes, remark_routes, result_routes):
        app.register_blueprint(routes.blueprint)
    for routes in (export_routes, gradebook_routes, token_routes, trial_routes):
        app.register_blueprint(routes.blueprint)
    app.register_blueprint(api_routes.blueprint)


def create_app(settings: Settings, clock: Callable[[], datetime] = utc_now) -> Flask:
    """The WSGI application of one installation; its database must be migrated already."""
    app = Flask("quizapp", static_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=list(settings.old_secret_keys),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=timedelta(days=30),
    )
    app.url_map.converters["int"] = RowNumber
    rendering.compile_for_each_language(app)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.extensions["quizapp"] = open_installation(settings, clock)
    assets = Assets(folder("static"))
    app.jinja_env.globals["asset"] = assets.path
    app.add_url_rule("/static/<path:hashed>", "static", assets.respond)
    app.add_url_rule("/healthz", "healthz", _healthz)
    i18n.speak(app)
    display.dress(app)
    live.refresh(app)
    media.print_texts(app)
    words.teach(app)
    times.tell(app)
    auth.dress(app)
    trials.dress(app)
    addresses.answer_under(app, settings.hosts)
    cookies.sign_sessions(app)
    doors.guard(app, auth.bearer)
    headers.send_headers(app)
    errors.handle_errors(app)
    _answer(app)
    doors.declared(app)
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops)  # type: ignore[method-assign]
    return app
