"""Workbooks of Excel and its kin (.xlsx), a cell at a time: flat in memory, whatever places or sizes they claim.

Source: ECMA-376, part 1, 18 (SpreadsheetML). No formula is evaluated: the value that was last computed counts, and
where there is none, that is known, which is why no ready reader is used here.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from functools import cached_property, partial

from quizapp.formats.libraries import library
from quizapp.formats.problems import Problem
from quizapp.formats.sheets.cells import Cell, RowEnd, cells, strings
from quizapp.formats.sheets.table import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    DamagedTable,
    Row,
    Sheet,
    far,
    filled,
    shown,
)
from quizapp.formats.syntax import xmltree
from quizapp.formats.syntax.archives import Archive, UnreadableMember

BOOK = "xl/workbook.xml"
_FORMATS, _DATES = "openpyxl.styles.numbers", "openpyxl.utils.datetime"
_PLACE = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_ESCAPED = re.compile(r"_x(?!D[89A-Fa-f])([0-9A-Fa-f]{4})_")
_DECIMALS = re.compile(r"0(?:\.(0{1,10}))?(%?)")


class Workbook:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._main = xmltree.parse(self._bytes(BOOK), BOOK)

    @cached_property
    def sheets(self) -> Sequence[Sheet]:
        """Those with cells, hidden ones too; charts are none."""
        links = self._links()
        found = []
        for sheet in xmltree.below(self._main, "sheet"):
            id_ = next((value for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")
            target = links.get(str(id_), "")
            member = self._archive.find(target, BOOK)
            if member is not None:
                found.append(Sheet(sheet.get("name", ""), partial(self._rows, member)))
            elif target:
                raise xmltree.Unreadable(Problem("workbook-damaged", values={"reason": target[:200]}, member=BOOK))
        return found

    def _rows(self, member: str) -> Iterator[Row]:
        """Empty ones too. Raises DamagedTable, xmltree.Unreadable."""
        number, row, column = 0, 0, 0
        texts, unvalued = dict[int, str](), set[int]()
        for count, cell in enumerate(cells(self._bytes(member), member)):
            if count > MOST_CELLS:
                raise DamagedTable(Problem("too-many", values={"field": "cells", "count": count, "limit": MOST_CELLS}))
            if isinstance(cell, RowEnd):
                # Some programs leave out the place of a row, or of its cells.
                number = _number(cell.place) or row or number + 1
                yield Row(number, filled(texts), frozenset(unvalued))
                row, column, texts, unvalued = 0, 0, {}, set()
                continue
            row, column = _placed(cell, member, _number(cell.row) or row or number + 1, column + 1)
            if row > MOST_ROWS or column > MOST_COLUMNS:
                if cell.is_filled:
                    raise far(row, column)
                continue
            text = self._text(cell, member) if cell.is_filled else ""
            if text is None:
                unvalued.add(column)
            elif text:
                texts[column] = shown(text, row, column)

    # --- parts of the package ---

    def _bytes(self, member: str) -> bytes:
        try:
            return self._archive.read(member)
        except UnreadableMember as error:
            raise xmltree.Unreadable(
                Problem("workbook-damaged", values={"reason": str(error)}, member=member)
            ) from error  # fmt: skip

    def _links(self) -> dict[str, str]:
        """The members of sheets by the ids that the workbook knows them by."""
        name = "xl/_rels/workbook.xml.rels"
        if name not in self._archive:
            return {}
        every = xmltree.below(xmltree.parse(self._bytes(name), name), "Relationship")
        return {one.get("Id", ""): one.get("Target", "") for one in every if one.get("Type", "").endswith("/worksheet")}

    @cached_property
    def _strings(self) -> Sequence[str]:
        """Those that cells have by number."""
        name = self._archive.find("sharedStrings.xml", BOOK)
        return [] if name is None else [_unescaped(one) for one in strings(self._bytes(name), name)]

    @cached_property
    def _formats(self) -> Sequence[str]:
        """How cells of each style show their numbers."""
        name = self._archive.find("styles.xml", BOOK)
        if name is None:
            return []
        top = xmltree.parse(self._bytes(name), name)
        own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in xmltree.below(top, "numFmt")}
        styles = xmltree.child(top, "cellXfs")
        ids = [] if styles is None else [one.get("numFmtId", "0") for one in xmltree.children(styles, "xf")]
        return [own.get(id_) or library(_FORMATS).BUILTIN_FORMATS.get(_number(id_), "General") for id_ in ids]

    @cached_property
    def _epoch(self) -> datetime:
        given = next((one.get("date1904", "") for one in xmltree.below(self._main, "workbookPr")), "")
        epochs = library(_DATES)
        epoch: datetime = epochs.CALENDAR_MAC_1904 if given in ("1", "true") else epochs.CALENDAR_WINDOWS_1900
        return epoch

    # --- values ---

    def _text(self, cell: Cell, member: str) -> str | None:
        """What the sheet shows, or nearly; None where a formula has no value, or is an error."""
        given = cell.value or ""
        match cell.type:
            case "s":
                at = _number(given, -1)
                if not 0 <= at < len(self._strings):
                    values = {"reason": f"s {given[:20]}"}
                    raise xmltree.Unreadable(Problem("workbook-damaged", values=values, member=member))
                return self._strings[at]
            case "inlineStr":
                return _unescaped(cell.words or "")
            case "str" if cell.value is not None:
                return _unescaped(given)
            case "e":
                return None
            case _ if not given and cell.has_formula:
                return None
            case "b":
                return "" if not given else "FALSE" if given.strip() in ("0", "false") else "TRUE"
            case "d":
                return given.removesuffix("T00:00:00")
            case _:
                return self._number(given.strip(), _number(cell.style))

    def _number(self, given: str, style: int) -> str:
        code = self._formats[style] if 0 <= style < len(self._formats) else "General"
        try:
            value = float(given)
        except ValueError:
            return given
        if library(_FORMATS).is_date_format(code):
            return _date(value, self._epoch) or given
        found = _DECIMALS.fullmatch(code)
        if found:
            scaled = value * 100 if found[2] else value
            fixed = f"{scaled:.{len(found[1] or '')}f}"
            if abs(float(fixed) - scaled) < 1e-9 * max(1, abs(scaled)):
                return fixed + found[2]
        return _plain(value)


def _number(given: str | None, otherwise: int = 0) -> int:
    return int(given) if given and given.isascii() and given.isdecimal() and len(given) < 10 else otherwise


def _placed(cell: Cell, member: str, row: int, column: int) -> tuple[int, int]:
    """Where a cell says that it stands, or, if it does not, where it would."""
    if not cell.place:
        return row, column
    found = _PLACE.fullmatch(cell.place)
    if found is None:
        values = {"reason": f"r {cell.place[:20]}"}
        raise xmltree.Unreadable(Problem("workbook-damaged", values=values, member=member))
    return int(found[2]), int(library("openpyxl.utils").column_index_from_string(found[1].upper()))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _date(value: float, epoch: datetime) -> str:
    """As ISO 8601 has it; empty where it is no date."""
    try:
        found = library(_DATES).from_excel(value, epoch)
    except (ValueError, OverflowError, TypeError):
        return ""
    if isinstance(found, datetime):
        return found.date().isoformat() if found.time() == time() else found.isoformat(" ", "minutes")
    return found.isoformat("minutes") if isinstance(found, time) else ""


def _plain(value: float) -> str:
    """Without what binary fractions add: spreadsheets show 15 digits at most."""
    said = f"{value:.15g}"
    return said if "e" not in said or abs(value) >= 1e21 else f"{value:.15f}".rstrip("0").rstrip(".")
