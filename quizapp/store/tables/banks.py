"""Banks: waiting, drafted, published; and the pictures in their texts."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.domain.collation import collated
from quizapp.store.columns import SORT_KEY, of_column
from quizapp.store.tables.base import MappedTable, where


class BankRow(MappedTable):
    """A bank is known by its id among those of its teacher; without one it belongs to the instance."""

    __tablename__ = "bank"
    __table_args__ = (
        UniqueConstraint("teacher_id", "slug"),
        Index("uq_bank_slug_of_instance", "slug", unique=True, **where("teacher_id IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    teacher_id: Mapped[int | None] = mapped_column(ForeignKey("teacher.id"))
    slug: Mapped[str]
    created_at: Mapped[datetime]
    common: Mapped[bool] = mapped_column(server_default=false())
    """Of one of the instance's, whether every teacher here may see and hand it out; else only owners do."""
    compiled: Mapped[bool] = mapped_column(server_default=false())
    """Whether its versions are frozen from questions of others: it is handed out, and stands in no list of banks."""
    title: Mapped[str | None]
    """Its own, which its teacher has given it; without one, that of its newest version."""
    sort_key: Mapped[str | None] = mapped_column(SORT_KEY)
    archived_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    """What `store.archive` says of them."""


class ShareRow(MappedTable):
    """A bank that another teacher may see and hand out, but not change."""

    __tablename__ = "share"

    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id", ondelete="CASCADE"), primary_key=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"), primary_key=True, index=True)


class UploadRow(MappedTable):
    """A file that a teacher gave to look at: it becomes a bank when it is published, and goes after a while if not."""

    __tablename__ = "upload"

    address: Mapped[str] = mapped_column(primary_key=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    data: Mapped[bytes]
    made_at: Mapped[datetime] = mapped_column(index=True)
    begun_at: Mapped[datetime | None]
    """When a process began to read it; one that was stopped begins again."""
    questions_read: Mapped[int]
    report: Mapped[bytes | None] = mapped_column("preview")
    """What came of reading it, as `formats.sandbox.parcels` writes it."""
    options: Mapped[str] = mapped_column(server_default="{}")
    """What the teacher has said of how it is to be read, as JSON."""
    revision: Mapped[int] = mapped_column(server_default="1")
    """Of its text and options: what came of reading another one is not kept."""
    edited_at: Mapped[datetime | None]
    """When the teacher last changed it here; such a file is kept longer."""
    faults: Mapped[int | None]
    """How many were found, once it is read."""


class ColumnLayoutRow(MappedTable):
    """What a teacher said of the columns of a table, kept by a digest of its layout: nothing of what was in it."""

    __tablename__ = "column_layout"

    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"), primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
    columns: Mapped[str]
    heading: Mapped[bool]
    said_at: Mapped[datetime]


class DraftRow(MappedTable):
    """A bank that its teacher is writing in the browser: sound or not, until it is published."""

    __tablename__ = "draft"
    __table_args__ = (CheckConstraint("revision >= 1", name="revision"),)

    address: Mapped[str] = mapped_column(primary_key=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"), index=True)
    bank_id: Mapped[int | None] = mapped_column(ForeignKey("bank.id", ondelete="SET NULL"), index=True)
    """The bank it was begun from, if there was one."""
    version: Mapped[int | None]
    """Which version of that bank it was begun from, where publishing makes the bank's next one."""
    title: Mapped[str]
    question_count: Mapped[int]
    document: Mapped[str]
    """The whole draft, as `domain.drafts` writes it."""
    revision: Mapped[int]
    """Of the document: a save made on an older one may be refused."""
    findings: Mapped[str | None]
    """What is wrong or doubtful in it; none while this revision has not been looked through."""
    looking_at: Mapped[datetime | None]
    """When a process began to look this revision through; one that was stopped begins again."""
    begun_at: Mapped[datetime]
    saved_at: Mapped[datetime]


class VersionRow(MappedTable):
    """A published bank, frozen: no row of this table is ever updated."""

    __tablename__ = "version"
    __table_args__ = (
        UniqueConstraint("bank_id", "number"),
        CheckConstraint("number >= 1", name="number"),
        # So that lists need not read past the documents.
        Index("ix_version_bank_id_published_at", "bank_id", "published_at"),
        Index("ix_version_rekeyed", "bank_id", "id", "published_at", **where("rekeys")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id"))
    number: Mapped[int]
    title: Mapped[str]
    sort_key: Mapped[str] = mapped_column(SORT_KEY, default=of_column("title", collated), server_default="")
    language: Mapped[str]
    summary: Mapped[str]
    question_count: Mapped[int]
    minutes: Mapped[int]
    document: Mapped[str]
    """The whole bank, as `domain.documents` writes it."""
    digest: Mapped[str]
    """SHA-256 of the document: a damaged or edited version is refused, not served."""
    published_at: Mapped[datetime]
    rekeys: Mapped[bool] = mapped_column(server_default=false())
    """Whether it marks a question otherwise than the version before it."""


class BankWordsRow(MappedTable):
    """By which words a bank is found, in its newest version: each once, as `domain.search` keeps them."""

    __tablename__ = "bank_words"

    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id", ondelete="CASCADE"), primary_key=True)
    title: Mapped[str]
    """Those of its title."""
    words: Mapped[str]
    """All others."""


class BankTagRow(MappedTable):
    """A tag on questions of a bank, in its newest version."""

    __tablename__ = "bank_tag"

    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True, index=True)
    """What it shares with those that differ in case and marks alone."""
    tag: Mapped[str]


class QuestionRow(MappedTable):
    """The questions of a version by their place, so that a response can only be to one of them."""

    __tablename__ = "question"

    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    question_id: Mapped[str]


class PartRow(MappedTable):
    """That a version of a compilation has questions of another version, which stays as long."""

    __tablename__ = "part"

    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"), primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("version.id"), primary_key=True, index=True)


class PictureRow(MappedTable):
    """A picture that was drawn anew when a file was read; it goes within a day where nothing has it."""

    __tablename__ = "picture"

    name: Mapped[str] = mapped_column(primary_key=True)
    """The SHA-256 of its bytes, and its ending."""
    data: Mapped[bytes]
    kept_at: Mapped[datetime] = mapped_column(index=True)


class VersionPictureRow(MappedTable):
    """A picture that a version has in its texts."""

    __tablename__ = "version_picture"

    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"), primary_key=True)
    name: Mapped[str] = mapped_column(ForeignKey("picture.name"), primary_key=True, index=True)


class UploadPictureRow(MappedTable):
    """A picture that a waiting file has in its texts."""

    __tablename__ = "upload_picture"

    address: Mapped[str] = mapped_column(ForeignKey("upload.address", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(ForeignKey("picture.name"), primary_key=True, index=True)
