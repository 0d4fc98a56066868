"""Pages of the web, and what browsers hand over when somebody pastes from a word processor: to lines.

Source: HTML (WHATWG), 15 (how elements look by themselves), and what Word and Google Docs put on the clipboard: Word
writes the labels of its lists in spans of the style « mso-list:Ignore », Google Docs wraps all in a « b » of no weight.
"""

import re
from binascii import Error, a2b_base64
from collections.abc import Iterator
from html import escape

from lxml import etree

from quizapp.formats.building.assembly import Assembly
from quizapp.formats.file import File
from quizapp.formats.prose.lines import Emphasis, Line
from quizapp.formats.word import tables
from quizapp.formats.word.looks import MOST_PARAGRAPHS, PLAIN, AutoLabel, Look, Pen, TooManyParagraphs, colour, paper
from quizapp.formats.word.numerals import numeral
from quizapp.formats.word.tables import TableCell

Element = etree._Element
_BEGINS = re.compile(
    r"\s*(?:<!--(?>.*?-->)\s*)*+<(?:!doctype html|html|head|body|meta"
    r"|article|b|blockquote|center|dl|div|em|font|form|h[1-6]|i|img|li|main|ol|p|pre|section|span|strong|table|u|ul)\b",
    re.IGNORECASE | re.DOTALL,
)
_BODY = re.compile(r"<body\b", re.IGNORECASE)
_HAS_LINES = re.compile(r"<(?:p|div|li|br|tr|h[1-6])\b", re.IGNORECASE)
"""What ends lines in a page: without any, the signs of HTML are part of a text."""
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "ul",
))  # fmt: skip
_SILENT = frozenset((
    "audio", "button", "canvas", "datalist", "embed", "head", "iframe", "noscript", "object", "option", "script",
    "select", "style", "svg", "template", "textarea", "title", "video",
))  # fmt: skip
_LOOKS = {
    "b": Emphasis.BOLD, "strong": Emphasis.BOLD, "i": Emphasis.ITALIC, "em": Emphasis.ITALIC,
    "u": Emphasis.UNDERLINED, "ins": Emphasis.UNDERLINED, "s": Emphasis.STRUCK, "strike": Emphasis.STRUCK,
    "del": Emphasis.STRUCK, "sub": Emphasis.SUBSCRIPT, "sup": Emphasis.SUPERSCRIPT, "code": Emphasis.CODE,
    "kbd": Emphasis.CODE, "samp": Emphasis.CODE, "tt": Emphasis.CODE,
}  # fmt: skip
_WAYS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_STYLES = {
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
}  # fmt: skip
_DECLARATION = re.compile(r"([a-z-]+)\s*:\s*([^;]*)")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})")
_NAMES = {
    "red": "FF0000", "green": "008000", "lime": "00FF00", "blue": "0000FF", "yellow": "FFFF00", "orange": "FFA500",
    "purple": "800080", "aqua": "00FFFF", "cyan": "00FFFF", "fuchsia": "FF00FF", "magenta": "FF00FF",
    "maroon": "800000", "navy": "000080", "olive": "808000", "teal": "008080", "darkred": "8B0000",
    "darkgreen": "006400", "pink": "FFC0CB",
}  # fmt: skip
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_EMBEDDED = re.compile(r"data:image/[a-z+.-]+;base64,", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_OWN_LABEL = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)


def begins(file: File) -> bool:
    """Whether it begins as a page does."""
    return _BEGINS.match(file.head[:4096]) is not None and _HAS_LINES.search(file.beginning()) is not None


def body(text: str) -> str:
    """What a page shows: its styles may be longer than that."""
    found = _BODY.search(text)
    return text[found.start() :] if found else text


def lines(text: str, assembly: Assembly) -> Iterator[Line]:
    """Those of a page. Raises TooManyParagraphs."""
    parser = etree.HTMLParser(recover=True, no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if root is not None:
        if title := root.findtext(".//title"):
            assembly.title = " ".join(title.split())
        yield from _Page(assembly).lines(root)


class _Page:
    """Makes lines of a page, and says what cannot be shown."""

    def __init__(self, assembly: Assembly) -> None:
        self._assembly = assembly
        self._number = 0
        self._pen = Pen()
        self._label: AutoLabel | None = None
        self._depth = 0
        """Of the list in which it is, from 1; 0 for none."""

    def lines(self, root: Element) -> Iterator[Line]:
        yield from self._block(root, PLAIN, keeps=False)
        yield from self._end()

    def _end(self) -> Iterator[Line]:
        """The paragraph that was being written, if anything was: a label waits for its words."""
        if self._pen.is_empty:
            return
        self._number += 1
        if self._number > MOST_PARAGRAPHS:
            raise TooManyParagraphs
        pen, label, self._pen, self._label = self._pen, self._label, Pen(), None
        yield from pen.lines(self._number, label)

    def _block(self, parent: Element, look: Look, *, keeps: bool) -> Iterator[Line]:
        """`keeps` is whether blanks are kept as they stand."""
        self._write(parent.text, look, keeps=keeps)
        counted = _start(parent)
        for one in parent:
            tag = one.tag if isinstance(one.tag, str) else ""
            style = one.get("style") or ""
            if not tag or tag in _SILENT or _HIDDEN.search(style):
                pass
            elif tag == "table":
                yield from self._end()
                yield from tables.lines(list(self._rows(one)))
            elif tag in _BLOCKS:
                yield from self._end()
                if tag == "li":
                    counted = _number(one.get("value"), counted)
                    self._label = self._label_of(parent, counted)
                    counted += 1
                self._depth += tag in ("ol", "ul")
                yield from self._block(one, _with(look, one), keeps=keeps or tag == "pre")
                self._depth -= tag in ("ol", "ul")
                yield from self._end()
                self._label = None if tag == "li" else self._label
            elif _OWN_LABEL.search(style):
                said = " ".join("".join(one.itertext()).split())
                self._label = AutoLabel(f"{said} ", self._depth) if said else None
            else:
                yield from self._inline(one, _with(look, one), keeps=keeps)
            self._write(one.tail, look, keeps=keeps)

    def _inline(self, one: Element, look: Look, *, keeps: bool) -> Iterator[Line]:
        if one.tag == "br":
            self._pen.break_line()
        elif one.tag == "img":
            self._picture(one)
        elif one.tag == "input":
            if one.get("type") in ("checkbox", "radio"):
                self._pen.write("\u2611 " if one.get("checked") is not None else "\u2610 ")
        else:
            yield from self._block(one, look, keeps=keeps)

    def _write(self, text: str | None, look: Look, *, keeps: bool) -> None:
        if not text:
            return
        if keeps:
            for at, line in enumerate(text.replace("\r\n", "\n").split("\n")):
                if at:
                    self._pen.break_line()
                self._pen.write(line, look)
            return
        words = _BLANKS.sub(" ", text)
        self._pen.write(words.lstrip(" ") if self._pen.is_at_blank else words, look)

    def _label_of(self, parent: Element, counted: int) -> AutoLabel:
        if parent.tag != "ol":
            return AutoLabel("\u2022 ", max(0, self._depth - 1))
        named = _STYLES.get(_declared(parent).get("list-style-type", ""), _WAYS.get(parent.get("type", ""), "decimal"))
        return AutoLabel(f"{numeral(counted, named)}. ", max(0, self._depth - 1))

    def _picture(self, one: Element) -> None:
        """One that the page itself holds is shown; one from elsewhere is fetched by nobody."""
        address = one.get("src") or ""
        embedded = _EMBEDDED.match(address)
        try:
            picture = self._assembly.album.take(a2b_base64(address[embedded.end() :])) if embedded else None
        except (Error, ValueError):
            picture = None
        said = escape(one.get("alt") or "", quote=True)
        if picture is None:
            self._assembly.note("pictures-lost")
            self._pen.write(one.get("alt") or "")
        else:
            self._pen.put(
                f'<img src="media:{picture.name}" alt="{said}" width="{picture.width}" height="{picture.height}">'
            )

    def _rows(self, table: Element) -> Iterator[list[TableCell]]:
        for row in table.iter("tr"):
            if next((one for one in row.iterancestors("table")), None) is table:
                yield [TableCell(self._cell(one)) for one in row if one.tag in ("td", "th")]

    def _cell(self, cell: Element) -> list[Line]:
        inside = _Page(self._assembly)
        inside._number = self._number
        made = list(inside.lines(cell))
        self._number = max(inside._number, self._number + 1)
        return made


def _start(parent: Element) -> int:
    return _number(parent.get("start"), 1)


def _number(said: str | None, otherwise: int) -> int:
    return int(said) if said and re.fullmatch(r"[0-9]{1,6}", said) else otherwise


def _declared(element: Element) -> dict[str, str]:
    return {name: value.strip() for name, value in _DECLARATION.findall((element.get("style") or "").lower())}


def _with(look: Look, element: Element) -> Look:
    """How letters in an element look that stands where they look so."""
    declared = _declared(element)
    made = set(look)
    if (own := _LOOKS.get(str(element.tag))) is not None:
        made.add((own, ""))
    if said := _colour(declared.get("color") or (element.get("color") or "").lower()):
        made = {one for one in made if one[0] is not Emphasis.COLOURED} | {(Emphasis.COLOURED, said)}
    behind = declared.get("background-color") or declared.get("background", "")
    if element.tag == "mark" or (behind and paper(_hexadecimal(behind))):
        made.add((Emphasis.HIGHLIGHTED, paper(_hexadecimal(behind)) or "FFFF00"))
    weight, line = declared.get("font-weight", ""), declared.get("text-decoration", "")
    told = {
        Emphasis.BOLD: None if not weight else weight.startswith("bold") or weight in ("600", "700", "800", "900"),
        Emphasis.ITALIC: None if "font-style" not in declared else declared["font-style"] in ("italic", "oblique"),
        Emphasis.UNDERLINED: True if "underline" in line else None,
        Emphasis.STRUCK: True if "line-through" in line else None,
        Emphasis.SUBSCRIPT: True if declared.get("vertical-align") == "sub" else None,
        Emphasis.SUPERSCRIPT: True if declared.get("vertical-align") == "super" else None,
    }
    for emphasis, is_so in told.items():
        if is_so is not None:
            (made.add if is_so else made.discard)((emphasis, ""))
    return frozenset(made)


def _colour(said: str) -> str:
    return colour(_hexadecimal(said))


def _hexadecimal(said: str) -> str:
    """Six digits of a colour as CSS writes it; what is no colour stays as it is."""
    said = said.strip()
    if found := _RGB.match(said):
        return "".join(f"{min(255, int(part)):02X}" for part in found.groups())
    if re.fullmatch(r"#[0-9a-f]{3}", said):
        return "".join(2 * digit for digit in said[1:]).upper()
    return _NAMES.get(said.split(" ")[0], said)
