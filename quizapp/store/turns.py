"""First come, first served, for those who want to write to SQLite.

SQLite lets writers that find it busy sleep and try again, so an unlucky one can starve for seconds. Here they queue:
threads of one process in a line of locks, processes behind a lock file.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: there the server runs one process, and the line of threads is enough.
    fcntl = None  # type: ignore[assignment]


class Line:
    """A fair lock that a few threads may hold at once: those who come while it is full go in as they came."""

    def __init__(self, width: int = 1) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._free = width

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn, and hold it for the length of the block."""
        self._wait()
        try:
            yield
        finally:
            self._pass_on()

    def _wait(self) -> None:
        with self._guard:
            if self._free:
                self._free -= 1
                return
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        mine.acquire()  # Released by a thread before, which leaves its place to us.

    def _pass_on(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1


class Turns:
    """A fair lock among the threads of this process, and among processes that name the same file."""

    def __init__(self, file: Path | None) -> None:
        self._line = Line()
        self._file = file.open("ab") if file is not None and fcntl is not None else None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn, and hold it for the length of the block."""
        with self._line.turn():
            if self._file is not None:
                fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                if self._file is not None:
                    fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
