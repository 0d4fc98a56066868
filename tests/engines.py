"""The two engines that keep a database: each gives a test one that every migration has run on."""

import shutil
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from itertools import count
from pathlib import Path
from typing import Protocol

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from quizapp.store import schema
from quizapp.store.session import Database
from tests.postgresql import Server

ENGINES = ("sqlite", "postgresql")
"""By the names of their fixtures, which are also in the ids of the tests: `pytest -k sqlite` runs on SQLite alone."""


class Engine(Protocol):
    def address(self, data: Path) -> str:
        """For an installation with this data folder: where it will find its database; nothing is made yet."""

    def empty(self, address: str) -> AbstractContextManager[Database]:
        """A new database at this address, with nothing in it."""

    def migrated(self, address: str) -> AbstractContextManager[Database]:
        """A new database at this address, with the tables of the program and nothing in them."""


class Sqlite:
    """Copies one file: that takes a hundredth of the time that the migrations do."""

    def __init__(self, template: Path) -> None:
        self._template = template
        with self.empty(self.address(template.parent)) as database:
            schema.upgrade(database)

    def address(self, data: Path) -> str:
        return f"sqlite:///{data / 'quizapp.db'}"

    @contextmanager
    def empty(self, address: str) -> Iterator[Database]:
        with closing(Database(address)) as database:
            yield database

    @contextmanager
    def migrated(self, address: str) -> Iterator[Database]:
        shutil.copyfile(self._template, str(make_url(address).database))
        with self.empty(address) as database:
            yield database


class Postgresql:
    """Copies one database within the server, and drops the copies one by one, whoever still holds them."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._numbers = count(1)
        self._left: deque[str] = deque()
        self._engine = create_engine(server.address("postgres", "postgres"), isolation_level="AUTOCOMMIT")
        self._run("CREATE DATABASE migrated OWNER quizapp")
        with closing(Database(server.address("migrated"))) as database:
            schema.upgrade(database)

    def address(self, data: Path) -> str:
        return self._server.address(f"test_{next(self._numbers)}")

    def empty(self, address: str) -> AbstractContextManager[Database]:
        return self._made(address, "template0")

    def migrated(self, address: str) -> AbstractContextManager[Database]:
        return self._made(address, "migrated")

    @contextmanager
    def _made(self, address: str, template: str) -> Iterator[Database]:
        name = str(make_url(address).database)
        if len(self._left) > 1:
            self._run(f"DROP DATABASE {self._left.popleft()} WITH (FORCE)")
        # Three times as fast as by the log, which is for large templates on a disk that must not lose them.
        self._run(f"CREATE DATABASE {name} OWNER quizapp TEMPLATE {template} STRATEGY file_copy")
        try:
            with closing(Database(address)) as database:
                yield database
        finally:
            self._left.append(name)  # For later: the server would wait a tenth of a second for those who just left.

    def close(self) -> None:
        self._engine.dispose()

    def _run(self, statement: str) -> None:
        with self._engine.connect() as connection:
            connection.exec_driver_sql(statement)


def go_back(database: Database, revision: str) -> None:
    """Take an older schema again, which a program of then would know."""
    with database.engine.execution_options(quizapp_writes=True).connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        if database.is_sqlite:
            driver.execute("PRAGMA foreign_keys = OFF")  # As an upgrade has it: tables are made anew.
        with connection.begin():
            config = Config()
            config.set_main_option("script_location", str(Path(schema.__file__).parents[1] / "migrations"))
            config.attributes["connection"] = connection
            command.downgrade(config, revision)
        if database.is_sqlite:
            driver.execute("PRAGMA foreign_keys = ON")
