"""What the templates about results see."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from quizapp.domain.quizzes import Quiz
from quizapp.domain.scoring import Outcome
from quizapp.services.results import AttemptReport, Score
from quizapp.web.teacher.heads import QuizHead


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


@dataclass(frozen=True, slots=True)
class ExportPage:
    """What can be taken away."""

    head: QuizHead
    attempts: int
    template: ClassVar[str] = "teacher/results/export.html"

    @property
    def quiz(self) -> Quiz:
        return self.head.quiz


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
