"""What passes between the server and the process that reads a file for it: lines of JSON, never pickled objects."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from quizapp.domain import documents
from quizapp.formats.problems import CATALOGUE, Problem, Report

TOO_MUCH_MEMORY = b"memory"
BROKE_DOWN = b"broke"
"""What comes instead of a report; after the second, where in the code it was."""


class Damaged(Exception):
    """What came is no report."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of the process; the bytes of the file follow."""

    name: str
    size: int
    """Of the file, in bytes."""
    seconds: float
    """Of the processor, at most."""
    memory: int
    """Bytes of address space, at most."""
    files: int
    """Open at a time, at most."""
    problems: int
    """Listed of each kind, at most."""


def pack_order(order: Order) -> bytes:
    return json.dumps(asdict(order)).encode() + b"\n"


def unpack_order(line: bytes) -> Order:
    return Order(**json.loads(line))


def pack(report: Report, most: int) -> list[bytes]:
    """The report as one line, and its bank, if it has one, as another; of each kind of problem at most so many."""
    listed = _shortened(report, most)
    told = {
        "format": report.format,
        "questions": report.questions,
        "encoding": report.encoding,
        "problems": _problems(listed.problems),
        "warnings": _problems(listed.warnings),
        "left_out": _problems(listed.left_out),
    }
    lines = [json.dumps(told).encode()]
    if report.bank is not None:
        lines.append(documents.dump(report.bank).encode("utf-8", "surrogatepass"))
    return lines


def unpack(lines: Sequence[bytes]) -> Report:
    """The report that `pack` made lines of. Raises Damaged for any others."""
    try:
        told, *rest = lines
        data = json.loads(told)
        bank = documents.load(rest[0].decode("utf-8", "surrogatepass")) if rest else None
        problems, warnings, left_out = (_read(data[name]) for name in ("problems", "warnings", "left_out"))
        if (bank is None) != bool(problems):
            raise Damaged
        return Report(
            str(data["format"]), bank, int(data["questions"]), problems, warnings, left_out, str(data["encoding"])
        )
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError) as error:
        raise Damaged from error


def _shortened(report: Report, most: int) -> Report:
    """A file of nothing but faults has millions of them; nobody would read those, and the server would hold them."""
    return replace(
        report,
        problems=_first(report.problems, most, "more-faults"),
        warnings=_first(report.warnings, most, "more-warnings"),
        left_out=_first(report.left_out, most, "more-warnings"),
    )


def _first(problems: tuple[Problem, ...], most: int, code: str) -> tuple[Problem, ...]:
    if len(problems) <= most:
        return problems
    return (*problems[:most], Problem(code, values={"count": len(problems) - most}))


def _problems(problems: Sequence[Problem]) -> list[Any]:
    return [[problem.code, problem.line, problem.column, dict(problem.values)] for problem in problems]


def _read(data: Any) -> tuple[Problem, ...]:
    problems = tuple(Problem(code, int(line), int(column), dict(values)) for code, line, column, values in data)
    if not all(problem.code in CATALOGUE for problem in problems):
        raise Damaged
    return problems
