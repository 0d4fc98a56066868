"""XML told as it is read, from its beginning to its end: no tree is made, whatever stands there.

A document type has no place in the XML of spreadsheets, nor have entities: both are refused.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Generic, TypeVar
from xml.parsers import expat

from quizapp.formats.problems import Problem
from quizapp.formats.syntax import xmltree

_CHUNK = 2**16
Found = TypeVar("Found")


class Target(ABC, Generic[Found]):
    """What is told of elements and characters, and finds something in them."""

    def __init__(self) -> None:
        self._found: list[Found] = []

    def taken(self) -> list[Found]:
        """What was found since it was last asked."""
        found, self._found = self._found, []
        return found

    @abstractmethod
    def start(self, name: str, given: dict[str, str]) -> None: ...

    @abstractmethod
    def data(self, text: str) -> None: ...

    @abstractmethod
    def end(self, name: str) -> None: ...


def told(data: bytes, member: str, target: Target[Found], *, between: str | None = None) -> Iterator[Found]:
    """What the target finds, as soon as it does. Raises xmltree.Unreadable.

    `between` stands between a namespace and a name; without it, names come with their prefixes.
    """

    def refuse(*_: object) -> None:
        raise xmltree.Unreadable(Problem("xml-entities", member=member))

    parser = expat.ParserCreate(namespace_separator=between)
    parser.buffer_text = True
    parser.StartElementHandler = target.start
    parser.EndElementHandler = target.end
    parser.CharacterDataHandler = target.data
    parser.StartDoctypeDeclHandler = refuse
    try:
        for chunk in _chunks(data, parser):
            parser.Parse(chunk, False)
            yield from target.taken()
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        values = {"reason": expat.ErrorString(error.code)}
        raise xmltree.Unreadable(Problem("xml-syntax", error.lineno, error.offset + 1, values, member)) from error
    except (ValueError, LookupError) as error:  # An encoding that is none.
        raise xmltree.Unreadable(Problem("xml-syntax", 1, 1, {"reason": str(error)[:200]}, member)) from error
    yield from target.taken()


def _chunks(data: bytes, parser: "expat.XMLParserType") -> Iterator[memoryview]:
    """Larger ones where nothing ends within one: an old expat reads what it has of it again each time."""
    view, at, size, reached = memoryview(data), 0, _CHUNK, 0
    while at < len(data):
        yield view[at : at + size]
        at += size
        size = _CHUNK if parser.CurrentByteIndex > reached else 2 * size
        reached = parser.CurrentByteIndex
