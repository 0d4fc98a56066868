"""An installation of the version before goes on where it stood: what was public stays so, and its owner is told."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import text

from quizapp.config import Settings
from quizapp.domain import codes, documents
from quizapp.services.passwords import Passwords
from quizapp.store import schema
from quizapp.store.session import Database
from tests.apps import app_of
from tests.engines import Engine
from tests.makers import SECRET, Clock, bank
from tests.visitors import Visitor

BEFORE = "0024"
"""The newest migration of the version in which to load a bank was to hand it out."""
LOADED = 201
CAME_ALONG = ("kim-poutine-2023", "kim-putin-2023")
PASSWORD = "quiet harbour seven lamps"
ENGLISH = {"Accept-Language": "en"}
NOW = "2026-01-05 12:00:00.000000"
QUIZ = {
    "counts": "best", "names": "optional", "picks": False, "shuffle_questions": False, "shuffle_choices": False,
    "created_at": NOW, "feedback": "at-once", "listed": True, "simulated": False, "revision": 1,
}  # fmt: skip
ATTEMPT = {
    "seed": "s", "shuffle_questions": False, "shuffle_choices": False, "state": "open", "started_at": NOW,
    "whole": True, "changed": 1, "name": "Mona",
}  # fmt: skip
"""What the program before wrote of a quiz and of an attempt, beside what the tests are about."""
ADDRESSES = {token: f"attempt-{token}".ljust(22, "a") for token in ("public", "class", "alone")}
"""Of attempts that run: at a public quiz, at one with feedback at the end by a member of its class, at one at once."""


def put(database: Database, table: str, *rows: dict[str, Any]) -> None:
    places = ", ".join(f":{name}" for name in rows[0])
    with database.engine.begin() as connection:
        connection.execute(text(f"INSERT INTO {table} ({', '.join(rows[0])}) VALUES ({places})"), list(rows))
        if "id" in rows[0] and not database.is_sqlite:  # Its next id comes after these.
            connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"))


def furnish(database: Database) -> None:
    """What the program before had written: loaded banks and those that came along, two teachers, a class, readers."""
    schema.upgrade(database, BEFORE)
    kept = Passwords().hashed(PASSWORD, "")
    staff = (("head", "owner"), ("anna", "teacher"))
    teacher = {"password_hash": kept, "created_at": NOW}
    put(database, "teacher", *({**teacher, "email": f"{who}@school.example", "role": role} for who, role in staff))
    numbered = list(enumerate([*(f"bank-{n}" for n in range(1, LOADED + 1)), *CAME_ALONG], start=1))
    document = documents.dump(bank())
    version = {
        "number": 1, "language": "en", "summary": "", "question_count": 3, "minutes": 0, "document": document,
        "digest": documents.digest(document), "published_at": NOW,
    }  # fmt: skip
    put(database, "bank", *({"id": n, "slug": slug, "created_at": NOW} for n, slug in numbered))
    put(database, "version", *({**version, "id": n, "bank_id": n, "title": f"Bank {n}"} for n, __ in numbered))
    asked = [{"place": place, "question_id": one.id} for place, one in enumerate(bank().questions)]
    put(database, "question", *({**one, "version_id": n} for n, __ in numbered for one in asked))
    put(database, "quiz", *({**QUIZ, "id": n, "bank_id": n, "slug": slug} for n, slug in numbered))
    put(database, "class_list", {"id": 1, "teacher_id": 2, "name": "7B", "used_at": NOW})
    put(database, "member", {"id": 1, "class_id": 1, "name": "Mona", "extra": 0, "address": "M" * 22})
    handed = {**QUIZ, "teacher_id": 2, "listed": False, "bank_id": 1}
    put(
        database,
        "quiz",
        {**handed, "id": 301, "slug": "bcdfgh", "class_id": 1, "feedback": "at-end"},
        {**handed, "id": 302, "slug": "jkmnpr", "class_id": None},
        {**handed, "id": 303, "slug": "stwxyz", "class_id": None, "teacher_id": None, "listed": True},
    )
    running = ((1, None, "at-once"), (301, 1, "at-end"), (302, None, "at-once"))
    for n, (address, (quiz_id, member_id, feedback)) in enumerate(zip(ADDRESSES.values(), running, strict=True), 1):
        code = codes.code_digest(SECRET, codes.resume_code(SECRET, address))
        put(database, "reader", {"id": n, "token_digest": address, "created_at": NOW})
        begun = {"id": n, "address": address, "quiz_id": quiz_id, "version_id": 1, "reader_id": n, "code_digest": code}
        put(database, "attempt", {**ATTEMPT, **begun, "feedback": feedback, "member_id": member_id})


@pytest.fixture
def visitor(engine: Engine, settings: Settings, clock: Clock) -> Iterator[Callable[[], Visitor]]:
    """Browsers at the app of now, on the database of before."""
    with engine.empty(settings.database) as database:
        furnish(database)
        schema.upgrade(database)
        app = app_of(settings, clock)
        yield lambda: Visitor(app.test_client())
        app.extensions["quizapp"].database.close()


def logged_in(browser: Visitor, who: str) -> Visitor:
    assert browser.post("/teacher/login", email=f"{who}@school.example", password=PASSWORD).status_code == 303
    return browser


def public(browser: Visitor) -> set[str]:
    """The quizzes of the front page."""
    return set(re.findall(r'href="/quiz/([^"/]+)"', browser.get("/").text))


def test_what_was_public_stays_so_and_an_owner_closes_what_loading_made_with_one_press(
    visitor: Callable[[], Visitor],
) -> None:
    owner, reader = logged_in(visitor(), "head"), visitor()
    everything = {*(f"bank-{n}" for n in range(1, LOADED + 1)), *CAME_ALONG, "stwxyz"}

    assert public(reader) == everything
    assert "201 quizzes are open to everybody." in owner.get("/teacher/", headers=ENGLISH).text
    assert "open to everybody" not in logged_in(visitor(), "anna").get("/teacher/", headers=ENGLISH).text
    done = owner.send("/teacher/left-open").location
    assert public(reader) == {*CAME_ALONG, "stwxyz"}  # What came along, and what somebody handed out.
    assert "/start" not in reader.get("/quiz/bank-7").text
    assert "open to everybody" not in owner.get("/teacher/", headers=ENGLISH).text
    said = owner.get(done, headers=ENGLISH).text
    assert "201 quizzes are in the archive." in said
    moment = re.search(r'name="moment" value="([0-9]+)"', said)
    assert moment
    owner.send("/teacher/archive", {"moment": moment[1]})
    assert public(reader) == everything


def test_an_owner_who_wants_them_open_is_told_no_more(visitor: Callable[[], Visitor]) -> None:
    owner, reader = logged_in(visitor(), "head"), visitor()
    before = public(reader)

    owner.send("/teacher/left-open", {"act": "keep"})

    assert "open to everybody" not in owner.get("/teacher/", headers=ENGLISH).text
    assert public(reader) == before


def test_running_attempts_go_on_by_either_policy_of_feedback_even_when_their_quiz_was_closed(
    visitor: Callable[[], Visitor],
) -> None:
    logged_in(visitor(), "head").send("/teacher/left-open")

    for which, address in ADDRESSES.items():
        reader = visitor()
        resumed = reader.post("/resume", code=codes.resume_code(SECRET, address))
        assert resumed.status_code == 303, which
        attempt = f"/attempt/{address}"
        replies = [reader.answer(attempt, number, 1) for number in (1, 2, 3)]
        assert {reply.status_code for reply in replies} == {303}, which
        if which == "class":
            assert "verdict" not in reader.get(f"{attempt}/question/1").text
            reader.post(f"{attempt}/finish", reader.get(f"{attempt}/overview"))
        else:
            assert "verdict" in reader.get(f"{attempt}/question/1").text
        assert reader.get(f"{attempt}/end").status_code == 200, which


def test_a_teacher_finds_their_class_their_quizzes_and_the_banks_that_they_could_hand_out(
    visitor: Callable[[], Visitor],
) -> None:
    anna = logged_in(visitor(), "anna")

    assert "Mona" in anna.get("/teacher/class/1").text
    assert "Mona" in anna.get("/teacher/quiz/bcdfgh/readers").text
    assert anna.get("/teacher/bank/7/hand-out").status_code == 200
    assert anna.send("/teacher/bank/7/hand-out", {"names": "none"}).status_code == 303
