"""Taking values out of the fields of a tree: every problem is noted, and the place of everything that was read."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from fractions import Fraction
from typing import TypeVar

from quizapp.domain.banks import Kind, Rule
from quizapp.domain.findings import Finding
from quizapp.formats.building.ids import slug
from quizapp.formats.building.numbers import parse_number
from quizapp.formats.problems import Problem, Severity
from quizapp.formats.syntax import yamltree
from quizapp.formats.syntax.text import hidden_character
from quizapp.formats.syntax.yamltree import Node, Scalar, Sequence
from quizapp.formats.texts import markup
from quizapp.formats.texts.markup import FindPicture, no_picture

LONGEST_FIELD = 20_000
_YES = ("yes", "true", "right", "oui", "vrai")
_NO = ("no", "false", "wrong", "non", "faux")
_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")

FEEDBACK = ("feedback", "feedback-right", "feedback-partly", "feedback-wrong")
"""What is said in general, and to right, partly right and wrong answers."""

HTML, PLAIN = "[html]", "[plain]"
"""How a text begins that has formatting; and one that begins with such a mark, but has none (GIFT's own way)."""

Path = tuple[str | int, ...]
W = TypeVar("W", Kind, Rule)


class Notes:
    """The problems of one file, each told at the place of what it is about, or of what that is part of."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self._places: dict[Path, tuple[int, int]] = {(): (1, 1)}

    @property
    def has_faults(self) -> bool:
        return any(problem.severity is Severity.FAULT for problem in self.problems)

    def place(self, path: Path, line: int, column: int) -> None:
        self._places[path] = (line, column)

    def problem(self, code: str, path: Path, **values: object) -> None:
        self.note([Finding(code, path, values)])

    def note(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            path = finding.path
            while path not in self._places:
                path = path[:-1]
            self.problems.append(Problem(finding.code, *self._places[path], finding.values))

    def group(
        self, node: yamltree.Mapping, path: Path, known: tuple[str, ...], find: FindPicture = no_picture
    ) -> "Group":
        """The known fields of a node by name; unknown and doubled ones are noted."""
        fields: dict[str, Node] = {}
        lines: dict[str, int] = {}
        for key, value in node.entries:
            name = key.text
            if name in lines:
                values: dict[str, object] = {"field": _short(name), "first": lines[name]}
                self.problems.append(Problem("doubled-field", key.line, key.column, values))
                continue
            lines[name] = key.line
            if name not in known:
                near = get_close_matches(_short(name.casefold()), known, 1)
                code = "unknown-field-near" if near else "unknown-field"
                values = {"field": _short(name), "near": near[0] if near else "", "known": ", ".join(known)}
                self.problems.append(Problem(code, key.line, key.column, values))
                continue
            fields[name] = value
            self.place((*path, name), value.line, value.column)
        return Group(self, path, fields, find)


class Group:
    """The fields of one part of a bank, each read as the kind of value it should have."""

    def __init__(self, notes: Notes, path: Path, fields: Mapping[str, Node], find: FindPicture = no_picture) -> None:
        self.path = path
        self._notes = notes
        self._fields = fields
        self._find = find

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def node(self, name: str) -> Node | None:
        return self._fields.get(name)

    def problem(self, code: str, name: str, **values: object) -> None:
        self._notes.problem(code, (*self.path, name), **values)

    def text(self, name: str, default: str = "", *, required: bool = False, longest: int = LONGEST_FIELD) -> str:
        node = self._fields.get(name)
        if node is None:
            if required:
                self._notes.problem("missing-field", self.path, field=name)
            return default
        return self._scalar(node, (*self.path, name), name, longest)

    def _scalar(self, node: Node, path: Path, name: str, longest: int = LONGEST_FIELD) -> str:
        if not isinstance(node, Scalar):
            self._notes.problem("not-text", path, field=name)
            return ""
        text = node.text.strip()
        if not text:
            self._notes.problem("empty-text", path, field=name)
        elif len(text) > longest:
            self._notes.problem("text-too-long", path, field=name, count=len(text), limit=longest)
        elif character := hidden_character(text):  # Written as "\\0": the file itself was looked through before.
            self._notes.problem("hidden-character", path, character=character)
        return text

    def said(self, name: str, *, inline: bool = False, required: bool = False) -> str:
        """A text for readers: plain, or HTML where it begins with « [html] »; « [plain] » makes what follows plain."""
        text = self.text(name, required=required)
        if text.startswith(PLAIN):
            return text[len(PLAIN) :]
        if not text.startswith(HTML):
            return text
        read = markup.of_html(text[len(HTML) :], inline=inline, find=self._find)
        for what in sorted(read.lost):
            self.problem(f"{what}-lost", name)
        if not read.text:
            self.problem("empty-text", name, field=name)
        return read.text

    def items(self, name: str, most: int, *, required: bool = False) -> list[Node]:
        node = self._fields.get(name)
        if node is None:
            if required:
                self._notes.problem("missing-field", self.path, field=name)
            return []
        if not isinstance(node, Sequence):
            self.problem("not-list", name, field=name)
            return []
        if len(node.items) > most:
            self.problem("too-many", name, field=name, count=len(node.items), limit=most)
            return []
        return node.items

    def texts(self, name: str, most: int) -> list[str]:
        """A list of texts, empty where they were refused; one text alone is a list of one."""
        node = self._fields.get(name)
        items = [node] if isinstance(node, Scalar) else self.items(name, most)
        texts = []
        for place, item in enumerate(items):
            path = (*self.path, name, place)
            self._notes.place(path, item.line, item.column)
            texts.append(self._scalar(item, path, name))
        return texts

    def flag(self, name: str, default: bool) -> bool:
        if name not in self._fields:
            return default
        word = self.text(name)
        if word.casefold() in _YES:
            return True
        if word and word.casefold() not in _NO:
            self.problem("bad-word", name, field=name, value=_short(word), known="yes, no")
        return False

    def word(self, name: str, words: type[W], *, required: bool = False) -> W | None:
        word = self.text(name, required=required)
        if not word:
            return None
        known = [str(value) for value in words]
        if word.casefold() not in known:
            self.problem("bad-word", name, field=name, value=_short(word), known=", ".join(known))
            return None
        return words(word.casefold())

    def number(self, name: str, low: Fraction, high: Fraction, default: Fraction) -> Fraction:
        if name not in self._fields:
            return default
        word = self.text(name)
        number = parse_number(word)
        if number is not None and low <= number <= high:
            return number
        if word:
            shown = {"value": _short(word), "low": _decimal(low), "high": _decimal(high)}
            self.problem("bad-number", name, field=name, **shown)
        return default

    def identifier(self, default: str) -> str:
        id_ = self.text("id", default, required=not default)
        if id_ and not _ID.fullmatch(id_):
            self.problem("bad-id", "id", value=_short(id_), near=slug(id_))
        return id_


def _short(text: str, longest: int = 60) -> str:
    return text if len(text) <= longest else text[:longest] + "…"


def _decimal(number: Fraction) -> str:
    return f"{float(number):g}"
