"""A reader who has seen the key says that a question is wrong; its teacher alone hears it, and settles it."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from quizapp.domain.accounts import Role
from quizapp.domain.attempts import FeedbackTime
from quizapp.domain.banks import UnknownQuestion
from quizapp.domain.notes import TooLong
from quizapp.domain.objections import KeyNotDue, Objection, Reason
from quizapp.domain.quizzes import UnknownQuiz
from quizapp.services import objecting, taking
from quizapp.services.objecting import UnknownObjection
from quizapp.store import quizzes
from quizapp.store.attempts import UnknownAttempt
from quizapp.store.objections import Opened, StoredObjection
from quizapp.store.session import Database
from tests.makers import NOON, bank, multiple, office, single, true_false, visit
from tests.services.test_races import race
from tests.services.test_remarking import Staff, answered, desk_of
from tests.store.contents import contents, count

Publish = Callable[..., None]

BANK = bank(single(), multiple(), true_false())
SOON = NOON + timedelta(minutes=1)


@pytest.fixture
def staff(database: Database) -> Staff:
    return Staff(database)


@pytest.fixture
def answering(publish: Publish, database: Database) -> str:
    """Who has answered the first question, and sees its key."""
    publish(BANK, shuffle_choices=False)
    return answered(desk_of(database, "one"), {0: {1}}, finish=False)


def say(
    database: Database,
    reason: Reason,
    text: str = "",
    number: int = 1,
    reader: str = "one",
    at: str = "",
    now: datetime = NOON,
) -> None:
    database.run(lambda db: objecting.object_to(visit(db, reader, now), at or f"{reader}-1", number, reason, text))


def said(database: Database, attempt_id: int = 1) -> dict[int, Objection]:
    with database.reading() as db:
        found = taking.attempt(visit(db, "one"), "one-1")
        assert found.held.id == attempt_id
        return dict(objecting.of_attempt(visit(db, "one"), found))


def heard(staff: Staff, question_id: str = "where") -> Sequence[StoredObjection]:
    with staff.database.reading() as db:
        mine = office(db, staff.teacher)
        found = objecting.of_question(mine, [quizzes.owned(db, "summit", staff.teacher)], question_id)
    assert (len(found.opened), len(found.settled)) == (found.opened_in_all, found.settled_in_all)
    return [*found.opened, *found.settled]


def opened(staff: Staff) -> dict[str, Opened]:
    with staff.database.reading() as db:
        return dict(objecting.opened(office(db, staff.teacher), [quizzes.owned(db, "summit", staff.teacher)]))


def settle(staff: Staff, attempt_id: int = 1, number: int = 1, slug: str = "summit", now: datetime = SOON) -> None:
    staff.database.run(lambda db: objecting.settle(office(db, staff.teacher, now), slug, attempt_id, number))


def test_what_is_said_is_kept_and_the_last_word_stands(answering: str, database: Database, staff: Staff) -> None:
    say(database, Reason.UNCLEAR, "Where is where?\r\n")
    say(database, Reason.TWO_RIGHT, now=SOON)

    assert said(database) == {0: Objection(Reason.TWO_RIGHT, "", SOON)}
    assert heard(staff) == [StoredObjection(1, 1, 0, Objection(Reason.TWO_RIGHT, "", SOON))]
    assert opened(staff) == {"where": Opened(1, 1, 1)}
    assert heard(staff, "which") == []


def test_to_say_it_again_changes_nothing_and_to_say_something_else_opens_it_anew(
    answering: str, database: Database, staff: Staff
) -> None:
    say(database, Reason.OTHER, "A typo.")
    settle(staff)
    assert (said(database)[0].settled_at, opened(staff)) == (SOON, {})

    say(database, Reason.OTHER, "A typo. ")
    assert said(database)[0].settled_at == SOON
    settle(staff, now=NOON + timedelta(days=1))
    assert said(database)[0].settled_at == SOON
    say(database, Reason.OTHER, "Two typos.")

    assert (said(database)[0].settled_at, opened(staff)) == (None, {"where": Opened(1, 1, 1)})


def test_a_question_is_counted_by_its_readers_in_whatever_version(
    publish: Publish, database: Database, staff: Staff
) -> None:
    publish(BANK, feedback=FeedbackTime.AT_END, shuffle_choices=False)
    for name in ("one", "two"):
        desk = desk_of(database, name)
        answered(desk, {0: {1}})
        say(database, Reason.WRONG_KEY, "", 1, name)
        say(database, Reason.UNCLEAR, "", 3, name)
    publish(bank(true_false(), single()))
    again, __ = desk.again("two-1", only_missed=False)
    desk.finish(again)
    say(database, Reason.NOT_SAID, "Twice.", 2, "two", again)

    assert opened(staff) == {"where": Opened(2, 1, 1), "two": Opened(2, 1, 1)}
    assert [(one.attempt_id, one.place) for one in heard(staff)] == [(3, 1), (2, 0), (1, 0)]
    settle(staff, 3, 2)
    assert [(one.attempt_id, one.place) for one in heard(staff)] == [(2, 0), (1, 0), (3, 1)]


def test_of_many_the_newest_are_shown_and_all_are_counted(
    publish: Publish, database: Database, staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(objecting, "MOST_SHOWN", 2)
    publish(BANK, shuffle_choices=False)
    for number, name in enumerate(("one", "two", "three", "four", "five")):
        answered(desk_of(database, name), {0: {1}}, finish=False)
        say(database, Reason.OTHER, reader=name, now=NOON + timedelta(seconds=number))
    settle(staff, 2)

    with database.reading() as db:
        mine = office(db, staff.teacher)
        found = objecting.of_question(mine, [quizzes.owned(db, "summit", staff.teacher)], "where")

    assert [one.attempt_id for one in found.opened] == [5, 4]
    assert [one.attempt_id for one in found.settled] == [2]
    assert (found.opened_in_all, found.settled_in_all) == (4, 1)


def test_all_of_a_question_is_settled_at_once_but_for_what_was_said_since(
    publish: Publish, database: Database, staff: Staff
) -> None:
    publish(BANK, shuffle_choices=False)
    for number, name in enumerate(("one", "two", "three")):
        answered(desk_of(database, name), {0: {1}, 1: {0}}, finish=False)
        for question in (1, 2):
            say(database, Reason.OTHER, "", question, name, now=NOON + timedelta(seconds=number))
    before = changed(database)

    until = NOON + timedelta(seconds=1)
    staff.database.run(lambda db: objecting.settle_all(office(db, staff.teacher, SOON), "summit", "where", until))

    assert [(one.attempt_id, one.objection.settled_at) for one in heard(staff)] == [(3, None), (2, SOON), (1, SOON)]
    assert [one.objection.settled_at for one in heard(staff, "which")] == [None] * 3
    assert [one > other for one, other in zip(changed(database), before, strict=True)] == [True, True, False]


def changed(database: Database) -> list[int]:
    """The numbers of the last changes of the attempts."""
    with database.reading() as db:
        return list(db.scalars(text("SELECT changed FROM attempt ORDER BY id")))


def test_nobody_else_settles_all_and_never_of_another_quiz(
    answering: str, database: Database, staff: Staff, publish: Publish
) -> None:
    say(database, Reason.OTHER)
    publish(bank(id_="other"))
    before = contents(database)
    other = Staff(database, Role.TEACHER)

    with pytest.raises(UnknownQuiz):
        database.run(lambda db: objecting.settle_all(office(db, other.teacher), "summit", "where", SOON))
    database.run(lambda db: objecting.settle_all(office(db, staff.teacher), "other", "where", SOON))

    after = contents(database)
    assert (after["objection"], after["attempt"]) == (before["objection"], before["attempt"])


# --- what is refused ---


@pytest.mark.parametrize(
    ("number", "reader", "text", "error"),
    [
        (2, "one", "", KeyNotDue),
        (4, "one", "", UnknownQuestion),
        (0, "one", "", UnknownQuestion),
        (1, "two", "", UnknownAttempt),
        (1, "", "", UnknownAttempt),
        (1, "one", "x" * 301, TooLong),
    ],
)
def test_what_may_not_be_said_changes_nothing(
    number: int, reader: str, text: str, error: type[Exception], answering: str, database: Database
) -> None:
    before = contents(database)

    with pytest.raises(error):
        say(database, Reason.OTHER, text, number, reader, answering)

    assert contents(database) == before


def test_with_feedback_at_the_end_nobody_objects_before_it(publish: Publish, database: Database) -> None:
    publish(BANK, feedback=FeedbackTime.AT_END, shuffle_choices=False)
    desk = desk_of(database, "one")
    address = answered(desk, {0: {1}}, finish=False)
    with pytest.raises(KeyNotDue):
        say(database, Reason.OTHER)

    desk.finish(address)
    say(database, Reason.OTHER)
    say(database, Reason.OTHER, "Not even answered.", 2)

    assert set(said(database)) == {0, 1}


def test_only_the_quizs_teacher_settles_and_only_what_there_is(
    answering: str, database: Database, staff: Staff, publish: Publish
) -> None:
    say(database, Reason.OTHER)
    publish(bank(id_="other"))
    other = Staff(database, Role.TEACHER)
    before = contents(database)

    with pytest.raises(UnknownQuiz):
        settle(other)
    with pytest.raises(UnknownAttempt):
        settle(staff, 2)
    with pytest.raises(UnknownAttempt):
        settle(staff, slug="other")
    for number in (0, 2, 99):
        with pytest.raises(UnknownObjection):
            settle(staff, number=number)

    assert contents(database) == before


def test_it_goes_with_the_attempt(answering: str, database: Database) -> None:
    say(database, Reason.OTHER, "Gone soon.")

    database.run(lambda db: taking.delete(visit(db, "one"), answering))

    assert count(database, "objection") == 0


@pytest.mark.postgresql
def test_of_two_words_at_once_the_second_stands(answering: str, database: Database) -> None:
    def by(reason: Reason) -> Callable[..., None]:
        return lambda db: objecting.object_to(visit(db, "one"), answering, 1, reason, "")

    assert race(database, by(Reason.OTHER), by(Reason.UNCLEAR)) == (None, None)
    assert said(database) == {0: Objection(Reason.UNCLEAR, "", NOON)}
