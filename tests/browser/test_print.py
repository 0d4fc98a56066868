"""On paper: dark ink whatever the screen looks like, nothing that matters hidden, nothing there only to be pressed."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.readers import answer, choice_named, start
from tests.servers import RunningServer


@pytest.fixture
def page(browser: Browser, server: RunningServer) -> Iterator[Page]:
    """A reader's page, dark by the system's preference and by the switch, on a screen wide enough for two columns."""
    with browser.new_context(locale="en", color_scheme="dark", viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.goto(f"{server.address}/display/theme/dark")
        yield page


def on_paper(page: Page) -> None:
    page.emulate_media(media="print")


def brightness(page: Page, style: str) -> float:
    """How bright a colour of the page is, from 0 to 1."""
    colour = page.evaluate("(style) => getComputedStyle(document.documentElement)[style]", style)
    return sum(map(int, re.findall(r"\d+", colour)[:3])) / (3 * 255)


def test_ink_is_dark_and_paper_white_for_who_reads_in_the_dark(page: Page, server: RunningServer) -> None:
    start(page, server.address, "small")
    assert brightness(page, "color") > 0.8
    assert brightness(page, "backgroundColor") < 0.2

    on_paper(page)

    assert brightness(page, "color") < 0.2
    assert brightness(page, "backgroundColor") > 0.8


def test_an_open_article_is_printed_whole_under_its_question(page: Page, server: RunningServer) -> None:
    start(page, server.address, "kim-putin-2023")
    article = page.locator("details.reading")
    cut_on_screen = article.evaluate("(one) => one.scrollHeight > one.clientHeight + 1")

    on_paper(page)

    assert cut_on_screen  # On a wide screen it scrolls beside the question.
    assert article.evaluate("(one) => one.scrollHeight <= one.clientHeight + 1")
    assert article.bounding_box()["y"] > page.locator("form.question").bounding_box()["y"]  # type: ignore[index]


def test_a_printed_answer_says_its_mark_and_its_proof_and_has_no_buttons(page: Page, server: RunningServer) -> None:
    start(page, server.address, "small")
    answer(page, choice_named(page, "Palace"))

    on_paper(page)

    assert "0 of 1" in page.locator(".saved").inner_text()
    assert page.locator(".proof mark").first.is_visible()
    assert page.locator("a:visible, button:visible").count() == 0


def test_a_printed_result_shows_every_question_in_full(page: Page, server: RunningServer) -> None:
    attempt = start(page, server.address, "small")
    answer(page, choice_named(page, "Spaceport"))
    for number in (2, 3):
        page.goto(f"{attempt}/question/{number}")
        answer(page, 1)
    page.goto(f"{attempt}/end")
    picked = page.locator("#question-1 dl")
    assert not picked.evaluate("(one) => one.checkVisibility()")  # What was right stays folded up on a screen.

    on_paper(page)

    assert picked.evaluate("(one) => one.checkVisibility()")
    assert page.locator(".annotated mark").first.is_visible()
    assert page.locator("button:visible, textarea:visible").count() == 0
