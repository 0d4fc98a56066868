"""A Chromium for the tests: the machine's own, else Playwright's, else Debian's, else what to do about it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from playwright.sync_api import sync_playwright

ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
)
_MISSING = (
    "The browser tests need Chromium, and none could be found or fetched. Install it (on Debian and Ubuntu: "
    "apt-get install chromium; elsewhere: python -m playwright install chromium), then run the tests again."
)


class NoChromium(Exception):
    """None is to be had here."""


@cache
def executable() -> str:
    """Where Chromium is, fetching it if need be. Raises NoChromium, never skips."""
    for way in (_installed, _playwrights, _fetched_by_playwright, _fetched_by_apt):
        if found := way():
            return found
    raise NoChromium(_MISSING)


def _installed() -> str | None:
    named = (shutil.which(name) for name in _NAMES)
    return next(filter(None, named), None) or next((place for place in _PLACES if Path(place).exists()), None)


def _playwrights() -> str | None:
    with sync_playwright() as api:
        place = api.chromium.executable_path
    return place if Path(place).exists() else None


def _fetched_by_playwright() -> str | None:
    return _after([sys.executable, "-m", "playwright", "install", "chromium"], _playwrights)


def _fetched_by_apt() -> str | None:
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return None
    subprocess.run(["apt-get", "update", "-qq"], check=False)
    return _after(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], _installed)


def _after(command: list[str], look: Callable[[], str | None]) -> str | None:
    """What there is to see once the command has done its work, or failed at it."""
    return look() if subprocess.run(command, check=False, capture_output=True).returncode == 0 else None
