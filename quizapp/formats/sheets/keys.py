"""Which choices a cell says are right: by their numbers, their letters, or their very texts."""

import re
from collections.abc import Iterable, Mapping, Sequence

from quizapp.formats.building.headings import bare
from quizapp.formats.building.vocabulary import ALPHABETS

Choices = Mapping[int, str]
"""The texts of the choices of a row by their numbers, from 1; those that are left empty have none."""
_PREFIX = re.compile(
    r"(?:options?|answers?|choices?|opt|reponses?|choix|antwort|opcion|opcao|opzione|alternativa)[\s_]*(?=[\da-z]\b)"
    r"|(?:选项|選項|答案)\s*(?=[\da-z])|[()\[\]【】「」]"
)
_BETWEEN = re.compile(r"[\s,;/|&+、]+(?:(?:and|et|or|ou|und|oder|y|e|o|en|of|и|или)[\s,]+)?")
_DECIMAL = re.compile(r"(\d+)\.0+")
_COMMA = re.compile(r"([1-9])\.([1-9])")
"""What a French spreadsheet makes of « 1,3 »."""
_LABEL = re.compile(r"(?:[a-z]|\d{1,2})\s*[.):]\s+")


def readings(said: str, choices: Choices, letters: str = ALPHABETS[0]) -> dict[str, frozenset[int]]:
    """The choices that a cell may mean, by each way of reading it that gives any, the likeliest first."""
    words = bare(said)
    plain = _PREFIX.sub(" ", words).strip(" .:")
    parts = [part.strip(" .:") for part in _BETWEEN.split(plain) if part.strip(" .:")]
    found = {
        "number": _by_number(plain, parts),
        "letter": _by_letter(parts, letters, together=said.strip().isupper()),
        "text": _by_text(said, choices),
    }
    return {way: key for way, key in found.items() if key and key <= choices.keys()}


def ways_that_fit(rows: Iterable[Mapping[str, frozenset[int]]]) -> Sequence[str]:
    """The ways in which all cells of a column can be read; where there is none, every way there is."""
    every = ("number", "letter", "text")
    read = list(rows)
    return [way for way in every if all(way in one for one in read)] or every


def _by_number(plain: str, parts: Sequence[str]) -> frozenset[int]:
    if comma := _COMMA.fullmatch(plain):
        return frozenset((int(comma[1]), int(comma[2])))
    numbers = [_DECIMAL.sub(r"\1", part) for part in parts]
    is_whole = all(one.isascii() and one.isdecimal() and len(one) < 4 for one in numbers)
    return frozenset(map(int, numbers)) if is_whole else frozenset()


def _by_letter(parts: Sequence[str], letters: str, *, together: bool) -> frozenset[int]:
    """Capital letters may stand together, as in « AC »."""
    said = list(parts[0]) if together and len(parts) == 1 else parts
    is_whole = len(set(said)) == len(said) and all(len(one) == 1 and one in letters for one in said)
    return frozenset(letters.index(one) + 1 for one in said) if is_whole else frozenset()


def _by_text(said: str, choices: Choices) -> frozenset[int]:
    known: dict[str, int] = {}
    for number, text in choices.items():
        known.setdefault(_LABEL.sub("", bare(text), count=1), number)
    for number, text in choices.items():
        known[bare(text)] = min(number, known.get(bare(text), number))
    for pattern in (None, r"[;|\n]", ","):
        parts = [bare(part) for part in (re.split(pattern, said) if pattern else [said]) if part.strip()]
        parts = [part if part in known else _LABEL.sub("", part, count=1) for part in parts]
        if parts and all(part in known for part in parts):
            return frozenset(known[part] for part in parts)
    return frozenset()
