"""The simulated class that shows a newcomer what results look like: who sat in it, what they picked, and when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp
from random import Random

from quizapp.domain.attempts import Response
from quizapp.domain.banks import Bank
from quizapp.domain.scoring import mark
from quizapp.domain.simulation import SimulatedClass, difficulties, simulate
from quizapp.domain.statistics.questions import statistics_of
from quizapp.domain.statistics.signs import Suspicion, signs
from quizapp.domain.statistics.tallies import Cohort

READERS = 28
MOST_QUESTIONS = 100
"""Of a bank that is shown so: of a longer one, nobody would see the map within a minute."""
FAULTS = (Suspicion.MISLEADING, Suspicion.DEAD_CHOICE)
"""A wrong key is none of them: those of a sound bank are right, and nobody is to learn otherwise from a show."""

_DRAWS = 20
"""Classes that are drawn at most, until the answers of one point at what was planted in it, and at nothing else."""
_LATECOMERS = 180
"""Seconds after the first within which all have begun."""
_SECONDS = 35
"""That half of the answers take less than."""
_SPREAD = 0.5
"""Of their logarithms."""
_LONGEST = timedelta(minutes=50)

_NAMES = {
    "fr": (
        "Adèle", "Amina", "Antoine", "Baptiste", "Camille", "Chloé", "Clara", "Élise", "Enzo", "Gabriel", "Hugo",
        "Inès", "Jade", "Karim", "Léa", "Lina", "Louis", "Lucas", "Maël", "Manon", "Mathilde", "Nathan", "Noé",
        "Rayan", "Romane", "Sacha", "Théo", "Zoé",
    ),
    "en": (
        "Aaron", "Aisha", "Alice", "Amelia", "Ben", "Callum", "Chloe", "Daniel", "Ella", "Ethan", "Freya", "George",
        "Grace", "Hannah", "Harry", "Isla", "Jack", "Leah", "Leo", "Maya", "Mia", "Noah", "Oliver", "Priya", "Ruby",
        "Sam", "Sofia", "Zac",
    ),
}  # fmt: skip
"""First names, by language; English where there are none."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """What one of the class did."""

    name: str
    started_at: datetime
    responses: tuple[Response, ...]
    """To every question, in the bank's order."""
    answered_at: tuple[datetime, ...]
    """When each came in; the last one ends the attempt."""


def sittings(bank: Bank, begins: datetime) -> Sequence[Sitting]:
    """The class that sits with a bank: always the same one, in the order in which they begin."""
    drawn = shown_class(bank)
    chance = Random(f"the hour of a class, {bank.id}")  # noqa: S311 - it is to be the same each time.
    names = _NAMES.get(bank.language.partition("-")[0].lower(), _NAMES["en"])
    late = sorted(chance.uniform(0, _LATECOMERS) for _ in drawn.picks)
    called = chance.sample(names, len(drawn.picks))
    found = []
    for name, seconds, picks in zip(called, late, drawn.picks, strict=True):
        began = begins + timedelta(seconds=seconds)
        responses = tuple(
            Response(picked, mark(question, picked)) for question, picked in zip(bank.questions, picks, strict=True)
        )
        found.append(Sitting(name, began, responses, tuple(_moments(bank, began, chance))))
    return found


def shown_class(bank: Bank) -> SimulatedClass:
    """One whose answers point at just what was planted; where none is drawn that do, the last."""
    lures = [
        (place, at)
        for place, question in enumerate(bank.questions)
        for at, choice in enumerate(question.choices)
        if choice.tempted_by
    ]
    for draw in range(_DRAWS):
        chance = Random(f"a class, {bank.id}, {draw}")  # noqa: S311 - it is to be the same each time.
        asked = difficulties(len(bank.questions), chance)
        drawn = simulate(bank, asked, READERS, chance, FAULTS, lures)
        if pointed_at(bank, drawn) == {(fault, *where) for fault, where in drawn.planted.items()}:
            break
    return drawn


def pointed_at(bank: Bank, answered: SimulatedClass) -> set[tuple[Suspicion, int, int]]:
    """Each sign that its answers show, with the question and the choice that it is about."""
    attempts = (
        {place: Response(picked, mark(bank.questions[place], picked)) for place, picked in enumerate(picks)}
        for picks in answered.picks
    )
    seen = signs(statistics_of(bank, [Cohort.of(bank, attempts)]))
    return {(sign.suspicion, sign.question, sign.choice) for sign in seen}


def _moments(bank: Bank, began: datetime, chance: Random) -> Iterator[datetime]:
    """Whoever begins reads the article first; a long bank is answered faster, for all have an hour."""
    reading = 60 * (bank.article.minutes if bank.article else 0) * chance.uniform(0.6, 1.3)
    spans = [_SECONDS * exp(chance.gauss(0, _SPREAD)) for _ in bank.questions]
    spans[0] += reading
    pace = min(1.0, _LONGEST.total_seconds() / sum(spans))
    passed = 0.0
    for span in spans:
        passed += span * pace
        yield began + timedelta(seconds=passed)
