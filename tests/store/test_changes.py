"""Whether anything has changed at a quiz: never missed, whoever writes at once, and known by one look into an index."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from quizapp.domain.attempts import Settings
from quizapp.domain.changes import ChangeState, Sighting
from quizapp.domain.quizzes import Terms
from quizapp.store import quizzes, results
from quizapp.store.session import Database
from quizapp.store.tables import AttemptRow, ReaderRow
from tests.makers import NOON, OWNER, bank

ATTEMPTS = 3
ELSEWHERE = ATTEMPTS + 1
Names = tuple[str, ...]


@pytest.fixture
def quiz(database: Database, publish: Callable[..., None]) -> int:
    """A quiz with a few attempts, its id; one attempt more is at another quiz of its bank."""
    publish(bank())
    database.run(lambda db: quizzes.add(db, "other", 1, None, Settings(), Terms(), NOON))
    add_attempts(database, range(1, ATTEMPTS + 1))
    add_attempts(database, range(ELSEWHERE, ELSEWHERE + 1), quiz_id=2)
    return 1


def add_attempts(database: Database, ids: range, **values: object) -> None:
    sound = {
        "quiz_id": 1, "version_id": 1, "reader_id": 1, "seed": "", "feedback": "at-once", "shuffle_questions": False,
        "shuffle_choices": False, "name": "", "state": "finished", "started_at": NOON, "finished_at": NOON,
    }  # fmt: skip
    with database.transaction() as db:
        if db.scalar(select(ReaderRow.id)) is None:
            db.execute(insert(ReaderRow).values(id=1, token_digest="t", created_at=NOON))
        rows = [{**sound, **values, "id": id_, "address": str(id_), "code_digest": str(id_)} for id_ in ids]
        db.execute(insert(AttemptRow), rows)


def look(database: Database) -> tuple[ChangeState, Names]:
    """What the quiz says of its changes, and what there is to see, at one moment."""
    with database.reading() as db:
        names = db.scalars(select(AttemptRow.name).where(AttemptRow.quiz_id == 1).order_by(AttemptRow.id))
        return results.changes(db, "summit", OWNER, NOON), tuple(names)


def look_at_all(database: Database) -> tuple[ChangeState, Names]:
    """The same of all quizzes of the bank."""
    with database.reading() as db:
        names = db.scalars(select(AttemptRow.name).order_by(AttemptRow.id))
        return results.changes_of_bank(db, 1, OWNER, NOON), tuple(names)


Look = Callable[[Database], tuple[ChangeState, Names]]


def change(db: Session, attempt: int, name: str) -> None:
    db.execute(update(AttemptRow).where(AttemptRow.id == attempt).values(name=name))


def test_who_looks_again_hears_of_a_change_once(database: Database, quiz: int) -> None:
    first, __ = look(database)
    database.run(lambda db: change(db, 1, "Ada"))
    second, __ = look(database)
    third, __ = look(database)

    assert not second.none_since(first.seen)
    assert third.none_since(second.seen)


def test_who_looks_at_all_quizzes_of_a_bank_hears_of_a_change_at_each(database: Database, quiz: int) -> None:
    """However many there were at another before."""
    for attempt in (1, 2, 3, ELSEWHERE, 1):
        before, __ = look_at_all(database)
        database.run(partial(change, attempt=attempt, name="Ada"))
        after, __ = look_at_all(database)
        again, __ = look_at_all(database)

        assert not after.none_since(before.seen)
        assert again.none_since(after.seen)


@pytest.mark.postgresql
def test_what_was_begun_first_and_is_done_last_is_not_missed(database: Database, quiz: int) -> None:
    with database.transaction() as slow:
        change(slow, 1, "slow")
        with database.transaction() as fast:
            change(fast, 2, "fast")
        between, names_between = look(database)
    after, names_after = look(database)

    assert after.newest == between.newest, "the highest number would not have told it"
    assert (names_between, names_after) == (("", "fast", ""), ("slow", "fast", ""))
    assert not after.none_since(between.seen)


@pytest.mark.postgresql
def test_an_attempt_that_an_older_unit_of_work_changes_last_is_not_missed(database: Database, quiz: int) -> None:
    with database.transaction() as slow:
        change(slow, 1, "slow")  # It has its number from here on.
        database.run(lambda db: change(db, 2, "fast"))
        between, __ = look(database)
        change(slow, 2, "slow")
    after, __ = look(database)

    assert after.newest < between.newest, "the number of the attempt has gone down"
    assert not after.none_since(between.seen)


class Classroom:
    """Several who change attempts in units of work that overlap as the engine lets them, and one who looks."""

    def __init__(self, database: Database, look: Look) -> None:
        self.database = database
        self._look = look
        self._names = count(1)
        self._open: dict[int, tuple[AbstractContextManager[Session], Session, set[int]]] = {}
        self._changed = True
        self.looks: list[tuple[Sighting, Names]] = []

    def change(self, who: int, attempt: int) -> None:
        if who not in self._open:
            if self.database.is_sqlite and self._open:
                return  # One writes at a time.
            work = self.database.transaction()
            self._open[who] = (work, work.__enter__(), set())
        if any(attempt in locked for other, (_, _, locked) in self._open.items() if other != who):
            return  # It would wait for the other.
        __, db, locked = self._open[who]
        change(db, attempt, f"name {next(self._names)}")
        locked.add(attempt)

    def end(self, who: int, *, well: bool) -> None:
        if who in self._open:
            work, db, __ = self._open.pop(who)
            if not well:
                db.rollback()
            work.__exit__(None, None, None)
            self._changed |= well

    def look(self) -> None:
        now, names = self._look(self.database)
        for before, names_before in self.looks:
            if now.none_since(before):
                assert names == names_before
        if not self._changed:
            assert now.none_since(self.looks[-1][0]), "nothing was written, and it says that something was"
        self._changed = bool(self._open)  # Who writes on is not done, and so may have changed something.
        self.looks.append((now.seen, names))

    def leave(self, *, well: bool) -> None:
        for who in list(self._open):
            self.end(who, well=well)


PEOPLE = st.integers(1, 3)
STEPS = st.lists(
    st.tuples(st.just("change"), PEOPLE, st.integers(1, ELSEWHERE))
    | st.tuples(st.sampled_from(["commit", "roll back"]), PEOPLE),
    max_size=12,
)


@pytest.mark.parametrize("look", [look, look_at_all], ids=["at a quiz", "at all of a bank"])
@settings(max_examples=30)
@given(steps=STEPS)
def test_in_whatever_order_people_begin_and_end_no_change_is_missed_and_none_is_told_twice(
    look: Look, database: Database, quiz: int, steps: list[tuple[str, *tuple[int, ...]]]
) -> None:
    classroom = Classroom(database, look)

    try:
        for what, *which in steps:
            if what == "change":
                classroom.change(*which)
            else:
                classroom.end(*which, well=what == "commit")
            classroom.look()
        classroom.leave(well=True)
        classroom.look()
    finally:
        classroom.leave(well=False)
