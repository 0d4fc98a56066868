"""Letters in boxes, which label choices without a sign behind them: the box is the sign."""

from dataclasses import replace

from quizapp.formats.prose.lines import Emphasis, Line

_LETTERS = "ABCDEFGHIJ"
_SIGN = "."


def told(line: Line) -> Line:
    """A line that begins with a letter on a ground of its own has a label."""
    text = line.text
    if text[:1] not in _LETTERS or text[1:2] not in (" ", "\t", "\N{NO-BREAK SPACE}") or line.label:
        return line
    if not any((run.start, run.stop, run.emphasis) == (0, 1, Emphasis.HIGHLIGHTED) for run in line.runs):
        return line
    runs = [
        replace(run, start=run.start + (run.start > 0), stop=run.stop + 1) for run in line.runs if run.stop > 1
    ]  # fmt: skip
    return replace(line, text=f"{text[0]}{_SIGN}{text[1:]}", runs=runs, label=2)
