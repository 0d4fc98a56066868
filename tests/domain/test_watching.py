"""What a teacher may do to attempts that run: nothing of their time is taken that was not said."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.attempts import FeedbackTime
from quizapp.domain.watching import MORE, NOTICE, Bar, Cutoff, Past, bar, ending, ends_at, is_meant, reopened_until
from tests.makers import NOON

MINUTE = timedelta(minutes=1)

moments = st.integers(-3600, 36000).map(lambda seconds: NOON + timedelta(seconds=seconds))
deadlines = st.none() | moments


def test_who_has_long_ends_when_the_notice_is_over_and_so_does_who_has_no_limit() -> None:
    assert ends_at(NOON + 20 * MINUTE, NOON) == ends_at(None, NOON) == NOON + NOTICE


@pytest.mark.parametrize("left", [timedelta(0), NOTICE / 2, NOTICE])
def test_who_ends_before_that_by_themselves_is_left_alone(left: timedelta) -> None:
    assert ends_at(NOON + left, NOON) is None


@given(deadlines, moments)
def test_ending_never_lengthens(deadline: datetime | None, now: datetime) -> None:
    end = ends_at(deadline, now)
    assert end is None or deadline is None or end < deadline


def test_a_teacher_is_told_how_many_end_and_how_much_is_lost_at_most() -> None:
    found = ending([NOON + 3 * MINUTE, None, NOON + 12 * MINUTE, NOON + NOTICE / 2], NOON)
    assert found == Cutoff(NOON, 3, 12 * MINUTE - NOTICE, 1, NOON + 12 * MINUTE)


def test_where_nobody_runs_against_a_limit_nothing_of_one_is_lost() -> None:
    assert ending([None, None], NOON) == Cutoff(NOON, 2, None, 2, None)
    assert ending([], NOON) == Cutoff(NOON, 0, None, 0, None)


def test_who_began_after_it_was_told_is_not_meant_nor_who_was_given_more_since() -> None:
    told = ending([NOON + 10 * MINUTE], NOON)

    def meant(started_at: datetime, deadline: datetime | None) -> bool:
        return is_meant(started_at, deadline, told.at, told.latest)

    assert meant(NOON - 5 * MINUTE, NOON + 10 * MINUTE)
    assert not meant(NOON + MINUTE, NOON + 10 * MINUTE)
    assert not meant(NOON - 5 * MINUTE, NOON + 15 * MINUTE)
    assert meant(NOON - 5 * MINUTE, None)
    assert not is_meant(NOON - MINUTE, NOON + MINUTE, NOON, None)


@given(st.lists(deadlines, max_size=6), moments, st.integers(0, 600))
def test_nobody_who_is_meant_loses_more_than_was_told(found: list[datetime | None], now: datetime, waits: int) -> None:
    told = ending(found, now)
    later = now + timedelta(seconds=waits)
    for deadline in filter(None, found):
        end = ends_at(deadline, later)
        if end is not None and is_meant(now, deadline, told.at, told.latest):
            assert told.longest is not None
            assert deadline - end <= told.longest


PAST = Past(FeedbackTime.AT_END, finished=True, unanswered=0, another=False, ruled=False)


def test_what_has_ended_can_be_open_again() -> None:
    assert bar(PAST) is bar(replace(PAST, feedback=FeedbackTime.WHEN_RELEASED)) is None
    assert bar(replace(PAST, feedback=FeedbackTime.AT_ONCE, unanswered=1)) is None


def test_what_runs_is_ruled_on_or_has_all_of_its_key_shown_cannot_nor_where_its_reader_answers_another() -> None:
    assert bar(replace(PAST, finished=False)) is Bar.RUNNING
    assert bar(replace(PAST, another=True)) is Bar.ANOTHER
    assert bar(replace(PAST, feedback=FeedbackTime.AT_ONCE)) is Bar.ANSWERED
    assert bar(replace(PAST, ruled=True)) is Bar.RULED


def test_it_ends_as_it_would_have_but_not_at_once() -> None:
    assert reopened_until(NOON + 20 * MINUTE, NOON) == NOON + 20 * MINUTE
    assert reopened_until(NOON - 20 * MINUTE, NOON) == NOON + MORE
    assert reopened_until(None, NOON) is None
