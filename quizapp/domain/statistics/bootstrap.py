"""How far the figures of scores would move with other readers: 1,000 classes, drawn from the readers of this one.

The percentile bootstrap (Efron and Tibshirani 1993, chapter 13) needs every sum over a class a thousand times. So all
that is summed of a reader stands in one whole number, in fields as wide as the sums become: to add two readers is to
add two numbers, and to sort them is to rank them, for the score stands first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from operator import mul
from random import Random

from quizapp.domain.statistics.sums import Sums

DRAWS = 1000
MOST_READERS = 2000
"""Of more, what is drawn says what the asymptotic error says, and takes too long."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A class that might have been."""

    sums: Sums
    median: float


def draws(readers: Sequence[Sequence[int]]) -> Iterator[Drawn]:
    """Of readers by their marks, none under 0, each at the place of its question; the same for the same readers."""
    packing, n = Packing(readers), len(readers)
    packed = sorted(map(packing.packed, readers))
    chance = Random(repr(packed))  # noqa: S311 - so that a page is the same twice.
    for _ in range(DRAWS):
        drawn = chance.choices(packed, k=n)
        drawn.sort()
        median = (packing.score(drawn[(n - 1) // 2]) + packing.score(drawn[n // 2])) / 2
        yield Drawn(packing.sums(sum(drawn)), median)


class Packing:
    """Where each sum stands: the score, its square, cube and fourth power, the squares of all marks, each mark.

    There is room for as many readers as are given.
    """

    def __init__(self, readers: Sequence[Sequence[int]]) -> None:
        self._n = len(readers)
        marks = [max(of_question) for of_question in zip(*readers, strict=True)]
        largest = _fields(marks)
        self._ends = [0, *accumulate((self._n * field).bit_length() for field in largest)]

    def packed(self, marks: Sequence[int]) -> int:
        return sum(field << start for field, start in zip(_fields(marks), self._ends, strict=False))

    def score(self, number: int) -> int:
        return number >> self._ends[-2]

    def sums(self, number: int) -> Sums:
        """Of as many readers as there is room for, added."""
        *marks, squares, fourth, third, second, first = (
            (number >> start) & ((1 << end - start) - 1) for start, end in pairwise(self._ends)
        )
        alone = self._n * squares - sum(map(mul, marks, marks))
        return Sums(self._n, (first, second, third, fourth), len(marks), alone)


def _fields(marks: Sequence[int]) -> list[int]:
    """From the last to the first."""
    score = sum(marks)
    return [*marks, sum(map(mul, marks, marks)), score**4, score**3, score**2, score]
