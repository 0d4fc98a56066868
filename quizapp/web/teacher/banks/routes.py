"""Banks: looking at one, sharing it, taking it home."""

from flask import Blueprint, Response, abort, make_response, request
from werkzeug.wrappers import Response as AnyResponse

from quizapp.formats import native
from quizapp.formats.writing import NothingLeft
from quizapp.services import classes, compiling, publishing, remarking, sharing
from quizapp.services.doubles import in_banks_of
from quizapp.store.banks import UnknownVersion
from quizapp.store.teachers import UnknownTeacher
from quizapp.web.doors import Who, open_to
from quizapp.web.files import attached
from quizapp.web.forms import TitleForm, counting
from quizapp.web.installation import heavily, installation
from quizapp.web.pagers import Pager
from quizapp.web.rendering import render, see
from quizapp.web.teacher.banks import pages
from quizapp.web.teacher.banks.forms import EverybodyForm, ShareForm
from quizapp.web.teacher.cards import cards, marked, parts_of
from quizapp.web.teacher.compiled import told_of
from quizapp.web.teacher.doubles import is_asked_for, other_banks
from quizapp.web.visits import in_office, office

blueprint = Blueprint("banks", __name__, url_prefix="/teacher")


@blueprint.get("/bank/<int:bank_id>")
@open_to(Who.TEACHER)
def bank(bank_id: int) -> str:
    return render(_bank_page(bank_id, ShareForm()))


def _bank_page(bank_id: int, form: ShareForm, *, unknown_colleague: bool = False) -> pages.BankPage:
    with office() as mine:
        found = publishing.show(mine, bank_id, _version_asked_for())
        own = found.bank.teacher_id == mine.teacher.id and not found.bank.compiled
        moved_on = compiling.moved_on(mine, found.version.bank) if found.bank.compiled else ()
        colleagues = sharing.colleagues(mine, bank_id) if own else None
        known, former = classes.classes_of(mine), remarking.marked_before(mine, found.quizzes)
        looked = is_asked_for()
        also = in_banks_of(mine.db, mine.shelf, mine.teacher.id, found.version.bank, bank_id) if looked else None
    content = found.version.bank
    part = min(max(1, request.args.get("part", 1, type=int)), parts_of(content))
    return pages.BankPage(
        bank=found.bank,
        is_own=found.is_own,
        shown=found.shown,
        version_title=content.title,
        versions=found.versions,
        quizzes=pages.quiz_lines(found.quizzes, known),
        cards=cards(content, part),
        pager=Pager(part, parts_of(content)),
        article=marked(content) if part == 1 else None,
        other_banks=other_banks(also) if also else None,
        published=pages.published(request.args.get("published", "")),
        colleagues=colleagues,
        is_instances=found.bank.teacher_id is None and mine.teacher.is_owner,
        form=form,
        unknown_colleague=unknown_colleague,
        compiled=told_of(content),
        marked_before=former,
        moved_on=[part.title for part in moved_on],
    )


def _version_asked_for() -> int | None:
    """By its number in the address; None for the newest."""
    given = request.args.get("version")
    try:
        return None if given is None else counting(given)
    except ValueError as error:
        raise UnknownVersion(given) from error


@blueprint.post("/bank/<int:bank_id>/title")
@open_to(Who.TEACHER)
def rename(bank_id: int) -> AnyResponse:
    title = TitleForm().title.data or ""
    in_office(lambda office: publishing.rename(office, bank_id, title))
    return see(".bank", bank_id=bank_id)


@blueprint.post("/bank/<int:bank_id>/share")
@open_to(Who.TEACHER)
def share(bank_id: int) -> AnyResponse:
    form = ShareForm()
    try:
        in_office(lambda office: sharing.share(office, bank_id, form.email.data or ""))
    except UnknownTeacher:
        return make_response(render(_bank_page(bank_id, form, unknown_colleague=True)), 400)
    return see(".bank", bank_id=bank_id, _anchor="shared")


@blueprint.post("/bank/<int:bank_id>/unshare/<int:colleague_id>")
@open_to(Who.TEACHER)
def unshare(bank_id: int, colleague_id: int) -> AnyResponse:
    in_office(lambda office: sharing.unshare(office, bank_id, colleague_id))
    return see(".bank", bank_id=bank_id, _anchor="shared")


@blueprint.post("/bank/<int:bank_id>/everybody")
@open_to(Who.OWNER)
def share_with_all(bank_id: int) -> AnyResponse:
    everybody = EverybodyForm().everybody.data
    in_office(lambda office: sharing.share_with_all(office, bank_id, everybody=everybody))
    return see(".bank", bank_id=bank_id, _anchor="shared")


@blueprint.get("/bank/<int:bank_id>/file")
@open_to(Who.TEACHER)
def file(bank_id: int) -> Response:
    """The bank as the file that would load back to the same."""
    return _written(bank_id, native.WRITER.id)


@blueprint.get("/bank/<int:bank_id>/home")
@open_to(Who.TEACHER)
def take_home(bank_id: int) -> str:
    """In which formats the bank may be taken home, and what each of them loses."""
    with office() as mine:
        found = publishing.written_whole(mine, bank_id)
    with heavily():
        return render(pages.take_home_page(found))


@blueprint.get("/bank/<int:bank_id>/file/<format_id>")
@open_to(Who.TEACHER)
def file_as(bank_id: int, format_id: str) -> Response:
    """The bank as a file of another program."""
    return _written(bank_id, format_id)


def _written(bank_id: int, format_id: str) -> Response:
    with office() as mine:
        found = publishing.written_whole(mine, bank_id)
        drawn = publishing.pictures_in(mine.db, found.version)
    try:
        with heavily():
            made = publishing.written(installation().files, found.version, drawn, format_id)
    except NothingLeft:
        abort(404)
    return attached(made.name, made.data, made.media_type)
