"""Values of QTI's variables and expressions: NULL, one value, or several (QTI 2.2, Assessment Test, Section and Item
Information Model, chapter on variables)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

One = Fraction | bool | str
_NUMBER = re.compile(r"[+-]?(?:\d{1,30}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][+-]?\d{1,2})?")
_LONG = 15
"""Decimals from which on a number may be a ratio that its writer had to round."""
_LARGEST_DIVISOR = 10**9
_MOST_BITS = 1_024
_MOST_ITEMS = 64
"""Of one container: no item here has more choices."""


class Unsupported(Exception):
    """An expression, rule or value that is not known here, or too much work."""


@dataclass(frozen=True, slots=True)
class Several:
    """A container; one with nothing in it is NULL and never made."""

    items: tuple[One, ...]
    ordered: bool = False


Value = One | Several | None


def number(text: str) -> Fraction | None:
    """A decimal number exactly; one with many decimals is the ratio that it is the rounding of, if there is one."""
    text = text.strip()
    if _NUMBER.fullmatch(text) is None:
        return None
    exact = Fraction(text)
    decimals = len(text.partition(".")[2].partition("e")[0])
    if decimals >= _LONG:
        near = exact.limit_denominator(_LARGEST_DIVISOR)
        if abs(near - exact) <= Fraction(1, 10**decimals):
            return near
    return exact


def decimal(value: Fraction) -> str:
    """A number as `number` reads it back exactly, for divisors up to a milliard."""
    if value.denominator == 1:
        return str(value.numerator)
    scaled = round(abs(value) * 10**20)
    whole, decimals = divmod(scaled, 10**20)
    return f"{'-' if value < 0 else ''}{whole}.{decimals:020}".rstrip("0").rstrip(".")


def of_text(text: str, base_type: str) -> One:
    """Raises Unsupported for what is no value of the type."""
    text = text.strip()
    if base_type in ("float", "integer"):
        found = number(text)
        if found is None:
            raise Unsupported(text)
        return found
    if base_type == "boolean":
        return text.lower() in ("true", "1")
    return text


def container(items: Iterable[One], *, ordered: bool = False) -> Several | None:
    """Raises Unsupported for too many."""
    kept = tuple(islice(items, _MOST_ITEMS + 1))
    if len(kept) > _MOST_ITEMS:
        raise Unsupported("container")
    return Several(kept, ordered) if kept else None


def items_of(value: Value) -> Sequence[One]:
    if value is None:
        return ()
    return value.items if isinstance(value, Several) else (value,)


def alike(first: One, second: One) -> bool:
    """Whether two single values are the same one: true is not 1."""
    return isinstance(first, bool) == isinstance(second, bool) and first == second


def matches(first: Value, second: Value) -> bool:
    """Whether two values that are not NULL are the same: of a multiple one, in any order."""
    if isinstance(first, Several) and isinstance(second, Several):
        if first.ordered or second.ordered:
            return len(first.items) == len(second.items) and all(map(alike, first.items, second.items))
        left = list(second.items)
        for one in first.items:
            at = next((place for place, other in enumerate(left) if alike(one, other)), None)
            if at is None:
                return False
            left.pop(at)
        return not left
    if isinstance(first, Several) or isinstance(second, Several):
        mine, its = items_of(first), items_of(second)
        return len(mine) == len(its) == 1 and alike(mine[0], its[0])
    return first is not None and second is not None and alike(first, second)


def bounded(value: Fraction) -> Fraction:
    """A number small enough to go on computing with. Raises Unsupported."""
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > _MOST_BITS:
        raise Unsupported("number")
    return value
