"""Every failure says what happened, what was kept, and what to do: on a page, or to a program, as the door says."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from flask import Flask, Response, current_app, make_response, request
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.http import HTTP_STATUS_CODES
from werkzeug.wrappers import Response as AnyResponse

from quizapp.domain.quizzes import SimulatedQuiz
from quizapp.domain.tokens import TooManyRequests
from quizapp.domain.tries import TooManyTries
from quizapp.domain.unknown import Unknown
from quizapp.formats.problems import N_
from quizapp.services.accounts import NotAllowed
from quizapp.services.taking import UnknownChoice
from quizapp.store.session import Unavailable
from quizapp.web import doors
from quizapp.web.auth import LoggedOut
from quizapp.web.doors import Errors
from quizapp.web.rendering import render, see

_log = logging.getLogger(__name__)

_RETRY_SECONDS = 5


@dataclass(frozen=True, slots=True)
class ErrorPage:
    status: int
    title: str
    what: str
    next: str
    for_teachers: bool
    """Whether it leads back to the banks, not to what readers answer."""
    template: ClassVar[str] = "error.html"


Words = tuple[str, str, str]
"""A title, what happened, and what to do next."""

_NOT_UNDERSTOOD = (
    N_("This page could not be understood"),
    N_("The form that was sent does not fit the page. Nothing was changed."),
    N_("Go back, reload the page and try once more."),
)
_REFUSED = (
    N_("This request could not be understood"),
    N_("The server does not take what was sent in this form. Nothing was changed."),
    N_("Go back, reload the page and try once more."),
)
_OUR_FAULT = (
    N_("Something went wrong on our side"),
    N_("Every answer that was shown as saved is still saved."),
    N_("Go back and try again; if it happens once more, tell the person who gave you this quiz."),
)
_WORDS: Mapping[int, Words] = {
    400: _NOT_UNDERSTOOD,
    401: (
        N_("You are logged out"),
        N_("Your session ended, so nothing was changed. What you typed is still on the page before."),
        N_("Log in in another tab, go back here and send it again."),
    ),
    403: (
        N_("This was not sent from here"),
        N_("The form came from another site, so it was refused. Nothing was changed."),
        N_("Open the quiz from its own address and try once more."),
    ),
    404: (
        N_("There is nothing here"),
        N_("The address is mistyped, the page is gone, or it belongs to another browser."),
        N_("If you began on another device, use your resume code."),
    ),
    405: (
        N_("That does not work here"),
        N_("This address cannot be used in this way. Nothing was changed."),
        N_("Start again from the list of quizzes."),
    ),
    408: (
        N_("That took too long to arrive"),
        N_("The line is slow, or it was cut: the form did not arrive whole. Nothing was changed."),
        N_("Go back and send it again."),
    ),
    411: _NOT_UNDERSTOOD,
    413: (
        N_("That was too much at once"),
        N_("The form is larger than any form of this site. Nothing was changed."),
        N_("Go back and send less."),
    ),
    429: (
        N_("Too many tries"),
        N_("Too many wrong codes came from this connection."),
        N_("Wait ten minutes, then type the code once more."),
    ),
    503: (
        N_("Not saved: please try again"),
        N_(
            "The server could not write just now, so the last action was not saved. "
            "Every answer that was shown as saved is still saved."
        ),
        N_("Wait a few seconds, go back and send it again."),
    ),
}
_TEACHERS_WORDS: Mapping[int, Words] = {
    404: (
        N_("There is nothing here"),
        N_("The address is mistyped, or what was here is gone: published, taken back or deleted."),
        N_("If you have just published something, it is among your banks."),
    ),
}
"""What the addresses for teachers say instead."""
_PROGRAMS_WORDS: Mapping[int, Words] = {
    401: (
        N_("This opens to a token"),
        N_("None came with the request, or it is no longer good. Nothing was changed."),
        N_("Send a good one in the header “Authorization: Bearer”."),
    ),
    404: (
        N_("There is nothing here"),
        N_("The address is mistyped, what was here is gone, or it is not the teacher’s whose token was sent."),
        N_("Look for it in the list that it belongs to."),
    ),
    405: (
        N_("That does not work here"),
        N_("Programs only read here."),
        N_("Ask with GET."),
    ),
    429: (
        N_("Too many requests"),
        N_("This token has asked as often as it may within a minute."),
        N_("Wait for as many seconds as “Retry-After” says."),
    ),
}
"""What the addresses for programs say instead."""
_FOR_PROGRAMS = "/api/"
"""How their paths begin, those too at which there is nothing."""
_UNFIT = N_("This address asks for what there is not")
_ASK_AGAIN = N_("Go back and choose again.")
_SIMULATED = (
    N_("This is a simulated class"),
    N_("Nobody sat in it: nothing of it is taken away, handed out or set. Nothing was changed."),
    N_("Hand its bank out to readers of yours."),
)
_STATUSES: Mapping[type[Exception], int] = {Unknown: 404, UnknownChoice: 400, NotAllowed: 404}
"""What our own exceptions mean, where nothing else has to be said."""


class Unfit(Exception):
    """An address asks for what makes no sense; `sentence` says what, for the catalogue."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def handle_errors(app: Flask) -> None:
    for kind in _STATUSES:
        app.register_error_handler(kind, _plainly)
    app.register_error_handler(Unfit, _unfit)
    app.register_error_handler(SimulatedQuiz, _simulated)
    app.register_error_handler(LoggedOut, _logged_out)
    app.register_error_handler(TooManyTries, _too_many)
    app.register_error_handler(TooManyRequests, _too_many)
    app.register_error_handler(Unavailable, _unavailable)
    app.register_error_handler(SecurityError, _wrong_host)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


# --- one answer for all ---


def answer(status: int, headers: Mapping[str, str] | None = None, words: Words | None = None) -> Response:
    """The answer for a status, as the door of the view says: a page for people, or a problem for programs."""
    door = doors.here()
    for_programs = door.by_token or request.path.startswith(_FOR_PROGRAMS)
    special = _PROGRAMS_WORDS if for_programs else _TEACHERS_WORDS if _is_teachers() else {}
    otherwise = _REFUSED if status < 500 else _OUR_FAULT
    words = words or special.get(status) or _WORDS.get(status) or otherwise
    as_problem = for_programs or door.errors is Errors.PROBLEM
    response = _told(status, words) if as_problem else _page(status, words)
    response.headers.update(headers or {})
    return response


def _is_teachers() -> bool:
    """Whether the address is one of those for teachers, whoever asked for it."""
    return request.path.startswith("/teacher/")


def _page(status: int, words: Words) -> Response:
    """A page of ours; its words alone, should it be the pages that are broken."""
    title, what, then = map(_, words)
    try:
        return make_response(render(ErrorPage(status, title, what, then, _is_teachers())), status)
    except Exception:
        _log.exception("the page for status %d cannot be made", status)
        return Response(f"{title}\n\n{what} {then}\n", status, mimetype="text/plain")


def _told(status: int, words: Words) -> Response:
    title, what, then = map(_, words)
    return problem(status, f"{title}. {what} {then}")


def problem(status: int, detail: str, **more: str) -> Response:
    """As RFC 9457 has it: of no type of its own, so that its title is the status's; `more` are members beside."""
    told = {"title": HTTP_STATUS_CODES.get(status, ""), "status": status, "detail": detail, **more}
    return Response(current_app.json.dumps(told), status, mimetype="application/problem+json")


# --- what happened ---


def _plainly(error: Exception) -> Response:
    return answer(next(_STATUSES[kind] for kind in type(error).__mro__ if kind in _STATUSES))


def _unfit(error: Unfit) -> Response:
    return answer(400, words=(_UNFIT, error.sentence, _ASK_AGAIN))


def _simulated(error: SimulatedQuiz) -> Response:
    return answer(409, words=_SIMULATED)


def _logged_out(error: LoggedOut) -> AnyResponse:
    """To the way in and back; what a form held stays in the page before, and is not lost in a redirect."""
    door = doors.here()
    if request.method == "GET" and door.errors is Errors.PAGE:
        return see("accounts.login", back=request.path)
    return answer(401, {"WWW-Authenticate": "Bearer"} if door.by_token else None)


def _too_many(error: TooManyTries | TooManyRequests) -> Response:
    return answer(429, {"Retry-After": str(int(error.wait.total_seconds()))})


def _unavailable(error: Unavailable) -> Response:
    _log.error("the database is unavailable: %s", error)
    return answer(503, {"Retry-After": str(_RETRY_SECONDS)})


def _wrong_host(error: SecurityError) -> Response:
    """Without a trusted host no address of ours can be built, so this page has no links."""
    text = "This server does not answer under this name. Its owner can add the name to QUIZAPP_HOSTS.\n"
    return Response(text, 400, mimetype="text/plain")


def _http(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return make_response(error.get_response())
    told = dict(error.get_headers())
    return answer(error.code, {name: told[name] for name in ("Allow", "Retry-After") if name in told})


def _unexpected(error: Exception) -> Response:
    _log.exception("unexpected error", exc_info=error)
    return answer(500)
