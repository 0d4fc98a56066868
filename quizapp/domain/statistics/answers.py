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
    """Those of one cohort to one question, by the key; the rest is the score without its mark, in ten-millionths.

    Each response that differs has a number.
    """

    choices: tuple[int, ...]
    """For each choice that was asked, its place in the question shown."""
    n: int
    """Attempts."""
    given: Mapping[int, Given]
    marks: Mapping[int, int]
    """What each earns."""
    most: int
    """What a fully right response earns."""
    rest_most: int
    """What all other questions give together."""
    counts: Mapping[int, int]
    """How many gave each."""
    rests: Mapping[int, int]
    """The sum of the rests of those who gave it."""
    squares: int
    """The sum of the squares of all rests."""
    tallies: Sequence[tuple[int, int, int]]
    """A rest, a response, and how many have both."""

    @classmethod
    def of(cls, link: Link) -> "Answers":
        marks = link.cohort.by_key()
        counts, rests = [0] * len(marks), [0] * len(marks)
        squares, tallies = 0, []
        for total, number, count in link.cohort.tallies(link.place):
            rest = total - marks[number]
            counts[number] += count
            rests[number] += count * rest
            squares += count * rest * rest
            tallies.append((rest, number, count))
        questions = link.cohort.bank.questions
        most = maximum(questions[link.place])
        given = {number: link.cohort.given[number] for number, count in enumerate(counts) if count}
        return cls(
            link.choices,
            len(link.cohort),
            given,
            {number: marks[number] for number in given},
            most,
            sum(map(maximum, questions)) - most,
            {number: counts[number] for number in given},
            {number: rests[number] for number in given},
            squares,
            tallies,
        )

    def credit(self, number: int) -> Fraction:
        """The share of its maximum that a response has earned."""
        return Fraction(self.marks[number], self.most)

    @property
    def unanswered(self) -> int:
        return sum(count for number, count in self.counts.items() if not self.given[number].picked)

    @property
    def right(self) -> int:
        """How many have earned all."""
        enough = (1 - TOLERANCE) * self.most
        return sum(count for number, count in self.counts.items() if self.marks[number] > enough)

    def picked(self, choice: int) -> int:
        """How many picked this choice of the question shown."""
        return sum(count for number, count in self.counts.items() if choice in self.picks(number))

    def picks(self, number: int) -> frozenset[int]:
        """What a response holds, as the question is shown."""
        return frozenset(self.choices[place] for place in self.given[number].picked)

    def credit_with_rest(self) -> Pairs:
        return self._with_rest({number: self.credit(number) for number in self.given})

    def pick_with_rest(self, choice: int) -> Pairs:
        """1 of each who picked this choice, and 0 of the others."""
        return self._with_rest({number: Fraction(choice in self.picks(number)) for number in self.given})

    def _with_rest(self, values: Mapping[int, Fraction]) -> Pairs:
        """Of each attempt the value of its response and its rest, as a share of all that others give.

        Nothing, where there is no other question.
        """
        if not self.rest_most:
            return Pairs()
        return Pairs(
            self.n,
            sum((values[number] * count for number, count in self.counts.items()), Fraction(0)),
            Fraction(sum(self.rests.values()), self.rest_most),
            sum((values[number] ** 2 * count for number, count in self.counts.items()), Fraction(0)),
            Fraction(self.squares, self.rest_most**2),
            sum((values[number] * rest for number, rest in self.rests.items()), Fraction(0)) / self.rest_most,
        )


FEW = 8
"""So many are no work."""


def together(answers: Sequence[Answers]) -> Sequence[Answers]:
    """The same answers, those in one that are out of as much: where questions are drawn, every attempt is a cohort."""
    if len(answers) <= FEW:
        return answers
    alike: dict[tuple[object, ...], list[Answers]] = {}
    for one in answers:
        alike.setdefault((one.choices, one.most, one.rest_most), []).append(one)
    return [_added(same) if len(same) > 1 else same[0] for same in alike.values()]


def _added(same: Sequence[Answers]) -> Answers:
    """Answers out of as much, as if they were one cohort's."""
    given: dict[int, Given] = {}
    marks: dict[int, int] = {}
    numbers: dict[tuple[Given, int], int] = {}
    counts, rests = Counter[int](), Counter[int]()
    tallied: Counter[tuple[int, int]] = Counter()
    for one in same:
        here = {}
        for number, response in one.given.items():
            # Where it stood among the questions of its cohort says nothing here.
            known = Given(0, response.picked, response.mark), one.marks[number]
            here[number] = at = numbers.setdefault(known, len(numbers))
            given[at], marks[at] = known
            counts[at] += one.counts[number]
            rests[at] += one.rests[number]
        for rest, number, count in one.tallies:
            tallied[rest, here[number]] += count
    first = same[0]
    return Answers(
        first.choices,
        sum(one.n for one in same),
        given,
        marks,
        first.most,
        first.rest_most,
        counts,
        rests,
        sum(one.squares for one in same),
        [(rest, number, count) for (rest, number), count in tallied.items()],
    )


@dataclass(frozen=True, slots=True)
class Groups:
    """Readers in groups by the rest, the weakest first."""

    sizes: tuple[int, ...]
    picked: tuple[Mapping[int, int], ...]
    """How many of each group picked each choice of the question shown."""


def groups(answers: Sequence[Answers], parts: int) -> Groups | None:
    """Two or three groups as equal as can be: readers with the same rest stay together. None where that leaves fewer.

    Those who have no other question to go by are in none.
    """
    ranked = [one for one in answers if one.rest_most]
    common = lcm(*(one.rest_most for one in ranked))
    rests: dict[int, int] = {}
    for one in ranked:
        stretch = common // one.rest_most
        for rest, _, count in one.tallies:
            rests[rest * stretch] = rests.get(rest * stretch, 0) + count
    bounds = cuts(rests, parts)
    if bounds is None:
        return None
    picked: list[Counter[int]] = [Counter() for _ in range(parts)]
    sizes = [0] * parts
    for one in ranked:
        for group, counts in enumerate(_by_group(one, [bound * one.rest_most // common for bound in bounds])):
            for number, count in counts.items():
                sizes[group] += count
                for place in one.picks(number):
                    picked[group][place] += count
    return Groups(tuple(sizes), tuple(picked))


def _by_group(answers: Answers, bounds: Sequence[int]) -> Sequence[Mapping[int, int]]:
    """How many of each group gave each response; `bounds` are the highest rests of all groups but the last."""
    counts: list[dict[int, int]] = [{} for _ in range(len(bounds) + 1)]
    for rest, number, count in answers.tallies:
        group = counts[bisect_left(bounds, rest)]
        group[number] = group.get(number, 0) + count
    return counts


def cuts(rests: Mapping[int, int], parts: int) -> list[int] | None:
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

    found = [nearest(part) for part in range(1, parts)]
    if parts == 3 and found[0] == found[1]:
        one = found[0]
        pairs = [[low, low + 1] for low in (one - 1, one) if 0 <= low < last]
        found = min(pairs, key=lambda pair: off(pair[0], 1) + off(pair[1], 2))
    return [rising[cut] for cut in found]
