"""An errand is done once, by one thread, when there is a place for it; one that was left is taken over."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event

import pytest
from sqlalchemy.orm import Session

from quizapp.domain.accounts import Role, Teacher
from quizapp.formats import native
from quizapp.services import drafting, errands, loading
from quizapp.services.errands import ABANDONED, AT_ONCE, Errands
from quizapp.services.loading import Reading, RecentFiles
from quizapp.store import drafts, teachers, uploads
from quizapp.store.session import Database
from tests.makers import NOON, Clock, at, bank, office

LATER = timedelta(minutes=3)


@dataclass(frozen=True)
class Queueing:
    """An errand that lasts until it is told to end."""

    number: int
    begun: Event = field(default_factory=Event, compare=False)
    may_end: Event = field(default_factory=Event, compare=False)

    def claim(self, db: Session, now: datetime, abandoned_before: datetime) -> bool:
        return True

    def do(self, database: Database) -> bool:
        self.begun.set()
        return self.may_end.wait(60)

    def keep(self, db: Session, made: bool, now: datetime) -> None:
        assert made


@pytest.fixture
def anna(database: Database) -> Teacher:
    with database.transaction() as db:
        return teachers.add(db, "anna@school.example", Role.TEACHER, "hash", NOON)


@pytest.fixture
def queueing() -> Iterator[list[Queueing]]:
    """As many errands as may be done at once, and one more."""
    made = [Queueing(number) for number in range(AT_ONCE + 1)]
    yield made
    for one in made:
        one.may_end.set()


def received(database: Database, by: Teacher) -> Reading:
    with database.transaction() as db:
        address = loading.receive(office(db, by, draw=at("sent")), "bank.yaml", native.write(bank()))
    return Reading(by.id, address, 1, RecentFiles(2))


def test_a_process_does_two_errands_at_once_whatever_they_are_about(
    database: Database, clock: Clock, queueing: list[Queueing]
) -> None:
    here = Errands(database, clock)
    *first, last = queueing

    threads = [here.begin(one) for one in first]
    assert all(one.begun.wait(60) for one in first)
    waiting = here.begin(last)
    waiting.join(0.2)
    assert not last.begun.is_set()

    for one in first:
        one.may_end.set()
    assert last.begun.wait(60)
    last.may_end.set()
    for thread in (*threads, waiting):
        thread.join(60)


def test_of_one_file_one_reading_waits_however_often_its_page_is_asked_for(
    database: Database, anna: Teacher, clock: Clock, queueing: list[Queueing]
) -> None:
    here, reading = Errands(database, clock, at_once=1), received(database, anna)
    here.begin(queueing[0])
    assert queueing[0].begun.wait(60)

    threads = {here.begin(Reading(anna.id, "sent", 1, reading.files)) for _ in range(4)}
    clock.now += LATER
    queueing[0].may_end.set()
    (waiting,) = threads
    waiting.join(60)

    with database.reading() as db:
        read = uploads.find(db, "sent", anna.id)
    assert read.is_read
    assert read.begun_at == NOON + LATER  # When it began, not when it came to wait.


def test_of_one_draft_one_review_waits_however_often_its_page_is_asked_for(
    database: Database, anna: Teacher, clock: Clock, queueing: list[Queueing]
) -> None:
    with database.transaction() as db:
        drafting.begin(office(db, anna, draw=at("begun")), "The summit", "en")
    here = Errands(database, clock, at_once=1)
    here.begin(queueing[0])
    assert queueing[0].begun.wait(60)

    threads = {here.begin(drafting.Review(anna.id, "begun")) for _ in range(4)}
    queueing[0].may_end.set()
    (waiting,) = threads
    waiting.join(60)

    with database.reading() as db:
        assert drafts.find(db, "begun", anna.id).findings is not None


def test_what_another_process_has_claimed_is_done_by_this_one_only_once_it_is_abandoned(
    database: Database, anna: Teacher
) -> None:
    reading = received(database, anna)
    with database.transaction() as db:
        assert reading.claim(db, NOON, NOON - ABANDONED)

    for now, is_read in ((NOON + ABANDONED, False), (NOON + ABANDONED + timedelta(seconds=1), True)):
        with database.reading() as db:
            assert errands.is_left(uploads.find(db, "sent", anna.id).begun_at, now) == is_read
        errands.do(database, reading, iter([now] * 9).__next__)
        with database.reading() as db:
            assert uploads.find(db, "sent", anna.id).is_read == is_read


def test_what_is_done_is_not_claimed_again(database: Database, anna: Teacher) -> None:
    reading = received(database, anna)
    errands.do(database, reading, lambda: NOON)

    with database.transaction() as db:
        assert not reading.claim(db, NOON + LATER, NOON + LATER - ABANDONED)


def test_a_file_that_goes_while_it_is_read_is_no_matter(database: Database, anna: Teacher) -> None:
    reading = received(database, anna)
    with database.transaction() as db:
        loading.drop(office(db, anna), "sent")

    errands.do(database, reading, lambda: NOON)
    assert reading.do(database) is None
