"""Cells that are one over several rows: each of those rows has what stands in it, as whoever merged them meant."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter

from quizapp.formats.libraries import library
from quizapp.formats.sheets.table import MOST_COLUMNS, MOST_ROWS, Row, filled

_MERGED = re.compile(
    rb'<(?:\w{1,20}:)?mergeCell\s[^>]{0,200}?\bref\s*=\s*["\']([A-Za-z]{1,3})(\d{1,7}):[A-Za-z]{1,3}(\d{1,7})'
)
Spans = Mapping[int, Sequence[tuple[int, int]]]
"""The first and last rows of what is merged, by its first column, in the order of the first rows."""


def spans(data: bytes) -> Spans:
    """Those that the XML of a sheet of Excel names below its rows (ECMA-376, part 1, 18.3.1.55)."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for one in _MERGED.finditer(data, max(0, data.rfind(b"sheetData>"))):
        column = library("openpyxl.utils").column_index_from_string(one[1].decode().upper())
        first, last = int(one[2]), int(one[3])
        if first < last and first <= MOST_ROWS and column <= MOST_COLUMNS:
            found[column].append((first, last))
    return {column: sorted(every) for column, every in found.items()}


def carried(rows: Iterable[Row], merged: Spans) -> Iterator[Row]:
    """The rows, each with what is merged into it from above; one that holds nothing else stays empty."""
    tops: dict[tuple[int, int], str] = {}
    for row in rows:
        new: dict[int, str] = {}
        for column, every in merged.items():
            at = bisect_right(every, row.number, key=itemgetter(0)) - 1
            first, last = every[at] if at >= 0 else (0, 0)
            if row.number == first:
                tops[column, first] = row.at(column)
            elif row.number <= last and not row.is_empty and not row.at(column).strip():
                new[column] = tops.get((column, first), "")
        yield replace(row, cells=filled({**dict(enumerate(row.cells, start=1)), **new})) if new else row
