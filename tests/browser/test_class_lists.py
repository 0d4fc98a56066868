"""A class list from a spreadsheet, in a real browser: looked over, mended where it is seen, and stored."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from playwright.sync_api import Browser, expect

from tests.browser.owners import owner
from tests.browser.readers import follow, overflow, violations
from tests.servers import running

ROWS = (
    ("Collège des Lilas",),
    ("N°", "Prénom", "Nom", "Courriel", "Remarques"),
    (1, "Zoé", "Dupont", "zoe@school.example", "PAP, +33 %"),
    (2, "Noé", "Abel", "", ""),
    (3, "Noé", "Abel", "", ""),
)


@pytest.fixture(scope="module")
def school(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Any]]:
    """Where the classes are, and the cookies of their teacher."""
    data: Path = tmp_path_factory.mktemp("lists") / "data"
    with running(data) as server:
        yield f"{server.address}/teacher/classes", owner(browser, server)


def test_a_spreadsheet_is_looked_over_mended_and_stored(browser: Browser, school: tuple[str, Any]) -> None:
    classes, state = school
    book = Workbook()
    for row in ROWS:
        book.worksheets[0].append(row)
    file = BytesIO()
    book.save(file)
    window = {"width": 390, "height": 800}
    with browser.new_context(storage_state=state, locale="en", viewport=window) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(classes)
        page.fill("#name", "5e B")
        page.click("main details summary")
        page.set_input_files("#file", {"name": "5eB.xlsx", "mimeType": "", "buffer": file.getvalue()})
        follow(page, "main form .button")

        expect(page.locator("#faults")).to_contain_text("Line 5")
        expect(page.locator("#column-2")).to_have_value("family")
        assert page.get_by_role("button", name="Store").count() == 0
        assert (overflow(page), violations(page)) == (0, [])
        page.fill("#text", page.input_value("#text").replace("3\tNoé\tAbel", "3\tNina\tAbel"))
        follow(page, "main form .button")
        expect(page.locator(".read tbody tr").first).to_contain_text("+33%")
        page.reload()
        follow(page, "main form button[name=store]")

        names = page.locator(".names bdi").all_inner_texts()
        assert names == ["Nina Abel", "Noé Abel", "Zoé Dupont"]
