"""The parent: it starts the process that reads a file, keeps its time, and takes home the report.

The process is a fresh Python, not a fork of the server with its threads, keys and connections. It gets the bytes on its
standard input and answers in JSON.
"""

import logging
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, TypeVar

from quizapp.formats.problems import NOTHING_SAID, Options, Problem, Progress, Report, unheard
from quizapp.formats.sandbox.parcels import (
    BROKE_DOWN,
    TOO_MUCH_MEMORY,
    DamagedParcel,
    Order,
    pack_order,
    pack_whole,
    unpack,
    unpack_rows,
)
from quizapp.formats.syntax.text import LARGEST
from quizapp.formats.tables import Spreadsheet

Made = TypeVar("Made")
Unpacking = Callable[[Iterable[bytes]], Made]
"""Makes of the lines that come what the process was asked for. Raises DamagedParcel."""

_log = logging.getLogger(__name__)

_PROGRAM = "import sys; sys.path[:] = sys.argv[1:]; from quizapp.formats.sandbox.child import main; main()"
_NEEDED = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""All of the environment that Python may need to start; what else is in it may be secret."""
_PROGRESS = re.compile(rb"(\d{1,9}) (\d{1,9})\n")
_FAREWELL_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take: 20,000 questions in 6 MB take 3 s and 210 MiB, the largest banks 10 s and 540."""

    largest: int = LARGEST
    """Bytes of the file."""
    seconds: float = 60
    """Of the clock. The slowest file known, 20,000 mistaken quotations of a 2 MiB article, takes 40."""
    memory: int = 2**30
    """Bytes of address space, where the system can limit it."""
    files: int = 64
    """Open at a time, where the system can limit them."""
    answer: int = 128 * 2**20
    """Bytes of the report that are accepted; the largest bank that can be written makes 50 MiB."""
    problems: int = 10_000
    """Faults that are listed, and warnings; of more, the number."""


STANDARD = Limits()


@dataclass(frozen=True, slots=True)
class Parcel:
    """A report, and the bytes that it was unpacked from."""

    report: Report
    packed: bytes


def read(
    name: str,
    data: bytes,
    limits: Limits = STANDARD,
    progress: Progress = unheard,
    options: Options = NOTHING_SAID,
) -> Report:
    """What came of reading the file; whatever it holds, a report. Any number of threads may read at once.

    `progress` is called, in the caller's thread, with the number of questions read so far and that of all.
    """
    return receive(name, data, limits, progress, options).report


def receive(
    name: str,
    data: bytes,
    limits: Limits = STANDARD,
    progress: Progress = unheard,
    options: Options = NOTHING_SAID,
) -> Parcel:
    """The same as it came from the process, to be kept and unpacked again."""
    came: list[bytes] = []
    order = Order(name, len(data), limits.seconds, limits.memory, limits.files, limits.problems, dict(options))
    try:
        report = _received(order, data, limits, progress, came, unpack)
    except _Stopped as stopped:
        report = Report("", None, 0, (stopped.problem,))
    return Parcel(report, b"".join(came) if came else pack_whole(report, limits.problems))


def rows(name: str, data: bytes, limits: Limits = STANDARD) -> Spreadsheet:
    """The rows of a spreadsheet, whatever they are about, from a process like that of a bank."""
    order = Order(name, len(data), limits.seconds, limits.memory, limits.files, limits.problems, rows_only=True)
    try:
        return _received(order, data, limits, unheard, [], unpack_rows)
    except _Stopped as stopped:
        return Spreadsheet((), stopped.problem)


class _Stopped(Exception):
    """The file was not read to its end."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.problem = Problem(code, values=values)


def _received(
    order: Order, data: bytes, limits: Limits, progress: Progress, came: list[bytes], unpacked: Unpacking[Made]
) -> Made:
    """What the process makes of the file. Raises _Stopped, and then nothing came."""
    if len(data) > limits.largest:
        raise _Stopped("file-too-large", limit=limits.largest // 2**20)
    try:
        child = _start()
    except OSError as error:
        _log.exception("the process that reads files cannot be started")
        raise _Stopped("reading-broke-down") from error
    lines: SimpleQueue[bytes | None] = SimpleQueue()
    assert child.stdin is not None
    assert child.stdout is not None
    giving = Thread(target=_give, args=(child.stdin, pack_order(order), data), daemon=True)
    taking = Thread(target=_take, args=(child.stdout, limits.answer, lines), daemon=True)
    try:
        giving.start()
        taking.start()
        return _answer(lines, limits, progress, came, unpacked)
    finally:
        _end(child)
        for thread, pipe in ((giving, child.stdin), (taking, child.stdout)):
            thread.join(_FAREWELL_SECONDS)
            with suppress(OSError):  # What was not given can no longer be.
                pipe.close()


def _start() -> subprocess.Popen[bytes]:
    """A fresh Python, isolated from the user's own modules and variables, that finds quizapp where this one does."""
    folders = [str(Path(folder).absolute()) for folder in sys.path]
    return subprocess.Popen(  # noqa: S603 - the program is ours, and no word of it comes from outside.
        [sys.executable, "-I", "-c", _PROGRAM, *folders],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in _NEEDED if name in os.environ},
        cwd=Path(sys.executable).anchor,
        start_new_session=True,
    )


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kill it, and all that it might have started; wait until it is gone."""
    if sys.platform != "win32":
        with suppress(ProcessLookupError, PermissionError):  # macOS refuses where only a dead process is left.
            os.killpg(child.pid, signal.SIGKILL)
    child.kill()
    child.wait()


def _give(pipe: IO[bytes], order: bytes, data: bytes) -> None:
    """The pipe stays open afterwards: that it closes tells the child that nobody waits for it any more."""
    with suppress(OSError, ValueError):  # It ended before it had read everything.
        pipe.write(order)
        pipe.write(data)
        pipe.flush()


def _take(pipe: IO[bytes], most: int, lines: "SimpleQueue[bytes | None]") -> None:
    """Pass on what the child says, line by line and in all at most so many bytes; None when there is no more."""
    with suppress(OSError, ValueError):
        while line := pipe.readline(most + 1):
            most -= len(line)
            if most < 0:
                break
            lines.put(line)
    lines.put(None)


def _answer(
    lines: "SimpleQueue[bytes | None]",
    limits: Limits,
    progress: Progress,
    came: list[bytes],
    unpacked: Unpacking[Made],
) -> Made:
    """The report is unpacked as it comes: the child goes on packing meanwhile. No lines came where there is none."""
    coming = _report_lines(lines, limits, progress, came)
    try:
        try:
            return unpacked(coming)
        except DamagedParcel:
            for _ in coming:  # What it is that went wrong, its last line says.
                pass
            stopped = _broken(came[-1] if came else b"", limits)
    except Empty:
        stopped = _Stopped("reading-takes-too-long", limit=f"{limits.seconds:g}")
    came.clear()
    raise stopped


def _broken(last: bytes, limits: Limits) -> _Stopped:
    """What came of a reading that ended with this line instead of a report."""
    if last == TOO_MUCH_MEMORY + b"\n":
        return _Stopped("reading-needs-too-much-memory", limit=limits.memory // 2**20)
    where = last[:300].decode("utf-8", "replace").strip() if last.startswith(BROKE_DOWN) else "no report came"
    _log.warning("the reading of a file broke down: %s", where)
    return _Stopped("reading-broke-down")


def _report_lines(
    lines: "SimpleQueue[bytes | None]", limits: Limits, progress: Progress, came: list[bytes]
) -> Iterator[bytes]:
    """What the child says of the report, each line of which `came`. Raises Empty when its time is over."""
    deadline = time.monotonic() + limits.seconds
    while (line := lines.get(timeout=max(0, deadline - time.monotonic()))) is not None:
        if step := _PROGRESS.fullmatch(line):
            progress(int(step[1]), int(step[2]))
        else:
            came.append(line)
            yield line
