"""The schema: natural keys that make a double response impossible, named CHECKs, times in UTC."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    MetaData,
    UniqueConstraint,
    false,
    literal_column,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from quizapp.domain.attempts import FeedbackTime
from quizapp.domain.quizzes import Counts, Names
from quizapp.store.changes import ChangeNumber
from quizapp.store.columns import AnyText, Places, Points, UtcDateTime, Word


class MappedTable(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime(),
        str: AnyText(),
        Decimal: Points(),
        frozenset[int]: Places(frozenset),
        tuple[int, ...]: Places(tuple),
        FeedbackTime: Word(FeedbackTime),
        Counts: Word(Counts),
        Names: Word(Names),
    }


def _where(condition: str) -> dict[str, Any]:
    """Of which rows an index is."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


_NO_ID_TWICE = {"sqlite_autoincrement": True}
"""SQLite would give the id of a deleted row to the next: a page that was open before would then act on a stranger."""


class TeacherRow(MappedTable):
    __tablename__ = "teacher"
    __table_args__ = (CheckConstraint("role IN ('teacher', 'owner')", name="role"), _NO_ID_TWICE)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    """In small letters."""
    role: Mapped[str]
    password_hash: Mapped[str]
    """Argon2id, as PHC writes it."""
    created_at: Mapped[datetime]


class LinkRow(MappedTable):
    """A one-time link that makes a teacher or a new password; only its hash is kept, and its use deletes it."""

    __tablename__ = "link"
    __table_args__ = (
        CheckConstraint("purpose IN ('set-up', 'invitation', 'reset')", name="purpose"),
        CheckConstraint("role IN ('teacher', 'owner')", name="role"),
        CheckConstraint("(purpose = 'reset') = (teacher_id IS NOT NULL)", name="teacher"),
        Index("uq_link_email", "email", unique=True, **_where("email <> ''")),
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
    __table_args__ = (CheckConstraint("ends_at > made_at", name="ends_at"), _NO_ID_TWICE)

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


class BankRow(MappedTable):
    """A bank is known by its id among those of its teacher; without one it belongs to the instance."""

    __tablename__ = "bank"
    __table_args__ = (
        UniqueConstraint("teacher_id", "slug"),
        Index("uq_bank_slug_of_instance", "slug", unique=True, **_where("teacher_id IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    teacher_id: Mapped[int | None] = mapped_column(ForeignKey("teacher.id"))
    slug: Mapped[str]
    created_at: Mapped[datetime]


class ShareRow(MappedTable):
    """A bank that another teacher may see and hand out, but not change."""

    __tablename__ = "share"

    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id", ondelete="CASCADE"), primary_key=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"), primary_key=True, index=True)


class UploadRow(MappedTable):
    """A file that a teacher gave to look at; it becomes a bank when it is published, and goes within a day if not."""

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
    __table_args__ = (UniqueConstraint("bank_id", "number"), CheckConstraint("number >= 1", name="number"))

    id: Mapped[int] = mapped_column(primary_key=True)
    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id"))
    number: Mapped[int]
    title: Mapped[str]
    language: Mapped[str]
    summary: Mapped[str]
    question_count: Mapped[int]
    minutes: Mapped[int]
    document: Mapped[str]
    """The whole bank, as `domain.documents` writes it."""
    digest: Mapped[str]
    """SHA-256 of the document: a damaged or edited version is refused, not served."""
    published_at: Mapped[datetime]


class QuestionRow(MappedTable):
    """The questions of a version by their place, so that a response can only be to one of them."""

    __tablename__ = "question"

    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    question_id: Mapped[str]


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


class ClassRow(MappedTable):
    """A teacher's list of the readers of a class."""

    __tablename__ = "class_list"
    __table_args__ = (_NO_ID_TWICE,)

    id: Mapped[int] = mapped_column(primary_key=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    used_at: Mapped[datetime]
    """When it was last changed or handed a quiz: what is long unused goes by itself."""


class MemberRow(MappedTable):
    """A reader whom a teacher expects, by name or pseudonym."""

    __tablename__ = "member"
    __table_args__ = (
        UniqueConstraint("class_id", "name"),
        CheckConstraint("extra BETWEEN 0 AND 300", name="extra"),
        _NO_ID_TWICE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("class_list.id", ondelete="CASCADE"))
    name: Mapped[str]
    extra: Mapped[int]
    """Time beyond the limit of a quiz, in per cent of it."""
    address: Mapped[str] = mapped_column(unique=True)
    """Unguessable: the end of the links that are theirs."""


class QuizRow(MappedTable):
    __tablename__ = "quiz"
    __table_args__ = (
        CheckConstraint("feedback IN ('at-once', 'at-end')", name="feedback"),
        CheckConstraint("counts IN ('best', 'first', 'last')", name="counts"),
        CheckConstraint("names IN ('none', 'optional', 'required')", name="names"),
        CheckConstraint("tries >= 1", name="tries"),
        CheckConstraint("minutes >= 1", name="minutes"),
        CheckConstraint("closes_at > opens_at", name="closes_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id"), index=True)
    teacher_id: Mapped[int | None] = mapped_column(ForeignKey("teacher.id"), index=True)
    """Whose it is; without one it belongs to the instance, as do those that came with it."""
    listed: Mapped[bool]
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    tries: Mapped[int | None]
    counts: Mapped[Counts]
    names: Mapped[Names]
    minutes: Mapped[int | None]
    class_id: Mapped[int | None] = mapped_column(ForeignKey("class_list.id"), index=True)
    """The class list whose members alone may answer."""
    picks: Mapped[bool]
    """Whether they pick their names; else each needs the link that is theirs."""
    feedback: Mapped[FeedbackTime]
    shuffle_questions: Mapped[bool]
    shuffle_choices: Mapped[bool]
    simulated: Mapped[bool] = mapped_column(server_default=false())
    """Whether nobody sat in its class: no reader finds it, and no figure but its own counts it."""
    title: Mapped[str | None]
    """Its own; without one, that of its bank's newest version."""
    created_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(server_default=text("1"), onupdate=literal_column("revision + 1"))
    """Of what its teacher sees, but for its attempts that are there: they say themselves when they have changed."""


class AskedRow(MappedTable):
    """A question that a quiz asks, by its id in whatever version; a quiz without any asks all of its bank's."""

    __tablename__ = "asked"

    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id", ondelete="CASCADE"), primary_key=True)
    question_id: Mapped[str] = mapped_column(primary_key=True)


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
        CheckConstraint("feedback IN ('at-once', 'at-end')", name="feedback"),
        Index("uq_attempt_open", "quiz_id", "reader_id", unique=True, **_where("state = 'open' AND member_id IS NULL")),
        Index("uq_attempt_open_of_member", "quiz_id", "member_id", unique=True, **_where("state = 'open'")),
        Index("ix_attempt_quiz_id_changed", "quiz_id", "changed"),
        Index(
            "ix_attempt_quiz_id_deadline_at",
            "quiz_id",
            "deadline_at",
            **_where("state = 'open' AND deadline_at IS NOT NULL"),
        ),
        _NO_ID_TWICE,
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
    name: Mapped[str]
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


class FailedTryRow(MappedTable):
    """A wrong code or password, by a keyed hash of where it came from; kept for minutes only."""

    __tablename__ = "failed_try"
    __table_args__ = (Index("ix_failed_try_origin_tried_at", "origin", "tried_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    origin: Mapped[str]
    tried_at: Mapped[datetime]
