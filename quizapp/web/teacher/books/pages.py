"""What the template of a class's book sees: a verdict, the table of marks, what is missing, the passages missed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import ClassVar

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.domain import books as rules
from quizapp.domain.books import SCALE, BookEntry, MarkState, PassageRecord, PassageTime
from quizapp.domain.classes import ClassList
from quizapp.domain.exports import Ending
from quizapp.domain.quizzes import Counts
from quizapp.formats.problems import N_
from quizapp.services.books import Book, BookColumn, BookLine, Period
from quizapp.web.errors import Unfit
from quizapp.web.teacher import days, strips
from quizapp.web.teacher.books import words
from quizapp.web.teacher.days import Days
from quizapp.web.teacher.strips import DotKind, Strip
from quizapp.web.times import my_zone

MOST_TOLD = 6
"""Passages that are told at once; more are folded away."""
MOST_BESIDE = 5
"""Quizzes beside which what is missing has room too; of more, it stands below."""
LINE = 120
"""How long the line is on which marks stand, in units of the drawing."""
_NO_NAMING = N_("Names are shown, or not.")
_NO_ORDER = N_("The book is sorted by name, or by mean.")
_UNNAMED, _BY_MEAN = "no", "mean"


@dataclass(frozen=True, slots=True)
class BookLook:
    """How a book is looked at."""

    days: Days
    named: bool = True
    by_mean: bool = False
    """The highest first, as it always is without names: the order of these would give them away."""

    @property
    def period(self) -> Period:
        return Period(self.days.begin, self.days.end)

    @property
    def query(self) -> dict[str, str]:
        said = {"names": "" if self.named else _UNNAMED, "sort": _BY_MEAN if self.by_mean else ""}
        return self.days.query | {name: value for name, value in said.items() if value}

    def book(self, class_id: int) -> str:
        return _to("books.book", self.query, id_=class_id)

    def member(self, class_id: int, member_id: int) -> str:
        """The page of one reader, which names them."""
        return _to("books.member", self.days.query, id_=class_id, member_id=member_id)

    def file(self, class_id: int, ending: Ending) -> str:
        return _to("books.file_now", self.days.query, id_=class_id, ending=ending)


def _to(endpoint: str, query: dict[str, str], **path: int | str) -> str:
    return url_for(endpoint, **path, **query)  # type: ignore[arg-type]


def looking(args: Mapping[str, str]) -> BookLook:
    """What an address says of it. Raises Unfit."""
    names, sort = args.get("names", ""), args.get("sort", "")
    if names not in ("", _UNNAMED):
        raise Unfit(_NO_NAMING)
    if sort not in ("", _BY_MEAN):
        raise Unfit(_NO_ORDER)
    return BookLook(days.days(args, my_zone()), not names, bool(sort))


@dataclass(frozen=True, slots=True)
class ColumnHead:
    title: str
    language: str
    day: str
    rule: str
    """Which try is kept, where the quizzes do not agree."""
    address: str
    median: str


@dataclass(frozen=True, slots=True)
class MarkCell:
    text: str
    """Or why there is no mark."""
    is_mark: bool
    nth: str
    """Which try it is, where it is not the first; else empty."""


@dataclass(frozen=True, slots=True)
class MarkLine:
    """The marks of one reader as dots, and the mean of them as a stroke, in units of the drawing."""

    dots: tuple[float, ...]
    mean: float


@dataclass(frozen=True, slots=True)
class BookRow:
    name: str
    address: str
    """Empty where names are not shown."""
    cells: tuple[MarkCell, ...]
    mean: str
    rest: str
    """Of how many marks it is, where some are missing; else empty."""
    line: MarkLine | None


@dataclass(frozen=True, slots=True)
class MissingFrom:
    """Who has no mark in one quiz."""

    title: str
    language: str
    closed: bool
    running: tuple[str, ...]
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PassageAsked:
    """One time that a passage was asked for."""

    day: str
    right: int
    asked: int
    strip: Strip
    address: str
    """Where its question is open on the map; empty where the map has that question no more."""


@dataclass(frozen=True, slots=True)
class MissedPassage:
    quotations: tuple[str, ...]
    language: str
    title: str
    """Of its bank."""
    paragraph: int
    """0 where it stands in none."""
    times: tuple[PassageAsked, ...]


@dataclass(frozen=True, slots=True)
class BookPage:
    found: ClassList
    nothing: str
    """Why there is no table, in a sentence; empty where there is one."""
    verdict: tuple[str, ...]
    facts: tuple[str, ...]
    columns: tuple[ColumnHead, ...]
    rows: tuple[BookRow, ...]
    median: str
    """Of the means."""
    second_tries: bool
    """Whether a mark is of another try than the first."""
    crowded: bool
    missing: tuple[MissingFrom, ...]
    passages: tuple[str, ...]
    """What is to be said of those that were missed, in sentences."""
    missed: tuple[MissedPassage, ...]
    """Those that the class keeps missing; where there are none, those missed the one time they were asked for."""
    more: tuple[MissedPassage, ...]
    """What follows on these."""
    look: BookLook
    other: str
    """Where the same book is with names, or without them."""
    resorted: str
    """Where it is sorted the other way; empty without names."""
    xlsx: str
    """Where this file is asked for."""
    csv: str
    scale: int = SCALE
    length: int = LINE
    template: ClassVar[str] = "teacher/books/book.html"


def book_page(book: Book, look: BookLook, now: datetime) -> BookPage:
    told = words.days_of([column.at for column in book.columns], look.days.zone)
    records = Records(book, told)
    kept = rules.kept_missing(book.records)
    once = [] if kept else rules.missed_once(book.records)
    class_id = book.found.id
    return BookPage(
        found=book.found,
        nothing=_nothing(book),
        verdict=tuple(_verdict(book, len(kept))),
        facts=tuple(_facts(book)),
        columns=tuple(_heads(book.columns, told)),
        rows=tuple(_rows(book, look)),
        median="" if book.median is None else words.mark(book.median),
        second_tries=any(one.nth > 1 for line in book.lines for one in line.entries),
        crowded=len(book.columns) > MOST_BESIDE,
        missing=tuple(_missing(book, now, named=look.named)),
        passages=tuple(_of_passages(book.records, kept, once)),
        missed=tuple(map(records.passage, (kept or once)[:MOST_TOLD])),
        more=tuple(map(records.passage, (kept or once)[MOST_TOLD:])),
        look=look,
        other=replace(look, named=not look.named).book(class_id),
        resorted=replace(look, by_mean=not look.by_mean).book(class_id) if look.named else "",
        xlsx=look.file(class_id, Ending.XLSX),
        csv=look.file(class_id, Ending.CSV),
    )


# --- in words ---


def _nothing(book: Book) -> str:
    if not book.found.members:
        return str(_("Nobody is on the list of this class yet."))
    if book.columns:
        return ""
    if book.outside:
        return str(_("No quiz of this class is of these days."))
    if book.waiting:
        return str(_("The quizzes of this class have not opened yet."))
    return str(_("No quiz has been handed to this class, or those that were are gone."))


def _verdict(book: Book, kept: int) -> Iterator[str]:
    """Sentences."""
    if not book.columns or not book.found.members:
        return
    if book.mean is None:
        yield _("There is no mark yet.")
    elif book.missing:
        yield ngettext(
            "%(mean)s out of %(scale)s on average; %(num)s mark is missing.",
            "%(mean)s out of %(scale)s on average; %(num)s marks are missing.",
            book.missing, mean=words.mark(book.mean), scale=SCALE,
        )  # fmt: skip
    else:
        yield _("%(mean)s out of %(scale)s on average; no mark is missing.", mean=words.mark(book.mean), scale=SCALE)
    if kept:
        yield ngettext("%(num)s passage still escapes the class.", "%(num)s passages still escape the class.", kept)


def _facts(book: Book) -> Iterator[str]:
    yield ngettext("%(num)s reader", "%(num)s readers", len(book.found.members))
    yield ngettext("%(num)s quiz", "%(num)s quizzes", len(book.columns))
    if book.outside:
        yield ngettext("%(num)s quiz is of other days", "%(num)s quizzes are of other days", book.outside)
    if book.waiting:
        yield ngettext("%(num)s quiz has not opened yet", "%(num)s quizzes have not opened yet", book.waiting)
    rules_of = {column.quiz.terms.counts for column in book.columns}
    if len(rules_of) == 1:
        kept = {
            Counts.BEST: _("Mark kept: the best try"),
            Counts.FIRST: _("Mark kept: the first try"),
            Counts.LAST: _("Mark kept: the last try"),
        }
        yield kept[rules_of.pop()]
    elif rules_of:
        yield _("Mark kept: as each quiz says")
    if book.columns:
        yield _("A missing mark is not a zero")


def _of_passages(
    records: Sequence[PassageRecord], kept: Sequence[PassageRecord], once: Sequence[PassageRecord]
) -> Iterator[str]:
    twice = any(len(one.times) > 1 for one in records)
    if not records:
        yield _("No question that somebody has finished rests on a passage.")
    elif kept:
        yield _("Asked more than once, and right for fewer than six in ten more than once, the last time too.")
    elif twice:
        yield _("No passage that was asked for more than once is missed again and again.")
    else:
        yield _("No passage has been asked for twice yet.")
    if once:
        yield _("These were right for fewer than six in ten, the one time they were asked for.")
    elif records and not kept and not twice:
        yield _("Each was right for six in ten or more.")


# --- the table ---


def _heads(columns: Sequence[BookColumn], told: Mapping[datetime, str]) -> Iterator[ColumnHead]:
    agree = len({column.quiz.terms.counts for column in columns}) == 1
    kept = {Counts.BEST: _("best try"), Counts.FIRST: _("first try"), Counts.LAST: _("last try")}
    for column in columns:
        quiz = column.quiz
        yield ColumnHead(
            quiz.title,
            quiz.language,
            told[column.at],
            "" if agree else kept[quiz.terms.counts],
            url_for("results.quiz", slug=quiz.slug),
            "" if column.median is None else words.mark(column.median),
        )


def _rows(book: Book, look: BookLook) -> Iterator[BookRow]:
    lines = book.lines if look.named and not look.by_mean else sorted(book.lines, key=_highest_first)
    for number, line in enumerate(lines, start=1):
        mean, count = line.mean, line.count
        yield BookRow(
            line.member.name if look.named else _("Reader %(number)s", number=number),
            look.member(book.found.id, line.member.id) if look.named else "",
            tuple(map(cell, line.entries)),
            "" if mean is None else words.mark(mean),
            "" if count in (0, len(line.entries)) else ngettext("from %(num)s mark", "from %(num)s marks", count),
            None if mean is None else MarkLine(tuple(map(place, rules.kept_shares(line.entries))), place(mean)),
        )


def _highest_first(line: BookLine) -> tuple[bool, Fraction, int]:
    return line.mean is None, -(line.mean or Fraction(0)), line.member.id


def cell(entry: BookEntry) -> MarkCell:
    if entry.share is None:
        return MarkCell(words.standing(entry), is_mark=False, nth="")
    return MarkCell(words.mark(entry.share), is_mark=True, nth=words.ordinal(entry.nth) if entry.nth > 1 else "")


def place(share: Fraction) -> float:
    """Of a mark on the line; one below nothing stands at its end."""
    return round(LINE * float(min(Fraction(1), max(Fraction(0), share))), 1)


# --- what is missing ---


def _missing(book: Book, now: datetime, *, named: bool) -> Iterator[MissingFrom]:
    for at, column in enumerate(book.columns):
        entries = [(line.member.name, line.entries[at]) for line in book.lines]
        running = tuple(_running(name, one) for name, one in entries if one.standing is MarkState.RUNNING)
        absent = tuple(name for name, one in entries if one.standing is MarkState.MISSING)
        if running or absent:
            yield MissingFrom(
                column.quiz.title,
                column.quiz.language,
                column.quiz.is_over(now),
                running if named else _counted(running),
                absent if named else _counted(absent),
            )


def _running(name: str, entry: BookEntry) -> str:
    assert entry.running is not None
    return str(
        _(
            "%(name)s (%(responded)s of %(asked)s)",
            name=name, responded=entry.running.responded, asked=entry.running.asked,
        )
    )  # fmt: skip


def _counted(names: Sequence[str]) -> tuple[str, ...]:
    return (ngettext("%(num)s reader", "%(num)s readers", len(names)),) if names else ()


# --- passages ---


class Records:
    """Passages of a book as pages show them."""

    def __init__(self, book: Book, told: Mapping[datetime, str]) -> None:
        self._columns = {column.quiz.id: column for column in book.columns}
        self._told = told

    def passage(self, record: PassageRecord) -> MissedPassage:
        most = max(one.asked for one in record.times)
        return MissedPassage(
            record.words,
            record.bank.language,
            record.bank.title,
            record.paragraph,
            tuple(self._asked(one, most) for one in record.times),
        )

    def _asked(self, one: PassageTime, most: int) -> PassageAsked:
        return PassageAsked(
            self.day(one),
            one.right,
            one.asked,
            strips.strip((DotKind.RIGHT, one.right), (DotKind.OTHER, one.asked - one.right), of=most),
            self.address(one),
        )

    def day(self, one: PassageTime) -> str:
        return self._told[one.at]

    def address(self, one: PassageTime) -> str:
        """The map of its quiz with its question open; empty where the map has that question no more."""
        column = self._columns[one.quiz_id]
        ids = [] if column.shown is None else [question.id for question in column.shown.questions]
        if one.question_id not in ids:
            return ""
        anchor = f"passage-{ids.index(one.question_id) + 1}"
        return url_for("results.quiz", slug=column.quiz.slug, question=one.question_id, _anchor=anchor)
