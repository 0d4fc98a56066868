"""The native bank file: YAML, one file a bank, for a teacher to write in any editor.

Every scalar is text (`no`, `1:30`, `3.10` and `2023-09-13` mean what they look like), every fault is named at once,
and `bank.schema.json` in this folder says the same to an editor.
"""

import re

from quizapp.formats.carrying import EVERYTHING
from quizapp.formats.file import File, Format, Writer
from quizapp.formats.native.reader import NAME, read
from quizapp.formats.native.writer import write
from quizapp.formats.problems import Progress, Report

__all__ = ["FORMAT", "NAME", "WRITER", "read", "write"]

_FIELD = re.compile(r"\n(?:title|questions|quizapp|language|article)[ \t]*:")


def _resembles(file: File) -> bool:
    return _FIELD.search(file.head_lines) is not None


def _read(file: File, progress: Progress) -> Report:
    return read(file.data, file.name, progress)


FORMAT = Format(NAME, _resembles, _read)
WRITER = Writer("quizapp", NAME, "yaml", "application/yaml", EVERYTHING, write)
