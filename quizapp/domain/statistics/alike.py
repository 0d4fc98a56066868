"""Attempts whose scores mean the same: at the questions of the bank shown, for as many points each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import gcd

from quizapp.domain.banks import Bank
from quizapp.domain.scoring import rounded
from quizapp.domain.statistics.sums import Sums
from quizapp.domain.statistics.tallies import Cohort, Counted, maximum, places, units


def wholly_same(asked: Bank, shown: Bank) -> bool:
    """Whether the two ask the same questions, for as many points each."""
    both = places(asked, shown)
    return len(both) == len(asked.questions) == len(shown.questions) and all(
        maximum(asked.questions[place]) == maximum(shown.questions[at]) for place, at in both.items()
    )


def equally_drawn(asked: Bank, shown: Bank) -> bool:
    """Whether a reader was asked as many of the questions shown as are drawn for each, for as many points in all."""
    return len(places(asked, shown)) == len(asked.questions) == shown.asked and sum(
        map(maximum, asked.questions)
    ) == units(rounded(shown.maximum))


class Alike:
    """All in ten-millionths.

    Where the questions are drawn for each reader, a score as a whole is compared, as if it were the mark of one
    question: whether the questions rank readers alike cannot be known of readers who were asked others.
    """

    def __init__(self, shown: Bank, cohorts: Sequence[Counted]) -> None:
        self._shown = shown
        same = [cohort for cohort in cohorts if len(cohort) and self._is_same(cohort.bank)]
        self.scores: Counter[int] = Counter()
        """How many have each."""
        for cohort in same:
            self.scores.update(cohort.scores())
        self._cohorts: list[tuple[Counted, list[int]]] = []
        self._marks: list[Counter[int]] = [Counter() for _ in shown.questions]
        if shown.pools:
            self._marks = [self.scores]
        else:
            self._cohorts = [(cohort, _order(cohort.bank, shown)) for cohort in same]
        for cohort, order in self._cohorts:
            for counts, place in zip(self._marks, order, strict=True):
                for number, count in cohort.counts(place).items():
                    counts[cohort.given[number].mark] += count
        self.sums = Sums.of(self.scores, self._marks)

    def _is_same(self, asked: Bank) -> bool:
        return equally_drawn(asked, self._shown) if self._shown.pools else wholly_same(asked, self._shown)

    def rising(self) -> list[int]:
        """The score of each."""
        return sorted(self.scores.elements())

    def scale(self) -> tuple[int, int]:
        """From where, and in which unit, the scores of `readers` are counted."""
        lowest = [min(counts) for counts in self._marks]
        over = (mark - low for counts, low in zip(self._marks, lowest, strict=True) for mark in counts)
        return sum(lowest), gcd(*over) or 1

    def readers(self, cohorts: Iterable[Counted]) -> Iterator[list[int]]:
        """The marks of each, counted from the lowest of their question, in the greatest unit that divides them all.

        These are the cohorts reader by reader, others than those with the same questions among them too.
        """
        lowest, unit = [min(counts) for counts in self._marks], self.scale()[1]
        for cohort in cohorts:
            if not isinstance(cohort, Cohort) or not self._is_same(cohort.bank):
                continue
            if self._shown.pools:
                yield from ([(total - lowest[0]) // unit] for total in cohort.totals)
            else:
                order, marks = _order(cohort.bank, self._shown), [given.mark for given in cohort.given]
                for sheet in cohort.sheets():
                    yield [(marks[sheet[place]] - low) // unit for place, low in zip(order, lowest, strict=True)]

    def pulls(self) -> tuple[int, int]:
        """Σz and Σz² over the readers, where z is how each pulls at the standard error of measurement, n times.

        Where k questions are asked, each moves its square by kΣ(x - mean)² - (score - mean)², over k - 1. Written out,
        and without what is the same for all: q - 2Σwx of `products`, where w is k times the mean mark less the score's.
        """
        n, total = self.sums.n, 0
        weights = [self.sums.questions * self._total(at) - self.sums.powers[0] for at in range(len(self._marks))]
        total -= 2 * sum(weight * self._total(at) for at, weight in enumerate(weights))
        squared = 0
        for cohort, order in self._cohorts:
            products, of_place = cohort.products(), dict(zip(order, weights, strict=True))
            square, with_q = products.weighed([of_place[place] for place in range(len(order))])
            total += n * products.alone
            squared += n * n * products.squares - 4 * n * with_q + 4 * square
        return total, squared

    def _total(self, at: int) -> int:
        return sum(mark * count for mark, count in self._marks[at].items())


def _order(asked: Bank, shown: Bank) -> list[int]:
    """The places where it asks the questions of the bank shown, in their order there."""
    there = {at: place for place, at in places(asked, shown).items()}
    return [there[at] for at in range(len(shown.questions))]
