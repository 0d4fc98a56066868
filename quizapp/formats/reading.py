"""Reads a bank in whatever format it is: which, its content tells, not its name."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from quizapp.formats import aiken, gift, native
from quizapp.formats.problems import Progress, Report, unheard
from quizapp.formats.text import decode

_NATIVE = re.compile(r"^(?:title|questions|quizapp|language|article)[ \t]*:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Reader:
    """A format that can be read: its name, how it is known, how it is read."""

    format: str
    resembles: Callable[[str], bool]
    read: Callable[[bytes, str, Progress], Report]


READERS = (
    Reader(native.FORMAT, lambda text: _NATIVE.search(text) is not None, native.read),
    Reader(aiken.FORMAT, aiken.resembles, aiken.read),
    Reader(gift.FORMAT, gift.resembles, gift.read),
)
"""Those with the plainest marks first: GIFT would take any text with braces in it."""


def read(data: bytes, name: str, progress: Progress = unheard) -> Report:
    """What came of reading a file; what resembles no format is read as our own, whose problems say what it lacks."""
    text = decode(data).text or ""
    reader = next((one for one in READERS if one.resembles(text)), READERS[0])
    return reader.read(data, name, progress)
