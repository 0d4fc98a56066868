"""A quiz while its readers answer: who is where, more time, and the end for all."""

from typing import NoReturn

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response as AnyResponse

from quizapp.domain.watching import CannotReopen
from quizapp.services import handing_out, results, watching
from quizapp.web import live
from quizapp.web.doors import Who, open_to
from quizapp.web.rendering import render, see
from quizapp.web.teacher.heads import Tab, head
from quizapp.web.teacher.quizzes import board_pages
from quizapp.web.teacher.quizzes.board_forms import EndForm, MoreForAllForm, MoreForm, moment
from quizapp.web.visits import in_office, office

blueprint = Blueprint("board", __name__, url_prefix="/teacher/quiz/<slug>/board")


@blueprint.get("")
@open_to(Who.TEACHER)
def board(slug: str) -> str:
    with office() as mine:
        live.follow(results.changes(mine, slug))
        found = watching.board(mine, slug)
    above = head(found.quiz, Tab.NOW, mine.now)
    return render(board_pages.board_page(found, above, mine.now, missed="missed" in request.args))


@blueprint.post("/attempt/<int:attempt_id>/more")
@open_to(Who.TEACHER)
def give_one(slug: str, attempt_id: int) -> AnyResponse:
    seen = MoreForm().deadline
    if seen is None:
        _refuse(slug)
    return _back(slug, given=in_office(lambda office: watching.give_one(office, slug, attempt_id, seen)))


@blueprint.post("/more")
@open_to(Who.TEACHER)
def give_all(slug: str) -> AnyResponse:
    revision = MoreForAllForm().revision
    if revision is None:
        _refuse(slug)
    return _back(slug, given=in_office(lambda office: watching.give_all(office, slug, revision)))


def _refuse(slug: str) -> NoReturn:
    """What no page of ours sends is refused; who has no such quiz hears that alone."""
    with office() as mine:
        handing_out.quiz_of(mine, slug)
    abort(400)


def _back(slug: str, *, given: bool) -> AnyResponse:
    return see(".board", slug=slug) if given else see(".board", slug=slug, missed="yes")


@blueprint.get("/end")
@open_to(Who.TEACHER)
def end(slug: str) -> str:
    with office() as mine:
        quiz, ending = watching.ending(mine, slug)
    return render(board_pages.end_page(quiz, ending))


@blueprint.post("/end")
@open_to(Who.TEACHER)
def end_now(slug: str) -> AnyResponse:
    form = EndForm()
    told_at, latest = moment(form.told_at.data), moment(form.latest.data)
    if told_at is None or (latest is None and form.latest.data):
        _refuse(slug)
    in_office(lambda office: watching.end_all(office, slug, told_at, latest))
    return see(".board", slug=slug)


@blueprint.get("/attempt/<int:attempt_id>/reopen")
@open_to(Who.TEACHER)
def reopen(slug: str, attempt_id: int) -> str:
    with office() as mine:
        told = watching.reopening(mine, slug, attempt_id)
    return render(board_pages.reopen_page(told))


@blueprint.post("/attempt/<int:attempt_id>/reopen")
@open_to(Who.TEACHER)
def reopen_now(slug: str, attempt_id: int) -> AnyResponse:
    try:
        in_office(lambda office: watching.reopen(office, slug, attempt_id))
    except CannotReopen:
        return see(".reopen", slug=slug, attempt_id=attempt_id)  # Which says why.
    return see(".board", slug=slug)
