"""Numbers as teachers write them, exactly: 0.5, 0,5, 1/3, 50 %."""

import re
from fractions import Fraction

_NUMBER = re.compile(r"([+-]?)(\d{1,9})(?:[.,](\d{1,12}))?(?:/(\d{1,9}))?\s*(%?)")


def parse_number(text: str) -> Fraction | None:
    """0.5, 0,5, 1/3, 50% or -33.33333 %, exactly; None for anything else."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    sign, whole, decimals, divisor, percent = found.groups()
    number = Fraction(f"{whole}.{decimals or 0}")
    if divisor is not None:
        if int(divisor) == 0 or decimals is not None:
            return None
        number /= int(divisor)
    return (-number if sign == "-" else number) / (100 if percent else 1)


def number_text(number: Fraction) -> str:
    """A number as `parse_number` reads it back, exactly: as a decimal, a percentage, or a ratio such as 1/3."""
    for share, percent in ((number, ""), (number * 100, "%")):
        scaled = share * 10**12
        if scaled.denominator == 1:
            whole, decimals = divmod(abs(scaled.numerator), 10**12)
            sign = "-" if share < 0 else ""
            return f"{sign}{whole}.{decimals:012}".rstrip("0").rstrip(".") + percent
    percent = "" if number.denominator < 10**9 else "%"
    return f"{number * 100 if percent else number}{percent}"
