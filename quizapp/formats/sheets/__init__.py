"""Questions in tables: our own spreadsheets, those of Kahoot, Quizizz (Wayground), Blooket and Gimkit, and others.

A table is known by the row that names its columns, wherever it starts; the first sheet of a workbook that has one is
read. Sources: RFC 4180, ECMA-376 and OpenDocument (see `delimited`, `workbook` and `opendocument`), and the products'
templates (see `headers`).
"""

from collections.abc import Sequence
from itertools import groupby

from quizapp.formats.building.assembly import Assembly, Place
from quizapp.formats.file import File, Format
from quizapp.formats.problems import N_, Problem, Progress, Report
from quizapp.formats.sheets import blackboard, books, delimited, kahoot_report, others, unnamed
from quizapp.formats.sheets.known import find, may_be_known
from quizapp.formats.sheets.layouts import TableLayout
from quizapp.formats.sheets.legend import LEGENDS, is_legend
from quizapp.formats.sheets.table import LONGEST_SHOWN, DamagedTable, Row, Sheet, Table, column_letter
from quizapp.formats.sheets.writer import CSV, XLSX, as_csv, as_xlsx

__all__ = ["CSV", "FORMAT", "LEGENDS", "UNNAMED", "XLSX", "as_csv", "as_xlsx"]

NAME = N_("spreadsheet")
_MOST_RUNS = 10
"""Of hidden rows that are told."""


def _resembles(file: File) -> bool:
    """Whether it is a workbook, or a text that names the columns of questions."""
    return _is_book(file) or bool(_unread(file)) or bool(_known(file)[0])


def _resembles_without_header(file: File) -> bool:
    return bool(delimited.delimiter_without_header(file.head))


def _known(file: File) -> tuple[str, TableLayout | None]:
    """The sign between the cells of a text, and how they are laid out; none of a text that names no columns."""
    return delimited.delimiter(file.beginning(), find) if may_be_known(file.head) else ("", None)


def _read(file: File, progress: Progress) -> Report:
    """The bank in a table, or what is wrong with it."""
    problem = _unread(file)
    if problem:
        return Report(NAME, None, 0, (problem,))
    is_book = _is_book(file)
    assembly = file.assembly(NAME, as_text=not is_book)
    try:
        table, layout = _of_workbook(file, assembly) if is_book else _of_text(file)
        layout = layout or unnamed.layout(file.options, table.rows) or _evident(table)
    except DamagedTable as damaged:
        return Report(NAME, None, 0, (damaged.problem,), encoding=assembly.encoding)
    if layout is not None:
        assembly.format = layout.name
        layout.read(assembly, table, progress)
    elif table.rows:
        assembly.problems.append(_without_header(assembly, table))
    return assembly.report(file.name)


def _evident(table: Table) -> TableLayout | None:
    is_of_people = any(others.code(row.cells) for row in table.rows[:_MOST_ABOVE])
    return None if is_of_people else unnamed.evident(table.rows)


def _of_text(file: File) -> tuple[Table, TableLayout | None]:
    sign, layout = _known(file)
    sign = sign or delimited.delimiter_without_header(file.head)
    try:
        return delimited.table(file.text, sign or ","), layout
    except DamagedTable:
        if layout is None or layout.name != blackboard.NAME:
            raise
        return delimited.plain_table(file.text), layout


def _of_workbook(file: File, assembly: Assembly) -> tuple[Table, TableLayout | None]:
    """The first sheet that is laid out as one of questions; others that hold anything are said, but for a report's."""
    assert file.archive is not None
    begun = ((sheet, _start(sheet)) for sheet in books.sheets_of(file.archive))
    filled = [(sheet, rows) for sheet, rows in begun if rows and not is_legend(rows)]
    known = [(sheet, layout) for sheet, rows in filled if (layout := find(rows))]
    if not known:
        return Table(list(filled[0][0].rows()) if filled else ()), None
    chosen, layout = min(known, key=lambda one: one[0].is_hidden)
    if chosen.is_hidden:
        assembly.note("sheet-hidden", name=chosen.name[:LONGEST_SHOWN])
    for sheet, _ in filled:
        if sheet is not chosen and layout.name != kahoot_report.NAME:
            assembly.note("hidden-sheet-left" if sheet.is_hidden else "sheet-left", name=sheet.name[:LONGEST_SHOWN])
    rows = sorted(chosen.rows(), key=lambda row: row.number)
    _say_which_are_hidden(assembly, rows)
    _say_which_columns_are_hidden(assembly, chosen, rows)
    return Table(rows, chosen.name if len(filled) > 1 else ""), layout


def _say_which_are_hidden(assembly: Assembly, rows: Sequence[Row]) -> None:
    numbers = [row.number for row in rows if row.is_hidden]
    if numbers:
        assembly.note("rows-hidden", Place(numbers[0], 1), rows=_runs(numbers), count=len(numbers))


def _say_which_columns_are_hidden(assembly: Assembly, sheet: Sheet, rows: Sequence[Row]) -> None:
    hidden = sorted(at for at in sheet.hidden_columns() if any(row.at(at).strip() for row in rows))
    if hidden:
        assembly.note("columns-hidden", Place(rows[0].number, hidden[0]), columns=", ".join(map(column_letter, hidden)))


def _runs(numbers: Sequence[int]) -> str:
    """Such as 3, 5–7."""
    runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), lambda one: one[1] - one[0])]
    said = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return ", ".join(said[:_MOST_RUNS]) + (" …" if len(said) > _MOST_RUNS else "")


def _start(sheet: Sheet) -> Sequence[Row]:
    return list(sheet.start())


_MOST_ABOVE = 8
"""Rows among which the headings of a table of people stand: what it is of is often said above them."""


def _without_header(assembly: Assembly, table: Table) -> Problem:
    if code := next((code for row in table.rows[:_MOST_ABOVE] if (code := others.code(row.cells))), ""):
        return Problem(code)
    return unnamed.asked(assembly, table)


def _unread(file: File) -> Problem | None:
    return books.unread(file.data, file.archive)


def _is_book(file: File) -> bool:
    return file.archive is not None and books.is_book(file.archive)


FORMAT = Format(NAME, _resembles, _read)
UNNAMED = Format(NAME, _resembles_without_header, _read)
"""A table whose columns have no names: it is refused with the names that are expected, where it is nothing else."""
