"""Readers by questions, as their teacher finds them: light enough for hundreds, and in words as well as in colours."""

import re
from collections.abc import Callable
from html import unescape
from random import Random

import pytest
from flask import Flask

from quizapp.domain.simulation import difficulties, simulate
from quizapp.formats import native
from quizapp.services.listings import A_PAGE
from quizapp.services.matrix import MOST_CELLS, MOST_COLUMNS
from quizapp.store.session import Database
from tests.crowd import crowd
from tests.makers import bank, single
from tests.visitors import Visitor
from tests.web.school import School, upload, with_teachers, with_things
from tests.web.test_class_results import SUMMIT, four_readers, quiz, take, words
from tests.web.test_results import rows_read

LIGHT = 250_000
"""Bytes of a page of a hundred readers by sixty questions."""


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_things(with_teachers(database, visitor), SUMMIT)


def heads(page: str) -> list[str]:
    """The numbers of the questions, as they stand."""
    return re.findall(r"</span>(\d+)</a></th>", page.partition("<thead>")[2].partition("</thead>")[0])


def test_each_cell_says_what_was_picked_and_what_came_of_it(school: School) -> None:
    page = school.anna.get(f"{four_readers(school)}/matrix").text

    assert heads(page) == ["1", "3", "4", "2"]  # All had 1 right, three had 3, two had 4, one had 2.
    assert [row.split(" · ", 1)[1] for row in map(words, rows_of(page))] == [
        "4 · A right · A right · AC right · A right ·",
        "3 · A right · A right · AC right · B wrong ·",
        "2 · A right · A right · B wrong · B wrong ·",
        "1.5 · A right · B wrong · A partly right · C wrong ·",
    ]
    foot = words(page.partition("<tfoot>")[2].partition("</tfoot>")[0])
    assert foot == "Right of 4 4 3 2 1"
    assert "Score ↓ of 4" in words(page)


def rows_of(page: str) -> list[str]:
    """The rows, with a dot after each cell."""
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return [
        row.replace("</td>", " · ").replace("</th>", " · ") for row in re.findall(r"<tr [^>]*>(.*?)</tr>", body, re.S)
    ]


def names(page: str) -> list[str]:
    return re.findall(r"<bdi>([^<]*)</bdi>", page.partition("<tbody>")[2].partition("</tbody>")[0])


def test_rows_stand_by_score_or_name_both_ways_and_questions_in_either_order(school: School) -> None:
    path = f"{quiz(school)}/matrix"
    for name, picks in (("Élio", (1, 2, 1, (2,))), ("Zoé", (1, 1, 1, (1, 3))), ("Emma", (2, 2, 2, (2,)))):
        take(school, *picks, name=name)

    def order(asked: str) -> list[str]:
        return names(school.anna.get(f"{path}?{asked}").text)

    assert order("") == order("sort=score") == ["Zoé", "Élio", "Emma"]
    assert order("sort=-score") == ["Emma", "Élio", "Zoé"]
    assert order("sort=name") == ["Élio", "Emma", "Zoé"]
    assert order("sort=-name") == ["Zoé", "Emma", "Élio"]
    assert heads(school.anna.get(path).text) == ["1", "3", "2", "4"]
    page = school.anna.get(f"{path}?columns=bank&sort=name").text
    assert heads(page) == ["1", "2", "3", "4"]
    assert f'<a href="{path}?sort=name">From the best known</a>' in page
    assert f'href="{path}?sort=-name&amp;columns=bank"' in page
    assert re.search(r'<th scope="col" class="who" aria-sort="ascending">', page)


def test_a_row_leads_to_its_attempt_and_a_column_to_its_question(school: School) -> None:
    path = f"{quiz(school)}/matrix"
    take(school, 1, 2, 1, (2,), name="Ada Augusta King of Lovelace")

    page = school.anna.get(path).text
    table = page.partition('<table class="grid"')[2].partition("</table>")[0]
    links = [unescape(one) for one in re.findall(r'<a href="([^"]*)"', table)]

    assert {one.rpartition("/")[2].partition("?")[0] for one in links} >= {"question", "matrix"}
    assert all(school.anna.get(one).status_code == 200 for one in links)
    assert 'title="Ada Augusta King of Lovelace"><bdi>Ada Augusta King of Lovelace</bdi>' in table
    assert 'title="How many launches had failed?"' in table


def test_names_can_be_hidden_for_the_projector(school: School) -> None:
    path = quiz(school)
    take(school, 1, name="Ada")
    take(school, 1, 2, 1, (2,), name="Bo")

    page = school.anna.get(f"{path}/matrix?names=no").text

    assert "Bo" not in names(page)
    assert "Bo<" not in page
    assert "/attempt/" not in page
    assert "Reader 1" in words(page)
    assert f'<a href="{path}/matrix">With names</a>' in page
    assert f'<a href="{path}/readers?names=no">List</a>' in page
    assert f'<a href="{path}/matrix?names=no">Grid</a>' in school.anna.get(f"{path}/readers?names=no").text


def test_the_order_of_projected_rows_gives_no_names_away(school: School) -> None:
    path = f"{quiz(school)}/matrix"
    for name, picks in (("Ada", (2, 2, 2, (2,))), ("Zoé", (1, 1, 1, (1, 3))), ("Mo", (1, 2, 1, (2,)))):
        take(school, *picks, name=name)

    projected = [school.anna.get(f"{path}?names=no{sort}").text for sort in ("", "&sort=name", "&sort=-name")]

    assert len({tuple(re.findall(r'class="earned">([\d.]+)<', page)) for page in projected}) == 1
    assert not any("name" in sort for page in projected for sort in re.findall(r"sort=([\w-]+)", page))
    assert "Reader</a>" not in projected[0]
    assert f'<a href="{path}?names=no">Without, to project</a>' in school.anna.get(f"{path}?sort=name").text
    assert names(school.anna.get(f"{path}?sort=name").text) == ["Ada", "Mo", "Zoé"]


def test_nobody_one_and_running_attempts_are_told_in_words(school: School) -> None:
    path = f"{quiz(school)}/matrix"

    nobody = words(school.anna.get(path).text)
    take(school, 1)
    running = words(school.anna.get(path).text)
    take(school, 1, 1, 1, (1, 3))
    one = words(school.anna.get(path).text)

    for page in (nobody, running):
        assert "Nobody has finished yet: who does appears here, with what they made of each question." in page
    assert "Right of 1 1 1 1 1" in one
    assert "The figures rest on 1 finished attempt: of each reader the first that asked everything." in one


def test_of_two_versions_what_was_not_asked_is_told_and_the_legend_has_it(school: School) -> None:
    path = f"{quiz(school)}/matrix"
    take(school, 1, 1, 1, (1, 3))
    plain = school.anna.get(path).text
    longer = bank(*SUMMIT.questions, single("new"), article=SUMMIT.article)
    school.anna.send(f"{upload(school.anna, native.write(longer))}/publish")
    take(school, 1, 2, 1, (2,), 1)

    page = school.anna.get(path).text

    assert "not asked" not in words(plain)
    assert [words(row).split(" · ", 1)[1] for row in rows_of(page)] == [
        "4 / 4 · A right · A right · not asked · A right · AC right ·",
        "3 / 5 · A right · A right · A right · B wrong · B wrong ·",
    ]
    assert (
        words(page.partition("<tfoot>")[2].partition("</tfoot>")[0]) == "Right of those asked 2 /2 2 /2 1 /1 1 /2 1 /2"
    )
    assert words(page.partition('<p class="legend">')[2].partition("</p>")[0]) == "A right C wrong not asked"
    assert names(school.anna.get(f"{path}?version=1").text) == ["no name"]


@pytest.mark.parametrize(
    "asked",
    [
        "sort=started", "columns=age", "part=0", "part=2", "part=x", "names=some", "version=9", "class=999",
        "tries=second", "since=yesterday", "questions=0", "questions=2", "questions=x", "questions=99999999999",
    ],
)  # fmt: skip
def test_what_there_is_not_gets_a_sentence_and_400(asked: str, school: School) -> None:
    refused = school.anna.get(f"/teacher/quiz/{school.quiz}/matrix?{asked}")

    assert refused.status_code == 400
    assert "This address asks for what there is not" in words(refused.text)


def test_a_filter_that_nothing_passes_says_so_and_leads_back(school: School) -> None:
    path = f"{four_readers(school)}/matrix"

    page = school.anna.get(f"{path}?until=2020-01-01&sort=name&columns=bank").text

    assert "No finished attempt is among those that you chose." in words(page)
    assert "4 other finished attempts are left out." in words(page)
    assert f'<a href="{path}?sort=name&amp;columns=bank">Show all again</a>' in page
    assert 'type="hidden" name="columns" value="bank"' in page


def test_a_quiz_that_asks_some_questions_has_a_column_for_each_of_them(school: School) -> None:
    path = four_readers(school)
    made = school.anna.send(f"{path}/again", {"title": "Once more", "question": ["twice", "which"]})
    school.quiz = made.location.split("/quiz/")[1].partition("/")[0]
    for picks in (((1,), (1, 3)), ((2,), (1,))):
        reader = school.visitor()
        attempt = reader.start(school.quiz, "")
        for number, picked in enumerate(picks, start=1):
            reader.answer(attempt, number, *picked)
        reader.send(f"{attempt}/finish")

    page = school.anna.get(f"/teacher/quiz/{school.quiz}/matrix").text

    assert len(heads(page)) == 2
    assert "not asked" not in words(page)
    assert words(page.partition("<tfoot>")[2].partition("</tfoot>")[0]).startswith("Right of 2 ")
    assert "Score ↓ of 2" in words(page)


@pytest.mark.parametrize("page", ["/matrix", "/matrix?sort=name", "/print?names=yes", "/readers"])
@pytest.mark.parametrize("tries", ["first", "last", "best"])
def test_whichever_tries_count_there_may_be_none(tries: str, page: str, school: School) -> None:
    path = f"{quiz(school)}{page}"

    assert school.anna.get(f"{path}{'&' if '?' in path else '?'}tries={tries}").status_code == 200


def test_a_quiz_of_another_teacher_is_not_found(school: School) -> None:
    path = f"/teacher/quiz/{school.quiz}/matrix"

    assert (school.anna.get(path).status_code, school.ben.get(path).status_code) == (200, 404)


@pytest.mark.parametrize("page", ["/matrix", "/matrix?sort=name", "/matrix?tries=best", "/print", "/print?names=yes"])
def test_it_costs_the_same_statements_however_many_have_finished(page: str, app: Flask, school: School) -> None:
    path = f"{four_readers(school)}{page}"
    school.anna.get(path)
    take(school, 1, 2, 1, (2,))  # Else it would still be remembered.

    few = len(rows_read(app, school.anna, path))
    for _ in range(3):
        take(school, 1, 2, 1, (2,))
    many = len(rows_read(app, school.anna, path))

    assert few == many <= 17


def test_five_hundred_readers_by_sixty_questions_are_turned_over_by_the_hundred_and_light(
    database: Database, visitor: Callable[[], Visitor]
) -> None:
    asked = bank(*(single(f"q{number}") for number in range(60)), article=None)
    school = with_things(with_teachers(database, visitor), asked)
    path = f"{quiz(school)}/matrix"
    crowd(database, school.quiz, simulate(asked, difficulties(60, Random(1)), 500, Random(2)).picks)

    page = school.anna.get(path)
    last = school.anna.get(f"{path}?part=5").text

    assert len(page.data) < LIGHT
    assert (page.text.count("<td"), last.count("<tr id")) == ((A_PAGE + 1) * 61, A_PAGE)
    assert f'href="{path}?part=5">5</a>' in page.text
    right = [int(count) for count in re.findall(r"<td>(\d+)</td>", page.text.partition("<tfoot>")[2])]
    assert right == sorted(right, reverse=True)
    scores = [int(one) for one in re.findall(r'class="earned">(\d+)</td>', page.text + last)]
    assert scores == sorted(scores, reverse=True)
    assert "Right of 500" in words(last)


def test_of_thousands_of_questions_a_part_is_shown_at_a_time_and_the_others_are_led_to(
    database: Database, visitor: Callable[[], Visitor]
) -> None:
    asked = bank(*(single(f"q{number}") for number in range(2 * MOST_COLUMNS + 1)), article=None)
    school = with_things(with_teachers(database, visitor), asked)
    path = f"{quiz(school)}/matrix"
    crowd(database, school.quiz, simulate(asked, difficulties(801, Random(1)), 40, Random(2)).picks)

    page = school.anna.get(path)
    last = school.anna.get(f"{path}?columns=bank&questions=3&part=2").text

    assert len(page.data) < 4 * LIGHT
    assert (len(heads(page.text)), heads(last)) == (MOST_COLUMNS, ["801"])
    assert f"The grid shows {MOST_COLUMNS} of 801 questions here" in words(page.text)
    assert (page.text.count("<tr id"), last.count("<tr id")) == (MOST_CELLS // MOST_COLUMNS, 10)
    assert f'href="{path}?questions=3">3</a>' in page.text
    assert f'href="{path}?part=2">2</a>' in page.text
    assert f'<a href="{path}?part=2">From the best known</a>' in last
    assert f'href="{path}?columns=bank&amp;part=2&amp;questions=2">2</a>' in last
    for nonsense in ("questions=4", "questions=-1", "questions=3&part=5"):
        assert school.anna.get(f"{path}?{nonsense}").status_code == 400
