"""The attempts at a quiz page by page, in the order that was asked for."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session

from quizapp.store import results
from quizapp.store.attempts import ended, ended_at
from quizapp.store.results import AttemptScore
from quizapp.store.tables import AttemptRow, MemberRow, ResponseRow
from quizapp.store.tallies import Sample, chosen_of, passing

_IDS = select(AttemptRow.id)
_NAMED = _IDS.outerjoin(MemberRow, MemberRow.id == AttemptRow.member_id)
BY_NAME: ColumnElement[str] = func.coalesce(MemberRow.sort_key, AttemptRow.sort_key)
"""As a class stands in lists; of one who is on none, by the name that they gave."""


class SortedBy(StrEnum):
    STARTED = "started"
    NAME = "name"
    SCORE = "score"
    """Those that run come last, whichever way."""


@dataclass(frozen=True, slots=True)
class ListOrder:
    """Which attempts at a quiz are listed, and how they stand: those that run too, if no day is asked for."""

    quiz_id: int
    now: datetime
    sorted_by: SortedBy = SortedBy.STARTED
    falling: bool = True
    version_id: int | None = None
    class_id: int | None = None
    since: datetime | None = None
    """Ended then, or later."""
    until: datetime | None = None
    """Ended before."""


def versions(db: Session, quiz_id: int) -> frozenset[int]:
    """The ids of those that attempts at the quiz were asked."""
    return frozenset(db.scalars(select(AttemptRow.version_id).where(AttemptRow.quiz_id == quiz_id).distinct()))


def ordered(db: Session, listing: ListOrder) -> "array[int]":
    """The ids of all that are listed, in their order; one statement."""
    return array("q", db.scalars(_ordered(listing)))


def by_name(db: Session, sample: Sample) -> "array[int]":
    """The ids of the attempts of a sample as a class stands in lists, those without a name last; one statement."""
    chosen = chosen_of(sample)
    wanted = _NAMED.join(chosen, chosen.c.id == AttemptRow.id).where(*passing(chosen, sample))
    return array("q", db.scalars(wanted.order_by(AttemptRow.name == "", BY_NAME, AttemptRow.id)))


def attempts(db: Session, ids: Sequence[int]) -> Sequence[AttemptScore]:
    """A part of them, as it was named; one statement."""
    found = {one.id: one for one in results.where(db, AttemptRow.id.in_(ids))}
    return [found[id_] for id_ in ids]


def _ordered(listing: ListOrder) -> Select[Any]:
    listed = tuple(_listed(listing))
    if listing.sorted_by is not SortedBy.SCORE:
        first, known = (BY_NAME, _NAMED) if listing.sorted_by is SortedBy.NAME else (AttemptRow.started_at, _IDS)
        keys: tuple[Any, ...] = (first, AttemptRow.id)
        return known.where(*listed).order_by(*(key.desc() if listing.falling else key for key in keys))
    marks = select(func.coalesce(func.sum(ResponseRow.mark), 0)).where(ResponseRow.attempt_id == AttemptRow.id)
    score, wanted = marks.scalar_subquery(), _IDS.where(*listed)
    runs = case((ended(listing.now), 0), else_=1)
    return wanted.order_by(runs, score.desc() if listing.falling else score, AttemptRow.id)


def _listed(listing: ListOrder) -> Iterator[ColumnElement[bool]]:
    yield AttemptRow.quiz_id == listing.quiz_id
    if listing.version_id is not None:
        yield AttemptRow.version_id == listing.version_id
    if listing.class_id is not None:
        yield AttemptRow.member_id.in_(select(MemberRow.id).where(MemberRow.class_id == listing.class_id))
    if listing.since is not None:
        yield ended(listing.now) & (ended_at() >= listing.since)
    if listing.until is not None:
        yield ended(listing.now) & (ended_at() < listing.until)
