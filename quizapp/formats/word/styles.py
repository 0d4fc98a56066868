"""The styles of a Word document, and how a run of letters looks by them.

Source: ECMA-376 part 1, 17.7.2 (which style decides), 17.7.3 (properties that toggle) and 17.3.2 (those of runs).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from quizapp.formats.prose.lines import Emphasis
from quizapp.formats.word import symbols
from quizapp.formats.word.looks import Look, colour, is_monospaced, paper
from quizapp.formats.word.names import (
    IN_LIST,
    LEVEL,
    LIST,
    OF_PARAGRAPH,
    OF_RUN,
    SHADE,
    STYLE,
    VAL,
    Element,
    W,
    is_on,
    number,
    of,
)  # fmt: skip

Properties = tuple[tuple[str, str], ...]
"""Of a run, by their names in the format, as far as they mean something here."""
_TOGGLES = ("b", "i", "strike", "dstrike", "vanish")
_TAGS: Mapping[object, str] = {
    W + name: name for name in (*_TOGGLES, "u", "color", "highlight", "shd", "vertAlign", "rFonts", "rStyle")
}
_FONTS = (W + "ascii", W + "hAnsi", W + "cs")
_LINK = frozenset(("hyperlink", "followedhyperlink", "internetlink", "lienhypertexte"))
"""Styles, by what their names are in the file, whose colour and line say only that a link is one."""
_OWN_COLOURS = frozenset(("text1", "dark1", "tx1", "dk1"))
_NAMED_COLOURS = {
    "yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF", "magenta": "FF00FF", "blue": "0000FF", "red": "FF0000",
    "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000",
    "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0", "black": "000000",
}  # fmt: skip
"""17.18.40."""
_DEEPEST = 40
"""Styles of which each is based on the next."""
_CODE = ("code", "verbatim", "preformatted", "typewriter")


@dataclass(frozen=True, slots=True)
class _Style:
    """One style, without those it is based on."""

    name: str
    based_on: str
    properties: Mapping[str, str]
    numbering: tuple[str, int] | None
    """The list that it is in, and the level there."""
    is_code: bool
    ground: str


@dataclass(frozen=True, slots=True)
class Dress:
    """How a run looks, and what else its properties say."""

    look: Look
    is_hidden: bool = False
    font: str = ""
    """Named only where its letters are signs."""


@dataclass(slots=True)
class Styles:
    """Those of one document."""

    _styles: Mapping[str, _Style] = field(default_factory=dict)
    _defaults: Mapping[str, str] = field(default_factory=dict)
    _default: str = ""
    """The style of paragraphs that name none."""
    _dressed: dict[tuple[str, Properties], Dress] = field(default_factory=dict)
    _numbered: dict[str, tuple[str, int] | None] = field(default_factory=dict)
    _grounds: dict[str, str] = field(default_factory=dict)
    _chained: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def dress(self, paragraph: str, properties: Properties) -> Dress:
        """How a run with these properties looks in a paragraph of a style."""
        key = (paragraph, properties)
        if key not in self._dressed:
            self._dressed[key] = self._resolved(paragraph or self._default, dict(properties))
        return self._dressed[key]

    def numbering(self, paragraph: str) -> tuple[str, int] | None:
        """The list, and the level, in which paragraphs of a style are."""
        if paragraph not in self._numbered:
            self._numbered[paragraph] = self._numbering_of(paragraph or self._default)
        return self._numbered[paragraph]

    def _numbering_of(self, style: str) -> tuple[str, int] | None:
        found = [one.numbering for one in self.chain(style) if one.numbering]
        list_ = next((list_ for list_, _ in found if list_), "")
        return (list_, next((level for _, level in found if level >= 0), -1)) if list_ else None

    def ground(self, paragraph: str) -> str:
        """The colour behind paragraphs of a style."""
        if paragraph not in self._grounds:
            chain = self.chain(paragraph or self._default)
            self._grounds[paragraph] = next((one.ground for one in chain if one.ground), "")
        return self._grounds[paragraph]

    def name(self, paragraph: str) -> str:
        """In small letters."""
        found = self._styles.get(paragraph or self._default)
        return found.name if found else ""

    def chain(self, style: str) -> Iterator[_Style]:
        """A style, and those that it is based on."""
        for _ in range(_DEEPEST):
            found = self._styles.get(style)
            if found is None:
                return
            yield found
            style = found.based_on

    def _of_style(self, style: str) -> Mapping[str, str]:
        if style not in self._chained:
            made: dict[str, str] = {}
            for one in self.chain(style):
                made = {**one.properties, **made}
            self._chained[style] = made
        return self._chained[style]

    def _resolved(self, paragraph: str, direct: Mapping[str, str]) -> Dress:
        character = direct.get("rStyle", "")
        of_paragraph, of_character = self._of_style(paragraph), self._of_style(character)
        if any(one.name.replace(" ", "") in _LINK for one in self.chain(character)):
            of_character = {}
        all_of_it = {**self._defaults, **of_paragraph, **of_character, **direct}
        for name in _TOGGLES:
            if name not in direct:
                levels = (of_paragraph.get(name) == "1", of_character.get(name) == "1")
                all_of_it[name] = "1" if self._defaults.get(name) == "1" or levels[0] != levels[1] else "0"
        is_code = any(one.is_code for start in (paragraph, character) for one in self.chain(start))
        usual = {**self._defaults, **self._of_style(self._default)}.get("rFonts", "")
        font = all_of_it.get("rFonts", "")
        return _dress(all_of_it, is_code=is_code or (is_monospaced(font) and not is_monospaced(usual)))


def _dress(said: Mapping[str, str], *, is_code: bool) -> Dress:
    found: set[tuple[Emphasis, str]] = set()
    for name, emphasis in (("b", Emphasis.BOLD), ("i", Emphasis.ITALIC), ("strike", Emphasis.STRUCK)):
        if said.get(name) == "1":
            found.add((emphasis, ""))
    if said.get("dstrike") == "1":
        found.add((Emphasis.STRUCK, ""))
    if said.get("u", "none") != "none":
        found.add((Emphasis.UNDERLINED, ""))
    if shade := said.get("color", ""):
        found.add((Emphasis.COLOURED, shade))
    if shade := said.get("highlight", "") or said.get("shd", ""):
        found.add((Emphasis.HIGHLIGHTED, shade))
    if said.get("vertAlign") in ("subscript", "superscript"):
        found.add((Emphasis(said["vertAlign"]), ""))
    font = said.get("rFonts", "")
    if is_code:
        found.add((Emphasis.CODE, ""))
    return Dress(frozenset(found), said.get("vanish") == "1", font if symbols.is_known(font) else "")


def properties(element: Element | None) -> Properties:
    """Those of a run, of which two that say the same are the same."""
    if element is None:
        return ()
    found = []
    for one in element:
        name = _TAGS.get(one.tag)
        if name is not None:
            found.append((name, _said(name, one)))
    return tuple(found)


def _said(name: str, one: Element) -> str:
    if name in _TOGGLES:
        return "1" if is_on(one) else "0"
    match name:
        case "color":
            return "" if one.get(W + "themeColor") in _OWN_COLOURS else colour(one.get(VAL, ""))
        case "highlight":
            return _NAMED_COLOURS.get(one.get(VAL, ""), "")
        case "shd":
            return shading(one)
        case "rFonts":
            return next((said for font in _FONTS if (said := one.get(font))), "")
    return one.get(VAL, "single" if name == "u" else "")


def shading(element: Element | None) -> str:
    """The colour behind letters, a paragraph or a cell (17.3.5); empty for white, and for none."""
    return "" if element is None else paper(element.get(W + "fill", ""))


def read(top: Element | None) -> Styles:
    """The styles of a document; those of one that has no such part are all plain."""
    if top is None:
        return Styles()
    styles: dict[str, _Style] = {}
    default = ""
    for one in top.iterchildren(W + "style"):
        id_ = one.get(W + "styleId", "")
        styles.setdefault(id_, _style(one))
        if one.get(W + "type") == "paragraph" and one.get(W + "default") in ("1", "true", "on"):
            default = id_
    defaults = dict(properties(top.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")))
    return Styles(styles, defaults, default)


def _style(one: Element) -> _Style:
    name = of(one, "name").lower()
    paragraph = one.find(W + "pPr")
    shade = paragraph.find(W + "shd") if paragraph is not None else None
    return _Style(
        name,
        of(one, "basedOn"),
        dict(properties(one.find(W + "rPr"))),
        numbered(paragraph),
        name.startswith(("html code", "source code")) or any(word in name for word in _CODE),
        shading(shade),
    )


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What a paragraph says of itself."""

    style: str = ""
    numbering: tuple[str, int] | None = None
    ground: str | None = None
    """The colour behind it, if it says anything of that."""
    is_end_deleted: bool = False


_PLAIN = Paragraph()


def paragraph(element: Element) -> Paragraph:
    """The properties of a paragraph (17.3.1)."""
    about = element.find(OF_PARAGRAPH)
    if about is None or not len(about):
        return _PLAIN
    style, numbering, ground, is_end_deleted = "", None, None, False
    for one in about:
        tag = one.tag
        if tag == STYLE:
            style = one.get(VAL, "")
        elif tag == IN_LIST:
            numbering = _numbering(one)
        elif tag == SHADE:
            ground = shading(one)
        elif tag == OF_RUN and len(one):
            is_end_deleted = one.find(W + "del") is not None or one.find(W + "moveFrom") is not None
    return Paragraph(style, numbering, ground, is_end_deleted)


def numbered(paragraph: Element | None) -> tuple[str, int] | None:
    """The list and the level that the properties of a paragraph, or of a style, name."""
    found = paragraph.find(W + "numPr") if paragraph is not None else None
    return None if found is None else _numbering(found)


def _numbering(found: Element) -> tuple[str, int]:
    list_, level = "", -1
    for one in found:
        if one.tag == LIST:
            list_ = one.get(VAL, "")
        elif one.tag == LEVEL:
            level = number(one.get(VAL), -1)
    return list_, level
