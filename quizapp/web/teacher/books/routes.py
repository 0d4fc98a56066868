"""A class's book: its readers with their marks in all of its quizzes, one reader of it, and the file to take away."""

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from quizapp.domain.exports import Ending
from quizapp.services import book_files, books, classes
from quizapp.web import i18n
from quizapp.web.doors import Who, open_to
from quizapp.web.files import MEDIA_TYPES, attached_file
from quizapp.web.rendering import render, see
from quizapp.web.teacher.books import member_pages, pages
from quizapp.web.visits import in_office, office

blueprint = Blueprint("books", __name__, url_prefix="/teacher/class")

_FILE = "/<int:id_>/book.<any(csv, xlsx):ending>"


@blueprint.get("/<int:id_>/book")
@open_to(Who.TEACHER)
def book(id_: int) -> str:
    look = pages.looking(request.args)
    with office() as mine:
        found = books.of_class(mine, id_, look.period)
    return render(pages.book_page(found, look, mine.now))


@blueprint.get("/<int:id_>/book/<int:member_id>")
@open_to(Who.TEACHER)
def member(id_: int, member_id: int) -> str:
    look = pages.looking(request.args)
    with office() as mine:
        found = books.of_member(mine, id_, member_id, look.period)
    return render(member_pages.member_page(found, look))


@blueprint.get(_FILE)
@open_to(Who.TEACHER)
def file(id_: int, ending: str) -> AnyResponse:
    """Where a file's address leads from a bookmark: to the buttons."""
    with office() as mine:
        classes.class_of(mine, id_)
    return see(".book", id_=id_)


@blueprint.post(_FILE)
@open_to(Who.TEACHER)
def file_now(id_: int, ending: str) -> Response:
    """In the language of the page; asked for by a button, for the log notes it."""
    look = pages.looking(request.args)
    with office() as mine:
        found = books.of_class(mine, id_, look.period)
    made = book_files.written(found, Ending(ending), i18n.language(), _, mine.zone)
    in_office(lambda office: books.note(office, id_))
    return attached_file(f"{found.found.name}.{ending}", made, MEDIA_TYPES[Ending(ending)])
