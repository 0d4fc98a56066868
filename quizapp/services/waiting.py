"""What takes long: who waits for it where, and what lately came of it."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Desk:
    """Where a process has files read, a few at a time: each may take a core and a gigabyte."""

    def __init__(self, places: int) -> None:
        self._places = threading.Semaphore(places)
        self._guard = threading.Lock()
        self._waiting: set[str] = set()

    @contextmanager
    def turn(self, address: str) -> Iterator[bool]:
        """Wait for a place, and hold it for the block; False at once if somebody waits for the same address already."""
        with self._guard:
            is_first = address not in self._waiting
            self._waiting.add(address)
        if not is_first:
            yield False
            return
        with self._places:
            self._waiting.discard(address)
            yield True


class Lately(Generic[Made]):
    """The last few things that took long to make, each by a key under which it never changes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Made] = OrderedDict()
        self._guard = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        with self._guard:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._guard:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made
