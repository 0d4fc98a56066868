"""What comes first for a teacher: the rules of thumb at their edges."""

from dataclasses import replace
from decimal import Decimal

import pytest

from quizapp.domain.attempts import Response
from quizapp.domain.statistics import priorities, questions, scores
from quizapp.domain.statistics.tallies import Cohort
from tests.makers import bank, single

FARED = ((10, 5), (10, 10), (10, 0), (20, 10), (0, 0))
"""How many were asked, and how many had it right."""
TEN = bank(*(single(f"q{number}", right=0) for number in range(10)))


def response(right: bool) -> Response:
    return Response(frozenset({0 if right else 1}), Decimal(int(right)))


def test_questions_stand_from_the_most_missed_and_those_that_nobody_was_asked_last() -> None:
    one = questions.statistics_of(TEN, [])[0]
    fared = [replace(one, place=at, asked=asked, right=right) for at, (asked, right) in enumerate(FARED)]

    assert [each.place for each in priorities.from_most_missed(fared)] == [2, 0, 3, 1, 4]


@pytest.mark.parametrize(
    ("asked", "right", "missed", "reread"),
    [(10, 4, True, True), (10, 5, False, True), (10, 6, False, False), (1, 0, True, True), (0, 0, False, False)],
)
def test_a_question_is_missed_below_a_half_and_reread_below_three_fifths(
    asked: int, right: int, missed: bool, reread: bool
) -> None:
    one = replace(questions.statistics_of(TEN, [])[0], asked=asked, right=right)

    assert (priorities.is_missed(one), priorities.deserves_rereading(one.right, one.asked)) == (missed, reread)


@pytest.mark.parametrize(
    ("earned", "behind"),
    [
        ([3, 4, 8, 9], 1),  # Four of ten is the floor.
        ([3, 3, 8, 9], 0),  # Half of them: a teacher sees the class, not two readers.
        ([3, 3, 8, 9, 9, 10], 2),
        ([], 0),
    ],
)
def test_who_is_far_behind_is_named_unless_many_are(earned: list[int], behind: int) -> None:
    answers = [{place: response(place < right) for place in range(10)} for right in earned]

    assert priorities.far_behind(scores.statistics_of(TEN, [Cohort.of(TEN, answers)])) == behind


def test_nobody_is_far_behind_in_a_quiz_of_two_marks() -> None:
    two = bank(*TEN.questions[:2])
    answers = [{place: response(right) for place in (0, 1)} for right in (True, True, True, False)]

    assert priorities.far_behind(scores.statistics_of(two, [Cohort.of(two, answers)])) == 0
