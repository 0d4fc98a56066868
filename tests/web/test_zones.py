"""Times are told, and read, on the clock that their page names: the teacher's, else the installation's."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from werkzeug.test import TestResponse

from quizapp.config import Settings
from quizapp.domain.quizzes import Terms
from quizapp.store import quizzes
from quizapp.store.session import Database
from tests.apps import app_of
from tests.makers import Clock, bank
from tests.visitors import Visitor
from tests.web.school import School, with_teachers, with_things

ENGLISH, FRENCH = ({"Accept-Language": language} for language in ("en", "fr"))
ZONE = "/teacher/account/zone"


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_things(with_teachers(database, visitor), bank())


def words(reply: TestResponse) -> str:
    """Of a page, without its markup; blanks of every kind are one."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", re.sub(r"</?time[^>]*>", "", reply.text))).split())


def terms(school: School) -> Terms:
    with school.database.reading() as db:
        return quizzes.any_by_slug(db, school.quiz).terms


def asked(school: School, **fields: str) -> TestResponse:
    return school.anna.send(f"/teacher/quiz/{school.quiz}/terms", {"names": "optional", **fields}, headers=ENGLISH)


def settled(school: School, name: str, typed: str, which: str, zone: str) -> Terms:
    """What is stored where it was said which of two moments is meant."""
    sent = {"zone": zone, name: typed, f"{name}-of": typed, f"{name}-which": which}
    assert asked(school, **sent).status_code == 303
    return terms(school)


# --- whose clock ---


def test_a_teachers_times_are_told_and_read_on_their_own_clock(school: School, clock: Clock) -> None:
    assert school.anna.send(ZONE, {"zone": "Europe/Paris"}).status_code == 303

    saved = asked(school, opens_at="2026-11-30T08:05")
    page = school.anna.get(f"/teacher/quiz/{school.quiz}/terms", headers=FRENCH)
    reader = school.visitor().get(f"/quiz/{school.quiz}", headers=FRENCH)
    english = school.visitor().get(f"/quiz/{school.quiz}", headers=ENGLISH)

    assert (saved.status_code, terms(school).opens_at) == (303, datetime(2026, 11, 30, 7, 5, tzinfo=UTC))
    assert 'value="2026-11-30T08:05"' in page.text
    assert "heure de Paris" in words(page)
    assert "ouvre le 30 novembre 2026, 8:05, heure de Paris." in words(reader)
    assert "opens on 30 November 2026, 08:05, Paris time." in words(english)
    assert '<time datetime="2026-11-30T07:05:00Z" data-offset="60">' in reader.text


def test_a_moment_that_was_set_stays_the_same_instant_when_the_zone_changes(school: School) -> None:
    school.anna.send(ZONE, {"zone": "Europe/Paris"})
    asked(school, opens_at="2026-11-30T08:05")
    before = terms(school)

    school.anna.send(ZONE, {"zone": "America/New_York"})
    page = school.anna.get(f"/teacher/quiz/{school.quiz}/terms", headers=ENGLISH)

    assert terms(school) == before
    assert 'value="2026-11-30T02:05"' in page.text
    assert "opens on 30 November 2026, 02:05, New York time." in words(school.visitor().get(f"/quiz/{school.quiz}"))


def test_a_form_is_read_on_the_clock_that_it_named_though_another_was_chosen_meanwhile(school: School) -> None:
    school.anna.send(ZONE, {"zone": "America/New_York"})

    asked(school, zone="Europe/Paris", opens_at="2026-11-30T08:05")

    assert terms(school).opens_at == datetime(2026, 11, 30, 7, 5, tzinfo=UTC)


def test_who_chose_none_is_told_times_on_the_installations_clock(
    settings: Settings, database: Database, clock: Clock, school: School
) -> None:
    app = app_of(replace(settings, zone="Asia/Tokyo"), clock)
    asked(school, opens_at="2026-11-30T08:05")

    page = Visitor(app.test_client()).get(f"/quiz/{school.quiz}", headers=ENGLISH)
    app.extensions["quizapp"].database.close()

    assert "opens on 30 November 2026, 17:05, Tokyo time." in words(page)


@pytest.mark.parametrize("zone", ["Europe/Atlantis", "Europe", "../UTC", "heure de Paris", "x" * 5000, "<b>"])
def test_a_zone_that_does_not_exist_is_said_and_nothing_is_stored(zone: str, school: School) -> None:
    before = terms(school)

    account = school.anna.send(ZONE, {"zone": zone}, headers=ENGLISH)
    form = asked(school, zone=zone, opens_at="2026-11-30T08:05")

    assert (account.status_code, form.status_code) == (400, 400)
    assert "There is no time zone “" in words(account)
    assert "There is no such time zone as the page names." in words(form)
    assert 'value="2026-11-30T08:05"' in form.text
    assert terms(school) == before
    assert "Times are given in UTC." in words(school.anna.get("/teacher/account", headers=ENGLISH))
    assert "<b>" not in account.text.partition("<main")[2]


def test_a_zone_is_chosen_from_a_list_in_words_or_given_up_again(school: School) -> None:
    school.anna.send(ZONE, {"zone": "Asia/Calcutta"})
    chosen = school.anna.get("/teacher/account", headers=FRENCH).text
    school.anna.send(ZONE, {"zone": ""})
    given_up = school.anna.get("/teacher/account", headers=FRENCH).text

    assert '<option value="Europe/Paris">Paris (France)</option>' in chosen
    assert '<option value="Africa/Cairo">Le Caire (Égypte)</option>' in chosen
    assert '<option value="Asia/Calcutta" selected>heure de Kolkata</option>' in chosen
    assert '<option value="" selected>heure UTC, comme pour tous ici</option>' in given_up
    names = re.findall(r'<option value="\w+/[^"]*"[^>]*>([^<(]*) \(', given_up)
    assert len(names) > 400
    assert names.index("Honolulu") < names.index("Île de Man") < names.index("Istanbul")


def test_who_has_chosen_is_not_offered_the_browsers_clock_and_who_has_not_is(school: School) -> None:
    offered = school.anna.get("/teacher/", headers=FRENCH)
    stays = school.anna.send(f"{ZONE}?back=/teacher/classes", {"zone": "UTC"})

    assert 'id="zone-offer"' in offered.text
    assert 'data-zone="UTC" hidden' in offered.text
    assert "Votre navigateur dit" in words(offered)
    assert stays.location == "/teacher/classes"
    assert 'id="zone-offer"' not in school.anna.get("/teacher/").text
    assert 'id="zone-offer"' in school.ben.get("/teacher/").text


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "\\\\evil.example"])
def test_the_offer_leads_back_to_pages_of_ours_only(back: str, school: School) -> None:
    reply = school.anna.send(f"{ZONE}?back={back}", {"zone": "UTC"})

    assert reply.location.startswith("/")
    assert not reply.location.startswith(("//", "/\\"))


def test_days_of_results_begin_at_midnight_on_the_teachers_clock(school: School) -> None:
    """The attempt was finished on 5 January at noon in Greenwich, when it was the 6th on Kiritimati already."""
    reader = school.visitor()
    reader.send(f"{reader.start(school.quiz)}/finish")
    path = f"/teacher/quiz/{school.quiz}?since=2026-01-06"

    in_greenwich = school.anna.get(path, headers=ENGLISH)
    school.anna.send(ZONE, {"zone": "Pacific/Kiritimati"})
    on_kiritimati = school.anna.get(path, headers=ENGLISH)

    assert "The figures rest on 0 finished attempts" in words(in_greenwich)
    assert "The figures rest on 1 finished attempt:" in words(on_kiritimati)


def test_a_page_that_refreshes_itself_is_another_on_another_clock(school: School) -> None:
    path = f"/teacher/quiz/{school.quiz}/readers"
    first = school.anna.get(path)
    again = school.anna.get(path, headers={"If-None-Match": first.headers["ETag"]})
    school.anna.send(ZONE, {"zone": "America/Port-au-Prince"})
    moved = school.anna.get(path, headers={"If-None-Match": first.headers["ETag"]})
    known = school.anna.get(path, headers={"If-None-Match": moved.headers["ETag"]})

    assert [reply.status_code for reply in (again, moved, known)] == [304, 200, 304]


# --- the change of the clocks ---

PARIS, NEW_YORK = "Europe/Paris", "America/New_York"
NIGHTS = [
    (PARIS, "2026-10-25T02:30", datetime(2026, 10, 25, 0, 30), datetime(2026, 10, 25, 1, 30), "UTC+2", "UTC+1"),
    (NEW_YORK, "2026-11-01T01:30", datetime(2026, 11, 1, 5, 30), datetime(2026, 11, 1, 6, 30), "UTC−4", "UTC−5"),
]  # fmt: skip


@pytest.mark.parametrize(("zone", "typed", "first", "second", "summer", "winter"), NIGHTS)
def test_a_time_that_comes_twice_is_asked_about_with_the_first_ticked(
    zone: str, typed: str, first: datetime, second: datetime, summer: str, winter: str, school: School
) -> None:
    before, hour = terms(school), typed[-5:]

    question = asked(school, zone=zone, opens_at=typed)
    stored = [settled(school, "opens_at", typed, which, zone) for which in ("1", "2")]

    assert question.status_code == 400
    assert f"{hour} comes twice" in words(question)
    assert f"the first {hour} (summer time, {summer})" in words(question)
    assert f"the second {hour} (winter time, {winter})" in words(question)
    assert 'name="opens_at-which" value="1" checked' in question.text
    assert f'value="{typed}"' in question.text
    assert before.opens_at is None
    assert [one.opens_at for one in stored] == [first.replace(tzinfo=UTC), second.replace(tzinfo=UTC)]


def test_what_was_said_of_one_time_is_not_taken_for_another(school: School) -> None:
    reply = asked(
        school,
        **{
            "zone": "Europe/Paris",
            "opens_at": "2027-10-31T02:30",
            "opens_at-of": "2026-10-25T02:30",
            "opens_at-which": "2",
        },
    )

    assert reply.status_code == 400
    assert "comes twice" in words(reply)


def test_the_form_of_a_quiz_that_opens_at_the_second_of_two_says_so(school: School) -> None:
    school.anna.send(ZONE, {"zone": "Europe/Paris"})
    asked(school, opens_at="2026-10-25T02:30", **{"opens_at-of": "2026-10-25T02:30", "opens_at-which": "2"})

    page = school.anna.get(f"/teacher/quiz/{school.quiz}/terms")

    assert 'name="opens_at-which" value="2" checked' in page.text


@pytest.mark.parametrize(
    ("zone", "typed", "before", "after"),
    [
        ("Europe/Paris", "2027-03-28T02:30", datetime(2027, 3, 28, 0, 59), datetime(2027, 3, 28, 1, 0)),
        ("America/New_York", "2027-03-14T02:30", datetime(2027, 3, 14, 6, 59), datetime(2027, 3, 14, 7, 0)),
    ],
)
def test_a_time_that_is_skipped_is_said_with_the_two_beside_it_and_none_is_taken_unasked(
    zone: str, typed: str, before: datetime, after: datetime, school: School
) -> None:
    question = asked(school, zone=zone, closes_at=typed)
    untouched = terms(school)
    stored = [
        (asked(school, zone=zone, closes_at=typed, **{"closes_at-of": typed, "closes_at-which": which}), terms(school))[
            1
        ]
        for which in ("1", "2")
    ]

    assert (question.status_code, untouched.closes_at) == (400, None)
    assert "the clocks skip 02:30" in words(question)
    assert 'name="closes_at-which" value="1"> 01:59' in question.text
    assert 'name="closes_at-which" value="2"> 03:00' in question.text
    assert 'name="closes_at-which" value="1" checked' not in question.text
    assert f'value="{typed}"' in question.text
    assert [one.closes_at for one in stored] == [before.replace(tzinfo=UTC), after.replace(tzinfo=UTC)]


# --- typed as text ---


def test_where_a_browser_has_no_field_for_times_they_are_typed(school: School) -> None:
    """It is Monday 5 January."""
    school.anna.send(ZONE, {"zone": "Europe/Paris"})

    asked(school, opens_at="lundi 8:05", closes_at="12/1/2026 9h05", minutes="une demi-heure")

    found = terms(school)
    opens = datetime(2026, 1, 12, 7, 5, tzinfo=UTC)
    assert (found.opens_at, found.closes_at, found.minutes) == (opens, opens + timedelta(hours=1), 30)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("minutes", "bientôt", "The time limit is from 1 minute to 7 days, such as 10 min or 1 h 30"),
        ("minutes", "8 jours", "The time limit is from 1 minute to 7 days, such as 10 min or 1 h 30"),
        ("opens_at", "quand il fera beau", "“Open from” is not a day and hour such as 30/11/2026 8:05."),
        ("closes_at", "31/11/2026 8:05", "“Open until” is not a day and hour such as 30/11/2026 8:05."),
        ("tries", "trop", "The number of tries is from 1 to 1000"),
    ],
)
def test_nonsense_is_said_beside_its_field_and_kept(field: str, typed: str, said: str, school: School) -> None:
    before = terms(school)

    reply = asked(school, **{field: typed})

    assert reply.status_code == 400
    assert f'<strong class="fault" id="{field}-fault">{said}' in reply.text
    assert re.search(rf'id="{field}" name="{field}" type="text"[^>]* value="{typed}"\s+aria-invalid="true"', reply.text)
    assert f'<a href="#{field}">{said}' in reply.text
    assert terms(school) == before
