"""What the templates about quizzes see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from flask_babel import gettext as _

from quizapp.domain.attempts import Settings
from quizapp.domain.quizzes import Quiz, Terms
from quizapp.domain.scoring import Outcome
from quizapp.services.handing_out import FAULTS
from quizapp.services.reporting import Results, ScoreLine, Seen
from quizapp.store.banks import BankSummary
from quizapp.store.classes import ClassSummary, Presence
from quizapp.web.forms import ConfirmForm
from quizapp.web.teacher.links import Link
from quizapp.web.teacher.quizzes.forms import TermsForm, written

_BAR = 34
"""Width of a bar with the gap behind it, in units of the drawing."""
_HEIGHT = 100


@dataclass(frozen=True, slots=True)
class TermsFields:
    """What the fields of the form hold."""

    terms: Terms
    settings: Settings
    opens_at: str
    closes_at: str
    tries: str
    minutes: str


@dataclass(frozen=True, slots=True)
class TermsPage:
    bank: BankSummary | None
    """The bank to hand out; None when the terms of a quiz are changed."""
    quiz: Quiz | None
    fields: TermsFields
    form: TermsForm
    classes: Sequence[ClassSummary]
    """Those whose members alone may be let in."""
    faults: tuple[str, ...] = ()
    """Sentences."""
    template: ClassVar[str] = "teacher/quizzes/terms.html"


@dataclass(frozen=True, slots=True)
class Bar:
    """One tenth of the spread, drawn."""

    x: int
    y: int
    height: int
    count: int
    start: int
    end: int
    """Per cent of the maximum."""


@dataclass(frozen=True, slots=True)
class QuizPage:
    results: Results
    absent: Sequence[Presence]
    """Who of its class has not begun."""
    link: Link
    mean: Decimal | None
    """Per cent of the maximum."""
    bars: tuple[Bar, ...]
    closed: bool
    retention_days: int
    template: ClassVar[str] = "teacher/quiz.html"

    @property
    def quiz(self) -> Quiz:
        return self.results.quiz


@dataclass(frozen=True, slots=True)
class ProjectorPage:
    quiz: Quiz
    link: Link
    joined: int
    finished: int
    expected: int
    """Readers in its class; 0 where it is for none."""
    template: ClassVar[str] = "teacher/quizzes/projector.html"


@dataclass(frozen=True, slots=True)
class ResponseLine:
    number: int
    stem: str
    outcome: Outcome
    picked: tuple[str, ...]
    right: tuple[str, ...]
    mark: Decimal


@dataclass(frozen=True, slots=True)
class AttemptPage:
    quiz: Quiz
    line: ScoreLine
    language: str
    version: int
    lines: tuple[ResponseLine, ...]
    form: ConfirmForm
    template: ClassVar[str] = "teacher/attempt.html"


@dataclass(frozen=True, slots=True)
class RemovePage:
    quiz: Quiz
    attempts: int
    form: ConfirmForm
    template: ClassVar[str] = "teacher/quizzes/remove.html"


def fields(terms: Terms, settings: Settings) -> TermsFields:
    return TermsFields(
        terms,
        settings,
        written(terms.opens_at),
        written(terms.closes_at),
        str(terms.tries or ""),
        str(terms.minutes or ""),
    )


def fields_sent(form: TermsForm) -> TermsFields:
    """What was typed, as it was typed."""
    return TermsFields(
        form.terms,
        form.settings,
        form.opens_at.data or "",
        form.closes_at.data or "",
        form.tries.data or "",
        form.minutes.data or "",
    )


def said(faults: Iterable[str]) -> tuple[str, ...]:
    """What is wrong with terms, each sentence once."""
    return tuple(dict.fromkeys(_(FAULTS[fault]) for fault in faults))


def quiz_page(
    results: Results, expected: Sequence[Presence], link: Link, closed: bool, retention_days: int
) -> QuizPage:
    mean = None if results.mean is None else percent(results.mean)
    absent = [one for one in expected if not one.begun]
    return QuizPage(results, absent, link, mean, bars(results.spread), closed, retention_days)


def percent(share: Fraction) -> Decimal:
    return (Decimal(share.numerator * 100) / Decimal(share.denominator)).quantize(Decimal("0.1"))


def bars(spread: Sequence[int]) -> tuple[Bar, ...]:
    """The spread as bars, the tallest of the full height."""
    most = max([*spread, 1])
    step = 100 // len(spread)
    drawn = []
    for place, count in enumerate(spread):
        height = round(_HEIGHT * count / most)
        drawn.append(Bar(place * _BAR, _HEIGHT - height, height, count, place * step, (place + 1) * step))
    return tuple(drawn)


def attempt_page(seen: Seen, form: ConfirmForm) -> AttemptPage:
    lines = tuple(
        ResponseLine(
            line.place + 1,
            line.question.stem,
            line.outcome,
            tuple(choice.text for at, choice in enumerate(line.question.choices) if at in line.picked),
            tuple(choice.text for at, choice in enumerate(line.question.choices) if at in line.question.key),
            line.mark,
        )
        for line in seen.result.lines
    )
    return AttemptPage(seen.quiz, seen.line, seen.bank.language, seen.version, lines, form)
