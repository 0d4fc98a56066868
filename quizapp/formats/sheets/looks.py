"""How cells are set apart: by bold, italic, underlined or coloured letters, or by the colour of the cell.

Source: ECMA-376, part 1, 18.8 (styles); OpenDocument 1.3, part 3, 20. Black letters and white cells set nothing apart.
"""

from collections.abc import Mapping, Sequence

from lxml import etree

from quizapp.formats.syntax import xmltree

CellLooks = frozenset[tuple[str, str]]
"""The names of looks, as in the option « key », each with its colour, or nothing."""
PLAIN: CellLooks = frozenset()
_LETTERS = {"b": "bold", "i": "italic", "u": "underlined"}
_BLACK = ("000000", "theme1", "indexed8", "indexed64", "")
_WHITE = ("FFFFFF", "theme0", "indexed9", "indexed65", "")
_ODF = {
    "font-weight": ("bold", "bold"),
    "font-style": ("italic", "italic"),
    "text-underline-style": ("underlined", "solid"),
}


def of_styles(top: etree._Element) -> Sequence[CellLooks]:
    """Those of each style of the cells of a workbook of Excel."""
    fonts = [_letters(one) for one in _listed(top, "fonts", "font")]
    fills = [_paper(one) for one in _listed(top, "fills", "fill")]
    return [
        _at(fonts, one.get("fontId", "")) | _at(fills, one.get("fillId", "")) for one in _listed(top, "cellXfs", "xf")
    ]  # fmt: skip


def of_properties(given: Mapping[str, str]) -> CellLooks:
    """Those that the attributes of a style of OpenDocument tell, by their names without their spaces."""
    found = {(name, "") for key, (name, value) in _ODF.items() if given.get(key) == value}
    for key, name, usual in (("color", "colour", _BLACK), ("background-color", "highlight", _WHITE)):
        value = given.get(key, "").removeprefix("#").upper()
        if len(value) == 6 and value not in usual:
            found.add((name, value))
    return frozenset(found)


def _listed(top: etree._Element, parent: str, name: str) -> Sequence[etree._Element]:
    above = xmltree.child(top, parent)
    return [] if above is None else list(xmltree.children(above, name))


def _at(looks: Sequence[CellLooks], number: str) -> CellLooks:
    at = int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else len(looks)
    return looks[at] if at < len(looks) else PLAIN


def _letters(font: etree._Element) -> CellLooks:
    found = {(look, "") for name, look in _LETTERS.items() if _is_on(xmltree.child(font, name))}
    colour = _colour(xmltree.child(font, "color"))
    return frozenset(found if colour in _BLACK else {*found, ("colour", colour)})


def _is_on(mark: etree._Element | None) -> bool:
    return mark is not None and mark.get("val", "1") not in ("0", "false", "none")


def _paper(fill: etree._Element) -> CellLooks:
    pattern = xmltree.child(fill, "patternFill")
    if pattern is None or pattern.get("patternType") != "solid":
        return PLAIN
    colour = _colour(xmltree.child(pattern, "fgColor"))
    return PLAIN if colour in _WHITE else frozenset({("highlight", colour)})


def _colour(said: etree._Element | None) -> str:
    """Six digits, or the number by which a theme or an old palette knows it."""
    if said is None:
        return ""
    named = next((f"{name}{said.get(name)}" for name in ("theme", "indexed") if said.get(name)), "")
    return (said.get("rgb") or "")[-6:].upper() or named
