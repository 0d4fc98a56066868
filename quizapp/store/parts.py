"""Attempts at a quiz and the responses to it, a part at a time, by their ids: however many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from quizapp.store import results, rulings
from quizapp.store.results import AttemptScore
from quizapp.store.tables import AttemptRow, ResponseRow


@dataclass(frozen=True, slots=True)
class StoredResponse:
    attempt_id: int
    place: int
    picked: frozenset[int]
    mark: Decimal
    responded_at: datetime
    version_id: int
    marked_by: int | None
    by_hand: bool
    """Whether the mark is its teacher's."""


def attempts(db: Session, quiz_id: int, after: int, most: int) -> Sequence[AttemptScore]:
    """So many attempts at a quiz after this id, in no order; one statement."""
    next_ones = (
        select(AttemptRow.id)
        .where(AttemptRow.quiz_id == quiz_id, AttemptRow.id > after)
        .order_by(AttemptRow.id)
        .limit(most)
    )
    return results.where(db, AttemptRow.id.in_(next_ones))


def responses(
    db: Session, quiz_id: int, after: tuple[int, int], most: int, attempt_id: int | None = None
) -> Sequence[StoredResponse]:
    """So many responses after the one to this place of this attempt, in order; to one attempt alone, where it is given.

    One statement.
    """
    wanted = (
        select(
            ResponseRow.attempt_id,
            ResponseRow.place,
            ResponseRow.picked,
            ResponseRow.mark,
            ResponseRow.responded_at,
            AttemptRow.version_id,
            AttemptRow.marked_by,
            rulings.MARKED_BY_HAND,
        )
        .join(AttemptRow, AttemptRow.id == ResponseRow.attempt_id)
        .where(AttemptRow.quiz_id == quiz_id)
        .where(tuple_(ResponseRow.attempt_id, ResponseRow.place) > tuple_(*after))
        .order_by(ResponseRow.attempt_id, ResponseRow.place)
        .limit(most)
    )
    if attempt_id is not None:
        wanted = wanted.where(ResponseRow.attempt_id == attempt_id)
    return [StoredResponse(*row) for row in db.execute(wanted)]
