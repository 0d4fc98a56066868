"""The cells and strings in the XML of a workbook of Excel, one after the other.

Source: ECMA-376, part 1, 18.3 and 18.4.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from quizapp.formats.sheets import streaming
from quizapp.formats.sheets.scripts import scripted


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a cell stands: places may be left out, and are then counted on from the last one in the row."""

    row: str
    """The place of the row, if that is given."""
    last: str
    """That of the last cell that has one, such as C8; empty where none has."""
    since: int
    """Cells from there, or from the beginning of the row."""


@dataclass(frozen=True, slots=True)
class CellWords:
    """A text of a cell, or of several."""

    text: str
    is_sure: bool = True
    """Whether nothing is lost of what is raised or lowered in it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One that holds something, as it is written; what it shows depends on the rest of the workbook."""

    spot: Spot
    type: str
    style: str
    value: str | None
    """None where there is no element for it."""
    words: CellWords | None
    has_formula: bool


@dataclass(frozen=True, slots=True)
class RowEnd:
    spot: Spot
    """Of its last cell, empty or not."""
    is_hidden: bool


def cells(data: bytes, member: str) -> Iterator[Cell | RowEnd]:
    """Raises xmltree.Unreadable."""
    for one in streaming.told(data, member, _Target()):
        if not isinstance(one, CellWords):
            yield one


def strings(data: bytes, member: str) -> Iterator[CellWords]:
    """Those that cells share. Raises xmltree.Unreadable."""
    return (one for one in streaming.told(data, member, _Target()) if isinstance(one, CellWords))


class _Target(streaming.Target[Cell | RowEnd | CellWords]):
    def __init__(self) -> None:
        super().__init__()
        self._row = ""
        self._last = ""
        self._since = 0
        self._is_hidden = False
        self._cell: dict[str, str] = {}
        self._value: str | None = None
        self._words: list[str] | None = None
        self._is_sure = True
        self._script = ""
        """Where the letters of a run stand, if not on the line."""
        self._has_formula = False
        self._spoken = 0
        """How deep inside of what says how words are pronounced."""
        self._text: list[str] | None = None

    def start(self, name: str, given: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "c":
                self._cell = given
                if place := given.get("r"):
                    self._last, self._since = place, 0
                else:
                    self._since += 1
                self._value, self._words, self._has_formula = None, None, False
                self._is_sure, self._script = True, ""
            case "v" | "t":
                self._text = []
            case "f":
                self._has_formula = True
            case "row":
                self._row, self._last, self._since = given.get("r", ""), "", 0
                self._is_hidden = given.get("hidden") in ("1", "true")
            case "si":
                self._words, self._is_sure, self._script = None, True, ""
            case "r":
                self._script = ""
            case "vertAlign":
                self._script = given.get("val", "")
            case "rPh":
                self._spoken += 1

    def data(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "c" if self._value is not None or self._words is not None or self._has_formula:
                one = self._cell.get
                self._found.append(
                    Cell(self._spot(), one("t", "n"), one("s", ""), self._value, self._said(), self._has_formula)
                )
            case "v":
                self._value, self._text = "".join(self._text or ()), None
            case "t":
                if not self._spoken:
                    words = [] if self._words is None else self._words
                    text, is_sure = scripted("".join(self._text or ()), self._script, words[-1] if words else "")
                    words.append(text)
                    self._words, self._is_sure = words, self._is_sure and is_sure
                self._text = None
            case "row":
                self._found.append(RowEnd(self._spot(), self._is_hidden))
                self._row, self._last, self._since = "", "", 0
            case "si":
                self._found.append(self._said() or CellWords(""))
            case "rPh":
                self._spoken -= 1

    def _spot(self) -> Spot:
        return Spot(self._row, self._last, self._since)

    def _said(self) -> CellWords | None:
        return None if self._words is None else CellWords("".join(self._words), self._is_sure)
