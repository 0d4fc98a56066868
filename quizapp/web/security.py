"""What guards every response and every POST: exact headers, honest cookies, forms from our own pages only."""

import gzip
import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from ipaddress import ip_address
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, request, session
from flask.sessions import SecureCookieSessionInterface
from flask_wtf import CSRFProtect
from werkzeug.exceptions import SecurityError
from werkzeug.wrappers import Response as AnyResponse

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
        "frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: over HTTPS Flask-WTF refuses a POST that comes without one.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "X-Frame-Options": "DENY",
}
_HSTS = "max-age=31536000; includeSubDomains"

_MOST_FIELDS = 72
"""The page of a question in a draft has 70, with eight choices and twenty quotations."""
_USUAL_FORM = 16 * 1024  # Where an app does not say: the one that the load driver compares with.
_SMALLEST_PACKED = 860  # Below this gzip saves nothing that a packet would notice.

_READER = "qr"
_TEACHER = "qt"
_READER_DAYS = 30
_A_YEAR = 365 * 86400

csrf = CSRFProtect()

View = TypeVar("View", bound=Callable[..., Any])


def protect(app: Flask, hosts: Iterable[str]) -> None:
    """Guard the app, which answers under the names `hosts` only."""
    names = frozenset(filter(None, map(_hostname, hosts)))

    # Not TRUSTED_HOSTS, which cannot hold an IPv6 address.
    @app.before_request
    def refuse_other_names() -> None:
        if _hostname(request.host) not in names:
            raise SecurityError

    app.session_interface = _Sessions()
    app.before_request(_refuse_other_sites)
    app.after_request(_finish)


def protect_forms(app: Flask) -> None:
    """To be called after what else refuses a request: what is too large, or from nobody, is not even read."""
    app.before_request(_refuse_large_forms)
    csrf.init_app(app)  # Last, so that what another site sent is not shown again.


# --- cookies ---


class _Sessions(SecureCookieSessionInterface):
    """Flask's signed cookie, which here holds the CSRF secret and nothing else."""

    def get_cookie_name(self, app: Flask) -> str:
        return _cookie_name("qs")

    def get_cookie_secure(self, app: Flask) -> bool:
        return _trustworthy()


def reader_digest() -> str:
    """The hash of this browser's token; empty, which no reader's is, for a browser that has none."""
    token = request.cookies.get(_cookie_name(_READER), "")
    return _digest(token) if token else ""


def new_reader() -> tuple[str, str]:
    """This browser's token, made if it has none, and its hash; `keep_reader` must then send the token."""
    token = request.cookies.get(_cookie_name(_READER), "") or _first_token()
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


def preference(name: str) -> str:
    """What this browser keeps under a name that `keep_preference` gave; empty for nothing."""
    return cookie(name)


def keep_preference(response: AnyResponse, name: str, value: str) -> AnyResponse:
    return set_cookie(response, name, value, _A_YEAR)


def cookie(name: str) -> str:
    """What this browser sends under a name of ours; empty for nothing."""
    return request.cookies.get(_cookie_name(name), "")


def set_cookie(response: AnyResponse, name: str, value: str, seconds: int | None) -> AnyResponse:
    """Have the browser keep a value for so long; without a number, until it is closed."""
    response.set_cookie(
        _cookie_name(name), value, max_age=seconds, path="/", secure=_trustworthy(), httponly=True, samesite="Lax"
    )
    return response


def drop_cookie(response: AnyResponse, name: str) -> AnyResponse:
    response.delete_cookie(_cookie_name(name), path="/", secure=_trustworthy(), httponly=True, samesite="Lax")
    return response


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _cookie_name(name: str) -> str:
    return f"__Host-{name}" if _trustworthy() else name


def _trustworthy() -> bool:
    """Whether browsers take Secure cookies from this address: over HTTPS, and from the machine itself."""
    if request.is_secure:
        return True
    hostname = _hostname(request.host)
    try:
        return hostname == "localhost" or ip_address(hostname).is_loopback
    except ValueError:
        return False


@lru_cache(64)
def _hostname(host: str) -> str:
    """The name in « name:port », as browsers send it, or an IPv6 address alone; empty for what is none."""
    try:
        bare = host.count(":") > 1 and not host.startswith("[")
        return (urlsplit(f"//[{host}]" if bare else f"//{host}").hostname or "").encode("idna").decode()
    except ValueError:
        return ""


def own_path(text: str) -> str:
    """The path in an address that a form or link gave back: always one of ours, the front page if it is none."""
    try:
        path = urlsplit(text).path
    except ValueError:
        path = ""
    return "/" + path.lstrip("/\\")


# --- what comes in ---


def takes(largest: int) -> Callable[[View], View]:
    """Let a view have forms of up to so many bytes, where it takes a file."""

    def declare(view: View) -> View:
        view.largest_form = largest  # type: ignore[attr-defined]
        return view

    return declare


def largest_taken(app: Flask, environ: Mapping[str, Any]) -> int:
    """Bytes of the largest form that this request may bring: files only from browsers in which a teacher is known."""
    usual: int = app.config["MAX_CONTENT_LENGTH"] or _USUAL_FORM
    if f"{_TEACHER}=" not in environ.get("HTTP_COOKIE", ""):
        return usual
    return max([usual, *(getattr(view, "largest_form", 0) for view in app.view_functions.values())])


def _refuse_other_sites() -> None:
    """A second wall behind the CSRF token: a POST that another site started is refused whatever it carries."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site not in ("same-origin", "none"):
            abort(403)
    # A frame in a sandbox says « null »; our own pages, by their Referrer-Policy, always say where they are.
    elif (origin := request.headers.get("Origin")) and origin != request.host_url.rstrip("/"):
        abort(403)


def _refuse_large_forms() -> None:
    """A form of ours has a few fields and says its length; parsing also refuses one that is too large (413)."""
    if request.method != "POST":
        return
    if request.content_length is None:
        abort(411)  # Werkzeug would cut a body of unknown length short without a word.
    view = current_app.view_functions.get(request.endpoint or "")
    if largest := getattr(view, "largest_form", None):
        request.max_content_length = request.max_form_memory_size = largest
    if sum(len(values) for _, values in request.form.lists()) > _MOST_FIELDS:
        abort(413)


# --- what goes out ---


def _finish(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = _HSTS
    response.headers.setdefault("Cache-Control", "no-store")
    if response.mimetype == "text/html":
        response.vary.update(("Cookie", "Accept-Language", "Accept-Encoding"))
        _pack(response)
    return response


def _pack(response: Response) -> None:
    if "Content-Encoding" in response.headers or request.accept_encodings["gzip"] <= 0:
        return
    body = response.get_data()
    if len(body) >= _SMALLEST_PACKED:
        response.set_data(gzip.compress(body, 5, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
