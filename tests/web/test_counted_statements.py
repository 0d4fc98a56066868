"""What a request costs the database, counted: a page that comes to need more says so here."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event

from quizapp.domain.attempts import FeedbackTime
from quizapp.store.session import Database
from tests.makers import bank, single
from tests.visitors import Visitor

Publish = Callable[..., None]
Visitors = Callable[[], Visitor]


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """The statements the app sends, transactions' own words left out."""
    sent: list[str] = []
    engine = app.extensions["quizapp"].database.engine

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def locks(database: Database) -> int:
    """How many statements come first, where many write at once, to lock what an answer changes."""
    return 0 if database.is_sqlite else 1


@pytest.mark.parametrize("feedback", list(FeedbackTime))
def test_an_answer_costs_two_statements_and_the_last_one_three(
    feedback: FeedbackTime, app: Flask, publish: Publish, visitor: Visitors, locks: int
) -> None:
    publish(bank(), feedback=feedback)
    reader = visitor()
    attempt = reader.start()
    pages = {n: reader.get(f"{attempt}/question/{n}") for n in (1, 2, 3)}

    costs = []
    for n in (1, 2, 3):
        with statements(app) as sent:
            assert reader.submit(pages[n], attempt, n, 1).status_code == 303
        costs.append(len(sent) - locks)

    assert costs == ([2, 2, 3] if feedback is FeedbackTime.AT_ONCE else [2, 2, 2])


def test_a_repeated_answer_costs_one_statement(app: Flask, publish: Publish, visitor: Visitors, locks: int) -> None:
    publish(bank())
    reader = visitor()
    attempt = reader.start()
    page = reader.get(f"{attempt}/question/1")
    reader.submit(page, attempt, 1, 1)

    with statements(app) as sent:
        reader.submit(page, attempt, 1, 1)

    assert len(sent) - locks == 1


def test_a_page_of_an_attempt_costs_one_statement(app: Flask, publish: Publish, visitor: Visitors) -> None:
    publish(bank(), feedback=FeedbackTime.AT_END)
    reader = visitor()
    attempt = reader.start()
    reader.answer(attempt, 1, 1)
    paths = ("", "/question/1", "/question/2", "/overview", "/article", "/code", "/delete")

    costs = {}
    for path in paths:
        with statements(app) as sent:
            assert reader.get(attempt + path).status_code in (200, 303)
        costs[path] = len(sent)

    assert costs == dict.fromkeys(paths, 1)


def test_the_end_costs_four_statements(app: Flask, publish: Publish, visitor: Visitors) -> None:
    publish(bank())
    reader = visitor()
    attempt = reader.start()
    reader.send(f"{attempt}/finish")

    with statements(app) as sent:
        assert reader.get(f"{attempt}/end").status_code == 200

    assert len(sent) == 4  # The attempt, its quiz, what the teacher ruled, and what the reader said.


def test_the_end_that_waits_for_the_key_costs_three_statements(app: Flask, publish: Publish, visitor: Visitors) -> None:
    publish(bank(), feedback=FeedbackTime.WHEN_RELEASED)
    reader = visitor()
    attempt = reader.start()
    reader.send(f"{attempt}/finish")

    with statements(app) as sent:
        assert reader.get(f"{attempt}/end").status_code == 200

    assert len(sent) == 3  # The attempt, whether the key is out, and the quiz.


def test_the_feedback_to_an_answer_costs_two_statements(app: Flask, publish: Publish, visitor: Visitors) -> None:
    publish(bank())
    reader = visitor()
    attempt = reader.start()
    reader.answer(attempt, 1, 1)

    with statements(app) as sent:
        assert reader.get(f"{attempt}/question/1").status_code == 200

    assert len(sent) == 2  # The attempt, and what its reader has said of the question.


def test_lists_cost_the_same_however_long_they_are(app: Flask, publish: Publish, visitor: Visitors) -> None:
    reader = visitor()
    costs = []
    for number in range(1, 4):
        for n in range(number * 3):
            publish(bank(single(), id_=f"quiz-{number}-{n}"))
            attempt = reader.start(f"quiz-{number}-{n}")
            reader.answer(attempt, 1, 1)
        reader.get("/scores")  # Every version is in memory from here on.
        with statements(app) as front:
            reader.get("/")
        with statements(app) as mine:
            reader.get("/scores")
        costs.append((len(front), len(mine)))

    assert costs == [(1, 1)] * 3


def test_a_version_is_read_once_in_a_process(app: Flask, publish: Publish, visitor: Visitors) -> None:
    publish(bank())
    one, two = visitor(), visitor()

    with statements(app) as first:
        one.get("/quiz/summit")
    with statements(app) as second:
        two.get("/quiz/summit")

    assert sum("document" in statement for statement in first) == 1
    assert sum("document" in statement for statement in second) == 0
