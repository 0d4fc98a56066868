"""A token opens what it was made for, as long as it runs, so many times a minute; of the token only a hash is kept."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest

from quizapp.domain.accounts import PasswordHash, Role
from quizapp.domain.tokens import MOST_REQUESTS, MOST_TOKENS, BadToken, TokenWish, TooManyRequests, UnknownToken
from quizapp.services import accounts, retention, tokens
from quizapp.store.session import Database
from tests.makers import NOON
from tests.services.staff import Staff, hired
from tests.store.contents import contents, count

SECOND = timedelta(seconds=1)
YEAR = timedelta(days=365)
WISH = TokenWish("Scores")


def made(staff: Staff, wish: TokenWish = WISH) -> str:
    return staff.do(lambda mine: tokens.make(mine, wish))


# --- made ---


def test_a_token_is_its_teachers_and_says_what_it_may_see(anna: Staff, database: Database) -> None:
    shown = made(anna, TokenWish(" Staff\troom ", sees_names=True))

    found = tokens.holder(database, shown, NOON)

    assert found
    assert found.teacher == anna.teacher
    assert (found.token.name, found.token.sees_names, found.token.ends_at) == ("Staff room", True, NOON + YEAR)


def test_only_a_hash_of_it_is_kept_and_the_log_names_it_by_its_number(anna: Staff, database: Database) -> None:
    shown = made(anna)
    secret = shown.removeprefix(tokens.PREFIX)
    made(anna, TokenWish("Names", sees_names=True))

    assert len(secret) == 43  # 256 bits in base64url.
    assert secret not in repr(contents(database))
    assert anna.log == [("token-made", "1"), ("token-made-with-names", "2")]


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        (TokenWish(""), "no-name"),
        (TokenWish(" \u200b "), "no-name"),
        (TokenWish("scores"), "name-taken"),
        (TokenWish("Other", days=0), "no-end"),
        (TokenWish("Other", days=366), "no-end"),
        (TokenWish("Other", days=-30), "no-end"),
    ],
)
def test_what_makes_no_sense_makes_no_token(wish: TokenWish, reason: str, anna: Staff, database: Database) -> None:
    made(anna)
    before = contents(database)

    with pytest.raises(BadToken) as refused:
        made(anna, wish)

    assert refused.value.reason == reason
    assert contents(database) == before


def test_a_teacher_has_so_many_tokens_and_another_has_their_own(anna: Staff, database: Database) -> None:
    for number in range(MOST_TOKENS):
        made(anna, TokenWish(f"Token {number}"))

    with pytest.raises(BadToken, match="too-many"):
        made(anna, TokenWish("One more"))

    assert made(hired(database, "ben"), TokenWish("Token 1"))


# --- until when ---


@pytest.mark.parametrize("days", [30, 90, 365])
def test_a_token_opens_until_its_end_and_not_a_second_longer(days: int, anna: Staff, database: Database) -> None:
    shown = made(anna, TokenWish("Scores", days))
    end = NOON + timedelta(days=days)

    assert tokens.holder(database, shown, end - SECOND)
    assert tokens.holder(database, shown, end) is None


def test_one_that_has_ended_stands_in_the_list_for_a_month_and_then_goes(anna: Staff, database: Database) -> None:
    made(anna, TokenWish("Short", 30))
    long = made(anna, TokenWish("Long", 365))
    end = NOON + timedelta(days=30)

    assert [one.has_ended(end) for one in anna.do(tokens.tokens_of)] == [False, True]
    assert retention.purge(database, end + tokens.SHOWN_AFTER_ITS_END, 365)["tokens"] == 0
    assert retention.purge(database, end + tokens.SHOWN_AFTER_ITS_END + SECOND, 365)["tokens"] == 1
    assert [one.name for one in anna.do(tokens.tokens_of)] == ["Long"]
    assert tokens.holder(database, long, end)


# --- what ends it before ---


def withdraw(anna: Staff) -> None:
    anna.do(lambda mine: tokens.withdraw(mine, tokens.tokens_of(mine)[0].id))


def new_password(anna: Staff) -> None:
    anna.do(lambda mine: accounts.change_password(mine, PasswordHash("-")))


def reset(anna: Staff) -> None:
    link = anna.do(lambda mine: accounts.reset_link(mine.db, None, anna.teacher.email, NOON))
    anna.do(lambda mine: accounts.come_in(mine.db, link, "", PasswordHash("-"), NOON))


def removed(anna: Staff) -> None:
    owner = hired(anna.database, "owner", Role.OWNER)
    owner.do(lambda theirs: accounts.remove(theirs, anna.teacher.id))


@pytest.mark.parametrize("end", [withdraw, new_password, reset, removed])
def test_a_token_is_dead_from_then_on(end: Callable[[Staff], None], anna: Staff, database: Database) -> None:
    shown, bens = made(anna), made(hired(database, "ben"))
    assert tokens.holder(database, shown, NOON)

    end(anna)

    assert tokens.holder(database, shown, NOON) is None
    assert tokens.holder(database, bens, NOON)
    assert count(database, "api_token") == 1


def test_one_is_withdrawn_by_its_teacher_alone(anna: Staff, database: Database) -> None:
    shown = made(anna)
    (token,) = anna.do(tokens.tokens_of)

    with pytest.raises(UnknownToken):
        hired(database, "owner", Role.OWNER).do(lambda theirs: tokens.withdraw(theirs, token.id))

    assert tokens.holder(database, shown, NOON)
    anna.do(lambda mine: tokens.withdraw(mine, token.id))
    assert anna.log[-1] == ("token-withdrawn", str(token.id))


def test_a_token_has_the_role_that_its_teacher_has_now(anna: Staff, database: Database) -> None:
    shown = made(anna)
    owner = hired(database, "owner", Role.OWNER)

    roles = []
    for role in (Role.OWNER, Role.TEACHER):
        owner.do(partial(accounts.set_role, id_=anna.teacher.id, role=role))
        found = tokens.holder(database, shown, NOON)
        assert found
        roles.append(found.teacher.role)

    assert roles == [Role.OWNER, Role.TEACHER]


@pytest.mark.parametrize("sent", ["", "x", "quizapp_", "quizapp_" + "A" * 43, "é", "\0", "'; --", "A" * 9000])
def test_what_is_no_token_opens_nothing_and_is_not_counted(sent: str, anna: Staff, database: Database) -> None:
    made(anna)
    before = contents(database)

    assert tokens.holder(database, sent, NOON) is None
    assert contents(database) == before


# --- how often ---


def test_a_token_asks_so_often_within_a_minute_then_waits_for_its_end(anna: Staff, database: Database) -> None:
    shown, other = made(anna), made(anna, TokenWish("Other"))
    for _ in range(MOST_REQUESTS):
        assert tokens.holder(database, shown, NOON + 20 * SECOND)
    before = contents(database)

    for seconds, wait in ((20, 60), (79, 1), (79.5, 1), (50.1, 30)):
        with pytest.raises(TooManyRequests) as refused:
            tokens.holder(database, shown, NOON + seconds * SECOND)
        assert refused.value.wait == wait * SECOND

    assert contents(database) == before  # What is refused is not even counted.
    assert tokens.holder(database, other, NOON + 20 * SECOND)
    assert tokens.holder(database, shown, NOON + 80 * SECOND)


def test_requests_are_counted_for_all_processes_together(anna: Staff, database: Database) -> None:
    shown = made(anna)
    another = Database(database.engine.url.render_as_string(hide_password=False))

    for process in (database, another) * (MOST_REQUESTS // 2):
        assert tokens.holder(process, shown, NOON)
    for process in (database, another):
        with pytest.raises(TooManyRequests):
            tokens.holder(process, shown, NOON)
    another.close()


def test_when_it_was_used_last_is_known_to_the_day(anna: Staff, database: Database) -> None:
    shown = made(anna)
    assert [one.used_on for one in anna.do(tokens.tokens_of)] == [None]

    for hours in (0, 1, 24):
        tokens.holder(database, shown, NOON + timedelta(hours=hours))

    assert [one.used_on for one in anna.do(tokens.tokens_of)] == [date(2026, 1, 6)]
