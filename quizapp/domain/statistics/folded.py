"""What the answers of a cohort sum up to: exact, and added where they are parts of one class.

All figures but those of few readers, who are drawn from, and those of a part of the questions are made of it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizapp.domain.banks import Bank
from quizapp.domain.statistics.products import Products
from quizapp.domain.statistics.tallies import Cohort, Given, by_key


@dataclass(frozen=True, slots=True)
class Part:
    """Of a part of a cohort, as it can be kept."""

    given: Sequence[Given]
    """Every response that differs."""
    scores: Mapping[int, int]
    """How many have each, in ten-millionths."""
    tallies: Sequence[tuple[int, int, int]]
    """A score by the key, the number of a response among `given`, and how many attempts have both."""
    products: Products

    @classmethod
    def of(cls, cohort: Cohort) -> "Part":
        tallies = [one for place in range(len(cohort.bank.questions)) for one in cohort.tallies(place)]
        return cls(cohort.given, cohort.scores(), tallies, cohort.products())


class Folded:
    """Parts of one cohort, added: it is asked what a Cohort is asked."""

    def __init__(self, bank: Bank, parts: Iterable[Part]) -> None:
        self.bank = bank
        self.given: list[Given] = []
        self._scores: Counter[int] = Counter()
        self._tallies: list[dict[tuple[int, int], int]] = [{} for _ in bank.questions]
        """Of each question."""
        self._products = Products(0)
        numbers: dict[Given, int] = {}
        for part in parts:
            self._add(part, numbers)
        self._n = sum(self._scores.values())
        self._keyed = by_key(bank, self.given)

    def _add(self, part: Part, numbers: dict[Given, int]) -> None:
        self._scores.update(part.scores)
        self._products += part.products
        for given in part.given:
            if given not in numbers:
                numbers[given] = len(self.given)
                self.given.append(given)
        here = [(self._tallies[given.place], numbers[given]) for given in part.given]
        for score, local, count in part.tallies:
            tallies, number = here[local]
            both = score, number
            tallies[both] = tallies.get(both, 0) + count

    def __len__(self) -> int:
        return self._n

    def by_key(self) -> Sequence[int]:
        return self._keyed

    def tallies(self, place: int) -> Iterable[tuple[int, int, int]]:
        return ((score, number, count) for (score, number), count in self._tallies[place].items())

    def scores(self) -> Mapping[int, int]:
        return self._scores

    def counts(self, place: int) -> Mapping[int, int]:
        found: Counter[int] = Counter()
        for (_, number), count in self._tallies[place].items():
            found[number] += count
        return found

    def products(self) -> Products:
        return self._products
