"""Bold as Markdown has it, and as programs of chat write it, is bold: its signs are no words."""

import re
from collections.abc import Sequence

from quizapp.formats.prose.lines import Emphasis, LetterRun, Line

_BOLD = re.compile(r"(?<![\w*])(\*\*|__)(?=[^\s*_])([^*\n]{1,2000}?)(?<=[^\s*])\1(?![\w*])")


def shown(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with what stands between two pairs of stars in bold."""
    if not any("**" in line.text or "__" in line.text for line in lines):
        return lines
    return [_dressed(line) if not line.runs and ("**" in line.text or "__" in line.text) else line for line in lines]


def _dressed(line: Line) -> Line:
    kept: list[str] = []
    runs: list[LetterRun] = []
    at = length = 0
    for found in _BOLD.finditer(line.text):
        before = line.text[at : found.start()]
        start = length + len(before)
        kept += [before, found[2]]
        length = start + len(found[2])
        runs.append(LetterRun(start, length, Emphasis.BOLD))
        at = found.end()
    return Line("".join((*kept, line.text[at:])), line.place, runs) if runs else line
