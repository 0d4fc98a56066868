"""What a teacher pastes from a word processor comes with its looks, and what was made of it is asked for."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.owners import owner
from tests.servers import running

DRESSED = (
    "<ol><li>Which river crosses Cairo?<ol type=a><li><b>The Nile</b></li><li>The Congo</li></ol></li>"
    "<li>And Paris?<ol type=a><li>The Rhine</li><li><b>The Seine</b></li></ol></li></ol>"
)
WORDS = "1. Which river crosses Cairo?\na. The Nile\nb. The Congo\n2. And Paris?\na. The Rhine\nb. The Seine"


@pytest.fixture(scope="module")
def loading(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A window of a teacher's."""
    with running(tmp_path_factory.mktemp("pasting") / "data") as server:
        state = owner(browser, server)
        with browser.new_context(locale="en", storage_state=state, base_url=server.address) as context:
            context.grant_permissions(["clipboard-read", "clipboard-write"])
            yield context.new_page()


@pytest.fixture
def page(loading: Page) -> Page:
    """Where text is pasted."""
    loading.goto("/teacher/load")
    loading.get_by_text("Paste text instead").click()
    return loading


def paste(page: Page, html: str, words: str) -> None:
    """As people do it, with both on the clipboard."""
    page.evaluate(
        """([html, words]) => navigator.clipboard.write([new ClipboardItem({
          "text/html": new Blob([html], { type: "text/html" }),
          "text/plain": new Blob([words], { type: "text/plain" }),
        })])""",
        [html, words],
    )
    page.locator("#text").press("ControlOrMeta+v")


def test_bold_choices_pasted_from_word_are_offered_as_the_key(page: Page) -> None:
    paste(page, DRESSED, WORDS)
    expect(page.get_by_text("Bold, colours and lists come along")).to_be_visible()
    page.get_by_role("button", name="Look at it").click()

    expect(page.get_by_text("The choice in bold was taken for the right one.")).to_be_visible()
    expect(page.locator(".card .choice.right")).to_have_text(["A The Nile right", "B The Seine right"])

    page.get_by_role("button", name="It says nothing of what is right").click()
    expect(page.get_by_role("heading", name="Which is right?")).to_be_visible()


def test_once_the_text_is_changed_its_words_alone_are_read(page: Page) -> None:
    paste(page, DRESSED, WORDS)
    page.locator("#text").press("End")
    page.locator("#text").press_sequentially("\nAnswer: A")

    expect(page.get_by_text("Bold, colours and lists come along")).to_be_hidden()
    assert page.locator("#rich").input_value() == ""


def test_a_file_of_a_program_is_pasted_as_its_words(page: Page) -> None:
    paste(page, "<pre><b>::One::</b> Which?{=a ~b}</pre>", "::One:: Which?{=a ~b}")

    assert page.locator("#rich").input_value() == ""
