"""A quiz of what a class missed: it asks some questions of the same bank, which stay the same questions."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from quizapp.formats import native
from quizapp.services import bank_statistics
from quizapp.services.samples import Selection
from quizapp.store import banks, schema, teachers
from quizapp.store.session import Database
from tests.engines import go_back
from tests.makers import NOON, bank, office, single
from tests.store.contents import contents, count
from tests.visitors import Visitor
from tests.web.programs import Program
from tests.web.school import School, hand_out, make_token, own_links, upload, with_teachers, with_things
from tests.web.test_results import quiz, rows, take, words

FOUR = bank(*(single(f"q{number}", right=0, stem=f"Which is number {number}?") for number in range(1, 5)))


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_things(with_teachers(database, visitor), FOUR)


def missed(school: School) -> str:
    """A quiz of which a class of four missed the last two questions; its path."""
    path = quiz(school)
    for name, rights in (("Ada", 4), ("Bo", 2), ("Cy", 2), ("Di", 1)):
        take(school, name, rights)
    return path


def again(school: School, path: str, *ids: str, title: str = "Once more") -> str:
    """A quiz of these questions; its slug."""
    made = school.anna.send(f"{path}/again", {"title": title, "question": list(ids)})
    assert made.status_code == 303, words(made.text)
    return made.location.split("/quiz/")[1].partition("/")[0]


def ticks(page: str) -> dict[str, bool]:
    """Which questions are offered, and whether each is ticked."""
    return {one[0]: bool(one[1]) for one in re.findall(r'name="question" value="([^"]*)"( checked)?', page)}


def asked(visitor: Visitor, attempt: str) -> list[str]:
    """The stems of an attempt's questions, by number."""
    found, number = [], 1
    while (page := visitor.get(f"{attempt}/question/{number}")).status_code == 200:
        found += re.findall(r"Which is number (\d)\?", page.text)[:1]
        number += 1
    return found


def test_questions_that_fewer_than_three_of_five_had_right_are_ticked(school: School) -> None:
    path = missed(school)
    page = school.anna.get(path).text
    assert f'href="{path}/again"' in page

    offered = school.anna.get(f"{path}/again").text

    assert ticks(offered) == {"q3": True, "q4": True, "q2": False, "q1": False}
    assert list(ticks(offered)) == ["q3", "q4", "q2", "q1"]
    assert 'value="The summit: again"' in offered


def test_the_title_is_in_the_language_of_the_quiz_and_keeps_its_french_spaces(school: School) -> None:
    french = bank(*FOUR.questions, title="Un sommet\u202f: récit", language="fr")
    published = school.anna.send(f"{upload(school.anna, native.write(french))}/publish")
    school.bank = published.location.split("/bank/")[1].split("?")[0]
    path = quiz(school)
    take(school, "Ada", 1)

    offered = school.anna.get(f"{path}/again").text

    assert 'value="Un sommet\u202f: récit\u202f: reprise"' in offered
    slug = again(school, path, "q2", title="Un sommet\u202f: récit\u202f: reprise")
    assert "Un sommet\u202f: récit\u202f: reprise</h1>" in school.anna.get(f"/teacher/quiz/{slug}").text


def test_nothing_is_offered_while_nobody_has_finished(school: School) -> None:
    path = quiz(school)

    assert f"{path}/again" not in school.anna.get(path).text
    assert "Nobody among these has finished yet" in school.anna.get(f"{path}/again").text


def test_a_question_whose_key_is_doubtful_is_not_ticked_and_the_page_says_why(school: School) -> None:
    wrong_key = bank(*(single(f"k{number}", right=0, stem=f"Which is number {number}?") for number in range(1, 9)))
    school.bank = school.anna.send(f"{upload(school.anna, native.write(wrong_key))}/publish").location.split("/bank/")[
        1
    ]
    school.bank = school.bank.split("?")[0]
    path = quiz(school)
    for reader in range(24):
        visitor = school.visitor()
        attempt = visitor.start(school.quiz, f"R{reader}")
        good = reader < 18
        for number in range(1, 9):
            right = number <= (7 if good else 2)
            picked = 2 if number == 8 and good else 3 if number == 8 else 1 if right else 2 + reader % 2
            visitor.answer(attempt, number, picked)

    page = school.anna.get(f"{path}/again").text

    assert ticks(page)["k8"] is False
    reason = "check the key · not ticked, for who answers it again would be marked by a key that may be wrong"
    assert reason in words(page)


def test_the_new_quiz_asks_those_alone_under_its_own_title_with_the_settings_of_the_old(school: School) -> None:
    path = missed(school)
    school.anna.send(
        f"{path}/terms",
        {"names": "required", "tries": "2", "counts": "last", "listed": "on", "closes_at": "2030-01-01T00:00"},
    )

    slug = again(school, path, "q3", "q4", title=" The summit:  once more ")

    settings = school.anna.get(f"/teacher/quiz/{slug}/terms").text
    assert "asks only 2 questions of its bank" in words(settings)
    assert re.search(r'name="tries"[^>]*value="2"', settings)
    assert not re.search(r'name="listed"[^>]*checked', settings)
    assert not re.search(r'name="closes_at"[^>]*value="2030', settings)
    for page in ("/teacher/", f"/teacher/bank/{school.bank}"):
        assert "The summit: once more" in words(school.anna.get(page).text)
    front = school.visitor().get(f"/quiz/{slug}").text
    assert "The summit: once more" in front
    assert "2 questions" in words(front)
    reader = school.visitor()
    attempt = reader.start(slug, "Bo")
    assert asked(reader, attempt) == ["3", "4"]
    for number in (1, 2):
        reader.answer(attempt, number, 1)
    assert "The summit: once more" in words(reader.get(f"{attempt}/end").text)


def test_its_readers_see_its_title_on_every_page_that_shows_one(school: School) -> None:
    slug = again(school, missed(school), "q3", "q4")
    school.anna.send(f"/teacher/quiz/{slug}/terms", {"feedback": "at-end", "names": "optional"})
    reader = school.visitor()
    attempt = reader.start(slug, "")

    before = [reader.get(f"{attempt}/{page}").text for page in ("question/1", "overview", "code", "delete")]
    for choice in ("1", "2"):
        stale = reader.send(f"{attempt}/question/1", {"revision": "0", "choice": choice})
    reader.send(f"{attempt}/finish")
    after = [reader.get(path).text for path in (f"{attempt}/question/1", f"{attempt}/end", "/scores")]

    assert stale.status_code == 409
    for page in (*before, stale.text, *after):
        assert re.search("[·>] ?Once more *[·<\n]", page)
        assert not re.search("[·>] ?The summit *[·<\n]", page)


def test_its_page_rests_on_all_that_it_asks_and_on_the_same_questions(school: School, database: Database) -> None:
    path = missed(school)
    slug = again(school, path, "q3", "q4")
    for name, picks in (("Bo", (1, 1)), ("Cy", (1, 2)), ("Di", (2, 2))):
        reader = school.visitor()
        attempt = reader.start(slug, name)
        for number, picked in enumerate(picks, start=1):
            reader.answer(attempt, number, picked)

    page = school.anna.get(f"/teacher/quiz/{slug}").text

    assert "3 readers, half of them with 1 of 2 or more." in words(page)
    assert "left out" not in words(page)
    assert [one for one in ("q1", "q2", "q3", "q4") if f"question?question={one}" in page] == ["q3", "q4"]
    assert "Mean 1 " in words(page)
    heading, *listed = rows(school.anna.send(f"/teacher/quiz/{slug}/scores.csv").data)
    assert heading[-2:] == ["q3", "q4"]
    assert [row[5:9] for row in listed] == [["2", "2", "2", "yes"], ["2", "1", "2", "yes"], ["2", "0", "2", "yes"]]
    grid = school.anna.get(f"/teacher/quiz/{slug}/matrix").text
    assert sorted(set(re.findall(r"question\?question=(q\d)", grid))) == ["q3", "q4"]
    assert "not asked" not in words(grid)
    with database.reading() as db:
        anna = teachers.by_email(db, "anna@school.example")[0]
        assert anna is not None
        of_bank = bank_statistics.of_bank(office(db, anna), int(school.bank), Selection()).statistics
    # Four whole tries and three at two questions: each is told under its own id, and scores stay those of the whole.
    # Cleo, who began with the school, runs.
    assert [(one.id, one.asked, one.right) for one in of_bank.questions] == [
        ("q1", 7 - 3, 4), ("q2", 4, 3), ("q3", 7, 3), ("q4", 7, 2),
    ]  # fmt: skip
    assert of_bank.scores.n == 4


def test_only_what_was_missed_of_it_is_a_try_that_never_counts(school: School) -> None:
    path = missed(school)
    slug = again(school, path, "q2", "q3", "q4")
    reader = school.visitor()
    attempt = reader.start(slug, "Bo")
    for number, picked in ((1, 1), (2, 2), (3, 2)):
        reader.answer(attempt, number, picked)

    retried = reader.send(f"{attempt}/again", {"only_missed": "y"}).location
    assert asked(reader, retried) == ["3", "4"]
    for number in (1, 2):
        reader.answer(retried, number, 1)
    whole = reader.send(f"{retried}/again").location

    assert asked(reader, whole) == ["2", "3", "4"]
    page = words(school.anna.get(f"/teacher/quiz/{slug}?tries=best").text)
    assert "1 reader has finished, with 1 of 3." in page
    assert "1 other finished attempt is left out." in page


def test_a_later_version_is_asked_by_id_and_what_is_gone_is_left_out(school: School, database: Database) -> None:
    path = missed(school)
    slug = again(school, path, "q2", "q4")
    front = school.visitor()
    for ids, wanted in (((4, 1), ["4"]), ((1, 3), ["1", "3"]), ((2, 1, 4), ["2", "4"])):
        later = bank(*(single(f"q{number}", right=0, stem=f"Which is number {number}?") for number in ids))
        school.anna.send(f"{upload(school.anna, native.write(later))}/publish")
        reader = school.visitor()

        attempt = reader.start(slug, "Bo")

        assert asked(reader, attempt) == wanted
        assert f"{len(wanted)} question" in words(front.get(f"/quiz/{slug}").text)


def test_of_it_another_can_be_made(school: School) -> None:
    path = missed(school)
    slug = again(school, path, "q2", "q3", "q4")
    reader = school.visitor()
    attempt = reader.start(slug, "Bo")
    for number, picked in ((1, 1), (2, 2), (3, 2)):
        reader.answer(attempt, number, picked)

    offered = school.anna.get(f"/teacher/quiz/{slug}/again").text
    assert ticks(offered) == {"q3": True, "q4": True, "q2": False}
    third = again(school, f"/teacher/quiz/{slug}", "q3")

    other = school.visitor()
    assert asked(other, other.start(third)) == ["3"]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"title": "Once more"}, "No question is ticked: a quiz asks at least one."),
        ({"title": " ", "question": ["q3"]}, "The quiz needs a title."),
        ({"question": ["q3"]}, "The quiz needs a title."),
        ({"title": "\u200b\u202e", "question": ["q3"]}, "The quiz needs a title."),
        ({"title": "x" * 201, "question": ["q3"]}, "The title is longer than 200 letters."),
    ],
)
def test_what_cannot_be_meant_is_said_and_what_was_sent_stays(
    sent: dict[str, object], sentence: str, school: School, database: Database
) -> None:
    path = missed(school)
    before = count(database, "quiz")

    page = school.anna.send(f"{path}/again", sent)

    assert page.status_code == 400
    assert sentence in words(page.text)
    assert [one for one, ticked in ticks(page.text).items() if ticked] == sent.get("question", [])
    assert f'value="{sent.get("title", "")}"' in unescape(page.text)
    assert count(database, "quiz") == before


def test_what_is_not_seen_of_its_title_is_not_kept(school: School, database: Database) -> None:
    slug = again(school, missed(school), "q3", title="\u202eOnce\x07 \u2028\u200bmore\r\nof it")

    assert "Once more of it</h1>" in school.anna.get(f"/teacher/quiz/{slug}").text


@pytest.mark.parametrize("unknown", ["q9", "", "q1\0", "Q1"])
def test_a_question_that_is_not_in_the_bank_is_refused(unknown: str, school: School, database: Database) -> None:
    path = missed(school)
    before = contents(database)

    made = school.anna.send(f"{path}/again", {"title": "Once more", "question": ["q3", unknown]})

    assert made.status_code == 400
    assert contents(database) == before


def test_nobody_elses_quiz_is_asked_again(school: School, database: Database) -> None:
    path = missed(school)
    before = count(database, "quiz")

    for stranger, status in ((school.ben, 404), (school.owner, 404), (school.reader, 303)):
        assert stranger.get(f"{path}/again").status_code == status
    for stranger in (school.ben, school.owner):
        assert stranger.send(f"{path}/again", {"title": "Mine", "question": ["q3"]}).status_code == 404
    assert count(database, "quiz") == before


def test_a_bank_that_is_no_longer_shared_is_not_handed_out_again(school: School) -> None:
    school.anna.send(f"/teacher/bank/{school.bank}/share", {"email": "ben@school.example"})
    of_ben = hand_out(school.ben, school.bank, {"names": "optional", "shuffle_choices": ""})
    school.quiz = of_ben
    take(school, "Ada", 1)
    fields = {"title": "Once more", "question": ["q3"]}
    assert school.ben.send(f"/teacher/quiz/{of_ben}/again", fields).status_code == 303

    school.anna.send(f"/teacher/bank/{school.bank}/unshare/{school.person}")

    assert school.ben.send(f"/teacher/quiz/{of_ben}/again", fields).status_code == 404


def mona_has_finished(school: School) -> str:
    """The path of the quiz that is for a class."""
    mona = school.visitor()
    link = own_links(school, school.for_class)["Mona"]
    attempt = mona.post(link, mona.get(link)).location
    for number in range(1, 5):
        mona.answer(attempt, number, 1)
    return f"/teacher/quiz/{school.for_class}"


def test_the_class_of_the_old_quiz_is_that_of_the_new(school: School) -> None:
    path = mona_has_finished(school)

    slug = again(school, path, "q1")

    assert list(own_links(school, slug)) == ["Mona", "Noah"]
    assert school.visitor().send(f"/quiz/{slug}/start", {"name": "Eve"}).status_code != 303


def test_an_owner_makes_no_quiz_for_the_class_of_another(school: School, database: Database) -> None:
    path = mona_has_finished(school)
    with database.engine.begin() as connection:  # A quiz of the instance's, for the class of one of its owners.
        for table in ("bank", "quiz"):
            connection.execute(text(f"UPDATE {table} SET teacher_id = NULL"))
    before = contents(database)

    page = school.owner.send(f"{path}/again", {"title": "Mine", "question": ["q1"]})

    assert page.status_code == 400
    assert "The class of this quiz is another teacher’s: only they can make a quiz for it." in words(page.text)
    assert contents(database) == before


def test_it_goes_with_all_that_it_asks_when_it_is_taken_back(school: School, database: Database) -> None:
    path = missed(school)
    slug = again(school, path, "q3", "q4")
    reader = school.visitor()
    reader.answer(reader.start(slug), 1, 1)

    school.anna.send(f"/teacher/quiz/{slug}/remove")

    assert count(database, "asked") == 0
    assert school.anna.get(path).status_code == 200


def test_programs_read_its_title_and_how_many_it_asks(app: Flask, school: School) -> None:
    path = missed(school)
    slug = again(school, path, "q3", "q4", title="Once more")
    program = Program(app, make_token(school.anna, "Once more"))

    found = program.read(f"/quizzes/{slug}")

    assert (found["title"], found["question_count"]) == ("Once more", 2)


# --- from a program without it ---


def test_what_was_missed_before_is_told_apart_from_then_on(school: School, database: Database) -> None:
    quiz(school)
    reader = school.visitor()
    attempt = reader.start(school.quiz, "Ada")
    for number in range(1, 5):
        reader.answer(attempt, number, 2)
    reader.send(f"{attempt}/again", {"only_missed": "y"})
    before = wholeness(database)

    go_back(database, "0013")
    schema.upgrade(database)

    assert wholeness(database) == before
    assert sorted(before.values()) == [False, True, True]


def wholeness(database: Database) -> dict[int, bool]:
    with database.engine.connect() as connection:
        return {row[0]: bool(row[1]) for row in connection.execute(text("SELECT id, whole FROM attempt"))}


def settled(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """What is stored but for what waits to be looked over: a file is read again, a class list sent again."""
    return {table: rows for table, rows in contents(database).items() if table not in ("upload", "list_draft")}


def test_a_quiz_comes_up_from_the_schema_before_with_all_that_names_it(school: School, database: Database) -> None:
    slug = again(school, missed(school), "q3", "q4")
    reader = school.visitor()
    reader.answer(reader.start(slug), 1, 1)
    with database.transaction() as db:  # That schema does not know what a compilation is made of.
        assert banks.forget_compilations(db, NOON + timedelta(days=1), 10) == 1
    before = settled(database)

    go_back(database, "0018")
    schema.upgrade(database)

    assert settled(database) == before
    assert {"quiz", "asked", "attempt", "export"} <= {table for table, found in before.items() if found}
    school.anna.send(f"/teacher/quiz/{slug}/remove")
    assert count(database, "asked") == 0
