"""The end of an attempt whose reader waits for the key shows it by itself, once the teacher has given it."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.conftest import SMALL_BANK, quizapp
from tests.browser.readers import answer, choice_named, follow, start
from tests.makers import load_into, read
from tests.servers import running


def test_the_right_answers_come_to_a_page_that_waits_without_a_reload(browser: Browser, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with running(data) as server, browser.new_context(locale="en") as context:
        load_into(data, read("small", SMALL_BANK))
        quizapp("quiz", "set", "small", "--feedback", "when-released", "--data", data)
        page = context.new_page()
        page.clock.install()
        attempt = start(page, server.address, "small")
        answer(page, choice_named(page, "Palace"))
        page.goto(f"{attempt}/overview")
        follow(page, "form button.button")
        page.evaluate("window.opened = true")
        expect(page.locator("h1")).to_have_text("Your answers are saved.")
        with page.expect_response("**/end"):
            page.clock.run_for(21_000)
        assert page.evaluate("window.opened") is True

        quizapp("quiz", "set", "small", "--closes", "2100-01-01T08:20", "--data", data)
        with page.expect_navigation():
            page.clock.run_for(21_000)
        expect(page.locator("[data-awaited]")).to_contain_text("when the quiz closes (1 January 2100")
        quizapp("quiz", "release", "small", "--data", data)
        with page.expect_navigation():
            page.clock.run_for(21_000)

        expect(page.locator("#score")).to_contain_text("0")
        expect(page.locator(".lines > li").first).to_contain_text("Spaceport")
