"""OpenDocument texts (.odt), as LibreOffice writes them: to lines.

Source: OpenDocument 1.3, part 3: 5 (text), 6 (what is in a paragraph), 5.5 (tracked changes: the text holds what was
inserted, the deleted is kept apart), 9 (tables), 10.4 (frames).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from lxml import etree

from quizapp.formats.building.assembly import Assembly, Place
from quizapp.formats.file import File
from quizapp.formats.prose.lines import Emphasis, Line
from quizapp.formats.syntax import xmltree
from quizapp.formats.syntax.archives import Archive, UnreadableMember
from quizapp.formats.word import tables
from quizapp.formats.word.looks import MOST_PARAGRAPHS, PLAIN, AutoLabel, Look, Pen, TooManyParagraphs
from quizapp.formats.word.names import number
from quizapp.formats.word.odt_styles import TEXT, OpenLevel, OpenStyles
from quizapp.formats.word.tables import TableCell

Element = etree._Element
_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{_OASIS}office:1.0}}"
_DRAW, _TABLE, _SVG = f"{_OASIS}drawing:1.0}}", f"{_OASIS}table:1.0}}", f"{_OASIS}svg-compatible:1.0}}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_MATH = "{http://www.w3.org/1998/Math/MathML}math"
CONTENT = "content.xml"
_MEDIA_TYPE = b"application/vnd.oasis.opendocument.text"
_MOST_REPEATED = 200
"""Blanks, or cells, that stand for themselves so often at once."""
_SILENT = frozenset((
    TEXT + "tracked-changes", OFFICE + "annotation", OFFICE + "annotation-end", TEXT + "note-body",
    TEXT + "table-of-content",
    TEXT + "alphabetical-index", TEXT + "bibliography", TEXT + "sequence-decls", TEXT + "variable-decls",
    TEXT + "user-field-decls", OFFICE + "forms", TEXT + "ruby-text", TEXT + "hidden-text", TEXT + "script",
))  # fmt: skip


@dataclass(slots=True)
class _Counter:
    """How far a list is counted, by its levels."""

    counts: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Item:
    """The item of a list in which a paragraph is the first."""

    style: str
    depth: int
    counter: _Counter
    start: int | None = None
    """At which it goes on counting."""


class _Text:
    """Makes lines of a text, and says what cannot be shown."""

    def __init__(self, archive: Archive, assembly: Assembly, styles: OpenStyles) -> None:
        self._archive = archive
        self._assembly = assembly
        self._styles = styles
        self._lists: dict[str, _Counter] = {}
        self._of_style: dict[str, _Counter] = {}
        self._outline = _Counter()
        self._number = 0
        self._noted = 0
        self._item: _Item | None = None
        self._depth = 0
        """Of the list in which the paragraph is, from 1; 0 for none."""
        self._boxes: list[Element] = []
        self._said: set[str] = set()
        self._pictures: dict[str, str] = {}

    def lines(self, parent: Element) -> Iterator[Line]:
        """Those of a body, a section, a cell or a box. Raises TooManyParagraphs."""
        for one in parent:
            tag = one.tag
            if tag in (TEXT + "p", TEXT + "h"):
                yield from self._paragraph(one)
            elif tag == TEXT + "list":
                yield from self._list(one, "", 0, None)
            elif tag == _TABLE + "table":
                yield from tables.lines(list(self._rows(one)))
            elif tag == TEXT + "numbered-paragraph":
                yield from self.lines(one)
            elif tag == _DRAW + "frame":
                yield from self._frame_alone(one)
            elif tag not in _SILENT and tag != TEXT + "section-source" and isinstance(tag, str):
                yield from self.lines(one)

    # --- lists ---

    def _list(self, element: Element, style: str, depth: int, counter: _Counter | None) -> Iterator[Line]:
        style = element.get(TEXT + "style-name", style)
        if counter is None:
            counter = self._counter(element, style)
        for one in element:
            if one.tag not in (TEXT + "list-item", TEXT + "list-header"):
                continue
            said = one.get(TEXT + "start-value")
            start = number(said, 1) if said else None
            self._item = _Item(style, depth, counter, start) if one.tag == TEXT + "list-item" else None
            for inner in one:
                if inner.tag == TEXT + "list":
                    self._item = None
                    yield from self._list(inner, style, depth + 1, counter)
                else:
                    self._depth = depth + 1
                    yield from self._block_of_item(inner)
                    self._depth = 0
            self._item = None

    def _block_of_item(self, block: Element) -> Iterator[Line]:
        if block.tag in (TEXT + "p", TEXT + "h"):
            yield from self._paragraph(block)

    def _counter(self, element: Element, style: str) -> _Counter:
        """That of the list which this one goes on, or a new one."""
        before = self._lists.get(element.get(TEXT + "continue-list", ""))
        if before is None and element.get(TEXT + "continue-numbering") == "true":
            before = self._of_style.get(style)
        counter = before or _Counter()
        self._of_style[style] = counter
        id_ = element.get("{http://www.w3.org/XML/1998/namespace}id")
        if id_:
            self._lists[id_] = counter
        return counter

    def _label(self, element: Element, style: str) -> AutoLabel | None:
        item, self._item = self._item, None
        if item is not None:
            levels = self._styles.lists.get(item.style or self._styles.list_of(style), {})
            return _labelled(levels, item.depth, item.counter, item.start)
        if element.tag == TEXT + "h" and not self._depth:
            depth = number(element.get(TEXT + "outline-level"), 1) - 1
            label = _labelled(self._styles.outline, depth, self._outline, None)
            return label if label.text else None
        return AutoLabel("", self._depth - 1) if self._depth else None

    # --- tables ---

    def _rows(self, table: Element) -> Iterator[list[TableCell]]:
        for one in table:
            if one.tag == _TABLE + "table-row":
                yield list(self._cells(one))
            elif one.tag in (_TABLE + "table-header-rows", _TABLE + "table-rows", _TABLE + "table-row-group"):
                yield from self._rows(one)

    def _cells(self, row: Element) -> Iterator[TableCell]:
        for one in row:
            times = min(number(one.get(_TABLE + "number-columns-repeated"), 1), tables.MOST_COLUMNS)
            if one.tag == _TABLE + "covered-table-cell":
                yield from [TableCell(())] * times
            elif one.tag == _TABLE + "table-cell":
                shade = self._styles.cell_ground(one.get(_TABLE + "style-name", ""))
                lines = [tables.shaded(line, shade) if shade else line for line in self.lines(one)]
                yield from [TableCell(lines)] * (times if not lines else 1)

    # --- paragraphs ---

    def _paragraph(self, element: Element) -> Iterator[Line]:
        self._number += 1
        if self._number > MOST_PARAGRAPHS:
            raise TooManyParagraphs
        style = element.get(TEXT + "style-name", "")
        pen, boxes = Pen(), self._boxes
        self._boxes = []
        self._inside(element, pen, style, ())
        label = self._label(element, style)
        if self._styles.look(style, ())[1] and not any(line.text.strip() for line in pen.lines(0)):
            return
        own, self._boxes = self._boxes, boxes
        yield from pen.lines(self._number, label, self._styles.ground(style))
        for box in own:
            yield from self.lines(box)

    def _inside(self, parent: Element, pen: Pen, style: str, spans: tuple[str, ...]) -> None:
        look, is_hidden = self._styles.look(style, spans)
        self._write(parent.text, pen, look, is_hidden=is_hidden)
        for one in parent:
            tag = one.tag
            if tag == TEXT + "span":
                self._inside(one, pen, style, (*spans, one.get(TEXT + "style-name", "")))
            elif (write := _WRITERS.get(tag)) is not None:
                write(self, one, pen, look)
            elif isinstance(tag, str) and tag not in _SILENT:
                self._inside(one, pen, style, spans)
            self._write(one.tail, pen, look, is_hidden=is_hidden)

    def _write(self, text: str | None, pen: Pen, look: Look, *, is_hidden: bool) -> None:
        """Blanks that follow on another are none (6.1.2)."""
        if not text:
            return
        if is_hidden:
            if text.strip() and "hidden-text" not in self._said:
                self._said.add("hidden-text")
                self._assembly.note("hidden-text", Place(self._number))
            return
        pen.write(_collapsed(text, at_start=pen.is_at_blank), look)

    # --- what is no plain letter ---

    def _blanks(self, one: Element, pen: Pen, look: Look) -> None:
        pen.write(" " * min(number(one.get(TEXT + "c"), 1), _MOST_REPEATED), look)

    def _tab(self, _: Element, pen: Pen, look: Look) -> None:
        pen.write("\t", look)

    def _break(self, _: Element, pen: Pen, look: Look) -> None:
        pen.break_line()

    def _note(self, one: Element, pen: Pen, _: Look) -> None:
        """The sign of a note where it stands, and what it says at the end of the line."""
        self._noted += 1
        sign = xmltree.text(one.find(TEXT + "note-citation")).strip() or str(self._noted)
        said = " ".join(xmltree.text(one.find(TEXT + "note-body")).split())
        pen.write(sign, frozenset({(Emphasis.SUPERSCRIPT, "")}))
        pen.notes.append(f"{sign}: {said}")

    def _frame(self, frame: Element, pen: Pen, _: Look) -> None:
        boxes = list(frame.iterchildren(_DRAW + "text-box"))
        self._boxes += boxes
        if boxes:
            return
        if (formula := self._formula(frame)) is not None:
            pen.put(formula)
            return
        words = " ".join(xmltree.text(frame.find(_SVG + "desc")).split()) or " ".join(
            xmltree.text(frame.find(_SVG + "title")).split()
        )
        image = frame.find(_DRAW + "image")
        if image is not None:
            source = self._picture(image.get(_LINK, ""))
            pen.put(f'<img src="{source}" alt="{escape(words)}">')
        else:
            self._assembly.note("drawing-left-out", Place(self._number))

    def _frame_alone(self, frame: Element) -> Iterator[Line]:
        """A frame that hangs on no paragraph."""
        pen, boxes, self._boxes = Pen(), self._boxes, []
        self._frame(frame, pen, PLAIN)
        own, self._boxes = self._boxes, boxes
        if not pen.is_empty:
            self._number += 1
            yield from pen.lines(self._number)
        for box in own:
            yield from self.lines(box)

    def _picture(self, address: str) -> str:
        if address not in self._pictures:
            member = self._archive.find(address)
            try:
                data = self._archive.read(member) if member is not None else None
            except UnreadableMember as error:
                self._assembly.note("member-unreadable", Place(member=address[:100]), reason=str(error))
                data = None
            picture = self._assembly.album.take(data) if data is not None else None
            if picture is None and data is not None:
                ending = address.rpartition(".")[2].upper()[:10]
                self._assembly.note("picture-not-drawn", Place(self._number), ending=ending)
            self._pictures[address] = f"media:{picture.name}" if picture is not None else ""
        return self._pictures[address]

    def _formula(self, frame: Element) -> str | None:
        """Formulas are MathML already, in the frame or in a part of their own (10.4.6)."""
        holder = frame.find(_DRAW + "object")
        if holder is None:
            return None
        math = holder.find(_MATH)
        member = self._archive.find(f"{holder.get(_LINK, '').removeprefix('./')}/{CONTENT}")
        if math is None and member is not None:
            try:
                top = xmltree.parse(self._archive.read(member), member)
            except UnreadableMember:
                return None
            math = top if top.tag == _MATH else None
        return f"<math>{xmltree.inside(math)}</math>" if math is not None else None


def _labelled(levels: Mapping[int, OpenLevel], depth: int, counter: _Counter, start: int | None) -> AutoLabel:
    level = levels.get(depth, OpenLevel())
    counts = counter.counts
    counts[depth] = start if start is not None else counts[depth] + 1 if depth in counts else level.start
    for below in [at for at in counts if at > depth]:
        del counts[below]
    text = level.written(levels, counts, depth)
    return AutoLabel(f"{text} " if text else "", depth)


def _collapsed(text: str, *, at_start: bool) -> str:
    words = _BLANKS.sub(" ", text)
    return words.removeprefix(" ") if at_start else words


_BLANKS = re.compile(r"[ \t\r\n]+")


_Writer = Callable[[_Text, Element, Pen, Look], None]
_WRITERS: Mapping[object, _Writer] = {
    TEXT + "s": _Text._blanks,
    TEXT + "tab": _Text._tab,
    TEXT + "line-break": _Text._break,
    TEXT + "note": _Text._note,
    _DRAW + "frame": _Text._frame,
}


def resembles(file: File) -> bool:
    """By what the archive says that it is; a template is a document too."""
    if "mimetype" not in file.members or CONTENT not in file.members or file.archive is None:
        return False
    try:
        return file.archive.read("mimetype").startswith(_MEDIA_TYPE)
    except UnreadableMember:
        return False


def lines(archive: Archive, assembly: Assembly) -> Iterator[Line]:
    """The lines of a document as they come; none where it has no text, which is said."""
    try:
        content = xmltree.parse(archive.read(CONTENT), CONTENT)
    except UnreadableMember:
        assembly.note("archive-damaged", Place(member=CONTENT))
        return
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is not None:
        yield from _Text(archive, assembly, _styles_of(archive, content, assembly)).lines(body)


def _styles_of(archive: Archive, content: Element, assembly: Assembly) -> OpenStyles:
    """Those of the whole document, and those of its text."""
    styles = OpenStyles()
    if "styles.xml" in archive:
        try:
            styles.read(xmltree.parse(archive.read("styles.xml"), "styles.xml"))
        except UnreadableMember as error:
            assembly.note("member-unreadable", Place(member="styles.xml"), reason=str(error))
    styles.read(content)
    return styles
