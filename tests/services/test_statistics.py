"""The whole road: what readers answered, through the database, to the figures that their teacher sees."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import count

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from quizapp.domain.accounts import Role
from quizapp.domain.attempts import FeedbackTime, Settings
from quizapp.domain.banks import Kind
from quizapp.domain.classes import UnknownClass
from quizapp.domain.quizzes import Counts, Terms, UnknownQuiz
from quizapp.domain.statistics.contrasts import Contrast
from quizapp.domain.statistics.intervals import Figure
from quizapp.services import bank_statistics, classes, comparing, entering, handing_out, statistics
from quizapp.services.bank_statistics import BankStatistics
from quizapp.services.comparing import Comparison
from quizapp.services.samples import Selection
from quizapp.services.statistics import Statistics
from quizapp.store import banks, quizzes
from quizapp.store import classes as store_classes
from quizapp.store.banks import Shelf, UnknownBank, UnknownVersion
from quizapp.store.session import Database
from tests.makers import NOON, OWNER, Clock, bank, choices, draw, multiple, office, single, true_false
from tests.services.staff import Staff, hired
from tests.services.test_remarking import Staff as Owner
from tests.services.test_taking import Desk, set_terms

Publish = Callable[..., None]

LATER = NOON + timedelta(hours=5)
FIRST = bank(single(right=0), multiple(), true_false())
PICKS = {"one": {0: {0}, 1: {0, 2}, 2: {0}}, "two": {0: {1}, 1: {0}}, "three": {0: {2}}}


def desk_of(database: Database, name: str, clock: Clock | None = None) -> Desk:
    """A reader whose attempts are at name-1, name-2, …"""
    numbers = count(1)
    desk = Desk(database, name, clock)
    desk.draw = replace(draw(name), address=lambda: f"{name}-{next(numbers)}")
    return desk


def answered(desk: Desk, picks: dict[int, set[int]], *, finish: bool = True) -> str:
    """An attempt with these choices of each question, which takes ten seconds more for each."""
    address = desk.start()
    for number, (place, picked) in enumerate(picks.items(), start=1):
        desk.clock.advance(seconds=10 * number)
        desk.respond(address, place + 1, *(choice + 1 for choice in sorted(picked)))
    if finish:
        desk.finish(address)
    return address


def looked(database: Database, now: datetime = LATER, **selection: object) -> Statistics:
    with database.reading() as db:
        return statistics.of_quiz(office(db, OWNER, now), "summit", Selection(**selection))  # type: ignore[arg-type]


def test_a_class_of_three_gives_the_figures_that_one_works_out_by_hand(publish: Publish, database: Database) -> None:
    publish(FIRST, feedback=FeedbackTime.AT_ONCE, shuffle_choices=False)
    for name, picks in PICKS.items():
        answered(desk_of(database, name), picks)
    answered(desk_of(database, "runs"), {0: {0}}, finish=False)

    found = looked(database)

    assert (found.quiz.slug, found.version, found.versions) == ("summit", 1, (1,))
    assert (found.finished, found.others) == (3, 0)
    assert [(float(one.score), one.count) for one in found.scores.spread] == [(0, 1), (0.5, 1), (3, 1)]
    assert (found.scores.mean.value, found.scores.median.value) == (pytest.approx(3.5 / 3), 0.5)
    where, which, _ = found.questions
    assert (where.asked, where.right, where.unanswered) == (3, 1, 0)
    assert [choice.count for choice in where.choices] == [1, 1, 1]
    assert [choice.count for choice in which.choices] == [2, 0, 1, 0]
    assert (which.facility.value, which.unanswered) == (0.5, 1)
    assert [one.seconds.value for one in found.questions if one.seconds] == [10, 20, 30]


def test_a_quiz_that_nobody_finished_has_figures_of_nothing(publish: Publish, database: Database) -> None:
    publish(FIRST)

    found = looked(database)

    assert (found.finished, found.scores.mean.value, found.questions[0].facility.value) == (0, None, None)
    assert [one.seconds for one in found.questions] == [None] * 3


def test_another_teachers_quiz_is_unknown(publish: Publish, database: Database) -> None:
    publish(FIRST)

    with pytest.raises(UnknownQuiz), database.reading() as db:
        statistics.of_quiz(office(db, replace(OWNER, id=99, role=Role.TEACHER)), "summit")


# --- which attempts ---

RIGHT = {0: {0}, 1: {0, 2}, 2: {0}}
WRONG = {0: {1}, 1: {1}, 2: {1}}


@pytest.mark.parametrize(
    ("tries", "right", "finished"), [(Counts.FIRST, 0, 2), (Counts.LAST, 1, 2), (Counts.BEST, 2, 2)]
)
def test_of_each_reader_one_try_counts_the_first_unless_another_is_asked_for(
    publish: Publish, database: Database, tries: Counts, right: int, finished: int
) -> None:
    publish(FIRST, feedback=FeedbackTime.AT_END, shuffle_choices=False)
    up, down = desk_of(database, "up"), desk_of(database, "down")
    for desk, order in ((up, [WRONG, RIGHT]), (down, [{}, RIGHT, WRONG])):
        for picks in order:
            answered(desk, picks)
            desk.clock.advance(minutes=1)

    found = looked(database, tries=tries)

    assert (found.finished, found.others) == (finished, 3)
    assert found.questions[0].right == right


def test_tries_at_only_what_was_missed_and_running_ones_are_left_out(publish: Publish, database: Database) -> None:
    publish(FIRST, feedback=FeedbackTime.AT_END, shuffle_choices=False)
    desk = desk_of(database, "one")
    address = answered(desk, WRONG)
    missed, _ = desk.again(address, only_missed=True)
    desk.finish(missed)
    answered(desk_of(database, "two"), RIGHT, finish=False)

    found = looked(database, tries=Counts.LAST)

    assert (found.finished, found.others, found.questions[0].right) == (1, 1, 0)


def test_an_attempt_whose_time_is_over_counts_as_ended(publish: Publish, database: Database) -> None:
    publish(FIRST, feedback=FeedbackTime.AT_END, shuffle_choices=False)
    set_terms(database, Terms(minutes=30), Settings(FeedbackTime.AT_END, shuffle_choices=False))
    answered(desk_of(database, "over"), RIGHT, finish=False)

    found = [looked(database, now=NOON + timedelta(minutes=minutes)) for minutes in (29, 31)]

    assert [(one.finished, one.questions[0].right) for one in found] == [(0, 0), (1, 1)]


def test_only_what_was_finished_between_two_moments_is_looked_at(publish: Publish, database: Database) -> None:
    publish(FIRST, feedback=FeedbackTime.AT_END, shuffle_choices=False)
    for minutes, picks in ((10, RIGHT), (20, WRONG), (30, RIGHT)):
        answered(desk_of(database, f"after {minutes}", Clock(NOON + timedelta(minutes=minutes))), picks)
    noon = {minutes: NOON + timedelta(minutes=minutes) for minutes in (15, 25)}

    assert [
        (one.finished, one.others, one.questions[0].right)
        for one in (
            looked(database, since=noon[15]),
            looked(database, until=noon[15]),
            looked(database, since=noon[15], until=noon[25]),
        )
    ] == [(2, 1, 1), (1, 2, 1), (1, 2, 0)]


# --- versions and keys ---


def test_what_two_versions_ask_alike_is_taken_together_and_the_newest_is_shown(
    publish: Publish, database: Database
) -> None:
    publish(FIRST, feedback=FeedbackTime.AT_END, shuffle_choices=False)
    answered(desk_of(database, "one"), RIGHT)
    answered(desk_of(database, "two"), WRONG)
    again = multiple(choices=choices("Silence", "Music", "Train", "Ship", right=(0, 2), kind=Kind.MULTIPLE))
    publish(bank(true_false(stem="Two launches succeeded."), again, single()))
    answered(desk_of(database, "three"), {0: {0}, 1: {0, 2}, 2: {1}})

    found, old = looked(database), looked(database, version=1)

    assert (found.version, found.versions, found.finished, found.scores.n) == (2, (1, 2), 3, 1)
    two, which, where = found.questions
    assert (two.asked, which.asked, where.asked) == (1, 3, 3)
    assert [choice.count for choice in which.choices] == [2, 0, 2, 1]
    assert [choice.count for choice in where.choices] == [1, 2, 0]
    assert (old.version, old.finished, old.others, old.scores.n) == (1, 2, 1, 2)
    assert [one.id for one in old.bank.questions] == ["where", "which", "two"]
    assert [one.asked for one in old.questions] == [2, 2, 2]


def test_after_marking_again_the_figures_are_by_the_key_that_counts(publish: Publish, database: Database) -> None:
    publish(FIRST, feedback=FeedbackTime.AT_END, shuffle_choices=False)
    answered(desk_of(database, "one"), RIGHT)
    answered(desk_of(database, "two"), WRONG)
    publish(bank(single(right=1, maximum=Fraction(3)), multiple(), true_false()))
    before = looked(database)

    Owner(database).mark_again()

    after = looked(database)
    assert (before.version, after.version) == (1, 1)
    assert [choice.right for choice in before.questions[0].choices] == [True, False, False]
    assert [choice.right for choice in after.questions[0].choices] == [False, True, False]
    assert [before.scores.maximum, after.scores.maximum] == [3, 5]
    assert [(float(one.score), one.count) for one in after.scores.spread] == [(2, 1), (3, 1)]
    assert (after.questions[0].right, after.questions[0].facility.value) == (1, 0.5)


@pytest.mark.parametrize("version", [0, 2, -1, 10**20])
def test_a_version_that_there_is_not_is_unknown(publish: Publish, database: Database, version: int) -> None:
    publish(FIRST)

    with pytest.raises(UnknownVersion):
        looked(database, version=version)


def test_a_version_that_nobody_has_finished_is_shown_with_figures_of_nothing(
    publish: Publish, database: Database
) -> None:
    publish(FIRST)
    publish(bank(single()))
    answered(desk_of(database, "one"), {0: {0}})

    found = looked(database, version=1)

    assert (found.version, len(found.questions), found.finished, found.others) == (1, 3, 0, 1)


# --- classes, and all quizzes of a bank ---


def answered_in_class(database: Database, slug: str, member_id: int, place: int) -> None:
    desk = desk_of(database, f"member {member_id}")
    address = database.run(lambda db: entering.pick(desk.visit(db), slug, member_id))
    desk.respond(address, 1, place + 1)
    desk.finish(address)


def a_class(teacher: Staff, name: str) -> int:
    return teacher.do(lambda mine: classes.make(mine, name, "Mona\nNoah"))[0]


def handed(teacher: Staff, bank_id: int, class_id: int) -> str:
    """A quiz of the bank for a class, who pick their names."""
    terms = Terms(class_id=class_id, picks=True)
    return teacher.do(lambda mine: handing_out.hand_out(mine, bank_id, Settings(), terms))


def of_class(teacher: Staff, bank_id: int, class_id: int | None = None) -> BankStatistics:
    return teacher.do(lambda mine: bank_statistics.of_bank(mine, bank_id, Selection(class_id=class_id)))


def test_a_class_is_looked_at_by_itself_and_only_by_its_teacher(database: Database) -> None:
    anna, ben = hired(database, "anna"), hired(database, "ben")
    bank_id = anna.publish(bank(single(shuffle=False)))
    seven, eight, strangers = a_class(anna, "7B"), a_class(anna, "8A"), a_class(ben, "9C")
    slugs = {seven: handed(anna, bank_id, seven), eight: handed(anna, bank_id, eight)}
    for class_id, places in {seven: (0, 1), eight: (2, 2)}.items():
        with database.reading() as db:
            listed = store_classes.members(db, class_id)
        for one, place in zip(listed, places, strict=True):
            answered_in_class(database, slugs[class_id], one.id, place)

    both, of_seven = of_class(anna, bank_id), of_class(anna, bank_id, seven)

    assert (both.summary.id, {one.slug for one in both.statistics.quizzes}) == (bank_id, set(slugs.values()))
    assert [choice.count for choice in both.statistics.questions[0].choices] == [1, 1, 2]
    assert [choice.count for choice in of_seven.statistics.questions[0].choices] == [1, 1, 0]
    assert (of_seven.statistics.finished, of_seven.statistics.others) == (2, 2)
    for refused in (strangers, 10**6):
        with pytest.raises(UnknownClass):
            of_class(anna, bank_id, refused)
    with pytest.raises(UnknownBank):
        of_class(ben, bank_id)


def test_of_a_shared_bank_each_teacher_sees_their_own_quizzes(database: Database) -> None:
    anna, ben = hired(database, "anna"), hired(database, "ben")
    bank_id = anna.publish(bank(single(shuffle=False)))
    with database.transaction() as db:
        banks.share(db, bank_id, ben.teacher.id)
    slug = anna.do(lambda mine: handing_out.hand_out(mine, bank_id, Settings(), Terms()))
    desk = desk_of(database, "one")
    desk.finish(desk.start(slug))

    seen = [of_class(one, bank_id).statistics for one in (anna, ben)]

    assert [(len(one.quizzes), one.finished) for one in seen] == [(1, 1), (0, 0)]


def test_a_choice_that_most_took_in_place_of_the_key_is_pointed_at(publish: Publish, database: Database) -> None:
    publish(bank(single(right=2)), feedback=FeedbackTime.AT_END, shuffle_choices=False)
    for number, picked in enumerate([2, 0, *[1] * 12]):
        answered(desk_of(database, f"reader {number}"), {0: {picked}})

    (sign,) = looked(database).signs

    assert (sign.question, sign.choice, sign.key) == (0, 1, 2)
    assert (sign.took_choice, sign.took_key, sign.answered) == (12, 1, 14)


# --- two side by side ---


def compared(db: Session, one: Selection, other: Selection) -> Comparison:
    return comparing.of_bank(office(db, OWNER, LATER), quizzes.by_slug(db, "summit").bank_id, one, other)


def test_two_versions_are_compared_on_the_questions_they_share(publish: Publish, database: Database) -> None:
    publish(FIRST, feedback=FeedbackTime.AT_END, shuffle_choices=False)
    answered(desk_of(database, "one"), RIGHT)
    answered(desk_of(database, "two"), {**WRONG, 2: {0}})
    publish(bank(true_false(), single("new"), single()))
    answered(desk_of(database, "three"), {0: {1}, 1: {0}, 2: {0}})

    with database.reading() as db:
        found = compared(db, Selection(version=1), Selection(version=2))

    assert [(one.one.id, one.other.id) for one in found.shared] == [("where", "where"), ("two", "two")]
    assert [(one.one.place, one.other.place) for one in found.shared] == [(0, 2), (2, 0)]
    assert [one.one.facility.value for one in found.shared] == [0.5, 1]
    assert (found.one.version, found.other.version) == (1, 2)
    assert [(mean.value, mean.n) for mean in (found.means.one, found.means.other)] == [(0.75, 2), (0.5, 1)]


def test_two_selections_that_share_no_question_have_no_means(publish: Publish, database: Database) -> None:
    publish(FIRST)
    answered(desk_of(database, "one"), RIGHT)
    publish(bank(single("new")))

    with database.reading() as db:
        found = compared(db, Selection(version=1), Selection(version=2))

    assert (found.shared, found.means) == ((), Contrast(Figure(None, 0), Figure(None, 0)))


# --- what it costs ---


def test_it_costs_the_same_few_statements_however_many_have_finished(publish: Publish, database: Database) -> None:
    publish(FIRST, feedback=FeedbackTime.AT_END, shuffle_choices=False)
    shelf, costs = Shelf(), []
    for some in (2, 7):
        for number in range(some):
            answered(desk_of(database, f"reader {some} {number}"), RIGHT)
        costs.append(statements(database, shelf))

    assert costs == [7, 6]  # The bank itself is read once.


def statements(database: Database, shelf: Shelf) -> int:
    sent: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        sent.extend([statement] * (statement != "BEGIN"))

    event.listen(database.engine, "before_cursor_execute", note)
    with database.reading() as db:
        statistics.of_quiz(office(db, OWNER, LATER, shelf=shelf), "summit")
    event.remove(database.engine, "before_cursor_execute", note)
    return len(sent)
