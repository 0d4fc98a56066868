"""Starts the production server: granian, or waitress where granian has no wheel."""

import gc
import logging
import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from io import RawIOBase
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.exceptions import ClientDisconnected, HTTPException, RequestTimeout, ServiceUnavailable
from werkzeug.utils import import_string

from quizapp.app import create_app
from quizapp.config import from_environment
from quizapp.services import folding, retention
from quizapp.store.turns import WaitingLine
from quizapp.web.doors import largest_taken
from quizapp.web.installation import ASIDE, Installation

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

try:
    import granian
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
except ImportError:  # Windows on ARM: there the requirements bring waitress instead.
    import waitress

    granian = None  # type: ignore[assignment]

_log = logging.getLogger(__name__)

_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - what a teacher asks for who opens the app to the room.
FACTORY = "quizapp.serving:application"
THREADS = 256
"""Threads that take requests in. Each holds one that is still arriving, so that a stalled phone stops nobody else; a
thread that waits costs a few kilobytes, and granian begins only those that are needed."""
_AT_ONCE = 2
"""Requests that a process works on at a time: one computes while another waits for the disk. More only get in each
other's way, for Python runs one at a time. Against one thread, with 20 and 200 readers (tests.load.drive, medians of
interleaved rounds): 4 threads answer 0.82 times as many, 8 threads 0.77; 64 with two at once cost the CPU of one."""
WORKERS = min(4, os.cpu_count() or 1)
"""Processes by default: the second of two cores makes it 1.4 times the answers. SQLite has one writer at a time."""
_WAITRESS_THREADS = 4
_IN_MEMORY = 64 * 1024
_PIECE = 16 * 1024
_ARRIVING = THREADS - 64
"""Forms that a process takes in at a time; the other threads are for requests without one, however many forms stop."""
_A_MOMENT = 0.5
"""Seconds for which a form waits for such a place: those that arrive at once leave theirs within milliseconds."""
_PATIENCE_WITH_FORMS = 30
"""Seconds that a form may take to arrive, besides those that its length takes at the slowest rate."""
_SLOWEST_RATE = 16 * 1024
_RETRY_SECONDS = 5
_BACKLOG = 1024
_PATIENCE_SECONDS = 60
_HOUR = 3600


@dataclass(frozen=True, slots=True)
class ListeningAddress:
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
    app = create_app(from_environment(os.environ))
    gc.freeze()  # What was loaded to start with lives as long as the process: no search for garbage looks at it again.
    # In every worker: doing it twice does no harm, and no worker has to know whether another does it.
    threading.Thread(target=_keep_house, args=(app.extensions["quizapp"],), daemon=True).start()
    return in_line(app)


def _keep_house(here: Installation) -> None:
    """Now and every hour: close the attempts whose time is over, delete what has been kept for long enough, sum up what
    was answered at quizzes with very many attempts.
    """
    while True:
        now = here.clock()
        try:
            retention.close_due(here.database, now)
            retention.purge(here.database, now, here.settings.retention_days)
            folding.refresh(here.database, now)
        except Exception:
            _log.exception("the house could not be kept; the next try is in an hour")
        time.sleep(_HOUR)


def in_line(app: Flask) -> Flask:
    """Let a request in once its form is here, first come, first served, a few at a time."""
    inner, line, places = app.wsgi_app, WaitingLine(_AT_ONCE), threading.Semaphore(_ARRIVING)

    def wsgi_app(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            _take_in(environ, largest_taken(app, environ), places)
        environ[ASIDE] = line.aside
        with line.turn():
            return inner(environ, start_response)

    app.wsgi_app = wsgi_app  # type: ignore[method-assign]
    return app


def _take_in(environ: "WSGIEnvironment", largest: int, places: threading.Semaphore) -> None:
    """Have the form here whole, if it says how long it is and that is not too long: else the app refuses it unread.

    Granian's read returns when all that was asked for is here or the line is cut. Nothing calls it back: where another
    thread answered meanwhile, its worker stood still. So a form that stops keeps its thread, but not everybody's.
    """
    length = environ.get("CONTENT_LENGTH", "")
    if not length.isdecimal() or int(length) > largest:
        return
    try:
        if not places.acquire(timeout=_A_MOMENT):
            raise ServiceUnavailable(retry_after=_RETRY_SECONDS)
        try:
            environ["wsgi.input"] = _whole(environ["wsgi.input"], int(length))
        finally:
            places.release()
    except HTTPException as error:
        environ["wsgi.input"] = _Missing(error)


def _whole(source: IO[bytes], length: int) -> IO[bytes]:
    """The form as it was sent. Raises RequestTimeout where it comes too slowly, ClientDisconnected where it ends early.

    What is larger than a page's form waits on disk, not in memory: many may arrive at once.
    """
    taken = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - it is the request's input from here on.
    try:
        _copy(source, taken, length)
    except BaseException:
        taken.close()
        raise
    taken.seek(0)
    return taken


def _copy(source: IO[bytes], taken: IO[bytes], length: int) -> None:
    left, until = length, time.monotonic() + _PATIENCE_WITH_FORMS + length / _SLOWEST_RATE
    while left and (piece := source.read(min(left, _PIECE))):
        taken.write(piece)
        left -= len(piece)
        if left and time.monotonic() > until:
            raise RequestTimeout
    if left:  # The input ends alike where a line is cut: half a form must not pass for a whole one.
        raise ClientDisconnected


class _Missing(RawIOBase):
    """The input of a request whose form is not here: whoever reads it, as the app does first, refuses the request."""

    def __init__(self, why: HTTPException) -> None:
        self._why = why

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        raise self._why


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


def is_free(place: ListeningAddress) -> bool:
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((place.host, place.port))
        except OSError:
            return False
    return True


def serve(place: ListeningAddress, data: Path, workers: int, ready: Callable[[], None], factory: str = FACTORY) -> None:
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
    # It counts threads against cores; ours mostly wait, and only a few work at a time.
    logging.getLogger("_granian").addFilter(lambda record: "Python threads" not in record.getMessage())
    server = granian.Granian(
        factory,
        factory=True,
        address=place.host,
        port=place.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=workers,
        blocking_threads=THREADS,
        backlog=_BACKLOG,
        http1_settings=HTTP1Settings(header_read_timeout=15_000),
        respawn_failed_workers=True,
        workers_kill_timeout=20,
        log_enabled=True,
        log_level=LogLevels.warning,
    )
    # Granian's own hook runs when its workers are started, which is before they listen.
    threading.Thread(target=_once_it_answers, args=(place, ready, server), daemon=True).start()
    server.serve()


def _once_it_answers(place: ListeningAddress, ready: Callable[[], None], server: Any) -> None:
    address = urlsplit(place.local_address)
    for _ in range(_PATIENCE_SECONDS * 20):
        time.sleep(0.05)
        # Until every worker is forked this thread only sleeps: a lock it held then would stay locked in the worker.
        if len(server.wrks) < server.workers:
            continue
        with suppress(OSError), socket.create_connection((str(address.hostname), place.port), timeout=1):
            ready()
            return


def _serve_with_waitress(place: ListeningAddress, ready: Callable[[], None], application: Flask) -> None:
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    # sqlite3 lets go of the GIL at each step; the default 5 ms to win it back would rule every answer's time.
    sys.setswitchinterval(5e-5)
    limit = 500 if os.name == "nt" else 1000
    server = waitress.create_server(
        application, host=place.host, port=place.port, threads=_WAITRESS_THREADS, connection_limit=limit
    )
    ready()
    server.run()
