"""Stopping the server while readers answer: what was acknowledged is stored, and nobody waits long."""

import asyncio
import random
import signal
import time
from pathlib import Path

import pytest

from quizapp import serving
from tests.load import ledger
from tests.load.readers import Browser, HalfReply, Reader
from tests.servers import running

_READERS = 50


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "Ctrl-C"])
def test_a_server_told_to_stop_keeps_every_answer_and_ends_quietly(tmp_path: Path, by: signal.Signals) -> None:
    with running(tmp_path) as server:
        readers = [Reader(Browser(server.port), random.Random(n)) for n in range(_READERS)]

        halves: list[Reader] = []

        async def take(reader: Reader) -> None:
            try:
                await reader.take("kim-putin-2023")
            except HalfReply:
                halves.append(reader)
            except (OSError, EOFError):
                pass  # The server closed the door between two requests, as it may.
            await reader.browser.close()

        async def stop_among_them() -> tuple[int, float]:
            reading = asyncio.gather(*map(take, readers))
            while sum(reader.kept for reader in readers) <= _READERS:
                assert not reading.done()
                await asyncio.sleep(0.01)
            begun = time.monotonic()
            status = await asyncio.to_thread(server.stop, by)
            took = time.monotonic() - begun
            await reading
            return status, took

        status, took = asyncio.run(stop_among_them())
        said = server.said()

    checked = ledger.check(tmp_path / "quizapp.db", readers)
    assert not checked.faults
    assert checked.acknowledged > _READERS
    assert not halves
    assert status == 0
    assert took < 120  # It ends, whatever is under way: no machine is so slow.
    assert "Traceback" not in said
    assert "ERROR" not in said


@pytest.mark.parametrize(("options", "workers"), [((), serving.WORKERS), (("--workers", "1"), 1)], ids=str)
def test_the_server_runs_as_many_processes_as_it_says(options: tuple[str, ...], workers: int, tmp_path: Path) -> None:
    with running(tmp_path, options=options) as server:
        assert len(server.processes) == 1 + workers
