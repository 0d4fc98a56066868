"""What in a class's answers comes first for its teacher: rules of thumb, where `signs` are evidence of a fault."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal

from quizapp.domain.statistics.questions import QuestionStatistics
from quizapp.domain.statistics.scores import ScoreStatistics
from quizapp.domain.statistics.signs import Sign, Suspicion

_FAR_BEHIND = Decimal("0.4")
"""Of the maximum: who has less is named apart, unless that is what many have."""
_FEWEST_MARKS = 3
"""Of a quiz with fewer, a score says too little of its reader."""


def from_most_missed(questions: Sequence[QuestionStatistics]) -> list[QuestionStatistics]:
    """By the share that had it right; those that nobody was asked last."""
    return sorted(questions, key=lambda one: (one.right / one.asked if one.asked else 2, one.place))


def is_missed(one: QuestionStatistics) -> bool:
    """By more than half of those who were asked: to be taken up again."""
    return 2 * one.right < one.asked


def deserves_rereading(right: int, asked: int) -> bool:
    """Whether a passage is worth a class's time: fewer than three of five had its question right."""
    return 5 * right < 3 * asked


def key_is_doubtful(one: QuestionStatistics, signs: Sequence[Sign]) -> bool:
    """Whether the key is to be checked before the question is asked again."""
    return any(sign.question == one.place and sign.suspicion is Suspicion.WRONG_KEY for sign in signs)


def deserves_repeating(one: QuestionStatistics, signs: Sequence[Sign]) -> bool:
    """Whether a class should be asked it again: it was missed as its passage would be reread for, by a sound key."""
    return deserves_rereading(one.right, one.asked) and not key_is_doubtful(one, signs)


def floor(scores: ScoreStatistics) -> Decimal:
    """Who has less than this is far behind: a whole mark, so that it parts the scores wherever they are in bins."""
    return (scores.maximum * _FAR_BEHIND).to_integral_value(ROUND_CEILING)


def far_behind(scores: ScoreStatistics) -> int:
    """How many are; 0 where they are more than a third, whom a teacher does not see one by one."""
    if scores.maximum < _FEWEST_MARKS:
        return 0
    count = sum(one.count for one in scores.spread if one.score < floor(scores))
    return count if 3 * count <= scores.n else 0
