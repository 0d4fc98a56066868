"""A line that drops, before a form is sent or after it was stored: nothing is lost, nothing doubled."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.browser.lines import Line, line_to
from tests.servers import RunningServer, running

QUIZ = "/quiz/kim-putin-2023"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def server_of_its_own(data: Path) -> Iterator[RunningServer]:
    with running(data) as server:
        yield server


@pytest.fixture
def line(server_of_its_own: RunningServer) -> Iterator[Line]:
    with line_to(server_of_its_own.port) as line:
        yield line


def stored(data: Path) -> list[tuple[int, str]]:
    with sqlite3.connect(f"file:{data / 'quizapp.db'}?mode=ro", uri=True) as db:
        return db.execute("SELECT place, picked FROM response ORDER BY place").fetchall()


def start(page: Page, line: Line) -> None:
    page.goto(line.address + QUIZ)
    with page.expect_navigation():
        page.click("main form button.button:not([data-listen])")


def pick(page: Page, number: int) -> None:
    page.locator("label.choice").nth(number).click()


@pytest.mark.parametrize("cut", ["cut_before", "cut_after"])
def test_with_scripts_an_answer_waits_for_the_line_and_is_stored_once(
    browser: Browser, line: Line, data: Path, cut: str
) -> None:
    context = browser.new_context(locale="en")
    page = context.new_page()
    start(page, line)

    setattr(line, cut, True)
    pick(page, 1)
    page.click("form.question button.button")
    expect(page.locator("form.question [role=status]")).to_contain_text("will be sent when the line is back")
    setattr(line, cut, False)

    expect(page.locator(".verdict")).to_be_visible(timeout=20_000)
    assert page.locator(".verdict .notice").count() == 0  # The second sending is the same answer, not another one.
    assert len(stored(data)) == 1
    context.close()


@pytest.mark.parametrize("cut", ["cut_before", "cut_after"])
def test_without_scripts_sending_again_after_a_cut_stores_once(
    browser: Browser, line: Line, data: Path, cut: str
) -> None:
    context = browser.new_context(locale="en", java_script_enabled=False)
    page = context.new_page()
    start(page, line)
    question = page.url

    setattr(line, cut, True)
    pick(page, 1)
    with pytest.raises(Error, match="net::ERR_"), page.expect_navigation():
        page.click("form.question button.button")
    page.wait_for_url("chrome-error://**")  # Else the browser's own page of regrets may come after the next one.
    setattr(line, cut, False)
    page.goto(question)

    if cut == "cut_before":
        assert stored(data) == []
        pick(page, 1)
        with page.expect_navigation():
            page.click("form.question button.button")
    expect(page.locator(".verdict")).to_be_visible()
    assert len(stored(data)) == 1
    context.close()


@pytest.mark.thorough  # test_cuts takes such a way each time, over a line that is cut twice.
def test_a_whole_quiz_over_a_line_cut_at_every_step_loses_and_doubles_nothing(
    browser: Browser, line: Line, data: Path
) -> None:
    context = browser.new_context(locale="en")
    page = context.new_page()
    start(page, line)
    answered = 0

    while page.locator("form.question").count():
        pick(page, answered % 2)
        line.cut_before, line.cut_after = answered % 2 == 0, answered % 2 == 1
        page.click("form.question button.button")
        expect(page.locator("form.question [role=status]")).to_contain_text("will be sent", timeout=10_000)
        line.cut_before = line.cut_after = False
        expect(page.locator(".verdict")).to_be_visible(timeout=20_000)
        answered += 1
        with page.expect_navigation():
            page.click(".verdict .button")

    assert "/end" in page.url
    assert [place for place, _ in stored(data)] == list(range(answered))
    context.close()
