"""What the templates about quizzes see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import url_for
from flask_babel import gettext as _

from quizapp.domain.attempts import Settings
from quizapp.domain.banks import Bank
from quizapp.domain.quizzes import LONGEST_TITLE, Quiz, Terms
from quizapp.formats.problems import N_
from quizapp.services import quiz_settings
from quizapp.services.quiz_settings import Control, QuizSetting
from quizapp.services.releasing import KeyState
from quizapp.store.banks import BankSummary
from quizapp.store.classes import ClassSummary
from quizapp.web.teacher.compiled import CompilationTold, told_of
from quizapp.web.teacher.heads import QuizHead
from quizapp.web.teacher.links import QuizLink
from quizapp.web.teacher.quizzes.forms import TermsForm
from quizapp.web.teacher.releases import KeyLine, key_line

_BESIDE_CLASSES = {"names": N_("Names, without a class")}
"""Other words, for a teacher who has class lists."""


@dataclass(frozen=True, slots=True)
class ValueField:
    """One of the values that can be chosen for a setting."""

    sent: str
    words: str
    hint: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class SettingField:
    name: str
    control: Control
    words: str
    hint: str
    values: Sequence[ValueField]
    text: str
    """Of what is typed: as it was typed, or as it would be."""
    ticked: bool


@dataclass(frozen=True, slots=True)
class PartFields:
    heading: str
    rows: Sequence[Sequence[SettingField]]
    aside: str


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
    head: QuizHead | None = None
    """None of a quiz that is not there yet."""
    key: KeyLine | None = None
    """What is said of the key, where readers wait for it."""
    key_is_out: bool = False
    begins_after: bool = False
    """Whether readers may begin although it is."""
    sees_bank: bool = True
    longest_title: ClassVar[int] = LONGEST_TITLE
    faults: Sequence[str] = ()
    """Sentences."""
    compiled: CompilationTold | None = None
    """What a compilation that is handed out asks."""
    drawn_at: str = ""
    """Where only some questions of a bank that is handed out are chosen, or drawn; else empty."""
    template: ClassVar[str] = "teacher/quizzes/terms.html"


@dataclass(frozen=True, slots=True)
class ProjectorPage:
    quiz: Quiz
    link: QuizLink
    joined: int
    finished: int
    expected: int
    """Readers in its class; 0 where it is for none."""
    template: ClassVar[str] = "teacher/quizzes/projector.html"


@dataclass(frozen=True, slots=True)
class RemovePage:
    quiz: Quiz
    attempts: int
    template: ClassVar[str] = "teacher/quizzes/remove.html"


def hand_out_page(
    bank: BankSummary,
    compilation: Bank | None,
    classes: Sequence[ClassSummary],
    sent: TermsForm | None = None,
    faults: Iterable[str] = (),
) -> TermsPage:
    """`compilation` is the content of a bank that is one."""
    return TermsPage(
        heading=_("Hand out"),
        lead=_("As it stands, this suits most classes: press the button, and change it later if need be."),
        title=bank.title,
        language=bank.language,
        send_to=url_for("quizzes.hand_out_now", bank_id=bank.id),
        act=_("Hand out"),
        leave_to=url_for("banks.bank", bank_id=bank.id),
        is_new=True,
        parts=_sent(sent, classes) if sent else _parts(Settings(), Terms(), classes),
        faults=_said(faults),
        compiled=None if compilation is None else told_of(compilation),
        drawn_at=url_for("compilations.questions", bank=bank.id) if compilation is None else "",
    )


def terms_page(
    head: QuizHead,
    classes: Sequence[ClassSummary],
    state: KeyState | None,
    sent: TermsForm | None = None,
    faults: Iterable[str] = (),
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
        parts=_of_quiz(quiz, sent, classes),
        key=key_line(quiz, state),
        key_is_out=state is not None and state.out_since is not None,
        begins_after=sent.begins_after.data if sent else quiz.begins_after_release,
        faults=_said(faults),
    )


def _of_quiz(quiz: Quiz, sent: TermsForm | None, classes: Sequence[ClassSummary]) -> Sequence[PartFields]:
    if quiz.simulated:
        return ()
    return _sent(sent, classes) if sent else _parts(quiz.settings, quiz.terms, classes)


def _said(faults: Iterable[str]) -> tuple[str, ...]:
    """What is wrong with terms, each sentence once."""
    return tuple(dict.fromkeys(_(quiz_settings.sentence(fault)) for fault in faults))


def _sent(form: TermsForm, classes: Sequence[ClassSummary]) -> list[PartFields]:
    """What was typed, as it was typed."""
    return _parts(*form.asked(), classes, form.typed)


def _parts(
    settings: Settings, terms: Terms, classes: Sequence[ClassSummary], typed: dict[str, str] | None = None
) -> list[PartFields]:
    held = quiz_settings.held(settings, terms)
    texts = typed or {name: quiz_settings.written(value) for name, value in held.items()}
    for_a_class = bool(classes or terms.class_id)
    return [
        PartFields(
            _(part.heading),
            [
                [_field(setting, held[setting.name], texts[setting.name], classes) for setting in row]
                for row in part.rows
                if for_a_class or not any(setting.for_a_class for setting in row)
            ],
            _(part.aside) if part.aside else "",
        )
        for part in quiz_settings.PARTS
    ]


def _field(setting: QuizSetting, held: Any, text: str, classes: Sequence[ClassSummary]) -> SettingField:
    values = [
        ValueField(one.sent, _(one.words), _(one.hint) if one.hint else "", one.means == held) for one in setting.values
    ]
    return SettingField(
        setting.name,
        setting.control,
        _(_BESIDE_CLASSES.get(setting.name, setting.words) if classes else setting.words),
        _(setting.hint) if setting.hint else "",
        _class_lists(held, classes) if setting.control is Control.CLASS else values,
        text,
        setting.control is Control.TICK and held,
    )


def _class_lists(held: int | None, classes: Sequence[ClassSummary]) -> list[ValueField]:
    """None, those of this teacher, and the quiz's own where that is another's: it may stay."""
    listed = {0: _("Anyone with the link or the code")}
    listed |= {one.id: _("Only %(name)s", name=one.name) for one in classes}
    if held is not None and held not in listed:
        listed[held] = _("Only a class of another teacher")
    return [ValueField(str(id_), words, "", id_ == held) for id_, words in listed.items()]
