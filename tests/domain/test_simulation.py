"""What a simulated class is known to be like, it is."""

from collections import Counter
from fractions import Fraction
from random import Random
from statistics import correlation, fmean

import pytest

from quizapp.domain.banks import Bank, Kind, Question
from quizapp.domain.simulation import Difficulty, SimulatedClass, difficulties, simulate
from quizapp.domain.statistics.signs import Suspicion
from tests.domain.test_shipped_banks import ENGLISH, FRENCH
from tests.makers import bank, choices, multiple, single, true_false

ALL = tuple(Suspicion)
FOURS = bank(
    *(Question(f"q{at}", Kind.SINGLE, "Which?", choices(*"ABCD", right=(at % 4,))) for at in range(15)), article=None
)


def simulated(seed: int, faults: tuple[Suspicion, ...] = (), readers: int = 28, asked: Bank = FOURS) -> SimulatedClass:
    chance = Random(seed)
    return simulate(asked, difficulties(len(asked.questions), chance), readers, chance, faults)


def column(answered: SimulatedClass, place: int) -> list[frozenset[int]]:
    return [picks[place] for picks in answered.picks]


def test_one_seed_gives_one_class() -> None:
    assert simulated(1, ALL) == simulated(1, ALL)
    assert simulated(1, ALL) != simulated(2, ALL)


@pytest.mark.parametrize("asked", [FRENCH, ENGLISH, bank(multiple(right=(1,)), single(), true_false())])
def test_every_reader_answers_every_question_as_it_may_be_answered(asked: Bank) -> None:
    answered = simulated(3, ALL, 200, asked)

    assert len(answered.picks) == 200
    for place, question in enumerate(asked.questions):
        most = question.kind.most_picked(len(question.choices))
        assert all(1 <= len(picked) <= most for picked in column(answered, place))
        assert set().union(*column(answered, place)) <= set(range(len(question.choices)))


def test_questions_are_as_hard_and_tell_readers_apart_as_they_were_asked_to() -> None:
    asked = [Difficulty(0.45 + 0.03 * at, 0.2 + 0.02 * at) for at in range(15)]
    right: dict[int, list[float]] = {at: [] for at in range(15)}
    bonds: dict[int, list[float]] = {at: [] for at in range(15)}

    for seed in range(40):
        answered = simulate(FOURS, asked, 80, Random(seed))
        marks = [[picked == FOURS.questions[at].key for at, picked in enumerate(row)] for row in answered.picks]
        for at in range(15):
            mine, rest = [row[at] for row in marks], [sum(row) - row[at] for row in marks]
            right[at].append(fmean(mine))
            bonds[at].append(correlation(mine, rest))

    for at, one in enumerate(asked):
        # Of 40 classes of 80 the mean facility has an error of 0.01 and the mean correlation one of 0.02.
        assert fmean(right[at]) == pytest.approx(one.facility, abs=0.03)
        assert fmean(bonds[at]) == pytest.approx(one.discrimination, abs=0.06)


def test_what_no_question_can_show_is_had_as_nearly_as_can_be() -> None:
    answered = simulate(FOURS, [Difficulty(0.99, 0.9)] * 15, 100, Random(1))

    assert fmean(picked == FOURS.questions[0].key for picked in column(answered, 0)) > 0.9


def test_wrong_choices_are_taken_as_likely_one_as_another() -> None:
    taken: Counter[int] = Counter()
    for seed in range(40):
        taken.update(next(iter(picked)) for picked in column(simulated(seed), 0))

    wrong = [taken[place] for place in (1, 2, 3)]
    expected = sum(wrong) / 3
    assert sum((count - expected) ** 2 / expected for count in wrong) < 13.8  # Chi-squared of two, once in a thousand.


def test_under_a_wrong_key_the_better_readers_take_a_choice_that_is_not_in_it() -> None:
    at_truth, at_key, better = [], [], []
    for seed in range(40):
        answered = simulated(seed, (Suspicion.WRONG_KEY,), 100)
        place, truth = answered.planted[Suspicion.WRONG_KEY]
        assert truth not in FOURS.questions[place].key
        took = [picked == {truth} for picked in column(answered, place)]
        rest = [
            sum(picked == FOURS.questions[at].key for at, picked in enumerate(row) if at != place)
            for row in answered.picks
        ]
        at_truth.append(fmean(took))
        at_key.append(fmean(picked == FOURS.questions[place].key for picked in column(answered, place)))
        better.append(correlation(took, rest))

    assert 0.6 < fmean(at_truth) < 0.75
    assert 0.07 < fmean(at_key) < 0.15
    assert fmean(better) > 0.2


@pytest.mark.parametrize(("readers", "drawn"), [(28, 17), (23, 14), (10, 6)])
def test_a_passage_that_misleads_draws_three_of_five(readers: int, drawn: int) -> None:
    for seed in range(20):
        answered = simulated(seed, ALL, readers)
        place, lure = answered.planted[Suspicion.MISLEADING]

        assert lure not in FOURS.questions[place].key
        assert column(answered, place).count(frozenset({lure})) == drawn


def test_nobody_takes_a_dead_choice_though_many_are_wrong_there() -> None:
    for seed in range(20):
        answered = simulated(seed, ALL)
        place, dead = answered.planted[Suspicion.DEAD_CHOICE]
        missed = Counter(
            at
            for row in answered.picks
            for at, picked in enumerate(row)
            if picked != FOURS.questions[at].key
            and at not in (answered.planted[Suspicion.WRONG_KEY][0], answered.planted[Suspicion.MISLEADING][0])
        )

        assert dead not in FOURS.questions[place].key
        assert frozenset({dead}) not in column(answered, place)
        assert missed[place] == max(missed.values())


def test_each_fault_has_a_question_of_its_own() -> None:
    places = [place for place, _ in simulated(1, ALL).planted.values()]

    assert len(places) == len(set(places)) == 3


def test_a_fault_that_finds_no_question_is_left_out() -> None:
    two = choices("Yes", "No", right=(0,))
    none = bank(true_false(), multiple(), Question("yes", Kind.SINGLE, "Is it?", two))
    one = bank(true_false(), single(maximum=Fraction(3)))

    assert simulated(1, ALL, asked=none).planted == {}
    assert {fault: place for fault, (place, _) in simulated(1, ALL, asked=one).planted.items()} == {
        Suspicion.WRONG_KEY: 1
    }
