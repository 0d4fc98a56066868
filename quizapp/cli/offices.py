"""Commands of a teacher: what the web does for who is logged in, they do for whoever is named."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from quizapp.app import draw_of
from quizapp.cli.databases import opened
from quizapp.clock import utc_now
from quizapp.services import accounts
from quizapp.services.visits import Office
from quizapp.store.banks import Shelf

Done = TypeVar("Done")


@contextmanager
def office(data: Path | None, email: str) -> Iterator[Office]:
    """The office of the teacher at this address, to look at things."""
    with opened(data) as (settings, database), database.reading() as db:
        given = settings.secret_keys, draw_of(settings), utc_now()
        yield Office(db, Shelf(), accounts.teacher_at(db, email), *given)


def in_office(data: Path | None, email: str, work: Callable[[Office], Done]) -> Done:
    """Have the teacher at this address do something: on disk when this returns."""
    with opened(data) as (settings, database):
        given = settings.secret_keys, draw_of(settings), utc_now()
        return database.run(lambda db: work(Office(db, Shelf(), accounts.teacher_at(db, email), *given)))
