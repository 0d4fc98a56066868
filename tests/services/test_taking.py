"""What a reader does, without a browser: the services hold even for who calls them with wrong things."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from quizapp.domain.attempts import GRACE, AttemptFinished, FeedbackTime, NothingPicked, Settings, StaleResponse, State
from quizapp.domain.banks import UnknownQuestion
from quizapp.domain.quizzes import Entry, NameNeeded, Names, NotOpen, NoTryLeft, Terms, UnknownQuiz
from quizapp.domain.tries import TooManyTries
from quizapp.services import entering, listings, taking
from quizapp.services.taking import NotFinished, UnknownChoice, UnknownCode
from quizapp.services.visits import Visit
from quizapp.store import attempts, past_attempts, quizzes
from quizapp.store.attempts import UnknownAttempt
from quizapp.store.banks import Shelf
from quizapp.store.listings import SortedBy
from quizapp.store.session import Database
from tests.calculator import expected_mark, expected_maximum, expected_score
from tests.makers import NOON, OWNER, Clock, bank, draw, office, single, visit
from tests.store.contents import contents

Publish = Callable[..., None]


class Desk:
    """One reader's services on a database, in transactions of their own."""

    def __init__(self, database: Database, token_digest: str = "reader", clock: Clock | None = None) -> None:
        self.database, self.token, self.shelf, self.draw = database, token_digest, Shelf(), draw(token_digest)
        self.clock = clock or Clock()

    def visit(self, db: Session) -> Visit:
        return visit(db, self.token, self.clock(), shelf=self.shelf, draw=self.draw)

    def start(self, slug: str = "summit", name: str = "") -> str:
        return self.database.run(lambda db: entering.start(self.visit(db), slug, name))

    def respond(self, address: str, number: int, *shown: int, seen: int = 0) -> bool:
        return self.database.run(lambda db: taking.respond(self.visit(db), address, number, shown, seen))[1]

    def finish(self, address: str) -> None:
        self.database.run(lambda db: taking.finish(self.visit(db), address))

    def again(self, address: str, *, only_missed: bool) -> tuple[str, bool]:
        return self.database.run(lambda db: entering.again(self.visit(db), address, only_missed=only_missed))

    def attempt(self, address: str) -> taking.Taking:
        with self.database.reading() as db:
            return taking.attempt(self.visit(db), address)

    def standing(self, slug: str = "summit") -> entering.Standing:
        with self.database.reading() as db:
            return entering.standing(self.visit(db), quizzes.by_slug(db, slug))

    def past(self) -> list[taking.PastAttempt]:
        with self.database.reading() as db:
            return list(taking.past_attempts(self.visit(db)).attempts)


def set_terms(database: Database, terms: Terms, settings: Settings | None = None) -> None:
    with database.transaction() as db:
        quizzes.change(db, quizzes.by_slug(db, "summit").id, settings or Settings(shuffle_choices=False), terms)


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
        taking.resume(visit(db), "BCDFGHJKMNPR")


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
            taking.note_wrong_code(visit(db), "here")

    with database.reading() as db:
        with pytest.raises(TooManyTries) as refused:
            taking.check_tries(visit(db), "here")
        taking.check_tries(visit(db), "elsewhere")
        taking.check_tries(visit(db, now=NOON + taking.WRONG_CODES_WITHIN), "here")

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
        lines = listings.of_quiz(office(db, OWNER), "summit", SortedBy.STARTED, 1, falling=False).scores

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
        assert listings.of_quiz(office(db, OWNER), "summit", SortedBy.STARTED, 1, falling=False).scores[0].score == 1


# --- the terms of the quiz ---

LIMIT = Terms(minutes=20)
TIME = timedelta(minutes=20)
SECOND = timedelta(seconds=1)


def test_an_attempt_begins_only_while_the_quiz_is_open(publish: Publish, database: Database) -> None:
    publish(bank())
    set_terms(database, Terms(opens_at=NOON, closes_at=NOON + TIME))
    desk = Desk(database)

    for at in (NOON - SECOND, NOON + TIME):
        desk.clock.now = at
        with pytest.raises(NotOpen):
            desk.start()
    desk.clock.now = NOON

    assert desk.start() == "attempt-1"


def test_a_running_attempt_is_gone_on_with_whatever_the_terms_have_become(publish: Publish, database: Database) -> None:
    publish(bank())
    desk = Desk(database)
    address = desk.start()

    for terms in (
        Terms(closes_at=NOON - SECOND),
        Terms(opens_at=NOON + SECOND),
        Terms(tries=1),
        Terms(names=Names.REQUIRED),
        Terms(minutes=1),
    ):
        set_terms(database, terms)
        desk.clock.advance(hours=1)
        assert desk.start() == address
        assert desk.respond(address, 1, 1) is False


def test_any_attempt_is_a_try_the_one_at_what_was_missed_too(publish: Publish, database: Database) -> None:
    publish(bank())
    set_terms(database, Terms(tries=2))
    desk = Desk(database)

    assert desk.standing() == entering.Standing(Entry.FREE, 2)
    first = desk.start()
    desk.finish(first)
    assert desk.standing() == entering.Standing(Entry.FREE, 1)
    second, __ = desk.again(first, only_missed=True)
    desk.finish(second)

    assert desk.standing() == entering.Standing(Entry.NO_TRY_LEFT, 0)
    with pytest.raises(NoTryLeft):
        desk.again(first, only_missed=True)
    with pytest.raises(NoTryLeft):
        desk.start()
    assert Desk(database, "other").standing() == entering.Standing(Entry.FREE, 2)


def test_a_try_that_came_with_a_resume_code_is_one(publish: Publish, database: Database) -> None:
    publish(bank())
    set_terms(database, Terms(tries=1))
    one, two = Desk(database, "one"), Desk(database, "two")
    address = one.start()
    with database.reading() as db:
        code = taking.shown_code(one.visit(db), one.attempt(address))
    with database.transaction() as db:
        taking.resume(visit(db, "two"), str(code))
    two.finish(address)

    with pytest.raises(NoTryLeft):
        two.start()


def test_a_name_is_kept_needed_or_left_out_as_the_quiz_says(publish: Publish, database: Database) -> None:
    publish(bank())
    set_terms(database, Terms(names=Names.REQUIRED))
    with pytest.raises(NameNeeded):
        Desk(database).start()
    one, two = Desk(database, "one"), Desk(database, "two")
    first = one.start(name="Zoé")
    set_terms(database, Terms(names=Names.NONE))
    two.draw = one.draw
    second = two.start(name="Zoé")

    assert one.attempt(first).attempt.name == "Zoé"
    assert two.attempt(second).attempt.name == ""


# --- its time ---


@pytest.mark.parametrize("feedback", [FeedbackTime.AT_ONCE, FeedbackTime.AT_END])
def test_a_response_is_taken_until_the_grace_after_the_deadline_ends(
    feedback: FeedbackTime, publish: Publish, database: Database
) -> None:
    publish(bank())
    set_terms(database, LIMIT, Settings(feedback, shuffle_choices=False))
    desk = Desk(database)
    address = desk.start()

    for number, at in ((1, TIME - SECOND), (2, TIME + GRACE - SECOND)):
        desk.clock.now = NOON + at
        assert desk.respond(address, number, 1) is False
        assert not desk.attempt(address).attempt.finished
    desk.clock.now = NOON + TIME + GRACE + SECOND
    with pytest.raises(AttemptFinished):
        desk.respond(address, 3, 1)

    ended = desk.attempt(address)
    assert ended.attempt.finished_at == NOON + TIME
    assert len(ended.attempt.responses) == 2
    assert taking.result(ended).score == expected_score(bank(), {0: {0}, 1: {0}})


def test_an_attempt_finished_in_the_grace_has_finished_at_the_deadline(publish: Publish, database: Database) -> None:
    publish(bank(single()))
    set_terms(database, LIMIT)
    one, two = Desk(database, "one"), Desk(database, "two")
    two.draw = one.draw
    answered, ended = one.start(), two.start()

    one.clock.now = two.clock.now = NOON + TIME + GRACE - SECOND
    one.respond(answered, 1, 1)
    two.finish(ended)

    assert one.attempt(answered).attempt.finished_at == two.attempt(ended).attempt.finished_at == NOON + TIME


def test_a_running_attempt_keeps_its_deadline_when_the_terms_move(publish: Publish, database: Database) -> None:
    publish(bank())
    set_terms(database, Terms(closes_at=NOON + TIME))
    desk = Desk(database)
    address = desk.start()

    for terms in (Terms(closes_at=NOON + SECOND), Terms(minutes=1), Terms()):
        set_terms(database, terms)
        assert desk.attempt(address).attempt.deadline_at == NOON + TIME
    desk.clock.now = NOON + TIME - SECOND
    assert desk.respond(address, 1, 1) is False


def test_an_attempt_whose_time_is_over_is_finished_in_the_list_and_runs_no_more(
    publish: Publish, database: Database
) -> None:
    publish(bank())
    set_terms(database, LIMIT)
    desk = Desk(database)
    address = desk.start()
    desk.respond(address, 1, 1)
    assert [line.finished for line in desk.past()] == [False]

    desk.clock.now = NOON + TIME + GRACE

    (line,) = desk.past()
    assert (line.finished, line.at, line.score) == (True, NOON + TIME, 1)
    assert taking.result(desk.attempt(address)).score == 1


def test_after_its_time_a_reader_starts_anew_and_the_old_attempt_is_closed(
    publish: Publish, database: Database
) -> None:
    publish(bank())
    set_terms(database, LIMIT)
    desk = Desk(database)
    first = desk.start()
    desk.clock.now = NOON + 2 * TIME

    second = desk.start()

    assert second != first
    with database.reading() as db:
        states = [line.state for line in reversed(past_attempts.of_reader(db, desk.token))]
    assert states == [State.FINISHED, State.OPEN]
    assert desk.attempt(first).attempt.finished_at == NOON + TIME


def test_after_its_time_what_was_missed_is_asked_again(publish: Publish, database: Database) -> None:
    publish(bank())
    set_terms(database, LIMIT)
    desk = Desk(database)
    first = desk.start()
    desk.respond(first, 1, 1)
    desk.clock.now = NOON + 2 * TIME

    second, __ = desk.again(first, only_missed=True)

    assert len(desk.attempt(second).order) == 2


def test_what_is_due_is_closed_at_its_deadline_and_nothing_else(publish: Publish, database: Database) -> None:
    publish(bank())
    one, two = Desk(database, "one"), Desk(database, "two")
    two.draw = one.draw
    unlimited = one.start()
    set_terms(database, LIMIT)
    limited = two.start()

    counts = []
    for at in (NOON + TIME + GRACE - SECOND, NOON + TIME + GRACE, NOON + 3 * TIME):
        with database.transaction() as db:
            counts.append(attempts.close_due(db, at))

    assert counts == [0, 1, 0]
    assert not one.attempt(unlimited).attempt.finished
    assert two.attempt(limited).attempt.finished_at == NOON + TIME


# --- joining ---


def test_a_quiz_is_joined_by_its_code_or_slug_however_it_is_typed(publish: Publish, database: Database) -> None:
    publish(bank(id_="bcdfgh"))
    publish(bank(id_="summit"))

    with database.reading() as db:
        assert {entering.join(visit(db), typed) for typed in ("bcdfgh", "BCD-FGH", " bcd fgh ")} == {"bcdfgh"}
        assert {entering.join(visit(db), typed) for typed in ("summit", " Summit\n")} == {"summit"}
        for typed in ("", "bcdfg", "bcdfgj", "sum-mit"):
            with pytest.raises(UnknownQuiz):
                entering.join(visit(db), typed)


def test_closed_quizzes_are_not_offered_and_those_that_open_later_are(publish: Publish, database: Database) -> None:
    publish(bank())
    set_terms(database, Terms(listed=True, opens_at=NOON, closes_at=NOON + TIME))

    with database.reading() as db:
        offered = [len(entering.open_quizzes(visit(db, now=at))) for at in (NOON - SECOND, NOON, NOON + TIME)]

    assert offered == [1, 1, 0]
