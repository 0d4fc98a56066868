"""Who teaches, and what lets them in; what is noted of what they did."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
)
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.store.tables.base import NO_ID_TWICE, MappedTable, where


class TeacherRow(MappedTable):
    __tablename__ = "teacher"
    __table_args__ = (CheckConstraint("role IN ('teacher', 'owner')", name="role"), NO_ID_TWICE)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    """In small letters."""
    role: Mapped[str]
    password_hash: Mapped[str]
    """Argon2id, as PHC writes it."""
    zone: Mapped[str] = mapped_column(server_default="")
    """On whose clock they are told times, as the IANA names it; empty for the installation's."""
    created_at: Mapped[datetime]


class LinkRow(MappedTable):
    """A one-time link that makes a teacher or a new password; only its hash is kept, and its use deletes it."""

    __tablename__ = "link"
    __table_args__ = (
        CheckConstraint("purpose IN ('set-up', 'invitation', 'reset')", name="purpose"),
        CheckConstraint("role IN ('teacher', 'owner')", name="role"),
        CheckConstraint("(purpose = 'reset') = (teacher_id IS NOT NULL)", name="teacher"),
        Index("uq_link_email", "email", unique=True, **where("email <> ''")),
    )

    token_digest: Mapped[str] = mapped_column(primary_key=True)
    purpose: Mapped[str]
    role: Mapped[str]
    email: Mapped[str]
    """Whom it was made for; empty where whoever opens it says."""
    teacher_id: Mapped[int | None] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime]


class LoginRow(MappedTable):
    """A teacher's session in one browser: only the hash of its token, and gone when it ends."""

    __tablename__ = "login"

    token_digest: Mapped[str] = mapped_column(primary_key=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class ApiTokenRow(MappedTable):
    """What a teacher's program is known by: only its hash, and gone when it is withdrawn."""

    __tablename__ = "api_token"
    __table_args__ = (CheckConstraint("ends_at > made_at", name="ends_at"), NO_ID_TWICE)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(unique=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    sees_names: Mapped[bool]
    """Whether it was made to see the names of readers."""
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    used_on: Mapped[date | None]
    """The last day on which it was used."""
    requests_since: Mapped[datetime | None]
    """When the minute began in which its requests are counted."""
    request_count: Mapped[int]


class EntryRow(MappedTable):
    """A line of the audit log: who did what to which thing; nothing of any reader."""

    __tablename__ = "entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    teacher_id: Mapped[int | None] = mapped_column(ForeignKey("teacher.id", ondelete="SET NULL"), index=True)
    act: Mapped[str]
    subject: Mapped[str]


class FailedTryRow(MappedTable):
    """A wrong code or password, by a keyed hash of where it came from; kept for minutes only."""

    __tablename__ = "failed_try"
    __table_args__ = (Index("ix_failed_try_origin_tried_at", "origin", "tried_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    origin: Mapped[str]
    tried_at: Mapped[datetime]
