"""Times and durations are read as teachers type them, or not at all."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain import typed_times

NOW = datetime(2026, 11, 28, 22, 0)
"""A Saturday evening."""
MONDAY = datetime(2026, 11, 30, 8, 5)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-30T08:05", "2026-11-30 08:05", "2026-11-30T08:05:00", "30/11/2026 8h05", "30/11/2026 8:05",
        "30/11/2026 à 8 h 05", "30.11.2026 8.05", "30-11-2026, 08:05", "30/11/26 8:05", "30/11 8:05",
        "lundi 8:05", "Lundi à 8h05", "lundi 30 novembre 2026 à 8:05", "lundi 30 novembre à 8 h 05",
        "lun. 30 nov. 8h05",
        "Monday 8:05", "monday 8.05 am", "Mon 30 Nov 2026, 8:05", "30 November 2026 at 8:05am", "30th November, 8:05",
        "  LUNDI   8:05  ",
    ],
)  # fmt: skip
def test_a_day_and_an_hour_are_read_as_they_are_typed(text: str) -> None:
    assert typed_times.when(text, NOW) == MONDAY


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("23:00", datetime(2026, 11, 28, 23, 0)),
        ("8h", datetime(2026, 11, 29, 8, 0)),
        ("demain 8h", datetime(2026, 11, 29, 8, 0)),
        ("tomorrow at 2:30 pm", datetime(2026, 11, 29, 14, 30)),
        ("aujourd’hui 23h15", datetime(2026, 11, 28, 23, 15)),
        ("après-demain à 12h", datetime(2026, 11, 30, 12, 0)),
        ("samedi 23:30", datetime(2026, 11, 28, 23, 30)),
        ("samedi 8:05", datetime(2026, 12, 5, 8, 5)),
        ("1er décembre 8:05", datetime(2026, 12, 1, 8, 5)),
        ("1/12/2026 12 am", datetime(2026, 12, 1, 0, 0)),
        ("3/4/2027 12 pm", datetime(2027, 4, 3, 12, 0)),
        ("5 janvier 8:05", datetime(2027, 1, 5, 8, 5)),
        ("29/2/2028 8:05", datetime(2028, 2, 29, 8, 5)),
        ("30/11/2025 8:05", datetime(2025, 11, 30, 8, 5)),
    ],
)
def test_what_is_left_out_is_the_next_such_time_to_come(text: str, read: datetime) -> None:
    assert typed_times.when(text, NOW) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026-11-30T08:05Z", datetime(2026, 11, 30, 8, 5, tzinfo=UTC)),
        ("2026-11-30t08:05+01:00", datetime(2026, 11, 30, 8, 5, tzinfo=timezone(timedelta(hours=1)))),
        ("2020-01-01T00:00", datetime(2020, 1, 1)),
    ],
)
def test_as_iso_8601_writes_it_a_time_may_have_an_offset_and_be_past(text: str, read: datetime) -> None:
    found = typed_times.when(text, NOW)

    assert found is not None
    assert (found, found.tzinfo) == (read, read.tzinfo)


@pytest.mark.parametrize(
    "text",
    [
        "", "soon", "lundi", "30/11/2026", "8", "lundi 8", "8:65", "25:00", "lundi 24:00", "11/30/2026 8:05",
        "31/11/2026 8:05", "29/2/2027 8:05", "mardi 30/11/2026 8:05", "30 brumaire 8:05", "lundi 8:05 mardi 9:00",
        "2026-13-01T00:00", "2026-11-30T24:30", "13 pm", "0 am", "lundi 8:05 du soir", "³0/11/2026 8:05", "٨:٠٥",
        "30/11/2026 8:05" * 200, "99999999999:05", "0/0/0000 0:00", "\x00",
    ],
)  # fmt: skip
def test_what_names_no_moment_is_not_guessed(text: str) -> None:
    assert typed_times.when(text, NOW) is None


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("90", 90), ("10 minutes", 10), ("10 min", 10), ("10min.", 10), ("10 mn", 10), ("10'", 10), ("1 minute", 1),
        ("1 h", 60), ("1h", 60), ("1h30", 90), ("1 h 30", 90), ("1 h 30 min", 90), ("1:30 h", 90), ("1:30", 90),
        ("1h05", 65), ("1 heure", 60), ("une heure", 60), ("Une heure et demie", 90), ("une demi-heure", 30),
        ("un quart d’heure", 15), ("trois quarts d'heure", 45), ("2 heures et 15 minutes", 135), ("1,5 h", 90),
        ("an hour", 60), ("one hour", 60), ("an hour and a half", 90), ("half an hour", 30), ("1.5 hours", 90),
        ("1 hour and 20 minutes", 80), ("one and a half hours", 90), ("two hours", 120), ("ten minutes", 10),
        ("dix minutes", 10), ("quinze min", 15), ("quarante-cinq minutes", 45), ("2 jours", 2880), ("7 days", 10080),
        ("0", 0), (" 20 ", 20), ("10\u202fmin", 10),
    ],
)  # fmt: skip
def test_a_time_limit_is_read_as_it_is_typed(text: str, minutes: int) -> None:
    assert typed_times.minutes(text) == minutes


@pytest.mark.parametrize(
    "text",
    [
        "", "soon", "ten", "minutes", "h", "1 h 90 x", "-5", "1.33 h", "10 minutes ou plus", "1;30", "5 s", "²", "٣",
        "1e3", "0x10", "10 min 10 min", "9" * 400, "1:3", "\x00",
    ],
)  # fmt: skip
def test_what_names_no_duration_is_not_guessed(text: str) -> None:
    assert typed_times.minutes(text) is None


@given(st.integers(0, 7 * 24 * 60))
def test_a_limit_is_read_as_it_is_written(count: int) -> None:
    assert typed_times.minutes(typed_times.written_minutes(count)) == count


@given(st.text(max_size=40) | st.from_regex(r"[0-9h:./ apm-]{1,20}", fullmatch=True))
def test_whatever_is_typed_is_read_or_not_and_breaks_nothing(text: str) -> None:
    at, count = typed_times.when(text, NOW), typed_times.minutes(text)

    assert at is None or at.year >= 1
    assert count is None or count >= 0
