"""First come, first served, for those who want to write to SQLite.

SQLite lets writers that find it busy sleep and try again, so an unlucky one can starve for seconds. Here they queue:
threads of one process in a line of locks, processes behind a lock file.
"""

import os
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows: there the server runs one process, and the line of threads is enough.
    fcntl = None  # type: ignore[assignment]


class NoTurn(Exception):
    """One's turn did not come within the time one would wait."""


class WaitingLine:
    """A fair lock that a few threads may hold at once: those who come while it is full go in as they came."""

    def __init__(self, width: int = 1) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._free = width

    @contextmanager
    def turn(self, patience: float | None = None) -> Iterator[None]:
        """Wait for one's turn, for so many seconds at most, and hold it for the length of the block. Raises NoTurn."""
        self._wait(patience)
        try:
            yield
        finally:
            self._pass_on()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Within one's turn: let the next one go first for the length of the block, then wait for a turn again."""
        self._pass_on()
        try:
            yield
        finally:
            self._wait(None)

    def _wait(self, patience: float | None) -> None:
        with self._guard:
            if self._free:
                self._free -= 1
                return
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        # Released by a thread before, which leaves its place to us.
        if not mine.acquire(timeout=-1 if patience is None else patience):
            self._leave(mine)

    def _leave(self, mine: threading.Lock) -> None:
        with self._guard:
            if mine in self._waiting:
                self._waiting.remove(mine)
                raise NoTurn
        # The place was handed to us just as we gave up: nobody else knows of it, so we take it after all.

    def _pass_on(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1


class Turns:
    """A fair lock among the threads of this process, and among processes that name the same file."""

    def __init__(self, file: Path | None, patience: float = 5) -> None:
        """`patience` is how many seconds one waits for one's turn, in the line and for the file together."""
        self._line = WaitingLine()
        self._patience = patience
        self._lock = _FileLock(file.open("ab")) if file is not None and fcntl is not None else None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn, and hold it for the length of the block. Raises NoTurn."""
        until = time.monotonic() + self._patience
        with self._line.turn(self._patience):
            if self._lock is not None:
                self._lock.acquire(until - time.monotonic())
            try:
                yield
            finally:
                if self._lock is not None:
                    self._lock.release()

    def close(self) -> None:
        if self._lock is not None:
            self._lock.close()


class _FileLock:
    """The lock of a file among processes, for one thread at a time; waited for with patience, not without end.

    The kernel serves those who wait as they came, but its line cannot be left. So another thread stands in it for
    this process, and stays there when whoever sent it has no more patience; the next one takes over its place.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._changed = threading.Condition()
        self._in_line = False
        self._wanted = False

    def acquire(self, patience: float) -> None:
        """Raises NoTurn."""
        with self._changed:
            if not self._in_line:
                try:
                    fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    return
                except BlockingIOError:
                    descriptor = os.dup(self._file.fileno())  # The same lock, also when the file is closed meanwhile.
                    threading.Thread(target=self._stand_in_line, args=(descriptor,), daemon=True).start()
                    self._in_line = True
            self._wanted = True
            got = self._changed.wait_for(lambda: not self._in_line, patience)
            self._wanted = False
            if not got:
                raise NoTurn

    def release(self) -> None:
        fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        self._file.close()

    def _stand_in_line(self, descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        with self._changed:
            self._in_line = False
            if not self._wanted:
                fcntl.flock(descriptor, fcntl.LOCK_UN)
            os.close(descriptor)
            self._changed.notify()
