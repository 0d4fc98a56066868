"""What is raised or lowered in a cell is so in the question, or said."""

import io

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from quizapp.formats import reading
from quizapp.formats.problems import Report
from quizapp.formats.sheets.cells import CellWords, strings
from quizapp.formats.sheets.scripts import scripted
from tests.formats.sheets.opendocuments import cell, cells, ods, row, table
from tests.growth import LINEAR, growth

OWN = ["question", "choice 1", "choice 2", "choice 3", "right"]
UP, DOWN = InlineFont(vertAlign="superscript"), InlineFont(vertAlign="subscript")


@pytest.mark.parametrize(
    ("before", "text", "position", "shown", "is_sure"),
    [
        ("x", "2", "superscript", "²", True), ("10", "−6", "super 58%", "⁻⁶", True), ("x", "n+1", "super", "ⁿ⁺¹", True),
        ("H", "2", "subscript", "₂", True), ("u", "n", "sub 58%", "ₙ", True), ("x", "2 ", "superscript", "² ", True),
        ("1", "er", "superscript", "er", True), ("le XX", "e", "superscript", "e", True),
        ("n", "o", "super", "o", True),
        ("10", "e", "superscript", "e", True), ("x", "ab", "superscript", "ab", False),
        ("v", "max", "sub", "max", False),
        ("x", "½", "superscript", "½", False), ("x", "π", "superscript", "π", False), ("x", "2", "", "2", True),
        ("x", "2", "baseline", "2", True), ("x", " ", "superscript", " ", True),
    ],
)  # fmt: skip
def test_letters_have_their_place_where_unicode_has_them(
    before: str, text: str, position: str, shown: str, is_sure: bool
) -> None:
    assert scripted(text, position, before) == (shown, is_sure)


def workbook(stem: CellRichText) -> Report:
    book = Workbook()
    book.worksheets[0].append(OWN)
    book.worksheets[0].append([stem, "a", "b", None, 1])
    made = io.BytesIO()
    book.save(made)
    return reading.read(made.getvalue(), "quiz.xlsx")


def test_formulas_of_a_workbook_are_read_as_they_are_written() -> None:
    report = workbook(
        CellRichText("H", TextBlock(DOWN, "2"), "O, x", TextBlock(UP, "2"), ", 10", TextBlock(UP, "-3"), "?")
    )

    assert report.bank is not None
    assert report.bank.questions[0].stem == "H₂O, x², 10⁻³?"
    assert report.warnings == ()


def test_what_has_no_such_letter_is_said() -> None:
    report = workbook(CellRichText("v", TextBlock(DOWN, "max"), "?"))

    assert report.bank is not None
    assert report.bank.questions[0].stem == "vmax?"
    assert [(one.code, one.cell) for one in report.warnings] == [("cells-doubtful", "A2")]


def test_formulas_of_libreoffice_are_read_as_they_are_written() -> None:
    styles = "".join(
        f'<style:style style:name="{name}"><style:text-properties style:text-position="{position}"/></style:style>'
        for name, position in (("T1", "super 58%"), ("T2", "sub 58%"), ("T3", "0% 100%"), ("T4", "-33% 58%"))
    )
    pieces = (("CO", ""), ("2", "T2"), (", x", ""), ("2", "T1"), (", ", ""), ("so", "T3"), (", y", ""), ("max", "T4"))
    stem = "".join(f"<text:span text:style-name='{name}'>{text}</text:span>" for text, name in pieces) + "?"
    written = f"<table:table-cell><text:p>{stem}</text:p></table:table-cell>"

    report = reading.read(ods(table(cells(OWN), row(written, *map(cell, ("a", "b", "", "1")))), styles=styles), "q.ods")

    assert report.bank is not None
    assert report.bank.questions[0].stem == "CO₂, x², so, ymax?"
    assert [(one.code, one.cell) for one in report.warnings] == [("cells-doubtful", "A2")]


def test_runs_by_the_ten_thousand_are_put_together_once() -> None:
    def runs(count: int) -> bytes:
        run = b'<r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r><r><t>x</t></r>'
        return b"<sst><si>" + run * count + b"</si></sst>"

    assert list(strings(runs(2), "s.xml")) == [CellWords("²x²x")]
    assert growth(lambda data: list(strings(data, "s.xml")), runs(10_000), runs(20_000)) < LINEAR


def test_spans_by_the_ten_thousand_are_put_together_once() -> None:
    def spans(count: int) -> bytes:
        inside = "<text:span>a</text:span>b" * count
        return ods(table(row(f"<table:table-cell><text:p>{inside}</text:p></table:table-cell>")))

    assert growth(lambda data: reading.read(data, "q.ods"), spans(8_000), spans(16_000)) < LINEAR
