"""A picture of every page: `python -m tests.browser.screenshots FOLDER`; fails on sideways overflow or cut-off text.

At 320, 768 and 1280 px, light and dark, in French and English, and at 768 px as printed and in forced colours.
`--readme` also draws anew the pictures that the README shows.
"""

import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import ARGUMENTS, executable
from tests.browser.conftest import with_small_banks
from tests.browser.pages import SHIPPED, every_page
from tests.browser.readers import answer, clipped, follow, overflow, start
from tests.browser.teachers_pages import EMAIL, PASSWORD
from tests.browser.test_teaching import set_up_address
from tests.checkouts import ROOT
from tests.servers import RunningServer

WIDTHS = (320, 768, 1280)
PICTURES = ROOT / ".pictures"
BANKS = ROOT / "questions"


@dataclass(frozen=True)
class Way:
    """One way to look at the pages."""

    name: str
    language: str
    width: int
    options: dict[str, Any] = field(default_factory=dict)
    print: bool = False


def ways() -> Iterator[Way]:
    for language in SHIPPED:
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
    with (
        tempfile.TemporaryDirectory() as temporary,
        with_small_banks(Path(temporary)) as server,
        sync_playwright() as api,
    ):
        browser = api.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for way in ways():
            faults += list(draw(browser, server.address, way, folder))
        if readme:
            draw_for_readme(browser, server.address)
            draw_the_map(browser, server)
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
    for number, name in enumerate(every_page(page, address, way.language), start=1):
        # On paper there are no buttons to press: only the picture is of paper.
        page.emulate_media(media="print" if way.print else "screen")
        page.screenshot(path=folder / f"{way.name}-{number:02}-{name}.png", full_page=True)
        if overflow(page) > 0:
            yield f"{way.name} {name}: {overflow(page)} px too wide"
        yield from (f"{way.name} {name}: cut off: {cut}" for cut in clipped(page))
        page.emulate_media(media="screen")
    context.close()


def draw_for_readme(browser: Browser, address: str) -> None:
    """The pictures of the README that readers see, small enough for a repository."""
    PICTURES.mkdir(exist_ok=True)
    for name, language, size, scheme in (
        ("phone", "fr", (390, 720), "light"),
        ("dark", "en", (390, 720), "dark"),
        ("wide", "fr", (1180, 780), "light"),
    ):
        context = browser.new_context(
            locale=language,
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto(f"{address}/")
        start(page, address, SHIPPED[language])
        if name == "phone":
            page.locator("label.choice").nth(1).click()
            page.screenshot(path=PICTURES / "question.png")
        answer(page, 1)
        if name != "phone":
            page.screenshot(path=PICTURES / f"feedback-{name}.png")
        if name == "wide":
            finish(page, SHIPPED[language])
            page.screenshot(path=PICTURES / "end.png")
        context.close()


def draw_the_map(browser: Browser, server: RunningServer) -> None:
    """And that of the results, which a simulated class has."""
    context = browser.new_context(locale="fr", viewport={"width": 1180, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(set_up_address(server))
    page.fill("#email", EMAIL)
    page.fill("#password", PASSWORD)
    follow(page, "main form button")
    follow(page, "form[action$='/simulated'] button")
    page.locator("section:has(> .titled #map)").evaluate("(one) => scrollTo(0, one.offsetTop - 24)")
    shown = Image.open(BytesIO(page.screenshot()))
    shown.quantize(128, dither=Image.Dither.NONE).save(PICTURES / "map.png", optimize=True)  # Its article is long.
    context.close()


def finish(page: Page, slug: str) -> None:
    """Answer what is left as a good reader does: rightly, but for every fourth question."""
    right = re.findall(r"- text: (.+)\n +right: yes", (BANKS / f"{slug}.yaml").read_text("utf-8"))
    number = 0
    while "/end" not in page.url:
        if page.locator("form.question").count():
            number += 1
            texts = [text.strip() for text in page.locator("label.choice .said").all_inner_texts()]
            places = [place for place, text in enumerate(texts, start=1) if text in right]
            answer(page, *(places if number % 4 and places else [1]))
        else:
            follow(page, ".verdict .button")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), readme="--readme" in sys.argv))
