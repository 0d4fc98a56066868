"""A bank is written in the browser: kept as typed, checked at every save, never lost to another tab, published."""

import re
import time
from collections.abc import Callable
from fractions import Fraction
from html import unescape
from typing import Any

import pytest
import yaml
from werkzeug.test import TestResponse

from quizapp.domain.banks import Question
from quizapp.formats import native
from quizapp.store.session import Database
from quizapp.web.doors import MOST_FIELDS
from quizapp.web.teacher.drafts.forms import CHOICES_A_PAGE, MOST_QUOTATIONS
from tests.makers import article, bank, multiple, single
from tests.store.contents import contents
from tests.visitors import Visitor, masked, token
from tests.web.school import School, upload, with_teachers
from tests.web.test_inert import PAYLOADS, structure

UNKNOWN = "/teacher/draft/AAAAAAAAAAAAAAAAAAAAAA"
_FIELDS = re.compile(
    r'<input type="(?:radio|checkbox)" name="([^"]+)" value="([^"]*)" checked>'
    r'|<input [^>]*?name="([^"]+)" type="text" [^>]*?value="([^"]*)"'
    r'|<textarea id="[^"]+" name="([^"]+)"[^>]*>\n(.*?)</textarea>'
    r'|<input type="hidden" name="(revision|id)" value="([^"]*)">',
    re.DOTALL,
)


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_teachers(database, visitor)


def fields(page: TestResponse) -> dict[str, Any]:
    """What the form of a page would send, untouched."""
    found: dict[str, Any] = {}
    for groups in _FIELDS.findall(page.text.partition("<main")[2]):
        name, value = next((groups[at], groups[at + 1]) for at in range(0, 8, 2) if groups[at])
        if name == "evidence":
            found.setdefault(name, []).append(unescape(value))
        else:
            found[name] = unescape(value)
    return found


def begun(browser: Visitor, title: str = "The summit") -> str:
    reply = browser.send("/teacher/drafts", {"title": title, "language": "en"})
    assert reply.status_code == 303, reply.text
    return reply.location.removesuffix("/article")


def from_bank(browser: Visitor, *questions: Question, **changes: Any) -> str:
    """Load and publish a bank, and begin a draft of it; the draft's path."""
    published = browser.send(f"{upload(browser, native.write(bank(*questions, **changes)))}/publish")
    reply = browser.send(published.location.partition("?")[0] + "/draft")
    assert reply.status_code == 303, reply.text
    return reply.location


def save(
    browser: Visitor, path: str, page: TestResponse | None = None, act: str = "save", **changed: Any
) -> TestResponse:
    """Change these fields of a question's page that was open, and press a button."""
    sent = {name.replace("_", "-"): value for name, value in changed.items()}
    return browser.send(path, {**fields(page or browser.get(path)), "act": act, **sent})


def download(browser: Visitor, draft: str) -> str:
    return browser.get(f"{draft}/file").text


# --- a whole bank ---


def test_a_bank_is_begun_written_and_published_without_a_file(school: School) -> None:
    anna = school.anna
    draft = begun(anna)
    anna.send(f"{draft}/article", {"revision": "1", "article": "It was *at the spaceport*.\r\n\r\nTwo had failed."})
    question = anna.send(f"{draft}/questions", {"revision": "2", "kind": "single"}).location

    save(
        anna, question, stem="Where?", text_0="Spaceport", right_0="y", text_1="Harbour", evidence=["at the spaceport"]
    )
    save(anna, question, act="remove-3")
    save(anna, question, act="remove-2")
    other = save(anna, question, act="new").location
    save(anna, other, kind="multiple", stem="Which?", text_0="a", right_0="y", text_1="b", text_2="c", right_2="y",
        text_3="d", evidence=["Two had failed."])  # fmt: skip
    page = anna.get(draft)
    published = anna.send(f"{draft}/publish", fields(page))

    assert ">Publish</button>" in page.text
    assert published.status_code == 303
    assert "published=new" in published.location
    shown = anna.get(published.location).text
    assert "The bank is published" in shown
    assert all(text in shown for text in ("Where?", "Spaceport", "Which?"))
    assert anna.get(draft).status_code == 404


def test_saving_every_page_of_a_rich_bank_untouched_changes_nothing(school: School) -> None:
    anna = school.anna
    draft = from_bank(anna)
    before, stored = download(anna, draft), contents(school.database)["draft"]

    for path in ("/about", "/article"):
        anna.send(draft + path, fields(anna.get(draft + path)))
    for key in (1, 2, 3):
        assert save(anna, f"{draft}/question/{key}").status_code == 303

    assert download(anna, draft) == before
    assert contents(school.database)["draft"] == stored


def test_a_change_to_one_field_changes_nothing_else(school: School) -> None:
    anna = school.anna
    draft = from_bank(anna, multiple(shuffle=False, tags=("a", "b"), maximum=Fraction(1, 3)), article=None)
    before = download(anna, draft)

    save(anna, f"{draft}/question/1", stem="Otherwise?")

    assert download(anna, draft) == before.replace("Which are named?", "Otherwise?")


OTHER_FIELDS = {
    "name": ("Port | east", "name"),
    "category": ("History / The summit", "category"),
    "feedback_right": ("Well read.\n\nYes.", "feedback-right"),
    "feedback_partly": ("  Nearly.", "feedback-partly"),
    "feedback_wrong": ("[html]<b>No</b>", "feedback-wrong"),
}


@pytest.mark.parametrize("name", OTHER_FIELDS)
def test_what_a_bank_has_from_elsewhere_can_be_changed_and_taken_away(school: School, name: str) -> None:
    anna = school.anna
    draft = from_bank(anna, multiple(), article=None)
    typed, field = OTHER_FIELDS[name]
    before = download(anna, draft)
    question = f"{draft}/question/1"

    save(anna, question, **dict[str, Any]({name: typed}))

    written = yaml.safe_load(download(anna, draft))["questions"][0]
    assert written[field] == typed
    assert written == {**yaml.safe_load(before)["questions"][0], field: typed}
    save(anna, question, **dict[str, Any]({name: ""}))
    assert download(anna, draft) == before


def test_what_html_in_a_text_means_is_said_where_there_is_some(school: School) -> None:
    anna = school.anna
    question = f"{from_bank(anna, multiple(), article=None)}/question/1"
    assert "[html]" not in anna.get(question).text

    save(anna, question, feedback_1="[html]<b>No</b>")

    assert "A text that begins with [html] is formatted" in anna.get(question).text


def test_a_name_that_is_too_long_is_said_beside_its_field(school: School) -> None:
    anna = school.anna
    question = f"{from_bank(anna, multiple(), article=None)}/question/1"

    save(anna, question, name="x" * 301)

    page = anna.get(question).text
    told = re.search(r'<ul class="told" id="told-name">(.*?)</ul>', page, re.DOTALL)
    assert told
    assert re.search(r'<input id="name"[^>]*aria-invalid="true"[^>]*aria-describedby="told-name ', page)
    assert '<details class="part" open><summary>Name and category' in page


def test_more_choices_than_a_page_holds_are_on_several_and_none_is_lost(school: School) -> None:
    anna = school.anna
    draft = begun(anna)
    question = anna.send(f"{draft}/questions", {"revision": "1", "kind": "single"}).location
    for _ in range(16):
        added = save(anna, question, act="add")
    last = added.location.partition("#")[0]

    save(anna, last, anna.get(last), text_19="the last", right_19="y")
    save(anna, question, text_0="the first")

    assert last.endswith("first=16")
    assert download(anna, draft).count("- text:") == 20
    assert "the last" in download(anna, draft)
    assert "the first" in download(anna, draft)


def test_a_full_page_stays_under_the_fields_a_form_may_have(school: School) -> None:
    anna = school.anna
    draft = from_bank(anna)
    question = f"{draft}/question/2"
    for _ in range(4):
        save(anna, question, act="add")
    save(anna, question, by_worth="y")
    everything: dict[str, Any] = {f"fixed-{at}": "y" for at in range(8)}

    full = save(anna, question, evidence=["in an armoured train"] * 20, tags="a\nb", **everything)

    assert full.status_code == 303
    assert download(anna, draft).count("fixed: 'yes'") == 8


def test_what_is_typed_is_kept_character_for_character(school: School) -> None:
    anna = school.anna
    draft = begun(anna)
    question = anna.send(f"{draft}/questions", {"revision": "1", "kind": "single"}).location
    odd = "\n  « Où ? » \u2028 e\u0301 \t’\r\n\r\n 한국 \U0001f600 </textarea>  "

    save(anna, question, stem=odd, text_0=odd, feedback_0=odd, feedback=odd, evidence=[odd])

    shown = fields(anna.get(question))
    typed = odd.replace("\r\n", "\n")
    assert {shown[name] for name in ("stem", "text-0", "feedback-0", "feedback")} == {typed}
    assert shown["evidence"][0] == typed


# --- what tempts ---


def test_what_tempts_to_a_wrong_choice_is_written_beside_it_and_taken_away(school: School) -> None:
    anna = school.anna
    draft = from_bank(anna)
    question = f"{draft}/question/1"

    save(anna, question, tempted_by_1="Two launches  had failed\r\nbefore")
    first, given = fields(anna.get(question)), download(anna, draft)
    report = native.read(given.encode(), "f.yaml")
    save(anna, question, tempted_by_1=" \n")

    assert first["tempted-by-1"] == "Two launches  had failed\nbefore"
    assert report.bank is not None
    assert report.bank.questions[0].choices[1].tempted_by is not None
    assert "tempted-by" not in download(anna, draft)


def test_a_choice_that_becomes_right_keeps_what_tempts_to_it_and_is_told_so(school: School) -> None:
    anna = school.anna
    question = f"{from_bank(anna)}/question/1"
    save(anna, question, tempted_by_1="in silence")
    sent = fields(anna.get(question))
    del sent["right-0"]

    saved = anna.send(question, {**sent, "right-1": "y", "act": "save"})
    page = anna.get(saved.location).text

    assert fields(anna.get(question))["tempted-by-1"] == "in silence"
    assert "This choice is right, but says which passage tempts readers to it." in page
    assert "Empty this field, or untick “right”." in page
    assert re.search(r'<textarea id="tempted-by-1"[^>]* aria-invalid="true"', page)


def test_an_article_that_is_changed_is_looked_through_again_for_what_tempts(school: School) -> None:
    anna = school.anna
    draft = from_bank(anna)
    save(anna, f"{draft}/question/1", tempted_by_1="left in silence")
    page = fields(anna.get(f"{draft}/article"))

    anna.send(f"{draft}/article", {**page, "article": page["article"].replace("left in silence", "left in a hurry")})
    gone = anna.get(f"{draft}/question/1").text
    again = fields(anna.get(f"{draft}/article"))
    anna.send(f"{draft}/article", {**again, "article": f"New.\n\n{page['article']}"})

    assert "The article does not contain “left in silence”." in gone
    assert 'href="#tempted-by-1"' in gone
    assert "does not contain" not in anna.get(f"{draft}/question/1").text


def test_without_an_article_there_is_no_field_for_what_tempts_unless_something_stands_in_it(school: School) -> None:
    anna = school.anna
    draft = from_bank(anna)
    save(anna, f"{draft}/question/1", tempted_by_2="left in silence")
    page = fields(anna.get(f"{draft}/article"))

    anna.send(f"{draft}/article", {**page, "article": ""})
    shown = anna.get(f"{draft}/question/1")
    save(anna, f"{draft}/question/1", shown, stem="Otherwise?")

    assert [name for name in fields(shown) if name.startswith("tempted")] == ["tempted-by-2"]
    assert "This choice quotes an article, but the bank has none." in shown.text
    assert fields(anna.get(f"{draft}/question/1"))["tempted-by-2"] == "left in silence"


# --- choices and questions ---


@pytest.mark.parametrize(
    ("act", "then"),
    [
        ("up-1", ["Harbour", "Spaceport", "Palace"]),
        ("down-1", ["Spaceport", "Palace", "Harbour"]),
        ("remove-0", ["Harbour", "Palace"]),
        ("up-0", ["Spaceport", "Harbour", "Palace"]),
        ("add", ["Spaceport", "Harbour", "Palace", ""]),
    ],
)
def test_a_button_of_a_choice_saves_everything_and_does_its_work(school: School, act: str, then: list[str]) -> None:
    anna = school.anna
    draft = from_bank(anna)

    save(anna, f"{draft}/question/1", act=act, stem="Typed meanwhile?")

    shown = fields(anna.get(f"{draft}/question/1"))
    assert [shown[f"text-{at}"] for at in range(len(then))] == then
    assert f"text-{len(then)}" not in shown
    assert shown["stem"] == "Typed meanwhile?"


def test_questions_are_moved_and_removed(school: School) -> None:
    anna = school.anna
    draft = from_bank(anna)

    anna.send(f"{draft}/order", {**fields(anna.get(draft)), "move": "3-1"})
    removed = anna.send(f"{draft}/question/1/remove", fields(anna.get(f"{draft}/question/1/remove")))

    assert removed.status_code == 303
    assert re.findall(r"^- id: (\S+)", download(anna, draft), re.MULTILINE) == ["two", "which"]
    assert anna.get(f"{draft}/question/1").status_code == 404


def test_a_double_click_adds_one_question(school: School) -> None:
    anna = school.anna
    draft = from_bank(anna)
    overview, last = anna.get(draft), f"{draft}/question/3"
    adding = {**fields(overview), "kind": "single"}

    assert [anna.send(f"{draft}/questions", adding).status_code for _ in range(2)] == [303, 409]
    page = anna.get(f"{draft}/question/4")
    assert [save(anna, f"{draft}/question/4", page, "new").location for _ in range(2)] == [f"{draft}/question/5"] * 2
    assert save(anna, last, act="next").location == f"{draft}/question/4"
    assert download(anna, draft).count("- id:") == 5


def test_a_question_of_true_and_false_begins_with_both_in_the_language_of_the_bank(school: School) -> None:
    draft = begun(school.anna)
    school.anna.send(f"{draft}/about", {**fields(school.anna.get(f"{draft}/about")), "language": "fr-CA"})

    page = school.anna.get(draft)
    question = school.anna.send(f"{draft}/questions", {**fields(page), "kind": "true/false"}).location

    shown = fields(school.anna.get(question))
    assert (shown["text-0"], shown["text-1"], "text-2" in shown) == ("Vrai", "Faux", False)


def test_what_choices_are_worth_can_be_said_and_taken_back(school: School) -> None:
    anna = school.anna
    draft = from_bank(anna)
    question = f"{draft}/question/2"
    before = download(anna, draft)

    save(anna, question, by_worth="y")
    shown = fields(anna.get(question))
    assert [shown[f"worth-{at}"] for at in range(4)] == ["0.5", "-0.5", "0.5", "-0.5"]
    page = fields(anna.get(question))
    del page["by-worth"]
    anna.send(question, {**page, "act": "save"})

    assert download(anna, draft) == before


# --- what is wrong ---


def test_faults_stand_beside_their_fields_and_are_tied_to_them(school: School) -> None:
    anna = school.anna
    draft = from_bank(anna)

    saved = save(anna, f"{draft}/question/1", stem="", evidence=["at the harbour, far to the east"])
    page = anna.get(saved.location).text

    assert re.search(r'<textarea id="stem"[^>]* aria-invalid="true" aria-describedby="told-stem"', page)
    assert re.search(r'id="told-stem"><li class="fault"><strong>This field is empty', page)
    assert re.search(r'<textarea id="evidence-0"[^>]* aria-invalid="true" aria-describedby="told-evidence-0"', page)
    assert "The nearest passage is “at the spaceport, far to the east.”" in page
    assert "2 faults" in page
    overview = anna.get(draft).text
    assert "2 faults" in overview
    assert ">Publish</button>" not in overview


def test_a_faulty_draft_is_not_published_whatever_is_sent(school: School) -> None:
    draft = begun(school.anna)

    refused = school.anna.send(f"{draft}/publish", {"revision": "1"})

    assert refused.status_code == 409
    assert "it was not published" in refused.text
    assert contents(school.database)["version"] == []


def test_a_draft_can_be_taken_home_sound_or_not(school: School) -> None:
    draft = begun(school.anna, "Un « titre »")

    reply = school.anna.get(f"{draft}/file")

    assert reply.headers["Content-Disposition"] == 'attachment; filename="un-titre.yaml"'
    assert "Un « titre »" in reply.text
    assert [problem.code for problem in native.read(reply.data, "f.yaml").problems] == ["no-questions"]


@pytest.mark.parametrize(
    ("title", "language", "said"), [("", "en", "Write a title"), ("T", " ", "Say in which language")]
)
def test_a_draft_needs_a_title_and_a_language_to_begin(school: School, title: str, language: str, said: str) -> None:
    reply = school.anna.send("/teacher/drafts", {"title": title, "language": language})

    assert reply.status_code == 400
    assert said in reply.text
    assert contents(school.database)["draft"] == []


# --- two tabs ---


def test_a_save_over_another_tabs_is_refused_shows_both_and_loses_neither(school: School) -> None:
    anna = school.anna
    question = f"{from_bank(anna)}/question/1"
    page = anna.get(question)
    save(anna, question, page, stem="Of the first tab?", tempted_by_1="Two launches had failed")

    refused = save(anna, question, page, stem="Of the second tab?", text_0="Typed", evidence=["left in silence"])

    assert refused.status_code == 409
    assert "Of the first tab?" in refused.text
    assert "◆ </span>Two launches had failed</span>" in refused.text
    sent = fields(refused)
    assert (sent["stem"], sent["text-0"], sent["evidence"]) == ("Of the second tab?", "Typed", ["left in silence", ""])
    assert fields(anna.get(question))["stem"] == "Of the first tab?"
    assert save(anna, question, refused).status_code == 303
    assert fields(anna.get(question))["stem"] == "Of the second tab?"


@pytest.mark.parametrize(("path", "name"), [("/about", "title"), ("/article", "article")])
def test_so_is_one_of_the_other_parts(school: School, path: str, name: str) -> None:
    anna = school.anna
    draft = from_bank(anna)
    page = fields(anna.get(draft + path))
    anna.send(draft + path, {**page, name: "Of the first tab"})

    refused = anna.send(draft + path, {**page, name: "Of the second tab"})

    assert refused.status_code == 409
    assert "Of the first tab" in refused.text
    assert fields(refused)[name] == "Of the second tab"
    assert anna.send(draft + path, fields(refused)).status_code == 303
    assert fields(anna.get(draft + path))[name] == "Of the second tab"


def test_a_save_to_a_removed_question_keeps_what_was_sent_and_can_put_it_back(school: School) -> None:
    anna = school.anna
    draft = from_bank(anna)
    question = f"{draft}/question/1"
    page = anna.get(question)
    anna.send(f"{question}/remove", fields(page))

    refused = save(anna, question, page, stem="Mine?", id="where")

    assert refused.status_code == 409
    assert "The question was removed" in refused.text
    assert save(anna, question, refused).status_code == 303
    assert re.findall(r"^- id: (\S+)", download(anna, draft), re.MULTILINE) == ["which", "two", "where"]


def test_tabs_on_different_questions_do_not_hinder_each_other(school: School) -> None:
    anna = school.anna
    draft = from_bank(anna)
    pages = {key: anna.get(f"{draft}/question/{key}") for key in (1, 2, 3)}

    statuses = [save(anna, f"{draft}/question/{key}", page, stem=f"{key}?").status_code for key, page in pages.items()]

    assert statuses == [303, 303, 303]


def test_a_list_that_changed_is_shown_instead_of_reordered(school: School) -> None:
    anna = school.anna
    draft = from_bank(anna)
    old = fields(anna.get(draft))
    anna.send(f"{draft}/order", {**old, "move": "1-2"})

    assert anna.send(f"{draft}/order", {**old, "move": "3-2"}).status_code == 409
    assert anna.send(f"{draft}/publish", old).status_code == 409


# --- keeping apart ---


def doors(draft: str) -> list[tuple[str, str]]:
    gets = ("", "/file", "/drop", "/about", "/article", "/question/1", "/question/1/remove")
    posts = ("/publish", "/drop", "/about", "/article", "/questions", "/order", "/question/1", "/question/1/remove")
    return [*(("GET", draft + path) for path in gets), *(("POST", draft + path) for path in posts)]


def test_another_teachers_draft_answers_like_one_that_does_not_exist(school: School) -> None:
    draft = from_bank(school.anna)
    sent = {
        **fields(school.anna.get(f"{draft}/question/1")),
        "act": "save",
        "move": "1-2",
        "title": "x",
        "article": "x",
    }
    before = contents(school.database)["draft"]

    def knock(method: str, path: str) -> tuple[int, str]:
        reply = school.ben.get(path) if method == "GET" else school.ben.send(path, sent)
        return reply.status_code, masked(reply.text).replace(draft, UNKNOWN)

    for (method, path), (_, unknown) in zip(doors(draft), doors(UNKNOWN), strict=True):
        assert (path, knock(method, path)) == (path, (404, knock(method, unknown)[1]))
    assert contents(school.database)["draft"] == before
    assert draft not in school.ben.get("/teacher/drafts").text
    assert draft in school.anna.get("/teacher/drafts").text


def test_a_bank_that_one_does_not_see_cannot_be_drafted(school: School) -> None:
    published = school.anna.send(f"{upload(school.anna, native.write(bank()))}/publish").location.partition("?")[0]

    assert school.ben.send(f"{published}/draft").status_code == 404
    assert contents(school.database)["draft"] == []


# --- hostile input ---


def test_hostile_texts_change_no_page_of_a_draft(school: School) -> None:
    def pages(payload: str) -> list[list[tuple[str, tuple[str, ...]]]]:
        text = article(f"At the spaceport {payload} it was.")
        browser = school.anna
        draft = begun(browser, f"T {payload}")
        question = browser.send(f"{draft}/questions", {"revision": "1", "kind": "single"}).location
        browser.send(f"{draft}/article", {"revision": "2", "article": text.markdown})
        about = {f"source-{name}": f"x {payload}" for name in ("title", "publisher", "date", "link")}
        browser.send(f"{draft}/about", {**fields(browser.get(f"{draft}/about")), **about, "summary": f"x {payload}"})
        mine: dict[str, Any] = dict.fromkeys(
            ("stem", "text_0", "text_1", "feedback_0", "tempted_by_1", "feedback", "tags"), f"x {payload}"
        )
        old = browser.get(question)
        save(browser, question, **mine, evidence=[f"x {payload}"], maximum="many")
        refused = save(browser, question, old, stem="Otherwise?", evidence=["x"])
        assert refused.status_code == 409
        shown = [browser.get(draft + path) for path in ("", "/about", "/article", "/drop", "/question/1/remove")]
        return [structure(page.text) for page in (*shown, browser.get(question), refused)]

    calm = pages("calm words")

    for start in range(0, len(PAYLOADS), 4):
        assert pages(" ".join(PAYLOADS[start : start + 4])) == calm


@pytest.mark.parametrize("name", ["stem", "text_0", "feedback", "tags", "maximum", "evidence", "tempted_by_1"])
def test_a_null_character_is_refused(school: School, name: str) -> None:
    draft = from_bank(school.anna)
    before = contents(school.database)

    assert save(school.anna, f"{draft}/question/1", **dict[str, Any]({name: "a\0b"})).status_code == 400
    assert contents(school.database) == before


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "essay"},
        {"rule": "some"},
        {"act": "explode"},
        {"act": "up-x"},
    ],
)
def test_what_no_page_sends_is_refused(school: School, changed: dict[str, str]) -> None:
    draft = from_bank(school.anna)
    before = contents(school.database)

    sent = {**fields(school.anna.get(f"{draft}/question/1")), "act": "save", **changed}

    assert school.anna.send(f"{draft}/question/1", sent).status_code == 400
    assert school.anna.send(f"{draft}/question/1", {"act": "save"}).status_code == 400
    assert school.anna.send(f"{draft}/order", {"move": "1"}).status_code == 400
    assert contents(school.database) == before


def test_an_article_of_two_mebibytes_is_taken_and_travels_in_parts(school: School) -> None:
    anna = school.anna
    draft = begun(anna)
    long = "\n\n".join(f"Paragraph {number} says this and that, at some length, in words." for number in range(33_000))
    assert 2**20 < len(long) < 2**21

    taken = anna.send(f"{draft}/article", {"revision": "1", "article": long})
    question = anna.send(f"{draft}/questions", {"revision": "2", "kind": "single"}).location
    first, last = anna.get(question), save(anna, question, act="part-2")

    assert taken.status_code == 303
    assert len(first.text) < 200_000
    assert "Paragraph 0 says" in first.text
    assert "Paragraph 0 says" not in anna.get(last.location).text
    _looked_through(anna, draft)


def _looked_through(browser: Visitor, draft: str) -> None:
    """Wait until nobody is at work on a draft: the page asks again by itself until then."""
    deadline = time.monotonic() + 120
    while "Refresh" in browser.get(draft).headers and time.monotonic() < deadline:
        time.sleep(0.2)


def test_a_draft_of_two_hundred_questions_keeps_its_pages_small(school: School) -> None:
    anna = school.anna
    questions = [single(f"q{number}", stem=f"Question {number}?") for number in range(200)]
    draft = from_bank(anna, *questions, article=None)

    first, second = anna.get(draft), anna.get(f"{draft}?part=2")

    assert (first.text.count('<li id="question-'), second.text.count('<li id="question-')) == (100, 100)
    assert len(first.text) < 150_000


# --- the fullest page ---

_CONTROL = re.compile(r'<(?:input|textarea)[^>]*? name="([^"]+)"')


def test_the_fullest_page_of_a_question_fits_into_a_form_and_little_more_does(school: School) -> None:
    anna = school.anna
    draft = begun(anna)
    anna.send(f"{draft}/article", {"revision": "1", "article": "It was at the spaceport."})
    path = anna.send(f"{draft}/questions", {"revision": "2", "kind": "multiple"}).location
    choices: dict[str, Any] = {
        f"{part}_{at}": f"{part} {at}" for part in ("text", "feedback", "tempted_by") for at in range(CHOICES_A_PAGE)
    }
    save(anna, path, stem="Which?", evidence=[f"{n}" for n in range(MOST_QUOTATIONS)], **choices)
    page = anna.get(path)
    named = _CONTROL.findall(page.text.partition('id="question"')[2].partition("</form>")[0])
    names = dict.fromkeys([*named, "id", "act"])  # The id where the question was removed meanwhile, and the button.
    filled = {**dict.fromkeys(names, "y"), **fields(page), "rule": "", "act": "save", "csrf_token": token(page)}

    count = len(filled) - 1 + MOST_QUOTATIONS
    kept = anna.send(path, filled)
    refused = anna.send(path, {**filled, **{f"more-{n}": "" for n in range(4)}})

    assert named.count("evidence") == len(filled["evidence"]) == MOST_QUOTATIONS
    assert MOST_FIELDS - 4 < count <= MOST_FIELDS
    assert (kept.status_code, refused.status_code) == (303, 413)
