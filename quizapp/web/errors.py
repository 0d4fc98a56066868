"""Every failure as a page that says what happened, what was kept, and what to do."""

import logging
from dataclasses import dataclass
from typing import ClassVar

from flask import Flask, Response, make_response, request
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response as AnyResponse

from quizapp.domain.classes import UnknownClass, UnknownMember
from quizapp.domain.drafts import UnknownDraftQuestion
from quizapp.domain.quizzes import UnknownQuiz
from quizapp.domain.tries import TooManyTries
from quizapp.services.accounts import NotAllowed
from quizapp.services.taking import UnknownChoice, UnknownQuestion
from quizapp.store.attempts import UnknownAttempt
from quizapp.store.banks import UnknownBank
from quizapp.store.drafts import UnknownDraft
from quizapp.store.session import Unavailable
from quizapp.store.teachers import UnknownLink, UnknownTeacher
from quizapp.store.uploads import UnknownUpload
from quizapp.web.auth import LoggedOut
from quizapp.web.rendering import render, see

_log = logging.getLogger(__name__)

_RETRY_SECONDS = 5
_UNKNOWN = (
    UnknownTeacher, UnknownLink, UnknownBank, UnknownUpload, UnknownAttempt, UnknownQuiz, UnknownQuestion,
    UnknownDraft, UnknownDraftQuestion, UnknownClass, UnknownMember,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ErrorPage:
    status: int
    title: str
    what: str
    next: str
    for_teachers: bool
    """Whether it leads back to the banks, not to what readers answer."""
    template: ClassVar[str] = "error.html"


def handle_errors(app: Flask) -> None:
    for unknown in _UNKNOWN:
        app.register_error_handler(unknown, lambda error: answer(404))
    app.register_error_handler(UnknownChoice, lambda error: answer(400))
    app.register_error_handler(NotAllowed, lambda error: answer(404))
    app.register_error_handler(LoggedOut, _logged_out)
    app.register_error_handler(TooManyTries, _too_many_tries)
    app.register_error_handler(Unavailable, _unavailable)
    app.register_error_handler(SecurityError, _wrong_host)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _page(status: int) -> ErrorPage:
    saved = _("Every answer that was shown as saved is still saved.")
    match status:
        case 400 | 411:
            title = _("This page could not be understood")
            what = _("The form that was sent does not fit the page. Nothing was changed.")
            then = _("Go back, reload the page and try once more.")
        case 401:
            title = _("You are logged out")
            what = _("Your session ended, so nothing was changed. What you typed is still on the page before.")
            then = _("Log in in another tab, go back here and send it again.")
        case 403:
            title = _("This was not sent from here")
            what = _("The form came from another site, so it was refused. Nothing was changed.")
            then = _("Open the quiz from its own address and try once more.")
        case 404 if _is_teachers():
            title = _("There is nothing here")
            what = _("The address is mistyped, or what was here is gone: published, taken back or deleted.")
            then = _("If you have just published something, it is among your banks.")
        case 404:
            title = _("There is nothing here")
            what = _("The address is mistyped, the page is gone, or it belongs to another browser.")
            then = _("If you began on another device, use your resume code.")
        case 405:
            title = _("That does not work here")
            what = _("This address cannot be used in this way. Nothing was changed.")
            then = _("Start again from the list of quizzes.")
        case 408:
            title = _("That took too long to arrive")
            what = _("The line is slow, or it was cut: the form did not arrive whole. Nothing was changed.")
            then = _("Go back and send it again.")
        case 413:
            title = _("That was too much at once")
            what = _("The form is larger than any form of this site. Nothing was changed.")
            then = _("Go back and send less.")
        case 429:
            title = _("Too many tries")
            what = _("Too many wrong codes came from this connection.")
            then = _("Wait ten minutes, then type the code once more.")
        case 503:
            title = _("Not saved: please try again")
            what = _("The server could not write just now, so the last action was not saved.") + " " + saved
            then = _("Wait a few seconds, go back and send it again.")
        case __ if status < 500:
            title = _("This request could not be understood")
            what = _("The server does not take what was sent in this form. Nothing was changed.")
            then = _("Go back, reload the page and try once more.")
        case __:
            title = _("Something went wrong on our side")
            what = saved
            then = _("Go back and try again; if it happens once more, tell the person who gave you this quiz.")
    return ErrorPage(status, title, what, then, _is_teachers())


def _is_teachers() -> bool:
    """Whether the address is one of those for teachers, whoever asked for it."""
    return request.path.startswith("/teacher/")


def answer(status: int) -> Response:
    """The page for a status; its words alone, should it be the pages that are broken."""
    page = _page(status)
    try:
        return make_response(render(page), status)
    except Exception:
        _log.exception("the page for status %d cannot be made", status)
        return Response(f"{page.title}\n\n{page.what} {page.next}\n", status, mimetype="text/plain")


def _http(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return make_response(error.get_response())
    status = error.code
    response = answer(status)
    told = dict(error.get_headers())
    for name in ("Allow", "Retry-After"):
        if name in told:
            response.headers[name] = told[name]
    return response


def _logged_out(error: LoggedOut) -> AnyResponse:
    """To the way in and back; what a form held stays in the page before, and is not lost in a redirect."""
    if request.method == "GET":
        return see("accounts.login", back=request.path)
    return answer(401)


def _too_many_tries(error: TooManyTries) -> Response:
    response = answer(429)
    response.headers["Retry-After"] = str(int(error.wait.total_seconds()))
    return response


def _unavailable(error: Unavailable) -> Response:
    _log.error("the database is unavailable: %s", error)
    response = answer(503)
    response.headers["Retry-After"] = str(_RETRY_SECONDS)
    return response


def _wrong_host(error: SecurityError) -> Response:
    """Without a trusted host no address of ours can be built, so this page has no links."""
    text = "This server does not answer under this name. Its owner can add the name to QUIZAPP_HOSTS.\n"
    return Response(text, 400, mimetype="text/plain")


def _unexpected(error: Exception) -> Response:
    _log.exception("unexpected error", exc_info=error)
    return answer(500)
