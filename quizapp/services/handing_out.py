"""What a teacher does with quizzes: hand a bank out, set the terms, take it back."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from quizapp.domain.accounts import Teacher
from quizapp.domain.attempts import Settings
from quizapp.domain.quizzes import Quiz, Terms, join_code
from quizapp.store import attempts, audit, banks, classes, quizzes
from quizapp.store.attempts import UnknownAttempt

MOST_MORE_MINUTES = 24 * 60


class BadTerms(Exception):
    """The terms cannot be meant; `faults` are the codes of their sentences."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(", ".join(faults))
        self.faults = faults


def quizzes_of(db: Session, teacher: Teacher) -> Sequence[Quiz]:
    """Newest first."""
    return quizzes.of_teacher(db, teacher)


def quiz_of(db: Session, teacher: Teacher, slug: str) -> Quiz:
    """Raises UnknownQuiz."""
    return quizzes.owned(db, slug, teacher)


def hand_out(
    db: Session,
    teacher: Teacher,
    bank_id: int,
    settings: Settings,
    terms: Terms,
    draw: Callable[[int], int],
    now: datetime,
) -> str:
    """Make a quiz of a bank; returns its slug, which is also its join code.

    Raises UnknownBank, UnknownClass, BadTerms.
    """
    banks.summary(db, bank_id, teacher)
    _check(db, teacher, terms, now)
    slug = join_code(draw).lower()
    while quizzes.exists(db, slug):
        slug = join_code(draw).lower()
    quizzes.add(db, slug, bank_id, teacher.id, settings, terms, now)
    audit.note(db, teacher.id, "quiz-made", slug, now)
    return slug


def change(db: Session, teacher: Teacher, slug: str, settings: Settings, terms: Terms, now: datetime) -> None:
    """Running attempts go on as they began. Raises UnknownQuiz, UnknownClass, BadTerms."""
    quiz = quizzes.owned(db, slug, teacher)
    _check(db, teacher, terms, now, quiz.terms.class_id)
    quizzes.change(db, quiz.id, settings, terms)
    audit.note(db, teacher.id, "quiz-changed", slug, now)


def give_time(db: Session, teacher: Teacher, slug: str, attempt_id: int, minutes: int, now: datetime) -> None:
    """Let a running attempt at this quiz end so much later; what is over stays over.

    Raises UnknownQuiz, UnknownAttempt, BadTerms.
    """
    if not 1 <= minutes <= MOST_MORE_MINUTES:
        raise BadTerms(["no-more-minutes"])
    quiz = quizzes.owned(db, slug, teacher)
    if not attempts.extend(db, attempt_id, quiz.id, timedelta(minutes=minutes), now):
        raise UnknownAttempt(attempt_id)
    audit.note(db, teacher.id, "time-given", f"{slug}, {minutes}", now)


def take_back(db: Session, teacher: Teacher, slug: str, now: datetime) -> None:
    """Delete a quiz for good, with its attempts, names and responses; the bank stays. Raises UnknownQuiz."""
    quizzes.remove(db, quizzes.owned(db, slug, teacher).id)
    audit.note(db, teacher.id, "quiz-removed", slug, now)


def _check(db: Session, teacher: Teacher, terms: Terms, now: datetime, class_before: int | None = None) -> None:
    if faults := list(terms.faults()):
        raise BadTerms(faults)
    # Another owner's class may stay, for else the quiz would be open to everybody.
    if terms.class_id is not None and terms.class_id != class_before:
        classes.owned(db, terms.class_id, teacher.id)
        classes.use(db, terms.class_id, now)
