"""What is in a file that a teacher sent, and everything that is wrong with it: no database is needed for that."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quizapp.formats import native, sandbox
from quizapp.formats.problems import ENCODING, NOTHING_SAID, Options, Problem, Progress, Report, unheard
from quizapp.formats.syntax.text import LARGEST, shown_lines

_EXCERPT = 160
"""Characters of a line that show what is wrong in it."""


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that was read, with its lines for showing a problem's place."""

    name: str
    report: Report
    lines: Sequence[str] = ()

    def excerpt(self, problem: Problem) -> str:
        """What a problem is about, as it stands there; of a very long line what surrounds the place."""
        if problem.text or problem.member or problem.cell:
            return problem.text
        if not 0 < problem.line <= len(self.lines):
            return ""
        line, at = self.lines[problem.line - 1], problem.column - 1
        start = max(0, at - _EXCERPT // 2) if at >= _EXCERPT else 0
        cut = line[start : start + _EXCERPT]
        return f"{'… ' if start else ''}{cut}{' …' if start + _EXCERPT < len(line) else ''}"


def check(file: Path, options: Options = NOTHING_SAID) -> CheckedFile:
    """Read a bank file and name everything wrong with it; nothing is stored."""
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        problem = Problem("unreadable-file", values={"reason": error.strerror or str(error)})
        return CheckedFile(str(file), Report(native.NAME, None, 0, (problem,)))
    return replace(examine(file.name, data, options=options), name=str(file))


def examine(
    name: str,
    data: bytes,
    progress: Progress = unheard,
    limits: sandbox.Limits = sandbox.STANDARD,
    options: Options = NOTHING_SAID,
) -> CheckedFile:
    """Read what a teacher sent and name everything wrong with it. It may take a minute: hold no transaction open."""
    return checked(name, sandbox.read(name, data, limits, progress, options), data, options)


def checked(name: str, report: Report, data: bytes, options: Options = NOTHING_SAID) -> CheckedFile:
    """A report beside the file it is about."""
    if report.text:
        return CheckedFile(name, report, report.text.split("\n"))
    has_places = any(problem.line for problem in (*report.problems, *report.warnings, *report.left_out))
    return CheckedFile(name, report, shown_lines(data, options.get(ENCODING, "")) if has_places else ())
