"""A browser without a screen: follows forms and links as a reader does, with cookies of its own."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
_REVISION = re.compile(r'name="revision" value="(\d+)"')


@dataclass
class Visitor:
    client: FlaskClient

    def get(self, path: str, **kwargs: Any) -> TestResponse:
        return self.client.get(path, **kwargs)

    def post(self, path: str, page: TestResponse | None = None, **fields: Any) -> TestResponse:
        """Send a form of `page` (the front door of the same address if not given) with these fields."""
        token = _TOKEN.search((page or self.get(path)).text)
        assert token, "the page has no form"
        return self.client.post(path, data={"csrf_token": unescape(token[1]), **fields})

    def start(self, slug: str = "summit", name: str = "") -> str:
        """Start a quiz; returns the attempt's path, such as /attempt/abc."""
        started = self.post(f"/quiz/{slug}/start", self.get(f"/quiz/{slug}"), name=name)
        assert started.status_code == 303, started.text
        return started.location

    def answer(self, attempt: str, number: int, *picked: int) -> TestResponse:
        """Answer a question by the places of the choices on the screen; the reply, not followed."""
        page = self.get(f"{attempt}/question/{number}")
        revision = _REVISION.search(page.text)
        return self.post(
            f"{attempt}/question/{number}",
            page,
            choice=[str(n) for n in picked],
            revision=revision[1] if revision else 0,
        )
