"""The schema, of files of results that are made aside: `tables` has all else."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.domain.exports import Ending, Portion
from quizapp.store.columns import Word
from quizapp.store.tables import MappedTable

_SAME = ("quiz_id", "teacher_id", "portion", "ending", "language")
_WAITING = text("done_at IS NULL")


class ExportRow(MappedTable):
    """A file of a quiz's results that a teacher asked for, while it is made and for a while after.

    It goes at once with whatever it tells of: each of the quiz's attempts, too.
    """

    __tablename__ = "export"
    __table_args__ = (
        Index("uq_export_waiting", *_SAME, unique=True, sqlite_where=_WAITING, postgresql_where=_WAITING),
    )

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
    """A part of such a file, packed: any process can send it, and none must have the whole in memory."""

    __tablename__ = "export_piece"

    address: Mapped[str] = mapped_column(ForeignKey("export.address", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    data: Mapped[bytes]
