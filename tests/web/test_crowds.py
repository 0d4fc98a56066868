"""Many requests at once, on the real database: one row, one time, one attempt, and replies that agree."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from quizapp.domain.attempts import FeedbackTime
from quizapp.store.session import Database
from tests.calculator import expected_score
from tests.makers import bank, multiple
from tests.store.contents import contents, count
from tests.visitors import Visitor, token

Publish = Callable[..., None]
Visitors = Callable[[], Visitor]


def twin(app: Flask, reader: Visitor) -> Visitor:
    """Another client with the cookies of this browser: clients are not for sharing among threads."""
    copy = Visitor(app.test_client())
    for name in ("__Host-qr", "__Host-qs"):
        if cookie := reader.client.get_cookie(name):
            copy.client.set_cookie(name, cookie.value, secure=True)
    return copy


def at_once(
    app: Flask, reader: Visitor, many: int, request: Callable[[Visitor, int], TestResponse]
) -> list[TestResponse]:
    """The replies to as many requests of one browser, sent together by threads of their own."""
    ready = Barrier(many)

    def run(number: int) -> TestResponse:
        browser = twin(app, reader)
        ready.wait(10)
        return request(browser, number)

    with ThreadPoolExecutor(many) as threads:
        return list(threads.map(run, range(many)))


def path(location: str) -> str:
    return location.partition("#")[0].partition("?")[0]


ROUNDS = 12
"""How often two requests are given the chance to meet where they would do harm."""


@pytest.mark.parametrize("feedback", [FeedbackTime.AT_ONCE, FeedbackTime.AT_END])
def test_eight_equal_answers_at_once_are_one_and_none_of_them_fails(
    feedback: FeedbackTime, app: Flask, publish: Publish, visitor: Visitors, database: Database
) -> None:
    publish(bank(), feedback=feedback, shuffle_choices=False)

    for done in range(ROUNDS):
        reader = visitor()
        attempt = reader.start()
        page = reader.get(f"{attempt}/question/1")
        replies = at_once(app, reader, 8, partial(answer_first, page, attempt))

        assert Counter(reply.status_code for reply in replies) == {303: 8}
        assert len({reply.location for reply in replies}) == 1
        assert count(database, "response") == done + 1


def answer_first(page: TestResponse, attempt: str, browser: Visitor, _: int) -> TestResponse:
    return browser.submit(page, attempt, 1, 1)


def test_four_equal_starts_at_once_are_one_attempt_and_none_of_them_fails(
    app: Flask, publish: Publish, visitor: Visitors, database: Database
) -> None:
    publish(bank())

    for done in range(ROUNDS):
        reader = visitor()
        form = {"csrf_token": token(reader.get("/quiz/summit"))}
        replies = at_once(app, reader, 4, partial(send, "/quiz/summit/start", form))

        assert Counter(reply.status_code for reply in replies) == {303: 4}
        assert len({reply.location for reply in replies}) == 1
        assert count(database, "attempt") == count(database, "reader") == done + 1


def send(address: str, form: dict[str, str], browser: Visitor, _: int) -> TestResponse:
    return browser.client.post(address, data=form)


@pytest.mark.parametrize("feedback", [FeedbackTime.AT_ONCE, FeedbackTime.AT_END])
def test_fifty_identical_answers_at_once_are_one(
    feedback: FeedbackTime, app: Flask, publish: Publish, visitor: Visitors, database: Database
) -> None:
    publish(bank(), feedback=feedback, shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    page = reader.get(f"{attempt}/question/1")

    replies = at_once(app, reader, 50, lambda browser, __: browser.submit(page, attempt, 1, 1))

    assert Counter(reply.status_code for reply in replies) == {303: 50}
    assert len({reply.location for reply in replies}) == 1
    assert [row[1:6] for row in contents(database)["response"]] == [(0, 1, "0", 10_000_000, 1)]


def test_of_forty_different_answers_at_once_one_is_stored_and_all_are_told_which(
    app: Flask, publish: Publish, visitor: Visitors, database: Database
) -> None:
    publish(bank(multiple()), shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    page = reader.get(f"{attempt}/question/1")

    replies = at_once(app, reader, 40, lambda browser, n: browser.submit(page, attempt, 1, 1 + n % 4))

    assert {reply.status_code for reply in replies} == {303}
    (row,) = contents(database)["response"]
    stored = int(row[3])
    for number, reply in enumerate(replies):
        assert ("kept" in reply.location) == (number % 4 != stored), number
        assert path(reply.location) == f"{attempt}/question/1"
    shown = {reader.get(reply.location).text.replace("?kept=1", "").count("your answer") for reply in replies}
    assert shown == {1}


def test_with_feedback_at_the_end_of_forty_different_answers_at_once_one_is_stored_and_the_others_are_asked_again(
    app: Flask, publish: Publish, visitor: Visitors, database: Database
) -> None:
    publish(bank(), feedback=FeedbackTime.AT_END, shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    page = reader.get(f"{attempt}/question/1")

    replies = at_once(app, reader, 40, lambda browser, n: browser.submit(page, attempt, 1, 1 + n % 3))

    (row,) = contents(database)["response"]
    stored, revision = int(row[3]), row[5]
    assert revision == 1
    for number, reply in enumerate(replies):
        assert reply.status_code == (303 if number % 3 == stored else 409)


def test_answers_to_different_questions_at_once_are_all_stored_and_the_attempt_finishes_once(
    app: Flask, publish: Publish, visitor: Visitors, database: Database
) -> None:
    publish(bank(), shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    pages = {n: reader.get(f"{attempt}/question/{n}") for n in (1, 2, 3)}

    at_once(app, reader, 30, lambda browser, n: browser.submit(pages[1 + n % 3], attempt, 1 + n % 3, 1))

    assert [row[1] for row in contents(database)["response"]] == [0, 1, 2]
    assert reader.get(attempt).location == f"{attempt}/end"
    score = expected_score(bank(), {0: {0}, 1: {0}, 2: {0}})
    assert f'<span class="got">{score.normalize():f}</span>' in reader.get(f"{attempt}/end").text


def test_twenty_finishes_at_once_are_one(app: Flask, publish: Publish, visitor: Visitors, database: Database) -> None:
    publish(bank(), feedback=FeedbackTime.AT_END)
    reader = visitor()
    attempt = reader.start()
    good = reader.token()

    replies = at_once(
        app, reader, 20, lambda browser, __: browser.client.post(f"{attempt}/finish", data={"csrf_token": good})
    )

    assert {(reply.status_code, path(reply.location)) for reply in replies} == {(303, f"{attempt}/end")}
    assert count(database, "attempt") == 1


def test_answers_and_a_finish_at_once_never_leave_an_answer_after_the_end(
    app: Flask, publish: Publish, visitor: Visitors, database: Database
) -> None:
    publish(bank(), feedback=FeedbackTime.AT_END, shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    page = reader.get(f"{attempt}/question/1")
    good = token(page)

    def request(browser: Visitor, number: int) -> TestResponse:
        if number == 10:
            return browser.client.post(f"{attempt}/finish", data={"csrf_token": good})
        return browser.submit(page, attempt, 1, 1)

    replies = at_once(app, reader, 20, request)

    answers = Counter(reply.status_code for number, reply in enumerate(replies) if number != 10)
    assert set(answers) <= {303, 409}
    assert count(database, "response") == (1 if answers[303] else 0)


@pytest.mark.parametrize("known", [True, False], ids=["known browser", "browser on its first page"])
def test_twenty_starts_at_once_are_one_attempt(
    known: bool, app: Flask, publish: Publish, visitor: Visitors, database: Database
) -> None:
    publish(bank())
    publish(bank(id_="other"))
    reader = visitor()
    page = reader.get("/quiz/summit")
    if known:
        reader.start("other")
    before = count(database, "attempt")

    replies = at_once(
        app,
        reader,
        20,
        lambda browser, __: browser.client.post("/quiz/summit/start", data={"csrf_token": token(page)}),
    )

    assert {reply.status_code for reply in replies} == {303}
    assert len({path(reply.location) for reply in replies}) == 1
    assert count(database, "attempt") - before == 1
    assert count(database, "reader") == 1


def test_twenty_tries_again_at_once_are_one_attempt(
    app: Flask, publish: Publish, visitor: Visitors, database: Database
) -> None:
    publish(bank())
    reader = visitor()
    attempt = reader.start()
    reader.send(f"{attempt}/finish")
    good = reader.token()

    replies = at_once(
        app, reader, 20, lambda browser, __: browser.client.post(f"{attempt}/again", data={"csrf_token": good})
    )

    assert len({path(reply.location) for reply in replies}) == 1
    assert count(database, "attempt") == 2


def test_many_readers_at_once_keep_each_to_themselves(
    app: Flask, publish: Publish, visitor: Visitors, database: Database
) -> None:
    publish(bank(), shuffle_choices=False)

    def whole_quiz(number: int) -> tuple[Visitor, str, int]:
        reader = visitor()
        attempt = reader.start(name=f"Reader {number}")
        picks = (1 + number % 3, 1 + number % 4, 1 + number % 2)
        for question, pick in enumerate(picks, start=1):
            assert reader.answer(attempt, question, pick).status_code == 303
        return reader, attempt, number

    with ThreadPoolExecutor(12) as threads:
        done = list(threads.map(whole_quiz, range(24)))

    for reader, attempt, number in done:
        score = expected_score(bank(), {0: {number % 3}, 1: {number % 4}, 2: {number % 2}})
        page = reader.get(f"{attempt}/end").text
        assert f'<span class="got">{score.normalize():f}</span>' in page
        assert f"<bdi>Reader {number}</bdi>" in page
    assert count(database, "response") == 72
