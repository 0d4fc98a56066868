"""An extract of a quiz's results, as the file that somebody wants: a table as spreadsheets open it, or JSON.

What the JSON holds is said by `results.schema.json` in this folder.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from gettext import translation
from importlib import resources
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from quizapp.domain.exports import Ending, Wanted
from quizapp.domain.statistics.intervals import Figure, Interval
from quizapp.formats.problems import N_
from quizapp.services import downloads, workbooks, zones
from quizapp.services.downloads import Cell, Row
from quizapp.services.exports import WORDS, Extract, Heading, PickedChoice, Value

JSON_FORMAT = 1
"""Of the JSON, as its files say: what has another one breaks what reads this one."""
_YES, _NO = N_("yes"), N_("no")
_FROM, _TO = N_("%(figure)s: from"), N_("%(figure)s: to")
_CHOICE, _PICKED = N_("Choice %(number)s"), N_("Picked %(number)s")
_BETWEEN = " | "
"""Stands between the texts of a cell that holds several."""
_TOLD_EVERY = 5_000
"""Rows."""
_TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"

Say = Callable[[str], str]
"""A message in some language."""
Told = Callable[[int], None]
"""Is called now and then with the number of rows that are written."""


def written(extract: Extract, wanted: Wanted, told: Told = lambda rows: None) -> IO[bytes]:
    """An unnamed file, to be read from its start: it goes with its process, whatever stops that."""
    extract = replace(extract, rows=_telling(extract.rows, told))
    file = TemporaryFile()  # noqa: SIM115 - whoever reads it closes it.
    try:
        match wanted.ending:
            case Ending.CSV:
                downloads.write_csv(file, table(extract, wanted.language), downloads.dialect_of(wanted.language))
            case Ending.XLSX:
                workbooks.write_xlsx(file, extract.quiz.slug, table(extract, wanted.language))
            case Ending.JSON:
                _write_json(file, extract)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def schema() -> str:
    return resources.files("quizapp.services").joinpath("results.schema.json").read_text("utf-8")


def _telling(rows: Iterable[Sequence[Value]], told: Told) -> Iterator[Sequence[Value]]:
    for number, row in enumerate(rows, start=1):
        yield row
        if number % _TOLD_EVERY == 0:
            told(number)


# --- as a table ---


def table(extract: Extract, language: str) -> Iterator[Row]:
    """The headings, then the rows."""
    say = translation("messages", _TRANSLATIONS, [language], fallback=True).gettext
    most = max(map(len, extract.choices), default=0)
    yield [*_headings(extract, say), *extract.marks, *_choice_headings(most, say)]
    for row, choices in zip_longest(extract.rows, extract.choices, fillvalue=()):
        cells = [cell for one, value in zip(extract.headings, row, strict=False) for cell in _cells(one, value, say)]
        cells += [_cell(value, say) for value in row[len(extract.headings) :]]
        cells += [cell for choice in choices for cell in (choice.text, choice.picked)]
        yield [*cells, *[None] * (2 * (most - len(choices)))]


def _headings(extract: Extract, say: Say) -> Iterator[str]:
    zone = zones.name()
    for one in extract.headings:
        said = say(one.message)
        yield f"{said} ({zone})" if one.is_moment else said
        if one.is_figure:
            yield say(_FROM) % {"figure": said}
            yield say(_TO) % {"figure": said}


def _choice_headings(most: int, say: Say) -> Iterator[str]:
    for number in range(1, most + 1):
        yield say(_CHOICE) % {"number": number}
        yield say(_PICKED) % {"number": number}


def _cells(heading: Heading, value: Value, say: Say) -> Iterator[Cell]:
    """One, or of a figure three: itself, and between what it lies."""
    if not heading.is_figure:
        yield _cell(value, say)
        return
    figure = value if isinstance(value, Figure) else Figure(None, 0)
    yield _number(figure.value)
    yield None if figure.interval is None else _number(figure.interval.low)
    yield None if figure.interval is None else _number(figure.interval.high)


def _cell(value: Value, say: Say) -> Cell:
    match value:
        case bool():
            return say(_YES if value else _NO)
        case StrEnum():
            return say(WORDS[value])
        case tuple():
            return _BETWEEN.join(value)
        case float():
            return _number(value)
        case Figure():
            return _number(value.value)
        case _:
            return value


def _number(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(f"{value:.4f}")


# --- as JSON ---


def _write_json(file: IO[bytes], extract: Extract) -> None:
    """An object a line, so that neither who writes it nor who reads it must have it all in memory."""
    quiz = {"code": extract.quiz.slug, "title": extract.quiz.title, "language": extract.quiz.language}
    head = {"quizapp": JSON_FORMAT, "quiz": quiz, "taken_at": _plain(extract.taken_at)}
    file.write(f'{_dumped(head)[:-1]}, "{extract.portion}": ['.encode())
    before = "\n"
    for row, choices in zip_longest(extract.rows, extract.choices):
        told = _object(extract, row)
        if choices is not None:
            told["choices"] = [
                {field.name: _plain(getattr(one, field.name)) for field in fields(one)} for one in choices
            ]
        file.write(f"{before}{_dumped(told)}".encode())
        before = ",\n"
    file.write(b"\n]}\n")


def _object(extract: Extract, row: Sequence[Value]) -> dict[str, Any]:
    told = {one.key: _plain(value) for one, value in zip(extract.headings, row, strict=False)}
    if extract.marks:
        marks = zip(extract.marks, row[len(extract.headings) :], strict=True)
        told["marks"] = {id_: _plain(mark) for id_, mark in marks if mark is not None}
    return told


def _choice(choice: PickedChoice) -> dict[str, Any]:
    return {field.name: _plain(getattr(choice, field.name)) for field in fields(choice)}


def _plain(value: Value) -> Any:
    match value:
        case datetime():
            return f"{value.astimezone(UTC).replace(tzinfo=None).isoformat()}Z"
        case Decimal():
            return int(value) if value == int(value) else float(value)
        case Figure(value=known, n=n, interval=None):
            return {"value": known, "n": n, "low": None, "high": None, "method": None}
        case Figure(value=known, n=n, interval=Interval(low=low, high=high, method=method)):
            return {"value": known, "n": n, "low": low, "high": high, "method": method}
        case _:
            return value


def _dumped(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
