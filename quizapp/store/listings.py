"""The attempts at a quiz page by page, in the order that was asked for."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session

from quizapp.domain.texts import filed
from quizapp.store import results
from quizapp.store.attempts import ended, ended_at
from quizapp.store.results import AttemptScore
from quizapp.store.tables import AttemptRow, MemberRow, ResponseRow
from quizapp.store.tallies import Sample, chosen_of, passing

_NAMED = select(AttemptRow.id, AttemptRow.name, MemberRow.family, MemberRow.given).outerjoin(
    MemberRow, MemberRow.id == AttemptRow.member_id
)


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
    if listing.sorted_by is SortedBy.NAME:
        return array("q", _by_name(db, listing))
    return array("q", db.scalars(_ordered(listing)))


def by_name(db: Session, sample: Sample) -> "array[int]":
    """The ids of the attempts of a sample as a class stands in lists, those without a name last; one statement."""
    chosen = chosen_of(sample)
    wanted = _NAMED.join(chosen, chosen.c.id == AttemptRow.id).where(*passing(chosen, sample))
    rows = sorted(db.execute(wanted), key=lambda row: (not row.name, _filing(row)))
    return array("q", (row.id for row in rows))


def attempts(db: Session, ids: Sequence[int]) -> Sequence[AttemptScore]:
    """A part of them, as it was named; one statement."""
    found = {one.id: one for one in results.where(db, AttemptRow.id.in_(ids))}
    return [found[id_] for id_ in ids]


def _by_name(db: Session, listing: ListOrder) -> list[int]:
    """Databases sort by bytes, or as they are set up: « Élio » stands before « Emma » on none of them for sure."""
    rows = sorted(db.execute(_NAMED.where(*_listed(listing))), key=_filing, reverse=listing.falling)
    return [row.id for row in rows]


def _filing(row: Any) -> tuple[tuple[str, str, str], int]:
    return filed(row.name, row.family or "", row.given or ""), row.id


def _ordered(listing: ListOrder) -> Select[Any]:
    wanted = select(AttemptRow.id).where(*_listed(listing))
    if listing.sorted_by is SortedBy.STARTED:
        keys: tuple[Any, ...] = (AttemptRow.started_at, AttemptRow.id)
        return wanted.order_by(*(key.desc() if listing.falling else key for key in keys))
    marks = select(func.coalesce(func.sum(ResponseRow.mark), 0)).where(ResponseRow.attempt_id == AttemptRow.id)
    score = marks.scalar_subquery()
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
