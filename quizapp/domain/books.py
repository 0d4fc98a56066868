"""A class's book: what each of its readers has kept of each quiz, what is missing, and which passages it keeps missing.

A mark is a share of what could be earned, 0 to 1; below nothing where wrong choices cost points. What is missing is
never counted as nothing: means and medians are of what is there.
"""

import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from quizapp.domain.banks import Bank
from quizapp.domain.maps import paragraphs
from quizapp.domain.quizzes import Counts, Terms
from quizapp.domain.scoring import Outcome, outcome
from quizapp.domain.statistics.priorities import deserves_rereading
from quizapp.domain.statistics.tries import Try, counting

SCALE = 20
"""What a book counts every mark out of, whatever its quiz had to earn, so that they stand beside each other."""


class MarkState(StrEnum):
    """How a reader stands with a quiz."""

    KEPT = "kept"
    """There is a mark."""
    RUNNING = "running"
    """There is none yet, but an attempt goes on."""
    MISSING = "missing"
    UNMARKED = "unmarked"
    """Finished, where there was nothing to earn."""


@dataclass(frozen=True, slots=True)
class BookTry:
    """One attempt, as a book sees it."""

    attempt_id: int
    started_at: datetime
    finished_at: datetime | None
    """As it counts now; None while it runs."""
    share: Fraction | None
    """None where there was nothing to earn."""
    whole: bool
    """Whether it asked all that the quiz asks; a try at only what was missed never gives a mark."""
    responded: int
    asked: int


@dataclass(frozen=True, slots=True)
class BookEntry:
    """What a reader has of a quiz."""

    standing: MarkState
    sittings: tuple[BookTry, ...] = ()
    """In the order in which they ended; then those that go on."""
    kept: BookTry | None = None
    running: BookTry | None = None
    """The latest that goes on, where no other gave a mark."""

    @property
    def share(self) -> Fraction | None:
        return None if self.kept is None else self.kept.share

    @property
    def nth(self) -> int:
        """Which of the reader's tries it is, in the order in which they ended; 0 where there is no mark."""
        return 0 if self.kept is None else self.tries.index(self.kept) + 1

    @property
    def tries(self) -> tuple[BookTry, ...]:
        """Those that could give a mark."""
        return tuple(one for one in self.sittings if one.finished_at is not None and one.whole)


def entry(sittings: Iterable[BookTry], counts: Counts) -> BookEntry:
    """Of all attempts of one reader at one quiz, by the quiz's rule."""
    ordered = tuple(sorted(sittings, key=_by_end))
    tries = {
        one.attempt_id: Try(one.attempt_id, "", one.finished_at, one.share, one.whole)
        for one in ordered
        if one.finished_at is not None and one.share is not None
    }
    kept_id = next(iter(counting(tries.values(), counts)), None)
    kept = next((one for one in ordered if one.attempt_id == kept_id), None)
    if kept is not None:
        return BookEntry(MarkState.KEPT, ordered, kept)
    if any(one.finished_at is not None and one.whole for one in ordered):
        return BookEntry(MarkState.UNMARKED, ordered)
    running = [one for one in ordered if one.finished_at is None and one.whole]
    if running:
        return BookEntry(MarkState.RUNNING, ordered, running=running[-1])
    return BookEntry(MarkState.MISSING, ordered)


def _by_end(one: BookTry) -> tuple[bool, datetime, int]:
    return one.finished_at is None, one.finished_at or one.started_at, one.attempt_id


def kept_shares(entries: Iterable[BookEntry]) -> list[Fraction]:
    """The marks that are there."""
    return [one.share for one in entries if one.share is not None]


def mean(shares: Sequence[Fraction]) -> Fraction | None:
    """None of nothing."""
    return sum(shares, Fraction(0)) / len(shares) if shares else None


def median(shares: Sequence[Fraction]) -> Fraction | None:
    """None of nothing."""
    return Fraction(statistics.median(shares)) if shares else None


# --- the passages that a class keeps missing ---


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """What an attempt was asked, with the key that marks it, and what it picked, by the places of the questions."""

    bank: Bank
    places: Sequence[int]
    """Those that it was asked."""
    picked: Mapping[int, frozenset[int]]


@dataclass(frozen=True, slots=True)
class QuizSheets:
    """What some readers answered in a quiz: of each one try."""

    quiz_id: int
    bank_id: int
    at: datetime
    sheets: Sequence[AnswerSheet]


@dataclass(frozen=True, slots=True)
class ProvingPassage:
    """A passage that proves an answer: the same in every version of its bank that has these words."""

    bank_id: int
    words: str


def day_of(terms: Terms, starts: Sequence[datetime], made_at: datetime) -> datetime:
    """When a quiz took place: when the first began it; else when it was to open, or was handed out."""
    return min(starts, default=terms.opens_at or made_at)


def has_opened(terms: Terms, starts: Sequence[datetime], now: datetime) -> bool:
    """Before that, no mark of it can be missing."""
    return bool(starts) or terms.opens_at is None or terms.opens_at <= now


@dataclass(frozen=True, slots=True)
class PassageTime:
    """One question of one quiz that asked for a passage."""

    quiz_id: int
    at: datetime
    question_id: str
    asked: int
    right: int
    """Fully."""

    @property
    def missed(self) -> bool:
        """So often that the passage is to be read again."""
        return deserves_rereading(self.right, self.asked)


@dataclass(frozen=True, slots=True)
class PassageRecord:
    """All times that readers were asked for one passage, or for several that the same questions rest on."""

    words: tuple[str, ...]
    bank: Bank
    """The version that asked for it last."""
    paragraph: int
    """Where it stands there; 0 in a heading."""
    times: tuple[PassageTime, ...]
    """Oldest first."""

    @property
    def missed(self) -> bool:
        """The last time."""
        return self.times[-1].missed

    @property
    def kept_missing(self) -> bool:
        """Whether it was missed more than once, and the last time too."""
        return self.missed and sum(one.missed for one in self.times) > 1

    @property
    def last_share(self) -> Fraction:
        return Fraction(self.times[-1].right, self.times[-1].asked)


def records(quizzes: Iterable[QuizSheets]) -> list[PassageRecord]:
    """Of every passage that these asked for; they stand oldest first, and in each the oldest version."""
    ledger = _Ledger()
    for quiz in quizzes:
        ledger.add(quiz)
    return ledger.records()


class _Ledger:
    """What has been asked so far; whatever is equal is looked at once, for a class gives few answers that differ."""

    def __init__(self) -> None:
        self._times = defaultdict[ProvingPassage, list[PassageTime]](list)
        self._where: dict[ProvingPassage, tuple[Bank, int]] = {}
        self._banks: dict[int, Bank] = {}
        """By where they are in memory: while they are here, no other can come to stand there."""
        self._proving: dict[tuple[int, int, int], tuple[tuple[ProvingPassage, int], ...]] = {}
        self._right: dict[tuple[int, int, frozenset[int]], bool] = {}

    def add(self, quiz: QuizSheets) -> None:
        counted = defaultdict[tuple[ProvingPassage, str], list[bool]](list)
        for sheet in quiz.sheets:
            self._banks[id(sheet.bank)] = sheet.bank
            for place in sheet.places:
                for passage, paragraph in self._passages(quiz.bank_id, sheet.bank, place):
                    right = self._is_right(sheet.bank, place, sheet.picked.get(place, frozenset()))
                    counted[passage, sheet.bank.questions[place].id].append(right)
                    self._where[passage] = sheet.bank, paragraph
        for (passage, question_id), rights in counted.items():
            self._times[passage].append(PassageTime(quiz.quiz_id, quiz.at, question_id, len(rights), sum(rights)))

    def _passages(self, bank_id: int, bank: Bank, place: int) -> tuple[tuple[ProvingPassage, int], ...]:
        key = bank_id, id(bank), place
        if key not in self._proving:
            part = bank.part_of(bank.questions[place])  # Of several banks, it is the passage of the one it is from.
            of_bank = bank_id if part is None else part.bank_id
            self._proving[key] = tuple(
                (ProvingPassage(of_bank, words), paragraph) for words, paragraph in proving(bank, place)
            )
        return self._proving[key]

    def _is_right(self, bank: Bank, place: int, picked: frozenset[int]) -> bool:
        key = id(bank), place, picked
        if key not in self._right:
            self._right[key] = outcome(bank.questions[place], picked) is Outcome.RIGHT
        return self._right[key]

    def records(self) -> list[PassageRecord]:
        """Passages that the very same questions rest on are told as one."""
        alike = defaultdict[tuple[int, tuple[PassageTime, ...]], list[ProvingPassage]](list)
        for passage, times in self._times.items():
            alike[passage.bank_id, tuple(times)].append(passage)
        return [
            PassageRecord(tuple(one.words for one in passages), *self._where[passages[0]], times)
            for (_, times), passages in alike.items()
        ]


def proving(bank: Bank, place: int) -> Iterator[tuple[str, int]]:
    """The words of each passage that proves the answer to a question, with the paragraph they stand in."""
    if bank.article is None:
        return
    numbers = paragraphs(bank, bank.article)
    for one in bank.questions[place].evidence:
        yield bank.article.text(one.passage), numbers[one.passage.block]


def kept_missing(found: Iterable[PassageRecord]) -> list[PassageRecord]:
    """Those missed more than once, and the last time too; the one that fewest had right then comes first."""
    return sorted((one for one in found if one.kept_missing), key=_worst_first)


def missed_once(found: Iterable[PassageRecord]) -> list[PassageRecord]:
    """Those asked for but once, and missed; the one that fewest had right comes first."""
    return sorted((one for one in found if len(one.times) == 1 and one.missed), key=_worst_first)


def _worst_first(one: PassageRecord) -> tuple[Fraction, tuple[str, ...]]:
    return one.last_share, one.words
