"""The corrected copies of a class: what each picked, and what would have been right."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.domain.quizzes import Quiz
from quizapp.domain.texts import filed
from quizapp.services import results
from quizapp.services.listings import UnknownPage
from quizapp.services.markings import markings
from quizapp.services.results import AttemptReport
from quizapp.services.visits import Office
from quizapp.store import classes, quizzes, responses
from quizapp.store import results as stored

A_PART = 200
"""Readers whose copies are printed together, at most."""
MOST_LINES = 20_000
"""Questions on all of their copies, where one reader alone has no more."""


@dataclass(frozen=True, slots=True)
class CorrectedCopies:
    """Those of one part of a quiz's readers, by name: of each the try that is their score, by the rule of the quiz."""

    quiz: Quiz
    reports: Sequence[AttemptReport]
    count: int
    """Of readers, in all parts."""
    part: int
    parts: int


def of_attempt(office: Office, slug: str, attempt_id: int) -> AttemptReport:
    """One reader's. Raises UnknownQuiz, UnknownAttempt, SimulatedQuiz."""
    report = results.of_attempt(office, slug, attempt_id)
    report.quiz.check_real()
    return report


def of_quiz(office: Office, slug: str, part: int) -> CorrectedCopies:
    """A part, from 1; the first is there even if nobody has finished.

    Raises UnknownQuiz, UnknownPage, SimulatedQuiz.
    """
    quiz = quizzes.owned(office.db, slug, office.teacher)
    quiz.check_real()
    marked = markings(office.db, office.shelf)
    every = [
        results.scored_by(one, marked.of(one.version_id, one.marked_by), office.now)
        for one in stored.of_quiz(office.db, quiz.id)
    ]
    counting = results.counting_among(quiz, every)
    kept = [one.found for one in every if one.found.id in counting]
    known = {} if quiz.terms.class_id is None else classes.name_parts(office.db, quiz.id)
    kept.sort(key=lambda one: (not one.name, filed(one.name, *known.get(one.member_id, ("", ""))), one.id))
    longest = max((one.asked for one in every if one.found.id in counting), default=1)
    a_part = max(1, min(A_PART, MOST_LINES // max(1, longest)))
    parts = max(1, -(-len(kept) // a_part))
    if not 1 <= part <= parts:
        raise UnknownPage(part)
    shown = kept[(part - 1) * a_part : part * a_part]
    given = responses.of_attempts(office.db, [one.id for one in shown])
    return CorrectedCopies(quiz, list(results.reports(office, quiz, shown, given)), len(kept), part, parts)
