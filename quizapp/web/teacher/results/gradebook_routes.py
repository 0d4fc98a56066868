"""The marks of a class in one quiz, on a scale that its teacher chooses, and the files of them."""

from dataclasses import replace

from flask import Blueprint, make_response, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from quizapp.domain.scales import ScaleKind
from quizapp.services import gradebook_files, gradebooks
from quizapp.services.gradebook_files import Destination
from quizapp.web import i18n
from quizapp.web.doors import Who, open_to
from quizapp.web.files import MEDIA_TYPES, attached_file
from quizapp.web.rendering import render
from quizapp.web.teacher.heads import Tab, head
from quizapp.web.teacher.results.gradebook_pages import NUMBERS_ONLY, GradeLook, looking, marks_page
from quizapp.web.visits import in_office, office

blueprint = Blueprint("gradebooks", __name__, url_prefix="/teacher")


@blueprint.get("/quiz/<slug>/marks")
@open_to(Who.TEACHER)
def marks(slug: str) -> AnyResponse:
    return _shown(slug, looking(request.args))


@blueprint.post("/quiz/<slug>/marks/<any(csv, xlsx, pronote, moodle, canvas):destination>")
@open_to(Who.TEACHER)
def file(slug: str, destination: str) -> AnyResponse:
    """In the language of the page; asked for by a button, for the log notes it."""
    look, wanted = looking(request.form), Destination(destination)
    if wanted is Destination.PRONOTE and look.kind is ScaleKind.LETTERS and not look.fault:
        look = replace(look, fault=NUMBERS_ONLY)
    if look.fault:
        return _shown(slug, look)
    with office() as mine:
        book = gradebooks.of_quiz(mine, slug, look.scale, look.order)
    made = gradebook_files.written(book, wanted, i18n.language(), _)
    in_office(lambda office: gradebooks.note(office, slug))
    return attached_file(wanted.file_name(slug), made, MEDIA_TYPES[wanted.ending])


def _shown(slug: str, look: GradeLook) -> AnyResponse:
    with office() as mine:
        book = gradebooks.of_quiz(mine, slug, look.scale, look.order)
    page = marks_page(book, head(book.quiz, Tab.EXPORT, mine.now), look)
    return make_response(render(page), 400 if look.fault else 200)
