"""The schema is what the program says it is, and refuses what must never be."""

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from quizapp.config import Settings
from quizapp.domain import documents
from quizapp.store import schema
from quizapp.store.banks import DamagedVersion, Shelf
from quizapp.store.schema import WrongDatabase
from quizapp.store.session import APPLICATION_ID, Database, Unavailable
from quizapp.store.tables import MappedTable
from tests.checkouts import ROOT
from tests.engines import Engine
from tests.makers import NOON, bank, draw
from tests.store.contents import contents

MIGRATIONS = ROOT / "quizapp/migrations/versions"

NOW = "2026-01-05 12:00:00.000000"


def test_an_upgrade_from_nothing_gives_exactly_the_tables_of_the_program(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, MappedTable.metadata) == []


def test_every_named_check_of_the_program_is_in_the_database(database: Database) -> None:
    names = (
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"
        if database.is_sqlite
        else "SELECT conname FROM pg_constraint UNION SELECT indexname FROM pg_indexes"
    )
    with database.engine.connect() as connection:
        written = " ".join(connection.scalars(text(names)))

    named = [
        str(constraint.name)
        for table in MappedTable.metadata.tables.values()
        for constraint in table.constraints
        # SQLite gives no name to a key that counts up for good.
        if not (constraint is table.primary_key and table.dialect_options["sqlite"]["autoincrement"])
    ]
    assert len(named) > 20
    assert [name for name in named if name not in written] == []


@pytest.mark.sqlite
def test_the_tables_that_give_no_id_twice_count_up_for_good(database: Database) -> None:
    """A table that is made anew for another reason must say it again; PostgreSQL counts so by itself."""
    marked = {table.name for table in MappedTable.metadata.tables.values() if table.kwargs.get("sqlite_autoincrement")}
    counting = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'"
    with database.engine.connect() as connection:
        assert set(connection.scalars(text(counting))) == marked
    assert {"attempt", "class_list", "member", "quiz", "teacher"} <= marked


def is_current(database: Database) -> bool:
    """Whether its tables are those of the newest migration."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head()


def head() -> str | None:
    """The newest migration; what a file is called says nothing of what comes before it."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS.parent))
    return ScriptDirectory.from_config(config).get_current_head()


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    before = contents(database)

    schema.upgrade(database)

    assert contents(database) == before
    assert is_current(database)


def test_a_database_that_was_never_upgraded_is_not_current(engine: Engine, settings: Settings) -> None:
    with engine.empty(settings.database) as database:
        assert not is_current(database)


@pytest.mark.sqlite
def test_the_file_is_marked_as_ours(database: Database) -> None:
    with database.engine.connect() as connection:
        assert connection.execute(text("PRAGMA application_id")).scalar_one() == APPLICATION_ID
        assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"


def test_a_database_of_the_first_schema_comes_up_with_everything_in_it(engine: Engine, settings: Settings) -> None:
    """Old tables are made anew on the way; what stands in them, and what names them, stays."""
    old = {
        "bank": {"id": 1, "slug": "summit", "created_at": NOW},
        "version": {
            "id": 1, "bank_id": 1, "number": 1, "title": "Summit", "language": "en", "summary": "",
            "question_count": 1, "minutes": 0, "document": "", "digest": "", "published_at": NOW,
        },
        "question": {"version_id": 1, "place": 0, "question_id": "where"},
        "quiz": {
            "id": 1, "slug": "summit", "bank_id": 1, "listed": True, "feedback": "at-once",
            "shuffle_questions": False, "shuffle_choices": False, "created_at": NOW,
        },
        "reader": {"id": 1, "token_digest": "t", "created_at": NOW},
        "attempt": {
            "id": 1, "address": "here", "quiz_id": 1, "version_id": 1, "reader_id": 1, "seed": "s",
            "feedback": "at-once", "shuffle_questions": False, "shuffle_choices": True, "name": "Anna", "state": "open",
            "code_digest": "c", "started_at": NOW,
        },
        "response": {
            "attempt_id": 1, "place": 0, "version_id": 1, "picked": "0", "mark": 1, "revision": 1, "responded_at": NOW,
        },
    }  # fmt: skip
    with engine.empty(settings.database) as database:
        schema.upgrade(database, "0001")
        for table, values in old.items():
            put(database, table, **values)
        before = {table: only_row(database, table) for table in old}

        schema.upgrade(database)

        for table, row in before.items():
            now = only_row(database, table)
            assert {**now, **row} == now, table
        quiz = only_row(database, "quiz")
        assert (quiz["counts"], quiz["names"], quiz["tries"]) == ("best", "optional", None)
        with pytest.raises(IntegrityError):
            put(database, "companion", attempt_id=9, reader_id=9)  # References are kept again.


def only_row(database: Database, table: str) -> dict[str, Any]:
    with database.engine.connect() as connection:
        return dict(connection.execute(text(f"SELECT * FROM {table}")).mappings().one())


# --- other people's files ---


def foreign(file: Path, *statements: str) -> None:
    connection = sqlite3.connect(file)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "statements",
    [
        ("CREATE TABLE recipes (id INTEGER PRIMARY KEY, name TEXT)", "INSERT INTO recipes VALUES (1, 'soup')"),
        ("PRAGMA application_id = 1196444487",),
        ("CREATE TABLE alembic_version (version_num TEXT)", "INSERT INTO alembic_version VALUES ('abc')"),
    ],
    ids=["tables of another program", "marked by another program", "another program with Alembic"],
)
def test_a_database_of_another_program_is_refused_and_left_alone(
    statements: tuple[str, ...], settings: Settings
) -> None:
    file = settings.data / "quizapp.db"
    foreign(file, *statements)
    before = contents_of(file)
    database = Database(settings.database)

    with pytest.raises(WrongDatabase, match="belongs to another program"):
        schema.upgrade(database)

    database.close()
    assert contents_of(file) == before


def contents_of(file: Path) -> list[str]:
    connection = sqlite3.connect(file)
    dump = [*connection.iterdump(), str(connection.execute("PRAGMA application_id").fetchone())]
    connection.close()
    return dump


def test_a_database_of_a_newer_program_is_refused_and_left_alone(database: Database) -> None:
    with database.transaction() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = contents(database)

    with pytest.raises(WrongDatabase, match="newer quizapp"):
        schema.upgrade(database)

    assert contents(database) == before
    assert not is_current(database)


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "data",
    [b"This is no database at all, but a letter to a friend. " * 40, b"SQLite format 3\x00" + b"\xff" * 4000],
    ids=["a letter", "a damaged head"],
)
def test_a_file_that_is_no_database_is_unavailable_and_left_alone(data: bytes, settings: Settings) -> None:
    file = settings.data / "quizapp.db"
    file.write_bytes(data)
    database = Database(settings.database)

    with pytest.raises(Unavailable):
        schema.upgrade(database)

    database.close()
    assert file.read_bytes() == data


@pytest.mark.sqlite
def test_a_folder_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        schema.upgrade(Database(f"sqlite:///{tmp_path / 'nowhere' / 'quizapp.db'}"))


@pytest.mark.sqlite
def test_an_upgrade_that_fails_at_its_last_step_leaves_nothing(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(settings.database)
    monkeypatch.setattr(schema, "APPLICATION_ID", "nothing that SQLite understands")

    with pytest.raises(Unavailable):
        schema.upgrade(database)

    assert contents(database) == {}
    monkeypatch.undo()
    schema.upgrade(database)
    assert is_current(database)
    database.close()


# --- what the tables refuse ---


@pytest.fixture
def attempt(publish: Callable[..., None], database: Database) -> dict[str, Any]:
    """The values of a sound attempt, stored as row 1 for reader 1 at version 1 of three questions."""
    publish(bank())
    publish(bank(*bank().questions[:1], id_="short"))
    values = {
        "address": "here", "quiz_id": 1, "version_id": 1, "reader_id": 1, "seed": "s", "feedback": "at-once",
        "shuffle_questions": False, "shuffle_choices": True, "name": "", "state": "open", "code_digest": "c",
        "started_at": NOW, "finished_at": None,
    }  # fmt: skip
    put(database, "reader", token_digest="d", created_at=NOW)
    put(database, "attempt", **values)
    return values


def put(database: Database, table: str, **values: Any) -> None:
    """As another program would, so that the tables alone refuse."""
    names = ", ".join(values)
    places = ", ".join(f":{name}" for name in values)
    with database.engine.begin() as connection:
        connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({places})"), values)


def worded(reason: str) -> str:
    """What SQLite says of a broken rule, as a pattern that PostgreSQL's words fit as well."""
    ours = {
        "attempt.quiz_id, attempt.reader_id": "uq_attempt_open",
        "attempt.quiz_id, attempt.member_id": "uq_attempt_open_of_member",
        "version.bank_id, version.number": "uq_version_bank_id_number",
    }
    return f"(?i){re.sub('[ .]', '[ ._-]', reason)}|{ours.get(reason, reason)}\\b"


RESPONSE = {"attempt_id": 1, "place": 0, "version_id": 1, "picked": "0", "mark": 0, "revision": 1, "responded_at": NOW}


def test_a_sound_response_is_taken_and_a_second_one_to_the_same_question_is_not(
    attempt: dict[str, Any], database: Database
) -> None:
    put(database, "response", **RESPONSE)

    with pytest.raises(IntegrityError, match=worded("UNIQUE")):
        put(database, "response", **{**RESPONSE, "picked": "1", "revision": 2})

    assert len(contents(database)["response"]) == 1


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"place": 3}, "FOREIGN KEY"),
        ({"place": -1}, "FOREIGN KEY"),
        ({"version_id": 2}, "FOREIGN KEY"),
        ({"version_id": 99}, "FOREIGN KEY"),
        ({"attempt_id": 99}, "FOREIGN KEY"),
        ({"revision": 0}, "ck_response_revision"),
        ({"picked": None}, "NOT NULL"),
        ({"mark": None}, "NOT NULL"),
    ],
    ids=str,
)
def test_a_response_to_anything_but_a_question_of_its_attempt_is_refused(
    change: dict[str, Any], reason: str, attempt: dict[str, Any], database: Database
) -> None:
    with pytest.raises(IntegrityError, match=worded(reason)):
        put(database, "response", **{**RESPONSE, **change})

    assert contents(database)["response"] == []


RULING = {"attempt_id": 1, "place": 0, "version_id": 1, "mark": 0, "remark": "", "teacher_id": None, "given_at": NOW}
OBJECTION = {"attempt_id": 1, "place": 0, "version_id": 1, "reason": "other", "text": "", "made_at": NOW}


@pytest.mark.parametrize(
    ("table", "change", "reason"),
    [
        ("ruling", {"place": 3}, "FOREIGN KEY"),
        ("ruling", {"version_id": 2}, "FOREIGN KEY"),
        ("ruling", {"attempt_id": 99}, "FOREIGN KEY"),
        ("ruling", {"teacher_id": 99}, "FOREIGN KEY"),
        ("ruling", {"mark": -1}, "ck_ruling_mark"),
        ("ruling", {"mark": None}, "ck_ruling_remark"),
        ("ruling", {"remark": None}, "NOT NULL"),
        ("objection", {"place": 3}, "FOREIGN KEY"),
        ("objection", {"version_id": 2}, "FOREIGN KEY"),
        ("objection", {"attempt_id": 99}, "FOREIGN KEY"),
        ("objection", {"reason": "boring"}, "ck_objection_reason"),
        ("objection", {"text": None}, "NOT NULL"),
    ],
    ids=str,
)
def test_what_is_said_of_anything_but_a_question_of_the_attempt_is_refused(
    table: str, change: dict[str, Any], reason: str, attempt: dict[str, Any], database: Database
) -> None:
    sound = RULING if table == "ruling" else OBJECTION
    with pytest.raises(IntegrityError, match=worded(reason)):
        put(database, table, **{**sound, **change})
    assert contents(database)[table] == []

    put(database, table, **sound)
    with pytest.raises(IntegrityError, match=worded("UNIQUE")):
        put(database, table, **sound)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"state": "lost", "finished_at": None}, "ck_attempt_state"),
        ({"state": "finished", "finished_at": None}, "ck_attempt_finished_at"),
        ({"state": "open", "finished_at": NOW}, "ck_attempt_finished_at"),
        ({"feedback": "never"}, "ck_attempt_feedback"),
        ({"address": "here"}, "attempt.address"),
        ({"code_digest": "c"}, "attempt.code_digest"),
        ({"state": "open", "finished_at": None}, "attempt.quiz_id, attempt.reader_id"),
        ({"reader_id": 99}, "FOREIGN KEY"),
        ({"quiz_id": 99}, "FOREIGN KEY"),
        ({"version_id": 99}, "FOREIGN KEY"),
        ({"marked_by": 99}, "FOREIGN KEY"),
        ({"member_id": 99}, "FOREIGN KEY"),
    ],
    ids=str,
)
def test_an_attempt_that_cannot_be_is_refused(
    change: dict[str, Any], reason: str, attempt: dict[str, Any], database: Database
) -> None:
    other = {**attempt, "address": "there", "code_digest": "d", "state": "finished", "finished_at": NOW}
    put(database, "attempt", **other)
    third = {**other, "address": "yonder", "code_digest": "e"}

    with pytest.raises(IntegrityError, match=worded(reason)):
        put(database, "attempt", **{**third, **change})

    assert len(contents(database)["attempt"]) == 2


def test_two_of_a_class_answer_in_one_browser_and_one_of_it_only_once_at_a_time(
    attempt: dict[str, Any], database: Database
) -> None:
    put(database, "teacher", email="a@b.example", role="teacher", password_hash="x", created_at=NOW)
    put(database, "class_list", teacher_id=1, name="7B", used_at=NOW)
    for number in (1, 2):
        put(database, "member", class_id=1, name=f"{number}", extra=0, address=f"m{number}")
        member = {"address": f"a{number}", "code_digest": f"k{number}", "member_id": number}
        put(database, "attempt", **{**attempt, **member})
    put(database, "reader", token_digest="other", created_at=NOW)

    with pytest.raises(IntegrityError, match=worded("attempt.quiz_id, attempt.member_id")):
        put(database, "attempt", **{**attempt, "address": "a3", "code_digest": "k3", "member_id": 1, "reader_id": 2})

    assert len(contents(database)["attempt"]) == 3


@pytest.mark.parametrize("table", ["attempt", "teacher", "class_list", "member"])
def test_an_id_is_given_once(table: str, attempt: dict[str, Any], database: Database) -> None:
    """A page that was open when somebody was deleted must not act on who came after."""
    rows = {
        "attempt": attempt,
        "teacher": {"email": "a@b.example", "role": "teacher", "password_hash": "x", "created_at": NOW},
        "class_list": {"teacher_id": 1, "name": "7B", "used_at": NOW},
        "member": {"class_id": 1, "name": "Ann", "extra": 0, "address": "m"},
    }
    for name in ("teacher", "class_list", "member"):
        put(database, name, **rows[name])
    with database.transaction() as db:
        db.execute(text(f"DELETE FROM {table}"))

    put(database, table, **rows[table])

    with database.reading() as db:
        assert db.execute(text(f"SELECT id FROM {table}")).scalars().all() == [2]


def test_quizzes_versions_and_readers_that_cannot_be_are_refused(attempt: dict[str, Any], database: Database) -> None:
    quiz = {
        "slug": "q", "bank_id": 1, "listed": True, "feedback": "at-once", "shuffle_questions": False,
        "shuffle_choices": False, "counts": "best", "names": "none", "picks": False, "created_at": NOW,
    }  # fmt: skip
    teacher = {"email": "a@b.example", "role": "teacher", "password_hash": "x", "created_at": NOW}
    link = {"token_digest": "t", "purpose": "invitation", "role": "teacher", "email": "", "expires_at": NOW}
    version = {
        "bank_id": 1, "number": 2, "title": "", "language": "en", "summary": "", "question_count": 0, "minutes": 0,
        "document": "", "digest": "", "published_at": NOW,
    }  # fmt: skip
    before = contents(database)

    for table, values, reason in (
        ("quiz", {**quiz, "feedback": "x"}, "ck_quiz_feedback"),
        ("quiz", {**quiz, "slug": "summit"}, "quiz.slug"),
        ("quiz", {**quiz, "bank_id": 9}, "FOREIGN KEY"),
        ("quiz", {**quiz, "teacher_id": 9}, "FOREIGN KEY"),
        ("quiz", {**quiz, "counts": "worst"}, "ck_quiz_counts"),
        ("quiz", {**quiz, "names": "all"}, "ck_quiz_names"),
        ("quiz", {**quiz, "tries": 0}, "ck_quiz_tries"),
        ("quiz", {**quiz, "minutes": 0}, "ck_quiz_minutes"),
        ("quiz", {**quiz, "opens_at": NOW, "closes_at": NOW}, "ck_quiz_closes_at"),
        ("teacher", {**teacher, "role": "admin"}, "ck_teacher_role"),
        ("link", {**link, "purpose": "prank"}, "ck_link_purpose"),
        ("link", {**link, "purpose": "reset"}, "ck_link_teacher"),
        ("login", {"token_digest": "t", "teacher_id": 9, "created_at": NOW, "seen_at": NOW}, "FOREIGN KEY"),
        ("version", {**version, "number": 0}, "ck_version_number"),
        ("version", {**version, "number": 1}, "version.bank_id, version.number"),
        ("version", {**version, "bank_id": 9}, "FOREIGN KEY"),
        ("reader", {"token_digest": "d", "created_at": NOW}, "reader.token_digest"),
        ("bank", {"slug": "summit", "created_at": NOW}, "bank.slug"),
        ("bank", {"slug": "summit", "teacher_id": 9, "created_at": NOW}, "FOREIGN KEY"),
        ("companion", {"attempt_id": 9, "reader_id": 1}, "FOREIGN KEY"),
    ):
        with pytest.raises(IntegrityError, match=worded(reason)):
            put(database, table, **values)

    assert contents(database) == before


def test_a_published_version_that_attempts_stand_on_cannot_go(attempt: dict[str, Any], database: Database) -> None:
    for table in ("version", "quiz", "bank", "question", "reader"):
        put(database, "response", **RESPONSE) if table == "version" else None
        with pytest.raises(IntegrityError, match=worded("FOREIGN KEY")), database.transaction() as db:
            db.execute(text(f"DELETE FROM {table}"))


# --- damage ---


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE version SET document = replace(document, 'Spaceport', 'Harbour')",
        "UPDATE version SET document = document || ' '",
        "UPDATE version SET document = ''",
        "UPDATE version SET digest = 'x'",
    ],
)
def test_a_version_that_is_no_longer_what_was_published_is_refused(
    damage: str, publish: Callable[..., None], database: Database
) -> None:
    publish(bank())
    with database.reading() as db:
        assert Shelf().version(db, 1).bank == bank()
    with database.transaction() as db:
        db.execute(text(damage))

    with pytest.raises(DamagedVersion), database.reading() as db:
        Shelf().version(db, 1)


def test_a_version_in_memory_needs_no_second_reading(publish: Callable[..., None], database: Database) -> None:
    publish(bank())
    shelf = Shelf()
    with database.reading() as db:
        first = shelf.version(db, 1)
    with database.transaction() as db:
        db.execute(text("UPDATE version SET document = ''"))

    with database.reading() as db:
        assert shelf.version(db, 1) is first


def test_a_stored_document_reads_back_as_the_same_bank() -> None:
    assert documents.load(documents.dump(bank())) == bank()
    assert draw().seed() == "seed"
    assert NOON.tzinfo is not None
