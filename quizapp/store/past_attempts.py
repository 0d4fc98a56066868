"""What a reader has answered, as their list of scores has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.domain.attempts import Settings, State
from quizapp.domain.releases import Release
from quizapp.store import quizzes, releases
from quizapp.store.attempts import held_by
from quizapp.store.tables import AttemptRow, QuizRow, ResponseRow


@dataclass(frozen=True, slots=True)
class Summary:
    """An attempt as its reader lists it."""

    address: str
    name: str
    quiz_id: int
    version_id: int
    marked_by: int | None
    """The version whose key marks it, where that is not its own."""
    state: State
    started_at: datetime
    deadline_at: datetime | None
    finished_at: datetime | None
    subset: tuple[int, ...] | None
    responded: int
    score: Decimal
    title: str | None
    """That of its quiz, where it has one of its own."""
    settings: Settings
    release: Release
    """Of the key of its quiz."""
    zone: str
    """On whose clock its times are told, as `Quiz.zone` says."""
    member_id: int | None
    """Who of a class it is, where the quiz was for one …"""
    picks: bool
    """… and whether its members pick their names; else each has a link."""


def of_reader(db: Session, token_digest: str) -> Sequence[Summary]:
    """The attempts that this reader holds, newest first; one statement."""
    rows = db.execute(
        select(
            AttemptRow.address,
            AttemptRow.name,
            AttemptRow.quiz_id,
            AttemptRow.version_id,
            AttemptRow.marked_by,
            AttemptRow.state,
            AttemptRow.started_at,
            AttemptRow.deadline_at,
            AttemptRow.finished_at,
            AttemptRow.subset,
            func.count(ResponseRow.place).label("responded"),
            func.sum(ResponseRow.mark).label("score"),
            quizzes.ITS_TITLE,
            quizzes.ITS_ZONE,
            AttemptRow.feedback,
            AttemptRow.score_first,
            AttemptRow.member_id,
            QuizRow.picks,
            *releases.COLUMNS,
        )
        .join(QuizRow, QuizRow.id == AttemptRow.quiz_id)
        .outerjoin(ResponseRow, ResponseRow.attempt_id == AttemptRow.id)
        .where(held_by(token_digest))
        .group_by(AttemptRow.id, QuizRow.id)
        .order_by(AttemptRow.id.desc())
    )
    return [_summary(row) for row in rows]


def _summary(row: Any) -> Summary:
    return Summary(
        row.address,
        row.name,
        row.quiz_id,
        row.version_id,
        row.marked_by,
        State(row.state),
        row.started_at,
        row.deadline_at,
        row.finished_at,
        row.subset,
        row.responded,
        row.score or Decimal(0),
        row.its_title,
        Settings(row.feedback, score_first=row.score_first),
        releases.of_row(row),
        row.its_zone or "",
        row.member_id,
        row.picks,
    )
