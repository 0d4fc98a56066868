"""A teacher's first page, and the lists that it leads to."""

from flask import Blueprint, abort, make_response, request
from werkzeug.wrappers import Response as AnyResponse

from quizapp.domain.quizzes import Phase
from quizapp.services import agenda, classes, left_open, shelves, simulating
from quizapp.store.shelves import BankFilter
from quizapp.web.doors import Who, open_to
from quizapp.web.forms import counting
from quizapp.web.installation import installation
from quizapp.web.rendering import render
from quizapp.web.teacher.home import archive, bank_pages, pages, quiz_pages
from quizapp.web.teacher.home.forms import BankSearch, bank_search
from quizapp.web.teacher.home.words import Now
from quizapp.web.times import my_zone
from quizapp.web.visits import office

blueprint = Blueprint("home", __name__, url_prefix="/teacher")


@blueprint.get("/")
@open_to(Who.TEACHER)
def home() -> str:
    with office() as mine:
        day = agenda.today(mine)
        found = shelves.listed(mine, BankFilter(), most=agenda.MOST_SHOWN)
        offers_class = simulating.is_offered(mine)
        open_to_all = len(left_open.of(mine))
    now = Now(mine.now, mine.zone)
    shelf = bank_pages.shelf(found, mine.teacher, now, BankSearch())
    days = installation().settings.retention_days
    return render(pages.home_page(day, now, shelf, days, open_to_all, offers_class=offers_class))


@blueprint.get("/banks")
@open_to(Who.TEACHER)
def banks() -> AnyResponse:
    """Those that a teacher may hand out: all of them, or those that were looked for."""
    with office() as mine:
        known = classes.classes_of(mine)
        search = bank_search(request.args, {one.id for one in known})
        found = shelves.listed(mine, search.filter, search.order, search.part)
    page = bank_pages.banks_page(search, found, known, mine.teacher, Now(mine.now, mine.zone))
    return make_response(render(page), 400 if search.faults else 200)


@blueprint.get("/quizzes")
@open_to(Who.TEACHER)
def quizzes() -> str:
    """Those that are open, to come, or have closed; of the closed, those of a month or a school year."""
    named = request.args.get("closed", "")
    drawer = archive.opened(named, my_zone()) if named else None
    state = request.args.get("state", Phase.OPEN)
    if (named and drawer is None) or state not in set(Phase):
        abort(400)
    phase = Phase.CLOSED if drawer else Phase(state)
    part = _part()
    with office() as mine:
        found = agenda.listed(mine, phase, part, drawer[1] if drawer else None)
        closings = agenda.closings(mine) if phase is Phase.CLOSED else ()
    now = Now(mine.now, mine.zone)
    drawers = archive.drawers(closings, now)
    return render(quiz_pages.quizzes_page(phase, found, part, now, drawers, drawer[0] if drawer else None))


def _part() -> int:
    try:
        return counting(request.args.get("part", "1")) or 1
    except ValueError:
        abort(400)
