"""The answers to one question summed up, exactly: with the rest, and by groups of readers."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from math import lcm, sqrt

from quizapp.domain.banks import TOLERANCE
from quizapp.domain.statistics import intervals
from quizapp.domain.statistics.intervals import Figure
from quizapp.domain.statistics.tallies import Given, Link, maximum


@dataclass(frozen=True, slots=True)
class Pairs:
    """Sums over pairs of numbers, of which their correlation is made."""

    n: int = 0
    x: Fraction = Fraction(0)
    y: Fraction = Fraction(0)
    xx: Fraction = Fraction(0)
    yy: Fraction = Fraction(0)
    xy: Fraction = Fraction(0)

    def __add__(self, other: "Pairs") -> "Pairs":
        return Pairs(
            self.n + other.n,
            self.x + other.x,
            self.y + other.y,
            self.xx + other.xx,
            self.yy + other.yy,
            self.xy + other.xy,
        )

    def correlation(self) -> Figure:
        """Pearson's; None where one of the two does not vary."""
        together = self.n * self.xy - self.x * self.y
        apart = (self.n * self.xx - self.x * self.x) * (self.n * self.yy - self.y * self.y)
        if apart == 0:
            return intervals.correlation(None, self.n)
        value = sqrt(together * together / apart)
        return intervals.correlation(value if together >= 0 else -value, self.n)


@dataclass(frozen=True, slots=True)
class Answers:
    """Those of one cohort to one question; the rest is the score without its mark, in ten-millionths."""

    link: Link
    most: int
    """What a fully right response earns."""
    rest_most: int
    """What all other questions give together."""
    counts: Mapping[Given, int]
    rests: Mapping[Given, int]
    """The sum of the rests of those who gave a response."""
    squares: int
    """The sum of the squares of all rests."""
    tallies: Mapping[tuple[int, Given], int]
    """How many have which rest, and gave which response."""

    @classmethod
    def of(cls, link: Link) -> "Answers":
        given, questions = link.cohort.given, link.cohort.bank.questions
        counts: Counter[Given] = Counter()
        rests: Counter[Given] = Counter()
        tallies: dict[tuple[int, Given], int] = {}
        squares = 0
        for (total, number), count in link.cohort.tallies(link.place).items():
            response = given[number]
            rest = total - response.mark
            counts[response] += count
            rests[response] += count * rest
            squares += count * rest * rest
            tallies[rest, response] = count
        most = maximum(questions[link.place])
        return cls(link, most, sum(map(maximum, questions)) - most, counts, rests, squares, tallies)

    @property
    def n(self) -> int:
        return len(self.link.cohort)

    def credit(self, given: Given) -> Fraction:
        """The share of its maximum that a response has earned."""
        return Fraction(given.mark, self.most)

    @property
    def unanswered(self) -> int:
        return sum(count for given, count in self.counts.items() if not given.picked)

    @property
    def right(self) -> int:
        """How many have earned all."""
        return sum(count for given, count in self.counts.items() if given.mark > (1 - TOLERANCE) * self.most)

    def picked(self, choice: int) -> int:
        """How many picked this choice of the question shown."""
        return sum(count for given, count in self.counts.items() if self._picks(given, choice))

    def credit_with_rest(self) -> Pairs:
        return self._with_rest({given: self.credit(given) for given in self.counts})

    def pick_with_rest(self, choice: int) -> Pairs:
        """1 of each who picked this choice, and 0 of the others."""
        return self._with_rest({given: Fraction(self._picks(given, choice)) for given in self.counts})

    def _picks(self, given: Given, choice: int) -> bool:
        return any(self.link.choices[place] == choice for place in given.picked)

    def _with_rest(self, values: Mapping[Given, Fraction]) -> Pairs:
        """Of each attempt the value of its response and its rest, as a share of all that others give.

        Nothing, where there is no other question.
        """
        if not self.rest_most:
            return Pairs()
        return Pairs(
            self.n,
            sum((values[given] * count for given, count in self.counts.items()), Fraction(0)),
            Fraction(sum(self.rests.values()), self.rest_most),
            sum((values[given] ** 2 * count for given, count in self.counts.items()), Fraction(0)),
            Fraction(self.squares, self.rest_most**2),
            sum((values[given] * rest for given, rest in self.rests.items()), Fraction(0)) / self.rest_most,
        )


@dataclass(frozen=True, slots=True)
class Groups:
    """Readers in groups by the rest, the weakest first."""

    sizes: tuple[int, ...]
    picked: tuple[Mapping[int, int], ...]
    """How many of each group picked each choice of the question shown."""


def groups(answers: Sequence[Answers], parts: int) -> Groups | None:
    """Two or three groups as equal as can be: readers with the same rest stay together. None where that leaves fewer.

    The sizes of those who have no other question to go by are not counted.
    """
    ranked = [one for one in answers if one.rest_most]
    common = lcm(*(one.rest_most for one in ranked))
    rests: Counter[int] = Counter()
    for one in ranked:
        for (rest, _), count in one.tallies.items():
            rests[rest * (common // one.rest_most)] += count
    bounds = _bounds(rests, parts)
    if bounds is None:
        return None
    sizes = [0] * parts
    picked: list[Counter[int]] = [Counter() for _ in range(parts)]
    for one in ranked:
        for (rest, given), count in one.tallies.items():
            group = bisect_left(bounds, rest * (common // one.rest_most))
            sizes[group] += count
            for place in given.picked:
                picked[group][one.link.choices[place]] += count
    return Groups(tuple(sizes), tuple(picked))


def _bounds(rests: Mapping[int, int], parts: int) -> list[int] | None:
    """The highest rest of each group but the last: the cuts between two rests that lie nearest to equal sizes."""
    rising = sorted(rests)
    ends = list(accumulate(rests[rest] for rest in rising))
    n, last = (ends[-1] if ends else 0), len(rising) - 2
    if last < parts - 2:
        return None

    def off(cut: int, part: int) -> int:
        return abs(parts * ends[cut] - part * n)

    def nearest(part: int) -> int:
        after = min(last, bisect_left(ends, -(-part * n // parts)))
        return min(range(max(0, after - 1), after + 1), key=lambda cut: off(cut, part))

    cuts = [nearest(part) for part in range(1, parts)]
    if parts == 3 and cuts[0] == cuts[1]:
        one = cuts[0]
        pairs = [[low, low + 1] for low in (one - 1, one) if 0 <= low < last]
        cuts = min(pairs, key=lambda pair: off(pair[0], 1) + off(pair[1], 2))
    return [rising[cut] for cut in cuts]
