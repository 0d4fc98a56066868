"""A teacher's account, and the tokens by which programs read what is theirs."""

from flask import Blueprint, make_response, request
from werkzeug.wrappers import Response as AnyResponse

from quizapp.domain.tokens import BadToken
from quizapp.domain.zones import NoZone
from quizapp.services import accounts, tokens
from quizapp.services.accounts import WrongPassword
from quizapp.web.addresses import own_path
from quizapp.web.auth import teacher
from quizapp.web.doors import Who, open_to
from quizapp.web.installation import installation
from quizapp.web.rendering import render, see, see_path
from quizapp.web.teacher.tokens import pages
from quizapp.web.teacher.tokens.forms import TokenForm, ZoneForm
from quizapp.web.visits import in_office, office

blueprint = Blueprint("tokens", __name__, url_prefix="/teacher/account")


@blueprint.get("")
@open_to(Who.TEACHER)
def account() -> str:
    return _account(TokenForm())


@blueprint.post("/tokens")
@open_to(Who.TEACHER)
def make() -> AnyResponse:
    """Answers with the token itself, not a redirect: it is known this once, and kept nowhere.

    Asks for the password: whoever finds a browser that is logged in gets nothing that outlives the session.
    """
    form = TokenForm()
    try:
        accounts.check_password(installation().database, installation().passwords, teacher(), form.present.data or "")
        token = in_office(lambda office: tokens.make(office, form.wish))
    except WrongPassword:
        fault = "wrong"
    except BadToken as error:
        fault = error.reason
    else:
        return make_response(render(pages.TokenPage(form.wish.name, token)))
    return make_response(_account(form, fault), 400)


@blueprint.post("/tokens/<int:id_>/withdraw")
@open_to(Who.TEACHER)
def withdraw(id_: int) -> AnyResponse:
    in_office(lambda office: tokens.withdraw(office, id_))
    return see(".account")


@blueprint.post("/zone")
@open_to(Who.TEACHER)
def choose_zone() -> AnyResponse:
    """On whose clock this teacher is told times; from whatever page it was offered on, back to that."""
    name = ZoneForm().zone.data or ""
    try:
        in_office(lambda office: accounts.choose_zone(office, name))
    except NoZone:
        return make_response(_account(TokenForm(), unknown_zone=name), 400)
    back = request.args.get("back", "")
    return see_path(own_path(back)) if back else see(".account")


def _account(form: TokenForm, fault: str = "", unknown_zone: str = "") -> str:
    with office() as mine:
        found = tokens.tokens_of(mine)
    return render(pages.account_page(found, mine.now, form, fault, unknown_zone))
