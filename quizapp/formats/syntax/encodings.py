"""In which older encoding the bytes of a text are: told by the letters that words have in each language.

Every 8-bit encoding makes a text of nearly any bytes, and statistics of long texts fail on a file whose only accents
are « é » and « è ». So what Western editors wrote, Windows-1252, is believed before all others unless something speaks
against it: a sign inside a word, a letter that no Western language has beside the others, the commonest words of
another one. Where no Latin reading is without oddities, other scripts are tried: by their large and small letters, or
by having nothing else.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from quizapp.formats.syntax.alphabets import EAST_ASIAN, LATIN, WESTERN

_ALPHABETS = ("cp1251", "koi8_r", "cp1253")
"""Of scripts with large and small letters, which stand in the wrong places where another encoding was meant."""
_MAC = "mac_roman"
_HEBREW, _ARABIC = "cp1255", "cp1256"
_ARABIC_ALONE = re.compile(r"[\x00-\x7f\u0600-\u06ff«»\u200c-\u200f\xa0]*")
_EAST_ASIAN_ALONE = re.compile(
    r"[\x00-\x7f\u2010-\u2026\u2190-\u2193\u2460-\u2473\u3000-\u30ff\u2e80-\u2fdf\u3105-\u318e\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff9f]*"
)
"""Beyond ASCII nothing but signs, kana, hangul and the commoner ideographs."""
_APART = re.compile(rb"(?<![A-Za-z\x80-\xff])[\x80-\xff]{2,}(?![A-Za-z\x80-\xff])")
"""Letters beyond ASCII that stand beside none of it: a word of another script, or of two letters such as « où »."""
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_WORD = re.compile(rb"[A-Za-z]*[\x80-\xff][A-Za-z\x80-\xff]*")
_WITHIN = re.compile(r"(?<=[A-Za-z])[^\x00-\x7f]{1,2}(?=[a-z])")
_RUN = re.compile(r"[^\x00-\x7f]+")
_LINE_BREAK = re.compile(rb"[\r\n]+")
_BEYOND_HEBREW = re.compile(rb"[\xc0-\xdf\xfb\xfc\xff]")
_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN_WORD = re.compile(r"[^\W\d_a-zA-Z]{2,}")
_SIGNS = frozenset("\xa0’‘‚“”„«»‹›–—…°±€£§·•¿¡ªº²³¹½¼¾×÷‰©®™†µ´¸¨¶")
"""Beyond ASCII, in texts of people who write in Latin letters."""
_NOT_INSIDE = re.compile(r"(?<=[^\W\d_])[^\W_a-zA-Z’‘]|(?<=[^\W\d_])[^\w\s\x00-\x7f’‘](?=[^\W\d_])")
"""What may be odd behind a letter: a letter or digit beyond ASCII, and another sign where a letter follows it."""
_POWER = re.compile(r"(?<![^\W\d_])(?!(?:[kcdmh]m|dam|ha)[¹²³])[^\W\d_]{2,}[¹²³]")
"""A word of more than one letter that is raised to a power, and no unit."""
_HEAP = re.compile(r"[^\w\s\x00-\x7f…]{3,}")
"""Signs upon signs, but for dots to be filled in."""
_SAMPLE = 8_000
"""Bytes that are looked at, of the lines that have any beyond ASCII."""
_AROUND = 500
"""Bytes of its line on each side of such a byte."""
_MOST_COMPARED = 4
_MOST_WORDS = 3
_LONGEST_WORD = 24


class Readings:
    """Of bytes that are not in UTF-8: what each codec makes of them, looked at once."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._sample = _sample(data)
        self._against = {
            codec: _against(codec, self._sample.decode(codec, "replace")) for codec in LATIN if _fits(data, codec)
        }
        """What speaks against each that can read them."""

    def likeliest(self) -> str:
        """The name of a codec that makes a text of them."""
        if _has_breaks_of_a_mac(self._data) and self._against.get(_MAC, (1, 0))[0] == 0:
            return _MAC
        codec = min(self._against, key=self._against.__getitem__, default="latin-1")  # That takes any byte.
        if self._against and self._against[codec] <= (0, 0):
            return codec
        apart = sum(map(len, _APART.findall(self._sample)))
        in_words = _of_letters(self._data) if 3 * apart > 2 * len(_HIGH.findall(self._sample)) else ""
        return in_words or _of_east_asia(self._data) or codec

    def compared(self, codec: str) -> Mapping[str, str]:
        """Some words beyond ASCII as this codec has them and, behind it, as others that are not unlikely have them.

        Of codecs that have them alike, one stands for all.
        """
        words = list(dict.fromkeys(found[0] for found in _HIGH_WORD.finditer(self._sample)))[:_MOST_WORDS]
        likely = sorted(self._against, key=lambda one: (one != WESTERN, self._against[one]))
        samples: dict[str, str] = {}
        for one in (codec, *(other for other in likely if other != codec)):
            shown = ", ".join(word.decode(one, "replace")[:_LONGEST_WORD] for word in words)
            if one == codec:  # It is named, whatever it makes of damaged bytes.
                shown = "".join(char if char.isprintable() else "�" for char in shown)
            if shown not in samples.values() and shown.isprintable():
                samples[one] = shown
        return dict(list(samples.items())[:_MOST_COMPARED])


def _has_breaks_of_a_mac(data: bytes) -> bool:
    """Lines that end as on a Mac before OS X, and as Excel for Mac still writes them in « CSV (Macintosh) »."""
    return b"\r" in data and b"\n" not in data


def _sample(data: bytes) -> bytes:
    """The lines, or of long ones what stands around, that have a byte beyond ASCII."""
    pieces, size, end = [], 0, 0
    for found in _HIGH.finditer(data):
        if found.start() < end:
            continue
        first = max(end, found.start() - _AROUND)
        first = max(first, *(data.rfind(sign, first, found.start()) + 1 for sign in (b"\n", b"\r")))
        behind = _LINE_BREAK.search(data, found.start(), found.start() + _AROUND)
        end = behind.start() if behind else min(len(data), found.start() + _AROUND)
        pieces.append(data[first:end])
        size += len(pieces[-1])
        if size >= _SAMPLE:
            break
    return b"\n".join(pieces)


def _of_letters(data: bytes) -> str:
    """Of a script whose words have no letter of ASCII; empty where none explains the bytes."""
    if not _BEYOND_HEBREW.search(data) and _fits(data, _HEBREW):
        return _HEBREW
    well_cased = {codec: _share_cased(data.decode(codec)) for codec in _ALPHABETS if _fits(data, codec)}
    best = max(well_cased, key=lambda codec: well_cased[codec], default="")
    if best and well_cased[best] > 0.8:
        return best
    return _ARABIC if _fits(data, _ARABIC) and _ARABIC_ALONE.fullmatch(data.decode(_ARABIC)) else ""


def _share_cased(text: str) -> float:
    """Of the words beyond ASCII, how many are small letters but perhaps for the first; 0 beside odd signs."""
    if any(char > "\x7f" and not char.isalpha() and char not in _SIGNS and char != "№" for char in text):
        return 0
    words = _FOREIGN_WORD.findall(text)
    return sum(word[1:].islower() for word in words) / len(words) if words else 0


def _of_east_asia(data: bytes) -> str:
    """Of two bytes a letter, where every one of them is a letter of there: that with the most common ones; or empty."""
    texts = {codec: data.decode(codec) for codec in EAST_ASIAN if _fits(data, codec)}
    there = {
        codec: text
        for codec, text in texts.items()
        if _EAST_ASIAN_ALONE.fullmatch(text) and not _are_within_words(text)
    }
    return max(there, key=lambda codec: _share_common(there[codec], EAST_ASIAN[codec]), default="")


def _are_within_words(text: str) -> bool:
    """Whether most stand in the midst of Latin words, where letters with accents do: « Köln », « Saône »."""
    return 2 * len(_WITHIN.findall(text)) > len(_RUN.findall(text))


def _share_common(text: str, common: str) -> float:
    letters = [letter for letter in text if letter > "\u303f"]
    return sum(letter in common for letter in letters) / len(letters) if letters else 0


def _against(codec: str, text: str) -> tuple[int, float]:
    """What speaks against it: odd signs, then how far letters and words are of no language that is written in it."""
    words = Counter(_WORD.findall(text))
    beyond: Counter[str] = Counter()
    common: Counter[str] = Counter()
    for word, count in words.items():
        common[word.casefold()] += count
        for letter in word:
            if letter > "\x7f" and letter not in _SIGNS:
                beyond[letter] += count
    strange = min(
        sum(count for letter, count in beyond.items() if letter not in language.letters)
        - 0.5 * max(0, sum(common[word] for word in language.words) - 1)
        for language in LATIN[codec]
    )
    return sum(1 for _ in _odd(text)), strange


def _odd(text: str) -> Iterator[str]:
    """Signs that no one writes among Latin letters, or in the midst of a word; a large letter behind a small one."""
    for char in _BEYOND_ASCII.findall(text):
        if not char.isalpha() and char not in _SIGNS:
            yield char
    yield from _POWER.findall(text)
    yield from _HEAP.findall(text)
    for found in _NOT_INSIDE.finditer(text):
        sign, before, behind = found[0], text[found.start() - 1], text[found.end() : found.end() + 1]
        if sign in _SIGNS:
            if behind.isalpha() and (sign, before, behind) != ("·", "l", "l"):
                yield sign
        elif sign.isupper() and before.islower():
            yield sign


def _fits(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


# --- decoded wrongly before ---

_TWICE = re.compile(r"[\u00c2-\u00f4][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,3}")
_BEHIND_LETTERS = frozenset("\xa0»’”…–—›“‘")
"""What people write behind any letter: « été », NÃO…"""
_TWICE_IN_LATIN = frozenset("\xa0°«»’‘“”„–—…€" + "".join(letter for one in LATIN[WESTERN] for letter in one.letters))
"""What texts in Latin letters have, and had become two or three signs."""
_BYTES = {ord(bytes([byte]).decode(WESTERN, "replace")): byte for byte in range(0x80, 0xA0)}


def mended(text: str) -> Iterator[tuple[int, str, str]]:
    """Where letters stand that came of reading UTF-8 in Windows-1252, the wrong ones, and those that were meant."""
    for found in _TWICE.finditer(text):
        try:
            meant = bytes(_BYTES.get(ord(char), ord(char)) for char in found[0]).decode()
        except ValueError:
            continue
        is_latin = meant in _TWICE_IN_LATIN
        if not is_latin and not (len(meant) == 1 and meant.isalpha() and "\u0370" <= meant <= "\u04ff"):
            continue
        before, behind = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        ends_a_word = not behind.isalpha() and (before.isupper() or not is_latin)
        if not (ends_a_word and found[0][-1] in _BEHIND_LETTERS):
            yield found.start(), found[0], meant
