"""What the answers of a cohort sum up to: exact, and added where they are parts of one class.

All figures but those of few readers, who are drawn from, and those of a part of the questions are made of it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizapp.domain.banks import Bank
from quizapp.domain.statistics.products import Products
from quizapp.domain.statistics.tallies import Cohort, Given, by_key

Tally = tuple[Sequence[int], Sequence[int]]
"""Numbers that differ, and how often each is there."""


@dataclass(frozen=True, slots=True)
class Summand:
    """Of a part of a cohort, as it can be kept."""

    given: Sequence[Given]
    """Every response that differs."""
    scores: Mapping[int, int]
    """How many have each, in ten-millionths."""
    tallies: Sequence[Tally]
    """Of each response: with which scores by the key, and how many attempts have each with it."""
    products: Products

    @classmethod
    def of(cls, cohort: Cohort) -> "Summand":
        tallies: list[tuple[list[int], list[int]]] = [([], []) for _ in cohort.given]
        for place in range(len(cohort.bank.questions)):
            for score, number, count in cohort.tallies(place):
                tallies[number][0].append(score)
                tallies[number][1].append(count)
        return cls(cohort.given, cohort.scores(), tallies, cohort.products())


class Folded:
    """Parts of one cohort, added: it is asked what a Cohort is asked."""

    def __init__(self, bank: Bank, parts: Iterable[Summand]) -> None:
        self.bank = bank
        self.given: list[Given] = []
        self._scores: Counter[int] = Counter()
        self._tallies: list[dict[int, int]] = []
        """Of each response, how many attempts have it with each score."""
        self._of_place: list[list[int]] = [[] for _ in bank.questions]
        """The numbers of the responses to each question."""
        self._products = Products(0)
        numbers: dict[Given, int] = {}
        for part in parts:
            self._add(part, numbers)
        self._n = sum(self._scores.values())
        self._keyed = by_key(bank, self.given)

    def _add(self, part: Summand, numbers: dict[Given, int]) -> None:
        self._scores.update(part.scores)
        self._products += part.products
        for given, (scores, counts) in zip(part.given, part.tallies, strict=True):
            if given not in numbers:
                numbers[given] = len(self.given)
                self.given.append(given)
                self._of_place[given.place].append(numbers[given])
                self._tallies.append(dict(zip(scores, counts, strict=True)))
                continue
            tallies = self._tallies[numbers[given]]
            before = tallies.get
            for score, count in zip(scores, counts, strict=True):
                tallies[score] = before(score, 0) + count

    def __len__(self) -> int:
        return self._n

    def by_key(self) -> Sequence[int]:
        return self._keyed

    def tallies(self, place: int) -> Iterator[tuple[int, int, int]]:
        for number in self._of_place[place]:
            for score, count in self._tallies[number].items():
                yield score, number, count

    def scores(self) -> Mapping[int, int]:
        return self._scores

    def counts(self, place: int) -> Mapping[int, int]:
        return {number: sum(self._tallies[number].values()) for number in self._of_place[place]}

    def products(self) -> Products:
        return self._products

    def picks(self, places: Sequence[int] | None = None) -> Mapping[tuple[int, frozenset[int]], int]:
        """How many gave each response, by the place of its question and what was picked.

        Where the cohort was asked only some questions of a version, `places` are theirs, rising.
        """
        found: Counter[tuple[int, frozenset[int]]] = Counter()
        for at in range(len(self.bank.questions)):
            for number, count in self.counts(at).items():
                found[at if places is None else places[at], self.given[number].picked] += count
        return found
