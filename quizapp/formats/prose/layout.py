"""How lines are set: quoted as in an answer to an e-mail, or in two columns with a question in each."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from quizapp.formats.prose.labels import Label, Sort, label_of
from quizapp.formats.prose.lines import Line
from quizapp.formats.prose.normal import normal

_QUOTE = re.compile(r"(?:\s?>)+ ?")
_FEWEST_QUOTED = 3
_MOSTLY = 0.6
_GAP = re.compile(r"\t+|\s{3,}")
Pair = tuple[Line, Line | None]
"""What stands in the left column, and what does in the right one."""


def straightened(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines as they were typed, one below the other."""
    return _uncolumned(_unquoted(lines))


def _unquoted(lines: Sequence[Line]) -> Sequence[Line]:
    filled = [line for line in lines if line.text.strip()]
    quoted = sum(line.text.lstrip().startswith(">") for line in filled)
    if quoted < _FEWEST_QUOTED or quoted < _MOSTLY * len(filled):
        return lines
    found = [(line, _QUOTE.match(line.text)) for line in lines]
    return [line.cut(quote.end()) if quote else line for line, quote in found]


def _uncolumned(lines: Sequence[Line]) -> Sequence[Line]:
    if not any(_GAP.search(line.text.strip()) for line in lines):
        return lines
    blocks = [list(block) for _, block in groupby(lines, key=lambda line: bool(line.text.strip()))]
    made: list[Line] = []
    waiting: list[Sequence[Pair]] = []
    for block in blocks:
        pairs = _columns(block)
        if pairs:
            waiting.append(pairs)
        elif not waiting or any(line.text.strip() for line in block):
            made += [*_in_order(waiting), *block]
            waiting = []
    return [*made, *_in_order(waiting)]


def _columns(block: Sequence[Line]) -> Sequence[Pair]:
    """The two columns of some lines that begin with a number in each; none where they are not so."""
    if len(block) < 2 or not (first := _halves(block[0])) or first[1] is None:
        return ()
    if not all(_number(half) is not None for half in first):
        return ()
    pairs = [_halves(line) for line in block]
    are_divided = sum(pair[1] is not None for pair in pairs) >= _MOSTLY * len(pairs)
    return pairs if are_divided else ()


def _halves(line: Line) -> Pair:
    """A line cut at the first gap that has more than a label before it."""
    seen = normal(line.text)
    label = label_of(seen)
    for gap in _GAP.finditer(seen):
        if seen[: gap.start()].strip() and (label is None or gap.start() > label.stop) and seen[gap.end() :].strip():
            return line.cut(0, gap.start()).stripped(), line.cut(gap.end()).stripped()
    return line, None


def _number(half: Line | None) -> int | None:
    label: Label | None = label_of(normal(half.text)) if half is not None else None
    return label.number if label is not None and label.sort in (Sort.NUMBER, Sort.WORD) else None


def _in_order(blocks: Sequence[Sequence[Pair]]) -> Iterator[Line]:
    """Question after question, as they are numbered: across, or down one column and then the other."""
    if not blocks:
        return
    left, right = (_number(half) or 0 for half in blocks[0][0])
    groups = [[one] for one in blocks] if right == left + 1 else [blocks]
    for group in groups:
        for side in (0, 1):
            for pairs in group:
                yield from (half for pair in pairs if (half := pair[side]) is not None)
                yield Line("", pairs[-1][0].place)
