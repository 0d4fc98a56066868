"""Which questions of a bank its teacher asks in other banks too."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from quizapp.domain.banks import Bank
from quizapp.domain.doubles import AskedQuestions
from quizapp.store import banks
from quizapp.store.banks import BankSummary, Shelf

MOST_QUESTIONS = 20_000
"""Of all banks that are looked through, the newest first."""


@dataclass(frozen=True, slots=True)
class FoundDouble:
    """A question that another bank asks too."""

    number: int
    """From 1."""
    stem: str
    bank: BankSummary
    """The other bank."""
    other: int
    """The number of the question there."""
    other_key: bool
    """Whether the keys differ: one of them is wrong."""


@dataclass(frozen=True, slots=True)
class Doubles:
    found: Sequence[FoundDouble]
    """Those with another key first."""
    looked_in: int
    """How many banks."""
    left: int
    """How many banks were not looked through, for they hold too many questions."""


def in_banks_of(db: Session, shelf: Shelf, teacher_id: int | None, bank: Bank, bank_id: int | None = None) -> Doubles:
    """Looks in the current versions of a teacher's banks, or of the instance's, in two statements.

    Not in the bank itself: that of the row id, or the one that a file would be the next version of.
    """
    every = banks.newest_of(db, teacher_id)
    others = [one for one in every if (one.slug != bank.id if bank_id is None else one.id != bank_id)]
    chosen, count = list[BankSummary](), 0
    for one in others:
        count += one.question_count
        if count > MOST_QUESTIONS:
            break
        chosen.append(one)
    mine = AskedQuestions(bank)
    versions = banks.current_of(db, shelf, [one.id for one in chosen])
    found = [
        FoundDouble(double.place + 1, bank.questions[double.place].stem, one, double.other + 1, double.other_key)
        for one in chosen
        if one.id in versions
        for double in mine.also_in(versions[one.id].bank)
    ]
    found.sort(key=lambda one: (not one.other_key, one.number))
    return Doubles(found, len(chosen), len(others) - len(chosen))
