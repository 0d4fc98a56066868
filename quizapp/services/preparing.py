"""A file of many results on its way to a teacher: asked for, made aside, kept for a while, and sent piece by piece."""

import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from threading import Event, Thread
from typing import IO
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from quizapp.domain.exports import Wanted, takes_long
from quizapp.domain.quizzes import Quiz, UnknownQuiz
from quizapp.services import errands, files
from quizapp.services.exports import Extract, note, of_quiz
from quizapp.services.visits import Office
from quizapp.store import exports, quizzes, results, teachers
from quizapp.store.banks import Shelf
from quizapp.store.exports import KeptExport, UnknownExport
from quizapp.store.session import Database, Unavailable

KEPT = timedelta(hours=1)
"""How long a file can be fetched once it is done; one that nobody makes any more goes as late."""
MOST_KEPT = 9
"""Files of one teacher, those that wait with those that are done: as many as there are kinds of one quiz. The oldest
that is done goes when another comes."""
_PIECE = 255 * 1024
"""Bytes of a piece: packed it is a row of 256 KiB at most, whatever they are."""
_AT_ONCE = 16
"""Pieces of one transaction: whoever wants to write meanwhile waits for these, not for all."""
_BEAT_SECONDS = 20
"""How often it is said while all is read that somebody does: others wait no longer than a file is read, as a rule."""
_EVERY = timedelta(seconds=1)
"""How often the page that waits hears how far it is."""


class TooManyFiles(Exception):
    """As many as one teacher may have are waited for, and none of them is done."""


@dataclass(frozen=True, slots=True)
class PreparedFile:
    """A file that was asked for, as its page shows it."""

    quiz: Quiz
    kept: KeptExport
    is_left: bool
    """Whether it is not made, and nobody makes it."""

    @property
    def until(self) -> datetime | None:
        """When it goes by itself; None while it is made."""
        return None if self.kept.done_at is None else self.kept.done_at + KEPT

    @property
    def name(self) -> str:
        return self.kept.wanted.name(self.quiz.slug)


def is_needed(office: Office, slug: str) -> bool:
    """Whether there is so much to tell of a quiz that its files are made aside. Raises UnknownQuiz, SimulatedQuiz."""
    quiz = quizzes.owned(office.db, slug, office.teacher)
    quiz.check_real()
    begun, __ = results.counts(office.db, quiz.id, office.now)
    return takes_long(begun, quiz.question_count)


def ask(office: Office, slug: str, wanted: Wanted) -> str:
    """Have a file made; returns its address, the same until it is done.

    Raises UnknownQuiz, SimulatedQuiz, TooManyFiles.
    """
    quiz = quizzes.owned(office.db, slug, office.teacher)
    quiz.check_real()
    teachers.hold(office.db, office.teacher.id)  # Else two that are asked for at once would not count each other.
    waiting = exports.waiting(office.db, office.teacher.id)
    if (quiz.id, wanted) not in waiting:
        _make_room(office, len(waiting))
    drawn = office.draw.address()
    address = exports.ask(office.db, drawn, quiz.id, office.teacher.id, wanted, office.now)
    if address == drawn:
        note(office, slug, wanted.portion)
    return address


def _make_room(office: Office, waiting: int) -> None:
    """For one more file. Raises TooManyFiles."""
    if waiting >= MOST_KEPT:
        raise TooManyFiles
    done = exports.done(office.db, office.teacher.id)
    for old in done[: max(0, len(done) + waiting + 1 - MOST_KEPT)]:
        exports.remove(office.db, old)


def show(office: Office, slug: str, address: str) -> PreparedFile:
    """For whoever asked for it, while the quiz is theirs. Raises UnknownQuiz, UnknownExport."""
    quiz = quizzes.owned(office.db, slug, office.teacher)
    found = _shown(office, quiz, exports.find(office.db, address, quiz.id, office.teacher.id))
    if found is None:
        raise UnknownExport(address)
    return found


def of_teacher(office: Office, quiz: Quiz) -> Sequence[PreparedFile]:
    """Those of one of their quizzes that they have asked for, the newest first."""
    found = (_shown(office, quiz, one) for one in exports.of_quiz(office.db, quiz.id, office.teacher.id))
    return [one for one in found if one is not None]


def _shown(office: Office, quiz: Quiz, kept: KeptExport) -> PreparedFile | None:
    """None where its time is over, though nothing has deleted it yet."""
    is_left = kept.done_at is None and errands.is_left(kept.begun_at, office.now)
    found = PreparedFile(quiz, kept, is_left)
    return None if found.until is not None and found.until <= office.now else found


def pieces(database: Database, address: str) -> Iterator[bytes]:
    """What the file holds, each piece read for itself: however slow the line is, nothing of the database is held.

    Raises UnknownExport where the file goes meanwhile.
    """
    number = 0
    while (packed := _piece(database, address, number)) is not None:
        yield zlib.decompress(packed)
        number += 1


def _piece(database: Database, address: str, number: int) -> bytes | None:
    with database.reading() as db:
        return exports.piece(db, address, number)


# --- made aside ---


class _Stopped(Exception):
    """Another has taken this file over, or nobody wants it any more."""


@dataclass(frozen=True, slots=True)
class Making:
    """The errand of a file: all that it tells of is read in one short read, then it is written and kept."""

    teacher_id: int
    quiz_id: int
    address: str
    shelf: Shelf = field(compare=False, repr=False)
    clock: Callable[[], datetime] = field(compare=False, repr=False)
    zone: ZoneInfo = field(compare=False, repr=False)
    """On whose clock the file tells times."""

    def claim(self, db: Session, now: datetime, abandoned_before: datetime) -> bool:
        return exports.begin(db, self.address, now, abandoned_before)

    def do(self, database: Database) -> tuple[int, int] | None:
        """Who made it, and how many bytes it has."""
        maker = database.run(lambda db: exports.take_over(db, self.address))
        if maker is None:
            return None
        try:
            with self._at_it(database, maker), database.reading() as db:
                wanted = exports.find(db, self.address, self.quiz_id, self.teacher_id).wanted
                quiz = quizzes.by_id(db, self.quiz_id)
                extract = of_quiz(db, self.shelf, quiz, wanted.portion, self.clock())
            progress = _Progress(database, self, maker, extract)
            with files.written(extract, wanted, self.zone, progress.tell) as file:
                return maker, progress.keep(file)
        except (UnknownExport, UnknownQuiz, _Stopped):
            return None

    @contextmanager
    def _at_it(self, database: Database, maker: int) -> Iterator[None]:
        """Meanwhile it is said now and then that this maker is at it, who has nothing else to tell yet."""
        over = Event()

        def say() -> None:
            while not over.wait(_BEAT_SECONDS):
                with suppress(Unavailable):  # What cannot be said now is said the next time.
                    database.run(lambda db: exports.advance(db, self.address, maker, self.clock(), 0, 0))

        thread = Thread(target=say, daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def keep(self, db: Session, made: tuple[int, int], now: datetime) -> None:
        maker, size = made
        exports.finish(db, self.address, maker, size, now)


class _Progress:
    """How far a file is, said now and then: by that others see that somebody makes it."""

    def __init__(self, database: Database, making: Making, maker: int, extract: Extract) -> None:
        self._database = database
        self._making = making
        self._maker = maker
        self._copies = extract.copies
        self._said_at = making.clock()

    def tell(self, rows: int) -> None:
        """Raises _Stopped."""
        now = self._making.clock()
        if self._copies is None or now - self._said_at < _EVERY:
            return
        self._said_at = now
        counts = self._copies.attempts, self._copies.passed
        going_on = True
        with suppress(Unavailable):  # What cannot be said now is said the next time.
            going_on = self._database.run(
                lambda db: exports.advance(db, self._making.address, self._maker, now, *counts)
            )
        if not going_on:
            raise _Stopped

    def keep(self, file: IO[bytes]) -> int:
        """Keep the whole file, and return how many bytes it has. Raises _Stopped."""
        numbered = enumerate(map(_packed, iter(partial(file.read, _PIECE), b"")))
        while some := list(islice(numbered, _AT_ONCE)):
            if not self._database.run(partial(self._add, some, self._making.clock())):
                raise _Stopped
        return file.tell()

    def _add(self, some: Sequence[tuple[int, bytes]], now: datetime, db: Session) -> bool:
        return exports.add_pieces(db, self._making.address, self._maker, now, some)


def _packed(piece: bytes) -> bytes:
    return zlib.compress(piece, 1)
