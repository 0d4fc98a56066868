"""Putting things away, deleting banks, and taking back."""

from flask import Blueprint, request
from werkzeug.wrappers import Response as AnyResponse

from quizapp.services import archive as services
from quizapp.services import left_open as services_left_open
from quizapp.services.archive import Ticked
from quizapp.services.visits import Office
from quizapp.web.doors import Who, open_to
from quizapp.web.rendering import render, see
from quizapp.web.teacher.archive import pages
from quizapp.web.teacher.archive.forms import TicksForm, moment_said, said, ticked
from quizapp.web.visits import in_office, office

blueprint = Blueprint("archive", __name__, url_prefix="/teacher")


@blueprint.get("/tidy")
@open_to(Who.TEACHER)
def tidy() -> str:
    """All that can be put away, to be ticked."""
    moment = moment_said(request.args.get("done", ""))
    with office() as mine:
        things = services.things(mine)
        away = services.show(mine) if moment else None
    done = pages.done(away, moment) if away and moment else None
    return render(pages.tidy_page(things, request.args.get("all", ""), done, nothing_ticked="nothing" in request.args))


@blueprint.post("/tidy")
@open_to(Who.TEACHER)
def put_away() -> AnyResponse:
    form = TicksForm()
    if not form.ticked.count:
        return see(".tidy", nothing=1)
    if form.to_delete:
        return see(".delete", bank=list(form.ticked.banks))

    def work(mine: Office) -> str:
        services.put_away(mine, form.ticked)
        return said(mine.now)

    moment = in_office(work)
    return _its_page(form.ticked) if form.is_of_a_page else see(".tidy", done=moment)


@blueprint.get("/tidy/delete")
@open_to(Who.TEACHER)
def delete() -> str | AnyResponse:
    """Before banks are deleted: what goes, and what stays."""
    wanted = ticked(request.args).banks
    if not wanted:
        return see(".tidy", nothing=1)
    with office() as mine:
        found = services.deletion_of(mine, wanted)
    return render(pages.delete_page(found))


@blueprint.post("/tidy/delete")
@open_to(Who.TEACHER)
def delete_now() -> AnyResponse:
    form = TicksForm()
    if not form.ticked.banks:
        return see(".tidy", nothing=1)

    def work(mine: Office) -> str:
        services.delete_banks(mine, form.ticked.banks)
        return said(mine.now)

    return see(".tidy", done=in_office(work))


@blueprint.get("/archive")
@open_to(Who.TEACHER)
def archive() -> str:
    with office() as mine:
        found = services.show(mine)
    return render(pages.archive_page(found, back="back" in request.args))


@blueprint.post("/archive")
@open_to(Who.TEACHER)
def take_back() -> AnyResponse:
    form = TicksForm()
    if (moment := form.moment) is not None:
        in_office(lambda mine: services.undo(mine, moment))
        return see(".tidy")
    in_office(lambda mine: services.take_back(mine, form.ticked))
    return _its_page(form.ticked) if form.is_of_a_page else see(".archive", back=1)


@blueprint.post("/left-open")
@open_to(Who.OWNER)
def left_open() -> AnyResponse:
    """What an older version left open to everybody: all of it closed, or wanted as it is."""
    if request.form.get("act") == "keep":
        in_office(services_left_open.keep)
        return see("home.home")

    def work(mine: Office) -> str:
        services_left_open.close(mine)
        return said(mine.now)

    return see(".tidy", done=in_office(work))


def _its_page(one: Ticked) -> AnyResponse:
    """Of the first of them, where that was sent from."""
    for bank_id in one.banks:
        return see("banks.bank", bank_id=bank_id)
    for slug in one.quizzes:
        return see("results.quiz", slug=slug)
    for id_ in one.classes:
        return see("classes.class_", id_=id_)
    return see(".tidy")
