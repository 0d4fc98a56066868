"""CSV and its kin: a text in which a sign stands between cells, and line breaks between rows.

Source: RFC 4180, and what spreadsheets write beyond it: tabs, semicolons or bars for commas, and blanks around quotes.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import takewhile

from quizapp.formats.problems import Problem
from quizapp.formats.sheets.layouts import Find, TableLayout
from quizapp.formats.sheets.table import (
    HEAD,
    LONGEST_SHOWN,
    MOST_COLUMNS,
    DamagedTable,
    Row,
    Table,
    address,
    start,
    within_limits,
)

DELIMITERS = ",;\t|"
_FEWEST_CELLS = 3
"""Of a row of questions: a question and two choices, the right one of which may be known by its place."""
_QUOTED = r'[{1}]*+"([^"]*+(?:""[^"]*+)*+)"[{1}]*+(?=[{0}\n]|\Z)'
_BARE = r"[^{0}\n]*+"
_RULE = re.compile(r"[ \t]*:?-+:?[ \t]*")
"""A cell of the line under the heading of a table in Markdown."""


def delimiter(text: str, find: Find) -> tuple[str, TableLayout | None]:
    """The sign between its cells: the one by which most columns are known; and what is known by it, if anything is."""
    signs = (sign for sign in DELIMITERS if sign in text)
    found = [(sign, layout) for sign in signs if (layout := find(_start(text, sign)))]
    if not found and "\t" in text and (layout := find(_readable(_plain_rows(text)))):
        found = [("\t", layout)]
    return max(found, key=lambda one: one[1].certainty) if found else ("", None)


def delimiter_without_header(text: str) -> str:
    """The sign that divides the first rows into as many cells each; else empty."""
    for sign in DELIMITERS:
        rows = _alike(_undamaged(_rows(text, sign)))
        if len(rows) > 1 and not _are_sentences(rows, sign):
            return sign
        if len(rows) == 1 and _asks(rows[0]) and not _are_sentences(rows, sign):
            return sign
    return ""


def _asks(row: Row) -> bool:
    """Whether one row alone is a question with choices: words say so that end with a question mark."""
    cells = [cell.strip() for cell in row.cells]
    return len(cells) > _FEWEST_CELLS and all(cells[:-1]) and any(cell[-1:] in "?？؟" for cell in cells[:2] if cell)


def _alike(rows: Iterable[Row]) -> Sequence[Row]:
    """All of them, if they have as many cells each as a row of questions; no more are read than tell."""
    read: list[Row] = []
    for row in takewhile(lambda one: one.number <= HEAD, rows):
        if len(row.cells) < _FEWEST_CELLS or len(row.cells) != len((read or [row])[0].cells):
            return ()
        read.append(row)
    return read


def _are_sentences(rows: Iterable[Row], sign: str) -> bool:
    """Whether the commas are those of sentences, which have a blank behind them."""
    behind = [cell for row in rows for cell in row.cells[1:] if cell.strip()]
    return sign == "," and 2 * sum(cell[0] == " " for cell in behind) > len(behind)


def _start(text: str, sign: str) -> list[Row]:
    return _readable(_rows(text, sign))


def _readable(rows: Iterable[Row]) -> list[Row]:
    """As much of the head as can be read."""
    return list(_undamaged(start(rows)))


def _undamaged(rows: Iterable[Row]) -> Iterator[Row]:
    with suppress(DamagedTable):
        yield from _trimmed(rows)


def table(text: str, sign: str) -> Table:
    """Raises DamagedTable."""
    return Table(list(_trimmed(_rows(text, sign))), is_text=True)


def plain_table(text: str) -> Table:
    """Of a text in which quotes are letters and tabs stand between cells. Raises DamagedTable."""
    return Table(list(_trimmed(_plain_rows(text))), is_text=True)


def _plain_rows(text: str) -> Iterator[Row]:
    at, number = 0, 1
    while at < len(text):
        end = text.find("\n", at)
        line = text[at : end if end >= 0 else len(text)]
        yield Row(number, tuple(line.split("\t")[: 2 * MOST_COLUMNS]))
        at, number = at + len(line) + 1, number + 1


def _trimmed(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        if not row.is_empty and not all(_RULE.fullmatch(cell) for cell in row.cells if cell.strip()):
            yield within_limits(row)


def _rows(text: str, sign: str) -> Iterator[Row]:
    inside = re.escape(sign)
    blanks = " \t".replace(sign, "")
    quoted, bare = re.compile(_QUOTED.format(inside, blanks)), re.compile(_BARE.format(inside))
    at, number, cells = 0, 1, list[str]()
    while at < len(text):
        if found := quoted.match(text, at):
            cells.append(found[1].replace('""', '"'))
        else:
            found = bare.match(text, at)
            assert found
            cells.append(found[0])
            if found[0].lstrip(" \t").startswith('"') and found[0].count('"') % 2:
                raise DamagedTable(_unclosed(number, len(cells), found[0]))
        at = found.end()
        if at < len(text) and text[at] == sign:
            at += 1
            if len(cells) > MOST_COLUMNS and cells[-1].strip():
                within_limits(Row(number, tuple(cells)))
            if at < len(text):
                continue
            cells.append("")
        yield Row(number, tuple(cells))
        at, number, cells = at + 1, number + 1, []


def _unclosed(row: int, column: int, text: str) -> Problem:
    return Problem(
        "quote-unclosed", row, column, cell=address(row, column), text=text.strip()[:LONGEST_SHOWN]
    )  # fmt: skip
