"""How long answers took, where feedback is at once: from the answer before, so that reading is in it."""

from collections.abc import Iterable, Iterator
from datetime import datetime


def taken(started_at: datetime, answered: Iterable[tuple[datetime, int]]) -> Iterator[tuple[int, float]]:
    """The place of each question with the seconds between its answer and the one before; of the first, the start."""
    before = started_at
    for at, place in sorted(answered):
        yield place, (at - before).total_seconds()
        before = at
