"""The sums of products of marks over a class: of parts of a class they are added.

They say how far the standard error of measurement itself may be off, without going through the readers again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_ROOM = 32
"""Bits, for as many readers as there may be."""


@dataclass(frozen=True, slots=True)
class Products:
    """Of readers by their marks x, and by q = kΣx² - (Σx)² of each, where k questions were asked: whole numbers.

    `rows` has for every question one whole number in fields of `width` bits: Σ over the readers of its x times each of
    their x, by the places of the questions, the first in the lowest field; on top of them Σ of x times q. To add two
    parts of a class is then to add two numbers for a question.
    """

    width: int
    alone: int = 0
    """Σ of q."""
    squares: int = 0
    """Σ of q²."""
    rows: tuple[int, ...] = ()

    @classmethod
    def of(cls, marks: Sequence[int], places: Sequence[int], sheets: Iterable[Sequence[int]]) -> "Products":
        """Of readers by the numbers of their responses, with what each response earned and to which place."""
        questions = max(places, default=-1) + 1
        width = 2 * max((abs(mark) for mark in marks), default=0).bit_length() + _ROOM
        fields = [mark << place * width for mark, place in zip(marks, places, strict=True)]
        squared = [mark * mark for mark in marks]
        top, alone, squares = questions * width, 0, 0
        given = [0] * len(marks)
        for sheet in sheets:
            one = questions * sum(map(squared.__getitem__, sheet)) - sum(map(marks.__getitem__, sheet)) ** 2
            alone += one
            squares += one * one
            reader = sum(map(fields.__getitem__, sheet)) + (one << top)
            for number in sheet:
                given[number] += reader
        rows = [0] * questions
        for mark, place, sum_ in zip(marks, places, given, strict=True):
            rows[place] += mark * sum_
        return cls(width, alone, squares, tuple(rows))

    def __add__(self, other: "Products") -> "Products":
        if not self.rows or not other.rows:
            return self if self.rows else other
        width = max(self.width, other.width)
        one, two = self._in(width), other._in(width)
        rows = tuple(map(int.__add__, one, two))
        return Products(width, self.alone + other.alone, self.squares + other.squares, rows)

    def weighed(self, weights: Sequence[int]) -> tuple[int, int]:
        """Σ of (Σwx)², and Σ of q(Σwx), with a weight w for each question, by its place."""
        twice, alone = 0, 0
        for weight, row in zip(weights, self.rows, strict=True):
            *products, with_q = self._fields(row)
            twice += weight * sum(map(int.__mul__, weights, products))
            alone += weight * with_q
        return twice, alone

    def _in(self, width: int) -> Sequence[int]:
        """The rows in fields of this width."""
        if width == self.width:
            return self.rows
        return [sum(field << at * width for at, field in enumerate(self._fields(row))) for row in self.rows]

    def _fields(self, row: int) -> list[int]:
        """A field may be under nothing: half of what fits in is added to each, and taken away again."""
        width, questions = self.width, len(self.rows)
        half, mask = 1 << width - 1, (1 << width) - 1
        row += sum(half << at * width for at in range(questions))
        return [*((row >> at * width & mask) - half for at in range(questions)), row >> questions * width]
