"""Answers in little room are still every answer."""

from collections import Counter
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.domain.statistics import questions, times
from quizapp.domain.statistics.tallies import Cohort, Given, units
from tests.domain.statistics.classes import SchoolClass, answers, classes, picked, plain
from tests.makers import bank, changed


@settings(max_examples=40)
@given(classes(), st.randoms())
def test_a_cohort_gives_back_what_each_reader_answered(given_: SchoolClass, chance: object) -> None:
    cohort = Cohort(given_.bank)
    for picks in given_.picks:
        responses = list(answers(given_.bank, picks).items())
        chance.shuffle(responses)  # type: ignore[attr-defined]
        cohort.add([cohort.number(Given(place, one.picked, units(one.mark))) for place, one in responses])

    held = [[cohort.given[number] for number in sheet] for sheet in cohort.sheets()]
    assert [[one.place for one in sheet] for sheet in held] == [list(range(len(given_.bank.questions)))] * len(cohort)
    assert [[one.picked for one in sheet] for sheet in held] == [
        [one or frozenset() for one in picks] for picks in given_.picks
    ]
    assert list(cohort.totals) == [sum(one.mark for one in sheet) for sheet in held]
    assert [total / 10**7 for total in cohort.totals] == [round(float(sum(row)), 7) for row in given_.marks]


@settings(max_examples=40)
@given(classes())
def test_tallies_count_every_score_with_every_response(given_: SchoolClass) -> None:
    cohort = given_.cohort

    for place in range(len(given_.bank.questions)):
        expected = Counter(zip(cohort.totals, cohort.responses_to(place), strict=True))
        assert {(total, number): count for total, number, count in cohort.tallies(place)} == expected


def test_a_question_worth_less_than_a_ten_millionth_breaks_nothing() -> None:
    tiny = bank(*(changed(one, maximum=Fraction(1, 10**9)) for one in plain(2).questions))

    found = questions.statistics_of(tiny, [SchoolClass(tiny, picked("00", "01", "11")).cohort])

    assert [one.facility.value for one in found] == [0, 0]


def test_an_answer_took_the_time_since_the_one_before_in_whatever_order_they_are_told() -> None:
    assert list(times.taken([(25.0, 2), (10.0, 0), (18.5, 1)])) == [(0, 10), (1, 8.5), (2, 6.5)]
    assert list(times.taken([])) == []
