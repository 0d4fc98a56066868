"""Error pages: they blame nobody wrongly, come even when pages cannot be made, and their switches lead somewhere."""

import re
from collections.abc import Callable, Iterator
from html import unescape

import pytest
from flask import Flask, abort
from jinja2 import ChoiceLoader, DictLoader
from werkzeug.test import TestResponse

from quizapp.app import create_app
from quizapp.config import Settings
from quizapp.domain.unknown import Unknown
from quizapp.services.taking import UnknownChoice
from quizapp.store.session import Database
from quizapp.web.doors import Errors, Who, open_to
from tests.makers import Clock, bank
from tests.visitors import Visitor

_SWITCH = re.compile(r'href="(/(?:language|display)/[^"]+)"')


@pytest.fixture
def app(settings: Settings, database: Database, clock: Clock) -> Iterator[Flask]:
    """One that shares nothing with other tests: they add views to it."""
    app = create_app(settings, clock)
    yield app
    app.extensions["quizapp"].database.close()


@pytest.fixture
def refusing(app: Flask) -> Flask:
    """The app with a page that refuses with any status, as a server or a library may."""

    @app.get("/refuse/<int:status>")
    @open_to(Who.ANYONE)
    def refuse(status: int) -> str:
        abort(status)

    @app.get("/refuse/<int:status>/to-a-program")
    @open_to(Who.ANYONE, errors=Errors.PROBLEM)
    def refuse_a_program(status: int) -> str:
        abort(status)

    return app


@pytest.mark.parametrize("status", [406, 409, 410, 414, 415, 416, 418, 422, 428, 431])
def test_a_request_refused_for_what_it_is_is_not_called_a_fault_of_ours(status: int, refusing: Flask) -> None:
    reply = refusing.test_client().get(f"/refuse/{status}")

    assert reply.status_code == status
    assert "This request could not be understood" in reply.text
    assert "on our side" not in reply.text


@pytest.mark.parametrize("status", [500, 501, 502, 504])
def test_a_fault_of_ours_is_called_one(status: int, refusing: Flask) -> None:
    reply = refusing.test_client().get(f"/refuse/{status}")

    assert reply.status_code == status
    assert "Something went wrong on our side" in reply.text


@pytest.mark.parametrize("broken", ["layout.html", "error.html"])
def test_when_not_even_the_error_page_can_be_made_its_words_come_as_plain_text(broken: str, refusing: Flask) -> None:
    loader = refusing.jinja_env.loader
    assert loader is not None
    refusing.jinja_env.loader = ChoiceLoader([DictLoader({broken: "{{ nothing.at.all }}"}), loader])
    client = refusing.test_client()

    replies = {404: client.get("/nowhere"), 405: client.put("/healthz"), 418: client.get("/refuse/418")}

    for status, reply in replies.items():
        assert (reply.status_code, reply.mimetype) == (status, "text/plain")
        assert "Traceback" not in reply.text
        assert "nothing" not in reply.text.replace("There is nothing here", "")
        assert "default-src 'none'" in reply.headers["Content-Security-Policy"]
    assert "The address is mistyped" in replies[404].text
    assert "GET" in replies[405].headers["Allow"]


def test_when_no_page_can_be_made_at_all_that_is_said_as_plain_text(refusing: Flask) -> None:
    loader = refusing.jinja_env.loader
    assert loader is not None
    refusing.jinja_env.loader = ChoiceLoader([DictLoader({"layout.html": "{% no such tag"}), loader])

    reply = refusing.test_client().get("/", headers={"Accept-Language": "fr"})

    assert (reply.status_code, reply.mimetype) == (500, "text/plain")
    assert "de notre côté" in reply.text


# --- to a program ---


@pytest.mark.parametrize(("status", "title", "said"), [
    (400, "Bad Request", "does not fit the page"),
    (404, "Not Found", "The address is mistyped"),
    (418, "I'm a teapot", "does not take what was sent"),
    (500, "Internal Server Error", "is still saved"),
    (503, "Service Unavailable", "Wait a few seconds"),
])  # fmt: skip
def test_a_program_is_told_the_same_as_a_problem(status: int, title: str, said: str, refusing: Flask) -> None:
    client = refusing.test_client()

    page, problem = client.get(f"/refuse/{status}"), client.get(f"/refuse/{status}/to-a-program")

    assert (page.status_code, page.mimetype) == (status, "text/html")
    assert (problem.status_code, problem.mimetype) == (status, "application/problem+json")
    told = problem.get_json(force=True)
    assert set(told) == {"title", "status", "detail"}  # Without a type it is « about:blank »: the status says it all.
    assert (told["title"], told["status"]) == (title, status)
    assert said in told["detail"]
    assert said in page.text


def test_a_problem_carries_the_headers_of_a_page(refusing: Flask) -> None:
    client = refusing.test_client()

    page, problem = client.get("/refuse/404"), client.get("/refuse/404/to-a-program")

    own = ("Content-Type", "Content-Length", "Vary")
    fixed = {name: value for name, value in problem.headers if name not in own}
    assert fixed == {name: value for name, value in page.headers if name not in own}
    assert fixed["Cache-Control"] == "no-store"


def test_a_problem_is_told_in_the_language_that_was_asked_for(refusing: Flask) -> None:
    reply = refusing.test_client().get("/refuse/404/to-a-program", headers={"Accept-Language": "fr"})

    assert "L’adresse" in reply.get_json(force=True)["detail"]


def test_all_that_is_called_unknown_is_answered_as_what_does_not_exist(app: Flask) -> None:
    """But for a choice that was not on the screen: there the form does not fit its page."""
    kinds = [kind for kind in unknown(Exception) if kind is not Unknown]
    assert len(kinds) > 10

    for kind in kinds:
        with app.test_request_context("/teacher/"):
            reply = app.make_response(app.handle_user_exception(kind("x")))
        assert (kind, reply.status_code) == (kind, 400 if kind is UnknownChoice else 404)


def unknown(kind: type[Exception]) -> Iterator[type[Exception]]:
    for below in kind.__subclasses__():
        if below.__name__.startswith("Unknown") and below.__module__.startswith("quizapp"):
            yield below
        yield from unknown(below)


# --- the switches of a page that a form of another address gave ---


def switches(page: TestResponse) -> list[str]:
    return [unescape(path) for path in _SWITCH.findall(page.text)]


def test_every_switch_of_an_error_page_leads_to_a_page(
    publish: Callable[..., None], visitor: Callable[[], Visitor]
) -> None:
    publish(bank())
    reader = visitor()
    attempt = reader.start()
    without_token = {"choice": "1"}
    pages = {
        "finish opened": reader.get(f"{attempt}/finish"),
        "again opened": reader.get(f"{attempt}/again"),
        "start opened": reader.get("/quiz/summit/start"),
        "start of nothing": reader.send("/quiz/nothing/start"),
        "finish without a token": reader.client.post(f"{attempt}/finish", data=without_token),
        "again from elsewhere": reader.send(f"{attempt}/again", headers={"Origin": "https://evil.example"}),
        "question without a token": reader.client.post(f"{attempt}/question/1", data=without_token),
        "a page that takes no form": reader.send("/scores"),
    }

    for case, page in pages.items():
        assert (case, page.status_code in (400, 403, 404, 405)) == (case, True)
        assert len(switches(page)) > 2
        for switch in switches(page):
            there = reader.get(switch, follow_redirects=True)
            assert (case, switch, there.status_code) == (case, switch, 404 if "nothing" in case else 200)


def test_a_switch_on_the_error_page_of_a_form_leads_to_the_page_whose_form_it_was(
    publish: Callable[..., None], visitor: Callable[[], Visitor]
) -> None:
    publish(bank())
    reader = visitor()
    attempt = reader.start()

    assert reader.get("/language/fr", query_string={"back": "/quiz/summit/start"}).location == "/quiz/summit"
    assert reader.get("/language/fr", query_string={"back": f"{attempt}/finish"}).location == attempt
    assert reader.get("/language/fr", query_string={"back": f"{attempt}/delete"}).location == f"{attempt}/delete"
    assert reader.get("/language/fr", query_string={"back": "/nowhere/at/all"}).location == "/nowhere/at/all"
