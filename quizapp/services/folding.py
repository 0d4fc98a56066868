"""What the first tries at a quiz with very many attempts sum up to: whoever looks reads what has changed, and keeps it.

It is kept when nothing is read any more, and never where readers answer: they would wait for each other there.
"""

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import chain

from sqlalchemy.orm import Session

from quizapp.domain.attempts import last_over
from quizapp.domain.banks import Bank
from quizapp.domain.quizzes import Counts
from quizapp.domain.scoring import PLACES
from quizapp.domain.statistics.bootstrap import MOST_READERS
from quizapp.domain.statistics.folded import Folded, Summand
from quizapp.services.markings import markings
from quizapp.store import folds, tallies
from quizapp.store.banks import Shelf
from quizapp.store.folds import Candidate, FoldStretch, Outlook, Range
from quizapp.store.session import Database, Unavailable
from quizapp.store.tallies import FinishedGroup, Group, Sample

FEWEST = MOST_READERS
"""Attempts at a quiz of which nothing is kept: they are soon read, and few are drawn from one by one."""
MOST_QUESTIONS = 200
"""Of more, the products of marks would take more room than the marks."""
_SHORT = 4
"""A stretch with less than the fourth part of what it may have is read along with what is read beside it, so that there
are not many.
"""
SPARED = folds.LENGTH
"""So many attempts are read, or looked at, again and again before that is kept."""
_MOST_RANGES = 30
"""Where more are to be read, all is."""

BankOf = Callable[[int, int | None], Bank]
"""The bank of a version, by its row id, with the key of another, or its own (None)."""


@dataclass(frozen=True, slots=True)
class Fold:
    """The first tries at a quiz, summed up."""

    quiz_id: int
    seen: Outlook
    now: datetime
    held: Sequence[FoldStretch]
    """What was kept of them and still is so."""
    made: Sequence[FoldStretch]
    """What was read."""
    changed: int
    """Of how many attempts it was asked whether what is held is still so."""

    @property
    def stretches(self) -> Sequence[FoldStretch]:
        return sorted([*self.held, *self.made], key=lambda one: one.first)

    def summed(self, bank_of: Callable[[Group], Bank], version_id: int | None = None) -> Mapping[Group, Folded]:
        """Those at one version, or at all; in the order of their first attempts."""
        parts: dict[Group, list[Summand]] = {}
        for stretch in self.stretches:
            for group, one in sorted(stretch.groups.items(), key=lambda item: item[1].first):
                if version_id in (None, group[0]):
                    parts.setdefault(group, []).append(one.part)
        return {group: Folded(bank_of(group), of_group) for group, of_group in parts.items()}

    def latest(self, most: int, version_id: int | None = None) -> Sequence[int]:
        """The ids of those with feedback at once that ended last."""
        found: list[tuple[int, int]] = []
        timed = [
            one
            for stretch in self.stretches
            for group, one in stretch.groups.items()
            if version_id in (None, group[0]) and one.latest >= 0
        ]
        for one in sorted(timed, key=lambda one: -one.latest):
            if len(found) == most and one.latest < found[-1][0]:
                break
            theirs = [pair for pair in zip(one.ended.values, one.ids.values, strict=True) if pair[0] >= 0]
            found = sorted([*found, *theirs], reverse=True)[:most]
        return [id_ for _, id_ in found]

    def by_score(
        self, maxima: Mapping[Group, Fraction], version_id: int | None = None, *, falling: bool
    ) -> "array[int]":
        """The ids of all by the share of what each could earn, as `tallies.share_of` has it, and then as they began."""
        found: dict[float, list[int]] = {}
        for group, scored in self._scored(version_id).items():
            most = float(maxima[group] / Fraction(PLACES))
            for score, ids in scored.items():
                found.setdefault(float(score) / most, []).extend(ids)
        return array("q", chain.from_iterable(sorted(found[share]) for share in sorted(found, reverse=falling)))

    def _scored(self, version_id: int | None) -> Mapping[Group, Mapping[int, list[int]]]:
        """Of each group the ids of those with each score."""
        found: dict[Group, defaultdict[int, list[int]]] = {}
        for stretch in self.stretches:
            for group, one in stretch.groups.items():
                if version_id in (None, group[0]):
                    scored = found.setdefault(group, defaultdict(list))
                    for score, id_ in zip(one.scores.values, one.ids.values, strict=True):
                        scored[score].append(id_)
        return found

    @property
    def is_news(self) -> bool:
        """Whether whoever looks next is spared enough if it is kept: others write meanwhile."""
        return max(sum(map(len, self.made)), self.changed) > SPARED

    def keep(self, database: Database) -> None:
        """Unless the database cannot be written now, or an attempt is gone: then whoever looks next reads it again."""
        with suppress(Unavailable):
            database.run(lambda db: folds.keep(db, self.quiz_id, self.seen, self.made, self.held, self.now))


def fold(db: Session, quiz_id: int, now: datetime, kept: Sequence[FoldStretch], bank_of: BankOf) -> Fold:
    """As it is now; at most five statements."""
    seen, sample = folds.standing(db, quiz_id), Sample([quiz_id], now, Counts.FIRST)
    # What was seen further than one sees now was so in another database, of which this one is a copy.
    held = _apart([one for one in kept if one.below <= seen.below])
    if any(one.seen_at > now for one in held) and folds.ran_out(db, quiz_id, now, max(one.seen_at for one in held)):
        held = [one for one in held if one.seen_at <= now]
    found: Sequence[Candidate] = ()
    if held:
        found = folds.candidates(db, sample, min(one.below for one in held), min(one.seen_at for one in held))
    held, missing = _missing(_unchanged(held, found, now), seen.newest)
    made = list(folds.read(db, sample, missing, seen.below, bank_of, every=not held)) if missing else []
    return Fold(quiz_id, seen, now, held, made, len(found))


def looked(db: Session, later: list[Callable[[Database], None]], quiz_id: int, now: datetime, bank_of: BankOf) -> Fold:
    """The same for whoever looks at a quiz; `later` is what is done when nothing is read any more."""
    found = fold(db, quiz_id, now, folds.kept(db, quiz_id), bank_of)
    if found.is_news:
        later.append(found.keep)
    return found


def refresh(database: Database, now: datetime) -> None:
    """Keep what the first tries at every quiz with very many attempts sum up to, so that whoever looks finds it."""
    shelf = Shelf()
    with database.reading() as db:
        quizzes = folds.large(db, FEWEST)
    for quiz_id in quizzes:
        with database.reading() as db:
            marked = markings(db, shelf)
            groups = tallies.finished(db, [quiz_id], now)
            found = fold(db, quiz_id, now, folds.kept(db, quiz_id), marked.of) if is_kept(groups, marked.of) else None
        if found is not None and found.is_news:
            found.keep(database)


def is_kept(groups: Sequence[FinishedGroup], bank_of: BankOf) -> bool:
    """Whether it is, of a quiz whose attempts have ended in these groups."""
    many = sum(one.count for one in groups) > FEWEST
    return many and all(_is_summed(bank_of(one.version_id, one.marked_by)) for one in groups)


def _is_summed(bank: Bank) -> bool:
    """Where questions are drawn hardly two were asked the same, so that there is nothing to sum up."""
    return len(bank.questions) <= MOST_QUESTIONS and not bank.pools


def _apart(kept: Sequence[FoldStretch]) -> Sequence[FoldStretch]:
    """Those that do not overlap."""
    found: list[FoldStretch] = []
    for one in kept:
        if not found or one.first > found[-1].last:
            found.append(one)
    return found


def _unchanged(held: Sequence[FoldStretch], found: Sequence[Candidate], now: datetime) -> Sequence[FoldStretch]:
    """Those that still are as they were seen, to judge by all attempts of each reader of whom one has changed."""
    firsts = [one.first for one in held]
    stale: set[int] = set()
    for one in found:
        at = bisect_right(firsts, one.id) - 1
        if at >= 0 and at not in stale and one.id <= held[at].last and not _is_as_seen(held[at], one, now):
            stale.add(at)
    return [one for at, one in enumerate(held) if at not in stale]


def _is_as_seen(stretch: FoldStretch, one: Candidate, now: datetime) -> bool:
    if stretch.counts(one.id) != one.counts:
        return False
    over = one.deadline_at is not None and last_over(stretch.seen_at) < one.deadline_at <= last_over(now)
    return not one.counts or (one.changed < stretch.below and not over)


def _missing(held: Sequence[FoldStretch], newest: int) -> tuple[Sequence[FoldStretch], Sequence[Range]]:
    """What is still held, and what is to be read, up to the newest attempt."""
    parts: list[tuple[int, int, FoldStretch | None]] = []
    start = 0
    for one in held:
        if one.first > start:
            parts.append((start, one.first - 1, None))
        parts.append((one.first, one.last, one))
        start = one.last + 1
    if newest >= start:
        parts.append((start, newest, None))
    missing = [one is None for _, _, one in parts]
    for at, (_, _, stretch) in enumerate(parts):
        is_last = at == len(parts) - 2 and parts[-1][2] is None
        if stretch is not None and len(stretch) < (folds.LENGTH if is_last else folds.LENGTH // _SHORT):
            missing[at] = any(parts[to][2] is None for to in (at - 1, at + 1) if 0 <= to < len(parts))
    ranges: list[Range] = []
    for (first, last, _), is_missing in zip(parts, missing, strict=True):
        if is_missing and ranges and ranges[-1][1] == first - 1:
            ranges[-1] = ranges[-1][0], last
        elif is_missing:
            ranges.append((first, last))
    if len(ranges) > _MOST_RANGES:
        return [], [(0, newest)]
    return [one for (_, _, one), is_missing in zip(parts, missing, strict=True) if one and not is_missing], ranges
