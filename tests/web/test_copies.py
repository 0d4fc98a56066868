"""Corrected copies: one reader's, or all of a class, each with what was picked, what is right, and where it says so."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from quizapp.services import corrected_copies
from quizapp.store.session import Database
from quizapp.web.installation import installation
from quizapp.web.rendering import Page, render
from tests.crowd import crowd
from tests.makers import article as article_of
from tests.makers import bank, changed, multiple, quoting, single, tempted
from tests.visitors import Visitor, masked
from tests.web.school import School, with_teachers, with_things
from tests.web.test_counted_statements import statements
from tests.web.test_results import quiz, words

TEXT = article_of("The summit took place at the spaceport, far to the east.", "Ships lay in the harbour.")
WHERE = tempted(quoting(single("where"), TEXT, "at the spaceport"), TEXT, {1: "Ships lay in the harbour."})
WHERE = changed(WHERE, feedback="It was a spaceport.", feedback_wrong="Read it again.")
BANK = bank(WHERE, multiple("which", stem="Which are <named>?"), article=TEXT)


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_things(with_teachers(database, visitor), BANK)


def take(school: School, name: str, picked: int, *ticked: int, reader: Visitor | None = None) -> Visitor:
    reader = reader or school.visitor()
    attempt = reader.start(school.quiz, name)
    reader.answer(attempt, 1, picked)
    reader.answer(attempt, 2, *(ticked or (1, 3)))
    return reader


def names(page: str) -> list[str]:
    return re.findall(r'<h2 id="copy-\d+"><bdi>([^<]*)</bdi>', page)


def test_a_copy_says_all_that_the_reader_would_learn_from(school: School) -> None:
    path = quiz(school)
    take(school, "Bo", 2, 1)
    listed = school.anna.get(f"{path}/readers").text
    of_bo = f"{path}/attempt/{listed.rpartition('/attempt/')[2].split(chr(34))[0]}"
    assert f'href="{of_bo}/copy"' in school.anna.get(of_bo).text

    page = school.anna.get(f"{of_bo}/copy").text

    said = words(page)
    assert names(page) == ["Bo"]
    for part in (
        "0.5 / 2", "wrong · 0 of 1", "Picked Harbour", "Right Spaceport", "§ 1 at the spaceport",
        "What may have led there: Ships lay in the harbour.", "Read it again. It was a spaceport.",
        "partly right · 0.5 of 1", "Which are <named>?", "Right Train Silence",
    ):  # fmt: skip
        assert part in said, part
    assert "Which are &lt;named&gt;?" in page
    assert "Your teacher says" not in said
    school.anna.send(f"{of_bo}/question/1/ruling", {"points": "0.5", "remark": "You <b>tried</b>."})
    corrected = school.anna.get(f"{of_bo}/copy").text
    assert "wrong · 0.5 of 1" in words(corrected)
    assert 'Your teacher says:</p><p class="wording" dir="auto">You &lt;b&gt;tried&lt;/b&gt;.</p>' in corrected


def test_the_copies_of_a_class_stand_by_name_and_are_of_the_tries_that_count(school: School) -> None:
    path = quiz(school, counts="best")
    assert "no copy to correct" in words(school.anna.get(f"{path}/copies").text)
    emma = take(school, "Emma", 2, 2)
    take(school, "Emma", 1, 1, 3, reader=emma)
    for name in ("Zoé", "Élio", ""):
        take(school, name, 2)
    school.visitor().start(school.quiz, "Runs")
    assert f'href="{path}/copies"' in school.anna.get(f"{path}/export").text

    page = school.anna.get(f"{path}/copies").text

    assert names(page) == ["Élio", "Emma", "Zoé", "no name"]
    of_emma = page.partition("<bdi>Emma</bdi>")[2].partition("<article")[0]
    assert "2 / 2" in words(of_emma)
    assert ("Right Spaceport" in words(of_emma), "Right Spaceport" in words(page)) == (False, True)


def test_forty_copies_cost_the_statements_of_one(app: Flask, school: School, database: Database) -> None:
    path = quiz(school)
    take(school, "Ada", 1)
    school.anna.get(f"{path}/copies")
    with statements(app) as one:
        school.anna.get(f"{path}/copies")
    crowd(database, school.quiz, [[frozenset({1}), frozenset({0})]] * 39)

    with statements(app) as forty:
        page = school.anna.get(f"{path}/copies").text

    assert len(names(page)) == 40
    assert len(forty) == len(one) <= 8


def test_a_part_reads_the_answers_of_its_own_readers_alone(
    app: Flask, school: School, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What others have earned matters only where the best try is the score."""
    monkeypatch.setattr(corrected_copies, "A_PART", 1)
    path = quiz(school, counts="first")
    crowd(database, school.quiz, [[frozenset({1}), frozenset({0})]] * 3)

    with statements(app) as sent:
        school.anna.get(f"{path}/copies?part=2")

    of_answers = [one for one in sent if re.search(r"\bresponse\b", one)]
    assert of_answers
    assert all(re.search(r"attempt(_id|\.id) IN \([^,]*?\)", one) for one in of_answers), of_answers


def test_more_than_two_hundred_are_printed_in_parts(school: School, database: Database) -> None:
    path = quiz(school)
    most = corrected_copies.A_PART
    crowd(database, school.quiz, [[frozenset({1}), frozenset({0})]] * (most + 1))

    first, second = (school.anna.get(f"{path}/copies{query}").text for query in ("", "?part=2"))

    assert (len(names(first)), names(second)) == (most, [f"Reader {most + 1:05}"])
    assert f"There are {most + 1} of them" in words(first)
    for part in ("0", "3", "-1", "x", "1e3", "99999999"):
        assert school.anna.get(f"{path}/copies?part={part}").status_code == 400


def test_the_more_questions_the_fewer_copies_a_part_has_and_they_are_made_as_what_is_heavy(
    school: School, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = quiz(school)
    crowd(database, school.quiz, [[frozenset({1}), frozenset({0})]] * 5)
    rendered: list[bool] = []

    def noted(page: Page) -> str:
        rendered.append(installation().heavy.locked())
        return render(page)

    monkeypatch.setattr("quizapp.web.teacher.results.routes.render", noted)
    school.anna.get(f"{path}/copies")
    assert rendered == [True]

    for lines, parts in ((4, [2, 2, 1]), (1, [1] * 5)):
        monkeypatch.setattr(corrected_copies, "MOST_LINES", lines)
        shown = [names(school.anna.get(f"{path}/copies?part={part}").text) for part in range(1, len(parts) + 1)]

        assert list(map(len, shown)) == parts
        assert [name for part in shown for name in part] == [f"Reader {number:05}" for number in range(1, 6)]
        assert school.anna.get(f"{path}/copies?part={len(parts) + 1}").status_code == 400


def test_only_its_teacher_finds_them_and_nothing_is_noted(school: School) -> None:
    path = f"/teacher/quiz/{school.quiz}"
    one = f"{path}/attempt/{school.attempt}/copy"
    noted = masked(school.owner.get("/teacher/log").text)

    for page in (one, f"{path}/copies"):
        assert [who.get(page).status_code for who in (school.anna, school.ben, school.owner)] == [200, 404, 404]
    assert school.anna.get(f"/teacher/quiz/{school.for_class}/attempt/{school.attempt}/copy").status_code == 404
    assert masked(school.owner.get("/teacher/log").text) == noted


def test_a_copy_of_an_attempt_that_runs_says_that_it_does(school: School) -> None:
    page = school.anna.get(f"/teacher/quiz/{school.quiz}/attempt/{school.attempt}/copy").text

    assert "running" in words(page)
    assert "not answered" in words(page)


def test_the_page_of_an_attempt_shows_what_may_have_led_to_what_was_picked(school: School) -> None:
    path = quiz(school)
    take(school, "Bo", 2)
    take(school, "Cy", 3)
    ids = re.findall(r"/attempt/(\d+)", school.anna.get(f"{path}/readers?sort=name").text)

    bo, cy = (school.anna.get(f"{path}/attempt/{id_}").text for id_ in ids)

    assert 'What may have led there: <q lang="en" dir="auto">Ships lay in the harbour.</q>' in bo
    assert "Ships lay" not in cy
