"""The numbers, letters and bullets that Word writes in front of paragraphs by itself.

Source: ECMA-376 part 1, 17.9. Lists that share a definition go on counting one after the other, until one of them is
told to start anew.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quizapp.formats.word import symbols
from quizapp.formats.word.looks import AutoLabel
from quizapp.formats.word.names import VAL, Element, W, is_on, number, of
from quizapp.formats.word.numerals import numeral
from quizapp.formats.word.styles import Styles

_LEVELS = 9
_LONGEST = 200
"""Characters of what is around the numbers of a label."""
_NUMBER = re.compile(r"%([1-9])")
_DEEPEST = 10
"""Lists of which each is defined by the style of the next."""


@dataclass(frozen=True, slots=True)
class _Level:
    """How paragraphs of one level of a list are numbered."""

    text: str = ""
    way: str = "decimal"
    start: int = 1
    restarts_after: int = -1
    """The level, from 1, of which each paragraph restarts this one; 0 for none, -1 for every higher one."""
    is_legal: bool = False
    """Whether numbers of other levels are digits in it."""
    suffix: str = " "
    style: str = ""
    """Of paragraphs, that puts them in this level."""
    font: str = ""
    parts: Sequence[str | int] = ()
    """Of the text: what stands around numbers, and the levels, from 0, whose numbers they are."""


_PLAIN = _Level()


@dataclass(frozen=True, slots=True)
class List:
    """A list of the document: where its numbers are counted, and its levels."""

    counted_in: str
    levels: Mapping[int, _Level]
    starts: Mapping[int, int]
    """At which number a level of it starts anew."""
    restarted: Sequence[Sequence[int]]
    """The levels that each level starts anew."""


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each is counted."""

    _lists: Mapping[str, List] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, list_: str, depth: int, style: str = "") -> AutoLabel | None:
        """What stands in front of the next paragraph of a list, at a level of it or at that of its style."""
        found = self._lists.get(list_)
        if found is None:
            return None
        if depth < 0:
            depth = next((at for at, level in found.levels.items() if style and level.style == style), 0)
        depth = min(depth, _LEVELS - 1)
        level = found.levels.get(depth, _PLAIN)
        counts = self._counts.setdefault(found.counted_in, {})
        self._count(found, list_, depth, counts)
        text = _written(level, found.levels, counts)
        return AutoLabel(text + level.suffix if text else "", depth)

    def _count(self, found: List, list_: str, depth: int, counts: dict[int, int]) -> None:
        if depth in found.starts and (list_, depth) not in self._begun:
            counts[depth] = found.starts[depth]
        elif depth in counts:
            counts[depth] += 1
        else:
            counts[depth] = found.starts.get(depth, found.levels.get(depth, _PLAIN).start)
        self._begun.add((list_, depth))
        for above in range(depth):
            if above not in counts:
                counts[above] = found.levels.get(above, _PLAIN).start
        if len(counts) > 1:
            for below in found.restarted[depth]:
                counts.pop(below, None)


def _written(level: _Level, levels: Mapping[int, _Level], counts: Mapping[int, int]) -> str:
    if level.way == "bullet":
        return symbols.told(level.text[:1], level.font).strip() or symbols.BULLET if level.text.strip() else ""
    if level.way == "none":
        return _NUMBER.sub("", level.text).strip()

    made = ""
    for part in level.parts:
        if isinstance(part, str):
            made += part
        elif (way := levels.get(part, _PLAIN).way) not in ("bullet", "none"):
            made += numeral(counts.get(part, 1), "decimal" if level.is_legal else way)
    return made.strip()


# --- from the file ---


def read(top: Element | None, styles: Styles) -> Numbering:
    """The lists of a document; one that has no such part has none."""
    if top is None:
        return Numbering()
    abstract = {one.get(W + "abstractNumId", ""): one for one in top.iterchildren(W + "abstractNum")}
    concrete = {one.get(W + "numId", ""): one for one in top.iterchildren(W + "num")}
    levels: dict[str, dict[int, _Level]] = {}
    lists = {}
    for id_, one in concrete.items():
        definition = _definition(of(one, "abstractNumId"), abstract, concrete, styles)
        if definition not in levels:
            found = abstract.get(definition)
            levels[definition] = _levels(found) if found is not None else {}
        lists[id_] = _list(one, definition, levels[definition])
    lists.pop("0", None)  # Stands for no list.
    return Numbering(lists)


def _definition(id_: str, abstract: Mapping[str, Element], concrete: Mapping[str, Element], styles: Styles) -> str:
    """Where the levels of a list are; it may leave them to the list of a style (17.9.21)."""
    for _ in range(_DEEPEST):
        found = abstract.get(id_)
        link = of(found, "numStyleLink")
        list_ = styles.numbering(link) if link else None
        if list_ is None or list_[0] not in concrete:
            return id_
        id_ = of(concrete[list_[0]], "abstractNumId")
    return id_


def _list(one: Element, definition: str, levels: Mapping[int, _Level]) -> List:
    own, starts = dict(levels), {}
    for override in one.iterchildren(W + "lvlOverride"):
        depth = number(override.get(W + "ilvl"), -1)
        if not 0 <= depth < _LEVELS:
            continue
        if (level := override.find(W + "lvl")) is not None:
            own[depth] = _level(level)
        if start := of(override, "startOverride"):
            starts[depth] = number(start, 1)
    return List(definition, own, starts, [_restarted(own, depth) for depth in range(_LEVELS)])


def _restarted(levels: Mapping[int, _Level], depth: int) -> list[int]:
    """Those below that are not told to go on, or to wait for a higher one (17.9.11)."""
    after = {below: levels.get(below, _PLAIN).restarts_after for below in range(depth + 1, _LEVELS)}
    return [below for below, limit in after.items() if depth < (below if limit < 0 else limit)]


def _levels(abstract: Element) -> dict[int, _Level]:
    found = {}
    for one in abstract.iterchildren(W + "lvl"):
        depth = number(one.get(W + "ilvl"), -1)
        if 0 <= depth < _LEVELS:
            found[depth] = _level(one)
    return found


def _level(one: Element) -> _Level:
    after, legal = of(one, "lvlRestart"), one.find(W + "isLgl")
    fonts = one.find(f"{W}rPr/{W}rFonts")
    format_ = one.find(W + "numFmt")
    if format_ is None:  # Of newer ways, which older programs do not know (MS-DOCX 2.2.3).
        format_ = next(one.iter(W + "numFmt"), None)
    return _Level(
        of(one, "lvlText")[:_LONGEST],
        "decimal" if format_ is None else format_.get(VAL, "decimal"),
        number(of(one, "start"), 0),
        number(after, -1) if after else -1,
        legal is not None and is_on(legal),
        "" if of(one, "suff") == "nothing" else " ",
        of(one, "pStyle"),
        "" if fonts is None else fonts.get(W + "ascii", ""),
        [int(part) - 1 if at % 2 else part for at, part in enumerate(_NUMBER.split(of(one, "lvlText")[:_LONGEST]))],
    )
