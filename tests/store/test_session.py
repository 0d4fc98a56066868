"""Connections as the promises need them, and transactions that are all or nothing."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from types import SimpleNamespace

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from quizapp.store import readers
from quizapp.store.columns import Points, UtcDateTime
from quizapp.store.session import Database, LostRace, Unavailable, journal_mode, newest_sqlite
from quizapp.store.tables import ReaderRow
from tests.makers import NOON, bank
from tests.store.contents import contents, count


def pragma(database: Database, name: str) -> object:
    with database.engine.connect() as connection:
        return connection.execute(text(f"PRAGMA {name}")).scalar_one()


@pytest.mark.sqlite
def test_every_connection_keeps_the_promises(database: Database) -> None:
    safe = newest_sqlite().sqlite_version_info >= (3, 51, 3)

    assert {
        name: pragma(database, name)
        for name in (
            "journal_mode", "synchronous", "foreign_keys", "busy_timeout", "wal_autocheckpoint", "journal_size_limit",
            "trusted_schema", "cell_size_check", "secure_delete", "mmap_size", "temp_store", "cache_size",
        )
    } == {
        "journal_mode": "wal" if safe else "delete",
        "synchronous": 2 if safe else 3,  # FULL, EXTRA
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "wal_autocheckpoint": 1000,
        "journal_size_limit": 67108864,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "secure_delete": 1,
        "mmap_size": 0,
        "temp_store": 2,
        "cache_size": -20000,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("version", "mode"),
    [((3, 40, 1), "DELETE"), ((3, 51, 2), "DELETE"), ((3, 51, 3), "WAL"), ((3, 52, 0), "WAL"), ((4, 0, 0), "WAL")],
)
def test_wal_is_used_only_where_sqlite_cannot_corrupt_it(version: tuple[int, int, int], mode: str) -> None:
    module = SimpleNamespace(sqlite_version_info=version)

    assert journal_mode(module) == mode  # type: ignore[arg-type]


def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    with pytest.raises(RuntimeError), database.transaction() as db:
        readers.ensure(db, "digest", NOON)
        raise RuntimeError

    assert count(database, "reader") == 0


def test_a_transaction_that_ends_is_there_for_everyone(database: Database) -> None:
    with database.transaction() as db:
        readers.ensure(db, "digest", NOON)

    other = Database(database.engine.url.render_as_string())
    assert count(other, "reader") == 1
    other.close()


def test_a_reading_sees_one_moment_whatever_is_written_meanwhile(database: Database) -> None:
    with database.reading() as db:
        before = db.execute(text("SELECT count(*) FROM reader")).scalar_one()
        if not database.is_sqlite or journal_mode(newest_sqlite()) == "WAL":
            with database.transaction() as writing:
                readers.ensure(writing, "digest", NOON)
        assert db.execute(text("SELECT count(*) FROM reader")).scalar_one() == before == 0


def test_what_is_written_in_a_reading_is_not_kept(database: Database) -> None:
    with suppress(Unavailable), database.reading() as db:  # PostgreSQL refuses it.
        readers.ensure(db, "digest", NOON)

    assert count(database, "reader") == 0


def test_a_fault_of_ours_is_not_called_a_fault_of_the_disk(database: Database) -> None:
    with pytest.raises(IntegrityError), database.transaction() as db:
        db.execute(text("INSERT INTO reader (token_digest, created_at) VALUES (NULL, '2026-01-05')"))


@pytest.mark.sqlite
def test_a_database_that_fails_is_unavailable(database: Database) -> None:
    with pytest.raises(Unavailable), database.reading() as db:
        db.execute(text("SELECT * FROM nowhere"))


@pytest.mark.postgresql
def test_a_server_that_ends_a_connection_is_unavailable_until_the_next_one(database: Database) -> None:
    with pytest.raises(Unavailable), database.transaction() as db:
        readers.ensure(db, "digest", NOON)
        db.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    assert count(database, "reader") == 0


@pytest.mark.postgresql
def test_a_value_that_no_server_takes_is_a_fault_of_ours(database: Database) -> None:
    with pytest.raises(DataError), database.transaction() as db:
        db.execute(text("SELECT 1 / 0"))


def test_times_are_aware_and_in_utc_whatever_zone_they_came_in(database: Database) -> None:
    paris = timezone(timedelta(hours=2))
    written = UtcDateTime().process_bind_param(datetime(2026, 7, 1, 14, 30, tzinfo=paris), None)  # type: ignore[arg-type]

    assert written == datetime(2026, 7, 1, 12, 30, tzinfo=UTC)
    assert UtcDateTime().process_result_value(datetime(2026, 7, 1, 12, 30), None) == written  # type: ignore[arg-type]


def test_times_come_back_in_utc_wherever_the_server_stands(database: Database) -> None:
    with database.transaction() as db:
        readers.ensure(db, "digest", NOON)

    with database.reading() as db:
        (read,) = db.scalars(select(ReaderRow.created_at))
    assert (read, read.tzinfo) == (NOON, UTC)


def test_marks_are_kept_exactly(database: Database) -> None:
    points = Points()
    for mark in ("0", "0.3333333", "-0.3333333", "1000", "0.0000001", "66.6666667"):
        stored = points.process_bind_param(Decimal(mark), None)  # type: ignore[arg-type]
        assert isinstance(stored, int)
        assert points.process_result_value(stored, None) == Decimal(mark)  # type: ignore[arg-type]


def test_sums_of_marks_are_exact_in_the_database(publish: Callable[..., None], database: Database) -> None:
    publish(bank())
    with database.reading() as db:
        third = Points().process_bind_param(Decimal("0.3333333"), None)  # type: ignore[arg-type]
        total = db.execute(text("SELECT :a + :a + :a"), {"a": third}).scalar_one()

    assert Points().process_result_value(total, None) == Decimal("0.9999999")  # type: ignore[arg-type]
    assert contents(database)["bank"]


# --- a unit of work that can be done again ---


class Racer:
    """Work that another one beats so many times before it gets through: what it wrote until then must be gone."""

    def __init__(self, losses: int) -> None:
        self.losses, self.tries = losses, 0

    def __call__(self, db: Session) -> int:
        self.tries += 1
        readers.ensure(db, f"token-{self.tries}", NOON)
        if self.tries <= self.losses:
            raise LostRace("another one was first")
        return self.tries


def test_a_unit_of_work_that_lost_a_race_is_done_again_from_its_beginning(database: Database) -> None:
    done = database.run(Racer(losses=2))

    with database.reading() as db:
        tokens = db.scalars(text("SELECT token_digest FROM reader")).all()
    assert (done, tokens) == (3, ["token-3"])


def test_a_unit_of_work_that_never_gets_through_makes_the_database_unavailable(database: Database) -> None:
    racer = Racer(losses=1000)

    with pytest.raises(Unavailable):
        database.run(racer)

    assert 1 < racer.tries < 20
    assert count(database, "reader") == 0


def test_a_refusal_is_not_tried_again(database: Database) -> None:
    tries = []

    def work(db: Session) -> None:
        tries.append(readers.ensure(db, "token", NOON))
        raise KeyError("refused")

    with pytest.raises(KeyError):
        database.run(work)

    assert len(tries) == 1


def test_a_key_that_nothing_may_lose_is_a_fault_of_ours(database: Database) -> None:
    tries = []

    def work(db: Session) -> None:
        tries.append(1)
        for _ in range(2):
            db.execute(text("INSERT INTO reader (token_digest, created_at) VALUES ('same', '2026-01-05')"))

    with pytest.raises(IntegrityError):
        database.run(work)

    assert len(tries) == 1
