"""Phones on a bad line: requests that stop half-way hold up nobody else."""

import http.client
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from select import select

import pytest
from flask import Flask, request
from werkzeug.test import EnvironBuilder

from quizapp import serving
from tests.servers import RunningServer, running

_FORM = (
    b"POST /resume HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 1000\r\n\r\ncode=abc"
)


# --- the server ---


def test_forms_and_headers_that_stop_half_way_do_not_hold_up_other_readers(tmp_path: Path) -> None:
    with running(tmp_path, options=("--workers", "1")) as server, ExitStack() as stalled:
        for start in (_FORM, b"GET / HTTP/1.1\r\nHost: 127"):
            for _ in range(20):
                stop_half_way(stalled, server, start)

        assert [status(server) for _ in range(3)] == [200, 200, 200]


def test_more_forms_that_stop_half_way_than_there_are_threads_leave_the_others_theirs(tmp_path: Path) -> None:
    with running(tmp_path, options=("--workers", "1")) as server, ExitStack() as stalled:
        lines = [stop_half_way(stalled, server, _FORM) for _ in range(serving.THREADS + 20)]
        got = [status(server) for _ in range(3)]
        refused = [line for line in select(lines, [], [], 10)[0] if line.recv(12) == b"HTTP/1.1 503"]

    assert got == [200, 200, 200]
    assert refused


def stop_half_way(lines: ExitStack, server: RunningServer, start: bytes) -> socket.socket:
    line = lines.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=10))
    line.sendall(start)
    return line


def status(server: RunningServer) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)) as connection:
        connection.request("GET", "/")
        return connection.getresponse().status


# --- how long one waits ---


class Phone:
    """A form on its way: it brings what it has and then waits until its line is cut, as the server's input does."""

    def __init__(self, *pieces: bytes) -> None:
        self._pieces = list(pieces)
        self._cut = threading.Event()
        self.stands_still = threading.Event()

    def read(self, size: int = -1) -> bytes:
        if self._pieces:
            return self._pieces.pop(0)
        self.stands_still.set()
        self._cut.wait(60)
        return b""

    def cut(self) -> None:
        self._cut.set()


@pytest.fixture
def phone() -> Iterator[Callable[..., Phone]]:
    """Phones whose lines are cut when the test is over."""
    with ExitStack() as lines:

        def phone(*pieces: bytes) -> Phone:
            made = Phone(*pieces)
            lines.callback(made.cut)
            return made

        yield phone


@pytest.fixture
def saved() -> list[str]:
    return []


@pytest.fixture
def app(saved: list[str]) -> Flask:
    """It keeps the codes it is sent."""
    app = Flask("kept")

    @app.post("/")
    def keep() -> str:
        saved.append(request.form["code"])
        return "kept\n"

    return app


def test_a_form_in_pieces_is_taken_whole(app: Flask, saved: list[str], phone: Callable[..., Phone]) -> None:
    assert posted(serving.in_line(app), phone(b"code=", b"abc", b"&" * 992))[0] == "200 OK"
    assert saved == ["abc"]


def test_a_form_that_comes_too_slowly_is_given_up(
    app: Flask, saved: list[str], phone: Callable[..., Phone], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "_PATIENCE_WITH_FORMS", -1)

    assert posted(serving.in_line(app), phone(b"code=", b"abc", b"&" * 992))[0] == "408 REQUEST TIMEOUT"
    assert saved == []


def test_a_form_whose_line_is_cut_half_way_does_not_pass_for_a_whole_one(
    app: Flask, saved: list[str], phone: Callable[..., Phone]
) -> None:
    cut = phone(b"code=ab")
    cut.cut()

    assert posted(serving.in_line(app), cut)[0] == "400 BAD REQUEST"
    assert saved == []


def test_where_too_many_forms_stop_the_next_is_told_to_come_again(
    app: Flask, saved: list[str], phone: Callable[..., Phone], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "_ARRIVING", 1)
    server, stopped = serving.in_line(app), phone(b"code=")
    waiting = threading.Thread(target=posted, args=(server, stopped))
    waiting.start()
    assert stopped.stands_still.wait(10)

    refused = posted(server, phone(b"code=abc", b"&" * 992))
    stopped.cut()
    waiting.join(10)
    taken = posted(server, phone(b"code=abc", b"&" * 992))

    assert refused == ("503 SERVICE UNAVAILABLE", "5")
    assert taken[0] == "200 OK"
    assert saved == ["abc"]


def posted(app: Flask, phone: Phone) -> tuple[str, str | None]:
    """What the server says to a form of a thousand bytes, and when it may come again."""
    said: list[tuple[str, str | None]] = []

    def start(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> Callable[[bytes], object]:
        said.append((status, dict(headers).get("Retry-After")))
        return len

    environ = {
        **EnvironBuilder(method="POST").get_environ(),
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": "1000",
        "wsgi.input": phone,
        "wsgi.input_terminated": True,
    }
    app.wsgi_app(environ, start)
    environ["wsgi.input"].close()
    return said[0]
