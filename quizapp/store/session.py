"""The engine, the settings of SQLite that keep the promises, and the two kinds of transaction."""

import logging
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, exc
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
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
"""How long one waits for one's turn to write and then for a lock that another program or transaction holds."""

LOSABLE = frozenset(
    {
        "uq_attempt_open",  # Two starts at once: the second finds the first one's attempt, and goes on with it.
        "uq_attempt_open_of_member",
        "uq_bank_slug_of_instance",  # Two first versions of a bank: the second becomes the next one.
        "uq_bank_teacher_id_slug",
        "uq_export_waiting",  # A file asked for twice at once: the second finds that it is being made.
        "uq_link_email",  # Two links for one address: the second takes the place of the first, as if it had come later.
        "uq_member_class_id_name",  # The same list added twice: the second finds those names there.
        "uq_quiz_slug",  # Two quizzes drew the same code: the second draws another.
        "uq_teacher_email",  # One invitation opened twice: the second hears that they teach here already.
    }
)
"""The unique keys that an insert may lose to another's, because who looks first cannot lock what is not there yet.

Done again, the unit of work finds what the other one inserted. Any other key that fails is a fault of ours. SQLite has
one writer at a time, who looks and inserts in one turn, so there nothing is ever lost.
"""
_TRIES = 6
"""How often a unit of work is done until its database counts as unavailable: at each try somebody else got through."""
_FIRST_PAUSE = 0.005
"""Seconds at most before the second try; twice as many before each next one."""
_SERIALIZATION_FAILURE, _DEADLOCK_DETECTED, _UNIQUE_VIOLATION = "40001", "40P01", "23505"
"""PostgreSQL's states (its manual, appendix A)."""

Done = TypeVar("Done")

_log = logging.getLogger(__name__)


class Unavailable(Exception):
    """The database cannot be read or written now (locked, full, read-only, gone): nothing was stored."""


class LostRace(Unavailable):
    """Another unit of work was first: nothing of this one was stored, and done again it sees what the other did."""


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
        how_to_write: dict[str, Any] = {"quizapp_writes": True}
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        if self.is_sqlite:
            file = Path(parsed.database) if parsed.database and parsed.database != ":memory:" else None
            module = newest_sqlite()
            self.engine = create_engine(parsed, module=module)
            self._turns: Turns | None = _turns(file)
            _prepare_sqlite(self.engine, module)
            self._reads = self.engine
        else:
            self.engine = create_engine(parsed, pool_pre_ping=True, pool_size=10, max_overflow=5, pool_timeout=5)
            self._turns = None
            how_to_write["isolation_level"] = "READ COMMITTED"  # Who waited for a lock then reads what was written.
            if parsed.get_backend_name() == "postgresql":
                _prepare_postgresql(self.engine)
            # As SQLite has it by itself: every statement sees the database as the first one did.
            self._reads = self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self._writes = self.engine.execution_options(**how_to_write)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent view of the database; nothing in it is ever written."""
        with translated(), Session(self._reads, autoflush=False) as db:
            yield db

    def run(self, work: Callable[[Session], Done]) -> Done:
        """Do a unit of work, all of it or nothing: what it did is on disk when this returns what it returned.

        It is done again from its beginning, in a transaction of its own, where another one was first: where it lost an
        insert of one of the LOSABLE keys, or the database could not put both in an order. So whatever it does besides
        `db` must bear being done twice. Raises what `work` raises, and Unavailable after so many tries.
        """
        for tried in range(1, _TRIES + 1):
            try:
                with self.transaction() as db:
                    return work(db)
            except LostRace as error:
                if tried == _TRIES:
                    raise Unavailable(str(error)) from error
                _log.info("a unit of work is done again: %s", error)
                time.sleep(random.uniform(0, _FIRST_PAUSE * 2**tried))  # noqa: S311 - so that two do not meet again.
        raise AssertionError("unreachable")

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """One try of a unit of work: on disk when the block ends, rolled back if it raises. Raises LostRace."""
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
        if _is_lost_race(error):
            raise LostRace(str(error.__cause__ or error)) from error
        if isinstance(error, IntegrityError | ProgrammingError | DataError):
            raise  # A fault of ours, not of the disk.
        raise Unavailable(str(error.__cause__ or error)) from error


def _is_lost_race(error: Exception) -> bool:
    """Whether PostgreSQL says that another transaction was first; SQLite's errors have no such state."""
    cause = error.__cause__
    state = getattr(cause, "sqlstate", None)
    if state == _UNIQUE_VIOLATION:
        return getattr(getattr(cause, "diag", None), "constraint_name", None) in LOSABLE
    return state in (_SERIALIZATION_FAILURE, _DEADLOCK_DETECTED)


def newest_sqlite() -> ModuleType:
    """The DB-API module with the newest SQLite at hand."""
    if newer_sqlite is not None and newer_sqlite.sqlite_version_info > sqlite3.sqlite_version_info:
        return newer_sqlite  # type: ignore[no-any-return]
    return sqlite3


def journal_mode(module: ModuleType) -> str:
    """WAL only on a SQLite that is safe with it."""
    return "WAL" if module.sqlite_version_info >= _SAFE_WAL else "DELETE"


def _prepare_postgresql(engine: Engine) -> None:
    """By itself it would wait for a lock without end."""
    milliseconds = _BUSY_MILLISECONDS

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, record: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = {milliseconds}")
        connection.commit()


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
