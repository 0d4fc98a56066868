"""The text of a Word document, paragraph by paragraph, as it would be printed: to lines.

Source: ECMA-376 part 1: 17.3 (paragraphs and runs), 17.4 (tables), 17.5 (content controls), 17.11 (notes), 17.13.5
(tracked changes: what was inserted is there, what was deleted is not), 17.16 (fields: what they result in is there).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from quizapp.formats.building.assembly import NOWHERE, Assembly, Place
from quizapp.formats.prose.lines import Emphasis, Line
from quizapp.formats.word import equations, styles, symbols, tables
from quizapp.formats.word.looks import MOST_PARAGRAPHS, PLAIN, AutoLabel, Look, Pen, TooManyParagraphs
from quizapp.formats.word.names import (
    FIELD_MARK,
    MC,
    OF_PARAGRAPH,
    OF_RUN,
    PARAGRAPH,
    RUN,
    TEXT,
    A,
    Element,
    M,
    R,
    W,
    chosen,
    is_on,
    number,
    of,
)  # fmt: skip
from quizapp.formats.word.numbering import Numbering
from quizapp.formats.word.parts import Parts
from quizapp.formats.word.styles import Dress, Paragraph, Styles, properties, shading
from quizapp.formats.word.tables import TableCell

_V = "{urn:schemas-microsoft-com:vml}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_THROUGH = frozenset(
    W + name
    for name in ("hyperlink", "smartTag", "ins", "moveTo", "fldSimple", "customXml", "bdo", "dir", "sdtContent")
)
"""What is around runs, or paragraphs, and leaves them as they are."""
_BREAKS = frozenset((W + "br", W + "cr"))
_TICKED, _UNTICKED = "☒", "☐"
_CONTENTS = "toc "
"""How the styles of a table of contents begin."""


@dataclass(slots=True)
class _Paragraph:
    """The paragraph that is being written."""

    pen: Pen
    number: int
    style: str = ""
    fields: list[bool] = field(default_factory=list)
    """The fields that are open here, and of each whether its instruction is: that is not printed."""
    boxes: list[Element] = field(default_factory=list)
    """Boxes of text that hang on it."""
    hidden: bool = False
    """Whether some of it is not printed."""

    @property
    def place(self) -> Place:
        return Place(self.number)


class WordText:
    """Makes lines of the text of a package, and says what cannot be shown."""

    def __init__(self, package: Parts, assembly: Assembly, of_letters: Styles, of_lists: Numbering) -> None:
        self._package = package
        self._assembly = assembly
        self._styles = of_letters
        self._numbering = of_lists
        self._notes = {kind: _notes(package.part(f"{kind}s"), W + kind) for kind in ("footnote", "endnote")}
        self._noted = 0
        self._number = 0
        self._carried: Pen | None = None
        """Holds a paragraph whose end was deleted: the next one goes on in it."""
        self._said: set[str] = set()

    def lines(self, body: Element) -> list[Line]:
        """Those of a body, a cell or a box. Raises TooManyParagraphs."""
        made: list[Line] = []
        for block in body:
            if block.tag == PARAGRAPH:
                self._paragraph(block, made)
            else:
                self._block(block, made)
        return made

    def _block(self, block: Element, made: list[Line]) -> None:
        tag = block.tag
        if tag == W + "tbl":
            made += tables.lines(list(self._rows(block)))
        elif tag == W + "sdt":
            content = block.find(W + "sdtContent")
            made += self.lines(content) if content is not None and not _is_placeholder(block) else ()
        elif tag in _THROUGH:
            made += self.lines(block)
        elif tag == MC + "AlternateContent":
            for one in chosen(block):
                self._paragraph(one, made) if one.tag == PARAGRAPH else self._block(one, made)
        elif tag == W + "altChunk":
            self._say("part-left-out")

    # --- tables ---

    def _rows(self, table: Element) -> Iterator[list[TableCell]]:
        for one in table:
            if one.tag == W + "tr":
                about = one.find(W + "trPr")
                if about is None or about.find(W + "del") is None:
                    yield list(self._cells(one))
            elif one.tag == W + "sdt" and (content := one.find(W + "sdtContent")) is not None:
                yield from self._rows(content)
            elif one.tag in _THROUGH:
                yield from self._rows(one)

    def _cells(self, row: Element) -> Iterator[TableCell]:
        for one in row:
            if one.tag == W + "tc":
                about = one.find(W + "tcPr")
                span = max(1, number(of(about, "gridSpan"), 1))
                shade = shading(about.find(W + "shd")) if about is not None else ""
                yield TableCell(list(self._shaded(one, shade)), min(span, tables.MOST_COLUMNS))
            elif one.tag == W + "sdt" and (content := one.find(W + "sdtContent")) is not None:
                yield from self._cells(content)
            elif one.tag in _THROUGH:
                yield from self._cells(one)

    def _shaded(self, cell: Element, shade: str) -> Iterator[Line]:
        for line in self.lines(cell):
            yield tables.shaded(line, shade) if shade else line

    # --- paragraphs ---

    def _paragraph(self, element: Element, made: list[Line]) -> None:
        self._number += 1
        if self._number > MOST_PARAGRAPHS:
            raise TooManyParagraphs
        about = styles.paragraph(element)
        pen, self._carried = self._carried or Pen(), None
        paragraph = _Paragraph(pen, self._number, about.style)
        self._inside(element, paragraph)
        if paragraph.hidden:
            self._say("hidden-text", paragraph.place)
        if about.is_end_deleted:
            self._carried = pen
        elif not (paragraph.hidden and pen.is_empty) and not self._styles.name(about.style).startswith(_CONTENTS):
            shade = self._styles.ground(about.style) if about.ground is None else about.ground
            ground = frozenset({(Emphasis.HIGHLIGHTED, shade)}) if shade else PLAIN
            made += pen.lines(self._number, self._label(about), ground)
        for box in paragraph.boxes:
            made += self.lines(box)

    def _label(self, about: Paragraph) -> AutoLabel | None:
        own, of_style = about.numbering, self._styles.numbering(about.style)
        list_ = own[0] if own and own[0] else of_style[0] if of_style else ""
        depth = own[1] if own and own[1] >= 0 else of_style[1] if of_style and not (own and own[0]) else -1
        return self._numbering.label(list_, depth, about.style) if list_ else None

    # --- what is in a paragraph ---

    def _inside(self, parent: Element, paragraph: _Paragraph) -> None:
        for one in parent:
            tag = one.tag
            if tag == RUN:
                self._run(one, paragraph)
            elif tag == OF_PARAGRAPH:
                continue
            elif tag in _THROUGH:
                self._inside(one, paragraph)
            elif tag == W + "sdt":
                content = one.find(W + "sdtContent")
                if content is not None and not _is_placeholder(one):
                    self._inside(content, paragraph)
            elif tag == M + "oMath":
                self._equation(one, paragraph, apart=False)
            elif tag == M + "oMathPara":
                for equation in one.iterchildren(M + "oMath"):
                    self._equation(equation, paragraph, apart=True)
            elif tag == MC + "AlternateContent":
                for inner in chosen(one):
                    self._inside_of_choice(inner, paragraph)
            elif tag == W + "ruby":
                self._inside_of_choice(one, paragraph)

    def _inside_of_choice(self, one: Element, paragraph: _Paragraph) -> None:
        if one.tag == W + "r":
            self._run(one, paragraph)
        else:
            self._inside(one, paragraph)

    def _run(self, run: Element, paragraph: _Paragraph) -> None:
        dress: Dress | None = None
        for one in run:
            tag = one.tag
            if tag == OF_RUN:
                dress = self._styles.dress(paragraph.style, properties(one))
                continue
            if tag == FIELD_MARK:
                self._field(one, paragraph)
                continue
            if paragraph.fields and any(paragraph.fields):
                continue
            dress = dress or self._styles.dress(paragraph.style, ())
            if dress.is_hidden:
                paragraph.hidden = paragraph.hidden or bool(one.text and one.text.strip())
            elif tag == TEXT:
                text = _text(one)
                paragraph.pen.write(symbols.told(text, dress.font) if _has_signs(text, dress) else text, dress.look)
            elif (write := _WRITERS.get(tag)) is not None:
                write(self, one, paragraph, dress.look)

    def _field(self, mark: Element, paragraph: _Paragraph) -> None:
        match mark.get(W + "fldCharType"):
            case "begin":
                paragraph.fields.append(True)
                box = mark.find(f"{W}ffData/{W}checkBox")
                if box is not None:
                    set_ = box.find(W + "checked")
                    set_ = box.find(W + "default") if set_ is None else set_
                    paragraph.pen.write(_TICKED if set_ is not None and is_on(set_) else _UNTICKED)
            case "separate" if paragraph.fields:
                paragraph.fields[-1] = False
            case "end" if paragraph.fields:
                paragraph.fields.pop()

    def _tab(self, _: Element, paragraph: _Paragraph, look: Look) -> None:
        paragraph.pen.write("\t", look)

    def _break(self, _: Element, paragraph: _Paragraph, look: Look) -> None:
        paragraph.pen.break_line()

    def _hyphen(self, _: Element, paragraph: _Paragraph, look: Look) -> None:
        paragraph.pen.write("\N{NON-BREAKING HYPHEN}", look)

    def _symbol(self, one: Element, paragraph: _Paragraph, look: Look) -> None:
        code = one.get(W + "char", "")
        if len(code) <= 6 and code.isalnum() and all(char in "0123456789abcdefABCDEF" for char in code):
            paragraph.pen.write(symbols.sign(int(code, 16), one.get(W + "font", "")), look)

    def _alternatives(self, one: Element, paragraph: _Paragraph, look: Look) -> None:
        for inner in chosen(one):
            if (write := _WRITERS.get(inner.tag)) is not None:
                write(self, inner, paragraph, look)

    def _ruby(self, one: Element, paragraph: _Paragraph, _: Look) -> None:
        """Of characters with their reading above, the characters."""
        base = one.find(W + "rubyBase")
        if base is not None:
            self._inside(base, paragraph)

    def _note(self, one: Element, paragraph: _Paragraph, _: Look) -> None:
        """The number of a note where it stands, and what it says at the end of the line."""
        kind = "footnote" if one.tag == W + "footnoteReference" else "endnote"
        body = self._notes[kind].get(one.get(W + "id", ""))
        if body is None:
            return
        self._noted += 1
        number_ = str(self._noted)
        paragraph.pen.write(number_, frozenset({(Emphasis.SUPERSCRIPT, "")}))
        said = " ".join("".join(t.text or "" for t in body.iter(W + "t")).split())
        paragraph.pen.notes.append(f"{number_}: {said}")

    # --- what is no letter ---

    def _equation(self, equation: Element, paragraph: _Paragraph, *, apart: bool) -> None:
        try:
            paragraph.pen.put(equations.mathml(equation, apart=apart))
        except equations.UnfitEquation:
            said = "".join(equation.itertext()).strip()
            if said:
                self._assembly.note("equation-not-typeset", paragraph.place)
                paragraph.pen.write(said)

    def _drawing(self, drawing: Element, paragraph: _Paragraph, _: Look) -> None:
        boxes = list(drawing.iter(W + "txbxContent"))
        paragraph.boxes += [one for one in boxes if not _is_within(one, boxes)]
        described = next(drawing.iter(_WP + "docPr"), None)
        words = described.get("descr", "") if described is not None else ""
        blips = [blip.get(R + "embed") or blip.get(R + "link") or "" for blip in drawing.iter(A + "blip")]
        pictures = blips or [data.get(R + "id", "") for data in drawing.iter(_V + "imagedata")]
        for relation in pictures:
            self._picture(relation, words, paragraph)
        if not boxes and not pictures and drawing.tag == W + "drawing":
            self._assembly.note("drawing-left-out", paragraph.place)

    def _picture(self, relation: str, words: str, paragraph: _Paragraph) -> None:
        picture = self._package.picture(relation, paragraph.place)
        source = f"media:{picture.name}" if picture is not None else ""
        paragraph.pen.put(f'<img src="{source}" alt="{escape(" ".join(words.split()))}">')

    def _say(self, code: str, place: Place = NOWHERE) -> None:
        """A warning that is true of the document: said at its first place."""
        if code not in self._said:
            self._said.add(code)
            self._assembly.note(code, place)


_Writer = Callable[[WordText, Element, _Paragraph, Look], None]
_WRITERS: Mapping[object, _Writer] = {
    W + "tab": WordText._tab,
    W + "ptab": WordText._tab,
    W + "br": WordText._break,
    W + "cr": WordText._break,
    W + "noBreakHyphen": WordText._hyphen,
    W + "sym": WordText._symbol,
    W + "drawing": WordText._drawing,
    W + "pict": WordText._drawing,
    W + "object": WordText._drawing,
    W + "footnoteReference": WordText._note,
    W + "endnoteReference": WordText._note,
    W + "ruby": WordText._ruby,
    MC + "AlternateContent": WordText._alternatives,
}


def _text(one: Element) -> str:
    text = one.text or ""
    if one.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
        text = text.strip(" \t\r\n")
    return text.translate(_BLANKS) if "\n" in text or "\t" in text or "\r" in text else text


_BLANKS = str.maketrans("\n\t\r", "   ")


def _has_signs(text: str, dress: Dress) -> bool:
    return bool(dress.font) or (not text.isascii() and any("\uf000" <= char <= "\uf0ff" for char in text))


def _is_placeholder(control: Element) -> bool:
    """Whether what a control holds only says what is to be put there."""
    about = control.find(W + "sdtPr")
    shown = about.find(W + "showingPlcHdr") if about is not None else None
    return shown is not None and is_on(shown)


def _is_within(one: Element, others: list[Element]) -> bool:
    return any(other is not one and other in one.iterancestors(W + "txbxContent") for other in others)


def _notes(top: Element | None, tag: str) -> dict[str, Element]:
    """The notes by their names; those that are lines between text and notes are none."""
    if top is None:
        return {}
    return {
        one.get(W + "id", ""): one for one in top.iterchildren(tag) if one.get(W + "type", "normal") == "normal"
    }  # fmt: skip
