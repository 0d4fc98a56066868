"""Readers in a row: each a dot whose shape says what it stands for, or bars where they are too many."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST_DOTS = 40
"""Readers in a strip, each as a dot; of more, a bar."""
_PITCH = 8
"""From one dot of a strip to the next, in units of the drawing."""
_BAR = MOST_DOTS * _PITCH


class DotKind(StrEnum):
    """What a dot stands for: each has a shape of its own."""

    RIGHT = "right"
    STRONGEST = "strongest"
    """The wrong choice that was picked most."""
    OTHER = "other"
    NONE = "none"
    """No answer."""
    FINISHED = "finished"
    """A reader of a quiz, not of a question; so are the others."""
    RUNNING = "running"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class StripPart:
    """Readers of one kind in a strip: dots at these places, or a bar."""

    mark: DotKind
    dots: tuple[int, ...] = ()
    start: float = 0
    width: float = 0


@dataclass(frozen=True, slots=True)
class Strip:
    width: int
    parts: tuple[StripPart, ...]


def strip(*counts: tuple[DotKind, int], of: int = 0) -> Strip:
    """So many readers of each kind, one after the other, in a place for `of` of them, or for all that there are."""
    most = max(of, sum(count for _, count in counts))
    present = [(mark, count) for mark, count in counts if count]
    if most <= MOST_DOTS:
        return Strip(most * _PITCH, tuple(_dotted(present)))
    return Strip(_BAR, tuple(_barred(present, most)))


def _dotted(counts: Sequence[tuple[DotKind, int]]) -> Iterator[StripPart]:
    at = 0
    for mark, count in counts:
        yield StripPart(mark, tuple(_PITCH * place + _PITCH // 2 for place in range(at, at + count)))
        at += count


def _barred(counts: Sequence[tuple[DotKind, int]], most: int) -> Iterator[StripPart]:
    at = 0
    for mark, count in counts:
        yield StripPart(mark, start=round(_BAR * at / most, 1), width=round(_BAR * count / most, 1))
        at += count
