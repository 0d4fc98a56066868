"""Questions as a teacher looks at them: as a reader will see each, with what only its teacher may see."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext as _

from quizapp.domain import scoring
from quizapp.domain.banks import Bank, Kind, Question, shares
from quizapp.domain.compilations import with_its_article
from quizapp.formats.problems import N_
from quizapp.web import articles
from quizapp.web.articles import MarkedArticle
from quizapp.web.words import control, letter, signed_per_cent

QUESTIONS_A_PAGE = 50


_CHANGES = {"added": N_("new"), "changed": N_("changed")}


_TO_WHOM = (N_("To a right answer"), N_("To a partly right answer"), N_("To a wrong answer"))


_COMBINATIONS = 64


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
    language: str
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
    """The article with the evidence of every question marked and numbered; of several, each question has its own."""
    return (
        articles.proved(bank.article, bank.language, list(enumerate(bank.questions, 1)), letter)
        if bank.article and len(bank.parts) < 2
        else None
    )


def _card(bank: Bank, number: int, question: Question, change: str) -> QuestionCard:
    letters = {at: letter(at) for at in range(len(question.choices))}
    language = bank.language_of(question)
    article, alone = with_its_article(bank, question)
    proof = articles.proof(article, language, alone, number, letters) if article else None
    return QuestionCard(
        number,
        language,
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
            signed_per_cent(float(share)),
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
    return "" if fraction == usual[at] else signed_per_cent(float(fraction))
