"""Aiken: a question on a line, its options below it, and a line that names the right one.

Source: Moodle 4.5, question/format/aiken/format.php, and its documentation. Labels are capital letters with « . » or
« ) »; « ANSWER: » is in capitals and names one letter.
"""

import re
from collections.abc import Mapping
from itertools import pairwise
from string import ascii_uppercase

from quizapp.domain.banks import Bank, Choice, Kind, Question, shares
from quizapp.formats.building.assembly import Assembly, FoundQuestion, Place, Unkeyed
from quizapp.formats.file import File, Format, Writer
from quizapp.formats.problems import Progress, Report
from quizapp.formats.syntax.text import PHP_BLANKS
from quizapp.formats.texts import markup

NAME = "Aiken"
_OPTION = re.compile(r"([A-Z])[).][ \t]?(.*)")
_ANSWER = re.compile(r"ANSWER:\s*(.*)")
_OTHER = re.compile(r"[A-Z][).]|ANSWER:|[a-z]+[ \t]*:")
"""How a line begins that is an option, an answer, or a field of another kind of file."""
_FAR = 2**16
"""Characters that are looked through for what another program may have added to some of its questions."""
_LOOSE = re.compile(
    r"\n(?:(?:SCORE|ANSWER_EXPLANATION|EXPLANATION|RATIONALE|FEEDBACK|TAGS|POINTS|DESCRIPTION)[ \t]*:"
    r"|[ \t]*[\u00a0\u2000-\u200b\u202f\u3000\ufeff][\s\u200b]*(?:A[.)].*\n\s*B|B[.)].*\n\s*C)[.)]"
    r"|[^\x00-\x7f][.)]\s)"
)
"""What Aiken knows nothing of, and who reads what people type does."""


def _resembles(file: File) -> bool:
    """Whether an option is followed by a line that names the right one."""
    return "ANSWER:" in file.head and _has_answer(file.head) and not _LOOSE.search(f"\n{file.beginning(_FAR)}")


def _has_answer(text: str) -> bool:
    lines = (line.strip(PHP_BLANKS) for line in text.split("\n") if line.strip())
    return any(following.startswith("ANSWER:") and _OPTION.fullmatch(one) for one, following in pairwise(lines))


def _read(file: File, progress: Progress) -> Report:
    """The bank in an Aiken file, or what is wrong with it."""
    assembly = file.assembly(NAME, as_text=True)
    reader = _Reader(assembly)
    for number, line in enumerate(file.text.split("\n"), start=1):
        reader.take(number, line.strip(PHP_BLANKS))
    reader.end()
    return assembly.report(file.name)


class _Reader:
    """Takes a file line by line; what it holds is the question that is being read."""

    def __init__(self, assembly: Assembly) -> None:
        self._assembly = assembly
        self._stem, self._line = "", 0
        self._options: list[tuple[str, str]] = []

    def take(self, number: int, line: str) -> None:
        if not line.strip():
            return
        if answer := _ANSWER.fullmatch(line):
            self._answer(number, answer[1])
        elif option := _OPTION.fullmatch(line):
            if self._stem:
                self._options.append((option[1], option[2].strip()))
            else:
                self._assembly.note("option-without-question", Place(number), text=line)
        else:
            # Moodle keeps the last line before the options, and drops what stood before it without a word.
            if self._options:
                self._unanswered()
            elif self._stem:
                self._assembly.note("second-question-line", Place(self._line), text=self._stem)
            self._stem, self._line = line.strip(), number

    def end(self) -> None:
        if self._stem:
            self._unanswered()

    def _unanswered(self) -> None:
        place = Place(self._line)
        if len({label for label, _ in self._options}) > 1:
            self._ask(place, "", ("no-answer-line", place))
        else:
            self._assembly.failed("no-answer-line", place, self._found("")[0])
        self._clear()

    def _answer(self, number: int, letter: str) -> None:
        labels = [label for label, _ in self._options]
        if not self._stem:
            self._assembly.note("answer-without-question", Place(number))
        elif len(set(labels)) < len(labels):
            twice = next(a for a in labels if labels.count(a) > 1)
            self._assembly.failed("label-twice", Place(self._line), self._found("")[0], label=twice)
        elif letter[:1] not in labels:
            values = {"letter": letter, "known": ", ".join(labels)}
            if len(labels) > 1:
                self._ask(Place(self._line), "", ("answer-is-no-option", Place(number), values))
            else:
                self._assembly.failed("answer-is-no-option", Place(number), self._found("")[0], **values)
        else:
            if letter[1:].strip(" .)"):  # Moodle reads the first letter and no further.
                self._assembly.note("several-letters", Place(number), text=letter, letter=letter[0])
            self._ask(Place(self._line), letter[0])
        self._clear()

    def _ask(self, place: Place, letter: str, unkeyed: Unkeyed | None = None) -> None:
        self._assembly.ask(place, *self._found(letter), unkeyed)

    def _found(self, letter: str) -> tuple[FoundQuestion, frozenset[str]]:
        """The question, with the option of that letter as its key, and what its texts lost."""
        worth = shares(Kind.SINGLE, [label == letter for label, _ in self._options])
        # Moodle makes pages of these texts, and typesets the formulas in them.
        stem, *said = [markup.of_plain(text) for text in (self._stem, *(text for _, text in self._options))]
        choices = [Choice(read.text, share) for read, share in zip(said, worth, strict=True)]
        lost = frozenset(stem.lost.union(*(read.lost for read in said)))
        return FoundQuestion(Kind.SINGLE, stem.text, choices), lost

    def _clear(self) -> None:
        self._stem, self._line = "", 0
        self._options = []


# --- back ---


def _write(bank: Bank, pictures: Mapping[str, bytes]) -> bytes:
    return "\n\n".join(map(_block, bank.questions)).encode() + b"\n"


def _block(question: Question) -> str:
    options = [f"{ascii_uppercase[place]}) {_line(choice.text)}" for place, choice in enumerate(question.choices)]
    return "\n".join([_stem(question.stem), *options, f"ANSWER: {ascii_uppercase[min(question.key)]}"])


def _stem(text: str) -> str:
    """A blank that nobody trims keeps it a question: what looks like another line, and what Moodle finds too short."""
    line = _line(text)
    return f"\u00a0{line}" if len(line) < 2 or _OTHER.match(line) else line


def _line(text: str) -> str:
    return re.sub(r"[\r\n]+", " ", text)


FORMAT = Format(NAME, _resembles, _read)
WRITER = Writer("aiken", NAME, "txt", "text/plain; charset=utf-8", frozenset(), _write)
