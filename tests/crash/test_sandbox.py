"""A process that reads a file ends with the one that asked for it, however that one ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.formats.sandbox.test_parent import SLOW, children

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="looks at processes in /proc, as Linux has"
)

_PARENT = """
import sys
from quizapp.formats import sandbox
sandbox.read("slow.yaml", sys.stdin.buffer.read(), sandbox.Limits(seconds=600))
"""


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGTERM], ids=["kill -9", "SIGTERM"])
def test_a_killed_server_leaves_no_reader_behind(by: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", _PARENT], stdin=subprocess.PIPE, start_new_session=True) as parent:
        assert parent.stdin is not None
        parent.stdin.write(SLOW)
        parent.stdin.close()
        reader = _started_by(parent.pid)
        time.sleep(1)  # It has been given the file, and thinks.
        assert _runs(reader)

        os.kill(parent.pid, by)
        parent.wait()

        deadline = time.monotonic() + 120
        while _runs(reader) and time.monotonic() < deadline:
            time.sleep(0.01)
        assert not _runs(reader)


def _started_by(parent: int) -> int:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if found := children(parent):
            return found.pop()
        time.sleep(0.01)
    raise AssertionError("no process was started")


def _runs(process: int) -> bool:
    """Whether it is there and not a dead one that its new parent has not taken note of."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
