"""Copies of this project as others would have them: a fresh clone, a wheel in an empty environment."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = sorted((ROOT / "questions").glob("*.yaml"))
"""The banks that come with the app."""
assert SHIPPED
THOROUGHLY = bool(os.environ.get("QUIZAPP_THOROUGH"))
"""Whether everything is tried, as `.ci/run` has it: in every language, size and order, twenty minutes of it."""
GIT = ("git", "-c", f"safe.directory={ROOT}")
"""Git, which else refuses to look into a checkout that belongs to somebody else than who runs the tests."""
_READY = re.compile(r"http://[0-9.]+:[0-9]+/")


def copy_of_checkout(folder: Path) -> Path:
    """The files that git knows or would add, as they stand now."""
    listed = subprocess.run(
        [*GIT, "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


def environment(folder: Path) -> Path:
    """An empty virtual environment; returns its folder of programs."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    return folder / ("Scripts" if sys.platform == "win32" else "bin")


@contextmanager
def serving(command: str, folder: Path, env: Mapping[str, str] | None = None) -> Iterator[str]:
    """Run a shell command that ends in `quizapp serve`; yields the address it prints, and stops it at the end."""
    # The shell is replaced by the server, so that stopping the one stops the other.
    *before, last = command.split(" && ")
    process = subprocess.Popen(
        ["sh", "-c", " && ".join([*before, f"exec {last}"])],
        cwd=folder,
        env={**os.environ, **(env or {})},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if found := _READY.search(line):
                yield found[0]
                break
        else:
            raise AssertionError(f"{command} printed no address")
    finally:
        process.terminate()
        process.wait(30)
        if process.stdout:
            process.stdout.close()
