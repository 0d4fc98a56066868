"""Files with class lists: texts of any encoding, and spreadsheets of any sheets, opened in a process of their own."""

from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook

from quizapp.domain.classes import ListLine
from quizapp.formats import sandbox, tables
from quizapp.rosters import class_list, drafts, files, lines
from quizapp.rosters.class_list import Choices
from quizapp.rosters.files import UnreadableList
from tests.checkouts import ROOT
from tests.formats.packages import package
from tests.formats.sheets.opendocuments import cell, cells, ods, row, table

TRIALS = ROOT.parent / "shared" / "trials"


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for texts in rows:
            sheet.append(texts)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def opened(name: str, data: bytes) -> list[ListLine]:
    listing = class_list.read(drafts.begun(name, files.opened(name, data)).text)
    assert listing.problems == ()
    return list(listing.members)


ZOE = ListLine("Zoé Dupont", family="Dupont", given="Zoé")


@pytest.mark.parametrize(
    ("rows", "read"),
    [
        ([["Nom", "Prénom"], ["Dupont", "Zoé"]], [ZOE]),
        ([["Classe 5B"], [], ["N°", "Prénom", "Nom", "Tiers temps"], [1, "Zoé", "Dupont", "x"]],
         [ListLine("Zoé Dupont", 33, "Dupont", "Zoé")]),
        ([["Élève", "Numéro étudiant"], ["DUPONT Zoé", 22001234]],
         [ListLine("DUPONT Zoé", 0, "DUPONT", "Zoé", "22001234")]),
        ([["Dupont, Zoé"]], [ListLine("Dupont, Zoé", family="Dupont", given="Zoé")]),
        ([["Name", "Note"], ['"Zozo"\tMartin', "two\nlines"]], [ListLine('Zozo" Martin')]),
    ],
)  # fmt: skip
def test_a_spreadsheet_is_read_as_its_rows_stand(rows: list[list[object]], read: list[ListLine]) -> None:
    assert opened("5b.xlsx", workbook(("S", rows))) == read


def test_a_workbook_of_libreoffice_is_read_too() -> None:
    data = ods(table(cells(["Prénom", "Nom"]), cells(["Zoé", "Dupont"])))

    assert opened("5b.ods", data) == [ZOE]


def test_a_sheet_of_a_million_repeated_rows_is_refused() -> None:
    data = ods(table(row(cell("x", number_columns_repeated="16384"), number_rows_repeated="1048576")))

    with pytest.raises(UnreadableList) as refused:
        files.opened("bomb.ods", data)

    assert [one.code for one in refused.value.problems] == ["columns-beyond"]


def test_the_sheet_that_names_columns_is_taken_first_and_the_others_can_be() -> None:
    given_file = files.opened("x.xlsx", workbook(("Notes", [["hello"]]), ("5B", [["Nom"], ["Zoé"]]), ("Empty", [])))

    draft = drafts.begun("x.xlsx", given_file)

    assert [one.name for one in given_file.sheets] == ["Notes", "5B"]
    assert (draft.sheet, draft.with_sheet(0).text, draft.with_sheet(7).sheet) == (1, "hello\n", 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_in_the_encodings_that_schools_write(encoding: str) -> None:
    assert opened("x.csv", "Nom;Prénom\r\nDupont;Zoé\r\n".encode(encoding)) == [ZOE]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7\n", "no-list"),
        (b"{\\rtf1 Zo}", "no-list"),
        (b"<html><table><tr><td>Zo", "no-list"),
        (package(("word/document.xml", b"<w/>")), "no-list"),
        (package(("xl/workbook.xml", b"<workbook>")), "xml-syntax"),
        (package(("xl/workbook.bin", b"")), "foreign-spreadsheet"),
        (b"PK\x03\x04", "archive-damaged"),
        (b"Zo\x00\x01\x02" * 20, "no-list"),
        (b"Anna\x01\n" + b"Ben\n" * 99, "hidden-character"),
        (b"a" * (files.LARGEST + 1), "list-too-large"),
    ],
)
def test_what_is_no_list_is_refused_by_its_name(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableList) as refused:
        files.opened("x", data)

    assert [one.code for one in refused.value.problems] == [code]


def test_rows_come_home_from_the_process_as_they_are_read_in_this_one() -> None:
    data = workbook(("S", [["a", None, "c"], [], ["d"]]), ("T", [["é"]]))

    assert sandbox.rows("x.xlsx", data) == tables.read(data, "x.xlsx")
    assert tables.read(data, "x.xlsx").sheets[0].rows == (("a", "", "c"), (), ("d",))
    slow = sandbox.rows("x.xlsx", data, sandbox.Limits(seconds=0.01))
    assert slow.problem is not None
    assert slow.problem.code == "reading-takes-too-long"


CELL = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=9)


@given(st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=2, max_size=6))
@example([["0", "0"], ["HO;", "0"]])
def test_rows_of_a_spreadsheet_are_divided_as_they_stood(rows: list[list[str]]) -> None:
    assert [list(one.cells) for one in lines.rows(lines.written(rows))] == rows


def test_what_was_said_of_a_list_is_kept_with_it() -> None:
    draft = drafts.begun("x.csv", files.opened("x.csv", "Élève;Zoé\r\n".encode("cp1252")))
    said = drafts.ListDraft(draft.file_name, draft.given, 0, Choices(("name", ""), 0, {"Zoé": -1}, once=True))

    assert len(draft.given.sheets) > 1
    assert drafts.load(drafts.dump(said)) == said
    assert drafts.load(drafts.dump(said.with_text("Ben"))).text == "Ben"


@pytest.mark.skipif(not TRIALS.exists(), reason="the trials are not here")
@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("97-class-cp1252.csv", [("Zoë Müller", "Müller"), ("Åse Sørensen", "Sørensen")]),
        ("97b-class.xlsx", [("Zoé Dupont", "Dupont")]),
        ("97c-class-canvas.csv", [("Dupont, Zoé", "Dupont")]),
        ("97f-class-quoted.txt", [("Dupont, Zoé", "Dupont"), ("Le Gall, Noé", "Le Gall")]),
    ],
)
def test_the_lists_of_the_trials_are_read_right(name: str, read: list[tuple[str, str]]) -> None:
    assert [(one.name, one.family) for one in opened(name, (TRIALS / name).read_bytes())] == read
