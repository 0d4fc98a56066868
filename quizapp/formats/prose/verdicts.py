"""Choices each of which says of itself whether it is right: « Rome (V) », « Milan : faux », « Turin (0 %) »."""

import re
from collections.abc import Sequence

from quizapp.formats.prose import words
from quizapp.formats.prose.lines import Line
from quizapp.formats.prose.normal import bare, normal
from quizapp.formats.prose.typed import TypedQuestion

_VERDICT = re.compile(
    r"\s*+(?:[(\[]\s*+(?P<inside>[^\W\d_]{1,14}(?:\s[^\W\d_]{1,14})?|\d{1,3}(?:[.,]\d{1,2})?\s?%)\s*+[)\]]"
    r"|(?::|(?<=\s)-|=+>|-+>|\u2192)\s*+(?P<beside>[^\W\d_]{2,14}|\d{1,3}(?:[.,]\d{1,2})?\s?%))[\s.;,]*+$"
)
_SINGLE = {"v": True, "t": True, "r": True, "f": False}
_OTHERS = {
    "correct": True, "correcte": True, "incorrect": False, "incorrecte": False, "right": True, "wrong": False,
    "juste": True, "bonne": True, "mauvaise": False, "bon": True, "mauvais": False, "correcta": True,
    "incorrecta": False, "corretta": True, "errata": False, "bonne reponse": True, "mauvaise reponse": False,
    "goed": True, "fout": False, "certo": True, "errado": False,
}  # fmt: skip
_NEGATED = re.compile(
    r"\b(?:not|except|pas|sauf|excepté|intrus|nicht|kein\w*|außer|salvo|excepto|non|tranne|não|exceto|niet|behalve|false"
    r"|faux|fausse|falsch|falsa|falso|incorrecte?|incorrecta)\b|\bno es\b|\u4e0d|\u9519|\bне\b",
    re.IGNORECASE,
)
"""In a question that looks for what is otherwise."""
_SIGNS = ")]%:>\u2192\uff09\uff1a-\u2013\u2014"
_TAIL = 60
_WHOLE = 100


def of(question: TypedQuestion) -> tuple[frozenset[int], Sequence[tuple[int, Line]]]:
    """The right choices, and the last line of each without its verdict; nothing unless all have one, and differ."""
    if not all(_may_end(option.lines[-1].text) for option in question.options[:2]):
        return frozenset(), ()
    if any(_NEGATED.search(line.text) for line in question.stem):
        return frozenset(), ()  # « Which is NOT … ? dog – true »: true may be wrong there.
    lines = [option.lines[-1] for option in question.options]
    found = [_found(line) for line in lines]
    if len(lines) < 2 or any(one is None for one in found):
        return frozenset(), ()
    worth = [_worth(one["inside"] or one["beside"], is_inside=bool(one["inside"])) for one in found if one is not None]
    right = [one for one in worth if one]
    if None in worth or not right or len(right) == len(worth) or len(set(right)) > 1:
        return frozenset(), ()
    if right[0] not in (_WHOLE, _WHOLE // len(right)):
        return frozenset(), ()
    cut = [
        (at, line.cut(0, one.start()).stripped())
        for at, (line, one) in enumerate(zip(lines, found, strict=True))
        if one
    ]
    return frozenset(at for at, one in enumerate(worth) if one), cut


def _may_end(text: str) -> bool:
    """A quick look for a verdict at the end."""
    tail = text[-_TAIL:]
    return any(sign in tail for sign in _SIGNS)


def _found(line: Line) -> re.Match[str] | None:
    seen = normal(line.text)
    found = _VERDICT.search(seen, max(0, len(seen) - _TAIL))
    return found if found and seen[: found.start()].strip() else None


def _worth(said: str, *, is_inside: bool) -> int | None:
    """In hundredths of the mark; None for a word that is no verdict."""
    if said.endswith("%"):
        return round(float(said[:-1].replace(",", ".")))
    word = bare(said)
    is_right = _SINGLE.get(word) if len(word) == 1 and is_inside else _OTHERS.get(word, _long(word))
    return None if is_right is None else _WHOLE * is_right


def _long(word: str) -> bool | None:
    return words.truth(word) if len(word) > 1 else None
