"""Quizzes, with what they ask, and the files that are made of their results."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    false,
    literal_column,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.domain.attempts import FeedbackTime
from quizapp.domain.collation import collated
from quizapp.domain.exports import Ending, Portion
from quizapp.domain.quizzes import Counts, Names
from quizapp.store.columns import SORT_KEY, Word, of_column
from quizapp.store.tables.base import NO_ID_TWICE, MappedTable, where

_SAME = ("quiz_id", "teacher_id", "portion", "ending", "language")


class QuizRow(MappedTable):
    __tablename__ = "quiz"
    __table_args__ = (
        CheckConstraint("feedback IN ('at-once', 'at-end', 'when-released')", name="feedback"),
        CheckConstraint("counts IN ('best', 'first', 'last')", name="counts"),
        CheckConstraint("names IN ('none', 'optional', 'required')", name="names"),
        CheckConstraint("tries >= 1", name="tries"),
        CheckConstraint("minutes >= 1", name="minutes"),
        CheckConstraint("closes_at > opens_at", name="closes_at"),
        NO_ID_TWICE,
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
    first_names: Mapped[bool] = mapped_column(server_default=false())
    """Whether they are shown first names only."""
    feedback: Mapped[FeedbackTime]
    shuffle_questions: Mapped[bool]
    shuffle_choices: Mapped[bool]
    score_first: Mapped[bool] = mapped_column(server_default=false())
    """Whether the score is told at the reader's own end, where the key waits for its release."""
    released_at: Mapped[datetime | None]
    """When the key was given to all who had waited for it; without it, time alone decides."""
    begins_after_release: Mapped[bool] = mapped_column(server_default=false())
    """Whether readers may begin all the same."""
    simulated: Mapped[bool] = mapped_column(server_default=false())
    """Whether nobody sat in its class: no reader finds it, and no figure but its own counts it."""
    trial_of: Mapped[str | None]
    """From where its teacher began to try it as a reader; then it is no quiz, and simulated is true of it as well."""
    title: Mapped[str | None]
    """Its own; without one, that of its bank's newest version."""
    sort_key: Mapped[str | None] = mapped_column(SORT_KEY, default=of_column("title", collated))
    created_at: Mapped[datetime]
    by_loading: Mapped[bool] = mapped_column(server_default=false())
    """Whether an older version made it when its bank was loaded, and nobody has said since that it is wanted."""
    archived_at: Mapped[datetime | None]
    """Since when it is put away: nobody can begin it, and no list but the archive has it."""
    revision: Mapped[int] = mapped_column(server_default=text("1"), onupdate=literal_column("revision + 1"))
    """Of what its teacher sees, but for its attempts that are there: they say themselves when they have changed."""


class AskedRow(MappedTable):
    """A question that a quiz asks, by its id in whatever version; a quiz without any asks all of its bank's."""

    __tablename__ = "asked"

    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id", ondelete="CASCADE"), primary_key=True)
    question_id: Mapped[str] = mapped_column(primary_key=True)


class FoldRow(MappedTable):
    """Of which attempts at a quiz a FoldSumsRow tells what their readers' first tries sum up to, and as of when.

    No two that are right overlap; what none of them has is read anew, as it is where an attempt has changed since.
    """

    __tablename__ = "fold"
    __table_args__ = (CheckConstraint("last_attempt >= first_attempt", name="last_attempt"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id", ondelete="CASCADE"), index=True)
    first_attempt: Mapped[int] = mapped_column(BigInteger)
    """The ids of all attempts from this one …"""
    last_attempt: Mapped[int] = mapped_column(BigInteger)
    """… to this one, of which some may be at other quizzes or of no reader's first try."""
    below: Mapped[int] = mapped_column(BigInteger)
    """All changes with a lower number are in it, as `store.changes` counts them."""
    seen_at: Mapped[datetime]
    """The moment for which it says whose time is over."""


class FoldSumsRow(MappedTable):
    """What they sum up to, beside what is written whenever somebody has looked; never changed, only made anew."""

    __tablename__ = "fold_sums"

    fold_id: Mapped[int] = mapped_column(ForeignKey("fold.id", ondelete="CASCADE"), primary_key=True)
    data: Mapped[bytes]


class ExportRow(MappedTable):
    """A file of a quiz's results that a teacher asked for, while it is made and for a while after.

    It goes at once with whatever it tells of: each of the quiz's attempts, too.
    """

    __tablename__ = "export"
    __table_args__ = (Index("uq_export_waiting", *_SAME, unique=True, **where("done_at IS NULL")),)

    address: Mapped[str] = mapped_column(primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id", ondelete="CASCADE"), index=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"), index=True)
    portion: Mapped[Portion] = mapped_column(Word(Portion))
    ending: Mapped[Ending] = mapped_column(Word(Ending))
    language: Mapped[str]
    asked_at: Mapped[datetime]
    begun_at: Mapped[datetime | None]
    """When whoever makes it last said that they do; a process that was stopped says so no more."""
    makers: Mapped[int] = mapped_column(server_default=text("0"))
    """How many have begun to make it: all but the last stop."""
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    """How many it tells of, once they have been read."""
    told: Mapped[int] = mapped_column(server_default=text("0"))
    """How many of them are written."""
    size: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    """Bytes of the whole, once it is done."""
    done_at: Mapped[datetime | None]


class ExportPieceRow(MappedTable):
    """A part of such a file, packed: any process can send it, and none must have the whole in memory.

    Of a file that goes nothing can be fetched any more; what it held, which may be much, is deleted a little later, so
    that nobody who deletes an attempt waits for it. Hence no foreign key.
    """

    __tablename__ = "export_piece"

    address: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    data: Mapped[bytes]
