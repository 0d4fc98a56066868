"""Where a teacher goes on from results: a passage before the class, by keys and without scripts; copies on paper."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import test_map
from tests.browser.readers import follow, overflow, violations

room = test_map.room
"""The class of 28 that has misread the shipped article."""
READABLE = 32
"""Pixels of 720: what is read from the last row."""


def window(browser: Browser, room: tuple[str, Any], path: str, **options: Any) -> Page:
    address, state = room
    shown = {"width": 1280, "height": 720}
    page = browser.new_context(**{"storage_state": state, "locale": "fr", "viewport": shown, **options}).new_page()
    page.goto(address + path)
    return page


def most_missed(browser: Browser, room: tuple[str, Any], **options: Any) -> Page:
    """The question that was missed most, before the class."""
    page = window(browser, room, "", **options)
    page.goto(page.locator(".ranked a").first.evaluate("(one) => one.href").replace("/question?", "/passage?"))
    return page


def smallest(page: Page, selector: str) -> float:
    sizes = page.locator(selector).evaluate_all("(all) => all.map((one) => parseFloat(getComputedStyle(one).fontSize))")
    assert sizes
    return float(min(sizes))


def test_keys_lead_from_question_to_question_and_show_what_was_picked(browser: Browser, room: tuple[str, Any]) -> None:
    page = most_missed(browser, room)
    first = page.url
    with page.expect_navigation():
        page.keyboard.press("ArrowRight")
    second = page.url
    assert second != first
    assert page.locator(".picked").count() == 0
    with page.expect_navigation():
        page.keyboard.press("Space")
    assert page.locator(".picked .count").count() == 4
    with page.expect_navigation():
        page.keyboard.press("Space")
    assert page.url == second
    with page.expect_navigation():
        page.keyboard.press("ArrowLeft")
    assert page.url == first
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Control+ArrowRight")
    assert page.url == first
    page.context.close()


def test_without_scripts_links_do_the_same(browser: Browser, room: tuple[str, Any]) -> None:
    page = most_missed(browser, room, java_script_enabled=False)
    expect(page.locator("[data-keys]")).to_be_hidden()

    follow(page, "[data-key=pick]")
    expect(page.locator(".picked .count")).to_have_count(4)
    follow(page, "[data-key=after]")
    expect(page.locator(".picked")).to_have_count(0)
    page.context.close()


@pytest.mark.parametrize("picked", [False, True])
def test_what_a_class_is_to_read_is_read_from_the_last_row(
    picked: bool, browser: Browser, room: tuple[str, Any]
) -> None:
    page = most_missed(browser, room)
    if picked:
        page.keyboard.press("Space")
        page.wait_for_selector(".picked")

    assert smallest(page, ".stem") >= READABLE
    assert smallest(page, ".text, .text mark") >= READABLE
    if picked:
        assert smallest(page, ".picked .words > div, .picked .count") >= READABLE
    expect(page.locator("mark").first).to_be_in_viewport()
    expect(page.locator("[data-key=pick]")).to_be_in_viewport()
    assert overflow(page) == 0
    page.context.close()


@pytest.mark.parametrize(
    "look",
    [
        pytest.param({}, marks=pytest.mark.thorough),
        {"color_scheme": "dark"},
        pytest.param({"forced_colors": "active"}, marks=pytest.mark.thorough),
        {"viewport": {"width": 320, "height": 640}},
    ],
    ids=["light", "dark", "forced", "phone"],
)
def test_axe_finds_nothing_where_a_teacher_goes_on(
    look: dict[str, Any], browser: Browser, room: tuple[str, Any]
) -> None:
    page = most_missed(browser, room, **look)
    attempt = f"{room[0]}/attempt/1"
    for path in (page.url, f"{page.url}&picked=shown", f"{room[0]}/again", f"{attempt}/copy", attempt):
        page.goto(path)

        assert (path, violations(page)) == (path, [])
        assert (path, overflow(page)) == (path, 0)
    page.context.close()


def test_each_copy_begins_a_page_and_no_question_is_torn(browser: Browser, room: tuple[str, Any]) -> None:
    page = window(browser, room, "/copies", color_scheme="dark")
    assert page.locator(".copy").count() == 28
    page.emulate_media(media="print")

    assert page.locator(".copy").nth(1).evaluate("(one) => getComputedStyle(one).breakBefore") == "page"
    torn = "(all) => all.filter((one) => getComputedStyle(one).breakInside !== 'avoid').length"
    assert page.locator(".copy > ol > li").evaluate_all(torn) == 0
    assert page.locator("a:visible, button:visible").count() == 0
    expect(page.locator("h1")).to_be_hidden()
    sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True)))
    # Sixteen questions with their proofs take three or four: an empty page, or one copy behind another, would show.
    assert 3 * 28 <= sheets <= 4 * 28
    page.context.close()
