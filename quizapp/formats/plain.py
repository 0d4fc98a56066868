"""Formatted text to plain: what a bank's questions hold. What is lost on the way is told by name."""

import re
from html.parser import HTMLParser

_BREAKING = {
    "p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "hr",
    "dt", "dd", "dl",
}  # fmt: skip
_SILENT = {"script", "style", "head", "title", "template"}
_MEDIA = {"img", "audio", "video", "iframe", "object", "embed", "svg", "canvas"}
_DECLARATION = re.compile("<!(?!--)")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|<!--|&(?:[a-zA-Z][a-zA-Z0-9]+|#[0-9]+|#[xX][0-9a-fA-F]+);")


def of_html(text: str) -> tuple[str, frozenset[str]]:
    """The words of a piece of HTML, and what of it they do not carry: « formatting », « pictures »."""
    if not _MARKUP.search(text):
        return _tidy(text), frozenset()
    reader = _Words()
    reader.feed(_DECLARATION.sub("&lt;!", text))  # No declaration is said in a question, and damaged ones stop it.
    reader.close()
    return _tidy("".join(reader.words)), frozenset(reader.lost)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.lost: set[str] = set()
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag in _MEDIA:
            self.lost.add("pictures")
            self.words.append(next((value for name, value in attrs if name == "alt" and value), ""))
        elif tag in _BREAKING:
            self.words.append("\n")
        elif tag not in ("span", "font"):
            self.lost.add("formatting")
        if tag in ("table", "ul", "ol", "pre"):
            self.lost.add("formatting")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BREAKING and tag not in ("br", "hr"):
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)


def _tidy(text: str) -> str:
    """One blank between words, one break between lines, none around them; blanks that do not break stay."""
    lines = (" ".join(re.split("[ \t\f\v\r]+", line)).strip(" ") for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
