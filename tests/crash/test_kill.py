"""kill -9 of the server, all its processes at once, while readers answer: nothing acknowledged is ever lost.

A few rounds in every run, forty in `.ci/run`. The full two hundred take three to five minutes:

    QUIZAPP_KILL_ROUNDS=200 python -m pytest tests/crash/test_kill.py -s
"""

import asyncio
import csv
import io
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

from quizapp.domain.attempts import FeedbackTime
from tests.calculator import expected_score
from tests.load import ledger
from tests.load.readers import Browser, Journey, Reader
from tests.servers import RunningServer, running

ROUNDS = int(os.environ.get("QUIZAPP_KILL_ROUNDS", "4"))

_READERS = 8
_QUIZZES = {"kim-putin-2023": FeedbackTime.AT_ONCE, "kim-poutine-2023": FeedbackTime.AT_END}
_MOST_ANSWERS = 30
_LONGEST_LIFE = 60
"""A server is killed somewhere between none and so many answers, and not later than after so many seconds."""

_GOT = re.compile(r'<span class="got">([^<]+)</span>')


@dataclass
class Room:
    """Readers who share a server that keeps dying under them."""

    readers: Sequence[Reader]
    up: asyncio.Event = field(default_factory=asyncio.Event)
    closing: bool = False
    lost_replies: int = 0

    @property
    def kept(self) -> int:
        return sum(reader.kept for reader in self.readers)

    def open(self, server: RunningServer) -> None:
        for reader in self.readers:
            reader.browser.port = server.port
        self.up.set()

    async def read(self, reader: Reader, number: int) -> None:
        """One quiz after another until the room closes, each to its end however often the server dies."""
        taken = 0
        while not self.closing:
            slug = tuple(_QUIZZES)[(number + taken) % len(_QUIZZES)]
            await self._insist(reader, slug, f"reader {number}, attempt {taken}")
            taken += 1
        await reader.browser.close()

    async def _insist(self, reader: Reader, slug: str, name: str) -> None:
        journey: Journey | None = None
        while journey is None or not journey.ended:
            await self.up.wait()
            try:
                if journey is None:
                    journey = await reader.start(slug, name)
                await reader.go_on(journey)
            except (OSError, EOFError):
                self.lost_replies += 1
                await asyncio.sleep(0.01)


def test_no_acknowledged_answer_is_lost_when_the_server_is_killed(tmp_path: Path) -> None:
    data = tmp_path / "data"
    _quizapp(data, "db", "upgrade")
    with running(data) as server:
        server.stop()
    for slug, feedback in _QUIZZES.items():
        _quizapp(data, "quiz", "set", slug, "--feedback", feedback, "--shuffle-questions")

    room = asyncio.run(_evening(data, tmp_path / "copy"))

    checked = ledger.check(data / "quizapp.db", room.readers)
    assert not checked.faults
    assert not ledger.damage(data / "quizapp.db")
    _check_scores(data, room)
    sys.stdout.write(
        f"\n{ROUNDS} kills, {room.lost_replies} broken requests, {checked.acknowledged} acknowledgements, "
        f"{checked.stored} responses stored, {sum(len(reader.journeys) for reader in room.readers)} attempts\n"
    )
    assert checked.acknowledged > 5 * ROUNDS, "too little happened between the kills"
    assert room.lost_replies > ROUNDS // 2, "the kills came when nobody was answering"


async def _evening(data: Path, copy: Path) -> Room:
    chance = random.Random(20230913)
    browsers = [Browser(0) for _ in range(_READERS)]
    room = Room([Reader(browser, random.Random(n), wavering=0.2) for n, browser in enumerate(browsers)])
    reading = asyncio.gather(*(room.read(reader, n) for n, reader in enumerate(room.readers)))
    for _ in range(ROUNDS):
        with ExitStack() as stack:
            options = ("--workers", str(chance.choice((1, 2))))
            server = await asyncio.to_thread(stack.enter_context, running(data, options=options))
            room.open(server)
            await _live(room, chance)
            assert not reading.done(), reading.exception()
            room.up.clear()
            server.kill()
        _check_what_is_left(data, copy, room)
    with ExitStack() as stack:
        room.open(await asyncio.to_thread(stack.enter_context, running(data)))
        room.closing = True
        await reading
    return room


async def _live(room: Room, chance: random.Random) -> None:
    """Until a moment that has nothing to do with where any request is."""
    enough, deadline = room.kept + chance.randint(0, _MOST_ANSWERS), time.monotonic() + _LONGEST_LIFE
    while room.kept < enough and time.monotonic() < deadline:
        await asyncio.sleep(0.001)
    await asyncio.sleep(chance.uniform(0, 0.03))


def _check_what_is_left(data: Path, copy: Path, room: Room) -> None:
    """Right after the kill, on a copy, so that the next server finds the files as they were left."""
    shutil.copytree(data, copy)
    assert not ledger.damage(copy / "quizapp.db")
    assert not ledger.check(copy / "quizapp.db", room.readers).faults
    shutil.rmtree(copy)


def _check_scores(data: Path, room: Room) -> None:
    """The page, the command line and the calculator agree on every attempt."""
    stored = ledger.attempts(data / "quizapp.db")
    listed = {slug: _listed(data, slug) for slug in _QUIZZES}
    for journey in (journey for reader in room.readers for journey in reader.journeys):
        attempt = stored[journey.address]
        expected = expected_score(attempt.bank, attempt.responses)
        shown = _GOT.search(journey.last_page)
        assert shown and Decimal(shown[1]) == expected.quantize(Decimal("0.01"), ROUND_HALF_EVEN)
        assert listed[attempt.bank.id][journey.name] == [expected]


def _listed(data: Path, slug: str) -> dict[str, list[Decimal]]:
    """The scores of the finished attempts by name, as the command line gives them."""
    scores: dict[str, list[Decimal]] = {}
    for row in csv.DictReader(io.StringIO(_quizapp(data, "results", slug, "--csv").removeprefix("\ufeff"))):
        if row["State"] == "finished":
            scores.setdefault(row["Name"], []).append(Decimal(row["Score"]))
    return scores


def _quizapp(data: Path, *words: str) -> str:
    command = [sys.executable, "-m", "quizapp.cli", *words, "--data", str(data)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
