"""What a process remembers of attempts is never told as the state of things when it is no longer."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import text

from quizapp.services.remembered import Remembered
from quizapp.store.session import Database
from tests.makers import Clock
from tests.visitors import Visitor
from tests.web.school import School, hand_out, list_class, with_teachers, with_things
from tests.web.test_live import FOUR, WAYS, WAYS_OF_CLASSES, finishes, has_a_new_version
from tests.web.test_remarks import hidden
from tests.web.test_results import quiz, rows_read, take, words

PAGES = (
    "quiz/{quiz}", "quiz/{quiz}?tries=best", "quiz/{quiz}/question?question=q1", "quiz/{for_class}",
    "quiz/{quiz}/readers", "quiz/{quiz}/readers?sort=-score", "quiz/{quiz}/readers?sort=name",
    "quiz/{for_class}/readers?version=1", "quiz/{quiz}/matrix", "quiz/{quiz}/print",
    "bank/{bank}/results", "bank/{bank}/results?quiz={for_class}&class={class_}",
    "bank/{bank}/compare?one=quiz:{quiz}&other=quiz:{for_class}", "bank/{bank}/compare",
)  # fmt: skip


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_things(with_teachers(database, visitor), FOUR)


def shown(school: School) -> list[str]:
    """Every page, without what differs each time."""
    paths = ["/teacher/" + page.format(**vars(school)) for page in PAGES]
    pages = [school.anna.get(path) for path in paths]
    assert {page.status_code for page in pages} <= {200, 400}, "a class or quiz that is gone makes no sense"
    return [re.sub(r'name="csrf_token"[^>]*>', "", page.text) for page in pages]


def forget(app: Flask) -> None:
    """As in another process, or after a start."""
    app.extensions["quizapp"] = replace(app.extensions["quizapp"], remembered=Remembered())


def is_marked_again(school: School, clock: Clock) -> None:
    finishes(school, clock)
    has_a_new_version(school, clock)
    path = f"/teacher/quiz/{school.quiz}/remark"
    shown(school)
    school.anna.send(path, hidden(school.anna.get(path).text))


def is_given_to_another_class(school: School, clock: Clock) -> None:
    list_class(school.anna, "8A", "Pia")
    school.anna.send(f"/teacher/quiz/{school.for_class}/terms", {"class_list": "2", "picks": "pick"})


def has_another_quiz(school: School, clock: Clock) -> None:
    finishes(school, clock)
    another = hand_out(school.anna, school.bank, {"names": "optional"})
    reader = school.visitor()
    reader.answer(reader.start(another), 1, 1)


EVERY_WAY = [
    *WAYS, *((lambda school, clock, way=way: way(school)) for way in WAYS_OF_CLASSES), is_marked_again,
    is_given_to_another_class, has_another_quiz,
]  # fmt: skip


@pytest.mark.parametrize("happens", EVERY_WAY, ids=[way.__name__ for way in [*WAYS, *WAYS_OF_CLASSES, *EVERY_WAY[-3:]]])
def test_whatever_happens_a_page_is_as_a_process_shows_it_that_remembers_nothing(
    happens: Callable[[School, Clock], None], app: Flask, school: School, clock: Clock
) -> None:
    shown(school)

    happens(school, clock)
    remembering = shown(school)
    forget(app)

    assert remembering == shown(school)


def test_a_page_that_is_opened_again_reads_no_attempt(app: Flask, school: School) -> None:
    finishes(school, Clock())
    path = f"/teacher/quiz/{school.quiz}"
    forget(app)

    first, again = (len(rows_read(app, school.anna, path)) for _ in range(2))

    assert (first - again, again <= 10) == (6, True)


@pytest.mark.parametrize("page", ["", "?tries=best", "/question?question=q1", "/readers", "/matrix", "/print"])
def test_a_quiz_that_has_the_id_of_one_taken_back_shows_its_own_class(
    page: str, app: Flask, school: School, database: Database
) -> None:
    """SQLite gave the id of what was deleted to the next, and both counted their changes from one."""
    before = quiz(school)
    take(school, "Ada", 4)
    assert school.anna.get(before + page).status_code == 200
    id_ = number_of(database, school.quiz)
    school.anna.send(f"{before}/remove")
    path = quiz(school)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE quiz SET id = :id WHERE slug = :slug"), {"id": id_, "slug": school.quiz})
    take(school, "Bo", 1)

    found = school.anna.get(path + page)
    forget(app)

    assert found.status_code == 200
    assert words(found.text) == words(school.anna.get(path + page).text)


def number_of(database: Database, slug: str) -> int:
    with database.engine.connect() as connection:
        found = connection.execute(text("SELECT id FROM quiz WHERE slug = :slug"), {"slug": slug})
        return int(found.scalar_one())
