"""The time that is left, as the page counts it down: its minutes, its warnings, its end."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from quizapp.clock import utc_now
from quizapp.store import quizzes, watching
from quizapp.store.session import Database
from tests.browser.conftest import SMALL_BANK, quizapp
from tests.browser.readers import follow
from tests.servers import running

FOCUSED = "document.activeElement.textContent.trim()"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("timed") / "data"


@pytest.fixture(scope="module")
def quiz(data: Path) -> Iterator[str]:
    """The address of a quiz of six minutes."""
    bank = data.with_name("small.yaml")
    bank.write_text(SMALL_BANK, "utf-8")
    with running(data) as server:
        quizapp("bank", "load", bank, "--data", data)
        handing_out = ["quiz", "hand-out", "small", "--minutes", "6", "--address", server.address, "--data", str(data)]
        made = subprocess.run([sys.executable, "-m", "quizapp.cli", *handing_out], check=True, capture_output=True)
        yield made.stdout.decode().strip()


@pytest.fixture
def page(browser: Browser, quiz: str) -> Iterator[Page]:
    """The first question of that quiz, on a clock that the test moves."""
    with browser.new_context(locale="en") as context:
        page = context.new_page()
        page.clock.install()
        page.route("**/clock", lambda route: route.abort())  # Of the server, which the test does not move.
        page.goto(quiz)
        follow(page, "main form button.button:not([data-listen])")
        yield page


def test_minutes_are_counted_down_and_told_at_five_and_in_the_last_one(page: Page) -> None:
    told, said, focus = [], [], page.evaluate(FOCUSED)
    for _ in range(6):
        timer = page.locator("[data-left]")
        told.append((timer.locator("strong").inner_text(), timer.get_attribute("aria-live")))
        said.append(page.locator("[data-said]").inner_text())
        page.clock.run_for(60_000)

    assert [words for words, _ in told] == [
        "6 minutes left",
        *(f"{n} minutes left" for n in (5, 4, 3, 2)),
        "1 minute left",
    ]
    assert [live for _, live in told] == ["off", "polite", "off", "off", "off", "off"]
    assert said == [*[""] * 5, "The last minute: what is ticked when the time is over is sent by itself."]
    assert page.locator("[data-said]").get_attribute("role") == "status"
    assert page.evaluate(FOCUSED) == focus
    expect(page.locator("[data-said]")).to_have_text("The time is over.")


def test_more_time_is_heard_of_while_the_page_stands(page: Page, quiz: str, data: Path) -> None:
    page.unroute("**/clock")
    page.locator("label.choice").nth(1).click()
    with closing(Database(f"sqlite:///{data / 'quizapp.db'}")) as database, database.transaction() as db:
        watching.extend_all(db, quizzes.by_slug(db, quiz.rpartition("/")[2]).id, timedelta(minutes=5), utc_now())

    page.clock.run_for(16_000)

    expect(page.locator("[data-left] strong")).to_have_text("11 minutes left")
    assert page.locator("label.choice input").nth(1).is_checked()


def test_a_new_question_has_the_focus_on_its_heading(page: Page) -> None:
    assert page.evaluate(FOCUSED) == "Where did it take place?"


def test_what_is_ticked_when_the_time_is_over_is_sent_and_saved_and_nothing_else_is_asked(page: Page) -> None:
    question = page.url
    page.locator("label.choice").nth(1).click()
    page.clock.run_for(6 * 60_000)
    assert page.locator("form.question .saved").inner_text() == ""

    page.clock.run_for(4_000)

    expect(page.locator("form.question .saved")).to_have_text("What you had ticked is saved.")
    assert page.url == question
    page.reload()
    expect(page.locator(".verdict")).to_be_visible()


def test_sending_shows_a_sign_after_half_a_second(page: Page) -> None:
    page.route("**/question/1", lambda route: None if route.request.method == "POST" else route.continue_())
    page.locator("label.choice").nth(1).click()
    page.locator("form.question button.button").click()
    status = page.locator("form.question .saved")
    said = [status.inner_text()]

    page.clock.run_for(600)
    said.append(status.inner_text())

    assert said == ["", "Sending…"]


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
