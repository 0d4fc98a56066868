"""Documents of word processors: Word's .docx, and the .odt of LibreOffice; the questions that are written in them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from quizapp.formats.building.assembly import Assembly
from quizapp.formats.file import File, Format
from quizapp.formats.problems import Progress, Report
from quizapp.formats.prose import reader
from quizapp.formats.prose.lines import Emphasis, Line
from quizapp.formats.syntax.archives import Archive
from quizapp.formats.word import boxes, docx, odt
from quizapp.formats.word.looks import MOST_PARAGRAPHS, TooManyParagraphs

__all__ = ["FORMAT", "OPEN_DOCUMENT"]

_DRESS = (Emphasis.ITALIC, Emphasis.CODE)
"""What says nothing where most letters of a document look so."""


def lines(read: Callable[[Archive, Assembly], Iterable[Line]], archive: Archive, assembly: Assembly) -> Sequence[Line]:
    """The lines of a document; none where it cannot be read, which is said."""
    try:
        return undressed([boxes.told(line) for line in spaced(read(archive, assembly))])
    except TooManyParagraphs:
        assembly.note("too-many", field="paragraphs", count=MOST_PARAGRAPHS + 1, limit=MOST_PARAGRAPHS)
        return ()


def spaced(given: Iterable[Line]) -> Iterator[Line]:
    """Without empty lines that follow on another."""
    was_empty = False
    for line in given:
        is_empty = not line.text.strip()
        if not (is_empty and was_empty):
            yield line
        was_empty = is_empty


def undressed(given: Sequence[Line]) -> Sequence[Line]:
    """Without what most letters look like, where that would only be repeated everywhere."""
    whole = sum(len(line) for line in given)
    for dress in _DRESS:
        dressed = sum(run.stop - run.start for line in given for run in line.runs if run.emphasis is dress)
        if 2 * dressed > whole:
            given = [replace(line, runs=[run for run in line.runs if run.emphasis is not dress]) for line in given]
    return given


def _format(
    name: str, resembles: Callable[[File], bool], read: Callable[[Archive, Assembly], Iterable[Line]]
) -> Format:
    def questions(file: File, progress: Progress) -> Report:
        assembly = file.assembly(name)
        assert file.archive is not None
        reader.read(lines(read, file.archive, assembly), assembly, progress)
        return assembly.report(file.name)

    return Format(name, resembles, questions)


FORMAT = _format("Word document", docx.resembles, docx.lines)
OPEN_DOCUMENT = _format("OpenDocument text", odt.resembles, odt.lines)
