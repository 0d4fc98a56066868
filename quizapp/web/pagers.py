"""How one goes about in what is too long for one page."""

from collections.abc import Sequence
from dataclasses import dataclass


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
        return [one for one in range(1, self.parts + 1) if one in (1, self.parts) or abs(one - self.part) < 3]
