"""A browser without a screen: follows forms and links as a reader does, with cookies of its own."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
_REVISION = re.compile(r'name="revision" value="(\d+)"')
_CHECKED = re.compile(r'name="choice" value="(\d+)" checked')
_CODE = re.compile(r"[BCDFGHJKMNPRSTWXYZ]{4}-[BCDFGHJKMNPRSTWXYZ]{4}-[BCDFGHJKMNPRSTWXYZ]{4}")
_MOMENT = re.compile(r"Expires=[A-Z][a-z]{2}, [^;]+")
_ADDRESS = re.compile(r"/attempt/[A-Za-z0-9_-]{22}(?![A-Za-z0-9_-])")


@dataclass
class Visitor:
    client: FlaskClient

    def get(self, path: str, **kwargs: Any) -> TestResponse:
        return self.client.get(path, **kwargs)

    def post(self, path: str, page: TestResponse | None = None, **fields: Any) -> TestResponse:
        """Send a form of `page` (the front door of the same address if not given) with these fields."""
        return self.client.post(path, data={"csrf_token": token(page or self.get(path)), **fields})

    def send(self, path: str, fields: dict[str, Any] | None = None, **kwargs: Any) -> TestResponse:
        """Send any fields to any address, with a good token of this browser."""
        return self.client.post(path, data={"csrf_token": self.token(), **(fields or {})}, **kwargs)

    def token(self) -> str:
        """A good token of this browser."""
        return token(self.get("/resume"))

    def start(self, slug: str = "summit", name: str = "") -> str:
        """Start a quiz; returns the attempt's path, such as /attempt/abc."""
        started = self.post(f"/quiz/{slug}/start", self.get(f"/quiz/{slug}"), name=name)
        assert started.status_code == 303, started.text
        return started.location

    def answer(self, attempt: str, number: int, *picked: int) -> TestResponse:
        """Answer a question by the places of the choices on the screen; the reply, not followed."""
        return self.submit(self.get(f"{attempt}/question/{number}"), attempt, number, *picked)

    def submit(self, page: TestResponse, attempt: str, number: int, *picked: int) -> TestResponse:
        """Press the button of a question page that this browser has had open, perhaps for long."""
        fields = {"choice": [str(n) for n in picked], "revision": revision(page)}
        return self.post(f"{attempt}/question/{number}", page, **fields)

    def code(self, attempt: str) -> str:
        """The resume code as the attempt's page shows it."""
        found = _CODE.search(self.get(f"{attempt}/code").text)
        assert found, "the page shows no code"
        return found[0]


def token(page: TestResponse) -> str:
    """The CSRF token of a page's form."""
    found = _TOKEN.search(page.text)
    assert found, "the page has no form"
    return unescape(found[1])


def revision(page: TestResponse) -> int:
    """The revision that a question page carries; 0 if it has no such field."""
    found = _REVISION.search(page.text)
    return int(found[1]) if found else 0


def checked(page: TestResponse) -> list[int]:
    """The choices that a question page shows as picked."""
    return [int(value) for value in _CHECKED.findall(page.text)]


def masked(text: str) -> str:
    """The text without what is drawn anew for each attempt and session: tokens, addresses, codes, moments."""
    text = _MOMENT.sub("Expires=MOMENT", text)
    text = _TOKEN.sub("TOKEN", text)
    text = _CODE.sub("CODE", text)
    return _ADDRESS.sub("/attempt/ADDRESS", text)
