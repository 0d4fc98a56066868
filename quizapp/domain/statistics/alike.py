"""Attempts whose scores mean the same: at the questions of the bank shown, for as many points each."""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import gcd

from quizapp.domain.banks import Bank
from quizapp.domain.statistics.sums import Sums
from quizapp.domain.statistics.tallies import Cohort, maximum, places


def wholly_same(asked: Bank, shown: Bank) -> bool:
    """Whether the two ask the same questions, for as many points each."""
    both = places(asked, shown)
    return len(both) == len(asked.questions) == len(shown.questions) and all(
        maximum(asked.questions[place]) == maximum(shown.questions[at]) for place, at in both.items()
    )


class Alike:
    """All in ten-millionths."""

    def __init__(self, shown: Bank, cohorts: Sequence[Cohort]) -> None:
        same = [cohort for cohort in cohorts if len(cohort) and wholly_same(cohort.bank, shown)]
        self._cohorts = [(cohort, _order(cohort.bank, shown)) for cohort in same]
        self.scores: Counter[int] = Counter()
        """How many have each."""
        self._marks: list[Counter[int]] = [Counter() for _ in shown.questions]
        for cohort, order in self._cohorts:
            self.scores.update(cohort.totals)
            for counts, place in zip(self._marks, order, strict=True):
                for number, count in Counter(cohort.responses_to(place)).items():
                    counts[cohort.given[number].mark] += count
        self.sums = Sums.of(self.scores, self._marks)

    def rising(self) -> list[int]:
        """The score of each."""
        return sorted(self.scores.elements())

    def scale(self) -> tuple[int, int]:
        """From where, and in which unit, the scores of `readers` are counted."""
        lowest = [min(counts) for counts in self._marks]
        over = (mark - low for counts, low in zip(self._marks, lowest, strict=True) for mark in counts)
        return sum(lowest), gcd(*over) or 1

    def readers(self) -> Iterator[list[int]]:
        """The marks of each, counted from the lowest of their question, in the greatest unit that divides them all."""
        lowest, unit = [min(counts) for counts in self._marks], self.scale()[1]
        for cohort, order in self._cohorts:
            marks = [given.mark for given in cohort.given]
            for sheet in cohort.sheets():
                yield [(marks[sheet[place]] - low) // unit for place, low in zip(order, lowest, strict=True)]

    def apart(self) -> Iterator[tuple[float, float]]:
        """How far each is from the mean: the squares of their marks' distances, summed, and the square of the score's.

        Of thousands, so no number is made anew for each response.
        """
        n, score = self.sums.n, self.sums.powers[0]
        for cohort, order in self._cohorts:
            means = {place: self._total(at) / n for at, place in enumerate(order)}
            squares = [(given.mark - means[given.place]) ** 2 for given in cohort.given]
            for total, sheet in zip(cohort.totals, cohort.sheets(), strict=True):
                yield sum(map(squares.__getitem__, sheet)), (total - score / n) ** 2

    def _total(self, at: int) -> int:
        return sum(mark * count for mark, count in self._marks[at].items())


def _order(asked: Bank, shown: Bank) -> list[int]:
    """The places where it asks the questions of the bank shown, in their order there."""
    there = {at: place for place, at in places(asked, shown).items()}
    return [there[at] for at in range(len(shown.questions))]
