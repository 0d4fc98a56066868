"""To look is to change nothing: whatever address is opened, by whomever, what is stored stays as it was."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from quizapp.store.session import Database
from tests.makers import NOON, Clock, bank
from tests.store.contents import contents
from tests.visitors import Visitor
from tests.web import doors
from tests.web.school import School, own_links, with_teachers, with_things

COUNTERS = {"failed_try"}
"""Guesses at codes, links and passwords are counted wherever they are made; the counts are gone within the hour."""
LAST_SEEN = "login"
"""When a log-in was last seen is noted, so that one that nobody uses any more ends by itself."""


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_things(with_teachers(database, visitor), bank())


def kept(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """What is stored, but for the two exceptions: counters, and when a log-in was last seen."""
    stored = {table: rows for table, rows in contents(database).items() if table not in COUNTERS}
    return {**stored, LAST_SEEN: sorted(row[:-1] for row in stored[LAST_SEEN])}


def settle(school: School) -> None:
    """Have what waits to be read or looked through done: errands are done aside, by no page that was opened."""
    for path in (f"/teacher/load/{school.upload}", f"/teacher/draft/{school.draft}"):
        while "Refresh" in school.anna.get(path).headers:
            pass


def addresses(school: School, attempt: str) -> list[str]:
    """Every address that can be opened, with the things of the school in it."""
    readers = [door.of(attempt) for door in doors.GETS]
    teachers = [
        path.format(**school.things()) for (__, method), path in doors.TEACHERS_DOORS.items() if method == "GET"
    ]
    return [*readers, *teachers, *own_links(school, school.for_class).values()]


def test_opening_any_address_writes_nothing_though_attempts_are_over(
    school: School, database: Database, clock: Clock
) -> None:
    dan = school.visitor()
    attempt = dan.start(school.quiz, "Dan")
    settle(school)
    opened = addresses(school, attempt)
    clock.now = NOON + timedelta(minutes=90)  # What takes an hour is over, and nobody has closed it.
    before = kept(database)

    statuses = set()
    for path in opened:
        for browser in (school.owner, school.anna, school.ben, dan, school.visitor()):
            statuses.add(browser.get(path).status_code)
            assert (path, kept(database)) == (path, before)
    assert statuses == {200, 303, 404}
    assert len(opened) > 50


def test_the_exceptions_are_needed(school: School, database: Database, clock: Clock) -> None:
    clock.advance(minutes=30)
    before = contents(database)

    school.anna.get("/teacher/")

    after = contents(database)
    assert {table for table in after if after[table] != before[table]} == {LAST_SEEN}
