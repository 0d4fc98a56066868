"""A file is read once, by one thread, when there is a place for it; what comes of it is published whole."""

import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from quizapp.domain import documents
from quizapp.domain.accounts import Role, Teacher
from quizapp.domain.banks import Bank
from quizapp.domain.drafts import About
from quizapp.formats import native, parcels
from quizapp.formats.native import draft as native_draft
from quizapp.services import drafting, loading, publishing
from quizapp.services.publishing import Ready
from quizapp.services.waiting import Desk
from quizapp.store import banks, drafts, teachers, uploads
from quizapp.store.banks import Shelf
from quizapp.store.session import Database
from quizapp.store.tables import VersionRow
from quizapp.store.uploads import UnknownUpload
from tests.makers import NOON, Clock, bank

LATER = timedelta(minutes=3)


@pytest.fixture
def anna(database: Database) -> Teacher:
    with database.transaction() as db:
        return teachers.add(db, "anna@school.example", Role.TEACHER, "hash", NOON)


def sent(database: Database, by: Teacher, address: str = "sent") -> str:
    with database.transaction() as db:
        loading.take(db, by, "bank.yaml", native.write(bank()), address, NOON)
    return address


# --- reading ---


def test_of_one_file_one_reading_waits_however_often_its_page_is_asked_for(
    database: Database, anna: Teacher, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = sent(database, anna)
    monkeypatch.setattr(loading, "DESK", Desk(1))

    with loading.DESK.turn("another file"):
        waiting = left_waiting([lambda: loading.read(database, anna.id, address, clock) for _ in range(4)])
        assert len(waiting) == 1
        clock.now += LATER
    waiting[0].join(60)

    with database.reading() as db:
        read = uploads.find(db, address, anna.id)
    assert read.report is not None
    assert read.begun_at == NOON + LATER  # When it began, not when it came to wait.


def test_of_one_draft_one_look_waits_however_often_its_page_is_asked_for(
    database: Database, anna: Teacher, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.transaction() as db:
        drafting.begin(db, anna, "The summit", "en", "begun", NOON)
    monkeypatch.setattr(drafting, "DESK", Desk(1))

    with drafting.DESK.turn("another draft"):
        waiting = left_waiting([lambda: drafting.check(database, anna.id, "begun", clock) for _ in range(4)])
        assert len(waiting) == 1
    waiting[0].join(60)

    with database.reading() as db:
        assert drafts.find(db, "begun", anna.id).findings is not None


def left_waiting(works: list[Callable[[], None]]) -> list[threading.Thread]:
    """Those that still wait once the others went."""
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    until = time.monotonic() + 10
    while sum(thread.is_alive() for thread in threads) > 1 and time.monotonic() < until:
        time.sleep(0.01)
    return [thread for thread in threads if thread.is_alive()]


# --- publishing ---


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
    address = given.title
    with database.transaction() as db:
        loading.take(db, by, "bank.yaml", native.write(given), address, NOON)
    loading.read(database, by.id, address, lambda: NOON)
    return address


def test_others_may_write_while_a_file_is_made_ready_to_be_published(
    database: Database, anna: Teacher, others_may_write: list[bool]
) -> None:
    first, second = (read(database, anna, bank(title=title)) for title in ("Summit", "Summit, revised"))
    loading.publish(database, anna, first, NOON)
    others_may_write.clear()

    loading.publish(database, anna, second, NOON)

    assert len(others_may_write) >= 3  # It is unpacked, compared with the first, and frozen.
    assert all(others_may_write)


def test_others_may_write_while_a_draft_is_made_ready_to_be_published(
    database: Database, anna: Teacher, others_may_write: list[bool]
) -> None:
    _, bank_id = loading.publish(database, anna, read(database, anna, bank()), NOON)
    drafting.begin_from(database, Shelf(), anna, bank_id, "draft", NOON)
    with database.transaction() as db:
        drafting.save_about(db, anna, "draft", 1, About("Anew", "en"), NOON)

    others_may_write.clear()

    drafting.publish(database, anna, "draft", 2, NOON)

    assert len(others_may_write) >= 3
    assert all(others_may_write)


def test_a_published_version_is_the_document_of_the_bank_that_was_read(database: Database, anna: Teacher) -> None:
    address = read(database, anna, bank())
    loading.publish(database, anna, address, NOON)

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

    def overtaken(*given: Any) -> Ready:
        monkeypatch.setattr(publishing, "make_ready", make_ready)
        ready = make_ready(*given)
        loading.publish(database, anna, theirs, NOON)
        return ready

    monkeypatch.setattr(publishing, "make_ready", overtaken)
    loaded, bank_id = loading.publish(database, anna, mine, NOON)

    with database.reading() as db:
        assert [one.number for one in banks.versions(db, bank_id)] == [2, 1]
    assert (loaded.version, loaded.difference.text_changed) == (2, True)


def test_the_same_file_twice_at_once_makes_one_version(
    database: Database, anna: Teacher, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, make_ready = read(database, anna, bank()), publishing.make_ready

    def overtaken(*given: Any) -> Ready:
        monkeypatch.setattr(publishing, "make_ready", make_ready)
        ready = make_ready(*given)
        loading.publish(database, anna, address, NOON)
        return ready

    monkeypatch.setattr(publishing, "make_ready", overtaken)
    with pytest.raises(UnknownUpload):
        loading.publish(database, anna, address, NOON)

    with database.reading() as db:
        assert [one.version for one in banks.listing(db)] == [1]


def test_a_new_bank_whose_id_is_taken_meanwhile_gets_another_and_is_nobodys_next_version(
    database: Database, anna: Teacher, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = read(database, anna, bank(title="Theirs"))
    with database.transaction() as db:
        drafts.add(db, "mine", anna.id, native_draft.read(native.write(bank(title="Mine"))), NOON, None, None)
    make_ready = publishing.make_ready

    def overtaken(*given: Any) -> Ready:
        monkeypatch.setattr(publishing, "make_ready", make_ready)
        loading.publish(database, anna, theirs, NOON)
        return make_ready(*given)

    monkeypatch.setattr(publishing, "make_ready", overtaken)
    loaded, _ = drafting.publish(database, anna, "mine", 1, NOON)

    assert (loaded.bank.id, loaded.version) == ("summit-2", 1)
