"""What the scores of one version say: where they lie, how far apart, and how much of that is more than chance.

Formulas are those of Moodle's report of quiz statistics (https://docs.moodle.org/dev/Quiz_statistics_calculations):
skewness and kurtosis are k3/k2^1.5 and k4/k2² of Fisher's k-statistics, reliability is its coefficient of internal
consistency, Cronbach's alpha.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import sqrt

from quizapp.domain.banks import Bank
from quizapp.domain.scoring import PLACES, rounded
from quizapp.domain.statistics import intervals
from quizapp.domain.statistics.intervals import Figure
from quizapp.domain.statistics.tallies import Cohort, units, wholly_same

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


@dataclass(frozen=True, slots=True)
class Moments:
    """The sums of the powers of some numbers, exact, and the shape that they give."""

    n: int
    powers: tuple[int, int, int, int]

    @classmethod
    def of(cls, counts: Mapping[int, int]) -> "Moments":
        """Of each number as many as are counted."""
        first, second, third, fourth = (
            sum(count * number**power for number, count in counts.items()) for power in (1, 2, 3, 4)
        )
        return cls(sum(counts.values()), (first, second, third, fourth))

    def variance(self) -> Fraction | None:
        """k2."""
        n, (s1, s2, _, _) = self.n, self.powers
        return None if n < 2 else Fraction(n * s2 - s1 * s1, n * (n - 1))

    def skewness(self) -> float | None:
        """k3/k2^1.5; None of fewer than three, or where all are equal."""
        n, (s1, s2, s3, _) = self.n, self.powers
        variance = self.variance()
        if n < 3 or not variance:
            return None
        k3 = Fraction(n * n * s3 - 3 * n * s1 * s2 + 2 * s1**3, n * (n - 1) * (n - 2))
        return float(k3 / variance) / sqrt(variance)

    def kurtosis(self) -> float | None:
        """k4/k2²; None of fewer than four, or where all are equal."""
        n, (s1, s2, s3, s4) = self.n, self.powers
        variance = self.variance()
        if n < 4 or not variance:
            return None
        k4 = Fraction(
            (n**3 + n**2) * s4
            - 4 * (n**2 + n) * s1 * s3
            - 3 * (n**2 - n) * s2 * s2
            + 12 * n * s1 * s1 * s2
            - 6 * s1**4,
            n * (n - 1) * (n - 2) * (n - 3),
        )
        return float(k4 / variance**2)


def statistics_of(shown: Bank, cohorts: Sequence[Cohort]) -> ScoreStatistics:
    """Over the cohorts that were asked the same questions as the bank shown, for as many points each."""
    alike = [cohort for cohort in cohorts if wholly_same(cohort.bank, shown)]
    counts: Counter[int] = Counter()
    for cohort in alike:
        counts.update(cohort.totals)
    moments = Moments.of(counts)
    n, variance = moments.n, moments.variance()
    alpha = _alpha(alike, len(shown.questions), variance)
    deviation = None if variance is None else sqrt(variance)
    error = None if deviation is None or alpha is None else deviation * sqrt(1 - alpha)
    average = None if n == 0 else moments.powers[0] / n
    spread, step = _spread(counts, rounded(shown.maximum))
    return ScoreStatistics(
        n=n,
        maximum=rounded(shown.maximum),
        mean=Figure(None, 0) if average is None else intervals.mean(_points(average), _points(deviation or 0.0), n),
        median=Figure(_median(counts), n),
        deviation=Figure(None if deviation is None else _points(deviation), n),
        skewness=Figure(moments.skewness(), n),
        kurtosis=Figure(moments.kurtosis(), n),
        reliability=intervals.reliability(alpha, n, len(shown.questions)),
        error=Figure(None if error is None else _points(error), n),
        spread=spread,
        step=step,
    )


def _points(ten_millionths: float) -> float:
    return ten_millionths * float(PLACES)


def _median(counts: Mapping[int, int]) -> float | None:
    ordered = sorted(Counter(counts).elements())
    n = len(ordered)
    return None if n == 0 else _points((ordered[(n - 1) // 2] + ordered[n // 2]) / 2)


def _alpha(cohorts: Sequence[Cohort], questions: int, variance: Fraction | None) -> float | None:
    """The more of the scores' variance there is besides that of each question alone, the nearer to 1."""
    if questions < 2 or not variance:
        return None
    marks: dict[str, Counter[int]] = {}
    for cohort in cohorts:
        for place, question in enumerate(cohort.bank.questions):
            of_question = marks.setdefault(question.id, Counter())
            for number, count in Counter(cohort.responses_to(place)).items():
                of_question[cohort.given[number].mark] += count
    alone = sum((Moments.of(of_question).variance() or 0 for of_question in marks.values()), Fraction(0))
    return float(Fraction(questions, questions - 1) * (1 - alone / variance))


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
