"""What a careful colleague would doubt in a bank: questions that are asked twice."""

from dataclasses import replace

import pytest

from quizapp.domain.banks import Question
from quizapp.domain.findings import Finding, doubts
from tests.makers import bank, choices, single


def doubled(*questions: Question) -> list[Finding]:
    numbered = [replace(question, id=f"q{place}") for place, question in enumerate(questions)]
    return [one for one in doubts(bank(*numbered, article=None)) if one.code.startswith("doubled-question")]


ICE = single(stem="What is ice?", choices=choices("water", "sand"))


@pytest.mark.parametrize("stem", ["What is ice?", "what  is ICE ?", "What is ice", "What is ice\u202f?"])
def test_a_question_that_is_asked_twice_is_told_with_where_it_stands_first(stem: str) -> None:
    other = replace(ICE, stem=stem, choices=tuple(reversed(ICE.choices)))

    assert doubled(ICE, single(stem="And snow?"), other) == [
        Finding("doubled-question", ("questions", 2), {"first": 1})
    ]


def test_two_keys_for_one_question_are_told_more_loudly() -> None:
    first, second = ICE.choices
    other = replace(ICE, choices=(replace(first, fraction=second.fraction), replace(second, fraction=first.fraction)))

    assert [one.code for one in doubled(ICE, other)] == ["doubled-question-other-key"]


@pytest.mark.parametrize(
    "other",
    [
        single(stem="What is ice?", choices=choices("water", "salt")),
        single(stem="What is ice not?", choices=choices("water", "sand")),
        single(stem="What is ice?", choices=choices("water", "sand", "salt")),
    ],
)
def test_another_question_or_other_choices_are_another_question(other: Question) -> None:
    assert doubled(ICE, other) == []
