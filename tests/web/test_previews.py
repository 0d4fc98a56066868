"""Trying as a reader: any state, in the teacher's own browser alone, counted nowhere, gone after a day."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from quizapp.domain.banks import Bank
from quizapp.formats import native
from quizapp.services import bank_statistics, retention, simulating
from quizapp.services.trials import KEPT
from quizapp.store import quizzes, teachers
from quizapp.store.session import Database
from tests.engines import go_back
from tests.makers import Clock, bank, office, single
from tests.store.contents import contents, count
from tests.visitors import Visitor, masked
from tests.web.programs import Program
from tests.web.school import School, compile_, hand_out, make_token, upload, with_teachers, with_things

QUESTIONS = 3


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    asked = bank(*(single(f"q{number}", stem=f"Question {number}?") for number in range(QUESTIONS)))
    return with_things(with_teachers(database, visitor), asked)


def begin(browser: Visitor, of: str, feedback: str = "at-once", minutes: str = "") -> str:
    """The path of a new trial."""
    begun = browser.send(f"/teacher/{of}/preview", {"feedback": feedback, "minutes": minutes})
    assert begun.status_code == 303, begun.text
    return str(begun.location)


def answered(browser: Visitor, path: str) -> None:
    for number in range(1, QUESTIONS + 1):
        assert browser.answer(path, number, 1).status_code == 303
    assert browser.send(f"{path}/finish").status_code == 303


# --- what it shows ---


def test_a_bank_is_tried_before_it_is_handed_out_to_anybody(school: School) -> None:
    begun = school.anna.get(f"/teacher/bank/{school.bank}/preview")
    path = begin(school.anna, f"bank/{school.bank}")
    answered(school.anna, path)

    assert 'target="_blank"' in begun.text
    assert f"/teacher/bank/{school.bank}/preview" in school.anna.get(f"/teacher/bank/{school.bank}").text
    end = school.anna.get(f"{path}/end")
    assert (end.status_code, 'id="score"' in end.text) == (200, True)


@pytest.mark.parametrize(
    ("feedback", "after_one", "at_the_end"),
    [("at-once", True, True), ("at-end", False, True), ("when-released", False, False)],
)
def test_the_key_comes_when_the_teacher_wants_to_see_it_come(
    feedback: str, after_one: bool, at_the_end: bool, school: School
) -> None:
    path = begin(school.anna, f"quiz/{school.quiz}", feedback)

    school.anna.answer(path, 1, 1)
    first = school.anna.get(f"{path}/question/1").text
    answered(school.anna, path)
    end = school.anna.get(f"{path}/end").text

    assert ('id="verdict"' in first) == after_one
    assert ('id="score"' in end) == at_the_end


def test_it_is_timed_as_wished_and_the_quizs_own_state_is_offered(school: School) -> None:
    offered = school.anna.get(f"/teacher/quiz/{school.quiz}/preview").text
    timed = begin(school.anna, f"quiz/{school.quiz}", minutes="10 min")
    free = begin(school.anna, f"quiz/{school.quiz}")

    assert 'value="1 h"' in offered or 'value="60 min"' in offered
    assert 'role="timer"' in school.anna.get(f"{timed}/question/1").text
    assert 'role="timer"' not in school.anna.get(f"{free}/question/1").text


def test_a_time_limit_that_is_none_is_said_beside_the_field_and_kept(school: School) -> None:
    before = contents(school.database)

    refused = school.anna.send(f"/teacher/bank/{school.bank}/preview", {"feedback": "at-end", "minutes": "soon"})
    unknown = school.anna.send(f"/teacher/bank/{school.bank}/preview", {"feedback": "never", "minutes": ""})

    assert (refused.status_code, unknown.status_code) == (400, 400)
    assert 'value="soon"' in refused.text
    assert 'id="minutes-fault"' in refused.text
    assert 'value="at-end" checked' in refused.text
    assert contents(school.database) == before


def test_a_quiz_of_a_class_is_tried_without_being_anybody_of_it(school: School) -> None:
    path = begin(school.anna, f"quiz/{school.for_class}")

    answered(school.anna, path)

    assert 'name="name"' not in school.anna.get(path).text
    assert f"/teacher/quiz/{school.for_class}/preview" in school.anna.get(f"/teacher/quiz/{school.for_class}").text


def test_a_quiz_of_several_banks_draws_what_it_draws_for_a_reader(school: School) -> None:
    other = bank(*(single(f"r{number}", stem=f"Other {number}?") for number in range(4)), id_="other", article=None)
    second = upload_of(school, other)
    compiled = compile_(school.anna, [school.bank, second], title="Both", **{f"count-{second}": "1"})
    slug = hand_out(school.anna, compiled, {"names": "none"})

    path = begin(school.anna, f"quiz/{slug}")

    mine = begin(school.anna, f"bank/{compiled}")
    reader = school.reader.start(slug)
    of_the_reader = count_asked(school.reader, reader)
    assert count_asked(school.anna, path) == count_asked(school.anna, mine) == of_the_reader == "4"


def upload_of(school: School, asked: Bank) -> str:
    loaded = upload(school.anna, native.write(asked))
    published = school.anna.send(f"{loaded}/publish")
    return str(published.location.split("/bank/")[1].split("?")[0])


def count_asked(browser: Visitor, path: str) -> str:
    return browser.get(f"{path}/question/1").text.partition("Question 1 of ")[2][0]


def test_every_page_of_it_says_that_nothing_counts_and_leads_back(school: School) -> None:
    path = begin(school.anna, f"quiz/{school.quiz}")
    address = path.rpartition("/")[2]
    question = school.anna.get(f"{path}/question/1")
    school.anna.answer(path, 1, 1)
    feedback = school.anna.get(f"{path}/question/1")
    answered(school.anna, path)
    end = school.anna.get(f"{path}/end")
    real = school.reader.get(f"/attempt/{attempt_of(school)}/end")

    for page in (question, feedback, end):
        assert "Preview: nothing counts." in page.text
        assert f"/teacher/preview/{address}" in page.text
        assert "/scores" not in page.text
        assert f"{path}/code" not in page.text
    assert "nothing counts" not in real.text
    for of, there in ((f"quiz/{school.quiz}",) * 2, (f"bank/{school.bank}",) * 2):
        back = school.anna.get(f"/teacher/preview/{begin(school.anna, of).rpartition('/')[2]}")
        assert (back.status_code, back.location) == (303, f"/teacher/{there}")
    assert school.ben.get(f"/teacher/preview/{address}").status_code == 404
    assert school.anna.get("/teacher/preview/trial.nowhere").status_code == 404


def attempt_of(school: School) -> str:
    """The address of what the reader has answered."""
    with school.database.engine.connect() as connection:
        return str(connection.exec_driver_sql("SELECT address FROM attempt WHERE name = 'Cleo'").scalar_one())


def test_again_and_what_was_missed_are_trials_too(school: School) -> None:
    path = begin(school.anna, f"quiz/{school.quiz}")
    answered(school.anna, path)

    once_more = school.anna.send(f"{path}/again")

    assert once_more.status_code == 303
    assert "Set-Cookie" not in once_more.headers
    assert "Preview: nothing counts." in school.anna.get(f"{once_more.location}/question/1").text
    assert school.reader.get(once_more.location).status_code == 404


# --- whose it is ---


def test_it_opens_in_no_browser_in_which_its_teacher_is_not_logged_in(school: School) -> None:
    path = begin(school.anna, f"bank/{school.bank}")
    before = contents(school.database)

    for browser in (school.reader, school.ben, school.owner, school.visitor()):
        for page in ("", "/question/1", "/end", "/article", "/overview"):
            assert browser.get(path + page).status_code == 404
        for act in ("/question/1", "/finish", "/again", "/question/1/objection"):
            assert browser.send(path + act, {"choice": "1"}).status_code in (400, 404)
    assert contents(school.database) == before
    assert school.anna.get(f"{path}/question/1").status_code == 200


def test_it_goes_on_in_no_other_browser_and_is_not_deleted_by_hand(school: School) -> None:
    path = begin(school.anna, f"bank/{school.bank}")

    for page in ("/code", "/delete"):
        assert school.anna.get(path + page).status_code == 404
        assert school.anna.send(path + page).status_code == 404
    assert school.anna.get(f"{path}/question/1").status_code == 200


def test_what_one_may_not_see_one_does_not_try(school: School) -> None:
    for of in (f"bank/{school.bank}", f"quiz/{school.quiz}"):
        assert school.ben.get(f"/teacher/{of}/preview").status_code == 404
        assert school.ben.send(f"/teacher/{of}/preview", {"feedback": "at-once"}).status_code == 404
    school.anna.send(f"/teacher/bank/{school.bank}/share", {"email": "ben@school.example"})
    assert school.ben.get(begin(school.ben, f"bank/{school.bank}") + "/question/1").status_code == 200


# --- counted nowhere ---


PAGES = (
    "/teacher/",
    "/teacher/quizzes",
    "/teacher/banks",
    "/teacher/archive",
    "/teacher/bank/{bank}",
    "/teacher/bank/{bank}/results",
    "/teacher/quiz/{quiz}",
    "/teacher/quiz/{quiz}/readers",
    "/teacher/quiz/{quiz}/matrix",
    "/teacher/quiz/{quiz}/projector",
    "/teacher/quiz/{quiz}/remark",
    "/teacher/quiz/{quiz}/remove",
    "/teacher/class/{class}",
    "/teacher/class/{class}/book",
    "/teacher/quiz/{class_quiz}/links",
    "/teacher/tidy/delete?bank={bank}",
)
FILES = ("scores.csv", "responses.csv", "questions.csv")


_LIVE = re.compile(r'data-live="[^"]*"')
"""What a page asks again by: PostgreSQL counts every unit of work in it, whatever that is about."""


def seen(school: School) -> list[str]:
    """What Anna's pages and files say, but for what is new at each look."""
    pages = [school.anna.get(path.format(**school.things())) for path in PAGES]
    files = [school.anna.send(f"/teacher/quiz/{school.quiz}/{file}") for file in FILES]
    assert [reply.status_code for reply in (*pages, *files)] == [200] * (len(PAGES) + len(FILES))
    return [_LIVE.sub("", masked(reply.text)) for reply in (*pages, *files)]


def test_no_page_list_or_file_changes_by_it(school: School) -> None:
    seen(school)  # What a first look leaves behind, the second shows.
    before, entries = seen(school), count(school.database, "entry")

    for of in (f"bank/{school.bank}", f"quiz/{school.quiz}", f"quiz/{school.for_class}"):
        path = begin(school.anna, of)
        school.anna.answer(path, 1, 1)
        school.anna.send(f"{path}/question/1/objection", {"reason": "unclear", "text": "Hm"})
        answered(school.anna, path)

    logged = count(school.database, "entry")
    for path, here, there in zip((*PAGES, *FILES), before, seen(school), strict=True):
        assert (path, there) == (path, here)
    assert logged == entries


def test_programs_readers_and_commands_find_nothing_of_it(school: School, app: Flask) -> None:
    program = Program(app, make_token(school.anna, "All", sees_names="y"))
    before = [program.all(path) for path in ("/quizzes", "/banks", f"/quizzes/{school.quiz}/attempts")]
    with school.database.reading() as db:
        listed = len(quizzes.every(db))
        mine = office(db, teachers.by_email(db, "anna@school.example")[0])
        finished = bank_statistics.of_bank(mine, int(school.bank)).statistics.finished
    path = begin(school.anna, f"bank/{school.bank}")
    answered(school.anna, path)
    slug = trial_slug(school)

    assert [program.all(path) for path in ("/quizzes", "/banks", f"/quizzes/{school.quiz}/attempts")] == before
    assert program.open(f"/api/v1/quizzes/{slug}").status_code == 404
    assert school.visitor().get(f"/quiz/{slug}").status_code == 404
    assert school.visitor().send("/join", {"code": slug}).status_code == 400
    assert school.visitor().send(f"/quiz/{slug}/start", {"name": ""}).status_code == 404
    for page in ("", "/readers", "/terms", "/export", "/projector", "/remove", "/preview"):
        assert school.anna.get(f"/teacher/quiz/{slug}{page}").status_code == 404
    assert path not in school.anna.get("/scores").text
    with school.database.reading() as db:
        mine = office(db, teachers.by_email(db, "anna@school.example")[0])
        assert len(quizzes.every(db)) == listed
        assert bank_statistics.of_bank(mine, int(school.bank)).statistics.finished == finished
        assert simulating.shown(mine) is None


def trial_slug(school: School) -> str:
    with school.database.engine.connect() as connection:
        return str(connection.exec_driver_sql("SELECT slug FROM quiz WHERE trial_of IS NOT NULL").scalar_one())


def test_it_is_no_try_of_a_teacher_who_then_answers_as_a_reader(school: School) -> None:
    once = hand_out(school.anna, school.bank, {"names": "none", "tries": "1"})
    answered(school.anna, begin(school.anna, f"quiz/{once}"))
    answered(school.anna, begin(school.anna, f"quiz/{once}"))

    path = school.anna.start(once)

    assert "trial." not in path
    assert school.anna.get(f"{path}/question/1").status_code == 200


# --- and gone ---


def test_after_a_day_it_is_gone_and_nothing_else_is(school: School, clock: Clock) -> None:
    before = contents(school.database)
    answered(school.anna, begin(school.anna, f"bank/{school.bank}"))
    gone_at = clock() + KEPT

    still_there = retention.purge(school.database, gone_at - timedelta(minutes=1), 365)["trials"]
    assert (still_there, count(school.database, "attempt")) == (0, len(before["attempt"]) + 1)
    assert retention.purge(school.database, gone_at + timedelta(minutes=1), 365)["trials"] == 1

    after = contents(school.database)
    for table in ("quiz", "attempt", "response", "reader", "asked"):
        assert (table, after[table]) == (table, before[table])


def test_it_goes_with_the_account_of_its_teacher(school: School) -> None:
    before = count(school.database, "quiz"), count(school.database, "reader")
    answered(school.anna, begin(school.anna, f"bank/{school.bank}"))

    assert school.owner.send("/teacher/people/2/remove").status_code == 303

    assert (count(school.database, "quiz"), count(school.database, "reader")) == before


def test_going_back_to_a_program_that_knows_of_none_it_goes(school: School) -> None:
    before = {table: count(school.database, table) for table in ("quiz", "attempt", "response", "objection")}
    path = begin(school.anna, f"quiz/{school.quiz}")
    school.anna.answer(path, 1, 1)
    school.anna.send(f"{path}/question/1/objection", {"reason": "unclear", "text": "Hm"})
    assert count(school.database, "objection") == before["objection"] + 1

    go_back(school.database, "0030b")

    assert {table: count(school.database, table) for table in before} == before
