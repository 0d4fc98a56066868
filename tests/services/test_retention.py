"""What is kept for long enough goes by itself, whole and for good; what is younger stays."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from sqlalchemy import Connection, delete, event, insert, select

from quizapp.clock import utc_now
from quizapp.config import Settings
from quizapp.domain.accounts import Purpose, Role
from quizapp.domain.banks import Bank
from quizapp.domain.objections import Objection, Reason
from quizapp.domain.rulings import Ruling
from quizapp.services import accounts, entering, loading, retention, taking
from quizapp.store import audit, list_drafts, objections, quizzes, readers, rulings, teachers, uploads
from quizapp.store.list_drafts import KeptListDraft
from quizapp.store.session import Database, newest_sqlite
from quizapp.store.tables import AttemptRow, CompanionRow, EntryRow, QuizRow, ReaderRow, ResponseRow, TeacherRow
from quizapp.store.teachers import OneTimeLink
from tests.makers import NOON, bank, draw, visit
from tests.servers import running
from tests.store.contents import contents, count

DAYS = 30
PERIOD = timedelta(days=DAYS)
SECOND = timedelta(seconds=1)
CANARY = "Canary Quillfeather"
Publish = Callable[..., None]


@pytest.fixture
def publish(publish: Publish, database: Database) -> Publish:
    """Without the line that the log has of it, which would go with what is looked at here."""

    def publish_unlogged(bank: Bank) -> None:
        publish(bank)
        with database.transaction() as db:
            db.execute(delete(EntryRow))

    return publish_unlogged


def answer(database: Database, token: str, now: datetime, name: str = CANARY) -> str:
    """A reader begins at this time and answers the first question; the attempt's address."""
    drawn = replace(draw(), address=lambda: f"{token}-{now.isoformat()}")
    with database.transaction() as db:
        reader = visit(db, token, now, draw=drawn)
        address = entering.start(reader, "summit", name)
        taking.respond(reader, address, 1, (1,), 0)
    return address


def purge(database: Database, now: datetime) -> dict[str, int]:
    """How many of each kind went, of those of which any did."""
    return {kind: gone for kind, gone in retention.purge(database, now, DAYS).items() if gone}


def test_an_attempt_goes_with_its_name_and_answers_when_its_time_has_come_and_not_before(
    publish: Publish, database: Database
) -> None:
    publish(bank())
    answer(database, "one", NOON)

    assert purge(database, NOON + PERIOD) == {}
    assert count(database, "response") == 1
    assert purge(database, NOON + PERIOD + SECOND) == {"attempts": 1, "readers": 1}

    left = contents(database)
    assert left["attempt"] == left["response"] == left["reader"] == []
    assert purge(database, NOON + PERIOD + SECOND) == {}


def test_what_its_teacher_ruled_and_its_reader_said_goes_with_an_attempt(publish: Publish, database: Database) -> None:
    publish(bank())
    answer(database, "one", NOON)
    with database.transaction() as db:
        teacher = teachers.add(db, "anna@school.example", Role.TEACHER, "hash", NOON)
        rulings.put(db, (1, 1, 0), Ruling(Decimal(1), CANARY), teacher.id, NOON)
        objections.put(db, 1, 1, 0, Objection(Reason.OTHER, CANARY, NOON))

    assert purge(database, NOON + PERIOD) == {}
    assert (count(database, "ruling"), count(database, "objection")) == (1, 1)
    assert purge(database, NOON + PERIOD + SECOND) == {"attempts": 1, "readers": 1}

    assert (count(database, "ruling"), count(database, "objection")) == (0, 0)


def test_a_ruling_stays_when_its_teacher_goes(publish: Publish, database: Database) -> None:
    publish(bank())
    answer(database, "one", NOON)
    with database.transaction() as db:
        teacher = teachers.add(db, "anna@school.example", Role.TEACHER, "hash", NOON)
        rulings.put(db, (1, 1, 0), Ruling(Decimal(1), CANARY), teacher.id, NOON)
    with database.transaction() as db:
        db.execute(delete(TeacherRow))

    with database.reading() as db:
        assert rulings.of_attempt(db, 1) == {0: Ruling(Decimal(1), CANARY)}


def test_a_reader_stays_while_one_of_their_attempts_does(publish: Publish, database: Database) -> None:
    publish(bank())
    old = answer(database, "one", NOON)
    with database.transaction() as db:
        taking.finish(visit(db, "one"), old)
    young = answer(database, "one", NOON + PERIOD)

    assert purge(database, NOON + PERIOD + SECOND) == {"attempts": 1}

    with database.reading() as db:
        assert [line.address for line in taking.past_attempts(visit(db, "one", NOON + PERIOD)).attempts] == [young]


def test_a_browser_that_came_with_a_code_stays_with_the_attempt_and_goes_with_it(
    publish: Publish, database: Database
) -> None:
    publish(bank())
    with database.transaction() as db:
        readers.ensure(db, "companion", NOON)
    address = answer(database, "one", NOON + SECOND)
    with database.transaction() as db:
        code = taking.shown_code(visit(db, "one"), taking.attempt(visit(db, "one"), address))
        taking.resume(visit(db, "companion"), str(code))

    assert purge(database, NOON + PERIOD + SECOND) == {}
    assert purge(database, NOON + PERIOD + 2 * SECOND) == {"attempts": 1, "readers": 2}
    assert count(database, "companion") == 0


@pytest.mark.sqlite
def test_nothing_of_a_name_is_left_in_the_file(publish: Publish, settings: Settings, database: Database) -> None:
    publish(bank())
    for number in range(200):
        answer(database, f"reader-{number}", NOON, f"{CANARY} {number}")
    assert CANARY.encode() in on_disk(settings)

    assert purge(database, NOON + PERIOD + SECOND) == {"attempts": 200, "readers": 200}

    assert CANARY.encode() not in on_disk(settings)


def on_disk(settings: Settings) -> bytes:
    """Every byte of the database, once what waits in the write-ahead log has been put in its place."""
    connection = newest_sqlite().connect(str(settings.data / "quizapp.db"))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return b"".join(file.read_bytes() for file in settings.data.glob("quizapp.db*"))


def test_what_teachers_leave_goes_too_each_kind_in_its_time(database: Database) -> None:
    with database.transaction() as db:
        anna = teachers.add(db, "anna@school.example", Role.TEACHER, "hash", NOON)
        teachers.add_link(db, "link", OneTimeLink(Purpose.INVITATION, Role.TEACHER, "", None), NOON + timedelta(days=7))
        teachers.add_login(db, "login", anna.id, NOON)
        uploads.add(db, "upload", anna.id, "bank.yaml", b"data", NOON)
        list_drafts.add(db, anna.id, KeptListDraft("list", None, "7B", "{}", NOON))
        readers.note_failed_try(db, "here", NOON, NOON)
        audit.note(db, anna.id, "quiz-made", "summit", NOON)

    assert purge(database, NOON) == {}
    assert purge(database, NOON + timedelta(hours=1) + SECOND) == {"failed tries": 1}
    assert purge(database, NOON + accounts.IDLE + SECOND) == {"logins": 1}
    assert purge(database, NOON + loading.KEPT + SECOND) == {"uploads": 1, "class lists": 1}
    assert purge(database, NOON + timedelta(days=7)) == {"links": 1}
    assert purge(database, NOON + PERIOD + SECOND) == {"entries": 1}
    assert count(database, "teacher") == 1


def test_it_goes_in_short_transactions(publish: Publish, database: Database) -> None:
    publish(bank())
    many(database, 1_200)
    left: list[int] = [2_400]

    def note(connection: Connection) -> None:
        counting = "SELECT (SELECT count(*) FROM attempt) + (SELECT count(*) FROM reader)"
        left.append(connection.exec_driver_sql(counting).scalar_one())

    event.listen(database.engine, "commit", note)
    assert purge(database, NOON + PERIOD + SECOND) == {"attempts": 1_200, "readers": 1_200}
    event.remove(database.engine, "commit", note)

    assert left[-1] == 0
    assert max(before - after for before, after in pairwise(left)) <= 500


def many(database: Database, number: int) -> None:
    """As many readers with an attempt each, and a response in each."""
    with database.transaction() as db:
        quiz = db.execute(select(QuizRow.id)).scalar_one()
        version = quizzes.by_slug(db, "summit").version_id
        ids = range(1, number + 1)
        db.execute(insert(ReaderRow), [{"id": n, "token_digest": str(n), "created_at": NOON} for n in ids])
        attempt = {
            "quiz_id": quiz, "version_id": version, "seed": "", "feedback": "at-once", "shuffle_questions": False,
            "shuffle_choices": False, "name": "", "state": "open", "started_at": NOON,
        }  # fmt: skip
        db.execute(
            insert(AttemptRow),
            [{**attempt, "id": n, "reader_id": n, "address": str(n), "code_digest": str(n)} for n in ids],
        )
        response = {
            "place": 0,
            "version_id": version,
            "picked": frozenset({0}),
            "mark": Decimal(1),
            "revision": 1,
            "responded_at": NOON,
        }
        db.execute(insert(ResponseRow), [{**response, "attempt_id": n} for n in ids])
        db.execute(insert(CompanionRow), [{"attempt_id": n, "reader_id": n % number + 1} for n in ids])


def test_the_server_does_it_by_itself_when_it_starts(publish: Publish, settings: Settings, database: Database) -> None:
    publish(bank())
    answer(database, "old", utc_now() - timedelta(days=2))
    answer(database, "young", utc_now())

    with running(settings.data, {"QUIZAPP_RETENTION_DAYS": "1", "QUIZAPP_DATABASE_URL": settings.database}):
        until = time.monotonic() + 120
        while count(database, "reader") > 1 and time.monotonic() < until:
            time.sleep(0.05)

    assert [row[1] for row in contents(database)["reader"]] == ["young"]
