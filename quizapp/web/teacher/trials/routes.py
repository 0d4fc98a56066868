"""Trying a bank or a quiz as a reader: the state to try it in, the attempt, and the way back."""

from collections.abc import Callable

from flask import Blueprint, abort, make_response
from werkzeug.wrappers import Response as AnyResponse

from quizapp.domain.trials import TrialSource, TrialState
from quizapp.services import trials
from quizapp.services.visits import Office
from quizapp.web.doors import Who, open_to
from quizapp.web.rendering import render, see
from quizapp.web.teacher.trials import pages
from quizapp.web.teacher.trials.forms import TrialForm
from quizapp.web.visits import in_office, office

blueprint = Blueprint("trials", __name__, url_prefix="/teacher")


@blueprint.get("/bank/<int:bank_id>/preview")
@open_to(Who.TEACHER)
def bank(bank_id: int) -> str:
    return render(_bank_page(bank_id))


@blueprint.post("/bank/<int:bank_id>/preview")
@open_to(Who.TEACHER)
def try_bank(bank_id: int) -> AnyResponse:
    return _begin(
        lambda office, state: trials.of_bank(office, bank_id, state),
        lambda form: _bank_page(bank_id, form),
    )


def _bank_page(bank_id: int, sent: TrialForm | None = None) -> pages.TrialPage:
    with office() as mine:
        return pages.bank_page(trials.bank(mine, bank_id), sent)


@blueprint.get("/quiz/<slug>/preview")
@open_to(Who.TEACHER)
def quiz(slug: str) -> str:
    return render(_quiz_page(slug))


@blueprint.post("/quiz/<slug>/preview")
@open_to(Who.TEACHER)
def try_quiz(slug: str) -> AnyResponse:
    return _begin(
        lambda office, state: trials.of_quiz(office, slug, state),
        lambda form: _quiz_page(slug, form),
    )


def _quiz_page(slug: str, sent: TrialForm | None = None) -> pages.TrialPage:
    with office() as mine:
        return pages.quiz_page(trials.quiz(mine, slug), sent)


def _begin(begin: Callable[[Office, TrialState], str], page: Callable[[TrialForm], pages.TrialPage]) -> AnyResponse:
    form = TrialForm()
    asked_again = page(form)  # First of all: whoever may not see the key learns nothing else.
    try:
        state = form.state
    except ValueError:
        abort(400)
    if state is None:
        return make_response(render(asked_again), 400)
    return see("reader.attempt", address=in_office(lambda office: begin(office, state)))


@blueprint.get("/preview/<address>")
@open_to(Who.TEACHER)
def back(address: str) -> AnyResponse:
    """Where a trial was begun."""
    with office() as mine:
        origin = trials.origin(mine, address)
    if origin.source is TrialSource.BANK:
        return see("banks.bank", bank_id=int(origin.key))
    return see("results.quiz", slug=origin.key)
