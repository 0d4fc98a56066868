"""What the template about one reader of a class sees: what they did in each quiz, and the passages they missed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.domain import books as rules
from quizapp.domain.books import SCALE, BookEntry, BookTry, PassageRecord
from quizapp.domain.classes import ClassList, Member
from quizapp.services.books import BookColumn, BookLine, MemberBook
from quizapp.web.teacher.books import pages, words
from quizapp.web.teacher.books.pages import BookLook, MarkCell, Records


@dataclass(frozen=True, slots=True)
class TryLink:
    """One attempt."""

    address: str
    mark: str
    """Or how far it is, while it goes on."""
    told: str
    """Which try it is, or why it is none."""
    at: datetime
    kept: bool


@dataclass(frozen=True, slots=True)
class MemberQuiz:
    title: str
    language: str
    day: str
    address: str
    cell: MarkCell
    median: str
    """Of the class; empty where there is none."""
    place: float | None
    """Of the mark on the line."""
    class_place: float | None
    """Of the median."""
    tries: tuple[TryLink, ...]


@dataclass(frozen=True, slots=True)
class MissedByOne:
    quotations: tuple[str, ...]
    language: str
    title: str
    paragraph: int
    day: str
    address: str
    shared: bool
    """Whether the class keeps missing it too."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class MemberPage:
    found: ClassList
    member: Member
    verdict: str
    quizzes: tuple[MemberQuiz, ...]
    missed: tuple[MissedByOne, ...]
    """Those first that the class keeps missing too."""
    before: Neighbour | None
    after: Neighbour | None
    back: str
    """Where the book is."""
    scale: int = SCALE
    length: int = pages.LINE
    template: ClassVar[str] = "teacher/books/member.html"


def member_page(found: MemberBook, look: BookLook) -> MemberPage:
    book, line = found.book, found.line
    told = words.days_of([column.at for column in book.columns], look.days.zone)
    records = Records(book, told)
    shared = {quotation for one in rules.kept_missing(book.records) for quotation in one.words}
    missed = [_missed(one, records, shared=not shared.isdisjoint(one.words)) for one in found.missed]
    at = book.lines.index(line)
    return MemberPage(
        found=book.found,
        member=line.member,
        verdict=_verdict(line),
        quizzes=tuple(_quiz(column, entry, told) for column, entry in zip(book.columns, line.entries, strict=True)),
        missed=tuple(sorted(missed, key=lambda one: not one.shared)),
        before=_neighbour(found, look, at - 1) if at else None,
        after=_neighbour(found, look, at + 1) if at + 1 < len(book.lines) else None,
        back=look.book(book.found.id),
    )


def _verdict(line: BookLine) -> str:
    if not line.entries:
        return str(_("There is no quiz of this class to tell of."))
    if line.mean is None:
        return str(_("There is no mark yet."))
    if line.count == len(line.entries):
        said = ngettext(
            "%(mean)s out of %(scale)s, in one quiz.", "%(mean)s out of %(scale)s on average, in %(num)s quizzes.",
            line.count, mean=words.mark(line.mean), scale=SCALE,
        )  # fmt: skip
    else:
        said = ngettext(
            "%(mean)s out of %(scale)s, in %(num)s of %(all)s quizzes.",
            "%(mean)s out of %(scale)s on average, in %(num)s of %(all)s quizzes.",
            line.count, mean=words.mark(line.mean), scale=SCALE, all=len(line.entries),
        )  # fmt: skip
    return str(said)


def _quiz(column: BookColumn, entry: BookEntry, told: Mapping[datetime, str]) -> MemberQuiz:
    quiz, median = column.quiz, column.median
    return MemberQuiz(
        quiz.title,
        quiz.language,
        told[column.at],
        url_for("results.quiz", slug=quiz.slug),
        pages.cell(entry),
        "" if median is None else words.mark(median),
        None if entry.share is None else pages.place(entry.share),
        None if median is None else pages.place(median),
        tuple(_tries(quiz.slug, entry)),
    )


def _tries(slug: str, entry: BookEntry) -> Iterator[TryLink]:
    """Every attempt, as they ended."""
    for one in entry.sittings:
        address = url_for("results.attempt", slug=slug, attempt_id=one.attempt_id)
        yield TryLink(address, _mark(one), _which(one, entry), one.finished_at or one.started_at, one == entry.kept)


def _mark(one: BookTry) -> str:
    if one.finished_at is None:
        return str(_("%(responded)s of %(asked)s", responded=one.responded, asked=one.asked))
    return str(_("no points")) if one.share is None else words.mark(one.share)


def _which(one: BookTry, entry: BookEntry) -> str:
    if one.finished_at is None:
        return str(_("running"))
    if not one.whole:
        return str(_("only what was missed before"))
    return str(_("%(nth)s try", nth=words.ordinal(entry.tries.index(one) + 1)))


def _missed(one: PassageRecord, records: Records, *, shared: bool) -> MissedByOne:
    last = one.times[-1]
    return MissedByOne(
        one.words,
        one.bank.language,
        one.bank.title,
        one.paragraph,
        records.day(last),
        records.address(last),
        shared,
    )


def _neighbour(found: MemberBook, look: BookLook, at: int) -> Neighbour:
    member = found.book.lines[at].member
    return Neighbour(member.name, look.member(found.book.found.id, member.id))
