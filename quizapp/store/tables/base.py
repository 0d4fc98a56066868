"""What all tables share: how constraints are called, and in what columns values are kept."""

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import (
    MetaData,
    text,
)
from sqlalchemy.orm import DeclarativeBase

from quizapp.domain.attempts import FeedbackTime
from quizapp.domain.quizzes import Counts, Names
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


def where(condition: str) -> dict[str, Any]:
    """Of which rows an index is."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


NO_ID_TWICE = {"sqlite_autoincrement": True}
"""SQLite would give the id of a deleted row to the next: a page that was open before would then act on a stranger."""
