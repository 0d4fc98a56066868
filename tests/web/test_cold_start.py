"""A process that has just started reads a version while others may write: nobody waits for it to be parsed."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import Connection, event

from quizapp.store.banks import AtHand, NotAtHand, Shelf
from quizapp.store.session import Database
from tests.makers import bank, load
from tests.visitors import Visitor

Publish = Callable[..., None]
Visitors = Callable[[], Visitor]


@pytest.fixture
def reads(app: Flask) -> Iterator[list[bool]]:
    """Of each time that the app reads a version, whether it held the turn to write."""
    seen: list[bool] = []
    engine = app.extensions["quizapp"].database.engine

    def note(connection: Connection, cursor: object, statement: str, *rest: object) -> None:
        if "version.document" in statement:
            seen.append(bool(connection.get_execution_options().get("quizapp_writes")))

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def cool(app: Flask) -> None:
    """Have it know no version, as a process that has just started."""
    app.extensions["quizapp"] = replace(app.extensions["quizapp"], shelf=Shelf())


def test_the_first_answer_reads_its_version_before_it_takes_its_turn(
    app: Flask, publish: Publish, visitor: Visitors, reads: list[bool]
) -> None:
    publish(bank())
    reader = visitor()
    attempt = reader.start()
    page = reader.get(f"{attempt}/question/1")
    cool(app)
    reads.clear()

    assert reader.submit(page, attempt, 1, 1).status_code == 303

    assert reads == [False]


def test_work_that_wants_more_versions_than_are_kept_is_done_in_the_end(database: Database) -> None:
    for number in range(70):
        load(database, bank(title=f"Edition {number}"))
    shelf, fetched = AtHand(Shelf()), 0

    while True:
        try:
            with database.transaction() as db:
                titles = [shelf.version(db, id_).bank.title for id_ in range(1, 71)]
            break
        except NotAtHand as missing:
            fetched += 1
            with database.reading() as db:
                shelf.fetch(db, missing.id)

    assert fetched == len(titles) == 70
