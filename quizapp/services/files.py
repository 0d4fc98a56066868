"""An extract of a quiz's results, as the file that somebody wants: a table as spreadsheets open it, or JSON.

What the JSON holds is said by `results.schema.json` in this folder.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from gettext import translation
from importlib import resources
from itertools import chain, zip_longest
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any
from zoneinfo import ZoneInfo

from quizapp.domain.exports import Ending, Wanted
from quizapp.domain.statistics.intervals import Figure, Interval
from quizapp.domain.zones import on
from quizapp.formats.problems import N_
from quizapp.services import downloads, workbooks
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
_KNOWN = 1024
"""Values that are in memory as they are written."""
_AS_IT_IS = frozenset({str, int, Decimal, type(None)})
"""What a cell is too, and nearly every value."""
_TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"

Say = Callable[[str], str]
"""A message in some language."""
Told = Callable[[int], None]
"""Is called now and then with the number of rows that are written."""


def written(extract: Extract, wanted: Wanted, zone: ZoneInfo, told: Told = lambda rows: None) -> IO[bytes]:
    """An unnamed file, to be read from its start: it goes with its process, whatever stops that.

    Tables tell times on the clock of `zone`; JSON in UTC.
    """
    extract = replace(extract, rows=_telling(extract.rows, told))
    file = TemporaryFile()  # noqa: SIM115 - whoever reads it closes it.
    try:
        match wanted.ending:
            case Ending.CSV:
                downloads.write_csv(file, table(extract, wanted.language, zone), downloads.dialect_of(wanted.language))
            case Ending.XLSX:
                workbooks.write_xlsx(file, extract.quiz.slug, table(extract, wanted.language, zone))
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


def table(extract: Extract, language: str, zone: ZoneInfo) -> Iterator[Row]:
    """The headings, then the rows."""
    say = translation("messages", _TRANSLATIONS, [language], fallback=True).gettext
    most = max(map(len, extract.choices), default=0)
    yield [*_headings(extract, say, zone), *extract.marks, *_choice_headings(most, say)]
    figures = any(one.is_figure for one in extract.headings)
    for row, choices in zip_longest(extract.rows, extract.choices, fillvalue=()):
        told: Iterable[Any] = chain.from_iterable(map(_columns, extract.headings, row)) if figures else row
        cells = [value if type(value) in _AS_IT_IS else _cell(value, say, zone) for value in told]
        cells += [cell for choice in choices for cell in (choice.text, choice.picked)]
        yield [*cells, *[None] * (2 * (most - len(choices)))]


def _headings(extract: Extract, say: Say, zone: ZoneInfo) -> Iterator[str]:
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


def _columns(heading: Heading, value: Value) -> Sequence[Value]:
    """One, or of a figure three: itself, and between what it lies."""
    if not heading.is_figure:
        return (value,)
    figure = value if isinstance(value, Figure) else Figure(None, 0)
    interval = figure.interval
    return (figure.value, None, None) if interval is None else (figure.value, interval.low, interval.high)


def _cell(value: Value, say: Say, zone: ZoneInfo) -> Cell:
    match value:
        case datetime():
            return on(value, zone)
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
    keys = [f"{_dumped(one.key)}: " for one in extract.headings]
    marks = [f"{_dumped(id_)}: " for id_ in extract.marks]
    # Nearly all of a row stands in those around it too; with its type, for 1 is not true here.
    said = lru_cache(_KNOWN, typed=True)(_said)
    before = "\n"
    for row, choices in zip_longest(extract.rows, extract.choices):
        told = [f"{key}{said(value)}" for key, value in zip(keys, row, strict=False)]
        if marks:
            given = zip(marks, row[len(keys) :], strict=True)
            told.append(f'"marks": {{{", ".join(f"{id_}{said(mark)}" for id_, mark in given if mark is not None)}}}')
        if choices is not None:
            told.append(f'"choices": {_dumped(list(map(_choice, choices)))}')
        file.write(f"{before}{{{', '.join(told)}}}".encode())
        before = ",\n"
    file.write(b"\n]}\n")


def _said(value: Value) -> str:
    return _dumped(_plain(value))


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


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
