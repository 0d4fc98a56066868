"""Two groups of readers on the questions that both were asked: how far apart they are, and whether chance may do it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizapp.domain.banks import Bank
from quizapp.domain.statistics.intervals import Figure
from quizapp.domain.statistics.questions import QuestionStatistics
from quizapp.domain.statistics.tallies import pairs


class Surety(StrEnum):
    """What may be said of a difference between two figures."""

    UNKNOWN = "unknown"
    """One of them has no interval, so nothing."""
    OVERLAPPING = "overlapping"
    """Each may be what the other is: it may be chance."""
    APART = "apart"
    """Their intervals of 95 % do not meet: chance does that in fewer than one of twenty cases, between groups that are
    alike in fewer than one of a hundred (Schenker and Gentleman 2001, The American Statistician 55, 182)."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two figures of the same thing."""

    one: Figure
    other: Figure

    @property
    def difference(self) -> float | None:
        """Over nothing where the other is higher; None where one of them is unknown."""
        if self.one.value is None or self.other.value is None:
            return None
        return self.other.value - self.one.value

    @property
    def surety(self) -> Surety:
        if self.one.interval is None or self.other.interval is None:
            return Surety.UNKNOWN
        meet = self.one.interval.low <= self.other.interval.high and self.other.interval.low <= self.one.interval.high
        return Surety.OVERLAPPING if meet else Surety.APART


@dataclass(frozen=True, slots=True)
class SharedQuestion:
    """A question that both groups were asked."""

    one: QuestionStatistics
    other: QuestionStatistics
    same_key: bool
    """Whether what was right in one is right in the other."""

    @property
    def facilities(self) -> Contrast:
        return Contrast(self.one.facility, self.other.facility)


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two banks have in common, and what not: by the places of the questions."""

    shared: tuple[tuple[int, int, bool], ...]
    """In one and in the other, and whether their keys agree."""
    only_one: tuple[int, ...]
    only_other: tuple[int, ...]


def overlap(one: Bank, other: Bank) -> Overlap:
    """In the order of the first."""
    shared = []
    for here, there, choices in pairs(one, other):
        key = {choices[place] for place in one.questions[here].key}
        shared.append((here, there, key == other.questions[there].key))
    in_one, in_other = {here for here, _, _ in shared}, {there for _, there, _ in shared}
    return Overlap(
        tuple(shared),
        tuple(place for place in range(len(one.questions)) if place not in in_one),
        tuple(place for place in range(len(other.questions)) if place not in in_other),
    )


def from_furthest(shared: Iterable[SharedQuestion]) -> Sequence[SharedQuestion]:
    """Those that differ most first, in whichever way; those of which that is unknown last."""
    return sorted(shared, key=_closeness)


def _closeness(one: SharedQuestion) -> tuple[bool, float, int]:
    apart = one.facilities.difference
    return apart is None, -abs(apart or 0), one.one.place
