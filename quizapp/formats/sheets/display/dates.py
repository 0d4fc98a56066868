"""Dates and times by their codes."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from quizapp.formats.sheets.display.codes import CodePart, CodeSection, CodeSign
from quizapp.formats.sheets.display.conventions import CONVENTIONS, Convention

_LEAP = 60
"""The day that Excel has for 29 February 1900, which there was not (ECMA-376, part 1, 18.17.4.1)."""
_LAST = 2_958_465
"""31 December 9999."""
_SECONDS = 86_400
_NEAR = Decimal("0.001")
"""Parts of a second by which half past nine may be less, as a fraction of a day."""


def dated(section: CodeSection, value: Decimal, convention: Convention, *, from_1904: bool) -> str | None:
    """A date, a time or both; None for what is none."""
    if not 0 <= value <= _LAST + 1:
        return None
    parts = _minutes_told(section.parts)
    places = _decimals(parts)
    seconds = value * _SECONDS
    has_seconds = any(sign in (CodeSign.DATE, CodeSign.ELAPSED) and text[0] == "s" for sign, text in parts)
    whole = seconds.quantize(Decimal(1), ROUND_HALF_UP)
    if has_seconds:
        seconds = seconds.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    elif abs(seconds - whole) < _NEAR:
        seconds = whole
    days, within = divmod(seconds, _SECONDS)
    needs_day = any(sign is CodeSign.DATE and text[0] in "ymd" for sign, text in parts)
    day = _day(int(days), from_1904=from_1904)
    if needs_day and day is None:
        return None
    names = CONVENTIONS.get(section.language, convention)
    clock = _Clock(seconds, within, places, has_halves=section.has(CodeSign.HALF))
    made: list[str] = []
    is_behind = False
    """Whether what comes are decimals of a second, after their point."""
    for sign, text in parts:
        is_behind = is_behind and sign in (CodeSign.POINT, CodeSign.DIGIT)
        match sign:
            case CodeSign.DATE if text[0] in "ymd" and day is not None:
                made.append(_of_day(day, text, names))
            case CodeSign.DATE | CodeSign.ELAPSED | CodeSign.HALF:
                made.append(clock.shown(sign, text))
                is_behind = text[0] == "s"
            case CodeSign.POINT if is_behind and places:
                made.append(f"{convention.decimal}{clock.decimals}")
            case CodeSign.DIGIT if is_behind:
                pass
            case CodeSign.SLASH:
                made.append(names.between)
            case _:
                made.append(text)
    return "".join(made)


def is_sure(section: CodeSection, convention: Convention) -> bool:
    """Whether every spreadsheet shows the same, whatever it calls its months and days for short."""
    has_short = any(sign is CodeSign.DATE and text in ("mmm", "ddd") for sign, text in section.parts)
    return not has_short or CONVENTIONS.get(section.language, convention).is_sure


def _minutes_told(parts: Sequence[CodePart]) -> Sequence[CodePart]:
    """With « n » for minutes: « m » means them behind hours, and before seconds."""
    made = list(parts)
    told = [at for at, (sign, _) in enumerate(parts) if sign in (CodeSign.DATE, CodeSign.ELAPSED)]
    for place, at in enumerate(told):
        sign, text = parts[at]
        if sign is CodeSign.DATE and text in ("m", "mm"):
            before = made[told[place - 1]][1][0] if place else ""
            after = parts[told[place + 1]][1][0] if place + 1 < len(told) else ""
            if before == "h" or after == "s":
                made[at] = sign, "n" * len(text)
    return made


def _decimals(parts: Sequence[CodePart]) -> int:
    """Of seconds: digits behind a point behind them."""
    count, is_behind, has_point = 0, False, False
    for sign, text in parts:
        if sign in (CodeSign.DATE, CodeSign.ELAPSED):
            is_behind, has_point = text[0] == "s", False
        elif sign is CodeSign.POINT:
            has_point = is_behind
        elif sign is CodeSign.DIGIT and has_point:
            count += 1
        else:
            is_behind = has_point = False
    return min(count, 3)


def _day(number: int, *, from_1904: bool) -> date | None:
    if from_1904:
        return date(1904, 1, 1) + timedelta(number) if 0 <= number <= _LAST - 1462 else None
    if not 1 <= number <= _LAST or number == _LEAP:
        return None
    return date(1899, 12, 31) + timedelta(number - (number > _LEAP))


def _of_day(day: date, text: str, names: Convention) -> str:
    month, weekday = day.month - 1, day.weekday()
    match text[0], len(text):
        case "y", length:
            return f"{day.year:04}" if length > 2 else f"{day.year % 100:02}"
        case "m", 1 | 2 as length:
            return f"{day.month:0{length}}"
        case "m", 3:
            return names.short_months[month]
        case "m", 5:
            return names.months[month][0]
        case "m", _:
            return names.months[month]
        case _, 1 | 2 as length:
            return f"{day.day:0{length}}"
        case _, length:
            return names.short_days[weekday] if length == 3 else names.days[weekday]


class _Clock:
    def __init__(self, seconds: Decimal, within: Decimal, places: int, *, has_halves: bool) -> None:
        self._all = int(seconds)
        whole = int(within)
        self._hour, self._minute, self._second = whole // 3600, whole // 60 % 60, whole % 60
        self._has_halves = has_halves
        self.decimals = f"{within % 1:.{places}f}".partition(".")[2]

    def shown(self, sign: CodeSign, text: str) -> str:
        if sign is CodeSign.HALF:
            half = "AM" if self._hour < 12 else "PM"
            return half if len(text) > 3 else half[0]
        if sign is CodeSign.ELAPSED:
            count = self._all // {"h": 3600, "m": 60, "s": 1}[text[0]]
        elif text[0] == "h":
            count = (self._hour % 12 or 12) if self._has_halves else self._hour
        else:
            count = self._minute if text[0] == "n" else self._second
        return f"{count:0{min(len(text), 2) if sign is CodeSign.DATE else len(text)}}"
