"""A picture of every page: `python -m tests.browser.screenshots FOLDER`; fails on sideways overflow or cut-off text.

At 320, 768 and 1280 px, light and dark, in French and English, and at 768 px as printed and in forced colours.
`--readme` also draws anew the pictures that the README shows.
"""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import ARGUMENTS, executable
from tests.browser.conftest import SMALL_BANK, quizapp
from tests.browser.readers import answer, clipped, follow, overflow, start
from tests.servers import running

WIDTHS = (320, 768, 1280)
PICTURES = Path(__file__).resolve().parents[2] / ".pictures"
_SHIPPED = {"fr": "kim-poutine-2023", "en": "kim-putin-2023"}


@dataclass(frozen=True)
class Way:
    """One way to look at the pages."""

    name: str
    language: str
    width: int
    options: dict[str, Any] = field(default_factory=dict)
    print: bool = False


def ways() -> Iterator[Way]:
    for language in _SHIPPED:
        for width in WIDTHS:
            for scheme in ("light", "dark"):
                yield Way(f"{language}-{width}-{scheme}", language, width, {"color_scheme": scheme})
    yield Way("fr-768-forced", "fr", 768, {"forced_colors": "active"})
    yield Way("fr-768-print", "fr", 768, print=True)


def main(folder: Path, *, readme: bool) -> int:
    """Draw everything; returns the exit status."""
    folder.mkdir(parents=True, exist_ok=True)
    chromium = executable()
    faults = []
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as api:
        data, file = Path(temporary) / "data", Path(temporary) / "small-at-end.yaml"
        with running(data) as server:
            file.write_text(SMALL_BANK, "utf-8")
            quizapp("bank", "load", file, "--data", data)
            quizapp("quiz", "set", "small-at-end", "--feedback", "at-end", "--data", data)
            browser = api.chromium.launch(executable_path=chromium, args=ARGUMENTS)
            for way in ways():
                faults += list(draw(browser, server.address, way, folder))
            if readme:
                draw_for_readme(browser, server.address)
            browser.close()
    for fault in faults:
        print(fault)
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}, {len(faults)} faults")
    return 1 if faults else 0


def draw(browser: Browser, address: str, way: Way, folder: Path) -> Iterator[str]:
    """Every page in one way; yields what is wrong with it."""
    context = browser.new_context(
        locale=way.language, viewport={"width": way.width, "height": 800}, reduced_motion="reduce", **way.options
    )
    page = context.new_page()
    if way.print:
        page.emulate_media(media="print")
    for name in walk(page, address, way.language, forms=not way.print):
        page.screenshot(path=folder / f"{way.name}-{name}.png", full_page=True)
        if overflow(page) > 0:
            yield f"{way.name} {name}: {overflow(page)} px too wide"
        yield from (f"{way.name} {name}: cut off: {cut}" for cut in clipped(page))
    context.close()


def walk(page: Page, address: str, language: str, *, forms: bool) -> Iterator[str]:
    """Go from page to page as a reader does; yields each page's name once it is shown."""
    if not forms:  # On paper there are no buttons to press: they come back only to be pressed.
        page.emulate_media(media="screen")
    page.goto(f"{address}/")
    yield from _shown(page, "1-list", forms)
    page.goto(f"{address}/quiz/{_SHIPPED[language]}")
    yield from _shown(page, "2-quiz", forms)
    attempt = start(page, address, _SHIPPED[language])
    yield from _shown(page, "3-question", forms)
    number = 1
    while "/end" not in page.url:
        if page.locator("form.question").count():
            answer(page, *([1, 2] if page.locator("label.choice [type=checkbox]").count() else [1 + number % 2]))
            if number in (1, 6):
                yield from _shown(page, f"4-feedback-{number}", forms)
            number += 1
        else:
            follow(page, ".verdict .button")
            if number == 6 and page.locator("form.question").count():
                page.locator("details.reading").evaluate("(one) => (one.open = true)")
                yield from _shown(page, "5-question-with-article", forms)
    yield from _shown(page, "6-end", forms)
    page.goto(f"{attempt}/code")
    yield from _shown(page, "7-code", forms)
    page.goto(f"{attempt}/delete")
    yield from _shown(page, "7-delete", forms)
    attempt = start(page, address, "small-at-end")
    answer(page, 1)
    page.goto(f"{attempt}/overview")
    yield from _shown(page, "8-overview", forms)
    for path, name in (("/scores", "9-scores"), ("/resume", "9-resume"), ("/nowhere", "9-nowhere")):
        page.goto(address + path)
        yield from _shown(page, name, forms)


def _shown(page: Page, name: str, forms: bool) -> Iterator[str]:
    if forms:
        yield name
    else:
        page.emulate_media(media="print")
        yield name
        page.emulate_media(media="screen")


def draw_for_readme(browser: Browser, address: str) -> None:
    """The four pictures of the README, small enough for a repository."""
    PICTURES.mkdir(exist_ok=True)
    for name, language, size, scheme in (
        ("phone", "fr", (390, 720), "light"),
        ("dark", "en", (390, 720), "dark"),
        ("wide", "fr", (1180, 700), "light"),
    ):
        context = browser.new_context(
            locale=language,
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto(f"{address}/")
        start(page, address, _SHIPPED[language])
        if name == "phone":
            page.locator("label.choice").nth(1).click()
            page.screenshot(path=PICTURES / "question.png")
        answer(page, 1)
        if name != "phone":
            page.screenshot(path=PICTURES / f"feedback-{name}.png")
        if name == "wide":
            number = 0
            while "/end" not in page.url:
                if page.locator("form.question").count():
                    number += 1
                    answer(page, 1 + number % 2)
                else:
                    follow(page, ".verdict .button")
            page.screenshot(path=PICTURES / "end.png")
        context.close()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), readme="--readme" in sys.argv))
