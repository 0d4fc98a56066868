"""Who scored what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.domain.attempts import State
from quizapp.store.tables import AttemptRow, QuizRow, ResponseRow


@dataclass(frozen=True, slots=True)
class AttemptScore:
    name: str
    state: State
    version_id: int
    subset: tuple[int, ...] | None
    started_at: datetime
    finished_at: datetime | None
    responded: int
    score: Decimal


def of_quiz(db: Session, slug: str) -> Sequence[AttemptScore]:
    """Every attempt at a quiz, oldest first, with the sum of its marks; one statement."""
    per_attempt = (
        select(ResponseRow.attempt_id, func.count().label("responded"), func.sum(ResponseRow.mark).label("score"))
        .group_by(ResponseRow.attempt_id)
        .subquery()
    )
    rows = db.execute(
        select(
            AttemptRow.name,
            AttemptRow.state,
            AttemptRow.version_id,
            AttemptRow.subset,
            AttemptRow.started_at,
            AttemptRow.finished_at,
            per_attempt.c.responded,
            per_attempt.c.score,
        )
        .join(QuizRow, QuizRow.id == AttemptRow.quiz_id)
        .outerjoin(per_attempt, per_attempt.c.attempt_id == AttemptRow.id)
        .where(QuizRow.slug == slug)
        .order_by(AttemptRow.started_at, AttemptRow.id)
    )
    return [
        AttemptScore(
            name,
            State(state),
            version_id,
            None if subset is None else tuple(map(int, subset.split(","))),
            started_at,
            finished_at,
            responded or 0,
            score if score is not None else Decimal(0),
        )
        for name, state, version_id, subset, started_at, finished_at, responded, score in rows
    ]
