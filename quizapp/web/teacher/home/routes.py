"""A teacher's first page."""

from flask import Blueprint

from quizapp.services import handing_out, left_open, loading, publishing, simulating
from quizapp.web.doors import Who, open_to
from quizapp.web.rendering import render
from quizapp.web.teacher.home import pages
from quizapp.web.visits import office

blueprint = Blueprint("home", __name__, url_prefix="/teacher")


@blueprint.get("/")
@open_to(Who.TEACHER)
def home() -> str:
    with office() as mine:
        banks = publishing.banks_of(mine)
        quizzes = handing_out.quizzes_of(mine)
        files = pages.file_lines(loading.waiting_for(mine))
        open_to_all = len(left_open.of(mine))
    offers_class = simulating.is_offered(mine.teacher, banks, quizzes)
    lines = pages.bank_lines(banks, mine.teacher), pages.quiz_lines(quizzes)
    return render(pages.HomePage(files, *lines, offers_class, open_to_all))
