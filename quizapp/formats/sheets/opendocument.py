"""Workbooks of LibreOffice, OpenOffice and whatever else saves .ods: cells as the sheet shows them.

Source: OpenDocument 1.3, part 3, 9 (tables), 6.1 (text) and 19 (attributes). A row or a cell may say that it is
repeated a million times, as empty ones do up to the end of a sheet: it is kept once.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from quizapp.formats.problems import Problem
from quizapp.formats.sheets import looks, merges, streaming
from quizapp.formats.sheets.scripts import scripted
from quizapp.formats.sheets.table import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, DamagedTable, Row, Sheet, far, filled
from quizapp.formats.sheets.table import shown as shown_text
from quizapp.formats.syntax import xmltree
from quizapp.formats.syntax.archives import Archive, UnreadableMember

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT, _STYLE = (f"{_OASIS}{name}:1.0 " for name in ("table", "office", "text", "style"))
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
_ASIDE = frozenset(f"{_TABLE}{name}" for name in ("tracked-changes", "dde-links", "shapes")) | frozenset((
    f"{_OFFICE}annotation", f"{_TEXT}note", f"{_TEXT}ruby-text",
))  # fmt: skip
"""What stands in a sheet, or in a cell, and is not what the cell shows; drawings are not, either."""
_DRAWING = f"{_OASIS}drawing:1.0 "
_BLANKS = re.compile(r"[ \t\r\n]+")
_ERROR = re.compile(r"#[A-Z0-9/]{3,8}[!?]?|Err:\d{3}")
_VALUES = ("value", "date-value", "time-value", "boolean-value", "string-value")
"""What a cell has beside the text that it shows."""
_DATED, _COUNTED = ("date", "time"), ("float", "percentage", "currency")
_LARGEST = 2**20
"""A row or a column of a sheet has no larger number."""


class OpenDocument:
    """A workbook in a package. Raises xmltree.Unreadable."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    @cached_property
    def sheets(self) -> Sequence[Sheet]:
        try:
            data = self._archive.read(_CONTENT) if _CONTENT in self._archive else b""
        except UnreadableMember as error:
            values = {"reason": str(error)}
            raise xmltree.Unreadable(Problem("workbook-damaged", values=values, member=_CONTENT)) from error
        if not data.strip():
            raise xmltree.Unreadable(Problem("empty-file", member=_CONTENT))
        read = _Content()
        for _ in streaming.told(data, _CONTENT, read, between=" "):
            pass
        return [
            Sheet(one.name, one.rows, one.style in read.hidden, partial(frozenset, one.hidden_columns))
            for one in read.sheets
        ]


def mimetype(archive: Archive) -> bytes:
    """What a package says that it is."""
    return _content_of(archive, "mimetype")


def is_open_document(archive: Archive) -> bool:
    return mimetype(archive).startswith(MIMETYPE.encode())


def is_locked(archive: Archive) -> bool:
    """Whether one needs a password to read it."""
    return "encrypted-package" in archive or b"encryption-data" in _content_of(archive, _MANIFEST)


def _content_of(archive: Archive, name: str) -> bytes:
    try:
        return archive.read(name) if name in archive else b""
    except UnreadableMember:
        return b""


@dataclass(slots=True)
class _Found:
    """A sheet as it is written: rows that are repeated stand there once."""

    name: str
    style: str
    hidden_columns: set[int] = field(default_factory=set)
    columns: int = 0
    """How many are told so far."""
    runs: list[tuple[int, Row]] = field(default_factory=list)
    """Rows that are not empty, each with how often it is there."""
    spans: defaultdict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))

    def rows(self) -> Iterator[Row]:
        return merges.carried(self._expanded(), self.spans)

    def _expanded(self) -> Iterator[Row]:
        for times, row in self.runs:
            for number in range(row.number, row.number + times):
                if number > MOST_ROWS:
                    raise far(number, 1)
                cells = tuple(shown_text(text, number, at) for at, text in enumerate(row.cells, start=1))
                yield replace(row, number=number, cells=cells)


@dataclass(slots=True)
class _CellRead:
    given: Mapping[str, str]
    is_covered: bool
    lines: list[str] = field(default_factory=list)
    is_sure: bool = True
    """Whether nothing is lost of what is raised or lowered in it."""


class _Content(streaming.Target[None]):
    """What content.xml says, as far as the cells of sheets go."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[_Found] = []
        self.hidden: set[str] = set()
        """The styles of sheets that are not shown."""
        self._style = ""
        self._aside = 0
        """How deep inside of what no cell shows."""
        self._tables = 0
        self._count = 0
        self._row = 0
        """The number of the row that is read."""
        self._times = 0
        """How often that row stands there; 0 outside of any."""
        self._is_hidden = False
        self._column = 0
        self._texts: dict[int, str] = {}
        self._unvalued: set[int] = set()
        self._dated: set[int] = set()
        self._counted: set[int] = set()
        self._cell: _CellRead | None = None
        self._line: list[str] | None = None
        self._positions: dict[str, str] = {}
        """Where letters stand that are not on the line, by their styles."""
        self._spans: list[tuple[int, str]] = []
        """Those that are open: where in the line they begin, and where their letters stand."""
        self._doubtful: set[int] = set()
        self._dressed: set[tuple[int, str, str]] = set()
        self._dresses: dict[str, looks.CellLooks] = {}
        """How what has a style is set apart."""

    def start(self, name: str, given: dict[str, str]) -> None:
        if self._aside or name in _ASIDE or name.startswith(_DRAWING):
            self._aside += 1
        elif found := self._STARTS.get(name):
            found(self, given)
        elif self._line is not None and (sign := _SIGNS.get(name)):
            self._line.append(sign * (min(_times(given, f"{_TEXT}c"), 1000) if sign == " " else 1))

    def data(self, text: str) -> None:
        if self._line is not None and not self._aside:
            self._line.append(_BLANKS.sub(" ", text))

    def end(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
        elif found := self._ENDS.get(name):
            found(self)

    # --- styles and tables ---

    def _start_style(self, given: Mapping[str, str]) -> None:
        self._style = given.get(f"{_STYLE}name", "")

    def _start_properties(self, given: Mapping[str, str]) -> None:
        if given.get(f"{_TABLE}display") == "false":
            self.hidden.add(self._style)
        self._dress(given)

    def _dress(self, given: Mapping[str, str]) -> None:
        if found := looks.of_properties({key.rpartition(" ")[2]: value for key, value in given.items()}):
            self._dresses[self._style] = self._dresses.get(self._style, looks.PLAIN) | found

    def _start_letters(self, given: Mapping[str, str]) -> None:
        position = given.get(f"{_STYLE}text-position", "")
        if position and not position.startswith("0"):
            is_low = position.startswith(("sub", "-"))
            self._positions[self._style] = "sub" if is_low else "super"
        self._dress(given)

    def _start_table(self, given: Mapping[str, str]) -> None:
        self._tables += 1
        if self._tables == 1:
            self._row = self._times = 0
            self.sheets.append(_Found(given.get(f"{_TABLE}name", ""), given.get(f"{_TABLE}style-name", "")))

    def _end_table(self) -> None:
        self._tables -= 1

    def _start_column(self, given: Mapping[str, str]) -> None:
        if self._tables == 1:
            sheet = self.sheets[-1]
            first, sheet.columns = sheet.columns + 1, sheet.columns + _times(given, f"{_TABLE}number-columns-repeated")
            if given.get(f"{_TABLE}visibility", "visible") != "visible":
                sheet.hidden_columns.update(range(first, min(sheet.columns, MOST_COLUMNS) + 1))

    # --- rows ---

    def _start_row(self, given: Mapping[str, str]) -> None:
        if self._tables == 1:
            self._row += 1
            self._times = _times(given, f"{_TABLE}number-rows-repeated")
            self._is_hidden = given.get(f"{_TABLE}visibility", "visible") != "visible"
            self._column = 0

    def _end_row(self) -> None:
        if self._tables != 1 or not self._times:
            return
        if self._texts or self._unvalued:
            row = Row(
                self._row,
                filled(self._texts),
                frozenset(self._unvalued),
                frozenset(self._dated),
                frozenset(self._counted),
                frozenset(self._doubtful),
                is_hidden=self._is_hidden,
                looks=frozenset(self._dressed),
            )
            self.sheets[-1].runs.append((self._times, row))
            self._texts, self._unvalued, self._dated, self._counted, self._doubtful = {}, set(), set(), set(), set()
            self._dressed = set()
        self._row += self._times - 1
        self._times = 0

    # --- cells ---

    def _start_cell(self, given: Mapping[str, str]) -> None:
        self._open(given, is_covered=False)

    def _start_covered(self, given: Mapping[str, str]) -> None:
        self._open(given, is_covered=True)

    def _open(self, given: Mapping[str, str], *, is_covered: bool) -> None:
        if self._tables == 1 and self._times:
            self._cell = _CellRead(given, is_covered)

    def _start_line(self, given: Mapping[str, str]) -> None:
        if self._cell is not None and self._tables == 1:
            self._line, self._spans = [], []

    def _start_span(self, given: Mapping[str, str]) -> None:
        if self._line is not None:
            self._spans.append((len(self._line), self._positions.get(given.get(f"{_TEXT}style-name", ""), "")))

    def _end_span(self) -> None:
        if self._cell is not None and self._line is not None and self._spans:
            start, position = self._spans.pop()
            text, is_sure = scripted("".join(self._line[start:]), position, self._line[start - 1] if start else "")
            self._line[start:] = [text]
            self._cell.is_sure = self._cell.is_sure and is_sure

    def _end_line(self) -> None:
        if self._cell is not None and self._line is not None:
            self._cell.lines.append("".join(self._line))
            self._line = None

    def _end_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None or self._tables != 1:
            return
        times = _times(cell.given, f"{_TABLE}number-columns-repeated")
        first, self._column = self._column + 1, self._column + times
        text = "" if cell.is_covered else _shown(cell)
        if text == "":
            return
        self._count += 1
        if self._count > MOST_CELLS:
            raise DamagedTable(Problem("cells-beyond", values={"limit": MOST_CELLS}))
        if self._column > MOST_COLUMNS:
            raise far(self._row, self._column)
        if (height := _times(cell.given, f"{_TABLE}number-rows-spanned")) > 1:
            self.sheets[-1].spans[first].append((self._row, self._row + height - 1))
        kind = cell.given.get(f"{_OFFICE}value-type", "")
        dress = self._dresses.get(cell.given.get(f"{_TABLE}style-name", ""), looks.PLAIN)
        for column in range(first, self._column + 1):
            if text is None:
                self._unvalued.add(column)
                continue
            self._texts[column] = text
            self._dressed |= {(column, name, value) for name, value in dress}
            if not cell.is_sure:
                self._doubtful.add(column)
            if kind in _DATED:
                self._dated.add(column)
            elif kind in _COUNTED:
                self._counted.add(column)

    _STARTS: Mapping[str, Callable[["_Content", Mapping[str, str]], None]] = {
        f"{_STYLE}style": _start_style,
        f"{_STYLE}table-properties": _start_properties,
        f"{_STYLE}table-cell-properties": _start_properties,
        f"{_STYLE}text-properties": _start_letters,
        f"{_TEXT}span": _start_span,
        f"{_TABLE}table": _start_table,
        f"{_TABLE}table-column": _start_column,
        f"{_TABLE}table-row": _start_row,
        f"{_TABLE}table-cell": _start_cell,
        f"{_TABLE}covered-table-cell": _start_covered,
        f"{_TEXT}p": _start_line,
        f"{_TEXT}h": _start_line,
    }
    _ENDS: Mapping[str, Callable[["_Content"], None]] = {
        f"{_TABLE}table": _end_table,
        f"{_TABLE}table-row": _end_row,
        f"{_TABLE}table-cell": _end_cell,
        f"{_TABLE}covered-table-cell": _end_cell,
        f"{_TEXT}span": _end_span,
        f"{_TEXT}p": _end_line,
        f"{_TEXT}h": _end_line,
    }


_SIGNS = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}


def _shown(cell: _CellRead) -> str | None:
    """What a cell shows; None where a formula has no value, or is an error."""
    given = cell.given
    text = "\n".join(cell.lines)
    has_formula = f"{_TABLE}formula" in given
    is_error = given.get(f"{_CALC}value-type") == "error" or (has_formula and _ERROR.fullmatch(text) is not None)
    if is_error:
        return None
    if not cell.lines:
        text = next((given[key] for name in _VALUES if (key := f"{_OFFICE}{name}") in given), "")
        is_kept = any(f"{_OFFICE}{name}" in given for name in _VALUES)
        return None if has_formula and not text and not is_kept else text
    return text


def _times(given: Mapping[str, str], name: str) -> int:
    said = given.get(name, "")
    return min(_LARGEST, max(1, int(said))) if said.isascii() and said.isdecimal() and len(said) < 10 else 1
