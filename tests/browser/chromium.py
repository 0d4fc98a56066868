"""A Chromium for the tests: the machine's own, else Playwright's, else Debian's, else what to do about it."""

import os
import shutil
import subprocess
import sys
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
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
_PLACES = (
    "/usr/lib/chromium/chromium",
    "/opt/google/chrome/chrome",
    "/snap/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
)
_PATIENCE = 600
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
    named = filter(None, map(shutil.which, _NAMES))
    return next(filter(_runs, (*named, *_PLACES)), None)


def _playwrights() -> str | None:
    with sync_playwright() as api:
        place = api.chromium.executable_path
    return place if _runs(place) else None


def _fetched_by_playwright() -> str | None:
    return _playwrights() if _done([sys.executable, "-m", "playwright", "install", "chromium"]) else None


def _fetched_by_apt() -> str | None:
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return None
    _done(["apt-get", "update", "-qq"])  # Old lists may do, so what comes next decides.
    return _installed() if _done(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]) else None


def _runs(place: str) -> bool:
    """Whether it starts: one may lack its libraries, or be a stub that only says where to get the real one."""
    return Path(place).exists() and (sys.platform == "win32" or _done([place, "--version"]))


def _done(command: list[str]) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        ended = subprocess.run(command, env=environment, check=False, capture_output=True, timeout=_PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ended.returncode == 0
