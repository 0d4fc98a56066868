"""How names and titles stand one after the other, and what two texts share that differ in case and marks alone."""

import re
import unicodedata

_APART = "\t"
"""Before every letter and blank: a shorter key comes before all that go on."""
_LONGEST = 200
"""Letters that are compared; what differs behind them stands as it is written."""
_ALONE = {
    "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t", "ı": "i", "ŋ": "ng",
}  # fmt: skip
"""Letters that bear a mark which Unicode does not take off, as those look for them who have not that letter."""
_NUMBER = re.compile("[0-9]+")


def collated(name: str) -> str:
    """A key by which names stand as people look for them, whatever compares its characters one by one.

    Letters first, without case or marks, then the marks: « Élio » between « Chloé » and « Emma », « cote » before
    « Coté » before « coté »; signs and blanks alike only part words; a number by its worth, 9 before 10.
    """
    return _joined(_letters(name), _marked(name), name) if name else ""


def filed(name: str, family: str, given: str) -> str:
    """A key by which a class stands as in a teacher's lists: by family name, where it is known."""
    first, then = (family, given) if family else (name, "")
    return _joined(_letters(first), _letters(then), _marked(first), _marked(then), name)


def _joined(*parts: str) -> str:
    return _APART.join(parts).replace("\0", "\ufffd")  # As no database keeps it.


def folded(text: str) -> str:
    """The words of a text with a blank between them, without case, marks and signs."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return " ".join(apart.translate({ord(char): _plain(char) for char in set(apart)}).split())


def _letters(name: str) -> str:
    return _NUMBER.sub(_by_worth, folded(name[:_LONGEST]))


def _by_worth(number: re.Match[str]) -> str:
    digits = number[0].lstrip("0")
    return f"{len(digits):03}{digits}"


def _marked(name: str) -> str:
    return unicodedata.normalize("NFD", name[:_LONGEST].casefold())


def _plain(char: str) -> str:
    """A letter, or more, for one, and a blank for what is none; vowels that other scripts write as marks stay."""
    if char.isalnum():
        return _ALONE.get(char, char)
    if unicodedata.combining(char):
        return ""
    return char if unicodedata.category(char)[0] == "M" else " "
