"""Finished attempts that are marked by another version of their bank than the one they were answered in."""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import cast

from sqlalchemy import Table as SqlTable
from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from quizapp.domain import remarking
from quizapp.domain.attempts import Response, State
from quizapp.domain.banks import Bank
from quizapp.store.banks import Shelf
from quizapp.store.tables import AttemptRow, QuizRow, ResponseRow

_attempts, _responses = cast(SqlTable, AttemptRow.__table__), cast(SqlTable, ResponseRow.__table__)

_MARK = (
    update(_responses)
    .where(_responses.c.attempt_id == bindparam("of_attempt"), _responses.c.place == bindparam("at"))
    .values(mark=bindparam("new_mark"))
)
_MARKED_BY = (
    update(_attempts)
    .where(_attempts.c.id == bindparam("of_attempt"), _attempts.c.state == State.FINISHED)
    .values(marked_by=bindparam("version"))
)


class Markings:
    """The banks that attempts are marked by, each put together once; made for one list, and dropped with it."""

    def __init__(self, db: Session, shelf: Shelf) -> None:
        self._db, self._shelf = db, shelf
        self._known: dict[tuple[int, int], Bank] = {}

    def of(self, version_id: int, marked_by: int | None) -> Bank:
        """The bank as it was asked, with the key of its own version (None) or of another."""
        asked = self._shelf.version(self._db, version_id).bank
        if marked_by is None or marked_by == version_id:
            return asked
        pair = version_id, marked_by
        if pair not in self._known:
            self._known[pair] = remarking.marked_by(asked, self._shelf.version(self._db, marked_by).bank)
        return self._known[pair]


def lock(db: Session, quiz_id: int) -> None:
    """Have two re-marks of one quiz come one after the other, where rows are locked; attempts go on meanwhile."""
    db.execute(select(QuizRow.id).where(QuizRow.id == quiz_id).with_for_update(key_share=True))


def responses(db: Session, quiz_id: int, places: Collection[int]) -> Mapping[int, Mapping[int, Response]]:
    """The responses of a quiz to the questions at these places, by attempt and place; one statement."""
    found: dict[int, dict[int, Response]] = {}
    rows = db.execute(
        select(ResponseRow.attempt_id, ResponseRow.place, ResponseRow.picked, ResponseRow.mark, ResponseRow.revision)
        .join(AttemptRow, AttemptRow.id == ResponseRow.attempt_id)
        .where(AttemptRow.quiz_id == quiz_id, ResponseRow.place.in_(sorted(places)))
        .order_by(ResponseRow.attempt_id, ResponseRow.place)
    )
    for attempt_id, place, picked, mark, revision in rows:
        found.setdefault(attempt_id, {})[place] = Response(picked, mark, revision)
    return found


def put(db: Session, marks: Iterable[tuple[int, int, Decimal]], marked_by: Iterable[tuple[int, int | None]]) -> None:
    """Write marks by attempt and place, and the version that marks each attempt, None being its own."""
    if changed := [{"of_attempt": attempt, "at": place, "new_mark": mark} for attempt, place, mark in marks]:
        db.execute(_MARK, changed)
    if attempts := [{"of_attempt": attempt, "version": version} for attempt, version in marked_by]:
        db.execute(_MARKED_BY, attempts)
