"""What a bank file has wrong with it: a code, a place and values; its sentence stands in the catalogue.

Browser and command line pass their own `gettext` to `sentence`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeVar

from quizapp.domain.banks import Bank, Question
from quizapp.formats.catalogue import CATALOGUE, GUESSES, N_, Severity

__all__ = [
    "CATALOGUE",
    "ENCODING",
    "GUESSES",
    "NOTHING_SAID",
    "N_",
    "Guess",
    "Options",
    "Problem",
    "Progress",
    "Report",
    "Sense",
    "Severity",
    "SheetStart",
    "sentence",
    "told",
    "unheard",
    "watched",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong, or doubtful, at one place. Lines and columns count from 1; 0 means the file as a whole."""

    code: str
    line: int = 0
    column: int = 0
    values: Mapping[str, object] = field(default_factory=dict)
    member: str = ""
    """The file inside the package, where it is one; lines and columns are its own."""
    cell: str = ""
    """The cell of a sheet, such as C8."""
    text: str = ""
    """What stands there, where it cannot be seen from the line of a text file."""

    @property
    def severity(self) -> Severity:
        return CATALOGUE[self.code].severity


@dataclass(frozen=True, slots=True)
class Sense:
    """One sense in which something may be taken that a file does not say."""

    value: str
    sample: str = ""
    """Some words of the file, as they are when it is taken so."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a file does not say, how it was taken, and how else its teacher may have it taken."""

    option: str
    """Which of the options of a reading decides it; the values are those of the option."""
    taken: Sense
    others: tuple[Sense, ...] = ()
    """The likelier first; none where there is nothing to choose."""

    @property
    def senses(self) -> tuple[Sense, ...]:
        return (self.taken, *self.others)


@dataclass(frozen=True, slots=True)
class SheetStart:
    """The first rows of a table of which nobody has named the columns, for its teacher to say what each holds."""

    rows: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...]
    """What each holds, by the words of the option « columns »: as it was said, or as it is guessed."""
    heading: bool
    """Whether the first row names the columns, and holds no question."""
    row_count: int
    """Of the whole table."""
    layout: str = ""
    """A digest of the names of its columns or, where it has none, of how many there are and what they seem to hold."""


Options = Mapping[str, str]
"""What a teacher has said of how a file is to be read, by the names of what readers guess otherwise."""
NOTHING_SAID: Options = MappingProxyType({})
FORMAT = "format"
"""As what a text is read that may be two things, by the name of a format: that is marked for translation there."""
ENCODING = "encoding"
"""The option that every text has, by its name in editors."""


@dataclass(frozen=True, slots=True)
class Report:
    """What came of reading one file: a bank only if there is no fault."""

    format: str
    bank: Bank | None
    questions: int
    """How many questions were read, sound or not."""
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    left_out: tuple[Problem, ...] = ()
    """Questions of kinds the app does not ask."""
    encoding: str = ""
    """The encoding that was found, by the name editors give it; empty where it is unknown, or there is none."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """Those of the bank, by their names."""
    guesses: tuple[Guess, ...] = ()
    unfinished: Bank | None = None
    """Where there are faults: the questions that were read, as far as they go, for their teacher to complete."""
    sheet: SheetStart | None = None
    """Of a table whose columns its teacher is to name, or has named."""
    text: str = ""
    """Its words by lines, for its teacher to look over and mend, where the file itself is no text."""
    aside: tuple[tuple[int, Question], ...] = ()
    """Questions that are left out only because they have no key, each with how many of the bank stand before it."""
    damaged: tuple[int, ...] = ()
    """Places, from 0, of the unfinished questions that want more than a key."""
    pieces: tuple[str, ...] = field(default=(), compare=False, repr=False)
    """The document of the bank, in pieces, where the bank was read from them."""

    @property
    def draft(self) -> Bank | None:
        """Every question that was read, sound or not, for their teacher to complete; None where there is none."""
        read = self.bank or self.unfinished
        if read is None or not self.aside:
            return read
        questions = list(read.questions)
        for before, question in reversed(self.aside):
            questions.insert(before, question)
        return replace(read, questions=tuple(questions))

    def about(self, bank: Bank) -> "Report":
        """The same of a bank that was made of this one."""
        return replace(self, bank=bank, pieces=())


Progress = Callable[[int, int], None]
"""Told now and then, while a file is read, how many of how many questions have been."""


_STEP = 100
Thing = TypeVar("Thing")


def watched(things: Sequence[Thing], progress: Progress) -> Iterator[Thing]:
    """The questions of a file one by one; who watches is told now and then how many have been."""
    for number, thing in enumerate(things):
        if number % _STEP == 0:
            progress(number, len(things))
        yield thing


def unheard(done: int, total: int) -> None:
    """The progress of a reading that nobody watches."""


def sentence(problem: Problem, gettext: Callable[[str], str]) -> tuple[str, str]:
    """What is wrong, and what to write instead, in the language of `gettext`."""
    words = CATALOGUE[problem.code]
    return gettext(words.text) % problem.values, gettext(words.hint) % problem.values


def told(guess: Guess, sense: Sense, gettext: Callable[[str], str]) -> str:
    """How a guess was taken, where that is its sense; else the offer to take it so."""
    words = GUESSES.get((guess.option, sense.value)) or GUESSES[guess.option, ""]
    return gettext(words.taken if sense is guess.taken else words.offered) % {
        "value": gettext(sense.value) if guess.option == FORMAT else sense.value,
        "sample": sense.sample,
    }
