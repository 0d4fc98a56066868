"""Banks are found by the beginnings of words, whatever their case and marks."""

import pytest

from quizapp.domain.search import LONGEST_SEARCH, UnfitSearch, looked_for, tags_of, words_of
from tests.makers import article, bank, single

ABOUT = bank(
    single("one", stem="Qui écrit l'Encyclopédie ?", tags=("4e", "Lumières"), category="Histoire / Siècle"),
    single("two", stem="Et après ?", tags=("lumieres",)),
    summary="Des philosophes",
    article=article("La peste de Marseille", "日本の歴史"),
)


def found(typed: str) -> bool:
    return all(word in words_of(ABOUT) for word in looked_for(typed))


@pytest.mark.parametrize(
    "typed",
    ["", "encyclo", "L'ENCYCLOPEDIE", "philosophes peste", "LUMIÈRES siecle", "  4e ", "歴史", "ecrit, la"],
)
def test_it_is_found_by_the_beginnings_of_words_in_any_order(typed: str) -> None:
    assert found(typed)


@pytest.mark.parametrize("typed", ["cyclopédie", "peste encyclo rome", "14e", "Harbour", "歴代"])
def test_it_is_not_found_by_what_no_word_begins_with_nor_by_its_choices(typed: str) -> None:
    assert not found(typed)


def test_each_word_is_kept_once() -> None:
    words = words_of(bank(single("one", stem="Peste, peste"), single("two", stem="PESTE et fièvre"), article=None))

    assert words == " peste et fievre"


def test_tags_that_differ_in_marks_are_one_written_as_the_first() -> None:
    assert tags_of(ABOUT) == {"lumieres": "Lumières", "4e": "4e"}


@pytest.mark.parametrize(("typed", "why"), [("???", "no-word"), ("« »", "no-word"), ("a" * 101, "search-too-long")])
def test_nonsense_is_said(typed: str, why: str) -> None:
    with pytest.raises(UnfitSearch) as raised:
        looked_for(typed)

    assert raised.value.why == why
    assert looked_for("a" * LONGEST_SEARCH)
