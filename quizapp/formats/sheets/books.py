"""Workbooks, whatever program saved them: their sheets, and why some are not read."""

from collections.abc import Sequence

from quizapp.formats.problems import Problem
from quizapp.formats.sheets import opendocument, workbook
from quizapp.formats.sheets.table import DamagedTable, Sheet
from quizapp.formats.syntax.archives import Archive

_MOST_SHEETS = 200
"""That are looked at for one that names its columns."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files begin that hold folders and files, as Microsoft did it before 2007."""
_STREAMS = {"EncryptedPackage": "locked-spreadsheet", "Workbook": "old-spreadsheet", "Book": "old-spreadsheet"}
_SUN = b"application/vnd.sun.xml.calc"
"""What OpenOffice saved before there was OpenDocument."""


def is_book(archive: Archive) -> bool:
    """Whether it is a workbook of a kind that is read."""
    return workbook.BOOK in archive or opendocument.is_open_document(archive)


def sheets_of(archive: Archive) -> Sequence[Sheet]:
    """Those of a workbook, in its order, hidden ones too; each tells its rows when it is asked.

    Raises xmltree.Unreadable, and table.DamagedTable where there is more than is read.
    """
    book = workbook.Workbook(archive) if workbook.BOOK in archive else opendocument.OpenDocument(archive)
    if len(book.sheets) > _MOST_SHEETS:
        values = {"count": len(book.sheets), "limit": _MOST_SHEETS}
        raise DamagedTable(Problem("sheets-beyond", values=values))
    return book.sheets


def unread(data: bytes, archive: Archive | None) -> Problem | None:
    """Why a file that is a spreadsheet is not read; none for those that are, and for what is no spreadsheet."""
    if data.startswith(_OLE):
        found = next((code for name, code in _STREAMS.items() if name.encode("utf-16-le") in data), "")
        return Problem(found) if found else None
    if archive is None:
        return None
    if "xl/workbook.bin" in archive:
        return Problem("foreign-spreadsheet", values={"ending": ".xlsb"})
    kind = opendocument.mimetype(archive)
    if kind.startswith(_SUN):
        return Problem("foreign-spreadsheet", values={"ending": ".sxc"})
    return Problem("locked-spreadsheet") if is_book(archive) and opendocument.is_locked(archive) else None
