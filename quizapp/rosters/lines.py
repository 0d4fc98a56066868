"""A class list as rows of cells: pasted lines, CSV, or what was copied out of a spreadsheet.

Source of the quotes: RFC 4180. One that is never closed is a sign like any other here, for names have them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.rosters import extra_time, headings

SIGNS = "\t;,|"
HEAD = 20
"""Lines among which the columns may be named."""
_QUOTED = r'[ \u00a0]*+"((?:[^"]++|"")*+)"[ \u00a0]*+(?={0})'
_END = {"\t": r"\t|\Z", ";": r";|\Z", ",": r",|\Z", "|": r"\||\Z", "": r"\Z"}
_FURTHER = 4
"""Lines that a cell in quotes may go on for: headings are broken, names hardly."""
_LONGEST = 2000
"""Characters of a cell in quotes that goes on."""
_MOST_OF = 0.8
_ADDRESS = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class ListRow:
    line: int
    """From 1."""
    cells: tuple[str, ...]
    """Without blanks around them."""

    def at(self, column: int) -> str:
        """The text of a cell, from 0 on; empty where there is none."""
        return self.cells[column] if 0 <= column < len(self.cells) else ""


def rows(text: str) -> Sequence[ListRow]:
    """Those that are not empty; in a list of bare names each has one cell."""
    lines = text.splitlines()
    filled = [line for line in lines if line.strip()]
    if len(filled) == 1:
        return _of_one_line(lines)
    return _divided(lines, _sign(lines, filled))


def is_named(text: str) -> bool:
    """Whether a row of it names columns."""
    return headings.row_of([row.cells for row in rows(text) if row.line <= HEAD]) is not None


def written(cells: Sequence[Sequence[str]]) -> str:
    """Rows of a spreadsheet as a text that `rows` divides into the same cells, line by line."""
    return "\n".join("\t".join(_written(cell) for cell in row) for row in cells) + "\n" if cells else ""


def _written(cell: str) -> str:
    flat = " ".join(cell.split())
    return '"{}"'.format(flat.replace('"', '""')) if flat.startswith('"') else flat


def _of_one_line(lines: Sequence[str]) -> Sequence[ListRow]:
    """Several names behind each other, as some write them; « Dupont, Zoé » is one."""
    number, line = next((at, line) for at, line in enumerate(lines, start=1) if line.strip())
    if not any(char.isalnum() for char in line):
        return []
    for sign in ";,":
        cells = [cell for row in _divided([line], sign) for cell in row.cells if cell]
        if len(cells) > 2 and all(map(_may_be_a_name, cells)) and not headings.count(cells):
            return [ListRow(number, (cell,)) for cell in cells]
    return _divided(lines, next((sign for sign in "\t;" if sign in line), ""))


def _may_be_a_name(cell: str) -> bool:
    name, _ = extra_time.behind(_ADDRESS.sub("", cell))
    return any(one.isalpha() for one in name) and not any(one.isdigit() for one in name)


def _sign(lines: Sequence[str], filled: Sequence[str]) -> str:
    """What stands between the cells: as a row of headings tells, else as most lines do; empty for bare names."""
    if not filled:
        return ""
    if all("\t" in line for line in filled):
        return "\t"  # Nobody types them: it comes from a table, whatever other signs are in its cells.
    known = {sign: _known(_divided(lines[:HEAD], sign)) for sign in SIGNS}
    best = max(SIGNS, key=known.__getitem__)
    if known[best]:
        return best
    for sign in "\t;|":
        if sum(sign in line for line in filled) > len(filled) / 2:
            return sign
    return "," if _has_commas_between_cells(_divided(lines, ",")) else ""


def _known(divided: Sequence[ListRow]) -> int:
    """How many columns are named in a row of several."""
    heading = headings.row_of([row.cells for row in divided])
    if heading is None or len(divided[heading].cells) < 2:
        return 0
    return headings.count(divided[heading].cells)


def _has_commas_between_cells(divided: Sequence[ListRow]) -> bool:
    """Whether commas part columns: « Dupont, Zoé » is one name, and there are as many names as lines."""
    widths = [len(row.cells) for row in divided]
    width = max(set(widths), key=widths.count)
    alike = [row for row in divided if len(row.cells) == width]
    if width < 2 or len(alike) < _MOST_OF * len(divided):
        return False
    return width > 2 or all(_is_no_name(row.cells[1]) for row in alike)


def _is_no_name(cell: str) -> bool:
    return bool(cell) and ("@" in cell or any(one.isdigit() for one in cell)) and "%" not in cell


def _divided(lines: Sequence[str], sign: str) -> list[ListRow]:
    quoted = re.compile(_QUOTED.format(_END[sign]))
    found, at = [], 0
    while at < len(lines):
        cells, more = _cells(lines, at, sign, quoted)
        if any(cells):
            found.append(ListRow(at + 1, tuple(cells)))
        at += 1 + more
    return found


def _cells(lines: Sequence[str], at: int, sign: str, quoted: re.Pattern[str]) -> tuple[list[str], int]:
    """The cells of the row that begins on a line, and on how many more lines it goes on."""
    line, more, place, cells = lines[at], 0, 0, list[str]()
    while True:
        found = quoted.match(line, place)
        if found is None and line[place:].lstrip(" \u00a0").startswith('"'):
            line, more, found = _gone_on(lines, at, line, more, place, quoted)
        end = found.end() if found else line.find(sign, place) if sign else -1
        end = len(line) if end < 0 else end
        cells.append(" ".join((found[1].replace('""', '"') if found else line[place:end]).split()))
        if end >= len(line):
            return cells, more
        place = end + 1


def _gone_on(
    lines: Sequence[str], at: int, line: str, more: int, place: int, quoted: re.Pattern[str]
) -> tuple[str, int, "re.Match[str] | None"]:
    """The line with as many further ones as its open quote needs; as it is, where no closing one is near."""
    longer = line
    for further in range(more + 1, min(more + _FURTHER, len(lines) - 1 - at) + 1):
        longer = f"{longer}\n{lines[at + further]}"
        if len(longer) - place > _LONGEST:
            break
        if (found := quoted.match(longer, place)) is not None:
            return longer, further, found
    return line, more, None
