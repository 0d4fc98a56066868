"""Work that takes long, done aside: claimed in the database, done with no transaction held, and kept when it is done.

A claim is a time in the row that the errand is about: whoever sets it does the errand. A process that is stopped leaves
its claim behind, and once that is old another may take the errand over. So nothing is lost, and no two do the same.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Lock, Semaphore, Thread
from typing import Any, Protocol, TypeVar

from sqlalchemy.orm import Session

from quizapp.store.session import Database

AT_ONCE = 2
"""Errands that a process does at a time, whatever they are about: each may take a core and a gigabyte."""
ABANDONED = timedelta(seconds=90)
"""After so long whoever claimed an errand has been stopped: none lasts longer than a file is read, a minute."""

Made = TypeVar("Made")

_log = logging.getLogger(__name__)


class Errand(Protocol[Made]):
    """What is to be done about what: a frozen value, so that equal ones are the same errand."""

    def claim(self, db: Session, now: datetime, abandoned_before: datetime) -> bool:
        """False where there is nothing to do: it is done, gone, or somebody has claimed it since then."""

    def do(self, database: Database) -> Made | None:
        """What came of it, which may take a minute, in no transaction; None where its thing is gone meanwhile."""

    def keep(self, db: Session, made: Made, now: datetime) -> None:
        """Does nothing where somebody else has done it, or its thing is gone."""


def is_left(claimed_at: datetime | None, now: datetime) -> bool:
    """Whether nobody does an errand, as the time of its claim tells."""
    return claimed_at is None or claimed_at < now - ABANDONED


def do(database: Database, errand: Errand[Made], clock: Callable[[], datetime]) -> None:
    """Do it here and now, unless somebody else does it or has done it."""
    begun = clock()
    if not database.run(lambda db: errand.claim(db, begun, begun - ABANDONED)):
        return
    made = errand.do(database)
    if made is not None:
        ended = clock()
        database.run(lambda db: errand.keep(db, made, ended))


class Errands:
    """Those of one process: each waits in a thread of its own until there is a place for it."""

    def __init__(self, database: Database, clock: Callable[[], datetime], at_once: int = AT_ONCE) -> None:
        self._database = database
        self._clock = clock
        self._places = Semaphore(at_once)
        self._waiting: dict[Errand[Any], Thread] = {}
        self._guard = Lock()

    def begin(self, errand: Errand[Any]) -> Thread:
        """The thread that does it, or that waits to: of one errand no two wait."""
        with self._guard:
            if (waiting := self._waiting.get(errand)) is not None:
                return waiting
            thread = Thread(target=self._do, args=(errand,), daemon=True)
            thread.start()
            self._waiting[errand] = thread
            return thread

    @contextmanager
    def place(self) -> Iterator[None]:
        """One of the places, for work as heavy that is done while somebody waits for it."""
        with self._places:
            yield

    def _do(self, errand: Errand[Any]) -> None:
        with self._places:
            with self._guard:  # From here on its thing may change again, and then it is another errand's.
                del self._waiting[errand]
            try:
                do(self._database, errand, self._clock)
            except Exception:  # Its claim is left behind, and taken over once it is old.
                _log.exception("an errand could not be done: %s", errand)
