"""What a QTI item declares of its variables: types, defaults, keys and mappings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from quizapp.formats.qti.elements import Element, attribute
from quizapp.formats.qti.values import One, Several, Unsupported, Value, number, of_text
from quizapp.formats.syntax import xmltree

_KINDS = {"responsedeclaration": "response", "outcomedeclaration": "outcome", "templatedeclaration": "template"}


@dataclass(frozen=True, slots=True)
class ResponseMapping:
    """What each value of a response is worth, and between which bounds their sum is held."""

    entries: Mapping[str, Fraction]
    default: Fraction = Fraction(0)
    lower: Fraction | None = None
    upper: Fraction | None = None

    def worth(self, one: One) -> Fraction:
        return self.entries.get(str(one), self.default)

    def held(self, total: Fraction) -> Fraction:
        if self.lower is not None:
            total = max(self.lower, total)
        return total if self.upper is None else min(self.upper, total)


@dataclass(frozen=True, slots=True)
class Declaration:
    """One variable."""

    identifier: str
    kind: str
    """« response », « outcome » or « template »."""
    cardinality: str = "single"
    base_type: str = "identifier"
    default: Value = None
    correct: Value = None
    mapping: ResponseMapping | None = None
    normal_maximum: Fraction | None = None
    line: int = field(default=0, compare=False)

    @property
    def first(self) -> Value:
        """What the variable is before anything is set: numbers are 0, all else is NULL."""
        if self.default is None and self.kind == "outcome" and self.base_type in ("float", "integer"):
            return Fraction(0) if self.cardinality == "single" else None
        return self.default


def read(item: Element) -> dict[str, Declaration]:
    """All declarations of an item, by their identifiers; a damaged value is as one that is not given."""
    found: dict[str, Declaration] = {}
    for element in xmltree.children(item):
        kind = _KINDS.get(xmltree.name(element))
        if kind is not None:
            one = _declaration(element, kind)
            found.setdefault(one.identifier, one)
    return found


def _declaration(element: Element, kind: str) -> Declaration:
    cardinality = attribute(element, "cardinality").lower() or "single"
    base_type = attribute(element, "basetype").lower() or "identifier"
    return Declaration(
        element.get("identifier") or "",  # As it is written: with a blank it is no identifier, and declares nothing.
        kind,
        cardinality,
        base_type,
        _values(xmltree.child(element, "defaultvalue"), cardinality, base_type),
        _values(xmltree.child(element, "correctresponse"), cardinality, base_type),
        _mapping(xmltree.child(element, "mapping")),
        number(attribute(element, "normalmaximum")),
        xmltree.line(element),
    )


def _values(element: Element | None, cardinality: str, base_type: str) -> Value:
    if element is None:
        return None
    try:
        given = [of_text(xmltree.text(one), base_type) for one in xmltree.children(element, "value")]
    except Unsupported:
        return None
    given = [one for one in given if one != ""]
    if cardinality in ("multiple", "ordered"):
        return Several(tuple(given), cardinality == "ordered") if given else None
    return next(iter(given), None)


def _mapping(element: Element | None) -> ResponseMapping | None:
    if element is None:
        return None
    entries = {}
    for entry in xmltree.children(element, "mapentry"):
        worth = number(attribute(entry, "mappedvalue"))
        if worth is not None:
            entries[attribute(entry, "mapkey")] = worth
    lower, upper = number(attribute(element, "lowerbound")), number(attribute(element, "upperbound"))
    return ResponseMapping(entries, number(attribute(element, "defaultvalue")) or Fraction(0), lower, upper)
