"""Bytes of a text file to text: the encoding is checked, and what cannot be shown is named with its place."""

import re
import unicodedata

from quizapp.formats.problems import Problem

LARGEST = 10 * 1024 * 1024
"""Bytes of a bank file in a text format."""

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
_OVERRIDES = re.compile(r"[\u202d\u202e]")
_SHOWN_AT_MOST = 20  # A file full of them is one problem to a teacher, not a thousand.


def decode(data: bytes) -> tuple[str | None, list[Problem]]:
    """The text, or None with the problems that keep it from being read; warnings may come with a text."""
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        return None, [Problem("empty-file")]
    if len(data) > LARGEST:
        sizes = {"size": f"{len(data) / 2**20:.1f}", "limit": LARGEST // 2**20}
        return None, [Problem("file-too-large", values=sizes)]
    try:
        text = _decoded(data)
    except UnicodeDecodeError as error:
        if _looks_binary(data):
            return None, [Problem("binary-file")]
        before = data[: error.start].decode("utf-8", "replace")
        line, column = place(before, len(before))
        return None, [Problem("bad-encoding", line, column, {"byte": f"0x{data[error.start]:02X}"})]
    if _looks_binary(data) and "\x00" in text:
        return None, [Problem("binary-file")]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    hidden = [_character("hidden-character", text, found.start()) for found in _FORBIDDEN.finditer(text)]
    if hidden:
        return None, hidden[:_SHOWN_AT_MOST]
    turns = [_character("direction-override", text, found.start()) for found in _OVERRIDES.finditer(text)]
    return text, turns[:_SHOWN_AT_MOST]


def place(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 1, of the character at `index`."""
    start = text.rfind("\n", 0, index) + 1
    return text.count("\n", 0, index) + 1, index - start + 1


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    return data.decode("utf-8-sig")


def _looks_binary(data: bytes) -> bool:
    head = data[:8192]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    controls = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return b"\x00" in head or controls > len(head) / 20


def _character(code: str, text: str, index: int) -> Problem:
    char = text[index]
    name = f"U+{ord(char):04X} {unicodedata.name(char, '')}".strip()
    return Problem(code, *place(text, index), {"character": name})
