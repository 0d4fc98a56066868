"""Drafts: begun, written part by part, looked through, published."""

from typing import Any

from flask import Blueprint, Response, make_response, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from quizapp.domain.banks import Kind
from quizapp.domain.drafts import Draft, DraftQuestion, Outdated, UnknownDraftQuestion
from quizapp.services import drafting, errands, publishing
from quizapp.services.drafting import TooLarge, TooManyDrafts
from quizapp.services.publishing import NotSound
from quizapp.services.visits import Office
from quizapp.store.drafts import KeptDraft
from quizapp.web import i18n, waiting
from quizapp.web.auth import teacher
from quizapp.web.doors import Who, open_to
from quizapp.web.files import attached
from quizapp.web.installation import aside, installation
from quizapp.web.rendering import render, see, see_path
from quizapp.web.teacher.drafts import forms, pages, question_pages, words
from quizapp.web.teacher.drafts.forms import LARGEST_ARTICLE, LARGEST_PART, Act, PartForm
from quizapp.web.teacher.drafts.question_pages import OvertakenQuestion
from quizapp.web.teacher.drafts.words import PartFindings
from quizapp.web.visits import in_office, office

blueprint = Blueprint("drafts", __name__, url_prefix="/teacher")


# --- all of them ---


@blueprint.get("/drafts")
@open_to(Who.TEACHER)
def drafts() -> str:
    return render(_drafts_page("", i18n.language()))


@blueprint.post("/drafts")
@open_to(Who.TEACHER)
def begin() -> AnyResponse:
    title, language = forms.line("title").strip(), forms.line("language").strip()
    if not title or not language:
        fault = "no-language" if title else "no-title"
        return make_response(render(_drafts_page(title, language, fault)), 400)
    try:
        address = in_office(lambda office: drafting.begin(office, title, language))
    except TooManyDrafts:
        return make_response(render(_drafts_page(title, language, "too-many")), 409)
    _check(address)
    return see(".article", address=address)


@blueprint.post("/bank/<int:bank_id>/draft")
@open_to(Who.TEACHER)
def begin_from(bank_id: int) -> AnyResponse:
    try:
        with office() as mine:
            overview = publishing.written_whole(mine, bank_id)
        copied = drafting.draft_of(overview)
        address = in_office(lambda office: drafting.begin_from(office, overview, copied))
    except (TooManyDrafts, TooLarge) as error:
        fault = "too-large" if isinstance(error, TooLarge) else "too-many"
        return make_response(render(_drafts_page("", i18n.language(), fault)), 409)
    _check(address)
    return see(".draft", address=address)


def _drafts_page(title: str, language: str, fault: str = "") -> pages.DraftsPage:
    with office() as mine:
        found = drafting.drafts_of(mine)
    return pages.DraftsPage(found, title, language, fault)


# --- one ---


@blueprint.get("/draft/<address>")
@open_to(Who.TEACHER)
def draft(address: str) -> AnyResponse:
    kept = _kept(address)
    if kept.findings is None and errands.is_left(kept.looking_at, installation().clock()):
        _check(address)
        kept = _kept(address)
    page = _draft_page(kept)
    return waiting.comes_again(page) if kept.findings is None else make_response(render(page))


@blueprint.get("/draft/<address>/file")
@open_to(Who.TEACHER)
def file(address: str) -> Response:
    """The draft as it stands, as the file that would load."""
    with office() as mine:
        kept = drafting.show(mine, address)
        body = drafting.written(mine.db, kept.draft)
    return attached(f"{kept.draft.id}.yaml", body, "application/yaml")


@blueprint.post("/draft/<address>/publish")
@open_to(Who.TEACHER)
def publish(address: str) -> AnyResponse:
    revision, here = _revision(), installation()
    try:
        with aside(), here.errands.place():  # It is read once more, as a file is.
            publication = drafting.publish(here.database, teacher(), address, revision, here.clock())
    except Outdated:
        return _refused(address, "outdated")
    except NotSound:
        return _refused(address, "not-sound")
    return see("banks.bank", bank_id=publication.bank_id, published=publication.outcome)


@blueprint.get("/draft/<address>/drop")
@open_to(Who.TEACHER)
def drop(address: str) -> str:
    kept = _kept(address)
    return render(pages.DropPage(pages.head(kept), len(kept.draft.questions)))


@blueprint.post("/draft/<address>/drop")
@open_to(Who.TEACHER)
def drop_now(address: str) -> AnyResponse:
    in_office(lambda office: drafting.drop(office, address))
    return see(".drafts")


# --- what it is about, and its article ---


@blueprint.get("/draft/<address>/about")
@open_to(Who.TEACHER)
def about(address: str) -> str:
    kept = _kept(address)
    return render(
        pages.AboutPage(
            pages.head(kept),
            kept.draft.about,
            _findings(kept, words.ABOUT),
            saved="saved" in request.args,
        )
    )


@blueprint.post("/draft/<address>/about")
@open_to(Who.TEACHER, takes=LARGEST_PART)
def save_about(address: str) -> AnyResponse:
    sent = forms.about(_kept(address).draft.about)
    try:
        in_office(lambda office: drafting.save_about(office, address, _revision(), sent))
    except Outdated as error:
        kept = _kept(address)
        page = pages.AboutPage(pages.head(kept), sent, PartFindings(), stored=pages.compared(error.draft.about, sent))
        return make_response(render(page), 409)
    return _looked(address, words.ABOUT, ".about")


@blueprint.get("/draft/<address>/article")
@open_to(Who.TEACHER)
def article(address: str) -> str:
    kept = _kept(address)
    return render(
        pages.ArticlePage(
            pages.head(kept),
            kept.draft.article,
            _findings(kept, words.ARTICLE),
            saved="saved" in request.args,
        )
    )


@blueprint.post("/draft/<address>/article")
@open_to(Who.TEACHER, takes=LARGEST_ARTICLE)
def save_article(address: str) -> AnyResponse:
    _kept(address)  # Before the form is read: another's draft answers like none, whatever is sent.
    sent = forms.given("article")
    try:
        in_office(lambda office: drafting.save_article(office, address, _revision(), sent))
    except Outdated as error:
        kept = _kept(address)
        page = pages.ArticlePage(pages.head(kept), sent, PartFindings(), stored=error.draft.article)
        return make_response(render(page), 409)
    return _looked(address, words.ARTICLE, ".article")


def _looked(address: str, part: str, back: str) -> AnyResponse:
    """After a save: to the draft, or back to the page if that has a fault."""
    _check(address)
    if _findings(_kept(address), part).faults:
        return see(back, address=address, saved=1)
    return see(".draft", address=address)


# --- its questions ---


@blueprint.post("/draft/<address>/questions")
@open_to(Who.TEACHER)
def add_question(address: str) -> AnyResponse:
    kept, kind = _kept(address), forms.kind()
    texts = _true_and_false(kept.draft) if kind.brings_choices else ()
    try:
        key = in_office(lambda office: drafting.add_question(office, address, _revision(), kind, texts))
    except Outdated:
        return _refused(address, "outdated")
    _check(address)
    return see(".question", address=address, key=key)


def _true_and_false(draft: Draft) -> tuple[str, str]:
    """In the language of the bank, where we speak it."""
    language = draft.about.language.partition("-")[0]
    with force_locale(language if language in i18n.LANGUAGES else i18n.language()):
        return _("True"), _("False")


@blueprint.post("/draft/<address>/order")
@open_to(Who.TEACHER)
def move_question(address: str) -> AnyResponse:
    _kept(address)
    key, place = forms.step()
    try:
        in_office(lambda office: drafting.move_question(office, address, _revision(), key, place))
    except Outdated:
        return _refused(address, "outdated")
    _check(address)
    part = -(-max(1, place) // pages.QUESTIONS_A_PAGE)
    return see(".draft", address=address, part=part, _anchor=f"question-{key}")


@blueprint.get("/draft/<address>/question/<int:key>")
@open_to(Who.TEACHER)
def question(address: str, key: int) -> str:
    kept = _kept(address)
    return render(_question_page(kept, key, kept.draft.question(key), saved="saved" in request.args))


@blueprint.post("/draft/<address>/question/<int:key>")
@open_to(Who.TEACHER, takes=LARGEST_PART)
def save_question(address: str, key: int) -> AnyResponse:
    kept = _kept(address)
    if not 0 < key < kept.draft.next_key:
        raise UnknownDraftQuestion(key)
    act = forms.act()
    before = kept.draft.questions.get(key) or DraftQuestion(forms.given("id"))
    sent = forms.question(before, _first())

    def saved_and_followed(office: Office) -> Draft:
        saved = drafting.save_question(office, address, _revision(), key, forms.changed(sent, act))
        # After a double click the question to go on to is there already.
        if act.name == "new" and key == list(saved.questions)[-1]:
            drafting.add_question(office, address, saved.revision, Kind.SINGLE, ())
        return saved

    try:
        saved = in_office(saved_and_followed)
    except Outdated as error:
        page = _question_page(_kept(address), key, sent, overtaken=OvertakenQuestion(error.draft.questions.get(key)))
        return make_response(render(page), 409)
    _check(address)
    return see_path(_after(address, key, act, saved))


def _after(address: str, key: int, act: Act, saved: Draft) -> str:
    """Where a button of the question's page leads."""
    here: dict[str, Any] = {"address": address, "first": _first() or None}
    match act.name:
        case "new" | "next":
            following = [*saved.questions, *([saved.next_key] if act.name == "new" else [])]
            place = following.index(key) + 1
            if place == len(following):
                return url_for(".draft", address=address)
            return url_for(".question", address=address, key=following[place])
        case "part":
            return url_for(".question", key=key, part=act.at, _anchor="article", **here)
        case "add":
            last = len(saved.questions[key].choices) - 1
            first = last - last % forms.CHOICES_A_PAGE or None
            return url_for(".question", address=address, key=key, first=first, _anchor=f"choice-{last}")
        case "up" | "down" | "remove":
            at = max(0, act.at + {"up": -1, "down": 1}.get(act.name, 0))
            return url_for(".question", key=key, _anchor=f"choice-{at}", **here)
    return url_for(".question", key=key, saved=1, part=request.args.get("part"), **here)


@blueprint.get("/draft/<address>/question/<int:key>/remove")
@open_to(Who.TEACHER)
def remove_question(address: str, key: int) -> str:
    return render(_remove_question_page(_kept(address), key))


@blueprint.post("/draft/<address>/question/<int:key>/remove")
@open_to(Who.TEACHER)
def remove_question_now(address: str, key: int) -> AnyResponse:
    try:
        in_office(lambda office: drafting.remove_question(office, address, _revision(), key))
    except Outdated:
        return make_response(render(_remove_question_page(_kept(address), key, is_outdated=True)), 409)
    _check(address)
    return see(".draft", address=address, _anchor="questions")


# --- what they share ---


def _kept(address: str) -> KeptDraft:
    with office() as mine:
        return drafting.show(mine, address)


def _revision() -> int:
    """The one that the page showed; a form without a number was not made by a page of ours, and is of none."""
    return PartForm().revision.data or 0


def _first() -> int:
    return max(0, request.args.get("first", 0, type=int))


def _check(address: str) -> None:
    """Have it looked through after a save."""
    waiting.begin(drafting.Review(teacher().id, address))


def _findings(kept: KeptDraft, part: words.Part) -> PartFindings:
    return words.by_part(kept.draft, kept.findings or ()).get(part, PartFindings())


def _draft_page(kept: KeptDraft, notice: str = "") -> pages.DraftPage:
    return pages.draft_page(kept, request.args.get("part", 1, type=int), notice)


def _refused(address: str, notice: str) -> AnyResponse:
    return make_response(render(_draft_page(_kept(address), notice)), 409)


def _question_page(
    kept: KeptDraft, key: int, shown: DraftQuestion, *, saved: bool = False, overtaken: OvertakenQuestion | None = None
) -> question_pages.QuestionPage:
    part = request.args.get("part", 1, type=int)
    return question_pages.question_page(kept, key, shown, _first(), part, saved=saved, overtaken=overtaken)


def _remove_question_page(kept: KeptDraft, key: int, *, is_outdated: bool = False) -> question_pages.RemoveQuestionPage:
    number = list(kept.draft.questions).index(key) + 1 if key in kept.draft.questions else 0
    return question_pages.RemoveQuestionPage(pages.head(kept), key, number, kept.draft.question(key), is_outdated)
