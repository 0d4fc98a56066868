"""Questions as people type or paste them: a text file in no format of any program."""

from quizapp.formats.building.assembly import Place
from quizapp.formats.file import File, Format, lines
from quizapp.formats.problems import Progress, Report
from quizapp.formats.prose import evidence, reader
from quizapp.formats.prose.lines import Line

NAME = "text"


def _resembles(file: File) -> bool:
    return evidence.is_likely(file.head)


def _read(file: File, progress: Progress) -> Report:
    assembly = file.assembly(NAME, as_text=True)
    reader.read([Line(text, Place(number)) for number, text in lines(file.text)], assembly, progress)
    return assembly.report(file.name)


FORMAT = Format(NAME, _resembles, _read)
