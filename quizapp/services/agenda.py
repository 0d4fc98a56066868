"""A teacher's day: which quizzes are open, to come, or closed, with who is in them; and what waits for the teacher."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from quizapp.domain.quizzes import Phase
from quizapp.services.visits import Office
from quizapp.store import agenda, drafts, uploads
from quizapp.store.agenda import Handed, Pending, Present
from quizapp.store.drafts import DraftSummary
from quizapp.store.uploads import Upload

A_PAGE = 50
"""Quizzes on one page of a list."""
MOST_SHOWN = 8
"""Of each kind on a teacher's first page."""
MOST_WAITING = 3
KEY_CHANGED = timedelta(days=60)
"""How long it is said that attempts are marked by the key of before."""


@dataclass(frozen=True, slots=True)
class Sat:
    """A quiz with who is in it."""

    handed: Handed
    present: Present

    @property
    def absent(self) -> int:
        """Of its class, who have not begun."""
        return max(0, self.handed.expected - self.present.begun)

    @property
    def running(self) -> int:
        """Readers who have begun, and have finished no attempt."""
        return self.present.begun - self.present.finished


@dataclass(frozen=True, slots=True)
class QuizList:
    """A part of those in one phase."""

    quizzes: Sequence[Sat]
    in_all: int

    @property
    def parts(self) -> int:
        return max(1, -(-self.in_all // A_PAGE))


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a teacher: of each the most pressing."""

    drafts: Sequence[DraftSummary]
    drafts_in_all: int
    files: Sequence[Upload]
    marked_before: Sequence[Pending]
    objected: Sequence[Pending]


@dataclass(frozen=True, slots=True)
class Day:
    open: QuizList
    coming: QuizList
    waiting: Waiting
    closings: Sequence[datetime]
    """Of all quizzes that have closed."""


def today(office: Office) -> Day:
    """In as many statements for much as for little."""
    db, teacher, now = office.db, office.teacher, office.now
    coming, in_all = agenda.part(db, teacher, Phase.COMING, now, start=0, most=MOST_SHOWN)
    return Day(
        _part(office, Phase.OPEN, 0, MOST_SHOWN),
        QuizList([Sat(one, Present()) for one in coming], in_all),
        waiting(office),
        closings(office),
    )


def closings(office: Office) -> Sequence[datetime]:
    """When each of this teacher's quizzes that have closed did."""
    return agenda.closings(office.db, office.teacher, office.now)


def waiting(office: Office) -> Waiting:
    db, teacher = office.db, office.teacher
    begun = drafts.of_teacher(db, teacher.id)
    return Waiting(
        begun[:MOST_WAITING],
        len(begun),
        uploads.of_teacher(db, teacher.id),
        agenda.marked_before(db, teacher, office.now - KEY_CHANGED, MOST_WAITING),
        agenda.objected(db, teacher, MOST_WAITING),
    )


def listed(office: Office, phase: Phase, part: int, between: tuple[datetime, datetime] | None = None) -> QuizList:
    """A part of those in a phase, from 1; of the closed, those that closed from one moment on and before another."""
    return _part(office, phase, (part - 1) * A_PAGE, A_PAGE, between)


def _part(
    office: Office, phase: Phase, start: int, most: int, between: tuple[datetime, datetime] | None = None
) -> QuizList:
    found, in_all = agenda.part(office.db, office.teacher, phase, office.now, start=start, most=most, between=between)
    present = agenda.present(office.db, [one.quiz.id for one in found], office.now)
    return QuizList([Sat(one, present.get(one.quiz.id, Present())) for one in found], in_all)
