"""Rows to take away, as XLSX, written row by row: the whole is never in memory, and no cell is ever run.

Of SpreadsheetML (ECMA-376, part 1, chapter 18) this is the least that is needed: rows of numbers, times and texts, each
text typed as such where it stands (`inlineStr`), so that none is a formula. It is not openpyxl's: that keeps the rows
of its write-only mode in a file with a name, which a process that is killed leaves behind with the names of readers in
it (`create_temporary_file`, in its `worksheet/_writer.py`), and takes four times as long.
"""

import pickle
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from itertools import chain, islice
from tempfile import TemporaryFile
from typing import IO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from quizapp.formats.sheets.table import column_letter
from quizapp.services.downloads import Cell, Row

MOST_ROWS = 2**20
"""Of a sheet: what is beyond them goes on in the next one, below the same headings."""
MOST_COLUMNS = 2**14
"""Of a sheet: no program opens more, so what is beyond them goes on in the next one, beside the same first column."""
MOST_SIGNS = 32_767
"""Of a cell: no program opens more, so the rest of a longer text is cut off."""
_LONGEST_TITLE = 31
_AT_ONCE = 100
"""Rows that are written to the file in one piece."""
_KNOWN = 1024
"""Cells that are in memory as they are written."""
_WIDTH = 16
_EPOCH = datetime(1899, 12, 30)
_SECONDS = 86_400
_HEADING, _MOMENT = 1, 2
"""Styles, as `_STYLES` numbers them."""

_UNPRINTABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold, or would not give back."""
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SHEET = f"""<worksheet xmlns="{_MAIN}">\
<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>\
</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15" baseColWidth="{_WIDTH}"/><sheetData>"""
_STYLES = f"""<styleSheet xmlns="{_MAIN}">\
<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>\
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill>\
<fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>\
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""


def write_xlsx(
    file: IO[bytes], title: str, rows: Iterable[Row], most: int = MOST_ROWS, widest: int = MOST_COLUMNS
) -> None:
    """One sheet, or as many as it takes with `most` rows and `widest` columns; the first row is the headings of all."""
    left = iter(rows)
    headings, following = next(left), next(left, None)
    sheets = 0
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        while following is not None or not sheets:
            here = () if following is None else (following,)
            sheets = _write_sheets(package, sheets + 1, chain((headings,), here, islice(left, most - 2)), widest)
            following = next(left, None)
        for name, part in _about([_titled(title, number) for number in range(1, sheets + 1)]):
            package.writestr(name, _XML + part)


def _write_sheets(package: ZipFile, number: int, rows: Iterator[Row], widest: int) -> int:
    """One, or several side by side where the rows are too wide; returns the number of the last one."""
    headings = next(rows)
    if len(headings) <= widest:
        _write_sheet(package, number, chain((headings,), rows))
        return number
    with TemporaryFile() as beside:
        _write_sheet(package, number, _narrowed(chain((headings,), rows), widest, beside))
        beside.seek(0)
        return _write_sheets(package, number + 1, _kept(beside), widest)


def _narrowed(rows: Iterable[Row], widest: int, beside: IO[bytes]) -> Iterator[Row]:
    for row in rows:
        yield row[:widest]
        pickle.dump([row[0], *row[widest:]], beside)


def _kept(beside: IO[bytes]) -> Iterator[Row]:
    with suppress(EOFError):
        while True:
            yield pickle.load(beside)  # noqa: S301 - it is what was just written, to a file that has no name.


def _titled(title: str, number: int) -> str:
    suffix = f" {number}" if number > 1 else ""
    printable = _UNPRINTABLE.sub("", title)
    kept = "".join(char for char in printable if char not in r"[]:*?/\'")[: _LONGEST_TITLE - len(suffix)].strip()
    return f"{kept or 'quizapp'}{suffix}"


def _write_sheet(package: ZipFile, number: int, rows: Iterable[Row]) -> None:
    lines = _lines(rows)
    with package.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as part:
        part.write(f"{_XML}{_SHEET}".encode())
        while piece := "".join(islice(lines, _AT_ONCE)):
            part.write(piece.encode())
        part.write(b"</sheetData></worksheet>")


def _lines(rows: Iterable[Row]) -> Iterator[str]:
    letters: list[str] = []
    # Nearly all of a row stands in those around it too; with its type, for marks may equal a number of questions.
    content = lru_cache(_KNOWN, typed=True)(_content)
    for number, row in enumerate(rows, start=1):
        if number == 1:
            letters = [column_letter(column) for column in range(1, len(row) + 1)]
        style = f' s="{_HEADING}"' if number == 1 else ""
        cells = [
            f'<c r="{letter}{number}"{style}{content(cell)}'
            for letter, cell in zip(letters, row, strict=False)
            if cell is not None and cell != ""
        ]
        yield f'<row r="{number}">{"".join(cells)}</row>'


def _content(cell: Cell) -> str:
    """What follows where a cell stands."""
    match cell:
        case str():
            return f' t="inlineStr"><is><t xml:space="preserve">{_written(cell)}</t></is></c>'
        case datetime():
            since = cell - _EPOCH
            return f' s="{_MOMENT}"><v>{since.total_seconds() / _SECONDS!r}</v></c>'
        case Decimal():
            return f"><v>{cell.normalize():f}</v></c>"
        case _:
            return f"><v>{cell}</v></c>"


def _written(text: str) -> str:
    printable = _UNPRINTABLE.sub("", text)
    if len(printable) > MOST_SIGNS:
        printable = f"{printable[: MOST_SIGNS - 1]}…"
    return escape(_LOOKS_ESCAPED.sub("_x005F_", printable))


def _about(titles: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The parts that say which sheets there are, and how their cells look."""
    numbered = list(enumerate(titles, start=1))
    yield (
        "[Content_Types].xml",
        (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
            + "".join(
                f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
                for number, _ in numbered
            )
            + "</Types>"
        ),
    )
    yield "_rels/.rels", _relations((f"{_OFFICE}/officeDocument", "xl/workbook.xml"))
    sheets = (f'<sheet name={quoteattr(title)} sheetId="{at}" r:id="rId{at}"/>' for at, title in numbered)
    yield (
        "xl/workbook.xml",
        (f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{"".join(sheets)}</sheets></workbook>'),
    )
    parts = ((f"{_OFFICE}/worksheet", f"worksheets/sheet{number}.xml") for number, _ in numbered)
    yield "xl/_rels/workbook.xml.rels", _relations(*parts, (f"{_OFFICE}/styles", "styles.xml"))
    yield "xl/styles.xml", _STYLES


def _relations(*parts: tuple[str, str]) -> str:
    each = (f'<Relationship Id="rId{at}" Type="{kind}" Target="{to}"/>' for at, (kind, to) in enumerate(parts, start=1))
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(each)}</Relationships>'
