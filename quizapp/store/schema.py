"""Brings a database to the newest schema, and refuses one that is not ours or is newer than this program."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, inspect

from quizapp.store.session import APPLICATION_ID, Database, translated

_MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


class WrongDatabase(Exception):
    """The file is not a database of this program, or a newer program has written it."""


def upgrade(database: Database, to: str = "head") -> None:
    """Create or migrate the tables, in one transaction; `to` an older schema only to show the way from it.

    Raises WrongDatabase rather than touch a foreign file, and Unavailable.
    """
    with (
        translated(),
        database.engine.execution_options(quizapp_writes=True).connect() as connection,
        _unbound(database, connection),
        connection.begin(),
    ):
        _refuse_foreign(database, connection)
        try:
            config = Config()
            config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
            config.attributes["connection"] = connection
            command.upgrade(config, to)
        except CommandError as error:
            raise WrongDatabase(
                "The database was written by a newer quizapp. Update quizapp, or restore an older copy."
            ) from error
        if database.is_sqlite:
            assert not connection.exec_driver_sql("PRAGMA foreign_key_check").all(), "a migration broke a reference"
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


@contextmanager
def _unbound(database: Database, connection: Connection) -> Iterator[None]:
    """Foreign keys off: SQLite changes a table by making it anew, and to drop the old one would break what names it.

    It can be said only outside a transaction, so on the driver's own connection.
    """
    if not database.is_sqlite:
        yield
        return
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def _refuse_foreign(database: Database, connection: Connection) -> None:
    if not database.is_sqlite:
        return
    application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    tables = inspect(connection).get_table_names()
    if application not in (0, APPLICATION_ID) or (tables and application != APPLICATION_ID):
        raise WrongDatabase("The database file belongs to another program. Choose another data folder.")
