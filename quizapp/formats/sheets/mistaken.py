"""What a spreadsheet makes of what is typed: « 1,2 » becomes a date in one language and a number in another."""

import re
from collections.abc import Collection, Sequence

from quizapp.formats.building.assembly import Assembly
from quizapp.formats.building.headings import bare
from quizapp.formats.sheets.display.conventions import CONVENTIONS
from quizapp.formats.sheets.table import LONGEST_SHOWN, Row, place

_ZEROS = re.compile(r"[.,]0+$")
_DECIMAL = re.compile(r"(\d+)[.,](\d+)")
_WORD = re.compile(r"\w+")
_NUMERIC_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?: \d{1,2}:\d{2}(?::\d{2})?)?")
_NAMED_DATE = re.compile(r"(?:\d{1,2}[-/. ]{1,2})?([^\W\d_]{3,10})\.?(?:[-/. ]{1,2}\d{2,4})?")
_SHORT_YEAR = re.compile(r"\d{1,2}\D\d{1,2}\D\d{2}")
_MONTHS = frozenset(
    bare(month).rstrip(".") for one in CONVENTIONS.values() for month in (*one.months, *one.short_months)
)
_FEWEST_LONG = 10
"""Choices of which one has a number of two digits."""


def key(row: Row, column: int) -> str:
    """What stands in the cell of a key; of a number that is shown with decimals, the number."""
    said = row.at(column)
    return _ZEROS.sub("", said.strip()) if column in row.counted else said


def problem_of_key(row: Row, column: int, ways: Collection[str], choices: int) -> str:
    """The code of what is wrong with a key that its spreadsheet took for something else; empty where nothing is.

    `ways` are those in which it can be read; where it is the text of a choice, it is meant.
    """
    said = key(row, column).strip()
    if "text" in ways:
        return ""
    if column in row.dated or (not ways and _is_date(said)):
        return "key-became-date"
    if column not in row.counted:
        return ""
    if decimal := _DECIMAL.fullmatch(said):
        # « 2,10 » is 2.1 to a spreadsheet, and « 1,10 » is 1.1.
        is_plain = bool(ways) and decimal[1] != decimal[2] and choices < _FEWEST_LONG
        return "key-was-number" if is_plain else "key-became-number"
    return "key-became-number" if not ways and said.isdecimal() and len(said) > 1 else ""


def say_what_is_shown(assembly: Assembly, rows: Sequence[Row], columns: Collection[int], sheet: str) -> None:
    """Dates without a year or a day, which may have been fractions; and what may be shown in another way: once each."""
    cells = [(row, at) for row in rows for at in sorted((row.dated | row.doubtful) & set(columns))]
    dated = [(row, at) for row, at in cells if at in row.dated and _is_partial(row.at(at))]
    others = [
        (row, at) for row, at in cells if at in row.doubtful and not (at in row.dated and _is_partial(row.at(at)))
    ]
    for code, found in (("dates-shown", dated), ("cells-doubtful", others)):
        if found:
            row, at = found[0]
            value = " ".join(row.at(at).split())[:LONGEST_SHOWN]
            assembly.note(code, place(row, at, sheet), value=value, count=len(found))


def _is_date(said: str) -> bool:
    """Whether a text is one that a spreadsheet wrote for a date, as a file of CSV has it."""
    named = _NAMED_DATE.fullmatch(said)
    is_named = named is not None and bare(named[1]) in _MONTHS and any(sign.isdecimal() for sign in said)
    return is_named or _NUMERIC_DATE.fullmatch(said) is not None


def _is_partial(said: str) -> bool:
    """Whether it lacks its year, or its day, or two digits of the year: so spreadsheets show what they took for one."""
    return ":" not in said and (len(_WORD.findall(said)) < 3 or _SHORT_YEAR.fullmatch(said) is not None)
