"""Quizzes: handing out, terms, the projector, results, and taking them away."""

from flask import Blueprint, Response, abort, jsonify, make_response
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from quizapp.domain.attempts import Settings
from quizapp.domain.quizzes import Terms
from quizapp.services import classes, downloads, handing_out, publishing, reporting, retention
from quizapp.services.downloads import Cell, Dialect
from quizapp.services.handing_out import BadTerms
from quizapp.services.reporting import Words
from quizapp.web import i18n
from quizapp.web.doors import Errors, Who, open_to
from quizapp.web.files import CSV, XLSX, attached
from quizapp.web.forms import ConfirmForm
from quizapp.web.installation import installation
from quizapp.web.rendering import render, see
from quizapp.web.teacher.links import link, picture
from quizapp.web.teacher.quizzes import pages
from quizapp.web.teacher.quizzes.forms import TermsForm, TimeForm
from quizapp.web.visits import in_office, office

blueprint = Blueprint("quizzes", __name__, url_prefix="/teacher")


# --- handing out ---


@blueprint.get("/bank/<int:bank_id>/hand-out")
@open_to(Who.TEACHER)
def hand_out(bank_id: int) -> str:
    with office() as mine:
        bank = publishing.bank_of(mine, bank_id)
        known = classes.classes_of(mine)
    return render(pages.TermsPage(bank, None, pages.fields(Terms(), Settings()), TermsForm(), known))


@blueprint.post("/bank/<int:bank_id>/hand-out")
@open_to(Who.TEACHER)
def hand_out_now(bank_id: int) -> AnyResponse:
    form = TermsForm()
    try:
        _refuse_unreadable(form)
        slug = in_office(lambda office: handing_out.hand_out(office, bank_id, form.settings, form.terms))
    except BadTerms as error:
        with office() as mine:
            bank = publishing.bank_of(mine, bank_id)
            known = classes.classes_of(mine)
        page = pages.TermsPage(bank, None, pages.fields_sent(form), form, known, pages.said(error.faults))
        return make_response(render(page), 400)
    return see(".quiz", slug=slug)


@blueprint.get("/quiz/<slug>/terms")
@open_to(Who.TEACHER)
def terms(slug: str) -> str:
    with office() as mine:
        quiz = handing_out.quiz_of(mine, slug)
        known = classes.classes_of(mine)
    return render(pages.TermsPage(None, quiz, pages.fields(quiz.terms, quiz.settings), TermsForm(), known))


@blueprint.post("/quiz/<slug>/terms")
@open_to(Who.TEACHER)
def change_terms(slug: str) -> AnyResponse:
    form = TermsForm()
    with office() as mine:
        for_a_class = handing_out.quiz_of(mine, slug).terms.class_id is not None
    if for_a_class and not form.class_list.raw_data:
        abort(400)  # The page of such a quiz sends it: without it, the quiz would be open to everybody.
    try:
        _refuse_unreadable(form)
        in_office(lambda office: handing_out.change(office, slug, form.settings, form.terms))
    except BadTerms as error:
        with office() as mine:
            quiz = handing_out.quiz_of(mine, slug)
            known = classes.classes_of(mine)
        page = pages.TermsPage(None, quiz, pages.fields_sent(form), form, known, pages.said(error.faults))
        return make_response(render(page), 400)
    return see(".quiz", slug=slug)


def _refuse_unreadable(form: TermsForm) -> None:
    if form.class_list.process_errors:
        abort(400)
    if faults := [*form.faults(), *form.terms.faults()]:
        raise BadTerms(faults)


@blueprint.get("/quiz/<slug>/remove")
@open_to(Who.TEACHER)
def remove(slug: str) -> str:
    with office() as mine:
        quiz, attempts, __ = reporting.joined(mine.db, mine.teacher, slug, mine.now)
    return render(pages.RemovePage(quiz, attempts, ConfirmForm()))


@blueprint.post("/quiz/<slug>/remove")
@open_to(Who.TEACHER)
def remove_now(slug: str) -> AnyResponse:
    in_office(lambda office: handing_out.take_back(office, slug))
    return see("banks.home")


# --- in the room ---


@blueprint.get("/quiz/<slug>/projector")
@open_to(Who.TEACHER)
def projector(slug: str) -> str:
    with office() as mine:
        quiz, joined, finished = reporting.joined(mine.db, mine.teacher, slug, mine.now)
        __, expected = classes.presence(mine, slug)
    return render(pages.ProjectorPage(quiz, link(slug), joined, finished, len(expected)))


@blueprint.get("/quiz/<slug>/counts")
@open_to(Who.TEACHER, errors=Errors.PROBLEM)
def counts(slug: str) -> Response:
    """How many have begun and finished, for the projector's script; asked every few seconds."""
    with office() as mine:
        __, joined, finished = reporting.joined(mine.db, mine.teacher, slug, mine.now)
    return jsonify(joined=joined, finished=finished)


@blueprint.get("/quiz/<slug>/code.svg")
@open_to(Who.TEACHER)
def code(slug: str) -> Response:
    with office() as mine:
        handing_out.quiz_of(mine, slug)
    return Response(picture(link(slug).address), mimetype="image/svg+xml")


# --- what came of it ---


@blueprint.get("/quiz/<slug>")
@open_to(Who.TEACHER)
def quiz(slug: str) -> str:
    retention.close_due(installation().database, installation().clock())
    with office() as mine:
        found = reporting.results_of(mine.db, mine.shelf, mine.teacher, slug)
        __, expected = classes.presence(mine, slug)
    closes = found.quiz.terms.closes_at
    closed = closes is not None and closes <= installation().clock()
    return render(pages.quiz_page(found, expected, link(slug), closed, installation().settings.retention_days))


@blueprint.get("/quiz/<slug>/attempt/<int:attempt_id>")
@open_to(Who.TEACHER)
def attempt(slug: str, attempt_id: int) -> str:
    with office() as mine:
        seen = reporting.seen(mine.db, mine.shelf, mine.teacher, slug, attempt_id)
    return render(pages.attempt_page(seen, ConfirmForm()))


@blueprint.post("/quiz/<slug>/attempt/<int:attempt_id>/time")
@open_to(Who.TEACHER)
def give_time(slug: str, attempt_id: int) -> AnyResponse:
    minutes = TimeForm().number
    try:
        in_office(lambda office: handing_out.give_time(office, slug, attempt_id, minutes))
    except BadTerms:
        abort(400)
    return see(".attempt", slug=slug, attempt_id=attempt_id)


@blueprint.post("/quiz/<slug>/attempt/<int:attempt_id>/remove")
@open_to(Who.TEACHER)
def remove_attempt(slug: str, attempt_id: int) -> AnyResponse:
    in_office(lambda mine: reporting.remove_attempt(mine.db, mine.teacher, slug, attempt_id, mine.now))
    return see(".quiz", slug=slug)


@blueprint.get("/quiz/<slug>/scores.csv")
@open_to(Who.TEACHER)
def scores_csv(slug: str) -> Response:
    """In the dialect of the page's language."""
    dialect = Dialect.COMMA if i18n.language() == "fr" else Dialect.POINT
    return attached(f"{slug}.csv", downloads.as_csv(_exported(slug), dialect), CSV)


@blueprint.get("/quiz/<slug>/scores.xlsx")
@open_to(Who.TEACHER)
def scores_xlsx(slug: str) -> Response:
    return attached(f"{slug}.xlsx", downloads.as_xlsx(slug, _exported(slug)), XLSX)


def _exported(slug: str) -> list[list[Cell]]:
    headings = (
        _("Name"), _("State"), _("Started"), _("Finished"), _("Answered"), _("Questions"), _("Score"), _("Maximum"),
        _("Counts"),
    )  # fmt: skip
    retention.close_due(installation().database, installation().clock())
    words = Words(headings, _("finished"), _("running"), _("yes"), _("no"))
    __, rows = in_office(lambda mine: reporting.exported(mine.db, mine.shelf, mine.teacher, slug, words, mine.now))
    return [list(row) for row in rows]
