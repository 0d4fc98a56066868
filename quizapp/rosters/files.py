"""A file with a class list, or what was pasted, as texts that `lines` divides into rows: one of each sheet.

Whatever is no text is opened in the process that reads files: a spreadsheet may be hostile, or enormous.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.formats import sandbox
from quizapp.formats.problems import ENCODING, Problem
from quizapp.formats.syntax import archives, text
from quizapp.formats.syntax.text import Decoded
from quizapp.rosters import lines

LARGEST = 2**20
"""Bytes of a file: five hundred names, and whatever else a school's program has in its rows."""
LIMITS = sandbox.Limits(largest=LARGEST, seconds=10, memory=2**29, answer=8 * 2**20)
_FOREIGN = ("<", "{\\rtf", "%PDF-")
"""How texts begin that are made for programs, not for eyes."""


class UnreadableList(Exception):
    """The file holds no list that can be read."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class ListSheet:
    name: str
    """Empty where there are no sheets."""
    text: str


@dataclass(frozen=True, slots=True)
class ListFile:
    sheets: tuple[ListSheet, ...]
    """Of a text the one; where its encoding was guessed, the same in others too, called by words that they change."""
    notes: tuple[Problem, ...] = ()
    is_text: bool = False


def opened(name: str, data: bytes) -> ListFile:
    """Raises UnreadableList."""
    if len(data) > LARGEST:
        raise UnreadableList([Problem("list-too-large", values={"limit": LARGEST // 2**20})])
    if not data.strip():
        return ListFile((ListSheet("", ""),), is_text=True)
    decoded = None if archives.is_archive(data) else text.decode_any(data)
    if decoded is not None and decoded.text is not None and not decoded.text.lstrip().startswith(_FOREIGN):
        return _of_text(data, decoded)
    if decoded is not None and any(one.code == "hidden-character" for one in decoded.problems):
        raise UnreadableList(decoded.problems)
    found = sandbox.rows(name, data, LIMITS)
    if found.problem is not None:
        raise UnreadableList([found.problem])
    return ListFile(tuple(ListSheet(one.name, lines.written(one.rows)) for one in found.sheets))


def _of_text(data: bytes, decoded: Decoded) -> ListFile:
    assert decoded.text is not None
    notes = tuple(decoded.problems)
    for guess in decoded.guesses:
        if guess.option == ENCODING and len(guess.senses) > 1:
            read = [(sense.sample, text.decode_any(data, sense.value).text) for sense in guess.senses]
            return ListFile(tuple(ListSheet(sample, said) for sample, said in read if said is not None), notes, True)
    return ListFile((ListSheet("", decoded.text),), notes, is_text=True)


def likeliest(given: ListFile) -> int:
    """Which sheet the list is on: the first that names columns for names, else the first."""
    if given.is_text:
        return 0
    return next((at for at, one in enumerate(given.sheets) if lines.is_named(one.text)), 0)
