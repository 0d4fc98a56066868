"""Tables of LibreOffice (.ods): cells as they are shown, and sheets that say they have a million rows."""

import tracemalloc

import pytest

from quizapp.formats import reading
from quizapp.formats.problems import Problem, Report
from quizapp.formats.sheets import books
from quizapp.formats.sheets.table import MOST_ROWS, DamagedTable, Row
from quizapp.formats.syntax.archives import Archive
from tests.formats.packages import package
from tests.formats.sheets.opendocuments import MIMETYPE, cell, cells, ods, row, table

OWN = ["question", "choice 1", "choice 2", "choice 3", "right"]
FILLER = '<table:table-cell table:number-columns-repeated="16379"/>'
TO_THE_END = (
    '<table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="16384"/>'
    "</table:table-row>"
)


def read(data: bytes) -> Report:
    return reading.read(data, "summit.ods")


def rows(data: bytes) -> list[Row]:
    (sheet,) = books.sheets_of(Archive(data))
    return list(sheet.rows())


def grid(data: bytes) -> list[tuple[int, tuple[str, ...]]]:
    return [(one.number, one.cells) for one in rows(data)]


def test_questions_are_read_as_from_any_other_workbook() -> None:
    report = read(
        ods(table(cells(OWN), cells(["Where?", "Here", "There", "", "2"]), cells(["Who?", "He", "She", "It", "c"])))
    )

    assert report.problems == ()
    assert report.bank is not None
    assert [(one.stem, [one.choices[place].text for place in one.key]) for one in report.bank.questions] == [
        ("Where?", ["There"]),
        ("Who?", ["It"]),
    ]


def test_a_fault_has_its_cell() -> None:
    report = read(ods(table(cells(OWN), cells([]), cells(["Where?", "Here", "There", "", "4"]))))

    assert [(one.code, one.cell) for one in report.problems] == [("key-is-no-choice", "E3")]


def test_a_cell_is_what_the_sheet_shows_and_not_what_it_keeps() -> None:
    data = ods(
        table(
            row(
                cell("2,50 €", "2.5", "currency"), cell("007", "7", "float"), cell("1/4", "0.25", "float"),
                cell("02/01/24", "2024-01-02", "date"), cell("VRAI", "true", "boolean"),
                cell("50 %", "0.5", "percentage"),
                cell("a\nb", kind="string"), cell("08:30", "PT08H30M00S", "time"),
            )
        )
    )  # fmt: skip

    (only,) = rows(data)

    assert only.cells == ("2,50 €", "007", "1/4", "02/01/24", "VRAI", "50 %", "a\nb", "08:30")
    assert (only.dated, only.counted) == ({4, 8}, {1, 2, 3, 6})


def test_blanks_are_those_that_are_written_as_such() -> None:
    line = "a  \n b<text:s text:c='3'/>c<text:tab/>d<text:line-break/>e <text:span>f</text:span>"
    text = f"<table:table-cell><text:p>{line}</text:p></table:table-cell>"

    assert grid(ods(table(row(text)))) == [(1, ("a b   c\td\ne f",))]


def test_what_is_not_shown_in_a_cell_is_not_read() -> None:
    note = "<office:annotation><text:p>a note</text:p></office:annotation>"
    frame = "<draw:frame><draw:text-box><text:p>a box</text:p></draw:text-box></draw:frame>"
    changed = f"<table:tracked-changes><table:change>{cell('before')}</table:change></table:tracked-changes>"
    covered = "<table:covered-table-cell><text:p>under</text:p></table:covered-table-cell>"

    data = ods(
        table(row(f"<table:table-cell>{note}<text:p>shown</text:p>{frame}</table:table-cell>{covered}", cell("last"))),
        before=changed,
    )

    assert grid(data) == [(1, ("shown", "", "last"))]


def test_a_value_without_a_text_is_told_as_it_is_kept() -> None:
    assert grid(ods(table(row(cell(value="3", kind="float"), cell(value="true", kind="boolean"))))) == [
        (1, ("3", "true"))
    ]


@pytest.mark.parametrize(
    "formula",
    [
        cell(formula="of:=1+1"),
        cell("#DIV/0!", kind="string", formula="of:=1/0"),
        cell("Err:502", "0", "float", formula="of:=X(1)"),
        cell("#N/A", formula="of:=NA()").replace("<table:table-cell", '<table:table-cell calcext:value-type="error"'),
    ],
)  # fmt: skip
def test_a_formula_without_a_value_is_said(formula: str) -> None:
    made = row(cell("Where?"), formula, cell("b"), cell(), cell("2"))

    assert [(one.code, one.cell) for one in read(ods(table(cells(OWN), made))).problems] == [
        ("formula-without-value", "B2")
    ]


def test_a_formula_has_the_value_that_it_last_had() -> None:
    assert grid(ods(table(row(cell("2", "2", "float", formula="of:=1+1"), cell("#5", formula="of:=A1"))))) == [
        (1, ("2", "#5"))
    ]


def test_a_sheet_that_is_hidden_is_known_by_its_style() -> None:
    styles = "".join(
        f'<style:style style:name="{name}"><style:table-properties table:display="{shown}"/></style:style>'
        for name, shown in (("ta1", "true"), ("ta2", "false"))
    )

    sheets = books.sheets_of(
        Archive(ods(table(name="A", style="ta1"), table(name="B", style="ta2"), table(name="C"), styles=styles))
    )

    assert [(one.name, one.is_hidden) for one in sheets] == [("A", False), ("B", True), ("C", False)]


def test_rows_that_a_filter_or_a_person_hides_are_known() -> None:
    made = table(row(cell("a")), row(cell("b"), visibility="filter"), row(cell("c"), visibility="collapse"))

    assert [(one.cells[0], one.is_hidden) for one in rows(ods(made))] == [("a", False), ("b", True), ("c", True)]


def test_rows_in_groups_and_headings_count_as_any_other() -> None:
    grouped = f"<table:table-header-rows>{cells(['a'])}</table:table-header-rows><table:table-row-group>{cells(['b'])}"
    assert grid(ods(table(grouped + "</table:table-row-group>", cells(["c"])))) == [
        (1, ("a",)), (2, ("b",)), (3, ("c",)),
    ]  # fmt: skip


def test_what_is_merged_over_several_rows_stands_in_each_that_holds_something() -> None:
    covered = "<table:covered-table-cell/>"

    data = ods(
        table(
            row(cell("History", number_rows_spanned="3", number_columns_spanned="2"), covered, cell("a")),
            row(covered, covered, cell("b")),
            row(covered, covered, number_rows_repeated="2"),
            row(cell(), cell(), cell("e")),
        )
    )

    assert grid(data) == [(1, ("History", "", "a")), (2, ("History", "", "b")), (5, ("", "", "e"))]


# --- what is repeated ---


def test_empty_rows_and_columns_up_to_the_end_of_a_sheet_are_nothing() -> None:
    data = ods(table(row(*map(cell, OWN), FILLER), row(*map(cell, ("Q?", "a", "b", "", "1")), FILLER), TO_THE_END))

    assert read(data).problems == ()


def test_what_is_repeated_a_few_times_stands_there_as_often() -> None:
    data = ods(
        table(
            row(cell("a", number_columns_repeated="3"), cell(number_columns_repeated="2"), cell("z")),
            row(cell(), number_rows_repeated="4"),
            row(cell("b"), number_rows_repeated="2"),
            row(cell("c")),
        )
    )

    assert grid(data) == [(1, ("a", "a", "a", "", "", "z")), (6, ("b",)), (7, ("b",)), (8, ("c",))]


BOMBS = {
    "a row a million times": table(row(cell("x"), number_rows_repeated="1048576")),
    "a cell sixteen thousand times": table(row(cell("x", number_columns_repeated="16384"))),
    "both, and more than there can be": table(
        row(cell("x", number_columns_repeated="999999999"), number_rows_repeated="999999999")
    ),
    "after the last row": table(row(number_rows_repeated="1048576"), row(cell("x"))),
    "a long text in every row": table(row(cell("x" * 20_000), number_rows_repeated=str(MOST_ROWS))),
    "several of them": table(row(cell("x"), number_rows_repeated=str(MOST_ROWS))) * 20,
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_sheet_that_says_it_is_enormous_is_refused_in_little_memory(name: str) -> None:
    data = ods(BOMBS[name])
    tracemalloc.start()

    report = read(data)

    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert report.bank is None
    (problem,) = report.problems
    assert problem.code in ("rows-beyond", "columns-beyond", "table-too-long", "no-header")
    assert most < 100 * 2**20


def test_sheets_by_the_thousand_are_not_looked_at() -> None:
    assert [one.code for one in read(ods(*[table()] * 200)).problems] == ["no-questions-here"]
    assert [one.code for one in read(ods(*[table()] * 201)).problems] == ["sheets-beyond"]


def test_each_sheet_of_repeated_rows_ends_at_its_limit() -> None:
    (sheet,) = books.sheets_of(Archive(ods(BOMBS["a row a million times"])))

    with pytest.raises(DamagedTable) as refused:
        list(sheet.rows())
    assert refused.value.problem == Problem(
        "rows-beyond", MOST_ROWS + 1, 1, {"limit": MOST_ROWS}, cell=f"A{MOST_ROWS + 1}"
    )


@pytest.mark.parametrize("times", ["0", "-3", "x", "", "1e9", "٣"])
def test_a_number_of_times_that_is_none_is_once(times: str) -> None:
    assert grid(ods(table(row(cell("a", number_columns_repeated=times), number_rows_repeated=times)))) == [(1, ("a",))]


# --- what is no such workbook ---


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ((("mimetype", MIMETYPE), ("META-INF/manifest.xml", b"<manifest:encryption-data/>"), ("content.xml", b"\x9f")),
         "locked-spreadsheet"),
        ((("mimetype", MIMETYPE), ("encrypted-package", b"\x9f")), "locked-spreadsheet"),
        ((("mimetype", b"application/vnd.sun.xml.calc"), ("content.xml", b"<x/>")), "foreign-spreadsheet"),
        ((("mimetype", MIMETYPE),), "empty-file"),
        ((("mimetype", MIMETYPE), ("content.xml", b" ")), "empty-file"),
        ((("mimetype", MIMETYPE), ("content.xml", b"<x>")), "xml-syntax"),
        ((("mimetype", MIMETYPE), ("content.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')), "xml-entities"),
        ((("mimetype", MIMETYPE), ("content.xml", b"<x/>")), "no-questions-here"),
    ],
)  # fmt: skip
def test_a_workbook_that_cannot_be_read_is_named(members: tuple[tuple[str, bytes], ...], code: str) -> None:
    assert [one.code for one in read(package(*members)).problems] == [code]


def test_templates_are_workbooks_too() -> None:
    data = package(
        ("mimetype", MIMETYPE + b"-template"), ("content.xml", Archive(ods(table(cells(["a"])))).read("content.xml"))
    )

    assert grid(data) == [(1, ("a",))]


@pytest.mark.parametrize("text", ["\x7f", "\x80", "\x9f"])
def test_a_character_that_cannot_be_shown_has_its_cell(text: str) -> None:
    data = ods(table(cells(OWN), row(cell("Where?"), cell(f"a{text}"))))

    assert [(one.code, one.cell) for one in read(data).problems] == [("hidden-character", "B2")]
