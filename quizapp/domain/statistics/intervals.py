"""How surely a figure is known: intervals of 95 %, each by the formula that is known for its kind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import atanh, sqrt, tanh

from quizapp.domain.statistics.distributions import Z, f_quantile, t_quantile

_TAIL = 0.025
_ROUNDING = 1e-9
_FEWEST_PAIRS = 4
"""A correlation of fewer has no interval: its error is one over the root of three less."""


class Method(StrEnum):
    """How an interval was found."""

    WILSON = "wilson"
    STUDENT = "student"
    FELDT = "feldt"
    FISHER = "fisher"
    RANKS = "ranks"
    BOOTSTRAP = "bootstrap"
    ASYMPTOTIC = "asymptotic"


@dataclass(frozen=True, slots=True)
class Interval:
    """Holds what is estimated in 95 of 100 such classes."""

    low: float
    high: float
    method: Method


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with what it rests on."""

    value: float | None
    """None where there are too few to say, or they do not differ: what is undefined is never 0."""
    n: int
    """How many attempts it rests on."""
    interval: Interval | None = None
    """None too where a figure is known, but not how surely."""


def proportion(count: int, n: int) -> Figure:
    """Wilson's score interval (Wilson 1927, J. Am. Stat. Assoc. 22, 209)."""
    if n == 0:
        return Figure(None, 0)
    share, square = count / n, Z * Z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = Z / (1 + square / n) * sqrt(share * (1 - share) / n + square / (4 * n * n))
    low = 0.0 if count == 0 else middle - half
    high = 1.0 if count == n else middle + half
    return Figure(share, n, Interval(low, high, Method.WILSON))


def mean(value: float, deviation: float, n: int, within: tuple[float, float] | None = None) -> Figure:
    """Of n values with this standard deviation, by Student's t; an interval is held to what a value can be."""
    if n < 2 or deviation == 0:
        return Figure(value, n)
    half = _t(n - 1) * deviation / sqrt(n)
    low, high = value - half, value + half
    if within is not None:
        low, high = max(low, within[0]), min(high, within[1])
    return Figure(value, n, Interval(low, high, Method.STUDENT))


def mean_of_shares(value: float, squares: float, n: int, least: float) -> Figure:
    """Of n shares of what could be earned, by their mean, the sum of their squares and the lowest of them."""
    apart = max(0.0, squares - n * value**2)
    # What is less comes of rounding: shares that differ at all are further apart.
    deviation = sqrt(apart / (n - 1)) if n > 1 and apart > _ROUNDING else 0
    return mean(value, deviation, n, (min(0.0, least), 1.0))


@lru_cache(64)
def _t(degrees: int) -> float:
    return t_quantile(1 - _TAIL, degrees)


def correlation(value: float | None, n: int) -> Figure:
    """By Fisher's z (Fisher 1921, Metron 1, 3); of a perfect one it knows nothing."""
    if value is None or n < _FEWEST_PAIRS or abs(value) == 1:
        return Figure(value, n)
    half = Z / sqrt(n - 3)
    return Figure(value, n, Interval(tanh(atanh(value) - half), tanh(atanh(value) + half), Method.FISHER))


def reliability(alpha: float | None, n: int, questions: int) -> Figure:
    """Of Cronbach's alpha (Feldt 1965, Psychometrika 30, 357).

    As in Feldt, Woodruff and Salih 1987 (Appl. Psych. Meas. 11, 93), formulas 6 and 7.
    """
    if alpha is None or alpha == 1:
        return Figure(alpha, n)
    degrees = n - 1, (n - 1) * (questions - 1)
    low, high = (1 - (1 - alpha) * f_quantile(at, *degrees) for at in (1 - _TAIL, _TAIL))
    return Figure(alpha, n, Interval(low, high, Method.FELDT))


def median(ordered: Sequence[float]) -> Figure:
    """Of rising values, whatever they are like: by the ranks between which it lies (Conover 1999, 3.2).

    As many lie below the median as coins fall heads, so the binomial distribution says which ranks.
    """
    n = len(ordered)
    if n == 0:
        return Figure(None, 0)
    value = (ordered[(n - 1) // 2] + ordered[n // 2]) / 2
    outside = _ranks_outside(n)
    if outside == 0:
        return Figure(value, n)
    return Figure(value, n, Interval(ordered[outside - 1], ordered[n - outside], Method.RANKS))


@lru_cache(64)
def _ranks_outside(n: int) -> int:
    """The greatest rank from either end that the median lies beyond with a chance of at most one in forty."""
    rank, ways, below = 0, 1, 1
    while 40 * below <= 2**n:
        ways = ways * (n - rank) // (rank + 1)
        rank += 1
        below += ways
    return rank


def drawn(values: Iterable[float | None]) -> Interval | None:
    """Between the percentiles 2.5 and 97.5 of a figure in classes that were drawn (Efron and Tibshirani 1993, 13).

    None where it is undefined in more than one of twenty of them.
    """
    everything = list(values)
    ordered = sorted(value for value in everything if value is not None)
    if 20 * len(ordered) < 19 * len(everything):
        return None
    return Interval(_percentile(ordered, _TAIL), _percentile(ordered, 1 - _TAIL), Method.BOOTSTRAP)


def _percentile(ordered: Sequence[float], at: float) -> float:
    """Between two neighbours in proportion (Hyndman and Fan 1996, type 7)."""
    place = at * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
