"""The terms of a quiz as its readers meet them: when it is open, tries, names, the limit of time, codes to join by."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from quizapp.domain.attempts import GRACE, FeedbackTime, Settings
from quizapp.domain.quizzes import Names, Terms
from quizapp.services import taking
from quizapp.services.entering import WRONG_ADDRESSES
from quizapp.store import quizzes
from quizapp.store.session import Database
from tests.makers import NOON, Clock, bank, single
from tests.store.contents import contents, count
from tests.visitors import Visitor, token
from tests.web.school import with_teachers, with_things
from tests.web.test_crowds import at_once

Publish = Callable[..., None]
Visitors = Callable[[], Visitor]
SetTerms = Callable[..., None]

TIME = timedelta(minutes=20)
SECOND = timedelta(seconds=1)
START = "Start the quiz"


@pytest.fixture
def set_terms(publish: Publish, database: Database) -> SetTerms:
    """Give the quiz of a bank terms: set_terms(minutes=20), with feedback="…" for when it comes."""
    publish(bank())

    def set_terms(feedback: FeedbackTime = FeedbackTime.AT_ONCE, slug: str = "summit", **terms: object) -> None:
        with database.transaction() as db:
            settings = Settings(feedback, shuffle_choices=False)
            quizzes.change(db, quizzes.by_slug(db, slug).id, settings, Terms(**{"listed": True, **terms}))  # type: ignore[arg-type]

    return set_terms


def start(reader: Visitor, name: str = "") -> TestResponse:
    return reader.send("/quiz/summit/start", {"name": name})


def said(reply: TestResponse) -> str:
    """The words of a page, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", re.sub(r"</?time[^>]*>", "", reply.text))).split())


# --- when it is open ---


def test_a_quiz_that_opens_later_says_when_and_has_no_start(
    set_terms: SetTerms, visitor: Visitors, database: Database, clock: Clock
) -> None:
    reader = visitor()
    form = reader.get("/quiz/summit")
    set_terms(opens_at=NOON + TIME)

    page, front = reader.get("/quiz/summit"), reader.get("/")
    refused = reader.post("/quiz/summit/start", form)

    assert page.status_code == 200
    assert START not in page.text
    assert "Two launches had failed" not in page.text, "the article is not to be read before"
    assert "This quiz opens on 5 January 2026, 12:20, UTC." in said(page)
    assert "opens on 5 January 2026, 12:20, UTC" in said(front)
    assert refused.status_code == 409
    assert "Not open yet" in refused.text
    assert count(database, "attempt") == 0

    clock.advance(minutes=20)
    assert "opens on" not in said(reader.get("/"))
    assert "Two launches had failed" in reader.get("/quiz/summit").text
    assert start(reader).status_code == 303


def test_a_closed_quiz_says_so_takes_nobody_and_is_not_listed(
    set_terms: SetTerms, visitor: Visitors, database: Database, clock: Clock
) -> None:
    set_terms(closes_at=NOON + TIME)
    reader = visitor()
    form = reader.get("/quiz/summit")
    assert (
        "The quiz closes on 5 January 2026, 12:20, UTC. When the time is over, what you have answered counts."
        in said(form)
    )
    clock.advance(minutes=20)

    page, front = reader.get("/quiz/summit"), reader.get("/")
    refused = reader.post("/quiz/summit/start", form)

    assert "This quiz is closed" in page.text
    assert START not in page.text
    assert "/quiz/summit" not in front.text
    assert (refused.status_code, count(database, "attempt")) == (409, 0)


def test_a_running_attempt_goes_on_after_the_terms_have_changed(set_terms: SetTerms, visitor: Visitors) -> None:
    reader = visitor()
    attempt = reader.start()
    set_terms(closes_at=NOON - SECOND, tries=1, names=Names.REQUIRED)

    page = reader.get("/quiz/summit")

    assert "Go on where you were" in page.text
    assert start(reader).location == attempt
    assert reader.answer(attempt, 1, 1).status_code == 303


# --- tries ---


def test_the_tries_left_are_said_and_none_is_given_beyond_them(
    set_terms: SetTerms, visitor: Visitors, database: Database
) -> None:
    set_terms(tries=2)
    reader = visitor()
    assert "You have 2 tries left. One at only the missed ones counts too." in said(reader.get("/quiz/summit"))

    first = reader.start()
    reader.send(f"{first}/finish")
    assert "You have 1 try left." in said(reader.get(f"{first}/end"))
    second = reader.send(f"{first}/again", {"only_missed": "y"}).location
    reader.send(f"{second}/finish")

    end, page = reader.get(f"{second}/end"), reader.get("/quiz/summit")
    assert "Try everything again" not in end.text
    assert "You have had every try that this quiz gives." in said(end)
    assert "No try left" in page.text
    assert START not in page.text
    refused = [start(reader), reader.send(f"{first}/again"), reader.send(f"{second}/again", {"only_missed": "y"})]
    assert [reply.status_code for reply in refused] == [409] * 3
    assert count(database, "attempt") == 2
    assert START in visitor().get("/quiz/summit").text


def test_of_twenty_starts_at_once_under_a_one_try_rule_one_is_an_attempt(
    app: Flask, set_terms: SetTerms, visitor: Visitors, database: Database
) -> None:
    set_terms(tries=1)
    reader = visitor()
    form = reader.get("/quiz/summit")

    def begin(browser: Visitor, number: int) -> TestResponse:
        return browser.client.post("/quiz/summit/start", data={"csrf_token": token(form)})

    begun = at_once(app, reader, 20, begin)
    assert Counter(reply.status_code for reply in begun) == {303: 20}
    assert len({reply.location for reply in begun}) == 1
    reader.client.set_cookie("__Host-qr", cookie_of(begun[0]), secure=True)
    reader.send(f"{begun[0].location}/finish")

    refused = at_once(app, reader, 20, begin)

    assert Counter(reply.status_code for reply in refused) == {409: 20}
    assert count(database, "attempt") == 1


def cookie_of(reply: TestResponse) -> str:
    found = re.search("__Host-qr=([^;]+)", "".join(reply.headers.getlist("Set-Cookie")))
    assert found
    return found[1]


# --- names ---


def test_a_needed_name_is_asked_for_again_at_its_field_and_nothing_is_stored(
    set_terms: SetTerms, visitor: Visitors, database: Database
) -> None:
    set_terms(names=Names.REQUIRED)
    reader = visitor()
    assert (
        'name="name" type="text" maxlength="60" autocomplete="nickname" value="" required'
        in reader.get("/quiz/summit").text
    )

    refused = start(reader, "\u200b ")

    assert refused.status_code == 400
    assert 'id="name-needed" role="alert"' in refused.text
    assert 'aria-invalid="true" autofocus aria-describedby="name-needed name-why"' in refused.text
    assert 'value="\u200b "' in refused.text  # What was typed is kept, be it nothing that anybody sees.
    assert contents(database)["attempt"] == contents(database)["reader"] == []
    assert start(reader, "Zoé").status_code == 303


def test_where_no_name_is_asked_there_is_no_field_and_none_is_kept(
    set_terms: SetTerms, visitor: Visitors, database: Database
) -> None:
    set_terms(names=Names.NONE)
    reader = visitor()

    page = reader.get("/quiz/summit")
    attempt = start(reader, "Zoé").location
    reader.send(f"{attempt}/finish")
    reader.send(f"{attempt}/again")

    assert 'name="name"' not in page.text
    assert "Your answers are deleted after 365 days." in said(page)
    assert count(database, "attempt") == 2
    assert "Zoé" not in repr(contents(database))


def test_a_name_that_has_become_needed_is_asked_for_before_another_try(
    set_terms: SetTerms, visitor: Visitors, database: Database
) -> None:
    reader = visitor()
    attempt = reader.start()
    reader.send(f"{attempt}/finish")
    set_terms(names=Names.REQUIRED)

    again = reader.send(f"{attempt}/again")

    assert (again.status_code, again.location) == (303, "/quiz/summit")
    assert count(database, "attempt") == 1


def test_readers_are_told_how_long_names_and_answers_are_kept(set_terms: SetTerms, visitor: Visitors) -> None:
    assert "Your name and answers are deleted after 365 days." in said(visitor().get("/quiz/summit"))


# --- the limit of time ---


@pytest.mark.parametrize("feedback", [FeedbackTime.AT_ONCE, FeedbackTime.AT_END])
def test_an_answer_counts_until_the_grace_ends_and_a_later_one_is_shown_as_late(
    feedback: FeedbackTime, set_terms: SetTerms, visitor: Visitors, clock: Clock, database: Database
) -> None:
    set_terms(feedback, minutes=20)
    reader = visitor()
    attempt = reader.start()
    pages = {n: reader.get(f"{attempt}/question/{n}") for n in (1, 2, 3)}

    statuses = {}
    for number, at in ((1, TIME - SECOND), (2, TIME + GRACE - SECOND), (3, TIME + GRACE + SECOND)):
        clock.now = NOON + at
        statuses[number] = reader.submit(pages[number], attempt, number, 1)

    assert [reply.status_code for reply in statuses.values()] == [303, 303, 409]
    late = said(statuses[3])
    assert "Your answer came after the end, so it was not counted." in late
    assert "You had picked: True" in late
    assert [row[1] for row in contents(database)["response"]] == [0, 1]


def test_an_attempt_whose_time_is_over_is_finished_on_every_page(
    set_terms: SetTerms, visitor: Visitors, clock: Clock, database: Database
) -> None:
    set_terms(FeedbackTime.AT_END, minutes=20)
    reader = visitor()
    attempt = reader.start()
    reader.answer(attempt, 1, 1)
    clock.now = NOON + TIME + GRACE
    before = contents(database)

    end = reader.get(f"{attempt}/end")

    assert [reader.get(attempt + path).location for path in ("", "/overview")] == [f"{attempt}/end", attempt]
    assert '<span class="got">1</span>' in end.text
    assert "The time was over: what you had answered by then counts." in said(end)
    assert "right answer" in reader.get(f"{attempt}/question/2").text
    assert "5 January 2026, 12:20, UTC 1 of 4" in said(reader.get("/scores"))
    assert START in reader.get("/quiz/summit").text
    assert contents(database) == before


def test_nothing_of_the_key_is_shown_while_an_answer_would_still_count(
    set_terms: SetTerms, visitor: Visitors, clock: Clock
) -> None:
    set_terms(FeedbackTime.AT_END, minutes=20)
    reader = visitor()
    attempt = reader.start()
    clock.now = NOON + TIME + GRACE - SECOND

    assert reader.get(f"{attempt}/end").location == attempt
    assert "0 minutes left" in said(reader.get(f"{attempt}/question/1"))
    assert "right answer" not in reader.get(f"{attempt}/question/1").text


def test_after_its_time_a_reader_starts_anew_and_the_old_attempt_is_closed_as_of_its_deadline(
    set_terms: SetTerms, visitor: Visitors, clock: Clock, database: Database
) -> None:
    set_terms(minutes=20)
    reader = visitor()
    first = reader.start()
    clock.advance(minutes=30)

    second = reader.start()
    third = reader.send(f"{first}/again").location

    assert first != second == third
    assert count(database, "attempt") == 2
    assert "running: 0 of 3 answered" in said(reader.get("/scores"))
    assert "12:20, UTC 0 of 4" in said(reader.get("/scores"))


def test_the_pages_of_an_attempt_say_until_when_and_how_many_minutes_are_left(
    set_terms: SetTerms, visitor: Visitors, clock: Clock
) -> None:
    set_terms(FeedbackTime.AT_END, minutes=20)
    reader = visitor()
    attempt = reader.start()

    clock.advance(minutes=8, seconds=1)
    pages = {path: reader.get(attempt + path) for path in ("/question/1", "/overview")}
    clock.advance(minutes=11)
    last = reader.get(f"{attempt}/question/1", headers={"Accept-Language": "fr"})

    for page in pages.values():
        assert "Until 12:20, UTC 12 minutes left" in said(page)
        assert 'role="timer" aria-live="off"' in page.text
        assert f'data-left="719" data-then="{attempt}"' in page.text
        assert "timed." in page.text
    assert "Jusqu’à 12:20, heure UTC encore 1 minute" in said(last)


def test_feedback_in_an_attempt_with_a_limit_says_what_is_left_and_the_end_does_not(
    set_terms: SetTerms, visitor: Visitors
) -> None:
    set_terms(minutes=20)
    reader = visitor()
    attempt = reader.start()
    feedback = reader.get(reader.answer(attempt, 1, 1).location)
    reader.send(f"{attempt}/finish")

    assert "20 minutes left" in said(feedback)
    assert "data-left" not in reader.get(f"{attempt}/question/1").text
    assert "The time was over" not in reader.get(f"{attempt}/end").text


def test_far_from_its_end_a_page_says_the_day_and_no_minutes(set_terms: SetTerms, visitor: Visitors) -> None:
    set_terms(closes_at=NOON + timedelta(days=3))
    reader = visitor()

    page = reader.get(f"{reader.start()}/question/1")

    assert "Your time ends on 8 January 2026, 12:00, UTC" in said(page)
    assert "minutes" not in said(page)


def test_without_a_limit_no_page_speaks_of_time(set_terms: SetTerms, visitor: Visitors) -> None:
    reader = visitor()
    attempt = reader.start()

    for path in ("/question/1", "/overview"):
        page = reader.get(attempt + path).text
        assert "data-left" not in page
        assert "timed." not in page


# --- joining by a code ---


@pytest.fixture
def coded(publish: Publish, set_terms: SetTerms) -> str:
    """A quiz that is found by its code alone."""
    publish(bank(single(), id_="bcdfgh", title="Behind a code"))
    set_terms(slug="bcdfgh", listed=False)
    return "bcdfgh"


@pytest.mark.parametrize("typed", ["BCD-FGH", "bcdfgh", " b c d f g h ", "Bcd Fgh", "bcd–fgh"])
def test_a_code_leads_to_its_quiz_however_it_is_typed(typed: str, coded: str, visitor: Visitors) -> None:
    reader = visitor()
    assert "Behind a code" not in reader.get("/").text

    joined = reader.post("/join", reader.get("/"), code=typed)

    assert (joined.status_code, joined.location) == (303, "/quiz/bcdfgh")
    assert "Behind a code" in reader.get(joined.location).text


def test_a_slug_leads_to_its_quiz_too(coded: str, visitor: Visitors) -> None:
    assert visitor().send("/join", {"code": " Summit "}).location == "/quiz/summit"


@pytest.mark.parametrize("typed", ["BCDFGJ", "", "nowhere", "<b>", "b" * 5000])
def test_an_unknown_code_is_said_on_the_page_and_kept(typed: str, coded: str, visitor: Visitors) -> None:
    refused = visitor().send("/join", {"code": typed})

    assert refused.status_code == 400
    assert "No quiz has this code. Check the letters and try again." in said(refused)
    assert 'aria-invalid="true" aria-describedby="notice"' in refused.text
    assert typed in unescape(refused.text)
    assert "<b>" not in refused.text.partition("<main")[2]


def test_wrong_join_codes_are_counted_apart_from_wrong_resume_codes(
    coded: str, visitor: Visitors, database: Database, clock: Clock
) -> None:
    reader = visitor()
    attempt = reader.start()
    for __ in range(taking.WRONG_CODES):
        assert reader.send("/join", {"code": "BCDFGJ"}).status_code == 400

    throttled = reader.send("/join", {"code": "BCDFGH"})

    assert throttled.status_code == 429
    assert visitor().send("/resume", {"code": reader.code(attempt)}).status_code == 303
    clock.advance(minutes=10, seconds=1)
    assert reader.send("/join", {"code": "BCDFGH"}).status_code == 303


def test_a_resume_code_typed_there_resumes(coded: str, visitor: Visitors) -> None:
    owner, other = visitor(), visitor()
    attempt = owner.start()

    resumed = other.send("/join", {"code": owner.code(attempt).lower()})
    unknown = other.send("/join", {"code": "BCDF-GHJK-MNPR"})

    assert (resumed.status_code, resumed.location) == (303, attempt)
    assert other.get(f"{attempt}/question/1").status_code == 200
    assert (unknown.status_code, "No attempt has this code." in said(unknown)) == (400, True)


def test_a_stale_form_keeps_the_code_for_the_second_press(coded: str, visitor: Visitors) -> None:
    reader = visitor()

    stale = reader.client.post("/join", data={"code": "BCD-FGH", "csrf_token": "old"})

    assert stale.status_code == 400
    assert 'value="BCD-FGH"' in stale.text
    assert "press the button once more" in stale.text
    assert reader.post("/join", stale, code="BCD-FGH").location == "/quiz/bcdfgh"


@pytest.mark.parametrize("written", ["BCDFGH", "BCD-FGH", "bcd-fgh", "bcd%20fgh"])
def test_a_code_in_the_address_leads_to_the_quiz_however_it_is_written(
    written: str, coded: str, visitor: Visitors
) -> None:
    reply = visitor().get(f"/quiz/{written}")

    assert (reply.status_code, reply.location) == (303, "/quiz/bcdfgh")


def test_a_slug_in_capitals_as_phones_begin_a_line_leads_to_its_quiz(set_terms: SetTerms, visitor: Visitors) -> None:
    assert visitor().get("/quiz/Summit").location == "/quiz/summit"


@pytest.mark.parametrize("written", ["BCDFGJ", "sum-mit", "%00", "summit%2F"])
def test_an_address_that_is_no_code_is_not_found(written: str, coded: str, visitor: Visitors) -> None:
    assert visitor().get(f"/quiz/{written}").status_code == 404


def test_deleting_an_attempt_gives_no_try_back_and_its_teacher_sees_that_it_was(
    database: Database, visitor: Callable[[], Visitor]
) -> None:
    school = with_things(with_teachers(database, visitor), bank())
    school.anna.send(f"/teacher/quiz/{school.quiz}/terms", {"tries": "2", "names": "optional"})
    path = f"/quiz/{school.quiz}"
    running = school.reader.send(f"{path}/start").location

    assert school.reader.send(f"{running}/delete").status_code == 303
    assert school.reader.start(school.quiz)
    school.reader.send("/scores/delete")

    assert "2 attempts were deleted" in school.anna.get(f"/teacher{path}", headers={"Accept-Language": "en"}).text
    assert count(database, "attempt") == 0
    assert "Cleo" not in repr(contents(database))


def test_a_try_that_was_deleted_stays_used(database: Database, visitor: Callable[[], Visitor]) -> None:
    school = with_things(with_teachers(database, visitor), bank())
    school.anna.send(f"/teacher/quiz/{school.quiz}/terms", {"tries": "1", "names": "optional"})
    reader = school.visitor()
    attempt = reader.start(school.quiz)

    reader.send(f"{attempt}/delete")

    assert reader.send(f"/quiz/{school.quiz}/start").status_code == 409


def test_a_reader_is_given_more_time_while_the_attempt_runs_and_not_after(
    database: Database, visitor: Callable[[], Visitor], clock: Clock
) -> None:
    school = with_things(with_teachers(database, visitor), bank())
    school.anna.send(f"/teacher/quiz/{school.quiz}/terms", {"minutes": "10", "names": "optional"})
    reader = school.visitor()
    attempt = reader.start(school.quiz, "Dora")
    page = school.anna.get(f"/teacher/quiz/{school.quiz}/readers").text
    time_of = (
        f"/teacher/quiz/{school.quiz}/attempt/"
        + page.partition(">Dora<")[0].rpartition("/attempt/")[2].split('"')[0]
        + "/time"
    )

    refused = school.anna.send(time_of, {"minutes": "bald"}, headers={"Accept-Language": "en"})
    assert refused.status_code == 400
    assert "More time is from 1 minute to a day, such as 5 min or 1 h." in said(refused)
    assert 'value="bald" aria-invalid="true" aria-describedby="no-time"' in refused.text
    assert school.anna.send(time_of, {"minutes": "cinq minutes"}).status_code == 303
    clock.advance(minutes=14)
    assert reader.answer(attempt, 1, 1).status_code == 303
    clock.advance(minutes=1, seconds=11)

    assert school.anna.send(time_of, {"minutes": "5"}).status_code == 404
    assert reader.get(f"{attempt}/question/2").status_code == 200
    assert reader.send(f"{attempt}/question/2", {"choice": "1", "revision": "0"}).status_code == 409


@pytest.mark.parametrize("closes", ["9999-12-31T23:59:55", "2200-01-01T00:00", "0001-01-01T00:00", "1970-01-01T00:00"])
def test_a_closing_that_no_clock_reaches_is_refused(
    closes: str, database: Database, visitor: Callable[[], Visitor]
) -> None:
    school = with_things(with_teachers(database, visitor), bank())

    reply = school.anna.send(f"/teacher/quiz/{school.quiz}/terms", {"closes_at": closes, "names": "none"})

    assert reply.status_code == 400


def test_addresses_of_quizzes_cannot_be_guessed_by_the_hundred_and_names_of_banks_are_no_codes(
    set_terms: SetTerms, visitor: Visitors, clock: Clock
) -> None:
    set_terms()
    guesser, pupil = visitor(), visitor()

    for _ in range(WRONG_ADDRESSES - 1):
        assert guesser.get("/quiz/bcdfgh").status_code == 404
    assert guesser.send("/quiz/BCD-FGH/start").status_code == 404
    waiting = guesser.get("/quiz/bcdfgh")

    assert waiting.status_code == 429
    assert int(waiting.headers["Retry-After"]) <= 600
    assert guesser.get("/quiz/bcdfgh/for/x").status_code == 429
    assert pupil.get("/quiz/summit").status_code == 200
    assert pupil.get("/").status_code == 200
    clock.advance(minutes=11)
    assert guesser.get("/quiz/bcdfgh").status_code == 404
