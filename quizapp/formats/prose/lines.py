"""A line as its writer sees it: words, how some of them look, and what stands among them that is no letter.

Every reader of documents makes lines of what it reads, and the reader of questions knows no other source.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from html import escape
from itertools import pairwise

from quizapp.formats.building.assembly import NOWHERE, Place
from quizapp.formats.texts import markup
from quizapp.formats.texts.markup import Conversion, FindPicture

OBJECT_SIGN = "\ufffc"
"""Stands in the words of a line for something that is no letter: U+FFFC, the object replacement character."""


class Emphasis(StrEnum):
    """How letters of a line are set apart from others, as far as it may mean something."""

    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINED = "underlined"
    STRUCK = "struck"
    COLOURED = "coloured"
    HIGHLIGHTED = "highlighted"
    SUBSCRIPT = "subscript"
    SUPERSCRIPT = "superscript"
    CODE = "code"
    OBJECT = "object"
    """A picture or a formula, in the place of one `OBJECT_SIGN`."""


_TAGS = {
    Emphasis.BOLD: "strong",
    Emphasis.ITALIC: "em",
    Emphasis.UNDERLINED: "u",
    Emphasis.STRUCK: "s",
    Emphasis.SUBSCRIPT: "sub",
    Emphasis.SUPERSCRIPT: "sup",
    Emphasis.CODE: "code",
}
_MEANT = frozenset((Emphasis.ITALIC, Emphasis.SUBSCRIPT, Emphasis.SUPERSCRIPT, Emphasis.CODE, Emphasis.OBJECT))
"""What a reader of the quiz should see; the others often tell the key, or are in a whole document."""


@dataclass(frozen=True, slots=True)
class LetterRun:
    """Letters of a line, from `start` up to `stop`, that are set apart alike."""

    start: int
    stop: int
    emphasis: Emphasis
    value: str = ""
    """The colour, in six hexadecimal digits or by its name; of an object, the HTML that it is."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line, or one paragraph where the program breaks lines itself."""

    text: str
    place: Place = NOWHERE
    runs: Sequence[LetterRun] = ()
    label: int = 0
    """How many characters at its start the program wrote by itself, as it numbers paragraphs: « 1. », « a) », « • »."""
    depth: int = 0
    """How far the program has it within lists: 0 for no list or the outermost."""

    def __len__(self) -> int:
        return len(self.text)

    def cut(self, start: int, stop: int | None = None) -> "Line":
        """The letters from `start` up to `stop`, with the looks they have."""
        end = len(self.text) if stop is None else stop
        runs = [
            replace(one, start=max(one.start, start) - start, stop=min(one.stop, end) - start)
            for one in self.runs
            if one.start < end and one.stop > start
        ]
        return replace(self, text=self.text[start:end], runs=runs, label=max(0, min(self.label, end) - start))

    def stripped(self) -> "Line":
        """Without the blanks at its ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, max(start, len(self.text.rstrip())))

    def share(self, emphasis: Emphasis, value: str = "") -> float:
        """Of its letters, not counting blanks, the part from 0 to 1 that has it, or has it in this colour."""
        inked = [at for at, char in enumerate(self.text) if not char.isspace()]
        spans = [one for one in self.runs if one.emphasis is emphasis and value in ("", one.value)]
        dressed = sum(any(one.start <= at < one.stop for one in spans) for at in inked)
        return dressed / len(inked) if inked else 0.0

    def values(self, emphasis: Emphasis) -> frozenset[str]:
        """The colours it has, or whatever else its looks of this kind are told apart by."""
        return frozenset(one.value for one in self.runs if one.emphasis is emphasis)


def said(lines: Sequence[Line], find: FindPicture = markup.no_picture) -> Conversion:
    """What these lines say, as a text of a bank; with formatting only where some of it should be seen."""
    while lines and not lines[0].text.strip():
        lines = lines[1:]
    if not any(run.emphasis in _MEANT for line in lines for run in line.runs):
        return markup.of_plain("\n".join(line.text.rstrip() for line in lines).strip())
    return markup.of_html("<br>".join("".join(_pieces(line)) for line in lines), find=find)


def _pieces(line: Line) -> Iterator[str]:
    """Its HTML, cut where a look begins or ends: what is in a piece looks alike."""
    meant = [one for one in line.runs if one.emphasis in _MEANT]
    edges = sorted({0, len(line), *(one.start for one in meant), *(one.stop for one in meant)})
    for start, stop in pairwise(edges):
        here = [one for one in meant if one.start <= start and one.stop >= stop]
        thing = next((one.value for one in here if one.emphasis is Emphasis.OBJECT), None)
        inner = escape(line.text[start:stop], quote=False) if thing is None else thing
        for emphasis in sorted({one.emphasis for one in here if one.emphasis in _TAGS}):
            inner = f"<{_TAGS[emphasis]}>{inner}</{_TAGS[emphasis]}>"
        yield inner
