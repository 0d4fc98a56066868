"""Class lists: who is expected, with the links that are theirs."""

from flask import Blueprint, Response, make_response, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from quizapp.domain.attempts import clean_name
from quizapp.domain.classes import UnknownMember
from quizapp.rosters import files
from quizapp.rosters.files import ListFile, UnreadableList
from quizapp.services import classes, downloads, handing_out, list_drafts
from quizapp.services.classes import BadList
from quizapp.services.downloads import Dialect
from quizapp.web import i18n
from quizapp.web.doors import Who, open_to
from quizapp.web.files import CSV, attached
from quizapp.web.installation import aside, installation
from quizapp.web.rendering import render, see
from quizapp.web.teacher.classes import pages
from quizapp.web.teacher.classes.forms import LARGEST_LIST, LARGEST_REVIEW, ListForm, MemberForm, ReviewForm
from quizapp.web.teacher.classes.list_pages import class_list_page
from quizapp.web.teacher.links import link, picture
from quizapp.web.visits import in_office, office

blueprint = Blueprint("classes", __name__, url_prefix="/teacher")


@blueprint.get("/classes")
@open_to(Who.TEACHER)
def classes_() -> str:
    return render(_classes_page(ListForm()))


def _classes_page(form: ListForm, faults: tuple[pages.Fault, ...] = ()) -> pages.ClassesPage:
    with office() as mine:
        return pages.ClassesPage(classes.classes_of(mine), list_drafts.waiting(mine), form, faults)


@blueprint.post("/classes")
@open_to(Who.TEACHER, takes=LARGEST_LIST)
def make() -> AnyResponse:
    form = ListForm()
    name = clean_name(form.name.data or "") or _("My class")
    try:
        given = _opened(form)
    except UnreadableList as error:
        return make_response(render(_classes_page(form, pages.faults(error.problems))), 400)
    if given is None:
        id_, listing = in_office(lambda office: classes.make(office, name))
        return see(".class_", id_=id_, added=len(listing.members))
    address = in_office(lambda office: list_drafts.begin(office, given, form.file_name, name))
    return see(".class_list", address=address)


def _opened(form: ListForm) -> ListFile | None:
    """What was given; None where there is nothing. Raises UnreadableList."""
    data = form.data_given
    if not data.strip():
        return None
    with aside(), installation().errands.place():  # A spreadsheet is read in a process of its own.
        return files.opened(form.file_name, data)


@blueprint.get("/class/<int:id_>")
@open_to(Who.TEACHER)
def class_(id_: int) -> str:
    return render(_class_page(id_, ListForm()))


def _class_page(id_: int, form: ListForm, faults: tuple[pages.Fault, ...] = ()) -> pages.ClassPage:
    with office() as mine:
        found = classes.class_of(mine, id_)
    added, changed = (request.args.get(name, type=int) for name in ("added", "changed"))
    return pages.ClassPage(
        found, form, installation().settings.retention_days, faults, () if faults else pages.done(added, changed or 0)
    )


@blueprint.post("/class/<int:id_>")
@open_to(Who.TEACHER, takes=LARGEST_LIST)
def add(id_: int) -> AnyResponse:
    form = ListForm()
    with office() as mine:
        classes.class_of(mine, id_)
    try:
        given = _opened(form)
    except UnreadableList as error:
        return make_response(render(_class_page(id_, form, pages.faults(error.problems))), 400)
    if given is None:
        return see(".class_", id_=id_, added=0)
    address = in_office(lambda office: list_drafts.begin(office, given, form.file_name, class_id=id_))
    return see(".class_list", address=address)


# --- a list that is looked over ---


@blueprint.get("/class-list/<address>")
@open_to(Who.TEACHER)
def class_list(address: str) -> str:
    with office() as mine:
        return render(class_list_page(list_drafts.show(mine, address), is_anew="anew" in request.args))


@blueprint.post("/class-list/<address>")
@open_to(Who.TEACHER, takes=LARGEST_REVIEW)
def change_list(address: str) -> AnyResponse:
    """Take over what was said of it; store it, where that was asked for and nothing is wrong with it."""
    form = ReviewForm()
    said = form.said
    is_read_anew = in_office(lambda office: list_drafts.change(office, address, said))
    if is_read_anew or not form.store.data:
        return see(".class_list", address=address, **({"anew": 1} if is_read_anew and form.store.data else {}))
    try:
        id_, listing = in_office(lambda office: list_drafts.store(office, address))
    except BadList:
        return see(".class_list", address=address, _anchor="faults")
    return see(".class_", id_=id_, added=len(listing.members), changed=len(listing.again))


@blueprint.post("/class-list/<address>/drop")
@open_to(Who.TEACHER)
def drop_list(address: str) -> AnyResponse:
    in_office(lambda office: list_drafts.drop(office, address))
    return see(".classes_")


@blueprint.post("/class/<int:id_>/name")
@open_to(Who.TEACHER)
def rename(id_: int) -> AnyResponse:
    name = ListForm().name.data or ""
    in_office(lambda office: classes.rename(office, id_, name))
    return see(".class_", id_=id_)


@blueprint.get("/class/<int:id_>/remove")
@open_to(Who.TEACHER)
def remove(id_: int) -> str:
    with office() as mine:
        found, attempts = classes.removal_of(mine, id_)
    return render(pages.RemovePage(found, attempts))


@blueprint.post("/class/<int:id_>/remove")
@open_to(Who.TEACHER)
def remove_now(id_: int) -> AnyResponse:
    in_office(lambda office: classes.remove(office, id_))
    return see(".classes_")


# --- one of the class ---


@blueprint.get("/class/<int:id_>/member/<int:member_id>")
@open_to(Who.TEACHER)
def member(id_: int, member_id: int) -> str:
    return render(_member_page(id_, member_id, MemberForm()))


def _member_page(id_: int, member_id: int, form: MemberForm, faults: tuple[pages.Fault, ...] = ()) -> pages.MemberPage:
    with office() as mine:
        shown = classes.member_of(mine, id_, member_id)
    done = next((one for one in ("renewed", "given_back") if one in request.args), "")
    return pages.MemberPage(shown, form.typed if faults else pages.typed(shown.member), faults, done)


@blueprint.post("/class/<int:id_>/member/<int:member_id>")
@open_to(Who.TEACHER)
def change_member(id_: int, member_id: int) -> AnyResponse:
    form = MemberForm()
    try:
        in_office(lambda office: classes.change_member(office, id_, member_id, form.typed))
    except BadList as error:
        return make_response(render(_member_page(id_, member_id, form, pages.faults(error.problems))), 400)
    return see(".class_", id_=id_, _anchor="members")


@blueprint.post("/class/<int:id_>/member/<int:member_id>/link")
@open_to(Who.TEACHER)
def renew_link(id_: int, member_id: int) -> AnyResponse:
    in_office(lambda office: classes.renew_link(office, id_, member_id))
    return see(".member", id_=id_, member_id=member_id, renewed=1)


@blueprint.post("/class/<int:id_>/member/<int:member_id>/tries")
@open_to(Who.TEACHER)
def give_tries_back(id_: int, member_id: int) -> AnyResponse:
    in_office(lambda office: classes.give_tries_back(office, id_, member_id))
    return see(".member", id_=id_, member_id=member_id, given_back=1)


@blueprint.post("/class/<int:id_>/member/<int:member_id>/remove")
@open_to(Who.TEACHER)
def remove_member(id_: int, member_id: int) -> AnyResponse:
    in_office(lambda office: classes.remove_member(office, id_, member_id))
    return see(".class_", id_=id_, _anchor="members")


# --- their links to a quiz ---


@blueprint.get("/quiz/<slug>/links")
@open_to(Who.TEACHER)
def links(slug: str) -> str:
    """Each reader's own link: to copy, or to print as cards."""
    return render(_links_page(slug))


def _links_page(slug: str) -> pages.LinksPage:
    with office() as mine:
        quiz = handing_out.quiz_of(mine, slug)
        found = classes.presence(mine, quiz)
    of_all = link(slug)
    return pages.LinksPage(quiz, pages.link_lines(quiz, found, of_all.base), of_all.only_here)


@blueprint.get("/quiz/<slug>/links.csv")
@open_to(Who.TEACHER)
def links_csv(slug: str) -> Response:
    """Names and links, for a mail merge; in the dialect of the page's language."""
    dialect = Dialect.COMMA if i18n.language() == "fr" else Dialect.POINT
    lines = _links_page(slug).lines
    rows = [[_("Name"), _("Link")], *([line.member.name, line.address] for line in lines)]
    if any(line.member.identifier for line in lines):
        known_as = [_("E-mail or number"), *(line.member.identifier for line in lines)]
        rows = [[*row, one] for row, one in zip(rows, known_as, strict=True)]
    return attached(f"{slug}-links.csv", downloads.as_csv(rows, dialect), CSV)


@blueprint.get("/quiz/<slug>/link/<int:member_id>.svg")
@open_to(Who.TEACHER)
def link_code(slug: str, member_id: int) -> Response:
    """The picture of one reader's link, for their phone's camera."""
    line = next((line for line in _links_page(slug).lines if line.member.id == member_id), None)
    if line is None:
        raise UnknownMember(member_id)
    return Response(picture(line.address), mimetype="image/svg+xml")
