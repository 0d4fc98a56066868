"""Who asks: a reader's browser or a teacher, with all that a service needs to do what they want.

The web layer, or a command, makes one for each unit of work: no part of it can be done on another database, for another
reader, or at another time than the rest.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from quizapp.domain.accounts import Teacher
from quizapp.services.remembered import Remembered
from quizapp.store.banks import Shelf
from quizapp.store.session import Database


@dataclass(frozen=True, slots=True)
class Draw:
    """Where chance comes from: `address` and `seed` give a new text at each call, `below` a number under its own."""

    address: Callable[[], str]
    seed: Callable[[], str]
    below: Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Visit:
    """A reader's."""

    db: Session
    shelf: Shelf
    reader: str
    """The hash of the browser's token; empty, which no reader's is, for a browser that has none."""
    keys: Sequence[str]
    """What signs resume codes, the present key first."""
    draw: Draw
    now: datetime
    """When the request came in."""

    @property
    def key(self) -> str:
        return self.keys[0]


@dataclass(frozen=True, slots=True)
class Office:
    """A teacher's."""

    db: Session
    shelf: Shelf
    teacher: Teacher
    keys: Sequence[str]
    draw: Draw
    now: datetime
    zone: ZoneInfo
    """On whose clock this teacher is told times."""
    remembered: Remembered = field(default_factory=Remembered)
    """What was made of attempts for others, and for this teacher before."""
    later: list[Callable[[Database], None]] = field(default_factory=list)
    """What is to be done once nothing is read any more, for the sake of whoever comes next: it may be left undone."""

    @property
    def key(self) -> str:
        return self.keys[0]
