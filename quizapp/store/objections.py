"""What readers hold against questions, for the teachers of their quizzes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, ScalarSelect, bindparam, exists, func, insert, select, update
from sqlalchemy import Table as SqlTable
from sqlalchemy.orm import Session

from quizapp.domain.objections import Objection
from quizapp.store.changes import ChangeNumber
from quizapp.store.tables import AttemptRow, ObjectionRow, QuestionRow

_table = cast(SqlTable, ObjectionRow.__table__)
_objection, _attempt = _table.c, AttemptRow.__table__.c
_SAID = (_objection.reason, _objection.text, _objection.made_at, _objection.settled_at)

# Built once: it is asked with every page that shows a key.
_OF_ATTEMPT = select(_objection.place, *_SAID).where(_objection.attempt_id == bindparam("of_attempt"))


@dataclass(frozen=True, slots=True)
class StoredObjection:
    """With where it was made."""

    quiz_id: int
    attempt_id: int
    place: int
    """Of the question in the version that was asked."""
    objection: Objection


@dataclass(frozen=True, slots=True)
class Opened:
    """Objections to one question that nobody has settled yet."""

    readers: int
    """How many readers have made one."""
    attempt_id: int
    """The first in which one was made."""
    quiz_id: int
    """At which that is an attempt."""


def of_attempt(db: Session, attempt_id: int) -> Mapping[int, Objection]:
    """By the question's place; one statement."""
    found = db.execute(_OF_ATTEMPT, {"of_attempt": attempt_id})
    return {place: Objection(*said) for place, *said in found}


def put(db: Session, attempt_id: int, version_id: int, place: int, objection: Objection) -> None:
    """In the place of what the same reader said of it before."""
    values = {
        "reason": objection.reason,
        "text": objection.text,
        "made_at": objection.made_at,
        "settled_at": objection.settled_at,
    }
    here = (_objection.attempt_id == attempt_id, _objection.place == place)
    if db.execute(update(_table).where(*here).values(**values).returning(_objection.place)).first() is None:
        db.execute(insert(_table).values(attempt_id=attempt_id, version_id=version_id, place=place, **values))


def opened(db: Session, quiz_ids: Collection[int]) -> Mapping[str, Opened]:
    """What is not settled at some quizzes, by the question's id, in whatever version; one statement."""
    # Few are open: each is asked whose it is, and not each attempt of the quiz whether it has one.
    # One of a class has a negative number, and so is no other browser's reader.
    whose = (
        select(func.coalesce(-_attempt.member_id, _attempt.reader_id))
        .where(_attempt.id == _objection.attempt_id, _attempt.quiz_id.in_(quiz_ids))
        .scalar_subquery()
    )
    unsettled = (
        select(_objection.version_id, _objection.place, _objection.attempt_id, whose.label("whose"))
        .where(_objection.settled_at.is_(None))
        .subquery()
        .c
    )
    by_question = (
        select(
            QuestionRow.question_id,
            func.count(unsettled.whose.distinct()).label("readers"),
            func.min(unsettled.attempt_id).label("first"),
        )
        .where(QuestionRow.version_id == unsettled.version_id, QuestionRow.place == unsettled.place)
        .where(unsettled.whose.is_not(None))
        .group_by(QuestionRow.question_id)
        .subquery()
    )
    rows = db.execute(select(by_question, _quiz_of(by_question.c.first)))
    return {question_id: Opened(*rest) for question_id, *rest in rows}


@dataclass(frozen=True, slots=True)
class Heard:
    """What readers say of one question, in whatever version: the newest of it, each part from the newest."""

    opened: Sequence[StoredObjection] = ()
    settled: Sequence[StoredObjection] = ()
    opened_in_all: int = 0
    settled_in_all: int = 0


def of_question(db: Session, quiz_ids: Collection[int], question_id: str, most: int) -> Heard:
    """Of what readers of some quizzes say: at most so many of what is open, and of what is settled; one statement."""
    is_settled = _objection.settled_at.is_not(None)
    newest = _objection.made_at.desc(), _objection.attempt_id.desc()
    ranked = (
        select(
            _quiz_of(_objection.attempt_id).label("quiz_id"),
            _objection.attempt_id,
            _objection.place,
            *_SAID,
            func.row_number().over(partition_by=is_settled, order_by=newest).label("rank"),
            func.count().over(partition_by=is_settled).label("in_all"),
        )
        .join(
            QuestionRow.__table__,
            (QuestionRow.version_id == _objection.version_id) & (QuestionRow.place == _objection.place),
        )
        .where(QuestionRow.question_id == question_id, _of_quizzes(quiz_ids))
        .subquery()
    )
    parts: dict[bool, list[StoredObjection]] = {False: [], True: []}
    counts = {False: 0, True: 0}
    for quiz_id, attempt_id, place, *said, _, in_all in db.execute(
        select(ranked).where(ranked.c.rank <= most).order_by(ranked.c.rank)
    ):
        objection = Objection(*said)
        parts[objection.settled_at is not None].append(StoredObjection(quiz_id, attempt_id, place, objection))
        counts[objection.settled_at is not None] = in_all
    return Heard(parts[False], parts[True], counts[False], counts[True])


def _of_quizzes(ids: Collection[int]) -> ColumnElement[bool]:
    return exists().where(_attempt.id == _objection.attempt_id, _attempt.quiz_id.in_(ids))


def _quiz_of(attempt_id: ColumnElement[int]) -> ScalarSelect[int]:
    return select(_attempt.quiz_id).where(_attempt.id == attempt_id).scalar_subquery()


def settle(db: Session, attempt_id: int, place: int, now: datetime) -> bool:
    """Whether there is one; what was settled before keeps its time."""
    here = (_objection.attempt_id == attempt_id, _objection.place == place)
    wanted = update(_table).where(*here).values(settled_at=func.coalesce(_objection.settled_at, now))
    return db.execute(wanted.returning(_objection.place)).first() is not None


def settle_all(db: Session, quiz_ids: Collection[int], question_id: str, until: datetime, now: datetime) -> None:
    """What is open of one question at some quizzes and was said by then; its attempts are numbered as changed."""
    open_ones = (
        _objection.settled_at.is_(None),
        _objection.made_at <= until,
        exists().where(
            QuestionRow.version_id == _objection.version_id,
            QuestionRow.place == _objection.place,
            QuestionRow.question_id == question_id,
        ),
    )
    attempts = cast(SqlTable, AttemptRow.__table__)
    said_in = _attempt.id.in_(select(_objection.attempt_id).where(*open_ones))
    db.execute(
        update(attempts).where(_attempt.quiz_id.in_(quiz_ids), said_in).values(changed=ChangeNumber(_attempt.quiz_id))
    )
    db.execute(update(_table).where(*open_ones, _of_quizzes(quiz_ids)).values(settled_at=now))
