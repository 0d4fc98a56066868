"""Bold and italics as Markdown has them, and as programs of chat write them: their signs are no words."""

import re
from collections.abc import Sequence

from quizapp.formats.prose.lines import Emphasis, LetterRun, Line

_BOLD = re.compile(r"(?<![\w*])(\*\*|__|_)(?=[^\s*_])([^*\n]{1,2000}?)(?<=[^\s*_])\1(?![\w*])")


def shown(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with what stands between two pairs of stars in bold, and between low lines in italics."""
    if not any("**" in line.text or "_" in line.text for line in lines):
        return lines
    return [_dressed(line) if not line.runs and ("**" in line.text or "_" in line.text) else line for line in lines]


def _dressed(line: Line) -> Line:
    kept: list[str] = []
    runs: list[LetterRun] = []
    at = length = 0
    for found in _BOLD.finditer(line.text):
        before = line.text[at : found.start()]
        start = length + len(before)
        kept += [before, found[2]]
        length = start + len(found[2])
        runs.append(LetterRun(start, length, Emphasis.ITALIC if found[1] == "_" else Emphasis.BOLD))
        at = found.end()
    return Line("".join((*kept, line.text[at:])), line.place, runs) if runs else line
