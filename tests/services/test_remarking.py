"""Marking again: told first, done exactly so, logged, and undone by a second one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import count

import pytest
from sqlalchemy import event, select, update

from quizapp.domain.accounts import Role, Teacher
from quizapp.domain.attempts import FeedbackTime
from quizapp.domain.banks import Bank
from quizapp.domain.quizzes import UnknownQuiz
from quizapp.domain.remarking import Fate
from quizapp.services import listings, remarking, results, taking
from quizapp.services.remarking import OWN, Remark, StaleFigures
from quizapp.store import audit, teachers
from quizapp.store.banks import Shelf, UnknownVersion
from quizapp.store.listings import SortedBy
from quizapp.store.session import Database
from quizapp.store.tables import AttemptRow, ResponseRow
from tests.calculator import expected_maximum, expected_score
from tests.makers import NOON, bank, choices, draw, multiple, office, single, true_false, visit
from tests.services.test_taking import Desk
from tests.store.contents import contents, kept

Publish = Callable[..., None]

LATER = NOON + timedelta(hours=1)
FIRST = bank(single(right=0), multiple(), true_false())
SECOND = bank(single(right=1, maximum=Fraction(3)), multiple(), true_false(right=1))
PICKS = {"one": {0: {0}, 1: {0, 2}, 2: {0}}, "two": {0: {1}, 1: {0}}, "three": {0: {2}}}


class Staff:
    """A teacher's services on a database, in transactions of their own."""

    def __init__(self, database: Database, role: Role = Role.OWNER) -> None:
        self.database, self.shelf = database, Shelf()
        with database.transaction() as db:
            self.teacher: Teacher = teachers.add(db, f"{role}@school.example", role, "-", NOON)

    def look(self, number: int | None = None) -> Remark:
        with self.database.reading() as db:
            return remarking.look(office(db, self.teacher, LATER, shelf=self.shelf), "summit", number)

    def confirm(self, seen: Remark, number: int | None = None) -> Remark:
        asked = seen.number if number is None else number
        return self.database.run(
            lambda db: remarking.mark_again(
                office(db, self.teacher, LATER, shelf=self.shelf), "summit", asked, seen.digest
            )
        )

    def mark_again(self, number: int | None = None) -> Remark:
        return self.confirm(self.look(number))

    def scores(self) -> list[tuple[int, Decimal, Decimal, bool]]:
        with self.database.reading() as db:
            mine = office(db, self.teacher, shelf=self.shelf)
            found = listings.of_quiz(mine, "summit", SortedBy.STARTED, 1, falling=False)
        return [(one.id, one.score, one.maximum, one.id in found.counting) for one in found.scores]

    def log(self) -> list[tuple[str, str]]:
        """What somebody did; the bank was loaded at the command line."""
        with self.database.reading() as db:
            return [(entry.act, entry.subject) for entry in audit.entries(db) if entry.email]


def desk_of(database: Database, name: str) -> Desk:
    """A reader whose attempts are at name-1, name-2, …"""
    numbers = count(1)
    desk = Desk(database, name)
    desk.draw = replace(draw(name), address=lambda: f"{name}-{next(numbers)}")
    return desk


@pytest.fixture
def staff(database: Database) -> Staff:
    return Staff(database)


@pytest.fixture
def desks(publish: Publish, database: Database) -> dict[str, Desk]:
    """Three readers who finished the first version; the second corrects two of its questions."""
    publish(FIRST, feedback=FeedbackTime.AT_END, shuffle_choices=False)
    found = {name: desk_of(database, name) for name in PICKS}
    for name, desk in found.items():
        answered(desk, PICKS[name])
    publish(SECOND)
    return found


def answered(desk: Desk, picks: dict[int, set[int]], *, finish: bool = True) -> str:
    address = desk.start()
    for place, picked in picks.items():
        desk.respond(address, place + 1, *(choice + 1 for choice in sorted(picked)))
    if finish:
        desk.finish(address)
    return address


def expected(marking: Bank) -> list[tuple[Decimal, Decimal]]:
    return [(expected_score(marking, picks), expected_maximum(marking)) for picks in PICKS.values()]


def test_looking_tells_whose_score_would_change_and_changes_nothing(
    desks: dict[str, Desk], staff: Staff, database: Database
) -> None:
    before = contents(database)

    told = staff.look()

    assert [(one.before, one.maximum_before) for one in told.changes] == expected(FIRST)
    assert [(one.after, one.maximum_after) for one in told.changes] == expected(SECOND)
    assert (told.number, told.finished, told.unchanged, told.pending) == (2, 3, 0, True)
    assert [(one.right, one.right_after) for one in told.corrections] == [
        (("Spaceport",), ("Harbour",)),
        (("True",), ("False",)),
    ]
    assert contents(database) == before


def test_confirming_does_what_was_told_everywhere_a_score_is_shown_and_logs_it(
    desks: dict[str, Desk], staff: Staff, database: Database
) -> None:
    staff.mark_again()

    assert [line[1:3] for line in staff.scores()] == expected(SECOND)
    for (name, desk), figures in zip(desks.items(), expected(SECOND), strict=True):
        with database.reading() as db:
            line = taking.past_attempts(visit(db, name)).attempts[0]
        result = taking.result(desk.attempt(f"{name}-1"))
        assert (line.score, line.maximum) == (result.score, result.maximum) == figures
    assert staff.log() == [("re-marked", "summit, version 2")]


def test_the_key_that_marks_is_the_key_that_readers_and_teachers_are_shown(
    desks: dict[str, Desk], staff: Staff, database: Database
) -> None:
    before = desks["one"].attempt("one-1")

    staff.mark_again()

    after = desks["one"].attempt("one-1")
    assert (before.corrected, after.corrected) == (False, True)
    assert [question.key for question in after.bank.questions] == [question.key for question in SECOND.questions]
    with database.reading() as db:
        report = results.of_attempt(office(db, staff.teacher), "summit", 1)
    assert report.result == taking.result(after)
    assert (report.score.score, report.score.maximum) == (report.result.score, report.result.maximum)


def test_a_second_one_to_the_former_version_goes_back_exactly(
    desks: dict[str, Desk], staff: Staff, database: Database
) -> None:
    scores, before = staff.scores(), kept(database)
    staff.mark_again(2)
    assert staff.scores() != scores

    staff.mark_again(1)

    assert staff.scores() == scores
    after = kept(database)
    assert {table: after[table] for table in ("attempt", "response")} == {
        table: before[table] for table in ("attempt", "response")
    }
    assert staff.log() == [("re-marked", "summit, version 1"), ("re-marked", "summit, version 2")]


def test_each_by_its_own_version_goes_back_where_attempts_are_of_several(
    desks: dict[str, Desk], staff: Staff, database: Database
) -> None:
    answered(desk_of(database, "four"), {0: {1}, 2: {0}})
    scores = staff.scores()
    staff.mark_again(1)
    first = staff.scores()
    staff.mark_again(2)
    second = staff.scores()

    staff.mark_again(OWN)

    assert first[:3] == scores[:3]
    assert first[3] != scores[3]
    assert second[3] == scores[3]
    assert staff.scores() == scores
    assert staff.log()[0] == ("re-marked", "summit, own versions")


def test_what_marked_in_between_makes_no_difference(publish: Publish, desks: dict[str, Desk], staff: Staff) -> None:
    publish(bank(single(right=2), true_false(maximum=Fraction(5))))
    staff.mark_again(3)
    straight = staff.scores()

    for number in (2, 1, 2, 3):
        staff.mark_again(number)

    assert staff.scores() == straight


def test_running_attempts_are_not_touched_and_finish_by_their_own_version(
    desks: dict[str, Desk], staff: Staff, database: Database, publish: Publish
) -> None:
    running = desk_of(database, "runs")
    address = answered(running, {0: {1}}, finish=False)
    publish(FIRST)

    told = staff.look()
    staff.confirm(told)

    assert (told.number, told.finished) == (3, 3)
    running.finish(address)
    assert taking.result(running.attempt(address)).score == expected_score(SECOND, {0: {1}})
    assert staff.look().finished == 4
    assert [one.name for one in staff.look().changes] == [""]


def test_questions_that_cannot_be_marked_keep_their_mark_and_are_told(
    publish: Publish, desks: dict[str, Desk], staff: Staff
) -> None:
    publish(bank(single(choices=choices("Spaceport", "Harbour")), true_false(right=1)))
    scores = staff.scores()

    told = staff.mark_again()

    assert [(one.stem, one.fate) for one in told.stays] == [
        ("Where did it take place?", Fate.UNMATCHED),
        ("Which are named?", Fate.GONE),
    ]
    assert [one.stem for one in told.corrections] == ["Two launches had failed."]
    mixed = bank(single(right=0), multiple(), true_false(right=1))
    assert [line[1:3] for line in staff.scores()] == expected(mixed)
    assert [line[2] for line in staff.scores()] == [line[2] for line in scores]


def test_attempts_whose_time_is_over_are_marked_again_too(
    desks: dict[str, Desk], staff: Staff, database: Database
) -> None:
    for name, minutes in (("over", 30), ("late", 90)):
        answered(desk_of(database, name), {0: {1}}, finish=False)
        with database.transaction() as db:
            deadline = NOON + timedelta(minutes=minutes)
            db.execute(update(AttemptRow).where(AttemptRow.address == f"{name}-1").values(deadline_at=deadline))

    told = staff.look(1)
    staff.confirm(told)

    assert told.finished == 4
    with database.reading() as db:
        rows = db.execute(
            select(AttemptRow.state, AttemptRow.finished_at, AttemptRow.marked_by).order_by(AttemptRow.id)
        ).all()
    assert tuple(rows[3]) == ("finished", NOON + timedelta(minutes=30), 1)
    assert tuple(rows[4]) == ("open", None, None)
    assert staff.scores()[3][1] == expected_score(FIRST, {0: {1}})


def test_an_attempt_at_what_was_missed_is_marked_out_of_what_it_asks(
    desks: dict[str, Desk], staff: Staff, database: Database
) -> None:
    desk = desks["three"]
    address, __ = desk.again("three-1", only_missed=True)
    desk.respond(address, 1, 2)
    desk.finish(address)
    by_second = staff.scores()[-1]

    staff.mark_again(1)

    assert by_second[1:3] == (3, 3 + 1 + 1)
    assert staff.scores()[-1][1:3] == (0, 1 + 1 + 1)
    staff.mark_again(OWN)
    assert staff.scores()[-1] == by_second


def test_the_reader_of_questions_that_did_not_change_is_told_nothing(
    publish: Publish, database: Database, staff: Staff
) -> None:
    publish(FIRST)
    desk = Desk(database)
    address = answered(desk, {0: {0}})
    publish(bank(single(right=0, feedback="Said more clearly."), multiple(), true_false()))

    told = staff.mark_again()

    assert (told.changes, told.corrections, told.unchanged) == ([], [], 1)
    assert not desk.attempt(address).corrected


# --- what is refused ---


def test_figures_that_are_no_longer_true_are_refused(desks: dict[str, Desk], staff: Staff, database: Database) -> None:
    told = staff.look(1)
    answered(desk_of(database, "late"), {0: {0}})
    before = contents(database)

    with pytest.raises(StaleFigures):
        staff.confirm(told)
    with pytest.raises(StaleFigures):
        staff.confirm(staff.look(2), number=1)

    assert contents(database) == before
    staff.confirm(staff.look(1))


def test_confirming_twice_does_it_once(desks: dict[str, Desk], staff: Staff, database: Database) -> None:
    told = staff.look()
    staff.confirm(told)
    before = contents(database)

    again = staff.confirm(told)

    assert not again.pending
    assert contents(database) == before


@pytest.mark.parametrize("number", [-1, 3, 10**6])
def test_a_version_that_there_is_not_is_unknown(number: int, desks: dict[str, Desk], staff: Staff) -> None:
    with pytest.raises(UnknownVersion):
        staff.look(number)


def test_another_teachers_quiz_does_not_exist(desks: dict[str, Desk], database: Database) -> None:
    other = Staff(database, Role.TEACHER)
    before = contents(database)

    with pytest.raises(UnknownQuiz):
        other.look()
    with pytest.raises(UnknownQuiz), database.transaction() as db:
        remarking.mark_again(office(db, other.teacher, LATER), "summit", 2, "")

    assert contents(database) == before


def test_without_a_finished_attempt_there_is_nothing_to_do(publish: Publish, database: Database, staff: Staff) -> None:
    publish(FIRST)
    answered(Desk(database), {0: {0}}, finish=False)
    publish(SECOND)

    told = staff.mark_again()

    assert (told.finished, told.pending, told.changes) == (0, False, [])
    assert staff.log() == []


# --- what it costs ---


def test_it_costs_the_same_few_statements_however_many_have_finished(
    publish: Publish, database: Database, staff: Staff
) -> None:
    publish(FIRST, feedback=FeedbackTime.AT_END, shuffle_choices=False)
    publish(SECOND)
    answered(desk_of(database, "first"), {})
    staff.mark_again(1)  # Both versions are in memory from here on.
    costs = []
    for some in (3, 9):
        for number in range(some):
            answered(desk_of(database, f"reader {some} {number}"), {0: {number % 3}, 1: {0, 2}, 2: {0}})
        costs.append((statements(database, staff, 1), statements(database, staff, 2)))

    assert costs[0] == costs[1]
    assert max(costs[0]) < 20


def statements(database: Database, staff: Staff, number: int) -> int:
    """How often the database is spoken to, to look and to confirm."""
    sent: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    staff.mark_again(number)
    event.remove(database.engine, "before_cursor_execute", note)
    return len(sent)


def test_every_stored_mark_is_what_the_key_and_the_response_give(
    desks: dict[str, Desk], staff: Staff, database: Database
) -> None:
    staff.mark_again()

    with database.reading() as db:
        rows = db.execute(
            select(AttemptRow.version_id, AttemptRow.marked_by, ResponseRow.place, ResponseRow.picked, ResponseRow.mark)
            .join(ResponseRow, ResponseRow.attempt_id == AttemptRow.id)
            .order_by(AttemptRow.id, ResponseRow.place)
        ).all()
    assert {(row.version_id, row.marked_by) for row in rows} == {(1, 2)}
    for row in rows:
        only = bank(SECOND.questions[row.place])
        assert row.mark == expected_score(only, {0: set(row.picked)})
