"""The names of elements in Word's documents, and what every reader of them asks of one.

Source: ECMA-376 part 1 (its strict form has other namespaces, which are taken for the common ones) and part 3, 10.2.
"""

from collections.abc import Iterator

from lxml import etree

from quizapp.formats.syntax import xmltree

Element = etree._Element
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M),
    (b"http://purl.oclc.org/ooxml/drawingml/main", A),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R),
)
_OFF = frozenset(("0", "false", "off"))
VAL = W + "val"
PARAGRAPH, RUN, TEXT, FIELD_MARK = W + "p", W + "r", W + "t", W + "fldChar"
OF_PARAGRAPH, OF_RUN, STYLE, IN_LIST, LIST, LEVEL, SHADE = (
    W + name for name in ("pPr", "rPr", "pStyle", "numPr", "numId", "ilvl", "shd")
)
"""Those of each paragraph, made once."""


def parse(data: bytes, member: str) -> Element:
    """The root of a part, with the common namespaces. Raises xmltree.Unreadable."""
    if b"purl.oclc.org" in data[:4096]:
        for strict, common in _STRICT:
            data = data.replace(strict, common[1:-1].encode())
    return xmltree.parse(data, member)


def value(element: Element | None, otherwise: str = "") -> str:
    """What an element says."""
    return otherwise if element is None else element.get(VAL, otherwise)


def of(parent: Element | None, name: str) -> str:
    """What the element of this name inside another says; empty where there is none."""
    return "" if parent is None else value(parent.find(W + name))


def is_on(element: Element) -> bool:
    """Whether a property is set that needs no value to be."""
    return element.get(VAL, "1") not in _OFF


def number(said: str | None, otherwise: int = 0) -> int:
    """A small whole number."""
    if said and len(said) < 10 and said.lstrip("-").isascii() and said.lstrip("-").isdecimal():
        return int(said)
    return otherwise


def chosen(alternatives: Element) -> Iterator[Element]:
    """What is inside the first of several ways in which a thing is written for newer and older programs."""
    for one in alternatives:
        if one.tag in (MC + "Choice", MC + "Fallback"):
            yield from one
            return
