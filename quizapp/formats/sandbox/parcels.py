"""What passes between the server and the process that reads a file for it: lines of JSON, never pickled objects."""

import base64
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from quizapp.domain import documents
from quizapp.domain.banks import Bank, Question, texts_of
from quizapp.domain.texts import Html
from quizapp.formats.problems import CATALOGUE, GUESSES, Guess, Options, Problem, Report, Sense, SheetStart
from quizapp.formats.tables import PlainSheet, Spreadsheet
from quizapp.formats.texts.markup import strict

_PICTURE = re.compile(r"[0-9a-f]{64}\.(?:png|jpg)")
LONGEST_TEXT = 2**20
"""Characters of the words of a file that is no text."""
TOO_MUCH_MEMORY = b"memory"
BROKE_DOWN = b"broke"
"""What comes instead of a report; after the second, where in the code it was."""


class DamagedParcel(Exception):
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
    options: Options = field(default_factory=dict)
    """What the teacher has said of how it is to be read."""
    rows_only: bool = False
    """Whether it is no bank that is wanted, but the rows of a spreadsheet."""


def pack_order(order: Order) -> bytes:
    return json.dumps(asdict(order)).encode() + b"\n"


def unpack_order(line: bytes) -> Order:
    return Order(**json.loads(line))


def pack(report: Report, most: int) -> Iterator[bytes]:
    """The report as one line, and its bank, if it has one, as others; of each kind of problem at most so many.

    The bank comes in the pieces of its document, so that the first are unpacked while the next are packed.
    """
    listed = _shortened(report, most)
    bank = report.bank or report.unfinished
    told = {
        "format": report.format,
        "questions": report.questions,
        "asked": len(bank.questions) if bank is not None else None,
        "encoding": report.encoding,
        "problems": _problems(listed.problems),
        "warnings": _problems(listed.warnings),
        "left_out": _problems(listed.left_out),
        "pictures": {name: base64.b64encode(data).decode() for name, data in report.pictures.items()},
        "text": report.text[:LONGEST_TEXT],
        "aside": _aside(report),
        "damaged": report.damaged,
        "sheet": None if report.sheet is None else asdict(report.sheet),
        "guesses": [[one.option, *([sense.value, sense.sample] for sense in one.senses)] for one in report.guesses],
    }
    yield json.dumps(told).encode()
    if bank is not None:
        for piece in report.pieces or documents.pieces(bank):
            yield piece.encode("utf-8", "surrogatepass")


def pack_whole(report: Report, most: int) -> bytes:
    """The same lines in one."""
    return b"\n".join(pack(report, most))


def unpack_whole(packed: bytes) -> Report:
    """The report of lines that were kept in one, as they came. Raises DamagedParcel for any others."""
    return unpack(packed.removesuffix(b"\n").split(b"\n"))


def unpack(lines: Iterable[bytes]) -> Report:
    """The report that `pack` made lines of. Raises DamagedParcel for any others."""
    with documents.garbage_left():
        try:
            return _unpacked(iter(lines))
        except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError) as error:
            raise DamagedParcel from error


def _unpacked(lines: Iterator[bytes]) -> Report:
    data = json.loads(next(lines, b""))
    pieces: list[str] = []
    bank = None if data["asked"] is None else documents.load_pieces(_kept(lines, pieces), _look_over)
    problems, warnings, left_out = (_read(data[name]) for name in ("problems", "warnings", "left_out"))
    pictures = {name: base64.b64decode(packed, validate=True) for name, packed in data["pictures"].items()}
    is_named = all(_PICTURE.fullmatch(name) for name in pictures)
    is_whole = next(lines, None) is None if bank is None else len(bank.questions) == data["asked"]
    if (bank is None and not problems) or not is_whole or not is_named:
        raise DamagedParcel
    sound, unfinished = (None, bank) if problems else (bank, None)
    given = str(data["format"]), sound, int(data["questions"]), problems, warnings, left_out, str(data["encoding"])
    return Report(
        *given, pictures, _guesses(data["guesses"]), unfinished, _sheet(data["sheet"]), str(data["text"]),
        _read_aside(data.get("aside", ())), tuple(map(int, data.get("damaged", ()))), tuple(pieces),
    )  # fmt: skip


def _aside(report: Report) -> list[Any]:
    """Where each of those stands, and their document, as that of a bank of them."""
    if not report.aside:
        return []
    bank = Bank("aside", "", "", tuple(question for _, question in report.aside))
    return [[before for before, _ in report.aside], list(documents.pieces(bank))]


def _read_aside(data: Sequence[Any]) -> tuple[tuple[int, Question], ...]:
    if not data:
        return ()
    places, pieces = data
    bank = documents.load_pieces(iter(pieces), _look_over)
    return tuple(zip(map(int, places), bank.questions, strict=True))


def _sheet(data: Any) -> SheetStart | None:
    if data is None:
        return None
    rows = tuple(tuple(map(str, row)) for row in data["rows"])
    columns, layout = tuple(map(str, data["columns"])), str(data.get("layout", ""))
    return SheetStart(rows, columns, bool(data["heading"]), int(data["row_count"]), layout)


def _guesses(data: Sequence[Any]) -> tuple[Guess, ...]:
    guesses = []
    for option, *senses in data:
        taken, *others = [Sense(str(value), str(sample)) for value, sample in senses]
        guess = Guess(str(option), taken, tuple(others))
        if not all((option, sense.value) in GUESSES or (option, "") in GUESSES for sense in guess.senses):
            raise DamagedParcel
        guesses.append(guess)
    return tuple(guesses)


def pack_rows(found: Spreadsheet) -> Iterator[bytes]:
    """What came of a spreadsheet as one line."""
    problems = _problems([found.problem] if found.problem else [])
    yield json.dumps([problems, [[one.name, one.rows] for one in found.sheets]]).encode()


def unpack_rows(lines: Iterable[bytes]) -> Spreadsheet:
    """What `pack_rows` made a line of. Raises DamagedParcel for any other."""
    try:
        coming = iter(lines)
        told, sheets = json.loads(next(coming, b""))
        problems = _read(told)
        made = tuple(PlainSheet(str(name), tuple(tuple(map(str, row)) for row in rows)) for name, rows in sheets)
        if len(problems) > 1 or bool(problems) == bool(made) or next(coming, None) is not None:
            raise DamagedParcel
        return Spreadsheet(made, problems[0] if problems else None)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise DamagedParcel from error


def _kept(lines: Iterable[bytes], pieces: list[str]) -> Iterator[str]:
    """The lines as the pieces of a document, each of which is kept there."""
    for line in lines:
        piece = line.removesuffix(b"\n").decode("utf-8", "surrogatepass")
        pieces.append(piece)
        yield piece


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


def _look_over(questions: Iterable[Question]) -> None:
    """No markup but that of the list: the process that read a hostile file is not trusted with what is printed."""
    for question in questions:
        for text in texts_of(question):
            if isinstance(text, Html) and strict(text) != str(text):
                raise DamagedParcel


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
        raise DamagedParcel
    return problems
