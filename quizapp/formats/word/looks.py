"""How letters look, and the lines that they make: what Word's documents and those of LibreOffice have in common."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from quizapp.formats.building.assembly import MOST_QUESTIONS, Place
from quizapp.formats.prose.lines import OBJECT_SIGN, Emphasis, LetterRun, Line

Look = frozenset[tuple[Emphasis, str]]
"""What sets letters apart, each with its value: the colour, or nothing."""
PLAIN: Look = frozenset()
MOST_PARAGRAPHS = 60 * MOST_QUESTIONS
LONGEST_LINE = 100_000
"""Characters; what is beyond is more than any text of a question may have."""
_SHOWN = 60
_COLOUR = re.compile(r"#?([0-9A-Fa-f]{6})")
_MONOSPACED = re.compile(r"courier|consolas|menlo|monaco|mono\b|monospace|lucida console|source code|fira code", re.I)
_DARKEST, _GREYEST, _PALEST = 0x20, 0x10, 0xF0
"""Of 255: a colour with no part above the first is black, with none far from the others grey, with none below white."""
_MIDDLE = 0xA0


def colour(said: str) -> str:
    """Six capital digits of a colour of letters; empty for black and grey, and for what the program takes by itself."""
    found = _COLOUR.fullmatch(said)
    if found is None:
        return ""
    parts = bytes.fromhex(found[1])
    is_grey = max(parts) - min(parts) <= _GREYEST and max(parts) <= _MIDDLE
    return "" if is_grey or max(parts) <= _DARKEST else found[1].upper()


def paper(said: str) -> str:
    """The same of what is behind letters, where white, and what nobody tells from it, is none."""
    found = _COLOUR.fullmatch(said)
    return found[1].upper() if found and min(bytes.fromhex(found[1])) < _PALEST else ""


def is_monospaced(font: str) -> bool:
    """Whether it is a font in which programs are printed."""
    return _MONOSPACED.search(font) is not None


class TooManyParagraphs(Exception):
    """The document has more paragraphs than are read."""


@dataclass(frozen=True, slots=True)
class AutoLabel:
    """What the program writes in front of a paragraph by itself."""

    text: str
    depth: int = 0


@dataclass(slots=True)
class Pen:
    """Writes one paragraph: its letters with their looks, things among them, and breaks, each of which ends a line."""

    _pieces: list[tuple[str, Look]] = field(default_factory=list)
    _broken: list[list[tuple[str, Look]]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Of the foot of the page, to be said at the end of the line."""

    @property
    def is_empty(self) -> bool:
        return not self._pieces and not self._broken

    @property
    def is_at_blank(self) -> bool:
        """Whether nothing stands before, or a blank."""
        return not self._pieces or self._pieces[-1][0].endswith(" ")

    def write(self, text: str, look: Look = PLAIN) -> None:
        """Letters that look alike."""
        if text:
            self._pieces.append((text, look))

    def put(self, html: str) -> None:
        """A thing that is no letter, by its HTML."""
        self._pieces.append((OBJECT_SIGN, frozenset({(Emphasis.OBJECT, html)})))

    def break_line(self) -> None:
        """The end of a line within the paragraph."""
        self._broken.append(self._ended())

    def lines(self, number: int, label: AutoLabel | None = None, ground: Look = PLAIN) -> list[Line]:
        """The lines of the paragraph with this number; `ground` is what all of it looks like."""
        depth = label.depth if label is not None else 0
        said = label.text if label is not None else ""
        rows = [*self._broken, self._ended()] if self._broken else [self._ended()]
        if said:
            rows[0].insert(0, (said, PLAIN))
        return [_line(pieces, 0 if at else len(said), number, depth, ground) for at, pieces in enumerate(rows)]

    def _ended(self) -> list[tuple[str, Look]]:
        pieces, self._pieces = self._pieces, []
        if self.notes:
            pieces += [(f" [{note}]", PLAIN) for note in self.notes]
            self.notes = []
        return pieces


def _line(pieces: Sequence[tuple[str, Look]], label: int, number: int, depth: int, ground: Look) -> Line:
    """A line of pieces, those that look alike as one; blanks at its end are none of it."""
    if not ground and not any(look for _, look in pieces):
        return _fitting("".join([text for text, _ in pieces]), (), label, number, depth)
    made: list[str] = []
    runs: list[LetterRun] = []
    begun: dict[tuple[Emphasis, str], int] = {}
    at = 0
    for text, look in pieces:
        if not text:
            continue
        seen = look | ground if ground and at >= label else look
        if begun:
            for one in [one for one in begun if one not in seen or one[0] is Emphasis.OBJECT]:
                runs.append(LetterRun(begun.pop(one), at, *one))
        for one in seen:
            begun.setdefault(one, at)
        made.append(text)
        at += len(text)
    runs += [LetterRun(start, at, *one) for one, start in begun.items()]
    runs.sort(key=_order)
    return _fitting("".join(made), runs, label, number, depth)


def _order(run: LetterRun) -> tuple[int, str]:
    return run.start, run.emphasis


def _fitting(text: str, runs: Sequence[LetterRun], label: int, number: int, depth: int) -> Line:
    """Without blanks at its end, or what is beyond all lines; with the number of its paragraph.

    That of a line of text would show nobody anything, so what stands there is told too.
    """
    shown = " ".join(text[: 2 * _SHOWN].replace(OBJECT_SIGN, " ").split())
    place = Place(number, text=shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…")
    line = Line(text, place, runs, label, depth)
    end = min(max(len(text.rstrip(" \t")), label), LONGEST_LINE)
    return line if end == len(text) else line.cut(0, end)
