"""Workbooks of Excel and its kin (.xlsx), a cell at a time: flat in memory, whatever places or sizes they claim.

Source: ECMA-376, part 1, 18 (SpreadsheetML). No formula is evaluated: the value that was last computed counts, and
where there is none, that is known, which is why no ready reader is used here.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import replace
from functools import cached_property, partial
from itertools import islice

from lxml import etree

from quizapp.formats.libraries import library
from quizapp.formats.problems import Problem
from quizapp.formats.sheets import display, merges
from quizapp.formats.sheets.cells import Cell, CellWords, RowEnd, Spot, cells, strings
from quizapp.formats.sheets.display import CellFormat, CellText
from quizapp.formats.sheets.display.conventions import Convention, told_by
from quizapp.formats.sheets.looks import CellLooks, of_styles
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
_FORMATS = "openpyxl.styles.numbers"
_PLACE = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_ESCAPED = re.compile(r"_x(?!D[89A-Fa-f])([0-9A-Fa-f]{4})_")
_HIDDEN = re.compile(rb'<(?:\w{1,20}:)?col\s(?=[^>]{0,300}\bhidden="(?:1|true)")[^>]{0,300}>')
_SPAN = re.compile(rb'\b(min|max)="(\d{1,6})"')
_GENERAL = CellFormat("General", 0)
_PROPERTIES = "docProps/app.xml"
_TELLING = 500
"""Texts that tell the language of a workbook."""


class Workbook:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._last = ("", b"")
        """The name and the bytes of the member that was read last: a sheet is looked at, then read."""
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
                is_hidden = sheet.get("state", "visible") != "visible"
                hidden_columns = partial(self._hidden_columns, member)
                found.append(Sheet(sheet.get("name", ""), partial(self._merged, member), is_hidden, hidden_columns))
            elif target:
                raise xmltree.Unreadable(Problem("workbook-damaged", values={"reason": target[:200]}, member=BOOK))
        return found

    def _merged(self, member: str) -> Iterator[Row]:
        spans = merges.spans(self._bytes(member))
        return merges.carried(self._rows(member), spans) if spans else self._rows(member)

    def _hidden_columns(self, member: str) -> frozenset[int]:
        """Those that stand before the rows (ECMA-376, part 1, 18.3.1.13)."""
        data = self._bytes(member)
        found = _HIDDEN.finditer(data, 0, max(0, data.find(b"sheetData")))
        spans = [{name: int(value) for name, value in _SPAN.findall(one[0])} for one in found]
        shown_ones = range(1, MOST_COLUMNS + 1)
        return frozenset(at for one in spans for at in shown_ones if one.get(b"min", 1) <= at <= one.get(b"max", 0))

    def _rows(self, member: str) -> Iterator[Row]:
        """Empty ones too. Raises DamagedTable, xmltree.Unreadable."""
        number = 0
        found = dict[int, CellText | None]()
        numbers = set[int]()
        dressed = list[tuple[int, str, str]]()
        for count, cell in enumerate(cells(self._bytes(member), member)):
            if count > MOST_CELLS:
                raise DamagedTable(Problem("cells-beyond", values={"limit": MOST_CELLS}))
            row, column = _placed(cell.spot, member, number + 1)
            if isinstance(cell, RowEnd):
                # Some programs leave out the place of a row, or of its cells.
                number = _number(cell.spot.row) or row
                yield replace(_row(number, found, numbers, is_hidden=cell.is_hidden), looks=frozenset(dressed))
                found, numbers, dressed = {}, set(), []
            elif row > MOST_ROWS or column > MOST_COLUMNS:
                raise far(row, column)
            else:
                found[column] = self._display(cell, member)
                if cell.type == "n":
                    numbers.add(column)
                if looks := self._looks.get(cell.style):
                    dressed += [(column, name, value) for name, value in looks]

    # --- parts of the package ---

    def _bytes(self, member: str) -> bytes:
        try:
            if self._last[0] != member:
                self._last = member, self._archive.read(member)
            return self._last[1]
        except UnreadableMember as error:
            raise xmltree.Unreadable(
                Problem("workbook-damaged", values={"reason": str(error)}, member=member)
            ) from error  # fmt: skip

    @cached_property
    def _targets(self) -> Sequence[tuple[str, str, str]]:
        """What the workbook links to: the last word of its kind, the id that the workbook knows it by, the address."""
        name = "xl/_rels/workbook.xml.rels"
        if name not in self._archive:
            return []
        every = xmltree.below(xmltree.parse(self._bytes(name), name), "Relationship")
        return [(one.get("Type", "").rpartition("/")[2], one.get("Id", ""), one.get("Target", "")) for one in every]

    def _links(self) -> dict[str, str]:
        """The members of sheets by the ids that the workbook knows them by."""
        return {id_: target for kind, id_, target in self._targets if kind == "worksheet"}

    def _part(self, kind: str) -> str | None:
        """The member of a kind that there is one of; of names, capitals do not count (ECMA-376, part 2, 6.2.2.3)."""
        targets = [target for one, _, target in self._targets if one == kind] or [f"{kind}.xml"]
        found = self._archive.find(targets[0], BOOK)
        if found is None:
            ending = targets[0].rpartition("/")[2].casefold()
            found = next((one for one in self._archive.names if one.casefold() == f"xl/{ending}"), None)
        return found

    @cached_property
    def _strings(self) -> Sequence[CellWords]:
        """Those that cells have by number."""
        name = self._part("sharedStrings")
        return [] if name is None else list(strings(self._bytes(name), name))

    @cached_property
    def _styles(self) -> Sequence[CellFormat]:
        """How cells of each style show their numbers."""
        top = self._sheet_of_styles
        if top is None:
            return []
        own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in xmltree.below(top, "numFmt")}
        styles = xmltree.child(top, "cellXfs")
        ids = [] if styles is None else [one.get("numFmtId", "0") for one in xmltree.children(styles, "xf")]
        built_in = library(_FORMATS).BUILTIN_FORMATS
        return [
            CellFormat(own[id_]) if own.get(id_) else CellFormat(built_in.get(_number(id_), "General"), _number(id_))
            for id_ in ids
        ]

    @cached_property
    def _sheet_of_styles(self) -> etree._Element | None:
        name = self._part("styles")
        return None if name is None else xmltree.parse(self._bytes(name), name)

    @cached_property
    def _looks(self) -> Mapping[str, CellLooks]:
        """How cells are set apart, by the numbers of their styles."""
        top = self._sheet_of_styles
        every = [] if top is None else of_styles(top)
        return {str(at): one for at, one in enumerate(every) if one}

    @cached_property
    def _is_from_1904(self) -> bool:
        given = next((one.get("date1904", "") for one in xmltree.below(self._main, "workbookPr")), "")
        return given in ("1", "true")

    @cached_property
    def _convention(self) -> Convention:
        """That of the language in which its program shows numbers."""
        said: list[str] = []
        if _PROPERTIES in self._archive:
            with suppress(UnreadableMember, xmltree.Unreadable):
                top = xmltree.parse(self._archive.read(_PROPERTIES), _PROPERTIES)
                said = [xmltree.text(one) for one in xmltree.below(top, "lpstr")][:_TELLING]
        names = [sheet.get("name", "") for sheet in xmltree.below(self._main, "sheet")]
        return told_by(said, names, " ".join(self._words()))

    def _words(self) -> Iterator[str]:
        """Texts of its first sheets, where they are not kept apart from them."""
        yield from (one.text for one in self._strings[:_TELLING])
        links = self._links().values()
        member = next((name for target in links if (name := self._archive.find(target, BOOK))), None)
        if not self._strings and member is not None:
            for one in islice(cells(self._bytes(member), member), _TELLING):
                if isinstance(one, Cell) and one.words:
                    yield one.words.text

    # --- values ---

    def _display(self, cell: Cell, member: str) -> CellText | None:
        """What the sheet shows, or nearly; None where a formula has no value, or is an error."""
        given = cell.value or ""
        at = _number(cell.style)
        style = self._styles[at] if at < len(self._styles) else _GENERAL
        match cell.type:
            case "s" if not given.strip():
                return CellText("")
            case "s":
                return _of_words(self._shared(given, member), style)
            case "inlineStr":
                return _of_words(cell.words or CellWords(""), style)
            case "str" if cell.value is not None:
                return _of_words(CellWords(given), style)
            case "e":
                return None
            case _ if not given and cell.has_formula:
                return None
            case "b":
                is_true = given.strip() not in ("0", "false")
                return CellText("" if not given else self._convention.true if is_true else self._convention.false)
            case "d":
                return CellText(given.removesuffix("T00:00:00"), is_sure=False, is_dated=True)
            case _ if style == _GENERAL and given.isdecimal() and len(given) < 11:
                return CellText(given)  # As most are.
            case _:
                return display.of_number(given.strip(), style, self._convention, from_1904=self._is_from_1904)

    def _shared(self, given: str, member: str) -> CellWords:
        at = _number(given, -1)
        if not 0 <= at < len(self._strings):
            values = {"reason": f"s {given[:20]}"}
            raise xmltree.Unreadable(Problem("workbook-damaged", values=values, member=member))
        return self._strings[at]


def _row(number: int, found: Mapping[int, CellText | None], numbers: Set[int], *, is_hidden: bool) -> Row:
    """Raises DamagedTable."""
    texts = {at: shown(one.text, number, at) for at, one in found.items() if one is not None and one.text}
    return Row(
        number,
        filled(texts),
        frozenset(at for at, one in found.items() if one is None),
        frozenset(at for at, one in found.items() if one is not None and one.is_dated),
        frozenset(at for at in numbers if (one := found[at]) is not None and not one.is_dated),
        frozenset(at for at, one in found.items() if one is not None and not one.is_sure),
        is_hidden,
    )


def _number(given: str | None, otherwise: int = 0) -> int:
    return int(given) if given and given.isascii() and given.isdecimal() and len(given) < 10 else otherwise


def _placed(spot: Spot, member: str, row: int) -> tuple[int, int]:
    """Where a cell says that it stands, or, if it does not, where it would."""
    if not spot.last:
        return _number(spot.row) or row, spot.since
    found = _PLACE.fullmatch(spot.last)
    if found is None:
        values = {"reason": f"r {spot.last[:20]}"}
        raise xmltree.Unreadable(Problem("workbook-damaged", values=values, member=member))
    return int(found[2]), int(library("openpyxl.utils").column_index_from_string(found[1].upper())) + spot.since


def _of_words(words: CellWords, style: CellFormat) -> CellText:
    said = display.of_text(_unescaped(words.text), style)
    return said if words.is_sure else replace(said, is_sure=False)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
