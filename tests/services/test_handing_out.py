"""A teacher hands out what they may see, on terms that can be meant, and rules over their own quizzes alone."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from quizapp.domain.accounts import Role
from quizapp.domain.attempts import FeedbackTime, Settings
from quizapp.domain.classes import UnknownClass
from quizapp.domain.quizzes import Terms, UnknownQuiz, is_code
from quizapp.services import classes, entering, handing_out, quiz_settings, results
from quizapp.services.handing_out import MOST_MORE_MINUTES, BadTerms
from quizapp.store.attempts import UnknownAttempt
from quizapp.store.banks import UnknownBank
from quizapp.store.session import Database
from quizapp.store.tables import BankRow, ClassRow, QuizRow
from tests.makers import NOON, bank, draw, load, visit
from tests.services.staff import Staff, hired
from tests.store.contents import contents, count


def hand_out(staff: Staff, bank_id: int, terms: Terms | None = None) -> str:
    return staff.do(lambda mine: handing_out.hand_out(mine, bank_id, Settings(), terms or Terms()))


# --- handing out ---


def test_a_quiz_is_its_teachers_with_these_settings_and_a_code_to_be_spoken(anna: Staff) -> None:
    bank_id, settings = anna.publish(), Settings(FeedbackTime.AT_END, shuffle_questions=True)
    terms = Terms(listed=True, tries=2, minutes=30)

    slug = anna.do(lambda mine: handing_out.hand_out(mine, bank_id, settings, terms))

    quiz = anna.do(lambda mine: handing_out.quiz_of(mine, slug))
    assert is_code(slug)
    assert (quiz.bank_id, quiz.teacher_id, quiz.settings, quiz.terms) == (bank_id, anna.teacher.id, settings, terms)
    assert anna.log == [("quiz-made", slug)]


def test_the_number_of_a_quiz_that_was_taken_back_is_no_others(anna: Staff) -> None:
    bank_id = anna.publish()

    assert len({handed_out_and_taken_back(anna, bank_id) for _ in range(3)}) == 3


def handed_out_and_taken_back(staff: Staff, bank_id: int) -> int:
    """The id of a quiz that was there for a moment."""
    slug = hand_out(staff, bank_id)
    id_ = staff.do(lambda mine: handing_out.quiz_of(mine, slug)).id
    staff.do(lambda mine: handing_out.take_back(mine, slug))
    return id_


def test_a_code_that_is_taken_is_drawn_again(anna: Staff) -> None:
    bank_id, numbers = anna.publish(), iter([0] * 6 + [0] * 6 + [1] * 6)
    anna.drawn = replace(draw(), below=lambda most: next(numbers))

    assert [hand_out(anna, bank_id), hand_out(anna, bank_id)] == ["bbbbbb", "cccccc"]


def test_what_a_teacher_may_not_see_is_not_handed_out(anna: Staff, ben: Staff, database: Database) -> None:
    bank_id = anna.publish()

    for unseen in (bank_id, 999):
        with pytest.raises(UnknownBank):
            hand_out(ben, unseen)
    assert count(database, "quiz") == 0


def test_ones_own_bank_is_meant_before_the_instances_of_the_same_name(
    anna: Staff, ben: Staff, database: Database
) -> None:
    load(database, bank(), now=NOON)
    own = anna.publish()

    assert anna.do(lambda mine: handing_out.bank_named(mine, "summit")) == own
    assert ben.do(lambda mine: handing_out.bank_named(mine, "summit")) not in (own, None)
    with pytest.raises(UnknownBank):
        ben.do(lambda mine: handing_out.bank_named(mine, "other"))


@pytest.mark.parametrize(
    ("terms", "fault"),
    [
        (Terms(opens_at=NOON, closes_at=NOON), "closes-before-it-opens"),
        (Terms(tries=0), "no-tries"),
        (Terms(minutes=0), "no-minutes"),
        (Terms(opens_at=NOON, closes_at=NOON + timedelta(minutes=5), minutes=6), "open-shorter-than-its-limit"),
    ],
)
def test_terms_that_cannot_be_meant_are_refused_with_a_sentence_each(
    terms: Terms, fault: str, anna: Staff, database: Database
) -> None:
    slug = hand_out(anna, anna.publish())
    before = contents(database)

    for refused in (
        lambda mine: handing_out.hand_out(mine, 1, Settings(), terms),
        lambda mine: handing_out.change(mine, slug, Settings(), terms),
    ):
        with pytest.raises(BadTerms) as raised:
            anna.do(refused)
        assert raised.value.faults == [fault]
    assert quiz_settings.sentence(fault)
    assert contents(database) == before


# --- ruling over it ---


def test_its_teacher_changes_and_takes_back_a_quiz_and_nobody_else(anna: Staff, ben: Staff, database: Database) -> None:
    slug, owner = hand_out(anna, anna.publish()), hired(database, "owner", Role.OWNER)
    before = contents(database)

    for stranger in (ben, owner):
        for forbidden in (
            lambda mine: handing_out.quiz_of(mine, slug),
            lambda mine: handing_out.change(mine, slug, Settings(), Terms()),
            lambda mine: handing_out.take_back(mine, slug),
            lambda mine: handing_out.give_time(mine, slug, 1, 10),
        ):
            with pytest.raises(UnknownQuiz):
                stranger.do(forbidden)
    assert contents(database) == before

    anna.do(lambda mine: handing_out.change(mine, slug, Settings(), Terms(tries=3)))
    assert anna.do(lambda mine: handing_out.quiz_of(mine, slug)).terms.tries == 3
    anna.do(lambda mine: handing_out.take_back(mine, slug))
    assert anna.do(handing_out.quizzes_of) == []
    assert anna.log == [("quiz-made", slug), ("quiz-changed", slug), ("quiz-removed", slug)]


def test_what_belongs_to_the_instance_is_its_owners_to_rule(anna: Staff, database: Database) -> None:
    load(database, bank(), now=NOON)
    owner = hired(database, "owner", Role.OWNER)

    assert [one.slug for one in owner.do(handing_out.quizzes_of)] == ["summit"]
    assert anna.do(handing_out.quizzes_of) == []
    with pytest.raises(UnknownQuiz):
        anna.do(lambda mine: handing_out.take_back(mine, "summit"))
    owner.do(lambda mine: handing_out.take_back(mine, "summit"))
    assert count(database, "quiz") == 0


def test_to_ask_again_is_to_use_the_class_and_none_but_ones_own(anna: Staff, database: Database) -> None:
    own = anna.do(lambda mine: classes.make(mine, "7B", "Mona"))[0]
    slug = hand_out(anna, anna.publish(), Terms(class_id=own))
    later = NOON + timedelta(days=100)

    made = anna.do(lambda mine: handing_out.hand_out_again(replace(mine, now=later), slug, "Again", ["where"]))

    assert anna.do(lambda mine: handing_out.quiz_of(mine, made)).terms.class_id == own
    assert used(database, own) == later
    owner = hired(database, "owner", Role.OWNER)
    with database.transaction() as db:
        db.execute(update(QuizRow).values(teacher_id=None))
        db.execute(update(BankRow).values(teacher_id=None))
    before = contents(database)
    with pytest.raises(UnknownClass):
        owner.do(lambda mine: handing_out.hand_out_again(mine, slug, "Again", ["where"]))
    assert contents(database) == before


def used(database: Database, class_id: int) -> datetime:
    with database.reading() as db:
        return db.execute(select(ClassRow.used_at).where(ClassRow.id == class_id)).scalar_one()


def test_a_quiz_is_for_a_class_of_its_own_teacher_only(anna: Staff, ben: Staff) -> None:
    bank_id = anna.publish()
    theirs = ben.do(lambda mine: classes.make(mine, "7B", "Mona"))[0]
    own = anna.do(lambda mine: classes.make(mine, "7B", "Mona"))[0]

    with pytest.raises(UnknownClass):
        hand_out(anna, bank_id, Terms(class_id=theirs))
    slug = hand_out(anna, bank_id, Terms(class_id=own))
    with pytest.raises(UnknownClass):
        anna.do(lambda mine: handing_out.change(mine, slug, Settings(), Terms(class_id=theirs)))
    assert anna.do(lambda mine: handing_out.quiz_of(mine, slug)).terms.class_id == own


# --- more time ---


@pytest.fixture
def running(anna: Staff, database: Database) -> str:
    """A quiz of twenty minutes in which one attempt, of id 1, has begun at noon."""
    slug = hand_out(anna, anna.publish(), Terms(minutes=20))
    database.run(lambda db: entering.start(visit(db), slug, "Cleo"))
    return slug


@pytest.mark.parametrize("minutes", [1, 10, MOST_MORE_MINUTES])
def test_a_running_attempt_gets_so_many_minutes_more(
    minutes: int, running: str, anna: Staff, database: Database
) -> None:
    def ends(staff: Staff) -> object:
        return staff.do(lambda mine: results.of_attempt(mine, running, 1)).score.deadline_at

    anna.do(lambda mine: handing_out.give_time(mine, running, 1, minutes))

    assert ends(anna) == NOON + timedelta(minutes=20 + minutes)
    assert anna.log[-1] == ("time-given", f"{running}, {minutes}")


@pytest.mark.parametrize("minutes", [-1, 0, MOST_MORE_MINUTES + 1])
def test_no_time_is_taken_away_and_none_given_without_end(minutes: int, running: str, anna: Staff) -> None:
    with pytest.raises(BadTerms):
        anna.do(lambda mine: handing_out.give_time(mine, running, 1, minutes))
    assert anna.log[-1][0] == "quiz-made"


def test_an_attempt_at_another_quiz_gets_none_and_one_that_is_over_stays_over(
    running: str, anna: Staff, database: Database
) -> None:
    other = hand_out(anna, anna.publish(bank(id_="other")), Terms(minutes=20))

    with pytest.raises(UnknownAttempt):
        anna.do(lambda mine: handing_out.give_time(mine, other, 1, 10))
    with pytest.raises(UnknownAttempt):
        anna.do(lambda mine: handing_out.give_time(replace(mine, now=NOON + timedelta(minutes=21)), running, 1, 10))
