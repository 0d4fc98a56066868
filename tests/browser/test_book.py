"""A class's book in a real browser: by keyboard, on a phone, on paper, in every look."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from quizapp.domain.attempts import Settings
from quizapp.domain.classes import ListLine
from quizapp.domain.quizzes import Terms
from quizapp.domain.simulation import difficulties, simulate
from quizapp.store import classes, quizzes
from quizapp.store.banks import Shelf
from quizapp.store.session import Database
from quizapp.store.tables import MemberRow, TeacherRow
from tests.browser.owners import owner
from tests.browser.readers import follow, overflow, violations
from tests.makers import NOON
from tests.servers import running
from tests.sittings import sat

SLUG = "kim-poutine-2023"
READERS, QUIZZES = 28, 7


@pytest.fixture(scope="module")
def room(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Any]]:
    """The address of the book of a class of 28 that has been handed seven quizzes, and the cookies of its teacher."""
    data: Path = tmp_path_factory.mktemp("book") / "data"
    with running(data) as server:
        state = owner(browser, server)
        with closing(Database(f"sqlite:///{data}/quizapp.db")) as database:
            class_id = fill(database)
        yield f"{server.address}/teacher/class/{class_id}/book", state


def fill(database: Database) -> int:
    """Each answers every quiz, but for some who never began, or have not finished; a few have tried again."""
    with database.transaction() as db:
        teacher_id = db.scalars(select(TeacherRow.id)).one()
        class_id = classes.add(db, teacher_id, "4e B", NOON)
        classes.add_members(db, class_id, [(ListLine(f"Reader {n:02}"), f"own-{n:018}") for n in range(READERS)])
        members = db.scalars(select(MemberRow.id).order_by(MemberRow.id)).all()
        shipped = quizzes.by_slug(db, SLUG)
        bank = Shelf().version(db, shipped.version_id).bank
        for number in range(QUIZZES):
            terms = Terms(class_id=class_id)
            quizzes.add(db, f"quiz-{number}", shipped.bank_id, teacher_id, Settings(), terms, NOON)
    asked = difficulties(len(bank.questions), Random(1))
    for number in range(QUIZZES):
        sheets = simulate(bank, asked, READERS, Random(number)).picks
        for at, (member_id, sheet) in enumerate(zip(members, sheets, strict=True)):
            begun, turn = NOON + timedelta(days=number), (at + number) % 9
            if turn != 1:
                sat(database, f"quiz-{number}", member_id, sheet, begun=begun, finished=turn != 2)
            if turn == 3:
                sat(database, f"quiz-{number}", member_id, [one.key for one in bank.questions], begun=begun)
    return class_id


def opened(browser: Browser, room: tuple[str, Any], query: str = "", **options: Any) -> Page:
    """The book in a window of its teacher's; whoever asks for it closes its context."""
    address, state = room
    page = browser.new_context(storage_state=state, locale="fr", reduced_motion="reduce", **options).new_page()
    page.goto(address + query)
    return page


def test_the_keyboard_scrolls_the_table_opens_a_reader_and_leads_on_to_the_next(
    browser: Browser, room: tuple[str, Any]
) -> None:
    page = opened(browser, room, viewport={"width": 390, "height": 800})
    tab_to(page, ".sheet")
    name = page.locator(".marks tbody .who").nth(1)
    before = name.bounding_box()
    for _ in range(50):
        page.keyboard.press("ArrowRight")
        if page.evaluate("document.querySelector('.sheet').scrollLeft") > 40:
            break

    assert name.bounding_box() == before  # It stays while the marks go by.
    tab_to(page, ".marks tbody .who a")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Reader 00")
    tab_to(page, "nav.actions a")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Reader 01")
    page.context.close()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element like this has the focus, which must be seen."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    raise AssertionError(f"Tab never came to {selector} on {page.url}")


def test_a_figure_leads_to_the_passage_on_the_map_without_scripts(browser: Browser, room: tuple[str, Any]) -> None:
    page = opened(browser, room, java_script_enabled=False)
    follow(page, ".passages .time a")

    expect(page.locator("#opened")).to_be_visible()
    expect(page.locator(".passage.opened").first).to_be_in_viewport()
    page.context.close()


@pytest.mark.parametrize(
    "look",
    [
        pytest.param({}, marks=pytest.mark.thorough),
        {"color_scheme": "dark"},
        pytest.param({"forced_colors": "active"}, marks=pytest.mark.thorough),
    ],
    ids=["light", "dark", "forced"],
)
@pytest.mark.parametrize("query", ["", "?names=no"])
def test_axe_finds_nothing_in_the_book_in_any_look(
    query: str, look: dict[str, Any], browser: Browser, room: tuple[str, Any]
) -> None:
    page = opened(browser, room, query, **look)
    assert violations(page) == []
    if not query:
        follow(page, ".marks tbody .who a")
        assert violations(page) == []
    page.context.close()


def test_the_book_fits_a_small_phone_and_paper(browser: Browser, room: tuple[str, Any]) -> None:
    page = opened(browser, room, viewport={"width": 320, "height": 640})
    assert overflow(page) == 0
    page.emulate_media(media="print")

    expect(page.locator(".book-acts")).to_be_hidden()
    expect(page.locator(".filter")).to_be_hidden()
    expect(page.locator(".marks tbody tr")).to_have_count(READERS + 1)
    page.context.close()
