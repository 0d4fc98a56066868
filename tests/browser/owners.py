"""The first teacher of a running app, come in by the link that it printed."""

from typing import Any

from playwright.sync_api import Browser

from tests.browser.readers import follow
from tests.browser.teachers_pages import EMAIL, PASSWORD
from tests.browser.test_teaching import set_up_address
from tests.servers import RunningServer


def owner(browser: Browser, server: RunningServer) -> Any:
    """Their cookies, for windows of theirs."""
    with browser.new_context(locale="en") as context:
        page = context.new_page()
        page.goto(set_up_address(server))
        page.fill("#email", EMAIL)
        page.fill("#password", PASSWORD)
        follow(page, "main form button")
        return context.storage_state()
