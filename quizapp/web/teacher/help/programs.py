"""What programs can ask for, in words: the one table of addresses, and the shapes of what it sends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from quizapp.web.api.asking import CURSOR, NEXT, PART
from quizapp.web.api.shapes import described_fields, in_short, name_of, shapes_within
from quizapp.web.api.table import ROUTES, Route


@dataclass(frozen=True, slots=True)
class ListWords:
    """How one goes on in a list."""

    part: int
    """As many come at a time."""
    next: str
    """What a part calls the way to the next one, which is sent as `cursor`."""
    cursor: str


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class AddressLine:
    path: str
    summary: str
    parameters: Sequence[Parameter]
    shape: str
    """What is sent, or what a list is of."""
    is_list: bool


@dataclass(frozen=True, slots=True)
class SentField:
    name: str
    kind: str
    meaning: str
    """Empty where the name says it."""


@dataclass(frozen=True, slots=True)
class ShapeLine:
    name: str
    fields: Sequence[SentField]


def list_words() -> ListWords:
    return ListWords(PART, NEXT, CURSOR)


def addresses() -> Sequence[AddressLine]:
    return [
        AddressLine(one.template, _(one.summary), list(_parameters(one)), name_of(one.shape), one.is_list)
        for one in ROUTES
    ]


def shapes() -> Sequence[ShapeLine]:
    """In the order in which the addresses come to them."""
    return [
        ShapeLine(
            name_of(shape),
            [
                SentField(one.name, in_short(one.schema), _(one.meaning) if one.meaning else "")
                for one in described_fields(shape)
            ],
        )
        for shape in shapes_within(route.shape for route in ROUTES)
    ]


def _parameters(route: Route) -> Iterator[Parameter]:
    for name, meaning, schema in route.places:
        yield Parameter(name, in_short(schema), _(meaning))
    if route.is_list:
        yield Parameter(f"?{CURSOR}=", "string", _("Where the part of the list begins; from the part before it."))
    for one in route.filters:
        yield Parameter(f"?{one.name}=", in_short(one.schema), _(one.meaning))
