"""When the key of a quiz is out, and what readers are told before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.attempts import GRACE, Attempt, Disclosure, FeedbackTime, Response, Settings, State, as_of
from quizapp.domain.releases import Awaited, Foreknowledge, Release, foreknowledge, opens_longer, out_since
from tests.makers import NOON

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
EARLIER, LATER = NOON - HOUR, NOON + HOUR
MOMENTS = st.integers(-60, 60).map(lambda seconds: NOON + timedelta(seconds=seconds))
WAITING = Settings(FeedbackTime.WHEN_RELEASED)


def attempt(deadline_at: datetime | None = None, finished_at: datetime | None = None) -> Attempt:
    state = State.OPEN if finished_at is None else State.FINISHED
    return Attempt("a", 1, "s", WAITING, state, EARLIER, finished_at, deadline_at=deadline_at)


ATTEMPTS = st.lists(st.builds(attempt, st.none() | MOMENTS, st.none() | MOMENTS), max_size=5)


def facts(attempts: Sequence[Attempt], closes_at: datetime | None, given_at: datetime | None = None) -> Release:
    """What is stored of them."""
    deadlines = [one.deadline_at for one in attempts if not one.finished]
    known = [deadline for deadline in deadlines if deadline is not None]
    return Release(given_at, closes_at, max(known, default=None), None in deadlines)


# --- when it is out ---


@given(ATTEMPTS, st.none() | MOMENTS, MOMENTS)
def test_without_a_word_of_the_teacher_it_is_out_when_it_has_closed_and_no_attempt_takes_an_answer(
    attempts: Sequence[Attempt], closes_at: datetime | None, now: datetime
) -> None:
    nobody_answers = all(as_of(one, now).finished for one in attempts)

    nobody_begins = closes_at is not None and closes_at + GRACE <= now

    assert facts(attempts, closes_at).is_out(now) is (nobody_begins and nobody_answers)


@given(ATTEMPTS, st.none() | MOMENTS, MOMENTS, MOMENTS)
def test_what_the_teacher_gave_is_out_from_then_on_whoever_answers(
    attempts: Sequence[Attempt], closes_at: datetime | None, given_at: datetime, now: datetime
) -> None:
    by_itself = facts(attempts, closes_at).is_out(now)

    assert facts(attempts, closes_at, given_at).is_out(now) is (given_at <= now or by_itself)


@given(ATTEMPTS, st.none() | MOMENTS, st.none() | MOMENTS, MOMENTS, MOMENTS)
def test_it_is_either_out_or_awaited_and_once_out_it_stays_out(
    attempts: Sequence[Attempt], closes_at: datetime | None, given_at: datetime | None, one: datetime, other: datetime
) -> None:
    release, (sooner, later) = facts(attempts, closes_at, given_at), sorted((one, other))

    assert (release.awaited(sooner) is None) is release.is_out(sooner)
    assert release.is_out(later) or not release.is_out(sooner)


@pytest.mark.parametrize(
    ("release", "awaited"),
    [
        (Release(), Awaited.TEACHER),
        (Release(endless=True), Awaited.TEACHER),
        (Release(closes_at=LATER), Awaited.CLOSING),
        (Release(closes_at=LATER, last_deadline=LATER + HOUR), Awaited.CLOSING),
        (Release(closes_at=NOON, last_deadline=LATER), Awaited.LAST_READERS),
        (Release(closes_at=EARLIER, last_deadline=NOON - GRACE + SECOND), Awaited.LAST_READERS),
        (Release(closes_at=NOON, last_deadline=NOON), Awaited.LAST_READERS),  # Its grace runs.
        (Release(closes_at=NOON, endless=True), Awaited.TEACHER),  # It began when nothing was to close.
        (Release(closes_at=EARLIER, last_deadline=NOON - GRACE), None),
        (Release(closes_at=NOON), Awaited.LAST_READERS),  # Who began in the last moment may not be stored yet.
        (Release(closes_at=NOON - GRACE), None),
        (Release(given_at=NOON, endless=True), None),
        (Release(given_at=LATER), Awaited.TEACHER),
    ],
)
def test_readers_are_told_for_what_they_wait(release: Release, awaited: Awaited | None) -> None:
    assert release.awaited(NOON) is awaited


def test_it_is_out_since_the_teacher_gave_it_or_since_the_last_that_happened() -> None:
    closed = Release(closes_at=EARLIER)

    assert out_since(Release(given_at=EARLIER, closes_at=NOON), NOON, NOON) == EARLIER
    assert out_since(closed, NOON - SECOND, NOON) == NOON - SECOND  # With extra time.
    assert out_since(closed, EARLIER - HOUR, NOON) == EARLIER
    assert out_since(closed, None, NOON) == EARLIER
    assert out_since(Release(closes_at=LATER), EARLIER, NOON) is None


# --- what readers are told ---


@pytest.mark.parametrize(("feedback", "finished", "released", "first"), [*product(FeedbackTime, *[(False, True)] * 3)])
def test_of_the_whole_nothing_is_told_before_the_end_and_the_key_only_when_due(
    feedback: FeedbackTime, finished: bool, released: bool, first: bool
) -> None:
    one = attempt(finished_at=NOON if finished else None)
    told = replace(one, settings=Settings(feedback, score_first=first), released=released).disclosure

    if not finished:
        assert told is Disclosure.NOTHING
    elif feedback is FeedbackTime.WHEN_RELEASED and not released:
        assert told is (Disclosure.SCORE if first else Disclosure.NOTHING)
    else:
        assert told is Disclosure.KEY


@given(st.sets(st.integers(0, 3)), st.integers(0, 3), st.booleans(), st.booleans(), st.booleans())
def test_where_it_waits_no_question_shows_its_key_before_the_end_and_the_release(
    answered: set[int], place: int, finished: bool, released: bool, first: bool
) -> None:
    one = attempt(finished_at=NOON if finished else None)
    given = {at: Response(frozenset({0}), Decimal(0)) for at in answered}
    one = replace(one, settings=replace(WAITING, score_first=first), responses=given, released=released)

    assert one.shows_key_of(place) is (finished and released)


# --- once it is out ---


@pytest.mark.parametrize(
    ("before", "then", "longer"),
    [
        (None, None, False),
        (None, LATER, False),
        (EARLIER, None, True),
        (EARLIER, LATER, True),
        (EARLIER, NOON, False),
        (EARLIER, NOON - SECOND, False),  # Later, and over all the same.
        (LATER, LATER, False),
        (LATER, LATER + SECOND, True),
        (LATER, NOON, False),
    ],
)
def test_a_quiz_is_open_longer_when_readers_could_begin_after_it_had_closed(
    before: datetime | None, then: datetime | None, longer: bool
) -> None:
    assert opens_longer(before, then, NOON) is longer


@pytest.mark.parametrize(
    ("out", "started", "ended", "known"),
    [
        (None, EARLIER, None, Foreknowledge.NONE),
        (NOON, EARLIER, NOON, Foreknowledge.NONE),
        (NOON, EARLIER, NOON + SECOND, Foreknowledge.WHILE_ANSWERING),
        (NOON, EARLIER, None, Foreknowledge.WHILE_ANSWERING),
        (NOON, NOON, None, Foreknowledge.FROM_THE_START),
        (NOON, NOON, NOON, Foreknowledge.NONE),
        (NOON, LATER, LATER, Foreknowledge.FROM_THE_START),
    ],
)
def test_an_attempt_may_owe_to_others_what_was_out_before_it_ended(
    out: datetime | None, started: datetime, ended: datetime | None, known: Foreknowledge
) -> None:
    assert foreknowledge(out, started, ended) is known
