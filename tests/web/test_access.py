"""An attempt belongs to the browsers that hold it; to all others it does not exist."""

from collections.abc import Callable

import pytest
from flask import Flask

from quizapp.store.session import Database
from tests.makers import bank
from tests.store.contents import contents
from tests.visitors import Visitor, masked
from tests.web.doors import DOORS, GETS, OF_AN_ATTEMPT, PROGRAMS_DOORS, TEACHERS_DOORS, Door, mapped

UNKNOWN = "/attempt/AAAAAAAAAAAAAAAAAAAAAA"
FIELDS = {"choice": "1", "revision": "0", "only_missed": "y", "reason": "other"}


def knock(door: Door, visitor: Visitor, attempt: str) -> tuple[int, str]:
    path = door.of(attempt)
    reply = visitor.get(path) if door.method == "GET" else visitor.send(path, FIELDS)
    return reply.status_code, masked(reply.text)


def test_every_route_is_listed_with_its_door(app: Flask) -> None:
    assert mapped(app) == set(DOORS) | set(TEACHERS_DOORS) | set(PROGRAMS_DOORS)
    assert not set(DOORS) & set(TEACHERS_DOORS)


@pytest.mark.parametrize("finished", [False, True])
def test_another_readers_attempt_answers_like_one_that_does_not_exist(
    finished: bool, publish: Callable[..., None], visitor: Callable[[], Visitor], database: Database
) -> None:
    publish(bank())
    owner, stranger = visitor(), visitor()
    attempt = owner.start(name="Owner")
    owner.answer(attempt, 1, 1)
    if finished:
        owner.send(f"{attempt}/finish")
    stranger.start()
    before = contents(database)

    for door in OF_AN_ATTEMPT:
        foreign = knock(door, stranger, attempt)

        assert foreign == knock(door, stranger, UNKNOWN)
        assert (door, foreign[0]) == (door, 404)
    assert contents(database) == before


def test_a_browser_that_never_began_anything_gets_nothing(
    publish: Callable[..., None], visitor: Callable[[], Visitor], database: Database
) -> None:
    publish(bank())
    attempt = visitor().start()
    before = contents(database)

    statuses = {f"{door.method} {door.path}": knock(door, visitor(), attempt)[0] for door in OF_AN_ATTEMPT}

    assert statuses == dict.fromkeys(statuses, 404)
    assert contents(database) == before


def test_the_owner_gets_in_by_the_same_doors(publish: Callable[..., None], visitor: Callable[[], Visitor]) -> None:
    publish(bank())

    for door in OF_AN_ATTEMPT:
        owner = visitor()
        attempt = owner.start()
        if door.path.endswith("/again"):
            owner.send(f"{attempt}/finish")
        if door.path.endswith("/objection"):
            owner.answer(attempt, 1, 1)
        assert (door, knock(door, owner, attempt)[0]) in ((door, 200), (door, 303))


def test_looking_changes_nothing(
    publish: Callable[..., None], visitor: Callable[[], Visitor], database: Database
) -> None:
    publish(bank())
    reader = visitor()
    attempt = reader.start()
    reader.answer(attempt, 1, 1)
    before = contents(database)

    for door in GETS:
        for method in ("GET", "HEAD", "OPTIONS"):
            reply = reader.client.open(door.of(attempt), method=method)
            assert reply.status_code in (200, 303, 404), (method, door.path)
    for door in DOORS.values():
        assert reader.client.options(door.of(attempt)).status_code == 200

    assert contents(database) == before


def test_an_empty_or_foreign_reader_cookie_opens_nothing(
    publish: Callable[..., None], visitor: Callable[[], Visitor]
) -> None:
    publish(bank())
    attempt = visitor().start()

    for value in ("", " ", "x", "a" * 43, "é", '"', "'; --"):
        stranger = visitor()
        stranger.client.set_cookie("__Host-qr", value, secure=True)
        assert stranger.get(attempt).status_code == 404


def test_addresses_are_long_and_say_nothing_of_order(
    publish: Callable[..., None], visitor: Callable[[], Visitor]
) -> None:
    publish(bank())

    addresses = [visitor().start().removeprefix("/attempt/") for __ in range(40)]

    assert len(set(addresses)) == 40
    assert all(len(address) == 22 for address in addresses)  # 128 bits in base64url.
    assert addresses != sorted(addresses)


def test_no_row_number_appears_in_what_a_reader_gets(
    publish: Callable[..., None], visitor: Callable[[], Visitor]
) -> None:
    publish(bank())
    reader = visitor()
    attempt = reader.start()

    page = reader.get(f"{attempt}/question/1").text

    for name in ("attempt_id", "version_id", "quiz_id", "reader_id", "question_id", "seed", "code_digest"):
        assert name not in page


def test_fields_that_no_form_has_are_ignored(
    publish: Callable[..., None], visitor: Callable[[], Visitor], database: Database
) -> None:
    publish(bank(), shuffle_choices=False)
    reader = visitor()
    extra = {
        "score": "100", "mark": "10000000", "is_correct": "1", "points": "5", "state": "finished", "reader_id": "7",
        "finished_at": "2020-01-01", "attempt_id": "9", "version_id": "9", "seed": "x", "address": "mine",
        "feedback": "at-end", "right": "y", "fraction": "1",
    }  # fmt: skip
    started = reader.send("/quiz/summit/start", {"name": "Me", **extra})
    attempt = started.location

    reply = reader.send(f"{attempt}/question/1", {"choice": "2", "revision": "0", **extra})

    assert reply.status_code == 303
    rows = contents(database)
    assert len(rows["attempt"]) == len(rows["response"]) == 1
    assert attempt != "/attempt/mine"
    (__, place, ___, picked, mark, revision, ____) = rows["response"][0]
    assert (place, picked, mark, revision) == (0, "1", 0, 1)
