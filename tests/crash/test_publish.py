"""Killed in the middle of a load or a publish: at the next start all of it is there, or none."""

import asyncio
import os
import random
import re
import sqlite3
import time
from contextlib import closing, suppress
from html import unescape
from pathlib import Path

import pytest

from quizapp.domain.accounts import Role
from quizapp.services.passwords import Passwords
from quizapp.store import schema, teachers
from quizapp.store.session import Database
from tests.load.readers import Browser
from tests.makers import NOON
from tests.servers import RunningServer, running

ROUNDS = int(os.environ.get("QUIZAPP_PUBLISH_ROUNDS", "3"))
QUESTIONS = 400
EMAIL, PASSWORD = "anna@school.example", "quiet harbour seven lamps"
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def text(edition: int) -> str:
    """A bank of many questions, all of them different in each edition."""
    choices = "    choices: [{text: A, right: yes}, B]\n"
    questions = "".join(
        f"  - id: q{n}\n    kind: single\n    stem: Question {n} of {edition}?\n{choices}" for n in range(QUESTIONS)
    )
    return f"id: many\ntitle: Edition {edition}\nlanguage: en\nquestions:\n{questions}"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder in which a teacher is at home."""
    database = Database(f"sqlite:///{tmp_path / 'quizapp.db'}")
    schema.upgrade(database)
    with database.transaction() as db:
        teachers.add(db, EMAIL, Role.TEACHER, Passwords().hashed(PASSWORD, ""), NOON)
    database.close()
    return tmp_path


async def form(browser: Browser, page: str, action: str, **fields: str) -> str:
    """Send a form of a page; where the reply leads."""
    token = _TOKEN.search((await browser.get(page)).text)
    assert token, page
    reply = await browser.post(action, [("csrf_token", unescape(token[1])), *fields.items()])
    assert reply.status == 303, reply.text
    return reply.location


async def load_and_publish(server: RunningServer, edition: int, delay: float | None) -> tuple[bool, bool, float]:
    """Log in, load, publish, and be killed on the way, so long after the log-in.

    Whether the load and the publishing were acknowledged, and how long both took.
    """
    browser = Browser(server.port)
    await form(browser, "/teacher/login", "/teacher/login", email=EMAIL, password=PASSWORD)
    loop, begun = asyncio.get_running_loop(), time.monotonic()
    killing = None if delay is None else loop.run_in_executor(None, kill_after, server, delay)
    loaded = published = False
    with suppress(OSError, EOFError, AssertionError, TimeoutError):
        preview = await form(browser, "/teacher/load", "/teacher/load", text=text(edition))
        loaded = True
        while "This page goes on by itself" in (await browser.get(preview)).text:
            await asyncio.sleep(0.05)
        await form(browser, preview, f"{preview}/publish")
        published = True
    took = time.monotonic() - begun
    if killing is not None:
        await killing
    await browser.close()
    return loaded, published, took


def kill_after(server: RunningServer, delay: float) -> None:
    time.sleep(delay)
    server.kill()


def test_a_publish_is_whole_or_not_at_all_wherever_the_server_is_killed(data: Path) -> None:
    chance = random.Random(7)
    with running(data, options=("--workers", "1")) as server:
        _loaded, published, whole = asyncio.run(load_and_publish(server, 1, None))
    assert published
    acknowledged, cut = 1, 0

    for number in range(ROUNDS):
        edition = number + 2
        # The first is too early on any machine, the last too late for most.
        delay = 1.5 * whole * (number + chance.random()) / ROUNDS
        with running(data, options=("--workers", "1")) as server:
            loaded, published, _took = asyncio.run(load_and_publish(server, edition, delay))
        acknowledged += published
        cut += not published
        with closing(sqlite3.connect(data / "quizapp.db")) as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            versions = db.execute(
                "SELECT version.id, number, question_count, version.title FROM version JOIN bank ON bank.id = bank_id "
                "WHERE slug = 'many' ORDER BY number"
            ).fetchall()
            assert [number for __, number, __, __ in versions] == list(range(1, len(versions) + 1))
            for id_, __, questions, __ in versions:
                count = db.execute("SELECT count(*) FROM question WHERE version_id = ?", (id_,)).fetchone()
                assert count == (questions,) == (QUESTIONS,)
            newest = versions[-1][3] if versions else ""
            waiting = db.execute("SELECT count(*) FROM upload").fetchone()[0]
            if published:
                assert newest == f"Edition {edition}"
            elif loaded and newest != f"Edition {edition}":
                assert waiting > 0, "the file was acknowledged and is gone"
            assert len(versions) >= acknowledged

    print(f"\n{ROUNDS} kills: {acknowledged} acknowledged, {cut} cut short")
    assert cut > 0
