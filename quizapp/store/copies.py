"""Every attempt at a quiz, copied into an unnamed file in one short read.

Who tells of them afterwards may take as long as they like: they hold no view of the database, and in memory no more
than one batch. The file goes with its process, whatever stops that.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from tempfile import TemporaryFile
from typing import IO, Any

from sqlalchemy import Select, Text, cast, select, type_coerce
from sqlalchemy.orm import Session

from quizapp.domain.scoring import PLACES, total
from quizapp.store import results, rulings
from quizapp.store.results import AttemptScore
from quizapp.store.tables import AttemptRow, ResponseRow
from quizapp.store.tallies import BETWEEN, WITHIN, joined

_attempt, _response = AttemptRow.__table__.c, ResponseRow.__table__.c
_ATTEMPTS = select(
    _attempt.id,
    _attempt.reader_id,
    _attempt.member_id,
    _attempt.name,
    _attempt.version_id,
    _attempt.marked_by,
    _attempt.subset,
    _attempt.whole,
    _attempt.started_at,
    _attempt.deadline_at,
    _attempt.finished_at,
    _attempt.seed,
    _attempt.shuffle_questions,
    rulings.MARKED_PLACES,
    joined(
        _attempt.id,
        cast(_response.place, Text),
        type_coerce(_response.picked, Text),
        cast(_response.mark, Text),
        cast(_response.responded_at, Text),
    ),
).order_by(_attempt.id)


@dataclass(frozen=True, slots=True)
class GivenResponse:
    place: int
    picked: frozenset[int]
    mark: Decimal
    responded_at: datetime
    by_hand: bool
    """Whether the mark is the teacher's."""


@dataclass(frozen=True, slots=True)
class CopiedAttempt:
    score: AttemptScore
    seed: str
    shuffle_questions: bool
    responses: tuple[GivenResponse, ...]
    """By the question's place in the bank."""


@dataclass(frozen=True, slots=True)
class CopiedBatch:
    attempts: Sequence[CopiedAttempt]
    """In the order in which they began."""
    others: Sequence[AttemptScore]
    """Tries of the same readers that are in other batches."""


class Copies:
    """The batches of one quiz, to be gone through once."""

    def __init__(self, file: IO[bytes], attempts: int) -> None:
        self._file = file
        self.attempts = attempts
        self.passed = 0
        """Of how many attempts the batches have been gone through."""

    def __iter__(self) -> Iterator[CopiedBatch]:
        with self._file as file:
            file.seek(0)
            for line in file:
                batch = _understood(*json.loads(line))
                yield batch
                self.passed += len(batch.attempts)


def versions_of(db: Session, quiz_id: int) -> Sequence[tuple[int, int | None]]:
    """Which versions attempts were asked, and by which they are marked, the oldest first."""
    pairs = select(_attempt.version_id, _attempt.marked_by).where(_attempt.quiz_id == quiz_id).distinct()
    return sorted(((row[0], row[1]) for row in db.execute(pairs)), key=lambda pair: (pair[0], pair[1] or 0))


def copied(db: Session, quiz_id: int, most: int) -> Copies:
    """All attempts at a quiz, `most` of them in a batch, which is a line of the file and takes two statements."""
    file = TemporaryFile()  # noqa: SIM115 - whoever goes through it closes it.
    try:
        behind = count = 0
        while attempts := _rows(db, _ATTEMPTS.where(_attempt.quiz_id == quiz_id, _attempt.id > behind).limit(most)):
            ids, readers, members = ([row[at] for row in attempts] for at in range(3))
            others = _rows(db, results.other_tries(quiz_id, ids, readers, members))
            file.write(json.dumps((attempts, others), default=str, separators=(",", ":")).encode() + b"\n")
            behind, count = ids[-1], count + len(ids)
    except BaseException:
        file.close()
        raise
    return Copies(file, count)


def _rows(db: Session, statement: Select[*tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in db.execute(statement)]


# --- what was copied, understood ---


def _understood(attempts: list[list[Any]], others: list[list[Any]]) -> CopiedBatch:
    return CopiedBatch([_copied(*row) for row in attempts], [_score(*row) for row in others])


def _copied(*row: Any) -> CopiedAttempt:
    *facts, seed, shuffled, hand, text = row
    by_hand = _picked(hand or "")
    given = sorted((_given(one, by_hand) for one in (text.split(BETWEEN) if text else ())), key=lambda one: one.place)
    score = _score(*facts, len(given), total(one.mark for one in given))
    return CopiedAttempt(score, seed, shuffled, tuple(given))


def _given(text: str, by_hand: frozenset[int]) -> GivenResponse:
    place, picked, mark, responded_at = text.split(WITHIN)
    at = int(place)
    return GivenResponse(at, _picked(picked), int(mark) * PLACES, _moment(responded_at), at in by_hand)


def _moment(text: str) -> datetime:
    """As the database writes it, which is with the zone or in UTC."""
    time = datetime.fromisoformat(text)
    return time if time.tzinfo else time.replace(tzinfo=UTC)


@lru_cache(1024)
def _picked(text: str) -> frozenset[int]:
    return frozenset(map(int, text.split(","))) if text else frozenset()


def _score(*row: Any) -> AttemptScore:
    *facts, subset, whole, started, deadline, finished, responded, score = row
    places = None if subset is None else tuple(subset)
    times = [None if time is None else _moment(time) for time in (started, deadline, finished)]
    return AttemptScore(*[*facts, places, bool(whole), *times, responded, Decimal(score)])
