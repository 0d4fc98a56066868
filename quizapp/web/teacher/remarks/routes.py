"""Marking a quiz again: whose score would change, then the confirmation."""

from flask import Blueprint, make_response, request
from werkzeug.wrappers import Response as AnyResponse

from quizapp.services import remarking
from quizapp.services.remarking import StaleFigures
from quizapp.web.doors import Who, open_to
from quizapp.web.forms import counting
from quizapp.web.rendering import render, see
from quizapp.web.teacher.remarks import pages
from quizapp.web.teacher.remarks.forms import RemarkForm
from quizapp.web.visits import in_office, office

blueprint = Blueprint("remarks", __name__, url_prefix="/teacher")


@blueprint.get("/quiz/<slug>/remark")
@open_to(Who.TEACHER)
def remark(slug: str) -> str:
    """What the version in `version` would change; the newest, where none is named."""
    number = request.args.get("version", type=counting)
    with office() as mine:
        found = remarking.look(mine, slug, number)
    return render(pages.remark_page(found))


@blueprint.post("/quiz/<slug>/remark")
@open_to(Who.TEACHER)
def remark_now(slug: str) -> AnyResponse:
    form = RemarkForm()
    number, digest = form.number, form.digest.data or ""
    try:
        in_office(lambda office: remarking.mark_again(office, slug, number, digest))
    except StaleFigures:
        with office() as mine:
            found = remarking.look(mine, slug, number)
        return make_response(render(pages.remark_page(found, stale=True)), 409)
    return see(".remark", slug=slug, version=number)
