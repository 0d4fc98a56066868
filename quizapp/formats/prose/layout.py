"""How lines are set: quoted as in an answer to an e-mail, or in columns with a question in each."""

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
Cells = Sequence[Line]
"""What stands in each column, from the left."""


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
    if not any("\t" in line.text or "   " in line.text for line in lines):
        return lines
    blocks = [list(block) for _, block in groupby(lines, key=lambda line: bool(line.text.strip()))]
    made: list[Line] = []
    waiting: list[Sequence[Cells]] = []
    for block in blocks:
        rows = _columns(block)
        if rows and (not waiting or len(rows[0]) == len(waiting[0][0])):
            waiting.append(rows)
        elif not waiting or any(line.text.strip() for line in block):
            made += [*_in_order(waiting), *block]
            waiting = []
    return [*made, *_in_order(waiting)]


def _columns(block: Sequence[Line]) -> Sequence[Cells]:
    """The columns of some lines that begin with a number in each; none where they are not so."""
    rows = [_cells(line) for line in block]
    if len(rows) < 2 or len(rows[0]) < 2 or not all(_number(cell) for cell in rows[0]):
        return ()
    width = len(rows[0])
    are_divided = sum(len(row) == width for row in rows) >= _MOSTLY * len(rows)
    return rows if are_divided and all(len(row) <= width for row in rows) else ()


def _cells(line: Line) -> Cells:
    """A line cut at each gap that has more than a label before it."""
    seen = normal(line.text)
    cells: list[Line] = []
    start = 0
    for gap in _GAP.finditer(seen.rstrip()):
        label = label_of(seen[start:])
        if seen[start : gap.start()].strip() and (label is None or gap.start() - start > label.stop):
            cells.append(line.cut(start, gap.start()).stripped())
            start = gap.end()
    return [*cells, line.cut(start).stripped()]


def _number(cell: Line) -> int:
    """0 where it begins with none."""
    label: Label | None = label_of(normal(cell.text))
    return (label.number or 0) if label is not None and label.sort in (Sort.NUMBER, Sort.WORD) else 0


def _in_order(blocks: Sequence[Sequence[Cells]]) -> Iterator[Line]:
    """Question after question, as they are numbered: across, or down one column and then the next."""
    if not blocks:
        return
    left, right = (_number(cell) for cell in blocks[0][0][:2])
    groups = [[one] for one in blocks] if right == left + 1 else [blocks]
    for group in groups:
        for side in range(len(group[0][0])):
            for rows in group:
                yield from (row[side] for row in rows if side < len(row))
                yield Line("", rows[-1][0].place)
