"""What the answers say of each question: how hard it is, whether it tells readers apart, and which choice caught whom.

Formulas are those of Moodle's report of quiz statistics (https://docs.moodle.org/dev/Quiz_statistics_calculations),
with shares of the maximum in the place of its per cent. « The rest » of a question is the score without its mark.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from quizapp.domain.banks import Bank, Question
from quizapp.domain.statistics import intervals
from quizapp.domain.statistics.answers import Answers, Groups, Pairs, groups, together
from quizapp.domain.statistics.intervals import Figure
from quizapp.domain.statistics.tallies import Counted, links

FEWEST_FOR_HALVES = 10
FEWEST_FOR_THIRDS = 30


@dataclass(frozen=True, slots=True)
class ChoiceStatistics:
    """One choice of a question: who picked it."""

    place: int
    right: bool
    """Whether it is in the key of the question shown."""
    count: int
    share: Figure
    correlation: Figure
    """Of picking it, 1 or 0, with the rest: over nothing where it is the better readers who do."""
    halves: tuple[int, int] | None
    """How many of the weaker and of the better half by the rest picked it; None where there are no halves."""
    thirds: tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class QuestionStatistics:
    """One question of the bank shown, over every attempt that was asked it."""

    place: int
    id: str
    asked: int
    unanswered: int
    right: int
    """Fully."""
    facility: Figure
    """Mean mark ÷ maximum: 1 where everyone got it."""
    discrimination: Figure
    """Correlation of its mark with the rest; 1 where it tells apart as all others do together."""
    guess: float | None
    """What a blind pick earns on average, as a share of the maximum; None where several may be picked."""
    seconds: Figure | None
    """Median time from the answer before to this one, or from the start; None where feedback is not at once."""
    halves: tuple[int, int] | None
    """How many attempts the weaker and the better half by the rest have."""
    thirds: tuple[int, int, int] | None
    choices: tuple[ChoiceStatistics, ...]

    @property
    def strongest_wrong(self) -> ChoiceStatistics | None:
        """The wrong choice that was picked most; None where nobody picked any."""
        wrong = [choice for choice in self.choices if not choice.right and choice.count]
        return max(wrong, key=lambda choice: choice.count, default=None)


def statistics_of(
    shown: Bank, cohorts: Sequence[Counted], seconds: Mapping[int, Sequence[float]] | None = None
) -> tuple[QuestionStatistics, ...]:
    """Of every question of the bank shown, in its order, over all cohorts that were asked the same.

    `seconds` are the times that answers took, by the places of their questions; None where feedback is not at once.
    """
    linked = links(shown, cohorts)
    return tuple(
        _of_question(place, shown.questions[place], together([Answers.of(link) for link in linked[place]]), seconds)
        for place in range(len(shown.questions))
    )


def _of_question(
    place: int, question: Question, answers: Sequence[Answers], seconds: Mapping[int, Sequence[float]] | None
) -> QuestionStatistics:
    asked = sum(one.n for one in answers)
    halves = groups(answers, 2) if asked >= FEWEST_FOR_HALVES else None
    thirds = groups(answers, 3) if asked >= FEWEST_FOR_THIRDS else None
    return QuestionStatistics(
        place=place,
        id=question.id,
        asked=asked,
        unanswered=sum(one.unanswered for one in answers),
        right=sum(one.right for one in answers),
        facility=_facility(question, answers),
        discrimination=sum((one.credit_with_rest() for one in answers), Pairs()).correlation(),
        guess=guess(question),
        seconds=None if seconds is None else intervals.median(sorted(seconds.get(place, ()))),
        halves=None if halves is None else (halves.sizes[0], halves.sizes[1]),
        thirds=None if thirds is None else (thirds.sizes[0], thirds.sizes[1], thirds.sizes[2]),
        choices=tuple(_of_choice(question, at, answers, (halves, thirds)) for at in range(len(question.choices))),
    )


def _of_choice(
    question: Question, place: int, answers: Sequence[Answers], grouped: tuple[Groups | None, Groups | None]
) -> ChoiceStatistics:
    count = sum(one.picked(place) for one in answers)
    halves, thirds = (None if one is None else [group[place] for group in one.picked] for one in grouped)
    return ChoiceStatistics(
        place=place,
        right=place in question.key,
        count=count,
        share=intervals.proportion(count, sum(one.n for one in answers)),
        correlation=sum((one.pick_with_rest(place) for one in answers), Pairs()).correlation(),
        halves=None if halves is None else (halves[0], halves[1]),
        thirds=None if thirds is None else (thirds[0], thirds[1], thirds[2]),
    )


def _facility(question: Question, answers: Sequence[Answers]) -> Figure:
    """By Wilson where every mark is nothing or all, else by Student, held to what a response can earn."""
    earned: Counter[Fraction] = Counter()
    for one in answers:
        for number, count in one.counts.items():
            earned[one.credit(number)] += count
    n = earned.total()
    if earned.keys() <= {0, 1}:
        return intervals.proportion(earned[Fraction(1)], n)
    total = sum((credit * count for credit, count in earned.items()), Fraction(0))
    squares = sum((credit**2 * count for credit, count in earned.items()), Fraction(0))
    variance = (squares - total**2 / n) / (n - 1) if n > 1 else 0
    worst = Fraction(0) if question.kind.takes_several else min(choice.fraction for choice in question.choices)
    return intervals.mean(float(total / n), sqrt(variance), n, (min(0.0, float(worst)), 1.0))


def guess(question: Question) -> float | None:
    """The mean of what its choices are worth; None where several may be picked, of which none is a blind pick."""
    if question.kind.takes_several:
        return None
    return float(sum((choice.fraction for choice in question.choices), Fraction(0)) / len(question.choices))
