"""How long answers took, where feedback is at once: from the answer before, so that reading is in it."""

from collections.abc import Iterable, Iterator


def taken(answered: Iterable[tuple[float, int]]) -> Iterator[tuple[int, float]]:
    """The place of each question with the seconds between its answer and the one before, or the start.

    From when each was answered, in seconds since the start.
    """
    before = 0.0
    for at, place in sorted(answered):
        yield place, at - before
        before = at
