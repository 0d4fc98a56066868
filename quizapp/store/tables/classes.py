"""Class lists and who is on them."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    UniqueConstraint,
)
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.domain.collation import collated, filed
from quizapp.store.columns import SORT_KEY, of_column
from quizapp.store.tables.base import NO_ID_TWICE, MappedTable


class ClassRow(MappedTable):
    """A teacher's list of the readers of a class."""

    __tablename__ = "class_list"
    __table_args__ = (NO_ID_TWICE,)

    id: Mapped[int] = mapped_column(primary_key=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    sort_key: Mapped[str] = mapped_column(SORT_KEY, default=of_column("name", collated), server_default="")
    used_at: Mapped[datetime]
    """When it was last changed or handed a quiz: what is long unused goes by itself."""
    archived_at: Mapped[datetime | None]


def _filed(context: DefaultExecutionContext) -> str:
    given = context.get_current_parameters()  # type: ignore[no-untyped-call]
    return filed(given["name"], given.get("family", ""), given.get("given", ""))


class MemberRow(MappedTable):
    """A reader whom a teacher expects, by name or pseudonym."""

    __tablename__ = "member"
    __table_args__ = (
        UniqueConstraint("class_id", "name"),
        CheckConstraint("extra BETWEEN 0 AND 300", name="extra"),
        NO_ID_TWICE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("class_list.id", ondelete="CASCADE"))
    name: Mapped[str]
    sort_key: Mapped[str] = mapped_column(SORT_KEY, default=_filed, server_default="")
    family: Mapped[str] = mapped_column(server_default="")
    given: Mapped[str] = mapped_column(server_default="")
    """The parts of the name; empty where they are not known."""
    identifier: Mapped[str] = mapped_column(server_default="")
    """What else the school knows them by; never shown to readers."""
    extra: Mapped[int]
    """Time beyond the limit of a quiz, in per cent of it."""
    address: Mapped[str] = mapped_column(unique=True)
    """Unguessable: the end of the links that are theirs."""


class ListDraftRow(MappedTable):
    """A class list that its teacher looks over: it becomes a class, or a part of one, or goes within a day."""

    __tablename__ = "list_draft"

    address: Mapped[str] = mapped_column(primary_key=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"), index=True)
    class_id: Mapped[int | None] = mapped_column(ForeignKey("class_list.id", ondelete="CASCADE"), index=True)
    """To which its readers are added; None where they make a class of their own."""
    name: Mapped[str]
    """Of the class that it makes."""
    document: Mapped[str]
    """The list as it came, and what was said of it, as `rosters.drafts` writes it."""
    made_at: Mapped[datetime] = mapped_column(index=True)
