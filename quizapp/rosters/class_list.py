"""A class list as a teacher pastes it or has it as a file: a name a line, or a table, with or without a heading.

Plain lines may be numbered, bulleted or in quotes, and may end with extra time: « Zoé Martin +33 % ». What is left out
as no reader, and what stays open, is said; nobody is lost without a word.
"""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace

from quizapp.domain.attempts import clean_name
from quizapp.domain.classes import LONGEST_IDENTIFIER, LONGEST_NAME, MOST_MEMBERS, ListLine, Member, faults_of, key_of
from quizapp.formats.problems import Problem
from quizapp.rosters import columns, extra_time, headings, lines, names, strangers
from quizapp.rosters.columns import Layout
from quizapp.rosters.extra_time import per_cent
from quizapp.rosters.headings import FULL, Meaning
from quizapp.rosters.lines import ListRow

_MOST_LINES = 10 * MOST_MEMBERS
_NUMBER = r"(?:n[°o]\s*)?\(?\d{1,3}\s*(?:[.)\]:]\s*(?=[^\d\s])|[-–—]\s+)"
_BULLET = re.compile(rf"\s*(?:[-–—•*·▪◦]\s+|{_NUMBER})", re.IGNORECASE)
_COUNTED = re.compile(r"\s*(\d{1,3})\s+(?=\S)")
_QUOTES = '"“”„«»‹›\u00a0\u202f '
_MAIL = re.compile(r"[<(\[]?\b(?:mailto:)?([^\s<>@()\[\],;]+@[^\s<>@()\[\],;]+\.[^\s<>@()\[\],;]+)[>)\]]?$")
_LONGEST_LINE = 1000
_LONGEST_KEPT = 4 * LONGEST_NAME
"""Characters by which it is plain that a name is too long; what stands beyond takes no time."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the teacher says of a list, where it is not as it was guessed."""

    meanings: tuple[str, ...] = ()
    """Of the columns, in their order; empty where the guess is right."""
    heading: int | None = None
    """The line of the heading; 0 where there is none, None where it is to be found."""
    family: Mapping[str, int] = field(default_factory=dict)
    """How many words of a full name are the family's, by the name as it was written: `names.parts`."""
    once: bool = False
    """Whether lines of one name are of one reader."""


GUESSED = Choices()


@dataclass(frozen=True, slots=True)
class ListEntry:
    """A line as it was understood."""

    line: int
    reader: ListLine
    full: str = ""
    """The name in one column, of which the family's is a part; empty where they stand apart."""
    family_words: int = 0
    is_present: bool = False
    """Whether the class has the reader already."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What was read: those who can be listed, each once, and every line that cannot."""

    members: tuple[ListLine, ...]
    problems: tuple[Problem, ...]
    again: tuple[tuple[int, ListLine], ...] = ()
    """Readers whom the class has already, by their ids, of whom something stands here that is to be taken over."""
    notes: tuple[Problem, ...] = ()
    """What was left out, or stays open."""
    entries: tuple[ListEntry, ...] = ()
    layout: Layout = field(default_factory=lambda: Layout(None, (), ()))


def read(text: str, present: Sequence[Member] = (), choices: Choices = GUESSED) -> Listing:
    """The members named in a text; `present` are those that the class has already."""
    rows = lines.rows(text)
    if len(rows) > _MOST_LINES:
        return Listing((), (Problem("too-many-names", values={"count": len(rows), "limit": MOST_MEMBERS}),))
    layout = columns.layout(rows, choices.meanings, choices.heading)
    if rows and not columns.has_names(layout.meanings):
        line = layout.heading.line if layout.heading else rows[0].line
        return Listing((), (Problem("no-name-column", line, 1),), layout=layout)
    reader = _Reader(layout, choices)
    found, notes = reader.lines()
    notes = [*_above(rows, layout), *notes]
    if not layout.is_sure:
        notes = [Problem("columns-unnamed", layout.rows[0].line if layout.rows else 0), *notes]
    found, doubled = _without_doubles(found, once=choices.once)
    return _listed(found, [*notes, *doubled], present, layout)


def problems_of(name: str, extra: str, taken: Container[str], line: int = 0) -> list[Problem]:
    """What is wrong with a member as typed; `taken` are the keys of the other names of the class."""
    values = {"name": name, "value": extra, "limit": LONGEST_NAME}
    return [Problem(code, line, 1 if line else 0, values) for code in faults_of(name, per_cent(extra), taken)]


def known_as(identifier: str) -> str:
    """A number or address as it is kept: one line, no invisible characters."""
    return " ".join("".join(one for one in identifier if one.isprintable()).split())[:LONGEST_IDENTIFIER]


# --- a line ---


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    name: str
    extra: str
    identifier: str = ""
    family: str = ""
    given: str = ""
    full: str = ""
    family_words: int = 0

    @property
    def identity(self) -> tuple[str, str, str]:
        return key_of(self.name), self.identifier.casefold(), self.extra


class _Reader:
    """Of the rows of one list."""

    def __init__(self, layout: Layout, choices: Choices) -> None:
        self._layout = layout
        self._choices = choices
        self._is_counted = _counts_up([row.at(0) for row in layout.rows]) if len(layout.meanings) == 1 else False
        self._full = layout.of(*FULL)
        self._family, self._first = layout.of(Meaning.FAMILY), layout.of(Meaning.FIRST)
        self._identifier, self._extra = layout.of(Meaning.IDENTIFIER), layout.of(Meaning.EXTRA)
        self._way = next((one for one in layout.meanings if one in FULL), Meaning.NAME)
        heading = layout.heading
        self._of_thirds = {at for at in self._extra if heading is not None and headings.is_of_thirds(heading.at(at))}
        self._short_too = False

    def lines(self) -> tuple[list[_Line], list[Problem]]:
        found, notes = list[_Line](), list[Problem]()
        self._short_too = self._most_are_in_capitals()
        for row in self._layout.rows:
            line = self._line(row)
            if strangers.is_stranger(line.name):
                notes.append(Problem("no-reader", row.line, 1, {"name": line.name}))
            elif not line.name and len(row.cells) > 1 and not line.identifier and not line.extra:
                notes.append(Problem("line-without-name", row.line, 1))
            else:
                found.append(line)
        return found, notes

    def _most_are_in_capitals(self) -> bool:
        full = [self._joined(row, self._full) for row in self._layout.rows]
        marked = sum(names.family_words(name, short_too=False) != names.UNKNOWN for name in full)
        return marked >= len(full) / 2

    def _joined(self, row: ListRow, at: Sequence[int]) -> str:
        return " ".join(row.at(one) for one in at if row.at(one))

    def _line(self, row: ListRow) -> _Line:
        full, behind, mail = self._cleaned(self._joined(row, self._full))
        family, late, _ = self._cleaned(self._joined(row, self._family))
        given, later, _ = self._cleaned(self._joined(row, self._first))
        identifier = self._joined(row, self._identifier) or mail
        extra = self._extra_of(row) or behind or late or later
        if family or given:
            return _Line(row.line, full or names.joined(family, given), extra, identifier, family, given)
        at = self._family_words(full)
        return _Line(row.line, full, extra, identifier, *names.parts(full, at), full, at)

    def _family_words(self, full: str) -> int:
        if full in self._choices.family:
            return self._choices.family[full]
        if marked := names.family_words(full, short_too=self._short_too):
            return marked
        match self._way:
            case Meaning.NAME_FAMILY_FIRST:
                return names.all_first(full)
            case Meaning.NAME_FAMILY_LAST:
                return names.all_last(full)
            case _:
                return names.UNKNOWN

    def _extra_of(self, row: ListRow) -> str:
        for at in self._extra:
            if cell := row.at(at):
                return extra_time.in_its_column(cell, of_thirds=at in self._of_thirds)
        if self._extra:
            return ""
        others = (row.at(at) for at in self._layout.of(Meaning.NONE) if row.at(at))
        return next(filter(None, map(extra_time.anywhere, others)), "")

    def _cleaned(self, cell: str) -> tuple[str, str, str]:
        """A name without what stands around it, and the extra time and the address that stood behind it."""
        if not cell or len(cell) > _LONGEST_LINE:
            return cell[:_LONGEST_KEPT], "", ""
        bare = cell.strip(_QUOTES)
        if len(self._layout.meanings) == 1:
            bare = _COUNTED.sub("", bare, count=1) if self._is_counted else bare
        if _BULLET.match(bare):
            bare = _BULLET.sub("", bare, count=1)
        bare, extra = extra_time.behind(" ".join(bare.split()))
        mail = _MAIL.search(bare)
        if mail is not None and mail.start():
            bare, again = extra_time.behind(bare[: mail.start()].rstrip(" ,;:-–<("))
            extra = extra or again
        return bare.strip(_QUOTES)[:_LONGEST_KEPT], extra, mail[1] if mail is not None and mail.start() else ""


def _counts_up(cells: Sequence[str]) -> bool:
    """Whether every line begins with the next number."""
    found = [_COUNTED.match(cell) for cell in cells]
    if len(found) < 2 or None in found:
        return False
    numbers = [int(one[1]) for one in found if one]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


# --- the list ---


def _above(rows: Sequence[ListRow], layout: Layout) -> list[Problem]:
    """What stands above the heading is no reader."""
    heading = layout.heading.line if layout.heading else 0
    names = [(row.line, next(filter(None, row.cells))) for row in rows if row.line < heading]
    return [Problem("no-reader", line, 1, {"name": clean_name(name)}) for line, name in names]


def _without_doubles(found: Sequence[_Line], *, once: bool) -> tuple[list[_Line], list[Problem]]:
    """Lines of one name and one address or number are one, and all of a list in which each comes twice."""
    in_twos = _are_in_twos([line.identity for line in found])
    kept, notes, first = list[_Line](), list[Problem](), dict[tuple[str, str], int]()
    for line in found:
        key = key_of(line.name), "" if once or in_twos else line.identifier.casefold()
        if key[0] and key in first and (once or in_twos or line.identifier):
            notes.append(Problem("reader-repeated", line.number, 1, {"name": line.name, "line": first[key]}))
        else:
            first.setdefault(key, line.number)
            kept.append(line)
    return kept, notes


def _are_in_twos(identities: Sequence[tuple[str, str, str]]) -> bool:
    """As a web page gives them that says each name beside a picture, too."""
    ones, others = identities[::2], identities[1::2]
    return len(ones) > 1 and ones == others and len(set(ones)) == len(ones)


def _listed(found: Sequence[_Line], notes: Sequence[Problem], present: Sequence[Member], layout: Layout) -> Listing:
    known = {key_of(one.name): one for one in present}
    numbers = {key_of(line.name): line.number for line in reversed(found)}
    taken: set[str] = set()
    entries, problems = list[ListEntry](), list[Problem]()
    members, again = list[ListLine](), list[tuple[int, ListLine]]()
    for line in found:
        faults = _faults(line, taken, numbers)
        problems += faults
        if faults:
            continue
        taken.add(key_of(line.name))
        reader = ListLine(
            clean_name(line.name), per_cent(line.extra) or 0,
            clean_name(line.family), clean_name(line.given), known_as(line.identifier),
        )  # fmt: skip
        there = known.get(key_of(line.name))
        entries.append(ListEntry(line.number, reader, line.full, line.family_words, there is not None))
        if there is None:
            members.append(reader)
        elif (changed := _completed(there, reader, has_extra=bool(line.extra))) is not None:
            again.append((there.id, changed))
    return Listing(tuple(members), tuple(problems), tuple(again), tuple(notes), tuple(entries), layout)


def _completed(there: Member, reader: ListLine, *, has_extra: bool) -> ListLine | None:
    """A reader of the class with what the list adds; None where it adds nothing."""
    was = ListLine(there.name, there.extra, there.family, there.given, there.identifier)
    names_given = bool(reader.family or reader.given)
    now = replace(
        was,
        extra=reader.extra if has_extra else was.extra,
        family=reader.family if names_given else was.family,
        given=reader.given if names_given else was.given,
        identifier=reader.identifier or was.identifier,
    )
    return now if now != was or has_extra else None


def _faults(line: _Line, taken: Container[str], numbers: Mapping[str, int]) -> list[Problem]:
    found = []
    for one in problems_of(line.name, line.extra, taken, line.number):
        if one.code == "name-doubled":
            values = {"name": line.name, "line": numbers[key_of(line.name)]}
            found.append(Problem("two-of-a-name", line.number, 1, values))
        else:
            found.append(one)
    if len(line.identifier) > LONGEST_IDENTIFIER:
        found.append(Problem("identifier-too-long", line.number, 1, {"limit": LONGEST_IDENTIFIER}))
    return found
