"""The attempts of a sample as the rows of a matrix: how many there are, what they answered in all, and some of them."""

from array import array
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.store.listings import BY_NAME
from quizapp.store.tables import AttemptRow, MemberRow, ResponseRow
from quizapp.store.tallies import Group, Sample, chosen_of, passing, share_of

_attempt, _response = AttemptRow.__table__.c, ResponseRow.__table__.c


class RowsBy(StrEnum):
    SCORE = "score"
    """As a share of its maximum."""
    NAME = "name"


def counted(db: Session, sample: Sample) -> Mapping[Group, int]:
    """How many attempts of each group are in a sample; one statement."""
    chosen = chosen_of(sample)
    group = chosen.c.version_id, chosen.c.marked_by, chosen.c.subset
    rows = db.execute(select(*group, func.count()).where(*passing(chosen, sample)).group_by(*group))
    return {(version_id, marked_by, places): count for version_id, marked_by, places, count in rows}


def picks(db: Session, sample: Sample) -> Mapping[Group, Mapping[tuple[int, frozenset[int]], int]]:
    """How many of each group gave each response, by the question's place and what was picked; one statement."""
    chosen = chosen_of(sample)
    group = chosen.c.version_id, chosen.c.marked_by, chosen.c.subset
    columns = *group, _response.place, _response.picked
    rows = db.execute(
        select(*columns, func.count())
        .join(ResponseRow, _response.attempt_id == chosen.c.id)
        .where(*passing(chosen, sample))
        .group_by(*columns)
    )
    found: dict[Group, dict[tuple[int, frozenset[int]], int]] = {}
    for version_id, marked_by, places, place, picked, count in rows:
        found.setdefault((version_id, marked_by, places), {})[place, picked] = count
    return found


def ordered(db: Session, sample: Sample, rows_by: RowsBy, *, falling: bool) -> "array[int]":
    """The ids of the attempts of a sample, as its rows stand: by score only of one that has some; one statement."""
    chosen = chosen_of(sample)
    wanted = select(_attempt.id).join(chosen, chosen.c.id == _attempt.id).where(*passing(chosen, sample))
    if rows_by is RowsBy.NAME:
        named = wanted.outerjoin(MemberRow, MemberRow.id == _attempt.member_id)
        keys: tuple[Any, ...] = (BY_NAME, _attempt.id)
        return array("q", db.scalars(named.order_by(*(key.desc() if falling else key for key in keys))))
    earned = share_of(sample.maxima)
    return array(
        "q", (row.id for row in db.execute(wanted.order_by(earned.desc() if falling else earned, _attempt.id)))
    )
