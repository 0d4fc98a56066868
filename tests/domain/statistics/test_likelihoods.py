"""Chances are those of every way in which a small class can answer, one by one."""

from itertools import product
from math import comb, exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.statistics.likelihoods import Likelihoods

EVERYTHING = -1e9


@given(
    readers=st.integers(10, 40),
    wrong=st.integers(1, 6),
    facility=st.floats(0.2, 0.95),
    bond=st.floats(0, 0.5),
)
def test_every_wrong_choice_shows_something(readers: int, wrong: int, facility: float, bond: float) -> None:
    likelihoods = Likelihoods(readers, wrong, facility, bond)

    assert likelihoods.chance_of_key(EVERYTHING) == pytest.approx(wrong)
    assert likelihoods.chance_of_key(EVERYTHING, readers // 2) == pytest.approx(wrong)
    assert likelihoods.chance_of_lure(EVERYTHING) == pytest.approx(wrong)


@pytest.mark.parametrize("keyed", range(0, 8, 2))
@pytest.mark.parametrize("taken", range(1, 8, 2))
def test_the_chance_of_a_lure_is_that_of_all_ways_to_be_wrong(keyed: int, taken: int) -> None:
    likelihoods = Likelihoods(8, 3, 0.6, 0.3)
    weights = [likelihoods.misleading(keyed, count) - likelihoods.sound(keyed) for count in range(9 - keyed)]
    weight = likelihoods.misleading(keyed, taken) - likelihoods.sound(keyed)
    ways = list(product(range(3), repeat=8 - keyed))

    reaching = sum(weights[way.count(choice)] >= weight - 1e-9 for way in ways for choice in range(3))
    assert likelihoods.chance_of_lure(weight, keyed) == pytest.approx(reaching / len(ways))


def test_without_a_bond_only_the_counts_speak_for_another_key() -> None:
    likelihoods = Likelihoods(12, 3, 0.6, 0.0)
    weight = likelihoods.wrong_key(7) - likelihoods.sound(2)
    binomial = sum(comb(10, count) * 2 ** (10 - count) for count in range(7, 11)) / 3**10

    assert likelihoods.chance_of_key(weight, 2) == pytest.approx(3 * binomial)


def test_all_numbers_at_the_key_together_are_as_likely_as_certain() -> None:
    likelihoods = Likelihoods(20, 3, 0.7, 0.3)
    spreads = sum(comb(20, keyed) * 3 ** (20 - keyed) * exp(likelihoods.sound(keyed)) for keyed in range(21))

    assert spreads == pytest.approx(1)


def test_who_takes_a_choice_speaks_for_it_the_more_the_more_they_are() -> None:
    few, many = Likelihoods(10, 3, 0.6, 0.3), Likelihoods(50, 3, 0.6, 0.3)

    assert few.bonds(0.4, -0.2) == pytest.approx(7 * 0.3 * 0.6)
    assert many.bonds(0.4, -0.2) == pytest.approx(47 * 0.3 * 0.6)
    assert few.bonds(-0.2, 0.4) == -few.bonds(0.4, -0.2)


def test_a_dead_choice_is_likelier_the_more_are_wrong_without_taking_it() -> None:
    likelihoods = Likelihoods(28, 3, 0.6, 0.3)

    assert likelihoods.one_dead(10) - likelihoods.sound(10) == pytest.approx(18 * log(3 / 2) - log(3))
