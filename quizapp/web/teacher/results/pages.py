"""What the templates about results see."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from flask_babel import format_decimal

from quizapp.domain import scoring
from quizapp.domain.attempts import QuestionResult
from quizapp.domain.banks import Bank
from quizapp.domain.notes import TooLong
from quizapp.domain.objections import Objection
from quizapp.domain.quizzes import Quiz
from quizapp.domain.rulings import LONGEST_REMARK, BadMark, NothingToMark, Ruling
from quizapp.domain.scoring import Outcome
from quizapp.formats.problems import N_
from quizapp.services.results import AttemptReport, Score
from quizapp.web.teacher.heads import QuizHead
from quizapp.web.teacher.releases import beside
from quizapp.web.teacher.results.prepared_pages import FileLine

TOO_MANY_FILES = N_("You are waiting for as many files as one can: ask again when one of them is done.")
RUNNING = N_("This attempt goes on: its reader may yet answer otherwise. Nothing was changed.")
REFUSED: Mapping[type[Exception], str] = {
    BadMark: N_("Give points from 0 to the maximum of the question, or leave the field empty."),
    NothingToMark: N_("What was not answered cannot be given a mark. You can say something to its reader."),
    TooLong: N_("That is too long to be said to its reader here: make it shorter."),
}
"""What is said of a ruling that is not taken."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a teacher sent of one response that was not taken, and why."""

    number: int
    """Of the question, by its place in the version that was asked, from 1."""
    why: str
    points: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class RulingFields:
    """What the form of a ruling holds, as typed or as ruled before."""

    can_mark: bool
    """Whether there is an answer to mark."""
    points: str
    by_key: Decimal
    remark: str
    refusal: str
    """Why what was sent was not taken; else empty."""
    longest: int = LONGEST_REMARK


@dataclass(frozen=True, slots=True)
class ResponseLine:
    number: int
    at: int
    """Its place in the version that was asked, from 1: what addresses say of it."""
    stem: str
    outcome: Outcome
    picked: tuple[str, ...]
    right: tuple[str, ...]
    """What would have been; none where it was picked."""
    tempted_by: tuple[str, ...]
    """The passages that may have led to what was picked, as the article has them."""
    mark: Decimal
    maximum: Decimal
    ruling: Ruling | None
    fields: RulingFields
    objection: Objection | None

    @property
    def by_hand(self) -> bool:
        return self.ruling is not None and self.ruling.mark is not None

    @property
    def is_open(self) -> bool:
        """Whether it is shown whole: all but what there is nothing to say of."""
        return bool(self.outcome is not Outcome.RIGHT or self.ruling or self.objection or self.fields.refusal)


@dataclass(frozen=True, slots=True)
class AttemptPage:
    quiz: Quiz
    score: Score
    language: str
    version: int
    lines: tuple[ResponseLine, ...]
    refusal: str = ""
    """Why nothing can be ruled now; else empty."""
    more_time: str | None = None
    """What was typed for more time, and is none; else nothing was."""
    template: ClassVar[str] = "teacher/results/attempt.html"

    @property
    def beside(self) -> str:
        """That its reader may have known the key; mostly empty."""
        return beside(self.quiz, self.score.started_at, self.score.finished_at)

    @property
    def can_have_time(self) -> bool:
        """Whether its teacher may give it more."""
        return self.score.deadline_at is not None and not self.score.finished

    @property
    def can_be_ruled(self) -> bool:
        """Whether its teacher has the last word on it: while it runs, or where nobody sat, there is none."""
        return self.score.finished and not self.quiz.simulated


@dataclass(frozen=True, slots=True)
class ExportPage:
    """What can be taken away."""

    head: QuizHead
    attempts: int
    prepared: tuple[FileLine, ...]
    """Those that this teacher has asked for, and that are made aside."""
    refusal: str = ""
    """Why one more was not taken; else empty."""
    template: ClassVar[str] = "teacher/results/export.html"

    @property
    def quiz(self) -> Quiz:
        return self.head.quiz


def tempting(bank: Bank, line: QuestionResult) -> tuple[str, ...]:
    """The passages that may have led to what was picked."""
    choices = line.question.choices
    return tuple(filter(None, (bank.tempting(choices[at]) for at in sorted(line.picked))))


def attempt_page(report: AttemptReport, refused: Refusal | None = None, more_time: str | None = None) -> AttemptPage:
    lines = tuple(_line(report, line, refused) for line in report.result.lines)
    in_no_line = refused is not None and not report.score.finished
    refusal = refused.why if refused is not None and in_no_line else ""
    return AttemptPage(report.quiz, report.score, report.bank.language, report.version, lines, refusal, more_time)


def _line(report: AttemptReport, line: QuestionResult, refused: Refusal | None) -> ResponseLine:
    choices, at = line.question.choices, line.place + 1
    return ResponseLine(
        report.numbers[line.place],
        at,
        line.question.stem,
        line.outcome,
        tuple(choice.text for place, choice in enumerate(choices) if place in line.picked),
        () if line.outcome is Outcome.RIGHT else tuple(choices[place].text for place in sorted(line.question.key)),
        tempting(report.bank, line),
        line.mark,
        scoring.rounded(line.question.marking.maximum),
        line.ruling,
        _fields(line, refused if refused is not None and refused.number == at else None),
        report.objections.get(line.place),
    )


def _fields(line: QuestionResult, refused: Refusal | None) -> RulingFields:
    by_key, ruling = scoring.mark(line.question, line.picked), line.ruling or Ruling(None, "")
    if refused is not None:
        return RulingFields(bool(line.picked), refused.points, by_key, refused.remark, refused.why)
    points = "" if ruling.mark is None else _typed(ruling.mark)
    return RulingFields(bool(line.picked), points, by_key, ruling.remark, "")


def _typed(mark: Decimal) -> str:
    """A mark to all its decimals, as somebody would type it."""
    return str(format_decimal(mark, "0.#######"))
