"""Classes for tests: a bank, what each reader picked, and the marks as NumPy sees them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from hypothesis import strategies as st

from quizapp.domain.attempts import Response
from quizapp.domain.banks import Bank, Choice, Kind, Marking, Question
from quizapp.domain.scoring import mark
from quizapp.domain.statistics.tallies import Cohort
from tests.makers import bank

Picks = Sequence[frozenset[int] | None]
"""Of one reader, of each question in turn; None where there is no response."""


@dataclass(frozen=True)
class SchoolClass:
    bank: Bank
    picks: Sequence[Picks]

    @property
    def attempts(self) -> list[Mapping[int, Response]]:
        return [answers(self.bank, picks) for picks in self.picks]

    @property
    def cohort(self) -> Cohort:
        return Cohort.of(self.bank, self.attempts)

    @property
    def marks(self) -> Any:
        """A row for each reader and a column for each question."""
        rows = [
            [float(responses[place].mark) if place in responses else 0.0 for place in range(len(self.bank.questions))]
            for responses in self.attempts
        ]
        return np.array(rows).reshape(len(self.picks), len(self.bank.questions))

    @property
    def maxima(self) -> Any:
        return np.array([float(question.marking.maximum) for question in self.bank.questions])


def answers(asked: Bank, picks: Picks) -> dict[int, Response]:
    return {
        place: Response(picked, mark(asked.questions[place], picked))
        for place, picked in enumerate(picks)
        if picked is not None
    }


def plain(questions: int, worth: Sequence[float] = (1, 0, 0), **changes: Any) -> Bank:
    """Single questions whose choices are worth so much."""
    choices = tuple(Choice(f"choice {at}", Fraction(share)) for at, share in enumerate(worth))
    return bank(*(Question(f"q{n}", Kind.SINGLE, f"Which is {n}?", choices) for n in range(questions)), **changes)


def picked(*rows: str) -> list[Picks]:
    """A row for each reader, a figure for each question: the place of the choice, or - for no response."""
    return [[None if one == "-" else frozenset({int(one)}) for one in row] for row in rows]


WORTH = st.sampled_from([Fraction(1), Fraction(0), Fraction(1, 2), Fraction(1, 3), Fraction(-1, 4)])


@st.composite
def questions(draw: st.DrawFn, number: int) -> Question:
    """Of either kind, with partial marks."""
    several = draw(st.booleans())
    count = draw(st.integers(2, 4))
    worth = [Fraction(1), *(draw(WORTH) for _ in range(count - 1))]
    choices = tuple(Choice(f"choice {at}", share) for at, share in enumerate(worth))
    maximum = draw(st.sampled_from([Fraction(1), Fraction(1), Fraction(2), Fraction(5, 3)]))
    kind = Kind.MULTIPLE if several else Kind.SINGLE
    return Question(f"q{number}", kind, f"Which is {number}?", choices, Marking(maximum))


@st.composite
def classes(draw: st.DrawFn, least: int = 1, most: int = 14) -> SchoolClass:
    """Of so many readers, at one to five questions."""
    asked = bank(*(draw(questions(number)) for number in range(draw(st.integers(1, 5)))))
    answer = [
        st.none() | st.frozensets(st.integers(0, len(one.choices) - 1), max_size=4 if one.kind.takes_several else 1)
        for one in asked.questions
    ]
    return SchoolClass(asked, draw(st.lists(st.tuples(*answer), min_size=least, max_size=most)))
