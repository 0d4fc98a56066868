"""What a teacher holds is put right where it is seen, with no other program: columns, a faulty line, a key in bold."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect

from tests.browser.owners import owner
from tests.browser.readers import follow
from tests.formats.word import documents as word
from tests.servers import running

RIVERS = b"1;Which river crosses Cairo?;Nile;Congo\n2;Which crosses Paris?;Seine;Rhine\n"
FAULTY = "".join(f"::q{number}::What is {number}?{{=right~wrong}}\n\n" for number in range(1, 20)) + "Which?{=a~b\n"
BOLD = word.packed(
    word.text(
        word.p("1. Which river crosses Cairo?")
        + word.p("a) ", word.r("The Nile", "<w:b/>"))
        + word.p("b) The Congo")
        + word.p("2. And Paris?")
        + word.p("a) The Rhine")
        + word.p("b) ", word.r("The Seine", "<w:b/>"))
    )
)


@pytest.fixture(scope="module")
def teacher(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    with running(tmp_path_factory.mktemp("mending") / "data") as server:
        state = owner(browser, server)
        with browser.new_context(locale="en", storage_state=state, base_url=server.address) as context:
            yield context


def loaded(teacher: BrowserContext, name: str, data: bytes) -> Page:
    page = teacher.new_page()
    page.goto("/teacher/load")
    file: FilePayload = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    page.set_input_files("#file", files=file)
    follow(page, "form.load .button")
    return page


def test_a_table_without_headings_is_read_as_its_teacher_says(teacher: BrowserContext) -> None:
    page = loaded(teacher, "rivers.csv", RIVERS)

    expect(page.get_by_label("Column A")).to_have_value("-")
    expect(page.get_by_label("Column B")).to_have_value("question")
    page.get_by_label("Column C").select_option("right choice")
    page.get_by_role("button", name="Read it so").click()

    expect(page.get_by_role("heading", name="The file is sound")).to_be_visible()
    expect(page.locator(".card .choice.right")).to_contain_text(["Nile", "Seine"])
    page.close()


def test_a_faulty_line_is_mended_and_outlives_a_closed_tab(teacher: BrowserContext) -> None:
    page = loaded(teacher, "faulty.gift", FAULTY.encode())
    address = page.url
    field = page.get_by_label("Lines 36 to 40")
    field.fill(field.input_value().replace("Which?{=a~b", "Which?{=a~b}"))
    page.close()

    again = teacher.new_page()
    again.goto(address)
    expect(again.get_by_text("What you had typed here and not sent is back.")).to_be_visible()
    again.get_by_role("button", name="Examine again").click()
    expect(again.get_by_role("heading", name="The file is sound")).to_be_visible()
    expect(again.locator(".facts").first).to_contain_text("20 questions read")

    again.go_back()
    again.reload()
    expect(again.get_by_role("heading", name="The file is sound")).to_be_visible()
    again.close()


def test_text_that_was_not_sent_is_gone_once_its_teacher_logs_out_or_another_comes(teacher: BrowserContext) -> None:
    page = loaded(teacher, "faulty.gift", FAULTY.encode())
    kept = "() => Object.values(localStorage).filter(one => one.includes('secret'))"
    page.evaluate("localStorage.setItem('kept 4711 x 1 1', `${Date.now()} secret of another`)")
    page.reload()
    assert page.evaluate(kept) == []

    field = page.get_by_label("Lines 36 to 40")
    field.fill("Which?{=secret~b}")
    assert len(page.evaluate(kept)) == 1
    page.reload()
    expect(field).to_have_value("Which?{=secret~b}")
    # The others of this file stay logged in.
    page.route("**/logout", lambda route: route.fulfill(body="out"))
    page.get_by_role("button", name="Log out").click()
    assert page.evaluate(kept) == []
    page.close()


def test_bold_choices_of_a_word_document_are_confirmed(teacher: BrowserContext) -> None:
    page = loaded(teacher, "rivers.docx", BOLD)

    expect(page.get_by_text("The choice in bold was taken for the right one.")).to_be_visible()
    expect(page.locator(".card .choice.right")).to_contain_text(["The Nile", "The Seine"])
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("status")).to_contain_text("The bank is published")
    page.close()


def test_questions_of_a_faulty_file_go_on_as_a_draft(teacher: BrowserContext) -> None:
    page = loaded(teacher, "more.csv", b"Question,A,B,Answer\nWhich city?,Moscow,Vostochny,\nWho came?,Kim,Putin,A\n")

    page.get_by_role("button", name="Take its questions as a draft").click()

    expect(page.get_by_role("link", name="Which city?")).to_be_visible()
    expect(page.get_by_role("link", name="Who came?")).to_be_visible()
    page.close()
