"""Doors: each view says in one place for whom it opens, and nothing answers that does not.

The guards of every request read what is said there: who is let in, from where a form may come, how large it is, what
becomes of one whose token is stale, how a refusal is answered. `declared` checks all of it when the app starts.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, abort, current_app, request
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError, generate_csrf
from markupsafe import Markup

from quizapp.domain.accounts import Teacher
from quizapp.services.accounts import NotAllowed
from quizapp.web import auth
from quizapp.web.auth import LoggedOut
from quizapp.web.cookies import TEACHER

USUAL_FORM = 16 * 1024
"""Bytes of the largest form that a view takes which does not say otherwise."""
MOST_FIELDS = 80
"""Of any form: no more than the fullest page of a question in a draft needs."""

_BEARER = "quizapp.bearer"
_LARGEST_FILE = "quizapp.largest-file"
_IMPLIED = frozenset(("HEAD", "OPTIONS"))
_SAFE = _IMPLIED | {"GET"}
_KNOWN = _SAFE | {"POST"}

View = TypeVar("View", bound=Callable[..., Any])
Stale = Callable[..., ResponseReturnValue]
"""Answers a form whose token is no longer good, in place of its view and with the same arguments."""
Bearer = Callable[[str], Teacher | None]
"""Whose a token is; None for one that is nobody's."""


class Who(StrEnum):
    ANYONE = "anyone"
    """Readers too: what is whose, the reader's own token decides."""
    TEACHER = "teacher"
    OWNER = "owner"


class Errors(StrEnum):
    """How a view says that something went wrong."""

    PAGE = "page"
    """For people: what happened, what was kept, what to do."""
    PROBLEM = "problem"
    """For programs: the same as application/problem+json."""


@dataclass(frozen=True, slots=True)
class Door:
    """What a view says of itself."""

    who: Who
    takes: int = USUAL_FORM
    """Bytes of its largest form."""
    errors: Errors = Errors.PAGE
    stale: Stale | None = None
    """What keeps what was typed, where the form's token is stale; else nothing does, and the error page says so."""
    by_token: bool = False
    """Whether a bearer token opens it, and only that: its requests come from programs, which have no cookie of ours
    that another site could ride on, so nothing asks from where they come."""

    @property
    def opened_by(self) -> str:
        """nothing, session or token: what a request must bring."""
        return "token" if self.by_token else "nothing" if self.who is Who.ANYONE else "session"

    def faults(self, methods: frozenset[str], *, knows_tokens: bool) -> Iterator[str]:
        """What does not fit together, for a view that answers to these methods."""
        if methods - _KNOWN:
            yield "answers to a method that no guard reads"
        if "POST" not in methods and (self.takes != USUAL_FORM or self.stale is not None):
            yield "says what it does with a form, and takes none"
        if self.takes > USUAL_FORM and (self.who is Who.ANYONE or self.by_token):
            yield "takes a file, which the server takes in from browsers with a teacher's cookie only"
        if self.by_token:
            yield from self._faults_with_a_token(knows_tokens=knows_tokens)

    def _faults_with_a_token(self, *, knows_tokens: bool) -> Iterator[str]:
        if not knows_tokens:
            yield "opens to a token, of which this app knows none"
        if self.who is Who.ANYONE:
            yield "opens to a token, and to anyone"
        if self.errors is not Errors.PROBLEM:
            yield "opens to a token, and answers programs with pages"
        if self.stale is not None:
            yield "opens to a token, and waits for a form of a page"


_CLOSED = Door(Who.OWNER)
"""That of a view which says nothing."""
_NOWHERE = Door(Who.ANYONE)
"""That of an address at which there is no view: there is nothing to guard."""


def open_to(
    who: Who,
    *,
    takes: int = USUAL_FORM,
    errors: Errors = Errors.PAGE,
    stale: Stale | None = None,
    by_token: bool = False,
) -> Callable[[View], View]:
    """Say what a view's door is like; put it under the route's own decorator."""
    door = Door(who, takes, errors, stale, by_token)

    def declare(view: View) -> View:
        view.door = door  # type: ignore[attr-defined]
        return view

    return declare


def declared(app: Flask) -> Mapping[str, Door]:
    """The door of each endpoint; to be called once the app has all its views.

    Raises LookupError for a view that does not say what its door is like, ValueError for one that contradicts itself.
    """
    found: dict[str, Door] = {}
    for endpoint, view in app.view_functions.items():
        door = getattr(view, "door", None)
        if door is None:
            raise LookupError(f"{endpoint} does not say whom it is for")
        found[endpoint] = door
    for rule in app.url_map.iter_rules():
        methods = frozenset(rule.methods or ())
        for fault in found[rule.endpoint].faults(methods, knows_tokens=app.extensions[_BEARER] is not None):
            raise ValueError(f"{rule.endpoint} {fault}")
    app.extensions[_LARGEST_FILE] = max(door.takes for door in found.values())
    return found


@dataclass(frozen=True, slots=True)
class DoorLine:
    """One method of one address, and the view that answers it."""

    method: str
    address: str
    endpoint: str
    door: Door


def listed(app: Flask) -> list[DoorLine]:
    """Every address of the app, part by part."""
    found = declared(app)
    return [
        DoorLine(method, rule.rule, rule.endpoint, found[rule.endpoint])
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - _IMPLIED)
    ]


def here() -> Door:
    """The door of the view that this request asks for."""
    view = current_app.view_functions.get(request.endpoint or "")
    return _NOWHERE if view is None else getattr(view, "door", _CLOSED)


# --- the guards ---


def guard(app: Flask, bearer: Bearer | None = None) -> None:
    """Have every request knock. `bearer` says whose a token is, for views that a token opens: none without it."""
    app.extensions[_BEARER] = bearer
    app.config.update(
        MAX_CONTENT_LENGTH=USUAL_FORM,
        MAX_FORM_MEMORY_SIZE=USUAL_FORM,
        MAX_FORM_PARTS=100,
        WTF_CSRF_CHECK_DEFAULT=False,  # Asked below, after what else refuses a request.
        # Bound to the session, not to an hour: a page left open over lunch must still take its answer.
        WTF_CSRF_TIME_LIMIT=None,
    )
    csrf = CSRFProtect(app)
    app.jinja_env.globals["csrf_field"] = csrf_field

    @app.before_request
    def knock() -> ResponseReturnValue | None:
        door = here()
        if request.method in _SAFE:
            _let_in(door, bearer)
            return None
        if not door.by_token:
            _refuse_other_sites()
        _let_in(door, bearer)
        if door is _NOWHERE:
            return None
        _refuse_large_forms(door)  # What is too large, or from nobody, is not even read.
        if door.by_token:
            return None
        # Last, so that what another site sent is not shown again.
        return _refuse_stale_forms(door, csrf)


def csrf_field() -> Markup:
    """What every form of a page carries, so that it can only have come from one."""
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())


def _let_in(door: Door, bearer: Bearer | None) -> None:
    if door.who is Who.ANYONE:
        return
    found = _bearer_of(bearer) if door.by_token else auth.logged_in()
    if found is None:
        raise LoggedOut
    if door.who is Who.OWNER and not found.is_owner:
        raise NotAllowed
    auth.recognise(found)


def _bearer_of(bearer: Bearer | None) -> Teacher | None:
    given = request.authorization
    if bearer is None or given is None or given.type != "bearer" or not given.token:
        return None
    return bearer(given.token)


def _refuse_other_sites() -> None:
    """A second wall behind the CSRF token: a POST that another site started is refused whatever it carries."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site not in ("same-origin", "none"):
            abort(403)
    # A frame in a sandbox says « null »; our own pages, by their Referrer-Policy, always say where they are.
    elif (origin := request.headers.get("Origin")) and origin != request.host_url.rstrip("/"):
        abort(403)


def _refuse_large_forms(door: Door) -> None:
    """A form of ours has a few fields and says its length; parsing also refuses one that is too large (413)."""
    if request.method != "POST":
        return
    if request.content_length is None:
        abort(411)  # Werkzeug would cut a body of unknown length short without a word.
    if door.takes != USUAL_FORM:
        request.max_content_length = request.max_form_memory_size = door.takes
    if sum(len(values) for _, values in request.form.lists()) > MOST_FIELDS:
        abort(413)


def _refuse_stale_forms(door: Door, csrf: CSRFProtect) -> ResponseReturnValue | None:
    """A form without a good token changes nothing; where a view keeps what was typed, it does."""
    try:
        csrf.protect()
    except CSRFError:
        if door.stale is None:
            raise
        return door.stale(**(request.view_args or {}))
    return None


def largest_taken(app: Flask, environ: Mapping[str, Any]) -> int:
    """Bytes of the largest form that this request may bring: files only from browsers in which a teacher is known."""
    usual: int = app.config["MAX_CONTENT_LENGTH"] or USUAL_FORM
    if f"{TEACHER}=" not in environ.get("HTTP_COOKIE", ""):
        return usual
    largest: int = app.extensions.get(_LARGEST_FILE, usual)
    return largest
