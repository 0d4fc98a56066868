"""Of many who claim the same work at once one has it; a claim that was left is anybody's again, once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from quizapp.domain.accounts import Role
from quizapp.store import teachers, uploads
from quizapp.store.session import Database
from tests.makers import NOON

ABANDONED = timedelta(seconds=90)
AT_ONCE = 8


def claims(database: Database, now: datetime) -> int:
    """How many of those who claim the reading of a file at once have it."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        work = [
            pool.submit(database.run, lambda db: uploads.begin(db, "sent", 1, now, now - ABANDONED))
            for _ in range(AT_ONCE)
        ]
        return sum(one.result() for one in work)


def test_one_of_many_has_a_claim_and_one_of_many_takes_it_over_once_it_is_left(database: Database) -> None:
    def begun(db: Session) -> None:
        anna = teachers.add(db, "anna@school.example", Role.TEACHER, "hash", NOON)
        uploads.add(db, "sent", anna.id, "bank.yaml", b"data", NOON)

    database.run(begun)

    assert claims(database, NOON) == 1
    assert claims(database, NOON + ABANDONED) == 0
    assert claims(database, NOON + ABANDONED + timedelta(seconds=1)) == 1


def test_what_is_done_or_gone_is_nobodys(database: Database) -> None:
    def done(db: Session) -> None:
        anna = teachers.add(db, "anna@school.example", Role.TEACHER, "hash", NOON)
        uploads.add(db, "sent", anna.id, "bank.yaml", b"data", NOON)
        assert uploads.finish(db, "sent", 1, b"report", questions=1, faults=0)

    assert claims(database, NOON) == 0
    database.run(done)
    assert claims(database, NOON) == 0
