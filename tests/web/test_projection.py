"""A question before the class: its passage first, what was picked only when it is asked for, never a name."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from quizapp.store.session import Database
from tests.makers import article as article_of
from tests.makers import bank, multiple, quoting, single, tempted
from tests.visitors import Visitor
from tests.web.school import School, with_teachers, with_things
from tests.web.test_results import quiz, rows_read, take, words

TEXT = article_of(
    "The summit took place at the spaceport, far to the east.",
    "Ships lay in the harbour. They left in silence.",
    "Nobody asks about this.",
)
WHERE = tempted(quoting(single("where"), TEXT, "at the spaceport"), TEXT, {1: "Ships lay in the harbour."})
BANK = bank(WHERE, *(single(f"q{number}", right=0) for number in (2, 3)), multiple("bare"), article=TEXT)


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_things(with_teachers(database, visitor), BANK)


@pytest.fixture
def path(school: School) -> str:
    """Of a quiz whose first question three of four had wrong: two by the harbour."""
    path = quiz(school)
    for name, picks in (("Ada", (1, 1, 1)), ("Bo", (2, 1, 1)), ("Cy", (2, 1, 2)), ("Di", (3, 2, 2))):
        reader = school.visitor()
        attempt = reader.start(school.quiz, name)
        for number, picked in enumerate(picks, start=1):
            reader.answer(attempt, number, picked)
        reader.answer(attempt, 4, 1, 3)
    return path


def test_the_passage_stands_in_its_paragraph_before_anything_is_said_of_the_answers(school: School, path: str) -> None:
    page = school.anna.get(f"{path}/passage?question=where").text

    assert "took place <mark>at the spaceport</mark>, far to the east." in page
    for unsaid in ("Harbour", "Palace", "Ships lay", "Nobody asks", "right of", "Ada"):
        assert unsaid not in page, unsaid


def test_what_was_picked_is_shown_when_it_is_asked_for_with_what_tempted(school: School, path: str) -> None:
    link = re.search(r'data-key="pick" href="([^"]*)"', school.anna.get(f"{path}/passage?question=where").text)
    assert link

    page = school.anna.get(link[1].replace("&amp;", "&")).text

    said = words(page)
    assert "1 right of 4" in said
    assert re.findall(r'<span class="count">(\d+)</span>', page) == ["1", "2", "1"]
    assert '<mark class="tempting">Ships lay in the harbour.</mark>' in page
    assert not any(name in said for name in ("Ada", "Bo ", "Cy ", "Di "))


def test_a_passage_that_tempted_nobody_is_not_shown(school: School) -> None:
    path = quiz(school)
    reader = school.visitor()
    attempt = reader.start(school.quiz, "Ada")
    for number in range(1, 5):
        reader.answer(attempt, number, 3)

    assert "Ships lay" not in school.anna.get(f"{path}/passage?question=where&picked=shown").text


def test_one_goes_from_the_most_missed_to_the_best_and_back(school: School, path: str) -> None:
    seen, address = [], f"{path}/passage?question=where"
    while address:
        page = school.anna.get(address).text
        seen.append(re.search(r"question=(\w+)", address)[1])  # type: ignore[index]
        found = re.search(r'data-key="after" rel="next" href="([^"]*)"', page)
        address = found[1].replace("&amp;", "&") if found else ""

    assert seen == ["where", "q3", "q2", "bare"]
    assert 'rel="prev"' in page
    assert 'rel="prev"' not in school.anna.get(f"{path}/passage?question=where").text
    assert "4 of 4, from the most missed" in words(page)


def test_a_question_without_a_passage_says_so(school: School, path: str) -> None:
    assert "No passage of the article proves" in words(school.anna.get(f"{path}/passage?question=bare").text)


def test_a_question_that_nobody_was_asked_says_so(school: School) -> None:
    page = school.anna.get(f"{quiz(school)}/passage?question=where&picked=shown").text

    assert "Nobody was asked this question." in words(page)


def test_the_pages_that_know_the_question_lead_there(school: School, path: str) -> None:
    for page in (f"{path}?question=where", f"{path}/question?question=where"):
        assert f'{path}/passage?question=where">Project this passage' in school.anna.get(page).text
    assert (
        f'{path}/passage?question=bare">Project this question' in school.anna.get(f"{path}/question?question=bare").text
    )


def test_what_was_chosen_to_count_goes_along(school: School, path: str) -> None:
    page = school.anna.get(f"{path}/passage?question=where&tries=last").text

    assert page.count("tries=last") >= 2


@pytest.mark.parametrize(
    ("query", "status"),
    [("", 404), ("?question=none", 404), ("?question=where&picked=yes", 400), ("?question=where&version=9", 400)],
)
def test_what_there_is_not_is_said(query: str, status: int, school: School, path: str) -> None:
    assert school.anna.get(f"{path}/passage{query}").status_code == status


def test_another_teacher_does_not_find_it(school: School, path: str) -> None:
    asked = f"{path}/passage?question=where"

    assert [one.get(asked).status_code for one in (school.anna, school.ben, school.owner)] == [200, 404, 404]


def test_it_costs_the_same_statements_however_many_have_answered(app: Flask, school: School, path: str) -> None:
    asked = f"{path}/passage?question=where&picked=shown"
    few = len(rows_read(app, school.anna, asked))
    for name in ("Eve", "Fay"):
        take(school, name, 2)

    assert len(rows_read(app, school.anna, asked)) == few <= 8
