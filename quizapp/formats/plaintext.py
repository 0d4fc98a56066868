"""Questions as people type or paste them: a text file in no format of any program."""

from collections.abc import Iterator

from quizapp.formats.building.assembly import Place
from quizapp.formats.file import File, Format, lines
from quizapp.formats.problems import N_, Progress, Report
from quizapp.formats.prose import evidence, reader
from quizapp.formats.prose.lines import Line

NAME = N_("text")
_MOST_BLANK = 2


def _resembles(file: File) -> bool:
    return evidence.is_likely(file.head)


def _read(file: File, progress: Progress) -> Report:
    assembly = file.assembly(NAME, as_text=True)
    reader.read(list(_lines(file.text)), assembly, progress)
    return assembly.report(file.name)


def _lines(text: str) -> Iterator[Line]:
    """Of many blank lines, two say all."""
    blank = 0
    for number, line in lines(text):
        blank = 0 if line else blank + 1
        if blank <= _MOST_BLANK:
            yield Line(line, Place(number))


FORMAT = Format(NAME, _resembles, _read)
