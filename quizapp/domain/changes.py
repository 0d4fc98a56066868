"""Whether what somebody has seen of a quiz's attempts is still so."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Sighting:
    """How far somebody has seen what came of a quiz."""

    below: int
    """Of its attempts, all changes with a lower number."""
    rest: str
    """Of all else that was seen, a digest."""

    def __str__(self) -> str:
        return f"{self.below}-{self.rest}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """What was written as `str` has it; None for anything else."""
        below, __, rest = text.partition("-")
        return cls(int(below), rest) if below.isascii() and below.isdigit() and len(below) < 20 else None


@dataclass(frozen=True, slots=True)
class ChangeState:
    """What there is to see of a quiz now."""

    newest: int
    """The number of the last change of an attempt that is there."""
    seen: Sighting
    """By whoever looks now."""

    def none_since(self, before: Sighting) -> bool:
        """Whether all is as it was seen before. A sighting of what is not yet here was another database's."""
        return before.rest == self.seen.rest and self.newest < before.below <= self.seen.below
