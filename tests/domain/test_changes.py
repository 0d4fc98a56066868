"""Whether what was seen of a quiz is still so: by the numbers of changes, and a digest of all else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.changes import ChangeState, Sighting

NOW = ChangeState(newest=7, seen=Sighting(below=9, rest="ab12"))


@pytest.mark.parametrize(
    ("before", "none"),
    [
        (Sighting(9, "ab12"), True),
        (Sighting(8, "ab12"), True),
        (Sighting(7, "ab12"), False),  # Whoever made the change with this number still wrote when it was looked.
        (Sighting(6, "ab12"), False),
        (Sighting(9, "ab13"), False),
        (Sighting(10, "ab12"), False),  # Seen in a database that was further than this one is.
    ],
)
def test_nothing_has_changed_if_every_change_was_seen_and_all_else_is_the_same(before: Sighting, none: bool) -> None:
    assert NOW.none_since(before) is none


@given(st.builds(Sighting, st.integers(0, 2**63 - 1), st.text("0123456789abcdef", max_size=16)))
def test_a_sighting_reads_back_as_it_was_written(sighting: Sighting) -> None:
    assert Sighting.read(str(sighting)) == sighting


@pytest.mark.parametrize("text", ["", "-", "ab", "x-ab", "-1-ab", "1.5-ab", "١-ab", f"{'9' * 20}-ab"])
def test_what_is_no_sighting_is_none(text: str) -> None:
    assert Sighting.read(text) is None
