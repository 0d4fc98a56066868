"""A choice that costs more than the mark costs the mark: all responses earn the same, and the bank can be written."""

from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.banks import Choice, Kind, Question
from quizapp.domain.scoring import credit
from quizapp.formats import reading
from quizapp.formats.building.assembly import FoundQuestion, within_mark

COSTS = st.lists(st.fractions(-5, 0, max_denominator=6), min_size=1, max_size=3)


@given(COSTS)
def test_every_response_earns_what_it_earned(costs: list[Fraction]) -> None:
    choices = [Choice("right", Fraction(1)), *(Choice(f"wrong {n}", cost) for n, cost in enumerate(costs))]
    found = FoundQuestion(Kind.MULTIPLE, "Which?", choices)

    before, after = (Question("q", Kind.MULTIPLE, "Which?", tuple(one.choices)) for one in (found, within_mark(found)))

    assert all(choice.fraction >= -1 for choice in after.choices)
    for size in range(1, len(choices) + 1):
        for picked in combinations(range(len(choices)), size):
            assert credit(before, frozenset(picked)) == credit(after, frozenset(picked))


def test_what_one_choice_of_a_single_question_costs_beyond_the_mark_is_a_fault() -> None:
    report = reading.read(b"id,question,answer,correct,points\n1,Where?,here,1,2\n,,there,-55.5\n", "x.csv")

    assert "bad-number" in [one.code for one in report.problems]
