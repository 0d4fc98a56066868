"""The styles of an OpenDocument text: how letters look by them, and how its lists are numbered.

Source: OpenDocument 1.3, part 3: 16 (styles), 16.30 (lists), 20 (formatting attributes).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from quizapp.formats.prose.lines import Emphasis
from quizapp.formats.word import symbols
from quizapp.formats.word.looks import PLAIN, Look, colour, is_monospaced, paper
from quizapp.formats.word.names import number
from quizapp.formats.word.numerals import numeral

Element = etree._Element
_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
STYLE, TEXT = f"{_OASIS}style:1.0}}", f"{_OASIS}text:1.0}}"
_FO = f"{_OASIS}xsl-fo-compatible:1.0}}"
_SVG = f"{_OASIS}svg-compatible:1.0}}"
_BOLD = frozenset(("bold", "600", "700", "800", "900"))
_WAYS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none",
         "А, Б, .., Аа, Бб, ... (ru)": "russianUpper", "а, б, .., аа, бб, ... (ru)": "russianLower",
         "أ, ب, ت, ...": "arabicAlpha", "一, 二, 三, ...": "chineseCounting",
         "壹, 贰, 叁, ...": "chineseLegalSimplified",
         "①, ②, ③, ...": "decimalEnclosedCircle", "甲, 乙, 丙, ...": "ideographTraditional",
         "ア, イ, ウ, ...": "aiueo", "イ, ロ, ハ, ...": "iroha", "가, 나, 다, ...": "ganada",
         "ㄱ, ㄴ, ㄷ, ...": "chosung", "א, ב, ג, ...": "hebrew1"}  # fmt: skip
_DEEPEST = 40
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class OpenLevel:
    """How items of one level of a list are numbered."""

    way: str = ""
    before: str = ""
    after: str = ""
    shown: int = 1
    """Of how many levels the numbers are told, this one the last."""
    start: int = 1
    bullet: str = ""

    def written(self, levels: Mapping[int, "OpenLevel"], counts: Mapping[int, int], depth: int) -> str:
        """What stands in front of an item."""
        if self.bullet:
            return f"{self.before}{self.bullet}{self.after}".strip()
        first = max(0, depth - self.shown + 1)
        shown = [(levels[at].way, counts.get(at, 1)) for at in range(first, depth + 1) if at in levels]
        told = ".".join(numeral(count, way) for way, count in shown if way not in ("", "none"))
        return f"{self.before}{told}{self.after}".strip() if self.way not in ("", "none") else self.before.strip()


@dataclass(frozen=True, slots=True)
class _Style:
    parent: str
    properties: Mapping[str, str]
    ground: str
    list_: str | None


@dataclass(slots=True)
class OpenStyles:
    """Those of one document, by their kind and name."""

    _styles: dict[tuple[str, str], _Style] = field(default_factory=dict)
    lists: dict[str, dict[int, OpenLevel]] = field(default_factory=dict)
    outline: dict[int, OpenLevel] = field(default_factory=dict)
    _fonts: dict[str, str] = field(default_factory=dict)
    _looks: dict[tuple[str, ...], tuple[Look, bool]] = field(default_factory=dict)

    def look(self, paragraph: str, spans: tuple[str, ...]) -> tuple[Look, bool]:
        """How letters look in a paragraph of a style, within spans of others; and whether they are hidden."""
        key = (paragraph, *spans)
        if key not in self._looks:
            said: dict[str, str] = dict(self._of("paragraph", paragraph))
            for span in spans:
                said |= self._of("text", span)
            is_code = any(_is_code(name) for name in key)
            self._looks[key] = self._dressed(said, is_code=is_code), said.get("display") == "none"
        return self._looks[key]

    def ground(self, paragraph: str) -> Look:
        """What is behind all of a paragraph."""
        shade = next((one.ground for one in self._chain("paragraph", paragraph) if one.ground), "")
        return frozenset({(Emphasis.HIGHLIGHTED, shade)}) if shade else PLAIN

    def list_of(self, paragraph: str) -> str:
        """The list in which paragraphs of a style are; empty for none."""
        found = [one.list_ for one in self._chain("paragraph", paragraph) if one.list_ is not None]
        return found[0] if found else ""

    def cell_ground(self, cell: str) -> str:
        """The colour of a cell."""
        return next((one.ground for one in self._chain("table-cell", cell) if one.ground), "")

    def _chain(self, family: str, name: str) -> Iterator[_Style]:
        for _ in range(_DEEPEST):
            found = self._styles.get((family, name))
            if found is None:
                return
            yield found
            name = found.parent

    def _of(self, family: str, name: str) -> Mapping[str, str]:
        made: dict[str, str] = {}
        for one in self._chain(family, name):
            made = {**one.properties, **made}
        return made

    def _dressed(self, said: Mapping[str, str], *, is_code: bool) -> Look:
        found: set[tuple[Emphasis, str]] = set()
        if said.get("font-weight") in _BOLD:
            found.add((Emphasis.BOLD, ""))
        if said.get("font-style") in ("italic", "oblique"):
            found.add((Emphasis.ITALIC, ""))
        if said.get("text-underline-style", "none") != "none":
            found.add((Emphasis.UNDERLINED, ""))
        if said.get("text-line-through-style", "none") != "none":
            found.add((Emphasis.STRUCK, ""))
        if shade := colour(said.get("color", "")):
            found.add((Emphasis.COLOURED, shade))
        if shade := paper(said.get("background-color", "")):
            found.add((Emphasis.HIGHLIGHTED, shade))
        if (place := _script(said.get("text-position", ""))) is not None:
            found.add((place, ""))
        font = self._fonts.get(said.get("font-name", ""), said.get("font-name", ""))
        if is_code or is_monospaced(font):
            found.add((Emphasis.CODE, ""))
        return frozenset(found)

    def read(self, top: Element) -> None:
        """Takes over the styles of one of the two members that have some."""
        for face in top.iter(STYLE + "font-face"):
            self._fonts[face.get(STYLE + "name", "")] = face.get(_SVG + "font-family", "")
        for one in top.iter(STYLE + "style"):
            self._styles[one.get(STYLE + "family", ""), one.get(STYLE + "name", "")] = _style(one)
        for one in top.iter(STYLE + "default-style"):
            self._styles.setdefault((one.get(STYLE + "family", ""), ""), _style(one))
        for one in top.iter(TEXT + "list-style"):
            self.lists[one.get(STYLE + "name", "")] = _levels(one)
        for one in top.iter(TEXT + "outline-style"):
            self.outline = _levels(one)


def _is_code(name: str) -> bool:
    return name.startswith(("Source_20_Text", "Preformatted_20_Text", "Teletype"))


def _script(position: str) -> Emphasis | None:
    """Above or below the line, in words or by how many percent."""
    first = position.partition(" ")[0]
    if first == "super" or re.fullmatch(r"[1-9]\d?%", first):
        return Emphasis.SUPERSCRIPT
    return Emphasis.SUBSCRIPT if first == "sub" or re.fullmatch(r"-[1-9]\d?%", first) else None


def _style(one: Element) -> _Style:
    properties: dict[str, str] = {}
    ground = ""
    for part in one:
        if part.tag == STYLE + "text-properties":
            properties |= {str(key).rpartition("}")[2]: str(value) for key, value in part.attrib.items()}
        elif part.tag in (STYLE + "paragraph-properties", STYLE + "table-cell-properties"):
            ground = paper(part.get(_FO + "background-color", "")) or ground
    return _Style(one.get(STYLE + "parent-style-name", ""), properties, ground, one.get(STYLE + "list-style-name"))


def _levels(style: Element) -> dict[int, OpenLevel]:
    found: dict[int, OpenLevel] = {}
    for one in style:
        depth = number(one.get(TEXT + "level"), 0) - 1
        if 0 <= depth < 10:
            found[depth] = _level(one)
    return found


def _level(one: Element) -> OpenLevel:
    before, after = one.get(STYLE + "num-prefix", "")[:_LONGEST], one.get(STYLE + "num-suffix", "")[:_LONGEST]
    if one.tag == TEXT + "list-level-style-bullet":
        fonts = [part.get(STYLE + "font-name", "") for part in one.iter(STYLE + "text-properties")]
        sign = symbols.told(one.get(TEXT + "bullet-char", "")[:1], fonts[0] if fonts else "")
        return OpenLevel(before=before, after=after, bullet=sign.strip() or symbols.BULLET)
    if one.tag == TEXT + "list-level-style-image":
        return OpenLevel(bullet=symbols.BULLET)
    way = _WAYS.get(one.get(STYLE + "num-format", ""), "decimal")
    shown = number(one.get(TEXT + "display-levels"), 1)
    return OpenLevel(way, before, after, shown, number(one.get(TEXT + "start-value"), 1))
