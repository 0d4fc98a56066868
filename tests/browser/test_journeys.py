"""Whole quizzes in a real Chromium, as different people take them."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.readers import answer, choice_named, clipped, follow, overflow, start
from tests.servers import RunningServer

RIGHT = {"where": ["Spaceport"], "which": ["A train", "Launches"], "two": ["False"]}

SHOWS_FOCUS = """(one) => [one, one.closest("label")].some((box) => {
    if (!box) return false;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(box);
    return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none";
})"""

PEOPLE: dict[str, dict[str, Any]] = {
    "plain": {},
    "without scripts": {"java_script_enabled": False},
    "on a small phone": {"viewport": {"width": 320, "height": 568}, "has_touch": True, "is_mobile": True},
    "in French, in the dark": {"locale": "fr", "color_scheme": "dark"},
    "with forced colours": {"forced_colors": "active"},
    "without motion": {"reduced_motion": "reduce"},
}


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="en")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def answer_rightly(page: Page) -> None:
    for texts in RIGHT.values():
        if set(texts) <= {text.strip() for text in page.locator("label.choice .said").all_inner_texts()}:
            answer(page, *(choice_named(page, text) for text in texts))
            return
    raise AssertionError(page.url)


@pytest.mark.parametrize("person", PEOPLE)
def test_anyone_can_take_a_whole_quiz_to_its_score(browser: Browser, server: RunningServer, person: str) -> None:
    context = browser.new_context(**{"locale": "en", **PEOPLE[person]})
    page = context.new_page()
    foreign: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: foreign.append(request.url) if server.address not in request.url else None)
    page.on("console", lambda message: complaints.append(message.text))

    start(page, server.address, "small")
    while "/end" not in page.url:
        if page.locator("form.question").count():
            answer_rightly(page)
            expect(page.locator(".verdict")).to_be_visible()
            assert page.locator(".proof mark").count() >= 1
        else:
            follow(page, ".verdict .button")
        assert overflow(page) <= 0
        assert clipped(page) == []

    assert page.locator(".got").inner_text() == "3"
    assert foreign == []
    assert complaints == []
    context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_by_keyboard_alone(browser: Browser, server: RunningServer, scripts: bool) -> None:
    context = browser.new_context(locale="en", java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{server.address}/quiz/small")
    page.keyboard.press("Tab")
    assert focused(page).inner_text() == "Skip to the content"
    press_enter_on(page, "form button.button:not([data-listen])")

    while "/end" not in page.url:
        if page.locator("form.question").count():
            tab_to(page, "label.choice input")
            page.keyboard.press("Space")
            if page.locator("[type=radio]").count():
                page.keyboard.press("ArrowDown")
                assert page.locator("label.choice input").nth(1).is_checked()
            press_enter_on(page, "form.question button.button")
        else:
            press_enter_on(page, ".verdict .button")

    expect(page.locator(".score")).to_be_visible()
    assert page.locator(".lines > li").count() == 3
    context.close()


def focused(page: Page) -> Locator:
    return page.locator("*:focus")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on an element; wherever it comes on the way, it can be seen."""
    for _ in range(60):
        if page.locator(f":is({selector}):focus").count():
            return
        page.keyboard.press("Tab")
        if focused(page).count():
            assert focused(page).evaluate(SHOWS_FOCUS), focused(page).evaluate("(one) => one.outerHTML")
    raise AssertionError(f"the keyboard does not reach {selector}")


def press_enter_on(page: Page, selector: str) -> None:
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_letters_and_digits_choose_and_enter_answers(page: Page, server: RunningServer) -> None:
    start(page, server.address, "small")

    page.keyboard.press("2")
    assert page.locator("label.choice input").nth(1).is_checked()
    page.keyboard.press("c")
    assert page.locator("label.choice input").nth(2).is_checked()
    page.keyboard.press("ArrowUp")
    assert page.locator("label.choice input").nth(1).is_checked()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    expect(page.locator(".verdict")).to_be_visible()


def test_the_keys_are_listed_and_can_be_turned_off(page: Page, server: RunningServer) -> None:
    start(page, server.address, "small")

    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.locator("#keys input").check()
    page.keyboard.press("Escape")
    page.keyboard.press("1")

    assert page.locator("label.choice input:checked").count() == 0


def test_back_and_reload_show_the_first_answer(page: Page, server: RunningServer) -> None:
    start(page, server.address, "small")
    answer(page, 1)
    first = page.locator(".choices").inner_text()

    page.reload()
    assert page.locator(".choices").inner_text() == first
    follow(page, ".verdict .button")
    page.go_back()
    assert page.locator(".choices").inner_text() == first


@pytest.mark.parametrize("scripts", [True, False])
def test_a_double_click_answers_once(browser: Browser, server: RunningServer, scripts: bool) -> None:
    context = browser.new_context(locale="en", java_script_enabled=scripts)
    page = context.new_page()
    start(page, server.address, "small")

    page.locator("label.choice").first.click()
    with page.expect_navigation():
        page.locator("form.question button.button").dblclick()

    expect(page.locator(".verdict")).to_be_visible()
    assert page.locator(".notice").count() == 0
    page.goto(f"{server.address}/scores")
    expect(page.locator(".cards")).to_contain_text("1 of 3 answered")
    context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_second_tab_is_told_that_the_first_answer_counts(
    browser: Browser, server: RunningServer, scripts: bool
) -> None:
    context = browser.new_context(locale="en", java_script_enabled=scripts)
    one, other = context.new_page(), context.new_page()
    start(one, server.address, "small")
    other.goto(one.url)

    answer(one, 1)
    answer(other, 2)

    expect(other.locator(".notice")).to_contain_text("The first answer counts")
    assert other.locator(".choices").inner_text() == one.locator(".choices").inner_text()
    context.close()


def test_a_closed_browser_goes_on_where_it_was(browser: Browser, server: RunningServer) -> None:
    context = browser.new_context(locale="en")
    page = context.new_page()
    start(page, server.address, "small")
    answer(page, 1)
    kept = [cookie for cookie in context.cookies() if cookie["expires"] > 0]  # A browser that closes keeps only these.
    context.close()

    context = browser.new_context(locale="en")
    context.add_cookies(kept)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{server.address}/quiz/small")
    follow(page, ".start .button")

    assert page.url.endswith("/question/2")
    context.close()


def test_a_resume_code_goes_on_in_another_browser(browser: Browser, server: RunningServer) -> None:
    first, second = browser.new_context(locale="en"), browser.new_context(locale="en")
    page = first.new_page()
    attempt = start(page, server.address, "small")
    answer(page, 1)
    page.goto(f"{attempt}/code")
    code = page.locator(".code").inner_text()

    page = second.new_page()
    page.goto(f"{server.address}/resume")
    page.fill("#code", code.lower().replace("-", " "))
    follow(page, "main form button")

    assert page.url == f"{attempt}/question/2"
    first.close()
    second.close()


def test_feedback_at_the_end_lets_readers_skip_and_change_until_they_finish(page: Page, server: RunningServer) -> None:
    attempt = start(page, server.address, "small-at-end")

    follow(page, ".actions >> text=Skip")
    answer(page, 1)
    page.goto(f"{attempt}/question/1")
    answer(page, choice_named(page, "Palace"))
    page.goto(f"{attempt}/question/1")
    answer(page, choice_named(page, "Spaceport"))
    page.goto(f"{attempt}/overview")
    assert page.locator(".lines .tag").all_inner_texts() == ["answered", "answered", "not answered"]
    assert page.locator(".verdict, mark, .right").count() == 0
    follow(page, "form button.button")

    expect(page.locator("#question-1 .tag")).to_have_text("right")
    expect(page.locator("#question-3 .tag")).to_have_text("not answered")


def test_my_scores_lists_and_deletes(page: Page, server: RunningServer) -> None:
    start(page, server.address, "small")
    while "/end" not in page.url:
        if page.locator("form.question").count():
            answer_rightly(page)
        else:
            follow(page, ".verdict .button")

    page.goto(f"{server.address}/scores")
    expect(page.locator(".cards")).to_contain_text("3 of 3")
    follow(page, ".facts a")
    follow(page, "button.danger")

    assert page.locator(".cards").count() == 0


def test_only_what_was_missed_can_be_tried_again(page: Page, server: RunningServer) -> None:
    start(page, server.address, "small")
    answer(page, choice_named(page, "Palace"))
    follow(page, ".verdict .button")
    while "/end" not in page.url:
        if page.locator("form.question").count():
            answer_rightly(page)
        else:
            follow(page, ".verdict .button")

    follow(page, "button[name=only_missed]")

    expect(page.locator(".progress span")).to_have_text("Question 1 of 1")
    expect(page.locator("legend h1")).to_have_text("Where did it take place?")


def test_colours_and_text_can_be_switched_without_scripts(browser: Browser, server: RunningServer) -> None:
    context = browser.new_context(locale="en", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.address}/quiz/small")
    light = page.locator("body").evaluate("(one) => getComputedStyle(one.parentElement).backgroundColor")

    follow(page, "text=Dark")
    follow(page, "text=Large, airy text")

    assert page.url == f"{server.address}/quiz/small"
    assert page.locator("body").evaluate("(one) => getComputedStyle(one.parentElement).backgroundColor") != light
    assert float(page.locator(".text p").first.evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)")) > 24
    assert overflow(page) <= 0
    context.close()


def test_with_forced_colours_the_picked_choice_still_looks_picked(browser: Browser, server: RunningServer) -> None:
    context = browser.new_context(locale="en", forced_colors="active")
    page = context.new_page()
    start(page, server.address, "small")
    choice = page.locator("label.choice").nth(1)
    before = choice.screenshot()

    choice.click()
    page.mouse.move(0, 0)
    page.keyboard.press("Tab")  # The focus moves on, so that what is seen is not its ring.

    assert choice.screenshot() != before
    assert choice.locator("input").evaluate("(one) => getComputedStyle(one).opacity") == "1"
    context.close()
