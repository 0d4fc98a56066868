"""From the points of every response to a way of scheme that gives the same points again."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.banks import Choice, Kind, Question, Rule, tabled
from quizapp.domain.scoring import credit
from quizapp.formats.building.scores import Scheme, of_multiple, of_single

POINTS = st.fractions(-3, 3, max_denominator=6)


def question(kind: Kind, scheme: Scheme, count: int) -> Question:
    choices = tuple(Choice(str(place), share) for place, share in enumerate(scheme.worth(count)))
    made = Question("q", kind, "Which?", choices, scheme.marking)
    return tabled(made, scheme.table) if scheme.table else made


def places(ticked: int) -> frozenset[int]:
    return frozenset(place for place in range(5) if ticked >> place & 1)


@given(st.lists(POINTS, min_size=1, max_size=5))
def test_a_picked_choice_earns_its_points(points: list[Fraction]) -> None:
    scheme = of_single(points)

    if max(points) <= 0:
        assert scheme is None
        return
    assert scheme is not None
    made = question(Kind.SINGLE, scheme, len(points))
    earned = [credit(made, frozenset((place,))) * made.marking.maximum for place in range(len(points))]
    assert earned == points
    assert made.marking.maximum == max(points)


@given(st.integers(1, 4).flatmap(lambda count: st.lists(POINTS, min_size=2**count, max_size=2**count)))
def test_every_combination_of_ticks_earns_its_points(points: list[Fraction]) -> None:
    scheme = of_multiple(points)

    if max(points) <= 0:
        assert scheme is None
        return
    assert scheme is not None
    made = question(Kind.MULTIPLE, scheme, len(points).bit_length() - 1)
    assert [credit(made, places(ticked)) * made.marking.maximum for ticked in range(len(points))] == points


@given(st.lists(st.sampled_from([Fraction(n, 6) for n in range(-6, 7)]), min_size=2, max_size=4))
def test_sums_that_are_held_to_the_mark_need_no_table(shares: list[Fraction]) -> None:
    rights = sum((share for share in shares if share > 0), Fraction(0))
    if rights != 1:
        return
    points = []
    for ticks in product((False, True), repeat=len(shares)):
        total = sum((share for share, is_ticked in zip(reversed(shares), ticks, strict=True) if is_ticked), Fraction(0))
        points.append(min(Fraction(1), max(Fraction(0), total)))

    scheme = of_multiple(points)

    assert scheme is not None
    assert scheme.rule is not Rule.TABLE


def test_one_full_combination_and_nothing_else_is_all_or_nothing() -> None:
    scheme = of_multiple([Fraction(0)] * 5 + [Fraction(3)] + [Fraction(0)] * 2)

    assert scheme == Scheme(Fraction(3), (Fraction(1, 2), Fraction(0), Fraction(1, 2)), Rule.ALL_OR_NOTHING)


def test_what_no_sum_gives_is_a_table() -> None:
    points = [Fraction(0), Fraction(1), Fraction(1), Fraction(0)]

    scheme = of_multiple(points)

    assert scheme == Scheme(Fraction(1), (), Rule.TABLE, tuple(points))


@pytest.mark.parametrize(("said", "most"), [(None, 2), (Fraction(1), 2), (Fraction(2), 2), (Fraction(4), 4)])
def test_a_maximum_that_is_said_counts_where_it_is_more(said: Fraction | None, most: int) -> None:
    single = of_single([Fraction(2), Fraction(0)], said)
    multiple = of_multiple([Fraction(0), Fraction(2), Fraction(1), Fraction(2)], said)

    assert single is not None
    assert (single.maximum, single.fractions) == (most, (Fraction(2, most), 0))
    assert multiple is not None
    assert multiple.maximum == most


@pytest.mark.parametrize("points", [[], [Fraction(0)], [Fraction(-1), Fraction(0)]])
def test_where_nothing_earns_anything_there_is_no_marking(points: list[Fraction]) -> None:
    assert of_single(points, Fraction(5)) is None
    assert of_multiple(points, Fraction(5)) is None
