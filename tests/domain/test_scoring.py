"""Marks: the app's scoring and an independent calculator agree on every possible response."""

from collections.abc import Iterator
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.banks import Choice, Kind, Question, Rule, shares, tabled
from quizapp.domain.scoring import Outcome, credit, mark, outcome, rounded, total
from tests import makers
from tests.calculator import expected_mark, expected_maximum, expected_score
from tests.makers import bank, choices, multiple, single, true_false

FRACTIONS = [
    *(Fraction(text) for text in ("0", "1", "-1", "1/2", "-1/2", "1/3", "-1/3", "2/3", "1/7", "0.25", "0.1")),
    Fraction("33.33333") / 100,
    Fraction("-0.000001"),
    Fraction("0.9999999"),
]
EARNED = [Fraction(text) for text in ("0", "0", "1", "1/2", "1/3", "0.9999999", "-0")]
"""By combinations of ticks; less than nothing is no credit of several."""
MAXIMA = [Fraction(text) for text in ("1", "0.1", "2.5", "1/3", "1000", "0.001", "3", "7/9")]


def responses(question: Question) -> Iterator[frozenset[int]]:
    """Every response that a reader could give, none among them."""
    places = range(len(question.choices))
    most = len(question.choices) if question.kind is Kind.MULTIPLE else 1
    return map(frozenset, chain.from_iterable(combinations(places, count) for count in range(most + 1)))


def weighted(kind: Kind, *fractions: Fraction | str, **changes: object) -> Question:
    given = tuple(Choice(f"choice {n}", Fraction(fraction)) for n, fraction in enumerate(fractions))
    return makers.question("q", kind, "?", given, **changes)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    kind = draw(st.sampled_from(Kind))
    count = 2 if kind is Kind.TRUE_FALSE else draw(st.integers(2, 7))
    if draw(st.booleans()):
        right = draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=count if kind is Kind.MULTIPLE else 1))
        fractions = shares(kind, [place in right for place in range(count)])
    else:
        some = st.sampled_from(FRACTIONS) | st.fractions(-1, 1, max_denominator=999)
        fractions = tuple(draw(st.lists(some, min_size=count, max_size=count)))
    rule = draw(st.sampled_from(Rule)) if kind is Kind.MULTIPLE else Rule.PARTIAL
    maximum = draw(st.sampled_from(MAXIMA) | st.fractions(Fraction(1, 1000), 1000, max_denominator=9999))
    if rule is Rule.TABLE:
        earned = draw(st.lists(st.sampled_from(EARNED), min_size=2**count - 1, max_size=2**count - 1))
        return tabled(weighted(kind, *fractions, maximum=maximum), (Fraction(0), *earned))
    return weighted(kind, *fractions, rule=rule, maximum=maximum)


@given(questions())
def test_the_calculator_agrees_on_every_possible_response(question: Question) -> None:
    for picked in responses(question):
        assert mark(question, picked) == expected_mark(question, picked), picked


@given(questions())
def test_a_mark_is_a_decimal_of_exactly_seven_places(question: Question) -> None:
    for picked in responses(question):
        assert mark(question, picked).as_tuple().exponent == -7


@given(questions())
def test_a_mark_lies_between_its_bounds(question: Question) -> None:
    least = Decimal(0) if question.kind is Kind.MULTIPLE else -rounded(question.marking.maximum)

    for picked in responses(question):
        assert least <= mark(question, picked) <= rounded(question.marking.maximum)


@given(questions())
def test_words_and_credit_agree(question: Question) -> None:
    near = Fraction(1, 1_000_000)

    for picked in responses(question):
        earned = credit(question, picked)
        word = outcome(question, picked)
        assert (word is Outcome.UNANSWERED) == (not picked)
        if picked:
            assert (word is Outcome.RIGHT) == (earned > 1 - near)
            assert (word is Outcome.PARTLY) == (near < earned <= 1 - near)


@given(st.lists(questions(), min_size=1, max_size=6), st.data())
def test_a_score_is_the_exact_sum_of_its_marks(asked: list[Question], data: st.DataObject) -> None:
    whole = bank(*asked)
    picked = {n: data.draw(st.sampled_from(list(responses(question)))) for n, question in enumerate(asked)}

    score = total(mark(question, picked[n]) for n, question in enumerate(asked))

    assert score == expected_score(whole, picked)
    assert total(rounded(question.marking.maximum) for question in asked) == expected_maximum(whole)


# --- the numbers of the rule book ---


@pytest.mark.parametrize("right", [(0,), (1, 2), (0, 1, 3), (0, 1, 2, 3, 4, 5)])
def test_ticking_everything_in_a_default_multiple_question_earns_nothing(right: tuple[int, ...]) -> None:
    question = multiple(choices=choices(*"abcdefg", right=right, kind=Kind.MULTIPLE))

    assert mark(question, frozenset(range(7))) == 0
    assert outcome(question, frozenset(range(7))) is Outcome.WRONG


def test_the_right_choices_of_a_default_multiple_question_share_its_mark() -> None:
    question = multiple(right=(0, 2), maximum=Fraction(5, 2))

    assert mark(question, frozenset({0})) == Decimal("1.25")
    assert mark(question, frozenset({0, 2})) == Decimal("2.5")
    assert mark(question, frozenset({0, 1})) == 0  # A half less a half.
    assert mark(question, frozenset({0, 1, 2})) == Decimal("1.25")


def test_where_every_choice_is_right_ticking_all_is_right() -> None:
    question = multiple(right=(0, 1, 2, 3))

    assert mark(question, frozenset({0, 1, 2, 3})) == 1


def test_three_times_a_third_is_the_whole() -> None:
    question = weighted(Kind.MULTIPLE, "1/3", "1/3", "1/3", "-1")

    assert mark(question, frozenset({0, 1, 2})) == 1
    assert mark(question, frozenset({0, 1})) == Decimal("0.6666667")
    assert outcome(question, frozenset({0, 1, 2})) is Outcome.RIGHT


def test_three_times_thirty_three_point_many_threes_percent_is_right() -> None:
    third = Fraction("33.33333") / 100
    question = weighted(Kind.MULTIPLE, third, third, third, "-1")

    assert outcome(question, frozenset({0, 1, 2})) is Outcome.RIGHT
    assert outcome(question, frozenset({0, 1})) is Outcome.PARTLY


def test_the_fractions_of_a_multiple_question_are_held_between_nothing_and_the_whole() -> None:
    question = weighted(Kind.MULTIPLE, "0.7", "0.7", "-1", "-1", maximum=Fraction(2))

    assert mark(question, frozenset({0, 1})) == 2
    assert mark(question, frozenset({2, 3})) == 0


def test_all_or_nothing_wants_exactly_the_key() -> None:
    question = multiple(right=(0, 2), rule=Rule.ALL_OR_NOTHING, maximum=Fraction(1, 10))

    earned = {picked: mark(question, picked) for picked in responses(question)}

    assert earned.pop(frozenset({0, 2})) == Decimal("0.1")
    assert set(earned.values()) == {Decimal(0)}


def test_a_single_question_is_worth_the_fraction_of_its_choice() -> None:
    question = weighted(Kind.SINGLE, "1", "0.5", "-1/3", "0", maximum=Fraction(2))

    marks = [mark(question, frozenset({place})) for place in range(4)]

    assert marks == [Decimal(2), Decimal(1), Decimal("-0.6666667"), Decimal(0)]


def test_a_choice_below_nothing_is_wrong_not_partly_right() -> None:
    question = weighted(Kind.SINGLE, "1", "0.5", "-1/3")

    words = [outcome(question, frozenset({place})) for place in range(3)]

    assert words == [Outcome.RIGHT, Outcome.PARTLY, Outcome.WRONG]


def test_nothing_picked_is_unanswered_not_wrong() -> None:
    assert outcome(single(), frozenset()) is Outcome.UNANSWERED
    assert outcome(true_false(), None) is Outcome.UNANSWERED
    assert mark(single(), frozenset()) == 0


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (Fraction(1, 2 * 10**7), "0.0000000"),  # Halfway, to the even one: down …
        (Fraction(3, 2 * 10**7), "0.0000002"),  # … and up.
        (Fraction(-3, 2 * 10**7), "-0.0000002"),
        (Fraction(1, 2 * 10**7) + Fraction(1, 10**40), "0.0000001"),
        (
            100 + Fraction(1, 2 * 10**7) + Fraction(1, 10**30),
            "100.0000001",
        ),  # Past the 28 digits of Decimal's division.
        (Fraction(2, 3), "0.6666667"),
        (Fraction(1000), "1000.0000000"),
    ],
)
def test_marks_are_rounded_once_and_half_to_even(points: Fraction, expected: str) -> None:
    assert f"{rounded(points):f}" == expected


def test_a_mark_rounded_to_nothing_has_no_sign() -> None:
    assert f"{rounded(Fraction(-1, 10**9)):f}" == "0.0000000"


def test_rounding_does_not_depend_on_the_context_of_the_thread() -> None:
    with localcontext(prec=3):
        assert f"{rounded(Fraction(2000, 3)):f}" == "666.6666667"


@given(st.fractions(-1000, 1000))
def test_rounded_is_the_nearest_of_seven_places(points: Fraction) -> None:
    kept = rounded(points)

    assert abs(Fraction(kept) - points) <= Fraction(1, 2 * 10**7)
    assert kept.as_tuple().exponent == -7


# --- the calculator itself, against numbers worked out on paper ---


def test_the_calculator_knows_the_numbers_worked_out_on_paper() -> None:
    three = weighted(Kind.MULTIPLE, "1/3", "1/3", "1/3", "-1/2", maximum=Fraction(5, 2))

    assert f"{expected_mark(three, {0}):f}" == "0.8333333"
    assert f"{expected_mark(three, {0, 1}):f}" == "1.6666667"
    assert f"{expected_mark(three, {0, 3}):f}" == "0.0000000"  # -1/6 of 2.5 is held to 0.
    assert f"{expected_mark(three, {0, 1, 3}):f}" == "0.4166667"
    assert f"{expected_mark(weighted(Kind.SINGLE, '1', '-1/3', maximum=Fraction(1, 10)), {1}):f}" == "-0.0333333"
    assert expected_score(bank(three, single(right=1)), {0: {0, 1, 2}, 1: {1}}) == Decimal("3.5")
    assert expected_score(bank(three, single(right=1)), {0: {0, 1, 2}, 1: {1}}, asked=[1]) == 1
    assert expected_maximum(bank(three, single())) == Decimal("3.5")
