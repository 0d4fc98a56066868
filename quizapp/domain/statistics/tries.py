"""Which of a reader's tries is their score."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from quizapp.domain.quizzes import Counts


@dataclass(frozen=True, slots=True)
class Try:
    """One finished attempt, as the choice of the counting one sees it."""

    attempt_id: int
    who: Hashable
    """Its reader."""
    finished_at: datetime
    share: Fraction
    """Score ÷ maximum, 0 to 1."""
    whole: bool
    """Whether it asked all that its quiz asks; a try at only what was missed never is the score."""


def counting(tries: Iterable[Try], counts: Counts) -> frozenset[int]:
    """The ids of the attempts that are their readers' scores: one a reader, of those that asked everything."""
    of_reader: dict[Hashable, list[Try]] = {}
    for one in tries:
        if one.whole:
            of_reader.setdefault(one.who, []).append(one)
    return frozenset(_chosen(sorted(mine, key=_when), counts).attempt_id for mine in of_reader.values())


def _when(one: Try) -> tuple[datetime, int]:
    return one.finished_at, one.attempt_id


def _chosen(mine: Sequence[Try], counts: Counts) -> Try:
    match counts:
        case Counts.FIRST:
            return mine[0]
        case Counts.LAST:
            return mine[-1]
        case Counts.BEST:
            return max(mine, key=lambda one: one.share)  # The earliest of equals.
