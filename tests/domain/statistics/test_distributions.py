"""Quantiles of t and F, against SciPy and the printed tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from quizapp.domain.statistics.distributions import Z, f_quantile, incomplete_beta, t_quantile

DEGREES = st.integers(1, 100_000)


@given(st.floats(0, 1), st.floats(0.5, 5_000), st.floats(0.5, 5_000))
def test_the_incomplete_beta_function_is_scipys(x: float, a: float, b: float) -> None:
    assert incomplete_beta(x, a, b) == pytest.approx(special.betainc(a, b, x), rel=1e-9, abs=1e-12)


@given(st.floats(0.001, 0.999), DEGREES, DEGREES)
def test_the_quantiles_of_f_are_scipys(probability: float, above: int, below: int) -> None:
    assert f_quantile(probability, above, below) == pytest.approx(stats.f.ppf(probability, above, below), rel=1e-7)


@given(st.floats(0.51, 0.999), DEGREES)
def test_the_quantiles_of_t_are_scipys(probability: float, degrees: int) -> None:
    assert t_quantile(probability, degrees) == pytest.approx(stats.t.ppf(probability, degrees), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize(("degrees", "printed"), [(1, 12.706), (5, 2.571), (10, 2.228), (30, 2.042), (120, 1.980)])
def test_the_quantiles_of_t_are_those_of_the_tables(degrees: int, printed: float) -> None:
    assert round(t_quantile(0.975, degrees), 3) == printed


@pytest.mark.parametrize(("above", "below", "printed"), [(1, 1, 647.8), (3, 10, 4.83), (10, 10, 3.72), (20, 60, 1.94)])
def test_the_quantiles_of_f_are_those_of_the_tables(above: int, below: int, printed: float) -> None:
    assert f_quantile(0.975, above, below) == pytest.approx(printed, abs=0.05 if printed > 100 else 0.005)


def test_a_million_degrees_are_the_normal_distribution() -> None:
    assert t_quantile(0.975, 1_000_000) == pytest.approx(Z, abs=1e-5)
    assert pytest.approx(stats.norm.ppf(0.975)) == Z
