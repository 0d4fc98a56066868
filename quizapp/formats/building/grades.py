"""Moodle's grades: the shares of a mark that it lets a choice be worth.

Source: Moodle 4.5, question/engine/bank.php (fraction_options_full) and lib/questionlib.php (match_grade_options).
Moodle keeps them to seven decimals; here they are the ratios that those stand for.
"""

from bisect import bisect_left
from collections.abc import Sequence
from fractions import Fraction

_NEAR = Fraction(1, 100_000)
"""Moodle takes a number that is nearer than this for the grade."""
_ABOVE_NOTHING = (
    *(Fraction(1, n) for n in (20, 10, 9, 8, 7, 6, 5, 4)), Fraction(3, 10), Fraction(1, 3), Fraction(2, 5),
    Fraction(1, 2), Fraction(3, 5), Fraction(2, 3), Fraction(7, 10), Fraction(3, 4), Fraction(4, 5), Fraction(5, 6),
    Fraction(9, 10), Fraction(1),
)  # fmt: skip
_GRADES = (*(-grade for grade in reversed(_ABOVE_NOTHING)), Fraction(0), *_ABOVE_NOTHING)


def matched(share: Fraction) -> Fraction:
    """The grade that a number stands for, as 33.33333 % does for a third; a number that is none stays what it is."""
    grade = nearest(share)
    return grade if abs(grade - share) < _NEAR else share


def nearest(share: Fraction) -> Fraction:
    """Of two, the greater; what is worth anything, or costs anything, still does."""
    grades = _ABOVE_NOTHING if share > 0 else _GRADES[: len(_ABOVE_NOTHING)] if share < 0 else (Fraction(0),)
    at = bisect_left(grades, share)
    return min(reversed(grades[max(0, at - 1) : at + 1]), key=lambda grade: abs(grade - share))


def shares(given: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """The nearest grades for the shares of several right answers, which together still make the whole if they did."""
    near = tuple(map(nearest, given))
    if _total(given) < 1 - _NEAR or _total(near) > 1 - _NEAR:
        return near
    return tuple(_ABOVE_NOTHING[bisect_left(_ABOVE_NOTHING, share)] if share > 0 else nearest(share) for share in given)


def _total(given: Sequence[Fraction]) -> Fraction:
    return sum((share for share in given if share > 0), Fraction(0))
