"""What came of a quiz: its page, one attempt, the files to take away."""

from collections.abc import Sequence

from flask import Blueprint, Response, abort
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from quizapp.services import classes, downloads, handing_out, results
from quizapp.services.downloads import Cell, Dialect
from quizapp.services.handing_out import BadTerms
from quizapp.web import i18n
from quizapp.web.doors import Who, open_to
from quizapp.web.files import CSV, XLSX, attached
from quizapp.web.installation import installation
from quizapp.web.rendering import render, see
from quizapp.web.teacher.links import link
from quizapp.web.teacher.results import pages
from quizapp.web.teacher.results.forms import TimeForm
from quizapp.web.visits import in_office, office

blueprint = Blueprint("results", __name__, url_prefix="/teacher")


@blueprint.get("/quiz/<slug>")
@open_to(Who.TEACHER)
def quiz(slug: str) -> str:
    with office() as mine:
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


@blueprint.get("/quiz/<slug>/scores.csv")
@open_to(Who.TEACHER)
def scores_csv(slug: str) -> AnyResponse:
    return _to_the_buttons(slug)


@blueprint.post("/quiz/<slug>/scores.csv")
@open_to(Who.TEACHER)
def scores_csv_now(slug: str) -> Response:
    """In the dialect of the page's language."""
    dialect = Dialect.COMMA if i18n.language() == "fr" else Dialect.POINT
    return attached(f"{slug}.csv", downloads.as_csv(_rows(slug), dialect), CSV)


@blueprint.get("/quiz/<slug>/scores.xlsx")
@open_to(Who.TEACHER)
def scores_xlsx(slug: str) -> AnyResponse:
    return _to_the_buttons(slug)


@blueprint.post("/quiz/<slug>/scores.xlsx")
@open_to(Who.TEACHER)
def scores_xlsx_now(slug: str) -> Response:
    return attached(f"{slug}.xlsx", downloads.as_xlsx(slug, _rows(slug)), XLSX)


def _to_the_buttons(slug: str) -> AnyResponse:
    """Where a file's address leads from an older page or a bookmark."""
    with office() as mine:
        handing_out.quiz_of(mine, slug)
    return see(".quiz", slug=slug)


def _rows(slug: str) -> Sequence[Sequence[Cell]]:
    with office() as mine:
        rows = results.rows_of(mine, slug, _)
    in_office(lambda office: results.note_export(office, slug))
    return rows
