"""The schema, of what teachers and readers tell each other of answers and questions: `tables` has all else."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.domain.objections import Reason
from quizapp.store.columns import Word
from quizapp.store.tables import MappedTable

_OPEN = text("settled_at IS NULL")


class RulingRow(MappedTable):
    """A teacher's own word on one response; the mark that counts by it stands with the response, as all marks do."""

    __tablename__ = "ruling"
    __table_args__ = (
        ForeignKeyConstraint(["attempt_id", "version_id"], ["attempt.id", "attempt.version_id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["version_id", "place"], ["question.version_id", "question.place"]),
        CheckConstraint("mark >= 0", name="mark"),
        CheckConstraint("mark IS NOT NULL OR remark <> ''", name="remark"),
    )

    attempt_id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version_id: Mapped[int]
    mark: Mapped[Decimal | None]
    """None where the key marks."""
    remark: Mapped[str]
    """To the reader; may be empty."""
    teacher_id: Mapped[int | None] = mapped_column(ForeignKey("teacher.id", ondelete="SET NULL"), index=True)
    given_at: Mapped[datetime]


class ObjectionRow(MappedTable):
    """What a reader who has seen the key holds against a question."""

    __tablename__ = "objection"
    __table_args__ = (
        ForeignKeyConstraint(["attempt_id", "version_id"], ["attempt.id", "attempt.version_id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["version_id", "place"], ["question.version_id", "question.place"]),
        CheckConstraint("reason IN ('wrong-key', 'two-right', 'not-said', 'unclear', 'other')", name="reason"),
        Index("ix_objection_attempt_id", "attempt_id", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    attempt_id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version_id: Mapped[int]
    reason: Mapped[Reason] = mapped_column(Word(Reason))
    text: Mapped[str]
    """May be empty."""
    made_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    """When its teacher had dealt with it."""
