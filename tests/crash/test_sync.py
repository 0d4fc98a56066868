"""No acknowledgement leaves the server before the answer is on disk, seen from outside by strace.

kill -9 alone would not tell: what a dead process has written and not synced, the system keeps.
"""

import asyncio
import os
import random
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.load import ledger
from tests.load.readers import Astray, Browser, Reader
from tests.servers import RunningServer, running

pytestmark = pytest.mark.skipif(
    shutil.which("strace") is None, reason="strace is not installed: apt-get install strace"
)

_SLUG = "kim-putin-2023"
_READS = ("recvfrom", "recvmsg", "read", "readv")
_SYNCS = ("fsync", "fdatasync")
_CALLS = ",".join((*_READS, *_SYNCS, "write", "writev", "pwrite64", "pwritev", "sendto", "sendmsg"))
_FILE = re.compile(r"\d+<([^>]*quizapp\.db(?:-wal|-journal)?)>")
_WHOLE = re.compile(r"(\d+) +(\w+)\((.*)\) += (-?\w+)")
_UNFINISHED = re.compile(r"(\d+) +(\w+)\((.*) <unfinished \.\.\.>$")
_RESUMED = re.compile(r"(\d+) +<\.\.\. \w+ resumed>(.*)\) += (-?\w+)")


def test_each_acknowledgement_leaves_after_a_completed_sync_of_what_it_acknowledges(tmp_path: Path) -> None:
    reader, on_disk = _watched(tmp_path, "quizapp.cli")

    assert len(reader.journeys[0].answers) == 13
    assert on_disk == [True] * 14, "the start and thirteen answers"


def test_the_same_watch_catches_a_server_that_does_not_sync(tmp_path: Path) -> None:
    __, on_disk = _watched(tmp_path, "tests.crash.unsynced")

    assert on_disk == [False] * 14


def test_an_answer_that_the_disk_refuses_is_not_acknowledged(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with running(data) as server:
        reader = Reader(Browser(server.port), random.Random(1))

        async def answer() -> None:
            journey = await reader.start(_SLUG)
            processes = server.processes
            with _failing_disk(server), pytest.raises(Astray, match="Not saved"):
                try:
                    await reader.go_on(journey)
                except EOFError:  # A connection may be cut while a server is traced: a browser asks once more.
                    await reader.go_on(journey)
            assert server.processes == processes
            refused = ledger.check(data / "quizapp.db", [reader])
            assert refused.acknowledged == refused.stored == 0
            await reader.go_on(journey)
            await reader.browser.close()

        asyncio.run(answer())

    checked = ledger.check(data / "quizapp.db", [reader])
    assert not checked.faults
    assert checked.acknowledged == checked.stored == 13
    assert not ledger.damage(data / "quizapp.db")


def _watched(tmp_path: Path, module: str) -> tuple[Reader, list[bool]]:
    """One whole quiz on a server under strace: its reader, and of each acknowledgement whether it was on disk."""
    log = tmp_path / "strace.log"
    wrap = ("strace", "-f", "-y", "-s", "128", "-e", f"trace={_CALLS}", "-e", "signal=none", "-o", str(log))
    with running(tmp_path / "data", module=module, wrap=wrap) as server:
        reader = Reader(Browser(server.port), random.Random(1))

        async def take() -> None:
            await reader.take(_SLUG)
            await reader.browser.close()

        asyncio.run(take())
    return reader, list(_on_disk(_calls(log.read_text(errors="replace"))))


@dataclass(frozen=True)
class Call:
    """One system call: the lines of the log where it began and ended, what it was given, and what it returned."""

    began: int
    ended: int
    name: str
    given: str
    returned: str

    @property
    def file(self) -> str:
        """The database's file that it is about, if it is: the memory index -shm is not, being made from the log."""
        found = _FILE.match(self.given)
        return found[1] if found else ""


def _calls(log: str) -> list[Call]:
    """The calls in the order they began; those of several threads overlap."""
    calls, unfinished = [], {}
    for number, line in enumerate(log.splitlines()):
        if found := _UNFINISHED.match(line):
            unfinished[found[1]] = (number, found[2], found[3])
        elif (found := _RESUMED.match(line)) and found[1] in unfinished:
            began, name, given = unfinished.pop(found[1])
            calls.append(Call(began, number, name, given + found[2], found[3]))
        elif found := _WHOLE.match(line):
            calls.append(Call(number, number, *found.groups()[1:]))
    return sorted(calls, key=lambda call: call.began)


def _on_disk(calls: Sequence[Call]) -> Iterator[bool]:
    """For each POST that was answered with 303: whether a sync of what it wrote lies, whole, between write and reply.

    There is one reader, so what is written between a request and its reply belongs to that request.
    """
    for post in (call for call in calls if call.name in _READS and '"POST /' in call.given):
        reply = next(call for call in calls if call.began > post.ended and '"HTTP/1.1 ' in call.given)
        assert '"HTTP/1.1 303' in reply.given
        between = [call for call in calls if call.file and post.ended < call.began < reply.began]
        last = [call for call in between if call.name not in _SYNCS][-1]
        yield any(
            call.name in _SYNCS
            and call.file == last.file
            and call.began > last.ended
            and call.ended < reply.began
            and call.returned == "0"
            for call in between
        )


@contextmanager
def _failing_disk(server: RunningServer) -> Iterator[None]:
    """While it lasts, every sync of the server fails with an input/output error."""
    pids = server.processes
    command = ["strace", "-f", "-e", f"inject={','.join(_SYNCS)}:error=EIO", "-o", os.devnull]
    strace = subprocess.Popen([*command, *(f"-p{pid}" for pid in pids)], stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 20
        while any("TracerPid:\t0\n" in Path(f"/proc/{pid}/status").read_text() for pid in pids):
            if strace.poll() is not None or time.monotonic() > deadline:
                pytest.skip("strace may not attach to a running process here: try as root")
            time.sleep(0.05)
        yield
    finally:
        strace.terminate()
        strace.wait()
