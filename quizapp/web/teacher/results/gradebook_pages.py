"""What the template of a class's marks in one quiz sees: who is on the list, and what each has on the scale chosen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from flask import url_for
from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from quizapp.domain.quizzes import Quiz
from quizapp.domain.scales import USUAL_LETTERS, BadLetters, Rounding, Scale, ScaleKind, grades
from quizapp.formats.problems import N_
from quizapp.services import gradebook_files
from quizapp.services.gradebook_files import STANDINGS, Destination
from quizapp.services.gradebooks import Gradebook, GradeLine, GradeOrder
from quizapp.web import i18n
from quizapp.web.errors import Unfit
from quizapp.web.teacher.heads import QuizHead

LONGEST_LETTERS = 500
BAD_LETTERS = N_("Write the letters from the best down, each with the per cent from which it is given: A 85, B 70, C.")
NUMBERS_ONLY = N_("PRONOTE takes numbers: choose points instead of letters for it.")
_NO_SCALE = N_("Marks have no such scale, rounding or order.")
_KINDS: Mapping[ScaleKind, str] = {
    ScaleKind.OF_20: N_("out of 20"),
    ScaleKind.OF_10: N_("out of 10"),
    ScaleKind.PER_CENT: N_("in per cent"),
    ScaleKind.LETTERS: N_("in letters"),
}
_ROUNDINGS: Mapping[Rounding, str] = {
    Rounding.TENTH: N_("to a tenth"),
    Rounding.TENTH_UP: N_("up to a tenth"),
    Rounding.HALF: N_("to a half"),
    Rounding.HALF_UP: N_("up to a half"),
    Rounding.WHOLE: N_("to a whole"),
    Rounding.WHOLE_UP: N_("up to a whole"),
    Rounding.HUNDREDTH: N_("to a hundredth"),
}


@dataclass(frozen=True, slots=True)
class GradeLook:
    """On which scale marks are looked at, and in which order."""

    kind: ScaleKind
    rounding: Rounding
    letters: str
    """As typed."""
    order: GradeOrder
    fault: str = ""
    """What is wrong with the letters, or with them for a file; else empty."""

    @property
    def scale(self) -> Scale:
        """Of letters that cannot be read the usual ones: nothing is shown by them."""
        if self.kind is not ScaleKind.LETTERS:
            return Scale(self.kind, self.rounding)
        return Scale(self.kind, self.rounding, grades(USUAL_LETTERS if self.fault == BAD_LETTERS else self.letters))

    @property
    def query(self) -> dict[str, str]:
        return {"scale": self.kind, "rounding": self.rounding, "letters": self.letters, "sort": self.order}


def looking(args: Mapping[str, str]) -> GradeLook:
    """What was sent of it. Raises Unfit."""
    usual = ScaleKind.OF_20 if i18n.language() == "fr" else ScaleKind.PER_CENT
    try:
        kind = ScaleKind(args.get("scale") or usual)
        rounding = Rounding(args.get("rounding") or Rounding.TENTH)
        order = GradeOrder(args.get("sort") or GradeOrder.FAMILY)
    except ValueError:
        raise Unfit(_NO_SCALE) from None
    letters = args.get("letters", USUAL_LETTERS)
    return GradeLook(
        kind, rounding, letters, order, BAD_LETTERS if kind is ScaleKind.LETTERS and _is_bad(letters) else ""
    )


def _is_bad(letters: str) -> bool:
    if len(letters) > LONGEST_LETTERS:
        return True
    try:
        grades(letters)
    except BadLetters:
        return True
    return False


@dataclass(frozen=True, slots=True)
class GradeOption:
    sent: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class GradeHeading:
    words: str
    address: str
    """Where the rows stand by it; empty where they do, or cannot."""
    way: str
    """As ARIA says it, where they do."""
    is_mark: bool = False


@dataclass(frozen=True, slots=True)
class GradeRow:
    names: tuple[str, ...]
    identifier: str
    mark: str
    standing: str
    """Why there is none; else empty."""
    score: str
    attempt: str
    """Its address, where one is the mark."""


@dataclass(frozen=True, slots=True)
class GradeFile:
    address: str
    words: str
    said: tuple[str, ...]
    """How it is taken in there, and what must be done by hand."""


@dataclass(frozen=True, slots=True)
class MarksPage:
    head: QuizHead
    class_name: str
    fault: str
    letters: str
    scales: tuple[GradeOption, ...]
    roundings: tuple[GradeOption, ...]
    sent: Mapping[str, str]
    headings: tuple[GradeHeading, ...]
    rows: tuple[GradeRow, ...]
    absent: int
    files: tuple[GradeFile, ...]
    longest: int = LONGEST_LETTERS
    template: ClassVar[str] = "teacher/results/marks.html"

    @property
    def quiz(self) -> Quiz:
        return self.head.quiz


def marks_page(book: Gradebook, head: QuizHead, look: GradeLook) -> MarksPage:
    in_parts = any(line.member.family for line in book.lines)
    return MarksPage(
        head=head,
        class_name=book.found.name,
        fault=str(_(look.fault)) if look.fault else "",
        letters=look.letters,
        scales=tuple(GradeOption(one, str(_(said)), one is look.kind) for one, said in _KINDS.items()),
        roundings=tuple(GradeOption(one, str(_(said)), one is look.rounding) for one, said in _ROUNDINGS.items()),
        sent=look.query,
        headings=tuple(_headings(book, look, in_parts=in_parts)),
        rows=tuple(_row(line, book, in_parts=in_parts) for line in book.lines) if look.fault != BAD_LETTERS else (),
        absent=sum(not line.entry.sittings for line in book.lines),
        files=tuple(_files(book)),
    )


def _headings(book: Gradebook, look: GradeLook, *, in_parts: bool) -> Iterator[GradeHeading]:
    mark = gradebook_files.heading(book.scale, _)
    names = {GradeOrder.FAMILY: _("Family name"), GradeOrder.GIVEN: _("First name")}
    wanted = names if in_parts else {GradeOrder.FAMILY: _("Name")}
    for order, words in {**wanted, GradeOrder.MARK: mark}.items():
        here, is_mark = order is look.order, order is GradeOrder.MARK
        way = ("descending" if is_mark else "ascending") if here else ""
        there = look.query | {"sort": order}
        address = "" if here else url_for("gradebooks.marks", slug=book.quiz.slug, **there)  # type: ignore[arg-type]
        yield GradeHeading(str(words), address, way, is_mark)


def _row(line: GradeLine, book: Gradebook, *, in_parts: bool) -> GradeRow:
    member, score, kept = line.member, line.score, line.entry.kept
    return GradeRow(
        (member.family or member.name, member.given) if in_parts else (member.name,),
        member.identifier,
        format_decimal(line.mark) if isinstance(line.mark, Decimal) else line.mark or "",
        "" if line.mark is not None else str(_(STANDINGS[line.standing])),
        "" if score is None else f"{i18n.points(score.score)} / {i18n.points(score.maximum)}",
        "" if kept is None else url_for("results.attempt", slug=book.quiz.slug, attempt_id=kept.attempt_id),
    )


def _files(book: Gradebook) -> Iterator[GradeFile]:
    table = _("For a spreadsheet: every reader of the class, also who did not come.")
    said: Mapping[Destination, tuple[str, ...]] = {
        Destination.XLSX: (table,),
        Destination.CSV: (table,),
        Destination.PRONOTE: (
            _("Open it in a spreadsheet, copy the column of marks and paste it into the column of your test."),
            _("PRONOTE is not told whose marks they are: match them by hand, comparing first and last names."),
        ),
        Destination.MOODLE: tuple(_of_moodle(book)),
        Destination.CANVAS: tuple(_of_canvas(book)),
    }
    for one, sentences in said.items():
        address = url_for("gradebooks.file", slug=book.quiz.slug, destination=one)
        yield GradeFile(address, _NAMES[one], tuple(map(str, sentences)))


_NAMES: Mapping[Destination, str] = {
    Destination.XLSX: "XLSX",
    Destination.CSV: "CSV",
    Destination.PRONOTE: "PRONOTE",
    Destination.MOODLE: "Moodle",
    Destination.CANVAS: "Canvas",
}


def _of_moodle(book: Gradebook) -> Iterator[str]:
    column, left = gradebook_files.moodle_column(book), gradebook_files.unmatched(book, Destination.MOODLE)
    if not column:
        yield _("The class list has neither e-mail addresses nor numbers: it must be matched by hand.")
        return
    yield _("Import it in the grades as a CSV file, and have users known by “%(column)s”.", column=column)
    if left:
        yield ngettext(
            "%(num)s reader is left out, of whom the list has none: that mark must be entered by hand.",
            "%(num)s readers are left out, of whom the list has none: their marks must be entered by hand.",
            left,
        )


def _of_canvas(book: Gradebook) -> Iterator[str]:
    yield _("Import it in the gradebook: readers are known by their log-in or number, else by their names.")
    if left := gradebook_files.unmatched(book, Destination.CANVAS):
        yield ngettext(
            "The class list has neither of %(num)s reader, who must be matched by hand.",
            "The class list has neither of %(num)s readers, who must be matched by hand.",
            left,
        )
