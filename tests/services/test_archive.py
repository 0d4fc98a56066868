"""What is put away is off every list and comes back as it was; what is deleted stays as long as attempts need it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from quizapp.domain.accounts import Role
from quizapp.domain.attempts import Settings
from quizapp.domain.classes import UnknownClass
from quizapp.domain.compilations import Choosing, Take, Wish
from quizapp.domain.quizzes import Entry, NotOpen, Terms, UnknownQuiz
from quizapp.services import (
    archive,
    books,
    classes,
    compiling,
    entering,
    handing_out,
    publishing,
    results,
    retention,
    sharing,
    simulating,
    taking,
)
from quizapp.services.visits import Office
from quizapp.store import banks
from quizapp.store.banks import UnknownBank
from quizapp.store.session import Database
from tests.makers import NOON, at, bank, load, office, visit
from tests.services.staff import Staff, hired
from tests.store.contents import contents, count

LATER = NOON + timedelta(hours=1)
OVER = LATER + archive.KEPT + timedelta(seconds=1)


def later(staff: Staff, work: Callable[[Office], object], now: datetime = LATER) -> object:
    """What the teacher does after a while."""
    return staff.database.run(lambda db: work(office(db, staff.teacher, now, draw=staff.drawn)))


def hand_out(staff: Staff, bank_id: int, **terms: Any) -> str:
    return staff.do(lambda mine: handing_out.hand_out(mine, bank_id, Settings(), Terms(**terms)))


def answer(database: Database, slug: str, token: str = "reader") -> str:
    """A reader begins, and answers the first question."""
    with database.transaction() as db:
        reader = visit(db, token, draw=at(f"{slug}-{token}"))
        address = entering.start(reader, slug, "")
        taking.respond(reader, address, 1, (1,), 0)
    return address


def entry(database: Database, slug: str) -> Entry:
    with database.reading() as db:
        reader = visit(db, now=LATER)
        return entering.standing(reader, entering.quiz(reader, slug)[0]).entry


def lists(staff: Staff) -> tuple[list[int], list[str], list[str]]:
    """What a teacher's lists have: banks, quizzes and classes."""

    def read(mine: Office) -> tuple[list[int], list[str], list[str]]:
        return (
            [one.id for one in publishing.banks_of(mine)],
            [one.slug for one in handing_out.quizzes_of(mine)],
            [one.name for one in classes.classes_of(mine)],
        )

    return staff.do(read)


def away(staff: Staff, now: datetime = LATER) -> tuple[list[int], list[int], list[str], list[str]]:
    """What the archive has: banks, deleted banks, quizzes and classes."""

    def read(mine: Office) -> tuple[list[int], list[int], list[str], list[str]]:
        found = archive.show(replace(mine, now=now))
        return (
            [one.id for one in found.banks],
            [one.id for one, __ in found.deleted],
            [one.quiz.slug for one in found.quizzes],
            [one.name for one in found.classes],
        )

    return staff.do(read)


# --- put away, and taken back ---


def test_what_is_put_away_is_off_the_lists_and_comes_back_as_it_was(anna: Staff, database: Database) -> None:
    one, two = anna.publish(), anna.publish(bank(id_="other"))
    first, second = hand_out(anna, one), hand_out(anna, two)
    anna.do(lambda mine: classes.make(mine, "7B"))
    before, listed = contents(database), lists(anna)

    later(anna, lambda mine: archive.put_banks_away(mine, [one]))
    later(anna, lambda mine: archive.put_quizzes_away(mine, [first]))
    later(anna, lambda mine: archive.put_classes_away(mine, [1]))

    assert lists(anna) == ([two], [second], [])
    assert away(anna) == ([one], [], [first], ["7B"])
    with database.reading() as db:
        assert [bank.id for bank in publishing.list_banks(db)] == [two]
        assert [quiz.slug for quiz in handing_out.every_quiz(db)] == [second]
    anna.do(lambda mine: archive.take_banks_back(mine, [one]))
    anna.do(lambda mine: archive.take_quizzes_back(mine, [first]))
    anna.do(lambda mine: archive.take_classes_back(mine, [1]))
    after = contents(database)
    assert (after["bank"], after["class_list"], lists(anna)) == (before["bank"], before["class_list"], listed)
    assert away(anna) == ([], [], [], [])


def test_an_archived_quiz_takes_no_new_attempt_and_goes_on_for_who_has_begun(anna: Staff, database: Database) -> None:
    slug = hand_out(anna, anna.publish(), listed=True)
    begun = answer(database, slug)

    later(anna, lambda mine: archive.put_quizzes_away(mine, [slug]))

    assert entry(database, slug) is Entry.CLOSED
    with database.reading() as db:
        assert entering.open_quizzes(visit(db, now=LATER)) == []
    with pytest.raises(NotOpen):
        answer(database, slug, "another")
    with database.transaction() as db:
        for number in (2, 3):
            taking.respond(visit(db), begun, number, (1,), 0)
    assert anna.do(lambda mine: results.turnout(mine, slug))[1:] == (1, 1)  # Begun, and finished.
    anna.do(lambda mine: archive.take_quizzes_back(mine, [slug]))
    assert entry(database, slug) is Entry.FREE


def test_a_class_is_put_away_with_its_quizzes_and_comes_back_with_those_alone(anna: Staff, database: Database) -> None:
    bank_id = anna.publish()
    class_id, __ = anna.do(lambda mine: classes.make(mine, "7B", "Mona"))
    of_class, put_away_before, for_all = (hand_out(anna, bank_id, class_id=only) for only in (class_id, class_id, None))
    anna.do(lambda mine: archive.put_quizzes_away(mine, [put_away_before]))

    later(anna, lambda mine: archive.put_classes_away(mine, [class_id]))

    assert lists(anna) == ([bank_id], [for_all], [])
    assert entry(database, of_class) is Entry.CLOSED
    book = anna.do(lambda mine: books.of_class(mine, class_id))
    assert {column.quiz.slug for column in book.columns} == {of_class, put_away_before}  # Marks are no less true.
    anna.do(lambda mine: archive.take_classes_back(mine, [class_id]))
    assert set(lists(anna)[1]) == {of_class, for_all}
    assert away(anna)[2] == [put_away_before]


def test_an_archived_bank_comes_back_when_it_is_used(anna: Staff, database: Database) -> None:
    bank_id = anna.publish()

    anna.do(lambda mine: archive.put_banks_away(mine, [bank_id]))
    hand_out(anna, bank_id)

    assert lists(anna)[0] == [bank_id]
    anna.do(lambda mine: archive.put_banks_away(mine, [bank_id]))
    ready = publishing._compared(database, anna.teacher, banks.freeze(bank(title="Anew")))
    anna.do(lambda mine: publishing.publish(mine.db, anna.teacher, ready, mine.now))
    assert lists(anna)[0] == [bank_id]


def test_nobody_puts_away_or_deletes_what_is_anothers(anna: Staff, ben: Staff, database: Database) -> None:
    bank_id = anna.publish()
    slug = hand_out(anna, bank_id)
    anna.do(lambda mine: classes.make(mine, "7B"))
    anna.do(lambda mine: sharing.share(mine, bank_id, "ben@school.example"))
    own = ben.publish(bank(id_="own"))
    before = contents(database)

    for refused, error in (
        (lambda mine: archive.put_banks_away(mine, [own, bank_id]), UnknownBank),
        (lambda mine: archive.take_banks_back(mine, [bank_id]), UnknownBank),
        (lambda mine: archive.delete_banks(mine, [own, bank_id]), UnknownBank),
        (lambda mine: archive.deletion_of(mine, [bank_id]), UnknownBank),
        (lambda mine: archive.take_deleted_banks_back(mine, [bank_id]), UnknownBank),
        (lambda mine: archive.put_quizzes_away(mine, [slug]), UnknownQuiz),
        (lambda mine: archive.take_quizzes_back(mine, [slug]), UnknownQuiz),
        (lambda mine: archive.put_classes_away(mine, [1]), UnknownClass),
        (lambda mine: archive.take_classes_back(mine, [1]), UnknownClass),
    ):
        with pytest.raises(error):
            ben.do(refused)
    assert contents(database) == before


def test_of_the_instances_banks_owners_put_away_and_delete_and_teachers_do_not(anna: Staff, database: Database) -> None:
    head = hired(database, "head", Role.OWNER)
    (loaded,) = load(database, bank())

    for refused in (archive.put_banks_away, archive.delete_banks):
        with pytest.raises(UnknownBank):
            anna.do(partial(refused, ids=[loaded.bank_id]))
    head.do(lambda mine: archive.delete_banks(mine, [loaded.bank_id]))
    assert lists(head) == ([], [], [])
    with database.reading() as db:
        assert entering.open_quizzes(visit(db)) == []


# --- deleted ---


def test_before_banks_are_deleted_it_is_said_what_goes_and_what_stays(
    anna: Staff, ben: Staff, database: Database
) -> None:
    one, two = anna.publish(), anna.publish(bank(id_="other"))
    anna.do(lambda mine: sharing.share(mine, one, "ben@school.example"))
    running, ended = hand_out(anna, one), hand_out(anna, two, closes_at=LATER)
    hand_out(ben, one)
    answer(database, ended)
    answer(database, ended, "another")

    said = later(anna, lambda mine: archive.deletion_of(mine, [one, two]))

    assert isinstance(said, archive.Deletion)
    assert [quiz.slug for quiz in said.open] == [running]
    assert [quiz.slug for quiz in said.attempted] == [ended]
    assert (said.attempts, said.others) == (2, 1)


def test_a_deleted_bank_is_nowhere_and_its_results_stay(anna: Staff, ben: Staff, database: Database) -> None:
    bank_id = anna.publish()
    anna.do(lambda mine: sharing.share(mine, bank_id, "ben@school.example"))
    slug, bens = hand_out(anna, bank_id), hand_out(ben, bank_id)
    answer(database, slug)

    later(anna, lambda mine: archive.delete_banks(mine, [bank_id]))

    assert (lists(anna), lists(ben)) == (([], [], []), ([], [bens], []))
    for staff in (anna, ben):
        gone: Callable[..., object]
        for gone in (publishing.bank_of, publishing.show):
            with pytest.raises(UnknownBank):
                staff.do(partial(gone, bank_id=bank_id))
        assert staff.do(lambda mine: sharing.sees(mine, bank_id)) is False
    assert entry(database, slug) is Entry.CLOSED
    assert entry(database, bens) is Entry.FREE  # As where a bank is shared no longer.
    assert anna.do(lambda mine: results.turnout(mine, slug))[1] == 1
    assert away(anna) == ([], [bank_id], [slug], [])
    with pytest.raises(UnknownBank), database.reading() as db:
        publishing.export(db, anna.teacher, "summit")


def test_a_deleted_bank_comes_back_within_its_time_with_the_quizzes_that_went_with_it(
    anna: Staff, database: Database
) -> None:
    one, two = anna.publish(), anna.publish(bank(id_="other"))
    went, put_away_before = hand_out(anna, one), hand_out(anna, one)
    anna.do(lambda mine: archive.put_quizzes_away(mine, [put_away_before]))

    later(anna, lambda mine: archive.delete_banks(mine, [one, two]))
    anna.do(lambda mine: archive.take_quizzes_back(mine, [went]))  # It comes back with its bank, not alone.
    assert entry(database, went) is Entry.CLOSED
    later(anna, lambda mine: archive.take_deleted_banks_back(mine, [one]))

    assert lists(anna) == ([one], [went], [])
    assert away(anna) == ([], [two], [put_away_before], [])
    assert anna.do(lambda mine: publishing.bank_of(mine, one)).slug == "summit"
    assert away(anna, OVER)[1] == []
    with pytest.raises(UnknownBank):
        later(anna, lambda mine: archive.take_deleted_banks_back(mine, [two]), OVER)


def test_the_id_of_a_deleted_bank_is_free_and_it_comes_back_beside_the_new_one(anna: Staff, database: Database) -> None:
    old = anna.publish()

    later(anna, lambda mine: archive.delete_banks(mine, [old]))
    new = anna.publish(bank(title="Anew"))
    later(anna, lambda mine: archive.take_deleted_banks_back(mine, [old]))

    assert new != old
    assert anna.do(lambda mine: publishing.show(mine, new)).bank.version == 1
    assert {one.slug for one in anna.do(publishing.banks_of)} == {"summit", "summit-2"}


def test_a_simulated_class_goes_with_its_bank_and_is_never_put_away(database: Database) -> None:
    head = hired(database, "head", Role.OWNER)
    bank_id = head.publish()
    slug = head.do(lambda mine: simulating.show(mine, bank_id))

    with pytest.raises(UnknownQuiz):
        head.do(lambda mine: archive.put_quizzes_away(mine, [slug]))
    head.do(lambda mine: archive.delete_banks(mine, [bank_id]))

    assert count(database, "quiz") == count(database, "attempt") == 0


def purge(database: Database, now: datetime, days: int = 365) -> int:
    return retention.purge(database, now, days)["banks"]


def test_versions_go_when_their_time_is_over_and_no_attempt_needs_them(anna: Staff, database: Database) -> None:
    kept, gone, there = anna.publish(), anna.publish(bank(id_="gone")), anna.publish(bank(id_="there"))
    slug, __ = hand_out(anna, kept), hand_out(anna, gone)
    answer(database, slug)
    later(anna, lambda mine: archive.delete_banks(mine, [kept, gone]))

    assert purge(database, LATER + archive.KEPT) == 0
    assert purge(database, OVER) == 1
    assert count(database, "bank") == count(database, "version") == 2
    assert anna.do(lambda mine: results.turnout(mine, slug))[1] == 1
    assert purge(database, OVER, days=1) == 1  # The attempts have gone before it.
    assert [one.id for one in anna.do(publishing.banks_of)] == [there]
    assert count(database, "bank") == count(database, "version") == 1
    assert count(database, "quiz") == 0


def test_a_deleted_bank_stays_while_a_colleagues_quiz_goes_on(anna: Staff, ben: Staff, database: Database) -> None:
    bank_id = anna.publish()
    anna.do(lambda mine: sharing.share(mine, bank_id, "ben@school.example"))
    slug = hand_out(ben, bank_id)
    later(anna, lambda mine: archive.delete_banks(mine, [bank_id]))

    assert purge(database, OVER) == 0
    answer(database, slug)


def test_a_deleted_bank_stays_while_a_quiz_of_several_banks_has_its_questions(anna: Staff, database: Database) -> None:
    one, other = anna.publish(), anna.publish(bank(id_="other"))
    compilation = anna.do(
        lambda mine: compiling.put_together(mine, Wish("Both", {one: Choosing(Take.ALL), other: Choosing(Take.ALL)}))
    )
    slug = hand_out(anna, compilation)
    later(anna, lambda mine: archive.delete_banks(mine, [one]))

    assert entry(database, slug) is Entry.FREE
    assert purge(database, OVER) == 0
    answer(database, slug)
    anna.do(lambda mine: handing_out.take_back(mine, slug))
    purge(database, OVER)
    assert purge(database, OVER + archive.KEPT) <= 1
    assert [one.id for one in anna.do(publishing.banks_of)] == [other]
    assert count(database, "bank") == 1
