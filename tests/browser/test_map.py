"""The article as a class read it: opened passage by passage, by keyboard and without scripts, in every look."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from quizapp.domain.simulation import difficulties, simulate
from quizapp.domain.statistics.signs import Suspicion
from quizapp.formats import native
from quizapp.store.session import Database
from tests.browser.owners import owner
from tests.browser.readers import overflow, violations
from tests.checkouts import ROOT
from tests.crowd import crowd
from tests.servers import running

SLUG = "kim-poutine-2023"


@pytest.fixture(scope="module")
def room(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Any]]:
    """The address of a quiz that a class of 28 has answered, and the cookies of the owner."""
    data: Path = tmp_path_factory.mktemp("map") / "data"
    with running(data) as server:
        state = owner(browser, server)
        bank = native.read((ROOT / f"questions/{SLUG}.yaml").read_bytes(), SLUG).bank
        assert bank is not None
        asked = difficulties(len(bank.questions), Random(1))
        with closing(Database(f"sqlite:///{data}/quizapp.db")) as database:
            crowd(database, SLUG, simulate(bank, asked, 28, Random(2), [*Suspicion]).picks)
        yield f"{server.address}/teacher/quiz/{SLUG}", state


def opened(browser: Browser, room: tuple[str, Any], **options: Any) -> Page:
    """The quiz's page in a window of the owner's; whoever asks for it closes its context."""
    address, state = room
    page = browser.new_context(storage_state=state, locale="fr", reduced_motion="reduce", **options).new_page()
    page.goto(address)
    return page


def test_the_keyboard_reaches_every_passage_and_opens_its_question(browser: Browser, room: tuple[str, Any]) -> None:
    page = opened(browser, room)
    wanted = set(page.locator(".map a.passage").evaluate_all("(all) => all.map((one) => one.href)"))
    assert len(wanted) == 16

    reached = set()
    page.locator("#map").evaluate("(heading) => { heading.tabIndex = -1; heading.focus() }")
    for _ in range(100):
        page.keyboard.press("Tab")
        found = page.evaluate("document.activeElement.matches('.map a.passage') && document.activeElement.href")
        reached |= {found} - {False}
        if reached == wanted:
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert reached == wanted
    assert "question=" in page.url
    expect(page.locator(".passage.opened").first).to_be_in_viewport()
    expect(page.locator("#opened")).to_be_in_viewport()
    page.context.close()


@pytest.mark.parametrize("width", [390, 1200])
def test_a_passage_opens_at_an_address_without_scripts(width: int, browser: Browser, room: tuple[str, Any]) -> None:
    page = opened(browser, room, java_script_enabled=False, viewport={"width": width, "height": 800})
    page.locator("#passage-5").click()

    expect(page.locator("#opened .kicker")).to_contain_text("Question 5")
    expect(page.locator("#passage-5")).to_be_in_viewport()
    page.locator("#opened a").last.click()
    expect(page.locator(".weighed > li")).to_have_count(4)
    page.context.close()


@pytest.mark.parametrize(
    "look", [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}], ids=["light", "dark", "forced"]
)
def test_axe_finds_nothing_on_the_map_in_any_look(
    look: dict[str, Any], browser: Browser, room: tuple[str, Any]
) -> None:
    page = opened(browser, room, **look)

    assert violations(page) == []
    page.context.close()


def test_the_map_fits_a_small_phone_and_paper(browser: Browser, room: tuple[str, Any]) -> None:
    page = opened(browser, room, viewport={"width": 320, "height": 640})
    assert overflow(page) == 0
    page.emulate_media(media="print")

    expect(page.locator(".tabs")).to_be_hidden()
    expect(page.locator(".filter")).to_be_hidden()
    expect(page.locator(".passage.fewest").first).to_have_css("border-bottom-width", "4px")
    assert page.locator(".passage.fewest").first.evaluate("(one) => getComputedStyle(one).printColorAdjust") == "exact"
    page.context.close()
