"""A class's book as a file that spreadsheets open: a row for each reader, a column for each quiz."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from math import floor
from typing import IO
from zoneinfo import ZoneInfo

from quizapp.domain.books import SCALE, BookEntry, MarkState
from quizapp.domain.exports import Ending
from quizapp.domain.zones import on
from quizapp.formats.problems import N_
from quizapp.services import downloads, workbooks
from quizapp.services.books import Book
from quizapp.services.downloads import Cell, Row

Say = Callable[[str], str]
"""A message in the language of the file."""

_HUNDREDTH = Decimal("0.01")
_OUT_OF = N_("%(title)s, %(day)s (out of %(scale)s)")
_KNOWN = ((N_("Family name"), "family"), (N_("First name"), "given"), (N_("E-mail or number"), "identifier"))
_STANDINGS = {
    MarkState.MISSING: N_("missing"),
    MarkState.RUNNING: N_("running"),
    MarkState.UNMARKED: N_("no points"),
}


def written(book: Book, ending: Ending, language: str, say: Say, zone: ZoneInfo) -> IO[bytes]:
    """As CSV or XLSX, to be read from its start."""
    file = BytesIO()
    if ending is Ending.XLSX:
        workbooks.write_xlsx(file, book.found.name, rows(book, say, zone))
    else:
        downloads.write_csv(file, rows(book, say, zone), downloads.dialect_of(language))
    file.seek(0)
    return file


def rows(book: Book, say: Say, zone: ZoneInfo) -> Iterator[Row]:
    """The headings, then the readers by name; where a mark is missing a word stands, which no spreadsheet adds up."""
    titles = [
        say(_OUT_OF) % {"title": one.quiz.title, "day": on(one.at, zone).date(), "scale": SCALE} for one in book.columns
    ]
    parts = _parts(book)
    yield [
        say(N_("Name")),
        *(say(heading) for heading, _ in parts),
        *titles,
        say(N_("Mean out of %(scale)s")) % {"scale": SCALE},
        say(N_("Marks")),
    ]
    for line in book.lines:
        told = (str(getattr(line.member, field)) for _, field in parts)
        yield [line.member.name, *told, *(_cell(one, say) for one in line.entries), _mark(line.mean), line.count]


def _parts(book: Book) -> list[tuple[str, str]]:
    """What else is known of some reader, by its heading."""
    return [one for one in _KNOWN if any(getattr(line.member, one[1]) for line in book.lines)]


def _cell(entry: BookEntry, say: Say) -> Cell:
    return say(_STANDINGS[entry.standing]) if entry.share is None else _mark(entry.share)


def _mark(share: Fraction | None) -> Cell:
    """To two decimals; half a hundredth is rounded up."""
    return None if share is None else floor(share * SCALE * 100 + Fraction(1, 2)) * _HUNDREDTH
