"""From the points that another program gives each response to the way a question is marked here, exactly.

A program's rules are evaluated once for every possible response, when a file is read; what comes of it is a maximum and
fractions where these say the same, else a table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizapp.domain.banks import MOST_TABLED, Marking, Rule


@dataclass(frozen=True, slots=True)
class Scheme:
    """How a question is marked: the points of `maximum` times the credit of a response are those of its program."""

    maximum: Fraction
    fractions: tuple[Fraction, ...]
    """Of each choice; of a question that is marked by a table, none."""
    rule: Rule = Rule.PARTIAL
    table: tuple[Fraction, ...] = ()

    @property
    def marking(self) -> Marking:
        """What it is beside the choices."""
        return Marking(self.maximum, self.rule, self.table)

    def worth(self, count: int) -> tuple[Fraction, ...]:
        """What each of so many choices is worth by itself."""
        return self.fractions or (Fraction(0),) * count


def of_single(points: Sequence[Fraction], maximum: Fraction | None = None) -> Scheme | None:
    """By the points of each choice, where one is picked; None where nothing earns any.

    `maximum` is what the question is said to be worth, where that is more than any response earns.
    """
    most = _most(points, maximum)
    return Scheme(most, tuple(one / most for one in points)) if most > 0 else None


def of_multiple(points: Sequence[Fraction], maximum: Fraction | None = None) -> Scheme | None:
    """By the points of each combination of ticks, at the sum of 2**place over the places that are ticked.

    None where no combination earns any; `maximum` as above.
    """
    most = _most(points, maximum)
    if most <= 0:
        return None
    earned = tuple(one / most for one in points)
    assert len(earned) <= 2**MOST_TABLED
    count = (len(earned) - 1).bit_length()
    full = [ticked for ticked, credit in enumerate(earned) if credit]
    if len(full) == 1 and full[0] and earned[full[0]] == 1:
        key = [bool(full[0] >> place & 1) for place in range(count)]
        return Scheme(most, tuple(Fraction(is_right, sum(key)) for is_right in key), Rule.ALL_OR_NOTHING)
    alone = tuple(earned[1 << place] for place in range(count))
    summed = _additive(earned, alone)
    return Scheme(most, summed) if summed else Scheme(most, (), Rule.TABLE, earned)


def _most(points: Sequence[Fraction], maximum: Fraction | None) -> Fraction:
    most = max(points, default=Fraction(0))
    return max(most, maximum or most) if most > 0 else Fraction(0)


def _additive(earned: Sequence[Fraction], alone: tuple[Fraction, ...]) -> tuple[Fraction, ...] | None:
    """The fractions whose sum, held to 0…1, gives every credit; None where there are none.

    A wrong choice earns nothing alone, whatever it costs: its cost is what ticking it beside all right ones takes away.
    """
    rights = sum(1 << place for place, credit in enumerate(alone) if credit > 0)
    fractions = tuple(
        credit if credit > 0 else earned[rights | 1 << place] - earned[rights]
        for place, credit in enumerate(alone)
    )  # fmt: skip
    for ticked, credit in enumerate(earned):
        total = sum((fraction for place, fraction in enumerate(fractions) if ticked >> place & 1), Fraction(0))
        if min(Fraction(1), max(Fraction(0), total)) != credit:
            return None
    return fractions
