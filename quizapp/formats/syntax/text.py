"""Bytes of a text file to text: the encoding is found, and what cannot be shown is named with its place."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from quizapp.formats.problems import ENCODING, Guess, Problem, Sense
from quizapp.formats.syntax import encodings

LARGEST = 10 * 1024 * 1024
"""Bytes of a bank file in a text format."""
PHP_BLANKS = " \t\n\r\0\x0b"
"""What PHP trims, and Moodle with it: no other blanks, such as the one that keeps words together."""
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
_MARKS = {
    b"\xef\xbb\xbf": ("utf-8", "UTF-8 with BOM"),
    b"\xff\xfe": ("utf-16-le", "UTF-16"),
    b"\xfe\xff": ("utf-16-be", "UTF-16"),
}
_PLAIN = ("utf-8", "UTF-8")
_CONTROLS = bytes(byte for byte in range(0x80) if _FORBIDDEN.match(chr(byte)))
_BEYOND = (re.compile(rb"\xc2[\x80-\x84\x86-\x9f]"), re.compile(rb"\xef\xbf[\xbe\xbf]"))
"""The others that are forbidden, in UTF-8: a pattern that begins with a byte is found eight times as fast."""
_TURNED = "\u202d\u202e"
_OVERRIDES = re.compile(f"[{_TURNED}]")
_UNTYPED = bytes((*range(9), *range(14, 32)))
"""What is many in files that are no text."""
_EMPTY = b"\xef\xbb\xbf \t\r\n"
_START = 4096
_SHOWN_AT_MOST = 20  # A file full of them is one problem to a teacher, not a thousand.


@dataclass(frozen=True, slots=True)
class Decoded:
    """What became of the bytes of a file."""

    text: str | None
    """None where the problems keep it from being read; warnings may come with a text."""
    encoding: str = ""
    """By the name editors give it; empty where it is unknown."""
    problems: list[Problem] = field(default_factory=list)
    guesses: Sequence[Guess] = ()


def decode(data: bytes) -> Decoded:
    """The text of a file in UTF-8, or in UTF-16 with its mark; of any other the guessed encoding, as a problem."""
    try:
        return looked_over(_strictly(data))
    except UnicodeDecodeError as error:
        mark, (codec, _) = _mark(data)
        before = with_plain_breaks(error.object[: error.start].decode(codec, "replace"))
        values = {"byte": f"0x{error.object[error.start]:02X}"}
        problem = Problem("bad-encoding", *place(before, len(before)), values)
        return Decoded(None, "" if mark else _EDITORS[encodings.Readings(data).likeliest()], [problem])


def decode_any(data: bytes, asked: str = "") -> Decoded:
    """The text of a file in the encoding that it seems to have, or that is asked for, by its name in editors."""
    return looked_over(opened(data, asked))


def opened(data: bytes, asked: str = "") -> Decoded:
    """The letters of a file as they stand in it, whatever they are: `looked_over` tells whether they can be shown.

    What was guessed, where the file does not tell, is shown by the words that it changes.
    """
    try:
        return _strictly(data)
    except UnicodeDecodeError:
        if _mark(data)[0]:
            return decode(data)
    readings = encodings.Readings(data)
    codec = _CODECS[asked] if asked in _CODECS else readings.likeliest()
    text = data.decode(codec, "replace").removeprefix("\ufeff")
    return Decoded(text, _EDITORS[codec], guesses=[_guess(readings, codec)])


def _strictly(data: bytes) -> Decoded:
    """In the encoding that the file tells, which is UTF-8 where it tells none. Raises UnicodeDecodeError."""
    if not data[:_START].strip(_EMPTY) and not data.strip(_EMPTY):
        return Decoded(None, problems=[Problem("empty-file")])
    if len(data) > LARGEST:
        return Decoded(None, problems=[Problem("file-too-large", values={"limit": LARGEST // 2**20})])
    mark, (codec, encoding) = _mark(data)
    is_binary = _looks_binary(data)
    try:
        text = data[len(mark) :].decode(codec)
    except UnicodeDecodeError:
        if is_binary:
            return Decoded(None, problems=[Problem("binary-file")])
        raise
    if is_binary and "\x00" in text:
        return Decoded(None, problems=[Problem("binary-file")])
    return Decoded(text, encoding)


def looked_over(given: Decoded) -> Decoded:
    """The same with one kind of line break, if all that is in it can be shown; with warnings of what may be wrong."""
    if given.text is None:
        return given
    text = with_plain_breaks(given.text)
    if has_hidden(text):
        hidden = [_character("hidden-character", text, found.start()) for found in _FORBIDDEN.finditer(text)]
        return replace(given, text=None, problems=hidden[:_SHOWN_AT_MOST])
    if text.isascii():
        return replace(given, text=text)
    are_turned = any(sign in text for sign in _TURNED)
    turns = [_character("direction-override", text, one.start()) for one in _OVERRIDES.finditer(text) if are_turned]
    return replace(given, text=text, problems=[*turns[:_SHOWN_AT_MOST], *_decoded_twice(text)])


def has_hidden(text: str) -> bool:
    """Whether a character of it cannot be shown: of a long text this is told far faster than which."""
    data = text.encode("utf-8", "replace")
    if len(data.translate(None, _CONTROLS)) < len(data):
        return True
    return not text.isascii() and any(pattern.search(data) for pattern in _BEYOND)


def _guess(readings: encodings.Readings, codec: str) -> Guess:
    samples = readings.compared(codec)
    senses = [Sense(_EDITORS[codec], sample) for codec, sample in samples.items()]
    return Guess(ENCODING, senses[0], tuple(senses[1:]))


_EDITORS = {
    "cp1252": "Windows-1252", "latin-1": "ISO-8859-1", "cp1250": "Windows-1250", "cp1251": "Windows-1251",
    "mac_roman": "Mac OS Roman", "cp850": "DOS 850", "cp1253": "Windows-1253", "cp1254": "Windows-1254",
    "cp1255": "Windows-1255", "cp1256": "Windows-1256", "cp1257": "Windows-1257", "cp932": "Shift JIS",
    "gb18030": "GB 18030", "iso8859_2": "ISO-8859-2", "big5": "Big5", "euc_kr": "EUC-KR", "koi8_r": "KOI8-R",
}  # fmt: skip


_CODECS = {name: codec for codec, name in _EDITORS.items()}


def shown_lines(data: bytes, encoding: str = "") -> list[str]:
    """The lines of a text file for showing the places of its problems, as well as its bytes allow.

    In the encoding that was asked for, where it is in none that its bytes tell.
    """
    mark, (codec, _) = _mark(data)
    if not mark and _looks_binary(data):
        return []
    body = data[len(mark) :]
    try:
        text = body.decode(codec)
    except UnicodeDecodeError:
        text = (
            body.decode(codec, "replace") if mark else decode_any(data, encoding).text or body.decode(codec, "replace")
        )
    return with_plain_breaks(text).split("\n")


def _decoded_twice(text: str) -> list[Problem]:
    """One warning, at the first place."""
    for index, seen, meant in encodings.mended(text):
        return [Problem("decoded-twice", *place(text, index), {"seen": seen, "meant": meant})]
    return []


def hidden_character(text: str) -> str | None:
    """The name of the first character of the text that cannot be shown, if there is one."""
    found = _FORBIDDEN.search(text)
    return _name(found.group()) if found else None


def without_hidden(text: str) -> str:
    """The text with the sign for one that is missing in the place of every character that cannot be shown."""
    return _FORBIDDEN.sub("\ufffd", text)


def place(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 1, of the character at `index`."""
    start = text.rfind("\n", 0, index) + 1
    return text.count("\n", 0, index) + 1, index - start + 1


def _mark(data: bytes) -> tuple[bytes, tuple[str, str]]:
    """The bytes at the start that tell the encoding, if there are any; its codec and its name."""
    return next(((mark, told) for mark, told in _MARKS.items() if data.startswith(mark)), (b"", _PLAIN))


def with_plain_breaks(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _looks_binary(data: bytes) -> bool:
    head = data[:8192]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    controls = len(head) - len(head.translate(None, _UNTYPED))
    return b"\x00" in head or controls > len(head) / 20


def _character(code: str, text: str, index: int) -> Problem:
    return Problem(code, *place(text, index), {"character": _name(text[index])})


def _name(char: str) -> str:
    return f"U+{ord(char):04X} {unicodedata.name(char, '')}".strip()
