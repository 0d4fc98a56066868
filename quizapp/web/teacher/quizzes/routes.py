"""Quizzes: handing out, terms, the projector, and taking them away."""

from collections.abc import Sequence

from flask import Blueprint, Response, abort, make_response, request
from werkzeug.wrappers import Response as AnyResponse

from quizapp.services import classes, compiling, handing_out, publishing, releasing, results, sharing, simulating
from quizapp.services.handing_out import BadTerms
from quizapp.services.releasing import NobodyWaits
from quizapp.store.banks import UnknownBank
from quizapp.web import i18n, live
from quizapp.web.doors import Who, open_to
from quizapp.web.forms import TitleForm
from quizapp.web.rendering import render, see
from quizapp.web.teacher.heads import Tab, head
from quizapp.web.teacher.links import link, picture
from quizapp.web.teacher.quizzes import pages, release_pages
from quizapp.web.teacher.quizzes.forms import TermsForm
from quizapp.web.visits import in_office, office

blueprint = Blueprint("quizzes", __name__, url_prefix="/teacher")


# --- handing out ---


@blueprint.get("/bank/<int:bank_id>/hand-out")
@open_to(Who.TEACHER)
def hand_out(bank_id: int) -> str:
    return render(_hand_out_page(bank_id))


def _hand_out_page(bank_id: int, sent: TermsForm | None = None, faults: Sequence[str] = ()) -> pages.TermsPage:
    with office() as mine:
        bank = publishing.bank_of(mine, bank_id)
        known = classes.classes_of(mine)
        compilation = compiling.compilation(mine, bank_id)[1] if bank.compiled else None
        last = None if "fresh" in request.args else handing_out.last_time(mine)
    if sent is not None:
        return pages.sent_page(bank, compilation, known, sent, faults)
    return pages.hand_out_page(bank, compilation, known, mine, last)


@blueprint.post("/bank/<int:bank_id>/hand-out")
@open_to(Who.TEACHER)
def hand_out_now(bank_id: int) -> AnyResponse:
    form = TermsForm()
    try:
        _refuse_unreadable(form)
        slug = in_office(lambda office: handing_out.hand_out(office, bank_id, *form.asked()))
    except BadTerms as error:
        return make_response(render(_hand_out_page(bank_id, form, error.faults)), 400)
    return see("results.quiz", slug=slug)


@blueprint.get("/quiz/<slug>/terms")
@open_to(Who.TEACHER)
def terms(slug: str) -> str:
    return render(_terms_page(slug))


def _terms_page(slug: str, form: TermsForm | None = None, faults: Sequence[str] = ()) -> pages.TermsPage:
    with office() as mine:
        quiz = handing_out.quiz_of(mine, slug)
        known = classes.classes_of(mine, quiz.terms.class_id)
        state, sees_bank = releasing.key_state(mine, quiz), sharing.sees(mine, quiz.bank_id)
    above = head(quiz, Tab.SETTINGS, mine.now)
    return pages.terms_page(above, known, state, mine, form, faults, sees_bank=sees_bank)


@blueprint.post("/quiz/<slug>/terms")
@open_to(Who.TEACHER)
def change_terms(slug: str) -> AnyResponse:
    form = TermsForm()
    with office() as mine:
        quiz = handing_out.quiz_of(mine, slug)
    quiz.check_real()
    if quiz.terms.class_id is not None and not form.class_list.raw_data:
        abort(400)  # The page of such a quiz sends it: without it, the quiz would be open to everybody.
    try:
        _refuse_unreadable(form)
        after = form.begins_after.data
        in_office(lambda office: handing_out.change(office, slug, *form.asked(), begins_after=after))
    except BadTerms as error:
        return make_response(render(_terms_page(slug, form, error.faults)), 400)
    return see("results.quiz", slug=slug)


@blueprint.post("/quiz/<slug>/title")
@open_to(Who.TEACHER)
def rename(slug: str) -> AnyResponse:
    title = TitleForm().title.data or ""
    in_office(lambda office: handing_out.rename(office, slug, title))
    return see("results.quiz", slug=slug)


def _refuse_unreadable(form: TermsForm) -> None:
    if form.class_list.process_errors:
        abort(400)
    if faults := list(form.faults()):
        raise BadTerms(faults)


# --- the key, where readers wait for it ---


@blueprint.get("/quiz/<slug>/release")
@open_to(Who.TEACHER)
def release(slug: str) -> str:
    with office() as mine:
        quiz = handing_out.quiz_of(mine, slug, real=True)
        state = releasing.key_state(mine, quiz)
    return render(release_pages.release_page(quiz, state))


@blueprint.post("/quiz/<slug>/release")
@open_to(Who.TEACHER)
def release_now(slug: str) -> AnyResponse:
    try:
        in_office(lambda office: releasing.release(office, slug))
    except NobodyWaits:
        return see(".release", slug=slug)
    return see("results.quiz", slug=slug)


# --- gone ---


@blueprint.get("/quiz/<slug>/remove")
@open_to(Who.TEACHER)
def remove(slug: str) -> str:
    with office() as mine:
        quiz, attempts, __ = results.turnout(mine, slug)
    return render(pages.RemovePage(quiz, attempts))


@blueprint.post("/quiz/<slug>/remove")
@open_to(Who.TEACHER)
def remove_now(slug: str) -> AnyResponse:
    in_office(lambda office: handing_out.take_back(office, slug))
    return see("home.home")


# --- to see what results look like ---


@blueprint.post("/simulated")
@open_to(Who.OWNER)
def simulate() -> AnyResponse:
    """A class that nobody sat in, with the bank that came along in the language of the page."""
    language = i18n.language()
    try:
        slug = in_office(lambda office: simulating.show(office, simulating.bank_to_show(office, language)))
    except UnknownBank:
        return see("home.home")  # Which offers it no more.
    return see("results.quiz", slug=slug)


# --- in the room ---


@blueprint.get("/quiz/<slug>/projector")
@open_to(Who.TEACHER)
def projector(slug: str) -> str:
    with office() as mine:
        live.follow(results.changes(mine, slug))
        quiz, joined, finished = results.turnout(mine, slug)
        expected = classes.presence(mine, quiz)
    above = head(quiz, Tab.CLASS, mine.now)
    return render(pages.ProjectorPage(quiz, link(slug), joined, finished, len(expected), above.terms))


@blueprint.get("/quiz/<slug>/code.svg")
@open_to(Who.TEACHER)
def code(slug: str) -> Response:
    with office() as mine:
        quiz = handing_out.quiz_of(mine, slug)
    if quiz.terms.by_links:
        abort(404)  # It would open nothing.
    return Response(picture(link(slug).address), mimetype="image/svg+xml")
