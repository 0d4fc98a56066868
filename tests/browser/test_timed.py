"""The time that is left, as the page counts it down: its minutes, its warnings, its end."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import SMALL_BANK, quizapp
from tests.browser.readers import follow
from tests.servers import running


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The first question of a quiz of six minutes, on a clock that the test moves."""
    data, bank = tmp_path / "data", tmp_path / "small.yaml"
    bank.write_text(SMALL_BANK, "utf-8")
    with running(data) as server, browser.new_context(locale="en") as context:
        quizapp("bank", "load", bank, "--data", data)
        handing_out = ["quiz", "hand-out", "small", "--minutes", "6", "--address", server.address, "--data", str(data)]
        made = subprocess.run([sys.executable, "-m", "quizapp.cli", *handing_out], check=True, capture_output=True)
        page = context.new_page()
        page.clock.install()
        page.goto(made.stdout.decode().strip())
        follow(page, "main form button.button:not([data-listen])")
        yield page


def test_minutes_are_counted_down_and_told_at_five_and_at_one(page: Page) -> None:
    told = []
    for _ in range(6):
        timer = page.locator("[data-left]")
        told.append((timer.locator("strong").inner_text(), timer.get_attribute("aria-live")))
        page.clock.run_for(60_000)

    assert [words for words, _ in told] == [
        "6 minutes left",
        *(f"{n} minutes left" for n in (5, 4, 3, 2)),
        "1 minute left",
    ]
    assert [live for _, live in told] == ["off", "polite", "off", "off", "off", "polite"]


def test_the_page_goes_on_by_itself_once_the_time_and_its_grace_are_over_and_not_before(page: Page) -> None:
    question = page.url
    page.evaluate("window.stayed = true")
    page.clock.run_for(6 * 60_000 + 5_000)
    assert page.evaluate("window.stayed") is True

    with page.expect_navigation():
        page.clock.run_for(10_000)

    # By the server's own clock hardly a second has gone: it leads back to where the reader was.
    assert page.url == question
    assert page.evaluate("window.stayed") is None
