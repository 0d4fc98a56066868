"""The engine, the settings of SQLite that keep the promises, and the two kinds of transaction."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, exc
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.orm import Session

from quizapp.store.turns import NoTurn, Turns

try:
    import pysqlite3.dbapi2 as newer_sqlite
except ImportError:  # No wheel for this platform: the system's SQLite serves, in rollback mode if it is old.
    newer_sqlite = None

APPLICATION_ID = 0x51_5A_41_50
"""« QZAP », written into the file's header, so that another program's database is refused."""

_SAFE_WAL = (3, 51, 3)
"""SQLite before this can corrupt a file in WAL mode (the WAL-reset bug, 3.7.0 to 3.51.2)."""

_BUSY_MILLISECONDS = 5_000
"""How long one waits for one's turn to write and then, should another program hold the database, for SQLite."""


class Unavailable(Exception):
    """The database cannot be read or written now (locked, full, read-only, gone): nothing was stored."""


class Database:
    """One database as a process sees it: built by the application factory or a command, closed by it.

    Raises Unavailable for an address that leads nowhere, and if there is no database where none can be made.
    """

    def __init__(self, url: str) -> None:
        try:
            parsed = make_url(url)
            parsed.get_dialect()
        except (exc.ArgumentError, ImportError) as error:  # No driver is an ImportError of one kind or another.
            raise Unavailable(str(error)) from error
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        if self.is_sqlite:
            file = Path(parsed.database) if parsed.database and parsed.database != ":memory:" else None
            module = newest_sqlite()
            self.engine = create_engine(parsed, module=module)
            self._turns: Turns | None = _turns(file)
            _prepare_sqlite(self.engine, module)
        else:
            self.engine = create_engine(parsed, pool_pre_ping=True, pool_size=10, max_overflow=5, pool_timeout=5)
            self._turns = None
        self._writes = self.engine.execution_options(quizapp_writes=True)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent view of the database; nothing in it is ever written."""
        with translated(), Session(self.engine, autoflush=False) as db:
            yield db

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """All or nothing: committed, and on disk, when the block ends; rolled back if it raises."""
        turn = nullcontext() if self._turns is None else self._turns.turn()
        with (
            translated(),
            turn,
            Session(self._writes, autoflush=False, expire_on_commit=False) as db,
            db.begin(),
        ):
            yield db

    def close(self) -> None:
        self.engine.dispose()
        if self._turns is not None:
            self._turns.close()


def _turns(file: Path | None) -> Turns:
    patience = _BUSY_MILLISECONDS / 1000
    try:
        return Turns(file.with_name(f"{file.name}-turns") if file else None, patience)
    except OSError as error:
        if file is None or not file.exists():
            raise Unavailable(str(error)) from error
        # In a folder that can only be read, readers go on; those who would write hear it from SQLite.
        return Turns(None, patience)


@contextmanager
def translated() -> Iterator[None]:
    """What the driver says of a database that fails, in the one word that the web layer knows."""
    try:
        yield
    except NoTurn as error:
        raise Unavailable("another process does not end its turn to write") from error
    except (DBAPIError, exc.TimeoutError) as error:
        if isinstance(error, IntegrityError | ProgrammingError):
            raise  # A fault of ours, not of the disk.
        raise Unavailable(str(error.__cause__ or error)) from error


def newest_sqlite() -> ModuleType:
    """The DB-API module with the newest SQLite at hand."""
    if newer_sqlite is not None and newer_sqlite.sqlite_version_info > sqlite3.sqlite_version_info:
        return newer_sqlite  # type: ignore[no-any-return]
    return sqlite3


def journal_mode(module: ModuleType) -> str:
    """WAL only on a SQLite that is safe with it."""
    return "WAL" if module.sqlite_version_info >= _SAFE_WAL else "DELETE"


def _prepare_sqlite(engine: Engine, module: ModuleType) -> None:
    mode = journal_mode(module)
    pragmas = (
        f"busy_timeout = {_BUSY_MILLISECONDS}",
        f"journal_mode = {mode}",
        # The promise: COMMIT returns after the sync. In rollback mode EXTRA also syncs the directory entry.
        f"synchronous = {'FULL' if mode == 'WAL' else 'EXTRA'}",
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "secure_delete = ON",
        "mmap_size = 0",
        "temp_store = MEMORY",
        "cache_size = -20000",
        "wal_autocheckpoint = 1000",
        "journal_size_limit = 67108864",
    )

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, record: object) -> None:
        connection.isolation_level = None  # The driver must not begin transactions of its own.
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("quizapp_writes", False)
        # A deferred transaction that reads first cannot become a writer once another has written: it fails at once.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
