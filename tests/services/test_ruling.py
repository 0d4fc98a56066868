"""A teacher's own word on one response counts wherever a score does; taken back, it leaves the mark of the key."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from sqlalchemy import select, update

from quizapp.domain.accounts import Role
from quizapp.domain.attempts import GRACE, FeedbackTime
from quizapp.domain.banks import UnknownQuestion
from quizapp.domain.exports import Portion
from quizapp.domain.notes import TooLong
from quizapp.domain.quizzes import Counts, UnknownQuiz
from quizapp.domain.rulings import BadMark, NothingToMark, Ruling
from quizapp.services import exports, remarking, results, ruling, statistics, taking
from quizapp.services.remarking import StaleFigures
from quizapp.services.ruling import StillRunning
from quizapp.services.samples import Selection
from quizapp.store import quizzes, rulings
from quizapp.store.attempts import UnknownAttempt
from quizapp.store.session import Database
from quizapp.store.tables import AttemptRow, ResponseRow, RulingRow
from tests.makers import NOON, bank, multiple, office, single, true_false, visit
from tests.services.test_races import race
from tests.services.test_remarking import LATER, Staff, answered, desk_of
from tests.services.test_taking import Desk
from tests.store.contents import contents, count, kept

Publish = Callable[..., None]

FIRST = bank(single(right=0), multiple(), true_false(maximum=Fraction(2)))
OTHER_KEY = bank(single(right=1, maximum=Fraction(3)), multiple(), true_false(maximum=Fraction(1)))


@pytest.fixture
def staff(database: Database) -> Staff:
    return Staff(database)


@pytest.fixture
def one(publish: Publish, database: Database) -> Desk:
    """Who picked a wrong choice, half of what is right, and nothing, and has finished: 0.5 of 4."""
    publish(FIRST, feedback=FeedbackTime.AT_END, shuffle_choices=False)
    desk = desk_of(database, "one")
    answered(desk, {0: {2}, 1: {0}})
    return desk


def rule(staff: Staff, number: int, points: str | None, remark: str = "", attempt_id: int = 1) -> None:
    given = None if points is None else Fraction(points)
    staff.database.run(
        lambda db: ruling.rule(
            office(db, staff.teacher, LATER, shelf=staff.shelf), "summit", attempt_id, number, given, remark
        )
    )


def score(staff: Staff) -> Decimal:
    """Of the first attempt, as every page has it."""
    with staff.database.reading() as db:
        mine = office(db, staff.teacher, LATER, shelf=staff.shelf)
        report = results.of_attempt(mine, "summit", 1)
        (row, *_) = exports.extract(mine, "summit", Portion.SCORES).rows
        (past,) = taking.past_attempts(visit(db, "one")).attempts
        end = taking.result(taking.attempt(visit(db, "one"), "one-1"))
    listed = staff.scores()[0][1]
    assert report.score.score == report.result.score == end.score == past.score == listed == row[6]
    return listed


def stored(database: Database) -> dict[int, Decimal]:
    with database.reading() as db:
        rows = db.execute(select(ResponseRow.place, ResponseRow.mark).where(ResponseRow.attempt_id == 1))
        return {row[0]: row[1] for row in rows}


def test_a_mark_by_hand_counts_wherever_a_score_does_and_the_keys_comes_back(one: Desk, staff: Staff) -> None:
    before = kept(staff.database)
    assert score(staff) == Decimal("0.5")

    rule(staff, 1, "1", "You could not know.")
    assert (score(staff), stored(staff.database)) == (Decimal("1.5"), {0: 1, 1: Decimal("0.5")})
    rule(staff, 1, "1/4", "You could not know.")
    assert score(staff) == Decimal("0.75")
    rule(staff, 2, "0")
    assert score(staff) == Decimal("0.25")
    rule(staff, 1, None)
    rule(staff, 2, None)

    assert score(staff) == Decimal("0.5")
    after = kept(staff.database)
    assert {name: rows for name, rows in after.items() if name != "entry"} == {
        name: rows for name, rows in before.items() if name != "entry"
    }


def test_the_log_says_that_it_was_done_and_of_which_question_and_nothing_of_the_reader(one: Desk, staff: Staff) -> None:
    rule(staff, 1, "1", "For Zoé.")
    rule(staff, 1, "1", "For Zoé.")  # Said already: nothing is done, nor logged.
    rule(staff, 1, "1", "For you.")
    rule(staff, 1, None, "For you.")
    rule(staff, 1, None)

    which = "summit, question 1"
    assert staff.log() == [
        ("remark-given", which), ("mark-by-hand-withdrawn", which), ("remark-given", which), ("marked-by-hand", which),
    ]  # fmt: skip


def test_a_remark_alone_leaves_the_mark_to_the_key(one: Desk, staff: Staff) -> None:
    rule(staff, 2, None, "  Half of it.\r\nRead § 3.  ")
    rule(staff, 3, None, "Why not?")

    assert score(staff) == Decimal("0.5")
    assert one.attempt("one-1").attempt.rulings == {
        1: Ruling(None, "Half of it.\nRead § 3."), 2: Ruling(None, "Why not?"),
    }  # fmt: skip


def test_a_reader_hears_nothing_before_their_end(publish: Publish, database: Database, staff: Staff) -> None:
    """Though somebody had written it into the database meanwhile."""
    publish(FIRST, shuffle_choices=False)
    desk = desk_of(database, "one")
    address = answered(desk, {0: {2}}, finish=False)
    with database.transaction() as db:
        rulings.put(db, (1, 1, 0), Ruling(None, "Wrong."), staff.teacher.id, NOON)

    assert desk.attempt(address).attempt.rulings == {}
    desk.finish(address)
    assert desk.attempt(address).attempt.rulings == {0: Ruling(None, "Wrong.")}


# --- what is refused ---


@pytest.mark.parametrize(
    ("number", "points", "remark", "error"),
    [
        (1, "1.5", "", BadMark),
        (1, "-0.5", "", BadMark),
        (3, "1", "", NothingToMark),
        (3, "0", "Nothing.", NothingToMark),
        (1, "1", "x" * 501, TooLong),
        (0, "1", "", UnknownQuestion),
        (4, "1", "", UnknownQuestion),
        (10**9, "1", "", UnknownQuestion),
    ],
)
def test_what_makes_no_sense_changes_nothing(
    number: int, points: str, remark: str, error: type[Exception], one: Desk, staff: Staff
) -> None:
    before = contents(staff.database)

    with pytest.raises(error):
        rule(staff, number, points, remark)

    assert contents(staff.database) == before


def test_an_answer_without_a_tick_is_none(publish: Publish, database: Database, staff: Staff) -> None:
    publish(FIRST, feedback=FeedbackTime.AT_END, shuffle_choices=False)
    desk = desk_of(database, "one")
    address = desk.start()
    desk.respond(address, 2, 1)
    desk.respond(address, 2, seen=1)
    desk.finish(address)

    with pytest.raises(NothingToMark):
        rule(staff, 2, "1")
    rule(staff, 2, None, "You took it back.")

    assert score(staff) == 0


def test_an_attempt_at_what_was_missed_is_ruled_where_it_asks(one: Desk, staff: Staff) -> None:
    address, __ = one.again("one-1", only_missed=True)
    with staff.database.transaction() as db:
        db.execute(update(AttemptRow).where(AttemptRow.address == address).values(subset=(1,)))
    one.respond(address, 1, 1)
    one.finish(address)

    rule(staff, 2, "1", attempt_id=2)
    with pytest.raises(UnknownQuestion):
        rule(staff, 1, None, "x", attempt_id=2)

    assert staff.scores()[-1][1] == 1


def test_another_teacher_and_another_quiz_find_no_such_attempt(one: Desk, staff: Staff, publish: Publish) -> None:
    publish(bank(id_="other"))
    other = Staff(staff.database, Role.TEACHER)
    before = contents(staff.database)

    with pytest.raises(UnknownQuiz):
        rule(other, 1, "1")
    with pytest.raises(UnknownAttempt):
        rule(staff, 1, "1", attempt_id=99)
    with pytest.raises(UnknownAttempt), staff.database.transaction() as db:
        ruling.rule(office(db, staff.teacher, LATER), "other", 1, 1, Fraction(1), "")

    assert contents(staff.database) == before


def test_what_still_runs_is_not_ruled_on_and_what_is_over_is(
    publish: Publish, database: Database, staff: Staff
) -> None:
    publish(FIRST, feedback=FeedbackTime.AT_END, shuffle_choices=False)
    answered(desk_of(database, "one"), {0: {2}}, finish=False)
    before = contents(database)
    with pytest.raises(StillRunning):
        rule(staff, 1, "1")
    assert contents(database) == before

    with database.transaction() as db:
        db.execute(update(AttemptRow).values(deadline_at=LATER - GRACE))
    rule(staff, 1, "1")

    with database.reading() as db:
        late = visit(db, "one", LATER)
        assert taking.result(taking.attempt(late, "one-1")).score == 1


# --- beside marking again ---


def test_marking_again_leaves_it_and_says_so_and_going_back_restores_it(
    one: Desk, staff: Staff, publish: Publish
) -> None:
    rule(staff, 1, "0.5", "Half.")
    before = kept(staff.database)
    publish(OTHER_KEY)

    told = staff.look()
    staff.confirm(told)

    assert (told.by_hand, told.unchanged) == (1, 0)
    assert stored(staff.database)[0] == Decimal("0.5")
    assert [line[1:3] for line in staff.scores()] == [(1, 3 + 1 + 1)]
    staff.mark_again(1)
    after = kept(staff.database)
    assert {name: after[name] for name in ("attempt", "response", "ruling")} == {
        name: before[name] for name in ("attempt", "response", "ruling")
    }


def test_taken_back_after_marking_again_it_leaves_the_mark_of_the_key_that_counts_now(
    one: Desk, staff: Staff, publish: Publish
) -> None:
    rule(staff, 1, "1")
    publish(bank(single(right=2, maximum=Fraction(3)), multiple(), true_false(maximum=Fraction(2))))
    staff.mark_again()
    assert score(staff) == Decimal("1.5")

    rule(staff, 1, None)

    assert score(staff) == Decimal("3.5")
    rule(staff, 1, "2.5")
    assert score(staff) == 3


def test_a_mark_beyond_the_new_maximum_counts_up_to_it_and_is_whole_again_with_the_old(
    publish: Publish, database: Database, staff: Staff
) -> None:
    publish(FIRST, feedback=FeedbackTime.AT_END, shuffle_choices=False)
    answered(desk_of(database, "one"), {2: {1}})
    publish(OTHER_KEY)
    rule(staff, 3, "2")

    staff.mark_again(2)
    assert score(staff) == 1
    staff.mark_again(1)
    assert score(staff) == 2


def test_what_was_seen_of_marking_again_before_a_ruling_is_confirmed_no_more(
    one: Desk, staff: Staff, publish: Publish
) -> None:
    publish(OTHER_KEY)
    seen = staff.look()
    rule(staff, 1, "0", "Still nothing.")

    with pytest.raises(StaleFigures):
        staff.confirm(seen)


# --- in the figures ---


def test_scores_have_it_and_the_figures_of_the_question_stay_by_the_key(
    publish: Publish, database: Database, staff: Staff
) -> None:
    publish(FIRST, feedback=FeedbackTime.AT_END, shuffle_choices=False)
    for name, picked in (("one", 2), ("two", 0), ("three", 1)):
        answered(desk_of(database, name), {0: {picked}, 1: {0, 2}, 2: {picked % 2}})

    def figures() -> statistics.Statistics:
        with database.reading() as db:
            mine = office(db, staff.teacher, LATER)
            return statistics.of_quiz(mine, "summit", Selection(Counts.FIRST))

    before = figures()
    rule(staff, 1, "1")
    after = figures()

    assert after.questions == before.questions
    assert (before.scores.mean.value, after.scores.mean.value) == (8 / 3, 3)
    with database.reading() as db:
        assert rulings.counts(db, [quizzes.by_slug(db, "summit").id]) == {"where": 1}
        assert rulings.counts(db, [99]) == {}


def test_files_say_which_marks_were_given_by_hand(one: Desk, staff: Staff) -> None:
    rule(staff, 1, "1", "Secret words.")
    rule(staff, 2, None, "Words alone.")

    with staff.database.reading() as db:
        found = exports.extract(office(db, staff.teacher, LATER), "summit", Portion.RESPONSES)
    rows = list(found.rows)

    assert found.headings[-1].key == "by_hand"
    assert [(row[2], row[6], row[7], row[-1]) for row in rows] == [
        ("where", "wrong", 1, True), ("which", "partly", Decimal("0.5"), False),
    ]  # fmt: skip
    assert "words" not in repr(rows).lower()


# --- and gone ---


def test_it_goes_with_the_attempt_and_stays_when_its_teacher_goes(one: Desk, staff: Staff) -> None:
    rule(staff, 1, "1", "Well.")
    with staff.database.transaction() as db:
        db.execute(update(RulingRow).values(teacher_id=None))
    assert score(staff) == Decimal("1.5")

    staff.database.run(lambda db: taking.delete(visit(db, "one"), "one-1"))

    assert count(staff.database, "ruling") == 0


@pytest.mark.postgresql
def test_a_ruling_and_marking_again_come_one_after_the_other(one: Desk, staff: Staff, publish: Publish) -> None:
    publish(OTHER_KEY)
    seen = staff.look()

    def mark_again(db: object) -> object:
        return remarking.mark_again(office(db, staff.teacher, LATER), "summit", 2, seen.digest)  # type: ignore[arg-type]

    first, second = race(
        staff.database,
        lambda db: ruling.rule(office(db, staff.teacher, LATER), "summit", 1, 1, Fraction(1), ""),
        mark_again,
    )

    assert (first, second) == (None, StaleFigures)
    assert stored(staff.database)[0] == 1


@pytest.mark.postgresql
def test_a_ruling_on_what_is_being_deleted_finds_no_attempt(one: Desk, staff: Staff) -> None:
    outcomes = race(
        staff.database,
        lambda db: taking.delete(visit(db, "one"), "one-1"),
        lambda db: ruling.rule(office(db, staff.teacher, LATER), "summit", 1, 1, Fraction(1), ""),
    )

    assert outcomes == (None, UnknownAttempt)


@pytest.mark.postgresql
def test_of_two_rulings_at_once_the_second_stays(one: Desk, staff: Staff) -> None:
    def by(points: int) -> Callable[..., None]:
        return lambda db: ruling.rule(office(db, staff.teacher, LATER), "summit", 1, 1, Fraction(points), "")

    assert race(staff.database, by(1), by(0)) == (None, None)
    assert stored(staff.database)[0] == 0
