"""What scores say, against NumPy and SciPy, and by hand."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from scipy import stats

from quizapp.domain.statistics import asymptotic, scores
from quizapp.domain.statistics.alike import Alike, wholly_same
from quizapp.domain.statistics.bootstrap import DRAWS, MOST_READERS, Packing, draws
from quizapp.domain.statistics.intervals import Figure, Method
from quizapp.domain.statistics.scores import ScoreStatistics
from quizapp.domain.statistics.tallies import Cohort
from tests.domain.statistics.classes import SchoolClass, classes, picked, plain
from tests.makers import bank, changed, multiple, single, true_false

NEARLY = 1e-9


def of(school_class: SchoolClass) -> ScoreStatistics:
    return scores.statistics_of(school_class.bank, [school_class.cohort])


def alpha(marks: Any) -> float | None:
    """As the textbooks write it."""
    count, total = marks.shape[1], marks.sum(axis=1)
    if count < 2 or len(marks) < 2 or np.ptp(total) < NEARLY:
        return None
    return float(count / (count - 1) * (1 - marks.var(axis=0, ddof=1).sum() / total.var(ddof=1)))


# --- the figures ---


@settings(max_examples=50)
@given(classes())
def test_every_figure_is_that_of_numpy_and_scipy(given_: SchoolClass) -> None:
    found, marks = of(given_), given_.marks
    total, n = marks.sum(axis=1), len(marks)
    spread = np.ptp(total) > NEARLY

    assert (found.n, found.mean.n, found.error.n) == (n, n, n)
    assert found.mean.value == pytest.approx(total.mean())
    assert found.median.value == pytest.approx(np.median(total))
    assert found.deviation.value == (pytest.approx(total.std(ddof=1), abs=1e-6) if n > 1 else None)
    skewness = stats.skew(total, bias=False) if n > 2 and spread else None
    kurtosis = stats.kurtosis(total, bias=False) if n > 3 and spread else None
    assert found.skewness.value == (None if skewness is None else pytest.approx(skewness, abs=1e-6))
    assert found.kurtosis.value == (None if kurtosis is None else pytest.approx(kurtosis, abs=1e-6))
    expected = alpha(marks)
    assert found.reliability.value == (None if expected is None else pytest.approx(expected, abs=1e-6))
    if expected is None:
        assert found.error.value is None
    else:
        assert found.error.value == pytest.approx(total.std(ddof=1) * np.sqrt(1 - expected), abs=1e-6)


def test_the_scores_of_five_readers_by_hand() -> None:
    """3, 2, 1, 1 and 0 of 3 points: k2 = 1.3, k3 = 0.6 and k4 = -0.3; the questions vary by 0.3, 0.3 and 0.2."""
    found = of(SchoolClass(plain(3), picked("000", "001", "011", "101", "111")))

    assert [(one.score, one.count) for one in found.spread] == [(0, 1), (1, 2), (2, 1), (3, 1)]
    assert (found.mean.value, found.median.value) == (pytest.approx(1.4), pytest.approx(1))
    assert found.deviation.value == pytest.approx(1.3**0.5)
    assert found.skewness.value == pytest.approx(0.6 / 1.3**1.5)
    assert found.kurtosis.value == pytest.approx(-0.3 / 1.3**2)
    assert found.reliability.value == pytest.approx(3 / 2 * (1 - 0.8 / 1.3))
    assert found.error.value == pytest.approx(0.55**0.5)


def test_the_mean_has_students_interval_and_alpha_feldts() -> None:
    found = of(SchoolClass(plain(3), picked("000", "001", "011", "101", "111")))

    assert found.mean.interval and found.reliability.interval
    low, high = stats.t.interval(0.95, 4, loc=1.4, scale=(1.3 / 5) ** 0.5)
    assert (found.mean.interval.low, found.mean.interval.high) == pytest.approx((low, high))
    assert found.reliability.interval.low == pytest.approx(1 - (1 - 15 / 26) * stats.f.ppf(0.975, 4, 8))
    assert (found.mean.interval.method, found.reliability.interval.method) == (Method.STUDENT, Method.FELDT)


# --- what is undefined ---


def nothing(n: int = 0) -> Figure:
    return Figure(None, n)


def test_of_nobody_nothing_is_known() -> None:
    found = of(SchoolClass(plain(3), []))

    assert (found.n, found.maximum, found.spread) == (0, 3, ())
    assert {found.mean, found.median, found.deviation, found.skewness, found.kurtosis} == {nothing()}
    assert {found.reliability, found.error} == {nothing()}


def test_of_one_only_where_they_stand() -> None:
    found = of(SchoolClass(plain(3), picked("001")))

    assert (found.mean, found.median) == (Figure(2, 1), found.mean)
    assert {found.deviation, found.skewness, found.kurtosis, found.reliability, found.error} == {nothing(1)}


@pytest.mark.parametrize("rows", [("001", "001"), ("001", "010"), ("01",) * 5])
def test_of_equal_scores_only_that_they_are(rows: tuple[str, ...]) -> None:
    found = of(SchoolClass(plain(len(rows[0])), picked(*rows)))

    n = len(rows)
    assert found.deviation == Figure(0, n)
    assert (found.mean.interval, found.median.interval) == (None, None)
    assert {found.skewness, found.kurtosis, found.reliability, found.error} == {nothing(n)}


def test_of_one_question_there_is_no_reliability() -> None:
    found = of(SchoolClass(plain(1), picked("0", "1", "0", "2")))

    assert (found.reliability, found.error) == (nothing(4), nothing(4))
    assert found.deviation.value == pytest.approx(1 / 3**0.5)


# --- how surely ---


@settings(max_examples=15)
@given(classes(least=2))
def test_each_class_that_is_drawn_is_summed_as_numpy_does(given_: SchoolClass) -> None:
    readers = list(Alike(given_.bank, [given_.cohort]).readers([given_.cohort]))
    packing = Packing(readers)
    rising = sorted(readers, key=packing.packed)
    chance = Random(repr([packing.packed(marks) for marks in rising]))
    n, rows = len(rising), np.array(rising)

    for one in list(draws(readers))[:20]:
        marks = rows[chance.choices(range(n), k=n)]
        total = marks.sum(axis=1)
        assert one.median == np.median(total)
        assert one.sums.deviation() == pytest.approx(total.std(ddof=1))
        if np.ptp(total) and n > 3:
            assert one.sums.skewness() == pytest.approx(stats.skew(total, bias=False), abs=1e-9)
            assert one.sums.kurtosis() == pytest.approx(stats.kurtosis(total, bias=False), abs=1e-9)
        expected = alpha(marks)
        assert one.sums.alpha() == (None if expected is None else pytest.approx(expected, abs=1e-9))


@settings(max_examples=15)
@given(classes(least=5))
def test_what_no_formula_bounds_lies_between_the_percentiles_of_the_classes_drawn(given_: SchoolClass) -> None:
    found, alike = of(given_), Alike(given_.bank, [given_.cohort])
    if len(alike.scores) < 2:
        return
    (start, unit), drawn = alike.scale(), list(draws(list(alike.readers([given_.cohort]))))
    medians = [(start + unit * one.median) / 1e7 for one in drawn]
    deviations = [(one.sums.deviation() or 0) * unit / 1e7 for one in drawn]

    assert len(drawn) == DRAWS
    for figure, values in ((found.median, medians), (found.deviation, deviations)):
        assert figure.interval and figure.interval.method is Method.BOOTSTRAP
        expected: Any = np.percentile(values, [2.5, 97.5])
        assert (figure.interval.low, figure.interval.high) == pytest.approx(tuple(expected), abs=1e-9)


def test_the_same_class_gives_the_same_intervals_in_whatever_order_it_came() -> None:
    rows = picked("0012", "0120", "0000", "1111", "0001", "2200")
    first, second = (of(SchoolClass(plain(4), order)) for order in (rows, rows[::-1]))

    assert first == second


def drawn_class(n: int, questions: int, seed: int = 1) -> SchoolClass:
    """Readers who differ, at questions that do."""
    chance = Random(seed)
    skill = [chance.gauss(0, 1) for _ in range(n)]
    rows = ["".join("0" if chance.gauss(one, 1) > at / 3 - 1 else "1" for at in range(questions)) for one in skill]
    return SchoolClass(plain(questions), picked(*rows))


def influence(marks: Any, of_weights: Any) -> float:
    """The standard error of a figure by its derivative in the weight of each reader, taken numerically."""
    n, step = len(marks), 1e-4
    weights = np.full(n, 1 / n)
    centre = of_weights(marks, weights)
    moved = [(of_weights(marks, (1 - step) * weights + step * (np.arange(n) == at)) - centre) / step for at in range(n)]
    return float(np.sqrt(np.mean(np.square(moved)) / n))


def deviation_of(marks: Any, weights: Any) -> float:
    total = marks.sum(axis=1)
    return float(np.sqrt(np.average((total - np.average(total, weights=weights)) ** 2, weights=weights)))


def moment_of(power: int) -> Any:
    def of_weights(marks: Any, weights: Any) -> float:
        total = marks.sum(axis=1)
        apart = total - np.average(total, weights=weights)
        return float(np.average(apart**power, weights=weights) / deviation_of(marks, weights) ** power)

    return of_weights


def error_of(marks: Any, weights: Any) -> float:
    """Of weights, so of n and not of n - 1."""
    count, alone = (
        marks.shape[1],
        np.average((marks - np.average(marks, axis=0, weights=weights)) ** 2, axis=0, weights=weights),
    )
    return float(np.sqrt((count * alone.sum() - deviation_of(marks, weights) ** 2) / (count - 1)))


def test_the_asymptotic_errors_are_those_of_numerical_influence_functions() -> None:
    given_ = drawn_class(400, 5)
    alike, marks = Alike(given_.bank, [given_.cohort]), given_.marks
    errors = asymptotic.shape_errors(alike.scores)
    error = alike.sums.error()
    assert error is not None

    assert errors.deviation / 1e7 == pytest.approx(influence(marks, deviation_of), rel=0.01)
    assert errors.skewness == pytest.approx(influence(marks, moment_of(3)), rel=0.01)
    assert errors.kurtosis == pytest.approx(influence(marks, moment_of(4)), rel=0.01)
    of_error = asymptotic.measurement_error(400, 5, alike.pulls(), error) / 1e7
    assert of_error == pytest.approx(influence(marks, error_of), rel=0.01)


def test_over_two_thousand_readers_the_errors_are_the_asymptotic_ones_and_said_to_be() -> None:
    given_ = drawn_class(MOST_READERS + 1, 4)

    found = of(given_)

    figures = (found.median, found.deviation, found.skewness, found.kurtosis, found.error)
    for figure in figures:
        assert figure.interval and figure.interval.method is Method.ASYMPTOTIC and figure.value is not None
        assert figure.interval.low <= figure.value <= figure.interval.high
    total = np.sort(given_.marks.sum(axis=1))
    half = 1.96 * np.sqrt(len(total)) / 2
    assert found.median.interval
    assert (found.median.interval.low, found.median.interval.high) == pytest.approx(
        (total[int(len(total) / 2 - half) - 1], total[int(len(total) / 2 + half)])
    )


# --- the spread ---


@pytest.mark.parametrize(("questions", "step"), [(12, Decimal(1)), (5, Decimal("0.1"))])
def test_scores_that_differ_much_are_told_by_whole_marks_or_tenths(questions: int, step: Decimal) -> None:
    chance = Random(3)
    rows = ("".join(chance.choice("0123") for _ in range(questions)) for _ in range(300))
    given_ = SchoolClass(plain(questions, (1, 0.31, 0.13, -0.07)), picked(*rows))

    found = of(given_)

    assert found.step == step
    bins = np.floor(np.round(given_.marks.sum(axis=1), 7) / float(step) + 1e-9)
    assert {round(one.score / step): one.count for one in found.spread} == dict(Counter(map(int, bins)))
    assert [one.score for one in found.spread] == sorted(one.score for one in found.spread)


# --- which scores mean the same ---


def test_scores_at_the_same_questions_in_another_order_are_taken_together() -> None:
    first, second = bank(single(), multiple(), true_false()), bank(true_false(), single(), multiple())
    one = SchoolClass(first, [[frozenset({0}), frozenset({0, 2}), frozenset({0})]])
    other = SchoolClass(second, [[frozenset({1}), frozenset({0}), None]])

    found = scores.statistics_of(first, [one.cohort, other.cohort])

    assert wholly_same(second, first)
    assert [(one.score, one.count) for one in found.spread] == [(1, 1), (3, 1)]
    assert found == scores.statistics_of(
        first, [SchoolClass(first, [*one.picks, [frozenset({0}), None, frozenset({1})]]).cohort]
    )


@pytest.mark.parametrize(
    "other",
    [
        bank(single(), multiple()),
        bank(single(), multiple(), true_false(), single("more")),
        bank(single(stem="Where was it?"), multiple(), true_false()),
        bank(single(), multiple(), changed(true_false(), maximum=Fraction(2))),
    ],
)
def test_scores_of_other_questions_or_for_other_points_are_not(other: Any) -> None:
    shown = bank(single(), multiple(), true_false())
    cohort = Cohort.of(other, [{}])

    assert scores.statistics_of(shown, [cohort]).n == 0
    assert scores.statistics_of(other, [cohort]).n == 1
