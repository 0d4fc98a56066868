"""One Chromium and one server for all browser tests; each test has a context, and so a reader, of its own."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import ARGUMENTS, executable
from tests.servers import RunningServer, running

SMALL_BANK = """\
title: A small bank
language: en
summary: One question of each kind.
article: |
  The summit took place at the *spaceport*, far to the east.

  Two launches had failed before the meeting. The guest came in an armoured train.
questions:
  - id: where
    kind: single
    stem: Where did it take place?
    choices: [{text: Spaceport, right: yes}, Harbour, Palace]
    feedback: It was a spaceport.
    evidence: took place at the spaceport
  - id: which
    kind: multiple
    stem: Which are named?
    choices: [{text: A train, right: yes}, {text: Launches, right: yes}, A ship]
    evidence: [in an armoured train, Two launches had failed]
  - id: two
    kind: true/false
    stem: Three launches had failed.
    choices: ["True", {text: "False", right: yes}]
    evidence: Two launches had failed
"""


def quizapp(*arguments: str | Path) -> None:
    """Run a command of the app, as a teacher does."""
    subprocess.run([sys.executable, "-m", "quizapp.cli", *map(str, arguments)], check=True, capture_output=True)


# For this package, not the session: while Playwright runs, no other test could start an event loop of its own.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    chromium = executable()
    with sync_playwright() as api:
        browser = api.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with with_small_banks(tmp_path_factory.mktemp("server")) as server:
        yield server


@contextmanager
def with_small_banks(folder: Path) -> Iterator[RunningServer]:
    """The shipped banks, and two small ones: `small` with feedback at once, `small-at-end` with feedback at the end."""
    with running(folder / "data") as server:
        for name in ("small", "small-at-end"):
            file = folder / f"{name}.yaml"
            file.write_text(SMALL_BANK, "utf-8")
            quizapp("bank", "load", file, "--data", folder / "data")
        quizapp("quiz", "set", "small-at-end", "--feedback", "at-end", "--data", folder / "data")
        yield server
