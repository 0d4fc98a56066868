"""Who has answered a quiz, and what each has earned, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.domain.quizzes import Quiz
from quizapp.domain.unknown import Unknown
from quizapp.services import results
from quizapp.services.results import Score
from quizapp.services.visits import Office
from quizapp.store import classes, listings, quizzes
from quizapp.store.classes import Presence
from quizapp.store.listings import ListOrder, SortedBy

A_PAGE = 100
"""Attempts on one page."""


class UnknownPage(Unknown):
    """The list has no such page."""


@dataclass(frozen=True, slots=True)
class ReaderList:
    """One page of the attempts at a quiz."""

    quiz: Quiz
    scores: Sequence[Score]
    counting: frozenset[int]
    """The ids of the attempts that are their readers' scores, by the rule of the quiz."""
    count: int
    """Of attempts, on all pages."""
    pages: int
    absent: Sequence[Presence]
    """Who of its class has not begun, by name."""


def of_quiz(office: Office, slug: str, order: SortedBy, page: int, *, falling: bool) -> ReaderList:
    """A page of the list, from 1; the first is there even if nobody has begun. Raises UnknownQuiz, UnknownPage."""
    quiz = quizzes.owned(office.db, slug, office.teacher)
    listing = ListOrder(quiz.id, office.now, order, falling)
    count = listings.count(office.db, quiz.id)
    pages = max(1, -(-count // A_PAGE))
    if not 1 <= page <= pages:
        raise UnknownPage(page)
    shown = listings.page(office.db, listing, (page - 1) * A_PAGE, A_PAGE)
    scores, counting = results.of_attempts(office, quiz, shown)
    class_id = quiz.terms.class_id
    expected = () if class_id is None else classes.presence(office.db, quiz.id, class_id, office.now)
    return ReaderList(
        quiz,
        scores,
        counting,
        count,
        pages,
        [one for one in expected if not one.begun],
    )
