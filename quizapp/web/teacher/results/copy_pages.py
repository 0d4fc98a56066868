"""What the template of corrected copies sees: one reader's, or a whole class's, to be printed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import ClassVar

from flask import url_for

from quizapp.domain import scoring
from quizapp.domain.attempts import QuestionResult
from quizapp.domain.quizzes import Quiz
from quizapp.domain.scoring import Outcome
from quizapp.formats.problems import N_
from quizapp.services.corrected_copies import CorrectedCopies
from quizapp.services.results import AttemptReport, Score
from quizapp.web.errors import Unfit
from quizapp.web.forms import counting
from quizapp.web.pagers import Pager
from quizapp.web.teacher.results import pages
from quizapp.web.teacher.results.questions import Quoted, quoted

NO_PART = N_("There are no copies of this number.")


@dataclass(frozen=True, slots=True)
class CorrectedLine:
    number: int
    stem: str
    outcome: Outcome
    picked: tuple[str, ...]
    right: tuple[str, ...]
    """Empty where that is what was picked."""
    evidence: tuple[tuple[int, tuple[str, ...]], ...]
    """Paragraphs, with what proves it there."""
    tempted_by: tuple[str, ...]
    why: tuple[str, ...]
    """What is said to such a response."""
    mark: Decimal
    maximum: Decimal
    remark: str
    """What its teacher said of the answer; may be empty."""


@dataclass(frozen=True, slots=True)
class CorrectedCopy:
    score: Score
    language: str
    lines: tuple[CorrectedLine, ...]


@dataclass(frozen=True, slots=True)
class CopiesPage:
    quiz: Quiz
    copies: Sequence[CorrectedCopy]
    count: int
    """Of all, of which these may be a part."""
    pager: Pager
    address: str
    """Of all parts."""
    back: str
    template: ClassVar[str] = "teacher/results/copies.html"


def part_of(args: Mapping[str, str]) -> int:
    """Which part an address asks for. Raises Unfit."""
    try:
        return counting(args.get("part") or "1")
    except ValueError:
        raise Unfit(NO_PART) from None


def copy_page(report: AttemptReport) -> CopiesPage:
    """One reader's."""
    back = url_for("results.attempt", slug=report.quiz.slug, attempt_id=report.score.id)
    return CopiesPage(report.quiz, [_copy(report)], 1, Pager(1, 1), "", back)


def copies_page(found: CorrectedCopies) -> CopiesPage:
    slug = found.quiz.slug
    return CopiesPage(
        quiz=found.quiz,
        copies=list(map(_copy, found.reports)),
        count=found.count,
        pager=Pager(found.part, found.parts),
        address=url_for("results.copies", slug=slug),
        back=url_for("exports.export", slug=slug),
    )


def _copy(report: AttemptReport) -> CorrectedCopy:
    return CorrectedCopy(report.score, report.bank.language, tuple(_line(report, line) for line in report.result.lines))


def _line(report: AttemptReport, line: QuestionResult) -> CorrectedLine:
    question, every = line.question, range(len(line.question.choices))
    return CorrectedLine(
        number=report.numbers[line.place],
        stem=question.stem,
        outcome=line.outcome,
        picked=tuple(question.choices[at].text for at in every if at in line.picked),
        right=() if line.outcome is Outcome.RIGHT else tuple(question.choices[at].text for at in sorted(question.key)),
        evidence=tuple(_by_paragraph(quoted(report.bank, evidence) for evidence in question.evidence)),
        tempted_by=pages.tempting(report.bank, line),
        why=scoring.said(question, line.picked, every),
        mark=line.mark,
        maximum=scoring.rounded(question.marking.maximum),
        remark=line.ruling.remark if line.ruling else "",
    )


def _by_paragraph(passages: Iterable[Quoted]) -> Iterator[tuple[int, tuple[str, ...]]]:
    in_order = sorted(passages, key=lambda one: one.paragraph)
    for paragraph, there in groupby(in_order, key=lambda one: one.paragraph):
        yield paragraph, tuple(one.words for one in there)
