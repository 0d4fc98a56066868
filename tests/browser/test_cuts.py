"""A line cut at every step of a quiz, once before the form is sent and once after it was stored, before the reply."""

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.browser.conftest import SMALL_BANK, quizapp
from tests.browser.lines import Line, line_to
from tests.browser.readers import choice_named, follow
from tests.makers import load_into, read
from tests.servers import running

RIGHT = {"Spaceport": 1, "A train": 2, "False": 1}
"""For each question, one choice that tells it and is right, and how many are right in all."""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one quiz that gives feedback at once and one at the end."""
    folder = tmp_path_factory.mktemp("loaded")
    for name in ("at-once", "at-end"):
        load_into(folder / "data", read(name, SMALL_BANK))
        quizapp("quiz", "set", name, "--feedback", name, "--data", folder / "data")
    return folder / "data"


@pytest.fixture
def data(loaded: Path, tmp_path: Path) -> Path:
    """A copy of it, which no server has open."""
    return Path(shutil.copytree(loaded, tmp_path / "data"))


@pytest.fixture
def line(data: Path) -> Iterator[Line]:
    """A line to a server of its own."""
    with running(data) as server, line_to(server.port) as line:
        yield line


@pytest.mark.parametrize("feedback", ["at-once", pytest.param("at-end", marks=pytest.mark.thorough)])
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_quiz_over_a_line_cut_twice_at_every_step_loses_and_doubles_nothing(
    browser: Browser, line: Line, data: Path, feedback: str, scripts: bool
) -> None:
    with browser.new_context(locale="en", java_script_enabled=scripts) as context:
        page = context.new_page()
        page.goto(f"{line.address}/quiz/{feedback}")
        press(page, line, "main form button.button:not([data-listen])")
        while "/end" not in page.url:
            # On a busy machine the next page has its address before it has its content.
            page.wait_for_selector("form.question, .verdict, form[action$='/finish'], .got")
            if page.locator("form.question").count():
                pick(page)
                (press_while_scripts_wait if scripts else press)(page, line, "form.question button.button")
            elif page.locator(".verdict").count():
                assert page.locator(".verdict .notice").count() == 0  # What came again was not another answer.
                follow(page, ".verdict .button")
            elif page.locator("form[action$='/finish']").count():
                press(page, line, "form[action$='/finish'] .button")

        expect(page.locator(".got")).to_have_text("2.5")
        assert line.posts > len(RIGHT)
        with sqlite3.connect(f"file:{data / 'quizapp.db'}?mode=ro", uri=True) as db:
            assert db.execute("SELECT count(*) FROM attempt").fetchone() == (1,)
            assert db.execute("SELECT place FROM response ORDER BY place").fetchall() == [(0,), (1,), (2,)]


def pick(page: Page) -> None:
    """Tick the right choice; of the two right ones, where there are two, only the first."""
    for text in RIGHT:
        if page.get_by_text(text, exact=True).count():
            page.locator("label.choice").nth(choice_named(page, text) - 1).click()
            return
    raise AssertionError(page.url)


def press(page: Page, line: Line, selector: str) -> None:
    """Send a form that the browser itself sends, and have it sent again where the line was cut, as a person would."""
    stored = line.posts
    line.cut_before = True
    failing(page, lambda: page.locator(selector).click())
    assert line.posts == stored
    line.cut_before, line.cut_after = False, True
    failing(page, lambda: send_again(page))
    assert line.posts > stored  # More than one: the browser may try again by itself.
    line.cut_after = False
    send_again(page)


def failing(page: Page, act: Callable[[], object]) -> None:
    """Do what leads to the browser's own page of regrets, and wait for that."""
    with pytest.raises(Error, match="net::ERR_"), page.expect_navigation():
        act()
    page.wait_for_url("chrome-error://**")


def send_again(page: Page) -> None:
    """Reload the browser's page of regrets; it cannot be reloaded before it has wholly taken the other one's place."""
    while True:
        try:
            page.reload()
            return
        except Error as error:
            if "Not attached" not in error.message:
                raise
            page.wait_for_timeout(50)


def press_while_scripts_wait(page: Page, line: Line, selector: str) -> None:
    """Send an answer that the page itself keeps, and sends until it has a reply."""
    stored = line.posts
    line.cut_before = True
    page.locator(selector).click()
    expect(page.locator("form.question [role=status]")).to_contain_text("will be sent when the line is back")
    assert line.posts == stored
    line.cut_before, line.cut_after = False, True
    deadline = time.monotonic() + 20
    while line.posts == stored and time.monotonic() < deadline:
        page.wait_for_timeout(20)
    assert line.posts > stored
    with page.expect_navigation():
        line.cut_after = False
