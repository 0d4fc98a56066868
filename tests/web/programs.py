"""A teacher's program: a client that comes with a token, and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from tests.web.doors import PROGRAMS_DOORS
from tests.web.school import School, make_token

BASE = "/api/v1"


@dataclass(frozen=True)
class Program:
    app: Flask
    token: str

    def open(self, path: str, method: str = "GET", **headers: str) -> TestResponse:
        """The reply; no cookie comes with the request, nor is any kept."""
        sent = {"Authorization": f"Bearer {self.token}", **{name.replace("_", "-"): headers[name] for name in headers}}
        return self.app.test_client(use_cookies=False).open(path, method=method, headers=sent)

    def read(self, path: str, **parameters: str) -> Any:
        """What it is sent; it must be sent something."""
        reply = self.app.test_client(use_cookies=False).get(
            f"{BASE}{path}", query_string=parameters, headers={"Authorization": f"Bearer {self.token}"}
        )
        assert (path, reply.status_code) == (path, 200), reply.text
        assert reply.mimetype == "application/json"
        return reply.json

    def parts(self, path: str, **parameters: str) -> Iterator[list[Any]]:
        """A list, part by part."""
        part = self.read(path, **parameters)
        yield part["items"]
        while part["next_cursor"] is not None:
            part = self.read(path, cursor=part["next_cursor"], **parameters)
            yield part["items"]

    def all(self, path: str, **parameters: str) -> list[Any]:
        return [item for part in self.parts(path, **parameters) for item in part]


def addresses(school: School) -> dict[str, str]:
    """Every address for programs with the things of the school in it, by its endpoint."""
    return {endpoint: path.format(**school.things()) for (endpoint, __), path in PROGRAMS_DOORS.items()}


def of_anna(school: School, app: Flask, **fields: str) -> Program:
    """One with a new token of Anna's."""
    return Program(app, make_token(school.anna, f"Token {fields}", **fields))
