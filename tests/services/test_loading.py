"""What came of reading a file is published whole, once, and while it is made ready nobody waits."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import select

from quizapp.domain import documents
from quizapp.domain.accounts import Role, Teacher
from quizapp.domain.banks import Bank
from quizapp.domain.drafts import About
from quizapp.formats import native
from quizapp.formats.native import draft as native_draft
from quizapp.formats.sandbox import parcels
from quizapp.services import drafting, errands, loading, publishing
from quizapp.services.loading import Reading, RecentFiles
from quizapp.services.publishing import NextVersion
from quizapp.store import banks, drafts, teachers
from quizapp.store.session import Database
from quizapp.store.tables import VersionRow
from quizapp.store.uploads import UnknownUpload
from tests.makers import NOON, at, bank, load, office

FILES = RecentFiles(0)


@pytest.fixture
def anna(database: Database) -> Teacher:
    with database.transaction() as db:
        return teachers.add(db, "anna@school.example", Role.TEACHER, "hash", NOON)


@pytest.fixture
def others_may_write(database: Database, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether others could write, each time that a bank was unpacked, read or frozen."""
    seen: list[bool] = []

    def watched(work: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def watch(given: Any) -> Any:
            seen.append(is_free(database))
            return work(given)

        return watch

    for module, name in ((parcels, "unpack"), (documents, "load"), (documents, "digest")):
        monkeypatch.setattr(module, name, watched(getattr(module, name)))
    return seen


def is_free(database: Database) -> bool:
    with closing(sqlite3.connect(str(database.engine.url.database), timeout=0)) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        other.execute("ROLLBACK")
        return True


def read(database: Database, by: Teacher, given: Bank) -> str:
    """The address of a file that has been read."""
    with database.transaction() as db:
        address = loading.receive(office(db, by, draw=at(given.title)), "bank.yaml", native.write(given))
    errands.do(database, Reading(by.id, address, 1, FILES), lambda: NOON)
    return address


@pytest.mark.sqlite
def test_others_may_write_while_a_file_is_made_ready_to_be_published(
    database: Database, anna: Teacher, others_may_write: list[bool]
) -> None:
    first, second = (read(database, anna, bank(title=title)) for title in ("Summit", "Summit, revised"))
    loading.publish(database, FILES, anna, first, NOON)
    others_may_write.clear()

    loading.publish(database, FILES, anna, second, NOON)

    assert len(others_may_write) >= 3  # It is unpacked, compared with the first, and frozen.
    assert all(others_may_write)


@pytest.mark.sqlite
def test_others_may_write_while_a_draft_is_made_ready_to_be_published(
    database: Database, anna: Teacher, others_may_write: list[bool]
) -> None:
    bank_id = loading.publish(database, FILES, anna, read(database, anna, bank()), NOON).bank_id
    with database.transaction() as db:
        here = office(db, anna, draw=at("draft"))
        overview = publishing.show(here, bank_id)
        drafting.begin_from(here, overview, drafting.draft_of(overview))
        drafting.save_about(here, "draft", 1, About("Anew", "en"))
    others_may_write.clear()

    drafting.publish(database, anna, "draft", 2, NOON)

    assert len(others_may_write) >= 3
    assert all(others_may_write)


@pytest.mark.sqlite
def test_others_may_write_while_banks_are_loaded_at_the_command_line(
    database: Database, others_may_write: list[bool]
) -> None:
    load(database, bank())
    others_may_write.clear()

    load(database, bank(title="Anew"))

    assert len(others_may_write) >= 3
    assert all(others_may_write)


def test_a_published_version_is_the_document_of_the_bank_that_was_read(database: Database, anna: Teacher) -> None:
    address = read(database, anna, bank())
    loading.publish(database, FILES, anna, address, NOON)

    with database.reading() as db:
        stored = db.scalars(select(VersionRow.document)).one()
        current = banks.current(db, "summit", anna.id)
    assert current is not None
    assert stored == documents.dump(current.bank)
    assert current.bank == native.read(native.write(bank()), "bank.yaml").bank


def test_a_file_that_was_overtaken_follows_the_version_that_came_first(
    database: Database, anna: Teacher, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, theirs = (read(database, anna, bank(title=title)) for title in ("Mine", "Theirs"))
    make_ready = publishing.make_ready

    def overtaken(*given: Any) -> NextVersion:
        monkeypatch.setattr(publishing, "make_ready", make_ready)
        ready = make_ready(*given)
        loading.publish(database, FILES, anna, theirs, NOON)
        return ready

    monkeypatch.setattr(publishing, "make_ready", overtaken)
    loaded = loading.publish(database, FILES, anna, mine, NOON)

    with database.reading() as db:
        assert [one.number for one in banks.versions(db, loaded.bank_id)] == [2, 1]
    assert (loaded.version, loaded.difference.text_changed) == (2, True)


def test_the_same_file_twice_at_once_makes_one_version(
    database: Database, anna: Teacher, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, make_ready = read(database, anna, bank()), publishing.make_ready

    def overtaken(*given: Any) -> NextVersion:
        monkeypatch.setattr(publishing, "make_ready", make_ready)
        ready = make_ready(*given)
        loading.publish(database, FILES, anna, address, NOON)
        return ready

    monkeypatch.setattr(publishing, "make_ready", overtaken)
    with pytest.raises(UnknownUpload):
        loading.publish(database, FILES, anna, address, NOON)

    with database.reading() as db:
        assert [one.version for one in banks.listing(db)] == [1]


def test_a_new_bank_whose_id_is_taken_meanwhile_gets_another_and_is_nobodys_next_version(
    database: Database, anna: Teacher, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = read(database, anna, bank(title="Theirs"))
    with database.transaction() as db:
        drafts.add(db, "mine", anna.id, native_draft.read(native.write(bank(title="Mine"))), NOON, None, None)
    make_ready = publishing.make_ready

    def overtaken(*given: Any) -> NextVersion:
        monkeypatch.setattr(publishing, "make_ready", make_ready)
        loading.publish(database, FILES, anna, theirs, NOON)
        return make_ready(*given)

    monkeypatch.setattr(publishing, "make_ready", overtaken)
    loaded = drafting.publish(database, anna, "mine", 1, NOON)

    assert (loaded.bank.id, loaded.version) == ("summit-2", 1)
