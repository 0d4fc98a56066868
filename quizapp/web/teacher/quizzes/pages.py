"""What the templates about quizzes see."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from quizapp.domain.attempts import Settings
from quizapp.domain.banks import Bank
from quizapp.domain.quizzes import LONGEST_TITLE, Quiz, Terms
from quizapp.services import quiz_settings
from quizapp.services.releasing import KeyState
from quizapp.services.visits import Office
from quizapp.store.banks import BankSummary
from quizapp.store.classes import ClassSummary
from quizapp.web.teacher.compiled import CompilationTold, told_of
from quizapp.web.teacher.heads import QuizHead
from quizapp.web.teacher.links import QuizLink
from quizapp.web.teacher.quizzes import setting_fields
from quizapp.web.teacher.quizzes.forms import TermsForm
from quizapp.web.teacher.quizzes.setting_fields import PartFields
from quizapp.web.teacher.releases import KeyLine, key_line


@dataclass(frozen=True, slots=True)
class FaultLine:
    words: str
    field: str
    """Beside which it is said too; empty where it is beside none."""


@dataclass(frozen=True, slots=True)
class TermsPage:
    heading: str
    lead: str
    title: str
    """Of the bank that is handed out, or of the quiz."""
    language: str
    send_to: str
    act: str
    """What the button does."""
    leave_to: str
    is_new: bool
    """Whether the bank is handed out: as it stands, that suits most classes."""
    parts: Sequence[PartFields]
    """None where nothing can be set."""
    zone: ZoneInfo
    """On whose clock times are told and typed."""
    head: QuizHead | None = None
    """None of a quiz that is not there yet."""
    key: KeyLine | None = None
    """What is said of the key, where readers wait for it."""
    key_is_out: bool = False
    begins_after: bool = False
    """Whether readers may begin although it is."""
    sees_bank: bool = True
    longest_title: ClassVar[int] = LONGEST_TITLE
    faults: Sequence[FaultLine] = ()
    """Sentences, each once."""
    compiled: CompilationTold | None = None
    """What a compilation that is handed out asks."""
    drawn_at: str = ""
    """Where only some questions of a bank that is handed out are chosen, or drawn; else empty."""
    fresh: str = ""
    """Where it starts from scratch; empty where it does anyway."""
    template: ClassVar[str] = "teacher/quizzes/terms.html"


@dataclass(frozen=True, slots=True)
class ProjectorPage:
    quiz: Quiz
    link: QuizLink
    joined: int
    finished: int
    expected: int
    """Readers in its class; 0 where it is for none."""
    terms: Markup
    """What was set, in one line; empty of a simulated class."""
    template: ClassVar[str] = "teacher/quizzes/projector.html"


@dataclass(frozen=True, slots=True)
class RemovePage:
    quiz: Quiz
    attempts: int
    template: ClassVar[str] = "teacher/quizzes/remove.html"


def hand_out_page(
    bank: BankSummary, compilation: Bank | None, classes: Sequence[ClassSummary], office: Office, last: Quiz | None
) -> TermsPage:
    """`compilation` is the content of a bank that is one; `last` is the quiz that was handed out last."""
    settings, terms = (Settings(), Terms()) if last is None else (last.settings, _again(last.terms, classes))
    parts = setting_fields.of_terms(settings, terms, classes, office)
    page = _new_page(bank, compilation, parts, office.zone)
    return page if last is None else _as_last_time(page, bank, last, terms, classes)


def sent_page(
    bank: BankSummary,
    compilation: Bank | None,
    classes: Sequence[ClassSummary],
    sent: TermsForm,
    faults: Sequence[str],
) -> TermsPage:
    """The same with what was sent, and what is wrong with it."""
    parts = setting_fields.of_form(sent, classes, faults)
    return replace(_new_page(bank, compilation, parts, sent.typed.zone), faults=_lines(faults))


def _new_page(bank: BankSummary, compilation: Bank | None, parts: Sequence[PartFields], zone: ZoneInfo) -> TermsPage:
    return TermsPage(
        heading=_("Hand out"),
        lead=_("As it stands, this suits most classes: press the button, and change it later if need be."),
        title=bank.title,
        language=bank.language,
        send_to=url_for("quizzes.hand_out_now", bank_id=bank.id),
        act=_("Hand out"),
        leave_to=url_for("banks.bank", bank_id=bank.id),
        is_new=True,
        parts=parts,
        zone=zone,
        compiled=None if compilation is None else told_of(compilation),
        drawn_at=url_for("compilations.questions", bank=bank.id) if compilation is None else "",
    )


def _again(terms: Terms, classes: Sequence[ClassSummary]) -> Terms:
    """But for its times, and for a class that is there no more."""
    is_there = any(one.id == terms.class_id for one in classes)
    without = replace(terms, opens_at=None, closes_at=None)
    return without if is_there else replace(without, class_id=None, picks=False)


def _as_last_time(
    page: TermsPage, bank: BankSummary, last: Quiz, terms: Terms, classes: Sequence[ClassSummary]
) -> TermsPage:
    whose = next((one.name for one in classes if one.id == terms.class_id), "")
    if whose:
        said = _(
            "Filled in as you chose last, for “%(title)s” (%(name)s), but for the times.", title=last.title, name=whose
        )
    else:
        said = _("Filled in as you chose last, for “%(title)s”, but for the times.", title=last.title)
    return replace(page, lead=said, fresh=url_for("quizzes.hand_out", bank_id=bank.id, fresh=1))


def terms_page(
    head: QuizHead,
    classes: Sequence[ClassSummary],
    state: KeyState | None,
    office: Office,
    sent: TermsForm | None = None,
    faults: Sequence[str] = (),
    *,
    sees_bank: bool,
) -> TermsPage:
    quiz = head.quiz
    if quiz.simulated:
        heading = _("No settings")
        lead = _("A simulated class never becomes a quiz that readers answer. To have them answer, hand the bank out.")
    else:
        heading = _("Change the settings")
        lead = _("New attempts take the new settings. Those that run go on as they began.")
    return TermsPage(
        head=head,
        sees_bank=sees_bank,
        heading=heading,
        lead=lead,
        title=quiz.title,
        language=quiz.language,
        send_to=url_for("quizzes.change_terms", slug=quiz.slug),
        act=_("Save the settings"),
        leave_to=url_for("results.quiz", slug=quiz.slug),
        is_new=False,
        parts=() if quiz.simulated else _fields(quiz.settings, quiz.terms, classes, office, sent, faults),
        zone=office.zone if sent is None else sent.typed.zone,
        key=key_line(quiz, state),
        key_is_out=state is not None and state.out_since is not None,
        begins_after=sent.begins_after.data if sent else quiz.begins_after_release,
        faults=_lines(faults),
    )


def _fields(
    settings: Settings,
    terms: Terms,
    classes: Sequence[ClassSummary],
    office: Office,
    sent: TermsForm | None,
    faults: Sequence[str],
) -> Sequence[PartFields]:
    """With what was sent, or else with what there is."""
    if sent is not None:
        return setting_fields.of_form(sent, classes, faults)
    return setting_fields.of_terms(settings, terms, classes, office)


def _lines(faults: Sequence[str]) -> tuple[FaultLine, ...]:
    """What is wrong with terms, each sentence once."""
    lines = (FaultLine(setting_fields.said(one), quiz_settings.field_of(one)) for one in faults)
    return tuple({line.words: line for line in lines}.values())
