"""What came of a quiz: the class, each question, its readers, one attempt, the files to take away."""

from flask import Blueprint, Response, abort, request
from werkzeug.wrappers import Response as AnyResponse

from quizapp.domain.classes import UnknownClass
from quizapp.domain.exports import Ending, Portion, Wanted
from quizapp.services import classes, exports, files, handing_out, listings, results, statistics
from quizapp.services.handing_out import BadTerms
from quizapp.services.listings import UnknownPage
from quizapp.services.statistics import Statistics
from quizapp.services.visits import Office
from quizapp.store.banks import UnknownVersion
from quizapp.web import i18n, live
from quizapp.web.doors import Who, open_to
from quizapp.web.errors import Unfit
from quizapp.web.files import MEDIA_TYPES, attached_file
from quizapp.web.installation import heavily, installation
from quizapp.web.rendering import render, see
from quizapp.web.teacher.heads import Tab, head
from quizapp.web.teacher.results import class_pages, pages, question_pages, reader_pages, selections
from quizapp.web.teacher.results.forms import TimeForm
from quizapp.web.teacher.results.selections import Addresses, Narrowing
from quizapp.web.visits import in_office, office

blueprint = Blueprint("results", __name__, url_prefix="/teacher")


@blueprint.get("/quiz/<slug>")
@open_to(Who.TEACHER)
def quiz(slug: str) -> str | Response:
    asked = selections.asked_for(request.args)
    with office() as mine:
        if unchanged := live.unchanged(results.changes(mine, slug)):
            return unchanged
        found = _found(mine, slug, asked)
        turnout = results.turnout_of(mine, found.quiz)
        lists = classes.classes_of(mine)
    opened = found.place_of(request.args["question"]) if request.args.get("question") else None
    above = head(found.quiz, Tab.CLASS, mine.now)
    days = installation().settings.retention_days
    return render(class_pages.quiz_page(found, above, turnout, Addresses(slug, asked), opened, lists, days))


@blueprint.get("/quiz/<slug>/question")
@open_to(Who.TEACHER)
def question(slug: str) -> str | Response:
    asked = selections.asked_for(request.args)
    with office() as mine:
        if unchanged := live.unchanged(results.changes(mine, slug)):
            return unchanged
        found = _found(mine, slug, asked)
    place = found.place_of(request.args.get("question", ""))
    above = head(found.quiz, Tab.CLASS, mine.now)
    return render(question_pages.question_page(found, above, Addresses(slug, asked), place))


def _found(office: Office, slug: str, asked: Narrowing) -> Statistics:
    """Raises UnknownQuiz, Unfit."""
    try:
        return statistics.of_quiz(office, slug, asked.selection)
    except UnknownVersion:
        raise Unfit(selections.NO_VERSION) from None
    except UnknownClass:
        raise Unfit(selections.NO_CLASS) from None


@blueprint.get("/quiz/<slug>/readers")
@open_to(Who.TEACHER)
def readers(slug: str) -> str | Response:
    look = reader_pages.looking(request.args)
    with office() as mine:
        if unchanged := live.unchanged(results.changes(mine, slug)):
            return unchanged
        try:
            found = listings.of_quiz(mine, slug, look.sorted_by, look.part, falling=look.falling)
        except UnknownPage:
            raise Unfit(reader_pages.NO_PAGE) from None
    return render(reader_pages.readers_page(found, head(found.quiz, Tab.READERS, mine.now), look))


@blueprint.get("/quiz/<slug>/export")
@open_to(Who.TEACHER)
def export(slug: str) -> str:
    with office() as mine:
        quiz, attempts, __ = results.turnout(mine, slug)
    return render(pages.ExportPage(head(quiz, Tab.EXPORT, mine.now), attempts))


# --- one attempt ---


@blueprint.get("/quiz/<slug>/attempt/<int:attempt_id>")
@open_to(Who.TEACHER)
def attempt(slug: str, attempt_id: int) -> str:
    with office() as mine:
        report = results.of_attempt(mine, slug, attempt_id)
    return render(pages.attempt_page(report))


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
    in_office(lambda office: results.remove_attempt(office, slug, attempt_id))
    return see(".readers", slug=slug)


# --- to take away: asked for by a button, for the log notes it ---

_FILE = "/quiz/<slug>/<any(scores, responses, questions):portion>.<any(csv, xlsx, json):ending>"


@blueprint.get(_FILE)
@open_to(Who.TEACHER)
def file(slug: str, portion: str, ending: str) -> AnyResponse:
    """Where a file's address leads from an older page or a bookmark: to the buttons."""
    with office() as mine:
        handing_out.quiz_of(mine, slug)
    return see(".export", slug=slug)


@blueprint.post(_FILE)
@open_to(Who.TEACHER)
def file_now(slug: str, portion: str, ending: str) -> Response:
    """In the language of the page."""
    wanted = Wanted(Portion(portion), Ending(ending), i18n.language())
    with heavily():
        with office() as mine:
            extract = exports.extract(mine, slug, wanted.portion)
        made = files.written(extract, wanted)
    in_office(lambda office: exports.note(office, slug, wanted.portion))
    return attached_file(wanted.name(slug), made, MEDIA_TYPES[wanted.ending])
