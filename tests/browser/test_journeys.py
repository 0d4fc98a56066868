"""Whole quizzes in a real Chromium, as different people take them."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.readers import answer, choice_named, clipped, follow, overflow, start, violations
from tests.servers import RunningServer

RIGHT = {"where": ["Spaceport"], "which": ["A train", "Launches"], "two": ["False"]}

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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_axe_finds_nothing_on_any_page(browser: Browser, server: RunningServer, language: str, scheme: Any) -> None:
    context = browser.new_context(locale=language, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    found: dict[str, object] = {}

    def look(name: str) -> None:
        if seen := violations(page):
            found[name] = seen

    for path in ("/", "/quiz/small", "/quiz/kim-poutine-2023", "/resume", "/scores", "/nowhere"):
        page.goto(server.address + path)
        look(path)
    for slug in ("small", "small-at-end"):
        attempt = start(page, server.address, slug)
        look(f"{slug} question")
        page.locator("details.reading").evaluate("(one) => (one.open = true)")
        look(f"{slug} question with its article")
        page.goto(f"{attempt}/code")
        look(f"{slug} code")
        page.goto(attempt)
        for _ in range(3):
            answer(page, 1)
            look(f"{slug} after an answer")
            if page.locator(".verdict .button").count():
                follow(page, ".verdict .button")
        if page.url.endswith("/overview"):
            follow(page, "form button.button")
        look(f"{slug} end")
        page.goto(f"{attempt}/delete")
        look(f"{slug} delete")
    page.goto(f"{server.address}/scores")
    look("scores")
    page.goto(f"{server.address}/scores/delete")
    look("delete all")

    assert found == {}
    context.close()


def test_by_keyboard_alone(page: Page, server: RunningServer) -> None:
    page.goto(f"{server.address}/quiz/small")
    press_until(page, "button.button:not([data-listen])", "Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    while "/end" not in page.url:
        if page.locator("form.question").count():
            press_until(page, "label.choice input", "Tab")
            page.keyboard.press("Space")
            assert (
                page.locator("label.choice:has(:focus-visible)").evaluate("(one) => getComputedStyle(one).outlineWidth")
                != "0px"
            )
            press_until(page, "form.question button.button", "Tab")
        else:
            press_until(page, ".verdict .button", "Tab")
        with page.expect_navigation():
            page.keyboard.press("Enter")

    expect(page.locator(".score")).to_be_visible()


def press_until(page: Page, selector: str, key: str) -> None:
    """Press a key until the focus is on an element, as who has only a keyboard does."""
    for _ in range(60):
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"the keyboard does not reach {selector}")


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


def test_a_double_click_answers_once(page: Page, server: RunningServer) -> None:
    start(page, server.address, "small")

    page.locator("label.choice").first.click()
    with page.expect_navigation():
        page.locator("form.question button.button").dblclick()

    expect(page.locator(".verdict")).to_be_visible()
    assert page.locator(".notice").count() == 0


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


@pytest.mark.parametrize("path", ["/", "/quiz/kim-poutine-2023", "/scores", "/resume", "/nowhere"])
def test_text_twice_as_large_needs_no_sideways_scrolling(page: Page, server: RunningServer, path: str) -> None:
    page.set_viewport_size({"width": 640, "height": 800})
    page.goto(server.address + path)

    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert overflow(page) <= 0
