"""The change of the clocks, in both directions: which moments a time names, and what is beside one that is skipped."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain import zones
from quizapp.domain.zones import NoZone

PARIS, NEW_YORK, LORD_HOWE = "Europe/Paris", "America/New_York", "Australia/Lord_Howe"


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("place", "local", "moments"),
    [
        (PARIS, datetime(2026, 11, 30, 8, 5), [utc(2026, 11, 30, 7, 5)]),
        (PARIS, datetime(2026, 7, 1, 8, 5), [utc(2026, 7, 1, 6, 5)]),
        (NEW_YORK, datetime(2026, 11, 30, 8, 5), [utc(2026, 11, 30, 13, 5)]),
        # Set back: from 3:00 to 2:00 in Paris, from 2:00 to 1:00 in New York.
        (PARIS, datetime(2026, 10, 25, 1, 59), [utc(2026, 10, 24, 23, 59)]),
        (PARIS, datetime(2026, 10, 25, 2, 30), [utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 1, 30)]),
        (PARIS, datetime(2026, 10, 25, 3, 0), [utc(2026, 10, 25, 2, 0)]),
        (NEW_YORK, datetime(2026, 11, 1, 1, 30), [utc(2026, 11, 1, 5, 30), utc(2026, 11, 1, 6, 30)]),
        (NEW_YORK, datetime(2026, 11, 1, 2, 30), [utc(2026, 11, 1, 7, 30)]),
        # Put forward: from 2:00 to 3:00 in both, on other days.
        (PARIS, datetime(2027, 3, 28, 1, 59), [utc(2027, 3, 28, 0, 59)]),
        (PARIS, datetime(2027, 3, 28, 2, 30), []),
        (PARIS, datetime(2027, 3, 28, 3, 0), [utc(2027, 3, 28, 1, 0)]),
        (NEW_YORK, datetime(2027, 3, 14, 2, 30), []),
        (NEW_YORK, datetime(2027, 3, 28, 2, 30), [utc(2027, 3, 28, 6, 30)]),
        ("UTC", datetime(2027, 3, 28, 2, 30), [utc(2027, 3, 28, 2, 30)]),
    ],
)
def test_a_time_names_the_moments_at_which_the_clock_shows_it(
    place: str, local: datetime, moments: list[datetime]
) -> None:
    assert list(zones.moments(local, zones.zone(place))) == moments


@pytest.mark.parametrize(
    ("place", "skipped", "before", "after"),
    [
        (PARIS, datetime(2027, 3, 28, 2, 30), datetime(2027, 3, 28, 1, 59), datetime(2027, 3, 28, 3, 0)),
        (PARIS, datetime(2027, 3, 28, 2, 0), datetime(2027, 3, 28, 1, 59), datetime(2027, 3, 28, 3, 0)),
        (PARIS, datetime(2027, 3, 28, 2, 59), datetime(2027, 3, 28, 1, 59), datetime(2027, 3, 28, 3, 0)),
        (NEW_YORK, datetime(2027, 3, 14, 2, 30), datetime(2027, 3, 14, 1, 59), datetime(2027, 3, 14, 3, 0)),
        (LORD_HOWE, datetime(2026, 10, 4, 2, 15), datetime(2026, 10, 4, 1, 59), datetime(2026, 10, 4, 2, 30)),
        # Samoa went over the date line: it had no 30 December that year.
        ("Pacific/Apia", datetime(2011, 12, 30, 12, 0), datetime(2011, 12, 29, 23, 59), datetime(2011, 12, 31, 0, 0)),
    ],
)
def test_beside_a_time_that_is_skipped_are_the_last_before_and_the_first_after(
    place: str, skipped: datetime, before: datetime, after: datetime
) -> None:
    here = zones.zone(place)

    assert zones.moments(skipped, here) == ()
    assert zones.beside(skipped, here) == (before, after)


@given(
    st.datetimes(datetime(1975, 1, 1), datetime(2199, 1, 1)).map(lambda one: one.replace(second=0, microsecond=0)),
    st.sampled_from([PARIS, NEW_YORK, LORD_HOWE, "Pacific/Apia", "America/Sao_Paulo", "Asia/Kathmandu", "UTC"]),
)
def test_whatever_a_clock_shows_names_the_moment_at_which_it_shows_it(at: datetime, place: str) -> None:
    here = zones.zone(place)

    moments = zones.moments(zones.on(at.replace(tzinfo=UTC), here), here)

    assert at.replace(tzinfo=UTC) in moments
    assert len(moments) <= 2
    assert [zones.on(one, here) for one in moments] == [zones.on(at.replace(tzinfo=UTC), here)] * len(moments)


@pytest.mark.parametrize(
    ("place", "summer", "winter"),
    [
        (PARIS, utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 1, 30)),
        (NEW_YORK, utc(2026, 11, 1, 5, 30), utc(2026, 11, 1, 6, 30)),
        # Which its own law calls the standard time, and the winter's the exception.
        ("Europe/Dublin", utc(2026, 7, 1), utc(2026, 12, 1)),
        ("Australia/Sydney", utc(2026, 12, 1), utc(2026, 7, 1)),
    ],
)
def test_of_a_doubled_time_one_is_of_the_summer(place: str, summer: datetime, winter: datetime) -> None:
    here = zones.zone(place)

    assert (zones.is_summer(summer, here), zones.is_summer(winter, here)) == (True, False)


def test_where_clocks_are_never_changed_there_is_no_summer() -> None:
    assert not any(zones.is_summer(utc(2026, 1, 1) + timedelta(days=30 * n), zones.zone("UTC")) for n in range(12))


@pytest.mark.parametrize(
    "name",
    [
        "", "Europe", "Europe/Atlantis", "europe paris", "../../etc/passwd", "/etc/localtime", "Europe/Paris\0",
        "right/Europe/Paris", "posix/Europe/Paris", "localtime", "Factory", "heure de Paris", "Europe/Paris\n",
        "x" * 9999,
    ],
)  # fmt: skip
def test_what_is_no_zone_is_none(name: str) -> None:
    with pytest.raises(NoZone):
        zones.zone(name)


@pytest.mark.parametrize("name", ["Europe/Paris", "Asia/Calcutta", "America/Argentina/Ushuaia", "Etc/GMT+5", "UTC"])
def test_names_of_the_database_are_zones_old_ones_too(name: str) -> None:
    assert zones.zone(name).key == name
