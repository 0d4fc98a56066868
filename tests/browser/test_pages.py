"""What holds on every page: anyone can read it, on any screen, and it keeps to itself."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.pages import every_page
from tests.browser.readers import clipped, overflow, violations_light_and_dark
from tests.checkouts import ROOT
from tests.servers import RunningServer

TEACHERS_COOKIES = {"__Host-qt", "__Host-qd"}


@dataclass
class Survey:
    """What was found wrong on the way through all pages, each with the page's name."""

    pages: list[str] = field(default_factory=list)
    axe: list[object] = field(default_factory=list)
    too_wide: list[str] = field(default_factory=list)
    too_wide_with_large_text: list[str] = field(default_factory=list)
    cut_off: list[object] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    cookies: set[str] = field(default_factory=set)


@pytest.fixture(scope="module", params=["fr", pytest.param("en", marks=pytest.mark.thorough)])
def survey(browser: Browser, server: RunningServer, request: pytest.FixtureRequest) -> Iterator[Survey]:
    """One walk through all pages in a language, with everything measured on each."""
    survey = Survey()
    context = browser.new_context(locale=request.param, reduced_motion="reduce")
    page = context.new_page()
    listen(page, server.address, survey)

    for name in every_page(page, server.address, request.param):
        survey.pages.append(name)
        look(page, name, survey)
    for path in ("/language/fr", "/display/theme/dark", "/display/text/large"):
        page.goto(server.address + path)

    survey.cookies = names_of_cookies(context)
    yield survey
    context.close()


def listen(page: Page, address: str, survey: Survey) -> None:
    def hear(text: str, source: str) -> None:
        # A page that is an error by intent is reported by the browser as a resource that failed.
        if not (text.startswith("Failed to load resource") and "/static/" not in source):
            survey.complaints.append(f"{source}: {text}")

    page.on("console", lambda message: hear(message.text, message.location.get("url", "")))
    page.on("pageerror", lambda error: survey.complaints.append(str(error)))
    page.on(
        "request",
        lambda sent: None if sent.url.startswith(f"{address}/") else survey.strangers.append(sent.url),
    )


def look(page: Page, name: str, survey: Survey) -> None:
    survey.axe += [(name, *found) for found in violations_light_and_dark(page)]
    page.set_viewport_size({"width": 320, "height": 640})
    if overflow(page) > 0:
        survey.too_wide.append(f"{name}: {overflow(page)} px")
    survey.cut_off += [(name, text) for text in clipped(page)]
    page.set_viewport_size({"width": 640, "height": 640})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    if overflow(page) > 0:
        survey.too_wide_with_large_text.append(f"{name}: {overflow(page)} px")
    survey.cut_off += [(name, "large", text) for text in clipped(page)]
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size({"width": 1280, "height": 800})


def names_of_cookies(context: BrowserContext) -> set[str]:
    return {cookie["name"] for cookie in context.cookies()}


def test_the_survey_saw_every_page(survey: Survey) -> None:
    templates = {file.stem for file in (ROOT / "quizapp/templates/reader").glob("[!_]*.html")}
    names = {"quizzes": "list", "feedback": "feedback-right", "delete_all": "delete-all"}

    assert {names.get(template, template) for template in templates} <= set(survey.pages)
    assert len(survey.pages) == len(set(survey.pages)) > 20


def test_axe_finds_nothing_on_any_page_light_or_dark(survey: Survey) -> None:
    assert survey.axe == []


def test_no_page_scrolls_sideways_on_a_small_phone(survey: Survey) -> None:
    assert survey.too_wide == []


def test_no_page_scrolls_sideways_with_text_twice_as_large(survey: Survey) -> None:
    assert survey.too_wide_with_large_text == []


def test_no_page_cuts_a_text_off(survey: Survey) -> None:
    assert survey.cut_off == []


def test_no_page_asks_another_server_for_anything(survey: Survey) -> None:
    assert survey.strangers == []


def test_no_page_breaks_its_own_rules(survey: Survey) -> None:
    assert survey.complaints == []


def test_pages_keep_the_documented_cookies_and_no_other(
    survey: Survey, browser: Browser, server: RunningServer
) -> None:
    with browser.new_context(locale="en") as context:
        page = context.new_page()
        page.goto(f"{server.address}/teacher/help/privacy")
        documented = set(page.locator(".fields code").all_inner_texts())

    assert survey.cookies == documented - TEACHERS_COOKIES
    assert documented > TEACHERS_COOKIES
