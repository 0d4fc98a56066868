"""A class's book: one class with all the quizzes that were handed to it, what each reader has kept, what is missing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from quizapp.domain import banks as domain_banks
from quizapp.domain import books as rules
from quizapp.domain.banks import Bank
from quizapp.domain.books import AnswerSheet, BookEntry, BookTry, MarkState, PassageRecord, QuizSheets
from quizapp.domain.classes import ClassList, Member, UnknownMember
from quizapp.domain.quizzes import Counts, Quiz
from quizapp.services.markings import markings
from quizapp.services.results import Scored, scored_by
from quizapp.services.visits import Office
from quizapp.store import audit, books, classes, quizzes


@dataclass(frozen=True, slots=True)
class Period:
    """Which quizzes a book has: those of these days."""

    since: datetime | None = None
    until: datetime | None = None
    """Not this moment itself."""

    def holds(self, at: datetime) -> bool:
        return (self.since is None or self.since <= at) and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class BookColumn:
    """A quiz of the class."""

    quiz: Quiz
    at: datetime
    """When the first of the class began it; while nobody has, when it opened, or was handed out."""
    median: Fraction | None
    shown: Bank | None
    """The newest version that somebody has finished, with what the quiz asks of it, as its map is of; else None."""


@dataclass(frozen=True, slots=True)
class BookLine:
    """A reader of the class, with what they have of each quiz."""

    member: Member
    entries: tuple[BookEntry, ...]
    """In the order of the columns."""

    @property
    def count(self) -> int:
        """How many marks there are."""
        return len(rules.kept_shares(self.entries))

    @property
    def mean(self) -> Fraction | None:
        """Of the marks that are there."""
        return rules.mean(rules.kept_shares(self.entries))


@dataclass(frozen=True, slots=True)
class Book:
    found: ClassList
    columns: tuple[BookColumn, ...]
    """The oldest first."""
    lines: tuple[BookLine, ...]
    """By name."""
    records: tuple[PassageRecord, ...]
    """Of all passages that were asked for, by the first try of each reader at each quiz, as the maps have it."""
    outside: int
    """Quizzes of the class that are of other days."""
    waiting: int
    """Quizzes of the class that have not opened yet."""

    @property
    def mean(self) -> Fraction | None:
        """Of the means of its readers: each counts alike, whatever is missing."""
        return rules.mean(self.means)

    @property
    def median(self) -> Fraction | None:
        """Of these means too."""
        return rules.median(self.means)

    @property
    def means(self) -> list[Fraction]:
        return [line.mean for line in self.lines if line.mean is not None]

    @property
    def missing(self) -> int:
        """How many marks are, also those of attempts that go on."""
        wanted = (MarkState.MISSING, MarkState.RUNNING)
        return sum(one.standing in wanted for line in self.lines for one in line.entries)


@dataclass(frozen=True, slots=True)
class MemberBook:
    """One reader of a class with what they did in each of its quizzes."""

    book: Book
    line: BookLine
    missed: tuple[PassageRecord, ...]
    """The passages that they did not get right when they were last asked, by the tries that are their scores."""


def of_class(office: Office, id_: int, period: Period | None = None) -> Book:
    """Raises UnknownClass."""
    return _read(office, id_, period or Period())[0]


def of_member(office: Office, id_: int, member_id: int, period: Period | None = None) -> MemberBook:
    """Raises UnknownClass, UnknownMember."""
    book, reading = _read(office, id_, period or Period())
    line = next((line for line in book.lines if line.member.id == member_id), None)
    if line is None:
        raise UnknownMember(member_id)
    theirs = [
        reading.sheets(column, [kept.kept.attempt_id])
        for column, kept in zip(book.columns, line.entries, strict=True)
        if kept.kept is not None
    ]
    return MemberBook(book, line, tuple(one for one in rules.records(theirs) if one.missed))


def note(office: Office, id_: int) -> None:
    """Have the log say that its marks were taken away."""
    audit.note(office.db, office.teacher.id, "book-exported", str(id_), office.now)


# --- reading it ---


@dataclass(frozen=True, slots=True)
class _Reading:
    """All that the class's members have answered."""

    scored: Mapping[int, Scored]
    """By the attempt."""
    banks: Mapping[int, Bank]
    """What each of them was asked, with the key that marks it."""
    picks: Mapping[int, Mapping[int, frozenset[int]]]

    def sheets(self, column: BookColumn, attempt_ids: Iterable[int]) -> QuizSheets:
        """Of some attempts at a quiz, those at the oldest version first."""
        chosen = sorted(attempt_ids, key=lambda id_: (self.scored[id_].found.version_id, id_))
        return QuizSheets(column.quiz.id, column.quiz.bank_id, column.at, [self._sheet(id_) for id_ in chosen])

    def _sheet(self, attempt_id: int) -> AnswerSheet:
        bank, subset = self.banks[attempt_id], self.scored[attempt_id].found.subset
        return AnswerSheet(
            bank, range(len(bank.questions)) if subset is None else subset, self.picks.get(attempt_id, {})
        )


def _read(office: Office, id_: int, period: Period) -> tuple[Book, _Reading]:
    found = classes.owned(office.db, id_, office.teacher.id)
    handed = quizzes.of_class(office.db, id_, office.teacher)
    read = books.attempts(office.db, [quiz.id for quiz, _ in handed], id_)
    marked = markings(office.db, office.shelf)
    banks = {one.id: marked.of(one.version_id, one.marked_by) for _, one in read}
    by_quiz: dict[int, list[Scored]] = defaultdict(list)
    for quiz_id, one in read:
        by_quiz[quiz_id].append(scored_by(one, banks[one.id], office.now))
    starts = {quiz.id: [one.found.started_at for one in by_quiz[quiz.id]] for quiz, _ in handed}
    dated = [(quiz, rules.day_of(quiz.terms, starts[quiz.id], made_at)) for quiz, made_at in handed]
    opened = [(quiz, at) for quiz, at in dated if rules.has_opened(quiz.terms, starts[quiz.id], office.now)]
    inside = sorted((one for one in opened if period.holds(one[1])), key=lambda one: (one[1], one[0].id))
    chosen = [quiz.id for quiz, _ in inside]
    picks = books.picks(office.db, chosen, id_)
    reading = _Reading({one.found.id: one for quiz in by_quiz.values() for one in quiz}, banks, picks)
    members = [member.id for member in found.members]
    entries = {quiz.id: entries_of(quiz.terms.counts, by_quiz[quiz.id], members) for quiz, _ in inside}
    columns = tuple(_column(quiz, at, entries[quiz.id].values(), by_quiz[quiz.id], banks) for quiz, at in inside)
    book = Book(
        found,
        columns,
        tuple(BookLine(one, tuple(entries[id_][one.id] for id_ in chosen)) for one in found.members),
        tuple(rules.records(_first_sheets(reading, columns, by_quiz))),
        len(opened) - len(inside),
        len(dated) - len(opened),
    )
    return book, reading


def _sitting(one: Scored) -> BookTry:
    return BookTry(
        one.found.id,
        one.found.started_at,
        one.ended_at,
        Fraction(one.found.score) / one.maximum if one.maximum else None,
        one.found.whole,
        one.found.responded,
        one.asked,
    )


def entries_of(counts: Counts, scored: Sequence[Scored], members: Iterable[int]) -> Mapping[int, BookEntry]:
    """What each member has of a quiz, by the member's id."""
    theirs: dict[int | None, list[BookTry]] = defaultdict(list)
    for one in scored:
        theirs[one.found.member_id].append(_sitting(one))
    return {id_: rules.entry(theirs[id_], counts) for id_ in members}


def _column(
    quiz: Quiz, at: datetime, entries: Iterable[BookEntry], scored: Sequence[Scored], banks: Mapping[int, Bank]
) -> BookColumn:
    finished = [one.found for one in scored if one.ended_at is not None and one.found.whole]
    newest = max(finished, key=lambda one: one.version_id, default=None)
    return BookColumn(
        quiz,
        at,
        rules.median(rules.kept_shares(entries)),
        None if newest is None else _asked(banks[newest.id], newest.subset),
    )


def _asked(bank: Bank, subset: tuple[int, ...] | None) -> Bank:
    return bank if subset is None else domain_banks.only(bank, sorted(subset))


def _first_sheets(
    reading: _Reading, columns: Iterable[BookColumn], by_quiz: Mapping[int, Sequence[Scored]]
) -> Iterator[QuizSheets]:
    """Of each member the first try, whichever is their score."""
    for column in columns:
        scored = by_quiz[column.quiz.id]
        members = {one.found.member_id for one in scored if one.found.member_id is not None}
        first = entries_of(Counts.FIRST, scored, members).values()
        yield reading.sheets(column, [one.kept.attempt_id for one in first if one.kept is not None])
