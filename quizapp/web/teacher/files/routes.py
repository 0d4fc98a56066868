"""Files of banks: loading, looking at what came of reading, mending, publishing."""

from dataclasses import replace

from flask import Blueprint, Response, abort, make_response, request
from flask_babel import get_locale
from werkzeug.wrappers import Response as AnyResponse

from quizapp.formats import blanks
from quizapp.formats.word import PAGE_NAME
from quizapp.services import loading, mending
from quizapp.services.checking import Preview
from quizapp.services.doubles import in_banks_of
from quizapp.services.drafting import TooLarge, TooManyDrafts
from quizapp.services.loading import Untitled, WaitingFile
from quizapp.services.mending import NoText, ShownText, TooManyMended
from quizapp.services.publishing import NotSound
from quizapp.web import waiting
from quizapp.web.auth import teacher
from quizapp.web.doors import Who, open_to
from quizapp.web.files import attached
from quizapp.web.installation import heavily, installation
from quizapp.web.rendering import render, see
from quizapp.web.teacher.cards import parts_of
from quizapp.web.teacher.doubles import OtherBanks, is_asked_for, other_banks
from quizapp.web.teacher.files import pages
from quizapp.web.teacher.files.forms import (
    LARGEST_MENDED,
    LARGEST_UPLOAD,
    LoadForm,
    OptionsForm,
    PublishForm,
    TextForm,
)
from quizapp.web.visits import in_office, office

blueprint = Blueprint("files", __name__, url_prefix="/teacher")


@blueprint.get("/load")
@open_to(Who.TEACHER)
def load() -> str:
    return render(pages.LoadPage())


@blueprint.post("/load")
@open_to(Who.TEACHER, takes=LARGEST_UPLOAD)
def receive() -> AnyResponse:
    form = LoadForm()
    given = form.given()
    if given is None:
        return make_response(render(pages.LoadPage(empty=True)), 400)
    address = in_office(lambda office: loading.receive(office, *given))
    _begin(address, 1)
    return see(".preview", address=address)


def _begin(address: str, revision: int) -> None:
    waiting.begin(loading.Reading(teacher().id, address, revision, installation().uploads))


@blueprint.get("/load/<address>")
@open_to(Who.TEACHER)
def preview(address: str) -> AnyResponse:
    return _shown(address)


def _shown(address: str, notice: str = "", status: int = 409) -> AnyResponse:
    """The page of a file, or one that waits for it to be read."""
    file = _waiting_file(address)
    if file.is_left:
        _begin(address, file.upload.revision)
        file = _waiting_file(address)
    if file.preview is None:
        page = pages.ReadingPage(address, file.upload.name, file.upload.questions_read)
        return waiting.comes_again(page)
    part = min(max(1, request.args.get("part", 1, type=int)), parts_of(file.preview.bank))
    with heavily():
        text = _text(file, file.preview)
        said = notice or request.args.get("notice", "")
        shown = pages.preview_page(file, file.preview, part, text, said)
        shown = replace(shown, other_banks=_other_banks(file.preview))
    return make_response(render(shown), status if notice else 200)


def _text(file: WaitingFile, found: Preview) -> ShownText | None:
    if found.format == PAGE_NAME:
        return None  # Its text is HTML, which teachers do not write: what was pasted is its questions.
    problems = [one.problem for one in found.problems]
    with office() as mine:
        return mending.shown_text(
            mine, installation().uploads, file.upload, problems, whole=request.args.get("text") == "whole"
        )


def _other_banks(found: Preview) -> OtherBanks | None:
    if found.bank is None or not is_asked_for():
        return None
    with office() as mine:
        return other_banks(in_banks_of(mine.db, mine.shelf, mine.teacher.id, found.bank))


def _waiting_file(address: str) -> WaitingFile:
    with heavily(), office() as mine:
        return loading.show(mine, installation().uploads, address)


@blueprint.post("/load/<address>/publish")
@open_to(Who.TEACHER)
def publish(address: str) -> AnyResponse:
    try:
        publication = loading.publish(
            installation().database,
            installation().uploads,
            teacher(),
            address,
            installation().clock(),
            PublishForm().consent,
        )
    except NotSound:
        return see(".preview", address=address)
    except Untitled:
        return _shown(address, "no-title", 400)
    return see("banks.bank", bank_id=publication.bank_id, published=publication.outcome)


@blueprint.post("/load/<address>/read")
@open_to(Who.TEACHER)
def read(address: str) -> AnyResponse:
    """Read it otherwise: what was guessed is taken in another sense, or what it does not say is said."""
    said, files = OptionsForm().said(), installation().uploads
    try:
        upload = in_office(lambda office: mending.read_otherwise(office, files, address, said))
    except TooManyMended:
        return _shown(address, "too-many")
    _begin(address, upload.revision)
    return see(".preview", address=address)


@blueprint.post("/load/<address>/text")
@open_to(Who.TEACHER, takes=LARGEST_MENDED)
def mend(address: str) -> AnyResponse:
    form = TextForm()
    pieces, files = form.pieces(), installation().uploads
    if pieces is None or not form.validate():
        abort(400)
    try:
        kept, upload = in_office(
            lambda office: mending.rewrite(office, files, address, form.revision.data or 0, pieces)
        )
    except TooManyMended:
        return _shown(address, "too-many")
    except NoText:
        abort(404)
    _begin(kept, upload.revision)
    given = {"notice": "beside"} if kept != address else {}
    whole = {"text": "whole"} if request.args.get("text") == "whole" else {}
    return see(".preview", address=kept, **given, **whole)


@blueprint.post("/load/<address>/draft")
@open_to(Who.TEACHER)
def take_as_draft(address: str) -> AnyResponse:
    """Its questions, sound or not, become a draft of a new bank; the file stays."""
    try:
        draft = in_office(lambda office: mending.as_draft(office, installation().uploads, address))
    except (TooManyDrafts, TooLarge) as error:
        return _shown(address, "too-large" if isinstance(error, TooLarge) else "too-many-drafts")
    except NotSound:
        return see(".preview", address=address)
    return see("drafts.draft", address=draft)


@blueprint.post("/load/<address>/drop")
@open_to(Who.TEACHER)
def drop(address: str) -> AnyResponse:
    in_office(lambda office: loading.drop(office, address))
    return see("home.home")


@blueprint.get("/load/blank/<format_id>")
@open_to(Who.TEACHER)
def blank(format_id: str) -> Response:
    """A file with two example questions, to begin from."""
    return attached(*blanks.blank(format_id, str(get_locale())))
