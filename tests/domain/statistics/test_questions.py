"""What answers say of a question, against NumPy and SciPy, by hand, and by trying every cut."""

from collections import Counter
from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from quizapp.domain.banks import Question
from quizapp.domain.statistics import questions
from quizapp.domain.statistics.answers import cuts
from quizapp.domain.statistics.intervals import Figure, Method
from quizapp.domain.statistics.questions import QuestionStatistics, guess
from quizapp.domain.statistics.tallies import Cohort
from tests.domain.statistics.classes import SchoolClass, classes, picked, plain
from tests.makers import bank, changed, choices, multiple, single, true_false

NEARLY = 1e-9


def of(school_class: SchoolClass) -> tuple[QuestionStatistics, ...]:
    return questions.statistics_of(school_class.bank, [school_class.cohort])


def pearson(xs: Any, ys: Any) -> float | None:
    if len(xs) < 2 or np.ptp(xs) < NEARLY or np.ptp(ys) < NEARLY:
        return None
    return float(np.corrcoef(xs, ys)[0, 1])


def about(expected: float | None) -> Any:
    return None if expected is None else pytest.approx(expected, abs=1e-6)


# --- the figures ---


@settings(max_examples=50)
@given(classes(most=34))
def test_every_figure_is_that_of_numpy_and_scipy(given_: SchoolClass) -> None:
    marks, maxima, n = given_.marks, given_.maxima, len(given_.picks)

    for place, found in enumerate(of(given_)):
        asked, mark = given_.bank.questions[place], marks[:, place]
        rest = marks.sum(axis=1) - mark
        held = [row[place] or frozenset() for row in given_.picks]
        assert (found.place, found.id, found.asked) == (place, asked.id, n)
        assert found.unanswered == sum(not one for one in held)
        assert found.right == int((mark > maxima[place] * (1 - 1e-6)).sum())
        assert found.facility.value == pytest.approx(mark.mean() / maxima[place], abs=1e-7)
        assert found.discrimination.value == about(pearson(mark, rest))
        for choice in found.choices:
            picks = np.array([choice.place in one for one in held], dtype=float)
            assert (choice.count, choice.share.value) == (int(picks.sum()), picks.mean())
            assert choice.right == (choice.place in asked.key)
            assert choice.correlation.value == about(pearson(picks, rest))
            assert (choice.halves is None) == (found.halves is None)
            assert choice.halves is None or sum(choice.halves) == choice.count
            assert choice.thirds is None or sum(choice.thirds) == choice.count
        assert found.halves is None or (n >= 10 and sum(found.halves) == n)
        assert found.thirds is None or (n >= 30 and sum(found.thirds) == n)


def test_twelve_readers_by_hand() -> None:
    """The first question by the marks on the two others: 2 of 2 five times, 1 four times, 0 three times."""
    found = of(SchoolClass(plain(3), picked(
        "000", "000", "000", "000", "100",
        "001", "010", "101", "210",
        "011", "111", "122",
    )))[0]  # fmt: skip

    assert (found.asked, found.right, found.unanswered) == (12, 7, 0)
    assert [choice.count for choice in found.choices] == [7, 4, 1]
    assert found.halves == (7, 5)
    assert [choice.halves for choice in found.choices] == [(3, 4), (3, 1), (1, 0)]
    assert (found.thirds, found.choices[0].thirds) == (None, None)
    rest = [2] * 5 + [1] * 4 + [0] * 3
    mark = [1, 1, 1, 1, 0, 1, 1, 0, 0, 1, 0, 0]
    assert found.discrimination.value == pytest.approx(stats.pearsonr(mark, rest).statistic)
    assert (found.guess, found.strongest_wrong) == (pytest.approx(1 / 3), found.choices[1])


def test_the_rest_leaves_the_question_itself_out() -> None:
    """With it, even an answer given by lot would go with the score."""
    found = of(SchoolClass(plain(2), picked("00", "01", "10", "11")))[0]

    assert found.discrimination == Figure(0, 4, found.discrimination.interval)


# --- intervals ---


def test_a_facility_of_whole_marks_is_a_proportion_and_one_of_parts_a_mean() -> None:
    whole = of(SchoolClass(plain(2), picked("00", "11", "00", "00", "2-")))[0].facility
    parts = of(SchoolClass(plain(2, (1, 0.5, 0)), picked("00", "11", "00", "00", "2-")))[0].facility

    assert whole.interval and parts.interval
    expected = stats.binomtest(3, 5).proportion_ci(method="wilson")
    assert (whole.interval.low, whole.interval.high) == pytest.approx((expected.low, expected.high))
    assert whole.interval.method is Method.WILSON
    values = [1, 0.5, 1, 1, 0]
    low, _high = stats.t.interval(0.95, 4, loc=np.mean(values), scale=stats.sem(values))
    assert (parts.interval.low, parts.interval.high) == (pytest.approx(low), 1)
    assert parts.interval.method is Method.STUDENT


def test_where_a_choice_costs_points_a_facility_may_lie_under_nothing() -> None:
    found = of(SchoolClass(plain(2, (1, 0, -0.5)), picked("20", "20", "10", "20")))[0].facility

    assert found.interval
    assert found.value == pytest.approx(-0.375)
    assert found.interval.low == -0.5
    assert found.interval.high == pytest.approx(-0.375 + stats.t.ppf(0.975, 3) * 0.125)


def test_correlations_have_fishers_interval_from_four_readers_on() -> None:
    rows = picked("00", "01", "10", "11", "00")
    five, three = of(SchoolClass(plain(2), rows))[0], of(SchoolClass(plain(2), rows[:3]))[0]

    expected = stats.pearsonr([1, 1, 0, 0, 1], [1, 0, 1, 0, 1])
    assert five.discrimination.interval and five.choices[1].correlation.interval
    assert five.discrimination.value == pytest.approx(expected.statistic)
    assert five.discrimination.interval.low == pytest.approx(expected.confidence_interval(0.95).low)
    assert three.discrimination.interval is None


# --- what is undefined ---


def test_of_a_question_that_nobody_was_asked_nothing_is_known() -> None:
    for cohorts in ([], [Cohort.of(plain(2), [])], [Cohort.of(bank(single()), [{}])]):
        for found in questions.statistics_of(plain(2), cohorts):
            assert (found.asked, found.right, found.unanswered, found.halves, found.seconds) == (0, 0, 0, None, None)
            assert (found.facility, found.discrimination) == (Figure(None, 0), Figure(None, 0))
            assert {choice.share for choice in found.choices} == {Figure(None, 0)}
            assert found.strongest_wrong is None


@pytest.mark.parametrize("rows", [("00",), ("00", "00"), ("01", "01", "01")])
def test_where_nobody_differs_nothing_goes_with_the_rest(rows: tuple[str, ...]) -> None:
    for found in of(SchoolClass(plain(2), picked(*rows))):
        assert found.discrimination == Figure(None, len(rows))
        assert {choice.correlation for choice in found.choices} == {Figure(None, len(rows))}


def test_an_only_question_has_no_rest() -> None:
    (found,) = of(SchoolClass(plain(1), picked(*"0120120120")))

    assert found.facility.value == pytest.approx(0.4)
    assert (found.discrimination, found.halves) == (Figure(None, 0), None)


# --- groups ---


@given(st.lists(st.integers(0, 8), min_size=1, max_size=40), st.sampled_from([2, 3]))
def test_groups_are_cut_where_they_come_nearest_to_equal(rests: list[int], parts: int) -> None:
    n, counts = len(rests), Counter(rests)

    found = cuts(counts, parts)

    def off(cut: tuple[int, ...]) -> int:
        return sum(abs(parts * sum(rest <= bound for rest in rests) - at * n) for at, bound in enumerate(cut, start=1))

    every = list(combinations(sorted(counts)[:-1], parts - 1))
    if not every:
        assert found is None
    else:
        assert found is not None
        assert tuple(found) in every
        assert off(tuple(found)) == min(map(off, every))


def test_halves_stand_from_ten_readers_on_and_thirds_from_thirty() -> None:
    rows = [f"{n % 2}{n % 3}{(n + 1) % 2}" for n in range(30)]

    sizes = {n: of(SchoolClass(plain(3), picked(*rows[:n])))[0] for n in (9, 10, 29, 30)}

    assert [one.halves is not None for one in sizes.values()] == [False, True, True, True]
    assert [one.thirds is not None for one in sizes.values()] == [False, False, False, True]


def test_readers_who_are_all_level_are_in_no_groups() -> None:
    found = of(SchoolClass(plain(2), picked(*["00", "10"] * 20)))

    assert (found[0].halves, found[0].thirds) == (None, None)
    assert found[1].halves == (20, 20)
    assert found[1].thirds is None


# --- a blind pick ---


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (single(), 1 / 3),
        (true_false(), 1 / 2),
        (changed(single(), maximum=Fraction(4)), 1 / 3),
        (changed(single(), choices=choices("A", "B", "C", "D", right=(0, 1))), 1 / 2),
        (multiple(), None),
    ],
)
def test_a_blind_pick_earns_the_mean_of_the_choices(question: Question, expected: float | None) -> None:
    assert guess(question) == about(expected)


# --- time ---


def test_the_time_of_a_question_is_the_median_of_its_readers() -> None:
    asked = plain(2)
    seconds = {0: [30.0, 10.0, 20.0, 40.0, 50.0, 60.0]}

    first, second = questions.statistics_of(asked, [], seconds)

    assert first.seconds is not None and first.seconds.interval is not None
    assert (first.seconds.value, first.seconds.n, first.seconds.interval.method) == (35, 6, Method.RANKS)
    assert (first.seconds.interval.low, first.seconds.interval.high) == (10, 60)
    assert second.seconds == Figure(None, 0)


# --- versions together ---


def test_a_question_of_two_versions_is_one_whose_choices_moved() -> None:
    old = bank(single(choices=choices("Palace", "Spaceport", "Harbour", right=(1,))), multiple("old"))
    new = bank(true_false(), single())
    readers = [Cohort.of(old, SchoolClass(old, [[frozenset({at}), None]] * (at + 1)).attempts) for at in range(3)]

    found = questions.statistics_of(new, readers)[1]

    assert (found.place, found.id, found.asked) == (1, "where", 6)
    assert [(choice.place, choice.count) for choice in found.choices] == [(0, 2), (1, 3), (2, 1)]
    assert (found.right, found.facility.value) == (2, pytest.approx(1 / 3))


@pytest.mark.parametrize(
    "other",
    [
        single("elsewhere"),
        single(stem="Where was it?"),
        single(choices=choices("Spaceport", "Harbour", "Hall")),
        single(choices=choices("Spaceport", "Harbour")),
    ],
)
def test_a_question_with_other_words_or_another_id_is_another(other: Question) -> None:
    assert questions.statistics_of(bank(single()), [Cohort.of(bank(other), [{}])])[0].asked == 0


def test_where_versions_meet_the_rest_is_a_share_of_its_own_maximum() -> None:
    """The second version gives ten points for its other question: half of them is as good as half a point."""
    old, new = plain(2, (1, 0.5, 0)), bank(plain(1, (1, 0.5, 0)).questions[0], changed(single(), maximum=Fraction(10)))
    olds, news = (
        SchoolClass(old, picked("00", "11", "22", "02")),
        SchoolClass(new, picked("00", "11", "21", "01", "00")),
    )

    found = questions.statistics_of(old, [olds.cohort, news.cohort])[0]

    marks = [1, 0.5, 0, 1, 1, 0.5, 0, 1, 1]
    rests = [1, 0.5, 0, 0, 1, 0, 0, 0, 1]
    assert found.asked == 9
    assert found.discrimination.value == pytest.approx(stats.pearsonr(marks, rests).statistic)
    assert found.facility.value == pytest.approx(np.mean(marks))
