"""The form that hands a bank out is filled in as its teacher chose last, but for the times."""

from collections.abc import Callable

import pytest

from quizapp.store.session import Database
from tests.makers import bank
from tests.visitors import Visitor
from tests.web.school import School, with_teachers, with_things
from tests.web.test_zones import ENGLISH, words


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_things(with_teachers(database, visitor), bank())


def form(school: School, query: str = "") -> str:
    return school.anna.get(f"/teacher/bank/{school.bank}/hand-out{query}", headers=ENGLISH).text


def test_it_has_what_was_chosen_last_and_for_whom_but_no_times(school: School) -> None:
    chosen = {"class_list": school.class_, "picks": "pick", "minutes": "1 h 30", "tries": "3", "feedback": "at-end"}
    times = {"zone": "UTC", "opens_at": "2026-11-30T08:05", "closes_at": "2026-11-30T10:05"}
    school.anna.send(f"/teacher/bank/{school.bank}/hand-out", {"names": "none", **chosen, **times})

    again = form(school)

    assert "Filled in as you chose last, for “The summit” (7B), but for the times." in again
    assert f'<option value="{school.class_}" selected>Only 7B</option>' in again
    assert 'name="feedback" value="at-end" checked' in again
    assert 'value="1 h 30 min"' in again
    assert 'value="3"' in again
    assert "2026-11-30" not in again


def test_from_scratch_it_is_as_it_suits_most_classes(school: School) -> None:
    fresh = form(school, "?fresh=1")

    assert "fresh=1" in form(school)
    assert "As it stands, this suits most classes" in fresh
    assert "Filled in" not in fresh
    assert "selected>Only 7B" not in fresh


def test_a_class_that_is_gone_is_not_chosen_again(school: School) -> None:
    school.anna.send(f"/teacher/bank/{school.bank}/hand-out", {"names": "none", "class_list": school.class_})
    school.anna.send(f"/teacher/class/{school.class_}/remove")

    again = form(school)

    assert "Filled in as you chose last, for “The summit”, but for the times." in again


def test_what_others_chose_and_what_nobody_sat_in_is_not_last_time(school: School) -> None:
    school.owner.send("/teacher/simulated")
    owners = school.owner.get(f"/teacher/bank/{school.bank}/hand-out", headers=ENGLISH)

    assert "Filled in" not in owners.text


def test_after_a_fault_the_form_is_as_it_was_sent(school: School) -> None:
    sent = {"names": "none", "minutes": "bald"}

    reply = school.anna.send(f"/teacher/bank/{school.bank}/hand-out", sent, headers=ENGLISH)

    assert reply.status_code == 400
    assert "Filled in" not in words(reply)
    assert 'value="bald"' in reply.text
