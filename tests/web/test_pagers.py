"""The parts that are offered of what is too long for one page."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from quizapp.web.pagers import Pager


@given(st.integers(2, 60).flatmap(lambda parts: st.tuples(st.integers(1, parts), st.just(parts))))
def test_the_first_the_last_and_those_around_are_offered_and_never_all_but_one_between(given: tuple[int, int]) -> None:
    part, parts = given

    numbers = Pager(part, parts).numbers

    assert set(numbers) >= {1, parts, *range(max(1, part - 2), min(parts, part + 2) + 1)}
    assert len(numbers) <= 9
    assert all(after - before not in (0, 2) for before, after in pairwise(numbers))
    assert set(numbers) <= set(range(1, parts + 1))


def test_of_one_part_none_is_offered() -> None:
    assert list(Pager(1, 1).numbers) == []
