"""What a person does in a browser, for all browser tests."""

from collections.abc import Sequence
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def start(page: Page, address: str, slug: str) -> str:
    """Start a quiz from its page; returns the attempt's address."""
    page.goto(f"{address}/quiz/{slug}")
    follow(page, "main form button.button:not([data-listen])")
    return page.url.split("/question/")[0]


def follow(page: Page, selector: str) -> None:
    """Press something that leads to another page, and wait for that page."""
    with page.expect_navigation():
        page.locator(selector).first.click()


def answer(page: Page, *numbers: int) -> None:
    """Pick choices by their places on the screen, from 1, and send them."""
    for number in numbers:
        page.locator("label.choice").nth(number - 1).click()
    follow(page, "form.question button.button")


def choice_named(page: Page, text: str) -> int:
    """The place on the screen, from 1, of the choice with this text."""
    texts = page.locator("label.choice .said").all_inner_texts()
    return [found.strip() for found in texts].index(text) + 1


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the screen."""
    return int(page.evaluate("document.scrollingElement.scrollWidth - innerWidth"))


def clipped(page: Page) -> list[str]:
    """Texts that are cut off: in boxes that hide what overflows them, but for those meant for the ear only."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("main *, header *, footer *")]
            .filter((one) => !one.closest(".unseen, .skip, .dimmed, .grid i") && one.scrollWidth > one.clientWidth + 1
                && getComputedStyle(one).overflowX === "hidden")
            .map((one) => one.outerHTML.slice(0, 120))"""
    )
    return found


def violations(page: Page, tags: Sequence[str] = AXE_TAGS) -> list[tuple[str, list[Any]]]:
    """What axe finds on a page, with the elements."""
    options = {"runOnly": list(tags), "resultTypes": ["violations"]}  # What is right would only be carried over here.
    results = Axe().run(page, options=options)
    return [(found["id"], [node["html"][:160] for node in found["nodes"]]) for found in results.response["violations"]]


def violations_light_and_dark(page: Page) -> list[tuple[str, tuple[str, list[Any]]]]:
    """What axe finds on a page by light and by dark, where only the colours are other than by light."""
    found: list[tuple[str, tuple[str, list[Any]]]] = []
    for scheme, tags in (("light", AXE_TAGS), ("dark", ["cat.color"])):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found += [(scheme, violation) for violation in violations(page, tags)]
    return found
