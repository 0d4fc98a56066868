"""On which scale marks are told: out of a number, in per cent, or in letters; rounded as a teacher chooses.

A mark is a share of what could be earned, 0 to 1. What costs points may leave less than nothing: a scale begins at
nothing, for no gradebook has less. Everything is exact until it is rounded, once.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

USUAL_LETTERS = "A 85, B 70, C 55, D 40, E"
MOST_LETTERS = 20
_LONGEST_LETTER = 20
_GRADE = re.compile(r"(?P<name>\S.*?)(?:\s+(?P<least>[0-9]{1,3}))?\s*%?")


class ScaleKind(StrEnum):
    """What marks are told in."""

    OF_20 = "20"
    OF_10 = "10"
    PER_CENT = "100"
    LETTERS = "letters"


class Rounding(StrEnum):
    """To what; half a step goes up, and with UP whatever is more than a step."""

    TENTH = "0.1"
    TENTH_UP = "0.1-up"
    HALF = "0.5"
    HALF_UP = "0.5-up"
    WHOLE = "1"
    WHOLE_UP = "1-up"
    HUNDREDTH = "0.01"

    @property
    def step(self) -> Fraction:
        return Fraction(self.removesuffix("-up"))

    @property
    def is_up(self) -> bool:
        return self.endswith("-up")

    def of(self, number: Fraction) -> Decimal:
        """The number, as it is rounded."""
        steps = number / self.step
        count = ceil(steps) if self.is_up else floor(steps + Fraction(1, 2))
        return Decimal(self.removesuffix("-up")) * count


class BadLetters(ValueError):
    """They name no scale."""


@dataclass(frozen=True, slots=True)
class Grade:
    """A letter, and from how many per cent on it is given."""

    name: str
    least: int


@dataclass(frozen=True, slots=True)
class Scale:
    kind: ScaleKind
    rounding: Rounding
    """Of letters it is not asked: what is exactly reached counts."""
    grades: tuple[Grade, ...] = ()
    """The best first; the last begins at nothing."""

    @property
    def top(self) -> int:
        """The best mark; of letters, of what their thresholds are."""
        return 100 if self.kind is ScaleKind.LETTERS else int(self.kind)

    def of(self, share: Fraction) -> Decimal | str:
        within = min(Fraction(1), max(Fraction(0), share))
        if self.kind is ScaleKind.LETTERS:
            return next(one.name for one in self.grades if within * 100 >= one.least)
        return self.rounding.of(within * self.top)


def grades(typed: str) -> tuple[Grade, ...]:
    """« A 85, B 70, C »: from how many per cent on each is given, the last from nothing. Raises BadLetters."""
    found = tuple(map(_grade, re.split("[,;\n]", typed.strip().rstrip(",;"))))
    names = {one.name.casefold() for one in found}
    falls = all(better.least > one.least for better, one in pairwise(found))
    if not falls or found[-1].least != 0 or found[0].least > 100 or not 2 <= len(names) == len(found) <= MOST_LETTERS:
        raise BadLetters(typed)
    return found


def _grade(typed: str) -> Grade:
    read = _GRADE.fullmatch(typed.strip())
    if read is None or len(read["name"]) > _LONGEST_LETTER:
        raise BadLetters(typed)
    return Grade(read["name"], int(read["least"] or 0))
