"""Rows become files that spreadsheets open as they are meant: numbers count, times are times, no text is run."""

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.services import downloads
from quizapp.services.downloads import Cell, Dialect

TIME = datetime(2026, 1, 5, 12, 30, 15, tzinfo=UTC)
ROW: list[Cell] = ["Zoé", 3, Decimal("2.5000000"), Decimal("10.0000000"), TIME, None, ""]
HERE = f"{TIME.astimezone():%Y-%m-%d %H:%M:%S}"


def read(written: bytes, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def sheet(written: bytes) -> list[list[object]]:
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(written)).worksheets[0].iter_rows(values_only=True)]


@pytest.mark.parametrize(("dialect", "delimiter", "point"), [(Dialect.POINT, ",", "."), (Dialect.COMMA, ";", ",")])
def test_each_dialect_has_its_own_signs_for_cells_and_numbers(dialect: Dialect, delimiter: str, point: str) -> None:
    written = downloads.as_csv([ROW], dialect)

    assert written.startswith(b"\xef\xbb\xbf")
    assert read(written, delimiter) == [["Zoé", "3", f"2{point}5", "10", HERE, "", ""]]


@pytest.mark.parametrize("text", ["a,b", "a;b", 'say "so"', "two\nlines", "a\u2028b", "été"])
@pytest.mark.parametrize(("dialect", "delimiter"), [(Dialect.POINT, ","), (Dialect.COMMA, ";")])
def test_no_sign_in_a_text_breaks_its_row(text: str, dialect: Dialect, delimiter: str) -> None:
    rows: list[list[Cell]] = [["x", text, "y"]]

    assert read(downloads.as_csv(rows, dialect), delimiter) == rows


@given(st.decimals(min_value=-10_000, max_value=10_000, places=7))
def test_a_number_is_never_taken_for_a_text_nor_written_as_a_power(number: Decimal) -> None:
    ((cell,),) = read(downloads.as_csv([[number]], Dialect.POINT), ",")

    assert Decimal(cell) == number
    assert "E" not in cell and not cell.startswith("'")


def test_a_workbook_holds_numbers_and_times_as_such_and_texts_as_texts() -> None:
    headings: list[Cell] = ["Name", "Answered", "Score", "Maximum", "Started", "Ended", "Note"]

    found = sheet(downloads.as_xlsx("summit", [headings, ["=1+1", *ROW[1:]]]))

    assert found[0] == headings
    assert found[1] == ["=1+1", 3, 2.5, 10, TIME.astimezone().replace(tzinfo=None), None, None]
    book = openpyxl.load_workbook(io.BytesIO(downloads.as_xlsx("summit", [["=1+1"]])))
    assert book.worksheets[0]["A1"].data_type == "s"


@pytest.mark.parametrize(
    ("title", "shown"), [("summit", "summit"), ("a[b]:*?/\\'c", "abc"), ("x" * 40, "x" * 31), ("[]", "quizapp")]
)
def test_any_title_is_made_one_that_a_workbook_may_have(title: str, shown: str) -> None:
    assert openpyxl.load_workbook(io.BytesIO(downloads.as_xlsx(title, [["a"]]))).sheetnames == [shown]


def test_signs_that_no_workbook_may_hold_are_left_out() -> None:
    assert sheet(downloads.as_xlsx("summit", [["a\x00b\x0bc"]])) == [["abc"]]
    assert read(downloads.as_csv([["a\x00b"]], Dialect.POINT), ",") == [["ab"]]
