"""Numbers as Moodle writes them: shares in per cent, and marks."""

import re
from fractions import Fraction

_NUMBER = re.compile(r"([+-]?(?:\d{1,12}(?:[.,]\d{0,30})?|[.,]\d{1,30})(?:[eE][+-]?\d{1,2})?)\s*%?")
_LONG = 10
"""Decimals from which on a number is what somebody rounded; Moodle itself keeps seven."""
_LARGEST_DIVISOR = 10_000


def number(text: str) -> Fraction | None:
    """A decimal number exactly; one with many decimals is the ratio that it is the rounding of, if there is one."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    exact = Fraction(found[1].replace(",", "."))
    decimals = len(re.split("[eE]", found[1])[0].replace(",", ".").partition(".")[2])
    if decimals < _LONG:
        return exact
    near = exact.limit_denominator(_LARGEST_DIVISOR)
    return near if abs(near - exact) <= Fraction(1, 10**_LONG) else exact


def percent(share: Fraction) -> str:
    """To five decimals: a share that Moodle keeps to seven."""
    return f"{float(share * 100):.5f}".rstrip("0").rstrip(".")


def mark(maximum: Fraction) -> str:
    """To seven decimals, as Moodle keeps it; to more where those are not all, for those who keep more."""
    scaled = round(maximum * 10**20)
    whole, decimals = divmod(scaled, 10**20)
    written = f"{decimals:020}"
    return f"{whole}.{written[:7]}" if not written[7:].strip("0") else f"{whole}.{written}"
