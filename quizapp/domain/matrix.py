"""Readers by questions: what each made of each, and how many have each question right."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizapp.domain.banks import Bank
from quizapp.domain.scoring import Outcome, outcome
from quizapp.domain.statistics.tallies import pairs

Given = tuple[int, frozenset[int]]
"""A response, by where its question is shown and what was picked."""
Picks = Mapping[int, frozenset[int]]
"""What a reader picked, by the question's place in the bank that asked it."""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What one reader made of one question."""

    outcome: Outcome | None
    """None where the reader was not asked it."""
    picked: frozenset[int] = frozenset()
    """The places of the choices as the question is shown."""


NOT_ASKED = MatrixCell(None)


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """One question, over all readers."""

    place: int
    """In the bank shown."""
    asked: int
    right: int


class Asking:
    """How the questions shown were asked by one version and marked by one key: all of it, or those at `places`."""

    def __init__(self, asked: Bank, shown: Bank, places: Collection[int] | None = None) -> None:
        self._asked, self._length = asked, len(shown.questions)
        self._there = {
            at: (place, choices) for place, at, choices in pairs(asked, shown) if places is None or place in places
        }

    def asks(self, at: int) -> bool:
        """Whether it asked the question at this place in the bank shown."""
        return at in self._there

    def row(
        self, picks: Picks, ats: Iterable[int] | None = None, seen: dict[Given, MatrixCell] | None = None
    ) -> tuple[MatrixCell, ...]:
        """What one reader made of each question shown, or of those at these places.

        `seen` is what others made of them who were asked in this way: a page of them has few cells that differ.
        """
        seen = {} if seen is None else seen
        return tuple(self._cell(at, picks, seen) for at in (range(self._length) if ats is None else ats))

    def right(self, counts: Mapping[Given, int]) -> Mapping[int, int]:
        """How many have each question shown right, of so many responses by their place and what was picked."""
        shown = {place: at for at, (place, _) in self._there.items()}
        found = dict.fromkeys(self._there, 0)
        for (place, picked), count in counts.items():
            if place in shown and outcome(self._asked.questions[place], picked) is Outcome.RIGHT:
                found[shown[place]] += count
        return found

    def _cell(self, at: int, picks: Picks, seen: dict[Given, MatrixCell]) -> MatrixCell:
        if at not in self._there:
            return NOT_ASKED
        place, choices = self._there[at]
        given = at, picks.get(place, frozenset())
        if given not in seen:
            shown = frozenset(choices[choice] for choice in given[1])
            seen[given] = MatrixCell(outcome(self._asked.questions[place], given[1]), shown)
        return seen[given]


def columns(length: int, asked: Iterable[tuple[Asking, int, Mapping[int, int]]]) -> tuple[MatrixColumn, ...]:
    """Every question shown, in the bank's order: of ways of asking, each with its readers and how many were right."""
    ways = list(asked)
    return tuple(
        MatrixColumn(
            at,
            sum(readers for way, readers, _ in ways if way.asks(at)),
            sum(right.get(at, 0) for _, _, right in ways),
        )
        for at in range(length)
    )


def from_best_known(found: Sequence[MatrixColumn]) -> list[MatrixColumn]:
    """By the share that had it right; those that nobody was asked last."""
    return sorted(found, key=lambda one: (-one.right / one.asked if one.asked else 1, one.place))
