"""Attempts and their responses. The natural key (attempt, place) is what makes a double response impossible."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, bindparam, delete, exists, func, insert, or_, select, update
from sqlalchemy import Table as SqlTable
from sqlalchemy.orm import Session

from quizapp.domain.attempts import Attempt, Response, Settings, State, last_over
from quizapp.domain.unknown import Unknown
from quizapp.store import quizzes, responses
from quizapp.store.changes import ChangeNumber
from quizapp.store.races import insert_unless_there, rows_are_locked
from quizapp.store.tables import AttemptRow, CompanionRow, DeletedRow, ReaderRow


class UnknownAttempt(Unknown):
    """No attempt has this address, or it is another reader's: the two are told apart nowhere."""


@dataclass(frozen=True, slots=True)
class HeldAttempt:
    """An attempt with the keys of its rows; only `held` gives one, and only to a reader who may have it."""

    id: int
    quiz_id: int
    code_digest: str
    attempt: Attempt
    marked_by: int | None = None
    """The version whose key marks it, where that is not its own."""
    member_id: int | None = None
    """Who of a class it is, where the quiz was for one."""
    title: str | None = None
    """That of its quiz, where it has one of its own; else it is that of the bank."""
    zone: str = ""
    """On whose clock its times are told, as `Quiz.zone` says."""


@dataclass(frozen=True, slots=True)
class RunningAttempt:
    """An attempt that a browser may go on with."""

    address: str
    name: str
    member_id: int | None
    """Who of a class it is, where the quiz was for one."""


_table = cast(SqlTable, AttemptRow.__table__)
_attempt, _companion, _reader = _table.c, CompanionRow.__table__.c, ReaderRow.__table__.c


def ended(now: datetime) -> ColumnElement[bool]:
    """Whether an attempt is finished, or its time is over: `domain.attempts.ended_at`, as a condition."""
    return _attempt.finished_at.is_not(None) | (_attempt.deadline_at <= last_over(now))


def ended_at() -> ColumnElement[datetime]:
    """When an attempt that has ended did, by the same rule."""
    return func.coalesce(_attempt.finished_at, _attempt.deadline_at, type_=_attempt.finished_at.type)


def held_by(token_digest: Any) -> Any:
    """Whether the reader with this token holds the attempt: began it, or came to it with its code."""
    reader = select(_reader.id).where(_reader.token_digest == token_digest).scalar_subquery()
    return or_(
        _attempt.reader_id == reader,
        exists().where(_companion.attempt_id == _attempt.id, _companion.reader_id == reader),
    )


_SETTINGS = [field.name for field in fields(Settings)]
"""Each in the column of its name."""
# Built once: building a statement costs as much as running it. On the tables, because the ORM's rows cost it again.
_COLUMNS = (
    _attempt.id,
    _attempt.quiz_id,
    _attempt.code_digest,
    _attempt.address,
    _attempt.version_id,
    _attempt.marked_by,
    _attempt.member_id,
    _attempt.seed,
    *(_attempt[name] for name in _SETTINGS),
    _attempt.state,
    _attempt.started_at,
    _attempt.deadline_at,
    _attempt.finished_at,
    _attempt.name,
    _attempt.subset,
    _attempt.whole,
    quizzes.ITS_TITLE,
    quizzes.ITS_ZONE,
)
_IS_HELD = (_attempt.address == bindparam("at"), held_by(bindparam("token_digest")))
_HELD = (
    select(*_COLUMNS, *responses.COLUMNS)
    .outerjoin(responses.table, responses.table.c.attempt_id == _attempt.id)
    .where(*_IS_HELD)
)
_CHANGED = update(_table).where(*_IS_HELD).values(changed=ChangeNumber(_attempt.quiz_id))
_HELD_TO_WRITE = _CHANGED.returning(*_COLUMNS)
_HELD_TO_WRITE_ALONE = _CHANGED.returning(*_COLUMNS, responses.GATHERED)
_RUNS = (
    _attempt.quiz_id == bindparam("quiz_id"),
    _attempt.state == State.OPEN,
    or_(_attempt.deadline_at.is_(None), _attempt.deadline_at > bindparam("over")),
)
_RUNNING = (
    select(_attempt.address, _attempt.name, _attempt.member_id)
    .where(*_RUNS, held_by(bindparam("token_digest")))
    .order_by(_attempt.id.desc())
)
_OF_MEMBER = (
    select(_attempt.address)
    .where(_attempt.quiz_id == bindparam("quiz_id"), _attempt.member_id == bindparam("member_id"))
    .order_by(_attempt.id.desc())
    .limit(1)
)
_RUNNING_OF_MEMBER = _OF_MEMBER.where(*_RUNS)
_GONE = (
    select(func.count())
    .select_from(DeletedRow)
    .join(ReaderRow, ReaderRow.id == DeletedRow.reader_id)
    .where(DeletedRow.quiz_id == bindparam("quiz_id"), ReaderRow.token_digest == bindparam("token_digest"))
)
_BEGUN = select(func.count()).where(_attempt.quiz_id == bindparam("quiz_id"), held_by(bindparam("token_digest")))
_BEGUN_BY_MEMBER = select(func.count()).where(
    _attempt.quiz_id == bindparam("quiz_id"), _attempt.member_id == bindparam("member_id")
)
_GONE_OF_MEMBER = (
    select(func.count())
    .select_from(DeletedRow)
    .where(DeletedRow.quiz_id == bindparam("quiz_id"), DeletedRow.member_id == bindparam("member_id"))
)
_CLOSE_DUE = (
    update(_table)
    .where(_attempt.state == State.OPEN, _attempt.deadline_at <= bindparam("over"))
    .values(state=State.FINISHED, finished_at=_attempt.deadline_at)
)
_CLOSE_DUE_OF = _CLOSE_DUE.where(
    _attempt.quiz_id == bindparam("quiz"),
    or_(_attempt.reader_id == bindparam("reader"), _attempt.member_id == bindparam("member")),
)
_NEW_ATTEMPT = insert(_table).values(changed=ChangeNumber(bindparam("at_quiz")))


def held(db: Session, address: str, token_digest: str, *, to_write: bool = False) -> HeldAttempt:
    """The attempt with its responses, if this reader holds it. Raises UnknownAttempt.

    One statement: the responses come with it. `to_write` numbers the change that is to come, which locks the attempt
    where rows are locked; there it takes a second statement.
    """
    by = {"at": address, "token_digest": token_digest}
    if to_write:
        found, given = _held_to_write(db, by)
    else:
        rows = db.execute(_HELD, by).all()
        found, given = next(iter(rows), None), responses.by_place(rows)
    if found is None:
        raise UnknownAttempt(address)
    return _held(found, given)


def _held_to_write(db: Session, by: Mapping[str, str]) -> tuple[Any, Mapping[int, Response]]:
    if not rows_are_locked(db):
        found = db.execute(_HELD_TO_WRITE_ALONE, by).one_or_none()
        return found, {} if found is None else found.gathered
    # In one statement with the lock, whoever waited for it would see the responses of before.
    found = db.execute(_HELD_TO_WRITE, by).one_or_none()
    return found, {} if found is None else responses.of_attempt(db, found.id)


def _held(row: Any, given: Mapping[int, Response]) -> HeldAttempt:
    attempt = Attempt(
        address=row.address,
        version_id=row.version_id,
        seed=row.seed,
        settings=Settings(**{name: getattr(row, name) for name in _SETTINGS}),
        state=State(row.state),
        started_at=row.started_at,
        finished_at=row.finished_at,
        name=row.name,
        subset=row.subset,
        whole=row.whole,
        responses=given,
        deadline_at=row.deadline_at,
    )
    return HeldAttempt(
        row.id, row.quiz_id, row.code_digest, attempt, row.marked_by, row.member_id, row.its_title, row.its_zone or ""
    )


def add(
    db: Session, quiz_id: int, reader_id: int, attempt: Attempt, code_digest: str, member_id: int | None = None
) -> None:
    values = {
        "address": attempt.address,
        "quiz_id": quiz_id,
        "at_quiz": quiz_id,
        "version_id": attempt.version_id,
        "reader_id": reader_id,
        "member_id": member_id,
        "seed": attempt.seed,
        "subset": attempt.subset,
        "whole": attempt.whole,
        **{name: getattr(attempt.settings, name) for name in _SETTINGS},
        "name": attempt.name,
        "state": attempt.state,
        "code_digest": code_digest,
        "started_at": attempt.started_at,
        "deadline_at": attempt.deadline_at,
    }
    # The schema lets a reader have one open attempt at a quiz: the last one, if its time is over, is closed first.
    over = {"quiz": quiz_id, "reader": reader_id, "member": member_id, "over": last_over(attempt.started_at)}
    db.execute(_CLOSE_DUE_OF, over)
    db.execute(_NEW_ATTEMPT, values)


def running(db: Session, quiz_id: int, token_digest: str, now: datetime) -> Sequence[RunningAttempt]:
    """The attempts at the quiz that this browser holds and whose time is not over, newest first."""
    rows = db.execute(_RUNNING, {"quiz_id": quiz_id, "token_digest": token_digest, "over": last_over(now)})
    return [RunningAttempt(*row) for row in rows]


def running_of_member(db: Session, quiz_id: int, member_id: int, now: datetime) -> str | None:
    """Address of the attempt that this member of a class has not ended, in whatever browser."""
    return db.scalar(_RUNNING_OF_MEMBER, {"quiz_id": quiz_id, "member_id": member_id, "over": last_over(now)})


def last_of_member(db: Session, quiz_id: int, member_id: int) -> str | None:
    """Address of the attempt that this member of a class began last, in whatever browser."""
    return db.scalar(_OF_MEMBER, {"quiz_id": quiz_id, "member_id": member_id})


def count_of_member(db: Session, quiz_id: int, member_id: int, token_digest: str) -> tuple[int, int]:
    """How many attempts at the quiz this member of a class has, and how many of them this browser holds."""
    row = db.execute(
        select(func.count(), func.count(AttemptRow.id).filter(held_by(token_digest))).where(
            AttemptRow.quiz_id == quiz_id, AttemptRow.member_id == member_id
        )
    ).one()
    return row[0], row[1]


def count_begun(db: Session, quiz_id: int, token_digest: str) -> int:
    """How many attempts at the quiz this reader holds, or held and deleted."""
    values = {"quiz_id": quiz_id, "token_digest": token_digest}
    return (db.scalar(_BEGUN, values) or 0) + (db.scalar(_GONE, values) or 0)


def count_begun_by_member(db: Session, quiz_id: int, member_id: int) -> int:
    """How many attempts at the quiz this member of a class has begun, and perhaps deleted, in whatever browser."""
    values = {"quiz_id": quiz_id, "member_id": member_id}
    return (db.scalar(_BEGUN_BY_MEMBER, values) or 0) + (db.scalar(_GONE_OF_MEMBER, values) or 0)


def close_due(db: Session, now: datetime) -> int:
    """Close every attempt whose time is over, as of its deadline; returns how many."""
    return cast(CursorResult[Any], db.execute(_CLOSE_DUE, {"over": last_over(now)})).rowcount


def change(db: Session, id_: int, quiz_id: int) -> bool:
    """Number a change that is to come of what is known of an attempt at this quiz, which locks it where rows are.

    Whether there is such an attempt.
    """
    here = update(_table).where(_attempt.id == id_, _attempt.quiz_id == quiz_id)
    return db.execute(here.values(changed=ChangeNumber(_attempt.quiz_id)).returning(_attempt.id)).first() is not None


def extend(db: Session, id_: int, quiz_id: int, more: timedelta, now: datetime) -> bool:
    """Move the deadline of an attempt at this quiz that still runs against one; whether there was such an attempt."""
    here = (AttemptRow.id == id_, AttemptRow.quiz_id == quiz_id, AttemptRow.state == State.OPEN)
    running = select(AttemptRow.deadline_at).where(*here, AttemptRow.deadline_at > last_over(now))
    deadline = db.scalar(running.with_for_update(key_share=True))
    if deadline is None:
        return False
    db.execute(update(AttemptRow).where(*here).values(deadline_at=deadline + more))
    return True


def finish(db: Session, held: HeldAttempt, now: datetime) -> None:
    """Close a running attempt; one that is finished keeps its time."""
    db.execute(
        update(AttemptRow)
        .where(AttemptRow.id == held.id, AttemptRow.state == State.OPEN)
        .values(state=State.FINISHED, finished_at=now)
    )


def set_code(db: Session, held: HeldAttempt, code_digest: str) -> None:
    db.execute(update(AttemptRow).where(AttemptRow.id == held.id).values(code_digest=code_digest))


def by_code(db: Session, code_digests: Sequence[str]) -> tuple[int, str] | None:
    """Row id and address of the attempt with one of these code hashes."""
    row = db.execute(
        select(AttemptRow.id, AttemptRow.address).where(AttemptRow.code_digest.in_(code_digests))
    ).one_or_none()
    return None if row is None else (row.id, row.address)


def add_companion(db: Session, attempt_id: int, reader_id: int) -> bool:
    """Let another browser hold the attempt too; False if it has just been deleted.

    The browser that began it needs no row.
    """
    kept = select(AttemptRow.reader_id).where(AttemptRow.id == attempt_id).with_for_update(read=True, key_share=True)
    began_by = db.scalar(kept)
    if began_by is not None and began_by != reader_id:
        came = insert_unless_there(db, cast(SqlTable, CompanionRow.__table__))
        db.execute(came, {"attempt_id": attempt_id, "reader_id": reader_id})
    return began_by is not None


def of_member(db: Session, quiz_id: int, member_id: int) -> Sequence[int]:
    """Row ids of the attempts at the quiz that this member of a class has begun."""
    return db.scalars(
        select(AttemptRow.id).where(AttemptRow.quiz_id == quiz_id, AttemptRow.member_id == member_id)
    ).all()


def take_away(db: Session, member_id: int, reader_id: int, known_as: Callable[[], tuple[str, str]]) -> None:
    """Give what a member of a class has begun to this reader alone, at a new address and with a new code each.

    `known_as` makes an address, and the keyed hash of its resume code.
    """
    theirs = db.scalars(select(AttemptRow.id).where(AttemptRow.member_id == member_id)).all()
    db.execute(delete(CompanionRow).where(CompanionRow.attempt_id.in_(theirs)))
    for id_ in theirs:
        address, code_digest = known_as()
        values = {"reader_id": reader_id, "address": address, "code_digest": code_digest}
        db.execute(update(AttemptRow).where(AttemptRow.id == id_).values(**values))
