"""Hostile files, made here: each gets a sentence from the process that reads files, and harms nobody else."""

import base64
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from quizapp.formats import sandbox
from quizapp.formats.problems import CATALOGUE, Severity, sentence
from tests.formats.packages import package
from tests.formats.provoking import link
from tests.formats.sheets.opendocuments import cell, cells, ods, row, table
from tests.formats.word.documents import docx, drawn, p

ENDLESS = sandbox.Limits(seconds=500)
"""The sandbox would stop any of them after sixty; each must end by itself, which a slow machine may take longer for."""
MEGABYTES = 40
"""How much the process that asks may grow: the reports are small, whatever the files are."""

LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
ITEM = b"<question type='multichoice'><questiontext><text>%s</text></questiontext></question>"


def quiz(inside: bytes, before: bytes = b"") -> bytes:
    return b'<?xml version="1.0"?>' + before + b"<quiz>" + ITEM % inside + b"</quiz>"


def deep(opening: bytes, closing: bytes, times: int) -> bytes:
    return opening * times + closing * times


def sheet(rows: bytes, strings: bytes = b"", after: bytes = b"") -> bytes:
    """A workbook with one sheet of these rows."""
    main = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relations = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return package(
        (
            "[Content_Types].xml",
            b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName='
            b'"/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main'
            b'+xml"/></Types>',
        ),
        (
            "_rels/.rels",
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
            b'Type="' + relations + b'/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        ),
        (
            "xl/workbook.xml",
            b"<workbook "
            + main
            + b' xmlns:r="'
            + relations
            + b'"><sheets><sheet name="S" sheetId="1" r:id="s"/></sheets>'
            b"</workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s" '
            b'Type="' + relations + b'/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        ),
        ("xl/sharedStrings.xml", strings or b"<sst " + main + b"/>"),
        (
            "xl/worksheets/sheet1.xml",
            b"<worksheet " + main + b"><sheetData>" + rows + b"</sheetData>" + after + b"</worksheet>",
        ),
    )


REPEATED = {"number_rows_repeated": "20000"}
MERGES = b"".join(b'<mergeCell ref="A%d:CB1048576"/>' % number for number in range(1, 20_000))


def document(body: bytes) -> bytes:
    """A document of Word with nothing else."""
    return package(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", body))


def wrong_sums() -> bytes:
    """A hundred members of a megabyte each, the check sum of every one of which is wrong."""
    packed = package(*((f"{number}.xml", b"<quiz>" + b" " * 1_000_000) for number in range(150)))
    entry, made = packed.find(b"PK\x01\x02"), bytearray(packed)
    while entry >= 0:
        made[entry + 16 : entry + 20] = b"\0\0\0\0"
        entry = packed.find(b"PK\x01\x02", entry + 4)
    return bytes(made)


def lying_about_its_size() -> bytes:
    """A member of 60 MB that says, in both of its headers, that it has ten bytes."""
    packed = bytearray(package(("quiz.xml", b"<quiz>" + b" " * 60_000_000)))
    size = struct.pack("<I", 60_000_006)
    for _ in range(2):
        at = packed.find(size)
        packed[at : at + 4] = struct.pack("<I", 10)
    return bytes(packed)


def quoted_overlap() -> bytes:
    """Many members that share the bytes of one (CVE-2024-0450)."""
    packed = package(("a.xml", b"<quiz>" + b" " * 900_000))
    directory = packed.rfind(b"PK\x01\x02")
    entry = packed[directory : packed.rfind(b"PK\x05\x06")]
    entries = b"".join(entry.replace(b"a.xml", b"%05d" % number) for number in range(1500))
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1500, 1500, len(entries), directory, 0)
    return packed[:directory] + entries + end


def png_of_twenty_thousand_by_twenty_thousand() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">2I5B", 20_000, 20_000, 1, 0, 0, 0, 0)
    pixels = zlib.compress(b"\x00" * (2_501 * 20_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def bomb_in_a_picture() -> bytes:
    picture = base64.b64encode(png_of_twenty_thousand_by_twenty_thousand())
    file = b'<file name="x.png" encoding="base64">' + picture + b"</file>"
    text = b"<text><![CDATA[<img src='@@PLUGINFILE@@/x.png' alt=''>]]></text>"
    return (
        b"<quiz><question type='multichoice'><questiontext format='html'>"
        + text
        + file
        + b"</questiontext></question></quiz>"
    )


def encrypted() -> bytes:
    packed = bytearray(package(("quiz.xml", b"<quiz/>")))
    for at, offset in ((packed.find(b"PK\x03\x04"), 6), (packed.find(b"PK\x01\x02"), 8)):
        packed[at + offset] |= 1
    return bytes(packed)


FILES: dict[str, Callable[[], bytes]] = {
    # XML
    "billion laughs": lambda: quiz(b"&l9;", b'<!DOCTYPE quiz [<!ENTITY l0 "ha">' + LAUGHS + b"]>"),
    "quadratic entities": lambda: quiz(b"&a;" * 50_000, b'<!DOCTYPE quiz [<!ENTITY a "' + b"x" * 50_000 + b'">]>'),
    "external entity": lambda: quiz(b"&f;", b'<!DOCTYPE quiz [<!ENTITY f SYSTEM "file:///etc/passwd">]>'),
    "parameter entity": lambda: quiz(b"x", b'<!DOCTYPE quiz [<!ENTITY % f SYSTEM "http://127.0.0.1:9/x"> %f;]>'),
    "entities in UTF-16": lambda: quiz(b"&f;", b'<!DOCTYPE quiz [<!ENTITY f "x">]>').decode().encode("utf-16"),
    "two hundred thousand elements deep": lambda: quiz(deep(b"<a>", b"</a>", 200_000)),
    "an attribute of nine megabytes": lambda: b'<quiz x="' + b"y" * 9_000_000 + b'"><question/></quiz>',
    "two million empty elements": lambda: b"<quiz>" + b"<a/>" * 2_000_000 + b"</quiz>",
    "an undefined entity": lambda: quiz(b"&nbsp;"),
    # Archives
    "a zip that swells a thousand times": lambda: package(("quiz.xml", b" " * 200_000_000)),
    "a zip that lies about its sizes": lying_about_its_size,
    "overlapping members": quoted_overlap,
    "a zip in a zip in a zip": lambda: package(("a.zip", package(("b.zip", package(("quiz.xml", b"<quiz/>")))))),
    "a name that leads outside": lambda: package(("../../../tmp/quizapp-hostile.xml", b"<quiz/>")),
    "an absolute name": lambda: package(("/tmp/quizapp-hostile.xml", b"<quiz/>")),
    "a drive letter": lambda: package(("C:\\quizapp-hostile.xml", b"<quiz/>")),
    "a link": lambda: package((link("quiz.xml"), b"/etc/passwd")),
    "a password": encrypted,
    "two thousand and one members": lambda: package(*((f"{number}.xml", b"<a/>") for number in range(2_001))),
    "a zip packed with bzip2": lambda: package(("quiz.xml", b" " * 9_000_000), packing=zipfile.ZIP_BZIP2),
    "a zip packed with LZMA": lambda: package(("quiz.xml", b"<quiz>" + b" " * 9_000_000), packing=zipfile.ZIP_LZMA),
    "members that are damaged after much was unpacked": wrong_sums,
    "no more than its first bytes": lambda: b"PK\x03\x04" + b"\x00" * 23,
    # Sheets
    "one cell at the far end": lambda: sheet(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "a million empty rows": lambda: sheet(b"".join(b'<row r="%d"/>' % number for number in range(1, 1_000_001))),
    "sixteen thousand columns of a million rows": lambda: ods(
        table(row(cell("x", number_columns_repeated="16384"), number_rows_repeated="1048576"))
    ),
    "a long row that is repeated": lambda: ods(
        table(cells(["question", "a", "b", "right"]), row(*(cell("x" * 900) for _ in range(80)), **REPEATED))
    ),
    "thousands of sheets of repeated rows": lambda: ods(*[table(row(cell("x"), **REPEATED))] * 4_000),
    "a merge for every byte": lambda: sheet(b"<row><c><v>1</v></c></row>", after=MERGES),
    "entities in a document of Word": lambda: document(b'<!DOCTYPE d [<!ENTITY l0 "ha">' + LAUGHS + b"]><d>&l9;</d>"),
    "a document of Word nested deeply": lambda: document(deep(b"<w:p>", b"</w:p>", 60_000)),
    "entities in a sheet": lambda: sheet(b"", b'<!DOCTYPE sst [<!ENTITY a "b">]><sst>&a;</sst>'),
    # Texts
    "aliases that double": lambda: b"title: x\n" + b"".join(
        b"a%d: &a%d [%s]\n" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 9 if n else [b"x"] * 9)) for n in range(9)
    ),
    "YAML in fifty thousand brackets": lambda: b"title: " + b"[" * 50_000,
    "JSON in fifty thousand brackets": lambda: b'{"results": ' + b"[" * 50_000,
    "GIFT of nothing but braces": lambda: b"::x::" + b"{" * 200_000,
    "a choice in a million tildes": lambda: b"Why?{" + b"~" * 1_000_000,
    "HTML in a hundred thousand elements": lambda: b"Why?{=[html]" + b"<b>" * 100_000 + b"~b\n",
    "formulas that never end": lambda: b"Why?{=" + b"$$" * 100_001 + b"\\\\(" * 50_000 + b"~b\n",
    "a text2qti quiz of backticks": lambda: b"1. " + b"`" * 60_000 + b"\n*a) x\nb) y" + b"\n```{.python .run" * 2_000,
    "an Aiken file of blanks": lambda: b"A)" + b" " * 500_000 + b"\nANSWER:",
    "a table of a cell": lambda: b'question,choice 1,choice 2,right\n"' + b"x" * 5_000_000,
    "XML questions that never end": lambda: b"<quiz>" + b"<question>" * 500_000,
    "nothing but NUL": lambda: b"\x00" * 1_000_000,
}  # fmt: skip


def kilobytes() -> int:
    status = Path("/proc/self/status")
    if not status.exists():
        pytest.skip("this system does not tell the size of a process")
    return int(next(line for line in status.read_text().splitlines() if line.startswith("VmRSS")).split()[1])


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_gets_a_sentence_and_the_asking_process_stays_as_it_is(name: str) -> None:
    data = FILES[name]()
    before = kilobytes()

    report = sandbox.read("quiz", data, ENDLESS)

    assert report.bank is None
    assert report.problems
    assert all(CATALOGUE[one.code].severity is Severity.FAULT for one in report.problems)
    assert all(all(sentence(one, str)) for one in report.problems)
    assert not {"reading-broke-down", "reading-takes-too-long"} & {one.code for one in report.problems}
    assert kilobytes() - before < MEGABYTES * 1024
    assert not Path("/tmp/quizapp-hostile.xml").exists()


def bomb_in_a_document() -> bytes:
    picture = "word/media/image1.png"
    body = p("1. Where is ", drawn(picture, "a map"), "?") + p("*A. here") + p("B. there")
    return docx(body, {picture: png_of_twenty_thousand_by_twenty_thousand()})


@pytest.mark.parametrize("make", [bomb_in_a_picture, bomb_in_a_document])
def test_a_picture_that_would_fill_the_memory_is_left_out_and_said(make: Callable[[], bytes]) -> None:
    """It is told apart from the questions: they can be asked without it, if they have words."""
    before = kilobytes()

    report = sandbox.read("quiz", make())

    assert report.pictures == {}
    assert report.problems or "pictures-lost" in [one.code for one in report.warnings]
    assert "reading-broke-down" not in [one.code for one in report.problems]
    assert kilobytes() - before < MEGABYTES * 1024


def test_a_harmless_doctype_is_taken() -> None:
    data = b"""<?xml version="1.0"?><!DOCTYPE quiz><quiz><question type="truefalse"><name><text>a</text></name>
<questiontext format="html"><text>So?</text></questiontext><answer fraction="100"><text>true</text></answer>
<answer fraction="0"><text>false</text></answer></question></quiz>"""

    assert sandbox.read("quiz.xml", data).problems == ()


def test_safe_names_in_any_script_are_taken_and_what_systems_leave_behind_is_not_looked_at() -> None:
    quiz_ = b'<questestinterop><assessment title="t"><section/></assessment></questestinterop>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in ("Übung 1/問題.xml", "__MACOSX/._問題.xml", ".DS_Store"):
            archive.writestr(name, quiz_ if "MAC" not in name else b"\x00\x05\x16\x07")

    report = sandbox.read("quiz.zip", made.getvalue())

    assert [one.code for one in report.problems] == ["no-questions-here"]
    assert report.left_out == ()
