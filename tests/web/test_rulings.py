"""A teacher's own word on an answer: given on the page of the attempt, seen by its reader beside the answer."""

import re
from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from quizapp.formats import native
from quizapp.store.session import Database
from tests.makers import bank, single, true_false
from tests.store.contents import contents
from tests.visitors import Visitor, masked
from tests.web.school import School, hand_out, upload, with_teachers, with_things
from tests.web.test_results import words

BANK = bank(single("q1", right=0), single("q2", right=0), true_false("q3"))


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_things(with_teachers(database, visitor), BANK)


@pytest.fixture
def attempt(school: School) -> str:
    """Of a reader who has picked a wrong choice, a right one, and nothing, and has finished."""
    terms = {"names": "optional", "shuffle_choices": "", "feedback": "at-end"}
    school.quiz = hand_out(school.anna, school.bank, terms)
    path = school.reader.start(school.quiz, "Zoé")
    school.reader.answer(path, 1, 2)
    school.reader.answer(path, 2, 1)
    school.reader.send(f"{path}/finish")
    listed = school.anna.get(f"/teacher/quiz/{school.quiz}/readers").text
    school.attempt = listed.rpartition("/attempt/")[2].split('"')[0]
    return path


def page(school: School) -> str:
    return f"/teacher/quiz/{school.quiz}/attempt/{school.attempt}"


def rule(school: School, number: int, points: str = "", remark: str = "", by: str = "anna") -> TestResponse:
    who: Visitor = getattr(school, by)
    return who.send(f"{page(school)}/question/{number}/ruling", {"points": points, "remark": remark})


def test_a_teacher_gives_another_mark_and_says_why_and_the_reader_sees_both(school: School, attempt: str) -> None:
    assert "Your teacher" not in school.reader.get(f"{attempt}/end").text

    sent = rule(school, 1, "0,5", "You had the right paragraph.\nRead § 2.")

    assert (sent.status_code, sent.location) == (303, f"{page(school)}#question-1")
    told = words(school.anna.get(page(school)).text)
    assert "wrong · 0.5 of 1 by hand" in told
    assert "1.5 of 3" in told
    for shown in (f"{attempt}/end", f"{attempt}/question/1"):
        said = words(school.reader.get(shown).text)
        assert "Your teacher gave 0.5 of 1: You had the right paragraph. Read § 2." in said
        assert "0.5 of 1" in said
    assert "1.5 / of 3" in words(school.reader.get(f"{attempt}/end").text)
    assert "1.5 of 3" in words(school.reader.get("/scores").text)


def test_the_form_comes_back_as_it_was_ruled_and_empty_fields_take_it_back(school: School, attempt: str) -> None:
    rule(school, 1, "1/3", "Partly.")

    shown = school.anna.get(page(school)).text
    french = school.anna.get(page(school), headers={"Accept-Language": "fr"}).text
    assert 'value="0.3333333"' in shown
    assert 'value="0,3333333"' in french
    assert ">\nPartly.</textarea>" in shown
    rule(school, 1, "0,3333333", "Partly.")
    assert school.owner.get("/teacher/log").text.count("gave a mark by hand") == 1
    rule(school, 1)

    assert "Your teacher" not in school.reader.get(f"{attempt}/end").text
    assert "1 of 3" in words(school.anna.get(page(school)).text)
    log = words(school.owner.get("/teacher/log").text)
    assert "took back a mark given by hand" in log
    assert "Zoé" not in log


def test_words_alone_are_possible_for_what_was_not_answered_and_a_mark_is_not(school: School, attempt: str) -> None:
    shown = school.anna.get(page(school)).text
    assert ('id="points-2"' in shown, 'id="points-3"' in shown, 'id="remark-3"' in shown) == (True, False, True)

    refused = rule(school, 3, "1", "Why not?")
    assert refused.status_code == 400
    assert "What was not answered cannot be given a mark." in refused.text
    assert ">\nWhy not?</textarea>" in refused.text
    assert rule(school, 3, "", "Why not?").status_code == 303

    assert "Your teacher says: Why not?" in words(school.reader.get(f"{attempt}/end").text)


@pytest.mark.parametrize("points", ["2", "1,01", "-1", "one", "50 %", "1/0", "0x1", "1e0", "9" * 30])
def test_what_is_no_mark_is_said_and_what_was_typed_stays(
    points: str, school: School, attempt: str, database: Database
) -> None:
    before = contents(database)

    refused = rule(school, 1, points, "Kept.")

    assert refused.status_code == 400
    assert "Give points from 0 to the maximum of the question" in refused.text
    assert f'value="{points}"' in refused.text
    assert ">\nKept.</textarea>" in refused.text
    assert contents(database) == before


def test_too_many_words_are_refused_and_stay_on_the_page(school: School, attempt: str) -> None:
    refused = rule(school, 1, "1", "long " * 101)

    assert (refused.status_code, "too long to be said" in refused.text) == (400, True)
    assert "long long long" in refused.text


def test_only_the_quizs_teacher_rules_and_only_on_attempts_at_it(
    school: School, attempt: str, database: Database
) -> None:
    before = contents(database)

    assert rule(school, 1, "1", by="ben").status_code == 404
    assert rule(school, 1, "2", by="ben").status_code == 404
    assert rule(school, 1, "1", by="reader").status_code == 401
    assert rule(school, 4, "1").status_code == 404
    assert rule(school, 4, "x").status_code == 404
    elsewhere = f"/teacher/quiz/{school.for_class}/attempt/{school.attempt}/question/1/ruling"
    assert school.anna.send(elsewhere, {"points": "1"}).status_code == 404

    assert contents(database) == before


def test_an_attempt_that_goes_on_has_no_form_and_is_not_ruled_on(school: School, database: Database) -> None:
    assert "/ruling" not in school.anna.get(page(school)).text
    before = contents(database)

    refused = rule(school, 1, "1")

    assert refused.status_code == 409
    assert "This attempt goes on" in refused.text
    assert contents(database) == before


def test_before_the_key_may_be_shown_nothing_of_a_ruling_is(school: School, attempt: str) -> None:
    """A second attempt is asked as if nobody had ruled on the first."""
    pages = []
    for points in ("", "1"):
        rule(school, 1, points, "Hear, hear." if points else "")
        reader = school.visitor()
        again = reader.start(school.quiz, "Zoé")
        pages.append(masked(reader.get(f"{again}/question/1").text))

    assert pages[0] == pages[1]


@pytest.mark.parametrize("about", ["quiz/{quiz}", "bank/{bank}/results"])
@pytest.mark.parametrize("by", ["", "/question?question=q1"])
def test_the_pages_of_the_class_say_how_many_marks_were_given_by_hand(
    by: str, about: str, school: School, attempt: str
) -> None:
    path = f"/teacher/{about}{by}".format(**vars(school))
    assert "by hand" not in school.anna.get(path).text

    rule(school, 1, "1")
    assert "1 mark was given by hand" in words(school.anna.get(path).text)
    rule(school, 2, "0")

    told = "2 marks were given by hand" if not by else "1 mark was given by hand"
    assert told in words(school.anna.get(path).text)


def test_marking_again_says_how_many_marks_stay(school: School, attempt: str) -> None:
    rule(school, 1, "1")
    other_key = bank(single("q1", right=1), single("q2", right=0), true_false("q3"))
    school.anna.send(f"{upload(school.anna, native.write(other_key))}/publish")

    told = words(school.anna.get(f"/teacher/quiz/{school.quiz}/remark").text)

    assert "1 answer keeps the mark that you gave it by hand." in told


def test_in_a_quiz_that_asks_only_some_questions_the_right_one_is_ruled_on_and_objected_to(
    school: School, attempt: str
) -> None:
    sent = school.anna.send(f"/teacher/quiz/{school.quiz}/again", {"title": "Again", "question": ["q2", "q3"]})
    school.quiz = sent.location.split("/quiz/")[1].split("/")[0]
    reader = school.visitor()
    path = reader.start(school.quiz, "Max")
    for number in (1, 2):
        reader.answer(path, number, 2)
    reader.send(f"{path}/finish")
    listed = school.anna.get(f"/teacher/quiz/{school.quiz}/readers").text
    school.attempt = listed.rpartition("/attempt/")[2].split('"')[0]

    assert reader.send(f"{path}/question/1/objection", {"reason": "other"}).status_code == 303
    shown = school.anna.get(page(school)).text
    assert re.findall(r"/question/(\d)/ruling", shown) == ["2", "3"]
    assert rule(school, 1, "1").status_code == 404
    assert rule(school, 2, "1", "The second of all, the first here.").status_code == 303

    assert "Your teacher gave 1 of 1: The second of all, the first here." in words(
        reader.get(f"{path}/question/1").text
    )
    assert "something is wrong with question 1." in words(school.anna.get(f"/teacher/quiz/{school.quiz}").text)
    question = school.anna.get(f"/teacher/quiz/{school.quiz}/question?question=q2").text
    assert ("Question 1" in words(question), "Something else" in question) == (True, True)
