"""What a teacher reads afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from sqlalchemy.orm import Session

from quizapp.domain.attempts import State
from quizapp.domain.scoring import rounded
from quizapp.store import quizzes, results
from quizapp.store.banks import Shelf


@dataclass(frozen=True, slots=True)
class ScoreLine:
    name: str
    finished: bool
    started_at: datetime
    finished_at: datetime | None
    responded: int
    asked: int
    score: Decimal
    maximum: Decimal
    """Of the questions this attempt asks, which may be only those missed before."""


def scores(db: Session, shelf: Shelf, slug: str) -> Sequence[ScoreLine]:
    """Every attempt at a quiz, oldest first. Raises UnknownQuiz."""
    quizzes.by_slug(db, slug)
    lines = []
    for attempt in results.of_quiz(db, slug):
        bank = shelf.version(db, attempt.version_id).bank
        places = attempt.subset if attempt.subset is not None else range(len(bank.questions))
        maximum = sum((bank.questions[place].maximum for place in places), Fraction(0))
        lines.append(
            ScoreLine(
                attempt.name,
                attempt.state is State.FINISHED,
                attempt.started_at,
                attempt.finished_at,
                attempt.responded,
                len(places),
                attempt.score,
                rounded(maximum),
            )
        )
    return lines
