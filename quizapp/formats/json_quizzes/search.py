"""Where the questions stand in a file of JSON: in lists and objects, however they are called, to a certain depth."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from quizapp.formats.building.assembly import Place
from quizapp.formats.json_quizzes.shapes import QuizItem, item
from quizapp.formats.syntax.jsontree import Reader, words

_BLANKS = re.compile(r"\s*")
"""Between values that stand after each other."""
DEEPEST = 8
"""Levels that are searched."""
_COMMENTS = re.compile(r"(?:[ \t]*(?://[^\n]*)?\n)*[ \t]*")
_TITLES = ("title", "name", "quiz_title", "quizTitle", "titre", "titel", "quiz", "subject")
_PARTS = (
    "chapter",
    "section",
    "category",
    "topic",
    "unit",
    "title",
    "name",
    "chapitre",
    "thème",
    "章节",
    "分类",
    "subject",
)


@dataclass(slots=True)
class FoundItems:
    items: list[QuizItem] = field(default_factory=list)
    title: str = ""


def start(text: str) -> int:
    """Where the JSON begins: some browsers' extensions save it below comments."""
    found = _COMMENTS.match(text)
    return found.end() if found else 0


def questions(text: str) -> FoundItems:
    """All of them, in their order; several values after each other are read as a list. Raises Unreadable."""
    reader = Reader(text)
    reader.at = start(text)
    found = FoundItems()
    lines = _Lines(text)
    while reader.at < len(text):
        for at, one in _items(reader, found, 0, "", ""):
            found.items.append(replace(one, place=lines.place(at)))
        rest = _BLANKS.match(text, reader.at)
        reader.at = rest.end() if rest else reader.at
        if text[reader.at : reader.at + 1] not in ("{", "["):
            reader.end()
    return found


def _items(reader: Reader, found: FoundItems, depth: int, category: str, kind: str) -> Iterator[tuple[int, QuizItem]]:
    """Those of the value that begins here, each with where it does."""
    begin = reader.at
    value = reader.next()
    end = reader.at
    begin += len(reader.text[begin:end]) - len(reader.text[begin:end].lstrip())
    if isinstance(value, dict) and (one := item(value, kind)):
        yield begin, replace(one, category=category)
        return
    if depth >= DEEPEST or not isinstance(value, dict | list) or not _holds_objects(value):
        return
    reader.at = begin
    if isinstance(value, list):
        for _ in reader.entries():
            yield from _items(reader, found, depth + 1, category, kind)
    else:
        if depth == 0:
            found.title = found.title or _said(value, _TITLES)
        inner = _said(value, _PARTS) if depth else category
        for _ in reader.members():
            yield from _items(reader, found, depth + 1, inner or category, words(value.get("type")) or kind)
    reader.at = end


def _holds_objects(value: Any) -> bool:
    inner = value.values() if isinstance(value, dict) else value
    return any(isinstance(one, dict | list) for one in inner)


def _said(value: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((words(value[name]).strip() for name in names if isinstance(value.get(name), str)), "")


class _Lines:
    """Places in a text, each behind the one before."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at, self._line, self._first = 0, 1, 0

    def place(self, at: int) -> Place:
        self._line += self._text.count("\n", self._at, at)
        self._first = max(self._first, self._text.rfind("\n", self._at, at) + 1)
        self._at = at
        return Place(self._line, at - self._first + 1)
