"""A teacher's mark counts in the place of the key's, within what the question can give."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from quizapp.domain.attempts import Attempt, Response, Settings, State, result
from quizapp.domain.remarking import Marker
from quizapp.domain.rulings import BadMark, Ruling, given, ruled
from quizapp.domain.scoring import Outcome
from tests.makers import NOON, bank, changed, multiple, single, true_false

BANK = bank(single(right=0), multiple(), true_false(maximum=Fraction(2)))


@pytest.mark.parametrize(
    ("ruling", "earned"),
    [
        (None, "0.5"),
        (Ruling(None, "Well tried."), "0.5"),
        (Ruling(Decimal(0), ""), "0"),
        (Ruling(Decimal("0.75"), ""), "0.75"),
        (Ruling(Decimal(1), ""), "1"),
        (Ruling(Decimal(3), ""), "1"),
    ],
    ids=str,
)
def test_a_response_earns_what_its_teacher_gave_and_never_more_than_there_is(
    ruling: Ruling | None, earned: str
) -> None:
    assert ruled(ruling, Decimal("0.5"), Decimal(1)) == Decimal(earned)


@pytest.mark.parametrize(
    ("points", "mark"), [("0", "0"), ("1", "1"), ("1/2", "0.5"), ("1/3", "0.3333333"), ("1/100000000", "0")]
)
def test_a_mark_lies_between_nothing_and_the_maximum(points: str, mark: str) -> None:
    assert given(Fraction(points), Decimal(1)) == Decimal(mark)


def test_a_third_is_the_whole_of_a_third() -> None:
    assert given(Fraction(1, 3), Decimal("0.3333333")) == Decimal("0.3333333")


@pytest.mark.parametrize("points", ["-1/2", "1.01", "2", str(10**30)])
def test_there_is_no_mark_below_or_beyond(points: str) -> None:
    with pytest.raises(BadMark):
        given(Fraction(points), Decimal(1))


def test_a_result_has_the_teachers_marks_and_says_by_the_key_what_was_right() -> None:
    picked = {0: frozenset({1}), 2: frozenset({0})}
    attempt = Attempt(
        "", 1, "", Settings(), State.FINISHED, NOON,
        responses={place: Response(choices, Decimal(0)) for place, choices in picked.items()},
        rulings={0: Ruling(Decimal("0.5"), "Nearly."), 1: Ruling(None, "Why nothing?")},
    )  # fmt: skip

    found = result(attempt, BANK)

    assert [(line.mark, line.outcome) for line in found.lines] == [
        (Decimal("0.5"), Outcome.WRONG), (0, Outcome.UNANSWERED), (2, Outcome.RIGHT),
    ]  # fmt: skip
    assert (found.score, found.missed) == (Decimal("2.5"), (0, 1))
    assert [line.ruling and line.ruling.remark for line in found.lines] == ["Nearly.", "Why nothing?", None]
    assert result(replace(attempt, rulings={}), BANK).score == 2


def test_marking_anew_leaves_a_teachers_mark_as_far_as_the_maximum_goes() -> None:
    responses = {place: Response(frozenset({1}), Decimal(2)) for place in (0, 1)}
    anew = Marker(bank(changed(single("a", right=1), maximum=Fraction(1)), single("b", right=1)))

    assert anew.changed(responses) == {0: 1, 1: 1}
    assert anew.changed(responses, {0: Decimal(2), 1: Decimal("0.5")}) == {0: 1, 1: Decimal("0.5")}
    assert anew.changed({0: Response(frozenset({1}), Decimal("0.5"))}, {0: Decimal("0.5"), 7: Decimal(1)}) == {}
