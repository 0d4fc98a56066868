"""What came of a quiz, as its teacher finds it: the figures of its page, one attempt, the files to take away."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, timedelta
from html import unescape
from typing import Any

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import event, text

from quizapp.domain.attempts import GRACE
from quizapp.store.session import Database
from tests.makers import NOON, Clock, bank, single
from tests.visitors import Visitor
from tests.web.school import School, hand_out, with_teachers, with_things

FOUR = bank(*(single(f"q{number}", right=0) for number in range(1, 5)))
LIMIT = timedelta(minutes=60)


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_things(with_teachers(database, visitor), FOUR)


def quiz(school: School, **fields: str) -> str:
    """A new quiz of Anna's, whose choices stand as they were written; its path on her pages."""
    school.quiz = hand_out(school.anna, school.bank, {"names": "optional", "shuffle_choices": "", **fields})
    return f"/teacher/quiz/{school.quiz}"


def take(school: School, name: str, rights: int) -> None:
    """A new reader answers all four questions, so many of them rightly."""
    reader = school.visitor()
    attempt = reader.start(school.quiz, name)
    for number in range(1, 5):
        reader.answer(attempt, number, 1 if number <= rights else 2)


def rows(exported: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(exported.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def words(page: str) -> str:
    """What a page says, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


def scores_drawn(page: str) -> dict[str, int]:
    """How many dots stand over each mark of the scale."""
    drawing = page.partition('<figure class="scores">')[2].partition("</figure>")[0]
    ticks = dict(re.findall(r'class="tick" x="([^"]+)"[^>]*>([^<]+)<', drawing))
    return Counter(ticks[x] for x in re.findall(r'<circle cx="([^"]+)"', drawing))


# --- the figures ---


def test_the_page_says_what_the_class_came_to_and_draws_every_score_over_the_mark_it_counts(school: School) -> None:
    path = quiz(school)
    for name, rights in (("Ada", 4), ("Bo", 2), ("Cy", 1), ("Di", 0), ("Ed", 2)):
        take(school, name, rights)

    page = school.anna.get(path).text

    assert "5 readers, half of them with 2 of 4 or more. 2 questions to take up again." in words(page)
    assert scores_drawn(page) == {"0": 1, "1": 1, "2": 2, "4": 1}
    assert "Mean 1.8" in words(page)  # (4 + 2 + 1 + 0 + 2) / 5


def test_only_the_first_try_of_a_reader_is_in_the_figures_and_the_list_says_which_counts(school: School) -> None:
    path = quiz(school, counts="last")
    reader = school.visitor()
    for rights in (4, 1):
        attempt = reader.start(school.quiz, "Ada")
        for number in range(1, 5):
            reader.answer(attempt, number, 1 if number <= rights else 2)

    page, listed = school.anna.get(path).text, school.anna.get(f"{path}/readers").text

    assert "1 reader has finished, with 4 of 4." in words(page)
    assert "of each reader the first that asked everything. 1 other finished attempt is left out." in words(page)
    assert listed.count(">counts</td>") == listed.count('<span class="aside">another try</span>') == 1
    assert "1 reader has finished, with 1 of 4." in words(school.anna.get(f"{path}?tries=last").text)


# --- what is over ---


def test_what_is_over_counts_as_finished_at_its_deadline_though_nobody_has_closed_it(
    school: School, database: Database, clock: Clock
) -> None:
    path = quiz(school, minutes="60")
    take_one = school.visitor()
    take_one.answer(take_one.start(school.quiz, "Ada"), 1, 1)

    clock.now = NOON + LIMIT + GRACE - timedelta(seconds=1)
    before, list_before = school.anna.get(path).text, school.anna.get(f"{path}/readers").text
    clock.now = NOON + LIMIT + GRACE
    after, list_after = school.anna.get(path).text, school.anna.get(f"{path}/readers").text
    heading, row = rows(school.anna.send(f"{path}/scores.csv").data)

    assert ("running, 1 of 4" in list_before, "running, 1 of 4" in list_after) == (True, False)
    assert "1 reader has begun, and not finished yet." in words(before)
    assert "1 reader has finished, with 1 of 4." in words(after)
    assert dict(zip((one.partition(" (")[0] for one in heading), row, strict=True)) | {"Started": "", "Name": ""} == {
        "Name": "", "State": "finished", "Started": "", "Answered": "1", "Questions": "4", "Score": "1",
        "Maximum": "4", "Counts": "yes", "q1": "1", "q2": "", "q3": "", "q4": "",
        "Finished": f"{(NOON + LIMIT).astimezone(UTC):%Y-%m-%d %H:%M:%S}",
    }  # fmt: skip
    with database.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM attempt WHERE state = 'finished'")).scalar_one() == 0


# --- one attempt ---


def rows_read(app: Flask, teacher: Visitor, path: str) -> list[int]:
    """How many rows each statement of a page reads."""
    sent: list[tuple[str, Any]] = []
    engine = app.extensions["quizapp"].database.engine

    def note(connection: object, cursor: object, statement: str, parameters: object, *rest: object) -> None:
        if statement.startswith("SELECT"):
            sent.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    assert teacher.get(path).status_code == 200
    event.remove(engine, "before_cursor_execute", note)
    with engine.connect() as connection:
        return [len(connection.exec_driver_sql(statement, given).all()) for statement, given in sent]


def test_a_page_of_one_attempt_reads_one_attempt(app: Flask, school: School) -> None:
    path = f"/teacher/quiz/{school.quiz}/attempt/{school.attempt}"
    school.anna.get(path)  # The version is in memory from here on.

    alone = rows_read(app, school.anna, path)
    for name in ("Dan", "Eve", "Fay"):
        take(school, name, 3)
    among_others = rows_read(app, school.anna, path)

    # The log-in, the quiz, the attempt, its one response; nothing that its teacher ruled, nor that its reader said.
    assert alone == among_others == [1, 1, 1, 1, 0, 0]


@pytest.mark.parametrize(
    "page", ["", "/question?question=q1", "/readers", "/readers?sort=score", "/readers?sort=name", "/board"]
)
def test_a_page_of_a_quiz_costs_the_same_statements_however_many_have_answered(
    page: str, app: Flask, school: School
) -> None:
    path = f"/teacher/quiz/{school.quiz}{page}"
    school.anna.get(path)
    take(school, "Cid", 3)  # Else it would still be remembered.

    few = len(rows_read(app, school.anna, path))
    for name in ("Dan", "Eve", "Fay"):
        take(school, name, 3)
    many = len(rows_read(app, school.anna, path))

    assert few == many <= 16


def test_the_page_of_a_quiz_for_a_class_reads_how_far_its_readers_are_and_the_quiz_once(
    app: Flask, school: School
) -> None:
    alone, with_class = f"/teacher/quiz/{school.quiz}/readers", f"/teacher/quiz/{school.for_class}/readers"
    school.anna.get(alone), school.anna.get(with_class)

    # One more: the two of the class.
    assert len(rows_read(app, school.anna, with_class)) == len(rows_read(app, school.anna, alone)) + 1


def test_an_attempt_at_another_quiz_is_not_found_below_this_one(school: School) -> None:
    path = f"/teacher/quiz/{school.quiz}/attempt/{school.attempt}"
    elsewhere = f"/teacher/quiz/{school.for_class}/attempt/{school.attempt}"

    assert (school.anna.get(path).status_code, school.anna.get(elsewhere).status_code) == (200, 404)
    assert school.anna.send(f"{elsewhere}/remove").status_code == 404
    assert school.anna.get(path).status_code == 200


# --- to take away ---


FILES = [(portion, ending) for portion in ("scores", "responses", "questions") for ending in ("csv", "xlsx", "json")]


@pytest.mark.parametrize(("portion", "ending"), FILES)
def test_the_files_are_asked_for_by_buttons_of_the_page(portion: str, ending: str, school: School) -> None:
    path = quiz(school)
    take(school, "Ada", 2)
    page = school.anna.get(f"{path}/export")
    assert f'formaction="{path}/{portion}.{ending}"' in page.text

    file = school.anna.post(f"{path}/{portion}.{ending}", page)

    match ending:
        case "csv":
            names = [row[0] for row in rows(file.data)[1:]]
        case "xlsx":
            cells = openpyxl.load_workbook(io.BytesIO(file.data)).worksheets[0].iter_rows(min_row=2, values_only=True)
            names = [str(row[0]) for row in cells]
        case _:
            names = [row.get("name", row.get("question")) for row in file.get_json()[portion]]
    assert names == {"scores": ["Ada"], "responses": ["Ada"] * 4, "questions": ["q1", "q2", "q3", "q4"]}[portion]
    named = school.quiz if portion == "scores" else f"{school.quiz}-{portion}"
    assert file.headers["Content-Disposition"] == f'attachment; filename="{named}.{ending}"'
    assert file.content_length == len(file.data)


@pytest.mark.parametrize(("portion", "ending"), FILES)
def test_their_addresses_lead_to_the_page_and_note_nothing(portion: str, ending: str, school: School) -> None:
    path = f"/teacher/quiz/{school.quiz}"

    led = school.anna.get(f"{path}/{portion}.{ending}")

    assert (led.status_code, led.location) == (303, f"{path}/export")
    assert school.owner.get("/teacher/log").text.count(f"exported {portion.removesuffix('s')}") == 0
    school.anna.send(f"{path}/{portion}.{ending}")
    assert school.owner.get("/teacher/log").text.count(f"exported {portion.removesuffix('s')}") == 1


@pytest.mark.parametrize("file", ["scores.pdf", "names.csv", "scores"])
def test_there_are_no_other_files(file: str, school: School) -> None:
    assert school.anna.send(f"/teacher/quiz/{school.quiz}/{file}").status_code == 404


def test_the_same_rows_stand_in_both_files_and_on_the_page(school: School) -> None:
    path = quiz(school)
    for name, rights in (("Ada", 4), ("Bo", 1)):
        take(school, name, rights)

    french = rows(school.anna.send(f"{path}/scores.csv", headers={"Accept-Language": "fr"}).data, ";")
    sheet = openpyxl.load_workbook(io.BytesIO(school.anna.send(f"{path}/scores.xlsx").data)).worksheets[0]
    english = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]

    assert french[0][:2] == ["Nom", "État"]
    assert [[*row[:1], *row[4:8], *row[9:]] for row in french[1:]] == [
        [*row[:1], *row[4:8], *row[9:]] for row in english[1:]
    ]
    assert "<b>4</b> / 4" in school.anna.get(f"{path}/readers").text
    assert [row[6:9] for row in english[1:]] == [["4", "4", "yes"], ["1", "4", "yes"]]
