"""An attempt: its questions, its end, and what a reader keeps of it."""

import json
from urllib.parse import urldefrag

from flask import Blueprint, Response, abort, current_app, make_response, request, url_for
from flask.sansio.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response as AnyResponse

from quizapp.domain.attempts import AttemptFinished, Disclosure, NothingPicked, StaleResponse
from quizapp.domain.classes import MemberNeeded
from quizapp.domain.compilations import with_its_article
from quizapp.domain.notes import TooLong
from quizapp.domain.objections import KeyNotDue, NoReason
from quizapp.domain.quizzes import NameNeeded, NotOpen, NoTryLeft
from quizapp.services import entering, objecting, taking
from quizapp.services.taking import NotFinished, Taking, UnknownChoice
from quizapp.store.attempts import UnknownAttempt
from quizapp.web import articles
from quizapp.web.cookies import forget_reader, keep_reader, new_reader
from quizapp.web.doors import Errors, Who, open_to
from quizapp.web.installation import installation
from quizapp.web.reader import end_pages, question_pages, recorded_pages
from quizapp.web.reader.clocks import Countdown, countdown
from quizapp.web.reader.forms import AgainForm, ObjectionForm, ResponseForm
from quizapp.web.rendering import render, see, see_path
from quizapp.web.times import zone_called
from quizapp.web.trials import trial_here
from quizapp.web.visits import on_visit, visit

blueprint = Blueprint("reader", __name__)


@blueprint.record_once
def _set_up(state: BlueprintSetupState) -> None:
    state.app.extensions["quizapp.plain-articles"] = question_pages.PlainArticles()


# --- during an attempt ---


@blueprint.get("/attempt/<address>")
@open_to(Who.ANYONE)
def attempt(address: str) -> AnyResponse:
    """Where this attempt goes on: the next question, the overview, or the end."""
    found = _attempt(address)
    if found.attempt.finished:
        return see(".end", address=address)
    number = found.next_number()
    if number is None:
        return see(".overview", address=address)
    return see(".question", address=address, number=number, gone=1 if "gone" in request.args else None)


@blueprint.get("/attempt/<address>/question/<int:number>")
@open_to(Who.ANYONE)
def question(address: str, number: int) -> str:
    with visit() as mine:
        found = taking.attempt(mine, address)
        place = found.place(number)
        if not found.attempt.shows_key_of(place):
            if not found.attempt.finished:
                return render(_question_page(found, number))
            return render(recorded_pages.answered_page(found, number, entering.quiz_of(mine, found)))
        objection = objecting.of_attempt(mine, found).get(place)
    kept_first = "kept" in request.args
    return render(
        question_pages.feedback_page(
            found, number, kept_first=kept_first, countdown=_countdown(found), objection=objection
        )
    )


def _keep_choice(address: str, number: int) -> AnyResponse:
    """The form's token is no longer good: nothing is stored, the choice is kept on the page and asked again."""
    return _ask_again(address, number, "stale-form", 400)


@blueprint.post("/attempt/<address>/question/<int:number>")
@open_to(Who.ANYONE, stale=_keep_choice)
def respond(address: str, number: int) -> AnyResponse:
    form = ResponseForm()
    if not form.is_sound:
        raise UnknownChoice
    seen = form.revision.data or 0
    try:
        found, kept_first = on_visit(lambda visit: taking.respond(visit, address, number, form.picked, seen))
    except NothingPicked:
        return _ask_again(address, number, "nothing-picked", 400)
    except StaleResponse:
        return _ask_again(address, number, "stale-response", 409)
    except AttemptFinished:
        return _too_late(_attempt(address), number)
    return _go_on(_after(found, number, kept_first=kept_first))


def _after(found: Taking, number: int, *, kept_first: bool) -> str:
    """Where a response leads: to its feedback, or with feedback at the end to the next question without one."""
    address = found.attempt.address
    if found.attempt.feedback_at_once:
        kept = 1 if kept_first else None
        return url_for(".question", address=address, number=number, kept=kept, _anchor="verdict")
    following = found.next_number(number)
    if following is None:
        return url_for(".overview", address=address)
    return url_for(".question", address=address, number=following)


def _go_on(to: str) -> AnyResponse:
    """A redirect, or the address alone for the page's own script, which sends again when the line drops."""
    if "X-Answer" in request.headers:
        return make_response({"next": urldefrag(to).url})  # To the page's own address a fragment would only scroll.
    return see_path(to)


def _ask_again(address: str, number: int, notice: str, status: int) -> AnyResponse:
    found = _attempt(address)
    place = found.place(number)
    if found.attempt.finished:
        return _too_late(found, number)
    if found.attempt.shows_key_of(place):
        return see(".question", address=address, number=number)
    stored = found.attempt.responses.get(place)
    if stored is not None and stored.revision != ResponseForm().revision.data:
        notice = "stale-response"  # Whatever else is wrong: pressing again would replace an answer not seen here.
    return make_response(render(_question_page(found, number, notice)), status)


def _too_late(found: Taking, number: int) -> AnyResponse:
    """The attempt was finished elsewhere: what was sent is not counted, and is shown beside what is stored."""
    form = ResponseForm()
    if not form.is_sound:
        raise UnknownChoice
    sent = taking.picked_of(found, number, form.picked)
    stored = found.attempt.responses.get(found.place(number))
    if stored is not None and stored.picked == sent:
        return see(".question", address=found.attempt.address, number=number)
    if found.attempt.shows_key_of(found.place(number)):
        return make_response(render(question_pages.feedback_page(found, number, sent=sent)), 409)
    with visit() as mine:
        quiz = entering.quiz_of(mine, found)
    return make_response(render(recorded_pages.answered_page(found, number, quiz, sent)), 409)


def _question_page(found: Taking, number: int, notice: str = "") -> question_pages.QuestionPage:
    picked_now = frozenset(ResponseForm().picked) if notice else None
    article = current_app.extensions["quizapp.plain-articles"].of(found.version, found.place(number))
    gone = "gone" in request.args
    return question_pages.question_page(
        found, number, article, notice, picked_now, missed_gone=gone, countdown=_countdown(found)
    )


def _countdown(found: Taking) -> Countdown | None:
    return countdown(found.attempt, installation().clock(), zone_called(found.held.zone))


@blueprint.get("/attempt/<address>/article")
@open_to(Who.ANYONE)
def article(address: str) -> str:
    """The article as a page of its own, for those too long to travel with every question.

    It is that of the question whose number is in the address, or of the first.
    """
    found = _attempt(address)
    bank = found.bank
    question = bank.questions[found.place(request.args.get("question", 1, type=int))]
    shown, __ = with_its_article(bank, question)
    if shown is None:
        raise UnknownAttempt(address)
    language = bank.language_of(question)
    return render(question_pages.ArticlePage(address, found.title, language, articles.plain(shown, language)))


@blueprint.get("/attempt/<address>/overview")
@open_to(Who.ANYONE)
def overview(address: str) -> str | AnyResponse:
    found = _attempt(address)
    if found.attempt.finished or found.attempt.feedback_at_once:
        return see(".attempt", address=address)
    return render(question_pages.overview_page(found, _countdown(found)))


@blueprint.get("/attempt/<address>/clock")
@open_to(Who.ANYONE, errors=Errors.PROBLEM)
def clock(address: str) -> Response:
    """For a page that counts its time down: until when, in words, and the seconds left; its teacher may change them."""
    left = _countdown(_attempt(address))
    told = {"until": "", "left": None} if left is None else {"until": left.until.striptags(), "left": left.seconds}
    response = Response(json.dumps(told), mimetype="application/json")
    response.cache_control.no_store = True
    return response


@blueprint.post("/attempt/<address>/finish")
@open_to(Who.ANYONE)
def finish(address: str) -> AnyResponse:
    on_visit(lambda visit: taking.finish(visit, address))
    return see(".end", address=address)


@blueprint.post("/attempt/<address>/question/<int:number>/objection")
@open_to(Who.ANYONE)
def object_to(address: str, number: int) -> AnyResponse:
    form = ObjectionForm()
    try:
        on_visit(lambda visit: objecting.object_to(visit, address, number, form.asked, form.text.data or ""))
    except (NoReason, TooLong):
        abort(400)
    if form.at_end.data:
        return see(".end", address=address, _anchor=f"question-{number}")
    return see(".question", address=address, number=number, _anchor=f"objection-{number}")


# --- after it ---


@blueprint.get("/attempt/<address>/end")
@open_to(Who.ANYONE)
def end(address: str) -> str | AnyResponse:
    with visit() as mine:
        found = taking.attempt(mine, address)
        quiz = entering.quiz_of(mine, found)
        standing = entering.standing_after(mine, quiz, found)
        shown = found.attempt.disclosure is Disclosure.KEY
        objections = objecting.of_attempt(mine, found) if shown else {}
    if not found.attempt.finished:
        return see(".attempt", address=address)
    if not shown:
        return render(recorded_pages.recorded_page(found, quiz, standing))
    return render(end_pages.end_page(found, quiz, standing, objections))


@blueprint.post("/attempt/<address>/again")
@open_to(Who.ANYONE)
def again(address: str) -> AnyResponse:
    token, reader = ("", None) if trial_here() else new_reader()
    only_missed = AgainForm().only_missed.data
    try:
        following, all_gone = on_visit(lambda visit: entering.again(visit, address, only_missed=only_missed), reader)
    except NotFinished:
        return see(".attempt", address=address)
    except KeyNotDue:
        return see(".end", address=address)
    except (NotOpen, NoTryLeft):
        return make_response(end(address), 409)
    except (NameNeeded, MemberNeeded):
        return _to_its_quiz(address)
    response = see(".attempt", address=following, gone=1 if all_gone else None)
    return keep_reader(response, token) if token else response


def _to_its_quiz(address: str) -> AnyResponse:
    """To the page that asks who one is, where that has become needed since the attempt before."""
    found = _attempt(address)
    with visit() as mine:
        return see("entrance.quiz", slug=entering.quiz_of(mine, found).slug)


@blueprint.get("/scores")
@open_to(Who.ANYONE)
def scores() -> str:
    with visit() as mine:
        past = taking.past_attempts(mine)
    return render(end_pages.ScoresPage(past.attempts, past.apart))


@blueprint.get("/attempt/<address>/delete")
@open_to(Who.ANYONE)
def delete(address: str) -> str:
    _refuse_trials()
    found = _attempt(address)
    return render(end_pages.DeletePage(address, found.title, found.bank.language, taking.is_kept(found)))


@blueprint.post("/attempt/<address>/delete")
@open_to(Who.ANYONE)
def delete_now(address: str) -> AnyResponse:
    _refuse_trials()
    on_visit(lambda visit: taking.delete(visit, address))
    return see(".scores")


@blueprint.get("/scores/delete")
@open_to(Who.ANYONE)
def delete_all() -> str:
    with visit() as mine:
        names, some_kept = taking.names(mine), taking.some_are_kept(mine)
    return render(end_pages.delete_all_page(names, some_kept=some_kept))


@blueprint.post("/scores/delete")
@open_to(Who.ANYONE)
def delete_all_now() -> AnyResponse:
    on_visit(taking.delete_all)
    return forget_reader(see(".scores"))


# --- on another device ---


@blueprint.get("/attempt/<address>/code")
@open_to(Who.ANYONE)
def code(address: str) -> str:
    _refuse_trials()
    with visit() as mine:
        found = taking.attempt(mine, address)
        shown = taking.shown_code(mine, found)
    return render(end_pages.CodePage(address, found.title, found.bank.language, shown))


@blueprint.post("/attempt/<address>/code")
@open_to(Who.ANYONE)
def renew_code(address: str) -> AnyResponse:
    _refuse_trials()
    on_visit(lambda visit: taking.renew_code(visit, address))
    return see(".code", address=address)


def _refuse_trials() -> None:
    """It goes on in no other browser, and goes by itself."""
    if trial_here():
        abort(404)


def _attempt(address: str) -> Taking:
    """The one way of these pages to an attempt: this browser's, or nothing."""
    with visit() as mine:
        return taking.attempt(mine, address)
