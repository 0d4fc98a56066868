"""Parts of a class that are summed up apart give, added, what the class gives that is gone through reader by reader."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.domain.statistics import passages, questions, scores
from quizapp.domain.statistics.folded import Folded, Summand
from quizapp.domain.statistics.products import Products
from quizapp.domain.statistics.tallies import Cohort, Given
from tests.domain.statistics.classes import SchoolClass, classes, picked, plain


def parted(given_: SchoolClass, ends: Sequence[int]) -> Folded:
    """Summed up in parts, which end behind so many readers."""
    bounds = [0, *sorted(end % (len(given_.picks) + 1) for end in ends), len(given_.picks)]
    parts = [given_.picks[first:end] for first, end in pairwise(bounds)]
    return Folded(given_.bank, [Summand.of(SchoolClass(given_.bank, part).cohort) for part in parts])


@settings(max_examples=40)
@given(classes(), st.lists(st.integers(0, 100), max_size=3))
def test_every_figure_is_the_same(given_: SchoolClass, ends: list[int]) -> None:
    cohort, folded = given_.cohort, parted(given_, ends)

    assert questions.statistics_of(given_.bank, [folded]) == questions.statistics_of(given_.bank, [cohort])
    assert passages.earlier(given_.bank, [(1, folded)]) == passages.earlier(given_.bank, [(1, cohort)])
    whole = scores.statistics_of(given_.bank, [cohort])
    assert scores.statistics_of(given_.bank, [folded], lambda: [cohort]) == whole


def test_so_is_how_surely_those_of_many_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scores, "MOST_READERS", 3)

    @settings(max_examples=40)
    @given(classes(least=4), st.lists(st.integers(0, 100), max_size=3))
    def same(given_: SchoolClass, ends: list[int]) -> None:
        whole = scores.statistics_of(given_.bank, [given_.cohort])
        assert scores.statistics_of(given_.bank, [parted(given_, ends)]) == whole

    same()


def test_what_the_teacher_gave_counts_as_the_score_and_not_for_the_questions() -> None:
    given_ = SchoolClass(plain(2), picked("00", "01", "11", "12"))
    cohort = given_.cohort
    cohort.add(
        [cohort.number(Given(0, frozenset({1}), 5_000_000)), cohort.number(Given(1, frozenset({0}), 10_000_000))]
    )

    folded = Folded(given_.bank, [Summand.of(cohort)])

    assert folded.scores() == cohort.scores()
    assert questions.statistics_of(given_.bank, [folded]) == questions.statistics_of(given_.bank, [cohort])


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(-(10**9), 10**9), min_size=width, max_size=width), min_size=1, max_size=6
        )
    ),
    st.integers(0, 6),
    st.data(),
)
def test_products_are_those_of_every_reader_in_whatever_parts_they_are_summed(
    readers: list[list[int]], end: int, data: st.DataObject
) -> None:
    weights = data.draw(st.lists(st.integers(-99, 99), min_size=len(readers[0]), max_size=len(readers[0])))

    found = _products(readers[:end]) + _products(readers[end:])

    own = [len(marks) * sum(x * x for x in marks) - sum(marks) ** 2 for marks in readers]
    sums = [sum(w * x for w, x in zip(weights, marks, strict=True)) for marks in readers]
    assert (found.alone, found.squares) == (sum(own), sum(q * q for q in own))
    assert found.weighed(weights) == (
        sum(one * one for one in sums),
        sum(q * one for q, one in zip(own, sums, strict=True)),
    )


def _products(readers: Sequence[Sequence[int]]) -> Products:
    """Each of these readers gives responses that nobody else does."""
    width = len(readers[0]) if readers else 0
    marks = [mark for reader in readers for mark in reader]
    sheets = [range(at * width, (at + 1) * width) for at in range(len(readers))]
    return Products.of(marks, [at % width for at in range(len(marks))], sheets) if readers else Products(0)


def test_nobody_is_a_part_too() -> None:
    asked = plain(2)

    folded = Folded(asked, [Summand.of(Cohort(asked))])

    assert len(folded) == 0
    assert questions.statistics_of(asked, [folded]) == questions.statistics_of(asked, [Cohort(asked)])
