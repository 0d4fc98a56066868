"""Finished attempts that are marked by another version of their bank than the one they were answered in."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Table as SqlTable
from sqlalchemy import bindparam, func, literal_column, select, update
from sqlalchemy.orm import Session

from quizapp.domain.attempts import State
from quizapp.store.tables import AttemptRow, QuizRow, VersionRow

_attempts = cast(SqlTable, AttemptRow.__table__)

_MARKED_BY = (
    update(_attempts)
    .where(_attempts.c.id == bindparam("of_attempt"), _attempts.c.state == State.FINISHED)
    .values(marked_by=bindparam("version"))
)


@dataclass(frozen=True, slots=True)
class FormerMarking:
    """Attempts at a quiz whose key is older than the newest that marks otherwise."""

    slug: str
    number: int
    """Of the version that marks them."""
    count: int
    running: int
    """Of these, those that have not ended."""


def marked_before(db: Session, bank_id: int, quiz_ids: Collection[int]) -> Sequence[FormerMarking]:
    """Of some quizzes of a bank, those that run too; the oldest version first; one statement."""
    newest = (
        select(func.max(VersionRow.id)).where(VersionRow.bank_id == bank_id, literal_column("rekeys")).scalar_subquery()
    )
    marks = func.coalesce(AttemptRow.marked_by, AttemptRow.version_id)
    wanted = (
        select(QuizRow.slug, VersionRow.number, func.count(), func.count().filter(AttemptRow.finished_at.is_(None)))
        .select_from(AttemptRow)
        .join(QuizRow, QuizRow.id == AttemptRow.quiz_id)
        .join(VersionRow, VersionRow.id == marks)
        .where(newest.is_not(None))  # Else every attempt would be looked at where no key was ever changed.
        .where(AttemptRow.quiz_id.in_(quiz_ids), marks < newest)
        .group_by(QuizRow.id, QuizRow.slug, VersionRow.number)
        .order_by(VersionRow.number, QuizRow.id)
    )
    return [FormerMarking(*row) for row in db.execute(wanted)]


def lock(db: Session, quiz_id: int) -> None:
    """Have two re-marks of one quiz come one after the other, where rows are locked; attempts go on meanwhile."""
    db.execute(select(QuizRow.id).where(QuizRow.id == quiz_id).with_for_update(key_share=True))


def put_markers(db: Session, marked_by: Iterable[tuple[int, int | None]]) -> None:
    """Write the version that marks each attempt, None being its own."""
    if attempts := [{"of_attempt": attempt, "version": version} for attempt, version in marked_by]:
        db.execute(_MARKED_BY, attempts)
