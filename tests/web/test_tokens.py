"""The account page: a token is made with the password, shown once, listed with what it may and when it was used."""

import logging
import re
from collections.abc import Callable

import pytest

from quizapp.services import tokens
from quizapp.store.session import Database
from tests.makers import NOON
from tests.store.contents import contents
from tests.visitors import Visitor
from tests.web.school import PASSWORD, School, make_token, with_teachers

ACCOUNT = "/teacher/account"
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_teachers(database, visitor)


def account(browser: Visitor) -> str:
    return browser.get(ACCOUNT, headers=ENGLISH).text


def test_a_token_is_shown_once_and_listed_until_it_is_withdrawn(school: School, database: Database) -> None:
    shown = make_token(school.anna, "Staff room")

    listed = account(school.anna)

    assert shown not in listed
    assert "Staff room" in listed
    assert "sees names" not in listed
    assert "made on 5 January 2026" in listed
    assert "ends on 5 January 2027" in listed
    assert "never used" in listed
    assert tokens.holder(database, shown, NOON)
    assert "last used on 5 January 2026" in account(school.anna)
    assert "Staff room" not in account(school.ben)

    withdrawn = re.search(r"/teacher/account/tokens/\d+/withdraw", listed)
    assert withdrawn
    assert school.anna.send(withdrawn[0]).location == ACCOUNT
    assert "Staff room" not in account(school.anna)
    assert tokens.holder(database, shown, NOON) is None


def test_a_token_that_sees_names_says_so(school: School) -> None:
    make_token(school.anna, "Staff room", sees_names="y", days="30")

    assert "sees names" in account(school.anna)
    assert "ends on 4 February 2026" in account(school.anna)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"present": "wrong"}, "not your present password"),
        ({"present": ""}, "not your present password"),
        ({"name": " "}, "needs a name"),
        ({"name": "scores"}, "a token of this name"),
        ({"days": "366"}, "for how long"),
        ({"days": "a year"}, "for how long"),
        ({"days": ""}, "for how long"),
    ],
)
def test_what_makes_no_token_is_said_and_what_was_typed_is_kept(
    fields: dict[str, str], said: str, school: School, database: Database
) -> None:
    make_token(school.anna, "Scores")
    before = contents(database)
    sent = {"name": "Another", "days": "90", "sees_names": "y", "present": PASSWORD, **fields}

    reply = school.anna.send(f"{ACCOUNT}/tokens", sent, headers=ENGLISH)

    assert reply.status_code == 400
    assert said in reply.text
    assert f'value="{sent["name"]}"' in reply.text
    assert 'name="sees_names" value="y" checked' in reply.text
    assert PASSWORD not in reply.text
    assert contents(database) == before


def test_the_token_stands_in_no_address_and_in_no_line_that_the_server_writes(
    school: School, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        shown = make_token(school.anna, "Staff room")
        reply = school.anna.get("/nowhere", headers={"Authorization": f"Bearer {shown}"})

    assert reply.status_code == 404
    assert shown not in caplog.text
    assert shown not in str(reply.headers)


def test_the_owners_log_says_who_made_and_withdrew_one_and_not_what_it_is_called(school: School) -> None:
    make_token(school.anna, "Cleo's scores", sees_names="y")
    path = re.search(r"/teacher/account/tokens/\d+/withdraw", account(school.anna))
    assert path
    school.anna.send(path[0])

    log = school.owner.get("/teacher/log", headers=ENGLISH).text

    assert "made a token that sees names" in log
    assert "withdrew a token" in log
    assert "Cleo" not in log


def test_a_new_password_ends_every_token_and_the_page_has_said_so(school: School, database: Database) -> None:
    shown = make_token(school.anna, "Scores")
    assert "so does every token" in school.anna.get("/teacher/password", headers=ENGLISH).text

    changed = school.anna.send("/teacher/password", {"present": PASSWORD, "password": "another long winter coat"})

    assert changed.status_code == 303
    assert tokens.holder(database, shown, NOON) is None
    assert "None yet" in account(school.anna)
