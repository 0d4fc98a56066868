"""Banks: the list, loading, looking, publishing."""

from flask import Blueprint

from quizapp.services import publishing
from quizapp.web.auth import Who, open_to, teacher
from quizapp.web.parts import reading
from quizapp.web.rendering import render
from quizapp.web.teacher.banks import pages

blueprint = Blueprint("banks", __name__, url_prefix="/teacher")


@blueprint.get("/")
@open_to(Who.TEACHER)
def home() -> str:
    with reading() as db:
        found = publishing.banks_of(db, teacher())
    return render(pages.HomePage(found))
