"""How surely a figure is known: against SciPy, and against the cases that are printed where the formulas come from."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from quizapp.domain.statistics import intervals
from quizapp.domain.statistics.intervals import Figure, Interval, Method


def ends(figure: Figure) -> tuple[float, float]:
    assert figure.interval is not None
    return figure.interval.low, figure.interval.high


# --- proportions ---


@given(st.integers(1, 2_000), st.data())
def test_a_proportion_has_wilsons_interval(n: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, n))

    figure = intervals.proportion(count, n)

    expected = stats.binomtest(count, n).proportion_ci(method="wilson")
    assert (figure.value, figure.n) == (count / n, n)
    assert ends(figure) == pytest.approx((expected.low, expected.high), abs=1e-12)
    assert 0 <= ends(figure)[0] <= count / n <= ends(figure)[1] <= 1


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilsons_interval_is_that_of_newcombes_table(count: int, n: int, low: float, high: float) -> None:
    """Newcombe 1998, Statistics in Medicine 17, 857, table I, method 3."""
    assert ends(intervals.proportion(count, n)) == pytest.approx((low, high), abs=5e-5)


# --- means ---

VALUES = st.lists(st.integers(-50, 50).map(float), min_size=2, max_size=40)


@given(VALUES)
def test_a_mean_has_students_interval(values: list[float]) -> None:
    value, deviation, n = float(np.mean(values)), float(np.std(values, ddof=1)), len(values)

    figure = intervals.mean(value, deviation, n)

    if deviation == 0:
        assert figure == Figure(value, n)
    else:
        expected = stats.t.interval(0.95, n - 1, loc=value, scale=stats.sem(values))
        assert ends(figure) == pytest.approx(tuple(expected), rel=1e-9)


def test_a_mean_is_held_to_what_there_can_be() -> None:
    assert ends(intervals.mean(0.9, 0.4, 4, (0, 1))) == (pytest.approx(0.9 - 3.1824 * 0.2, abs=1e-4), 1)
    assert ends(intervals.mean(0.1, 0.4, 4, (0, 1)))[0] == 0


def test_one_value_is_a_mean_that_nobody_can_be_sure_of() -> None:
    assert intervals.mean(3, 0, 1) == Figure(3, 1)


# --- correlations ---


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=4, max_size=30))
def test_a_correlation_has_fishers_interval(pairs: list[tuple[int, int]]) -> None:
    xs, ys = zip(*pairs, strict=True)
    if len(set(xs)) == 1 or len(set(ys)) == 1:
        return
    found = stats.pearsonr(xs, ys)
    if abs(found.statistic) > 0.999:
        return

    figure = intervals.correlation(float(found.statistic), len(pairs))

    expected = found.confidence_interval(0.95)
    assert ends(figure) == pytest.approx((expected.low, expected.high), abs=1e-9)


@pytest.mark.parametrize(("value", "n"), [(None, 30), (0.5, 3), (1.0, 30), (-1.0, 30)])
def test_a_correlation_that_is_perfect_or_of_three_has_none(value: float | None, n: int) -> None:
    assert intervals.correlation(value, n) == Figure(value, n)


# --- reliability ---


def test_alpha_has_feldts_interval_as_it_is_worked_elsewhere() -> None:
    """Evans, R code at imaging.mrc-cbu.cam.ac.uk/statswiki/FAQ/cafun; 0.913 of 873 people and 20 items."""
    assert ends(intervals.reliability(0.913, 873, 20)) == pytest.approx((0.9044024, 0.9211588), abs=5e-8)


@given(st.floats(-2, 0.999), st.integers(2, 500), st.integers(2, 60))
def test_alpha_has_feldts_interval(alpha: float, n: int, questions: int) -> None:
    low, high = ends(intervals.reliability(alpha, n, questions))

    degrees = n - 1, (n - 1) * (questions - 1)
    assert low == pytest.approx(1 - (1 - alpha) * stats.f.ppf(0.975, *degrees), rel=1e-6)
    assert high == pytest.approx(1 - (1 - alpha) * stats.f.ppf(0.025, *degrees), rel=1e-6, abs=1e-9)
    assert low < alpha < high


def test_an_alpha_of_one_or_of_nothing_has_none() -> None:
    assert intervals.reliability(1.0, 10, 3) == Figure(1.0, 10)
    assert intervals.reliability(None, 10, 3) == Figure(None, 10)


# --- medians ---


@given(st.lists(st.integers(0, 100).map(float), min_size=1, max_size=200))
def test_a_median_lies_between_ranks_that_the_binomial_distribution_gives(values: list[float]) -> None:
    ordered = sorted(values)

    figure = intervals.median(ordered)

    n = len(ordered)
    assert figure.value == np.median(values)
    outside = max(
        (rank for rank in range(n // 2 + 1) if rank and stats.binom.cdf(rank - 1, n, 0.5) <= 0.025), default=0
    )
    if outside == 0:
        assert figure.interval is None
    else:
        assert ends(figure) == (ordered[outside - 1], ordered[n - outside])


def test_five_are_too_few_for_the_ranks_of_a_median_and_of_six_it_is_the_whole() -> None:
    assert intervals.median([1, 2, 3, 4, 5]).interval is None
    assert intervals.median([1, 2, 3, 4, 5, 6]).interval == Interval(1, 6, Method.RANKS)
    assert intervals.median([]) == Figure(None, 0)


# --- what is drawn ---


@given(st.lists(st.floats(-100, 100), min_size=20, max_size=60))
def test_what_is_drawn_lies_between_numpys_percentiles(values: list[float]) -> None:
    found = intervals.drawn(values)

    assert found is not None
    assert (found.low, found.high) == pytest.approx(tuple(np.percentile(values, [2.5, 97.5])))


def test_a_figure_that_most_classes_do_not_have_has_no_interval() -> None:
    assert intervals.drawn([1.0] * 19 + [None]) == Interval(1, 1, Method.BOOTSTRAP)
    assert intervals.drawn([1.0] * 18 + [None] * 2) is None
    assert intervals.drawn([None] * 3) is None
