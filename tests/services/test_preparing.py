"""A file that takes long is made once, aside, kept in pieces for an hour, and goes with whatever it tells of."""

import json
import time
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from threading import Barrier, Thread

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.orm import Session

from quizapp.domain import exports as rules
from quizapp.domain.accounts import Role, Teacher
from quizapp.domain.exports import Ending, Portion, Wanted
from quizapp.domain.quizzes import SimulatedQuiz, UnknownQuiz
from quizapp.services import accounts, errands, files, handing_out, preparing, results, retention
from quizapp.services import exports as rows
from quizapp.services.errands import ABANDONED
from quizapp.services.preparing import KEPT, MOST_KEPT, Making, PreparedFile, TooManyFiles
from quizapp.store import deletions, exports, readers, teachers
from quizapp.store.banks import Shelf, Version
from quizapp.store.exports import UnknownExport
from quizapp.store.session import Database
from tests.crowds import crowd
from tests.makers import GREENWICH, NOON, Clock, at, bank, load, multiple, office, single, true_false
from tests.store.contents import contents, count

SECOND = timedelta(seconds=1)
CSV = Wanted(Portion.RESPONSES, Ending.CSV, "en")
READERS = 60


@pytest.fixture
def anna(database: Database) -> Teacher:
    """Who has the quiz « summit », which sixty have answered."""
    load(database, bank(single(), multiple(), true_false()))
    crowd(database, READERS)
    with database.transaction() as db:
        teacher = teachers.add(db, "anna@school.example", Role.TEACHER, "hash", NOON)
        db.execute(text("UPDATE quiz SET teacher_id = :id"), {"id": teacher.id})
    return teacher


def ask(database: Database, by: Teacher, address: str = "asked", wanted: Wanted = CSV, now: datetime = NOON) -> str:
    return database.run(lambda db: preparing.ask(office(db, by, now, draw=at(address)), "summit", wanted))


_PATIENCE = 60
"""Seconds; more is a hang."""


def making(by: Teacher, address: str = "asked", now: datetime = NOON) -> Making:
    return Making(by.id, 1, address, Shelf(), Clock(now), GREENWICH)


def made(database: Database, by: Teacher, address: str = "asked", wanted: Wanted = CSV, now: datetime = NOON) -> str:
    """Ask for a file, and make it."""
    asked = ask(database, by, address, wanted, now)
    errands.do(database, making(by, asked, now), lambda: now)
    return asked


def shown(database: Database, by: Teacher, address: str = "asked", now: datetime = NOON) -> PreparedFile:
    with database.reading() as db:
        return preparing.show(office(db, by, now), "summit", address)


def is_there(database: Database, by: Teacher, address: str = "asked", now: datetime = NOON) -> bool:
    try:
        return bool(shown(database, by, address, now))
    except UnknownExport:
        return False


def fetched(database: Database, address: str = "asked") -> bytes:
    return b"".join(preparing.pieces(database, address))


def at_once(database: Database, wanted: Wanted) -> bytes:
    """The same file as it is where it does not take long."""
    with database.reading() as db:
        extract = rows.extract_for_all(db, Shelf(), "summit", wanted.portion, NOON)
    with files.written(extract, wanted, GREENWICH) as file:
        return file.read()


# --- small ones and large ones ---


@pytest.mark.parametrize(("most", "needed"), [(READERS * 3 - 1, True), (READERS * 3, False)])
def test_only_what_takes_long_is_made_aside(
    most: int, needed: bool, anna: Teacher, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_AT_ONCE", most)

    with database.reading() as db:
        assert preparing.is_needed(office(db, anna), "summit") is needed


# --- made and fetched ---


@pytest.mark.parametrize("ending", Ending)
@pytest.mark.parametrize("portion", Portion)
def test_what_is_fetched_is_the_file_to_the_byte(
    portion: Portion, ending: Ending, anna: Teacher, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, few in (("_PIECE", 100), ("_AT_ONCE", 3)):
        monkeypatch.setattr(preparing, name, few)
    wanted = Wanted(portion, ending, "fr")

    made(database, anna, wanted=wanted)
    expected = at_once(database, wanted)

    data, found = fetched(database), shown(database, anna)
    if ending is Ending.XLSX:  # Its parts have the time at which they were written.
        assert len(data) == len(expected)
    else:
        assert data == expected
    assert (found.kept.size, found.name, found.until) == (len(data), wanted.name("summit"), NOON + KEPT)
    assert count(database, "export_piece") == -(-len(data) // 100) > 3


@pytest.mark.parametrize("piece", [b"a" * preparing._PIECE, bytes(range(256)) * (preparing._PIECE // 256)])
def test_no_row_has_more_than_256_kibibytes(piece: bytes) -> None:
    assert len(preparing._packed(piece)) <= 256 * 1024


def test_nothing_of_the_database_is_held_while_a_slow_line_takes_it(
    anna: Teacher, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "_PIECE", 100)
    made(database, anna)

    taken = preparing.pieces(database, "asked")
    next(taken)
    assert database.engine.pool.checkedout() == 0  # type: ignore[attr-defined]
    with database.transaction() as db:  # And whoever writes waits for nothing.
        exports.remove(db, "asked")

    with pytest.raises(UnknownExport):
        next(taken)


def test_it_says_how_far_it_is_and_that_somebody_is_at_it(
    anna: Teacher, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_TOLD_EVERY", 30)
    monkeypatch.setattr(rows, "_AT_ONCE", 30)
    ticks = Ticking(database, anna)
    ask(database, anna)

    errands.do(database, replace(making(anna), clock=ticks), ticks)

    assert [one for one in dict.fromkeys(ticks.seen) if one[0]] == [
        (READERS, told) for told in (0, 10, 20, 30, 40, 50)
    ]  # fmt: skip
    assert ticks.begun == sorted(set(ticks.begun))
    assert shown(database, anna, now=ticks.now).kept.told == 50


class Ticking(Clock):
    """Goes on by two seconds whenever it is looked at, and notes what the page would show then."""

    def __init__(self, database: Database, by: Teacher) -> None:
        super().__init__()
        self._database = database
        self._by = by
        self.seen: list[tuple[int, int]] = []
        self.begun: list[datetime] = []

    def __call__(self) -> datetime:
        self.now += 2 * SECOND
        kept = shown(self._database, self._by, now=self.now).kept
        self.seen.append((kept.attempts, kept.told))
        if kept.begun_at not in (None, *self.begun[-1:]):
            self.begun.append(kept.begun_at)  # type: ignore[arg-type]
        return self.now


# --- once ---


def test_who_asks_again_while_it_is_made_gets_the_same_one_and_the_log_says_it_once(
    anna: Teacher, database: Database
) -> None:
    assert [ask(database, anna, drawn) for drawn in ("one", "two")] == ["one", "one"]
    assert ask(database, anna, "three", replace(CSV, language="fr")) == "three"
    assert [row[3] for row in contents(database)["entry"]].count("responses-exported") == 2

    errands.do(database, making(anna, "one"), lambda: NOON)

    assert ask(database, anna, "four") == "four"  # Who asks then wants to have what was answered since.


def test_two_who_ask_at_the_same_moment_get_the_same_one(anna: Teacher, database: Database) -> None:
    together, got = Barrier(4), list[str]()

    def click(number: int) -> None:
        together.wait()
        got.append(ask(database, anna, f"drawn-{number}"))

    threads = [Thread(target=click, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(got) == 4
    assert set(got) == {row[0] for row in contents(database)["export"]}
    assert len(set(got)) == 1


def test_what_a_process_that_was_stopped_has_left_is_taken_over_and_begun_anew(
    anna: Teacher, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "_PIECE", 100)
    ask(database, anna)
    with database.transaction() as db:
        assert exports.begin(db, "asked", NOON, NOON - ABANDONED)
        killed = exports.take_over(db, "asked")
        assert killed is not None
        assert exports.add_pieces(db, "asked", killed, NOON, [(0, b"half"), (70, b"a file")])

    errands.do(database, making(anna), lambda: NOON + ABANDONED)
    assert not shown(database, anna, now=NOON + ABANDONED).is_left
    assert shown(database, anna, now=NOON + ABANDONED).until is None
    later = NOON + ABANDONED + SECOND
    assert shown(database, anna, now=later).is_left
    errands.do(database, making(anna, now=later), lambda: later)

    assert fetched(database) == at_once(database, CSV)
    # The first was not killed, but stood still: it must not spoil what the second has made.
    with database.transaction() as db:
        assert not exports.advance(db, "asked", killed, later, 9, 9)
        assert not exports.add_pieces(db, "asked", killed, later, [(99, b"late")])
        exports.finish(db, "asked", killed, 1, later + SECOND)
    assert fetched(database) == at_once(database, CSV)
    assert shown(database, anna, now=later).until == later + KEPT


def test_a_file_whose_reading_takes_long_is_begun_once(
    anna: Teacher, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "_BEAT_SECONDS", 0.01)
    later = NOON + ABANDONED + SECOND

    class Slow(Shelf):
        """Reads nothing before somebody has said that the file is being made, or has had long enough to."""

        def version(self, db: Session, id_: int) -> Version:
            deadline = time.monotonic() + _PATIENCE
            while shown(database, anna, now=later).is_left and time.monotonic() < deadline:
                time.sleep(0.01)
            seen.append(shown(database, anna, now=later).is_left)
            return super().version(db, id_)

    seen: list[bool] = []
    ask(database, anna)

    errands.do(database, replace(making(anna, now=NOON + ABANDONED), shelf=Slow()), lambda: NOON)

    assert set(seen) == {False}
    assert fetched(database) == at_once(database, CSV)


def test_whoever_is_overtaken_stops_at_once(anna: Teacher, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_TOLD_EVERY", 30)
    ask(database, anna)

    class Overtaken(Clock):
        def __call__(self) -> datetime:
            self.now += 2 * SECOND
            with database.transaction() as db:
                exports.take_over(db, "asked")
            return self.now

    assert replace(making(anna), clock=Overtaken()).do(database) is None
    assert count(database, "export_piece") == 0


def test_a_file_whose_quiz_goes_while_it_is_made_is_no_matter(anna: Teacher, database: Database) -> None:
    ask(database, anna)
    with database.transaction() as db:
        handing_out.take_back(office(db, anna), "summit")

    errands.do(database, making(anna), lambda: NOON)
    assert making(anna).do(database) is None
    assert count(database, "export") == 0


# --- whose it is ---


def test_only_who_asked_sees_it_and_only_while_the_quiz_is_theirs(anna: Teacher, database: Database) -> None:
    made(database, anna)
    with database.transaction() as db:
        owner = teachers.add(db, "owner@school.example", Role.OWNER, "hash", NOON)
        ben = teachers.add(db, "ben@school.example", Role.TEACHER, "hash", NOON)

    for other in (owner, ben):
        with pytest.raises(UnknownQuiz):
            shown(database, other)
    with database.transaction() as db:
        db.execute(text("UPDATE quiz SET teacher_id = :id"), {"id": ben.id})
    with pytest.raises(UnknownQuiz):
        shown(database, anna)
    with pytest.raises(UnknownExport):
        shown(database, ben)
    with database.reading() as db:
        assert preparing.of_teacher(office(db, ben), handing_out.quiz_of(office(db, ben), "summit")) == []


def test_of_a_simulated_class_there_is_none(anna: Teacher, database: Database) -> None:
    with database.transaction() as db:
        db.execute(text("UPDATE quiz SET simulated = true"))

    for asking in (preparing.is_needed, lambda office, slug: preparing.ask(office, slug, CSV)):
        with database.transaction() as db, pytest.raises(SimulatedQuiz):
            asking(office(db, anna), "summit")
    assert count(database, "export") == 0


def test_it_goes_with_the_teacher(anna: Teacher, database: Database) -> None:
    made(database, anna)
    with database.transaction() as db:
        owner = teachers.add(db, "owner@school.example", Role.OWNER, "hash", NOON)
        accounts.remove(office(db, owner), anna.id)

    assert count(database, "export") == 0
    retention.purge(database, NOON, 365)
    assert count(database, "export_piece") == 0
    assert count(database, "attempt") == READERS


# --- how long ---


def test_it_is_kept_for_an_hour_after_it_was_done(anna: Teacher, database: Database) -> None:
    made(database, anna)

    assert is_there(database, anna, now=NOON + KEPT - SECOND)
    assert not is_there(database, anna, now=NOON + KEPT)
    for now, left in ((NOON + KEPT, 1), (NOON + KEPT + SECOND, 0)):
        retention.purge(database, now, 365)
        assert count(database, "export") == left
        assert bool(count(database, "export_piece")) is bool(left)


def test_one_that_is_being_made_is_left_alone_however_long_ago_it_was_asked_for(
    anna: Teacher, database: Database
) -> None:
    ask(database, anna)
    with database.transaction() as db:
        exports.begin(db, "asked", NOON + KEPT, NOON)

    retention.purge(database, NOON + 2 * KEPT, 365)
    assert count(database, "export") == 1
    retention.purge(database, NOON + 2 * KEPT + SECOND, 365)
    assert count(database, "export") == 0


def test_the_oldest_goes_when_there_are_too_many(anna: Teacher, database: Database) -> None:
    for number in range(MOST_KEPT + 1):
        made(database, anna, f"file-{number}", now=NOON + number * SECOND)

    assert count(database, "export") == MOST_KEPT
    assert not is_there(database, anna, "file-0")
    assert is_there(database, anna, f"file-{MOST_KEPT}")


def test_those_that_wait_are_counted_too_and_of_nine_the_next_is_refused(anna: Teacher, database: Database) -> None:
    every = [Wanted(portion, ending, language) for language in ["en", "fr"] for portion in Portion for ending in Ending]
    made(database, anna, "done")
    for number, wanted in enumerate(every[:MOST_KEPT]):
        ask(database, anna, f"file-{number}", wanted)
    assert count(database, "export") == MOST_KEPT
    assert not is_there(database, anna, "done")
    before = contents(database)

    with pytest.raises(TooManyFiles):
        ask(database, anna, "one-more", every[MOST_KEPT])
    assert ask(database, anna, "again", every[0]) == "file-0"  # It is being made already.
    assert contents(database) == before

    errands.do(database, making(anna, "file-0"), lambda: NOON)
    assert ask(database, anna, "one-more", every[MOST_KEPT]) == "one-more"
    assert (count(database, "export"), is_there(database, anna, "file-0")) == (MOST_KEPT, False)


# --- what readers may ask for ---


def _by_its_teacher(database: Database, anna: Teacher) -> None:
    with database.transaction() as db:
        results.remove_attempt(office(db, anna), "summit", 1)


def _by_its_reader(database: Database, anna: Teacher) -> None:
    with database.transaction() as db:
        deletions.delete_attempt(db, "attempt-1", "reader-1", NOON)


def _with_all_of_its_readers(database: Database, anna: Teacher) -> None:
    with database.transaction() as db:
        deletions.delete_of_reader(db, "reader-1", lambda: readers.nobody(db, "nobody", NOON), NOON)


def _in_time(database: Database, anna: Teacher) -> None:
    """The oldest, which began a second after noon."""
    retention.purge(database, NOON + timedelta(days=30, seconds=2), 30)


@pytest.mark.parametrize("delete", [_by_its_teacher, _by_its_reader, _with_all_of_its_readers, _in_time])
def test_no_file_tells_of_an_attempt_that_was_deleted(
    delete: object, anna: Teacher, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = NOON + timedelta(days=30)
    made(database, anna, "done", now=now)
    ask(database, anna, "begun", now=now)
    with database.transaction() as db:
        maker = exports.take_over(db, "begun")
        assert maker

    delete(database, anna)  # type: ignore[operator]

    assert count(database, "attempt") == READERS - 1
    assert count(database, "export") == 0
    with pytest.raises(UnknownExport):
        fetched(database, "done")
    with database.transaction() as db:
        assert not exports.advance(db, "begun", maker, now, 1, 1)
        assert not exports.add_pieces(db, "begun", maker, now, [(0, b"")])
        exports.finish(db, "begun", maker, 1, now)
    assert count(database, "export") == 0
    retention.purge(database, now, 31)
    assert count(database, "export_piece") == 0


def test_who_deletes_an_attempt_does_not_wait_until_what_its_files_held_is_deleted(
    anna: Teacher, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That goes a few pieces at a time, and only what belongs to no file."""
    monkeypatch.setattr(preparing, "_PIECE", 100)
    made(database, anna, "first")
    held = count(database, "export_piece")
    left = [held]
    assert held > 2 * retention._PIECES

    _by_its_reader(database, anna)
    assert count(database, "export_piece") == held
    made(database, anna, "second")
    kept = fetched(database, "second")

    def note(connection: Connection) -> None:
        left.append(connection.exec_driver_sql("SELECT count(*) FROM export_piece").scalar_one())

    event.listen(database.engine, "commit", note)
    assert retention.purge(database, NOON, 365)["pieces of exports"] == held
    event.remove(database.engine, "commit", note)

    assert max(before - after for before, after in pairwise(left[1:])) == retention._PIECES
    assert fetched(database, "second") == kept


@pytest.mark.postgresql
def test_who_asks_while_an_attempt_is_being_deleted_waits_for_that(anna: Teacher, database: Database) -> None:
    got: list[bytes] = []

    def click() -> None:
        made(database, anna, wanted=Wanted(Portion.SCORES, Ending.JSON, "en"))
        got.append(fetched(database))

    thread = Thread(target=click)
    with database.transaction() as db:
        deletions.remove(db, 1, 1)
        thread.start()
        thread.join(0.5)
        assert thread.is_alive()
    thread.join(60)

    assert len(json.loads(got[0])["scores"]) == READERS - 1
