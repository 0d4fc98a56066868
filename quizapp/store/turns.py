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


class Turns:
    """A fair lock among the threads of this process, and among processes that name the same file."""

    def __init__(self, file: Path | None) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._busy = False
        self._file = file.open("ab") if file is not None and fcntl is not None else None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn, and hold it for the length of the block."""
        self._wait()
        try:
            if self._file is not None:
                fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                if self._file is not None:
                    fcntl.flock(self._file, fcntl.LOCK_UN)
        finally:
            self._pass_on()

    def close(self) -> None:
        if self._file is not None:
            self._file.close()

    def _wait(self) -> None:
        with self._guard:
            if not self._busy:
                self._busy = True
                return
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        mine.acquire()  # Released by the thread before, which leaves `_busy` set for us.

    def _pass_on(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._busy = False
