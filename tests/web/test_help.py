"""The manual for teachers: anyone may read it, every link to it leads somewhere, and what it lists is what there is."""

import html
import json
import re
from collections.abc import Callable
from importlib import resources

import pytest
from flask import Flask
from jsonschema import Draft202012Validator

from quizapp.formats import reading
from quizapp.formats.homes import HOMES
from quizapp.formats.writing import WRITERS
from quizapp.store.session import Database
from tests.makers import bank
from tests.visitors import Visitor
from tests.web.school import School, with_teachers, with_things

CHAPTERS = ("handing-out", "banks", "writing", "results", "api", "privacy")
LANGUAGES = ("en", "fr")


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_teachers(database, visitor)


def page(visitor: Visitor, path: str, language: str = "en") -> str:
    reply = visitor.get(f"/teacher/help/{path}", headers={"Accept-Language": language})
    assert reply.status_code == 200
    return reply.text


def anchors(text: str) -> set[str]:
    return set(re.findall(r' id="([^"]+)"', text))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_has_the_sections_that_the_contents_name(
    chapter: str, language: str, visitor: Callable[[], Visitor]
) -> None:
    named = re.findall(rf'href="/teacher/help/{chapter}#([^"]+)">([^<]+)<', page(visitor(), "", language))
    text = page(visitor(), chapter, language)

    assert re.findall(r'<h2 id="([^"]+)">([^<]+)</h2>', text) == named
    assert [
        (id_, heading) for id_, heading in re.findall(r'<a href="#([^"]+)">([^<]+)</a>', text) if id_ != "main"
    ] == (named)
    assert len(named) > 2


def test_who_has_no_account_reads_it_and_may_log_in(visitor: Callable[[], Visitor]) -> None:
    text = page(visitor(), "banks")

    assert 'href="/teacher/login"' in text
    assert "/teacher/logout" not in text


def test_a_teacher_who_reads_it_stays_logged_in(school: School) -> None:
    text = page(school.anna, "banks")

    assert "/teacher/logout" in text
    assert 'href="/teacher/"' in text


def test_every_link_to_the_manual_leads_to_a_section_of_it(school: School, app: Flask) -> None:
    with_things(school, bank())
    quiz = f"/teacher/quiz/{school.quiz}"
    places = ["/teacher/", "/teacher/load", "/teacher/classes", "/teacher/drafts", "/teacher/help/", quiz]
    places += [f"{quiz}/{page}" for page in ("readers", "export", "terms")]
    links = {link for place in places for link in re.findall(r'"(/teacher/help/[^"]*)"', school.anna.get(place).text)}

    assert {"/teacher/help/banks", "/teacher/help/writing", "/teacher/help/handing-out#classes"} <= links
    assert {"/teacher/help/results#figures", "/teacher/help/results#away"} <= links
    for link in links:
        path, _, anchor = link.partition("#")
        assert not anchor or anchor in anchors(school.anna.get(path).text), link


# --- what it lists ---


def test_every_format_that_is_read_comes_from_a_program_that_is_named() -> None:
    assert {one for home in HOMES for one in home.formats} == set(reading.FORMATS)


def test_the_programs_are_those_of_the_page_where_a_bank_is_loaded(school: School) -> None:
    programs = re.compile(r'<dl class="programs">.*?</dl>', re.DOTALL)
    headers = {"Accept-Language": "en"}

    shown = programs.findall(page(school.anna, "banks"))

    assert shown == programs.findall(school.anna.get("/teacher/load", headers=headers).text)
    assert re.findall("<dt>(.*?)</dt>", shown[0]) == [home.name for home in HOMES]


def test_the_formats_that_a_bank_goes_home_in_are_listed(visitor: Callable[[], Visitor]) -> None:
    listed = page(visitor(), "banks").partition('<ul class="formats">')[2].partition("</ul>")[0]

    assert re.findall("<li>(.*?)</li>", listed) == [one.name for one in WRITERS]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_loads_without_a_word_of_blame(language: str, visitor: Callable[[], Visitor]) -> None:
    example = re.search(r"<pre[^>]*>(.*?)</pre>", page(visitor(), "writing", language), re.DOTALL)
    assert example

    report = reading.read(html.unescape(example[1]).encode(), "bank.yaml")

    assert report.problems == ()
    assert report.bank
    assert (report.bank.language, len(report.bank.questions)) == (language, 2)


def test_the_fields_are_those_of_the_schema(visitor: Callable[[], Visitor]) -> None:
    schema = json.loads(resources.files("quizapp.formats.native").joinpath("bank.schema.json").read_text("utf-8"))
    choice = schema["$defs"]["choice"]["anyOf"][1]
    things = (schema, schema["properties"]["source"], schema["$defs"]["question"], choice)

    lists = re.findall(r'<dl class="fields">(.*?)</dl>', page(visitor(), "writing"), re.DOTALL)

    assert len(lists) == len(things)
    for listed, thing in zip(lists, things, strict=True):
        names = re.findall(r"<dt><code>([a-z-]+)</code>( <small>)?", listed)
        assert {name for name, _ in names} == set(thing["properties"])
        assert {name for name, needed in names if needed} == set(thing.get("required", ()))


def test_the_days_are_those_of_the_installation(visitor: Callable[[], Visitor]) -> None:
    assert "deleted 365 days after an attempt began" in page(visitor(), "privacy")


def test_the_schema_of_results_is_linked_and_given_to_anyone(visitor: Callable[[], Visitor]) -> None:
    link = re.search(r'href="([^"]*results\.schema\.json)"', page(visitor(), "results"))
    assert link

    given = visitor().get(link[1])

    assert (given.status_code, given.content_type) == (200, "application/schema+json")
    Draft202012Validator.check_schema(json.loads(given.text))
