"""What a column may hold beyond what databases know: times with their zone, exact marks, places, words."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Text
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.types import TypeDecorator

from quizapp.domain.scoring import PLACES


class AnyText(TypeDecorator[str]):
    """Any text. PostgreSQL refuses NUL, of which no text of ours has any: it is kept, and looked for, as unreadable."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return value.replace("\0", "\ufffd") if value and "\0" in value else value


SORT_KEY = Text(collation="C").with_variant(Text(), "sqlite")
"""A key of `domain.collation`: compared by its characters alone on every database, in whatever language it is."""


def of_column(name: str, key: Callable[[str], str]) -> Callable[[DefaultExecutionContext], str | None]:
    """What a column holds of a new row by default: the key of another one of it."""

    def default(context: DefaultExecutionContext) -> str | None:
        given = context.get_current_parameters().get(name)  # type: ignore[no-untyped-call]
        return None if given is None else key(given)

    return default


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, in UTC on every database.

    SQLite has no zones, so the zone is put back when read; PostgreSQL tells times in the zone where it stands.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Points(TypeDecorator[Decimal]):
    """An exact number of marks, kept as a count of ten-millionths: sums are exact on every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value / PLACES)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value) * PLACES


class Places(TypeDecorator[Any]):
    """Places of questions or choices, comma-separated: a set of them rising, a tuple in its order."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[frozenset[int]] | type[tuple[int, ...]]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Collection[int] | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return ",".join(map(str, sorted(value) if self.kind is frozenset else value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Collection[int] | None:
        if value is None:
            return None
        return _known(self.kind, value) if len(value) <= _SHORT else _read(self.kind, value)


class Word(TypeDecorator[Any]):
    """One of the words of an enumeration."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.kind(value)


_SHORT = 64


def _read(kind: type[frozenset[int]] | type[tuple[int, ...]], text: str) -> Collection[int]:
    return kind(map(int, text.split(","))) if text else kind()


_known = lru_cache(1024)(_read)
"""A class gives few responses that differ, so what is short is read once; a long list is not kept in memory."""
