"""Commands of a teacher: what the web does for who is logged in, they do for whoever is named."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from quizapp.app import draw_of
from quizapp.cli.databases import opened
from quizapp.clock import utc_now
from quizapp.config import Settings
from quizapp.domain.accounts import Teacher
from quizapp.services import accounts, zones
from quizapp.services.visits import Draw, Office
from quizapp.store.banks import Shelf

Done = TypeVar("Done")


@contextmanager
def office(data: Path | None, email: str) -> Iterator[Office]:
    """The office of the teacher at this address, to look at things."""
    with opened(data) as (settings, database), database.reading() as db:
        yield Office(db, Shelf(), *_given(settings, accounts.teacher_at(db, email), utc_now()))


def in_office(data: Path | None, email: str, work: Callable[[Office], Done]) -> Done:
    """Have the teacher at this address do something: on disk when this returns."""
    with opened(data) as (settings, database):
        now = utc_now()
        return database.run(
            lambda db: work(Office(db, Shelf(), *_given(settings, accounts.teacher_at(db, email), now)))
        )


def _given(settings: Settings, who: Teacher, now: datetime) -> tuple[Teacher, Sequence[str], Draw, datetime, ZoneInfo]:
    zone = zones.chosen(who.zone, zones.of_installation(settings.zone))
    return who, settings.secret_keys, draw_of(settings), now, zone
