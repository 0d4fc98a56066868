"""Finished attempts that are marked by another version of their bank than the one they were answered in."""

from collections.abc import Iterable
from typing import cast

from sqlalchemy import Table as SqlTable
from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from quizapp.domain.attempts import State
from quizapp.store.tables import AttemptRow, QuizRow

_attempts = cast(SqlTable, AttemptRow.__table__)

_MARKED_BY = (
    update(_attempts)
    .where(_attempts.c.id == bindparam("of_attempt"), _attempts.c.state == State.FINISHED)
    .values(marked_by=bindparam("version"))
)


def lock(db: Session, quiz_id: int) -> None:
    """Have two re-marks of one quiz come one after the other, where rows are locked; attempts go on meanwhile."""
    db.execute(select(QuizRow.id).where(QuizRow.id == quiz_id).with_for_update(key_share=True))


def put_markers(db: Session, marked_by: Iterable[tuple[int, int | None]]) -> None:
    """Write the version that marks each attempt, None being its own."""
    if attempts := [{"of_attempt": attempt, "version": version} for attempt, version in marked_by]:
        db.execute(_MARKED_BY, attempts)
