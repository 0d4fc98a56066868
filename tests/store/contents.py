"""What a database holds, whole, so that « nothing was changed » can be said exactly."""

from typing import Any

from sqlalchemy import inspect, text

from quizapp.store.session import Database


def contents(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with database.engine.connect() as connection:
        return {
            table: sorted((tuple(row) for row in connection.execute(text(f'SELECT * FROM "{table}"'))), key=repr)
            for table in inspect(connection).get_table_names()
        }


def count(database: Database, table: str) -> int:
    return len(contents(database)[table])
