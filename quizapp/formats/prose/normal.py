"""What signs look like: for recognising alone, for a text keeps its own.

Sources: Unicode 15, blocks « Halfwidth and Fullwidth Forms », « Kangxi Radicals » and « CJK Radicals Supplement », and
UTS 39 for letters of other scripts that look like Latin ones.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

_BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u200b\ufeff\u00ad\u200e\u200f\u2066\u2067\u2068\u2069\u202a\u202b\u202c\x0b\x0c\x85"  # noqa: E501
_SIGNS = {
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2236": ":", "\ufe55": ":", "\ufe13": ":", "\u02d0": ":", "\ua789": ":", "\u2010": "-", "\u2011": "-",
    "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-", "\u2212": "-", "\ufe58": "-", "\ufe63": "-",
    "\u3002": ".", "\u2024": ".", "\uff61": ".", "\u3010": "[", "\u3011": "]", "\u3014": "[", "\u3015": "]",
    "\u2217": "*", "\u204e": "*", "\u2731": "*", "\u22c6": "*", "\u2605": "*", "\u066d": "*", "\u060c": ",",
    "\u061b": ";", "\ufe50": ",", "\u2044": "/", "\u2215": "/",
}  # fmt: skip
_LATER = {"\u2ea0": "\u6c11", "\u2ec4": "\u897f", "\u2ec5": "\u89c1", "\u2ed1": "\u957f", "\u2edb": "\u98ce"}
"""Radicals that stand for a simplified character, which Unicode does not say of them."""


def _table() -> dict[int, str]:
    found = {ord(one): " " for one in _BLANKS} | {ord(one): seen for one, seen in (_SIGNS | _LATER).items()}
    for code in (*range(0xFF01, 0xFF5F), *range(0x2E80, 0x2FD6)):
        seen = unicodedata.normalize("NFKC", chr(code))
        if len(seen) == 1 and seen != chr(code):
            found.setdefault(code, seen)
    return found


_TABLE = _table()


def normal(text: str) -> str:
    """The same number of characters, each what it looks like."""
    return text if text.isascii() else text.translate(_TABLE)


_AT_ENDS = " \t.,;:!?*#>-=()[]\"'/~`|<•→➔➜➡⇒✅☑✔✓👉📌🔹📝💡\ufe0f"


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """Words as they are compared: without case, accents, and signs at their ends."""
    if not text.isascii():
        letters = unicodedata.normalize("NFKD", normal(text))
        text = "".join(one for one in letters if not unicodedata.combining(one))
    words = " ".join(text.replace("_", " ").casefold().replace("ı", "i").split())
    return words.replace("(s)", "s").strip(_AT_ENDS)


_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзиклмн",
    "абвгґдеєжз",
    "αβγδεζηθικλ",
    "ابتثجحخد",
    "أبجدهوزحطي",
    "ابجدهوزحطي",
    "אבגדהוזחטי",
    "甲乙丙丁戊己庚辛",
    "アイウエオカキク",
    "いろはにほへと",
    "가나다라마바사아",
    "ㄱㄴㄷㄹㅁㅂㅅㅇ",
    "कखगघङचछज",
    "অআইঈউঊ",
    "কখগঘঙচছজ",
    "กขคงจฉช",
    "აბგდევზთ",
    "աբգդեզէը",
)
LATIN, ROMAN, NUMBERS = 0, -1, -2
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_LIKE_LATIN = dict(zip("авсенкмортхіαβεζηικμνορτυχ", "abcehkmoptxiabezhikmnoptyx", strict=True))
_LATIN_AMONG_CYRILLIC = {"A": "а", "a": "а", "B": "в", "E": "е", "e": "е"}
"""Latin letters that people type for the Cyrillic ones that look the same."""
_CIRCLED = {
    **{chr(0x24B6 + at): at for at in range(26)},
    **{chr(0x24D0 + at): at for at in range(26)},
    **{chr(0x249C + at): at for at in range(26)},
    **{chr(0x1F150 + at): at for at in range(26)},
    **{chr(0x1F130 + at): at for at in range(26)},
    **{chr(0x1F170 + at): at for at in range(26)},
    **{chr(0x1F110 + at): at for at in range(26)},
}
_CIRCLED_NUMBERS = {
    **{chr(0x2460 + at): at for at in range(20)},
    **{chr(0x2474 + at): at for at in range(20)},
    **{chr(0x2776 + at): at for at in range(10)},
    **{chr(0x2780 + at): at for at in range(10)},
}


def _ordinals() -> dict[str, dict[int, int]]:
    found: dict[str, dict[int, int]] = {}
    for alphabet, letters in enumerate(_ALPHABETS):
        for at, letter in enumerate(letters):
            for one in (letter, letter.upper()):
                if len(one) == 1:
                    found.setdefault(one, {}).setdefault(alphabet, at)
    for seen, letter in _LIKE_LATIN.items():
        for one in (seen, seen.upper()):
            found.setdefault(one, {}).setdefault(LATIN, ord(letter) - ord("a"))
    for letter, place in _LATIN_AMONG_CYRILLIC.items():
        for alphabet, letters in enumerate(_ALPHABETS):
            if letters.startswith("аб"):
                found[letter][alphabet] = letters.index(place)
    for at, sign in enumerate(_ROMAN):
        for one in (sign, sign.upper()):
            found.setdefault(one, {})[ROMAN] = at
    for one, at in _CIRCLED.items():
        found[one] = {LATIN: at}
    for one, at in _CIRCLED_NUMBERS.items():
        found[one] = {NUMBERS: at}
    return found


_ORDINALS = _ordinals()
CIRCLED = "".join((*_CIRCLED, *_CIRCLED_NUMBERS))
_NOTHING: Mapping[int, int] = {}


def ordinals(sign: str) -> Mapping[int, int]:
    """The places, from 0, that a letter or number has in each alphabet that has it."""
    if sign[:1].isdecimal():
        return {NUMBERS: int(sign) - 1} if sign.isdecimal() else _NOTHING
    return _ORDINALS.get(sign, _NOTHING)


def letters_of(text: str) -> Iterator[Mapping[int, int]]:
    """Those of each letter of a word."""
    return (ordinals(one) for one in text)
