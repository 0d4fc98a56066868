"""What a cell shows of the number it keeps: 7 may be 007, 2.5 « 2,50 € », a date or a fraction.

Source: ECMA-376, part 1, 18.8.30 (numFmt) and 18.8.31 (numFmts).
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from quizapp.formats.sheets.display import codes, dates, numbers
from quizapp.formats.sheets.display.codes import CodeSection, CodeSign
from quizapp.formats.sheets.display.conventions import Convention

_MOST_DIGITS = 15
"""That spreadsheets keep of a number, and show."""
_MOST_GENERAL = Decimal(10) ** 11
_HUGE = Decimal(10) ** 21
_BY_LANGUAGE = frozenset((*range(27, 37), *range(50, 59)))
"""Built-in formats of Eastern languages: dates of theirs."""
_MONEY = frozenset((*range(5, 9), 42, 44))
"""Those with the money of the country, which a file does not name."""
_NEGATIVE = {37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00"}
"""How other languages show what English puts between brackets."""


@dataclass(frozen=True, slots=True)
class CellFormat:
    """How the cells of one style show what they keep."""

    code: str
    built_in: int = -1
    """Its number, where the file has no code of its own for it."""


@dataclass(frozen=True, slots=True)
class CellText:
    text: str
    is_sure: bool = True
    """Whether it is what every spreadsheet shows; else it is near to that."""
    is_dated: bool = False
    """Whether it is a date or a time."""


def of_number(given: str, style: CellFormat, convention: Convention, *, from_1904: bool = False) -> CellText:
    """What a cell with a number shows; of one that is none, its letters."""
    value = _decimal(given)
    if value is None:
        return CellText(given)
    code, is_known = _code(style, convention)
    section, is_unsigned = codes.chosen(codes.sections_of(code), value)
    if section.is_date:
        return _dated(section, value, convention, from_1904=from_1904, is_known=is_known)
    if code == "General" or not section.parts or section.has(CodeSign.TEXT):
        return _general(value, convention, is_sure=code in ("General", "@"))
    if abs(value) >= _HUGE and not section.has(CodeSign.EXPONENT):
        return _general(value, convention, is_sure=False)
    shown = numbers.number(section, abs(value), convention)
    has_sign = value < 0 and not is_unsigned
    text = " ".join(filter(None, shown.split(" ")))
    if not text:
        return _general(value, convention, is_sure=False)
    # Programs differ over what is less than zero and rounded to it, and over a point with no digit behind it.
    is_crooked = (has_sign and not re.search("[1-9]", text)) or re.search(r"[.,](?!\d)", text) is not None
    is_sure = is_known and section.is_known and not is_crooked and not (has_sign and section.condition)
    return CellText(f"-{text}" if has_sign else text, is_sure)


def of_text(text: str, style: CellFormat) -> CellText:
    """What a cell with a text shows: that, unless the last section of its code has words around it."""
    if "@" not in style.code and ";" not in style.code:
        return CellText(text)
    sections = codes.sections_of(style.code)
    around = next((one for one in sections if one.has(CodeSign.TEXT)), sections[3] if len(sections) > 3 else None)
    if around is None:
        return CellText(text)
    if not around.has(CodeSign.TEXT):
        return CellText(text, is_sure=False)
    return CellText("".join(text if sign is CodeSign.TEXT else said for sign, said in around.parts), around.is_known)


def _decimal(given: str) -> Decimal | None:
    """With the digits that spreadsheets keep."""
    try:
        value = float(given)
    except ValueError:
        return None
    return Decimal(f"{value:.{_MOST_DIGITS}g}") if abs(value) < 1e308 and "_" not in given else None


def _code(style: CellFormat, convention: Convention) -> tuple[str, bool]:
    """The code by which a style shows numbers in a language, and whether that is certain."""
    is_english = convention.language == "en"
    if style.built_in in _BY_LANGUAGE:
        return "yyyy-mm-dd", False
    if style.built_in == 14 and is_english:
        return "yyyy-mm-dd", False  # In America the month stands first.
    if is_english:
        return style.code, True
    code = convention.codes.get(style.built_in) or _NEGATIVE.get(style.built_in) or style.code
    return code, style.built_in not in _MONEY


def _general(value: Decimal, convention: Convention, *, is_sure: bool) -> CellText:
    """Whole numbers are told in full, even those of which a sheet shows a power of ten."""
    is_whole = value == value.to_integral_value()
    if is_whole and abs(value) >= _MOST_GENERAL and abs(value) < _HUGE:
        return CellText(f"{value:f}", is_sure=False)
    return CellText(numbers.general(value, convention), is_sure)


def _dated(
    section: CodeSection, value: Decimal, convention: Convention, *, from_1904: bool, is_known: bool
) -> CellText:
    text = dates.dated(section, value, convention, from_1904=from_1904)
    if text is None:
        return _general(value, convention, is_sure=False)
    is_sure = is_known and section.is_known and dates.is_sure(section, convention)
    return CellText(" ".join(text.split(" ")).strip(), is_sure, is_dated=True)
