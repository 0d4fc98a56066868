"""Questions in tables: our own spreadsheets, those of Kahoot, Quizizz (Wayground), Blooket and Gimkit, and others.

A table is known by the row that names its columns, wherever it starts; the first sheet of a workbook that has one is
read. Sources: RFC 4180 and ECMA-376 (see `delimited` and `workbook`), and the products' templates (see `headers`).
"""

from collections.abc import Sequence

from quizapp.formats.building.assembly import Assembly
from quizapp.formats.file import File, Format
from quizapp.formats.problems import Problem, Progress, Report
from quizapp.formats.sheets import delimited, headers, others, questions
from quizapp.formats.sheets.headers import EXPECTED, Header
from quizapp.formats.sheets.table import LONGEST_SHOWN, DamagedTable, Row, Table, address, head
from quizapp.formats.sheets.workbook import BOOK, Sheet, Workbook
from quizapp.formats.sheets.writer import CSV, XLSX, as_csv, as_xlsx
from quizapp.formats.syntax.archives import UnreadableMember

__all__ = ["CSV", "FORMAT", "UNNAMED", "XLSX", "as_csv", "as_xlsx"]

NAME = "spreadsheet"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files begin that hold folders and files, as Microsoft did it before 2007."""
_STREAMS = {"EncryptedPackage": "locked-spreadsheet", "Workbook": "old-spreadsheet", "Book": "old-spreadsheet"}
_LONGEST_ROW = 300


def _resembles(file: File) -> bool:
    """Whether it is a workbook, or a text that names the columns of questions."""
    return BOOK in file.members or bool(_unread(file)) or bool(file.text and delimited.delimiter(file.text))


def _resembles_without_header(file: File) -> bool:
    return bool(file.text and delimited.delimiter_without_header(file.text))


def _read(file: File, progress: Progress) -> Report:
    """The bank in a table, or what is wrong with it."""
    problem = _unread(file)
    if problem:
        return Report(NAME, None, 0, (problem,))
    assembly = file.assembly(NAME, as_text=BOOK not in file.members)
    try:
        table, header = _of_workbook(file, assembly) if BOOK in file.members else _of_text(file)
    except DamagedTable as damaged:
        return Report(NAME, None, 0, (damaged.problem,), encoding=assembly.encoding)
    if header is not None:
        assembly.format = header.product
        questions.read(assembly, table, header, progress)
    elif table.rows:
        assembly.problems.append(_without_header(table))
    return assembly.report(file.name)


def _of_text(file: File) -> tuple[Table, Header | None]:
    sign = delimited.delimiter(file.text) or delimited.delimiter_without_header(file.text)
    table = delimited.table(file.text, sign or ",")
    return table, headers.find(head(table.rows))


def _of_workbook(file: File, assembly: Assembly) -> tuple[Table, Header | None]:
    """The first sheet that names its columns; others that hold anything are said."""
    assert file.archive is not None
    filled = [(sheet, rows) for sheet in Workbook(file.archive).sheets if (rows := _start(sheet))]
    found = next(((sheet, header) for sheet, rows in filled if (header := headers.find(rows))), None)
    if found is None:
        return Table(filled[0][1] if filled else ()), None
    chosen, header = found
    for sheet, _ in filled:
        if sheet is not chosen:
            assembly.note("sheet-left", name=sheet.name[:LONGEST_SHOWN])
    rows = sorted(chosen.rows(), key=lambda row: row.number)
    return Table(rows, chosen.name if len(filled) > 1 else ""), header


def _start(sheet: Sheet) -> Sequence[Row]:
    return list(sheet.head())


def _without_header(table: Table) -> Problem:
    row = table.rows[0]
    if code := others.code(row.cells):
        return Problem(code)
    shown = " | ".join(" ".join(cell.split()) for cell in row.cells)[:_LONGEST_ROW]
    column = next((at for at, cell in enumerate(row.cells, start=1) if cell.strip()), 1)
    return Problem(
        "no-header", row.number, column, {"expected": EXPECTED}, cell=address(row.number, column), text=shown
    )  # fmt: skip


def _unread(file: File) -> Problem | None:
    """Why a spreadsheet of another kind is not read; none for those that are, and for what is no spreadsheet."""
    if file.data.startswith(_OLE):
        found = next((code for name, code in _STREAMS.items() if name.encode("utf-16-le") in file.data), "")
        return Problem(found) if found else None
    if "xl/workbook.bin" in file.members:
        return Problem("foreign-spreadsheet", values={"ending": ".xlsb"})
    return Problem("foreign-spreadsheet", values={"ending": ".ods"}) if _is_open_document(file) else None


def _is_open_document(file: File) -> bool:
    if "mimetype" not in file.members or file.archive is None:
        return False
    try:
        return file.archive.read("mimetype").startswith(b"application/vnd.oasis.opendocument.spreadsheet")
    except UnreadableMember:
        return False


FORMAT = Format(NAME, _resembles, _read)
UNNAMED = Format(NAME, _resembles_without_header, _read)
"""A table whose columns have no names: it is refused with the names that are expected, where it is nothing else."""
