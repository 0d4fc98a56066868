"""The marks of a class in one quiz: a row for each of its readers, who did not come too."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from quizapp.domain.books import BookEntry, MarkState
from quizapp.domain.classes import ClassList, Member
from quizapp.domain.collation import collated
from quizapp.domain.quizzes import Quiz
from quizapp.domain.scales import Scale
from quizapp.domain.unknown import Unknown
from quizapp.services.books import entries_of
from quizapp.services.markings import markings
from quizapp.services.results import Score, scored_by
from quizapp.services.visits import Office
from quizapp.store import audit, books, classes, quizzes


class NoClass(Unknown):
    """The quiz is for anybody: nobody is expected, so nobody can be missing."""


class GradeOrder(StrEnum):
    """How the rows stand."""

    FAMILY = "family"
    GIVEN = "given"
    MARK = "mark"
    """The highest first; who has none comes last."""


@dataclass(frozen=True, slots=True)
class GradeLine:
    member: Member
    entry: BookEntry
    score: Score | None
    """What was earned, where that is the mark."""
    mark: Decimal | str | None
    """On the scale that was asked for."""

    @property
    def standing(self) -> MarkState:
        return self.entry.standing


@dataclass(frozen=True, slots=True)
class Gradebook:
    quiz: Quiz
    found: ClassList
    scale: Scale
    lines: Sequence[GradeLine]


def of_quiz(office: Office, slug: str, scale: Scale, order: GradeOrder) -> Gradebook:
    """By the rule of the quiz for who tried more than once. Raises UnknownQuiz, SimulatedQuiz, NoClass."""
    quiz = quizzes.owned(office.db, slug, office.teacher)
    quiz.check_real()
    class_id = quiz.terms.class_id
    if class_id is None:
        raise NoClass(slug)
    found = classes.owned(office.db, class_id, office.teacher.id)
    marked = markings(office.db, office.shelf)
    scored = [
        scored_by(one, marked.of(one.version_id, one.marked_by), office.now)
        for _, one in books.attempts(office.db, [quiz.id], class_id)
    ]
    entries = entries_of(quiz.terms.counts, scored, [one.id for one in found.members])
    scores = {one.found.id: one.score for one in scored}
    lines = [_line(one, entries[one.id], scores, scale) for one in found.members]
    return Gradebook(quiz, found, scale, sorted(lines, key=_key(order)))


def note(office: Office, slug: str) -> None:
    """Have the log say that they were taken away."""
    audit.note(office.db, office.teacher.id, "marks-exported", slug, office.now)


def _line(member: Member, entry: BookEntry, scores: dict[int, Score], scale: Scale) -> GradeLine:
    if entry.kept is None or entry.share is None:
        return GradeLine(member, entry, None, None)
    return GradeLine(member, entry, scores[entry.kept.attempt_id], scale.of(entry.share))


def _key(order: GradeOrder) -> Callable[[GradeLine], tuple[Any, ...]]:
    match order:
        case GradeOrder.FAMILY:
            return lambda one: classes.filing(one.member)
        case GradeOrder.GIVEN:
            return lambda one: (collated(one.member.given or one.member.name), *classes.filing(one.member))
        case GradeOrder.MARK:
            return lambda one: (one.entry.share is None, -(one.entry.share or Fraction(0)), *classes.filing(one.member))
