"""What programs give for several ticks, by formulas of their own."""

from collections.abc import Callable
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.banks import MOST_TABLED, Choice, Kind, Question, Rule, tabled
from quizapp.domain.scoring import credit
from quizapp.formats.building import several
from quizapp.formats.building.several import TickRule

KEYS = st.lists(st.booleans(), min_size=2, max_size=7).filter(any)


def marked(right: list[bool], rule: TickRule) -> Question:
    scheme = several.scheme(right, rule)
    assert scheme is not None
    choices = tuple(Choice(str(place), share) for place, share in enumerate(scheme.worth(len(right))))
    made = Question("q", Kind.MULTIPLE, "Which?", choices, scheme.marking)
    return tabled(made, scheme.table) if scheme.table else made


def places(ticks: tuple[bool, ...] | list[bool]) -> frozenset[int]:
    return frozenset(place for place, ticked in enumerate(ticks) if ticked)


@pytest.mark.parametrize("rule", TickRule)
@given(right=KEYS)
def test_only_the_key_is_paid_in_full_and_nothing_less_than_nothing(rule: TickRule, right: list[bool]) -> None:
    question = marked(right, rule)

    assert question.marking.maximum == 1
    for ticks in product((False, True), repeat=len(right)):
        earned = credit(question, places(ticks))
        assert 0 <= earned <= 1
        assert (earned == 1) == (list(ticks) == right)
    assert credit(question, frozenset()) == 0


@given(right=KEYS)
def test_each_way_is_its_formula(right: list[bool]) -> None:
    count, rights = len(right), sum(right)
    formulas: dict[TickRule, Callable[[int, int], Fraction]] = {
        TickRule.ALL_OR_NOTHING: lambda hits, wrong: Fraction(hits == rights and not wrong),
        TickRule.RIGHT_LESS_WRONG: lambda hits, wrong: Fraction(hits - wrong, rights),
        TickRule.JUDGED: lambda hits, wrong: Fraction(hits + (count - rights - wrong), count),
        TickRule.JUDGED_LESS_MISJUDGED: lambda hits, wrong: Fraction(
            hits + (count - rights - wrong) - wrong - (rights - hits), count
        ),
        TickRule.AS_MANY_AS_RIGHT: lambda hits, wrong: Fraction(min(hits, rights - wrong), rights),
    }
    for rule, formula in formulas.items():
        question = marked(right, rule)
        for ticks in product((False, True), repeat=count):
            hits = sum(ticked and one for ticked, one in zip(ticks, right, strict=True))
            wrong = sum(ticks) - hits
            if any(ticks):
                assert credit(question, places(ticks)) == max(Fraction(0), formula(hits, wrong)), (rule, ticks)


def test_the_examples_of_the_programs_come_out() -> None:
    three_of_five = [True, True, True, False, False]
    two_of_four = [True, False, True, False]

    # Brightspace's own page: of 10 points for five choices, three right ticks and two wrong ones leave 2.
    assert 10 * credit(marked(three_of_five, TickRule.JUDGED_LESS_MISJUDGED), frozenset(range(5))) == 2
    # The tests of Moodle's oumultiresponse, « two of four ».
    ou = marked(two_of_four, TickRule.AS_MANY_AS_RIGHT)
    expected = {(0, 2): 2, (0,): 1, (1, 3): 0, (0, 1, 3): 0, (0, 1): 1, (0, 2, 3): 1, (0, 1, 2, 3): 0}
    assert {picked: 2 * credit(ou, frozenset(picked)) for picked in expected} == expected


@pytest.mark.parametrize("rule", TickRule)
def test_of_more_choices_than_a_table_holds_nothing_is_paid_too_much(rule: TickRule) -> None:
    right = [True, True, True, *[False] * MOST_TABLED]
    question = marked(right, rule)
    kept = several.is_told(rule, len(right))

    assert kept == (rule in (TickRule.ALL_OR_NOTHING, TickRule.RIGHT_LESS_WRONG))
    assert question.marking.rule is (Rule.PARTIAL if rule is TickRule.RIGHT_LESS_WRONG else Rule.ALL_OR_NOTHING)
    assert (credit(question, places(right)), credit(question, frozenset(range(len(right))))) == (1, 0)


def test_without_a_right_choice_there_are_no_marks() -> None:
    assert {several.scheme([False, False], rule) for rule in TickRule} == {None}
