"""What is asked of one quiz reads the attempts at that quiz: by an index, however many there are at others."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert, select, text
from sqlalchemy.orm import Session

from quizapp.domain.accounts import Role
from quizapp.domain.banks import Bank
from quizapp.domain.objections import Objection, Reason
from quizapp.domain.quizzes import Counts
from quizapp.domain.rulings import Ruling
from quizapp.services.markings import markings
from quizapp.store import folds, objections, releases, responses, results, rulings, teachers
from quizapp.store.banks import Shelf
from quizapp.store.session import Database
from quizapp.store.tables import AttemptRow, QuizRow, ReaderRow, ResponseRow
from quizapp.store.tallies import Sample
from tests.makers import NOON, OWNER, bank

OTHERS = 2_000
"""Attempts at another quiz."""


@pytest.fixture
def school(database: Database, publish: Callable[..., None]) -> None:
    """A quiz that a class has answered, and another that thousands have."""
    publish(bank())
    with database.transaction() as db:
        quiz = db.execute(select(QuizRow.__table__)).mappings().one()
        db.execute(insert(QuizRow).values({**quiz, "id": 2, "slug": "large"}))
        db.execute(insert(ReaderRow).values(id=1, token_digest="t", created_at=NOON))
        sound = {
            "version_id": 1, "reader_id": 1, "seed": "", "feedback": "at-once", "shuffle_questions": False,
            "shuffle_choices": False, "name": "", "state": "finished", "started_at": NOON, "finished_at": NOON,
            "deadline_at": NOON + timedelta(hours=1),
        }  # fmt: skip
        rows = [
            {**sound, "id": n, "quiz_id": 1 + (n > 30), "address": f"{n}", "code_digest": f"{n}"}
            for n in range(1, OTHERS)
        ]
        db.execute(insert(AttemptRow), rows)
        given = {"version_id": 1, "place": 0, "picked": {0}, "mark": 1, "revision": 1, "responded_at": NOON}
        db.execute(insert(ResponseRow), [{**given, "attempt_id": row["id"]} for row in rows])
        db.execute(text("ANALYZE"))


def shelf_of(db: Session) -> Callable[[int, int | None], Bank]:
    return markings(db, Shelf()).of


def plans(database: Database, work: Callable[[Session], object]) -> list[str]:
    """How the engine finds what each statement of this asks for, in its words."""
    sent: list[tuple[str, Any]] = []

    def note(connection: object, cursor: object, statement: str, parameters: Any, *rest: object) -> None:
        if statement.startswith("SELECT"):
            sent.append((statement, parameters))

    event.listen(database.engine, "before_cursor_execute", note)
    with database.reading() as db:
        work(db)
    event.remove(database.engine, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN" if database.is_sqlite else "EXPLAIN"
    with database.engine.connect() as connection:
        return [
            "\n".join(row[-1] for row in connection.exec_driver_sql(f"{explain} {statement}", given))
            for statement, given in sent
        ]


@pytest.mark.parametrize(
    "work",
    [
        lambda db: results.of_quiz(db, 1),
        lambda db: results.counts(db, 1, NOON),
        lambda db: responses.of_quiz(db, 1),
    ],
    ids=["scores", "counts", "responses"],
)
def test_the_attempts_at_a_quiz_are_found_by_an_index(
    work: Callable[[Session], object], database: Database, school: None
) -> None:
    (plan,) = plans(database, work)

    assert "ix_attempt_quiz_id" in plan
    assert "SCAN attempt" not in plan
    assert "Seq Scan on attempt" not in plan


@pytest.mark.parametrize(
    "look",
    [
        lambda db: results.changes(db, "summit", OWNER, NOON + timedelta(hours=2)),
        lambda db: results.changes_of_bank(db, 1, OWNER, NOON + timedelta(hours=2)),
    ],
    ids=["at a quiz", "at all of a bank"],
)
def test_whether_anything_has_changed_is_read_from_indexes_alone(
    look: Callable[[Session], object], database: Database, school: None
) -> None:
    (plan,) = plans(database, look)

    only = "COVERING INDEX" if database.is_sqlite else "Index Only Scan Backward using"
    assert f"{only} ix_attempt_quiz_id_changed" in plan
    assert f"{only} ix_attempt_quiz_id_deadline_at" in plan
    assert "SCAN attempt" not in plan
    assert "Scan on attempt" not in plan


@pytest.mark.parametrize("known", [True, False], ids=["known", "as the app leaves it"])
def test_whether_the_key_is_out_is_read_from_the_attempts_that_run_alone(
    known: bool, database: Database, school: None
) -> None:
    """Whoever waits for it asks again and again, and nearly all have finished."""
    if database.is_sqlite and not known:
        with database.transaction() as db:
            db.execute(text("DELETE FROM sqlite_stat1"))
        database.engine.dispose()

    (plan,) = plans(database, lambda db: releases.of_quiz(db, 2))

    assert "ix_attempt_quiz_id_deadline_at" in plan
    assert "uq_attempt_open_of_member" in plan
    assert "ix_attempt_quiz_id (" not in plan
    assert "SCAN a" not in plan
    assert "Seq Scan on attempt" not in plan


@pytest.mark.parametrize("work", [lambda db: rulings.counts(db, [2]), lambda db: objections.opened(db, [2])])
def test_what_few_have_said_is_found_without_asking_every_attempt(
    work: Callable[[Session], object], database: Database, school: None
) -> None:
    with database.transaction() as db:
        teacher = teachers.add(db, "a@b.example", Role.TEACHER, "-", NOON)
        rulings.put(db, (40, 1, 0), Ruling(None, "Well."), teacher.id, NOON)
        objections.put(db, 40, 1, 0, Objection(Reason.OTHER, "", NOON))
        db.execute(text("ANALYZE"))

    (plan,) = plans(database, work)

    assert "ix_attempt_quiz_id" not in plan
    assert "SCAN attempt" not in plan
    assert "Seq Scan on attempt" not in plan


@pytest.mark.parametrize(
    "work",
    [
        lambda db: folds.candidates(db, Sample([2], NOON, Counts.FIRST), 5, NOON),
        lambda db: list(folds.read(db, Sample([2], NOON, Counts.FIRST), [(50, 60)], 1, shelf_of(db), every=False)),
    ],
    ids=["changed", "stretch"],
)
@pytest.mark.sqlite
def test_the_tries_of_a_few_readers_are_found_by_these(
    work: Callable[[Session], object], database: Database, school: None
) -> None:
    """Where nothing is known of the tables, as the app leaves them; PostgreSQL knows, and decides by itself."""
    with database.transaction() as db:
        db.execute(text("DELETE FROM sqlite_stat1"))
    database.engine.dispose()

    plan = plans(database, work)[-1]

    assert "ix_attempt_reader_id" in plan
    assert "SCAN attempt" not in plan


@pytest.mark.sqlite
def test_the_attempts_at_a_quiz_come_in_their_order_so_that_none_are_sorted_to_be_summed(
    database: Database, school: None
) -> None:
    (plan,) = plans(database, lambda db: results.of_quiz(db, 1))

    assert "B-TREE FOR GROUP BY" not in plan
