"""How one goes about in what is too long for one page."""

from collections.abc import Sequence
from dataclasses import dataclass

_AROUND = 2
"""Parts on each side of the one that is shown."""


@dataclass(frozen=True, slots=True)
class Pager:
    part: int
    """The one that is shown, from 1."""
    parts: int

    @property
    def numbers(self) -> Sequence[int]:
        """Those to offer: the first, the last, and those around; none where there is one part alone."""
        if self.parts < 2:
            return ()
        around = range(self.part - _AROUND, self.part + _AROUND + 1)
        # Where but one would be left out, it stands there too.
        first = 1 if around[0] <= 3 else around[0]
        last = self.parts if around[-1] >= self.parts - 2 else around[-1]
        return sorted({1, *range(first, last + 1), self.parts})
