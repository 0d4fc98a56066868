"""The attempts at a quiz that run, for whoever watches them, and what is done to their deadlines."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Table as SqlTable
from sqlalchemy import and_, case, exists, or_, select, update
from sqlalchemy.orm import Session

from quizapp.domain import watching as rules
from quizapp.domain.attempts import FeedbackTime, State, last_over
from quizapp.store import listings
from quizapp.store.attempts import ended
from quizapp.store.results import AttemptScore
from quizapp.store.tables import AttemptRow, QuizRow

_attempt = cast(SqlTable, AttemptRow.__table__).c
_other = AttemptRow.__table__.alias("other_attempt").c


def attempts(db: Session, quiz_id: int, now: datetime, most: int) -> Sequence[AttemptScore]:
    """Those that run first, then the others, the newest first of each; two statements."""
    runs_first = case((ended(now), 1), else_=0)
    wanted = select(_attempt.id).where(_attempt.quiz_id == quiz_id)
    ids = db.scalars(wanted.order_by(runs_first, _attempt.started_at.desc(), _attempt.id.desc()).limit(most)).all()
    return listings.attempts(db, ids)


def deadlines(db: Session, quiz_id: int, now: datetime) -> Sequence[datetime | None]:
    """Of every attempt that runs."""
    return [row.deadline_at for row in db.execute(_running(quiz_id, now))]


def extend(db: Session, id_: int, quiz_id: int, seen: datetime, now: datetime) -> bool:
    """Give one that still runs more time, if its deadline is what was seen; whether it was."""
    here = (_attempt.id == id_, _attempt.quiz_id == quiz_id, _attempt.state == State.OPEN, _attempt.deadline_at == seen)
    later = update(AttemptRow).where(*here, _attempt.deadline_at > last_over(now))
    return db.execute(later.values(deadline_at=seen + rules.MORE).returning(_attempt.id)).first() is not None


def claim(db: Session, quiz_id: int, revision: int) -> bool:
    """Change what a teacher sees of a quiz, if it is what was seen: of two who do this with one, only one can."""
    here = update(QuizRow).where(QuizRow.id == quiz_id, QuizRow.revision == revision)
    return db.execute(here.values(revision=revision + 1).returning(QuizRow.id)).first() is not None


def revision(db: Session, quiz_id: int) -> int:
    """What `claim` is given."""
    return db.execute(select(QuizRow.revision).where(QuizRow.id == quiz_id)).scalar_one()


def extend_all(db: Session, quiz_id: int, more: timedelta, now: datetime) -> int:
    """Give all that run against a deadline so much more; returns how many."""
    limited = _running(quiz_id, now).where(_attempt.deadline_at.is_not(None))
    found = _locked(db, limited)
    for row in found:
        db.execute(_moved(row.id, row.deadline_at + more))
    return len(found)


def end_all(db: Session, quiz_id: int, told_at: datetime, latest: datetime | None, now: datetime) -> int:
    """End those that run and of whose end was told; returns how many."""
    found = _locked(db, _running(quiz_id, now))
    meant = [row for row in found if rules.is_meant(row.started_at, row.deadline_at, told_at, latest)]
    ends = [(row.id, end) for row in meant if (end := rules.ends_at(row.deadline_at, now)) is not None]
    for id_, end in ends:
        db.execute(_moved(id_, end))
    return len(ends)


def _running(quiz_id: int, now: datetime) -> Any:
    goes_on = or_(_attempt.deadline_at.is_(None), _attempt.deadline_at > last_over(now))
    its = (_attempt.quiz_id == quiz_id, _attempt.state == State.OPEN, goes_on)
    return select(_attempt.id, _attempt.started_at, _attempt.deadline_at).where(*its).order_by(_attempt.id)


def _locked(db: Session, wanted: Any) -> Sequence[Any]:
    """Where rows are locked, who finishes meanwhile is not among them; in one order: no two wait for each other."""
    return db.execute(wanted.with_for_update(key_share=True)).all()


def _moved(id_: int, deadline_at: datetime) -> Any:
    return update(AttemptRow).where(_attempt.id == id_, _attempt.state == State.OPEN).values(deadline_at=deadline_at)


def past(db: Session, id_: int, quiz_id: int, now: datetime) -> tuple[FeedbackTime, bool] | None:
    """How an attempt at this quiz is asked, and whether its reader answers another; None if there is none."""
    goes_on = or_(_other.deadline_at.is_(None), _other.deadline_at > last_over(now))
    another = exists().where(_of_the_same(), _other.state == State.OPEN, goes_on)
    wanted = select(_attempt.feedback, another).where(_attempt.id == id_, _attempt.quiz_id == quiz_id)
    row = db.execute(wanted).one_or_none()
    return None if row is None else (row[0], bool(row[1]))


def reopen(db: Session, id_: int, quiz_id: int, deadline_at: datetime | None, now: datetime) -> None:
    """Have an attempt go on that has ended; what else its reader has left open and is over is closed first."""
    over = (_attempt.state == State.OPEN, _attempt.deadline_at <= last_over(now))
    closed = update(AttemptRow).where(_attempt.quiz_id == quiz_id, _attempt.id != id_, *over)
    db.execute(closed.values(state=State.FINISHED, finished_at=_attempt.deadline_at))
    here = update(AttemptRow).where(_attempt.id == id_, _attempt.quiz_id == quiz_id)
    db.execute(here.values(state=State.OPEN, finished_at=None, deadline_at=deadline_at))


def _of_the_same() -> Any:
    alone = and_(_attempt.member_id.is_(None), _other.member_id.is_(None), _other.reader_id == _attempt.reader_id)
    theirs = or_(_other.member_id == _attempt.member_id, alone)
    return and_(_other.quiz_id == _attempt.quiz_id, _other.id != _attempt.id, theirs)
