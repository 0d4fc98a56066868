"""Compilations: choosing banks and questions, and taking newer versions of the banks that they come from."""

from flask import Blueprint, make_response, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from quizapp.domain.compilations import MOST_BANKS, BadCompilation
from quizapp.services import compiling, publishing
from quizapp.services.compiling import TooManyBanks
from quizapp.web.doors import Who, open_to
from quizapp.web.rendering import render, see
from quizapp.web.teacher.compilations import pages
from quizapp.web.teacher.compilations.forms import RenewalForm, WishForm, bank_ids
from quizapp.web.visits import in_office, office

blueprint = Blueprint("compilations", __name__, url_prefix="/teacher")


@blueprint.get("/compilation/choose")
@open_to(Who.TEACHER)
def choose() -> str:
    """Of which banks the questions come."""
    return render(_choose_page())


def _choose_page(fault: str = "") -> pages.ChoosePage:
    with office() as mine:
        return pages.ChoosePage(publishing.banks_of(mine), bank_ids(), fault)


@blueprint.get("/compilation/questions")
@open_to(Who.TEACHER)
def questions() -> AnyResponse:
    """Which of their questions, and how many of them."""
    try:
        with office() as mine:
            found = compiling.opened(mine, bank_ids())
    except TooManyBanks:
        fault = _("Choose %(most)s banks at most.", most=MOST_BANKS)
        return make_response(render(_choose_page(fault)), 400)
    if not found:
        fault = _("Tick at least one bank.") if "chosen" in request.args else ""
        return make_response(render(_choose_page(fault)), 400 if fault else 200)
    return make_response(render(pages.questions_page(found)))


@blueprint.post("/compilation/questions")
@open_to(Who.TEACHER)
def put_together() -> AnyResponse:
    form = WishForm()
    if not bank_ids():
        return see(".choose")
    try:
        bank_id = in_office(lambda office: compiling.put_together(office, form.wish()))
    except BadCompilation as error:
        with office() as mine:
            found = compiling.opened(mine, bank_ids())
        return make_response(render(pages.questions_page(found, form, error.obstacles)), 400)
    except TooManyBanks:
        return see(".choose")
    return see("quizzes.hand_out", bank_id=bank_id)


# --- when a source moves on ---


@blueprint.get("/compilation/<int:bank_id>/sources")
@open_to(Who.TEACHER)
def sources(bank_id: int) -> str:
    return render(_sources_page(bank_id))


def _sources_page(bank_id: int, refused: BadCompilation | None = None) -> pages.SourcesPage:
    with office() as mine:
        summary, now = compiling.compilation(mine, bank_id)
        found = compiling.renewals(mine, now)
    return pages.sources_page(summary, now, found, () if refused is None else refused.obstacles)


@blueprint.post("/compilation/<int:bank_id>/sources")
@open_to(Who.TEACHER)
def renew(bank_id: int) -> AnyResponse:
    form = RenewalForm()
    try:
        number = in_office(lambda office: compiling.renew(office, bank_id, form.numbers))
    except BadCompilation as error:
        return make_response(render(_sources_page(bank_id, error)), 400)
    return see("banks.bank", bank_id=bank_id, published="next" if number else "same")
