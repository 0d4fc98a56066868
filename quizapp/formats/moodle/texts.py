"""The texts of Moodle's questions: in one of its formats, with the files that they show.

Source: Moodle 4.5, question/format/xml/format.php (import_text_with_files), lib/classes/formatting.php (format_text).
"""

import re
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from quizapp.domain.texts import Html
from quizapp.formats.syntax import xmltree
from quizapp.formats.syntax.text import PHP_BLANKS
from quizapp.formats.texts import markup
from quizapp.formats.texts.markup import Conversion, FindPicture
from quizapp.formats.texts.pictures import Album, Picture

Element = etree._Element

HTML, PLAIN, MARKDOWN, AUTOMATIC = "html", "plain_text", "markdown", "moodle_auto_format"
_OWN_NAMES = {PLAIN: PLAIN, MARKDOWN: MARKDOWN, AUTOMATIC: AUTOMATIC, "wiki_like": AUTOMATIC}
"""Every other name is HTML to Moodle."""
PLACE = "@@PLUGINFILE@@"
"""Stands in an address for wherever the files of a text are kept."""
OLD_PICTURE = "picture"
"""The name, among the files of a text, of the one picture that Moodle 1 had beside it."""
FEEDBACK = ("generalfeedback", "correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
"""The elements of what is said in general, and to right, partly right and wrong answers."""
_DATA = re.compile(r"data:image/[a-z+.-]+;base64,", re.IGNORECASE)
_NO_LETTER = re.compile(r"[^A-Za-z0-9+/]")


@dataclass(frozen=True, slots=True)
class FileText:
    """A text as the file has it."""

    words: str
    form: str


def source(element: Element | None, form: str) -> FileText:
    """What stands in an element, in the format that it names, or else in the one that is given."""
    if element is None:
        return FileText("", form)
    named = element.get("format")
    form = form if named is None else _OWN_NAMES.get(named.strip(), HTML)
    holder = xmltree.child(element, "text")
    if holder is None:
        return FileText((element.text or "").strip(PHP_BLANKS), form)
    if len(holder):
        return FileText(xmltree.inside(holder).strip(PHP_BLANKS), HTML)
    return FileText(xmltree.text(holder).strip(PHP_BLANKS), form)


def read(given: FileText, *, inline: bool = False, find: FindPicture = markup.no_picture) -> Conversion:
    """Moodle looks for no formulas in a plain text."""
    match given.form:
        case "plain_text":
            return Conversion(given.words)
        case "markdown":
            return markup.of_markdown(given.words, inline=inline, find=find)
        case "moodle_auto_format":
            return markup.of_moodle(given.words, inline=inline, find=find)
        case _:
            return markup.of_html(given.words, inline=inline, find=find)


def written(text: str, *, inline: bool = False) -> FileText:
    """A text in the format in which it reads back: HTML as Moodle's editor makes it, or plain where blanks count."""
    html = FileText(markup.source(text, f"{PLACE}/{{}}".format), HTML)
    if isinstance(text, Html):
        return html
    plain = FileText(text, PLAIN)
    for one in (plain, html) if html.words.startswith("<span") else (html, plain):
        if read(FileText(one.words.strip(PHP_BLANKS), one.form), inline=inline).text == text:
            return one
    return html


# --- files ---


def finder(album: Album, files: Mapping[str, str]) -> FindPicture:
    """Finds the pictures that a text brings along, or has in their own addresses."""

    def find(address: str) -> Picture | None:
        if embedded := _DATA.match(address):
            return album.take(decoded(address[embedded.end() :]))
        path = re.split(r"[?#]", address.strip().removeprefix(PLACE), maxsplit=1)[0]
        brought = files.get(path, files.get(unquote(path)))
        return None if brought is None else album.take(decoded(brought))

    return find


def files(element: Element | None) -> dict[str, str]:
    """The files of a text in base64, by their paths; of two with the same path, the first."""
    found: dict[str, str] = {}
    for file in xmltree.children(element, "file") if element is not None else ():
        path = f"/{file.get('path') or ''}/{file.get('name') or ''}"
        found.setdefault(re.sub("/+", "/", path), xmltree.text(file))
    return found


def decoded(base64: str) -> bytes:
    """The bytes of a file; like PHP, which passes over whatever is no base64."""
    letters = _NO_LETTER.sub("", base64)
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    return b64decode(letters + "=" * (-len(letters) % 4))
