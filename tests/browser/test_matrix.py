"""Readers by questions on a screen, by keyboard and on paper; and the sheets for a meeting of teachers."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from quizapp.domain.simulation import difficulties, simulate
from quizapp.domain.statistics.signs import Suspicion
from quizapp.formats import native
from quizapp.store.session import Database
from tests.browser.owners import owner
from tests.browser.readers import overflow, violations
from tests.checkouts import ROOT
from tests.crowd import crowd
from tests.makers import bank, load_into, multiple, single
from tests.servers import running

SLUG = "kim-poutine-2023"
WIDE = "wide"
A4 = (210, 297)
MILLIMETRE = 96 / 25.4


@pytest.fixture(scope="module")
def room(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Any]]:
    """The address of the quizzes, and the cookies of the owner: a class of 28, and 500 readers of 60 questions."""
    folder: Path = tmp_path_factory.mktemp("matrix")
    data = folder / "data"
    with running(data) as server:
        state = owner(browser, server)
        wide = bank(*(single(f"q{n}") if n % 7 else multiple(f"q{n}") for n in range(60)), id_=WIDE, article=None)
        load_into(data, wide)
        small = native.read((ROOT / f"questions/{SLUG}.yaml").read_bytes(), SLUG).bank
        assert small is not None
        with closing(Database(f"sqlite:///{data}/quizapp.db")) as database:
            for slug, asked, readers, faults in ((SLUG, small, 28, [*Suspicion]), (WIDE, wide, 500, [])):
                drawn = difficulties(len(asked.questions), Random(1))
                crowd(database, slug, simulate(asked, drawn, readers, Random(2), faults).picks)
        yield f"{server.address}/teacher/quiz", state


def opened(browser: Browser, room: tuple[str, Any], path: str, **options: Any) -> Page:
    """A page in a window of the owner's; whoever asks for it closes its context."""
    address, state = room
    page = browser.new_context(storage_state=state, locale="fr", reduced_motion="reduce", **options).new_page()
    page.goto(f"{address}/{path}")
    return page


@pytest.mark.parametrize(
    "look",
    [
        pytest.param({}, marks=pytest.mark.thorough),
        {"color_scheme": "dark"},
        pytest.param({"forced_colors": "active"}, marks=pytest.mark.thorough),
        {"viewport": {"width": 390, "height": 800}},
    ],
    ids=["light", "dark", "forced", "phone"],
)
def test_axe_finds_nothing_on_the_grid_and_on_the_sheets_in_any_look(
    look: dict[str, Any], browser: Browser, room: tuple[str, Any]
) -> None:
    for path in ("matrix", "matrix?names=no&columns=bank", "print?names=yes"):
        page = opened(browser, room, f"{SLUG}/{path}", **look)

        assert violations(page) == []
        page.context.close()


@pytest.mark.parametrize("width", [320, 390, 1200])
def test_the_grid_scrolls_by_itself_and_its_names_numbers_and_sums_stay_in_sight(
    width: int, browser: Browser, room: tuple[str, Any]
) -> None:
    page = opened(browser, room, f"{WIDE}/matrix", viewport={"width": width, "height": 800})
    frame = page.locator(".frame")
    assert overflow(page) == 0
    frame.focus()

    page.keyboard.press("End")
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    expect(page.locator("tbody tr:last-child .who")).to_be_in_viewport()
    expect(page.locator("thead th:nth-child(3)")).not_to_be_in_viewport()

    selectors = ".frame", "tbody tr:last-child .who", "tbody tr:last-child .earned", "thead th:nth-child(3)", "tfoot td"
    boxes: list[dict[str, float]] = [
        page.locator(selector).first.evaluate("(one) => one.getBoundingClientRect().toJSON()") for selector in selectors
    ]
    box, name, score, number, total = boxes
    assert abs(name["x"] - box["x"]) <= 1
    assert abs(score["x"] - name["x"] - name["width"]) <= 1
    assert abs(number["y"] - box["y"]) <= 1
    assert box["y"] + box["height"] - total["y"] - total["height"] < 20  # Its scroll bar.
    page.context.close()


def test_the_keyboard_reaches_the_frame_its_orders_a_question_and_a_reader(
    browser: Browser, room: tuple[str, Any]
) -> None:
    page = opened(browser, room, f"{SLUG}/matrix")
    page.locator("#readers").evaluate("(heading) => { heading.tabIndex = -1; heading.focus() }")
    seen: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        found = "(() => { const one = document.activeElement; return one.matches('.frame') ? 'frame' : one.href })()"
        seen.append(page.evaluate(found) or "")
        if "/attempt/" in seen[-1]:
            break

    assert "frame" in seen
    assert [one for one in seen if "sort=name" in one and "/matrix" in one]
    assert len([one for one in seen if "/question?question=" in one]) == 16
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/attempt/" in page.url
    page.context.close()


def test_a_cell_is_told_apart_by_more_than_its_colour(browser: Browser, room: tuple[str, Any]) -> None:
    for look in ({}, {"color_scheme": "dark"}, {"forced_colors": "active"}):
        page = opened(browser, room, f"{SLUG}/matrix", **look)
        shades = page.evaluate(
            """() => ["r", "p", "w"].map((look) => {
                const style = getComputedStyle(document.querySelector(`.grid td.${look}`));
                return [style.backgroundColor, style.backgroundImage.slice(0, 15), style.borderTopColor].join(" ");
            })"""
        )

        assert len(set(shades)) == 3
        assert "linear-gradient" in shades[1]  # The bar of what is partly right.
        page.context.close()


def test_a_screen_reader_hears_each_cell_in_words(browser: Browser, room: tuple[str, Any]) -> None:
    page = opened(browser, room, f"{SLUG}/matrix")

    table = page.get_by_role("table", name="Lecteurs et questions")
    expect(table.get_by_role("columnheader", name="Question 12", exact=True)).to_have_count(1)
    row = table.get_by_role("row", name="Reader 000").first
    expect(row.get_by_role("rowheader")).to_have_count(1)
    assert all(" " in text for text in row.locator("td:not(.earned)").all_text_contents())
    page.context.close()


# --- on paper ---


def test_the_grid_is_printed_whole_in_the_width_of_a_sheet(browser: Browser, room: tuple[str, Any]) -> None:
    inside = round((A4[1] - 20) * MILLIMETRE)
    page = opened(browser, room, f"{WIDE}/matrix", viewport={"width": inside, "height": 700})
    page.emulate_media(media="print")

    assert overflow(page) <= 0
    table = page.locator(".grid").bounding_box()
    frame = page.locator(".frame").bounding_box()
    assert table is not None
    assert frame is not None
    assert table["width"] <= inside + 1
    assert frame["height"] >= table["height"]
    expect(page.locator(".switches")).to_be_hidden()
    page.context.close()


def test_the_sheets_for_a_meeting_are_two_with_nothing_to_press(browser: Browser, room: tuple[str, Any]) -> None:
    page = opened(browser, room, f"{SLUG}/print")
    expect(page.locator("[data-print]")).to_be_visible()

    pdf = page.pdf(prefer_css_page_size=True)
    page.emulate_media(media="print")

    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") == 2
    expect(page.locator("main button:visible")).to_have_count(0)
    expect(page.locator(".page .passage.fewest").first).to_have_css("border-bottom-width", "4px")
    page.context.close()


def test_without_scripts_there_is_no_button_that_does_nothing(browser: Browser, room: tuple[str, Any]) -> None:
    page = opened(browser, room, f"{SLUG}/print", java_script_enabled=False)

    expect(page.locator("[data-print]")).to_be_hidden()
    page.context.close()
