"""A file as it came, looked at in several ways; and what a format of files is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from quizapp.domain.banks import Bank
from quizapp.formats.building.assembly import Assembly
from quizapp.formats.carrying import Feature
from quizapp.formats.problems import ENCODING, NOTHING_SAID, Options, Progress, Report
from quizapp.formats.syntax import archives, xmltree
from quizapp.formats.syntax.archives import Archive
from quizapp.formats.syntax.text import Decoded, decode_any

_HEAD = 2**18
"""Characters."""


class File:
    """Its name and bytes; read as text, as XML or as a package when somebody first asks."""

    def __init__(self, name: str, data: bytes, options: Options = NOTHING_SAID) -> None:
        self.name = name
        self.data = data
        self.options = options

    @cached_property
    def decoded(self) -> Decoded:
        return decode_any(self.data, self.options.get(ENCODING, ""))

    @property
    def text(self) -> str:
        """Empty for what is no text."""
        return "" if self.archive is not None or self.is_archive else self.decoded.text or ""

    @cached_property
    def head(self) -> str:
        """Its first lines: as much of a text as tells which format it is."""
        text = self.text
        return text if len(text) <= _HEAD else text[: text.rfind("\n", 0, _HEAD) + 1 or _HEAD]

    @cached_property
    def is_archive(self) -> bool:
        return archives.is_archive(self.data)

    @cached_property
    def archive(self) -> Archive | None:
        """Raises archives.RefusedArchive."""
        return Archive(self.data) if self.is_archive else None

    @cached_property
    def members(self) -> Sequence[str]:
        """Those of a package; none of anything else."""
        return self.archive.names if self.archive is not None else ()

    def assembly(self, format_: str, *, as_text: bool = False) -> Assembly:
        """Where the questions of it are gathered; `as_text` tells also what was found when it was decoded."""
        assembly = Assembly(format_, options=self.options)
        if as_text:
            assembly.encoding = self.decoded.encoding
            assembly.problems += self.decoded.problems
            assembly.guesses += self.decoded.guesses
        return assembly

    @cached_property
    def root(self) -> tuple[str, str]:
        """The name, in lower case, and the attributes of the first element of XML; empty for anything else."""
        is_xml = not self.is_archive and xmltree.looks_like(self.data)
        return xmltree.root(self.data) if is_xml else ("", "")


@dataclass(frozen=True, slots=True)
class Format:
    """A format of question banks: how it is known, read and written."""

    name: str
    """As teachers know it."""
    resembles: Callable[[File], bool]
    """Whether the content looks like this format. It may look at what a file offers, and reads nothing through."""
    read: Callable[[File, Progress], Report]


@dataclass(frozen=True, slots=True)
class Writer:
    """A format that banks are taken home in."""

    id: str
    """Its name on the command line and in addresses, such as « moodle-xml »."""
    name: str
    ending: str
    """Of its files, without the dot."""
    media_type: str
    carries: frozenset[Feature]
    write: Callable[[Bank, Mapping[str, bytes]], bytes]
    """The file for a bank of which everything that the format does not carry was taken away, and its pictures."""


def lines(text: str) -> Iterator[tuple[int, str]]:
    return enumerate(text.split("\n"), start=1)
