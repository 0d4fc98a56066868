"""YAML as a tree in which every scalar is text and every node knows its line and column.

PyYAML's loaders turn `no` into False, keep the last of two equal keys without a word, and follow aliases (342 bytes
can unfold into ten million nodes). So the tree is built here from the parser's events, and refuses what banks never
use.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from quizapp.formats.problems import Problem

_DEEPEST = 32
_BREAKS_OF_YAML_1_1 = "\x85\u2028\u2029"
"""Line breaks to PyYAML, characters like any other to YAML 1.2, to editors and to teachers."""
_TAG = "tag:yaml.org,2002:"
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # The C parser where the wheel has it: five times faster.


@dataclass(slots=True)
class Scalar:
    text: str
    line: int
    column: int
    block: bool = False
    """Written as a `|` block, whose lines are those of the file, from the next one on."""


@dataclass(slots=True)
class Sequence:
    line: int
    column: int
    items: list["Node"] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    line: int
    column: int
    entries: list[tuple[Scalar, "Node"]] = field(default_factory=list)


Node = Scalar | Sequence | Mapping


class Unreadable(Exception):
    """The YAML cannot be read on from here; carries the one Problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def parse(text: str, problems: list[Problem]) -> Node | None:
    """The root of the one document in `text`, None if it has none; adds the problems that do not hinder reading on."""
    stand_ins = _stand_ins(text)
    back = {ord(stand_in): chr(char) for char, stand_in in stand_ins.items()}
    root: Node | None = None
    open_nodes: list[Sequence | Mapping] = []
    keys: list[Scalar | None] = []  # For each open node, the key that waits for its value.
    for event in _events(text.translate(stand_ins)):
        mark = event.start_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        node: Node
        match event:
            case yaml.DocumentStartEvent() if root is not None:
                raise Unreadable(Problem("yaml-two-documents", line, column))
            case yaml.AliasEvent():
                problems.append(Problem("yaml-alias", line, column, {"mark": f"*{event.anchor}"}))
                node = Scalar(f"*{event.anchor}", line, column)
            case yaml.ScalarEvent():
                node = Scalar(event.value.translate(back), line, column, event.style == "|")
            case yaml.SequenceStartEvent():
                node = Sequence(line, column)
            case yaml.MappingStartEvent():
                node = Mapping(line, column)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                open_nodes.pop()
                keys.pop()
                continue
            case _:
                continue
        if event.anchor and not isinstance(event, yaml.AliasEvent):
            problems.append(Problem("yaml-alias", line, column, {"mark": f"&{event.anchor}"}))
        if tag := getattr(event, "tag", None):
            shown = f"!!{tag.removeprefix(_TAG)}" if tag.startswith(_TAG) else tag
            problems.append(Problem("yaml-tag", line, column, {"tag": shown}))
        if not open_nodes:
            root = node
        else:
            _attach(open_nodes[-1], keys, node)
        if not isinstance(node, Scalar):
            if len(open_nodes) >= _DEEPEST:
                raise Unreadable(Problem("yaml-too-deep", line, column, {"limit": _DEEPEST}))
            open_nodes.append(node)
            keys.append(None)
    return root


def _stand_ins(text: str) -> dict[int, str]:
    """For each break of YAML 1.1 in the text, a private character that the text does not use."""
    used = set(text)
    free = (chr(code) for code in range(0xE000, 0xF900) if chr(code) not in used)
    return dict(zip(map(ord, used & set(_BREAKS_OF_YAML_1_1)), free, strict=False))


def _attach(parent: Sequence | Mapping, keys: list[Scalar | None], node: Node) -> None:
    if isinstance(parent, Sequence):
        parent.items.append(node)
    elif (key := keys[-1]) is not None:
        parent.entries.append((key, node))
        keys[-1] = None
    elif isinstance(node, Scalar):
        keys[-1] = node
    else:
        reason = {"reason": "a list or a group of fields cannot be the name of a field"}
        raise Unreadable(Problem("yaml-syntax", node.line, node.column, reason))


def _events(text: str) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = " ".join(part for part in (error.problem, error.context) if part)
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        raise Unreadable(Problem("yaml-syntax", line, column, {"reason": reason})) from None
    except (yaml.YAMLError, RecursionError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise Unreadable(Problem("yaml-syntax", values={"reason": reason})) from None
