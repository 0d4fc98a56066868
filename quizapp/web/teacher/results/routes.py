"""What came of a quiz, or of all quizzes of a bank: the class, each question, readers, two groups compared."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, abort, make_response, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from quizapp.domain.banks import UnknownQuestion
from quizapp.domain.classes import UnknownClass
from quizapp.domain.notes import TooLong
from quizapp.domain.rulings import BadMark, NothingToMark
from quizapp.services import (
    bank_statistics,
    classes,
    comparing,
    compiling,
    corrected_copies,
    handing_out,
    listings,
    objecting,
    publishing,
    releasing,
    remarking,
    results,
    ruling,
    sharing,
    statistics,
)
from quizapp.services import matrix as matrices
from quizapp.services.handing_out import BadTerms, NothingToAsk, NoTitle
from quizapp.services.listings import UnknownPage
from quizapp.services.ruling import StillRunning
from quizapp.services.statistics import Statistics
from quizapp.services.visits import Office
from quizapp.web import live
from quizapp.web.doors import Who, open_to
from quizapp.web.errors import Unfit
from quizapp.web.installation import heavily, installation
from quizapp.web.rendering import render, see, see_path
from quizapp.web.teacher.heads import Tab, head
from quizapp.web.teacher.results import (
    again_pages,
    bank_pages,
    class_pages,
    comparisons,
    copy_pages,
    matrix_pages,
    pages,
    people,
    print_pages,
    projection_pages,
    question_pages,
    reader_pages,
    selections,
)
from quizapp.web.teacher.results.again_pages import AgainPage
from quizapp.web.teacher.results.class_pages import Sees
from quizapp.web.teacher.results.fitting import fitting, fitting_in_bank
from quizapp.web.teacher.results.forms import AllSettledForm, RepetitionForm, RulingForm, SettledForm, TimeForm
from quizapp.web.teacher.results.pages import Refusal
from quizapp.web.teacher.results.selections import Addresses
from quizapp.web.visits import in_office, office

blueprint = Blueprint("results", __name__, url_prefix="/teacher")


@blueprint.get("/quiz/<slug>")
@open_to(Who.TEACHER)
def quiz(slug: str) -> str:
    asked = selections.asked_for(request.args)
    with office() as mine:
        live.follow(results.changes(mine, slug))
        found = fitting(lambda: statistics.of_quiz(mine, slug, asked.selection))
        turnout = results.turnout_of(mine, found.quiz)
        lists = classes.classes_of(mine, found.quiz.terms.class_id)
        marked, opened = ruling.counts(mine, found.quizzes), objecting.opened(mine, found.quizzes)
        key = releasing.key_state(mine, found.quiz) if releasing.is_awaited(found.quiz) else None
        sees_bank = not found.quiz.simulated and sharing.sees(mine, found.quiz.bank_id)
        asks, moved_on = compiling.asked_by(mine, found.quiz)
        former = remarking.marked_before(mine, [found.quiz])
    has_book = any(one.id == found.quiz.terms.class_id for one in lists)
    sees = Sees(sees_bank, has_book, key, asks, former, [part.title for part in moved_on])
    addresses = Addresses(selections.of_quiz(slug), asked)
    told = class_pages.told(found, turnout, addresses, _opened(found))
    voices = people.voices(found, marked, opened, addresses)
    form = selections.filter_form(found, addresses, lists)
    above, days = head(found.quiz, Tab.CLASS, mine.now), installation().settings.retention_days
    return render(class_pages.quiz_page(told, above, turnout, voices, form, addresses, days, sees=sees))


def _opened(found: Statistics) -> int | None:
    """The place of the question that was asked for. Raises UnknownQuestion."""
    return found.place_of(request.args["question"]) if request.args.get("question") else None


@blueprint.get("/quiz/<slug>/question")
@open_to(Who.TEACHER)
def question(slug: str) -> str:
    asked = selections.asked_for(request.args)
    with office() as mine:
        live.follow(results.changes(mine, slug))
        found = fitting(lambda: statistics.of_quiz(mine, slug, asked.selection))
        id_ = request.args.get("question", "")
        place = found.place_of(id_)
        said = objecting.of_question(mine, found.quizzes, id_)
        by_hand = ruling.counts(mine, found.quizzes).get(id_, 0)
    above, addresses = head(found.quiz, Tab.CLASS, mine.now), Addresses(selections.of_quiz(slug), asked)
    voices = people.of_question(said, found.quizzes, addresses)
    return render(question_pages.question_page(found, above, addresses, place, voices, by_hand))


@blueprint.get("/quiz/<slug>/passage")
@open_to(Who.TEACHER)
def passage(slug: str) -> str:
    asked = selections.asked_for(request.args)
    shown = selections.shows_picked(request.args)
    with office() as mine:
        found = fitting(lambda: statistics.of_quiz(mine, slug, asked.selection))
    place = found.place_of(request.args.get("question", ""))
    return render(projection_pages.passage_page(found, Addresses(selections.of_quiz(slug), asked), place, shown=shown))


# --- asked once more ---


@blueprint.get("/quiz/<slug>/again")
@open_to(Who.TEACHER)
def again(slug: str) -> str:
    return render(_again_page(slug))


@blueprint.post("/quiz/<slug>/again")
@open_to(Who.TEACHER)
def hand_out_again(slug: str) -> AnyResponse:
    form = RepetitionForm()
    title, ids = form.title.data or "", form.question_ids
    try:
        if not form.validate():
            raise NoTitle
        made = in_office(lambda office: handing_out.hand_out_again(office, slug, title, ids))
    except (NothingToAsk, NoTitle, UnknownClass) as refused:
        return make_response(render(_again_page(slug, form, for_others=isinstance(refused, UnknownClass))), 400)
    except UnknownQuestion:
        abort(400)
    return see("quizzes.terms", slug=made)


def _again_page(slug: str, sent: RepetitionForm | None = None, *, for_others: bool = False) -> AgainPage:
    asked = selections.asked_for(request.args)
    with office() as mine:
        found = fitting(lambda: statistics.of_quiz(mine, slug, asked.selection))
        found.quiz.check_real()
        there = handing_out.questions_now(mine, found.quiz)
    return again_pages.again_page(found, there, asked.query, sent, for_others=for_others)


# --- all quizzes of a bank ---


@blueprint.get("/bank/<int:bank_id>/results")
@open_to(Who.TEACHER)
def bank_results(bank_id: int) -> str:
    asked = selections.asked_of_bank(request.args)
    with office() as mine:
        live.follow(results.changes_of_bank(mine, bank_id))
        found = fitting_in_bank(lambda: bank_statistics.of_bank(mine, bank_id, asked.selection))
        quizzes = found.statistics.quizzes
        turnout = results.turnout_of_all(mine, quizzes)
        lists = classes.classes_of(mine)
        own = [quiz for quiz in quizzes if quiz.bank_id == bank_id]  # Elsewhere an id may be another question's.
        marked, opened = ruling.counts(mine, own), objecting.opened(mine, own)
    addresses = Addresses(selections.of_bank(bank_id), asked)
    told = class_pages.told(found.statistics, turnout, addresses, _opened(found.statistics))
    voices = people.voices(found.statistics, marked, opened, addresses)
    form = selections.filter_form(found.statistics, addresses, lists, [one.quiz for one in found.quizzes])
    return render(bank_pages.bank_results_page(found, told, turnout, voices, form, lists))


@blueprint.get("/bank/<int:bank_id>/results/question")
@open_to(Who.TEACHER)
def bank_question(bank_id: int) -> str:
    asked, id_ = selections.asked_of_bank(request.args), request.args.get("question", "")
    with office() as mine:
        live.follow(results.changes_of_bank(mine, bank_id))
        found = fitting_in_bank(lambda: bank_statistics.of_bank(mine, bank_id, asked.selection))
        place = found.statistics.place_of(id_)
        quizzes = [quiz for quiz in found.statistics.quizzes if quiz.bank_id == bank_id]
        said = objecting.of_question(mine, quizzes, id_)
        by_hand = ruling.counts(mine, quizzes).get(id_, 0)
    addresses = Addresses(selections.of_bank(bank_id), asked)
    voices = people.of_question(said, quizzes, addresses)
    return render(question_pages.question_page(found.statistics, found.summary, addresses, place, voices, by_hand))


def _settled(find: Callable[[Office], object]) -> tuple[str, datetime]:
    """The question of which all is settled that was said by a moment; a form without them is a fault of it.

    `find` raises what answers a stranger first, as if there were no such thing.
    """
    form = AllSettledForm()
    question_id, until = form.question.data or "", form.moment
    if not question_id or until is None:
        with office() as mine:
            find(mine)
        abort(400)
    return question_id, until


@blueprint.post("/bank/<int:bank_id>/results/question/settled")
@open_to(Who.TEACHER)
def settle_all_of_bank(bank_id: int) -> AnyResponse:
    asked = selections.asked_of_bank(request.args)
    chosen = asked.quizzes
    question_id, until = _settled(lambda office: publishing.bank_of(office, bank_id))
    in_office(lambda office: objecting.settle_all_of_bank(office, bank_id, chosen, question_id, until))
    return see_path(Addresses(selections.of_bank(bank_id), asked).objections(question_id))


@blueprint.get("/bank/<int:bank_id>/compare")
@open_to(Who.TEACHER)
def compare(bank_id: int) -> AnyResponse:
    with office() as mine:
        live.follow(results.changes_of_bank(mine, bank_id))
        known, lists = comparing.comparables(mine, bank_id), classes.classes_of(mine)
        chosen = comparisons.asked(request.args, known, lists)
        found = None
        if chosen is not None and chosen[0] != chosen[1]:
            one, other = (side.selection for side in chosen)
            found = fitting_in_bank(lambda: comparing.of_bank(mine, bank_id, one, other))
    page = comparisons.compare_page(known, lists, chosen, found)
    return make_response(render(page), 400 if chosen is not None and found is None else 200)


# --- the readers ---


@blueprint.get("/quiz/<slug>/readers")
@open_to(Who.TEACHER)
def readers(slug: str) -> str:
    look, asked = reader_pages.looking(request.args), selections.asked_for(request.args)
    with office() as mine:
        live.follow(results.changes(mine, slug))
        order, falling = (look.sorted_by, look.part, asked.selection), look.falling
        found = fitting(lambda: listings.of_quiz(mine, slug, *order, falling=falling))
        lists = classes.classes_of(mine, found.quiz.terms.class_id)
    above = head(found.quiz, Tab.READERS, mine.now)
    return render(reader_pages.readers_page(found, above, look, Addresses(selections.of_quiz(slug), asked), lists))


@blueprint.get("/quiz/<slug>/matrix")
@open_to(Who.TEACHER)
def matrix(slug: str) -> str:
    look, asked = matrix_pages.looking(request.args), selections.asked_for(request.args)
    with office() as mine:
        live.follow(results.changes(mine, slug))
        found = fitting(lambda: matrices.of_quiz(mine, slug, look.view, asked.selection))
        lists = classes.classes_of(mine, found.quiz.terms.class_id)
    above = head(found.quiz, Tab.READERS, mine.now)
    return render(matrix_pages.matrix_page(found, above, look, Addresses(selections.of_quiz(slug), asked), lists))


@blueprint.get("/quiz/<slug>/print")
@open_to(Who.TEACHER)
def print_(slug: str) -> str:
    asked, named = selections.asked_for(request.args), print_pages.is_named(request.args)
    with office() as mine:
        found = fitting(lambda: statistics.of_quiz(mine, slug, asked.selection))
        turnout = results.turnout_of(mine, found.quiz)
        listed = matrices.scores(mine, slug, asked.selection) if named else None
        lists = classes.classes_of(mine, found.quiz.terms.class_id)
    printed, above = print_pages.Printed(found, turnout, listed, mine.now), head(found.quiz, Tab.EXPORT, mine.now)
    return render(print_pages.print_page(printed, above, Addresses(selections.of_quiz(slug), asked), lists))


# --- one attempt ---


@blueprint.get("/quiz/<slug>/attempt/<int:attempt_id>")
@open_to(Who.TEACHER)
def attempt(slug: str, attempt_id: int) -> str:
    with office() as mine:
        report = results.of_attempt(mine, slug, attempt_id)
    return render(pages.attempt_page(report))


@blueprint.get("/quiz/<slug>/attempt/<int:attempt_id>/copy")
@open_to(Who.TEACHER)
def copy(slug: str, attempt_id: int) -> str:
    with office() as mine:
        report = corrected_copies.of_attempt(mine, slug, attempt_id)
    return render(copy_pages.copy_page(report))


@blueprint.get("/quiz/<slug>/copies")
@open_to(Who.TEACHER)
def copies(slug: str) -> str:
    part = copy_pages.part_of(request.args)
    with heavily():
        with office() as mine:
            try:
                found = corrected_copies.of_quiz(mine, slug, part)
            except UnknownPage:
                raise Unfit(copy_pages.NO_PART) from None
        return render(copy_pages.copies_page(found))


@blueprint.post("/quiz/<slug>/attempt/<int:attempt_id>/time")
@open_to(Who.TEACHER)
def give_time(slug: str, attempt_id: int) -> AnyResponse:
    form = TimeForm()
    minutes = form.number
    try:
        in_office(lambda office: handing_out.give_time(office, slug, attempt_id, minutes))
    except BadTerms:
        with office() as mine:
            report = results.of_attempt(mine, slug, attempt_id)
        return make_response(render(pages.attempt_page(report, more_time=form.minutes.data or "")), 400)
    return see(".attempt", slug=slug, attempt_id=attempt_id)


@blueprint.post("/quiz/<slug>/attempt/<int:attempt_id>/question/<int:number>/ruling")
@open_to(Who.TEACHER)
def rule(slug: str, attempt_id: int, number: int) -> AnyResponse:
    """Questions are numbered by their places in the version that the attempt was asked."""
    form = RulingForm()
    remark = form.remark.data or ""
    try:
        mark = form.mark
        in_office(lambda office: ruling.rule(office, slug, attempt_id, number, mark, remark))
    except StillRunning:
        return _refused(slug, attempt_id, Refusal(number, _(pages.RUNNING)), 409)
    except (BadMark, NothingToMark, TooLong) as error:
        why = _(pages.REFUSED[type(error)])
        return _refused(slug, attempt_id, Refusal(number, why, form.points.data or "", remark), 400)
    return see(".attempt", slug=slug, attempt_id=attempt_id, _anchor=f"question-{number}")


def _refused(slug: str, attempt_id: int, refusal: Refusal, status: int) -> AnyResponse:
    """The attempt again, with what was typed."""
    with office() as mine:
        report = results.of_attempt(mine, slug, attempt_id)
    if refusal.number not in {line.place + 1 for line in report.result.lines}:
        raise UnknownQuestion(refusal.number)
    return make_response(render(pages.attempt_page(report, refusal)), status)


@blueprint.post("/quiz/<slug>/attempt/<int:attempt_id>/question/<int:number>/settled")
@open_to(Who.TEACHER)
def settle(slug: str, attempt_id: int, number: int) -> AnyResponse:
    """Back to where the button was."""
    asked, form = selections.asked_of_bank(request.args), SettledForm()
    in_office(lambda office: objecting.settle(office, slug, attempt_id, number))
    if not form.question.data:
        return see(".attempt", slug=slug, attempt_id=attempt_id, _anchor=f"question-{number}")
    subject = selections.of_quiz(slug) if form.bank_id is None else selections.of_bank(form.bank_id)
    return see_path(Addresses(subject, asked).objections(form.question.data))


@blueprint.post("/quiz/<slug>/question/settled")
@open_to(Who.TEACHER)
def settle_all(slug: str) -> AnyResponse:
    asked = selections.asked_for(request.args)
    question_id, until = _settled(lambda office: handing_out.quiz_of(office, slug))
    in_office(lambda office: objecting.settle_all(office, slug, question_id, until))
    return see_path(Addresses(selections.of_quiz(slug), asked).objections(question_id))


@blueprint.post("/quiz/<slug>/attempt/<int:attempt_id>/remove")
@open_to(Who.TEACHER)
def remove_attempt(slug: str, attempt_id: int) -> AnyResponse:
    in_office(lambda office: results.remove_attempt(office, slug, attempt_id))
    return see(".readers", slug=slug)


@blueprint.post("/quiz/<slug>/attempt/<int:attempt_id>/keep")
@open_to(Who.TEACHER)
def keep_attempt(slug: str, attempt_id: int) -> AnyResponse:
    """It was asked to be deleted, and is not."""
    in_office(lambda office: results.keep_attempt(office, slug, attempt_id))
    return see(".readers", slug=slug)
