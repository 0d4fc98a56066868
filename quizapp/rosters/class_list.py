"""A class list as a teacher pastes it or has it as CSV: a name a line, or a table with a heading.

Plain lines may be numbered or bulleted, and may end with extra time: « Zoé Martin +33 % ». A table is known by its
heading, in French or English, and may have columns for names, first names, last names and extra time; its columns are
divided by tabs, semicolons or commas.
"""

import csv
import re
import unicodedata
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizapp.domain.attempts import clean_name
from quizapp.domain.classes import LONGEST_NAME, MOST_MEMBERS, ListLine, faults_of, key_of
from quizapp.formats.problems import Problem


def _key(cell: str) -> str:
    """A heading however it is written: without accents, in small letters, with one apostrophe for all."""
    letters = (one for one in unicodedata.normalize("NFD", cell.casefold()) if not unicodedata.combining(one))
    return " ".join("".join(letters).replace("’", "'").split())


_NAME = frozenset(map(_key, (
    "name", "names", "full name", "student", "students", "student name", "name of the student", "pupil", "pupil name",
    "reader", "participant", "pseudonym", "nickname", "nom", "noms", "nom complet", "nom et prénom", "nom prénom",
    "prénom et nom", "prénom nom", "élève", "élèves", "nom de l'élève", "nom élève", "nom et prénom de l'élève",
    "étudiant", "étudiante", "nom de l'étudiant", "participants", "pseudonyme", "pseudo",
)))  # fmt: skip
_FIRST = frozenset(map(_key, (
    "first name", "firstname", "first names", "given name", "prénom", "prénoms", "prénom de l'élève", "prénom usuel",
)))  # fmt: skip
_LAST = frozenset(map(_key, (
    "last name", "lastname", "surname", "family name", "nom de famille", "nom", "name", "nom de l'élève",
    "nom d'usage",
)))  # fmt: skip
_EXTRA = frozenset(map(_key, (
    "extra time", "extra", "more time", "temps en plus", "temps supplémentaire", "majoration", "tiers temps",
    "tiers-temps",
)))  # fmt: skip
_LONGEST_LINE = 1000
_MOST_LINES = 10 * MOST_MEMBERS
_BULLET = re.compile(r"\s*(?:[-–•*]\s+|\d{1,3}\s*[.)]\s+)")
_END = 40
"""Characters at the end of a line in which extra time may stand."""
_PER_CENT = "%|per ?cent|pour ?cent"
_PLUS = re.compile(
    rf"(?:\+ ?(?P<extra>[\d/.,]{{1,7}}|[¼⅓½⅔¾]) ?(?:{_PER_CENT})?"
    rf"|(?<= )(?P<bare>\d{{1,3}}(?:[.,]\d{{1,4}})?) ?(?:{_PER_CENT}))\.? ?\)?$"
)
_SHARES = {"¼": 25, "⅓": 33, "½": 50, "⅔": 67, "¾": 75}


@dataclass(frozen=True, slots=True)
class Listing:
    """What was read: those who can be listed, each once, and every line that cannot."""

    members: tuple[ListLine, ...]
    problems: tuple[Problem, ...]
    again: tuple[ListLine, ...] = ()
    """Names that the class has already, with the extra time that stands beside them now."""


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    name: str
    extra: str


def read(text: str, present: Sequence[str] = ()) -> Listing:
    """The members named in a text; `present` are the names that the class has already."""
    try:
        lines, problems = _lines(text)
    except csv.Error:  # A cell longer than any name: a quote that was never closed, most often.
        return Listing((), (Problem("unreadable-table"),))
    if len(lines) > _MOST_LINES:
        return Listing((), (Problem("too-many-names", values={"count": len(lines), "limit": MOST_MEMBERS}),))
    there = {key_of(name) for name in present}
    taken: set[str] = set()
    members: list[ListLine] = []
    again: list[ListLine] = []
    for line in lines:
        key = key_of(line.name)
        if key in there and not line.extra:
            continue
        faults = problems_of(line.name, line.extra, taken, line.number)
        problems += faults
        if not faults:
            taken.add(key)
            (again if key in there else members).append(ListLine(clean_name(line.name), per_cent(line.extra) or 0))
    return Listing(tuple(members), tuple(problems), tuple(again))


def per_cent(cell: str) -> int | None:
    """Extra time as it was written: 33, 33 %, 1/3; None for what is none."""
    bare = cell.removesuffix("%").strip().lstrip("+").strip()
    if bare in ("", "-", "–"):
        return 0
    if bare in _SHARES:
        return _SHARES[bare]
    if not re.fullmatch(r"[0-9]{1,4}(?:[.,][0-9]{1,4})?|[0-9]{1,2}/[0-9]{1,2}", bare):
        return None
    try:
        return round(Fraction(bare) * 100) if "/" in bare else round(Fraction(bare.replace(",", ".")))
    except ZeroDivisionError:
        return None


def problems_of(name: str, extra: str, taken: Container[str], line: int = 0) -> list[Problem]:
    """What is wrong with a member as typed; `taken` are the keys of the other names of the class."""
    values = {"name": name, "value": extra, "limit": LONGEST_NAME}
    return [Problem(code, line, 1 if line else 0, values) for code in faults_of(name, per_cent(extra), taken)]


def _lines(text: str) -> tuple[list[_Line], list[Problem]]:
    plain = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if not plain:
        return [], []
    heading = plain[0][1]
    delimiter = max("\t;,", key=heading.count)
    columns = [_key(cell) for cell in next(csv.reader([heading], delimiter=delimiter))]
    if not set(columns) & (_NAME | _FIRST | _LAST | _EXTRA):
        # So long a line is no name; and to look for what stands at its end would take long.
        long = [number for number, line in plain if len(line) > _LONGEST_LINE]
        problems = [Problem("name-too-long", number, 1, {"limit": LONGEST_NAME}) for number in long]
        return [_plain(number, line) for number, line in plain if number not in long], problems
    names = _name_columns(columns)
    if not names:
        return [], [Problem("no-name-column", plain[0][0], 1)]
    extra = next((at for at, column in enumerate(columns) if column in _EXTRA), None)
    return list(_table(text, plain[0][0], delimiter, names, extra)), []


def _name_columns(columns: Sequence[str]) -> tuple[int, ...]:
    """Where the parts of a name stand, first name first."""
    first = next((at for at, column in enumerate(columns) if column in _FIRST), None)
    if first is not None:
        last = next((at for at, column in enumerate(columns) if column in _LAST), None)
        return (first,) if last is None else (first, last)
    whole = next((at for at, column in enumerate(columns) if column in _NAME | _LAST), None)
    return () if whole is None else (whole,)


def _table(text: str, heading: int, delimiter: str, names: Sequence[int], extra: int | None) -> Iterator[_Line]:
    rows = csv.reader(text.splitlines()[heading:], delimiter=delimiter)
    for row in rows:
        if any(cell.strip() for cell in row):
            name = " ".join(row[at].strip() for at in names if at < len(row))
            more = row[extra] if extra is not None and extra < len(row) else ""
            yield _Line(heading + rows.line_num, name, more.strip())


def _plain(number: int, line: str) -> _Line:
    name = _BULLET.sub("", line, count=1) if _BULLET.match(line) else line
    # What was copied out of a spreadsheet has its columns still.
    name = " ".join(re.sub("[\t;]", " ", name).split())
    start = max(0, len(name) - _END)
    found = _PLUS.search(name, start)  # No more than the end is looked at: a crooked line takes no time.
    if not found:
        return _Line(number, name, "")
    return _Line(number, name[: found.start()].rstrip(" ,;("), found["extra"] or found["bare"])
