"""PDF: the words that a document shows, in the order in which they stand in it, read as people's text is.

Their layout is gone: two columns, or a table, may have mixed the lines, so a teacher is asked to look them over.
Source: ISO 32000-2. The words are taken out by pypdf, which comes with the extra « pdf » of quizapp.
"""

from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from io import BytesIO
from zlib import error as DamagedStream  # noqa: N812 - an error like the others.

from quizapp.formats.building.assembly import Place
from quizapp.formats.file import File, Format
from quizapp.formats.libraries import library
from quizapp.formats.problems import Problem, Progress, Report
from quizapp.formats.prose import evidence, reader
from quizapp.formats.prose.lines import Line

NAME = "PDF"
_MOST_PAGES = 2_000
_DAMAGED = (
    ArithmeticError, AssertionError, AttributeError, DamagedStream, LookupError, NotImplementedError, RecursionError,
    TypeError, ValueError, OSError,
)  # fmt: skip
"""What pypdf raises over a file that is none, beside errors of its own."""


def _resembles(file: File) -> bool:
    return b"%PDF-" in file.data[:1024] and find_spec("pypdf") is not None


def _read(file: File, progress: Progress) -> Report:
    errors = library("pypdf.errors")
    try:
        text = "\n".join(_pages(file.data)).strip("\n")
    except (errors.DependencyError, errors.FileNotDecryptedError, errors.WrongPasswordError):
        return Report(NAME, None, 0, (Problem("pdf-locked"),))
    except (errors.PyPdfError, *_DAMAGED):
        return Report(NAME, None, 0, (Problem("is-pdf"),))
    if not text.strip():
        return Report(NAME, None, 0, (Problem("pdf-without-text"),))
    if not evidence.is_likely(text):
        return Report(NAME, None, 0, (Problem("no-questions-seen"),), text=text)
    assembly = file.assembly(NAME)
    assembly.note("pdf-layout")
    reader.read(
        [Line(line, Place(number)) for number, line in enumerate(text.split("\n"), start=1)], assembly, progress
    )
    return replace(assembly.report(file.name), text=text)


def _pages(data: bytes) -> Iterator[str]:
    """The words of each page. Raises errors of pypdf and those of Python over a damaged file."""
    document = library("pypdf").PdfReader(BytesIO(data), strict=False)
    if document.is_encrypted and not document.decrypt(""):
        raise library("pypdf.errors").WrongPasswordError
    for _, page in zip(range(_MOST_PAGES), document.pages, strict=False):
        yield "".join(char if char.isprintable() or char == "\n" else " " for char in page.extract_text())


FORMAT = Format(NAME, _resembles, _read)
