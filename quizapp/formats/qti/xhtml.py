"""Formatted texts as the XHTML that items of QTI may hold; what QTI lacks is put into classes, to be read back."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

from lxml import etree

from quizapp.domain.texts import Html, with_pictures_at
from quizapp.formats.qti.elements import Element
from quizapp.formats.texts import markup

MATHML = "http://www.w3.org/1998/Math/MathML"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_VOID = frozenset(("br", "hr", "img", "wbr"))
_LACKING = frozenset("u s mark ins del ruby rt rp bdi bdo wbr".split())  # noqa: SIM905 - a list to read
"""Elements that QTI 2.1 has no place for."""
_BLOCKS = re.compile(r"<(?:p|div|ul|ol|table|pre|blockquote|dl)\b")
_CONTROLS = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot have."""


def clean(text: str) -> str:
    return _CONTROLS.sub("", text)


def is_block(text: str) -> bool:
    """Whether a text has parts that cannot stand within a line."""
    return isinstance(text, Html) and _BLOCKS.search(text) is not None


def put(text: str, into: Element, address: Callable[[str], str], *, has_dir: bool) -> None:
    """A text of a bank as the content of an element, its HTML in the same namespace as that.

    `has_dir` is for versions of QTI that know the attribute.
    """
    source = with_pictures_at(text, address) if isinstance(text, Html) else markup.source(text)
    builder = _Builder(into, has_dir)
    builder.feed(clean(source))
    builder.close()


class _Builder(HTMLParser):
    """Follows sound HTML, as `markup` makes it, element for element."""

    def __init__(self, into: Element, has_dir: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._open = [into]
        self._namespace = etree.QName(into).namespace or ""
        self._has_dir = has_dir
        self._math = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._math += tag == "math"
        given = {name: value or "" for name, value in attrs if name != "rel"}
        is_lacking = tag in _LACKING and not self._math
        classes = [f"quizapp-{tag}"] if is_lacking else []
        namespace = MATHML if self._math else self._namespace
        made = etree.SubElement(
            self._open[-1],
            f"{{{namespace}}}{'span' if is_lacking else tag}",
            nsmap={None: MATHML} if tag == "math" else None,
        )
        for name, value in given.items():
            if name == "lang":
                made.set(_XML_LANG, value)
            elif name == "style":
                classes.append("quizapp-pre")  # The one style there is, of texts whose blanks mean themselves.
            elif not self._math and (name in ("start", "type") or (name == "dir" and not self._has_dir)):
                classes.append(f"quizapp-{name}-{value}")
            else:
                made.set(name, value)
        if classes:
            made.set("class", " ".join(classes))
        if tag not in _VOID:
            self._open.append(made)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and len(self._open) > 1:
            self._open.pop()
            self._math -= tag == "math"

    def handle_data(self, data: str) -> None:
        element = self._open[-1]
        if len(element):
            element[-1].tail = (element[-1].tail or "") + data
        else:
            element.text = (element.text or "") + data
