"""Marks on the scale that a teacher chooses: the ends stay the ends, and more is never less."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.scales import USUAL_LETTERS, BadLetters, Grade, Rounding, Scale, ScaleKind, grades

LETTERS = grades(USUAL_LETTERS)
SHARES = st.fractions(0, 1, max_denominator=1000)
POINTS = st.builds(
    Scale, st.sampled_from([one for one in ScaleKind if one is not ScaleKind.LETTERS]), st.sampled_from(Rounding)
)


@given(POINTS, SHARES, SHARES)
def test_a_better_share_is_never_a_lower_mark(scale: Scale, one: Fraction, other: Fraction) -> None:
    low, high = sorted((one, other))

    assert scale.of(low) <= scale.of(high)  # type: ignore[operator]


@given(POINTS)
def test_nothing_is_nothing_and_all_is_the_top(scale: Scale) -> None:
    assert (scale.of(Fraction(0)), scale.of(Fraction(1))) == (0, scale.top)
    assert scale.of(Fraction(-1, 3)) == 0, "what costs points is not less than nothing"


@given(POINTS, SHARES)
def test_a_mark_is_a_multiple_of_the_step_and_no_step_away(scale: Scale, share: Fraction) -> None:
    mark, exact, step = Fraction(scale.of(share)), share * scale.top, scale.rounding.step

    assert (mark / step).denominator == 1
    assert exact <= mark < exact + step if scale.rounding.is_up else abs(mark - exact) <= step / 2


@given(SHARES, SHARES)
def test_a_better_share_never_has_a_worse_letter(one: Fraction, other: Fraction) -> None:
    scale, names = Scale(ScaleKind.LETTERS, Rounding.TENTH, LETTERS), [one.name for one in LETTERS]
    low, high = sorted((one, other))

    assert names.index(str(scale.of(high))) <= names.index(str(scale.of(low)))


@pytest.mark.parametrize(
    ("kind", "rounding", "share", "mark"),
    [
        (ScaleKind.OF_20, Rounding.TENTH, Fraction(2, 3), "13.3"),
        (ScaleKind.OF_20, Rounding.TENTH_UP, Fraction(2, 3), "13.4"),
        (ScaleKind.OF_20, Rounding.HALF, Fraction(2, 3), "13.5"),
        (ScaleKind.OF_20, Rounding.WHOLE, Fraction(2, 3), "13"),
        (ScaleKind.OF_20, Rounding.WHOLE_UP, Fraction(2, 3), "14"),
        (ScaleKind.OF_20, Rounding.WHOLE, Fraction(1, 40), "1"),
        (ScaleKind.OF_10, Rounding.HUNDREDTH, Fraction(1, 3), "3.33"),
        (ScaleKind.PER_CENT, Rounding.HALF_UP, Fraction(1, 3), "33.5"),
    ],
)
def test_marks_are_rounded_as_chosen(kind: ScaleKind, rounding: Rounding, share: Fraction, mark: str) -> None:
    assert scale_of(kind, rounding).of(share) == Decimal(mark)


def scale_of(kind: ScaleKind, rounding: Rounding) -> Scale:
    return Scale(kind, rounding)


def test_a_letter_is_given_from_its_threshold_on() -> None:
    scale = Scale(ScaleKind.LETTERS, Rounding.WHOLE, grades("A 85%, B 70 ; C"))

    said = [scale.of(Fraction(per_mille, 1000)) for per_mille in (1000, 850, 849, 700, 699, 0)]

    assert said == ["A", "A", "B", "B", "C", "C"]


def test_letters_may_be_words() -> None:
    assert grades("très bien 80, bien 50, à revoir") == (
        Grade("très bien", 80),
        Grade("bien", 50),
        Grade("à revoir", 0),
    )


@pytest.mark.parametrize(
    "typed", ["", "A", "A 85", "A 85, B 90, C", "A 85, B 85, C", "A 85, A 70, C", "A 101, B", "A 85, B 20", "A 85,, B"]
)
def test_letters_that_name_no_scale_are_refused(typed: str) -> None:
    with pytest.raises(BadLetters):
        grades(typed)
