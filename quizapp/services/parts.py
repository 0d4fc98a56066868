"""What came of a quiz a part at a time, for whoever reads all of it: its attempts, and the responses to it.

Whoever does is a program, for which there is no quiz whose class is simulated.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from quizapp.domain.quizzes import Quiz
from quizapp.domain.scoring import Outcome, outcome, rounded
from quizapp.services.markings import markings
from quizapp.services.results import Score, of_attempts
from quizapp.services.visits import Office
from quizapp.store import parts, quizzes, results
from quizapp.store.attempts import UnknownAttempt
from quizapp.store.results import AttemptScore


@dataclass(frozen=True, slots=True)
class ListedAttempt:
    """One attempt with its score, and what that rests on."""

    score: Score
    member_id: int | None
    """Who of the quiz's class it is."""
    version: int
    """The number of the version that it asks."""
    marked_by: int
    """And of that whose key marks it."""
    whole: bool
    """Whether it asked everything; else only what was missed before."""
    counts: bool
    """Whether it is its reader's score, by the rule of the quiz."""


@dataclass(frozen=True, slots=True)
class ListedResponse:
    """One response, by the key that counts now."""

    attempt_id: int
    version: int
    place: int
    """Of the question in that version."""
    question_id: str
    picked: frozenset[int]
    """Places of the choices."""
    outcome: Outcome
    mark: Decimal
    maximum: Decimal
    answered_at: datetime
    by_hand: bool
    """Whether the mark is its teacher's; the outcome is the key's in any case."""


def attempts(office: Office, slug: str, after: int, most: int) -> Sequence[ListedAttempt]:
    """So many attempts at a quiz after the one of this id, in no order. Raises UnknownQuiz."""
    quiz = quizzes.owned(office.db, slug, office.teacher, real=True)
    return _listed(office, quiz, parts.attempts(office.db, quiz.id, after, most))


def attempt(office: Office, slug: str, attempt_id: int) -> ListedAttempt:
    """Raises UnknownQuiz, UnknownAttempt."""
    quiz = quizzes.owned(office.db, slug, office.teacher, real=True)
    found = results.of_attempt(office.db, attempt_id, quiz.id)
    if found is None:
        raise UnknownAttempt(attempt_id)
    (listed,) = _listed(office, quiz, [found])
    return listed


def _listed(office: Office, quiz: Quiz, found: Sequence[AttemptScore]) -> Sequence[ListedAttempt]:
    scores, counting = of_attempts(office, quiz, found)
    return [
        ListedAttempt(
            score,
            one.member_id,
            _number(office, one.version_id),
            _number(office, one.marked_by or one.version_id),
            one.whole,
            one.id in counting,
        )
        for one, score in zip(found, scores, strict=True)
    ]


def responses(
    office: Office, slug: str, after: tuple[int, int], most: int, attempt_id: int | None = None
) -> Sequence[ListedResponse]:
    """So many responses after the one to this place of this attempt; to one attempt alone, where it is given.

    Raises UnknownQuiz, UnknownAttempt.
    """
    quiz = quizzes.owned(office.db, slug, office.teacher, real=True)
    if attempt_id is not None and results.of_attempt(office.db, attempt_id, quiz.id) is None:
        raise UnknownAttempt(attempt_id)
    marked = markings(office.db, office.shelf)
    listed = []
    for one in parts.responses(office.db, quiz.id, after, most, attempt_id):
        question = marked.of(one.version_id, one.marked_by).questions[one.place]
        listed.append(
            ListedResponse(
                one.attempt_id,
                _number(office, one.version_id),
                one.place,
                question.id,
                one.picked,
                outcome(question, one.picked),
                one.mark,
                rounded(question.marking.maximum),
                one.responded_at,
                one.by_hand,
            )
        )
    return listed


def _number(office: Office, version_id: int) -> int:
    return office.shelf.version(office.db, version_id).number
