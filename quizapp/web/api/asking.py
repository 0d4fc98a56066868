"""What a program asks: which part of a list, and by which filters; what cannot be meant is told, never passed over."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from werkzeug.datastructures import MultiDict

from quizapp.formats.problems import N_
from quizapp.web.api.shapes import Schema
from quizapp.web.forms import counting

PART = 100
"""Of a list, as many at a time."""
CURSOR = "cursor"
NEXT = "next_cursor"
"""What a part of a list calls the cursor of the next one."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)", re.ASCII | re.IGNORECASE)
_ROW = 9
"""Digits of the number of a thing: no database has a larger one, and an address none that is longer."""

Row = TypeVar("Row")
Sent = TypeVar("Sent")


class Nonsense(Exception):
    """A parameter of the request cannot be meant; `why` is a sentence to translate."""

    def __init__(self, parameter: str, why: str) -> None:
        super().__init__(parameter, why)
        self.parameter = parameter
        self.why = why


# --- filters ---


@dataclass(frozen=True, slots=True)
class Filter:
    """A parameter behind the question mark."""

    name: str
    meaning: str
    read: Callable[[str], Any]
    """Raises ValueError."""
    fault: str
    schema: Schema


def counted(name: str, meaning: str) -> Filter:
    """The number of a thing."""
    schema = {"type": "integer", "minimum": 0, "maximum": 10**_ROW - 1}
    return Filter(name, meaning, lambda text: counting(text, _ROW), N_("It is to be a number."), schema)


def moment(name: str, meaning: str) -> Filter:
    fault = N_("It is to be a time such as 2026-01-31T08:00:00Z.")
    return Filter(name, meaning, _moment, fault, {"type": "string", "format": "date-time"})


def word(name: str, meaning: str, words: type[StrEnum]) -> Filter:
    fault = N_("It is to be one of the words that the documentation lists.")
    return Filter(name, meaning, words, fault, {"type": "string", "enum": list(words)})


def _moment(text: str) -> datetime:
    if not _MOMENT.fullmatch(text):
        raise ValueError(text)
    try:
        return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except OverflowError as error:  # Where it is written the calendar has such a day, in UTC it has none.
        raise ValueError(text) from error


# --- what was asked ---


@dataclass(frozen=True, slots=True)
class Asked:
    """The rest of a request, beside its path."""

    sees_names: bool
    """Whether its token was made to see the names of readers."""
    given: Mapping[str, Any]
    """What the filters read, by their names; those that were not sent have none."""
    list_name: str = ""
    cursor: str = ""

    def after(self, length: int = 1) -> tuple[int, ...]:
        """After which key the part begins that is asked for. Raises Nonsense."""
        if not self.cursor:
            return (0,) * length
        try:
            text = urlsafe_b64decode(self.cursor.encode("ascii")).decode()
        except ValueError:
            text = ""
        pattern = rf"{re.escape(self.list_name)}{rf' ([0-9]{{1,{_ROW}}})' * length}"
        found = re.fullmatch(pattern, text)
        # Of what decodes alike, only as it was given: so that one part of a list has one address.
        if found is None or cursor_after(self.list_name, tuple(map(int, found.groups()))) != self.cursor:
            raise Nonsense(CURSOR, N_("It is none that this list has given."))
        return tuple(map(int, found.groups()))

    def name(self, known: str) -> str | None:
        """A reader's name, for whoever may see it."""
        return known if self.sees_names else None


def ask(sent: MultiDict[str, str], filters: Sequence[Filter], *, sees_names: bool, list_name: str = "") -> Asked:
    """What stands behind the question mark; `list_name` of what is sent a part at a time. Raises Nonsense."""
    known = {one.name: one for one in filters}
    given: dict[str, Any] = {}
    for name, values in sent.lists():
        if name not in known and not (list_name and name == CURSOR):
            raise Nonsense(name, N_("There is no such parameter here."))
        if len(values) > 1:
            raise Nonsense(name, N_("It was sent more than once."))
        if name in known:
            given[name] = _read(known[name], values[0])
    return Asked(sees_names, given, list_name, sent.get(CURSOR, ""))


def _read(wanted: Filter, text: str) -> Any:
    try:
        return wanted.read(text)
    except ValueError as error:
        raise Nonsense(wanted.name, wanted.fault) from error


# --- a part of a list ---


@dataclass(frozen=True, slots=True)
class ListPart(Generic[Sent]):
    """A part of a list, and after which key the next one begins, if there is one."""

    items: Sequence[Sent]
    next: tuple[int, ...] | None


def cursor_after(list_name: str, key: Sequence[int]) -> str:
    """Opaque to whoever gets it, so that what it holds is ours to change."""
    return urlsafe_b64encode(" ".join([list_name, *map(str, key)]).encode()).decode()


def part(
    found: Iterable[Row], key: Callable[[Row], tuple[int, ...]], after: tuple[int, ...], make: Callable[[Row], Sent]
) -> ListPart[Sent]:
    """The part after a key, of what was found: the whole list, or the part and one more."""
    rows = sorted((one for one in found if key(one) > after), key=key)
    shown = rows[:PART]
    return ListPart([make(one) for one in shown], key(shown[-1]) if len(rows) > PART else None)
