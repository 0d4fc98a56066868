"""The results of all quizzes of a bank, and two groups of their attempts side by side."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import update

from quizapp.domain.articles import Article
from quizapp.domain.banks import Bank
from quizapp.formats import native
from quizapp.store import classes as store_classes
from quizapp.store import quizzes, teachers
from quizapp.store.session import Database
from quizapp.store.tables import BankRow, QuizRow
from tests.makers import NOON, TEXT, article, bank, quoting, single
from tests.visitors import Visitor
from tests.web.school import School, hand_out, own_links, upload, with_teachers, with_things
from tests.web.test_results import rows_read

FIRST_TEXT = article(*TEXT)
LAST_TEXT = article("The summit took place by the sea.", *TEXT[1:])
STEMS = {"where": "Where did it take place?", "what": "What failed?", "who": "Who came?", "why": "Why?"}


def asking(*ids: str, text: Article = FIRST_TEXT, quoted: str = "at the spaceport") -> Bank:
    """The first choice of each is right; « where » quotes the article."""
    questions = [single(id_, stem=STEMS[id_]) for id_ in ids]
    quoting_ = [quoting(one, text, quoted) if one.id == "where" else one for one in questions]
    return bank(*quoting_, article=text)


FIRST = asking("where", "what", "who")
NEXT = asking("where", "what", "why", text=LAST_TEXT, quoted="by the sea")


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    """Anna's first version is handed out twice, and for a class; nobody but Cleo has begun."""
    return with_things(with_teachers(database, visitor), FIRST)


def another(school: School, teacher: Visitor | None = None) -> str:
    return hand_out(teacher or school.anna, school.bank, {"names": "optional", "shuffle_choices": ""})


def take(school: School, slug: str, *picks: int) -> None:
    """A new reader picks these choices, from 1, and finishes."""
    finish(school.visitor(), slug, *picks)


def finish(reader: Visitor, slug: str, *picks: int) -> None:
    attempt = reader.start(slug, "")
    for number, picked in enumerate(picks, start=1):
        reader.answer(attempt, number, picked)


def publish(school: School, given: Bank) -> None:
    school.anna.send(f"{upload(school.anna, native.write(given))}/publish")


def results(school: School, query: str = "", page: str = "results") -> str:
    return f"/teacher/bank/{school.bank}/{page}{query}"


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page.partition("<main")[2])).split())


def told(school: School, query: str = "", page: str = "results") -> str:
    found = school.anna.get(results(school, query, page))
    assert found.status_code == 200
    return words(found.text)


# --- all quizzes together ---


def test_all_quizzes_of_a_bank_are_told_together_and_each_with_its_mean(school: School) -> None:
    one, other = another(school), another(school)
    take(school, one, 1, 1, 1)
    take(school, one, 1, 1, 2)
    take(school, other, 2, 2, 1)

    said = told(school)

    assert "3 readers, half of them with 2 of 3 or more." in said
    code = {slug: f"{slug[:3]}-{slug[3:]}".upper() for slug in (one, other)}
    day = "5 January 2026"  # They have one title, and are for nobody in particular.
    assert f"{code[other]} · {day} 1 33%" in said.replace(" %", "%").replace("\xa0", "")
    assert re.search(rf"{code[one]} · {day} 2 83%", said.replace(" %", "%").replace("\xa0", ""))  # (3/3 + 2/3) / 2
    assert f'href="/teacher/quiz/{one}"' in school.anna.get(results(school)).text


def test_whoever_answered_two_quizzes_counts_once_where_that_try_was(school: School) -> None:
    one, other = another(school), another(school)
    reader = school.visitor()
    finish(reader, one, 1, 1, 1)
    finish(reader, other, 2, 2, 2)

    first, last = told(school), told(school, "?tries=last")

    assert "1 reader has finished, with 3 of 3." in first
    assert "1 reader has finished, with 0 of 3." in last


def test_the_quizzes_that_count_can_be_chosen(school: School) -> None:
    one, other = another(school), another(school)
    take(school, one, 1, 1, 1)
    take(school, other, 2, 2, 2)

    page = school.anna.get(results(school, f"?quiz={other}"))

    assert "1 reader has finished, with 0 of 3." in words(page.text)
    assert f'name="quiz" value="{other}" checked' in page.text
    assert f'name="quiz" value="{one}">' in page.text
    assert f"/results/question?quiz={other}&amp;question=where" in page.text
    assert "2 readers" in told(school, f"?quiz={other}&quiz={one}")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?quiz=bcdfgh", "no such one among them"),
        ("?version=9", "no version of this number"),
        ("?class=99", "no such class"),
        ("?tries=worst", "the first, the last or the best"),
        ("?since=2026-02-30", "none that a calendar has"),
    ],
)
@pytest.mark.parametrize("page", ["results", "results/question"])
def test_what_makes_no_sense_is_said(query: str, sentence: str, page: str, school: School) -> None:
    refused = school.anna.get(results(school, f"{query}&question=where", page))

    assert (refused.status_code, sentence in words(refused.text)) == (400, True)


def test_a_question_that_there_is_not_is_not_found(school: School) -> None:
    for page in ("results", "results/question"):
        assert school.anna.get(results(school, "?question=whence", page)).status_code == 404


def test_one_question_is_told_of_all_quizzes(school: School) -> None:
    for picked in (1, 2, 2):
        take(school, another(school), picked, 1, 1)

    said = told(school, "?question=where", "results/question")

    assert "1 right of 3: fewer than half got it." in said
    assert "The figures rest on 3 finished attempts" in said


def test_a_bank_that_nobody_has_answered_or_that_is_not_handed_out_is_told_in_words(school: School) -> None:
    school.anna.send(f"/teacher/quiz/{school.quiz}/attempt/{school.attempt}/remove")
    assert "Nobody has begun yet." in told(school)
    assert "Nobody has finished a quiz of this bank yet" in told(school, page="compare")
    for slug in (school.quiz, school.for_class):
        school.anna.send(f"/teacher/quiz/{slug}/remove")

    assert "You have not handed out this bank yet." in told(school)
    assert "Nobody has finished a quiz of this bank yet" in told(school, page="compare")


@pytest.mark.parametrize("tries", ["first", "last", "best"])
def test_nobody_having_finished_is_told_in_words_whichever_try_is_asked_for(tries: str, school: School) -> None:
    for path in (results(school, f"?tries={tries}"), f"/teacher/quiz/{school.quiz}?tries={tries}"):
        page = school.anna.get(path)
        assert (page.status_code, "1 reader has begun, and not finished yet." in words(page.text)) == (200, True)


def test_a_passage_that_has_changed_is_shown_apart(school: School) -> None:
    slug = another(school)
    take(school, slug, 2, 1, 1)
    publish(school, NEXT)
    take(school, slug, 1, 1, 1)

    for said in (told(school), words(school.anna.get(f"/teacher/quiz/{slug}").text)):
        assert "Question 1 · version 1 · 0 right of 1 at the spaceport" in said
        assert "by the sea , question 1: 1 / of 1 right" in said, "on the map: who had these words before them"
        assert "1 right of 2" in said, "in the list: everyone"
    assert "version 1 · " not in told(school, "?version=2")


# --- who sees it ---


def test_of_a_shared_bank_a_colleague_sees_their_own_quizzes_alone(school: School) -> None:
    take(school, another(school), 1, 1, 1)
    assert school.ben.get(results(school)).status_code == 404
    school.anna.send(f"/teacher/bank/{school.bank}/share", {"email": "ben@school.example"})

    before = words(school.ben.get(results(school)).text)
    bens = another(school, school.ben)
    take(school, bens, 2, 2, 2)
    after = words(school.ben.get(results(school)).text)

    assert "You have not handed out this bank yet." in before
    assert "1 reader has finished, with 0 of 3." in after
    assert "1 reader has finished, with 3 of 3." in told(school)
    assert school.ben.get(results(school, f"?quiz={school.quiz}")).status_code == 400
    for side in (f"quiz:{school.quiz}", f"class:{school.class_}"):
        assert school.ben.get(results(school, f"?one={side}&other=quiz:{bens}", "compare")).status_code == 400


def test_a_quiz_leads_to_its_bank_while_the_bank_is_shared(school: School) -> None:
    school.anna.send(f"/teacher/bank/{school.bank}/share", {"email": "ben@school.example"})
    bens = f"/teacher/quiz/{another(school, school.ben)}"
    address = f'href="{results(school)}"'

    while_shared = school.ben.get(bens).text
    school.anna.send(f"/teacher/bank/{school.bank}/unshare/{school.person}")
    later = school.ben.get(bens)

    assert (address in while_shared, address in later.text, later.status_code) == (True, False, 200)
    assert [school.ben.get(results(school, page=page)).status_code for page in ("results", "compare")] == [404, 404]
    assert address in school.anna.get(f"/teacher/bank/{school.bank}").text


# --- side by side ---


def test_two_versions_are_compared_on_the_questions_they_share_and_that_is_said(school: School) -> None:
    slug = another(school)
    for picks in ((1, 1, 1), (1, 2, 1)):
        take(school, slug, *picks)
    publish(school, NEXT)
    for picks in ((2, 1, 1), (2, 2, 1)):
        take(school, slug, *picks)

    said = told(school, page="compare")  # What one would compare is compared without being asked for.

    assert "version 1 and version 2 They share 2 questions, and are compared on these alone." in said
    assert "1 question is only in version 1, as version 1 has it: 3." in said
    assert "1 question is only in version 2, as version 2 has it: 3." in said
    assert "version 1 75% " in said.replace(" %", "%").replace("\xa0", "")  # (2/2 + 1/2) / 2
    assert said.index(STEMS["where"]) < said.index(STEMS["what"]), "the one that differs most comes first"
    assert "−100 points the intervals overlap: this may be chance" in said
    assert STEMS["why"] not in said


def test_a_difference_that_is_more_than_chance_is_said_to_be_so(school: School) -> None:
    one, other = another(school), another(school)
    for _ in range(5):
        take(school, one, 1, 1, 1)
        take(school, other, 2, 1, 1)

    page = school.anna.get(results(school, f"?one=quiz:{one}&other=quiz:{other}", "compare"))

    code = f"{one[:3]}-{one[3:]}".upper()
    assert f"−100 points better in {code}: chance alone seldom does this" in words(page.text)
    assert f'<option value="quiz:{one}" selected>' in page.text
    assert page.text.count('<svg class="dumbbell"') == 4 + 2 * 4 + 2  # A drawing and two signs a line; the legend.


def test_first_and_last_tries_and_classes_are_compared(school: School) -> None:
    slug, reader = another(school), school.visitor()
    finish(reader, slug, 2, 2, 2)
    finish(reader, slug, 1, 1, 1)
    school.visitor().post(own_links(school, school.for_class)["Mona"])

    tries = told(school, "?one=tries:first&other=tries:last", "compare")
    of_class = told(school, f"?one=class:{school.class_}&other=tries:first", "compare")

    assert "the first tries 0% n 1" in tries.replace(" %", "%").replace("\xa0", "")
    assert "+100 points too few to say" in tries
    assert "Nobody has finished in this group yet: 7B." in of_class
    assert "too few to say" in of_class


def test_a_class_is_compared_with_none_of_another_owners_where_the_installation_has_the_quizzes(school: School) -> None:
    """All owners have those; a class, and what it is called, is its owner's alone."""
    take(school, another(school), 1, 1, 1)
    with school.database.transaction() as db:
        db.execute(update(BankRow).values(teacher_id=None))
        db.execute(update(QuizRow).values(teacher_id=None))
        own = store_classes.add(db, teachers.by_email(db, "owner@school.example")[0].id, "8A", NOON)
        quiz = quizzes.by_slug(db, school.for_class)
        terms = replace(quiz.terms, class_id=own)
        quizzes.add(db, "bcdfgh", quiz.bank_id, None, quiz.settings, terms, NOON)

    page = school.owner.get(results(school, f"?one=class:{own}", "compare"))
    of_another = school.owner.get(results(school, f"?one=class:{school.class_}&other=tries:first", "compare"))

    assert page.status_code == 200
    assert f'value="class:{own}"' in page.text
    assert f'value="class:{school.class_}"' not in page.text
    assert of_another.status_code == 400


def test_two_versions_that_share_nothing_are_told_in_words(school: School) -> None:
    take(school, another(school), 1, 1, 1)
    publish(school, asking("why"))

    said = told(school, "?one=version:1&other=version:2", "compare")

    assert "They share no question" in said
    assert "Question by question" not in said


def test_a_key_that_differs_is_said(school: School) -> None:
    take(school, another(school), 1, 1, 1)
    publish(school, bank(single("where", right=1, stem=STEMS["where"])))

    assert "Its key differs" in told(school, "?one=version:1&other=version:2", "compare")


def test_the_same_twice_is_refused_on_the_page_itself(school: School) -> None:
    take(school, another(school), 1, 1, 1)

    refused = school.anna.get(results(school, "?one=version:1&other=version:1", "compare"))

    assert (refused.status_code, "You chose the same twice" in words(refused.text)) == (400, True)
    assert '<option value="version:1" selected>' in refused.text
    assert "data-live" not in refused.text


@pytest.mark.parametrize("side", ["version:9", "version:x", "class:99", "quiz:bcdfgh", "quiz:", "tries:worst", "age:7"])
def test_a_side_that_makes_no_sense_is_refused_with_a_sentence(side: str, school: School) -> None:
    take(school, another(school), 1, 1, 1)

    refused = school.anna.get(results(school, f"?one={side}&other=version:1", "compare"))

    assert refused.status_code == 400
    assert "What is compared are" in words(refused.text) or "no " in words(refused.text)


def test_a_quiz_leads_to_where_it_is_compared(school: School) -> None:
    one, other = another(school), another(school)
    take(school, one, 1, 1, 1)
    take(school, other, 1, 1, 1)
    page = school.anna.get(f"/teacher/quiz/{one}").text

    (address,) = re.findall(r'href="([^"]*/compare[^"]*)"', page)
    compared = school.anna.get(unescape(address)).text

    assert f'<option value="quiz:{one}" selected>' in compared
    assert f'<option value="quiz:{other}" selected>' in compared


# --- what it costs ---


@pytest.mark.parametrize("page", ["results", "results/question?question=where", "compare?one=tries:first"])
def test_a_page_of_a_bank_costs_the_same_statements_however_many_quizzes_and_attempts(
    page: str, app: Flask, school: School
) -> None:
    path = results(school, page=page)
    take(school, another(school), 1, 1, 1)
    school.anna.get(path)
    take(school, another(school), 1, 1, 1)  # Else it would still be remembered.

    few = len(rows_read(app, school.anna, path))
    for _ in range(3):
        slug = another(school)
        take(school, slug, 1, 2, 1)
        take(school, slug, 1, 2, 2)
    many = len(rows_read(app, school.anna, path))

    assert few == many <= 20
