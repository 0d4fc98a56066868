"""A log-in takes as long for nobody's address as for a teacher's; hashes are renewed as they are made today."""

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import VerifyMismatchError

from quizapp.domain.accounts import PasswordHash, Role
from quizapp.services import accounts
from quizapp.services.accounts import WrongPassword
from quizapp.services.passwords import NOBODYS, BadPassword, Passwords
from quizapp.store import teachers
from quizapp.store.session import Database
from tests.makers import NOON

PASSWORD = "quiet harbour seven lamps"


class CountedPasswords(Passwords):
    """Remembers what was compared and what was made."""

    def __init__(self) -> None:
        super().__init__()
        self.compared: list[str] = []
        self.made: list[str] = []

    def match(self, kept: str, password: str) -> bool:
        self.compared.append(kept)
        return super().match(kept, password)

    def _hash(self, clean: str) -> PasswordHash:
        self.made.append(clean)
        return super()._hash(clean)


@pytest.fixture
def passwords() -> CountedPasswords:
    return CountedPasswords()


def logged_in(database: Database, passwords: Passwords, email: str, password: str) -> bool:
    try:
        accounts.log_in(database, passwords, email, password, {}, NOON)
    except WrongPassword:
        return False
    return True


def with_anna(database: Database, kept: str) -> None:
    with database.transaction() as db:
        teachers.add(db, "anna@school.example", Role.TEACHER, PasswordHash(kept), NOON)


@pytest.mark.parametrize("email", ["anna@school.example", "nobody@school.example"])
def test_a_wrong_password_is_compared_with_one_hash_whoever_it_is_for(
    email: str, database: Database, passwords: CountedPasswords
) -> None:
    with_anna(database, Passwords().hashed(PASSWORD, ""))

    assert not logged_in(database, passwords, email, "another harbour six lamps")

    assert (len(passwords.compared), passwords.made) == (1, [])


def test_nobodys_hash_costs_what_a_teachers_does_and_is_no_passwords() -> None:
    assert extract_parameters(NOBODYS) == extract_parameters(Passwords().hashed(PASSWORD, ""))
    with pytest.raises(VerifyMismatchError):  # It was computed, and not refused beforehand for its form.
        PasswordHasher().verify(NOBODYS, PASSWORD)


def test_a_hash_that_was_made_more_cheaply_is_made_anew_at_the_next_log_in(
    database: Database, passwords: CountedPasswords
) -> None:
    cheap = PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1).hash(PASSWORD)
    with_anna(database, cheap)

    assert logged_in(database, passwords, "anna@school.example", PASSWORD)
    assert logged_in(database, passwords, "anna@school.example", PASSWORD)

    first, second = passwords.compared
    assert first == cheap != second
    assert passwords.made.count(PASSWORD) == 1


@pytest.mark.parametrize(
    ("password", "reason"),
    [("seven lamps", "too-short"), ("x" * 10_000, "too-long"), ("passwordpassword1", "too-easy")],
)
def test_a_password_that_is_refused_is_not_hashed(password: str, reason: str, passwords: CountedPasswords) -> None:
    with pytest.raises(BadPassword) as refused:
        passwords.hashed(password, "anna@school.example")

    assert refused.value.reason == reason
    assert passwords.made == []
