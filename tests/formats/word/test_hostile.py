"""Documents made to do harm, and damaged ones, get a sentence within limits."""

import io
import zipfile

import pytest

from quizapp.formats import reading
from tests.formats.packages import package
from tests.formats.word.documents import W, docx, lines, notes, odt, p, r, table, texts

ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def codes(data: bytes) -> list[str]:
    return [problem.code for problem in reading.read(data, "x.docx").problems]


def document(body: bytes, *others: tuple[str, bytes]) -> bytes:
    return package(("word/document.xml", body), *others)


def test_entities_are_refused_in_every_part() -> None:
    of_text = document(ENTITIES + f'<w:document xmlns:w="{W}"><w:body><w:p/></w:body></w:document>'.encode())
    of_styles = docx(p("a"), members={"word/styles.xml": ENTITIES + f'<w:styles xmlns:w="{W}"/>'.encode()})

    assert codes(of_text) == ["xml-entities"]
    assert codes(of_styles) == ["xml-entities"]


def test_tables_within_tables_end_at_a_depth() -> None:
    def nested(depth: int) -> str:
        return "<w:tbl><w:tr><w:tc>" * depth + p("A. here") + "</w:tc></w:tr></w:tbl>" * depth

    assert texts(docx(nested(30))) == ["A. here"]
    assert codes(docx(nested(40))) == ["xml-too-deep"]
    assert codes(docx(nested(4000))) == ["xml-syntax"]


def test_a_document_that_swells_is_a_bomb() -> None:
    body = f'<w:document xmlns:w="{W}"><w:body>'.encode() + b"<w:p/>" * 400_000 + b"</w:body></w:document>"

    assert codes(document(body)) == ["archive-bomb"]


def test_empty_paragraphs_without_end_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizapp.formats.word.document.MOST_PARAGRAPHS", 50)

    assert texts(docx(p() * 50)) == [""]
    assert (texts(docx(p() * 51)), notes(docx(p() * 51))) == ([], ["too-many"])


@pytest.mark.parametrize(
    "level",
    [
        '<w:start w:val="2147483647"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1"/>',
        f'<w:lvlText w:val="{"%1" * 5000}"/>', '<w:start w:val="-5"/><w:lvlText w:val="%1"/>',
        '<w:start w:val="99999999999999999999"/><w:lvlText w:val="%1."/>', '<w:lvlText w:val="%9%9%9"/>',
        '<w:lvlRestart w:val="99"/><w:lvlText w:val="%1"/>', "", '<w:lvlText/>',
    ],
)  # fmt: skip
def test_no_label_grows_beyond_what_one_may_be(level: str) -> None:
    lists = f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">{level}</w:lvl></w:abstractNum>'
    lists += (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="9"/></w:num>'
    )
    body = p("x", numbered=(1, 0)) + p("x", numbered=(1, 77)) + p("x", numbered=(2, 0)) + p("x", numbered=(3, 0))

    assert all(len(line.text) < 2000 for line in lines(docx(body, numbering=lists)))


def test_a_cell_that_spans_a_million_columns_spans_a_few() -> None:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr>{p("A. here")}</w:tc>'

    assert texts(docx(f"<w:tbl><w:tr>{cell * 3}</w:tr></w:tbl>")) == ["A. here"] * 3


def test_a_line_without_end_is_cut() -> None:
    (line,) = lines(docx(p(r("x" * 300_000, "<w:b/>"))))

    assert len(line.text) == 100_000


@pytest.mark.parametrize("part", ["word/styles.xml", "word/numbering.xml"])
def test_a_part_that_cannot_be_unpacked_is_said_and_done_without(part: str) -> None:
    root = part[5:-4]
    sound = docx(p("A. here"), None, **{root: "<w:x/>" * 50})
    with_flaw = bytearray(sound)
    with zipfile.ZipFile(io.BytesIO(sound)) as archive:
        at = archive.getinfo(part).header_offset + 30 + len(part)
    with_flaw[at + 2 : at + 6] = b"\xff\xff\xff\xff"

    assert texts(bytes(with_flaw)) == ["A. here"]
    assert notes(bytes(with_flaw)) == ["member-unreadable"]


@pytest.mark.parametrize("body", [b"", b"<x/>", b"<w:document", b"\0\1\2", b"<w:document xmlns:w='a'/>"])
def test_a_document_without_text_gets_a_sentence(body: bytes) -> None:
    assert len(codes(document(body))) == 1


@pytest.mark.parametrize(
    "whole",
    [
        docx(p("1. Where?") + p("*A. here") + p("B. there") + table(("a", "b"), ("c", "d")), styles="", numbering=""),
        odt('<text:p>1. Where?</text:p><text:p>*A. here</text:p><text:p>B. there</text:p>'),
    ],
)  # fmt: skip
def test_wherever_a_document_is_cut_off_it_gets_a_sentence(whole: bytes) -> None:
    for end in range(4, len(whole), 7):
        assert len(codes(whole[:end])) == 1
