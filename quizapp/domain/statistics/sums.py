"""The sums over a class of which the shape of its scores is made: whole numbers, so that they are exact."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True, slots=True)
class Sums:
    """Of n readers. Formulas are written for sums, not for sums of distances: exact, so that nothing cancels."""

    n: int
    powers: tuple[int, int, int, int]
    """Of the scores themselves, of their squares, and so on."""
    questions: int
    alone: int
    """Over the questions, n times the sum of the squares of their marks less the square of their sum."""

    @classmethod
    def of(cls, scores: Mapping[int, int], marks: Iterable[Mapping[int, int]]) -> "Sums":
        """Of how many have each score, and, question by question, how many have each mark."""
        first, second, third, fourth = (
            sum(count * score**power for score, count in scores.items()) for power in (1, 2, 3, 4)
        )
        n, alone = sum(scores.values()), [_apart(counts) for counts in marks]
        return cls(n, (first, second, third, fourth), len(alone), sum(alone))

    @property
    def _apart(self) -> int:
        """n(n - 1) times the variance of the scores."""
        return self.n * self.powers[1] - self.powers[0] ** 2

    def mean(self) -> float | None:
        return self.powers[0] / self.n if self.n else None

    def deviation(self) -> float | None:
        """The root of k2; None of fewer than two."""
        return sqrt(self._apart / (self.n * (self.n - 1))) if self.n > 1 else None

    def skewness(self) -> float | None:
        """k3/k2^1.5; None of fewer than three, or where all are equal."""
        n, (s1, s2, s3, _), apart = self.n, self.powers, self._apart
        if n < 3 or apart == 0:
            return None
        k3 = n * n * s3 - 3 * n * s1 * s2 + 2 * s1**3  # n(n - 1)(n - 2) times it.
        return k3 / apart * sqrt(n * (n - 1) / apart) / (n - 2)

    def kurtosis(self) -> float | None:
        """k4/k2²; None of fewer than four, or where all are equal."""
        n, (s1, s2, s3, s4), apart = self.n, self.powers, self._apart
        if n < 4 or apart == 0:
            return None
        k4 = (  # n(n - 1)(n - 2)(n - 3) times it.
            n * n * (n + 1) * s4
            - 4 * n * (n + 1) * s1 * s3
            - 3 * n * (n - 1) * s2 * s2
            + 12 * n * s1 * s1 * s2
            - 6 * s1**4
        )
        return k4 * n * (n - 1) / (apart * apart * (n - 2) * (n - 3))

    def alpha(self) -> float | None:
        """Cronbach's; None of one question, or where all scores are equal."""
        if self.questions < 2 or self._apart == 0:
            return None
        return self.questions * (self._apart - self.alone) / ((self.questions - 1) * self._apart)

    def error(self) -> float | None:
        """The standard error of measurement, which is the deviation times the root of 1 - alpha; None where that is."""
        if self.questions < 2 or self._apart == 0:
            return None
        square = self.questions * self.alone - self._apart
        return sqrt(square / ((self.questions - 1) * self.n * (self.n - 1)))


def _apart(counts: Mapping[int, int]) -> int:
    total = sum(count * mark for mark, count in counts.items())
    return sum(counts.values()) * sum(count * mark * mark for mark, count in counts.items()) - total * total
