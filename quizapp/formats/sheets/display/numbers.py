"""Numbers by their codes: digits, thousands, percentages, fractions, powers of ten."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from quizapp.formats.sheets.display.codes import CodePart, CodeSection, CodeSign
from quizapp.formats.sheets.display.conventions import Convention

_WIDTH = 11
"""Characters of a number that has no code of its own, without its sign."""
_LARGEST = Decimal(10) ** 11
_SMALLEST = Decimal(1) / 10**4
_DIGITS = Context(prec=5_000)
"""Room for whatever the longest code asks."""


def general(value: Decimal, convention: Convention) -> str:
    """A number without a code: as many digits as have a place in eleven characters, or a power of ten."""
    sign, size = "-" if value < 0 else "", abs(value)
    plain = _trimmed(f"{size:f}")
    if size >= _LARGEST or (len(plain) > _WIDTH and size < _SMALLEST):
        shown = _power(size)
    elif len(plain) > _WIDTH:
        whole = len(f"{int(size)}")
        shown = _trimmed(f"{_rounded(size, max(0, _WIDTH - 1 - whole)):f}")
    else:
        shown = plain
    return sign + shown.replace(".", convention.decimal)


def _power(size: Decimal) -> str:
    exponent = size.adjusted()
    mantissa = _rounded(size.scaleb(-exponent), 5)
    if mantissa >= 10:
        mantissa, exponent = mantissa / 10, exponent + 1
    return f"{_trimmed(f'{mantissa:f}')}E{'-' if exponent < 0 else '+'}{abs(exponent):02}"


def _trimmed(shown: str) -> str:
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _DIGITS)


def number(section: CodeSection, size: Decimal, convention: Convention) -> str:
    """A number of zero or more by a section that is no date."""
    if section.is_fraction:
        return _fraction(section.parts, size, convention)
    if section.has(CodeSign.GENERAL):
        return "".join(general(size, convention) if sign is CodeSign.GENERAL else text for sign, text in section.parts)
    return _Digits(section.parts, size, convention).shown()


class _Digits:
    """Places for digits before and after a point, and for those of a power of ten.

    A place « ? » keeps cells in line with each other by a blank; alone, it says no more than « # ».
    """

    def __init__(self, parts: Sequence[CodePart], size: Decimal, convention: Convention) -> None:
        self._parts = parts
        self._convention = convention
        signs = [sign for sign, _ in parts]
        self._power = signs.index(CodeSign.EXPONENT) if CodeSign.EXPONENT in signs else len(parts)
        self._point = signs.index(CodeSign.POINT) if CodeSign.POINT in signs[: self._power] else self._power
        self._whole = [at for at in range(self._point) if signs[at] is CodeSign.DIGIT]
        self._decimals = [at for at in range(self._point, self._power) if signs[at] is CodeSign.DIGIT]
        commas = [at for at in range(self._power) if signs[at] is CodeSign.COMMA]
        last = self._whole[-1] if self._whole else -1
        self._is_grouped = any(self._whole and self._whole[0] < at < last for at in commas)
        thousands = sum(at > last for at in commas) if self._whole else 0
        size = size * 100 ** signs.count(CodeSign.PERCENT) / 1000**thousands
        self._exponent = 0
        if self._power < len(parts):
            size = self._scaled(size)
        said = f"{_rounded(size, len(self._decimals)):f}"
        whole, _, self._fraction = said.partition(".")
        self._digits = whole.lstrip("0")

    def _scaled(self, size: Decimal) -> Decimal:
        """With a power of ten taken out: a multiple of how many places there are before the point."""
        step = max(1, len(self._whole))
        if size:
            self._exponent = size.adjusted() // step * step
            if _rounded(size.scaleb(-self._exponent), len(self._decimals)) >= 10**step:
                self._exponent += step
        return size.scaleb(-self._exponent)

    def shown(self) -> str:
        places = dict(zip(self._whole, self._before(), strict=True)) | dict(
            zip(self._decimals, self._after(), strict=True)
        )
        made: list[str] = []
        for at, (sign, text) in enumerate(self._parts):
            match sign:
                case CodeSign.DIGIT:
                    made.append(places.get(at, ""))
                case CodeSign.POINT if at == self._point:
                    made.append(("" if self._whole else self._digits) + self._convention.decimal)
                case CodeSign.EXPONENT:
                    made.append(self._of_power(text))
                case CodeSign.COMMA:
                    pass
                case _:
                    made.append(text)
        return "".join(made)

    def _before(self) -> Iterator[str]:
        """What each place before the point shows: the first of them has all that the others have no room for."""
        count = len(self._whole)
        digits = self._digits.rjust(count)
        for place in range(count):
            here = digits[: len(digits) - count + 1] if place == 0 else digits[len(digits) - count + place]
            yield "".join(self._grouped(here, count - 1 - place, self._parts[self._whole[place]][1]))

    def _grouped(self, digits: str, behind: int, otherwise: str) -> Iterator[str]:
        for at, digit in enumerate(digits):
            left = behind + len(digits) - 1 - at
            shown = digit if digit != " " else otherwise if otherwise in "0" else ""
            yield shown
            if shown and self._is_grouped and left and left % 3 == 0:
                yield self._convention.group

    def _after(self) -> Iterator[str]:
        significant = len(self._fraction.rstrip("0"))
        for place, at in enumerate(self._decimals):
            is_kept = place < significant or self._parts[at][1] == "0"
            yield self._fraction[place] if is_kept else ""

    def _of_power(self, text: str) -> str:
        width = sum(sign is CodeSign.DIGIT for sign, _ in self._parts[self._power :])
        sign = "-" if self._exponent < 0 else "+" if text.endswith("+") else ""
        return f"E{sign}{abs(self._exponent):0{width}}"


def _fraction(parts: Sequence[CodePart], size: Decimal, convention: Convention) -> str:
    """Such as 1 1/4: the nearest that its places have room for, or of the denominator that is written there."""
    slash = next(at for at, (sign, _) in enumerate(parts) if sign is CodeSign.SLASH)
    start, end = slash, slash + 1
    while start and parts[start - 1][0] is CodeSign.DIGIT:
        start -= 1
    while end < len(parts) and (parts[end][0] is CodeSign.DIGIT or parts[end][1].isdecimal()):
        end += 1
    has_whole = any(sign is CodeSign.DIGIT for sign, _ in parts[:start])
    whole = int(size) if has_whole else 0
    rest = Fraction(size) - whole
    below = "".join(text for _, text in parts[slash + 1 : end])
    if below.isdecimal() and int(below):
        top, bottom = int(rest * int(below) + Fraction(1, 2)), int(below)
    else:
        near = rest.limit_denominator(10 ** max(1, len(below)) - 1)
        top, bottom = near.numerator, near.denominator
    if has_whole and top == bottom:
        whole, top = whole + 1, 0
    before = _Digits(parts[:start], Decimal(whole), convention).shown()
    is_empty = not any(digit.isdecimal() for digit in before)
    shown = f"{top}/{bottom}" if top or not has_whole else "0" if is_empty else ""
    return f"{before} {shown}" + "".join(text for _, text in parts[end:])
