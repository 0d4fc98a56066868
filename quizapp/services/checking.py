"""What is in a file that a teacher sent, and what publishing it would change; nothing is stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy.orm import Session

from quizapp.domain.banks import Bank, Question, compare
from quizapp.formats import native, sandbox
from quizapp.formats.problems import Problem, Progress, Report, unheard
from quizapp.formats.syntax.text import LARGEST, shown_lines
from quizapp.store import banks

_EXCERPT = 160
"""Characters of a line that show what is wrong in it."""


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that was read, with its lines for showing a problem's place."""

    name: str
    report: Report
    lines: Sequence[str] = ()

    def excerpt(self, problem: Problem) -> str:
        """What a problem is about, as it stands there; of a very long line what surrounds the place."""
        if problem.text or problem.member or problem.cell:
            return problem.text
        if not 0 < problem.line <= len(self.lines):
            return ""
        line, at = self.lines[problem.line - 1], problem.column - 1
        start = max(0, at - _EXCERPT // 2) if at >= _EXCERPT else 0
        cut = line[start : start + _EXCERPT]
        return f"{'… ' if start else ''}{cut}{' …' if start + _EXCERPT < len(line) else ''}"


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """A problem beside the text of its line."""

    problem: Problem
    excerpt: str


@dataclass(frozen=True, slots=True)
class Rewording:
    """A question as it stands in the current version, and as it would in the next."""

    before: Question
    after: Question


@dataclass(frozen=True, slots=True)
class Changes:
    """What publishing would do to the questions of a bank."""

    added: Sequence[Question]
    changed: Sequence[Rewording]
    unchanged: Sequence[Question]
    removed: Sequence[Question]
    text_changed: bool
    """The title, summary, source, language or article would change, or the order of the questions."""
    nothing: bool
    """Publishing would make no version."""


@dataclass(frozen=True, slots=True)
class Preview:
    """All that a teacher wants to know of a file before it is published."""

    name: str
    format: str
    encoding: str
    question_count: int
    problems: Sequence[ShownProblem]
    warnings: Sequence[ShownProblem]
    left_out: Sequence[ShownProblem]
    bank: Bank | None
    """Only if there is no problem."""
    version: int | None
    """The number of the current version, if the bank has one."""
    changes: Changes | None
    """Against that version, if the bank is sound; against nothing, if there is none."""


def check(file: Path) -> CheckedFile:
    """Read a bank file and name everything wrong with it; nothing is stored."""
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        problem = Problem("unreadable-file", values={"reason": error.strerror or str(error)})
        return CheckedFile(str(file), Report(native.NAME, None, 0, (problem,)))
    return replace(examine(file.name, data), name=str(file))


def examine(
    name: str, data: bytes, progress: Progress = unheard, limits: sandbox.Limits = sandbox.STANDARD
) -> CheckedFile:
    """Read what a teacher sent and name everything wrong with it. It may take a minute: hold no transaction open."""
    return checked(name, sandbox.read(name, data, limits, progress), data)


def checked(name: str, report: Report, data: bytes) -> CheckedFile:
    """A report beside the file it is about."""
    has_places = any(problem.line for problem in (*report.problems, *report.warnings, *report.left_out))
    return CheckedFile(name, report, shown_lines(data) if has_places else ())


def preview(db: Session, shelf: banks.Shelf, checked: CheckedFile, teacher_id: int | None = None) -> Preview:
    """What was found, and what publishing it among the banks of a teacher, or of the instance, would change."""
    report = checked.report
    newest = banks.newest(db, report.bank.id, teacher_id) if report.bank else None
    current = shelf.version(db, newest) if newest is not None else None
    return Preview(
        name=checked.name,
        format=report.format,
        encoding=report.encoding,
        question_count=report.questions,
        problems=_shown(checked, report.problems),
        warnings=_shown(checked, report.warnings),
        left_out=_shown(checked, report.left_out),
        bank=report.bank,
        version=current.number if current else None,
        changes=_changes(current.bank if current else None, report.bank) if report.bank else None,
    )


def _shown(checked: CheckedFile, problems: Iterable[Problem]) -> Sequence[ShownProblem]:
    return [ShownProblem(problem, checked.excerpt(problem)) for problem in problems]


def _changes(old: Bank | None, new: Bank) -> Changes:
    difference = compare(old, new)
    before = {question.id: question for question in old.questions} if old else {}
    after = {question.id: question for question in new.questions}
    return Changes(
        added=[after[id_] for id_ in difference.added],
        changed=[Rewording(before[id_], after[id_]) for id_ in difference.changed],
        unchanged=[after[id_] for id_ in difference.unchanged],
        removed=[before[id_] for id_ in difference.removed],
        text_changed=difference.text_changed,
        nothing=difference.nothing,
    )
