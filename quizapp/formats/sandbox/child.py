"""The child of the sandbox: it limits itself for good, reads one file, and sends the report home.

It is started afresh for each file, knows nothing of the server, and ends with it.
"""

import gc
import os
import signal
import sys
import threading
import traceback
from contextlib import suppress
from typing import Any, BinaryIO

from quizapp.formats import reading, tables
from quizapp.formats.sandbox.parcels import BROKE_DOWN, TOO_MUCH_MEMORY, Order, pack, pack_rows, unpack_order

try:
    import resource
except ImportError:  # Windows: there the parent watches the time and the size of the answer only.
    resource = None  # type: ignore[assignment]

_REFUSED = (
    "socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "os.system",
    "os.kill", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.chown",
    "os.truncate", "os.putenv", "pty.", "shutil.", "ctypes.dlopen",
)  # fmt: skip
"""Audit events by how they begin (docs.python.org, « Audit events table »)."""
_DONE_WITHOUT = ("numpy",)
"""What openpyxl takes only where it finds it: it sets variables of the environment, which no reader may."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


def main() -> None:
    """Read the file that comes on standard input, and write the report to standard output."""
    order = unpack_order(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read(order.size)
    home = _home()
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    confine(order)

    def progress(done: int, total: int) -> None:
        _send(home, b"%d %d" % (done, total))

    try:
        if order.rows_only:
            lines = pack_rows(tables.read(data, order.name))
        else:
            lines = pack(reading.read(data, order.name, progress, order.options), order.problems)
        for line in lines:
            _send(home, line)
    except MemoryError:
        _send(home, TOO_MUCH_MEMORY)
    except Exception as error:
        _send(home, b"%s %s" % (BROKE_DOWN, _place(error).encode()))
    os._exit(0)  # Nothing is left to be put in order, and a thread still waits for the parent.


def confine(order: Order) -> None:
    """Take from this process, for good, what reading a file does not need."""
    gc.disable()  # It lives for one file and its memory is limited: to look for garbage would double the time.
    for name in _DONE_WITHOUT:
        sys.modules[name] = None  # type: ignore[assignment]  # As documented, the import of it fails then.
    sys.addaudithook(_refuse)
    if resource is None:
        return
    seconds = int(order.seconds) + 1
    for name, most in (
        ("RLIMIT_AS", order.memory),
        ("RLIMIT_CPU", seconds),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NOFILE", order.files),
        ("RLIMIT_NPROC", 0),  # Does not bind root, for whom the audit hook stands in.
    ):
        with suppress(AttributeError, ValueError, OSError):  # Not every system has, or lets one set, each of them.
            _limit(getattr(resource, name), most)
    os.nice(10)  # Readers of quizzes do not wait for teachers' files.
    # The parent keeps the time; should it be gone, or this process deaf to it, the system does.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM, signal.SIGXCPU})
    signal.setitimer(signal.ITIMER_REAL, seconds)


def _limit(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (allowed, allowed))


def _refuse(event: str, args: tuple[Any, ...]) -> None:
    """A reader reads the bytes it was given: it starts nothing, fetches nothing and writes nothing."""
    if event.startswith(_REFUSED) or (event == "open" and isinstance(args[2], int) and args[2] & _WRITING):
        raise PermissionError(f"{event} is not for readers of files")


def _home() -> BinaryIO:
    """Standard output, kept for the report: whatever else is printed goes where errors go."""
    home = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return home


def _send(home: BinaryIO, *lines: bytes) -> None:
    home.writelines(line + b"\n" for line in lines)
    home.flush()


def _end_with_the_parent() -> None:
    """The parent keeps standard input open until it has the report; the system closes it however the parent ends."""
    with suppress(OSError):
        os.read(0, 1)
    os._exit(1)


def _place(error: Exception) -> str:
    """Where it happened and what kind of thing, without the words of the file that a message may repeat."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {frame.filename}:{frame.lineno}".replace("\n", " ")
