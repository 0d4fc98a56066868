"""What publishing a file that a teacher sent would change; nothing is stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from quizapp.domain.banks import Bank, Question, compare
from quizapp.formats import native
from quizapp.formats.problems import Guess, Problem, SheetStart
from quizapp.services.examining import CheckedFile
from quizapp.store import banks


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
    guesses: Sequence[Guess]
    bank: Bank | None
    """Only if there is no problem."""
    unfinished: Bank | None
    """What was read of a file with problems."""
    damaged: Sequence[int]
    """Places of the questions among these, from 0, that want more than a key."""
    aside: int
    """How many are left out that want nothing but a key."""
    sheet: SheetStart | None
    """Of a table whose columns its teacher is to name, or has named."""
    may_say: bool
    """Whether its teacher may say title and language: a file of our own format says them itself."""
    version: int | None
    """The number of the current version, if the bank has one."""
    changes: Changes | None
    """Against that version, if the bank is sound; against nothing, if there is none."""


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
        guesses=report.guesses,
        bank=report.bank,
        unfinished=report.unfinished,
        damaged=report.damaged,
        aside=len(report.aside),
        sheet=report.sheet,
        may_say=report.format != native.NAME,
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
