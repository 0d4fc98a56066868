"""Teachers come in once, by their own link; sessions end when they should; guessing is slowed and locks nobody out."""

from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from quizapp.domain.accounts import LIFETIMES, MOST_TRIES, Origin, Purpose, Role
from quizapp.services import accounts
from quizapp.store.session import Database
from quizapp.store.tables import LoginRow, TeacherRow
from tests.makers import NOON, Clock
from tests.visitors import Visitor, masked

EMAIL = "anna@school.example"
PASSWORD = "quiet harbour seven lamps"
OTHER = "another long winter coat"


@pytest.fixture
def set_up(database: Database) -> str:
    """The path of the first teacher's link."""
    with database.transaction() as db:
        token = accounts.set_up_link(db, NOON)
    assert token
    return f"/teacher/in/{token}"


@pytest.fixture
def owner(set_up: str, visitor: Callable[[], Visitor]) -> Visitor:
    """A browser in which the owner is logged in."""
    browser = visitor()
    assert browser.post(set_up, email=EMAIL, password=PASSWORD).status_code == 303
    return browser


def log_in(browser: Visitor, email: str = EMAIL, password: str = PASSWORD) -> TestResponse:
    return browser.post("/teacher/login", email=email, password=password)


def count(database: Database, row: type) -> int:
    with database.reading() as db:
        return db.query(row).count()


# --- the first teacher ---


def test_the_set_up_link_makes_the_owner_and_dies_with_its_use(
    set_up: str, visitor: Callable[[], Visitor], database: Database
) -> None:
    first, second = visitor(), visitor()

    came_in = first.post(set_up, email=" Anna@School.example ", password=PASSWORD)

    assert came_in.status_code == 303
    assert EMAIL in first.get("/teacher/people").text
    assert second.get(set_up).status_code == 404
    assert second.send(set_up, {"email": "eve@school.example", "password": OTHER}).status_code == 404
    assert count(database, TeacherRow) == 1


def test_a_new_set_up_link_takes_the_place_of_the_last_and_none_is_made_once_somebody_teaches(
    set_up: str, visitor: Callable[[], Visitor], database: Database
) -> None:
    with database.transaction() as db:
        again = accounts.set_up_link(db, NOON)

    assert visitor().get(set_up).status_code == 404
    assert visitor().post(f"/teacher/in/{again}", email=EMAIL, password=PASSWORD).status_code == 303
    with database.transaction() as db:
        assert accounts.set_up_link(db, NOON) is None


@pytest.mark.parametrize("path", ["/teacher/in/", "/teacher/in/guessed", "/teacher/in/" + "A" * 43])
def test_nothing_else_makes_a_teacher(path: str, visitor: Callable[[], Visitor], database: Database) -> None:
    browser = visitor()

    assert browser.get(path).status_code == 404
    assert browser.send(path, {"email": EMAIL, "password": PASSWORD}).status_code in (404, 405)
    assert count(database, TeacherRow) == 0


@pytest.mark.parametrize(
    ("email", "password", "said"),
    [
        (EMAIL, "short", "at least 12"),
        (EMAIL, "password1234", "first that are guessed"),
        (EMAIL, "annaannaanna", "first that are guessed"),
        (EMAIL, "x" * 129, "more than 128"),
        ("anna", PASSWORD, "not an e-mail address"),
        ("anna@school.example\nbcc: eve@x.example", PASSWORD, "not an e-mail address"),
    ],
)
def test_a_poor_password_or_address_is_refused_and_the_link_still_works(
    email: str, password: str, said: str, set_up: str, visitor: Callable[[], Visitor], database: Database
) -> None:
    browser = visitor()

    refused = browser.post(set_up, email=email, password=password)

    assert refused.status_code == 400
    assert said in refused.text
    assert password not in refused.text
    assert count(database, TeacherRow) == 0
    assert browser.post(set_up, email=EMAIL, password=PASSWORD).status_code == 303


# --- in and out ---


def test_a_teacher_logs_in_with_any_spelling_of_the_address_and_the_exact_password(
    owner: Visitor, visitor: Callable[[], Visitor]
) -> None:
    assert log_in(visitor(), " ANNA@school.example").status_code == 303
    assert log_in(visitor(), EMAIL, PASSWORD.upper()).status_code == 400
    assert log_in(visitor(), EMAIL, PASSWORD + "\0").status_code == 400
    assert log_in(visitor(), "", "").status_code == 400


def test_an_unknown_address_and_a_wrong_password_are_answered_alike(
    owner: Visitor, visitor: Callable[[], Visitor]
) -> None:
    wrong = log_in(visitor(), EMAIL, OTHER)
    unknown = log_in(visitor(), "anne@school.example", OTHER)

    assert wrong.status_code == unknown.status_code == 400
    assert masked(wrong.text) == masked(unknown.text).replace("anne@", "anna@")


def test_a_page_for_teachers_leads_to_the_login_and_back(owner: Visitor, visitor: Callable[[], Visitor]) -> None:
    browser = visitor()

    turned_away = browser.get("/teacher/people")
    logged_in = browser.post(turned_away.location, email=EMAIL, password=PASSWORD)

    assert turned_away.location == "/teacher/login?back=/teacher/people"
    assert logged_in.location == "/teacher/people"


@pytest.mark.parametrize(
    "back", ["//evil.example/x", "https://evil.example/x", "\\\\evil.example/x", "/\\evil.example"]
)
def test_the_way_back_is_always_a_path_of_ours(back: str, owner: Visitor, visitor: Callable[[], Visitor]) -> None:
    browser = visitor()

    logged_in = browser.client.post(
        "/teacher/login",
        query_string={"back": back},
        data={"csrf_token": browser.token(), "email": EMAIL, "password": PASSWORD},
    )

    assert logged_in.status_code == 303
    assert logged_in.location.startswith("/")
    assert not logged_in.location.startswith(("//", "/\\"))


def test_logging_out_ends_the_session_on_the_server(owner: Visitor, database: Database) -> None:
    kept = owner.client.get_cookie("__Host-qt") or owner.client.get_cookie("qt")
    assert kept

    left = owner.send("/teacher/logout")
    owner.client.set_cookie(kept.key, kept.value, secure=True)

    assert left.headers["Clear-Site-Data"] == '"cache"'
    assert owner.get("/teacher/").status_code == 303
    assert count(database, LoginRow) == 0


def test_the_cookie_is_no_more_than_a_random_token_that_the_server_keeps_hashed(
    owner: Visitor, database: Database
) -> None:
    kept = owner.client.get_cookie("__Host-qt") or owner.client.get_cookie("qt")

    assert kept
    assert kept.http_only
    assert kept.same_site == "Lax"
    assert len(kept.value) == 43
    with database.reading() as db:
        assert [row.token_digest for row in db.query(LoginRow)] == [accounts.digest(kept.value)]


def test_a_session_ends_after_two_hours_without_a_page_and_after_twelve_in_all(owner: Visitor, clock: Clock) -> None:
    for __ in range(11):
        clock.advance(minutes=60)
        assert owner.get("/teacher/").status_code == 200

    clock.advance(minutes=61)
    assert owner.get("/teacher/").status_code == 303

    log_in(owner)
    clock.advance(minutes=121)
    assert owner.get("/teacher/").status_code == 303


def test_a_form_sent_after_the_session_ended_says_so_and_changes_nothing(
    owner: Visitor, clock: Clock, database: Database
) -> None:
    clock.advance(hours=3)

    late = owner.send("/teacher/people", {"email": "ben@school.example", "role": "teacher"})

    assert late.status_code == 401
    assert "still on the page before" in late.text


def test_a_new_password_ends_every_other_session_and_the_old_password(
    owner: Visitor, visitor: Callable[[], Visitor]
) -> None:
    elsewhere = visitor()
    log_in(elsewhere)

    wrong = owner.post("/teacher/password", present=OTHER, password=OTHER)
    changed = owner.post("/teacher/password", present=PASSWORD, password=OTHER)

    assert (wrong.status_code, changed.status_code) == (400, 303)
    assert owner.get("/teacher/").status_code == 200
    assert elsewhere.get("/teacher/").status_code == 303
    assert log_in(visitor()).status_code == 400
    assert log_in(visitor(), EMAIL, OTHER).status_code == 303


# --- others ---


def invited(owner: Visitor, email: str = "ben@school.example", role: Role = Role.TEACHER) -> str:
    """The path of an invitation, as the owner's page shows it once."""
    shown = owner.post("/teacher/people", email=email, role=role).text
    return "/teacher/in/" + shown.split("/teacher/in/")[1].split('"')[0]


def test_an_invitation_makes_one_teacher_who_owns_nothing(owner: Visitor, visitor: Callable[[], Visitor]) -> None:
    link, ben = invited(owner), visitor()

    assert ben.post(link, email="eve@school.example", password=OTHER).status_code == 303
    assert "ben@school.example" in owner.get("/teacher/people").text
    assert "eve@school.example" not in owner.get("/teacher/people").text
    assert ben.get("/teacher/").status_code == 200
    assert ben.get("/teacher/people").status_code == 404
    assert visitor().get(link).status_code == 404


def test_an_invitation_is_good_for_a_week(owner: Visitor, visitor: Callable[[], Visitor], clock: Clock) -> None:
    link = invited(owner)

    clock.advance(days=6, hours=23)
    assert visitor().get(link).status_code == 200
    clock.advance(hours=1)
    assert visitor().get(link).status_code == 404


def test_a_reset_link_ends_the_sessions_of_the_old_password(
    owner: Visitor, visitor: Callable[[], Visitor], database: Database
) -> None:
    with database.transaction() as db:
        token = accounts.reset_link(db, None, EMAIL, NOON)
    elsewhere = visitor()

    assert elsewhere.post(f"/teacher/in/{token}", password=OTHER).status_code == 303
    assert owner.get("/teacher/").status_code == 303
    assert log_in(owner, EMAIL, OTHER).status_code == 303


def test_a_removed_teacher_is_out_at_once(owner: Visitor, visitor: Callable[[], Visitor]) -> None:
    ben = visitor()
    ben.post(invited(owner), password=OTHER)

    removed = owner.send("/teacher/people/2/remove")

    assert removed.status_code == 303
    assert ben.get("/teacher/").status_code == 303
    assert log_in(ben, "ben@school.example", OTHER).status_code == 400


def test_a_later_invitation_withdraws_the_earlier_and_a_removed_teacher_has_none_left(
    owner: Visitor, visitor: Callable[[], Visitor]
) -> None:
    as_owner = invited(owner, role=Role.OWNER)
    as_teacher = invited(owner)

    assert visitor().get(as_owner).status_code == 404
    assert visitor().post(as_teacher, password=OTHER).status_code == 303
    owner.send("/teacher/people/2/remove")
    assert visitor().get(as_owner).status_code == visitor().get(as_teacher).status_code == 404


def test_a_number_that_no_row_has_is_not_found(owner: Visitor) -> None:
    for path in ("/teacher/bank/99999999999999999999", "/teacher/people/99999999999999999999/remove"):
        assert owner.get(path).status_code == 404
    assert owner.get("/teacher/log?before=99999999999999999999").status_code == 200


def test_somebody_always_owns_the_instance(owner: Visitor) -> None:
    assert owner.send("/teacher/people/1/remove").status_code == 409
    assert owner.send("/teacher/people/1/role", {"role": "teacher"}).status_code == 409
    assert owner.get("/teacher/people").status_code == 200


def test_every_act_on_accounts_is_in_the_log_once(owner: Visitor, visitor: Callable[[], Visitor]) -> None:
    ben = visitor()
    ben.post(invited(owner), password=OTHER)
    log_in(visitor(), EMAIL, OTHER)
    owner.send("/teacher/people/2/remove")

    log = owner.get("/teacher/log", headers={"Accept-Language": "en"}).text

    for said in ("came in", "invited", "a wrong password was typed", "removed the account of"):
        assert said in log
    assert log.count(">removed the account of<") == 1
    assert PASSWORD not in log
    assert OTHER not in log


# --- guessing ---


def test_guessing_at_an_account_is_slowed_and_its_teacher_still_gets_in_where_known(
    owner: Visitor, visitor: Callable[[], Visitor], clock: Clock
) -> None:
    owner.send("/teacher/logout")
    guesser = visitor()
    statuses = [log_in(guesser, EMAIL, f"{OTHER} {n}").status_code for n in range(MOST_TRIES[Origin.ACCOUNT] + 2)]

    assert statuses == [400] * MOST_TRIES[Origin.ACCOUNT] + [429] * 2
    assert log_in(guesser).status_code == 429
    assert log_in(owner).status_code == 303

    clock.advance(minutes=15, seconds=1)
    assert log_in(guesser).status_code == 303


def test_a_known_browser_guesses_no_more_than_another(owner: Visitor) -> None:
    owner.send("/teacher/logout")

    statuses = [log_in(owner, EMAIL, OTHER).status_code for __ in range(MOST_TRIES[Origin.DEVICE] + 1)]

    assert statuses == [400] * MOST_TRIES[Origin.DEVICE] + [429]


def test_many_accounts_from_one_network_are_slowed_and_readers_are_not(
    owner: Visitor, visitor: Callable[[], Visitor]
) -> None:
    guesser = visitor()
    token = guesser.token()

    def guess(n: int) -> int:
        fields = {"csrf_token": token, "email": f"teacher{n}@school.example", "password": OTHER}
        return guesser.client.post("/teacher/login", data=fields).status_code

    statuses = [guess(n) for n in range(MOST_TRIES[Origin.ADDRESS] + 1)]

    assert statuses == [400] * MOST_TRIES[Origin.ADDRESS] + [429]
    assert visitor().get("/").status_code == 200


def test_purposes_have_a_lifetime() -> None:
    assert set(LIFETIMES) == set(Purpose)
