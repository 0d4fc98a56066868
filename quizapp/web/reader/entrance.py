"""How a reader comes in: the list, a quiz, a code, a link of their own."""

from flask import Blueprint, make_response, request
from werkzeug.wrappers import Response as AnyResponse

from quizapp.domain import codes
from quizapp.domain.attempts import clean_name
from quizapp.domain.classes import MemberNeeded, NameTaken, UnknownMember
from quizapp.domain.quizzes import NameNeeded, NotOpen, NoTryLeft, UnknownQuiz, is_code, slug_typed
from quizapp.services import entering, taking
from quizapp.services.entering import WRONG_ADDRESSES
from quizapp.services.taking import UnknownCode
from quizapp.web import errors, i18n
from quizapp.web.cookies import keep_reader, new_reader
from quizapp.web.doors import Who, open_to
from quizapp.web.installation import installation
from quizapp.web.reader import quiz_pages
from quizapp.web.reader.forms import CodeForm, StartForm
from quizapp.web.rendering import render, see
from quizapp.web.visits import on_visit, visit

blueprint = Blueprint("entrance", __name__)


@blueprint.before_request
def _no_guessing() -> None:
    if is_code(_slug()):
        with visit() as mine:
            taking.check_tries(mine, _origin("address:"), WRONG_ADDRESSES)


@blueprint.errorhandler(UnknownQuiz)
def _guessed(error: UnknownQuiz) -> AnyResponse:
    if is_code(_slug()):
        _note_wrong_code("address:")
    return errors.answer(404)


def _slug() -> str:
    """The one in the address, its code in letters alone; empty where there is none."""
    return slug_typed((request.view_args or {}).get("slug", ""))


# --- before an attempt ---


@blueprint.get("/")
@open_to(Who.ANYONE)
def quizzes() -> str:
    return _front_page()


def _front_page(notice: str = "") -> str:
    ours = i18n.language()
    with visit() as mine:
        found = entering.open_quizzes(mine)
    ours_first = sorted(found, key=lambda quiz: not quiz.language.startswith(ours))
    return render(quiz_pages.quizzes_page(ours_first, mine.now, CodeForm(), notice))


def _keep_code() -> AnyResponse:
    """The form's token is no longer good: the code that was typed is on the page again."""
    return make_response(_front_page("stale-form"), 400)


@blueprint.post("/join")
@open_to(Who.ANYONE, stale=_keep_code)
def join() -> AnyResponse:
    """To the quiz whose code was typed; a resume code leads to its attempt."""
    typed = CodeForm().code.data or ""
    if codes.normalised(typed):
        return resume_now()
    try:
        with visit() as mine:
            taking.check_tries(mine, _origin("join:"))
            slug = entering.join(mine, typed)
    except UnknownQuiz:
        _note_wrong_code("join:")
        return make_response(_front_page("unknown"), 400)
    return see(".quiz", slug=slug)


def _note_wrong_code(purpose: str) -> None:
    origin = _origin(purpose)
    on_visit(lambda visit: taking.note_wrong_code(visit, origin))


def _origin(purpose: str) -> str:
    """Under what wrong codes from this connection are counted: each kind of code for itself."""
    return codes.origin_digest(installation().settings.secret_key, purpose + (request.remote_addr or ""))


@blueprint.get("/quiz/<slug>")
@open_to(Who.ANYONE)
def quiz(slug: str) -> str | AnyResponse:
    try:
        return _quiz_page(slug)
    except UnknownQuiz:
        # A code may be typed into the address as it is spoken: in capitals, with its hyphen.
        with visit() as mine:
            return see(".quiz", slug=entering.join(mine, slug))


def _quiz_page(slug: str, notice: str = "") -> str:
    with visit() as mine:
        found, version = entering.quiz(mine, slug)
        running = entering.running(mine, found)
        standing = entering.standing(mine, found)
        names = entering.names_to_pick(mine, found)
    days = installation().settings.retention_days
    return render(quiz_pages.quiz_page(found, version, running, standing, names, StartForm(), days, notice))


def _start_anew(slug: str) -> AnyResponse:
    """The form's token is no longer good: its page, opened again, has one that is."""
    return see(".quiz", slug=slug)


@blueprint.post("/quiz/<slug>/start")
@open_to(Who.ANYONE, stale=_start_anew)
def start(slug: str) -> AnyResponse:
    token, reader = new_reader()
    form = StartForm()
    member, name = form.member.data, clean_name(form.name.data or "")
    try:
        if member:
            address = on_visit(lambda visit: entering.pick(visit, slug, member), reader)
        else:
            address = on_visit(lambda visit: entering.start(visit, slug, name), reader)
    except NotOpen:
        return make_response(_quiz_page(slug), 409)
    except NoTryLeft:
        return make_response(_quiz_page(slug, "no-try-left"), 409)
    except NameTaken:
        return make_response(_quiz_page(slug, "name-taken"), 409)
    except NameNeeded:
        return make_response(_quiz_page(slug, "name-needed"), 400)
    except (MemberNeeded, UnknownMember):
        return make_response(_quiz_page(slug, "member-needed"), 400)
    return keep_reader(see("reader.attempt", address=address), token)


# --- by a link of one's own ---


@blueprint.get("/quiz/<slug>/for/<address>")
@open_to(Who.ANYONE)
def invited(slug: str, address: str) -> str:
    return _invited_page(slug, address)


def _invited_page(slug: str, address: str) -> str:
    with visit() as mine:
        found = entering.invited(mine, slug, address)
    return render(quiz_pages.invited_page(found, StartForm(), installation().settings.retention_days))


@blueprint.post("/quiz/<slug>/for/<address>")
@open_to(Who.ANYONE)
def come_in(slug: str, address: str) -> AnyResponse:
    token, reader = new_reader()
    try:
        attempt = on_visit(lambda visit: entering.come_in(visit, slug, address), reader)
    except (NotOpen, NoTryLeft):
        return make_response(_invited_page(slug, address), 409)
    return keep_reader(see("reader.attempt", address=attempt), token)


@blueprint.post("/quiz/<slug>/for/<address>/last")
@open_to(Who.ANYONE)
def look_back(slug: str, address: str) -> AnyResponse:
    """To the last attempt, in whatever browser it was made."""
    token, reader = new_reader()
    attempt = on_visit(lambda visit: entering.look_back(visit, slug, address), reader)
    return keep_reader(see("reader.attempt", address=attempt), token)


# --- with the code of an attempt ---


@blueprint.get("/resume")
@open_to(Who.ANYONE)
def resume() -> str:
    return render(quiz_pages.ResumePage(CodeForm()))


@blueprint.post("/resume")
@open_to(Who.ANYONE)
def resume_now() -> AnyResponse:
    token, reader = new_reader()
    form = CodeForm()
    typed = form.code.data or ""
    with visit() as mine:
        taking.check_tries(mine, _origin(""))
    try:
        address = on_visit(lambda visit: taking.resume(visit, typed), reader)
    except UnknownCode:
        _note_wrong_code("")
        return make_response(render(quiz_pages.ResumePage(form, unknown=True)), 400)
    return keep_reader(see("reader.attempt", address=address), token)
