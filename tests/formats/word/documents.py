"""Documents of word processors to test with, as their programs write them but for what nobody reads."""

import io
import zlib
from collections.abc import Mapping

from PIL import Image

from quizapp.formats import word
from quizapp.formats.building.assembly import Assembly
from quizapp.formats.file import File
from quizapp.formats.prose.lines import Emphasis, Line
from quizapp.formats.word import docx as word_docx
from quizapp.formats.word import odt as word_odt
from tests.formats.packages import package

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{_RELATIONS}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"),
    )
)  # fmt: skip
_ODF += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def picture(shade: tuple[int, int, int] = (200, 30, 30)) -> bytes:
    """A small PNG."""
    made = io.BytesIO()
    Image.new("RGB", (4, 3), shade).save(made, "PNG")
    return made.getvalue()


def docx(body: str, members: Mapping[str, bytes] | None = None, **parts: str) -> bytes:
    """A Word document of this body; `styles`, `numbering`, `footnotes` are what is inside those parts."""
    root = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes"}
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{_RELATIONS}/{name}" Target="{name}.xml"/>' for name in parts
    ) + "".join(
        f'<Relationship Id="{zlib.crc32(name.encode())}" Type="{_RELATIONS}/image" Target="{name[5:]}"/>'
        for name in members or {}
    )
    written = [
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", text(body)),
        ("word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>".encode()),
    ]
    written += [
        (f"word/{name}.xml", f"<w:{root[name]} {_NAMESPACES}>{inside}</w:{root[name]}>".encode())
        for name, inside in parts.items()
    ]
    return package(*written, *(members or {}).items())


def odt(text: str, automatic: str = "", styles: str = "", members: Mapping[str, bytes] | None = None) -> bytes:
    """An OpenDocument text, with its automatic styles, and those of the other part."""
    content = (
        f"<office:document-content {_ODF}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{text}</office:text></office:body></office:document-content>"
    )
    named = f"<office:document-styles {_ODF}><office:styles>{styles}</office:styles></office:document-styles>"
    return package(
        ("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", content.encode()),
        ("styles.xml", named.encode()), *(members or {}).items(),
    )  # fmt: skip


def p(*inside: str, style: str = "", numbered: tuple[int, int] | None = None, about: str = "") -> str:
    """A paragraph of runs, or of words."""
    runs = "".join(one if one.startswith("<") else r(one) for one in inside)
    list_ = ""
    if numbered:
        list_ = f'<w:numPr><w:ilvl w:val="{numbered[1]}"/><w:numId w:val="{numbered[0]}"/></w:numPr>'
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{list_}{about}</w:pPr>{runs}</w:p>"


def r(text: str, about: str = "") -> str:
    """A run of letters, with properties."""
    return f'<w:r><w:rPr>{about}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def text(body: str) -> bytes:
    """The part that holds the text."""
    return f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>".encode()


def packed(part: bytes) -> bytes:
    """A Word document of this text part, with a list for its paragraphs."""
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="%1."/></w:lvl>'
    lists = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
    lists += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    numbering = f"<w:numbering {_NAMESPACES}>{lists}</w:numbering>".encode()
    return package(("word/document.xml", part), ("word/numbering.xml", numbering))


def drawn(member: str, description: str = "") -> str:
    """A run with a picture."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr descr="{description}"/>'
        f'<a:blip r:embed="{zlib.crc32(member.encode())}"/></wp:inline></w:drawing></w:r>'
    )


def table(*rows: tuple[str, ...]) -> str:
    """A table of cells, each of which is a paragraph or words."""
    made = "".join(
        "<w:tr>" + "".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl>{made}</w:tbl>"


def lines(data: bytes) -> list[Line]:
    """The lines of a document."""
    return list(_read(data)[0])


def texts(data: bytes) -> list[str]:
    """What its lines say."""
    return [line.text for line in lines(data)]


def notes(data: bytes) -> list[str]:
    """The problems that were said, by their codes."""
    return [problem.code for problem in _read(data)[1].problems]


def _read(data: bytes) -> tuple[list[Line], Assembly]:
    file = File("x", data)
    assert file.archive is not None
    assembly = file.assembly("document")
    read = word_odt.lines if word_odt.resembles(file) else word_docx.lines
    return list(word.lines(read, file.archive, assembly)), assembly


def looks(line: Line) -> set[tuple[str, Emphasis, str]]:
    """The words that are set apart, how, and by what."""
    return {(line.text[run.start : run.stop], run.emphasis, run.value) for run in line.runs}
