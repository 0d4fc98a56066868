"""What the templates about results see."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from quizapp.domain.quizzes import Quiz
from quizapp.domain.scoring import Outcome
from quizapp.services.results import AttemptReport, Results, Score
from quizapp.store.classes import Presence
from quizapp.web.teacher.links import QuizLink

_BAR = 34
"""Width of a bar with the gap behind it, in units of the drawing."""
_HEIGHT = 100


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
class ScoreLine:
    score: Score
    counts: bool
    """Whether it is its reader's score, by the rule of the quiz."""


@dataclass(frozen=True, slots=True)
class QuizPage:
    """The quiz as its teacher finds it: its link, and what came of it."""

    results: Results
    lines: tuple[ScoreLine, ...]
    absent: Sequence[Presence]
    """Who of its class has not begun."""
    link: QuizLink
    mean: Decimal | None
    """Per cent of the maximum."""
    bars: tuple[Bar, ...]
    closed: bool
    retention_days: int
    template: ClassVar[str] = "teacher/results/quiz.html"

    @property
    def quiz(self) -> Quiz:
        return self.results.quiz


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
    score: Score
    language: str
    version: int
    lines: tuple[ResponseLine, ...]
    template: ClassVar[str] = "teacher/results/attempt.html"


def quiz_page(
    results: Results, expected: Sequence[Presence], link: QuizLink, closed: bool, retention_days: int
) -> QuizPage:
    lines = tuple(ScoreLine(one, one.id in results.counting) for one in results.scores)
    mean = None if results.mean is None else percent(results.mean)
    absent = [one for one in expected if not one.begun]
    return QuizPage(results, lines, absent, link, mean, bars(results.spread), closed, retention_days)


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


def attempt_page(report: AttemptReport) -> AttemptPage:
    lines = tuple(
        ResponseLine(
            line.place + 1,
            line.question.stem,
            line.outcome,
            tuple(choice.text for at, choice in enumerate(line.question.choices) if at in line.picked),
            tuple(choice.text for at, choice in enumerate(line.question.choices) if at in line.question.key),
            line.mark,
        )
        for line in report.result.lines
    )
    return AttemptPage(report.quiz, report.score, report.bank.language, report.version, lines)
