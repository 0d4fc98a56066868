"""Who may open which page: every view says it, and nothing answers that does not."""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from quizapp.domain.accounts import Origin, Teacher
from quizapp.services import accounts
from quizapp.services.accounts import NotAllowed
from quizapp.web import errors
from quizapp.web.installation import installation
from quizapp.web.security import cookie, drop_cookie, set_cookie

_LOGIN = "qt"
_DEVICE = "qd"
_A_YEAR = 365 * 86400

View = TypeVar("View", bound=Callable[..., Any])


class Who(StrEnum):
    ANYONE = "anyone"
    """Readers too: what is whose, the reader's own token decides."""
    TEACHER = "teacher"
    OWNER = "owner"


class LoggedOut(Exception):
    """The page is for teachers, and this browser has no session that runs."""


def open_to(who: Who) -> Callable[[View], View]:
    """Say whom a view is for; put it under the route's own decorator."""

    def declare(view: View) -> View:
        view.open_to = who  # type: ignore[attr-defined]
        return view

    return declare


def declared(app: Flask) -> Mapping[str, Who]:
    """Whom each endpoint is for. Raises LookupError for one that does not say."""
    found = {}
    for endpoint, view in app.view_functions.items():
        who = getattr(view, "open_to", None)
        if who is None:
            raise LookupError(f"{endpoint} does not say whom it is for")
        found[endpoint] = who
    return found


def guard(app: Flask) -> None:
    """Have nobody see a page that is not for them."""

    @app.before_request
    def let_in() -> None:
        view = app.view_functions.get(request.endpoint or "")
        who: Who = getattr(view, "open_to", Who.OWNER) if view else Who.ANYONE
        if who is Who.ANYONE:
            return
        token = cookie(_LOGIN)
        found = accounts.who(installation().database, token, installation().clock())
        if found is None:
            raise LoggedOut
        if who is Who.OWNER and not found.is_owner:
            raise NotAllowed
        g.teacher = found

    app.register_error_handler(LoggedOut, _logged_out)
    app.register_error_handler(NotAllowed, lambda error: errors.answer(404))

    @app.context_processor
    def given() -> dict[str, Any]:
        return {"teacher": g.get("teacher")}


def teacher() -> Teacher:
    """Who is logged in, on a page for teachers."""
    found: Teacher = g.teacher
    return found


def let_in(response: AnyResponse, token: str, email: str) -> AnyResponse:
    """Have the browser keep its session, and that this teacher is known in it."""
    set_cookie(response, _LOGIN, token, None)
    return set_cookie(response, _DEVICE, _device_of(email), _A_YEAR)


def let_out(response: AnyResponse) -> AnyResponse:
    """End what the browser keeps of the session, its pages too."""
    response.headers["Clear-Site-Data"] = '"cache"'
    return drop_cookie(response, _LOGIN)


def login_token() -> str:
    return cookie(_LOGIN)


def origins(email: str) -> Mapping[Origin, str]:
    """Under what a wrong password for this address counts: this device alone, if the teacher is known in it."""
    key = installation().settings.secret_key
    device = cookie(_DEVICE)
    if hmac.compare_digest(device.encode(), _device_of(email).encode()):
        return {Origin.DEVICE: accounts.origin(key, Origin.DEVICE, f"{email}:{device}")}
    return {
        Origin.ACCOUNT: accounts.origin(key, Origin.ACCOUNT, email),
        Origin.ADDRESS: accounts.origin(key, Origin.ADDRESS, request.remote_addr or ""),
    }


def _device_of(email: str) -> str:
    key = installation().settings.secret_key.encode()
    return hmac.digest(key, f"known-device:{email.strip().casefold()}".encode(), hashlib.sha256).hex()


def _logged_out(error: LoggedOut) -> AnyResponse:
    """To the way in and back; what a form held stays in the page before, and is not lost in a redirect."""
    if request.method == "GET":
        return redirect(url_for("accounts.login", back=request.path), 303)
    return errors.answer(401)
