"""What teachers have ruled on responses; the marks that count by it are with the responses, where all marks are."""

from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal
from typing import cast

from sqlalchemy import ColumnElement, Text, bindparam, delete, exists, func, insert, select, update
from sqlalchemy import Table as SqlTable
from sqlalchemy import cast as cast_to
from sqlalchemy.orm import Session

from quizapp.domain.rulings import Ruling
from quizapp.store.tables import AttemptRow, QuestionRow, ResponseRow, RulingRow

_table = cast(SqlTable, RulingRow.__table__)
_ruling = _table.c

MARKED_BY_HAND = (
    exists()
    .where(_ruling.attempt_id == ResponseRow.attempt_id, _ruling.place == ResponseRow.place, _ruling.mark.is_not(None))
    .correlate(ResponseRow)
)
"""Whether the mark of a response is its teacher's."""
MARKED_PLACES = (
    select(func.aggregate_strings(cast_to(_ruling.place, Text), ","))
    .where(_ruling.attempt_id == AttemptRow.__table__.c.id, _ruling.mark.is_not(None))
    .correlate(AttemptRow.__table__)
    .scalar_subquery()
)
"""Those of an attempt's questions whose marks are its teacher's, as one text; none, where there are none."""

# Built once: it is asked with every page of a finished attempt.
_OF_ATTEMPT = select(_ruling.place, _ruling.mark, _ruling.remark).where(_ruling.attempt_id == bindparam("of_attempt"))


def of_attempt(db: Session, attempt_id: int) -> Mapping[int, Ruling]:
    """By the question's place; one statement."""
    found = db.execute(_OF_ATTEMPT, {"of_attempt": attempt_id})
    return {place: Ruling(mark, remark) for place, mark, remark in found}


def of_attempts(db: Session, attempt_ids: Collection[int]) -> Mapping[int, Mapping[int, Ruling]]:
    """By attempt and by the question's place; one statement."""
    wanted = select(_ruling.attempt_id, _ruling.place, _ruling.mark, _ruling.remark)
    found: dict[int, dict[int, Ruling]] = {}
    for attempt_id, place, *said in db.execute(wanted.where(_ruling.attempt_id.in_(attempt_ids))):
        found.setdefault(attempt_id, {})[place] = Ruling(*said)
    return found


def marks_of_quiz(db: Session, quiz_id: int, places: Collection[int]) -> Mapping[int, Mapping[int, Decimal]]:
    """The marks given by hand to questions at these places, by attempt and place; one statement."""
    rows = db.execute(
        select(_ruling.attempt_id, _ruling.place, _ruling.mark).where(
            _of_quizzes([quiz_id]), _ruling.mark.is_not(None), _ruling.place.in_(sorted(places))
        )
    )
    found: dict[int, dict[int, Decimal]] = {}
    for attempt_id, place, mark in rows:
        found.setdefault(attempt_id, {})[place] = mark
    return found


def counts(db: Session, quiz_ids: Collection[int]) -> Mapping[str, int]:
    """How many marks were given by hand at some quizzes, by the question's id, in whatever version; one statement."""
    rows = db.execute(
        select(QuestionRow.question_id, func.count())
        .join(_table, (_ruling.version_id == QuestionRow.version_id) & (_ruling.place == QuestionRow.place))
        .where(_of_quizzes(quiz_ids), _ruling.mark.is_not(None))
        .group_by(QuestionRow.question_id)
    )
    return {row[0]: row[1] for row in rows}


def put(db: Session, key: tuple[int, int, int], ruling: Ruling, teacher_id: int, now: datetime) -> None:
    """In the place of what was ruled before. `key` is the attempt, its version, and the question's place there."""
    attempt_id, version_id, place = key
    values = {"mark": ruling.mark, "remark": ruling.remark, "teacher_id": teacher_id, "given_at": now}
    here = (_ruling.attempt_id == attempt_id, _ruling.place == place)
    if db.execute(update(_table).where(*here).values(**values).returning(_ruling.place)).first() is None:
        db.execute(insert(_table).values(attempt_id=attempt_id, version_id=version_id, place=place, **values))


def withdraw(db: Session, attempt_id: int, place: int) -> None:
    db.execute(delete(_table).where(_ruling.attempt_id == attempt_id, _ruling.place == place))


def _of_quizzes(ids: Collection[int]) -> ColumnElement[bool]:
    """Few are ruled: each is asked whether it is of these, and not each attempt at these whether it has one."""
    return exists().where(AttemptRow.id == _ruling.attempt_id, AttemptRow.quiz_id.in_(ids))
