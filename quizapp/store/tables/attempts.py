"""Readers, their attempts and their responses; what teachers and they tell each other of them."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    false,
    literal_column,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.domain.attempts import FeedbackTime
from quizapp.domain.collation import collated
from quizapp.domain.objections import Reason
from quizapp.store.changes import ChangeNumber
from quizapp.store.columns import SORT_KEY, Word, of_column
from quizapp.store.tables.base import NO_ID_TWICE, MappedTable, where


class ReaderRow(MappedTable):
    """A browser that answers: nothing of the person, and only the hash of the browser's token."""

    __tablename__ = "reader"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]


class AttemptRow(MappedTable):
    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("id", "version_id"),
        CheckConstraint("state IN ('open', 'finished')", name="state"),
        CheckConstraint("(state = 'finished') = (finished_at IS NOT NULL)", name="finished_at"),
        CheckConstraint("feedback IN ('at-once', 'at-end', 'when-released')", name="feedback"),
        Index("uq_attempt_open", "quiz_id", "reader_id", unique=True, **where("state = 'open' AND member_id IS NULL")),
        Index("uq_attempt_open_of_member", "quiz_id", "member_id", unique=True, **where("state = 'open'")),
        Index("ix_attempt_quiz_id_changed", "quiz_id", "changed"),
        Index(
            "ix_attempt_quiz_id_deadline_at",
            "quiz_id",
            "deadline_at",
            **where("state = 'open' AND deadline_at IS NOT NULL"),
        ),
        NO_ID_TWICE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(unique=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"))
    marked_by: Mapped[int | None] = mapped_column(ForeignKey("version.id"))
    """The version whose key marks it since a re-mark; without one its own does."""
    reader_id: Mapped[int] = mapped_column(ForeignKey("reader.id"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    """Who of the class it is, where the quiz was for one."""
    seed: Mapped[str]
    subset: Mapped[tuple[int, ...] | None]
    """Places of the questions asked, when not all are."""
    whole: Mapped[bool] = mapped_column(server_default=text("true"))
    """Whether it asks all that its quiz asks; else only what was missed before."""
    feedback: Mapped[FeedbackTime]
    shuffle_questions: Mapped[bool]
    shuffle_choices: Mapped[bool]
    score_first: Mapped[bool] = mapped_column(server_default=false())
    name: Mapped[str]
    sort_key: Mapped[str] = mapped_column(SORT_KEY, default=of_column("name", collated), server_default="")
    state: Mapped[str]
    code_digest: Mapped[str] = mapped_column(unique=True)
    """Keyed hash of the resume code."""
    started_at: Mapped[datetime]
    deadline_at: Mapped[datetime | None]
    """When its time ends, drawn from the quiz's terms at its start."""
    finished_at: Mapped[datetime | None]
    changed: Mapped[int] = mapped_column(
        BigInteger, server_default=text("0"), onupdate=ChangeNumber(literal_column("attempt.quiz_id"))
    )
    """The number of its last change, its responses' too, as `store.changes` counts them."""


class DeletedRow(MappedTable):
    """That a reader deleted an attempt, and nothing of it: it gives no try back, and the teacher sees that it was."""

    __tablename__ = "deleted"

    id: Mapped[int] = mapped_column(primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id", ondelete="CASCADE"), index=True)
    reader_id: Mapped[int | None] = mapped_column(ForeignKey("reader.id", ondelete="SET NULL"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    deleted_at: Mapped[datetime]


class ErasureRow(MappedTable):
    """That the reader of an attempt of a class's asked to have it deleted; its teacher has not decided yet."""

    __tablename__ = "erasure"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True)
    asked_at: Mapped[datetime]


class CompanionRow(MappedTable):
    """Another browser that came to an attempt with its resume code."""

    __tablename__ = "companion"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True)
    reader_id: Mapped[int] = mapped_column(ForeignKey("reader.id", ondelete="CASCADE"), primary_key=True, index=True)


class ResponseRow(MappedTable):
    __tablename__ = "response"
    __table_args__ = (
        ForeignKeyConstraint(["attempt_id", "version_id"], ["attempt.id", "attempt.version_id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["version_id", "place"], ["question.version_id", "question.place"]),
        CheckConstraint("revision >= 1", name="revision"),
    )

    attempt_id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version_id: Mapped[int]
    picked: Mapped[frozenset[int]]
    """Places of the choices in the bank; none where every tick was taken away."""
    mark: Mapped[Decimal]
    revision: Mapped[int]
    responded_at: Mapped[datetime]


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
        Index("ix_objection_attempt_id", "attempt_id", **where("settled_at IS NULL")),
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
