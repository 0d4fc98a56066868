"""What the templates about banks see."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.domain import scoring
from quizapp.domain.accounts import Teacher
from quizapp.domain.banks import Bank, Kind, Question, shares
from quizapp.domain.quizzes import Quiz, spoken
from quizapp.formats.carrying import LOST, Loss, losses, stripped
from quizapp.formats.homes import HOMES, Home
from quizapp.formats.problems import N_, Problem, sentence
from quizapp.formats.writing import WRITERS
from quizapp.services.checking import Preview, ShownProblem
from quizapp.services.publishing import BankOverview
from quizapp.store.banks import BankSummary, VersionSummary
from quizapp.web import articles
from quizapp.web.articles import MarkedArticle
from quizapp.web.pagers import Pager
from quizapp.web.teacher.banks.forms import ShareForm
from quizapp.web.words import control, letter

QUESTIONS_A_PAGE = 50
PROBLEMS_A_PAGE = 200
_PUBLISHED = {
    "new": N_("The bank is published. Hand it out to get a link and a code."),
    "next": N_("The next version is published. New attempts take it."),
    "same": N_("Nothing has changed, so there is no new version."),
}
_CHANGES = {"added": N_("new"), "changed": N_("changed")}
_TO_WHOM = (N_("To a right answer"), N_("To a partly right answer"), N_("To a wrong answer"))
_COMBINATIONS = 64
_NUMBERS = 8


@dataclass(frozen=True, slots=True)
class QuizLine:
    slug: str
    code: str
    title: str
    language: str
    listed: bool
    simulated: bool
    asks_some: bool
    """Whether it asks only some questions of its bank, under a title of its own."""


@dataclass(frozen=True, slots=True)
class BankLine:
    id: int
    title: str
    language: str
    question_count: int
    version: int
    published_at: datetime
    whose: str
    """What is said of a bank that is not this teacher's; else empty."""


@dataclass(frozen=True, slots=True)
class HomePage:
    banks: Sequence[BankLine]
    quizzes: Sequence[QuizLine]
    offers_class: bool
    """Whether a simulated class can be had here."""
    template: ClassVar[str] = "teacher/banks/home.html"


@dataclass(frozen=True, slots=True)
class LoadPage:
    empty: bool = False
    """Whether the form came without a file or text."""
    blanks: Sequence[tuple[str, str]] = (("xlsx", "Excel"), ("csv", "CSV"), ("yaml", "YAML"), ("gift", "GIFT"))
    """Files to begin with: the format that asks for one, and what teachers call it."""
    homes: Sequence[Home] = HOMES
    template: ClassVar[str] = "teacher/banks/load.html"


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """A file that is still being read; the page asks again by itself."""

    address: str
    name: str
    questions_read: int
    template: ClassVar[str] = "teacher/banks/reading.html"


@dataclass(frozen=True, slots=True)
class ProblemLine:
    member: str
    """The file inside the package."""
    line: int
    place: str
    """Where in that file, or in the one file there is."""
    excerpt: str
    text: str
    hint: str


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    letter: str
    text: str
    right: bool
    tag: str
    """That it is right, or what it is worth where that is not simply right or wrong."""
    feedback: str
    tempted_by: str
    """The passage that tempts to it, as the article has it; empty where none was named."""


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """A question as a reader will see it, with what only its teacher may see."""

    number: int
    id: str
    kind: Kind
    control: str
    """checkbox or radio."""
    stem: str
    choices: tuple[ChoiceLine, ...]
    feedback: str
    maximum: Decimal
    proof: MarkedArticle | None
    outcome_feedback: tuple[tuple[str, str], ...]
    """To which responses something is said, and what."""
    table: tuple[tuple[str, str], ...]
    """Where each combination of choices has its own worth: the letters of those that are worth anything, and what."""
    change: str = ""
    """added or changed, against the current version; empty where there is none or nothing changed."""

    @property
    def marks(self) -> int:
        """Its maximum as the plural counts it: a part of a mark as none, one and a part as two."""
        return math.ceil(self.maximum) if self.maximum > 1 else math.floor(self.maximum)

    @property
    def change_said(self) -> str:
        return _(_CHANGES[self.change]) if self.change else ""


@dataclass(frozen=True, slots=True)
class PreviewPage:
    address: str
    name: str
    format: str
    encoding: str
    question_count: int
    problems: Sequence[ProblemLine]
    problem_count: int
    warnings: Sequence[ProblemLine]
    warning_count: int
    left_out: Sequence[ProblemLine]
    bank: Bank | None
    version: int | None
    """The current version, which publishing would follow."""
    counts: Mapping[str, int]
    """added, changed, unchanged, removed: numbers of questions."""
    removed: Sequence[Question]
    text_changed: bool
    nothing: bool
    cards: Sequence[QuestionCard]
    pager: Pager
    article: MarkedArticle | None
    template: ClassVar[str] = "teacher/banks/preview.html"


@dataclass(frozen=True, slots=True)
class BankPage:
    bank: BankSummary
    is_own: bool
    shown: VersionSummary
    """The version that the page shows: the newest, where no other was asked for."""
    title: str
    """In that version."""
    versions: Sequence[VersionSummary]
    quizzes: Sequence[QuizLine]
    cards: Sequence[QuestionCard]
    pager: Pager
    article: MarkedArticle | None
    published: str
    """What came of publishing, right after it; else empty."""
    colleagues: Sequence[Teacher] | None
    """With whom it is shared; None where that is not this teacher's to say."""
    form: ShareForm
    unknown_colleague: bool = False
    template: ClassVar[str] = "teacher/banks/bank.html"

    @property
    def is_earlier(self) -> bool:
        return self.shown.number != self.bank.version


@dataclass(frozen=True, slots=True)
class HomeLine:
    """One format that the bank may be taken home in."""

    id: str
    name: str
    ending: str
    lost: Sequence[str]
    """What it does not carry, in words."""
    nothing_left: bool
    """Whether no question of the bank can be asked in it."""


@dataclass(frozen=True, slots=True)
class TakeHomePage:
    bank: BankSummary
    lines: Sequence[HomeLine]
    template: ClassVar[str] = "teacher/banks/take_home.html"


def take_home_page(overview: BankOverview) -> TakeHomePage:
    bank = overview.version.bank
    lines = [
        HomeLine(
            one.id,
            one.name,
            one.ending,
            [_lost(loss, len(bank.questions)) for loss in losses(bank, one.carries)],
            not stripped(bank, one.carries).questions,
        )
        for one in WRITERS
    ]
    return TakeHomePage(overview.bank, lines)


def _lost(loss: Loss, count: int) -> str:
    words: str = _(LOST[loss.feature])
    if not loss.questions or len(loss.questions) == count:
        return words
    listed = ", ".join(map(str, loss.questions[:_NUMBERS])) + (" …" if len(loss.questions) > _NUMBERS else "")
    with_numbers: str = ngettext(
        "%(what)s (question %(numbers)s)",
        "%(what)s (questions %(numbers)s)",
        len(loss.questions),
        what=words,
        numbers=listed,
    )
    return with_numbers


def bank_lines(banks: Sequence[BankSummary], teacher: Teacher) -> list[BankLine]:
    return [
        BankLine(
            one.id, one.title, one.language, one.question_count, one.version, one.published_at, _whose(one, teacher)
        )
        for one in banks
    ]


def _whose(bank: BankSummary, teacher: Teacher) -> str:
    if bank.teacher_id is None:
        return str(_("for every teacher here"))
    return "" if bank.teacher_id == teacher.id else str(_("shared with you"))


def quiz_lines(quizzes: Sequence[Quiz]) -> list[QuizLine]:
    return [
        QuizLine(one.slug, spoken(one.slug), one.title, one.language, one.terms.listed, one.simulated, one.asks_some)
        for one in quizzes
    ]


def preview_page(address: str, preview: Preview, part: int) -> PreviewPage:
    bank, changes = preview.bank, preview.changes
    marks: dict[str, str] = {}
    if changes and preview.version is not None:
        marks = {question.id: "added" for question in changes.added}
        marks |= {change.after.id: "changed" for change in changes.changed}
    counts = {
        "added": len(changes.added) if changes else 0,
        "changed": len(changes.changed) if changes else 0,
        "unchanged": len(changes.unchanged) if changes else 0,
        "removed": len(changes.removed) if changes else 0,
    }
    return PreviewPage(
        address=address,
        name=preview.name,
        format=preview.format,
        encoding=preview.encoding,
        question_count=preview.question_count,
        problems=_problem_lines(preview.problems),
        problem_count=len(preview.problems),
        warnings=_problem_lines(preview.warnings),
        warning_count=len(preview.warnings),
        left_out=_problem_lines(preview.left_out),
        bank=bank,
        version=preview.version,
        counts=counts,
        removed=changes.removed[:PROBLEMS_A_PAGE] if changes else (),
        text_changed=bool(changes and changes.text_changed),
        nothing=bool(changes and changes.nothing),
        cards=cards(bank, part, marks) if bank else (),
        pager=Pager(part, parts_of(bank)),
        article=marked(bank) if bank and part == 1 else None,
    )


def published(how: str) -> str:
    """What came of publishing: new, next or same; whatever else stands in an address says nothing."""
    return _(_PUBLISHED[how]) if how in _PUBLISHED else ""


def parts_of(bank: Bank | None) -> int:
    return 1 if bank is None else max(1, -(-len(bank.questions) // QUESTIONS_A_PAGE))


def cards(bank: Bank, part: int, marks: Mapping[str, str] | None = None) -> list[QuestionCard]:
    """The questions of one part, the first being 1, as cards."""
    start = (part - 1) * QUESTIONS_A_PAGE
    return [
        _card(bank, number, question, (marks or {}).get(question.id, ""))
        for number, question in enumerate(bank.questions[start : start + QUESTIONS_A_PAGE], start=start + 1)
    ]


def marked(bank: Bank) -> MarkedArticle | None:
    """The article with the evidence of every question marked and numbered."""
    return (
        articles.proved(bank.article, bank.language, list(enumerate(bank.questions, 1)), letter)
        if bank.article
        else None
    )


def _card(bank: Bank, number: int, question: Question, change: str) -> QuestionCard:
    letters = {at: letter(at) for at in range(len(question.choices))}
    proof = articles.proof(bank.article, bank.language, question, number, letters) if bank.article else None
    return QuestionCard(
        number,
        question.id,
        question.kind,
        control(question.kind),
        question.stem,
        tuple(
            ChoiceLine(
                letter(at),
                choice.text,
                at in question.key,
                _tag(question, at),
                choice.feedback,
                bank.tempting(choice),
            )
            for at, choice in enumerate(question.choices)
        ),
        question.feedback.general,
        scoring.rounded(question.marking.maximum),
        proof,
        tuple((_(to_whom), text) for to_whom, text in zip(_TO_WHOM, question.feedback.texts[1:], strict=True) if text),
        _table(question),
        change,
    )


def _table(question: Question) -> tuple[tuple[str, str], ...]:
    """The combinations of the table by what they are worth; of the very many, the first."""
    listed = sorted(
        ((share, ticked) for ticked, share in enumerate(question.marking.table) if share), key=lambda one: -one[0]
    )
    return tuple(
        (
            "".join(letter(at) for at in range(len(question.choices)) if ticked >> at & 1),
            f"{float(share) * 100:+.4g} %",
        )
        for share, ticked in listed[:_COMBINATIONS]
    )


def _tag(question: Question, at: int) -> str:
    return _share(question, at) or (_("right") if at in question.key else "")


def _share(question: Question, at: int) -> str:
    if question.marking.table:
        return ""
    usual = shares(question.kind, [place in question.key for place in range(len(question.choices))])
    fraction = question.choices[at].fraction
    return "" if fraction == usual[at] else f"{float(fraction) * 100:+.4g} %"


def _problem_lines(problems: Sequence[ShownProblem]) -> list[ProblemLine]:
    lines = []
    for one in problems[:PROBLEMS_A_PAGE]:
        text, hint = sentence(one.problem, _)
        at = one.problem
        lines.append(ProblemLine(at.member, at.line, _place(at), one.excerpt, text, hint))
    return lines


def _place(at: Problem) -> str:
    if at.cell:
        return str(_("cell %(cell)s", cell=at.cell))
    if at.line:
        return str(_("line %(line)s, column %(column)s", line=at.line, column=at.column))
    return "" if at.member else str(_("the file"))
