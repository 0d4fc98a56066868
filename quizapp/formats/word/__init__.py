"""Documents of word processors: Word's .docx, the .odt of LibreOffice, and what is pasted from either, or a page."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from quizapp.formats.building.assembly import Assembly
from quizapp.formats.file import File, Format
from quizapp.formats.problems import N_, Progress, Report
from quizapp.formats.prose import evidence, reader
from quizapp.formats.prose.lines import Emphasis, Line
from quizapp.formats.syntax.archives import Archive
from quizapp.formats.word import boxes, docx, odt, page
from quizapp.formats.word.looks import MOST_PARAGRAPHS, TooManyParagraphs

__all__ = ["FORMAT", "OPEN_DOCUMENT", "PAGE", "PAGE_NAME"]

_FIRST, _FEW = 2**13, 2**11
"""Characters of a page, and of its words, that are looked at before more are."""
_DRESS = (Emphasis.ITALIC, Emphasis.CODE)
"""What says nothing where most letters of a document look so."""


def lines(read: Callable[[Archive, Assembly], Iterable[Line]], archive: Archive, assembly: Assembly) -> Sequence[Line]:
    """The lines of a document; none where it cannot be read, which is said."""
    return _kept(lambda: read(archive, assembly), assembly)


def _kept(read: Callable[[], Iterable[Line]], assembly: Assembly) -> Sequence[Line]:
    try:
        return undressed([boxes.told(line) for line in spaced(read())])
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


def _is_page(file: File) -> bool:
    """Whether questions seem to be on a page of the web: mostly its first lines tell."""
    if not page.begins(file):
        return False
    start = file.beginning()
    try:
        first = page.lines(page.body(start)[:_FIRST], Assembly(""))
        return evidence.has_labelled_choices(_words(first, _FEW)) or evidence.is_likely(
            _words(page.lines(start, Assembly("")))
        )
    except TooManyParagraphs:
        return True


def _words(given: Iterable[Line], most: int = 2**15) -> str:
    """The text of as many lines as have no more characters than that, and one."""
    texts: list[str] = []
    left = most
    for line in given:
        texts.append(line.text)
        left -= len(line.text) + 1
        if left < 0:
            break
    return "\n".join(texts)


def _read_page(file: File, progress: Progress) -> Report:
    assembly = file.assembly(PAGE_NAME, as_text=True)
    reader.read(_kept(lambda: page.lines(file.text, assembly), assembly), assembly, progress)
    return assembly.report(file.name)


PAGE_NAME = N_("formatted text")
FORMAT = _format(N_("Word document"), docx.resembles, docx.lines)
OPEN_DOCUMENT = _format(N_("OpenDocument text"), odt.resembles, odt.lines)
PAGE = Format(PAGE_NAME, _is_page, _read_page)
"""What was pasted with its looks, or saved from a browser."""
