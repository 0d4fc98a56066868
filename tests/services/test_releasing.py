"""Readers who wait for the key see it when nobody answers any more, or when their teacher gives it; never before."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar

import pytest
from sqlalchemy import select

from quizapp.domain.attempts import GRACE, Disclosure, FeedbackTime, Settings
from quizapp.domain.objections import KeyNotDue, Reason
from quizapp.domain.quizzes import NotOpen, SimulatedQuiz, Terms, UnknownQuiz
from quizapp.domain.releases import Awaited
from quizapp.services import classes, entering, handing_out, objecting, releasing, simulating, taking
from quizapp.services.handing_out import BadTerms
from quizapp.services.releasing import KeyState, NobodyWaits
from quizapp.services.taking import Taking
from quizapp.services.visits import Office, Visit
from quizapp.store.session import Database
from quizapp.store.tables import AttemptRow
from tests.makers import NOON, at, bank, office, single, visit
from tests.services.staff import Staff, hired

Done = TypeVar("Done")

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
WAITING = Settings(FeedbackTime.WHEN_RELEASED, shuffle_choices=False)
SCORE_FIRST = replace(WAITING, score_first=True)


@dataclass
class Room:
    """A quiz of Anna's at which readers wait for the key; its clock is moved by hand."""

    anna: Staff
    now: datetime = NOON
    slug: str = field(init=False)

    def hand_out(self, settings: Settings = WAITING, terms: Terms | None = None) -> None:
        bank_id = self.anna.publish(bank(single("one"), single("two", right=2)))
        self.slug = self.anna.do(lambda mine: handing_out.hand_out(mine, bank_id, settings, terms or Terms()))

    def start(self, who: str) -> str:
        return self.read(lambda mine: entering.start(mine, self.slug, ""), who)

    def answer(self, who: str, number: int, *picked: int) -> None:
        self.read(lambda mine: taking.respond(mine, who, number, picked, 0), who)

    def finish(self, who: str) -> None:
        self.read(lambda mine: taking.finish(mine, who), who)

    def done(self, who: str) -> str:
        """One who answers the first question right, the second wrong, and finishes."""
        self.start(who)
        self.answer(who, 1, 1)
        self.answer(who, 2, 1)
        self.finish(who)
        return who

    def sees(self, who: str) -> Taking:
        return self.read(lambda mine: taking.attempt(mine, who), who)

    def again(self, who: str, *, only_missed: bool) -> str:
        # The address of the one before is who they are; the new one has another.
        return self.anna.database.run(
            lambda db: entering.again(visit(db, who, self.now, draw=at(f"{who}-again")), who, only_missed=only_missed)
        )[0]

    def read(self, work: Callable[[Visit], Done], who: str) -> Done:
        return self.anna.database.run(lambda db: work(visit(db, who, self.now, draw=at(who))))

    def teach(self, work: Callable[[Office], Done]) -> Done:
        return self.anna.database.run(lambda db: work(office(db, self.anna.teacher, self.now, draw=self.anna.drawn)))

    def state(self) -> KeyState | None:
        return self.teach(lambda mine: releasing.key_state(mine, handing_out.quiz_of(mine, self.slug)))

    def more_minutes(self, who: str, minutes: int) -> None:
        theirs = select(AttemptRow.id).where(AttemptRow.address == who)
        id_ = self.teach(lambda mine: mine.db.execute(theirs).scalar_one())
        self.teach(lambda mine: handing_out.give_time(mine, self.slug, id_, minutes))

    def release(self) -> None:
        self.teach(lambda mine: releasing.release(mine, self.slug))

    def change(self, settings: Settings = WAITING, *, begins_after: bool = False, **terms: object) -> None:
        made = Terms(**terms)  # type: ignore[arg-type]
        self.teach(lambda mine: handing_out.change(mine, self.slug, settings, made, begins_after=begins_after))


@pytest.fixture
def room(database: Database) -> Room:
    return Room(hired(database, "anna"))


# --- until then ---


def test_whoever_finishes_first_sees_nothing_while_others_may_answer(room: Room) -> None:
    room.hand_out()
    room.start("late")
    first = room.sees(room.done("first"))

    assert (first.attempt.disclosure, first.awaited, taking.score(first)) == (Disclosure.NOTHING, Awaited.TEACHER, None)
    with pytest.raises(KeyNotDue):
        taking.result(first)
    with pytest.raises(KeyNotDue):
        room.read(lambda mine: objecting.object_to(mine, "first", 1, Reason.OTHER, ""), "first")
    with pytest.raises(KeyNotDue):
        room.again("first", only_missed=True)
    assert [one.score for one in room.read(taking.past_attempts, "first").attempts] == [None]
    assert room.state() == KeyState(None, Awaited.TEACHER, running=1, waiting=1)


def test_everything_may_be_tried_again_before_and_nothing_is_told_by_it(room: Room) -> None:
    room.hand_out()
    room.done("first")

    assert room.sees("first").attempt.subset is None
    assert room.again("first", only_missed=False) == "first-again"


def test_a_score_may_come_first_and_tells_of_no_question(room: Room) -> None:
    room.hand_out(SCORE_FIRST, Terms(tries=1))
    first = room.sees(room.done("first"))

    assert first.attempt.disclosure is Disclosure.SCORE
    assert taking.score(first) == (1, 2)
    assert not any(first.attempt.shows_key_of(place) for place in (0, 1))
    with pytest.raises(KeyNotDue):
        taking.result(first)
    assert [one.score for one in room.read(taking.past_attempts, "first").attempts] == [1]


@pytest.mark.parametrize("tries", [None, 2])
def test_a_score_first_is_refused_where_one_could_try_again(tries: int | None, room: Room) -> None:
    with pytest.raises(BadTerms) as refused:
        room.hand_out(SCORE_FIRST, Terms(tries=tries))

    assert refused.value.faults == ["score-first-needs-one-try"]


# --- when it comes ---


def test_it_comes_when_the_quiz_has_closed_and_the_last_grace_is_over(room: Room) -> None:
    room.hand_out(terms=Terms(closes_at=NOON + HOUR))
    room.done("first")
    room.start("late")

    said = {}
    for moment in (HOUR - SECOND, HOUR, HOUR + GRACE - SECOND, HOUR + GRACE):
        room.now = NOON + moment
        said[moment] = room.sees("first").awaited

    assert list(said.values()) == [Awaited.CLOSING, Awaited.LAST_READERS, Awaited.LAST_READERS, None]
    assert taking.result(room.sees("first")).score == 1
    assert taking.result(room.sees("late")).score == 0
    assert [one.score for one in room.read(taking.past_attempts, "first").attempts] == [1]
    assert room.state() == KeyState(NOON + HOUR, None, running=0, waiting=2)


def test_it_waits_for_minutes_that_were_given(room: Room) -> None:
    room.hand_out(terms=Terms(minutes=30, closes_at=NOON + HOUR))
    room.done("first")
    room.now = NOON + timedelta(minutes=40)
    room.start("late")
    room.more_minutes("late", 10)

    room.now = NOON + HOUR + timedelta(minutes=10) + GRACE - SECOND
    assert room.sees("first").awaited is Awaited.LAST_READERS
    room.now += SECOND
    assert room.sees("first").awaited is None


def test_it_waits_for_the_extra_time_of_one_of_the_class(room: Room) -> None:
    class_id = room.teach(lambda mine: classes.make(mine, "3B", "Anna\nZoé +33 %"))[0]
    first, slow = room.teach(lambda mine: [one.id for one in classes.class_of(mine, class_id).members])
    room.hand_out(terms=Terms(minutes=60, closes_at=NOON + HOUR, class_id=class_id, picks=True))
    room.read(lambda mine: entering.pick(mine, room.slug, first), "first")
    room.read(lambda mine: entering.pick(mine, room.slug, slow), "slow")
    room.finish("first")

    room.now = NOON + timedelta(minutes=80) + GRACE - SECOND
    assert room.sees("first").awaited is Awaited.LAST_READERS
    room.now += SECOND
    assert room.sees("first").awaited is None


def test_it_comes_at_once_when_the_last_one_finishes_after_the_closing(room: Room) -> None:
    room.hand_out(terms=Terms(closes_at=NOON + HOUR))
    room.done("first")
    room.start("late")
    room.more_minutes("late", 30)
    room.now = NOON + HOUR + GRACE

    assert room.sees("first").awaited is Awaited.LAST_READERS
    room.finish("late")

    assert room.sees("first").awaited is None


def test_before_the_closing_it_does_not_come_though_everybody_has_finished(room: Room) -> None:
    room.hand_out(terms=Terms(closes_at=NOON + HOUR))

    assert room.sees(room.done("first")).awaited is Awaited.CLOSING


def test_an_attempt_that_began_without_an_end_is_waited_for_until_the_teacher_speaks(room: Room) -> None:
    room.hand_out()
    room.done("first")
    room.start("late")
    room.change(closes_at=NOON + HOUR)
    room.now = NOON + 2 * HOUR

    assert room.sees("first").awaited is Awaited.TEACHER
    room.release()

    assert room.sees("first").awaited is None


def test_the_teacher_gives_it_once_and_it_is_in_the_log(room: Room) -> None:
    room.hand_out()
    room.done("first")
    room.start("late")
    room.now += HOUR

    room.release()
    room.now += HOUR
    room.release()

    assert taking.result(room.sees("first")).score == 1
    assert room.state() == KeyState(NOON + HOUR, None, running=1, waiting=1)
    assert [act for act, __ in room.anna.log] == ["quiz-made", "key-released"]
    # Who still answers sees nothing before their own end, as before.
    assert room.sees("late").attempt.disclosure is Disclosure.NOTHING
    room.finish("late")
    assert room.sees("late").attempt.disclosure is Disclosure.KEY


def test_only_its_teacher_gives_it_and_only_where_somebody_waits(room: Room, database: Database) -> None:
    ben, bank_id = hired(database, "ben"), room.anna.publish()
    room.slug = room.anna.do(lambda mine: handing_out.hand_out(mine, bank_id, Settings(), Terms()))

    with pytest.raises(UnknownQuiz):
        ben.do(lambda mine: releasing.release(mine, room.slug))
    with pytest.raises(NobodyWaits):
        room.release()
    assert room.state() is None


def test_a_simulated_class_waits_for_nothing(room: Room) -> None:
    bank_id = room.anna.publish()
    room.slug = room.anna.do(lambda mine: simulating.show(mine, bank_id))

    with pytest.raises(SimulatedQuiz):
        room.release()


# --- who began otherwise ---


def test_who_began_under_an_earlier_policy_keeps_it(room: Room) -> None:
    room.hand_out(replace(WAITING, feedback=FeedbackTime.AT_END))
    room.start("early")
    room.change(WAITING)
    room.start("late")
    for who in ("early", "late"):
        room.finish(who)

    assert [room.sees(who).attempt.disclosure for who in ("early", "late")] == [Disclosure.KEY, Disclosure.NOTHING]


def test_who_waits_goes_on_waiting_when_the_quiz_is_asked_otherwise(room: Room) -> None:
    room.hand_out()
    room.done("first")
    room.change(replace(WAITING, feedback=FeedbackTime.AT_END))

    assert room.sees("first").attempt.disclosure is Disclosure.NOTHING
    assert room.state() == KeyState(None, Awaited.TEACHER, running=0, waiting=1)
    room.release()
    assert room.sees("first").attempt.disclosure is Disclosure.KEY


# --- once it is out ---


def test_nobody_begins_after_it_was_given_unless_the_teacher_lets_them(room: Room) -> None:
    room.hand_out()
    room.done("first")
    room.release()

    with pytest.raises(NotOpen):
        room.start("next")
    with pytest.raises(NotOpen):
        room.again("first", only_missed=True)
    room.change(begins_after=True)
    assert room.start("next") == "next"
    room.change(begins_after=False)
    with pytest.raises(NotOpen):
        room.start("third")


def test_a_later_closing_is_refused_once_it_is_out_and_taken_when_it_is_meant(room: Room) -> None:
    room.hand_out(terms=Terms(closes_at=NOON + HOUR))
    room.done("first")
    room.now = NOON + 2 * HOUR

    for closes_at in (None, NOON + 3 * HOUR):
        with pytest.raises(BadTerms) as refused:
            room.change(closes_at=closes_at)
        assert refused.value.faults == ["key-was-shown"]
    room.change(begins_after=True, closes_at=NOON + 3 * HOUR)

    assert room.start("next") == "next"
    assert room.sees("first").attempt.disclosure is Disclosure.KEY  # What was shown is not hidden again.
    state = room.state()
    assert state is not None
    assert state.out_since == NOON + HOUR


def test_other_changes_are_taken_and_what_is_out_stays_out(room: Room) -> None:
    room.hand_out(terms=Terms(closes_at=NOON + HOUR))
    room.done("first")
    room.now = NOON + 2 * HOUR

    room.change(replace(WAITING, shuffle_questions=True), closes_at=NOON + HOUR)
    room.change(replace(WAITING, feedback=FeedbackTime.AT_END), closes_at=NOON + HOUR)

    assert room.sees("first").attempt.disclosure is Disclosure.KEY
    with pytest.raises(BadTerms):
        room.change(closes_at=None)


def test_a_quiz_that_closed_before_anybody_had_finished_opens_longer_without_a_word(room: Room) -> None:
    room.hand_out(terms=Terms(closes_at=NOON + HOUR))
    room.now = NOON + 2 * HOUR

    room.change(closes_at=NOON + 3 * HOUR)

    assert room.sees(room.done("first")).awaited is Awaited.CLOSING


def test_whoever_has_the_machine_is_warned_too(room: Room, database: Database) -> None:
    room.hand_out(terms=Terms(closes_at=NOON + HOUR))
    room.done("first")
    later = NOON + 2 * HOUR

    def set_open(begins_after: bool | None) -> None:
        database.run(
            lambda db: handing_out.set_quiz(
                db, room.slug, lambda quiz: (quiz.settings, Terms()), later, begins_after=begins_after
            )
        )

    with pytest.raises(BadTerms):
        set_open(None)
    set_open(True)
    set_open(None)

    room.now = later
    assert room.start("next") == "next"
