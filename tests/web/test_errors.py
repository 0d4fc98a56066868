"""Error pages: they blame nobody wrongly, come even when pages cannot be made, and their switches lead somewhere."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask, abort
from jinja2 import ChoiceLoader, DictLoader
from werkzeug.test import TestResponse

from quizapp.web.doors import Who, open_to
from tests.makers import bank
from tests.visitors import Visitor

_SWITCH = re.compile(r'href="(/(?:language|display)/[^"]+)"')


@pytest.fixture
def refusing(app: Flask) -> Flask:
    """The app with a page that refuses with any status, as a server or a library may."""

    @app.get("/refuse/<int:status>")
    @open_to(Who.ANYONE)
    def refuse(status: int) -> str:
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


# --- the switches of a page that a form of another address gave ---


def switches(page: TestResponse) -> list[str]:
    return [unescape(path) for path in _SWITCH.findall(page.text)]


def test_every_switch_of_an_error_page_leads_to_a_page(publish: Callable[..., None], visitor: type[Visitor]) -> None:
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
    publish: Callable[..., None], visitor: type[Visitor]
) -> None:
    publish(bank())
    reader = visitor()
    attempt = reader.start()

    assert reader.get("/language/fr", query_string={"back": "/quiz/summit/start"}).location == "/quiz/summit"
    assert reader.get("/language/fr", query_string={"back": f"{attempt}/finish"}).location == attempt
    assert reader.get("/language/fr", query_string={"back": f"{attempt}/delete"}).location == f"{attempt}/delete"
    assert reader.get("/language/fr", query_string={"back": "/nowhere/at/all"}).location == "/nowhere/at/all"
