"""A real server for tests: `quizapp serve` in a process group of its own, on a free port of this machine."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_PATIENCE = 60


@dataclass(frozen=True)
class RunningServer:
    """A server that answers; its process group holds nothing else."""

    process: subprocess.Popen[bytes]
    port: int
    output: IO[bytes]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def processes(self) -> list[int]:
        """The ids of all its processes (on Linux)."""
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):  # It may end while we look.
                if int(stat.read_text().rpartition(")")[2].split()[2]) == self.process.pid:
                    found.append(int(stat.parent.name))
        return found

    def said(self) -> str:
        """Everything it has printed so far."""
        self.output.seek(0)
        return self.output.read().decode()

    def stop(self, by: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop, as a system or a person would, and wait; returns the exit status."""
        self.process.send_signal(by)
        return self.process.wait(_PATIENCE)

    def kill(self) -> None:
        """Take every process of it away at once, as a power cut would."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def running(
    data: Path,
    env: Mapping[str, str] | None = None,
    *,
    options: Sequence[str] = (),
    module: str = "quizapp.cli",
    wrap: Sequence[str] = (),
) -> Iterator[RunningServer]:
    """`quizapp serve` on this data folder, ready to answer; killed at the end if it still runs.

    `env` adds to the environment, `options` to the command line, `module` takes the command's place, and `wrap` is a
    command that starts it, such as strace.
    """
    port = free_port()
    command = [*wrap, sys.executable, "-m", module, "serve", "--port", str(port), "--data", str(data), *options]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command,
            env={**os.environ, **(env or {})},
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        server = RunningServer(process, port, said)
        try:
            if not _answers(server):
                raise AssertionError(f"the server did not start:\n{server.said()}")
            yield server
        except BaseException:
            print(server.said())  # pytest shows it beneath the failure: what went wrong is often told there.
            raise
        finally:
            server.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(server: RunningServer) -> bool:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and server.process.poll() is None:
        with (
            suppress(OSError, http.client.HTTPException),
            closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=_PATIENCE)) as connection,
        ):
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        time.sleep(0.02)
    return False
