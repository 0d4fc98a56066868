"""A line to the server that can be cut: a small TCP relay on loopback, for tests of what a flaky network does."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Line:
    """Relays connections until it is cut; `posts` counts the forms that reached the server."""

    port: int
    cut_before: bool = False
    """Drop every new request before the server sees it."""
    cut_after: bool = False
    """Let the server do its work, then drop its reply to a POST."""
    posts: int = 0
    _sockets: list[socket.socket] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def line_to(server_port: int) -> Iterator[Line]:
    """A line to the server on this port, on a port of its own."""
    listener = socket.create_server(("127.0.0.1", 0))
    line = Line(listener.getsockname()[1])
    threading.Thread(target=_accept, args=(listener, line, server_port), daemon=True).start()
    yield line
    listener.close()
    for one in line._sockets:
        with suppress(OSError):
            one.close()


def _accept(listener: socket.socket, line: Line, server_port: int) -> None:
    with suppress(OSError):
        while True:
            browser, _ = listener.accept()
            line._sockets.append(browser)
            threading.Thread(target=_relay, args=(browser, line, server_port), daemon=True).start()


def _relay(browser: socket.socket, line: Line, server_port: int) -> None:
    """One connection: request by request, each answered in full before the next."""
    with suppress(OSError), browser, socket.create_connection(("127.0.0.1", server_port)) as server:
        line._sockets.append(server)
        while request := _message(browser):
            if line.cut_before:
                return
            is_post = request.startswith(b"POST")
            server.sendall(request)
            reply = _message(server)
            line.posts += is_post
            if line.cut_after and is_post:
                return
            browser.sendall(reply)


def _message(source: socket.socket) -> bytes:
    """One HTTP/1.1 message whose length its head says, as browsers and this server send them."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = source.recv(65536)
        if not part:
            return b""
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    length = 0
    for header in head.split(b"\r\n")[1:]:
        name, _, value = header.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        part = source.recv(65536)
        if not part:
            return b""
        body += part
    return head + b"\r\n\r\n" + body
