"""On a server in UTC a teacher in Paris is offered their own clock, and a reader elsewhere sees theirs beside it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.owners import owner
from tests.browser.readers import follow, violations
from tests.servers import RunningServer, running

OPENS = "2035-12-03T08:05"
"""In Paris; a Monday."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running(tmp_path / "data", {"QUIZAPP_TIME_ZONE": "UTC"}) as server:
        yield server


@pytest.fixture
def teacher(browser: Browser, server: RunningServer) -> Iterator[Page]:
    cookies = owner(browser, server)
    with browser.new_context(locale="fr", timezone_id="Europe/Paris", storage_state=cookies) as context:
        yield context.new_page()


def test_what_is_set_for_8_05_in_paris_opens_then_and_each_reader_sees_it_on_their_clock(
    browser: Browser, server: RunningServer, teacher: Page
) -> None:
    teacher.goto(f"{server.address}/teacher/account")
    offer = teacher.locator("#zone-offer")
    expect(offer).to_contain_text("Votre navigateur dit Europe/Paris")
    assert violations(teacher) == []
    follow(teacher, "#zone-offer button >> nth=0")
    expect(teacher.locator("#zone-field option:checked")).to_have_text("Paris (France)")
    expect(offer).to_have_count(0)

    quiz = handed_out(teacher, server)

    told = {
        zone: line_of(browser, f"{server.address}/quiz/{quiz}", zone)
        for zone in ("Europe/Paris", "America/New_York", "Pacific/Honolulu")
    }
    line = "opens on Monday 3 December 2035 at 08:05, Paris time"
    assert told["Europe/Paris"].startswith(f"{line} ·")
    assert told["America/New_York"].startswith(f"{line} (02:05 where you are) ·")
    # Between day and hour browsers of another age put another word.
    assert re.match(re.escape(line) + r" \(2 December\D+21:05 where you are\) ·", told["Pacific/Honolulu"])


def handed_out(teacher: Page, server: RunningServer) -> str:
    """Its code, as its address has it."""
    teacher.goto(f"{server.address}/teacher/banks")
    teacher.get_by_role("link", name="Kim Jong-un et Vladimir Poutine").first.click()
    teacher.goto(f"{teacher.url.partition('?')[0]}/hand-out")
    teacher.fill("#opens_at", OPENS)
    follow(teacher, "main form .button")
    return teacher.url.partition("?")[0].rpartition("/")[2]


def line_of(browser: Browser, address: str, zone: str) -> str:
    with browser.new_context(locale="en", timezone_id=zone) as context:
        page = context.new_page()
        page.goto(address)
        return page.locator(".terms-line").inner_text()
