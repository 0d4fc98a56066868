"""The whole road: what readers answered, through the database, to the figures that their teacher sees."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from quizapp.domain.accounts import Role
from quizapp.domain.attempts import FeedbackTime
from quizapp.domain.quizzes import UnknownQuiz
from quizapp.services import statistics
from quizapp.services.statistics import Selection, Statistics
from quizapp.store.session import Database
from tests.makers import NOON, OWNER, Clock, bank, draw, multiple, office, single, true_false
from tests.services.test_taking import Desk

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


def looked(database: Database, **selection: object) -> Statistics:
    with database.reading() as db:
        return statistics.of_quiz(office(db, OWNER, LATER), "summit", Selection(**selection))  # type: ignore[arg-type]


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
