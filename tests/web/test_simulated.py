"""A simulated class: its teacher alone sees it, marked everywhere, counted nowhere else, gone with one press."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any

import pytest
from flask import Flask

from quizapp.domain.demonstration import READERS, shown_class
from quizapp.domain.quizzes import UnknownQuiz
from quizapp.domain.statistics.signs import Suspicion
from quizapp.services import bank_statistics, comparing, results, retention, statistics
from quizapp.services.samples import Selection
from quizapp.store import quizzes, teachers
from quizapp.store.session import Database
from tests.domain.test_shipped_banks import ENGLISH, FRENCH
from tests.engines import go_back
from tests.makers import NOON, Clock, load, office
from tests.store.contents import contents, count
from tests.visitors import Visitor, masked
from tests.web.programs import Program
from tests.web.school import School, make_token, with_teachers

PRESS = "/teacher/simulated"
REAL = FRENCH.id
"""The listed quiz of the shipped bank, which the owner has too."""
EVERY_PAGE = (
    "",
    "/question?question={question}",
    "/readers",
    "/readers?names=no",
    "/matrix",
    "/print?names=yes",
    "/attempt/{attempt}",
    "/export",
    "/terms",
    "/remark",
    "/passage?question={question}&picked=shown",
    "/projector",
    "/links",
    "/remove",
)
FILES = [
    f"{portion}.{ending}" for portion in ("scores", "responses", "questions") for ending in ("csv", "xlsx", "json")
]


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    """With the shipped banks, of which the instance has a listed quiz each; a reader has answered one."""
    school = with_teachers(database, visitor)
    load(database, FRENCH, ENGLISH)
    answer_all(school)
    return school


@pytest.fixture
def slug(school: School) -> str:
    """The owner's simulated class."""
    return pressed(school)


def pressed(school: School, **headers: str) -> str:
    reply = school.owner.send(PRESS, headers={"Accept-Language": "fr", **headers})
    assert reply.status_code == 303, reply.text
    return str(reply.location.rpartition("/")[2])


def answer_all(school: School) -> None:
    """A reader answers the French quiz, question by question."""
    path = school.reader.start(REAL, "Cleo")
    for number in range(1, len(FRENCH.questions) + 1):
        school.reader.answer(path, number, 1)


def attempts_on(school: School, slug: str) -> list[str]:
    """The ids of the attempts on the page of the readers."""
    return re.findall(r'id="attempt-(\d+)"', school.owner.get(f"/teacher/quiz/{slug}/readers").text)


def every_page(school: School, slug: str) -> list[str]:
    things = {"question": FRENCH.questions[0].id, "attempt": attempts_on(school, slug)[0]}
    return [f"/teacher/quiz/{slug}{page.format(**things)}" for page in EVERY_PAGE]


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


# --- the button ---


def test_an_owner_presses_a_button_and_sees_the_results_of_28(school: School) -> None:
    home = school.owner.get("/teacher/")
    pressing = school.owner.post(PRESS, home)

    page = school.owner.get(pressing.location).text

    assert f'action="{PRESS}"' in home.text
    assert "28 readers, half of them" in words(page)
    assert '<div class="map">' in page
    assert len(attempts_on(school, pressing.location.rpartition("/")[2])) == READERS


def test_who_has_one_is_offered_no_other_and_a_second_press_leads_to_it(school: School, slug: str) -> None:
    assert PRESS not in school.owner.get("/teacher/").text
    assert pressed(school) == slug
    assert count(school.database, "quiz") == 3


def test_teachers_who_own_nothing_are_not_offered_it(school: School) -> None:
    assert PRESS not in school.anna.get("/teacher/").text
    assert school.anna.send(PRESS).status_code == 404


@pytest.mark.parametrize(("language", "title"), [("fr", FRENCH.title), ("en", ENGLISH.title)])
def test_it_is_of_the_shipped_bank_in_the_language_of_the_page(language: str, title: str, school: School) -> None:
    slug = pressed(school, **{"Accept-Language": language})

    with school.database.reading() as db:
        assert quizzes.any_by_slug(db, slug).title == title


def test_where_no_bank_came_along_nothing_is_offered_or_made(
    database: Database, visitor: Callable[[], Visitor]
) -> None:
    school = with_teachers(database, visitor)
    before = contents(database)

    pressing = school.owner.send(PRESS)

    assert PRESS not in school.owner.get("/teacher/").text
    assert (pressing.status_code, pressing.location) == (303, "/teacher/")
    assert contents(database) == before


def test_they_sat_in_the_morning_before(school: School, slug: str) -> None:
    with school.database.reading() as db:
        owner = teachers.by_email(db, "owner@school.example")[0]
        id_ = int(attempts_on(school, slug)[0])
        score = results.of_attempt(office(db, owner), slug, id_).score

    assert score.finished_at is not None
    yesterday = NOON.astimezone(UTC) - timedelta(days=1)
    assert yesterday.replace(hour=10, minute=5) <= score.started_at < score.finished_at
    assert score.finished_at < yesterday.replace(hour=11, minute=5)


# --- what it shows ---


def test_the_page_points_at_what_was_planted_and_at_no_other_fault(school: School, slug: str) -> None:
    page = school.owner.get(f"/teacher/quiz/{slug}").text
    advice = page.partition('<ol class="advice">')[2].partition("</ol>")[0]
    titles = re.findall(r"<h3>(.*?)</h3><p>(.*?)</p>", advice)

    planted = shown_class(FRENCH).planted
    misleading, lure = planted[Suspicion.MISLEADING]
    dead, __ = planted[Suspicion.DEAD_CHOICE]
    assert titles[0][0].startswith("Read §")
    assert titles[0][1].startswith(f"Question {misleading + 1}:")
    assert FRENCH.questions[misleading].choices[lure].text in titles[0][1]
    assert titles[1][0] == f"Replace a choice of question {dead + 1}"
    assert page.count('<strong class="flag">') == 2


# --- marked wherever it is seen ---


@pytest.mark.parametrize("at", range(len(EVERY_PAGE)), ids=EVERY_PAGE)
def test_it_is_marked_on_every_page_of_it_and_a_real_quiz_on_none(at: int, school: School, slug: str) -> None:
    simulated, real = (school.owner.get(every_page(school, of)[at]) for of in (slug, REAL))

    assert (simulated.status_code, real.status_code) == (200, 200)
    assert '<span class="simulated">simulated</span>' in simulated.text
    assert "simulated" not in real.text


@pytest.mark.parametrize("page", ["", "/readers", "/export", "/terms"])
def test_it_goes_from_each_of_its_tabs_with_one_press(page: str, school: School, slug: str) -> None:
    simulated, real = (school.owner.get(f"/teacher/quiz/{of}{page}").text for of in (slug, REAL))

    assert f'action="/teacher/quiz/{slug}/remove"' in simulated
    assert f'action="/teacher/quiz/{REAL}/remove"' not in real


def test_it_is_marked_in_the_lists_of_quizzes(school: School, slug: str) -> None:
    with school.database.reading() as db:
        bank_id = quizzes.any_by_slug(db, slug).bank_id
    home, its_bank = (school.owner.get(path).text for path in ("/teacher/", f"/teacher/bank/{bank_id}"))

    assert words(home).count(" simulated ") == 1
    assert re.search(rf"/teacher/quiz/{slug}\".*?simulated", home, re.DOTALL)
    assert words(its_bank).count(" simulated") == 1


def test_another_teacher_or_owner_does_not_see_it(school: School, slug: str) -> None:
    school.owner.send("/teacher/people/2/role", {"role": "owner"})

    for other in (school.anna, school.ben):
        assert slug not in other.get("/teacher/").text
        assert {other.get(path).status_code for path in every_page(school, slug)} == {404}
        assert other.send(f"/teacher/quiz/{slug}/remove").status_code == 404


# --- for readers it is not there ---


def test_for_readers_it_is_as_if_it_did_not_exist(school: School, slug: str) -> None:
    nobody, before = school.visitor(), contents(school.database)

    for of in ("/quiz/{}", "/quiz/{}/for/guessed"):
        here, nowhere = nobody.get(of.format(slug)), nobody.get(of.format("bbbbbb"))
        assert here.status_code == nowhere.status_code == 404
        assert masked(here.text).replace(slug, "bbbbbb") == masked(nowhere.text)
    assert nobody.send(f"/quiz/{slug}/start", {"name": "Eve"}).status_code == 404
    assert nobody.send(f"/quiz/{slug}/for/guessed").status_code == 404
    assert nobody.send("/join", {"code": slug}).status_code == 400
    assert slug not in nobody.get("/").text
    assert nobody.get(f"/quiz/{REAL}").status_code == 200
    after = contents(school.database)
    assert {table for table in after if after[table] != before[table]} == {"failed_try"}, "as of any wrong code"


def test_its_attempts_open_to_nobody(school: School, slug: str) -> None:
    with school.database.engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT address FROM attempt WHERE name <> 'Cleo'").scalars().all()

    assert len(found) == READERS
    for browser in (school.reader, school.owner, school.visitor()):
        for address in found[:3]:
            assert {browser.get(f"/attempt/{address}{page}").status_code for page in ("", "/end", "/code")} == {404}


# --- it becomes no real one ---


def test_it_has_no_settings_and_takes_none(school: School, slug: str) -> None:
    path = f"/teacher/quiz/{slug}/terms"
    page = school.owner.get(path).text

    refused = school.owner.send(path, {"listed": "y", "names": "none", "feedback": "at-end"})

    assert f'action="{path}"' not in page
    assert "A simulated class never becomes a quiz that readers answer." in page
    assert (refused.status_code, "This is a simulated class" in refused.text) == (409, True)
    with school.database.reading() as db:
        assert not quizzes.any_by_slug(db, slug).terms.listed
        with pytest.raises(UnknownQuiz):
            quizzes.by_slug(db, slug)
    assert school.owner.send(f"/teacher/quiz/{REAL}/terms", {"names": "none"}).status_code == 303


def test_its_bank_still_gets_a_listed_quiz_when_it_is_loaded_again(school: School, slug: str) -> None:
    school.owner.send(f"/teacher/quiz/{REAL}/remove")

    load(school.database, replace(FRENCH, summary="Another."))

    assert school.visitor().get(f"/quiz/{REAL}").status_code == 200
    assert slug not in school.visitor().get("/").text


# --- left out of everything else ---


def test_the_export_tab_says_why_there_is_nothing_to_take_away(school: School, slug: str) -> None:
    simulated, real = (school.owner.get(f"/teacher/quiz/{of}/export").text for of in (slug, REAL))

    assert "a file of made-up answers could be taken for a real one" in simulated
    assert "formaction" not in simulated
    assert "formaction" in real


def test_nothing_is_made_of_it_to_keep(school: School, slug: str) -> None:
    path = f"/teacher/quiz/{slug}"
    attempt = re.findall(r"/attempt/(\d+)", school.owner.get(f"{path}/readers").text)[0]
    before = contents(school.database)

    for page in ("/copies", f"/attempt/{attempt}/copy", "/again"):
        refused = school.owner.get(f"{path}{page}")
        assert (page, refused.status_code) == (page, 409)
        assert page not in school.owner.get(f"{path}/attempt/{attempt}").text
        assert f'{path}{page}"' not in school.owner.get(path).text
    assert school.owner.send(f"{path}/again", {"title": "Once more", "question": ["x"]}).status_code == 409
    assert contents(school.database) == before


@pytest.mark.parametrize("file", FILES)
def test_its_files_are_refused_in_a_sentence_and_the_log_has_nothing_of_it(
    file: str, school: School, slug: str
) -> None:
    before = count(school.database, "entry")

    refused = school.owner.send(f"/teacher/quiz/{slug}/{file}")

    assert (refused.status_code, "Nobody sat in it" in refused.text) == (409, True)
    assert refused.headers["Content-Type"].startswith("text/html")
    assert count(school.database, "entry") == before
    assert school.owner.send(f"/teacher/quiz/{REAL}/{file}").status_code == 200


def test_the_figures_of_its_bank_leave_it_out(school: School, slug: str) -> None:
    with school.database.reading() as db:
        mine = office(db, teachers.by_email(db, "owner@school.example")[0])
        bank_id = quizzes.any_by_slug(db, slug).bank_id
        of_bank = bank_statistics.of_bank(mine, bank_id).statistics
        compared = comparing.of_bank(mine, bank_id, Selection(), Selection())
        of_quiz = statistics.of_quiz(mine, slug)

    assert (of_bank.finished, [one.slug for one in of_bank.quizzes]) == (1, [REAL])
    assert (compared.one.finished, compared.other.finished) == (1, 1)
    assert of_quiz.finished == READERS


def test_the_pages_of_its_banks_results_do_not_know_it(school: School, slug: str) -> None:
    with school.database.reading() as db:
        bank_id = quizzes.any_by_slug(db, slug).bank_id

    for page in ("results", f"results/question?question={FRENCH.questions[0].id}", "compare"):
        shown = school.owner.get(f"/teacher/bank/{bank_id}/{page}")
        assert (shown.status_code, slug in shown.text, "simulated" in shown.text) == (200, False, False)
    asked = [school.owner.get(f"/teacher/bank/{bank_id}/results?quiz={of}").status_code for of in (REAL, slug)]
    assert asked == [200, 400]
    assert f"/teacher/bank/{bank_id}/results" in school.owner.get(f"/teacher/quiz/{REAL}").text
    assert f"/teacher/bank/{bank_id}/results" not in school.owner.get(f"/teacher/quiz/{slug}").text


def test_programs_find_nothing_of_it(school: School, slug: str, app: Flask) -> None:
    program = Program(app, make_token(school.owner, "All", sees_names="y"))
    attempt = attempts_on(school, slug)[0]
    (bank_id,) = (one["id"] for one in program.all("/banks") if one["slug"] == FRENCH.id)

    for path in ("", "/attempts", f"/attempts/{attempt}", "/responses", "/statistics"):
        here, nowhere = (program.open(f"/api/v1/quizzes/{of}{path}") for of in (slug, "bbbbbb"))
        assert (path, here.status_code, here.data) == (path, 404, nowhere.data)
    assert {one["code"] for one in program.all("/quizzes")} == {REAL, ENGLISH.id}
    figures: Any = program.read(f"/banks/{bank_id}/statistics")
    assert (figures["finished"], figures["quizzes"]) == (1, [REAL])
    assert program.read(f"/quizzes/{REAL}/statistics")["finished"] == 1


# --- and gone ---


def test_removed_it_leaves_nothing_but_the_lines_of_the_log(school: School) -> None:
    before = contents(school.database)
    slug = pressed(school)

    gone = school.owner.post(f"/teacher/quiz/{slug}/remove", school.owner.get(f"/teacher/quiz/{slug}"))

    after = contents(school.database)
    assert (gone.status_code, gone.location) == (303, "/teacher/")
    assert {table for table in after if after[table] != before[table]} == {"entry"}
    assert PRESS in school.owner.get("/teacher/").text
    log = words(school.owner.get("/teacher/log").text)
    assert log.index("removed a quiz") < log.index("had a class simulated")


def test_to_remove_a_real_quiz_leaves_its_reader(school: School) -> None:
    readers = count(school.database, "reader")

    school.owner.send(f"/teacher/quiz/{REAL}/remove")

    assert count(school.database, "reader") == readers


def test_it_does_not_go_by_itself_as_what_readers_left_does(school: School, slug: str, clock: Clock) -> None:
    clock.advance(days=400)

    purged = retention.purge(school.database, clock(), 365)

    assert (purged["attempts"], purged["readers"]) == (1, 1)
    assert count(school.database, "attempt") == count(school.database, "reader") == READERS


def test_it_goes_with_the_account_of_its_teacher(school: School, slug: str) -> None:
    school.owner.send("/teacher/people/2/role", {"role": "owner"})

    assert school.anna.send("/teacher/people/1/remove").status_code == 303

    assert count(school.database, "quiz") == 2
    assert count(school.database, "attempt") == 1
    assert slug not in school.anna.get("/teacher/").text


def test_going_back_to_a_program_that_knows_of_none_it_does_not_become_a_real_one(school: School, slug: str) -> None:
    go_back(school.database, "0012")

    with school.database.engine.connect() as connection:
        slugs = set(connection.exec_driver_sql("SELECT slug FROM quiz").scalars())
    assert slugs == {REAL, ENGLISH.id}
    assert count(school.database, "attempt") == 1
    assert count(school.database, "response") == len(FRENCH.questions)
