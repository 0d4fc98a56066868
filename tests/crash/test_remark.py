"""Killed in the middle of marking a class again: every score is by the one key or every one by the other.

More rounds take some two seconds each:

    QUIZAPP_REMARK_ROUNDS=60 python -m pytest tests/crash/test_remark.py -s
"""

import asyncio
import os
import random
import re
import sqlite3
import time
from contextlib import closing, suppress
from dataclasses import replace
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import insert

from quizapp.domain.accounts import Role
from quizapp.services.passwords import Passwords
from quizapp.store import schema, teachers
from quizapp.store.session import Database
from quizapp.store.tables import AttemptRow, ReaderRow, ResponseRow
from tests.load.readers import Browser
from tests.makers import NOON, bank, choices, load, single
from tests.servers import RunningServer, running

ROUNDS = int(os.environ.get("QUIZAPP_REMARK_ROUNDS", "3"))
READERS, QUESTIONS = 400, 50
EMAIL, PASSWORD = "anna@school.example", "quiet harbour seven lamps"
PAGE = "/teacher/quiz/many/remark"
_FIELD = re.compile(r'name="(csrf_token|version|digest)"[^>]*value="([^"]+)"')


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A class has finished a quiz whose second version turns every key round; its teacher is at home here."""
    database = Database(f"sqlite:///{tmp_path / 'quizapp.db'}")
    schema.upgrade(database)
    for right in (0, 1):
        asked = [single(f"q{n}", choices=choices("A", "B", right=(right,))) for n in range(QUESTIONS)]
        load(database, replace(bank(*asked, id_="many"), article=None))
    with database.transaction() as db:
        teachers.add(db, EMAIL, Role.OWNER, Passwords().hashed(PASSWORD, ""), NOON)
        db.execute(insert(ReaderRow), [{"id": n, "token_digest": str(n), "created_at": NOON} for n in each_reader()])
        db.execute(insert(AttemptRow), [attempt(n) for n in each_reader()])
        db.execute(insert(ResponseRow), [response(n, place) for n in each_reader() for place in range(QUESTIONS)])
    database.close()
    return tmp_path


def each_reader() -> range:
    return range(1, READERS + 1)


def attempt(number: int) -> dict[str, object]:
    return {
        "id": number, "address": f"a{number}", "quiz_id": 1, "version_id": 1, "reader_id": number, "seed": "s",
        "feedback": "at-end", "shuffle_questions": False, "shuffle_choices": False, "name": f"Reader {number}",
        "state": "finished", "code_digest": f"c{number}", "started_at": NOON, "finished_at": NOON,
    }  # fmt: skip


def response(number: int, place: int) -> dict[str, object]:
    """Half of the answers are A, right by the first version; the others are B, right by the second."""
    picked = (number * 7 + place) % 2
    return {
        "attempt_id": number, "place": place, "version_id": 1, "picked": frozenset({picked}),
        "mark": Decimal(1 - picked),
        "revision": 1, "responded_at": NOON,
    }  # fmt: skip


async def mark_again(server: RunningServer, version: int, delay: float | None) -> tuple[bool, float]:
    """Log in, look, confirm, and be killed so long after that; whether it was acknowledged, and how long it took."""
    browser = Browser(server.port)
    login = await fields(browser, "/teacher/login")
    await browser.post("/teacher/login", [*login.items(), ("email", EMAIL), ("password", PASSWORD)])
    seen = await fields(browser, f"{PAGE}?version={version}")
    assert seen["version"] == str(version)
    begun, acknowledged = time.monotonic(), False
    loop = asyncio.get_running_loop()
    killing = None if delay is None else loop.run_in_executor(None, kill_after, server, delay)
    with suppress(OSError, EOFError, TimeoutError):
        acknowledged = (await browser.post(PAGE, list(seen.items()))).status == 303
    took = time.monotonic() - begun
    if killing is not None:
        await killing
    await browser.close()
    return acknowledged, took


def kill_after(server: RunningServer, delay: float) -> None:
    time.sleep(delay)
    server.kill()


async def fields(browser: Browser, path: str) -> dict[str, str]:
    """What the form on a page holds of its own."""
    return {name: unescape(value) for name, value in _FIELD.findall((await browser.get(path)).text)}


def version_marking(data: Path) -> int:
    """The one version whose key every response is marked by; fails if there is no such one."""
    with closing(sqlite3.connect(data / "quizapp.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        markers = db.execute("SELECT DISTINCT marked_by FROM attempt").fetchall()
        assert markers in ([(None,)], [(2,)])
        version = markers[0][0] or 1
        wrongly = "SELECT count(*) FROM response WHERE (mark = 10000000) <> (picked = ?)"
        assert db.execute(wrongly, (str(version - 1),)).fetchone() == (0,)
        assert db.execute("SELECT count(*) FROM response").fetchone() == (READERS * QUESTIONS,)
    return version


def logged(data: Path) -> int:
    with closing(sqlite3.connect(data / "quizapp.db")) as db:
        return int(db.execute("SELECT count(*) FROM entry WHERE act = 're-marked'").fetchone()[0])


def test_a_class_is_marked_again_whole_or_not_at_all_wherever_the_server_is_killed(data: Path) -> None:
    chance = random.Random(13)
    with running(data, options=("--workers", "1")) as server:
        acknowledged, whole = asyncio.run(mark_again(server, 2, None))
    assert acknowledged
    assert version_marking(data) == 2
    done = cut = 0

    def delay(number: int) -> float:
        """The first is too early on any machine, the last too late for most."""
        return 1.8 * whole * (number + chance.random()) / ROUNDS

    for number in range(ROUNDS):
        before, entries = version_marking(data), logged(data)
        wanted = 3 - before
        with running(data, options=("--workers", "1")) as server:
            acknowledged, __ = asyncio.run(mark_again(server, wanted, delay(number)))
        after = version_marking(data)
        assert after == wanted or not acknowledged
        assert logged(data) == entries + (after != before)
        done += after != before
        cut += after == before

    print(f"\n{ROUNDS} kills within {1.8 * whole:.2f} s: {done} were done, {cut} were not")
    assert cut > 0
