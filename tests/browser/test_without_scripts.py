"""Every page of the reader as it is without scripts: axe finds nothing on it, and nothing on it waits for a script."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.pages import every_page
from tests.browser.readers import violations, violations_light_and_dark
from tests.servers import RunningServer


@pytest.mark.thorough  # The same walk with scripts is taken each time.
@pytest.mark.parametrize("language", ["fr", "en"])
def test_without_scripts_axe_finds_nothing_on_any_page_light_or_dark(
    browser: Browser, server: RunningServer, language: str
) -> None:
    found: list[object] = []
    dead: list[object] = []
    with browser.new_context(locale=language, reduced_motion="reduce") as context:
        page = context.new_page()
        scripts = Scripts(context, page)
        for name in every_page(page, server.address, language):
            dead += [(name, button) for button in dead_buttons(page)]
            with scripts.of_tools_only():
                found += [(name, *violation) for violation in violations_light_and_dark(page)]

    assert found == []
    assert dead == []


def test_axe_can_find_something_where_scripts_are_off(browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        scripts = Scripts(context, page)
        page.goto("data:text/html,<!doctype html><title>x</title><img src=x><script>document.title = 'ran'</script>")
        with scripts.of_tools_only():
            assert "image-alt" in [name for name, _ in violations(page)]
            assert page.title() == "x"


class Scripts:
    """Switches a page's scripts off, and on again for a while for what looks at the page.

    Playwright's own `java_script_enabled=False` cannot be taken back: there no promise of axe's is ever settled.
    """

    def __init__(self, context: BrowserContext, page: Page) -> None:
        self._session = context.new_cdp_session(page)
        self._allow(False)

    @contextmanager
    def of_tools_only(self) -> Iterator[None]:
        """Let axe run; the page's own scripts were passed over when it was read, and stay unrun."""
        self._allow(True)
        yield
        self._allow(False)

    def _allow(self, on: bool) -> None:
        self._session.send("Emulation.setScriptExecutionDisabled", {"value": not on})


def dead_buttons(page: Page) -> list[str]:
    """Buttons in sight that would do nothing: they belong to no form."""
    found: list[str] = page.locator("button:visible").evaluate_all(
        "(all) => all.filter((one) => one.type === 'button' || !one.form).map((one) => one.outerHTML)"
    )
    return found
