"""Rows become CSV that spreadsheets read as it is meant: numbers count, and no text is run."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.services import downloads
from quizapp.services.downloads import Cell, Dialect

TIME = datetime(2026, 1, 5, 12, 30, 15)
ROW: list[Cell] = ["Zoé", 3, Decimal("2.5000000"), Decimal("10.0000000"), TIME, None, ""]


def read(written: bytes, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""), delimiter=delimiter))


@pytest.mark.parametrize(("dialect", "delimiter", "point"), [(Dialect.POINT, ",", "."), (Dialect.COMMA, ";", ",")])
def test_each_dialect_has_its_own_signs_for_cells_and_numbers(dialect: Dialect, delimiter: str, point: str) -> None:
    written = downloads.as_csv([ROW], dialect)

    assert written.startswith(b"\xef\xbb\xbf")
    assert read(written, delimiter) == [["Zoé", "3", f"2{point}5", "10", "2026-01-05 12:30:15", "", ""]]


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


def test_a_sign_that_tables_cannot_hold_is_left_out() -> None:
    assert read(downloads.as_csv([["a\x00b"]], Dialect.POINT), ",") == [["ab"]]


def test_rows_are_written_as_they_come() -> None:
    """So that however many there are, few are in memory: what is written of a row is in the file before many more."""
    file = io.BytesIO()
    sizes = []

    def rows() -> Iterator[list[Cell]]:
        for number in range(2_000):
            sizes.append(file.tell())
            yield [number, "x" * 100]

    downloads.write_csv(file, rows(), Dialect.POINT)

    assert max(after - before for before, after in pairwise(sizes)) < 20_000
    assert len(read(file.getvalue(), ",")) == 2_000
