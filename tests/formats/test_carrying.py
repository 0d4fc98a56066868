"""What a format loses is told before it is taken away: no more, and no less."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.domain.banks import Bank, Kind, Rule
from quizapp.domain.scoring import credit
from quizapp.formats.carrying import EVERYTHING, LOST, Feature, losses, stripped
from quizapp.formats.writing import WRITERS, NothingLeft, UnknownFormat, write
from tests.formats import nasty
from tests.makers import bank, multiple, single

FEATURES = st.sets(st.sampled_from(Feature)).map(frozenset)
SETTINGS = settings(max_examples=200)


@SETTINGS
@given(nasty.any_bank(), FEATURES)
def test_a_question_that_changes_is_told_to_lose_something(given_: Bank, carries: frozenset[Feature]) -> None:
    told = {number for loss in losses(given_, carries) for number in loss.questions}
    kept = {question.id: question for question in stripped(given_, carries).questions}

    for number, question in enumerate(given_.questions, 1):
        if number not in told:
            after = kept[question.id]
            texts = (question.stem, *(choice.text for choice in question.choices))
            if all(text == text.strip() for text in texts):
                assert replace(after, choices=()) == replace(question, choices=())


@SETTINGS
@given(nasty.any_bank(), FEATURES)
def test_what_was_taken_away_is_not_lost_again(given_: Bank, carries: frozenset[Feature]) -> None:
    once = stripped(given_, carries)

    assert stripped(once, carries) == once


@SETTINGS
@given(nasty.any_bank())
def test_a_format_that_carries_everything_loses_nothing(given_: Bank) -> None:
    assert list(losses(given_, EVERYTHING)) == []
    assert stripped(given_, EVERYTHING) == given_


@SETTINGS
@given(nasty.any_bank(), st.sampled_from(WRITERS))
def test_no_writer_makes_a_wrong_answer_right(given_: Bank, writer: object) -> None:
    carries = writer.carries  # type: ignore[attr-defined]
    before = {question.id: question for question in given_.questions}

    for question in stripped(given_, carries).questions:
        if question.kind is Kind.MULTIPLE:
            continue
        for place in range(len(question.choices)):
            if credit(question, frozenset((place,))) == 1 and credit(before[question.id], frozenset((place,))) < 1:
                best = max(choice.fraction for choice in before[question.id].choices)
                assert before[question.id].choices[place].fraction == best


def test_every_feature_has_its_words() -> None:
    assert set(LOST) == set(Feature)


def test_the_questions_that_lose_something_are_named_by_their_numbers() -> None:
    given_ = bank(single("a"), multiple("b"), multiple("c", rule=Rule.ALL_OR_NOTHING))

    found = {loss.feature: loss.questions for loss in losses(given_, EVERYTHING - {Feature.MULTIPLE, Feature.ARTICLE})}

    assert found[Feature.MULTIPLE] == (2, 3)
    assert found.get(Feature.ARTICLE, ()) == ()


def test_what_cannot_be_written_is_said() -> None:
    with pytest.raises(UnknownFormat):
        write(bank(), {}, "nothing")
    with pytest.raises(NothingLeft):
        write(bank(multiple()), {}, "aiken")
