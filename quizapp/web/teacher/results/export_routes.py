"""What of a quiz's results is taken away as a file: made at once, or aside where that takes long."""

from contextlib import suppress

from flask import Blueprint, make_response
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from quizapp.domain.exports import Ending, Portion, Wanted
from quizapp.services import exports, files, handing_out, preparing, results
from quizapp.services.preparing import PreparedFile, TooManyFiles
from quizapp.store.exports import UnknownExport
from quizapp.web import i18n, waiting
from quizapp.web.auth import teacher
from quizapp.web.doors import Who, open_to
from quizapp.web.files import MEDIA_TYPES, attached_file, attached_pieces
from quizapp.web.installation import heavily, installation
from quizapp.web.rendering import render, see
from quizapp.web.teacher.heads import Tab, head
from quizapp.web.teacher.results import pages
from quizapp.web.teacher.results.pages import ExportPage
from quizapp.web.teacher.results.prepared_pages import GonePage, file_line, prepared_page
from quizapp.web.times import my_zone
from quizapp.web.visits import in_office, office

blueprint = Blueprint("exports", __name__, url_prefix="/teacher")


@blueprint.get("/quiz/<slug>/export")
@open_to(Who.TEACHER)
def export(slug: str) -> str:
    return render(_export_page(slug))


def _export_page(slug: str, refusal: str = "") -> ExportPage:
    with office() as mine:
        quiz, attempts, __ = results.turnout(mine, slug)
        prepared = preparing.of_teacher(mine, quiz)
    return ExportPage(head(quiz, Tab.EXPORT, mine.now), attempts, tuple(map(file_line, prepared)), refusal)


# --- asked for by a button, for the log notes it ---

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
def file_now(slug: str, portion: str, ending: str) -> AnyResponse:
    """In the language of the page; one that takes long is made aside."""
    wanted = Wanted(Portion(portion), Ending(ending), i18n.language())
    with office() as mine:
        is_long = preparing.is_needed(mine, slug)
    if is_long:
        try:
            address = in_office(lambda office: preparing.ask(office, slug, wanted))
        except TooManyFiles:
            return make_response(render(_export_page(slug, _(pages.TOO_MANY_FILES))), 409)
        with suppress(UnknownExport):
            _prepare(slug, address)
        return see(".prepared", slug=slug, address=address)
    with heavily():
        with office() as mine:
            extract = exports.extract(mine, slug, wanted.portion)
        made = files.written(extract, wanted, mine.zone)
    in_office(lambda office: exports.note(office, slug, wanted.portion))
    return attached_file(wanted.name(slug), made, MEDIA_TYPES[wanted.ending])


def _prepare(slug: str, address: str) -> PreparedFile:
    """Have a file made where nobody makes it, and wait a little for it. Raises UnknownQuiz, UnknownExport."""
    found = _prepared(slug, address)
    if not found.is_left:
        return found
    here = installation()
    waiting.begin(preparing.Making(teacher().id, found.quiz.id, address, here.shelf, here.clock, my_zone()))
    return _prepared(slug, address)


def _prepared(slug: str, address: str) -> PreparedFile:
    with office() as mine:
        return preparing.show(mine, slug, address)


@blueprint.get("/quiz/<slug>/export/<address>")
@open_to(Who.TEACHER)
def prepared(slug: str, address: str) -> AnyResponse:
    """Waits for a file that is made aside, then leads to it."""
    try:
        found = _prepare(slug, address)
    except UnknownExport:
        return _gone(slug)
    page = prepared_page(found, head(found.quiz, Tab.EXPORT, installation().clock()))
    return make_response(render(page)) if page.is_done else waiting.comes_again(page)


@blueprint.get("/quiz/<slug>/export/<address>/file")
@open_to(Who.TEACHER)
def prepared_file(slug: str, address: str) -> AnyResponse:
    """The log has noted it when it was asked for."""
    try:
        found = _prepared(slug, address)
    except UnknownExport:
        return _gone(slug)
    if found.until is None:
        return see(".prepared", slug=slug, address=address)
    pieces = preparing.pieces(installation().database, address)
    return attached_pieces(found.name, pieces, found.kept.size, MEDIA_TYPES[found.kept.wanted.ending])


def _gone(slug: str) -> AnyResponse:
    """Says why, to whoever has the quiz; nobody else learns that there was a file."""
    with office() as mine:
        quiz = handing_out.quiz_of(mine, slug)
    return make_response(render(GonePage(head(quiz, Tab.EXPORT, mine.now))), 404)
