"""What a teacher should look at: a key that may be wrong, a passage that misleads, a choice that nobody takes.

A sign stands where the answers are far likelier by such a fault than from a sound question: so much that chance alone
would show it in few classes, however many questions and choices are looked at (Holm 1979, Scand. J. Stat. 6, 65).

The levels were chosen by simulation (`domain.simulation`), on other seeds than those of the tests: 3,000 classes of 28
readers, 15 questions of four choices, facility 0.45 to 0.9, discrimination 0.2 to 0.5. With three faults, 17 of 28 at
the passage that misleads and the dead choice in the question that most got wrong,

- the wrong key has a sign in 98.0 %, is called so in 96.9 %, and stands first in 96.2 %;
- the misleading passage has one in 99.7 %, and is called so in 88.6 %, else « check the key » in the second place;
- the dead choice is found in 96.5 %; all three, the wrong key first, in 92.5 %.

Where each reader is drawn by a chance of 60 %, so that some classes have few, all three are found in 88 %; of 60
readers in all 300 classes; of 23 in 75 %, for then too few are wrong to call a choice dead, but the wrong key stands
first in 93 %. Without a fault 3.0 % have a sign, 0.3, 0.8 and 1.9 % by kind; of 23 readers 3.0 %, of 60 4.0 %; where
most questions are hard (0.2 to 0.7) 3.9 %, and where all only guess 2.2 %. One question of facility 0.2 among the
others makes it 6.7 %: a low facility is not evidence, but it lets chance look more like some. A test for a wrong key
that takes each question's facility as given, learning nothing from the others', finds 93 % where this one finds 98.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from math import atanh
from statistics import median

from quizapp.domain.statistics.likelihoods import Likelihoods
from quizapp.domain.statistics.questions import ChoiceStatistics, QuestionStatistics

WRONG_KEY_LEVEL = 0.01
MISLEADING_LEVEL = 0.009
DEAD_LEVEL = 0.031
"""In how many classes chance alone may show such a sign: together in one of twenty."""
LEVEL_HERE = 0.05
"""The same for one question whose facility is taken as given: a low one alone is never a sign."""
DEAD_LEVEL_HERE = 0.01
"""In how many classes chance alone may leave a choice empty that is called dead."""
KEY_IN_DOUBT = -2.0
"""Logarithm of the odds from which on a wrong key is said, and not that a passage misleads: a key is soon checked."""
BEYOND_DEAD = 3.0
"""Logarithm of how much likelier than a dead choice a graver fault must be."""

FEWEST_READERS = 10
MOST_READERS = 100
"""Of more, the shares count as if they were of so many: else of a great many any small difference is beyond chance."""
_STRONGEST = 0.5
_HIGHEST = 0.95


class Suspicion(StrEnum):
    """What may be wrong with a question, the gravest first."""

    WRONG_KEY = "wrong-key"
    """Another choice is rather taken as the key would be, by the better readers: check the key, then the passage."""
    MISLEADING = "misleading"
    """A wrong choice drew far more than chance among the wrong ones would."""
    DEAD_CHOICE = "dead-choice"
    """Nobody took it, of many who took a wrong one."""


@dataclass(frozen=True, slots=True)
class Sign:
    suspicion: Suspicion
    question: int
    """Its place in the bank."""
    choice: int
    """The place of the wrong choice that it is about."""
    key: int
    """The place of the choice that is marked as right."""
    took_choice: int
    took_key: int
    answered: int
    """How many took any."""


def signs(questions: Sequence[QuestionStatistics]) -> tuple[Sign, ...]:
    """The weightiest first: wrong keys, the likeliest before; then passages that mislead, then dead choices.

    Only questions are looked at of which one choice is right and one is picked, with ten answers or more.
    """
    cases = _cases([_Answers.of(question) for question in questions if _is_plain(question)])
    keys = _beyond_chance(map(_Case.against_key, cases), WRONG_KEY_LEVEL)
    lures = _beyond_chance(map(_Case.for_lure, cases), MISLEADING_LEVEL)
    wrong = [one for one in keys if one not in lures or one.odds_of_key >= KEY_IN_DOUBT]
    misleading = [one for one in lures if one not in wrong]
    sound = [one.answers for one in cases if one not in wrong and one not in misleading]
    return (
        *(
            one.answers.sign(Suspicion.WRONG_KEY, one.suspect)
            for one in sorted(wrong, key=lambda one: -one.odds_of_key)
        ),
        *(one.answers.sign(Suspicion.MISLEADING, one.answers.strongest) for one in misleading),
        *_dead(sound),
    )


def _is_plain(question: QuestionStatistics) -> bool:
    rights = sum(choice.right for choice in question.choices)
    one_of_several = question.guess is not None and rights == 1 < len(question.choices)
    return one_of_several and question.asked - question.unanswered >= FEWEST_READERS


@dataclass(frozen=True, slots=True)
class _Answers:
    """What was picked at one question."""

    place: int
    key: ChoiceStatistics
    wrong: tuple[ChoiceStatistics, ...]

    @classmethod
    def of(cls, question: QuestionStatistics) -> "_Answers":
        (key,) = (choice for choice in question.choices if choice.right)
        return cls(question.place, key, tuple(choice for choice in question.choices if not choice.right))

    @property
    def missed(self) -> int:
        return sum(choice.count for choice in self.wrong)

    @property
    def answered(self) -> int:
        return self.key.count + self.missed

    @property
    def strongest(self) -> ChoiceStatistics:
        return max(self.wrong, key=lambda choice: choice.count)

    @property
    def chance_of_none(self) -> float:
        """That a given wrong choice is left empty, where one is as attractive as another."""
        return float((1 - 1 / len(self.wrong)) ** self.missed)

    def sign(self, suspicion: Suspicion, choice: ChoiceStatistics) -> Sign:
        return Sign(suspicion, self.place, choice.place, self.key.place, choice.count, self.key.count, self.answered)


def _dead(questions: Sequence[_Answers]) -> Iterator[Sign]:
    """Looked for where most are wrong, in as many questions as the level lets."""
    spent = 0.0
    for one in sorted(questions, key=lambda one: one.chance_of_none):
        spent += len(one.wrong) * one.chance_of_none
        if one.chance_of_none >= DEAD_LEVEL_HERE or spent > DEAD_LEVEL:
            return
        yield from (one.sign(Suspicion.DEAD_CHOICE, choice) for choice in one.wrong if not choice.count)


def _bond(choice: ChoiceStatistics) -> float:
    """Fisher's z; of a correlation that is not known, none."""
    return atanh(min(_HIGHEST, max(-_HIGHEST, choice.correlation.value or 0.0)))


@dataclass(frozen=True)
class _Case:
    """What speaks against one question's being sound."""

    answers: _Answers
    likelihoods: Likelihoods

    def _count(self, choice: ChoiceStatistics) -> int:
        return round(choice.count * self.likelihoods.readers / self.answers.answered)

    @cached_property
    def _keyed(self) -> int:
        return self._count(self.answers.key)

    @cached_property
    def _sound(self) -> float:
        return self.likelihoods.sound(self._keyed)

    def _as_key(self, choice: ChoiceStatistics) -> float:
        bonds = self.likelihoods.bonds(_bond(choice), _bond(self.answers.key))
        return self.likelihoods.wrong_key(self._count(choice)) + bonds

    def _as_lure(self, choice: ChoiceStatistics) -> float:
        if len(self.answers.wrong) == 1:
            return self._sound
        return self.likelihoods.misleading(self._keyed, self._count(choice))

    @cached_property
    def suspect(self) -> ChoiceStatistics:
        """The wrong choice that is the likeliest to be right."""
        return max(self.answers.wrong, key=self._as_key)

    @cached_property
    def odds_of_key(self) -> float:
        """That the suspect is right against its drawing readers, in logarithms."""
        return self._as_key(self.suspect) - self._as_lure(self.suspect)

    def against_key(self) -> "_Evidence":
        chance = self.likelihoods.chance_of_key
        return self._evidence(self._as_key(self.suspect), chance)

    def for_lure(self) -> "_Evidence":
        chance = self.likelihoods.chance_of_lure
        return self._evidence(self._as_lure(self.answers.strongest), chance)

    def _evidence(self, likelihood: float, chance: Callable[[float, int | None], float]) -> "_Evidence":
        weight = likelihood - self._sound
        if weight <= 0:
            return _Evidence(self, 1.0, False)
        here = chance(weight, self._keyed)
        return _Evidence(self, chance(weight, None), here <= LEVEL_HERE and self._is_beyond_dead(likelihood))

    def _is_beyond_dead(self, likelihood: float) -> bool:
        wrong = self.answers.wrong
        if len(wrong) == 1 or all(choice.count for choice in wrong):
            return True
        return likelihood > self.likelihoods.one_dead(self._keyed) + BEYOND_DEAD


@dataclass(frozen=True, slots=True)
class _Evidence:
    """Of one fault of a question."""

    case: _Case
    chance: float
    """That a sound question shows as much."""
    holds: bool
    """Also for its facility, and beside a dead choice."""


def _cases(answers: Sequence[_Answers]) -> Sequence[_Case]:
    """Each question, beside one in the middle of this class's: for most are sound."""
    if not answers:
        return ()
    blind = median(1 / (1 + len(one.wrong)) for one in answers)
    facility = min(_HIGHEST, max(blind, median(one.key.count / one.answered for one in answers)))
    bond = min(_STRONGEST, max(0.0, median(_bond(one.key) for one in answers)))
    sizes = [(min(one.answered, MOST_READERS), len(one.wrong)) for one in answers]
    known = {size: Likelihoods(*size, facility, bond) for size in sizes}
    return tuple(_Case(one, known[size]) for one, size in zip(answers, sizes, strict=True))


def _beyond_chance(evidence: Iterable[_Evidence], level: float) -> Sequence[_Case]:
    """The surest first; of so many looked at, the next is held to what the surer ones leave of the level."""
    ordered = sorted(evidence, key=lambda one: one.chance)
    found: list[_Case] = []
    for place, one in enumerate(ordered):
        if one.chance * (len(ordered) - place) > level:
            break
        if one.holds:
            found.append(one.case)
    return found
