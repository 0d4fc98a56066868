"""Reads a bank in whatever format it is: which, its content tells, not its name."""

from quizapp.formats import aiken, h5p, moodle, native, opentdb, qti, qti12, sheets, text2qti_markdown
from quizapp.formats.file import File, Format
from quizapp.formats.moodle import gift
from quizapp.formats.problems import Problem, Progress, Report, unheard
from quizapp.formats.syntax import archives, xmltree

FORMATS: tuple[Format, ...] = (
    opentdb.FORMAT,
    h5p.FORMAT,
    sheets.FORMAT,
    native.FORMAT,
    qti.FORMAT,
    qti12.FORMAT,
    moodle.FORMAT,
    text2qti_markdown.FORMAT,
    aiken.FORMAT,
    gift.FORMAT,
    sheets.UNNAMED,
)
"""Those with the plainest marks first: GIFT would take any text with braces in it."""
_PACKAGES = (".h5p", ".zip", ".imscc", ".xlsx")
"""How the names of files end that are archives, or broken."""


def read(data: bytes, name: str, progress: Progress = unheard) -> Report:
    """What came of reading a file; a text like no format is read as our own, whose problems say what it lacks."""
    file = File(name, data)
    found = None
    try:
        found = next((one for one in FORMATS if one.resembles(file)), None)
        if found is None and (file.is_archive or file.root[0]):
            return Report("", None, 0, (Problem("unknown-format"),))
        if found is None and file.data.strip() and name.lower().endswith(_PACKAGES):
            return Report("", None, 0, (Problem("archive-damaged"),))
        return (found or native.FORMAT).read(file, progress)
    except (archives.RefusedArchive, xmltree.Unreadable) as refused:
        return Report(found.name if found else "", None, 0, (refused.problem,))
