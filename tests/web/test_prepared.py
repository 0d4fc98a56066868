"""A file that takes long: its teacher waits on a page that goes on by itself, and fetches it from there."""

import re
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, event

from quizapp.domain import exports as rules
from quizapp.services import preparing
from quizapp.services.preparing import KEPT
from quizapp.store import exports
from quizapp.store.session import Database
from quizapp.web import waiting
from tests.makers import NOON, Clock, bank
from tests.store.contents import contents, count
from tests.visitors import Visitor
from tests.web.school import School, read, with_teachers, with_things

ENGLISH, FRENCH = {"Accept-Language": "en"}, {"Accept-Language": "fr"}
LATER = {"seconds": 91}


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor], monkeypatch: pytest.MonkeyPatch) -> School:
    """Where everything takes long, and no file is there yet."""
    school = with_things(with_teachers(database, visitor), bank())
    with database.transaction() as db:
        exports.remove(db, school.export)
    monkeypatch.setattr(rules, "MOST_AT_ONCE", 0)
    return school


def asked(school: School, file: str = "responses.csv", **given: Any) -> str:
    """The path of the page to which the button leads."""
    reply = school.anna.send(f"/teacher/quiz/{school.quiz}/{file}", **given)
    assert reply.status_code == 303
    return reply.location


@pytest.fixture
def being_made(school: School, database: Database) -> str:
    """The path of a file that another process makes."""
    path = asked(school)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE export SET done_at = NULL, attempts = 50000, told = 12000")
    return path


def begin(school: School, name: str) -> None:
    """A new reader of this name answers the first question."""
    reader = school.visitor()
    reader.answer(reader.start(school.quiz, name), 1, 1)


# --- from the button to the file ---


@pytest.mark.parametrize("portion", ["scores", "responses", "questions"])
@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_the_button_leads_to_a_page_and_that_to_the_same_file(
    portion: str, ending: str, school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = read(school.anna, asked(school, f"{portion}.{ending}"))
    page = school.anna.get(path, headers=ENGLISH)
    monkeypatch.setattr(rules, "MOST_AT_ONCE", 40_000)
    at_once = school.anna.send(f"/teacher/quiz/{school.quiz}/{portion}.{ending}")

    link = re.search(r'<a class="button" href="([^"]+)" download="([^"]+)"', page.text)
    assert link
    file = school.anna.get(link[1])

    for header in ("Content-Disposition", "Content-Type", "Content-Length", "Cache-Control"):
        assert file.headers.get(header) == at_once.headers.get(header), header
    assert f'filename="{link[2]}"' in file.headers["Content-Disposition"]
    if ending == "csv":
        assert file.data == at_once.data
    assert len(file.data) == file.content_length == len(at_once.data)
    assert "kept until 13:00" in page.text.replace("\u202f", " ")


def test_the_log_notes_it_once_when_it_was_asked_for(school: School, being_made: str) -> None:
    assert asked(school) == being_made  # A double click.
    school.anna.get(being_made)

    assert school.owner.get("/teacher/log", headers=ENGLISH).text.count("exported responses") == 1


def test_what_was_answered_since_is_in_the_next_one(school: School) -> None:
    first = read(school.anna, asked(school))
    before = school.anna.get(f"{first}/file").data
    begin(school, "Dan")

    second = read(school.anna, asked(school))

    assert second != first
    assert (b"Dan" in before, b"Dan" in school.anna.get(f"{second}/file").data) == (False, True)
    assert school.anna.get(f"{first}/file").data == before


def test_it_is_in_the_language_of_the_page_where_it_was_asked_for(school: School) -> None:
    path = read(school.anna, asked(school, headers=FRENCH))

    assert school.anna.get(f"{path}/file", headers=ENGLISH).text.lstrip("\ufeff").startswith("Nom;")


def test_who_waits_for_as_many_as_there_may_be_is_told_so(
    school: School, being_made: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "MOST_KEPT", 1)
    before = contents(school.database)

    refused = school.anna.send(f"/teacher/quiz/{school.quiz}/scores.csv", headers=ENGLISH)

    assert refused.status_code == 409
    assert "You are waiting for as many files as one can" in refused.text
    assert f'href="{being_made}"' in refused.text
    assert contents(school.database) == before


# --- while it is made ---


def test_the_page_says_how_far_it_is_and_comes_again(school: School, being_made: str) -> None:
    english, french = (school.anna.get(being_made, headers=said) for said in (ENGLISH, FRENCH))

    assert english.headers["Refresh"] == "1"
    assert "12,000 of 50,000 attempts" in english.text
    assert "12\u202f000 essais sur 50\u202f000" in french.text
    assert '<progress value="12000" max="50000"' in english.text
    assert "Download" not in english.text


def test_the_file_of_one_that_is_being_made_leads_to_its_page(school: School, being_made: str) -> None:
    led = school.anna.get(f"{being_made}/file")

    assert (led.status_code, led.location) == (303, being_made)


def test_the_page_of_all_files_leads_to_those_that_were_asked_for(school: School, being_made: str) -> None:
    export = f"/teacher/quiz/{school.quiz}/export"
    page = school.anna.get(export, headers=ENGLISH).text

    assert f'href="{being_made}">Every response · CSV</a>' in page
    assert "12,000 of 50,000 attempts" in page
    for other in (school.ben, school.owner):
        assert being_made not in other.get(export).text


def test_what_is_in_line_says_so(school: School, being_made: str, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing is said of how far it is, where nobody has begun."""
    monkeypatch.setattr(waiting, "_PATIENCE_SECONDS", 0)
    with app.extensions["quizapp"].errands.place(), app.extensions["quizapp"].errands.place():
        with school.database.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE export SET begun_at = NULL, attempts = 0, told = 0")
        page = school.anna.get(being_made, headers=ENGLISH)

        assert "It waits for its turn." in page.text
        assert "<progress aria-label" in page.text
    read(school.anna, being_made)


def test_a_page_that_finds_it_left_has_it_begun_anew_and_writes_nothing_itself(
    school: School, being_made: str, app: Flask, clock: Clock
) -> None:
    clock.advance(**LATER)
    writers = set()

    def note(connection: Connection, *rest: object) -> None:
        if connection.get_execution_options().get("quizapp_writes"):
            writers.add(threading.current_thread())

    engine = app.extensions["quizapp"].database.engine
    event.listen(engine, "before_cursor_execute", note)
    read(school.anna, being_made)
    event.remove(engine, "before_cursor_execute", note)

    assert b"Cleo" in school.anna.get(f"{being_made}/file").data
    assert writers
    assert threading.current_thread() not in writers


# --- when it is gone ---


@pytest.fixture
def gone(school: School, clock: Clock) -> Iterator[str]:
    """The path of a file whose time is over."""
    path = read(school.anna, asked(school))
    clock.now = NOON + KEPT
    yield path


def test_a_file_whose_time_is_over_is_said_to_be_gone(school: School, gone: str) -> None:
    for path in (gone, f"{gone}/file", f"{gone}-mistyped"):
        page = school.anna.get(path, headers=ENGLISH)
        assert page.status_code == 404
        assert "This file is not here any more" in page.text
        assert f'href="/teacher/quiz/{school.quiz}/export">Ask for it again</a>' in page.text


def test_a_file_that_tells_of_an_attempt_goes_with_it(school: School) -> None:
    path = read(school.anna, asked(school))

    school.anna.send(f"/teacher/quiz/{school.quiz}/attempt/{school.attempt}/remove")

    assert {school.anna.get(there).status_code for there in (path, f"{path}/file")} == {404}
    assert count(school.database, "export") == 0


def test_nobody_else_has_it_not_even_who_is_given_the_quiz(school: School) -> None:
    path = read(school.anna, asked(school))
    addresses = (path, f"{path}/file")

    assert {other.get(at).status_code for other in (school.ben, school.owner) for at in addresses} == {404}
    with school.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE quiz SET teacher_id = 3")
    assert {other.get(at).status_code for other in (school.ben, school.anna) for at in addresses} == {404}
    assert "This file is not here" in school.ben.get(path, headers=ENGLISH).text
    assert "This file is not here" not in school.anna.get(path, headers=ENGLISH).text


def test_no_other_than_the_teacher_of_a_quiz_can_ask(school: School) -> None:
    before = contents(school.database)

    for other in (school.ben, school.owner):
        assert other.send(f"/teacher/quiz/{school.quiz}/scores.csv").status_code == 404

    assert contents(school.database) == before


def test_the_page_costs_the_same_statements_however_many_have_answered(
    school: School, being_made: str, app: Flask
) -> None:
    sent: list[str] = []
    event.listen(
        app.extensions["quizapp"].database.engine, "before_cursor_execute", lambda *given: sent.append(given[2])
    )

    def cost() -> int:
        sent.clear()
        school.anna.get(being_made)
        return len(sent)

    few = cost()
    for name in ("Dan", "Eve"):
        begin(school, name)

    assert cost() == few < 8
