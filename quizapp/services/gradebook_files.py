"""The marks of a class in one quiz as files: our own table, and those that other gradebooks take in.

What they take was read in their own sources. Canvas (`lib/gradebook_importer.rb`): the columns « Student », « ID »,
« SIS User ID », « SIS Login ID » and « Section », then one for each assignment, and a row « Points Possible »; who it
is, is known by either of the SIS columns, else by the name. Moodle (`grade/import/csv/classes/load_data.php`): any
columns, of which the teacher says by which one users are known; a row in which that is empty would give its mark to
the user of the row before, so such rows are left out; « - » is no grade, and an empty one may become 0. PRONOTE takes
a column that was copied in a spreadsheet.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from enum import StrEnum
from io import BytesIO
from typing import IO

from quizapp.domain.books import MarkState
from quizapp.domain.classes import Member
from quizapp.domain.exports import Ending
from quizapp.domain.scales import Scale, ScaleKind
from quizapp.formats.problems import N_
from quizapp.services import downloads, workbooks
from quizapp.services.downloads import Cell, Dialect, Row, VerbatimText
from quizapp.services.gradebooks import Gradebook, GradeLine

Say = Callable[[str], str]
"""A message in the language of the file."""
NO_GRADE = VerbatimText("-")
"""As Moodle says it."""
STANDINGS = {
    MarkState.KEPT: N_("finished"),
    MarkState.RUNNING: N_("running"),
    MarkState.MISSING: N_("did not come"),
    MarkState.UNMARKED: N_("no points"),
}
_EMAIL, _NUMBER = "Email address", "ID number"


class Destination(StrEnum):
    """For whom a file is."""

    CSV = "csv"
    XLSX = "xlsx"
    PRONOTE = "pronote"
    MOODLE = "moodle"
    CANVAS = "canvas"

    @property
    def ending(self) -> Ending:
        return Ending.XLSX if self is Destination.XLSX else Ending.CSV

    def file_name(self, slug: str) -> str:
        """What the file is called."""
        of_ours = self in (Destination.CSV, Destination.XLSX)
        return f"{slug}-marks.{self}" if of_ours else f"{slug}-{self}.{self.ending}"


def written(book: Gradebook, destination: Destination, language: str, say: Say) -> IO[bytes]:
    """To be read from its start."""
    file = BytesIO()
    match destination:
        case Destination.XLSX:
            workbooks.write_xlsx(file, book.quiz.slug, rows(book, say))
        case Destination.CSV:
            downloads.write_csv(file, rows(book, say), downloads.dialect_of(language))
        case Destination.PRONOTE:
            downloads.write_csv(file, pronote(book, say), Dialect.COMMA)
        case Destination.MOODLE:
            downloads.write_csv(file, moodle(book), Dialect.POINT)
        case Destination.CANVAS:
            downloads.write_csv(file, canvas(book), Dialect.POINT)
    file.seek(0)
    return file


def heading(scale: Scale, say: Say) -> str:
    """Of the marks."""
    if scale.kind is ScaleKind.LETTERS:
        return say(N_("Grade"))
    if scale.kind is ScaleKind.PER_CENT:
        return say(N_("Mark in per cent"))
    return say(N_("Mark out of %(scale)s")) % {"scale": scale.top}


def rows(book: Gradebook, say: Say) -> Iterator[Row]:
    """Ours: every reader of the class, with what is known of each."""
    members = [line.member for line in book.lines]
    in_parts, known = any(one.family for one in members), any(one.identifier for one in members)
    yield [
        *([say(N_("Family name")), say(N_("First name"))] if in_parts else [say(N_("Name"))]),
        *([say(N_("E-mail or number"))] if known else []),
        heading(book.scale, say),
        say(N_("Points")),
        say(N_("Maximum")),
        say(N_("State")),
    ]
    for line in book.lines:
        score = line.score
        yield [
            *(_parts(line.member) if in_parts else (line.member.name,)),
            *([line.member.identifier] if known else []),
            line.mark,
            None if score is None else score.score,
            None if score is None else score.maximum,
            say(STANDINGS[line.standing]),
        ]


def pronote(book: Gradebook, say: Say) -> Iterator[Row]:
    """Names, then the column to be copied; why there is no mark stands beside it."""
    yield [say(N_("Family name")), say(N_("First name")), heading(book.scale, say), say(N_("State"))]
    for line in book.lines:
        yield [*_parts(line.member), line.mark, say(STANDINGS[line.standing])]


def moodle(book: Gradebook) -> Iterator[Row]:
    """Only who can be known in it, for a row without that would overwrite another's mark; all where nobody can."""
    column = moodle_column(book)
    yield ["First name", "Last name", *([column] if column else []), book.quiz.title]
    for line in book.lines:
        if not column or _is_in(line, column):
            family, given = _parts(line.member)
            mark: Cell = NO_GRADE if line.mark is None else line.mark
            yield [given, family, *([line.member.identifier] if column else []), mark]


def canvas(book: Gradebook) -> Iterator[Row]:
    yield ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", book.quiz.title]
    yield [VerbatimText("    Points Possible"), None, None, None, None, Decimal(book.scale.top)]
    for line in book.lines:
        one = line.member
        by_login = "@" in one.identifier
        sortable = f"{one.family}, {one.given}" if one.family and one.given else one.name
        yield [
            sortable,
            None,
            None if by_login else one.identifier,
            one.identifier if by_login else None,
            None,
            line.mark,
        ]


def moodle_column(book: Gradebook) -> str:
    """By what Moodle is to know the readers: what most have; empty where the class list has neither."""
    counted = Counter(_column_of(line.member) for line in book.lines if line.member.identifier)
    return max(sorted(counted), key=lambda one: counted[one], default="")


def unmatched(book: Gradebook, destination: Destination) -> int:
    """How many rows that program cannot match by itself, for the class list has not by what it knows them."""
    match destination:
        case Destination.MOODLE:
            column = moodle_column(book)
            return sum(not column or not _is_in(line, column) for line in book.lines)
        case Destination.CANVAS:
            return sum(not line.member.identifier for line in book.lines)
        case _:
            return len(book.lines)


def _is_in(line: GradeLine, column: str) -> bool:
    return bool(line.member.identifier) and _column_of(line.member) == column


def _column_of(member: Member) -> str:
    return _EMAIL if "@" in member.identifier else _NUMBER


def _parts(member: Member) -> tuple[str, str]:
    """The family name, or the whole, and the first name."""
    return (member.family, member.given) if member.family else (member.name, "")
