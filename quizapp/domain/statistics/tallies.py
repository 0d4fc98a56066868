"""The answers of a class in little room: attempts that were asked and marked alike, and what they have in common.

A million responses are a few thousand that differ, so each is kept as the number of the one it equals.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from operator import add
from typing import Protocol

from quizapp.domain.attempts import Response
from quizapp.domain.banks import Bank, Question
from quizapp.domain.remarking import matched
from quizapp.domain.scoring import PLACES, mark, rounded
from quizapp.domain.statistics.products import Products


@dataclass(frozen=True, slots=True)
class Given:
    """A response that one or many gave."""

    place: int
    """Of its question."""
    picked: frozenset[int]
    mark: int
    """In ten-millionths, as marks are kept: their sums are exact, and fast."""


@dataclass(slots=True)
class Cohort:
    """Finished attempts at the same questions of one version, marked by one key: each asked them all."""

    bank: Bank
    """As it was asked, with the key that marks it; of a quiz that asks only some questions, with those alone."""
    given: list[Given] = field(default_factory=list)
    """Every response that differs, first no response to each of the questions in turn."""
    totals: "array[int]" = field(default_factory=lambda: array("q"))
    """Of each attempt, in ten-millionths."""
    _sheets: "array[int]" = field(default_factory=lambda: array("I"))
    """Of each attempt, question by question, which of the responses it gave."""
    _numbers: dict[Given, int] = field(default_factory=dict)
    _places: list[int] = field(default_factory=list)
    """Of the questions, by the number of a response."""
    _marks: list[int] = field(default_factory=list)
    _table: tuple[list[int], "array[int]"] | None = None
    _keyed: list[int] | None = None

    def __post_init__(self) -> None:
        for place in range(len(self.bank.questions)):
            self.number(Given(place, frozenset(), 0))

    @classmethod
    def of(cls, bank: Bank, attempts: Iterable[Mapping[int, Response]]) -> "Cohort":
        """Attempts by their responses, these by the places of the questions."""
        cohort = cls(bank)
        for responses in attempts:
            cohort.add([cohort.number(Given(place, one.picked, units(one.mark))) for place, one in responses.items()])
        return cohort

    def __len__(self) -> int:
        return len(self.totals)

    def number(self, given: Given) -> int:
        """The number of a response, which is a new one if nobody gave it before."""
        if given not in self._numbers:
            self._table = self._keyed = None
            self._numbers[given] = len(self.given)
            self.given.append(given)
            self._places.append(given.place)
            self._marks.append(given.mark)
        return self._numbers[given]

    def add(self, numbers: Sequence[int]) -> None:
        """An attempt, by the numbers of its responses, in any order; what it has none to is unanswered."""
        self._table = None
        everything = range(len(self.bank.questions))
        if len(numbers) != len(everything) or any(map(int.__ne__, map(self._places.__getitem__, numbers), everything)):
            sheet = list(everything)
            for number in numbers:
                sheet[self._places[number]] = number
            numbers = sheet
        self._sheets.extend(numbers)
        self.totals.append(sum(map(self._marks.__getitem__, numbers)))

    def sheets(self) -> Iterator[Sequence[int]]:
        """Of each attempt the numbers of its responses, in the order of the questions."""
        width = len(self.bank.questions)
        for start in range(0, len(self._sheets), width):
            yield self._sheets[start : start + width]

    def responses_to(self, place: int) -> "array[int]":
        """Of each attempt the number of its response to one question."""
        return self._sheets[place :: len(self.bank.questions)]

    def by_key(self) -> Sequence[int]:
        """What the key gives for each response that differs: a teacher may have given another mark.

        To what was not answered nobody gives one.
        """
        if self._keyed is None:
            self._keyed = by_key(self.bank, self.given)
        return self._keyed

    def scores(self) -> Mapping[int, int]:
        """How many have each, in ten-millionths."""
        return Counter(self.totals)

    def counts(self, place: int) -> Mapping[int, int]:
        """How many gave each response to one question, by its number."""
        return Counter(self.responses_to(place))

    def products(self) -> Products:
        return Products.of(self._marks, self._places, self.sheets())

    def tallies(self, place: int) -> Iterator[tuple[int, int, int]]:
        """Of one question: a score by the key, the number of a response, and how many attempts have both."""
        totals, rows = self._ranked()
        width = len(self.given)
        for at, count in Counter(map(add, rows, self.responses_to(place))).items():
            yield totals[at // width], at % width, count

    def _ranked(self) -> tuple[list[int], "array[int]"]:
        """The scores that differ, and of each attempt where its score would stand in a table with a column for each
        response: to count places in it is faster than to count pairs.
        """
        if self._table is None:
            scores = self._scores_by_key()
            totals = sorted(set(scores))
            rows = {total: rank * len(self.given) for rank, total in enumerate(totals)}
            self._table = totals, array("q", map(rows.__getitem__, scores))
        return self._table

    def _scores_by_key(self) -> "array[int]":
        """Where no teacher gave a mark, the scores themselves."""
        marks = self.by_key()
        if marks == self._marks:
            return self.totals
        return array("q", (sum(map(marks.__getitem__, sheet)) for sheet in self.sheets()))


def by_key(bank: Bank, given: Iterable[Given]) -> list[int]:
    """What the key of a bank gives for each response."""
    return [units(mark(bank.questions[one.place], one.picked)) if one.picked else one.mark for one in given]


def units(points: Decimal) -> int:
    """Points in ten-millionths."""
    return int(points / PLACES)


def maximum(question: Question) -> int:
    """What a fully right response earns, in ten-millionths: never nothing, for shares are made of it."""
    return _maximum(question.marking.maximum)


@lru_cache(maxsize=256)
def _maximum(points: Fraction) -> int:
    """Of most questions it is the same."""
    return max(1, units(rounded(points)))


def same(asked: Question, shown: Question) -> tuple[int, ...] | None:
    """For each choice that was asked its place in the question shown; None where that is another question.

    It is the same if its id, kind, stem and the texts of its choices are, in whatever order; its key may differ.
    """
    if asked is shown:  # As mostly, where one version was asked and is shown.
        return tuple(range(len(asked.choices)))
    if (asked.id, asked.kind, asked.stem) != (shown.id, shown.kind, shown.stem):
        return None
    if sorted(choice.text for choice in asked.choices) != sorted(choice.text for choice in shown.choices):
        return None
    return matched(asked, shown)


def pairs(asked: Bank, shown: Bank) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Every question that both have, by its places there; for each choice that was asked, its place as it is shown."""
    there = {question.id: place for place, question in enumerate(shown.questions)}
    for place, question in enumerate(asked.questions):
        at = there.get(question.id)
        if at is not None and (choices := same(question, shown.questions[at])) is not None:
            yield place, at, choices


def places(asked: Bank, shown: Bank) -> Mapping[int, int]:
    """Of every question that both have, its place as it was asked and as it is shown."""
    return {place: at for place, at, _ in pairs(asked, shown)}


class Counted(Protocol):
    """A cohort, reader by reader or summed up."""

    @property
    def bank(self) -> Bank: ...
    @property
    def given(self) -> Sequence[Given]: ...
    def __len__(self) -> int: ...
    def by_key(self) -> Sequence[int]: ...
    def tallies(self, place: int) -> Iterable[tuple[int, int, int]]: ...
    def scores(self) -> Mapping[int, int]: ...
    def counts(self, place: int) -> Mapping[int, int]: ...
    def products(self) -> Products: ...


@dataclass(frozen=True, slots=True)
class Link:
    """Where the responses to a question are in one cohort."""

    cohort: Counted
    place: int
    choices: tuple[int, ...]
    """For each choice that was asked, its place in the question shown."""


def links(shown: Bank, cohorts: Sequence[Counted]) -> Sequence[Sequence[Link]]:
    """For each question shown, the cohorts that were asked it."""
    found: list[list[Link]] = [[] for _ in shown.questions]
    for cohort in cohorts:
        for place, at, choices in pairs(cohort.bank, shown):
            found[at].append(Link(cohort, place, choices))
    return found
