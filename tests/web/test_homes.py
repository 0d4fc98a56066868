"""A bank is taken home in other programs' formats, after its teacher was told what each does not carry."""

from collections.abc import Callable

import pytest

from quizapp.domain.banks import Kind
from quizapp.formats import blanks, native, reading
from quizapp.formats.writing import WRITERS
from quizapp.store.session import Database
from tests.makers import bank, multiple, single
from tests.visitors import Visitor
from tests.web.school import School, upload, with_teachers

ENGLISH = {"Accept-Language": "en"}
OTHERS = [one for one in WRITERS if one.id != native.WRITER.id]


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_teachers(database, visitor)


def published(school: School, *questions: object) -> str:
    given = bank(*questions) if questions else bank()  # type: ignore[arg-type]
    reply = school.anna.send(f"{upload(school.anna, native.write(given))}/publish")
    return reply.location.split("/bank/")[1].split("?")[0]


def home(school: School, number: str) -> str:
    return school.anna.get(f"/teacher/bank/{number}/home", headers=ENGLISH).text


def test_the_bank_leads_to_every_format(school: School) -> None:
    number = published(school)

    page = home(school, number)

    assert f"/teacher/bank/{number}/home" in school.anna.get(f"/teacher/bank/{number}").text
    assert all(f'href="/teacher/bank/{number}/file/{one.id}"' in page for one in WRITERS)


def test_what_is_lost_is_said_and_where(school: School) -> None:
    question = single(tags=("summit",))
    number = published(school, question, multiple())

    page = home(school, number)

    assert "It carries everything in this bank." in page
    if any(one.id == "aiken" for one in WRITERS):
        told = page.partition(">Aiken ")[2].partition("</li>\n  <li>")[0]
        assert "the article, and the passages that prove the answers" in told
        assert "questions with several right answers: they are left out (question 2)" in told
        assert "tags (question 1)" in told


@pytest.mark.parametrize("format_id", [one.id for one in OTHERS])
def test_what_is_downloaded_loads_again(school: School, format_id: str) -> None:
    number = published(school)

    reply = school.anna.get(f"/teacher/bank/{number}/file/{format_id}")
    report = reading.read(reply.data, "taken")

    assert reply.headers["Content-Disposition"].startswith("attachment; filename=")
    assert report.problems == ()
    assert report.bank is not None
    kept = [one for one in bank().questions if one.kind is not Kind.MULTIPLE or format_id != "aiken"]
    assert len(report.bank.questions) == len(kept)


@pytest.mark.parametrize("format_id", ["nothing", "..", "GIFT"])
def test_there_is_no_other_format(school: School, format_id: str) -> None:
    assert school.anna.get(f"/teacher/bank/{published(school)}/file/{format_id}").status_code == 404


def test_a_bank_of_which_a_format_carries_nothing_is_not_offered_in_it(school: School) -> None:
    number = published(school, multiple())

    if any(one.id == "aiken" for one in WRITERS):
        assert "It cannot ask any question of this bank." in home(school, number)
        assert school.anna.get(f"/teacher/bank/{number}/file/aiken").status_code == 404


def test_another_teachers_bank_is_not_taken_home(school: School) -> None:
    number = published(school)

    assert school.ben.get(f"/teacher/bank/{number}/home").status_code == 404
    assert all(school.ben.get(f"/teacher/bank/{number}/file/{one.id}").status_code == 404 for one in WRITERS)


@pytest.mark.parametrize("format_id", blanks.FORMATS)
@pytest.mark.parametrize(("language", "words"), [("en", "My questions"), ("fr", "Mes questions")])
def test_a_blank_file_loads_as_it_is_in_the_language_of_its_teacher(
    school: School, format_id: str, language: str, words: str
) -> None:
    page = school.anna.get("/teacher/load").text

    reply = school.anna.get(f"/teacher/load/blank/{format_id}", headers={"Accept-Language": language})
    report = reading.read(reply.data, "blank")

    assert f'href="/teacher/load/blank/{format_id}"' in page
    assert report.problems == ()
    assert report.bank is not None
    assert len(report.bank.questions) == 2
    if format_id == "yaml":
        assert report.bank.title == words


def test_there_is_no_other_blank_file(school: School) -> None:
    assert school.anna.get("/teacher/load/blank/nothing").status_code == 404
