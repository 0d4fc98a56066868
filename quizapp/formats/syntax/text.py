"""Bytes of a text file to text: the encoding is found, and what cannot be shown is named with its place."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

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
_OVERRIDES = re.compile(r"[\u202d\u202e]")
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
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        return Decoded(None, problems=[Problem("empty-file")])
    if len(data) > LARGEST:
        return Decoded(None, problems=[Problem("file-too-large", values={"limit": LARGEST // 2**20})])
    mark, (codec, encoding) = _mark(data)
    try:
        text = data[len(mark) :].decode(codec)
    except UnicodeDecodeError as error:
        if _looks_binary(data):
            return Decoded(None, problems=[Problem("binary-file")])
        before = _with_plain_breaks(error.object[: error.start].decode(codec, "replace"))
        values = {"byte": f"0x{error.object[error.start]:02X}"}
        problem = Problem("bad-encoding", *place(before, len(before)), values)
        return Decoded(None, "" if mark else _EDITORS[encodings.guessed(data)], [problem])
    if _looks_binary(data) and "\x00" in text:
        return Decoded(None, problems=[Problem("binary-file")])
    text = _with_plain_breaks(text)
    hidden = [_character("hidden-character", text, found.start()) for found in _FORBIDDEN.finditer(text)]
    if hidden:
        return Decoded(None, encoding, hidden[:_SHOWN_AT_MOST])
    turns = [_character("direction-override", text, found.start()) for found in _OVERRIDES.finditer(text)]
    return Decoded(text, encoding, [*turns[:_SHOWN_AT_MOST], *_decoded_twice(text)])


def decode_any(data: bytes, asked: str = "") -> Decoded:
    """The text of a file in whatever encoding it seems to have, or the one that is asked for, by its name in editors.

    What was guessed, where the file does not tell, is shown by the words that it changes.
    """
    decoded = decode(data)
    if decoded.text is not None or not decoded.encoding or decoded.problems[0].code != "bad-encoding":
        return decoded
    name = asked if asked in _CODECS else decoded.encoding
    again = decode(data.decode(_CODECS[name], "replace").encode())
    return Decoded(again.text, name, again.problems, [_guess(data, name)])


def _guess(data: bytes, name: str) -> Guess:
    samples = encodings.compared(data, _CODECS[name])
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
    return _with_plain_breaks(text).split("\n")


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


def _with_plain_breaks(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _looks_binary(data: bytes) -> bool:
    head = data[:8192]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    controls = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return b"\x00" in head or controls > len(head) / 20


def _character(code: str, text: str, index: int) -> Problem:
    return Problem(code, *place(text, index), {"character": _name(text[index])})


def _name(char: str) -> str:
    return f"U+{ord(char):04X} {unicodedata.name(char, '')}".strip()
