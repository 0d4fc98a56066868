"""Who has answered a quiz, and what each has earned, page by page."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from quizapp.domain.quizzes import Quiz
from quizapp.domain.unknown import Unknown
from quizapp.services import results
from quizapp.services.results import Score
from quizapp.services.samples import Selection
from quizapp.services.visits import Office
from quizapp.store import banks, classes, deletions, listings, quizzes
from quizapp.store.banks import UnknownVersion, VersionSummary
from quizapp.store.classes import Presence
from quizapp.store.deletions import Erasure
from quizapp.store.listings import ListOrder, SortedBy

A_PAGE = 100
"""Attempts on one page."""
_OF_LIST = 500
"""Bytes, about, beside its ids."""

EVERY = Selection()


class UnknownPage(Unknown):
    """The list has no such page."""


@dataclass(frozen=True, slots=True)
class ReaderList:
    """One page of the attempts at a quiz."""

    quiz: Quiz
    scores: Sequence[Score]
    counting: frozenset[int]
    """The ids of the attempts that are their readers' scores, by the rule of the quiz."""
    count: int
    """Of attempts, on all pages."""
    pages: int
    absent: Sequence[Presence]
    """Who of its class has not begun, by name; nobody where the list is narrowed to what else there is."""
    versions: tuple[int, ...]
    """The numbers of those that attempts were asked, rising."""
    erasures: Sequence[Erasure]
    """What readers asked to have deleted, and the teacher decides, whatever the list is narrowed to."""


def of_quiz(
    office: Office, slug: str, order: SortedBy, page: int, selection: Selection = EVERY, *, falling: bool
) -> ReaderList:
    """A page of the list, from 1; the first is there even if nobody has begun.

    Every try that passes the filters is in it, whichever counts; one that runs has not finished on any day.
    Raises UnknownQuiz, UnknownVersion, UnknownClass, UnknownPage.
    """
    quiz = quizzes.owned(office.db, slug, office.teacher)
    known = banks.versions(office.db, quiz.bank_id)
    listing = _listing(office, quiz, selection, known, ListOrder(quiz.id, office.now, order, falling))
    ids, asked = _ids(office, listing)
    count = len(ids)
    pages = max(1, -(-count // A_PAGE))
    if not 1 <= page <= pages:
        raise UnknownPage(page)
    shown = listings.attempts(office.db, ids[(page - 1) * A_PAGE : page * A_PAGE])
    scores, counting = results.of_attempts(office, quiz, shown)
    return ReaderList(
        quiz,
        scores,
        counting,
        count,
        pages,
        _absent(office, quiz, selection),
        tuple(sorted(one.number for one in known if one.id in asked)),
        deletions.erasures(office.db, quiz.id),
    )


def _ids(office: Office, listing: ListOrder) -> tuple["array[int]", frozenset[int]]:
    """Of the attempts in their order, which to find takes long where they are many, and of the versions asked."""
    return office.remembered.get(
        ("listed", replace(listing, now=datetime.min)),
        results.changes_of(office, [listing.quiz_id]),
        lambda: (listings.ordered(office.db, listing), listings.versions(office.db, listing.quiz_id)),
        lambda found: _OF_LIST + found[0].itemsize * len(found[0]),
    )


def _listing(
    office: Office, quiz: Quiz, selection: Selection, known: Sequence[VersionSummary], order: ListOrder
) -> ListOrder:
    ids = {one.number: one.id for one in known}
    if selection.version is not None and selection.version not in ids:
        raise UnknownVersion(selection.version)
    if selection.class_id is not None:
        classes.owned(office.db, selection.class_id, office.teacher.id)
    return replace(
        order,
        version_id=None if selection.version is None else ids[selection.version],
        class_id=selection.class_id,
        since=selection.since,
        until=selection.until,
    )


def _absent(office: Office, quiz: Quiz, selection: Selection) -> Sequence[Presence]:
    class_id = quiz.terms.class_id
    narrowed = selection.version, selection.since, selection.until
    if class_id is None or selection.class_id not in (None, class_id) or any(one is not None for one in narrowed):
        return ()
    found = [one for one in classes.presence(office.db, quiz.id, class_id, office.now) if not one.begun]
    return sorted(found, key=lambda one: classes.filing(one.member))
