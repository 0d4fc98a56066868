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
from quizapp.formats.syntax.text import Decoded, has_hidden, looked_over, opened, with_plain_breaks

_HEAD, _FAR = 2**15, 2**17
"""Characters."""


class UnreadableText(Exception):
    """A file of a format of texts has what no text has."""

    def __init__(self, decoded: Decoded) -> None:
        super().__init__()
        self.decoded = decoded


class File:
    """Its name and bytes; read as text, as XML or as a package when somebody first asks."""

    def __init__(self, name: str, data: bytes, options: Options = NOTHING_SAID) -> None:
        self.name = name
        self.data = data
        self.options = options
        self._reach = _HEAD

    @cached_property
    def _opened(self) -> Decoded:
        return opened(self.data, self.options.get(ENCODING, ""))

    @cached_property
    def decoded(self) -> Decoded:
        return looked_over(self._opened)

    @property
    def text(self) -> str:
        """All of it. Raises UnreadableText."""
        if self.decoded.text is None:
            raise UnreadableText(self.decoded)
        return self.decoded.text

    @cached_property
    def head(self) -> str:
        """Its first lines: as much of a text as tells which format it is; empty for what is no text.

        What is behind them is not even looked over: a format is told as fast in a large file as in a small one.
        """
        return self.beginning(self._reach)

    @cached_property
    def head_lines(self) -> str:
        """The head, each line behind a break: what a line begins with is found far faster by that than by « ^ »."""
        return f"\n{self.head}"

    def beginning(self, most: int = _FAR) -> str:
        """The first lines, of no more characters than that."""
        if self.is_archive or not self._opened.text:
            return ""
        start = self._opened.text[: most + 1]
        if len(start) > most:
            start = start[: max(start.rfind("\n", 0, most), start.rfind("\r", 0, most)) + 1 or most]
        start = with_plain_breaks(start)
        return "" if has_hidden(start) else start

    def farther(self) -> "File | None":
        """The same with a longer head, for who knew it by none of its first lines; none where it has no more."""
        if self._reach == _FAR or not self.head or len(self._opened.text or "") <= self._reach:
            return None
        file = File(self.name, self.data, self.options)
        file._opened, file._reach = self._opened, _FAR
        return file

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
