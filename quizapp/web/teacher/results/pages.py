"""What the templates about results see."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from quizapp.domain.attempts import QuestionResult
from quizapp.domain.banks import Bank
from quizapp.domain.quizzes import Quiz
from quizapp.domain.scoring import Outcome
from quizapp.services.results import AttemptReport, Score
from quizapp.web.teacher.heads import QuizHead
from quizapp.web.teacher.results.prepared_pages import FileLine


@dataclass(frozen=True, slots=True)
class ResponseLine:
    number: int
    stem: str
    outcome: Outcome
    picked: tuple[str, ...]
    right: tuple[str, ...]
    tempted_by: tuple[str, ...]
    """The passages that may have led to what was picked, as the article has them."""
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
    prepared: tuple[FileLine, ...]
    """Those that this teacher has asked for, and that are made aside."""
    template: ClassVar[str] = "teacher/results/export.html"

    @property
    def quiz(self) -> Quiz:
        return self.head.quiz


def tempting(bank: Bank, line: QuestionResult) -> tuple[str, ...]:
    """The passages that may have led to what was picked."""
    choices = line.question.choices
    return tuple(filter(None, (bank.tempting(choices[at]) for at in sorted(line.picked))))


def attempt_page(report: AttemptReport) -> AttemptPage:
    lines = tuple(
        ResponseLine(
            report.numbers[line.place],
            line.question.stem,
            line.outcome,
            tuple(choice.text for at, choice in enumerate(line.question.choices) if at in line.picked),
            tuple(choice.text for at, choice in enumerate(line.question.choices) if at in line.question.key),
            tempting(report.bank, line),
            line.mark,
        )
        for line in report.result.lines
    )
    return AttemptPage(report.quiz, report.score, report.bank.language, report.version, lines)
