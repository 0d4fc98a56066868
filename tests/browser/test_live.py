"""A teacher's page follows a class by itself: without a reload, whichever process of the server took the answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SMALL_BANK
from tests.browser.readers import answer, start
from tests.browser.test_teaching import EMAIL, PASSWORD, set_up_address
from tests.makers import load_into, read
from tests.servers import RunningServer, running

PATIENCE = 60_000


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    """Two processes, on one database with a small bank."""
    with running(tmp_path / "data", options=("--workers", "2")) as server:
        load_into(tmp_path / "data", read("small", SMALL_BANK))
        yield server


def come_in(page: Page, server: RunningServer) -> None:
    page.goto(set_up_address(server))
    page.fill("#email", EMAIL)
    page.fill("#password", PASSWORD)
    with page.expect_navigation():
        page.click("main form button")


def test_the_figures_of_a_quiz_follow_its_readers_and_leave_alone_what_the_teacher_does(
    server: RunningServer, browser: Browser
) -> None:
    with browser.new_context(locale="en") as teachers, browser.new_context(locale="en") as readers:
        results, projector, verdict = teachers.new_page(), teachers.new_page(), teachers.new_page()
        reader = readers.new_page()
        come_in(results, server)
        statuses: list[int] = []
        results.on("response", lambda reply: statuses.append(reply.status))
        results.goto(f"{server.address}/teacher/quiz/small/readers")
        projector.goto(f"{server.address}/teacher/quiz/small/projector")
        verdict.goto(f"{server.address}/teacher/quiz/small")
        for page in (results, projector, verdict):
            page.evaluate("window.opened = true")
        expect(results.locator("#list")).to_contain_text("Nobody has begun yet.")
        expect(projector.locator(".figures")).to_contain_text("began0")
        expect(verdict.locator("#verdict")).to_contain_text("Nobody has begun yet.")
        attempt = start(reader, server.address, "small")
        answer(reader, 1)

        for page, told, now in (
            (projector, ".figures", "began1"),
            (verdict, "#verdict", "1 is answering"),
            (results, "#list", "1 of 3"),
        ):
            page.bring_to_front()
            expect(page.locator(told)).to_contain_text(now, timeout=PATIENCE)
        results.locator("tbody a").focus()
        row = results.locator("tbody a").element_handle()
        reader.goto(f"{attempt}/question/2")
        answer(reader, 1)
        expect(results.locator("tbody tr")).to_contain_text("2 of 3", timeout=PATIENCE)
        with results.expect_response(lambda reply: reply.status == 304, timeout=PATIENCE):
            pass

        assert row.evaluate("link => link.isConnected && link === document.activeElement"), "the focus has stayed"
        assert all(page.evaluate("window.opened") for page in (results, projector, verdict)), "without a reload"
        assert set(statuses) == {200, 304}


@pytest.mark.thorough  # Half of it is waiting.
def test_a_page_that_hears_nothing_says_so_and_goes_on_when_it_does_again(
    server: RunningServer, browser: Browser
) -> None:
    with browser.new_context(locale="en") as teachers:
        page = teachers.new_page()
        come_in(page, server)
        page.goto(f"{server.address}/teacher/quiz/small")
        lost = page.get_by_text("No connection")
        expect(lost).to_be_hidden()

        teachers.set_offline(True)
        expect(lost).to_be_visible(timeout=PATIENCE)
        teachers.set_offline(False)

        expect(lost).to_be_hidden(timeout=PATIENCE)
