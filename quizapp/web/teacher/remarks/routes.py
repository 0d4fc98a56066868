"""Marking a quiz again: whose score would change, then the confirmation."""

from flask import Blueprint, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from quizapp.services import remarking
from quizapp.services.remarking import StaleFigures
from quizapp.web.auth import teacher
from quizapp.web.doors import Who, open_to
from quizapp.web.forms import counting
from quizapp.web.installation import installation, reading, transaction
from quizapp.web.rendering import render
from quizapp.web.teacher.remarks import pages
from quizapp.web.teacher.remarks.forms import RemarkForm

blueprint = Blueprint("remarks", __name__, url_prefix="/teacher")


@blueprint.get("/quiz/<slug>/remark")
@open_to(Who.TEACHER)
def remark(slug: str) -> str:
    """What the version in `version` would change; the newest, where none is named."""
    number = request.args.get("version", type=counting)
    with reading() as db:
        found = remarking.look(db, installation().shelf, teacher(), slug, number, installation().clock())
    return render(pages.remark_page(found, RemarkForm()))


@blueprint.post("/quiz/<slug>/remark")
@open_to(Who.TEACHER)
def remark_now(slug: str) -> AnyResponse:
    form = RemarkForm()
    number, digest = form.number, form.digest.data or ""
    try:
        with transaction() as db:
            remarking.mark_again(db, installation().shelf, teacher(), slug, number, digest, installation().clock())
    except StaleFigures:
        with reading() as db:
            found = remarking.look(db, installation().shelf, teacher(), slug, number, installation().clock())
        return make_response(render(pages.remark_page(found, form, stale=True)), 409)
    return redirect(url_for(".remark", slug=slug, version=number), 303)
