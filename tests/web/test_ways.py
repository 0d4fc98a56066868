"""Every page has a way to the teachers' side, and costs nothing more for it."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from tests.makers import bank
from tests.visitors import Visitor
from tests.web.school import School, with_teachers, with_things
from tests.web.test_counted_statements import statements

ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def school(database: object, visitor: Callable[[], Visitor]) -> School:
    return with_things(with_teachers(database, visitor), bank())  # type: ignore[arg-type]


def footer(text: str) -> str:
    found = re.search(r"<footer.*?</footer>", text, re.DOTALL)
    assert found
    return found[0]


def logo(text: str) -> str:
    found = re.search(r'<a class="name" href="([^"]*)"', text)
    assert found
    return found[1]


def test_every_page_of_a_reader_leads_to_the_teachers(school: School) -> None:
    reader = school.visitor()
    attempt = reader.start(school.quiz)
    paths = ["/", "/scores", "/resume", f"/quiz/{school.quiz}", attempt, f"{attempt}/question/1"]
    paths += [f"{attempt}/overview", "/nowhere"]

    for path in paths:
        page = reader.get(path, headers=ENGLISH, follow_redirects=True).text
        assert '<a href="/teacher/">Teachers</a>' in footer(page), path
        assert logo(page) == "/", path


def test_who_is_logged_in_is_led_to_their_own_day(school: School) -> None:
    page = school.anna.get("/", headers=ENGLISH).text

    assert '<a href="/teacher/">Your day</a>' in footer(page)
    assert "Teachers" not in footer(page)


def test_the_name_of_the_app_leads_a_teacher_to_their_day(school: School, visitor: Callable[[], Visitor]) -> None:
    paths = ["", "classes", f"bank/{school.bank}", f"quiz/{school.quiz}", "help/", "nowhere"]
    inside = {path: school.anna.get(f"/teacher/{path}").text for path in paths}
    outside = {path: visitor().get(f"/teacher/{path}").text for path in ("login", "help/")}

    assert {path: logo(page) for path, page in inside.items()} == dict.fromkeys(paths, "/teacher/")
    assert {logo(page) for page in outside.values()} == {"/"}
    assert all(
        '<a href="/">' in footer(page) for path, page in (*inside.items(), *outside.items()) if path != "nowhere"
    )


def test_the_way_costs_a_reader_no_statement_even_beside_a_teachers_session(school: School, app: Flask) -> None:
    costs = []
    for browser in (school.reader, school.anna):
        with statements(app) as sent:
            browser.get("/")
        costs.append(len(sent))

    assert costs[0] == costs[1]
