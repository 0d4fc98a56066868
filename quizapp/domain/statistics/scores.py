"""What the scores of one version say: where they lie, how far apart, and how much of that is more than chance.

Formulas are those of Moodle's report of quiz statistics (https://docs.moodle.org/dev/Quiz_statistics_calculations):
skewness and kurtosis are k3/k2^1.5 and k4/k2² of Fisher's k-statistics, reliability is its coefficient of internal
consistency, Cronbach's alpha.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import sqrt

from quizapp.domain.banks import Bank
from quizapp.domain.scoring import PLACES, rounded
from quizapp.domain.statistics import asymptotic, intervals
from quizapp.domain.statistics.alike import Alike
from quizapp.domain.statistics.bootstrap import MOST_READERS, draws
from quizapp.domain.statistics.intervals import Figure, Interval
from quizapp.domain.statistics.tallies import Cohort, Counted, maximum, places, units

POINT = float(PLACES)
"""A ten-millionth of a point: so marks are kept, and summed exactly."""
MOST_APART = 40
"""So many different scores are told one by one."""
_FEWEST_BINS = 10


@dataclass(frozen=True, slots=True)
class ScoreCount:
    """How many have a score."""

    score: Decimal
    """The lowest of its bin, where scores are told together."""
    count: int


@dataclass(frozen=True, slots=True)
class ScoreStatistics:
    """The scores of the attempts that were asked all that the bank shown asks, for as many points; in points."""

    n: int
    maximum: Decimal
    mean: Figure
    median: Figure
    deviation: Figure
    """The standard deviation, of n - 1."""
    skewness: Figure
    """Under nothing where few lie far below the others."""
    kurtosis: Figure
    """Over that of the normal distribution."""
    reliability: Figure
    """Cronbach's alpha: 1 where all questions rank readers alike."""
    error: Figure
    """The standard error of measurement: how far a score lies from what the reader knows."""
    spread: tuple[ScoreCount, ...]
    """Rising."""
    step: Decimal | None
    """How wide the bins of the spread are; None where each score is told by itself."""


def statistics_of(
    shown: Bank, cohorts: Sequence[Counted], read: Callable[[], Iterable[Counted]] | None = None
) -> ScoreStatistics:
    """Over the cohorts that were asked the same questions as the bank shown, for as many points each.

    Where they are summed up, `read` gives those of them reader by reader: it is called where they have few.
    """
    alike = Alike(shown, cohorts)
    known = _known(alike, read or (lambda: cohorts))
    sums, n, most = alike.sums, alike.sums.n, rounded(shown.maximum)
    average, deviation = sums.mean(), sums.deviation()
    spread, step = _spread(alike.scores, most)
    return ScoreStatistics(
        n=n,
        maximum=most,
        mean=Figure(None, 0) if average is None else intervals.mean(average * POINT, (deviation or 0.0) * POINT, n),
        median=Figure(_points(_median(alike.rising())), n, known.median),
        deviation=Figure(_points(deviation), n, known.deviation),
        skewness=Figure(sums.skewness(), n, known.skewness),
        kurtosis=Figure(sums.kurtosis(), n, known.kurtosis),
        reliability=intervals.reliability(sums.alpha(), n, sums.questions),
        error=Figure(_points(sums.error()), n, known.error),
        spread=spread,
        step=step,
    )


def share_of(shown: Bank, cohorts: Sequence[Cohort], asked: Sequence[int]) -> Figure:
    """The mean share of what some questions of the bank shown give together; their places are named.

    Over the cohorts that were asked them all, each with its own maxima.
    """
    shares: Counter[Fraction] = Counter()
    for cohort in cohorts:
        there = {at: place for place, at in places(cohort.bank, shown).items()}
        if not asked or not there.keys() >= set(asked):
            continue
        here = [there[at] for at in asked]
        most = sum(maximum(cohort.bank.questions[place]) for place in here)
        marks = [given.mark for given in cohort.given]
        for points, count in Counter(sum(marks[sheet[place]] for place in here) for sheet in cohort.sheets()).items():
            shares[Fraction(points, most)] += count
    n = shares.total()
    if n == 0:
        return Figure(None, 0)
    average = sum((share * count for share, count in shares.items()), Fraction(0)) / n
    apart = sum(((share - average) ** 2 * count for share, count in shares.items()), Fraction(0))
    return intervals.mean(
        float(average), sqrt(apart / (n - 1)) if n > 1 else 0, n, (float(min(Fraction(0), *shares)), 1.0)
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """How surely, of the figures for which no formula says it."""

    median: Interval | None = None
    deviation: Interval | None = None
    skewness: Interval | None = None
    kurtosis: Interval | None = None
    error: Interval | None = None


def _known(alike: Alike, read: Callable[[], Iterable[Counted]]) -> _Known:
    """By drawing classes; of very many readers, by their standard errors."""
    if len(alike.scores) < 2:
        return _Known()
    if alike.sums.n > MOST_READERS:
        return _asymptotic(alike)
    (start, unit), drawn = alike.scale(), list(draws(list(alike.readers(read()))))
    return _Known(
        intervals.drawn(_points(start + unit * one.median) for one in drawn),
        intervals.drawn(_points(one.sums.deviation(), unit) for one in drawn),
        intervals.drawn(one.sums.skewness() for one in drawn),
        intervals.drawn(one.sums.kurtosis() for one in drawn),
        intervals.drawn(_points(one.sums.error(), unit) for one in drawn),
    )


def _asymptotic(alike: Alike) -> _Known:
    sums, errors = alike.sums, asymptotic.shape_errors(alike.scores)
    error, of_error = sums.error(), None
    if error:
        of_error = asymptotic.measurement_error(sums.n, sums.questions, alike.pulls(), error)
    return _Known(
        asymptotic.median([score * POINT for score in alike.rising()]),
        asymptotic.about(sums.deviation(), errors.deviation, POINT),
        asymptotic.about(sums.skewness(), errors.skewness),
        asymptotic.about(sums.kurtosis(), errors.kurtosis),
        asymptotic.about(error, of_error, POINT),
    )


def _points(ten_millionths: float | None, unit: float = 1) -> float | None:
    return None if ten_millionths is None else ten_millionths * unit * POINT


def _median(rising: Sequence[int]) -> float | None:
    n = len(rising)
    return (rising[(n - 1) // 2] + rising[n // 2]) / 2 if n else None


def _spread(counts: Mapping[int, int], most: Decimal) -> tuple[tuple[ScoreCount, ...], Decimal | None]:
    """How many have each score; where more than MOST_APART differ, each whole mark, or less where there are few."""
    if len(counts) <= MOST_APART:
        return tuple(ScoreCount(score * PLACES, count) for score, count in sorted(counts.items())), None
    step = Decimal(1)
    while most < _FEWEST_BINS * step and step > PLACES:
        step /= 10
    bins: Counter[int] = Counter()
    for score, count in counts.items():
        bins[score // units(step)] += count
    return tuple(ScoreCount(at * step, count) for at, count in sorted(bins.items())), step
