"""How far the figures of scores would move with other readers, where there are thousands: by their influence functions.

A figure moves by the mean of what each reader adds to it, so its standard error is the deviation of that over the root
of their number (Serfling 1980, 2.2 and 6.6; van der Vaart 1998, 3.1).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from quizapp.domain.statistics.distributions import Z
from quizapp.domain.statistics.intervals import Interval, Method


@dataclass(frozen=True, slots=True)
class ShapeErrors:
    """Standard errors of what is said of the shape of some scores."""

    deviation: float
    skewness: float
    kurtosis: float


def shape_errors(counts: Mapping[int, int]) -> ShapeErrors:
    """Of scores, by how many have each; they must differ."""
    n = sum(counts.values())
    mean = sum(score * count for score, count in counts.items()) / n
    deviation = sqrt(sum((score - mean) ** 2 * count for score, count in counts.items()) / n)
    standard = [((score - mean) / deviation, count) for score, count in counts.items()]

    def average(of: Callable[[float], float]) -> float:
        return sum(of(z) * count for z, count in standard) / n

    skew, tails = average(lambda z: z**3), average(lambda z: z**4)
    return ShapeErrors(
        deviation * sqrt((tails - 1) / (4 * n)),
        sqrt(average(lambda z: (z**3 - 3 * z - skew - 1.5 * skew * (z * z - 1)) ** 2) / n),
        sqrt(average(lambda z: (z**4 - 4 * skew * z - tails - 2 * tails * (z * z - 1)) ** 2) / n),
    )


def measurement_error(n: int, questions: int, pulls: tuple[int, int], error: float) -> float:
    """The standard error of the standard error of measurement, whose square is (k Σ variances - variance) / (k - 1).

    `pulls` are the sums of what each reader adds to it and of its squares, as `Alike` has them.
    """
    total, squares = pulls
    return sqrt((n * squares - total * total) / n**3) / (questions - 1) / n / (2 * error)


def median(ordered: Sequence[float]) -> Interval:
    """Between the ranks half the readers give or take what chance does to so many (Conover 1999, 3.2)."""
    n = len(ordered)
    half = Z * sqrt(n) / 2
    low, high = int(n / 2 - half), int(n / 2 + half) + 1
    return Interval(ordered[low - 1], ordered[high - 1], Method.ASYMPTOTIC)


def about(value: float | None, error: float | None, unit: float = 1) -> Interval | None:
    """Two standard errors wide on either side; None where there is none."""
    if value is None or not error:
        return None
    return Interval((value - Z * error) * unit, (value + Z * error) * unit, Method.ASYMPTOTIC)
