"""Rows become workbooks as they are meant: numbers count, times are times, no text is run, and none is too many."""

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl.cell.cell import Cell as ReadCell

from quizapp.formats.file import File
from quizapp.formats.sheets.workbook import Workbook
from quizapp.services.downloads import Cell, Row
from quizapp.services.workbooks import MOST_COLUMNS, MOST_SIGNS, write_xlsx

TEXTS = (
    "=1+1", "'=1", "  a ", "two\nlines", "<b>&amp;", "\U0001f469\u200d\U0001f3eb", "שלום", "\u202eabc", "a\u2028b",
    "é" * 60,
)  # fmt: skip
TIME = datetime(2026, 1, 5, 12, 30, 15)


def written(*rows: Row, title: str = "summit", most: int = 100, widest: int = MOST_COLUMNS) -> bytes:
    file = io.BytesIO()
    write_xlsx(file, title, rows, most, widest)
    return file.getvalue()


def sheets(data: bytes) -> list[list[list[object]]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [[list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets]


def part(data: bytes, name: str = "xl/worksheets/sheet1.xml") -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name)


def test_a_workbook_holds_numbers_and_times_as_such_and_texts_as_texts() -> None:
    headings = ["Name", "Answered", "Score", "Maximum", "Started", "Ended", "Note"]

    data = written(headings, ["=1+1", 3, Decimal("2.5000000"), Decimal("10.0000000"), TIME, None, ""])

    (found,) = sheets(data)
    assert found[0] == headings
    assert found[1] == ["=1+1", 3, 2.5, 10, TIME, None, None]
    (row,) = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(min_row=2, max_row=2)
    assert [cell.data_type for cell in row[:5]] == ["s", "n", "n", "n", "d"]
    assert row[4].number_format == r"yyyy\-mm\-dd\ hh:mm:ss"


def test_headings_are_bold_and_stay_in_sight() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written(["Name", "Score"], ["Ada", 1]))).worksheets[0]

    assert [cell.font.b for row in sheet.iter_rows() for cell in row if isinstance(cell, ReadCell)] == [
        True, True, False, False,
    ]  # fmt: skip
    assert sheet.freeze_panes == "A2"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_text_is_a_text_and_never_a_formula(text: str) -> None:
    data = written(["Name"], [f"={text}"])

    root = etree.fromstring(part(data))
    cells = root.findall(".//{*}row[@r='2']/{*}c")
    assert not root.findall(".//{*}f")
    assert [cell.get("t") for cell in cells] == ["inlineStr"]


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_texts_are_kept_sign_by_sign(text: str) -> None:
    assert sheets(written(["Name"], [text])) == [[["Name"], [text]]]


def test_what_no_workbook_can_hold_is_left_out() -> None:
    assert sheets(written(["Name"], ["a\x00b\x0bc\ufffed\r\n"])) == [[["Name"], ["abcd\n"]]]


def test_what_looks_like_an_escape_is_none() -> None:
    """Programs take _x0041_ in a cell for the letter A."""
    assert b">_x005F_x0041_ _a_ _x41_<" in part(written(["Name"], ["_x0041_ _a_ _x41_"]))


def test_a_longer_text_than_a_cell_may_hold_is_cut_off() -> None:
    ((_, (kept,)),) = sheets(written(["Stem"], ["a" * (MOST_SIGNS + 1)]))

    assert (len(str(kept)), str(kept)[-2:]) == (MOST_SIGNS, "a…")
    assert sheets(written(["Stem"], ["a" * MOST_SIGNS])) == [[["Stem"], ["a" * MOST_SIGNS]]]


@pytest.mark.parametrize(
    ("count", "lengths"), [(0, [0]), (1, [1]), (9, [9]), (10, [9, 1]), (18, [9, 9]), (19, [9, 9, 1])]
)
def test_what_a_sheet_cannot_hold_goes_on_in_the_next_one_below_the_same_headings(
    count: int, lengths: list[int]
) -> None:
    data = written(["Number"], *([number] for number in range(count)), most=10)

    found = sheets(data)
    assert [len(rows) - 1 for rows in found] == lengths
    assert [rows[0] for rows in found] == [["Number"]] * len(lengths)
    assert [row[0] for rows in found for row in rows[1:]] == list(range(count))
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["summit", "summit 2", "summit 3"][: len(lengths)]


@pytest.mark.parametrize(
    ("width", "widths"), [(4, [4]), (5, [4, 2]), (7, [4, 4]), (8, [4, 4, 2])]
)  # fmt: skip
def test_columns_that_a_sheet_cannot_hold_go_on_in_the_next_one_beside_the_same_first_column(
    width: int, widths: list[int]
) -> None:
    rows = [[f"{row}.{column}" for column in range(width)] for row in range(7)]

    found = sheets(written(*rows, most=5, widest=4))

    assert [len(sheet[0]) for sheet in found] == widths * 2
    assert [row[0] for sheet in found for row in sheet] == [
        *[f"{at}.0" for at in (0, 1, 2, 3, 4)] * len(widths), *[f"{at}.0" for at in (0, 5, 6)] * len(widths),
    ]  # fmt: skip
    for first, behind in ((0, rows[:5]), (len(widths), [rows[0], *rows[5:]])):
        beside = found[first : first + len(widths)]
        for at, row in enumerate(behind):
            assert [*beside[0][at], *(cell for sheet in beside[1:] for cell in sheet[at][1:])] == row


def test_more_columns_than_any_program_opens_are_none_of_them_lost() -> None:
    first, second = sheets(written([*map(str, range(MOST_COLUMNS + 1))], [*range(MOST_COLUMNS + 1)]))

    assert [len(row) for row in first] == [MOST_COLUMNS, MOST_COLUMNS]
    assert second == [["0", str(MOST_COLUMNS)], [0, MOST_COLUMNS]]


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("summit", "summit"), ("a[b]:*?/\\'c", "abc"), ("x" * 40, "x" * 31), ("[]", "quizapp"),
        ('6e "Hugo"', '6e "Hugo"'), ('<6e> & "5e"', '<6e> & "5e"'), ("a\x00b\ufffe", "ab"),
    ],
)  # fmt: skip
def test_any_title_is_made_one_that_a_workbook_may_have(title: str, shown: str) -> None:
    assert openpyxl.load_workbook(io.BytesIO(written(["a"], title=title))).sheetnames == [shown]


def test_a_long_title_leaves_room_for_the_number_of_its_sheet() -> None:
    names = openpyxl.load_workbook(io.BytesIO(written(["a"], [1], [2], title="x" * 40, most=2))).sheetnames

    assert names == ["x" * 31, "x" * 29 + " 2"]


def test_our_own_reader_of_workbooks_finds_the_same_cells() -> None:
    archive = File("results.xlsx", written(["Name", "Score"], ["=1+1", 3], [None, Decimal("0.5")])).archive
    assert archive is not None

    (sheet,) = Workbook(archive).sheets

    assert [row.cells for row in sheet.rows()] == [("Name", "Score"), ("=1+1", "3"), ("", "0.5")]


def test_rows_are_written_as_they_come() -> None:
    """So that however many there are, few are in memory: after some thousand the file has begun to grow."""
    file = io.BytesIO()
    sizes = []

    def rows() -> Iterator[list[Cell]]:
        yield ["Number"]
        for number in range(10_000):
            sizes.append(file.tell())
            yield [f"{number * 7919}"]

    write_xlsx(file, "summit", rows())

    assert sizes[0] == 0
    assert 0 < sizes[5_000] < sizes[-1] < file.tell()
