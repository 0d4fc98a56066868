"""Who is logged in: a teacher's session in this browser, and what it keeps of it."""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

from flask import Flask, g, request
from werkzeug.wrappers import Response as AnyResponse

from quizapp.domain.accounts import Origin, Teacher
from quizapp.domain.tokens import ApiToken
from quizapp.services import accounts, tokens
from quizapp.web.cookies import A_YEAR, DEVICE, TEACHER, cookie, drop_cookie, set_cookie
from quizapp.web.installation import installation


class LoggedOut(Exception):
    """The page is for teachers, and this browser has no session that runs."""


def dress(app: Flask) -> None:
    """Give every template who is logged in, on a page for teachers, and whether this browser has a session at all.

    That the session runs is asked on no other page: whoever follows the way to the teachers' side is told there.
    """

    @app.context_processor
    def given() -> dict[str, Any]:
        return {"teacher": g.get("teacher"), "has_session": bool(cookie(TEACHER))}


def logged_in() -> Teacher | None:
    """Who is logged in in this browser, if anybody is."""
    here = installation()
    return accounts.who(here.database, cookie(TEACHER), here.clock())


def recognise(found: Teacher) -> None:
    """Let the view know whom the door was opened to."""
    g.teacher = found


def teacher() -> Teacher:
    """Who is logged in, on a page for teachers."""
    found: Teacher = g.teacher
    return found


def bearer(sent: str) -> Teacher | None:
    """Whose program sent this token, if it is good; what the token may see, `token` tells then."""
    here = installation()
    found = tokens.holder(here.database, sent, here.clock())
    if found is None:
        return None
    g.token = found.token
    return found.teacher


def token() -> ApiToken:
    """By which token the door was opened, where one opens it."""
    found: ApiToken = g.token
    return found


def let_in(response: AnyResponse, session: str, email: str) -> AnyResponse:
    """Have the browser keep its session, and that this teacher is known in it."""
    set_cookie(response, TEACHER, session, None)
    return set_cookie(response, DEVICE, _device_of(email), A_YEAR)


def let_out(response: AnyResponse) -> AnyResponse:
    """End what the browser keeps of the session, its pages too."""
    response.headers["Clear-Site-Data"] = '"cache"'
    return drop_cookie(response, TEACHER)


def login_token() -> str:
    return cookie(TEACHER)


def origins(email: str) -> Mapping[Origin, str]:
    """Under what a wrong password for this address counts: this device alone, if the teacher is known in it."""
    key = installation().settings.secret_key
    device = cookie(DEVICE)
    if hmac.compare_digest(device.encode(), _device_of(email).encode()):
        return {Origin.DEVICE: accounts.origin(key, Origin.DEVICE, f"{email}:{device}")}
    return {
        Origin.ACCOUNT: accounts.origin(key, Origin.ACCOUNT, email),
        Origin.ADDRESS: accounts.origin(key, Origin.ADDRESS, request.remote_addr or ""),
    }


def _device_of(email: str) -> str:
    key = installation().settings.secret_key.encode()
    return hmac.digest(key, f"known-device:{email.strip().casefold()}".encode(), hashlib.sha256).hex()
