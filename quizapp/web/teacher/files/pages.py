"""What the templates about files see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flask_babel import get_locale
from flask_babel import gettext as _

from quizapp.domain.banks import Bank, Question
from quizapp.domain.collation import collated
from quizapp.domain.quizzes import LONGEST_TITLE
from quizapp.domain.texts import plain
from quizapp.formats.homes import HOMES, Home
from quizapp.formats.problems import N_, Guess, Problem, SheetStart, sentence, told
from quizapp.formats.sheets.table import column_letter
from quizapp.services.checking import Preview, ShownProblem
from quizapp.services.loading import WaitingFile, is_untitled, kept_until
from quizapp.services.mending import Piece, ShownText
from quizapp.web.articles import MarkedArticle
from quizapp.web.pagers import Pager
from quizapp.web.teacher.cards import QuestionCard, cards, marked, parts_of
from quizapp.web.teacher.doubles import OtherBanks
from quizapp.web.words import letter

PROBLEMS_A_PAGE = 200
_LANGUAGES = (
    "ar", "ca", "cs", "da", "de", "el", "en", "es", "eu", "fi", "fr", "ga", "he", "hr", "hu", "id", "it", "ja", "ko",
    "la", "lt", "lv", "nb", "nl", "oc", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "th", "tr", "uk", "vi", "zh",
)  # fmt: skip
"""Of banks, for a teacher to choose from; a file of our own format may name any."""
_HOLDINGS = (
    ("-", N_("leave out")),
    ("question", N_("question")),
    ("choice", N_("choice")),
    ("right-choice", N_("right choice")),
    ("right", N_("which is right")),
    ("flag", N_("whether the choice before is right")),
    ("feedback", N_("explanation")),
    ("category", N_("category")),
    ("tags", N_("tags")),
    ("points", N_("points")),
    ("id", N_("id")),
)
_UNKEYED_A_PAGE = 50
_NOTICES = {
    "beside": N_(
        "Another tab has changed this text meanwhile. Nothing is lost: yours is kept here, as a file of its own."
    ),
    "no-title": N_("Write a title first: nothing was published yet."),
    "too-many": N_("You have 40 files to mend. Publish or drop one first."),
    "too-many-drafts": N_("You have a hundred drafts. Publish or delete one first."),
    "too-large": N_(
        "A bank of more than 2,000 questions is better changed in its file: mend it there, and load it again."
    ),
}
"""Why the page is shown again, by its code."""


@dataclass(frozen=True, slots=True)
class LoadPage:
    empty: bool = False
    """Whether the form came without a file or text."""
    blanks: Sequence[tuple[str, str]] = (("xlsx", "Excel"), ("csv", "CSV"), ("yaml", "YAML"), ("gift", "GIFT"))
    """Files to begin with: the format that asks for one, and what teachers call it."""
    homes: Sequence[Home] = HOMES
    template: ClassVar[str] = "teacher/files/load.html"


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """A file that is still being read; the page asks again by itself."""

    address: str
    name: str
    questions_read: int
    template: ClassVar[str] = "teacher/files/reading.html"


@dataclass(frozen=True, slots=True)
class ProblemLine:
    member: str
    """The file inside the package."""
    line: int
    place: str
    """Where in that file, or in the one file there is."""
    excerpt: str
    text: str
    hint: str


@dataclass(frozen=True, slots=True)
class GuessLine:
    """How something was taken that the file does not say, with a button for each other way."""

    option: str
    said: str
    offers: Sequence[tuple[str, str]]
    """The value that each button sends, and its words."""


@dataclass(frozen=True, slots=True)
class Unkeyed:
    """A question without a key, for its teacher to tick what is right."""

    number: int
    stem: str
    choices: Sequence[tuple[str, str]]
    """The letter and the words of each."""


@dataclass(frozen=True, slots=True)
class PieceLine:
    """Some lines of the text, with what is wrong in them."""

    piece: Piece
    problems: Sequence[ProblemLine]

    @property
    def rows(self) -> int:
        """How many lines the field for it is high."""
        return min(40, self.piece.text.count("\n") + 2)


@dataclass(frozen=True, slots=True)
class ColumnsTable:
    """The first rows of a table, each column with what it holds, for its teacher to say."""

    sheet: SheetStart
    holdings: Sequence[tuple[str, str]]
    """What a column may hold: the word that is sent, and what it is called."""

    @property
    def columns(self) -> Sequence[tuple[int, str, str, str]]:
        """The number of each, what spreadsheets call it, what it holds, and how it looks for that."""
        return [(at, column_letter(at), word, _look(word)) for at, word in enumerate(self.sheet.columns, start=1)]

    @property
    def rows(self) -> Sequence[tuple[bool, Sequence[tuple[str, str]]]]:
        """Whether a row only names the columns; its cells, and how the column of each looks."""
        looks = list(map(_look, self.sheet.columns))
        return [
            (self.sheet.heading and number == 0, list(zip(row, looks, strict=True)))
            for number, row in enumerate(self.sheet.rows)
        ]

    @property
    def left(self) -> int:
        """How many rows follow."""
        return self.sheet.row_count - len(self.sheet.rows)


def _look(word: str) -> str:
    return {"-": "left", "right": "right", "right-choice": "right", "flag": "right"}.get(word, "held")


@dataclass(frozen=True, slots=True)
class PreviewPage:
    address: str
    name: str
    revision: int
    kept_until: datetime
    format: str
    encoding: str
    question_count: int
    problems: Sequence[ProblemLine]
    """Those that no piece of the text below shows."""
    problem_count: int
    warnings: Sequence[ProblemLine]
    warning_count: int
    left_out: Sequence[ProblemLine]
    aside: int
    """How many of those want nothing but a key."""
    guesses: Sequence[GuessLine]
    title: str
    """As it is, or as the teacher has said."""
    is_untitled: bool
    """Whether it is to be called something before it is published."""
    language: str
    """Empty where it is not known."""
    languages: Sequence[tuple[str, str]]
    may_say: bool
    """Whether title and language may be said here: those of our own format stand in the file."""
    unkeyed: Sequence[Unkeyed]
    table: ColumnsTable | None
    text: ShownText | None
    pieces: Sequence[PieceLine]
    takes_draft: bool
    """Whether its questions may be taken as a draft."""
    bank: Bank | None
    version: int | None
    """The current version, which publishing would follow."""
    counts: Mapping[str, int]
    """added, changed, unchanged, removed: numbers of questions."""
    removed: Sequence[Question]
    text_changed: bool
    nothing: bool
    cards: Sequence[QuestionCard]
    """Those of the bank, or of what was read of it."""
    pager: Pager
    article: MarkedArticle | None
    notice: str
    other_banks: OtherBanks | None = None
    """What they ask too, where that was asked for."""
    most: ClassVar[int] = PROBLEMS_A_PAGE
    longest_title: ClassVar[int] = LONGEST_TITLE
    template: ClassVar[str] = "teacher/files/preview.html"

    @property
    def offers_text(self) -> bool:
        """Whether the whole text can be asked for, and is not shown yet."""
        return self.text is not None and self.text.may_be_whole and not self.text.is_whole


def preview_page(file: WaitingFile, preview: Preview, part: int, text: ShownText | None, notice: str) -> PreviewPage:
    bank, changes, upload = preview.bank, preview.changes, file.upload
    shown = bank or preview.unfinished
    pieces = _pieces(text, preview.problems)
    beside = [one for one in preview.problems if not any(_is_in(one.problem, line.piece) for line in pieces)]
    return PreviewPage(
        address=upload.address,
        name=preview.name,
        revision=upload.revision,
        kept_until=kept_until(upload),
        format=_(preview.format) if preview.format else "",
        encoding=preview.encoding,
        question_count=preview.question_count,
        problems=_problem_lines(beside),
        problem_count=len(preview.problems),
        warnings=_problem_lines(preview.warnings),
        warning_count=len(preview.warnings),
        left_out=_problem_lines(preview.left_out),
        aside=preview.aside,
        guesses=[_guess_line(guess) for guess in preview.guesses],
        title=shown.title if shown and not is_untitled(shown) else "",
        is_untitled=is_untitled(bank),
        language=shown.language if shown and shown.language != "und" else "",
        languages=_languages(shown.language if shown and shown.language != "und" else ""),
        may_say=shown is not None and preview.may_say,
        unkeyed=_unkeyed(preview.unfinished, preview.damaged),
        table=ColumnsTable(preview.sheet, [(word, _(name)) for word, name in _HOLDINGS]) if preview.sheet else None,
        text=text,
        pieces=pieces,
        takes_draft=shown is not None,
        bank=bank,
        version=preview.version,
        counts=_counts(preview),
        removed=changes.removed[:PROBLEMS_A_PAGE] if changes else (),
        text_changed=bool(changes and changes.text_changed),
        nothing=bool(changes and changes.nothing),
        cards=cards(bank, part, _marks(preview)) if bank else (),
        pager=Pager(part, parts_of(bank)),
        article=marked(bank) if bank and part == 1 else None,
        notice=_(_NOTICES[notice]) if notice in _NOTICES else "",
    )


def _marks(preview: Preview) -> Mapping[str, str]:
    """What is new or changed against the current version, by the ids of the questions."""
    if preview.changes is None or preview.version is None:
        return {}
    marks = {question.id: "added" for question in preview.changes.added}
    return marks | {change.after.id: "changed" for change in preview.changes.changed}


def _counts(preview: Preview) -> Mapping[str, int]:
    changes = preview.changes
    return {
        "added": len(changes.added) if changes else 0,
        "changed": len(changes.changed) if changes else 0,
        "unchanged": len(changes.unchanged) if changes else 0,
        "removed": len(changes.removed) if changes else 0,
    }


def _guess_line(guess: Guess) -> GuessLine:
    offers = [(sense.value, told(guess, sense, _)) for sense in guess.others]
    return GuessLine(guess.option, told(guess, guess.taken, _), offers)


def _unkeyed(bank: Bank | None, damaged: Sequence[int]) -> Sequence[Unkeyed]:
    """Those that want nothing but a key: others are completed in a draft, or mended in the text."""
    others = frozenset(damaged)
    questions = ((at + 1, one) for at, one in enumerate(bank.questions if bank else ()) if at not in others)
    without = ((number, one) for number, one in questions if len(one.choices) > 1 and not one.is_keyed)
    found = [
        Unkeyed(number, plain(one.stem), [(letter(at), plain(choice.text)) for at, choice in enumerate(one.choices)])
        for number, one in without
    ]
    return found[:_UNKEYED_A_PAGE]


def _languages(taken: str) -> Sequence[tuple[str, str]]:
    """Those that a bank may be in by their names, in the order of the page's language; the one taken among them."""
    names = get_locale().languages
    known = {code: str(names.get(code, code)) for code in (*_LANGUAGES, *([taken] if taken else []))}
    return sorted(known.items(), key=lambda one: collated(one[1]))


def _pieces(text: ShownText | None, problems: Sequence[ShownProblem]) -> Sequence[PieceLine]:
    if text is None:
        return ()
    return [
        PieceLine(piece, _problem_lines(one for one in problems if _is_in(one.problem, piece))) for piece in text.pieces
    ]


def _is_in(problem: Problem, piece: Piece) -> bool:
    return piece.first <= problem.line <= piece.last and not (problem.member or problem.cell)


def _problem_lines(problems: Iterable[ShownProblem]) -> list[ProblemLine]:
    lines = []
    for one in list(problems)[:PROBLEMS_A_PAGE]:
        text, hint = sentence(one.problem, _)
        at = one.problem
        lines.append(ProblemLine(at.member, at.line, _place(at), one.excerpt, text, hint))
    return lines


def _place(at: Problem) -> str:
    if at.cell:
        return str(_("cell %(cell)s", cell=at.cell))
    if at.line:
        return str(_("line %(line)s, column %(column)s", line=at.line, column=at.column))
    return "" if at.member else str(_("the file"))
