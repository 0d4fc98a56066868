"""The article as a class read it, cut into what its template prints."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.domain.articles import BlockKind, TextRun
from quizapp.domain.banks import Bank
from quizapp.domain.maps import ClassMap, LegendStep, MapBlock, MapSegment, Temptation, legend
from quizapp.domain.texts import plain

_LISTS = (BlockKind.BULLET, BlockKind.NUMBERED)

Addresses = Callable[[int], str]
"""Where the question at this place in the bank is opened on the map."""


@dataclass(frozen=True, slots=True)
class MapFigure:
    """How a question went, after a passage that proves its answer."""

    number: int
    right: int
    asked: int
    address: str


@dataclass(frozen=True, slots=True)
class Lure:
    """How many took a wrong choice, after the passage that leads to it."""

    count: int
    words: str
    """The same in a sentence."""
    address: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the text, with the figures that stand after it."""

    id: str
    """Where its question's link from elsewhere leads; empty but at the beginning of a passage."""
    pieces: tuple[TextRun, ...]
    address: str
    """Of the question that it leads to; empty where it leads to none."""
    look: str
    """What it is, for its style."""
    inside: MapFigure | None
    """The figure of that question, where it ends here."""
    figures: tuple[MapFigure, ...]
    """Of the others that end here."""
    lures: tuple[Lure, ...]
    within: str
    """The look of what stands after it, where a passage goes on beyond that; else empty."""


@dataclass(frozen=True, slots=True)
class MapRow:
    kind: BlockKind
    level: int
    number: int
    """The paragraph's; 0 where none stands before it."""
    untouched: bool
    """Whether it is to be said here that no question asks about that paragraph."""
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class MapGroup:
    rows: tuple[MapRow, ...]
    opened: bool
    """Whether the question that is open is shown after it."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One passage, in the table that says the same as the map."""

    paragraph: int
    passage: str
    figure: MapFigure


@dataclass(frozen=True, slots=True)
class LegendEntry:
    level: str
    """The shade, for its style."""
    words: str
    """How many right it is for."""


@dataclass(frozen=True, slots=True)
class DrawnMap:
    title: str
    """Of one of several articles; else empty."""
    language: str
    groups: tuple[MapGroup, ...]
    legend: tuple[LegendEntry, ...]
    """Empty where the questions were not asked equally often."""
    asked: int
    """How often each was; 0 where that differs."""
    table: tuple[TableRow, ...]
    untouched: tuple[int, ...]
    """The numbers of the paragraphs that no question asks about."""
    elsewhere: tuple[MapFigure, ...]
    """The questions that no passage proves."""
    lures: bool
    """Whether a passage has led somebody to a wrong choice."""

    @property
    def opened_within(self) -> bool:
        """Whether the question that is open is shown between the paragraphs."""
        return any(group.opened for group in self.groups)


@dataclass(slots=True)
class _Pen:
    """Draws one map, from its beginning to its end."""

    bank: Bank
    found: ClassMap
    address: Addresses
    opened: int | None
    begun: set[int]
    """The questions of whose passages one has begun."""
    going_on: set[int]
    """Those whose passage goes on where the pen is."""

    def figure(self, place: int) -> MapFigure:
        fared = self.found.fared[place]
        return MapFigure(place + 1, fared.right, fared.asked, self.address(place))

    def lure(self, one: Temptation) -> Lure:
        choice = self.bank.questions[one.question].choices[one.choice]
        said = ngettext(
            "question %(number)s: %(num)s read “%(choice)s” here",
            "question %(number)s: %(num)s read “%(choice)s” here",
            one.picked, number=one.question + 1, choice=plain(choice.text),
        )  # fmt: skip
        return Lure(one.picked, said, self.address(one.question))

    def stretch(self, segment: MapSegment) -> Stretch:
        leads_to = segment.proves[0] if segment.proves else None
        beginning = [place for place in segment.proves if place not in self.begun]
        goes_on = set(segment.proves) - set(segment.closing)
        look = [*self._look(segment), *(["continued"] if self.going_on & set(segment.proves) else [])]
        self.begun.update(beginning)
        self.going_on = goes_on
        inside = leads_to is not None and segment.closing == (leads_to,)
        return Stretch(
            f"passage-{beginning[0] + 1}" if beginning else "",
            segment.pieces,
            "" if leads_to is None else self.address(leads_to),
            " ".join([*look, *(["continues"] if goes_on else [])]),
            self.figure(leads_to) if leads_to is not None and inside else None,
            () if inside else tuple(map(self.figure, segment.closing)),
            tuple(map(self.lure, segment.tempts_closing)),
            f"passage {segment.level} continued continues" if goes_on else "",
        )

    def _look(self, segment: MapSegment) -> Iterator[str]:
        if segment.proves:
            yield "passage"
            yield segment.level or "unasked"
        if len(segment.proves) > 1:
            yield "shared"
        if self.opened in segment.proves:
            yield "opened"
        if segment.tempts:
            yield "tempting"
        if any(one.question == self.opened for one in segment.tempts):
            yield "tempted"

    def groups(self) -> Iterator[MapGroup]:
        before, is_shown = 0, self.opened is None
        for __, run in groupby(self.found.blocks, key=_together()):
            blocks = tuple(run)
            rows = []
            for block in blocks:
                number = block.number if block.number != before else 0
                before = block.number or before
                untouched = number in self.found.untouched
                rows.append(
                    MapRow(block.kind, block.level, number, untouched, tuple(map(self.stretch, block.segments)))
                )
            here = not is_shown and any(self.opened in block.questions for block in blocks)
            is_shown = is_shown or here
            yield MapGroup(tuple(rows), here)


def _together() -> Callable[[MapBlock], int]:
    """A key by which neighbouring items of one kind of list stand together, and every other block alone."""
    count, before = 0, BlockKind.HEADING

    def key(block: MapBlock) -> int:
        nonlocal count, before
        count += block.kind not in _LISTS or block.kind is not before
        before = block.kind
        return count

    return key


def drawn(bank: Bank, found: ClassMap, address: Addresses, opened: int | None) -> DrawnMap:
    """The map with one of its questions open; `opened` is its place in the bank."""
    pen = _Pen(bank, found, address, opened, set(), set())
    asked = found.asked
    return DrawnMap(
        found.title,
        found.language,
        tuple(pen.groups()),
        () if asked is None else tuple(LegendEntry(step.level, _of(step, asked)) for step in legend(asked)),
        asked or 0,
        tuple(_table(pen)),
        found.untouched,
        tuple(map(pen.figure, found.elsewhere)),
        any(segment.tempts for block in found.blocks for segment in block.segments),
    )


def _of(step: LegendStep, asked: int) -> str:
    if step.least == step.most:
        return str(step.least)
    if step.most == asked:
        return str(_("%(least)s and more", least=step.least))
    if step.least == 0:
        return str(_("%(most)s and fewer", most=step.most))
    return f"{step.least}–{step.most}"


def _table(pen: _Pen) -> Iterator[TableRow]:
    """Passage by passage, as they begin in the article."""
    article = pen.bank.article
    assert article is not None
    passages = sorted(
        (evidence.passage.block, evidence.passage.start, place, evidence.passage)
        for place, question in enumerate(pen.bank.questions)
        for evidence in question.evidence
    )
    before = pen.found.before
    for block, __, place, passage in passages:
        if before <= block < before + len(pen.found.blocks):
            yield TableRow(pen.found.blocks[block - before].number, article.text(passage), pen.figure(place))
