"""A teacher watches a quiz while its readers answer: who is where, and what is done about their time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

import pytest

from quizapp.domain.attempts import AttemptFinished, FeedbackTime, Settings
from quizapp.domain.quizzes import Terms, UnknownQuiz
from quizapp.domain.watching import MORE, NOTICE, CannotReopen, Whereabouts
from quizapp.services import entering, handing_out, releasing, taking, watching
from quizapp.services.visits import Office, Visit
from quizapp.services.watching import Board, Watched
from quizapp.store.session import Database
from tests.makers import NOON, at, bank, office, single, visit
from tests.services.staff import Staff, hired

Done = TypeVar("Done")
MINUTE = timedelta(minutes=1)


@dataclass
class Hall:
    """A quiz of Anna's, of twenty minutes, that is watched; its clock is moved by hand."""

    anna: Staff
    slug: str
    now: datetime = NOON

    def start(self, *names: str) -> None:
        for who in names:
            self._start(who)

    def _start(self, who: str) -> None:
        self.read(lambda mine: entering.start(mine, self.slug, who), who)

    def answer(self, who: str, number: int = 1) -> None:
        self.read(lambda mine: taking.respond(mine, who, number, [1], 0), who)

    def finish(self, who: str) -> None:
        self.read(lambda mine: taking.finish(mine, who), who)

    def read(self, work: Callable[[Visit], Done], who: str) -> Done:
        return self.anna.database.run(lambda db: work(visit(db, who, self.now, draw=at(who))))

    def teach(self, work: Callable[[Office], Done]) -> Done:
        return self.anna.database.run(lambda db: work(office(db, self.anna.teacher, self.now, draw=self.anna.drawn)))

    def board(self) -> Board:
        return self.teach(lambda mine: watching.board(mine, self.slug))

    def line(self, who: str) -> Watched:
        (found,) = [one for one in self.board().watched if one.name == who]
        return found

    def left(self, who: str) -> timedelta | None:
        deadline = self.line(who).deadline_at
        return None if deadline is None else deadline - self.now

    def give_one(self, who: str, seen: Watched) -> bool:
        attempt_id, deadline = seen.attempt_id, seen.deadline_at
        assert attempt_id is not None
        assert deadline is not None
        return self.teach(lambda mine: watching.give_one(mine, self.slug, attempt_id, deadline))

    def give_all(self, revision: int) -> bool:
        return self.teach(lambda mine: watching.give_all(mine, self.slug, revision))

    def end_all(self) -> int:
        __, told = self.teach(lambda mine: watching.ending(mine, self.slug))
        return self.teach(lambda mine: watching.end_all(mine, self.slug, told.at, told.latest))


def hall_of(database: Database, terms: Terms, feedback: FeedbackTime = FeedbackTime.AT_ONCE) -> Hall:
    anna = hired(database, "anna")
    bank_id = anna.publish(bank(single("one"), single("two"), single("three")))
    settings = Settings(feedback, shuffle_choices=False)
    return Hall(anna, anna.do(lambda mine: handing_out.hand_out(mine, bank_id, settings, terms)))


@pytest.fixture
def hall(database: Database) -> Hall:
    return hall_of(database, Terms(minutes=20))


def test_who_answers_stands_first_with_what_is_on_disk_and_until_when(hall: Hall) -> None:
    hall.start("Zoe", "Ada", "Mia")
    hall.answer("Zoe")
    hall.answer("Mia")
    hall.finish("Ada")

    shown = [(one.name, one.place, one.answered, one.asked) for one in hall.board().watched]

    assert shown == [
        ("Mia", Whereabouts.RUNNING, 1, 3),
        ("Zoe", Whereabouts.RUNNING, 1, 3),
        ("Ada", Whereabouts.FINISHED, 0, 3),
    ]
    assert (hall.line("Mia").deadline_at, hall.line("Ada").deadline_at) == (NOON + 20 * MINUTE, None)


def test_one_press_for_one_counts_once_and_two_presses_twice(hall: Hall) -> None:
    hall.start("Ada", "Mia")
    seen = hall.line("Ada")

    assert (hall.give_one("Ada", seen), hall.give_one("Ada", seen)) == (True, False)
    assert (hall.left("Ada"), hall.left("Mia")) == (20 * MINUTE + MORE, 20 * MINUTE)
    assert hall.give_one("Ada", hall.line("Ada"))
    assert hall.left("Ada") == 20 * MINUTE + 2 * MORE
    assert hall.anna.log[-2:] == [("time-given", f"{hall.slug}, 5")] * 2


def test_one_press_for_all_counts_once_and_who_has_begun_meanwhile_has_it_too(hall: Hall) -> None:
    hall.start("Ada")
    seen = hall.board().revision
    hall.start("Mia")

    assert (hall.give_all(seen), hall.give_all(seen)) == (True, False)
    assert (hall.left("Ada"), hall.left("Mia")) == (20 * MINUTE + MORE, 20 * MINUTE + MORE)
    assert hall.give_all(hall.board().revision)
    assert hall.left("Ada") == 20 * MINUTE + 2 * MORE
    assert [act for act, __ in hall.anna.log].count("time-given-all") == 2


def test_who_finishes_meanwhile_or_is_out_of_time_is_given_nothing(hall: Hall) -> None:
    hall.start("Ada", "Mia")
    ada, mia = hall.line("Ada"), hall.line("Mia")
    hall.finish("Ada")

    assert not hall.give_one("Ada", ada)
    hall.now += 21 * MINUTE
    assert not hall.give_one("Mia", mia)
    assert hall.give_all(hall.board().revision)
    assert {one.place for one in hall.board().watched} == {Whereabouts.FINISHED}
    assert hall.anna.log[-1][0] == "quiz-made"


def test_what_is_sent_within_the_notice_is_kept_and_then_it_is_over(hall: Hall) -> None:
    hall.start("Ada", "Mia")
    hall.answer("Ada")

    assert hall.end_all() == 2
    hall.now += NOTICE
    hall.answer("Ada", 2)  # Within the grace.
    hall.now += MINUTE

    assert (hall.line("Ada").place, hall.line("Ada").answered) == (Whereabouts.FINISHED, 2)
    with pytest.raises(AttemptFinished):
        hall.answer("Mia")
    assert hall.anna.log[-1] == ("attempts-ended", f"{hall.slug}, 2")


def test_nobody_is_ended_of_whom_the_teacher_was_not_told(hall: Hall) -> None:
    hall.start("Ada", "Mia")
    __, told = hall.teach(lambda mine: watching.ending(mine, hall.slug))
    hall.give_one("Mia", hall.line("Mia"))
    hall.now += MINUTE
    hall.start("Eve")

    ended = hall.teach(lambda mine: watching.end_all(mine, hall.slug, told.at, told.latest))

    assert ended == 1
    assert (hall.left("Ada"), hall.left("Mia"), hall.left("Eve")) == (NOTICE, 24 * MINUTE, 20 * MINUTE)


def test_an_end_that_is_pressed_twice_is_the_first_one(hall: Hall) -> None:
    hall.start("Ada")

    assert hall.end_all() == 1
    hall.now += NOTICE / 2
    assert hall.end_all() == 0
    assert hall.left("Ada") == NOTICE / 2


def test_who_has_no_limit_can_be_ended_and_is_given_no_minutes(database: Database) -> None:
    hall = hall_of(database, Terms())
    hall.start("Ada")

    assert hall.give_all(hall.board().revision)
    assert hall.left("Ada") is None
    assert hall.end_all() == 1
    assert hall.left("Ada") == NOTICE


def test_a_quiz_of_another_teacher_is_not_watched(hall: Hall) -> None:
    ben = hired(hall.anna.database, "ben")
    hall.start("Ada")
    seen = hall.line("Ada").deadline_at or NOON
    for does in (
        lambda mine: watching.board(mine, hall.slug),
        lambda mine: watching.give_one(mine, hall.slug, 1, seen),
        lambda mine: watching.give_all(mine, hall.slug, 1),
        lambda mine: watching.ending(mine, hall.slug),
        lambda mine: watching.end_all(mine, hall.slug, NOON, seen),
    ):
        with pytest.raises(UnknownQuiz):
            ben.do(does)
    assert hall.left("Ada") == 20 * MINUTE


def test_an_attempt_at_another_quiz_is_left_alone(hall: Hall) -> None:
    other = hall_of_same(hall)
    hall.start("Ada")
    seen = hall.line("Ada")

    assert not other.give_one("Ada", seen)
    assert hall.left("Ada") == 20 * MINUTE


def hall_of_same(hall: Hall) -> Hall:
    bank_id = hall.anna.publish(bank(id_="other"))
    return Hall(hall.anna, hall.anna.do(lambda mine: handing_out.hand_out(mine, bank_id, Settings(), Terms(minutes=9))))


# --- open again ---


def reopen(hall: Hall, who: str) -> None:
    attempt_id = hall.line(who).attempt_id
    assert attempt_id is not None
    hall.teach(lambda mine: watching.reopen(mine, hall.slug, attempt_id))


def test_who_finished_too_soon_goes_on_with_what_was_answered(hall: Hall) -> None:
    hall.start("Ada")
    hall.answer("Ada")
    hall.finish("Ada")
    hall.now += 30 * MINUTE

    reopen(hall, "Ada")
    hall.answer("Ada", 2)

    assert (hall.line("Ada").place, hall.line("Ada").answered, hall.left("Ada")) == (Whereabouts.RUNNING, 2, MORE)
    assert hall.anna.log[-1] == ("attempt-reopened", f"{hall.slug}, 1")
    with pytest.raises(CannotReopen):
        reopen(hall, "Ada")  # A second press.


def test_who_saw_the_key_of_everything_stays_at_the_end(hall: Hall) -> None:
    hall.start("Ada")
    for number in (1, 2, 3):
        hall.answer("Ada", number)

    with pytest.raises(CannotReopen):
        reopen(hall, "Ada")
    assert hall.line("Ada").place is Whereabouts.FINISHED


def test_an_older_attempt_stays_closed_while_its_reader_answers_another(hall: Hall) -> None:
    hall.start("Ada")
    hall.finish("Ada")
    hall.anna.database.run(lambda db: entering.start(visit(db, "Ada", hall.now, draw=at("again")), hall.slug, "Ada"))

    with pytest.raises(CannotReopen):
        hall.teach(lambda mine: watching.reopen(mine, hall.slug, 1))


def test_a_key_that_was_out_stays_out_when_one_attempt_goes_on(database: Database) -> None:
    terms = Terms(minutes=20, closes_at=NOON + 30 * MINUTE)
    hall = hall_of(database, terms, FeedbackTime.WHEN_RELEASED)
    hall.start("Ada", "Mia")
    for who in ("Ada", "Mia"):
        hall.finish(who)
    hall.now += 31 * MINUTE
    reopen(hall, "Ada")

    state = hall.teach(lambda mine: releasing.key_state(mine, handing_out.quiz_of(mine, hall.slug)))

    assert state is not None
    assert state.out_since == NOON + 30 * MINUTE
    assert hall.read(lambda mine: taking.attempt(mine, "Mia"), "Mia").attempt.released
