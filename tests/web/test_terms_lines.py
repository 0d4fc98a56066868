"""What was set for a quiz stands in one line, for its readers, on its page and on the projector."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from quizapp.domain.attempts import FeedbackTime, Settings
from quizapp.domain.quizzes import Quiz, Terms
from quizapp.store.session import Database
from quizapp.web.terms_lines import terms_line
from tests.makers import bank
from tests.visitors import Visitor
from tests.web.school import School, hand_out, list_class, with_teachers, with_things
from tests.web.test_zones import ENGLISH, FRENCH, words

PARIS, NEW_YORK = ZoneInfo("Europe/Paris"), ZoneInfo("America/New_York")
OPENS = datetime(2026, 11, 30, 7, 5, tzinfo=UTC)
"""8:05 in Paris, a Monday."""
EVENING = OPENS - timedelta(hours=10)
QUIZ = Quiz(1, "bcdfgh", 1, "Dreyfus", "fr", "", 5, 0, Settings(FeedbackTime.AT_END), Terms())


def said(app: Flask, quiz: Quiz, now: datetime, language: str = "fr", zone: ZoneInfo = PARIS, extra: int = 0) -> str:
    with app.test_request_context(headers={"Accept-Language": language}):
        return terms_line(quiz, now, zone, extra).striptags()


def test_it_says_when_on_whose_clock_how_long_how_often_and_what_is_said_after_it(app: Flask) -> None:
    quiz = replace(QUIZ, terms=Terms(opens_at=OPENS, minutes=10, tries=1))

    french, english = said(app, quiz, EVENING), said(app, quiz, EVENING, "en", NEW_YORK)

    assert french == "ouvre lundi 30 novembre à 8:05, heure de Paris · 10 minutes · 1 essai · correction à la fin"
    assert english == "opens on Monday 30 November at 02:05, New York time · 10 minutes · 1 try · feedback at the end"


@pytest.mark.parametrize(
    ("terms", "now", "begins"),
    [
        (Terms(), EVENING, "ouvert, sans date de fin · autant d’essais qu’on veut"),
        (Terms(opens_at=OPENS), OPENS, "ouvert, sans date de fin"),
        (Terms(closes_at=OPENS), EVENING, "ouvert jusqu’à lundi 30 novembre à 8:05, heure de Paris"),
        (Terms(closes_at=OPENS), OPENS, "fermé depuis lundi 30 novembre à 8:05, heure de Paris"),
        (
            Terms(opens_at=OPENS, closes_at=OPENS + timedelta(hours=1)),
            EVENING,
            "ouvre lundi 30 novembre à 8:05, heure de Paris · ferme à 9:05 · autant",
        ),
        (
            Terms(opens_at=OPENS, closes_at=OPENS + timedelta(days=1)),
            EVENING,
            "ouvre lundi 30 novembre à 8:05, heure de Paris · ferme mardi 1 décembre à 8:05, heure de Paris",
        ),
        (Terms(opens_at=OPENS + timedelta(days=40)), EVENING, "ouvre samedi 9 janvier 2027 à 8:05, heure de Paris"),
    ],
)
def test_it_says_how_the_quiz_stands_now(terms: Terms, now: datetime, begins: str, app: Flask) -> None:
    assert said(app, replace(QUIZ, terms=terms), now).startswith(begins)


def test_what_is_put_away_is_closed_whatever_its_times_are(app: Flask) -> None:
    assert said(app, replace(QUIZ, archived=True), EVENING).startswith("fermé · ")


def test_who_has_more_time_reads_their_own(app: Flask) -> None:
    quiz = replace(QUIZ, terms=Terms(closes_at=OPENS, minutes=60, tries=2))

    mine = said(app, quiz, EVENING, extra=50)

    assert mine.startswith("ouvert jusqu’à lundi 30 novembre à 8:35, heure de Paris · 1 h 30 min · 2 essais")


@pytest.mark.parametrize("feedback", list(FeedbackTime))
def test_each_time_of_feedback_has_its_words(feedback: FeedbackTime, app: Flask) -> None:
    lines = {
        said(app, replace(QUIZ, settings=Settings(feedback), terms=terms), EVENING).rpartition(" · ")[2]
        for terms in (Terms(), Terms(closes_at=OPENS))
    }

    assert all(line.startswith("correction ") for line in lines)
    assert len(lines) == (2 if feedback is FeedbackTime.WHEN_RELEASED else 1)


# --- where it stands ---


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_things(with_teachers(database, visitor), bank())


def test_readers_the_quizs_page_and_the_projector_say_the_same(school: School) -> None:
    school.anna.send("/teacher/account/zone", {"zone": "Europe/Paris"})
    sent = {"names": "none", "zone": "Europe/Paris", "opens_at": "2026-11-30T08:05", "minutes": "10", "tries": "1"}
    school.anna.send(f"/teacher/quiz/{school.quiz}/terms", {**sent, "feedback": "at-end"})
    line = "ouvre lundi 30 novembre à 8:05, heure de Paris · 10 minutes · 1 essai · correction à la fin"

    pages = [
        school.visitor().get(f"/quiz/{school.quiz}", headers=FRENCH),
        school.anna.get(f"/teacher/quiz/{school.quiz}", headers=FRENCH),
        school.anna.get(f"/teacher/quiz/{school.quiz}/projector", headers=FRENCH),
    ]

    assert [line in words(page) for page in pages] == [True] * 3


# --- a class that comes in by links ---


def test_where_only_links_lead_in_no_code_and_no_picture_that_opens_nothing_is_shown(school: School) -> None:
    path = f"/teacher/quiz/{school.for_class}"
    code = f"{school.for_class[:3]}-{school.for_class[3:]}".upper()

    pages = [school.anna.get(path + page, headers=ENGLISH) for page in ("", "/projector", "/links", "/terms", "/print")]
    picture = school.anna.get(f"{path}/code.svg")

    assert [code in page.text for page in pages] == [False] * 5
    assert not any(f"{path}/code.svg" in page.text for page in pages)
    assert picture.status_code == 404
    assert "Open the link that is your own." in words(pages[1])
    assert f'href="{path}/links"' in pages[0].text


def test_where_a_class_picks_its_names_the_code_is_shown(school: School) -> None:
    path = f"/teacher/quiz/{school.for_class}"
    code = f"{school.for_class[:3]}-{school.for_class[3:]}".upper()
    school.anna.send(f"{path}/terms", {"class_list": school.class_, "picks": "pick", "names": "none"})

    pages = [school.anna.get(path + page, headers=ENGLISH) for page in ("", "/projector")]

    assert [code in page.text for page in pages] == [True] * 2
    assert f"{path}/code.svg" in pages[1].text
    assert school.anna.get(f"{path}/code.svg").status_code == 200


def test_whoever_has_the_code_may_be_shown_first_names_only(school: School) -> None:
    listed = list_class(school.anna, "8A", "Noah Brun\nNoah Caron\nLina DURAND\nMona Petit").location
    sent = {"class_list": listed.split("/class/")[1].split("?")[0], "picks": "pick", "names": "none"}
    quiz = hand_out(school.anna, school.bank, sent)
    path = f"/teacher/quiz/{quiz}"
    whole, told = school.visitor().get(f"/quiz/{quiz}").text, words(school.anna.get(path, headers=ENGLISH))
    school.anna.send(f"{path}/terms", {**sent, "first_names": "y"})

    firsts = school.visitor().get(f"/quiz/{quiz}").text

    assert "Whoever has the code sees the names of the class." in told
    assert "sees the first names of the class." in words(school.anna.get(path, headers=ENGLISH))
    assert "Lina DURAND</option>" in whole
    assert "DURAND" not in firsts
    assert "Brun" not in firsts
    assert all(f">{name}</option>" in firsts for name in ("Lina", "Noah B.", "Noah C.", "Mona"))
