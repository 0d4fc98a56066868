"""Coming in, logging in and out, changing the password, and who else teaches here."""

from flask import Blueprint, make_response, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from quizapp.domain.accounts import LIFETIMES, BadEmail, Purpose, Role
from quizapp.domain.tries import TooManyTries
from quizapp.services import accounts
from quizapp.services.accounts import AlreadyTeaches, LastOwner, WrongPassword
from quizapp.services.passwords import BadPassword
from quizapp.store.teachers import OneTimeLink
from quizapp.web import auth
from quizapp.web.addresses import own_path
from quizapp.web.auth import teacher
from quizapp.web.doors import Who, open_to
from quizapp.web.forms import counting
from quizapp.web.installation import installation, reading, run
from quizapp.web.rendering import render, see, see_path
from quizapp.web.teacher.accounts import pages
from quizapp.web.teacher.accounts.forms import ComeInForm, InviteForm, LoginForm, PasswordForm, RoleForm
from quizapp.web.visits import in_office, office

blueprint = Blueprint("accounts", __name__, url_prefix="/teacher")

_LOG_LINES = 100


# --- in and out ---


@blueprint.get("/login")
@open_to(Who.ANYONE)
def login() -> str:
    return render(pages.LoginPage(LoginForm(), own_path(request.args.get("back", ""))))


@blueprint.post("/login")
@open_to(Who.ANYONE)
def log_in() -> AnyResponse:
    form, back = LoginForm(), own_path(request.args.get("back", ""))
    email, now = form.email.data or "", installation().clock()
    try:
        found = accounts.log_in(
            installation().database, installation().passwords, email, form.password.data or "", auth.origins(email), now
        )
    except WrongPassword:
        return make_response(render(pages.LoginPage(form, back, "wrong")), 400)
    except TooManyTries as error:
        response = make_response(render(pages.LoginPage(form, back, "wait")), 429)
        response.headers["Retry-After"] = str(int(error.wait.total_seconds()))
        return response
    token = run(lambda db: accounts.begin_anew(db, auth.login_token(), found, now))
    return auth.let_in(see_path(back) if back != "/" else see("home.home"), token, found.email)


@blueprint.post("/logout")
@open_to(Who.ANYONE)
def log_out() -> AnyResponse:
    ended = auth.login_token()
    run(lambda db: accounts.log_out(db, ended))
    return auth.let_out(see("accounts.login"))


@blueprint.get("/in/<token>")
@open_to(Who.ANYONE)
def come_in(token: str) -> str:
    """A one-time link: the set-up of the instance, an invitation, or a forgotten password."""
    with reading() as db:
        link = accounts.opened(db, token, installation().clock())
    return render(_come_in_page(ComeInForm(), token, link))


@blueprint.post("/in/<token>")
@open_to(Who.ANYONE)
def come_in_now(token: str) -> AnyResponse:
    form, now = ComeInForm(), installation().clock()
    with reading() as db:
        link = accounts.opened(db, token, now)
    email = link.email or form.email.data or ""
    try:
        password_hash = installation().passwords.hashed(form.password.data or "", email)
        found, session = run(lambda db: accounts.come_in(db, token, email, password_hash, now))
    except BadPassword as error:
        fault = error.reason
    except BadEmail:
        fault = "bad-email"
    except AlreadyTeaches:
        fault = "taken"
    else:
        return auth.let_in(see("home.home"), session, found.email)
    return make_response(render(_come_in_page(form, token, link, fault)), 400)


def _come_in_page(form: ComeInForm, token: str, link: OneTimeLink, fault: str = "") -> pages.ComeInPage:
    return pages.ComeInPage(form, token, link.purpose, link.email, fault)


@blueprint.get("/password")
@open_to(Who.TEACHER)
def password() -> str:
    return render(pages.PasswordPage())


@blueprint.post("/password")
@open_to(Who.TEACHER)
def change_password() -> AnyResponse:
    form = PasswordForm()
    try:
        accounts.check_password(installation().database, installation().passwords, teacher(), form.present.data or "")
        password_hash = installation().passwords.hashed(form.password.data or "", teacher().email)
    except WrongPassword:
        return make_response(render(pages.PasswordPage("wrong")), 400)
    except BadPassword as error:
        return make_response(render(pages.PasswordPage(error.reason)), 400)
    token = in_office(lambda office: accounts.change_password(office, password_hash))
    return auth.let_in(see("home.home"), token, teacher().email)


# --- people ---


@blueprint.get("/people")
@open_to(Who.OWNER)
def people() -> str:
    return render(_people_page(InviteForm()))


@blueprint.post("/people")
@open_to(Who.OWNER)
def invite() -> AnyResponse:
    """Answers with the page itself, not a redirect: the link is known this once, and kept nowhere."""
    form = InviteForm()
    role = Role.OWNER if form.role.data == Role.OWNER else Role.TEACHER
    try:
        token = in_office(
            lambda office: accounts.invite(office.db, office.teacher, form.email.data or "", role, office.now)
        )
    except BadEmail:
        return make_response(render(_people_page(form, "bad-email")), 400)
    except AlreadyTeaches:
        return make_response(render(_people_page(form, "taken")), 400)
    return make_response(render(_link_page(token, form.email.data or "", Purpose.INVITATION)))


@blueprint.post("/people/<int:id_>/reset")
@open_to(Who.OWNER)
def reset(id_: int) -> AnyResponse:
    """Answers with the link, as `invite` does."""
    email, token = in_office(lambda office: accounts.reset_link_of(office, id_))
    return make_response(render(_link_page(token, email, Purpose.RESET)))


@blueprint.post("/people/<int:id_>/role")
@open_to(Who.OWNER)
def role(id_: int) -> AnyResponse:
    form = RoleForm()
    chosen = Role.OWNER if form.role.data == Role.OWNER else Role.TEACHER
    try:
        in_office(lambda office: accounts.set_role(office, id_, chosen))
    except LastOwner:
        return make_response(render(_people_page(InviteForm(), "last-owner")), 409)
    return see(".people")


@blueprint.get("/people/<int:id_>/remove")
@open_to(Who.OWNER)
def remove(id_: int) -> str:
    with office() as mine:
        found = accounts.person(mine, id_)
    return render(pages.RemovePage(found))


@blueprint.post("/people/<int:id_>/remove")
@open_to(Who.OWNER)
def remove_now(id_: int) -> AnyResponse:
    try:
        in_office(lambda office: accounts.remove(office, id_))
    except LastOwner:
        return make_response(render(_people_page(InviteForm(), "last-owner")), 409)
    return see(".people")


@blueprint.get("/log")
@open_to(Who.OWNER)
def log() -> str:
    before = request.args.get("before", type=counting)
    with office() as mine:
        entries = accounts.log(mine, before)
    return render(pages.log_page(entries, _LOG_LINES))


def _people_page(form: InviteForm, fault: str = "") -> pages.PeoplePage:
    with office() as mine:
        found = accounts.people(mine)
    lines = [pages.PersonLine(one, one.id == teacher().id) for one in found]
    return pages.PeoplePage(lines, form, fault)


def _link_page(token: str, email: str, purpose: Purpose) -> pages.LinkPage:
    address = url_for(".come_in", token=token, _external=True)
    return pages.LinkPage(address, email, purpose, LIFETIMES[purpose].days)
