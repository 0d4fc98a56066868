"""The corrected copies of a class: what each picked, and what would have been right."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.domain.quizzes import Quiz
from quizapp.services import results, samples
from quizapp.services.listings import UnknownPage
from quizapp.services.results import AttemptReport
from quizapp.services.samples import Sampled, Selection
from quizapp.services.visits import Office
from quizapp.store import listings, quizzes, responses

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
    taken = samples.sampled(office, quiz, Selection(quiz.terms.counts))
    kept = listings.by_name(office.db, taken.sample)
    a_part = max(1, min(A_PART, MOST_LINES // max(1, _longest(taken))))
    parts = max(1, -(-len(kept) // a_part))
    if not 1 <= part <= parts:
        raise UnknownPage(part)
    shown = listings.attempts(office.db, kept[(part - 1) * a_part : part * a_part])
    given = responses.of_attempts(office.db, [one.id for one in shown])
    return CorrectedCopies(quiz, list(results.reports(office, quiz, shown, given)), len(kept), part, parts)


def _longest(taken: Sampled) -> int:
    """How many questions a finished attempt asked at most."""
    lengths = (
        len(taken.marked.of(one.version_id, one.marked_by).questions) if one.places is None else len(one.places)
        for one in taken.groups
    )
    return max(lengths, default=1)
