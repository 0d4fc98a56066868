"""What readers picked and what it earned: the one place that reads and writes responses."""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, cast

from sqlalchemy import Dialect, Text, TypeDecorator, bindparam, func, insert, select, type_coerce, update
from sqlalchemy import Table as SqlTable
from sqlalchemy.orm import Session

from quizapp.domain.attempts import Response
from quizapp.store.columns import Places, Points
from quizapp.store.tables import AttemptRow, ResponseRow

table = cast(SqlTable, ResponseRow.__table__)
_response = table.c

COLUMNS = (_response.place, _response.picked, _response.mark, _response.revision)
"""What `by_place` reads; where responses come with their attempt, in one statement, they stand beside its own."""

# Built once: building a statement costs as much as running it. On the tables, because the ORM's rows cost it again.
_FIRST = insert(table)
_LATER = (
    update(table)
    .where(
        _response.attempt_id == bindparam("of_attempt"),
        _response.place == bindparam("at"),
        _response.revision == bindparam("seen"),
    )
    .values(
        revision=_response.revision + 1,
        picked=bindparam("new_picked"),
        mark=bindparam("new_mark"),
        responded_at=bindparam("now"),
    )
)
_MARK = (
    update(table)
    .where(_response.attempt_id == bindparam("of_attempt"), _response.place == bindparam("at"))
    .values(mark=bindparam("new_mark"))
)


class _Gathered(TypeDecorator[dict[int, Response]]):
    """Responses by place, from a list of `COLUMNS` in JSON, each as it is kept."""

    impl = Text
    cache_ok = True
    _picked: ClassVar[Any] = Places(frozenset)
    _mark: ClassVar[Any] = Points()

    def process_result_value(self, value: str | None, dialect: Dialect) -> dict[int, Response]:
        picked_of, mark_of = self._picked.process_result_value, self._mark.process_result_value
        return {
            place: Response(picked_of(picked, dialect), mark_of(mark, dialect), revision)
            for place, picked, mark, revision in json.loads(value or "[]")
        }


GATHERED = type_coerce(
    select(func.json_group_array(func.json_array(*COLUMNS)))
    .where(_response.attempt_id == AttemptRow.__table__.c.id)
    .correlate(AttemptRow.__table__)
    .scalar_subquery(),
    _Gathered(),
).label("gathered")
"""By place all those of the attempt that an UPDATE returns, on SQLite: to read them apart costs a third more CPU."""


def by_place(rows: Iterable[Any]) -> dict[int, Response]:
    """The responses of one attempt, by the question's place; a row without one stands for none."""
    return {row.place: Response(row.picked, row.mark, row.revision) for row in rows if row.place is not None}


def of_attempt(db: Session, attempt_id: int) -> Mapping[int, Response]:
    """By the question's place; one statement."""
    return by_place(db.execute(select(*COLUMNS).where(_response.attempt_id == attempt_id)))


def of_quiz(db: Session, quiz_id: int, places: Collection[int] | None = None) -> Mapping[int, Mapping[int, Response]]:
    """By attempt and by the question's place, to all questions or to those at these places; one statement."""
    wanted = (
        select(_response.attempt_id, *COLUMNS)
        .join(AttemptRow, AttemptRow.id == _response.attempt_id)
        .where(AttemptRow.quiz_id == quiz_id)
        .order_by(_response.attempt_id, _response.place)
    )
    if places is not None:
        wanted = wanted.where(_response.place.in_(sorted(places)))
    found: dict[int, dict[int, Response]] = {}
    for attempt_id, place, *rest in db.execute(wanted):
        found.setdefault(attempt_id, {})[place] = Response(*rest)
    return found


def picked(db: Session, attempt_ids: Collection[int]) -> Mapping[int, Mapping[int, frozenset[int]]]:
    """What some attempts hold, by attempt and by the question's place, without what it earned; one statement."""
    wanted = select(_response.attempt_id, _response.place, _response.picked)
    found: dict[int, dict[int, frozenset[int]]] = {}
    for attempt_id, place, choices in db.execute(wanted.where(_response.attempt_id.in_(attempt_ids))):
        found.setdefault(attempt_id, {})[place] = choices
    return found


def of_attempts(db: Session, attempt_ids: Collection[int]) -> Mapping[int, Mapping[int, Response]]:
    """By attempt and by the question's place, to these attempts; one statement."""
    rows = db.execute(select(_response.attempt_id, *COLUMNS).where(_response.attempt_id.in_(attempt_ids)))
    found: dict[int, dict[int, Response]] = {}
    for attempt_id, place, *rest in rows:
        found.setdefault(attempt_id, {})[place] = Response(*rest)
    return found


def put(db: Session, attempt_id: int, version_id: int, place: int, response: Response, now: datetime) -> None:
    """Insert a first response, or put a later revision in its stead."""
    if response.revision == 1:
        keys = {"attempt_id": attempt_id, "version_id": version_id, "place": place, "revision": 1}
        values = {"picked": response.picked, "mark": response.mark, "responded_at": now}
        db.execute(_FIRST, {**keys, **values})
    else:
        keys = {"of_attempt": attempt_id, "at": place, "seen": response.revision - 1}
        db.execute(_LATER, {**keys, "new_picked": response.picked, "new_mark": response.mark, "now": now})


def put_marks(db: Session, marks: Iterable[tuple[int, int, Decimal]]) -> None:
    """Write other marks, by attempt and place."""
    if changed := [{"of_attempt": attempt, "at": place, "new_mark": mark} for attempt, place, mark in marks]:
        db.execute(_MARK, changed)
