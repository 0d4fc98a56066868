"""The attempts at a quiz page by page, in the order that was asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from quizapp.domain.texts import collated
from quizapp.store import results
from quizapp.store.attempts import ended
from quizapp.store.results import AttemptScore
from quizapp.store.tables import AttemptRow, ResponseRow


class SortedBy(StrEnum):
    STARTED = "started"
    NAME = "name"
    SCORE = "score"
    """Those that run come last, whichever way."""


@dataclass(frozen=True, slots=True)
class ListOrder:
    """How the attempts at a quiz stand."""

    quiz_id: int
    now: datetime
    sorted_by: SortedBy = SortedBy.STARTED
    falling: bool = True


def count(db: Session, quiz_id: int) -> int:
    return db.scalar(select(func.count()).select_from(AttemptRow).where(AttemptRow.quiz_id == quiz_id)) or 0


def page(db: Session, listing: ListOrder, start: int, length: int) -> Sequence[AttemptScore]:
    """So many attempts from that place of the list on; two statements."""
    if listing.sorted_by is SortedBy.NAME:
        ids: Sequence[int] = _by_name(db, listing)[start : start + length]
    else:
        ids = db.scalars(_ordered(listing).offset(start).limit(length)).all()
    found = {one.id: one for one in results.where(db, AttemptRow.id.in_(ids))}
    return [found[id_] for id_ in ids]


def _by_name(db: Session, listing: ListOrder) -> list[int]:
    """Databases sort by bytes, or as they are set up: « Élio » stands before « Emma » on none of them for sure."""
    rows = db.execute(select(AttemptRow.id, AttemptRow.name).where(AttemptRow.quiz_id == listing.quiz_id)).all()
    by_name = sorted(rows, key=lambda row: (collated(row.name), row.id), reverse=listing.falling)
    return [row.id for row in by_name]


def _ordered(listing: ListOrder) -> Select[Any]:
    wanted = select(AttemptRow.id).where(AttemptRow.quiz_id == listing.quiz_id)
    if listing.sorted_by is SortedBy.STARTED:
        keys: tuple[Any, ...] = (AttemptRow.started_at, AttemptRow.id)
        return wanted.order_by(*(key.desc() if listing.falling else key for key in keys))
    marks = select(func.coalesce(func.sum(ResponseRow.mark), 0)).where(ResponseRow.attempt_id == AttemptRow.id)
    score = marks.scalar_subquery()
    runs = case((ended(listing.now), 0), else_=1)
    return wanted.order_by(runs, score.desc() if listing.falling else score, AttemptRow.id)
