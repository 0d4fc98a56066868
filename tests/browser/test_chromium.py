"""A Chromium is found or fetched, the nearest first; where none can be had, that is a failure that says what to do."""

import os
import sys
from pathlib import Path

import pytest

from tests.browser import chromium
from tests.browser.chromium import NoChromium, executable

WAYS = ("_installed", "_playwrights", "_fetched_by_playwright", "_fetched_by_apt")


@pytest.fixture(autouse=True)
def _forget() -> None:
    executable.cache_clear()


@pytest.mark.parametrize("first", range(len(WAYS)))
def test_ways_are_tried_in_order_until_one_gives_a_chromium(monkeypatch: pytest.MonkeyPatch, first: int) -> None:
    tried = []

    def way(place: int) -> str | None:
        tried.append(place)
        return "found" if place >= first else None

    for place, name in enumerate(WAYS):
        monkeypatch.setattr(chromium, name, lambda place=place: way(place))

    assert executable() == "found"
    assert tried == list(range(first + 1))


def test_where_none_can_be_had_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in WAYS:
        monkeypatch.setattr(chromium, name, lambda: None)

    with pytest.raises(NoChromium, match="apt-get install chromium"):
        executable()


def test_a_stub_that_does_not_start_is_not_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stub = tmp_path / "chromium"
    stub.write_text("#!/bin/sh\necho 'get it elsewhere'\nexit 1\n")
    stub.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path) + os.pathsep + str(Path(sys.executable).parent))
    monkeypatch.setattr(chromium, "_PLACES", ())

    assert chromium._installed() is None
