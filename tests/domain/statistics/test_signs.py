"""What is pointed at, in classes whose faults are known; and that chance alone shows little.

The seeds are others than those that the levels were chosen on.
"""

from collections.abc import Sequence
from math import sqrt
from random import Random

import pytest

from quizapp.domain.attempts import Response
from quizapp.domain.banks import Bank, Kind, Question
from quizapp.domain.scoring import mark
from quizapp.domain.simulation import Difficulty, SimulatedClass, difficulties, simulate
from quizapp.domain.statistics.intervals import Figure
from quizapp.domain.statistics.questions import ChoiceStatistics, QuestionStatistics, statistics_of
from quizapp.domain.statistics.signs import Sign, Suspicion, signs
from quizapp.domain.statistics.tallies import Cohort
from tests.makers import bank, choices, multiple, true_false

WRONG_KEY, MISLEADING, DEAD_CHOICE = Suspicion
ALL = tuple(Suspicion)
FOURS = bank(
    *(Question(f"q{at}", Kind.SINGLE, "Which?", choices(*"ABCD", right=(at % 4,))) for at in range(15)), article=None
)


def summed(asked: Bank, picks: Sequence[Sequence[frozenset[int]]]) -> list[QuestionStatistics]:
    """What signs are read from, as plainly as it can be had."""
    marks = [[picked == asked.questions[at].key for at, picked in enumerate(row)] for row in picks]
    scores = [sum(row) for row in marks]
    found = []
    for at, question in enumerate(asked.questions):
        rest = [score - row[at] for score, row in zip(scores, marks, strict=True)]
        took = [[place in row[at] for row in picks] for place in range(len(question.choices))]
        counts = [sum(one) for one in took]
        found.append(spread(at, counts, [related(one, rest) for one in took], right=min(question.key)))
    return found


def related(took: Sequence[bool], rest: Sequence[int]) -> float | None:
    n, count, total = len(took), sum(took), sum(rest)
    spreads = (n * count - count**2) * (n * sum(one * one for one in rest) - total**2)
    together = n * sum(one for mine, one in zip(took, rest, strict=True) if mine) - count * total
    return together / sqrt(spreads) if spreads else None


def spread(
    place: int, counts: Sequence[int], bonds: Sequence[float | None], *, right: int = 0, unanswered: int = 0
) -> QuestionStatistics:
    """A question whose choices were picked so often, and are so related with the rest."""
    nothing, asked = Figure(None, 0), sum(counts) + unanswered
    return QuestionStatistics(
        place=place,
        id=f"q{place}",
        asked=asked,
        unanswered=unanswered,
        right=counts[right],
        facility=nothing,
        discrimination=nothing,
        guess=1 / len(counts),
        seconds=None,
        halves=None,
        thirds=None,
        choices=tuple(
            ChoiceStatistics(at, at == right, count, nothing, Figure(bond, asked), None, None)
            for at, (count, bond) in enumerate(zip(counts, bonds, strict=True))
        ),
    )


def class_of(seed: int, faults: Sequence[Suspicion] = (), readers: int = 28) -> SimulatedClass:
    chance = Random(seed)
    return simulate(FOURS, difficulties(15, chance), readers, chance, faults)


def about(sign: Sign) -> tuple[Suspicion, int, int]:
    return sign.suspicion, sign.question, sign.choice


SOUND = [spread(place, (20, 3, 3, 2), (0.35, -0.2, -0.2, -0.15)) for place in range(14)]
"""The rest of a class of 28."""


# --- how often ---


def test_three_planted_faults_are_pointed_at_the_wrong_key_first() -> None:
    found = called = 0
    for seed in range(7_000, 7_200):
        answered = class_of(seed, ALL)
        seen = signs(summed(FOURS, answered.picks))
        planted = {fault: (fault, *where) for fault, where in answered.planted.items()}
        named = [about(sign) for sign in seen]
        pointed = {(question, choice) for _, question, choice in named}
        first = named[:1] == [planted[WRONG_KEY]]
        found += first and answered.planted[MISLEADING] in pointed and planted[DEAD_CHOICE] in named
        called += planted[MISLEADING] in named

    assert found >= 180
    assert called >= 160, "else the key is to be checked there, too, after the one that is wrong"


def test_without_a_fault_few_classes_have_any_sign() -> None:
    flagged = [seed for seed in range(8_000, 8_200) if signs(summed(FOURS, class_of(seed).picks))]

    assert len(flagged) <= 10


def test_a_wrong_key_that_18_of_23_missed_comes_first() -> None:
    first = []
    for seed in range(9_000, 9_300):
        answered = class_of(seed, (WRONG_KEY,), 23)
        place, truth = answered.planted[WRONG_KEY]
        if sum(row[place] == FOURS.questions[place].key for row in answered.picks) == 5:
            first.append(
                [about(sign) for sign in signs(summed(FOURS, answered.picks))][:1] == [(WRONG_KEY, place, truth)]
            )

    assert len(first) > 10
    assert sum(first) / len(first) >= 0.8


def test_a_hard_question_is_pointed_at_no_more_than_chance_may() -> None:
    flagged = 0
    for seed in range(10_000, 10_100):
        chance = Random(seed)
        asked = [Difficulty(0.2, 0.3), *difficulties(14, chance)]
        answered = simulate(FOURS, asked, 28, chance)
        flagged += any(sign.question == 0 for sign in signs(summed(FOURS, answered.picks)))

    assert flagged <= 8


# --- what is said ---


def test_a_sign_has_the_counts_that_its_sentence_needs() -> None:
    wrong = spread(14, (4, 2, 19, 3), (-0.25, -0.1, 0.4, -0.15))

    assert signs([*SOUND, wrong]) == (
        Sign(WRONG_KEY, question=14, choice=2, key=0, took_choice=19, took_key=4, answered=28),
    )


def test_who_takes_a_popular_wrong_choice_tells_a_wrong_key_from_a_passage_that_misleads() -> None:
    by_the_better = spread(14, (6, 2, 17, 3), (-0.25, -0.1, 0.4, -0.15))
    by_the_weaker = spread(14, (6, 2, 17, 3), (0.4, -0.1, -0.25, -0.15))

    assert [about(sign) for sign in signs([*SOUND, by_the_better])] == [(WRONG_KEY, 14, 2)]
    assert [about(sign) for sign in signs([*SOUND, by_the_weaker])] == [(MISLEADING, 14, 2)]


def test_wrong_keys_come_before_misleading_passages_and_these_before_dead_choices() -> None:
    dead = spread(13, (12, 8, 0, 8), (0.35, -0.2, None, -0.2))
    misleading = spread(14, (6, 2, 18, 2), (0.4, -0.1, -0.3, -0.15))
    wrong = spread(15, (4, 2, 19, 3), (-0.25, -0.1, 0.4, -0.15))
    more = spread(16, (2, 24, 1, 1), (-0.3, 0.45, -0.2, -0.2))

    assert [about(sign) for sign in signs([*SOUND[:13], dead, misleading, wrong, more])] == [
        (WRONG_KEY, 16, 1),
        (WRONG_KEY, 15, 2),
        (MISLEADING, 14, 2),
        (DEAD_CHOICE, 13, 2),
    ]


@pytest.mark.parametrize(("wrong", "is_said"), [(5, False), (11, False), (12, True), (20, True)])
def test_a_choice_is_dead_only_where_many_took_the_others(wrong: int, is_said: bool) -> None:
    dead = spread(14, (28 - wrong, wrong // 2, wrong - wrong // 2, 0), (0.35, -0.2, -0.2, None))

    assert [about(sign) for sign in signs([*SOUND, dead])] == [(DEAD_CHOICE, 14, 3)] * is_said


def test_a_question_that_nearly_everyone_missed_is_no_sign_by_itself() -> None:
    hard = spread(14, (4, 8, 8, 8), (0.3, -0.1, -0.1, -0.1))

    assert signs([*SOUND, hard]) == ()


def test_a_thousand_readers_say_no_more_of_small_differences_than_a_hundred() -> None:
    many = [spread(at, (700, 90, 140, 70), (0.35, -0.15, -0.25, -0.15)) for at in range(15)]
    wrong = spread(15, (150, 80, 700, 70), (-0.2, -0.1, 0.35, -0.15))

    assert signs(many) == ()
    assert [about(sign) for sign in signs([*many, wrong])] == [(WRONG_KEY, 15, 2)]


def test_a_wrong_key_is_seen_where_questions_have_other_numbers_of_choices_and_of_answers() -> None:
    others = [spread(14, (22, 6), (0.3, -0.3)), spread(15, (15, 4, 5), (0.3, -0.2, -0.2), unanswered=4)]
    wrong = spread(16, (3, 1, 20), (-0.3, -0.2, 0.4), unanswered=4)

    assert [about(sign) for sign in signs([*SOUND, *others, wrong])] == [(WRONG_KEY, 16, 2)]


# --- what cannot be known ---

NO_BOND = (None, None, None, None)


@pytest.mark.parametrize(
    "questions",
    [
        [],
        [spread(0, (0, 0, 0, 0), NO_BOND)],
        [spread(0, (0, 0, 0, 0), NO_BOND, unanswered=28)],
        [spread(0, (28, 0, 0, 0), NO_BOND)] * 3,
        [spread(0, (0, 28), (None, None))],
        [spread(0, (1,), (None,))],
        [spread(0, (2, 1, 6, 0), (-1.0, -0.5, 1.0, None))],
        [spread(0, (20, 3, 3, 2), NO_BOND)],
        [spread(0, (14, 14), (-0.1, 0.1))] * 15,
    ],
    ids=["none", "nobody", "unanswered", "all right", "all wrong", "one choice", "nine", "no bond", "coins"],
)
def test_what_cannot_be_known_gives_no_sign(questions: list[QuestionStatistics]) -> None:
    assert signs(questions) == ()


def test_a_lone_question_that_most_missed_by_one_choice_has_a_sign() -> None:
    assert [sign.choice for sign in signs([spread(0, (3, 1, 23, 1), NO_BOND)])] == [2]


def test_questions_of_several_answers_are_left_out() -> None:
    asked = bank(*(multiple(f"m{at}", right=(0, 2)) for at in range(4)), true_false())
    picks = [tuple([frozenset({1, 3})] * 4 + [frozenset({reader % 2})]) for reader in range(28)]

    assert signs(statistics_of(asked, [cohort(asked, picks)])) == ()


def test_signs_are_the_same_of_the_figures_that_teachers_see() -> None:
    for seed in range(3):
        answered = class_of(seed, ALL)
        seen = statistics_of(FOURS, [cohort(FOURS, answered.picks)])

        assert signs(seen) == signs(summed(FOURS, answered.picks)) != ()


def cohort(asked: Bank, picks: Sequence[Sequence[frozenset[int]]]) -> Cohort:
    return Cohort.of(
        asked, [{at: Response(one, mark(asked.questions[at], one)) for at, one in enumerate(row)} for row in picks]
    )
