"""Bytes of a text file to text: the encoding is checked, and what cannot be shown is named with its place."""

import re
import unicodedata

from quizapp.formats.problems import Problem

LARGEST = 10 * 1024 * 1024
"""Bytes of a bank file in a text format."""

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
_ENCODING_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_OVERRIDES = re.compile(r"[\u202d\u202e]")
_SHOWN_AT_MOST = 20  # A file full of them is one problem to a teacher, not a thousand.


def decode(data: bytes) -> tuple[str | None, list[Problem]]:
    """The text, or None with the problems that keep it from being read; warnings may come with a text."""
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        return None, [Problem("empty-file")]
    if len(data) > LARGEST:
        return None, [Problem("file-too-large", values={"limit": LARGEST // 2**20})]
    try:
        text = _decoded(data)
    except UnicodeDecodeError as error:
        if _looks_binary(data):
            return None, [Problem("binary-file")]
        before = error.object[: error.start].decode(error.encoding, "replace")  # Without the mark of the encoding.
        line, column = place(_with_plain_breaks(before), len(_with_plain_breaks(before)))
        return None, [Problem("bad-encoding", line, column, {"byte": f"0x{error.object[error.start]:02X}"})]
    if _looks_binary(data) and "\x00" in text:
        return None, [Problem("binary-file")]
    text = _with_plain_breaks(text)
    hidden = [_character("hidden-character", text, found.start()) for found in _FORBIDDEN.finditer(text)]
    if hidden:
        return None, hidden[:_SHOWN_AT_MOST]
    turns = [_character("direction-override", text, found.start()) for found in _OVERRIDES.finditer(text)]
    return text, turns[:_SHOWN_AT_MOST]


def hidden_character(text: str) -> str | None:
    """The name of the first character of the text that cannot be shown, if there is one."""
    found = _FORBIDDEN.search(text)
    return _name(found.group()) if found else None


def place(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 1, of the character at `index`."""
    start = text.rfind("\n", 0, index) + 1
    return text.count("\n", 0, index) + 1, index - start + 1


def _decoded(data: bytes) -> str:
    for mark, encoding in _ENCODING_MARKS.items():
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding)
    return data.decode("utf-8")


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
