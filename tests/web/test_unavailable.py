"""A database that cannot write: said as it is, nothing half stored, and reading goes on."""

import fcntl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

import pytest
from flask import Flask
from sqlalchemy import inspect

from quizapp.app import create_app
from quizapp.config import Settings
from quizapp.store import session
from quizapp.store.session import Database, journal_mode, newest_sqlite
from tests.checkouts import ROOT
from tests.makers import bank
from tests.store.contents import contents
from tests.visitors import Visitor

Publish = Callable[..., None]


@contextmanager
def locked(database: Database) -> Iterator[None]:
    """Somebody outside holds the database for themselves."""
    if database.is_sqlite:
        file = str(database.engine.url.database)
        with closing(newest_sqlite().connect(file, isolation_level=None)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            yield
    else:
        with database.engine.connect() as connection:
            tables = ", ".join(inspect(connection).get_table_names())
            connection.exec_driver_sql(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")
            yield


@pytest.fixture
def impatient(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, database: Database, publish: Publish
) -> Iterator[Flask]:
    """The app, waiting for a busy database for a fifth of a second only."""
    publish(bank(), shuffle_choices=False)
    monkeypatch.setattr(session, "_BUSY_MILLISECONDS", 200)
    app = create_app(settings)
    yield app
    app.extensions["quizapp"].database.close()


def test_an_answer_waits_for_a_database_that_is_busy_for_a_moment(
    publish: Publish, visitor: Callable[[], Visitor], database: Database
) -> None:
    publish(bank(), shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    page = reader.get(f"{attempt}/question/1")
    held, happened = threading.Event(), []

    def hold() -> None:
        with locked(database):
            held.set()
            time.sleep(1)
            happened.append("let go")

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait()
    happened.append(str(reader.submit(page, attempt, 1, 1).status_code))
    holder.join()

    assert happened == ["let go", "303"]
    assert len(contents(database)["response"]) == 1


def test_an_answer_that_cannot_be_stored_is_never_acknowledged(impatient: Flask, database: Database) -> None:
    reader = Visitor(impatient.test_client())
    attempt = reader.start()
    page = reader.get(f"{attempt}/question/1")
    before = contents(database)

    with locked(database):
        refused = reader.submit(page, attempt, 1, 1)
        fresh_start = Visitor(impatient.test_client()).get("/quiz/summit")

    assert refused.status_code == 503
    assert refused.headers["Retry-After"] == "5"
    assert "Not saved: please try again" in refused.text
    assert refused.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in refused.headers["Content-Security-Policy"]
    assert fresh_start.status_code == 200  # In WAL mode readers go on; a rollback journal waits its turn.
    assert contents(database) == before

    assert reader.submit(page, attempt, 1, 1).status_code == 303
    assert len(contents(database)["response"]) == 1


def test_every_form_says_that_nothing_was_saved_while_the_database_is_locked(
    impatient: Flask, database: Database
) -> None:
    reader = Visitor(impatient.test_client())
    attempt = reader.start()
    good = {"csrf_token": reader.token()}
    before = contents(database)

    with locked(database):
        statuses = {
            path: reader.client.post(path, data=good).status_code
            for path in (
                "/quiz/summit/start", f"{attempt}/finish", f"{attempt}/again", f"{attempt}/delete", "/scores/delete",
                f"{attempt}/code", "/resume",
            )
        }  # fmt: skip

    assert statuses == dict.fromkeys(statuses, 503)
    assert contents(database) == before


@pytest.mark.sqlite
def test_an_answer_that_waits_too_long_for_its_turn_is_refused_and_taken_later(
    impatient: Flask, settings: Settings, database: Database
) -> None:
    reader = Visitor(impatient.test_client())
    attempt = reader.start()
    page = reader.get(f"{attempt}/question/1")
    before = contents(database)

    with (settings.data / "quizapp.db-turns").open("ab") as somebody:
        fcntl.flock(somebody, fcntl.LOCK_EX)
        refused = reader.submit(page, attempt, 1, 1)
        reading = reader.get("/quiz/summit")

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert "Not saved: please try again" in refused.text
    assert reading.status_code == 200
    assert contents(database) == before
    assert reader.submit(page, attempt, 1, 1).status_code == 303


def test_a_stale_form_while_the_database_is_gone_is_said_as_it_is(
    impatient: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Visitor(impatient.test_client())
    attempt = reader.start()
    parts = impatient.extensions["quizapp"]

    with parts.database.engine.connect() as connection:
        connection.exec_driver_sql("ALTER TABLE response RENAME TO elsewhere")
        connection.commit()
    reply = reader.client.post(f"{attempt}/question/1", data={"choice": "1"})

    assert reply.status_code in (500, 503)
    assert "<h1" in reply.text
    assert "elsewhere" not in reply.text
    assert "no such table" not in reply.text


SCRIPT = """
import ctypes, os, sys
from pathlib import Path
from quizapp.app import create_app
from quizapp.config import Settings
from tests.visitors import Visitor

def visit(folder):
    settings = Settings(data=Path(folder), secret_key="a-secret-for-tests-0123456789-abcdefghij")
    reader = Visitor(create_app(settings).test_client())
    page = reader.get("/quiz/summit")
    reply = reader.post("/quiz/summit/start", page) if page.status_code == 200 else page
    return reader.get("/").status_code, page.status_code, reply.status_code, reply.headers.get("Retry-After")

class Header(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]

class Sets(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint32) for name in ("effective", "permitted", "inheritable")]

def bow_to_permissions():  # Linux lets root write to anything, by the capability CAP_DAC_OVERRIDE, the second bit.
    header, sets, libc = Header(0x20080522, 0), (Sets * 2)(), ctypes.CDLL(None)
    assert libc.capget(ctypes.byref(header), sets) == 0
    sets[0].effective &= ~0b10
    assert libc.capset(ctypes.byref(header), sets) == 0

print(*visit(sys.argv[1]))
if os.geteuid() == 0:
    bow_to_permissions()
print(*visit(sys.argv[2]))
"""


def visited(writable: Path, other: Path) -> subprocess.CompletedProcess[str]:
    """What the script says of both data folders."""
    command = [sys.executable, "-c", SCRIPT, str(writable), str(other)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


@pytest.mark.sqlite
def test_a_read_only_file_can_be_read_and_refuses_answers(
    publish: Publish, settings: Settings, database: Database
) -> None:
    publish(bank())
    with TemporaryDirectory() as folder:
        data = Path(folder)
        data.chmod(0o777)
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        copy(settings.data / "quizapp.db", data / "quizapp.db")
        (data / "quizapp.db").chmod(0o444)

        done = visited(settings.data, data)

        assert done.stdout.splitlines() == ["200 200 303 None", "200 200 503 5"], done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("in_use", [True, False], ids=["in use", "at rest"])
@pytest.mark.sqlite
def test_from_a_read_only_folder_the_app_starts_reads_what_sqlite_can_and_refuses_answers(
    in_use: bool, publish: Publish, settings: Settings, database: Database
) -> None:
    publish(bank())
    with TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        data.mkdir()
        if not in_use:
            with database.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        copy(settings.data / "quizapp.db", data / "quizapp.db")
        for companion in settings.data.glob("quizapp.db-[ws]*") if in_use else ():
            copy(companion, data / companion.name)
        for file in data.iterdir():
            file.chmod(0o444)
        data.chmod(0o555)
        Path(folder).chmod(0o755)

        done = visited(settings.data, data)
        data.chmod(0o755)

        # To read a database in WAL mode SQLite makes two files beside it, unless they are there; if it cannot, nothing
        # of the database can be read, and every page says so.
        readable = in_use or journal_mode(newest_sqlite()) != "WAL"
        expected = "200 200 503 5" if readable else "503 503 503 5"
        assert done.stdout.splitlines() == ["200 200 303 None", expected], done.stderr
        assert "Traceback" not in done.stderr
