"""The class that a newcomer is shown: always the same, plausible, and pointed at where it was spoilt."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from quizapp.domain.banks import Bank
from quizapp.domain.demonstration import FAULTS, MOST_QUESTIONS, READERS, pointed_at, shown_class, sittings
from quizapp.domain.scoring import mark
from quizapp.domain.statistics.signs import Suspicion
from tests.domain.test_shipped_banks import BOTH, FRENCH
from tests.makers import NOON, bank, changed, choices, multiple, single, true_false

LONG = bank(*(single(f"q{at}", choices=choices(*"ABCD")) for at in range(MOST_QUESTIONS)), article=None)


@BOTH
def test_its_answers_point_at_what_was_planted_and_at_nothing_else(bank: Bank) -> None:
    drawn = shown_class(bank)

    assert set(drawn.planted) == set(FAULTS)
    assert pointed_at(bank, drawn) == {(fault, *where) for fault, where in drawn.planted.items()}


@BOTH
def test_no_key_of_a_sound_bank_is_called_in_question_and_what_misleads_is_in_the_article(bank: Bank) -> None:
    drawn = shown_class(bank)
    place, choice = drawn.planted[Suspicion.MISLEADING]

    assert Suspicion.WRONG_KEY not in drawn.planted
    assert bank.tempting(bank.questions[place].choices[choice])


@BOTH
def test_it_is_the_same_class_each_time(bank: Bank) -> None:
    assert sittings(bank, NOON) == sittings(bank, NOON)


@pytest.mark.parametrize("asked", [FRENCH, LONG, bank(multiple(right=(1,)))], ids=["shipped", "long", "one question"])
def test_all_begin_within_minutes_answer_one_question_after_the_other_and_end_within_the_hour(asked: Bank) -> None:
    found = sittings(asked, NOON)

    assert [one.started_at for one in found] == sorted(one.started_at for one in found)
    for one in found:
        assert NOON <= one.started_at <= NOON + timedelta(minutes=3)
        assert all(before < after for before, after in pairwise((one.started_at, *one.answered_at)))
        assert one.answered_at[-1] < NOON + timedelta(hours=1)


@BOTH
def test_everyone_answers_every_question_and_has_the_mark_that_it_earns(bank: Bank) -> None:
    found = sittings(bank, NOON)

    assert len(found) == READERS == 28
    for one in found:
        assert [given.mark for given in one.responses] == [
            mark(question, given.picked) for question, given in zip(bank.questions, one.responses, strict=True)
        ]


@pytest.mark.parametrize(("language", "known"), [("fr", "Zoé"), ("fr-CA", "Zoé"), ("en", "Zac"), ("de", "Zac")])
def test_each_has_a_first_name_of_their_own_in_the_language_of_the_bank(language: str, known: str) -> None:
    names = [one.name for one in sittings(replace(FRENCH, language=language), NOON)]

    assert len(set(names)) == READERS
    assert known in names


@pytest.mark.parametrize("asked", [bank(), bank(true_false()), bank(multiple())])
def test_a_bank_that_nothing_can_be_planted_in_has_its_class_too(asked: Bank) -> None:
    assert len(shown_class(asked).picks) == READERS


def test_of_a_lure_that_is_fit_for_nothing_another_is_made() -> None:
    spoilt = changed(single("where"), choices=choices("Spaceport", "Harbour", "Palace"))

    assert Suspicion.MISLEADING in shown_class(bank(*(replace(spoilt, id=f"q{at}") for at in range(15)))).planted
