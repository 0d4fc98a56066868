"""Phones on a bad line: requests that stop half-way hold up nobody else."""

import http.client
import socket
from contextlib import ExitStack, closing
from pathlib import Path

from tests.servers import RunningServer, running

_FORM = (
    b"POST /resume HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 1000\r\n\r\ncode=abc"
)


def test_forms_and_headers_that_stop_half_way_do_not_hold_up_other_readers(tmp_path: Path) -> None:
    with running(tmp_path, options=("--workers", "1")) as server, ExitStack() as stalled:
        for start in (_FORM, b"GET / HTTP/1.1\r\nHost: 127"):
            for _ in range(20):
                line = stalled.enter_context(socket.create_connection(("127.0.0.1", server.port)))
                line.sendall(start)

        assert [_front_page(server) for _ in range(3)] == [200, 200, 200]


def _front_page(server: RunningServer) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)) as connection:
        connection.request("GET", "/")
        return connection.getresponse().status
