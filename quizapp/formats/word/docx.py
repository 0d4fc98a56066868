"""Word documents (.docx), and their templates and those with macros, which are never run.

Source: ECMA-376, fifth edition, parts 1 and 2.
"""

from collections.abc import Iterator

from quizapp.formats.building.assembly import Assembly
from quizapp.formats.file import File
from quizapp.formats.prose.lines import Line
from quizapp.formats.syntax.archives import Archive
from quizapp.formats.word import numbering, styles
from quizapp.formats.word.document import WordText
from quizapp.formats.word.names import W
from quizapp.formats.word.parts import Parts, main_part


def resembles(file: File) -> bool:
    return bool(main_part(file.members))


def lines(archive: Archive, assembly: Assembly) -> Iterator[Line]:
    """The lines of a document as they come; none where it has no text, which is said."""
    package = Parts(archive, main_part(archive.names), assembly)
    top = package.text()
    body = top.find(W + "body") if top is not None else None
    if body is None:
        return
    of_letters = styles.read(package.part("styles"))
    of_lists = numbering.read(package.part("numbering"), of_letters)
    yield from WordText(package, assembly, of_letters, of_lists).lines(body)
