"""The shape of what is sent: a frozen dataclass says it once, for the JSON and for the schema that describes it.

Keys are the fields' names, in snake_case. A field that has a default is left out where it has that value; any other is
always there, null where nothing is known. Times are in UTC, with Z. Marks are numbers: they have seven
decimals at most, so that below a hundred million a program that reads them as doubles prints the same digits again.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

Schema = dict[str, Any]

_PLAIN: Mapping[Any, Schema] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    Decimal: {"type": "number"},
    str: {"type": "string"},
    datetime: {"type": "string", "format": "date-time"},
}


# --- what is sent ---


def written(value: object) -> bytes:
    """As JSON."""
    # What is no number has no way into JSON: it is to be null, and whoever made it did not see to it.
    text = json.dumps(_plain(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode()


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case None | bool() | int() | float() | str():
            return value
        case Mapping():
            return {name: _plain(one) for name, one in value.items()}
        case Sequence():
            return [_plain(one) for one in value]
    sent = ((field, getattr(value, field.name)) for field in fields(value))  # type: ignore[arg-type]
    return {field.name: _plain(one) for field, one in sent if field.default is MISSING or one != field.default}


# --- what describes it ---


def name_of(shape: type) -> str:
    """What the schema of a dataclass is called."""
    return shape.__name__.removesuffix("Resource")


def reference(shape: type) -> Schema:
    return {"$ref": f"#/components/schemas/{name_of(shape)}"}


def schemas(shapes: Iterable[type]) -> dict[str, Schema]:
    """Of these dataclasses, and of those within them, by their names."""
    return {name_of(one): _schema(one) for one in shapes_within(shapes)}


def shapes_within(shapes: Iterable[type]) -> Sequence[type]:
    """These dataclasses and those within them, each once and before those within it."""
    return list(dict.fromkeys(inner for shape in shapes for inner in _with_inner(shape)))


def in_short(schema: Schema) -> str:
    """A schema in a few signs: integer, string | null, [Choice], right | wrong."""
    match schema:
        case {"$ref": str(name)}:
            return name.rpartition("/")[2]
        case {"anyOf": list(kinds)}:
            return " | ".join(map(in_short, kinds))
        case {"enum": list(words)}:
            return " | ".join("null" if word is None else word for word in words)
        case {"items": dict(item)}:
            return f"[{in_short(item)}]"
        case {"type": list(kinds)}:
            return " | ".join(str(schema.get("format", kind)) if kind == "string" else kind for kind in kinds)
    return str(schema.get("format", schema["type"]))


def _with_inner(shape: type) -> Iterator[type]:
    yield shape
    for hint in get_type_hints(shape).values():
        for inner in _dataclasses_in(hint):
            yield from _with_inner(inner)


def _dataclasses_in(hint: Any) -> Iterator[type]:
    if isinstance(hint, type) and is_dataclass(hint):
        yield hint
    for inner in get_args(hint):
        yield from _dataclasses_in(inner)


def _schema(shape: type) -> Schema:
    described = list(described_fields(shape))
    return {
        "type": "object",
        "description": shape.__doc__ or "",
        "properties": {one.name: one.schema for one in described},
        "required": [one.name for one in described if one.always],
    }


class DescribedField:
    """A field of a dataclass, with its schema and what was said of it."""

    def __init__(self, field: Field[Any], hint: Any) -> None:
        self.name = field.name
        self.always = field.default is MISSING
        kind, self.meaning = _parts(hint)
        said = {"description": self.meaning} if self.meaning else {}
        self.schema: Schema = {**_schema_of(kind), **said}


def described_fields(shape: type) -> Iterator[DescribedField]:
    hints = get_type_hints(shape, include_extras=True)
    return (DescribedField(field, hints[field.name]) for field in fields(shape))


def _parts(hint: Any) -> tuple[Any, str]:
    """The type itself, and what was said of it in `Annotated`."""
    if get_origin(hint) is Annotated:
        kind, meaning = get_args(hint)
        return kind, meaning
    return hint, ""


def _schema_of(kind: Any) -> Schema:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is UnionType:
        return _or_null(*(one for one in inner if one is not NoneType))
    if origin in (tuple, Sequence):
        return {"type": "array", "items": _schema_of(inner[0])}
    if is_dataclass(kind):
        return reference(kind)  # type: ignore[arg-type]
    if issubclass(kind, StrEnum):
        return {"type": "string", "enum": list(kind)}
    return dict(_PLAIN[kind])


def _or_null(kind: Any) -> Schema:
    schema = _schema_of(kind)
    if "enum" in schema:
        return {**schema, "type": ["string", "null"], "enum": [*schema["enum"], None]}
    return {**schema, "type": [schema["type"], "null"]} if "type" in schema else {"anyOf": [schema, {"type": "null"}]}
