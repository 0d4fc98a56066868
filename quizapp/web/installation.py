"""What a process has of its installation: the database, the versions in memory, the clock, chance."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import TypeVar
from zoneinfo import ZoneInfo

from flask import current_app, request
from sqlalchemy.orm import Session

from quizapp.config import Settings
from quizapp.formats.writing import WrittenBank
from quizapp.services.errands import Errands
from quizapp.services.loading import RecentFiles
from quizapp.services.passwords import Passwords
from quizapp.services.recent import Recent
from quizapp.services.remembered import Remembered
from quizapp.services.visits import Draw
from quizapp.store.banks import Shelf
from quizapp.store.session import Database

ASIDE = "quizapp.aside"
"""Where the server leaves, for each request, how to let others go first."""

Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Installation:
    settings: Settings
    database: Database
    shelf: Shelf
    draw: Draw
    clock: Callable[[], datetime]
    zone: ZoneInfo
    """On whose clock times are told to teachers who chose none."""
    errands: Errands
    """What is done aside, in threads of this process."""
    passwords: Passwords = field(default_factory=Passwords)
    uploads: RecentFiles = field(default_factory=lambda: RecentFiles(2))
    """Files that wait to be published, by address: one may hold a hundred megabytes."""
    files: Recent[WrittenBank] = field(default_factory=lambda: Recent(4))
    """Banks as files, by the row id of the version and the format."""
    remembered: Remembered = field(default_factory=Remembered)
    heavy: Lock = field(default_factory=Lock)


def installation() -> Installation:
    found: Installation = current_app.extensions["quizapp"]
    return found


def run(work: Callable[[Session], Done]) -> Done:
    """Do a unit of work: on disk when this returns, and done again where another one was first."""
    return installation().database.run(work)


@contextmanager
def reading() -> Iterator[Session]:
    with installation().database.reading() as db:
        yield db


@contextmanager
def aside() -> Iterator[None]:
    """For a block in which others go first: meanwhile the request gives up its place among those that are worked on."""
    with request.environ.get(ASIDE, nullcontext)():
        yield


@contextmanager
def heavily() -> Iterator[None]:
    """For a block that may compute for seconds: one at a time does, and takes no place from readers meanwhile."""
    with aside(), installation().heavy:
        yield
