"""What holds on every page of a teacher: anyone can use it, on any screen, by keyboard, and it keeps to itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SMALL_BANK
from tests.browser.teachers_pages import EMAIL, PASSWORD, every_page
from tests.browser.test_pages import TEACHERS_COOKIES, Survey, listen, look, names_of_cookies
from tests.browser.test_teaching import set_up_address
from tests.servers import running


# More than a hundred pages take two minutes; each capability has a test of its own that looks at its pages.
@pytest.fixture(scope="module", params=[pytest.param(one, marks=pytest.mark.thorough) for one in ("fr", "en")])
def survey(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Survey]:
    """One walk through all pages of a new teacher, with everything measured on each."""
    folder = tmp_path_factory.mktemp("teacher")
    survey = Survey()
    context = browser.new_context(locale=request.param, reduced_motion="reduce")
    page = context.new_page()
    with running(folder / "data") as server:
        listen(page, server.address, survey)
        link = set_up_address(server)
        for name in every_page(page, browser, server.address, link, folder, folder / "data"):
            survey.pages.append(name)
            look(page, name, survey)
            survey.cookies |= names_of_cookies(context)
    yield survey
    context.close()


def test_the_survey_saw_every_page(survey: Survey) -> None:
    assert len(survey.pages) == len(set(survey.pages)) > 20


def test_axe_finds_nothing_on_any_page_light_or_dark(survey: Survey) -> None:
    assert survey.axe == []


def test_no_page_scrolls_sideways_on_a_small_phone_or_with_text_twice_as_large(survey: Survey) -> None:
    assert survey.too_wide == []
    assert survey.too_wide_with_large_text == []


def test_no_page_cuts_a_text_off(survey: Survey) -> None:
    assert survey.cut_off == []


def test_teachers_browsers_keep_the_documented_cookies(survey: Survey) -> None:
    assert survey.cookies == {"__Host-qs", *TEACHERS_COOKIES}


def test_no_page_asks_another_server_or_breaks_its_own_rules(survey: Survey) -> None:
    assert survey.strangers == []
    assert [said for said in survey.complaints if "Cleared data types" not in said] == []  # What log-out asked for.


def test_a_teacher_needs_nothing_but_the_keyboard(browser: Browser, tmp_path: Path) -> None:
    with running(tmp_path / "data") as server, browser.new_context(locale="en") as context:
        page = context.new_page()
        page.goto(set_up_address(server))

        tab_to(page, "#email")
        page.keyboard.type(EMAIL)
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        press_enter(page)
        page.goto(f"{server.address}/teacher/load")
        tab_to(page, "summary")
        page.keyboard.press("Enter")
        tab_to(page, "#text")
        page.keyboard.insert_text(SMALL_BANK)
        tab_to(page, "form.load .button")
        press_enter(page)
        tab_to(page, "main form .button")
        press_enter(page)
        tab_to(page, "main .actions .button")
        press_enter(page)
        tab_to(page, "main form .button")
        press_enter(page)

        expect(page.get_by_label("Link for readers")).to_be_visible()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the first such element has the focus, which must then be seen."""
    for __ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement === document.querySelector(selector)", selector):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", selector
            return
    raise AssertionError(f"Tab never came to {selector} on {page.url}")


def press_enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")
