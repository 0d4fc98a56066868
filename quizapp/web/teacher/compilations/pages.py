"""What the templates see that put questions of several banks together, or renew them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.domain.banks import Bank, Question
from quizapp.domain.compilations import MOST_QUESTIONS, Obstacle, Renewal, categories_of, tags_of
from quizapp.domain.quizzes import LONGEST_TITLE
from quizapp.domain.scoring import rounded
from quizapp.services.compiling import SENTENCES, Openable
from quizapp.store.banks import BankSummary
from quizapp.web.teacher.compilations.forms import DRAWINGS, TypedDrawing, WishForm


@dataclass(frozen=True, slots=True)
class ChoosePage:
    """Of which banks."""

    banks: Sequence[BankSummary]
    ticked: Collection[int]
    fault: str = ""
    template: ClassVar[str] = "teacher/compilations/choose.html"


@dataclass(frozen=True, slots=True)
class QuestionTick:
    id: str
    number: int
    stem: str
    filed: str
    """Its category and tags."""
    maximum: Decimal
    ticked: bool


@dataclass(frozen=True, slots=True)
class BankFields:
    id: int
    title: str
    language: str
    version: int
    questions: int
    ticks: Sequence[QuestionTick]
    """None where there are too many to look through."""
    any_ticked: bool
    count: str
    only_drawn: bool
    fault: str


@dataclass(frozen=True, slots=True)
class FilingLabel:
    """A tag or a category, with how many questions have it."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class DrawingFields:
    row: int
    """From 1."""
    typed: TypedDrawing
    fault: str


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """Which questions of these banks, and how many of them."""

    banks: Sequence[BankFields]
    title: str
    language: str
    tags: Sequence[FilingLabel]
    categories: Sequence[FilingLabel]
    drawings: Sequence[DrawingFields]
    draws: bool
    """Whether the rows for drawing by tag or category are unfolded."""
    faults: Sequence[str]
    """All of them."""
    longest: int = LONGEST_TITLE
    template: ClassVar[str] = "teacher/compilations/questions.html"


@dataclass(frozen=True, slots=True)
class ChangedQuestion:
    stem: str
    language: str
    said: str


@dataclass(frozen=True, slots=True)
class RenewalPart:
    title: str
    language: str
    bank_id: int
    before: int
    after: int
    """The numbers of the versions."""
    questions: Sequence[ChangedQuestion]
    notes: Sequence[str]


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """What newer versions of its sources would change."""

    bank: BankSummary
    parts: Sequence[RenewalPart]
    faults: Sequence[str] = ()
    template: ClassVar[str] = "teacher/compilations/sources.html"


def questions_page(
    found: Sequence[Openable], form: WishForm | None = None, obstacles: Sequence[Obstacle] = ()
) -> QuestionsPage:
    """`form` is what was sent and refused, because of the `obstacles`."""
    banks = [one.source.bank for one in found]
    left = MOST_QUESTIONS
    fields = []
    for one in found:
        count = len(one.source.bank.questions)
        fields.append(_bank_fields(one, form, obstacles, lists=count <= left))
        left -= count
    rows = [] if form is None else form.rows
    at_row = {rows[one.drawing]: _said(one) for one in obstacles if one.drawing is not None}
    typed = [TypedDrawing()] * DRAWINGS if form is None else form.drawings
    return QuestionsPage(
        fields,
        (banks[0].title if len(banks) == 1 else "") if form is None else form.title.data or "",
        banks[0].language,
        _labels(tags_of(banks).items()),
        _labels(categories_of(banks).items()),
        [DrawingFields(row + 1, one, at_row.get(row, "")) for row, one in enumerate(typed)],
        bool(rows),
        [_named(one, found) for one in obstacles],
    )


def _bank_fields(one: Openable, form: WishForm | None, obstacles: Sequence[Obstacle], *, lists: bool) -> BankFields:
    bank, id_ = one.source.bank, one.summary.id
    ticked = frozenset[str]() if form is None else form.ticked(id_)
    return BankFields(
        id_,
        bank.title,
        bank.language,
        one.source.number,
        len(bank.questions),
        [_tick(number, question, ticked) for number, question in enumerate(bank.questions, 1)] if lists else [],
        bool(ticked),
        "" if form is None else form.count(id_),
        form is not None and form.only_drawn(id_),
        next((_said(obstacle) for obstacle in obstacles if obstacle.bank_id == id_), ""),
    )


def _tick(number: int, question: Question, ticked: Collection[str]) -> QuestionTick:
    filing = question.filing
    filed = " · ".join([*([filing.category] if filing.category else []), *filing.tags])
    return QuestionTick(
        question.id, number, question.stem, filed, rounded(question.marking.maximum), question.id in ticked
    )


def _labels(counted: Iterable[tuple[str, int]]) -> list[FilingLabel]:
    return [FilingLabel(name, f"{name} ({count})") for name, count in counted]


def _named(obstacle: Obstacle, found: Sequence[Openable]) -> str:
    """With the bank or the row that it is about."""
    said = _said(obstacle)
    if obstacle.bank_id is not None:
        title = next(one.source.bank.title for one in found if one.summary.id == obstacle.bank_id)
        return str(_("“%(bank)s”: %(fault)s", bank=title, fault=said))
    return said


def _said(obstacle: Obstacle) -> str:
    return str(_(SENTENCES[obstacle.why], wanted=obstacle.wanted, there=obstacle.there))


def sources_page(
    bank: BankSummary, now: Bank, found: Sequence[Renewal], obstacles: Sequence[Obstacle] = ()
) -> SourcesPage:
    by_id = {question.id: question for question in now.questions}
    return SourcesPage(
        bank,
        [_renewal(one, by_id) for one in found],
        [_said(one) for one in obstacles],
    )


def _renewal(one: Renewal, by_id: dict[str, Question]) -> RenewalPart:
    part = one.part
    changed = [
        *(ChangedQuestion(by_id[id_].stem, part.language, _("changed")) for id_ in one.changed),
        *(ChangedQuestion(by_id[id_].stem, part.language, _("gone: it will be asked no more")) for id_ in one.removed),
    ]
    notes = []
    if one.article_changed:
        notes.append(_("The article has changed."))
    if one.added:
        notes.append(
            ngettext(
                "%(num)s question of this version is not asked here, and stays out.",
                "%(num)s questions of this version are not asked here, and stay out.",
                one.added,
            )
        )
    return RenewalPart(part.title, part.language, part.bank_id, part.version, one.number, changed, notes)
