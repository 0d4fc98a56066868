"""Starts the production server: granian, or waitress where granian has no wheel."""

import logging
import os
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.utils import import_string

from quizapp.app import create_app
from quizapp.config import from_environment

try:
    import granian
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
except ImportError:  # Windows on ARM: there the requirements bring waitress instead.
    import waitress

    granian = None  # type: ignore[assignment]

_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - what a teacher asks for who opens the app to the room.
FACTORY = "quizapp.serving:application"
_THREADS = 4
_BACKLOG = 1024
_PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Place:
    """Where the server listens."""

    host: str
    port: int

    @property
    def open_to_the_room(self) -> bool:
        return self.host not in ("127.0.0.1", "localhost", "::1")

    @property
    def local_address(self) -> str:
        name = "127.0.0.1" if self.host in _EVERYWHERE else self.host
        return f"http://{f'[{name}]' if ':' in name else name}:{self.port}/"


def application() -> Flask:
    """The factory that the server's workers call; what they need to know is in the environment."""
    return create_app(from_environment(os.environ))


def room_names() -> list[str]:
    """The names under which other machines of the local network may reach this one, the likeliest first."""
    names = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, suppress(OSError):
        probe.connect(("192.0.2.1", 9))  # Nothing is sent: it only asks which interface leads outside.
        names.append(probe.getsockname()[0])
    host = socket.gethostname()
    with suppress(OSError):
        names.extend(str(info[4][0]) for info in socket.getaddrinfo(host, None, socket.AF_INET))
    names.extend([host, f"{host}.local"])
    return [name for name in dict.fromkeys(names) if not name.startswith("127.")]


def is_free(place: Place) -> bool:
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((place.host, place.port))
        except OSError:
            return False
    return True


def serve(place: Place, data: Path, workers: int, ready: Callable[[], None], factory: str = FACTORY) -> None:
    """Serve until told to stop; calls `ready` once the port is open. The database must be migrated already.

    `factory` names what makes the application in each worker, as "module:function".
    """
    os.environ["QUIZAPP_DATA"] = str(data)
    if place.open_to_the_room:
        named = [os.environ.get("QUIZAPP_HOSTS", ""), place.host, *room_names()]
        os.environ["QUIZAPP_HOSTS"] = ",".join(filter(None, named))
    if granian is None:
        _serve_with_waitress(place, ready, import_string(factory)())
        return
    server = granian.Granian(
        factory,
        factory=True,
        address=place.host,
        port=place.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=workers,
        blocking_threads=_THREADS,
        backlog=_BACKLOG,
        http1_settings=HTTP1Settings(header_read_timeout=15_000),
        respawn_failed_workers=True,
        workers_kill_timeout=20,
        log_enabled=True,
        log_level=LogLevels.warning,
    )
    # Granian's own hook runs when its workers are started, which is before they listen.
    threading.Thread(target=_once_it_answers, args=(place, ready), daemon=True).start()
    server.serve()


def _once_it_answers(place: Place, ready: Callable[[], None]) -> None:
    address = urlsplit(place.local_address)
    for _ in range(_PATIENCE_SECONDS * 20):
        with suppress(OSError), socket.create_connection((str(address.hostname), place.port), timeout=1):
            ready()
            return
        time.sleep(0.05)


def _serve_with_waitress(place: Place, ready: Callable[[], None], application: Flask) -> None:
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    # sqlite3 lets go of the GIL at each step; the default 5 ms to win it back would rule every answer's time.
    sys.setswitchinterval(5e-5)
    limit = 500 if os.name == "nt" else 1000
    server = waitress.create_server(
        application, host=place.host, port=place.port, threads=_THREADS, connection_limit=limit
    )
    ready()
    server.run()
