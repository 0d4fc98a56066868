"""Places of questions and choices are read back as they were written, and stand in the database as they always have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Dialect
from sqlalchemy.dialects import postgresql, sqlite

from quizapp.store.columns import AnyText, Places

PICKED, SUBSET = Places(frozenset), Places(tuple)
PLACES = st.integers(min_value=0, max_value=20_000)


@pytest.fixture(params=[sqlite.dialect, postgresql.dialect], ids=["sqlite", "postgresql"])
def dialect(request: pytest.FixtureRequest) -> Dialect:
    made: Dialect = request.param()
    return made


@pytest.mark.parametrize(
    ("picked", "text"),
    [(frozenset(), ""), (frozenset({0}), "0"), (frozenset({10, 2, 0}), "0,2,10"), (None, None)],
)
def test_what_was_picked_is_kept_rising(picked: frozenset[int] | None, text: str | None, dialect: Dialect) -> None:
    assert PICKED.process_bind_param(picked, dialect) == text
    assert PICKED.process_result_value(text, dialect) == picked


@pytest.mark.parametrize(("subset", "text"), [((), ""), ((4,), "4"), ((10, 2, 0), "10,2,0"), (None, None)])
def test_a_subset_is_kept_in_its_order(subset: tuple[int, ...] | None, text: str | None, dialect: Dialect) -> None:
    assert SUBSET.process_bind_param(subset, dialect) == text
    assert SUBSET.process_result_value(text, dialect) == subset


@given(places=st.lists(PLACES))
def test_places_come_back_as_they_were_and_of_their_kind(places: list[int]) -> None:
    dialect = sqlite.dialect()
    picked, subset = frozenset(places), tuple(places)

    read = (
        PICKED.process_result_value(PICKED.process_bind_param(picked, dialect), dialect),
        SUBSET.process_result_value(SUBSET.process_bind_param(subset, dialect), dialect),
    )

    assert read == (picked, subset)
    assert isinstance(read[0], frozenset) and isinstance(read[1], tuple)


@pytest.mark.parametrize(("given", "kept"), [("a\0b", "a\ufffdb"), ("", ""), ("é\n\ufffd", "é\n\ufffd"), (None, None)])
def test_a_text_is_kept_without_the_one_sign_that_postgresql_refuses(
    given: str | None, kept: str | None, dialect: Dialect
) -> None:
    assert AnyText().process_bind_param(given, dialect) == kept
