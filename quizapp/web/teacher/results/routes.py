"""What came of a quiz: its page, one attempt, the files to take away."""

from flask import Blueprint, Response, abort
from werkzeug.wrappers import Response as AnyResponse

from quizapp.domain.exports import Ending, Portion, Wanted
from quizapp.services import classes, exports, files, handing_out, results
from quizapp.services.handing_out import BadTerms
from quizapp.web import i18n, live
from quizapp.web.doors import Who, open_to
from quizapp.web.files import MEDIA_TYPES, attached_file
from quizapp.web.installation import heavily, installation
from quizapp.web.rendering import render, see
from quizapp.web.teacher.links import link
from quizapp.web.teacher.results import pages
from quizapp.web.teacher.results.forms import TimeForm
from quizapp.web.visits import in_office, office

blueprint = Blueprint("results", __name__, url_prefix="/teacher")


@blueprint.get("/quiz/<slug>")
@open_to(Who.TEACHER)
def quiz(slug: str) -> str | Response:
    with office() as mine:
        if unchanged := live.unchanged(results.changes(mine, slug)):
            return unchanged
        found = results.of_quiz(mine, slug)
        expected = classes.presence(mine, found.quiz)
    closed = found.quiz.terms.closes_at is not None and found.quiz.terms.closes_at <= mine.now
    return render(pages.quiz_page(found, expected, link(slug), closed, installation().settings.retention_days))


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
    return see(".quiz", slug=slug)


# --- to take away: asked for by a button, for the log notes it ---

_FILE = "/quiz/<slug>/<any(scores, responses, questions):portion>.<any(csv, xlsx, json):ending>"


@blueprint.get(_FILE)
@open_to(Who.TEACHER)
def file(slug: str, portion: str, ending: str) -> AnyResponse:
    """Where a file's address leads from an older page or a bookmark: to the buttons."""
    with office() as mine:
        handing_out.quiz_of(mine, slug)
    return see(".quiz", slug=slug)


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
