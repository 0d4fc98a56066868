"""A request as its service sees it: a reader's visit or a teacher's office, to read in or to do a unit of work in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy.orm import Session

from quizapp.domain.trials import reader_of
from quizapp.services import zones
from quizapp.services.visits import Office, Visit
from quizapp.store.attempts import UnknownAttempt
from quizapp.store.banks import AtHand, NotAtHand, Shelf
from quizapp.web.auth import logged_in, teacher
from quizapp.web.cookies import reader_digest
from quizapp.web.installation import installation, reading, run
from quizapp.web.trials import trial_here

Done = TypeVar("Done")


@contextmanager
def visit() -> Iterator[Visit]:
    """This browser's, to look at things: nothing in it is ever written."""
    with reading() as db:
        yield _visit(_reader())(db, installation().shelf)


def on_visit(work: Callable[[Visit], Done], reader: str | None = None) -> Done:
    """Have this browser do something: on disk when this returns, and done again where another one was first.

    `reader` is the hash of the browser's token where it is being made.
    """
    of = _visit(_reader() if reader is None else reader)
    return _done(lambda db, shelf: work(of(db, shelf)))


@contextmanager
def office() -> Iterator[Office]:
    """The teacher's who is logged in, to look at things: nothing in it is ever written.

    What it makes of very many attempts may be kept when it is over, so that the next one finds it.
    """
    with reading() as db:
        mine = _office()(db, installation().shelf)
        yield mine
    for work in mine.later:
        work(installation().database)


def in_office(work: Callable[[Office], Done]) -> Done:
    """Have the teacher who is logged in do something: on disk when this returns, and done again as `on_visit` does."""
    of = _office()
    return _done(lambda db, shelf: work(of(db, shelf)))


def _done(work: Callable[[Session, Shelf], Done]) -> Done:
    """The versions that the work wants are read before it, while others may write: all but always they are at hand."""
    shelf = AtHand(installation().shelf)
    while True:
        try:
            return run(lambda db: work(db, shelf))
        except NotAtHand as missing:
            with reading() as db:
                shelf.fetch(db, missing.id)


def _reader() -> str:
    """Who answers: this browser, or in a trial the teacher who is logged in in it. Raises UnknownAttempt."""
    address = trial_here()
    if not address:
        return reader_digest()
    found = logged_in()
    if found is None:
        raise UnknownAttempt(address)
    return reader_of(found.id)


def _visit(reader: str) -> Callable[[Session, Shelf], Visit]:
    here = installation()
    now = here.clock()  # Once: a unit of work that is done again is of the same moment.
    return lambda db, shelf: Visit(db, shelf, reader, here.settings.secret_keys, here.draw, now)


def _office() -> Callable[[Session, Shelf], Office]:
    here, who = installation(), teacher()
    now = here.clock()
    keys, zone = here.settings.secret_keys, zones.chosen(who.zone, here.zone)
    return lambda db, shelf: Office(db, shelf, who, keys, here.draw, now, zone, here.remembered)
