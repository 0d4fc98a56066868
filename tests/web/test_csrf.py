"""A form counts only if it came from a page of ours, in this browser."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from quizapp.domain.attempts import FeedbackTime
from quizapp.store.session import Database
from tests.makers import bank
from tests.store.contents import contents
from tests.visitors import Visitor, checked, revision, token
from tests.web.doors import DOORS, OF_AN_ATTEMPT, POSTS, TEACHERS_DOORS, Door, mapped

FIELDS = {"choice": "1", "revision": "0", "only_missed": "y", "name": "Eve", "code": "BCDF-GHJK-MNPR"}
UNKNOWN = "/attempt/AAAAAAAAAAAAAAAAAAAAAA"


def named(door: Door) -> str:
    return door.path


@pytest.fixture
def owner(publish: Callable[..., None], visitor: Callable[[], Visitor]) -> tuple[Visitor, str]:
    """A reader with a finished attempt at one quiz, whose every form would do something."""
    publish(bank())
    reader = visitor()
    attempt = reader.start(name="Owner")
    reader.answer(attempt, 2, 1)
    return reader, attempt


def test_every_post_route_of_a_reader_is_tried_here_and_every_other_with_the_roles(app: Flask) -> None:
    listed = {endpoint for endpoint, method in [*DOORS, *TEACHERS_DOORS] if method != "GET"}

    assert {endpoint for endpoint, method in mapped(app) if method != "GET"} == listed
    assert len(POSTS) >= 8


@pytest.mark.parametrize("door", POSTS, ids=named)
def test_a_form_without_a_token_of_this_browser_changes_nothing(
    door: Door, owner: tuple[Visitor, str], visitor: Callable[[], Visitor], database: Database
) -> None:
    reader, attempt = owner
    before = contents(database)

    for token_sent in ({}, {"csrf_token": "x"}, {"csrf_token": visitor().token()}):
        reply = reader.client.post(door.of(attempt), data={**FIELDS, **token_sent})

        if door.path == "/quiz/summit/start":
            assert (reply.status_code, reply.location) == (303, "/quiz/summit")
        else:
            assert reply.status_code == 400
    assert contents(database) == before


@pytest.mark.parametrize("door", [door for door in OF_AN_ATTEMPT if door.method == "POST"], ids=named)
def test_without_a_token_another_readers_attempt_still_does_not_exist(
    door: Door, owner: tuple[Visitor, str], visitor: Callable[[], Visitor], database: Database
) -> None:
    __, attempt = owner
    stranger = visitor()
    before = contents(database)

    foreign = stranger.client.post(door.of(attempt), data=FIELDS)
    random = stranger.client.post(door.of(UNKNOWN), data=FIELDS)

    assert foreign.text.replace(attempt, UNKNOWN) == random.text
    assert foreign.status_code == random.status_code
    assert foreign.status_code in (400, 404)
    assert contents(database) == before


def test_a_stale_form_for_what_does_not_exist_is_not_found(owner: tuple[Visitor, str], database: Database) -> None:
    reader, attempt = owner
    before = contents(database)

    for path in ("/quiz/unknown/start", f"{attempt}/question/0", f"{attempt}/question/99"):
        reply = reader.client.post(path, data=FIELDS, follow_redirects=True)
        assert (path, reply.status_code) == (path, 404)

    assert contents(database) == before


FOREIGN: tuple[dict[str, str], ...] = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    {"Origin": "https://evil.example"},
    {"Origin": "https://localhost"},
    {"Origin": "http://localhost:81"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "null"},  # A frame in a sandbox, or a page that hides where it is.
)


@pytest.mark.parametrize("door", POSTS, ids=named)
def test_a_form_that_another_site_sent_changes_nothing_whatever_it_carries(
    door: Door, owner: tuple[Visitor, str], database: Database
) -> None:
    reader, attempt = owner
    before = contents(database)

    for headers in FOREIGN:
        with_token = reader.send(door.of(attempt), FIELDS, headers=headers)
        without = reader.client.post(door.of(attempt), data=FIELDS, headers=headers)
        assert (headers, with_token.status_code, without.status_code) == (headers, 403, 403)

    assert contents(database) == before


OWN: tuple[dict[str, str], ...] = (
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://localhost"},
)


def test_a_form_from_our_own_page_is_taken(owner: tuple[Visitor, str], database: Database) -> None:
    reader, attempt = owner

    for number, headers in enumerate(OWN, start=1):
        fields = {"choice": "1", "revision": "0"}
        reply = reader.send(f"{attempt}/question/{number}", fields, headers=headers)
        assert (headers, reply.status_code) == (headers, 303)

    assert len(contents(database)["response"]) == 3


@pytest.mark.parametrize("feedback", [FeedbackTime.AT_ONCE, FeedbackTime.AT_END])
@pytest.mark.parametrize(
    "stale", [{"csrf_token": "old"}, {}, {"csrf_token": "no-cookie"}], ids=["old token", "no token", "no session"]
)
def test_a_stale_form_keeps_the_choice_stores_nothing_and_the_second_press_stores_it_once(
    feedback: FeedbackTime,
    stale: dict[str, str],
    publish: Callable[..., None],
    visitor: Callable[[], Visitor],
    database: Database,
) -> None:
    publish(bank(), feedback=feedback, shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    before = contents(database)
    if stale.get("csrf_token") == "no-cookie":
        # The browser was closed: its session cookie is gone, the reader's cookie is not.
        stale = {"csrf_token": token(reader.get(f"{attempt}/question/2"))}
        reader.client.delete_cookie("__Host-qs")

    shown = reader.client.post(f"{attempt}/question/2", data={"choice": ["1", "3"], "revision": "0", **stale})

    assert shown.status_code == 400
    assert checked(shown) == [1, 3]
    assert "press the button once more" in shown.text
    assert contents(database) == before

    again = reader.submit(shown, attempt, 2, *checked(shown))

    assert again.status_code == 303
    stored = contents(database)["response"]
    assert [(place, picked, revision) for __, place, ___, picked, ____, revision, _____ in stored] == [(1, "0,2", 1)]


def test_a_stale_form_for_a_question_that_has_its_answer_shows_that_answer(
    publish: Callable[..., None], visitor: Callable[[], Visitor], database: Database
) -> None:
    publish(bank(), shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    reader.answer(attempt, 1, 1)
    before = contents(database)

    reply = reader.client.post(f"{attempt}/question/1", data={"choice": "2", "csrf_token": "old"})

    assert (reply.status_code, reply.location) == (303, f"{attempt}/question/1")
    assert contents(database) == before


def test_a_stale_form_that_is_older_than_the_stored_answer_says_so_before_it_can_replace_it(
    publish: Callable[..., None], visitor: Callable[[], Visitor], database: Database
) -> None:
    publish(bank(), feedback=FeedbackTime.AT_END, shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    old = reader.get(f"{attempt}/question/1")
    reader.answer(attempt, 1, 2)
    before = contents(database)

    shown = reader.client.post(f"{attempt}/question/1", data={"choice": "3", "revision": revision(old)})

    assert checked(shown) == [3]
    assert "You answered this question in another tab meanwhile" in shown.text
    assert contents(database) == before


def test_a_stale_form_with_an_impossible_choice_is_asked_anew_with_nothing_picked(
    owner: tuple[Visitor, str], database: Database
) -> None:
    reader, attempt = owner
    before = contents(database)

    for choice in ("rubbish", "99", "-1", "", "1_0"):
        reply = reader.client.post(f"{attempt}/question/1", data={"choice": choice, "revision": "rubbish"})
        assert (choice, reply.status_code, checked(reply)) == (choice, 400, [])

    assert contents(database) == before


def test_the_token_of_a_page_is_good_for_every_form_of_this_browser_and_for_long(
    owner: tuple[Visitor, str], database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, attempt = owner
    page = reader.get(f"{attempt}/question/1")
    now = __import__("time").time()
    monkeypatch.setattr("time.time", lambda: now + 12 * 3600)  # Left open over the night.

    reply = reader.submit(page, attempt, 1, 1)

    assert reply.status_code == 303
    assert len(contents(database)["response"]) == 2


def test_a_token_signed_before_the_secret_changed_counts_while_the_old_one_is_kept(
    owner: tuple[Visitor, str], app: Flask, database: Database
) -> None:
    reader, attempt = owner
    page = reader.get(f"{attempt}/question/1")
    app.config.update(SECRET_KEY="another-secret-0123456789-abcdefghijkl", SECRET_KEY_FALLBACKS=[app.secret_key])
    before: Any = contents(database)

    reply = reader.submit(page, attempt, 1, 2)

    # Flask reads the session with the old key, but Flask-WTF signs with the new one only: asked again, kept, stored.
    if reply.status_code != 303:
        assert checked(reply) == [2]
        assert contents(database) == before
        reply = reader.submit(reply, attempt, 1, 2)
    assert reply.status_code == 303
    assert len(contents(database)["response"]) == 2
