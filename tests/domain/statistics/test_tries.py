"""Which of a reader's tries is their score, whatever the order in which they come."""

from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.quizzes import Counts
from quizapp.domain.statistics.tries import Try, counting
from tests.makers import NOON

SHARES = st.fractions(min_value=-1, max_value=1, max_denominator=60)
"""A score may be below nothing, where wrong choices cost points."""


def try_(number: int, share: Fraction, *, who: str = "Cleo", whole: bool = True, minutes: int | None = None) -> Try:
    """A try that was finished so many minutes after noon; by default in the order of the numbers."""
    finished_at = NOON + timedelta(minutes=number if minutes is None else minutes)
    return Try(number, who, finished_at, share, whole)


@pytest.mark.parametrize(("counts", "chosen"), [(Counts.FIRST, 1), (Counts.BEST, 2), (Counts.LAST, 3)])
def test_the_terms_say_which_try_counts(counts: Counts, chosen: int) -> None:
    tries = [try_(1, Fraction(1, 4)), try_(2, Fraction(3, 4)), try_(3, Fraction(1, 2))]

    assert counting(tries, counts) == {chosen}
    assert counting(reversed(tries), counts) == {chosen}


def test_the_first_is_the_one_that_was_finished_first_and_of_one_moment_the_one_begun_first() -> None:
    tries = [try_(1, Fraction(1), minutes=9), try_(2, Fraction(1, 4), minutes=5), try_(3, Fraction(1, 2), minutes=5)]

    assert counting(tries, Counts.FIRST) == {2}
    assert counting(tries, Counts.LAST) == {1}


def test_the_best_of_equals_is_the_earliest() -> None:
    assert counting([try_(2, Fraction(1, 2)), try_(1, Fraction(1, 2))], Counts.BEST) == {1}


@pytest.mark.parametrize("counts", Counts)
def test_a_try_at_only_what_was_missed_never_counts(counts: Counts) -> None:
    part = try_(2, Fraction(1), whole=False)

    assert counting([try_(1, Fraction(0)), part], counts) == {1}
    assert counting([part], counts) == frozenset()


@given(
    st.lists(st.tuples(st.sampled_from(["Cleo", "Dan", "Eve"]), SHARES, st.booleans()), max_size=12),
    st.sampled_from(Counts),
)
def test_each_reader_has_one_score_and_every_whole_try_gives_its_reader_one(
    given_: list[tuple[str, Fraction, bool]], counts: Counts
) -> None:
    tries = [try_(n, share, who=who, whole=whole) for n, (who, share, whole) in enumerate(given_)]

    chosen = [tries[id_] for id_ in counting(tries, counts)]

    assert sorted(str(one.who) for one in chosen) == sorted({str(one.who) for one in tries if one.whole})
    assert all(one.whole for one in chosen)
    if counts is Counts.BEST:
        assert all(one.share <= best.share for best in chosen for one in tries if one.whole and one.who == best.who)
