"""Several who write at once on PostgreSQL, which lets them: each unit of work ends as if it had been alone."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quizapp.domain.accounts import Role
from quizapp.store import readers, teachers
from quizapp.store.session import LOSABLE, Database
from quizapp.store.tables import TeacherRow
from quizapp.store.teachers import UnknownTeacher
from tests.makers import NOON
from tests.store.contents import contents, count

Work = Callable[[Session], str]
_PATIENCE = 60


class Meeting:
    """Has both sides reach the same point at once, the first time; whoever comes again goes on."""

    def __init__(self) -> None:
        self._barrier = threading.Barrier(2)
        self._met = threading.local()

    def __call__(self) -> None:
        if not getattr(self._met, "before", False):
            self._met.before = True
            self._barrier.wait(_PATIENCE)


def both(database: Database, one: Work, other: Work) -> list[str]:
    """Do two units of work in threads of their own; what each of them returned."""
    with ThreadPoolExecutor(2) as pool:
        return [done.result(_PATIENCE) for done in [pool.submit(database.run, one), pool.submit(database.run, other)]]


def test_reading_sees_one_moment_whatever_is_written_meanwhile(database: Database) -> None:
    with database.reading() as db:
        before = db.scalar(text("SELECT count(*) FROM reader"))
        database.run(lambda other: readers.ensure(other, "token", NOON))
        after = db.scalar(text("SELECT count(*) FROM reader"))

    assert (before, after, count(database, "reader")) == (0, 0, 1)


@pytest.mark.postgresql
def test_an_insert_that_came_second_is_done_again_and_finds_the_first(database: Database) -> None:
    meet = Meeting()

    def come_in(db: Session) -> str:
        try:
            teachers.by_email(db, "anna@school.example")
        except UnknownTeacher:
            meet()  # Neither sees the other's row, which is not there yet.
            teachers.add(db, "anna@school.example", Role.TEACHER, "-", NOON)
            return "made"
        return "found"

    assert sorted(both(database, come_in, come_in)) == ["found", "made"]
    assert count(database, "teacher") == 1


@pytest.mark.postgresql
def test_of_two_who_wait_for_each_other_one_is_done_again(database: Database) -> None:
    ids = two_teachers(database)

    def in_order(*order: int) -> Work:
        meet = both_have_the_first

        def work(db: Session) -> str:
            first, second = (ids[place] for place in order)
            mark(db, first, f"{order}")
            meet()
            mark(db, second, f"{order}")
            return "done"

        return work

    both_have_the_first = Meeting()

    assert both(database, in_order(0, 1), in_order(1, 0)) == ["done", "done"]
    marks = {row[3] for row in contents(database)["teacher"]}
    assert len(marks) == 1, "one of the two was not done whole"


@pytest.mark.postgresql
def test_what_cannot_be_put_in_an_order_is_done_again(database: Database) -> None:
    id_, __ = two_teachers(database)
    meet = Meeting()

    def add_one(db: Session) -> str:
        db.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        __, kept = teachers.by_email(db, "one@school.example")
        meet()
        mark(db, id_, f"{kept}+")
        return "done"

    assert both(database, add_one, add_one) == ["done", "done"]
    with database.reading() as db:
        assert teachers.by_email(db, "one@school.example")[1] == "-++"


@pytest.mark.postgresql
def test_a_key_that_no_insert_may_lose_fails_at_once(database: Database) -> None:
    tried = []

    def work(db: Session) -> None:
        tried.append(1)
        for name in ("one", "two"):
            db.execute(text(f"INSERT INTO login VALUES ('same', {two[0]}, now(), now()) -- {name}"))

    two = two_teachers(database)

    with pytest.raises(IntegrityError):
        database.run(work)
    assert len(tried) == 1


@pytest.mark.postgresql
def test_the_keys_that_an_insert_may_lose_are_unique_keys_of_the_database(database: Database) -> None:
    with database.reading() as db:
        unique = set(db.scalars(text("SELECT indexrelid::regclass::text FROM pg_index WHERE indisunique")))

    assert LOSABLE - unique == set()


def two_teachers(database: Database) -> list[int]:
    def work(db: Session) -> list[int]:
        return [teachers.add(db, f"{name}@school.example", Role.TEACHER, "-", NOON).id for name in ("one", "two")]

    return database.run(work)


def mark(db: Session, id_: int, text_: str) -> None:
    db.execute(update(TeacherRow).where(TeacherRow.id == id_).values(password_hash=text_))
