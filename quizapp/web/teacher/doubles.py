"""Questions that a teacher's other banks ask too, as the page of a bank or of a file shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request

from quizapp.services.doubles import Doubles, FoundDouble
from quizapp.web.teacher.cards import QUESTIONS_A_PAGE

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class DoubleLine:
    number: int
    part: int
    """Of the page on which it stands."""
    stem: str
    bank_id: int
    title: str
    language: str
    """Of the other bank."""
    other: int
    """Its number there."""
    other_part: int


@dataclass(frozen=True, slots=True)
class OtherBanks:
    differing: Sequence[DoubleLine]
    """Those with another key there."""
    same: Sequence[DoubleLine]
    looked_in: int
    left: int
    """Banks that were not looked through."""
    count: int
    """Of the doubles, shown or not."""
    most: int = MOST_SHOWN


def is_asked_for() -> bool:
    """Whether the address asks to look in the other banks."""
    return request.args.get("look") == "banks"


def other_banks(doubles: Doubles) -> OtherBanks:
    shown = doubles.found[:MOST_SHOWN]
    return OtherBanks(
        [_line(one) for one in shown if one.other_key],
        [_line(one) for one in shown if not one.other_key],
        doubles.looked_in,
        doubles.left,
        len(doubles.found),
    )


def _line(one: FoundDouble) -> DoubleLine:
    bank = one.bank
    return DoubleLine(
        one.number, _part(one.number), one.stem, bank.id, bank.title, bank.language, one.other, _part(one.other)
    )


def _part(number: int) -> int:
    return (number - 1) // QUESTIONS_A_PAGE + 1
