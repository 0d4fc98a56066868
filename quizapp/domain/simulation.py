"""A class that nobody sits in: readers of known ability answer a real bank, with faults planted that are known too.

A reader knows a question where ability and luck together are above its threshold (the normal ogive of Lord and Novick
1968, Statistical Theories of Mental Test Scores, chapter 16). How much of it is ability is found for all questions at
once, so that in the mean of many classes each correlates with the rest as it was asked to.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from operator import mul
from random import Random
from statistics import NormalDist

from quizapp.domain.banks import Bank, Question
from quizapp.domain.statistics.signs import Suspicion

FACILITY = (0.45, 0.9)
DISCRIMINATION = (0.2, 0.5)
"""Those of sound questions, between which they are drawn."""
DRAWN = 0.6
"""Of the class, by a passage that misleads."""

_NORMAL = NormalDist()
_ABILITIES = tuple(step / 2 for step in range(-8, 9))
_WEIGHTS = tuple(_NORMAL.pdf(ability) / 2 for ability in _ABILITIES)
_ROUNDS = 4
_LEAST_SHARE, _GREATEST_SHARE = 0.01, 0.97


@dataclass(frozen=True, slots=True)
class Difficulty:
    """What a question shows in the mean of many classes."""

    facility: float
    """How many know it, of all readers."""
    discrimination: float
    """The correlation of knowing it with how many of the others one knows."""


@dataclass(frozen=True, slots=True)
class SimulatedClass:
    picks: tuple[tuple[frozenset[int], ...], ...]
    """By reader and question, the places of the choices picked."""
    planted: Mapping[Suspicion, tuple[int, int]]
    """Of each fault the question, and the wrong choice that a sign of it should name."""


def difficulties(count: int, chance: Random) -> tuple[Difficulty, ...]:
    """Of so many sound questions."""
    return tuple(Difficulty(chance.uniform(*FACILITY), chance.uniform(*DISCRIMINATION)) for _ in range(count))


def simulate(
    bank: Bank,
    asked: Sequence[Difficulty],
    readers: int,
    chance: Random,
    faults: Collection[Suspicion] = (),
    lures: Collection[tuple[int, int]] = (),
) -> SimulatedClass:
    """So many readers answer every question; who does not know takes one wrong choice as likely as another.

    Under a wrong key, who knows takes a choice that is not marked as right. A passage that misleads draws just its
    share of the class, from those who know least. A choice is made dead in the question that most got wrong, for where
    few did it cannot be told; so the hardest is the last to get another fault. Each fault has a question of its own, of
    three choices or more of which one is picked; one that finds none is left out. What misleads is one of the `lures`,
    questions with a wrong choice, where any of these is fit for it.
    """
    hardest_first = sorted(_fit_for_faults(bank), key=lambda place: asked[place].facility)
    fit = chance.sample(hardest_first[1:], max(0, len(hardest_first) - 1)) + hardest_first[:1]
    planted: dict[Suspicion, tuple[int, int]] = {}
    for fault in (Suspicion.WRONG_KEY, Suspicion.MISLEADING):
        if fault in faults and fit:
            named = [one for place in fit for one in lures if one[0] == place] if fault is Suspicion.MISLEADING else []
            planted[fault] = named[0] if named else (fit[0], chance.choice(_distractors(bank.questions[fit[0]])))
            fit.remove(planted[fault][0])
    columns = _answers(bank, asked, readers, chance, planted)
    if Suspicion.DEAD_CHOICE in faults and fit:
        place = max(fit, key=lambda place: sum(picked != bank.questions[place].key for picked in columns[place]))
        dead, *others = chance.sample(_distractors(bank.questions[place]), len(bank.questions[place].choices) - 1)
        planted[Suspicion.DEAD_CHOICE] = place, dead
        columns[place] = [frozenset({chance.choice(others)}) if dead in picked else picked for picked in columns[place]]
    return SimulatedClass(tuple(zip(*columns, strict=True)), planted)


def _fit_for_faults(bank: Bank) -> Iterator[int]:
    for place, question in enumerate(bank.questions):
        if not question.kind.takes_several and len(question.key) == 1 and len(question.choices) > 2:
            yield place


def _distractors(question: Question) -> list[int]:
    return [place for place in range(len(question.choices)) if place not in question.key]


def _answers(
    bank: Bank,
    asked: Sequence[Difficulty],
    readers: int,
    chance: Random,
    planted: Mapping[Suspicion, tuple[int, int]],
) -> list[list[frozenset[int]]]:
    """By question and reader."""
    misleading, lure = planted.get(Suspicion.MISLEADING, (None, None))
    unkeyed, truth = planted.get(Suspicion.WRONG_KEY, (None, None))
    known = [
        replace(one, facility=(1 - DRAWN) * one.facility) if place == misleading else one
        for place, one in enumerate(asked)
    ]
    abilities = [chance.gauss() for _ in range(readers)]
    columns = []
    for place, (one, share) in enumerate(zip(known, shares_of_ability(known), strict=True)):
        right, wrong = _ways(bank.questions[place], truth if place == unkeyed else None)
        knowing = [share * ability + sqrt(1 - share**2) * chance.gauss() for ability in abilities]
        threshold = _threshold(one)
        column = [right if reached > threshold else chance.choice(wrong) for reached in knowing]
        if lure is not None and place == misleading:
            _draw(column, knowing, frozenset({lure}), wrong, chance)
        columns.append(column)
    return columns


def _ways(question: Question, truth: int | None) -> tuple[frozenset[int], list[frozenset[int]]]:
    """What readers pick who know it, and all that others may: one other choice, or the key but for one tick."""
    if not question.kind.takes_several:
        right = frozenset({min(question.key) if truth is None else truth})
        return right, [frozenset({place}) for place in range(len(question.choices)) if place not in right]
    key = question.key
    return key, [key ^ {place} for place in range(len(question.choices)) if key != {place}]


def _draw(
    column: list[frozenset[int]],
    knowing: Sequence[float],
    lure: frozenset[int],
    wrong: Sequence[frozenset[int]],
    chance: Random,
) -> None:
    """Have just its share of the class take the lure: some of those who do not know, and are made more if need be."""
    need = round(DRAWN * len(column))
    missed = sum(picked in wrong for picked in column)
    weakest = sorted(range(len(column)), key=knowing.__getitem__)[: max(need, missed)]
    drawn = set(chance.sample(weakest, need))
    others = [way for way in wrong if way != lure]
    for reader in weakest:
        column[reader] = lure if reader in drawn else chance.choice(others)


# --- how much of knowing is ability ---


def shares_of_ability(asked: Sequence[Difficulty]) -> list[float]:
    """By question the correlation of what a reader reaches with their ability, 0 to 1.

    Found by rounds: whatever a question lacks of its discrimination, its share grows by. What cannot be had, a strong
    one of a very easy question, is had as nearly as can be.
    """
    shares = [min(_GREATEST_SHARE, 1.6 * one.discrimination) for one in asked]
    for _ in range(_ROUNDS):
        reached = expected_discriminations(asked, shares)
        shares = [
            min(_GREATEST_SHARE, max(_LEAST_SHARE, share * one.discrimination / max(_LEAST_SHARE, now)))
            for one, share, now in zip(asked, shares, reached, strict=True)
        ]
    return shares


def expected_discriminations(asked: Sequence[Difficulty], shares: Sequence[float]) -> list[float]:
    """By question the correlation of knowing it with the number of others known, in the mean of many classes.

    Given their ability, what a reader knows of one question says nothing of another; the rest is sums over abilities.
    """
    known = [_chances_to_know(one, share) for one, share in zip(asked, shares, strict=True)]
    totals = [sum(column) for column in zip(*known, strict=True)]
    luck = sum(_mean([p * (1 - p) for p in row]) for row in known)
    found = []
    for row in known:
        rest = [total - p for total, p in zip(totals, row, strict=True)]
        facility, others = _mean(row), _mean(rest)
        together = _mean([*map(mul, row, rest)]) - facility * others
        variance = _mean([of_rest**2 for of_rest in rest]) - others**2 + luck - _mean([p * (1 - p) for p in row])
        found.append(together / sqrt(facility * (1 - facility) * variance) if variance > 0 else 0.0)
    return found


def _threshold(one: Difficulty) -> float:
    return _NORMAL.inv_cdf(1 - one.facility)


def _chances_to_know(one: Difficulty, share: float) -> list[float]:
    threshold, luck = _threshold(one), sqrt(1 - share**2)
    return [_NORMAL.cdf((share * ability - threshold) / luck) for ability in _ABILITIES]


def _mean(of_abilities: Sequence[float]) -> float:
    return float(sum(map(mul, _WEIGHTS, of_abilities)))
