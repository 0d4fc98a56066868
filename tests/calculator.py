"""Marks and scores a second time, from the key alone: whole numbers and long division, nothing of the app's scoring."""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from math import lcm

from quizapp.domain.banks import Bank, Question

_ONE = 10**7
"""Marks are kept to seven decimals: here they are whole numbers of ten-millionths."""


def expected_mark(question: Question, picked: Collection[int]) -> Decimal:
    """What these choices (their places in the bank) earn: a Decimal with exactly seven places."""
    return _decimal(_ten_millionths(question, set(picked)))


def expected_score(bank: Bank, responses: Mapping[int, Collection[int]], asked: Iterable[int] | None = None) -> Decimal:
    """The sum of the marks of the questions asked (all of them where `asked` is None); no response earns 0."""
    places = range(len(bank.questions)) if asked is None else asked
    return _decimal(sum(_ten_millionths(bank.questions[place], set(responses.get(place, ()))) for place in places))


def expected_maximum(bank: Bank, asked: Iterable[int] | None = None) -> Decimal:
    """The most that the questions asked can earn together."""
    places = range(len(bank.questions)) if asked is None else asked
    maxima = [bank.questions[place].marking.maximum for place in places]
    return _decimal(sum(_nearest(maximum.numerator * _ONE, maximum.denominator) for maximum in maxima))


def _ten_millionths(question: Question, picked: set[int]) -> int:
    worth = [choice.fraction for choice in question.choices]
    whole = lcm(*(fraction.denominator for fraction in worth))
    parts = [fraction.numerator * (whole // fraction.denominator) for fraction in worth]
    earned = 0
    for place in picked:
        earned += parts[place]
    if str(question.kind) == "multiple":
        if str(question.marking.rule) == "table":
            entry = question.marking.table[sum(2**place for place in picked)]
            earned, whole = entry.numerator, entry.denominator
        elif str(question.marking.rule) == "all-or-nothing":
            right = {place for place, part in enumerate(parts) if part > 0}
            earned = whole if picked == right else 0
        elif earned < 0:
            earned = 0
        elif earned > whole:
            earned = whole
    return _nearest(earned * question.marking.maximum.numerator * _ONE, whole * question.marking.maximum.denominator)


def _nearest(dividend: int, divisor: int) -> int:
    """The whole number nearest to the quotient; of two equally near, the even one."""
    quotient, rest = divmod(dividend, divisor)
    if 2 * rest > divisor or (2 * rest == divisor and quotient % 2):
        quotient += 1
    return quotient


def _decimal(ten_millionths: int) -> Decimal:
    digits = tuple(int(digit) for digit in str(abs(ten_millionths)))
    return Decimal((int(ten_millionths < 0), digits, -7))
