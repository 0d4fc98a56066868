"""Formatted texts: HTML from other programs to texts of a bank, and back.

What is kept stands in a strict list; what is lost on the way is told by name. A text of which nothing but words and
line breaks is kept is a plain one. At the end nh3 looks over everything: no other HTML is ever printed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from html.parser import HTMLParser
from typing import Any

import nh3

from quizapp.domain.texts import Html, with_pictures_at
from quizapp.formats.libraries import library
from quizapp.formats.texts import mathematics, multilang
from quizapp.formats.texts.pictures import Picture

FindPicture = Callable[[str], Picture | None]
"""Finds the picture that a text has under an address, if the file brings it."""

FORMATTING, PICTURES, LINKS, MATHEMATICS, DESCRIPTION = "formatting", "pictures", "links", "mathematics", "description"
"""What may be lost; « description » is the text that a picture should have instead of itself."""

_BLOCKS = frozenset(
    "p div ul ol li table caption thead tbody tfoot tr th td pre blockquote dl dt dd".split()  # noqa: SIM905
)
_ROWS = _BLOCKS - {"td", "th"}
_AS_DIV = frozenset("center section article header footer figure figcaption main nav address aside".split())  # noqa: SIM905
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_INLINE = frozenset(
    "strong em b i u s sub sup code small mark ins del q cite abbr kbd samp var dfn ruby rt rp bdi bdo".split()  # noqa: SIM905
)
_RENAMED = {"tt": "code", "strike": "s", "big": "span"}
_THROUGH = frozenset("html body font span label o:p".split())  # noqa: SIM905
_SILENT = frozenset("script style head title template noscript annotation-xml".split())  # noqa: SIM905
_MEDIA = frozenset("audio video iframe object embed svg canvas picture map".split())  # noqa: SIM905
_SHUT = frozenset(("svg", "object", "iframe", "canvas", "audio", "video"))
"""What these hold stands for them where they cannot be shown: it is not part of the text."""
_VOID = frozenset(("br", "hr", "img", "wbr"))
_MATH = frozenset((
    "math", "mrow", "mi", "mo", "mn", "ms", "msup", "msub", "msubsup", "mfrac", "msqrt", "mroot", "mtext", "mspace",
    "mtable", "mtr", "mlabeledtr", "mtd", "mover", "munder", "munderover", "mstyle", "mpadded", "mphantom",
    "menclose", "merror", "mfenced", "mmultiscripts", "mprescripts", "none", "semantics", "annotation",
))  # fmt: skip
_MATH_ATTRIBUTES = frozenset((
    "display", "alttext", "mathvariant", "stretchy", "fence", "separator", "form", "lspace", "rspace", "minsize",
    "maxsize", "symmetric", "largeop", "movablelimits", "accent", "accentunder", "linethickness", "width", "height",
    "depth", "columnalign", "rowalign", "columnspacing", "rowspacing", "columnspan", "rowspan", "notation", "open",
    "close", "separators", "encoding", "displaystyle", "scriptlevel",
))  # fmt: skip
_TELLING_STYLE = re.compile(r"(?:^|;)\s*(?:color|background|text-decoration|font-weight|font-style)\s*:", re.IGNORECASE)
_KEEPS_BLANKS = re.compile(r"white-space\s*:\s*pre", re.IGNORECASE)
_DECLARATION = re.compile("<!(?!--)")
_ENDLESS_NUMBER = re.compile("(&#[0-9]{4000})[0-9]+")
_OPEN_ENDS = 60
"""How many marks without an end are looked at: the parser searches the rest of a text for the end of each."""
_OUTER_BLANKS = re.compile(r"^(?:\s|<br>)+|(?<!\s)(?:\s|<br>)+$|(?<=<br>)(?:\s*<br>)+")
_MARKED = re.compile(r"</?[a-zA-Z][^<>]*>|<!--|&(?:[a-zA-Z][a-zA-Z0-9]+|#[0-9]+|#[xX][0-9a-fA-F]+);")
_LINK = re.compile(r"(?:https?://|mailto:)[^\s\"<>]{1,2000}", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\f\v\r\n]+")
_BETWEEN_MARKS = re.compile(r">\s+<")
_RAGGED = re.compile(r"  |^ | $|\t|\n\n", re.MULTILINE)


def _only_our_pictures(tag: str, attribute: str, value: str) -> str | None:
    """No page ever has a browser fetch a picture from somewhere else."""
    return None if (tag, attribute) == ("img", "src") and not value.startswith("media:") else value


_STRICT = nh3.Cleaner(
    tags=set(_BLOCKS | _INLINE | _MATH | _VOID | {"span", "a"}),
    attributes={
        "*": {"lang", "dir"},
        "a": {"href"},
        "img": {"src", "alt", "width", "height"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan", "scope"},
        "ol": {"start", "type"},
        **{tag: set(_MATH_ATTRIBUTES) for tag in _MATH},
    },
    url_schemes={"http", "https", "mailto", "media"},
    url_relative="deny",
    link_rel="noopener noreferrer",
    attribute_filter=_only_our_pictures,
)


@dataclass(frozen=True, slots=True)
class Conversion:
    """A text of a bank, and what of its source it does not carry."""

    text: str
    lost: frozenset[str] = frozenset()


def no_picture(address: str) -> Picture | None:
    """Where a file brings none."""
    return None


def strict(markup: str) -> str:
    """A piece of HTML with nothing in it that is not on the list; the same again for what it returned."""
    return _STRICT.clean(markup)


def is_marked(source: str) -> bool:
    """Whether something in it looks like HTML."""
    return _MARKED.search(source) is not None


def of_html(source: str, *, inline: bool = False, find: FindPicture = no_picture) -> Conversion:
    """The text that a piece of HTML is; `inline` for one that stands within a line, as a choice does."""
    if are_words(source):
        return Conversion(source)
    if not _MARKED.search(source):
        return of_plain(" ".join(_BLANKS.split(source)).strip(" "))
    source = multilang.marked(source) if "multilang" in source else source
    reader = _Reader(inline, find)
    # No declaration is said in a question, and damaged ones would stop the parser, as long numbers of characters do.
    reader.feed(_ENDLESS_NUMBER.sub(r"\1", _DECLARATION.sub("&lt;!", source)))
    reader.close()
    return reader.read()


def are_words(source: str) -> bool:
    """Whether a source is its own text, as HTML and as plain text: most are, and this is soon seen."""
    return (
        source.isprintable()
        and "<" not in source
        and "&" not in source
        and "\\" not in source
        and "$$" not in source
        and "  " not in source
        and source[:1] != " " != source[-1:]
    )


def of_moodle(source: str, *, inline: bool = False, find: FindPicture = no_picture) -> Conversion:
    """The text that a source in Moodle's automatic format is: HTML in which line breaks between words count.

    Source: Moodle 4.5, lib/weblib.php (text_to_html).
    """
    if "\n" not in source:
        return of_html(source, inline=inline, find=find)
    if not _MARKED.search(source):
        lines = (" ".join(_BLANKS.split(line)).strip(" ") for line in source.split("\n"))
        return of_plain("\n".join(line for line in lines if line))
    source = _BETWEEN_MARKS.sub("><", source)
    source = source.replace("\n<", " <").replace(">\n", "> ")
    return of_html(source.replace("\n", "<br>"), inline=inline, find=find)


def of_plain(source: str) -> Conversion:
    """The text that some characters are, if formulas among them are typeset."""
    if "\\(" not in source and "\\[" not in source and "$$" not in source:
        return Conversion(source)
    made, lost = _with_formulas(source)
    if "<math" not in made:
        return Conversion(source, lost)
    return Conversion(Html(strict(made.replace("\n", "<br>"))), lost)


def of_markdown(source: str, *, inline: bool = False, find: FindPicture = no_picture) -> Conversion:
    """The text that some Markdown is; HTML in it counts (Moodle's Markdown allows it)."""
    return of_html(_markdown().render(source), inline=inline, find=find)


@cache
def _markdown() -> Any:
    return library("markdown_it").MarkdownIt("commonmark").enable("table")


def source(text: str, address: Callable[[str], str] = "media:{}".format) -> str:
    """The HTML to give to another program: formulas as TeX, pictures at the addresses that are given by their names."""
    if isinstance(text, Html):
        return mathematics.as_tex(with_pictures_at(text, address))
    escaped = escape(text, quote=False).replace("\n", "<br>")
    return f'<span style="white-space: pre-wrap">{escaped}</span>' if _RAGGED.search(text) else escaped


def _with_formulas(text: str) -> tuple[str, frozenset[str]]:
    """Escaped, its TeX typeset where it can be."""
    made, at, lost = [], 0, set()
    for found in mathematics.MARKED.finditer(text):
        tex = found[1] or found[2] or found[3]
        typeset = mathematics.typeset(tex, apart=found[1] is None)
        if typeset is None:
            lost.add(MATHEMATICS)
            typeset = escape(found[0], quote=False)
        made += [escape(text[at : found.start()], quote=False), typeset]
        at = found.end()
    made.append(escape(text[at:], quote=False))
    return "".join(made), frozenset(lost)


class _Reader(HTMLParser):
    """Makes two things of a source at once: the plain text that it would be, and the formatted one."""

    def __init__(self, inline: bool, find: FindPicture) -> None:
        super().__init__(convert_charrefs=True)
        self._inline = inline
        self._find = find
        self._plain: list[str] = []
        self._made: list[str] = []
        self._lost: set[str] = set()
        self._is_formatted = False
        self._silent: list[str] = []
        self._literal: list[str] = []
        """Open elements in which blanks mean themselves."""
        self._pre = 0
        self._math = 0
        self._links: list[bool] = []
        self._spans: list[bool] = []
        self._said: list[str] = []
        """What the parser said in pieces: a formula may look like the beginning of a mark."""

    def close(self) -> None:
        """Says what the parser kept back, marks that nothing ends as text, and so all the rest after many of them.

        Left to itself the parser would search the rest anew for the end of each, or hide it, by its version.
        """
        looks = 0
        while (rest := self.rawdata).startswith("<"):
            looks += 1
            end = (rest.find(">") + 1 if looks < _OPEN_ENDS else 0) or len(rest)
            self.handle_data(unescape(rest[:end]))
            self.rawdata = ""
            self.feed(rest[end:])
        super().close()
        self._say()

    def read(self) -> Conversion:
        if not self._is_formatted:
            return Conversion(_tidy("".join(self._plain)), frozenset(self._lost))
        made = "".join(self._made)
        if self._inline:
            made = _OUTER_BLANKS.sub("", made)
        return Conversion(Html(strict(strict(made).strip())), frozenset(self._lost))

    # --- what the parser says ---

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._say()
        given = {name: value or "" for name, value in attrs}
        tag = _RENAMED.get(tag, "div" if tag in _AS_DIV else tag)
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.append(tag)
        elif tag == "math" or self._math:
            self._start_math(tag, given)
        elif tag in _SILENT or tag in _SHUT:
            self._silent.append(tag)
            if tag in _SHUT:
                self._lost.add(PICTURES)
        elif tag == "img":
            self._picture(given)
        elif tag in _MEDIA:
            self._lost.add(PICTURES)
        else:
            self._start(tag, given)

    def handle_endtag(self, tag: str) -> None:
        self._say()
        tag = _RENAMED.get(tag, "div" if tag in _AS_DIV else tag)
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
        elif self._math:
            if tag in _MATH:
                self._made.append(f"</{tag}>")
                self._math -= tag == "math"
        elif tag not in _VOID:
            self._end(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        self._said.append(data)

    def _say(self) -> None:
        data = "".join(self._said)
        self._said.clear()
        if self._silent or not data:
            return
        if self._math:
            self._made.append(escape(data, quote=False))
            return
        if self._literal:
            self._plain.append(data.replace(" ", _KEPT_BLANK).replace("\t", _KEPT_TAB))
            shown = escape(data, quote=False)
            self._made.append(shown if self._pre and not self._inline else shown.replace("\n", "<br>"))
            return
        words = _BLANKS.sub(" ", data)
        self._plain.append(words)
        made, lost = _with_formulas(words)
        self._lost |= lost
        self._is_formatted |= "<math" in made
        self._made.append(made)

    # --- what is made of it ---

    def _start(self, tag: str, given: dict[str, str]) -> None:
        if _TELLING_STYLE.search(given.get("style", "")) or "color" in given:
            self._lost.add(FORMATTING)
        said = "".join(f' {name}="{escape(given[name])}"' for name in ("lang", "dir") if given.get(name))
        if tag == "br":
            self._plain.append(f"\n{_KEPT_LINE}" if self._literal else "\n")
            self._made.append("<br>")
        elif tag in _HEADINGS:
            self._separate()
            self._keep("<strong>" if self._inline else f"<p{said}><strong>")
        elif tag in _BLOCKS:
            self._start_block(tag, given, said)
        elif tag in _INLINE:
            self._keep(f"<{tag}{said}>")
        elif tag == "a":
            self._start_link(given)
        elif tag == "span" and (said or _KEEPS_BLANKS.search(given.get("style", ""))):
            self._spans.append(True)
            if said:
                self._keep(f"<span{said}>")
            else:
                self._made.append("<span>")
            if _KEEPS_BLANKS.search(given.get("style", "")):
                self._literal.append("span")
            else:
                self._literal += ["span"] if self._literal else []
        elif tag == "span":
            self._spans.append(False)
        elif tag in ("hr", "wbr"):
            self._separate()
            self._lost.add(FORMATTING)
        elif tag not in _THROUGH:
            self._lost.add(FORMATTING)

    def _start_block(self, tag: str, given: dict[str, str], said: str) -> None:
        if tag in _ROWS:
            self._separate()
        else:
            self._plain.append(" ")
        if tag == "pre":
            self._pre += 1
            self._literal.append("pre")
        if self._inline:
            if tag == "pre":
                self._keep("<code>")
            elif tag not in ("p", "div"):
                self._lost.add(FORMATTING)
                self._made.append(" " if tag not in _ROWS else "")
            return
        for name in ("colspan", "rowspan", "start"):
            if given.get(name, "").isdigit():
                said += f' {name}="{int(given[name][:6])}"'
        self._made.append(f"<{tag}{said}>")
        self._is_formatted |= tag not in ("p", "div") or bool(said)

    def _start_link(self, given: dict[str, str]) -> None:
        link = _LINK.fullmatch(given.get("href", "").strip())
        self._links.append(bool(link) and not self._inline)
        if link and not self._inline:
            self._keep(f'<a href="{escape(link[0])}">')
        elif given.get("href"):
            self._lost.add(LINKS)

    def _end(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._made.append("</strong>" if self._inline else "</strong></p>")
            self._separate()
        elif tag in _BLOCKS:
            if tag == "pre" and self._pre:
                self._pre -= 1
                self._literal.pop()
                if self._inline:
                    self._made.append("</code>")
            if not self._inline:
                self._made.append(f"</{tag}>")
            if tag in _ROWS:
                self._separate()
        elif tag in _INLINE:
            self._made.append(f"</{tag}>")
        elif tag == "a" and self._links:
            self._made.append("</a>" if self._links.pop() else "")
        elif tag == "span" and self._spans and self._spans.pop():
            self._made.append("</span>")
            if self._literal and self._literal[-1] == "span":
                self._literal.pop()

    def _keep(self, markup: str) -> None:
        self._is_formatted = True
        self._made.append(markup)

    def _separate(self) -> None:
        self._plain.append("\n")
        if self._inline:
            self._made.append("<br>")

    def _start_math(self, tag: str, given: dict[str, str]) -> None:
        if tag not in _MATH:
            return
        kept = "".join(f' {name}="{escape(given[name])}"' for name in given if name in _MATH_ATTRIBUTES)
        self._math += tag == "math"
        self._keep(f"<{tag}{kept}>")

    def _picture(self, given: dict[str, str]) -> None:
        """Canvas draws formulas as pictures and keeps their TeX beside; so does Moodle's TeX filter in `alt`."""
        tex = given.get("data-equation-content", "")
        if not tex and given.get("class", "") in ("equation_image", "texrender"):
            tex = given.get("alt", "").removeprefix("LaTeX:").strip(" $")
        if tex and (typeset := mathematics.typeset(tex, apart=False)):
            self._keep(typeset)
            return
        picture = self._find(given.get("src", ""))
        words = " ".join(given.get("alt", "").split())
        if picture is None:
            self._lost.add(PICTURES)
            self._plain.append(words)
            self._made.append(escape(words, quote=False))
            return
        if not words:
            self._lost.add(DESCRIPTION)
        size = f'width="{picture.width}" height="{picture.height}"'
        self._keep(f'<img src="media:{picture.name}" alt="{escape(words)}" {size}>')


_KEPT_BLANK, _KEPT_TAB, _KEPT_LINE = "\ue000", "\ue001", "\ue002"
"""Stand for blanks that mean themselves, and for the beginning of a line that may be empty, until a text is tidied."""


def _tidy(text: str) -> str:
    """One blank between words, one break between lines, none around them; blanks that mean themselves stay."""
    lines = (" ".join(re.split("[ \t\f\v\r]+", line)).strip(" ") for line in text.split("\n"))
    kept = "\n".join(line for line in lines if line)
    return kept.replace(_KEPT_BLANK, " ").replace(_KEPT_TAB, "\t").replace(_KEPT_LINE, "")
