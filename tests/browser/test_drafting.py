"""A bank is begun, written and published in a real browser: with the mouse, and without scripts."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.browser.readers import clipped, overflow
from tests.browser.test_teaching import EMAIL, PASSWORD, set_up_address
from tests.servers import RunningServer, running

ARTICLE = """\
The summit took place at the *spaceport*, far to the east.

Two launches had failed before the meeting. The guest came in an armoured train.
"""


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[RunningServer]:
    with running(tmp_path / "data") as server:
        yield server


@contextmanager
def teacher(browser: Browser, server: RunningServer, **options: object) -> Iterator[Page]:
    """A page on which the first teacher has come in."""
    with browser.new_context(locale="en", **options) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(set_up_address(server))
        page.get_by_label("E-mail address").fill(EMAIL)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Come in").click()
        yield page


def begin(page: Page) -> None:
    page.get_by_role("link", name="Begin a bank here").click()
    page.get_by_label("Title", exact=True).fill("The summit")
    page.get_by_role("button", name="Begin", exact=True).click()
    page.get_by_label("Text of the article").fill(ARTICLE)
    page.get_by_role("button", name="Save", exact=True).click()


def write(page: Page, stem: str, *texts: str) -> None:
    """A stem and choices, the first of them right; what is left of the empty ones is removed."""
    page.get_by_label("Stem").fill(stem)
    for letter, text in zip("ABCD", texts, strict=False):
        page.get_by_label(f"Text of choice {letter}").fill(text)
    page.get_by_label("right", exact=True).first.check()
    for letter in "DCB"[: 4 - len(texts)]:
        page.get_by_role("button", name=f"Remove choice {letter}").click()
        expect(page.get_by_label(f"Text of choice {letter}")).to_have_count(0)  # The page that follows has come.


def select(page: Page, words: str) -> None:
    """Drag the mouse over these words of the article, from their first letter to their last."""
    ends = page.evaluate(
        """(words) => {
            const walker = document.createTreeWalker(document.querySelector("#article .text"), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0) continue;
                walker.currentNode.parentElement.scrollIntoView({ block: "center" });
                const box = (place) => {
                    const range = document.createRange();
                    range.setStart(walker.currentNode, place);
                    range.setEnd(walker.currentNode, place + 1);
                    return range.getBoundingClientRect();
                };
                const [first, last] = [box(at), box(at + words.length - 1)];
                return [first.left, first.top + first.height / 2, last.right, last.top + last.height / 2];
            }
        }""",
        words,
    )
    page.mouse.move(ends[0], ends[1])
    page.mouse.down()
    page.mouse.move(ends[2], ends[3], steps=8)
    page.mouse.up()


def test_a_bank_is_written_with_the_mouse_and_published(browser: Browser, fresh: RunningServer) -> None:
    with teacher(browser, fresh, viewport={"width": 1280, "height": 900}) as page:
        begin(page)
        page.get_by_role("button", name="One right answer").click()
        write(page, "How did the guest come?", "By train", "By ship")
        use = page.get_by_role("button", name="Use as evidence")
        expect(use).to_be_disabled()
        select(page, "in an armoured train")
        use.click()
        expect(page.get_by_text("Put into the evidence.")).to_be_visible()
        select(page, "Two launches had failed")
        use.click()
        quotations = page.locator("#evidence textarea")
        assert [field.input_value() for field in quotations.all()] == [
            "in an armoured train",
            "Two launches had failed",
        ]

        page.get_by_role("button", name="Save, new question").click()
        page.get_by_label("several right answers").check()
        write(page, "Which are named?", "A train", "A ship", "A spaceport")
        page.get_by_label("right", exact=True).nth(2).check()
        page.get_by_label("Quotation 1").fill("took place at the spaceport")
        page.get_by_role("button", name="Save", exact=True).last.click()
        page.get_by_role("link", name="Back to the draft").click()
        page.get_by_role("button", name="Move question 2 up").click()
        assert page.locator(".list .what a").all_text_contents() == ["Which are named?", "How did the guest come?"]
        page.get_by_role("button", name="Publish").click()

        expect(page.get_by_role("status")).to_contain_text("The bank is published")
        expect(page.locator("#question-1 .choice.right")).to_have_count(2)
        expect(page.locator("article mark")).to_have_count(4)


def test_a_selected_passage_is_put_beside_the_wrong_choice_that_it_tempts_to(
    browser: Browser, fresh: RunningServer
) -> None:
    with teacher(browser, fresh, viewport={"width": 1280, "height": 900}) as page:
        begin(page)
        page.get_by_role("button", name="One right answer").click()
        write(page, "How did the guest come?", "By train", "By ship", "By rocket")
        rocket, train = (page.get_by_role("button", name=f"choice {letter}", exact=True) for letter in "CA")
        expect(train).to_be_hidden()  # A right choice has nothing that tempts to it.
        expect(rocket).to_be_disabled()
        select(page, "Two launches had failed")
        rocket.click()
        field = page.get_by_label("Passage that tempts to choice C")
        expect(field).to_be_visible()
        expect(field).to_have_value("Two launches had failed")
        expect(page.get_by_text("Put beside choice C.")).to_be_visible()

        page.get_by_label("right", exact=True).nth(2).check()
        expect(field).to_be_visible()  # Nothing typed goes; only an empty field does.
        page.get_by_label("right", exact=True).first.uncheck()
        expect(train).to_be_visible()
        page.get_by_role("button", name="Save", exact=True).last.click()

        expect(page.locator("#told-tempted-by-2")).to_contain_text("This choice is right")


def test_on_a_phone_the_buttons_for_a_selection_leave_the_article_in_view(
    browser: Browser, fresh: RunningServer
) -> None:
    with teacher(browser, fresh, viewport={"width": 390, "height": 844}) as page:
        begin(page)
        page.get_by_role("button", name="One right answer").click()
        select(page, "Two launches had failed")

        box = page.locator("[data-use]").bounding_box()

        assert box is not None
        assert box["height"] < 844 / 3
        assert box["y"] + box["height"] == pytest.approx(844, abs=1)


def test_a_selection_over_two_paragraphs_becomes_two_quotations(browser: Browser, fresh: RunningServer) -> None:
    with teacher(browser, fresh, viewport={"width": 1280, "height": 900}) as page:
        begin(page)
        page.get_by_role("button", name="One right answer").click()

        page.evaluate(
            """() => {
                const [first, second] = document.querySelectorAll("#article .text p");
                getSelection().setBaseAndExtent(first.lastChild, 6, second.firstChild, 12);
            }"""
        )
        page.get_by_role("button", name="Use as evidence").click()

        quotations = page.locator("#evidence textarea").all()
        assert [field.input_value() for field in quotations] == ["to the east.", "Two launches"]


def test_a_bank_is_written_without_scripts(browser: Browser, fresh: RunningServer) -> None:
    with teacher(browser, fresh, java_script_enabled=False, viewport={"width": 390, "height": 844}) as page:
        begin(page)
        page.get_by_role("button", name="True or false").click()
        page.get_by_label("Stem").fill("Two launches had failed.")
        page.get_by_label("right", exact=True).first.check()
        page.get_by_label("Quotation 1").fill("Two launches had failing")
        page.get_by_role("button", name="Save", exact=True).last.click()
        expect(page.get_by_role("link", name="Quotation 1")).to_be_visible()
        page.get_by_label("Quotation 1").fill("Two launches had failed")
        page.get_by_role("button", name="Save, new question").click()
        write(page, "Where?", "Spaceport", "Harbour", "Palace")
        page.get_by_role("button", name="Move choice B up").click()
        page.get_by_role("button", name="Save", exact=True).last.click()
        page.get_by_role("link", name="Back to the draft").click()

        page.get_by_role("button", name="Publish").click()

        expect(page.get_by_role("status")).to_contain_text("The bank is published")
        choices = page.locator("#question-2 .choice .said").all_text_contents()
        assert [text.strip() for text in choices] == ["Harbour", "Spaceport", "Palace"]


def test_leaving_with_something_typed_is_asked_about_and_saving_is_not(browser: Browser, fresh: RunningServer) -> None:
    asked = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    with teacher(browser, fresh) as page:
        page.on("dialog", accept)
        begin(page)
        page.get_by_role("button", name="One right answer").click()
        page.get_by_label("Stem").fill("Typed?")
        page.get_by_role("button", name="Save", exact=True).last.click()
        assert asked == []

        page.get_by_label("Stem").fill("Typed and not saved?")
        page.get_by_role("link", name="Back to the draft").click()
        assert asked == ["beforeunload"]


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.thorough)])
@pytest.mark.parametrize("width", [320, pytest.param(1280, marks=pytest.mark.thorough)])
def test_every_page_of_a_draft_is_accessible_and_fits(
    browser: Browser, fresh: RunningServer, width: int, scheme: str
) -> None:
    faults: list[str] = []
    with teacher(browser, fresh, viewport={"width": width, "height": 800}, color_scheme=scheme) as page:

        def look(name: str, page: Page = page) -> None:
            found = Axe().run(page).response["violations"]
            faults.extend(f"{name}: {one['id']} {one['nodes'][0]['html']}" for one in found)
            faults.extend([f"{name}: too wide"] if overflow(page) > 0 else [])
            faults.extend(f"{name}: cut off: {cut}" for cut in clipped(page))

        page.get_by_role("link", name="Begin a bank here").click()
        look("drafts")
        page.go_back()
        begin(page)
        look("draft")
        page.get_by_role("button", name="One right answer").click()
        look("question")
        address = page.url
        page.get_by_label("Stem").fill("Where?")
        page.get_by_label("Quotation 1").fill("Two launches had failing")
        page.get_by_role("button", name="Save", exact=True).last.click()
        look("question with faults")
        old = page.context.new_page()
        old.goto(address)
        page.get_by_label("Stem").fill("Where exactly?")
        page.get_by_role("button", name="Save", exact=True).last.click()
        old.get_by_label("Stem").fill("Where on earth?")
        old.get_by_role("button", name="Save", exact=True).last.click()
        look("question outdated", old)
        for path in ("/remove", "/../../article", "/../../about", "/../../drop", "/../.."):
            page.goto(address + path)
            look(path)
    assert faults == []
