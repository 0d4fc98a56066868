"""The cells of a sheet of Excel: only those that hold something are told, each where it stands."""

from quizapp.formats.sheets.cells import Cell, RowEnd, Spot, cells


def told(sheet: str) -> list[tuple[Spot, str | None]]:
    return [(one.spot, one.value if isinstance(one, Cell) else None) for one in cells(sheet.encode(), "sheet1.xml")]


def test_empty_cells_cost_nothing_and_still_move_the_next_one() -> None:
    """A table of 16,500 questions whose rows are formatted up to column CV has more than a million of them."""
    empty = "<c/>" * 100 + '<c s="4"/>' * 100

    assert told(f"<sheetData><row>{empty}<c><v>1</v></c>{empty}</row></sheetData>") == [
        (Spot("", "", 201), "1"),
        (Spot("", "", 401), None),
    ]


def test_places_that_are_left_out_are_counted_on_from_the_last() -> None:
    first = '<row r="3"><c r="B3"/><c/><c><v>1</v></c><c r="H3"><v>2</v></c></row>'
    sheet = f"<sheetData>{first}<row><c><v>3</v></c></row></sheetData>"

    assert told(sheet) == [
        (Spot("3", "B3", 2), "1"), (Spot("3", "H3", 0), "2"), (Spot("3", "H3", 0), None),
        (Spot("", "", 1), "3"), (Spot("", "", 1), None),
    ]  # fmt: skip


def test_the_end_of_a_row_says_whether_it_is_hidden() -> None:
    sheet = '<sheetData><row hidden="1"/><row hidden="true"/><row hidden="0"/><row/></sheetData>'

    ends = [one for one in cells(sheet.encode(), "sheet1.xml") if isinstance(one, RowEnd)]

    assert [one.is_hidden for one in ends] == [True, True, False, False]
