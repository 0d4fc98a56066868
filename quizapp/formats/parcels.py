"""What passes between the server and the process that reads a file for it: lines of JSON, never pickled objects."""

import base64
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from quizapp.domain import documents
from quizapp.domain.banks import Bank, texts_of
from quizapp.domain.texts import Html
from quizapp.formats.markup import strict
from quizapp.formats.problems import CATALOGUE, Problem, Report

_PICTURE = re.compile(r"[0-9a-f]{64}\.(?:png|jpg)")
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
        "pictures": {name: base64.b64encode(data).decode() for name, data in report.pictures.items()},
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
        if bank is not None:
            _look_over(bank)
        problems, warnings, left_out = (_read(data[name]) for name in ("problems", "warnings", "left_out"))
        pictures = {name: base64.b64decode(packed, validate=True) for name, packed in data["pictures"].items()}
        is_named = all(_PICTURE.fullmatch(name) for name in pictures)
        if (bank is None) != bool(problems) or not is_named:
            raise Damaged
        given = str(data["format"]), bank, int(data["questions"]), problems, warnings, left_out, str(data["encoding"])
        return Report(*given, pictures)
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


def _look_over(bank: Bank) -> None:
    """No markup but that of the list: the process that read a hostile file is not trusted with what is printed."""
    for question in bank.questions:
        for text in texts_of(question):
            if isinstance(text, Html) and strict(text) != str(text):
                raise Damaged


def _problems(problems: Sequence[Problem]) -> list[Any]:
    return [
        [one.code, one.line, one.column, dict(one.values), one.member, one.cell, one.text] for one in problems
    ]  # fmt: skip


def _read(data: Any) -> tuple[Problem, ...]:
    problems = tuple(
        Problem(code, int(line), int(column), dict(values), *map(str, where))
        for code, line, column, values, *where in data
    )
    if not all(problem.code in CATALOGUE for problem in problems):
        raise Damaged
    return problems
