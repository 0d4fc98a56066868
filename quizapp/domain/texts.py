"""Texts of a bank: plain, as a teacher typed them, or with formatting, from a strict list of marks."""

import re
from collections.abc import Callable
from html import escape, unescape
from html.parser import HTMLParser

_BLOCKS = frozenset(
    "p div br li ul ol table caption thead tbody tr pre blockquote hr dl dt dd".split()  # noqa: SIM905 - a list to read
)
_CELLS = frozenset(("td", "th"))


class Html(str):
    """A text with formatting: HTML that `formats.texts.markup` made, and nothing else is ever put into a page.

    A plain text with the same characters is another text, for its signs mean themselves.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Html) and str.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__


def plain(text: str) -> str:
    """The words of a text, for a place that shows no formatting: a picture is its description, a formula its TeX."""
    if not isinstance(text, Html):
        return text
    reader = _Words()
    reader.feed(text)
    reader.close()
    lines = (" ".join(line.split(" ")).strip() for line in "".join(reader.words).split("\n"))
    return "\n".join(line for line in lines if line)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._formulas = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "math":
            self._formulas += 1
            self.words.append(unescape(given.get("alttext") or ""))
        elif tag == "img":
            self.words.append(given.get("alt") or "")
        elif tag in _BLOCKS:
            self.words.append("\n")
        elif tag in _CELLS:
            self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "math":
            self._formulas -= 1
        elif tag in _BLOCKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._formulas:
            self.words.append(data)


_PICTURE = re.compile(r'<img src="media:([0-9a-f]{64}\.[a-z]{3,4})"')


def pictures_in(text: str) -> tuple[str, ...]:
    """The names of the pictures in a text."""
    return tuple(_PICTURE.findall(text)) if isinstance(text, Html) else ()


def with_pictures_at(text: Html, address: Callable[[str], str]) -> str:
    """The text's HTML, each picture at the address that is given for its name."""
    return _PICTURE.sub(lambda found: f'<img src="{escape(address(found[1]))}"', text)
