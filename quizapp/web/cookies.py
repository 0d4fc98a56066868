"""What a browser keeps for us: honest marks, a reader's token, preferences."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode

from flask import Flask, current_app, request, session
from flask.sessions import SecureCookieSessionInterface
from werkzeug.wrappers import Response as AnyResponse

from quizapp.web.addresses import is_trustworthy

TEACHER = "qt"
"""A teacher's session."""
DEVICE = "qd"
"""That a teacher has logged in here before."""
A_YEAR = 365 * 86400

_READER = "qr"
_READER_DAYS = 30


def sign_sessions(app: Flask) -> None:
    app.session_interface = _Sessions()


class _Sessions(SecureCookieSessionInterface):
    """Flask's signed cookie, which here holds the CSRF secret and nothing else."""

    def get_cookie_name(self, app: Flask) -> str:
        return _full_name("qs")

    def get_cookie_secure(self, app: Flask) -> bool:
        return is_trustworthy()


# --- any of ours ---


def cookie(name: str) -> str:
    """What this browser sends under a name of ours; empty for nothing."""
    return request.cookies.get(_full_name(name), "")


def set_cookie(response: AnyResponse, name: str, value: str, seconds: int | None) -> AnyResponse:
    """Have the browser keep a value for so long; without a number, until it is closed."""
    response.set_cookie(
        _full_name(name), value, max_age=seconds, path="/", secure=is_trustworthy(), httponly=True, samesite="Lax"
    )
    return response


def drop_cookie(response: AnyResponse, name: str) -> AnyResponse:
    response.delete_cookie(_full_name(name), path="/", secure=is_trustworthy(), httponly=True, samesite="Lax")
    return response


def _full_name(name: str) -> str:
    return f"__Host-{name}" if is_trustworthy() else name


# --- a reader's token ---


def reader_digest() -> str:
    """The hash of this browser's token; empty, which no reader's is, for a browser that has none."""
    token = cookie(_READER)
    return _digest(token) if token else ""


def new_reader() -> tuple[str, str]:
    """This browser's token, made if it has none, and its hash; `keep_reader` must then send the token."""
    token = cookie(_READER) or _first_token()
    return token, _digest(token)


def _first_token() -> str:
    """Made of the random secret in this browser's session, so that a double click on « start » is one reader's."""
    drawn = session.get("csrf_token") or secrets.token_urlsafe(32)
    key = str(current_app.secret_key).encode()
    return urlsafe_b64encode(hmac.digest(key, f"reader:{drawn}".encode(), hashlib.sha256)).decode().rstrip("=")


def keep_reader(response: AnyResponse, token: str) -> AnyResponse:
    """Have the browser keep its token for thirty days from now."""
    return set_cookie(response, _READER, token, _READER_DAYS * 86400)


def forget_reader(response: AnyResponse) -> AnyResponse:
    return drop_cookie(response, _READER)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


# --- preferences ---


def preference(name: str) -> str:
    """What this browser keeps under a name that `keep_preference` gave; empty for nothing."""
    return cookie(name)


def keep_preference(response: AnyResponse, name: str, value: str) -> AnyResponse:
    return set_cookie(response, name, value, A_YEAR)
