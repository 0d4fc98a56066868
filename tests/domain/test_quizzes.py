"""The terms of a quiz: when it is open, how often and how long it is answered; codes as they are drawn and typed."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.attempts import FeedbackTime, Settings
from quizapp.domain.codes import LETTERS
from quizapp.domain.quizzes import (
    JOIN_LENGTH,
    Entry,
    NameNeeded,
    Names,
    NotOpen,
    NoTryLeft,
    Quiz,
    Terms,
    clean_title,
    join_code,
    slug_typed,
    spoken,
)
from tests.makers import NOON

HOUR = timedelta(hours=1)
A_QUIZ = Quiz(1, "summit", 1, "The summit", "en", "", 3, 1, Settings())
SECOND = timedelta(seconds=1)


# --- what cannot be meant ---


@pytest.mark.parametrize(
    ("terms", "faults"),
    [
        (Terms(), []),
        (Terms(opens_at=NOON, closes_at=NOON + HOUR, tries=1, minutes=60), []),
        (Terms(opens_at=NOON, closes_at=NOON), ["closes-before-it-opens"]),
        (Terms(opens_at=NOON, closes_at=NOON - SECOND), ["closes-before-it-opens"]),
        (Terms(tries=0), ["no-tries"]),
        (Terms(tries=1001), ["no-tries"]),
        (Terms(minutes=0), ["no-minutes"]),
        (Terms(minutes=7 * 24 * 60 + 1), ["no-minutes"]),
        (Terms(opens_at=NOON, closes_at=NOON + HOUR, minutes=61), ["open-shorter-than-its-limit"]),
        (Terms(closes_at=NOON, tries=-1, minutes=-1), ["no-tries", "no-minutes"]),
    ],
)
def test_terms_that_cannot_be_meant_are_named(terms: Terms, faults: list[str]) -> None:
    assert list(terms.faults()) == faults


def test_a_score_before_the_key_needs_one_try() -> None:
    first = Settings(FeedbackTime.WHEN_RELEASED, score_first=True)

    assert [list(Terms(tries=tries).faults_with(first)) for tries in (1, 2, None)] == [
        [],
        ["score-first-needs-one-try"],
        ["score-first-needs-one-try"],
    ]
    assert list(Terms(tries=0).faults_with(first)) == ["no-tries", "score-first-needs-one-try"]
    # With the key it may come after any number of tries; where the key does not wait, there is nothing to say.
    assert list(Terms().faults_with(replace(first, score_first=False))) == []
    assert list(Terms().faults_with(replace(first, feedback=FeedbackTime.AT_END))) == []


# --- when it is open ---


def test_a_quiz_is_open_from_its_first_second_until_the_second_it_closes() -> None:
    terms = Terms(opens_at=NOON, closes_at=NOON + HOUR)

    assert [terms.entry(at, 0) for at in (NOON - SECOND, NOON, NOON + HOUR - SECOND, NOON + HOUR)] == [
        Entry.NOT_YET,
        Entry.FREE,
        Entry.FREE,
        Entry.CLOSED,
    ]


def test_a_quiz_without_dates_is_always_open() -> None:
    Terms().check_open(NOON)

    assert Terms().entry(NOON, 10**6) is Entry.FREE


def test_a_quiz_that_is_not_open_says_when_it_opens_or_that_it_has_closed() -> None:
    terms = Terms(opens_at=NOON, closes_at=NOON + HOUR)

    with pytest.raises(NotOpen) as early:
        terms.check_open(NOON - SECOND)
    with pytest.raises(NotOpen) as late:
        terms.check_open(NOON + HOUR)

    assert early.value.at == NOON
    assert late.value.at is None


@pytest.mark.parametrize(
    ("released_at", "begins_after", "entry"),
    [(None, False, Entry.FREE), (NOON, False, Entry.CLOSED), (NOON, True, Entry.FREE)],
)
def test_nobody_begins_once_the_key_is_out_unless_the_teacher_lets_them(
    released_at: datetime | None, begins_after: bool, entry: Entry
) -> None:
    quiz = replace(A_QUIZ, released_at=released_at, begins_after_release=begins_after)

    assert quiz.entry(NOON + HOUR, 0) is entry
    if entry is Entry.FREE:
        quiz.check_open(NOON + HOUR)
    else:
        with pytest.raises(NotOpen) as refused:
            quiz.check_open(NOON + HOUR)
        assert refused.value.at is None


def test_what_is_closed_is_closed_whatever_is_said_of_the_key() -> None:
    closed = replace(A_QUIZ, terms=Terms(closes_at=NOON), released_at=NOON, begins_after_release=True)

    assert closed.entry(NOON, 0) is Entry.CLOSED


# --- tries ---


def test_each_try_is_given_once() -> None:
    terms = Terms(tries=2)

    assert [terms.tries_left(used) for used in (0, 1, 2, 3)] == [2, 1, 0, 0]
    terms.check_tries(1)
    with pytest.raises(NoTryLeft):
        terms.check_tries(2)
    assert [terms.entry(NOON, used) for used in (1, 2)] == [Entry.FREE, Entry.NO_TRY_LEFT]


def test_without_a_limit_no_number_of_tries_is_too_many() -> None:
    Terms().check_tries(10**6)

    assert Terms().tries_left(10**6) is None


def test_that_a_quiz_is_closed_is_said_before_that_no_try_is_left() -> None:
    assert Terms(closes_at=NOON, tries=1).entry(NOON, 1) is Entry.CLOSED


# --- names ---


def test_a_name_is_kept_only_where_one_is_asked() -> None:
    assert [Terms(names=names).name_kept("Zoé") for names in Names] == ["", "Zoé", "Zoé"]


def test_a_name_is_needed_only_where_it_is_required() -> None:
    assert Terms(names=Names.NONE).name_kept("") == Terms(names=Names.OPTIONAL).name_kept("") == ""
    with pytest.raises(NameNeeded):
        Terms(names=Names.REQUIRED).name_kept("")


# --- how long ---


@pytest.mark.parametrize(
    ("terms", "deadline"),
    [
        (Terms(), None),
        (Terms(minutes=20), NOON + timedelta(minutes=20)),
        (Terms(closes_at=NOON + HOUR), NOON + HOUR),
        (Terms(minutes=20, closes_at=NOON + HOUR), NOON + timedelta(minutes=20)),
        (Terms(minutes=90, closes_at=NOON + HOUR), NOON + HOUR),
    ],
)
def test_an_attempt_ends_by_its_limit_or_by_the_closing_whichever_is_first(
    terms: Terms, deadline: datetime | None
) -> None:
    assert terms.deadline(NOON) == deadline


@pytest.mark.parametrize(
    ("terms", "extra", "minutes"),
    [
        (Terms(minutes=60), 0, 60),
        (Terms(minutes=60), 33, 80),  # A « tiers temps »: a third of an hour, to the next whole minute.
        (Terms(minutes=30), 33, 40),
        (Terms(minutes=45), 100, 90),
        (Terms(minutes=60, closes_at=NOON + HOUR), 33, 80),
        (Terms(minutes=60, closes_at=NOON + HOUR / 2), 33, 50),
        (Terms(closes_at=NOON + HOUR), 300, 60),
    ],
)
def test_extra_time_lengthens_the_limit_and_the_closing_waits_as_long(terms: Terms, extra: int, minutes: int) -> None:
    assert terms.deadline(NOON, extra) == NOON + timedelta(minutes=minutes)


# --- its title ---


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Once \t more\r\n", "Once more"),
        ("Un sommet\u202f: reprise\u00a0!", "Un sommet\u202f: reprise\u00a0!"),
        ("\u202eerom\x07 \u2066ecnO\u2028\u2029again", "erom ecnO again"),
        ("e\u0301te\u0301", "été"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u200b", ""),
        ("\u202e\u00a0\x00", ""),
        ("\u3164 \u200d", ""),
        ("", ""),
    ],
    ids=ascii,
)
def test_a_title_is_one_line_without_what_is_not_seen(typed: str, kept: str) -> None:
    assert clean_title(typed) == kept


# --- codes ---


@given(st.lists(st.integers(0, len(LETTERS) - 1), min_size=JOIN_LENGTH, max_size=JOIN_LENGTH))
def test_a_join_code_is_found_however_it_is_typed(drawn: list[int]) -> None:
    numbers = iter(drawn)
    code = join_code(lambda below: next(numbers))
    slug = code.lower()

    for typed in (code, slug, spoken(slug), f" {code[:3]} {code[3:]} ", "-".join(slug), f"{code[:2]} - {code[2:]}\n"):
        assert slug_typed(typed) == slug


def test_a_slug_is_no_code_and_stays_as_it_is() -> None:
    assert slug_typed(" Kim-Putin-2023 ") == "kim-putin-2023"
    assert slug_typed("summit") == "summit"  # Six letters, but vowels among them.
    assert spoken("summit") == "summit"
