"""What a database holds, whole, so that « nothing was changed » can be said exactly."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import inspect, text

from quizapp.store.session import Database


def contents(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with database.engine.connect() as connection:
        return {
            table: sorted(
                (tuple(map(in_utc, row)) for row in connection.execute(text(f'SELECT * FROM "{table}"'))), key=repr
            )
            for table in inspect(connection).get_table_names()
        }


def kept(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """The same but for the numbers of changes: what is sent again is numbered too, and changes nothing else."""
    with database.engine.connect() as connection:
        at = [column["name"] for column in inspect(connection).get_columns("attempt")].index("changed")
    found = contents(database)
    return {**found, "attempt": [(*row[:at], *row[at + 1 :]) for row in found["attempt"]]}


def in_utc(value: Any) -> Any:
    """A value as it is, but for a time: that in words, as SQLite keeps it, in whatever zone the server tells it."""
    return str(value.astimezone(UTC)) if isinstance(value, datetime) else value


def count(database: Database, table: str) -> int:
    with database.engine.connect() as connection:
        found: int = connection.execute(text(f'SELECT count(*) FROM "{table}"')).scalar_one()
    return found
