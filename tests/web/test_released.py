"""Readers who wait for the key together, as their pages say it; and the teacher who gives it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from quizapp.domain.attempts import GRACE
from quizapp.store.session import Database
from tests.makers import Clock, bank, single
from tests.visitors import Visitor
from tests.web.school import School, hand_out, with_teachers, with_things

Visitors = Callable[[], Visitor]

WAITING = {"feedback": "when-released", "names": "optional", "counts": "best"}
WAITS_FOR_TEACHER = "You will see the right answers when whoever runs this quiz shows them."


@pytest.fixture
def school(database: Database, visitor: Visitors) -> School:
    school = with_things(with_teachers(database, visitor), bank(single(feedback="It was not the palace.")))
    school.reader = visitor()  # Who has answered nothing yet.
    return school


def done(reader: Visitor, slug: str, picked: int = 2) -> str:
    attempt = reader.start(slug, "Zoé")
    reader.answer(attempt, 1, picked)
    reader.send(f"{attempt}/finish")
    return attempt


def test_the_end_says_kindly_that_the_answers_are_saved_and_when_the_key_comes(school: School) -> None:
    slug = hand_out(school.anna, school.bank, WAITING)
    attempt = done(school.reader, slug)

    end = school.reader.get(f"{attempt}/end").text
    question = school.reader.get(f"{attempt}/question/1").text
    scores = school.reader.get("/scores").text

    assert "Your answers are saved." in end
    assert WAITS_FOR_TEACHER in end
    assert WAITS_FOR_TEACHER in question
    assert "your answer" in question
    assert "It was not the palace." not in end + question
    assert "saved: the right answers are to come" in scores
    assert "of 1" not in scores


def test_a_closing_is_told_and_then_that_the_last_still_answer(school: School, clock: Clock) -> None:
    closes = (clock.now + timedelta(hours=1)).astimezone().strftime("%Y-%m-%dT%H:%M")
    slug = hand_out(school.anna, school.bank, {**WAITING, "closes_at": closes})
    attempt = done(school.reader, slug)
    school.visitor().start(slug)

    said = [school.reader.get(f"{attempt}/end").text]
    clock.advance(hours=1)
    said.append(school.reader.get(f"{attempt}/end").text)
    clock.advance(seconds=GRACE.total_seconds())
    said.append(school.reader.get(f"{attempt}/end").text)

    assert "You will see the right answers when the quiz closes (5 January 2026" in re.sub("<[^>]+>", "", said[0])
    assert "as soon as the last readers have finished" in said[1]
    assert "It was not the palace." in said[2]


def test_what_comes_too_late_is_shown_beside_what_was_saved_without_the_key(school: School) -> None:
    slug = hand_out(school.anna, school.bank, WAITING)
    attempt = school.reader.start(slug)
    page = school.reader.get(f"{attempt}/question/1")
    school.reader.submit(page, attempt, 1, 2)
    page = school.reader.get(f"{attempt}/question/1")
    school.reader.send(f"{attempt}/finish")

    late = school.reader.submit(page, attempt, 1, 1)

    assert late.status_code == 409
    assert "Your answer came after the end" in late.text
    assert "It was not the palace." not in late.text


def test_only_what_was_missed_leads_back_to_the_end_before_it_is_told(school: School) -> None:
    slug = hand_out(school.anna, school.bank, WAITING)
    attempt = done(school.reader, slug)

    refused = school.reader.send(f"{attempt}/again", {"only_missed": "y"})

    assert (refused.status_code, refused.location) == (303, f"{attempt}/end")
    assert "Try everything again" in school.reader.get(f"{attempt}/end").text


def test_the_teacher_is_told_who_waits_and_gives_the_key_once_asked_again(school: School, clock: Clock) -> None:
    slug = hand_out(school.anna, school.bank, WAITING)
    attempt = done(school.reader, slug)
    late = school.visitor()
    running = late.start(slug, "Noah")

    quiz = school.anna.get(f"/teacher/quiz/{slug}").text
    asked = school.anna.get(f"/teacher/quiz/{slug}/release").text
    clock.advance(minutes=1)
    given = school.anna.send(f"/teacher/quiz/{slug}/release")
    clock.advance(minutes=1)
    late.send(f"{running}/finish")

    assert "Readers wait for the right answers until you show them." in quiz
    assert "1 finished attempt waits for them." in asked
    assert "1 reader is still answering" in asked
    assert "Nobody can begin any more." in asked
    assert (given.status_code, given.location) == (303, f"/teacher/quiz/{slug}")
    assert "Readers have had" not in quiz
    assert "It was not the palace." in school.reader.get(f"{attempt}/end").text
    assert "This quiz is closed" in school.visitor().get(f"/quiz/{slug}").text
    listed = school.anna.get(f"/teacher/quiz/{slug}/readers").text
    assert listed.count("was answering when the key was shown") == 1


def test_whoever_begins_after_it_is_let_in_by_a_tick_and_marked(school: School, clock: Clock) -> None:
    slug = hand_out(school.anna, school.bank, WAITING)
    done(school.reader, slug)
    school.anna.send(f"/teacher/quiz/{slug}/release")
    clock.advance(minutes=1)
    at_terms = f"/teacher/quiz/{slug}/terms"

    assert "Let readers begin all the same" in school.anna.get(at_terms).text
    assert school.anna.send(at_terms, {**WAITING, "begins_after": "y"}).status_code == 303
    late = school.visitor()
    attempt = late.start(slug, "Noah")

    listed = school.anna.get(f"/teacher/quiz/{slug}/readers").text
    assert listed.count("began after the key was shown") == 1
    row = listed[: listed.index("began after the key was shown")].rpartition("/attempt/")[2].partition('"')[0]
    assert "began after the key was shown" in school.anna.get(f"/teacher/quiz/{slug}/attempt/{row}").text
    assert "key was shown" not in late.get(f"{attempt}/question/1").text


def test_a_later_closing_is_asked_about_and_what_was_typed_is_kept(school: School, clock: Clock) -> None:
    closes = (clock.now + timedelta(hours=1)).astimezone().strftime("%Y-%m-%dT%H:%M")
    slug = hand_out(school.anna, school.bank, {**WAITING, "closes_at": closes})
    done(school.reader, slug)
    clock.advance(hours=2)
    later = (clock.now + timedelta(hours=1)).astimezone().strftime("%Y-%m-%dT%H:%M")

    refused = school.anna.send(f"/teacher/quiz/{slug}/terms", {**WAITING, "closes_at": later})
    taken = school.anna.send(f"/teacher/quiz/{slug}/terms", {**WAITING, "closes_at": later, "begins_after": "y"})

    assert refused.status_code == 400
    assert "Readers have seen the right answers of this quiz." in refused.text
    assert later in refused.text
    assert taken.status_code == 303


def test_a_score_first_with_more_than_one_try_is_refused_in_a_sentence(school: School) -> None:
    at = f"/teacher/bank/{school.bank}/hand-out"

    refused = school.anna.send(at, {**WAITING, "score_first": "at-end", "tries": "2"})

    assert refused.status_code == 400
    assert "A score before the right answers tells whoever tries again what to change." in refused.text
    assert school.anna.send(at, {**WAITING, "score_first": "at-end", "tries": "1"}).status_code == 303


def test_where_nobody_waits_the_page_says_so_and_nothing_is_given(school: School) -> None:
    page = school.anna.get(f"/teacher/quiz/{school.quiz}/release")
    refused = school.anna.send(f"/teacher/quiz/{school.quiz}/release")

    assert "Nobody waits for them" in page.text
    assert (refused.status_code, refused.location) == (303, f"/teacher/quiz/{school.quiz}/release")
    assert school.visitor().start(school.quiz)
