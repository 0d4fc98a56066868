"""Where questions are drawn for each reader, every attempt may be a cohort of its own: the figures are the same."""

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from quizapp.domain.attempts import Response
from quizapp.domain.banks import Bank, Pool, only
from quizapp.domain.scoring import mark
from quizapp.domain.statistics import questions, scores
from quizapp.domain.statistics.intervals import Figure
from quizapp.domain.statistics.tallies import Cohort
from tests.makers import bank, multiple, single, true_false

BANK = bank(single("a"), single("b", right=1), multiple("c"), true_false("d"), single("e", maximum=Fraction(2)))


def sheets(of: Bank, count: int, seed: int = 1) -> list[dict[int, Response]]:
    """Attempts that pick at random, or leave a question out."""
    chance = Random(seed)
    found = []
    for _ in range(count):
        picks = {
            place: frozenset([chance.randrange(len(question.choices))])
            for place, question in enumerate(of.questions)
            if chance.random() < 0.9
        }
        found.append({place: Response(picked, mark(of.questions[place], picked)) for place, picked in picks.items()})
    return found


@pytest.mark.parametrize("count", [9, 12, 40])
def test_a_class_read_attempt_by_attempt_has_the_figures_of_the_class(count: int) -> None:
    attempts = sheets(BANK, count)

    apart = questions.statistics_of(BANK, [Cohort.of(BANK, [one]) for one in attempts])

    assert apart == questions.statistics_of(BANK, [Cohort.of(BANK, attempts)])


def test_a_drawn_question_is_told_over_those_who_were_asked_it_each_with_the_rest_of_their_own() -> None:
    """Of four readers, each asked two of three: what one question earned, and the other that its reader had."""
    three = bank(single("a"), single("b"), single("c"))
    asked = [((0, 1), (1, 1)), ((0, 2), (0, 0)), ((0, 1), (1, 0)), ((1, 2), (1, 1))]

    def cohort(places: tuple[int, ...], rights: tuple[int, ...]) -> Cohort:
        given = {at: Response(frozenset([0 if right else 1]), Decimal(right)) for at, right in enumerate(rights)}
        return Cohort.of(only(three, places), [given])

    a, b, c = questions.statistics_of(three, [cohort(*one) for one in asked])

    assert [(one.asked, one.right) for one in (a, b, c)] == [(3, 2), (3, 2), (2, 1)]
    # Of a, marks 1, 0, 1 beside rests 1, 0, 0: r = (3·1 - 2·1) / √((3·2 - 4)(3·1 - 1)) = 1/2.
    assert a.discrimination.value == pytest.approx(0.5)


def test_scores_of_drawn_questions_are_compared_as_wholes_and_reliability_is_undefined() -> None:
    pool = bank(*(single(f"q{at}") for at in range(4)), pools=(Pool(2, ("q0", "q1", "q2", "q3")),))
    drawn = [((0, 1), 2), ((2, 3), 1), ((0, 3), 1), ((1, 2), 0)]
    cohorts = []
    for places, rights in drawn:
        given = {at: Response(frozenset([0 if at < rights else 1]), Decimal(at < rights)) for at in range(2)}
        cohorts.append(Cohort.of(only(pool, places), [given]))
    whole = Cohort.of(only(pool, (0, 1, 2, 3)), [{}])

    found = scores.statistics_of(pool, [*cohorts, whole])

    assert (found.n, found.maximum, found.mean.value, found.median.value) == (4, Decimal(2), 1, 1)
    assert found.deviation.value == pytest.approx((2 / 3) ** 0.5)
    assert [(one.score, one.count) for one in found.spread] == [(0, 1), (1, 2), (2, 1)]
    assert (found.reliability, found.error.value) == (Figure(None, 4), None)
