"""Key × response → mark → score. The one place where points are made."""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from quizapp.domain.banks import TOLERANCE, Question, Rule

PLACES = Decimal("0.0000001")
"""Marks are kept to seven decimals, as Moodle keeps its fractions; a score is the exact sum of its marks."""


class Outcome(StrEnum):
    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    UNANSWERED = "unanswered"


def credit(question: Question, picked: frozenset[int]) -> Fraction:
    """Share of the maximum that these choices earn: -1 to 1 for one choice, 0 to 1 for several.

    Single and true/false: the fraction of the choice. Multiple: the sum of the fractions of what was ticked, held to
    0…1 (Moodle 4.5, qtype_multichoice), or all-or-nothing, or what the question's table says.
    """
    if question.kind.takes_several:
        if question.marking.rule is Rule.TABLE:
            return question.marking.table[sum(1 << place for place in picked)]
        if question.marking.rule is Rule.ALL_OR_NOTHING:
            return Fraction(int(picked == question.key))
        total = sum((question.choices[place].fraction for place in picked), Fraction(0))
        return min(Fraction(1), max(Fraction(0), total))
    return sum((question.choices[place].fraction for place in picked), Fraction(0))


def mark(question: Question, picked: frozenset[int]) -> Decimal:
    """The points of one response, rounded half-even to seven decimals."""
    return rounded(credit(question, picked) * question.marking.maximum)


def rounded(points: Fraction) -> Decimal:
    return Decimal(f"{round(points / Fraction(PLACES))}E-7")  # No context, no second rounding.


def outcome(question: Question, picked: frozenset[int] | None) -> Outcome:
    """How a response is called in words; nothing picked is unanswered, not wrong."""
    if not picked:
        return Outcome.UNANSWERED
    earned = credit(question, picked)
    if earned > 1 - TOLERANCE:
        return Outcome.RIGHT
    return Outcome.PARTLY if earned > TOLERANCE else Outcome.WRONG


def outcome_feedback(question: Question, picked: frozenset[int] | None) -> str:
    """What is said to every response that is as right as this one; empty where there is nothing to say."""
    match outcome(question, picked):
        case Outcome.RIGHT:
            return question.feedback.right
        case Outcome.PARTLY:
            return question.feedback.partly
        case Outcome.WRONG | Outcome.UNANSWERED:
            return question.feedback.wrong


def said(question: Question, picked: frozenset[int], shown: Iterable[int]) -> tuple[str, ...]:
    """What is said to the choices that were picked, in the order shown, to such a response, and to all."""
    of_choices = [question.choices[place].feedback for place in shown if place in picked]
    return tuple(filter(None, [*of_choices, outcome_feedback(question, picked), question.feedback.general]))


def total(marks: Iterable[Decimal]) -> Decimal:
    return sum(marks, Decimal(0))
