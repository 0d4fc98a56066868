"""Phones on a bad line: requests that stop half-way hold up nobody else."""

import http.client
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from flask import Flask

from quizapp import serving
from tests.servers import RunningServer, running

_FORM = (
    b"POST /resume HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 1000\r\n\r\ncode=abc"
)
_WHOLE = b"code=abc"


# --- before the app is asked ---


def test_forms_and_headers_that_stop_half_way_do_not_hold_up_other_readers(tmp_path: Path) -> None:
    with running(tmp_path, options=("--workers", "1")) as server, ExitStack() as stalled:
        for start in (_FORM, b"GET / HTTP/1.1\r\nHost: 127"):
            for _ in range(20):
                stop_half_way(stalled, server, start)

        assert [status(server) for _ in range(3)] == [200, 200, 200]


def test_more_forms_that_stop_half_way_than_there_are_threads_leave_the_others_theirs(tmp_path: Path) -> None:
    with running(tmp_path, options=("--workers", "1")) as server, ExitStack() as stalled:
        lines = [stop_half_way(stalled, server, _FORM) for _ in range(150)]

        assert [status(server) for _ in range(3)] == [200, 200, 200]
        assert status(server, _WHOLE) == 400  # It has no token: what matters is that it was read.
        refused = lines[-1].recv(10_000)

    assert refused.startswith(b"HTTP/1.1 503")
    assert b"retry-after: " in refused.lower()


def stop_half_way(lines: ExitStack, server: RunningServer, start: bytes) -> socket.socket:
    line = lines.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=10))
    line.sendall(start)
    return line


def status(server: RunningServer, form: bytes | None = None) -> int:
    """What the front page answers, or what a form does that arrives whole."""
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)) as connection:
        if form is None:
            connection.request("GET", "/")
        else:
            connection.request("POST", "/resume", form, {"Content-Type": "application/x-www-form-urlencoded"})
        return connection.getresponse().status


# --- how long one waits ---


class Phone:
    """A form on its way: it brings what it has and then waits until its line is cut, as the server's input does."""

    def __init__(self, *pieces: bytes) -> None:
        self._pieces = list(pieces)
        self._cut = threading.Event()

    def read(self, size: int = -1) -> bytes:
        if self._pieces:
            return self._pieces.pop(0)
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


def test_a_form_that_does_not_arrive_in_time_is_refused_with_a_sentence(
    app: Flask, phone: Callable[..., Phone], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "_PATIENCE_WITH_FORMS", 0.2)

    late = posted(serving.in_line(app), phone(b"code="))

    assert late.startswith("408")


def test_as_many_slow_forms_as_there_are_places_are_waited_for_and_no_more(
    app: Flask, phone: Callable[..., Phone], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "_SLOW_FORMS", 1)
    server, first, answers = serving.in_line(app), phone(b"code="), list[str]()
    waiting = threading.Thread(target=lambda: answers.append(posted(server, first)))
    waiting.start()

    # Whichever of the two comes to wait first has the place; the other is told to try again.
    second = phone(b"code=")
    other = threading.Thread(target=lambda: answers.append(posted(server, second)))
    other.start()
    for _ in range(200):
        if answers:
            break
        waiting.join(0.05)
    refused = list(answers)
    first.cut()
    second.cut()
    waiting.join(10)
    other.join(10)
    third = posted(server, phone(_WHOLE.ljust(1000, b"&")))

    assert [answer[:3] for answer in refused] == ["503"]
    assert third.startswith("400")  # It has no token: what matters is that it was read.


def test_a_form_whose_line_is_cut_half_way_is_refused_not_taken_for_whole(
    app: Flask, phone: Callable[..., Phone]
) -> None:
    cut, read = phone(b"code=abc"), []
    cut.cut()
    app.before_request_funcs.setdefault(None, []).append(lambda: read.append(True))

    answer = posted(serving.in_line(app), cut)

    assert answer.startswith("400")


def posted(app: Flask, phone: Phone) -> str:
    """The status of a form of a thousand bytes."""
    said: list[str] = []
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/resume",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "HTTP_HOST": "127.0.0.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": "1000",
        "wsgi.url_scheme": "http",
        "wsgi.input": phone,
        "wsgi.input_terminated": True,
    }
    answer = app.wsgi_app(environ, lambda status, headers, exc_info=None: said.append(status))
    b"".join(answer)
    answer.close()
    return said[0]
