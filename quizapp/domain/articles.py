"""An article as its readers see it: blocks of plain text, with spans for emphasis and marks for evidence."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Any

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
    """A passage with the number of the question it proves, or tempts to a wrong choice of."""

    passage: Passage
    question: int
    choice: str = ""
    """What the page calls the wrong choice; empty where the passage proves the answer."""


@dataclass(frozen=True, slots=True)
class TextRun:
    """A run of a block's text over which neither style nor marks change."""

    text: str
    styles: frozenset[Style] = frozenset()
    questions: tuple[int, ...] = ()
    """The questions whose evidence covers this run, in rising order."""
    closing: tuple[int, ...] = ()
    """Those of them whose passage ends where this run does: the place for a footnote number."""
    tempting: tuple[Mark, ...] = ()
    """Those of the passages that tempt which cover this run, in the order of their questions."""
    tempting_closing: tuple[Mark, ...] = ()


def cut(block: Block, marks: Sequence[Mark] = ()) -> tuple[TextRun, ...]:
    """Split a block where a style or a mark begins or ends, so that overlapping marks all stay legible.

    The marks must be of this block; the pieces' texts always add up to the block's text.
    """
    edges = {0, len(block.text)}
    styles: dict[int, list[tuple[Style, int]]] = defaultdict(list)
    questions: dict[int, list[tuple[int, int]]] = defaultdict(list)
    closing: dict[int, set[int]] = defaultdict(set)
    tempting: dict[int, list[tuple[Mark, int]]] = defaultdict(list)
    tempting_closing: dict[int, set[Mark]] = defaultdict(set)
    for span in block.spans:
        styles[span.start].append((span.style, 1))
        styles[span.end].append((span.style, -1))
    for mark in marks:
        if mark.choice:
            tempting[mark.passage.start].append((mark, 1))
            tempting[mark.passage.end].append((mark, -1))
            tempting_closing[mark.passage.end].add(mark)
        else:
            questions[mark.passage.start].append((mark.question, 1))
            questions[mark.passage.end].append((mark.question, -1))
            closing[mark.passage.end].add(mark.question)
    edges.update(styles, questions, tempting)
    pieces = []
    styles_now: Counter[Style] = Counter()  # How many spans of each style, and marks of each question, are open.
    questions_now: Counter[int] = Counter()
    tempting_now: Counter[Mark] = Counter()
    for start, end in pairwise(sorted(edges)):
        _step(styles_now, styles.get(start, ()))
        _step(questions_now, questions.get(start, ()))
        _step(tempting_now, tempting.get(start, ()))
        pieces.append(
            TextRun(
                block.text[start:end],
                frozenset(styles_now),
                tuple(sorted(questions_now)),
                tuple(sorted(closing.get(end, ()))),
                _in_order(tempting_now),
                _in_order(tempting_closing.get(end, ())),
            )
        )
    return tuple(pieces)


def _in_order(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    return tuple(sorted(marks, key=lambda mark: (mark.question, mark.choice, mark.passage.start)))


def _step(open_now: Counter[Any], changes: Iterable[tuple[Any, int]]) -> None:
    """Open and close; what is closed as often as opened is gone."""
    for one, change in changes:
        open_now[one] += change
        if not open_now[one]:
            del open_now[one]


def marks_of_block(marks: Iterable[Mark], block: int) -> tuple[Mark, ...]:
    return tuple(mark for mark in marks if mark.passage.block == block)
