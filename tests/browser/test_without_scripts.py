"""Every page of the reader as it is without scripts: axe finds nothing on it, and nothing on it waits for a script."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.pages import every_page
from tests.browser.readers import violations
from tests.browser.test_pages import SCHEMES
from tests.servers import RunningServer


@pytest.mark.parametrize("language", ["fr", "en"])
def test_without_scripts_axe_finds_nothing_on_any_page_light_or_dark(
    browser: Browser, server: RunningServer, language: str
) -> None:
    found: list[object] = []
    dead: list[object] = []
    with browser.new_context(locale=language, java_script_enabled=False, reduced_motion="reduce") as context:
        page = context.new_page()
        for name in every_page(page, server.address, language):
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                found += [(name, scheme, violation) for violation in violations(page)]
            dead += [(name, button) for button in dead_buttons(page)]

    assert found == []
    assert dead == []


def test_axe_can_find_something_where_scripts_are_off(browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.set_content("<!doctype html><title>x</title><img src=x>")

        assert violations(page) != []


def dead_buttons(page: Page) -> list[str]:
    """Buttons in sight that would do nothing: they belong to no form."""
    found: list[str] = page.locator("button:visible").evaluate_all(
        "(all) => all.filter((one) => one.type === 'button' || !one.form).map((one) => one.outerHTML)"
    )
    return found
