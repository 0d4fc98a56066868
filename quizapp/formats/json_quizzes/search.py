"""Where the questions stand in a file of JSON: in lists and objects, however they are called, to a certain depth."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from quizapp.formats.building.assembly import Place
from quizapp.formats.json_quizzes.shapes import QuizItem, item, open_item, passages
from quizapp.formats.problems import Problem
from quizapp.formats.syntax import jsontree
from quizapp.formats.syntax.jsontree import Reader, below_comments, words

_BLANKS = re.compile(r"\s*")
"""Between values that stand after each other."""
DEEPEST = 8
"""Levels that are searched."""
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
    passages: dict[str, None] = field(default_factory=dict)
    """Texts that questions are asked about."""


def questions(text: str) -> FoundItems:
    """All of them, in their order; several values after each other are read as a list. Raises Unreadable."""
    reader = Reader(text)
    reader.at = below_comments(text)
    found = FoundItems()
    lines = _Lines(text)
    while reader.at < len(text):
        for at, one in _items(reader, found, _Around()):
            found.items.append(replace(one, place=lines.place(at)))
        rest = _BLANKS.match(text, reader.at)
        reader.at = rest.end() if rest else reader.at
        if text[reader.at : reader.at + 1] not in ("{", "["):
            reader.end()
    return found


def salvaged(text: str) -> "tuple[FoundItems, list[Problem]]":
    """Those of a damaged text that are whole, and what is wrong with the others, each at its place."""
    found, lines = FoundItems(), _Lines(text)
    objects, problems = jsontree.objects(text)
    for at, value in objects:
        if (one := item(value)) is not None:
            found.items.append(replace(one, place=lines.place(at)))
    return found, problems


@dataclass(frozen=True, slots=True)
class _Around:
    """What surrounds a value."""

    depth: int = 0
    category: str = ""
    kind: str = ""
    is_listed: bool = False
    """Whether a list does."""


def _items(reader: Reader, found: FoundItems, around: _Around) -> Iterator[tuple[int, QuizItem]]:
    """Those of the value that begins here, each with where it does."""
    begin = reader.at
    value = reader.next()
    end = reader.at
    begin += len(reader.text[begin:end]) - len(reader.text[begin:end].lstrip())
    one = item(value, around.kind) if isinstance(value, dict) else None
    if isinstance(value, dict):
        found.passages |= dict.fromkeys(passages(value))
    if one is None and isinstance(value, dict | list) and around.depth < DEEPEST and _holds_objects(value):
        reader.at = begin
        inside = list(_inside(reader, value, found, around))
        reader.at = end
        if inside:
            yield from inside
            return
    if one is None and isinstance(value, dict) and around.is_listed:
        one = open_item(value, around.kind)
    if one is not None:
        yield begin, replace(one, category=around.category)


def _inside(reader: Reader, value: Any, found: FoundItems, around: _Around) -> Iterator[tuple[int, QuizItem]]:
    """Those of the list or the object that begins here."""
    depth = around.depth + 1
    if isinstance(value, list):
        for _ in reader.entries():
            yield from _items(reader, found, replace(around, depth=depth, is_listed=True))
        return
    category = around.category
    if around.is_listed:
        category = _said(value, _PARTS) or category
    else:
        found.title = found.title or _said(value, _TITLES)
    inner = _Around(depth, category, words(value.get("type")) or around.kind, around.is_listed)
    for _ in reader.members():
        yield from _items(reader, found, inner)


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
