"""The choices of a question in a table: each in a cell of its own, or all of them in one."""

import re
from collections.abc import Iterable, Sequence

from quizapp.formats.building.headings import ordinal
from quizapp.formats.building.vocabulary import ALPHABETS
from quizapp.formats.sheets import guards

_SIGNS = ("\n", "；", ";", "|", "｜", " / ", "、", ",", "，")
"""The likeliest first: a comma may stand inside of a choice."""
_LABEL = re.compile(r"\s*[(（\[]?([A-Za-z]|[1-9]\d?)\s*[.)）\]:：、．]\s*(?=\S)")
_INSIDE = re.compile(r"(?:(?<=\s)|^)[(（]?([A-H])\s*[.)）:：、．]\s*")
_LISTED = re.compile(r'\s*\[\s*["\'].*["\']\s*\]\s*', re.DOTALL)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"|\'((?:[^\'\\]|\\.)*)\'')


def sign_of(cells: Iterable[str]) -> str:
    """What stands between the choices of a column: the first that divides each of its cells; else empty."""
    filled = [cell for cell in cells if cell.strip()]
    every = [sign for sign in _SIGNS if filled and all(len(_parts(cell, sign)) > 1 for cell in filled)]
    return every[0] if every else next((sign for sign in _SIGNS[:-1] if any(sign in cell for cell in filled)), "")


def are_listed(cell: str) -> bool:
    """Whether the choices of a cell are a list as programs write it."""
    return _LISTED.fullmatch(cell) is not None


def divided(cell: str, sign: str) -> Sequence[str]:
    """The choices in a cell, without the letters or numbers before them."""
    if _LISTED.fullmatch(cell):
        parts = [first or second for first, second in _QUOTED.findall(cell)]
    else:
        parts = _parts(cell, sign)
    labels = [_LABEL.match(part) for part in parts]
    for alphabet in (ALPHABETS[0], ""):
        counted = [ordinal(found[1].lower(), alphabet) if found else 0 for found in labels]
        if len(parts) > 1 and counted == list(range(1, len(parts) + 1)):
            return [part[found.end() :].strip() for part, found in zip(parts, labels, strict=True) if found]
    return _lettered(cell) or parts


def _lettered(cell: str) -> Sequence[str]:
    """Choices on one line that nothing divides but their letters, from A on."""
    found = list(_INSIDE.finditer(cell))
    if (
        len(found) < 2
        or [one[1] for one in found] != list("ABCDEFGH"[: len(found)])
        or cell[: found[0].start()].strip()
    ):
        return ()
    ends = [*(one.start() for one in found[1:]), len(cell)]
    return [cell[one.end() : end].strip() for one, end in zip(found, ends, strict=True)]


def _parts(cell: str, sign: str) -> list[str]:
    parts = cell.split(sign) if sign else [cell]
    return [text for part in parts if (text := guards.undone(part))]
