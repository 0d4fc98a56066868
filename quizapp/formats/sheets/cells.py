"""The cells and strings in the XML of a workbook of Excel, one after the other.

Source: ECMA-376, part 1, 18.3 and 18.4.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from quizapp.formats.sheets import streaming


@dataclass(frozen=True, slots=True)
class Cell:
    """As it is written; what it shows depends on the rest of the workbook."""

    row: str
    """The place of its row, if that is given."""
    place: str
    type: str
    style: str
    value: str | None
    """None where there is no element for it."""
    words: str | None
    has_formula: bool

    @property
    def is_filled(self) -> bool:
        return self.value is not None or self.words is not None or self.has_formula


@dataclass(frozen=True, slots=True)
class RowEnd:
    place: str
    is_hidden: bool = False


def cells(data: bytes, member: str) -> Iterator[Cell | RowEnd]:
    """Raises xmltree.Unreadable."""
    for one in streaming.told(data, member, _Target()):
        if not isinstance(one, str):
            yield one


def strings(data: bytes, member: str) -> Iterator[str]:
    """Those that cells share. Raises xmltree.Unreadable."""
    return (one for one in streaming.told(data, member, _Target()) if isinstance(one, str))


class _Target(streaming.Target[Cell | RowEnd | str]):
    def __init__(self) -> None:
        super().__init__()
        self._row = ""
        self._is_hidden = False
        self._cell: dict[str, str] = {}
        self._value: str | None = None
        self._words: str | None = None
        self._has_formula = False
        self._spoken = 0
        """How deep inside of what says how words are pronounced."""
        self._text: list[str] | None = None

    def start(self, name: str, given: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "c":
                self._cell = given
                self._value, self._words, self._has_formula = None, None, False
            case "v" | "t":
                self._text = []
            case "f":
                self._has_formula = True
            case "row":
                self._row = given.get("r", "")
                self._is_hidden = given.get("hidden") in ("1", "true")
            case "si":
                self._words = None
            case "rPh":
                self._spoken += 1

    def data(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "c":
                one = self._cell.get
                self._found.append(
                    Cell(
                        self._row, one("r", ""), one("t", "n"), one("s", ""),
                        self._value, self._words, self._has_formula,
                    )
                )  # fmt: skip
            case "v":
                self._value, self._text = "".join(self._text or ()), None
            case "t":
                if not self._spoken:
                    self._words = (self._words or "") + "".join(self._text or ())
                self._text = None
            case "row":
                self._found.append(RowEnd(self._row, self._is_hidden))
                self._row = ""
            case "si":
                self._found.append(self._words or "")
            case "rPh":
                self._spoken -= 1
