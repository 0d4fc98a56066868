"""JSON to plain values, with the place of what is wrong; numbers stay as they are written.

Source: RFC 8259. A name that stands twice in one object counts as it does in most programs: the last one.
"""

import json
import re
from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder
from typing import Any

from quizapp.formats.problems import Problem
from quizapp.formats.syntax.text import place

DEEPEST = 100
_MOST_TRIED = 200
"""Objects of a damaged text that turn out to be damaged."""
_MOST_SCANNED = 100 * 2**20
"""Characters at most that are looked through for their ends: a second's work."""
_COMMENTS = re.compile(r"(?:[ \t]*(?://[^\n]*)?\n)*[ \t]*")
_BLANKS = " \t\n\r"
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


class Unreadable(Exception):
    """No value can be had of it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


_DECODER = JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
"""A number of many digits would take long to compute with, and none of ours is needed exactly."""


def below_comments(text: str) -> int:
    """Where the JSON begins: some browsers' extensions save it below comments."""
    found = _COMMENTS.match(text)
    return found.end() if found else 0


def parse(text: str, member: str = "") -> Any:
    """The value that a text is. Raises Unreadable, with the place of what is wrong in the file, or in its member."""
    return Reader(text, member).value()


def objects(text: str) -> "tuple[list[tuple[int, dict[str, Any]]], list[Problem]]":
    """The objects of a text that is damaged, each with where it begins, none inside of another; and what is wrong."""
    reader, found, wrong = Reader(text), list[tuple[int, dict[str, Any]]](), dict[tuple[int, int], Problem]()
    at, tried, scanned = text.find("{"), 0, 0
    while at >= 0 and tried < _MOST_TRIED and scanned < _MOST_SCANNED:
        reader.at = at
        try:
            value = reader.next()
            found.append((at, value))
            at = text.find("{", reader.at)
        except Unreadable as unreadable:
            one = unreadable.problem
            wrong.setdefault((one.line, one.column), one)
            tried, scanned = tried + 1, scanned + len(text) - at
            at = text.find("{", at + 1)
    return found, list(wrong.values())


class Reader:
    """Reads a text from its start; `at` is where what follows begins."""

    def __init__(self, text: str, member: str = "") -> None:
        self.text = text
        self.at = 0
        self._member = member

    def value(self) -> Any:
        """The whole text. Raises Unreadable."""
        value = self.next()
        if self._sign():
            raise self._wrong("Extra data", self.at)
        return value

    def next(self) -> Any:
        """The value that begins here; what follows it is not looked at. Raises Unreadable."""
        self._sign()
        begin = self.at
        try:
            value, self.at = _DECODER.raw_decode(self.text, begin)
        except JSONDecodeError as error:
            raise self._wrong(error.msg, error.pos) from error
        except RecursionError as error:
            raise self._too_deep(begin) from error
        if _is_deep(value):
            raise self._too_deep(begin)
        return value

    def members(self) -> Iterator[str]:
        """The names in the object that begins here; each time, its value is to be read. Raises Unreadable."""
        self._expect("{")
        if self._sign() == "}":
            self.at += 1
            return
        while True:
            self._sign()
            begin, name = self.at, self.next()
            if not isinstance(name, str):
                raise self._wrong("Expecting property name enclosed in double quotes", begin)
            self._expect(":")
            yield name
            if self._sign() == "}":
                self.at += 1
                return
            self._expect(",")

    def entries(self) -> Iterator[int]:
        """Where each entry of the list that begins here starts; each time, it is to be read. Raises Unreadable."""
        self._expect("[")
        if self._sign() == "]":
            self.at += 1
            return
        while True:
            self._sign()
            yield self.at
            if self._sign() == "]":
                self.at += 1
                return
            self._expect(",")

    def is_list(self) -> bool:
        """Whether a list begins here."""
        return self._sign() == "["

    def end(self) -> None:
        """Raises Unreadable where anything follows."""
        if self._sign():
            raise self._wrong("Extra data", self.at)

    def _sign(self) -> str:
        while self.at < len(self.text) and self.text[self.at] in _BLANKS:
            self.at += 1
        return self.text[self.at : self.at + 1]

    def _expect(self, sign: str) -> None:
        if self._sign() != sign:
            raise self._wrong(f"Expecting '{sign}' delimiter", self.at)
        self.at += 1

    def _wrong(self, reason: str, at: int) -> Unreadable:
        return Unreadable(Problem("json-syntax", *place(self.text, at), {"reason": reason}, self._member))

    def _too_deep(self, at: int) -> Unreadable:
        return Unreadable(Problem("json-too-deep", *place(self.text, at), {"limit": DEEPEST}, self._member))


def _is_deep(value: Any) -> bool:
    """Whether it is nested deeper than anything here walks down."""
    level = [value]
    for _ in range(DEEPEST):
        level = [inner for one in level for inner in _inside(one)]
        if not level:
            return False
    return True


def _inside(value: Any) -> list[Any]:
    found = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [one for one in found if isinstance(one, dict | list)]


def words(value: Any) -> str:
    """What a value says: a text, a number, yes or no; empty for anything else.

    JSON can write what no file can hold: half a character becomes the sign for one that is missing, a control character
    nothing.
    """
    if isinstance(value, bool):
        return json.dumps(value)
    if not isinstance(value, str):
        return ""
    if value.isprintable():
        return value
    text = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
