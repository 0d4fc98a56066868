"""One Chromium and one server for all browser tests; each test has a context, and so a reader, of its own."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import ARGUMENTS, executable
from tests.makers import load_into, read
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

FORMATTED_BANK = """\
title: A formatted bank
language: en
questions:
  - id: launches
    kind: single
    stem: "[html]<p>The table counts the launches of <strong>2023</strong>.</p><table>\
<tr><th>Month</th><th>Launches</th><th>Reached orbit</th></tr>\
<tr><td>May</td><td>1</td><td>0</td></tr><tr><td>August</td><td>1</td><td>0</td></tr>\
</table><p>How many had <em>failed</em> when the leaders met?</p>"
    choices:
      - text: '[html]Two, that is \\(1 + 1\\)'
        right: yes
        feedback: "[html]<p>As the last column says:</p><ul><li>May</li><li>August</li></ul>"
      - "[html]None, <code>launches == orbits</code>"
      - text: One
    feedback-right: Well read.
    feedback-wrong: "[html]<p>Read the table <em>again</em>.</p>"
  - id: lake
    kind: multiple
    stem: '[html]<p>What is in the picture?</p><p><img src="media:lake.png" alt="A hill behind a lake, under the sun">\
</p><p>Its area is \\[\\frac{a \\cdot b}{2}\\]</p>'
    choices:
      - text: '[html]<img src="media:lake.png" alt="a hill">'
        right: yes
      - text: a lake
        right: yes
      - text: a train
pictures:
  lake.png: |
    iVBORw0KGgoAAAANSUhEUgAAAPAAAAB4AgMAAACx2Je0AAAADFBMVEXf6e5vj2qcuczy0Wv3fvGQAAABmElEQVR42u2YO27DMAxA
    SZZjBx6lN6jO21OkN8hRGsBjA3UxGgsWv0GHAtJgI4CexSdSTGKANdZY4z+P/l1n33v/qrIvvff++4ly8CsAwKUetRd307er9/7Y
    slnYKKry4arAzKbyQ3oGCwZ3gFLSb8NtCjeQ8soIwGWYATTpy7BvM1jMTDsrt/0BFRj30MupAizC7JS3CcvhmoYb6NJ7PJsGY0Ka
    5soxaZorK9LX4ab3MK6s3KxMb+McUqtjJn0/XCcwn+TPcW0aLLb09bhfJ7jZ5b0Nc0g/EFPpBnCLfN1MpT/hrpqxm2nU8yypM01G
    w245GH1pHeZceZOxFuY7SUKarNmSgTF5psmajBlYktJkzpU4jNlGZv+IwzjM2UyTbShhuGW7N9mCGIU5Xd7k+Ek9VY40ORFiDMb8
    mSYvQAnBkpcmLz6MwFhoZP5fIwnAXMg0uQtgAG6F7k3+88WFuVLe5O8pPpEqQ5oC9S8OjKUzTYEzjw4sJWmKNHcxYaw1stALB+3Z
    +PHECxeCBS94wQte8IIX/AfwD15xMNoCedmNAAAAAElFTkSuQmCC
"""
"""Everything that a text may hold: tables, lists, code, formulas, a picture."""


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
    """The shipped banks, and small ones: `small` with feedback at once, `small-at-end` with feedback at the end.

    And `small-waiting`, whose readers wait for the key, and `formatted`, whose texts are.
    """
    with running(folder / "data") as server:
        small = ("small", "small-at-end", "small-waiting")
        for name, bank in (*((name, SMALL_BANK) for name in small), ("formatted", FORMATTED_BANK)):
            load_into(folder / "data", read(name, bank))
        quizapp("quiz", "set", "small-at-end", "--feedback", "at-end", "--data", folder / "data")
        waiting = ("--feedback", "when-released", "--score", "at-end", "--tries", "1")
        quizapp("quiz", "set", "small-waiting", *waiting, "--data", folder / "data")
        yield server
