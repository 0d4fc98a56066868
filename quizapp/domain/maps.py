"""The article as a class read it: each passage that proves an answer, with how its question went."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby

from quizapp.domain.articles import Article, Block, BlockKind, Mark, Passage, TextRun, cut
from quizapp.domain.banks import Bank

_LISTS = (BlockKind.BULLET, BlockKind.NUMBERED)


class Level(StrEnum):
    """How many of those who were asked had a question right, in words of four steps; the first is the best."""

    MOST = "most"
    MANY = "many"
    FEW = "few"
    FEWEST = "fewest"


_FIFTHS = {Level.MOST: 4, Level.MANY: 3, Level.FEW: 2, Level.FEWEST: 0}
"""From how many fifths of them on."""
_WORST_FIRST = tuple(reversed(Level))


@dataclass(frozen=True, slots=True)
class Fared:
    """How one question went."""

    asked: int
    right: int
    """Fully."""
    picked: Mapping[int, int] = field(default_factory=dict)
    """How often each choice was picked, by its place; one that nobody picked may be missing."""

    @property
    def level(self) -> Level | None:
        """None of a question that nobody was asked."""
        if not self.asked:
            return None
        return next(level for level, fifths in _FIFTHS.items() if 5 * self.right >= fifths * self.asked)


@dataclass(frozen=True, slots=True)
class LegendStep:
    """From how many right answers to how many a level is."""

    level: Level
    least: int
    most: int


def legend(asked: int) -> tuple[LegendStep, ...]:
    """The levels in counts, where every question was asked so often; a level that no count is in is left out."""
    steps, most = [], asked
    for level, fifths in _FIFTHS.items():
        least = -(-fifths * asked // 5)
        if least <= most:
            steps.append(LegendStep(level, least, most))
        most = min(most, least - 1)
    return tuple(steps)


@dataclass(frozen=True, slots=True)
class Temptation:
    """A passage that leads to a wrong choice, and how many took it: somebody did."""

    question: int
    """Its place in the bank."""
    choice: int
    passage: Passage
    picked: int


@dataclass(frozen=True, slots=True)
class MapSegment:
    """A stretch of a block's text over which no mark begins or ends; its pieces differ in style only."""

    pieces: tuple[TextRun, ...]
    proves: tuple[int, ...] = ()
    """The places of the questions whose evidence covers it, the worst first."""
    closing: tuple[int, ...] = ()
    """Those of them whose passage ends here, in the bank's order: the place for their figures."""
    tempts: tuple[Temptation, ...] = ()
    """What it leads to, the strongest first."""
    tempts_closing: tuple[Temptation, ...] = ()
    level: Level | None = None
    """That of the worst of its questions."""

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class MapBlock:
    kind: BlockKind
    level: int
    """As in the article."""
    number: int
    """The paragraph's, from 1; the items of a list share theirs. 0 of a heading."""
    segments: tuple[MapSegment, ...]

    @property
    def questions(self) -> tuple[int, ...]:
        """The places of the questions that it proves, as they end in it."""
        return tuple(dict.fromkeys(place for segment in self.segments for place in segment.closing))


@dataclass(frozen=True, slots=True)
class ClassMap:
    blocks: tuple[MapBlock, ...]
    fared: Sequence[Fared]
    """By the question's place in the bank."""
    elsewhere: tuple[int, ...]
    """The places of the questions that no passage proves."""
    title: str = ""
    """Of one of several articles; else empty."""
    language: str = ""
    before: int = 0
    """Of one of several articles, how many blocks stand before its own."""

    @property
    def asked(self) -> int | None:
        """How often every question on the map was asked; None where that differs."""
        counts = {self.fared[place].asked for block in self.blocks for place in block.questions}
        return counts.pop() if len(counts) == 1 else None

    @property
    def untouched(self) -> tuple[int, ...]:
        """The numbers of the paragraphs that no question asks about."""
        touched = {block.number for block in self.blocks if block.questions}
        every = dict.fromkeys(block.number for block in self.blocks if block.number)
        return tuple(number for number in every if number not in touched)


def class_maps(bank: Bank, fared: Sequence[Fared]) -> Iterator[ClassMap]:
    """The article of a bank, marked by how each of its questions went; of a compilation, article by article.

    Questions that were written for none stand beside the first.
    """
    if bank.article is None:
        return
    whole = class_map(bank, bank.article, fared)
    if not bank.parts:
        yield replace(whole, language=bank.language)
        return
    drawn = [part for part in bank.parts if part.blocks[1] > part.blocks[0]]
    for part in drawn:
        start, end = part.blocks
        others = [one for one in bank.parts if one is part or (one not in drawn and part is drawn[0])]
        beside = tuple(at for at in whole.elsewhere if any(bank.questions[at].id in one.ids for one in others))
        title = part.source.title or part.title
        yield ClassMap(whole.blocks[start:end], fared, beside, title, part.language, start)


def class_map(bank: Bank, article: Article, fared: Sequence[Fared]) -> ClassMap:
    """The article of a bank, marked by how each of its questions went."""
    marks: dict[int, list[tuple[Passage, int | Temptation]]] = defaultdict(list)
    for place, question in enumerate(bank.questions):
        for evidence in question.evidence:
            marks[evidence.passage.block].append((evidence.passage, place))
    for one in _temptations(bank, fared):
        marks[one.passage.block].append((one.passage, one))
    blocks = tuple(
        MapBlock(block.kind, block.level, number, tuple(_segments(block, marks.get(at, ()), fared)))
        for at, (block, number) in enumerate(zip(article.blocks, paragraphs(bank, article), strict=True))
    )
    elsewhere = tuple(place for place, question in enumerate(bank.questions) if not question.evidence)
    return ClassMap(blocks, fared, elsewhere)


def _temptations(bank: Bank, fared: Sequence[Fared]) -> Iterator[Temptation]:
    for at, (question, counted) in enumerate(zip(bank.questions, fared, strict=True)):
        for place, choice in enumerate(question.choices):
            picked = counted.picked.get(place, 0)
            if choice.tempted_by is not None and picked:
                yield Temptation(at, place, choice.tempted_by.passage, picked)


def paragraphs(bank: Bank, article: Article) -> tuple[int, ...]:
    """The paragraph that each block of a bank's article is; of a compilation, each of its articles begins at 1."""
    if not bank.parts:
        return numbers(article)
    return tuple(number for part in bank.parts for number in numbers(Article(article.blocks[slice(*part.blocks)])))


def numbers(article: Article) -> tuple[int, ...]:
    """The paragraph that each block of an article is, from 1; a list is one, and a heading is 0."""
    found, count = [], 0
    before: BlockKind | None = None
    for block in article.blocks:
        goes_on = block.kind in _LISTS and before in _LISTS
        count += block.kind is not BlockKind.HEADING and not goes_on
        found.append(0 if block.kind is BlockKind.HEADING else count)
        before = block.kind
    return tuple(found)


def _segments(
    block: Block, marks: Sequence[tuple[Passage, int | Temptation]], fared: Sequence[Fared]
) -> Iterator[MapSegment]:
    """The block is cut by the number of each mark, not of its question: two passages of one may touch."""
    meant = [meaning for _, meaning in marks]
    runs = cut(block, [Mark(passage, number) for number, (passage, _) in enumerate(marks)])
    for covering, group in groupby(runs, key=lambda run: run.questions):
        pieces = tuple(group)
        ends = pieces[-1].closing
        proves = {place for number in covering if isinstance(place := meant[number], int)}
        yield MapSegment(
            pieces,
            tuple(sorted(proves, key=lambda place: _how_bad(fared[place], place))),
            tuple(sorted({place for number in ends if isinstance(place := meant[number], int)})),
            _strongest_first(one for number in covering if isinstance(one := meant[number], Temptation)),
            _strongest_first(one for number in ends if isinstance(one := meant[number], Temptation)),
            worst(fared[place] for place in proves),
        )


def worst(fared: Iterable[Fared]) -> Level | None:
    """The lowest level among them; None where nobody was asked any."""
    levels = {one.level for one in fared}
    return next((level for level in _WORST_FIRST if level in levels), None)


def _how_bad(fared: Fared, place: int) -> tuple[float, int]:
    return (fared.right / fared.asked if fared.asked else 2), place


def _strongest_first(temptations: Iterable[Temptation]) -> tuple[Temptation, ...]:
    return tuple(sorted(temptations, key=lambda one: (-one.picked, one.question, one.choice)))
