"""An article as its readers see it: blocks of plain text, with spans for emphasis and marks for evidence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

_WORDS_A_MINUTE = 200  # A calm silent reading pace; used for « 3 min » only.


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    BULLET = "bullet"
    NUMBERED = "numbered"
    QUOTE = "quote"
    CODE = "code"


class Style(StrEnum):
    EMPHASIS = "em"
    STRONG = "strong"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters start..end (end excluded) of a block's text, set in one style."""

    start: int
    end: int
    style: Style


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list item: plain text as shown, character for character."""

    kind: BlockKind
    text: str
    spans: tuple[Span, ...] = ()
    level: int = 0
    """Depth of a heading (2 is the highest: the title is 1) or of a list item (1 is the outermost); else 0."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters start..end (end excluded) of one block, by its place in the article."""

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    blocks: tuple[Block, ...]
    markdown: str = field(default="", compare=False)
    """What the teacher typed, kept for the day they take the bank home; the blocks are what counts."""

    @property
    def words(self) -> int:
        return sum(len(block.text.split()) for block in self.blocks)

    @property
    def minutes(self) -> int:
        """Reading time in whole minutes, at least one."""
        return max(1, round(self.words / _WORDS_A_MINUTE))

    def text(self, passage: Passage) -> str:
        return self.blocks[passage.block].text[passage.start : passage.end]


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage with the number of the question it proves."""

    passage: Passage
    question: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a block's text over which neither style nor marks change."""

    text: str
    styles: frozenset[Style] = frozenset()
    questions: tuple[int, ...] = ()
    """The questions whose evidence covers this run, in rising order."""
    closing: tuple[int, ...] = ()
    """Those of them whose passage ends where this run does: the place for a footnote number."""


def cut(block: Block, marks: Sequence[Mark] = ()) -> tuple[Piece, ...]:
    """Split a block where a style or a mark begins or ends, so that overlapping marks all stay legible.

    The marks must be of this block; the pieces' texts always add up to the block's text.
    """
    edges = {0, len(block.text)}
    for span in block.spans:
        edges |= {span.start, span.end}
    for mark in marks:
        edges |= {mark.passage.start, mark.passage.end}

    def covering(start: int, end: int) -> Iterator[Mark]:
        return (mark for mark in marks if mark.passage.start <= start and end <= mark.passage.end)

    return tuple(
        Piece(
            block.text[start:end],
            frozenset(span.style for span in block.spans if span.start <= start and end <= span.end),
            tuple(sorted({mark.question for mark in covering(start, end)})),
            tuple(sorted({mark.question for mark in covering(start, end) if mark.passage.end == end})),
        )
        for start, end in pairwise(sorted(edges))
        if start < end
    )


def marks_of_block(marks: Iterable[Mark], block: int) -> tuple[Mark, ...]:
    return tuple(mark for mark in marks if mark.passage.block == block)
