"""What a reader does, without a browser: the services hold even for who calls them with wrong things."""

from collections.abc import Callable

import pytest

from quizapp.domain.attempts import AttemptFinished, FeedbackTime, NothingPicked, StaleResponse
from quizapp.services import reporting, taking
from quizapp.services.taking import NotFinished, TooManyTries, UnknownChoice, UnknownCode, UnknownQuestion
from quizapp.store.attempts import UnknownAttempt
from quizapp.store.banks import Shelf
from quizapp.store.session import Database
from tests.calculator import expected_mark, expected_maximum, expected_score
from tests.makers import NOON, bank, draw, single
from tests.store.contents import contents

SECRET = "a-secret-for-tests-0123456789-abcdefghij"
Publish = Callable[..., None]


class Desk:
    """One reader's services on a database, in transactions of their own."""

    def __init__(self, database: Database, token_digest: str = "reader") -> None:
        self.database, self.token, self.shelf, self.draw = database, token_digest, Shelf(), draw(token_digest)

    def start(self, slug: str = "summit") -> str:
        with self.database.transaction() as db:
            return taking.start(db, slug, self.token, SECRET, "", self.draw, NOON)

    def respond(self, address: str, number: int, *shown: int, seen: int = 0) -> bool:
        with self.database.transaction() as db:
            return taking.respond(db, self.shelf, address, self.token, number, shown, seen, NOON)[1]

    def finish(self, address: str) -> None:
        with self.database.transaction() as db:
            taking.finish(db, self.shelf, address, self.token, NOON)

    def again(self, address: str, *, only_missed: bool) -> tuple[str, bool]:
        with self.database.transaction() as db:
            return taking.again(db, self.shelf, address, self.token, SECRET, only_missed, self.draw, NOON)

    def attempt(self, address: str) -> taking.Taking:
        with self.database.reading() as db:
            return taking.attempt(db, self.shelf, address, self.token)


@pytest.mark.parametrize("number", [0, -1, 4, 10**30])
def test_a_question_outside_the_attempt_is_unknown(number: int, publish: Publish, database: Database) -> None:
    publish(bank())
    desk = Desk(database)
    address = desk.start()

    with pytest.raises(UnknownQuestion):
        desk.respond(address, number, 1)


@pytest.mark.parametrize("shown", [(0,), (4,), (-1,), (1, 2), (1, 1), (10**30,)])
def test_a_choice_outside_the_screen_is_unknown(shown: tuple[int, ...], publish: Publish, database: Database) -> None:
    publish(bank())
    desk = Desk(database)
    address = desk.start()
    before = contents(database)

    with pytest.raises(UnknownChoice):
        desk.respond(address, 1, *shown)

    assert contents(database) == before


def test_only_the_reader_who_holds_an_attempt_may_do_anything_with_it(publish: Publish, database: Database) -> None:
    publish(bank())
    address = Desk(database).start()
    before = contents(database)

    for token in ("other", "", "reader "):
        other = Desk(database, token)
        with pytest.raises(UnknownAttempt):
            other.attempt(address)
        with pytest.raises(UnknownAttempt):
            other.respond(address, 1, 1)
        with pytest.raises(UnknownAttempt):
            other.finish(address)
    assert contents(database) == before


def test_each_refusal_has_its_own_name(publish: Publish, database: Database) -> None:
    publish(bank(), feedback=FeedbackTime.AT_END)
    desk = Desk(database)
    address = desk.start()

    with pytest.raises(NothingPicked):
        desk.respond(address, 1)
    with pytest.raises(NotFinished):
        taking.result(desk.attempt(address))
    desk.respond(address, 1, 1)
    with pytest.raises(StaleResponse):
        desk.respond(address, 1, 2)
    desk.finish(address)
    with pytest.raises(AttemptFinished):
        desk.respond(address, 1, 2, seen=1)
    with pytest.raises(UnknownCode), database.transaction() as db:
        taking.resume(db, "BCDFGHJKMNPR", "reader", (SECRET,), NOON)


def test_trying_again_says_whether_everything_is_asked_because_what_was_missed_is_gone(
    publish: Publish, database: Database
) -> None:
    publish(bank(single("old")), shuffle_choices=False)
    desk = Desk(database)
    first = desk.start()
    desk.respond(first, 1, 2)
    publish(bank(single("new")))

    assert desk.again(first, only_missed=True) == ("attempt-2", True)
    assert desk.again(first, only_missed=True) == ("attempt-2", False)  # Which runs already: it asks what it asks.
    desk.finish("attempt-2")
    assert desk.again("attempt-2", only_missed=True) == ("attempt-3", False)
    desk.finish("attempt-3")
    assert desk.again(first, only_missed=False) == ("attempt-4", False)


def test_throttling_says_how_long_to_wait(publish: Publish, database: Database) -> None:
    publish(bank())
    with database.transaction() as db:
        for __ in range(taking.WRONG_CODES):
            taking.note_wrong_code(db, "here", NOON)

    with database.reading() as db:
        with pytest.raises(TooManyTries) as refused:
            taking.check_tries(db, "here", NOON)
        taking.check_tries(db, "elsewhere", NOON)
        taking.check_tries(db, "here", NOON + taking.WRONG_CODES_WITHIN)

    assert refused.value.wait == taking.WRONG_CODES_WITHIN


def test_teachers_and_readers_see_the_scores_of_the_calculator(publish: Publish, database: Database) -> None:
    publish(bank(), shuffle_choices=False)
    one, two = Desk(database, "one"), Desk(database, "two")
    one.draw = two.draw
    first, second = one.start(), two.start()
    for number, shown in ((1, (1,)), (2, (1, 2, 3)), (3, (2,))):
        one.respond(first, number, *shown)
    two.respond(second, 2, 1)

    with database.reading() as db:
        lines = reporting.scores(db, Shelf(), "summit")

    expected = expected_score(bank(), {0: {0}, 1: {0, 1, 2}, 2: {1}})
    assert [(line.finished, line.responded, line.asked, line.score, line.maximum) for line in lines] == [
        (True, 3, 3, expected, expected_maximum(bank())),
        (False, 1, 3, expected_mark(bank().questions[1], {0}), expected_maximum(bank())),
    ]
    assert taking.result(one.attempt(first)).score == expected


def test_an_attempt_after_a_changed_bank_is_marked_by_its_own_version(publish: Publish, database: Database) -> None:
    publish(bank(single(right=0)), shuffle_choices=False)
    desk = Desk(database)
    address = desk.start()
    publish(bank(single(right=2)))

    desk.respond(address, 1, 1)

    assert taking.result(desk.attempt(address)).score == expected_score(bank(single(right=0)), {0: {0}})
    with database.reading() as db:
        assert reporting.scores(db, Shelf(), "summit")[0].score == 1
