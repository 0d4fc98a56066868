"""The results for paper: all that a meeting of teachers wants of a quiz, and a name only where it was asked for."""

from collections.abc import Callable

import pytest

from quizapp.services import matrix
from quizapp.store.session import Database
from tests.visitors import Visitor
from tests.web.school import School, with_teachers, with_things
from tests.web.test_class_results import SUMMIT, four_readers, quiz, take, words


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_things(with_teachers(database, visitor), SUMMIT)


def test_it_has_the_verdict_the_scores_the_figures_the_questions_and_the_map(school: School) -> None:
    page = school.anna.get(f"{four_readers(school)}/print").text
    paper = words(page.partition("<article")[2].partition("</article>")[0])

    assert "4 readers, half of them with 2.5 of 4 or more." in paper
    assert "Mean 2.6 0.9 to 4.4 4 of 4" in paper
    assert page.count("<circle cx") > 4
    ranked = words(page.partition('<ol class="ranked">')[2].partition("</ol>")[0])
    assert ranked.startswith("2 How many launches had failed? ◆ 2 the wrong choice most picked Three 1 right of 4")
    assert 'class="passage most"' in page
    assert "The figures rest on 4 finished attempts" in paper


def test_names_are_on_it_only_where_they_are_asked_for_each_with_its_score(school: School) -> None:
    path = f"{quiz(school)}/print"
    for name, picks in (("Zoé", (1, 1, 1, (1, 3))), ("Élio", (1, 2, 1, (2,)))):
        take(school, *picks, name=name)

    without, named = school.anna.get(path).text, school.anna.get(f"{path}?names=yes").text

    assert "Zoé" not in without
    assert f'<a href="{path}?names=yes">With each reader’s score</a>' in without
    listed = words(named.partition('<ul class="scored">')[2].partition("</ul>")[0])
    assert listed == "Élio 2 / 4 Zoé 4 / 4"
    assert 'type="hidden" name="names" value="yes"' in named


def test_of_more_readers_than_paper_bears_some_are_not_listed_and_that_is_told(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = four_readers(school)
    monkeypatch.setattr(matrix, "MOST_NAMED", 3)

    page = words(school.anna.get(f"{path}/print?names=yes").text)

    assert "1 reader more is not listed: the file of scores has all." in page


@pytest.mark.parametrize("names", ["", "?names=yes"])
def test_nobody_and_one_are_told_in_words(names: str, school: School) -> None:
    path = f"{quiz(school)}/print{names}"

    nobody = words(school.anna.get(path).text)
    take(school, 1, 1, 1, (1, 3))
    one = words(school.anna.get(path).text)

    assert "Nobody has begun yet." in nobody
    assert ("Nobody has finished yet." in nobody) == bool(names)
    assert "1 reader has finished, with 4 of 4." in one
    assert "too few to say" in one


def test_what_is_chosen_on_it_narrows_it(school: School) -> None:
    path = four_readers(school)

    page = words(school.anna.get(f"{path}/print?until=2020-01-01&names=yes").text)

    assert "No finished attempt is among those that you chose." in page
    assert "4 other finished attempts are left out." in page


@pytest.mark.parametrize("asked", ["names=no", "names=x", "version=9", "class=999", "tries=x", "since=2026-13-01"])
def test_what_there_is_not_gets_a_sentence_and_400(asked: str, school: School) -> None:
    refused = school.anna.get(f"/teacher/quiz/{school.quiz}/print?{asked}")

    assert refused.status_code == 400
    assert "This address asks for what there is not" in words(refused.text)


def test_it_is_its_teachers_alone_and_is_linked_where_things_are_taken_away(school: School) -> None:
    path = f"/teacher/quiz/{school.quiz}/print"

    assert (school.anna.get(path).status_code, school.ben.get(path).status_code) == (200, 404)
    assert f'href="{path}">The results to print</a>' in school.anna.get(f"/teacher/quiz/{school.quiz}/export").text
