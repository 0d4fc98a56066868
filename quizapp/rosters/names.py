"""Which part of a full name is the family name: what stands before a comma, or in capitals.

« DUPONT Zoé », « Zoé DE LA TOUR » and « Dupont, Zoé » tell it; « Zoé Dupont » does not.
"""

import re
from collections.abc import Sequence

_PARTICLES = frozenset(
    "de du des d' la le les l' van von der den het zu zur ter ten di da do dos das del della al el bin ibn y e".split()  # noqa: SIM905
)
_SUFFIXES = frozenset("jr jr. sr sr. ii iii iv junior senior".split())  # noqa: SIM905
_NUMERALS = frozenset(("II", "III", "IV"))
_PREFIX = re.compile(r"(?:Mc|Mac|O['’]|[dDlL]['’])(?=\w)")
_INITIALS = re.compile(r"(?:\w\.)+\w?")
_SHORT = 3
"""Letters that may be initials, « JK », however they are written."""
_TOGETHER = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
"""Chinese, Japanese and Korean names, which have no blank between their parts."""

UNKNOWN = 0


def words(full: str) -> list[str]:
    return full.replace(",", " ").split()


def parts(full: str, family: int) -> tuple[str, str]:
    """Family and first name: so many words from the start are the family's, from the end where it is negative."""
    every = words(full)
    if family == UNKNOWN or abs(family) >= len(every):
        return "", ""
    first, second = every[:family], every[family:]
    return (" ".join(first), " ".join(second)) if family > 0 else (" ".join(second), " ".join(first))


def family_words(full: str, *, short_too: bool = True) -> int:
    """How many words of a name are marked as the family's, as `parts` counts them; 0 where nothing marks any.

    `short_too` is whether a family name may be as short as initials: where the rest of the list is in capitals too.
    """
    before, comma, after = full.partition(",")
    if comma and before.strip() and after.strip():
        return UNKNOWN if after.strip().casefold() in _SUFFIXES else len(before.split())
    every = full.replace(",", " ").split()
    start, end = _run(every), _run(every[::-1])
    if start == len(every) or bool(start) == bool(end):
        return UNKNOWN
    family = every[:start] if start else every[-end:]
    if not short_too and sum(one.isalpha() for one in "".join(family)) <= _SHORT:
        return UNKNOWN
    if start:
        return start
    while end < len(every) - 1 and _is_particle(every[-end - 1]):
        end += 1
    return -end


def all_first(full: str) -> int:
    """Where the family name comes first and nothing marks it: its particles, and one word."""
    every = words(full)
    at = 0
    while at < len(every) - 2 and _is_particle(every[at]):
        at += 1
    return at + 1 if len(every) > 1 else UNKNOWN


def all_last(full: str) -> int:
    """Where the first name comes first and nothing marks the other: all that stands behind it."""
    count = len(words(full))
    return 1 - count if count > 1 else UNKNOWN


def joined(family: str, given: str) -> str:
    """A name as readers see it."""
    if family and given and _TOGETHER.fullmatch(family) and _TOGETHER.fullmatch(given):
        return family + given
    return f"{given} {family}".strip()


def is_in_capitals(name: str) -> bool:
    every = name.split()
    return bool(every) and all(_is_capital(word) or _is_particle(word) for word in every) and name != name.lower()


def _run(every: Sequence[str]) -> int:
    """How many words from the start on are in capitals, with the particles among them."""
    run = 0
    for at, word in enumerate(every):
        if _is_capital(word):
            run = at + 1
        elif not _is_particle(word):
            break
    return run


def _is_particle(word: str) -> bool:
    return word.casefold().replace("’", "'") in _PARTICLES


def _is_capital(word: str) -> bool:
    bare = _PREFIX.sub("", word).replace("ß", "")
    if _INITIALS.fullmatch(word) or word in _NUMERALS:
        return False
    return bare.upper() == bare and sum(one.isupper() for one in bare) >= 2
