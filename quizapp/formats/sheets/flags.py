"""Cells that say of one choice whether it is right: 1 and 0, x and nothing, oui and non, ✓ and ✗."""

from quizapp.formats.building.headings import bare
from quizapp.formats.sheets.display.conventions import BOOLEANS

YES = frozenset((
    "1", "yes", "y", "true", "t", "x", "oui", "o", "vrai", "v", "ja", "j", "wahr", "richtig", "si", "sim", "s",
    "correct", "right", "juste", "correcte", "да", "верно", "是", "对", "正确", "✓", "✔", "√", "☑", "✅", "*", "+",
    *BOOLEANS[True],
))  # fmt: skip
NO = frozenset((
    "0", "no", "n", "false", "f", "non", "faux", "nein", "falsch", "nao", "incorrect", "wrong", "incorrecte", "нет",
    "неверно", "否", "错", "错误", "✗", "✘", "×", "☐", "❌", "-",
    *BOOLEANS[False],
))  # fmt: skip


def said(cell: str) -> bool | None:
    """Whether a cell says yes; one that is empty says no. None for any other word."""
    word = bare(cell).removesuffix(".0").rstrip("\ufe0f")
    return True if word in YES else False if not word or word in NO else None
