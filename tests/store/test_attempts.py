"""What is over is over by one rule: the domain's, and the same as a condition of SQL."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import product

import pytest
from sqlalchemy import insert, select

from quizapp.domain.attempts import GRACE, ended_at
from quizapp.store import attempts, classes, results
from quizapp.store.session import Database
from quizapp.store.tables import AttemptRow, ClassRow, MemberRow, ReaderRow, TeacherRow
from tests.makers import NOON, bank

MOMENT = timedelta(microseconds=1)
NOW = NOON + timedelta(hours=1)
DEADLINES = (None, NOW - GRACE - MOMENT, NOW - GRACE, NOW - GRACE + MOMENT, NOW, NOW + GRACE)
FINISHED = (None, NOW - timedelta(minutes=5))
KINDS = list(product(DEADLINES, FINISHED))


@pytest.fixture
def of_every_kind(
    database: Database, publish: Callable[..., None]
) -> dict[int, tuple[datetime | None, datetime | None]]:
    """An attempt for each deadline, finished and not, each of a reader and a member of its own; by its id."""
    publish(bank())
    kinds = dict(enumerate(KINDS, start=1))
    with database.transaction() as db:
        db.execute(
            insert(TeacherRow).values(id=1, email="a@b.example", role="owner", password_hash="-", created_at=NOON)
        )
        db.execute(insert(ClassRow).values(id=1, teacher_id=1, name="7B", used_at=NOON))
        for id_, (deadline, finished) in kinds.items():
            db.execute(insert(ReaderRow).values(id=id_, token_digest=str(id_), created_at=NOON))
            db.execute(insert(MemberRow).values(id=id_, class_id=1, name=str(id_), extra=0, address=str(id_)))
            db.execute(
                insert(AttemptRow).values(
                    id=id_, address=str(id_), quiz_id=1, version_id=1, reader_id=id_, member_id=id_, seed="",
                    feedback="at-end", shuffle_questions=False, shuffle_choices=False, name="", code_digest=str(id_),
                    state="open" if finished is None else "finished", started_at=NOON, deadline_at=deadline,
                    finished_at=finished,
                )
            )  # fmt: skip
    return kinds


def test_the_condition_holds_for_exactly_what_has_ended_by_the_rule(
    database: Database, of_every_kind: dict[int, tuple[datetime | None, datetime | None]]
) -> None:
    expected = {
        id_ for id_, (deadline, finished) in of_every_kind.items() if ended_at(finished, deadline, NOW) is not None
    }

    with database.reading() as db:
        found = set(db.scalars(select(AttemptRow.id).where(attempts.ended(NOW))))
        begun, ended = results.counts(db, 1, NOW)
        members = classes.presence(db, 1, 1, NOW)

    assert found == expected
    assert (begun, ended) == (len(of_every_kind), len(expected))
    assert {one.member.id for one in members if one.finished} == expected
    assert 0 < len(expected) < len(of_every_kind)


def test_what_the_housekeeping_closes_counts_no_other_way_than_before(
    database: Database, of_every_kind: dict[int, tuple[datetime | None, datetime | None]]
) -> None:
    with database.transaction() as db:
        before = {one.id: ended_at(one.finished_at, one.deadline_at, NOW) for one in results.of_quiz(db, 1)}
        attempts.close_due(db, NOW)
        after = {one.id: one.finished_at for one in results.of_quiz(db, 1)}

    assert after == before
