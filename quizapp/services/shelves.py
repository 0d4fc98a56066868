"""The banks that a teacher may hand out, as they are looked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.services.visits import Office
from quizapp.store import shelves
from quizapp.store.banks import BankSummary
from quizapp.store.shelves import BankFilter, LastTime, ShelfOrder, Tag

A_PAGE = 50
MOST_TAGS = 12
"""That are offered to narrow a list."""
TAGS_TOLD = 3
"""Of each bank in a list."""


@dataclass(frozen=True, slots=True)
class BankList:
    """A part of them, with what tells them apart."""

    banks: Sequence[BankSummary]
    in_all: int
    last_times: Mapping[int, LastTime]
    """By the row ids of the banks; nothing of one that was never handed out."""
    tags_of: Mapping[int, Sequence[Tag]]
    owners: Mapping[int, str]
    """The addresses of the teachers whose they are."""
    tags: Sequence[Tag]
    """Those on most banks, whichever are listed."""

    @property
    def parts(self) -> int:
        return max(1, -(-self.in_all // A_PAGE))


def listed(
    office: Office, filter_: BankFilter, by: ShelfOrder = ShelfOrder.USE, part: int = 1, most: int = A_PAGE
) -> BankList:
    """A part of the list, from 1, of `most` banks; in as many statements for many as for few."""
    db, teacher = office.db, office.teacher
    found, in_all = shelves.part(db, teacher, filter_, by, start=(part - 1) * most, most=most)
    ids = [one.id for one in found]
    return BankList(
        found,
        in_all,
        shelves.last_times(db, teacher, ids),
        shelves.tags_of(db, ids, TAGS_TOLD),
        shelves.owners(db, ids),
        shelves.tags(db, teacher, MOST_TAGS),
    )
