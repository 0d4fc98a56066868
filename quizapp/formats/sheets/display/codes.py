"""The codes that say how a cell shows its number, taken apart.

Source: ECMA-376, part 1, 18.8.31 (numFmts): up to four sections, for positive and negative numbers, zero and texts, or
with conditions of their own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from functools import lru_cache

from quizapp.formats.sheets.display.conventions import BY_NUMBER


class CodeSign(Enum):
    """What a part of a code stands for."""

    LITERAL = auto()
    DIGIT = auto()
    POINT = auto()
    COMMA = auto()
    PERCENT = auto()
    EXPONENT = auto()
    SLASH = auto()
    GENERAL = auto()
    TEXT = auto()
    DATE = auto()
    """Years, months, days, hours, minutes or seconds, by their letters."""
    ELAPSED = auto()
    """Hours, minutes or seconds in all."""
    HALF = auto()
    """Before or after noon."""


CodePart = tuple[CodeSign, str]


@dataclass(frozen=True, slots=True)
class CodeSection:
    parts: Sequence[CodePart]
    condition: tuple[str, Decimal] | None = None
    language: str = ""
    """In which names of months and days are, where it is said."""
    is_known: bool = True
    """Whether all of it is understood here."""

    @property
    def is_date(self) -> bool:
        return any(sign in (CodeSign.DATE, CodeSign.ELAPSED, CodeSign.HALF) for sign, _ in self.parts)

    @property
    def is_fraction(self) -> bool:
        return not self.is_date and any(sign is CodeSign.SLASH for sign, _ in self.parts)

    def has(self, wanted: CodeSign) -> bool:
        return any(sign is wanted for sign, _ in self.parts)


_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"? | \\(?P<escaped>.) | _(?P<blank>.) | \*(?P<fill>.) | \[(?P<bracket>[^\]]*)\]
    | (?P<GENERAL>General) | (?P<HALF>AM/PM|A/P) | (?P<EXPONENT>E[+-]) | (?P<DATE>y+|m+|d+|h+|s+) | (?P<era>[bge]+)
    | (?P<DIGIT>[0\#?]) | (?P<POINT>\.) | (?P<COMMA>,) | (?P<PERCENT>%) | (?P<SLASH>/) | (?P<TEXT>@)
    | (?P<end>;) | (?P<LITERAL>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d{1,15}(?:\.\d{1,15})?)")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_COLOUR = re.compile(r"black|white|red|green|blue|yellow|magenta|cyan|colou?r ?\d{1,2}", re.IGNORECASE)
_CURRENCY = re.compile(r"\$([^-]*)(?:-([0-9A-Fa-f]{1,8}))?")
_LONGEST = 1_000
"""Characters of a code; Excel takes 255."""
_MOST_SECTIONS = 4


@lru_cache(maxsize=512)
def sections_of(code: str) -> tuple[CodeSection, ...]:
    """The sections of a code, one at least."""
    found = [_section(tokens) for tokens in _divided(code[:_LONGEST])]
    return tuple(found[:_MOST_SECTIONS])


def _divided(code: str) -> Iterator[list[re.Match[str]]]:
    tokens: list[re.Match[str]] = []
    for token in _TOKEN.finditer(code):
        if token.lastgroup == "end":
            yield tokens
            tokens = []
        else:
            tokens.append(token)
    yield tokens


def _section(tokens: Sequence[re.Match[str]]) -> CodeSection:
    parts: list[CodePart] = []
    condition, language, is_known = None, "", True
    for token in tokens:
        kind, text = str(token.lastgroup), str(token[str(token.lastgroup)])
        match kind:
            case "quoted" | "escaped":
                parts.append((CodeSign.LITERAL, text))
            case "blank":
                parts.append((CodeSign.LITERAL, " "))
            case "fill":
                pass
            case "era":
                is_known = False
            case "bracket" if found := _CONDITION.fullmatch(text):
                condition = found[1], Decimal(found[2])
            case "bracket" if _ELAPSED.fullmatch(text):
                parts.append((CodeSign.ELAPSED, text.lower()))
            case "bracket" if currency := _CURRENCY.fullmatch(text):
                parts.append((CodeSign.LITERAL, currency[1]))
                number = int(currency[2] or "0", 16)
                language = BY_NUMBER.get(number & 0x3FF, language) if number else language
                # In its upper half it asks for other calendars and digits; the system's own formats are told apart.
                is_known = is_known and (number >> 16) == 0 and (number & 0xF000) != 0xF000
            case "bracket":
                is_known = is_known and _COLOUR.fullmatch(text) is not None
            case _:
                parts.append((CodeSign[kind], text.lower() if kind in ("DATE", "HALF") else text))
    return CodeSection(tuple(parts), condition, language, is_known)


def chosen(sections: Sequence[CodeSection], value: Decimal) -> tuple[CodeSection, bool]:
    """The section that shows a number, and whether that shows it without its sign."""
    numeric = sections[:3]
    if any(one.condition for one in numeric):
        found = next((one for one in numeric if one.condition is None or _meets(value, *one.condition)), numeric[-1])
        return found, False
    if value < 0 and len(numeric) > 1:
        return numeric[1], True
    return numeric[2] if value == 0 and len(numeric) > 2 else numeric[0], False


def _meets(value: Decimal, sign: str, limit: Decimal) -> bool:
    return {
        "<": value < limit, "<=": value <= limit, ">": value > limit, ">=": value >= limit, "=": value == limit,
        "<>": value != limit,
    }[sign]  # fmt: skip
