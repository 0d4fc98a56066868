"""A teacher's own word on one response: another mark than the key gives, something said to its reader, or both."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from quizapp.domain.scoring import rounded

LONGEST_REMARK = 500
"""In letters."""


class BadMark(Exception):
    """A mark that the question cannot give."""


class NothingToMark(Exception):
    """There is no response: to what was not answered, a teacher may say something, but gives no mark."""


@dataclass(frozen=True, slots=True)
class Ruling:
    mark: Decimal | None
    """None where the key marks."""
    remark: str
    """To the reader; may be empty."""

    @property
    def says_nothing(self) -> bool:
        """Whether it is none: so a teacher takes back what they ruled."""
        return self.mark is None and not self.remark


def ruled(ruling: Ruling | None, by_key: Decimal, maximum: Decimal) -> Decimal:
    """What a response earns: by its teacher, else by the key; never more than the key that marks now gives at most.

    The ruling itself stays as it was given, so that with the former key its whole mark is back.
    """
    return by_key if ruling is None or ruling.mark is None else min(ruling.mark, maximum)


def given(points: Fraction, maximum: Decimal) -> Decimal:
    """A mark as a teacher gives it, from nothing to the maximum. Raises BadMark."""
    mark = rounded(points)
    if not 0 <= mark <= maximum:
        raise BadMark
    return mark
