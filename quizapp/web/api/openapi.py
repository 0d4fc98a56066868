"""The OpenAPI 3.1 document, made of the table of routes and of the shapes that they send."""

from collections.abc import Iterator, Mapping
from typing import Any

import quizapp
from quizapp.domain.tokens import MOST_REQUESTS
from quizapp.web.api.asking import CURSOR, NEXT, PART
from quizapp.web.api.shapes import Schema, reference, schemas
from quizapp.web.api.table import ROUTES, Route

_TOKEN = "token"  # noqa: S105 - what the document calls the way in, not a token.
_ABOUT = f"""Reads what a teacher's pages show, and changes nothing.

A token opens it: made on the teacher's account page, sent as `Authorization: Bearer …`, never in an address. It sees
what its teacher sees, the names of readers only if it was made for that, and asks {MOST_REQUESTS} times a minute.

Lists come {PART} at a time, oldest first, questions in their order. To get the next part, send the `{NEXT}` of one as
`{CURSOR}`, until it is null. What has not changed is not sent again to a request with `If-None-Match`. Times are in
UTC; marks are numbers of seven decimals at most. What went wrong is told as `application/problem+json` (RFC 9457).

A later version of the app may add addresses, fields and words; only another number in the address takes any away or
changes what it means."""


def document() -> Mapping[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {"title": "quizapp", "version": quizapp.__version__, "description": _ABOUT},
        "security": [{_TOKEN: []}],
        "paths": {route.template: {"get": _operation(route)} for route in ROUTES},
        "components": {
            "securitySchemes": {_TOKEN: {"type": "http", "scheme": "bearer"}},
            "schemas": {**schemas([route.shape for route in ROUTES]), "Problem": _problem()},
            "responses": dict(_failures()),
            "headers": dict(_headers()),
        },
    }


def _operation(route: Route) -> Mapping[str, Any]:
    sent = _part_of(reference(route.shape)) if route.is_list else reference(route.shape)
    parameters = list(_parameters(route))
    responses = {
        "200": {
            "description": route.summary,
            "headers": {"ETag": {"$ref": "#/components/headers/ETag"}},
            "content": {"application/json": {"schema": sent}},
        },
        **{status: {"$ref": f"#/components/responses/{name}"} for status, name in _failing(route)},
    }
    return {"operationId": route.name, "summary": route.summary, "parameters": parameters, "responses": responses}


def _parameters(route: Route) -> Iterator[Mapping[str, Any]]:
    for name, meaning, schema in route.places:
        yield {"name": name, "in": "path", "required": True, "description": meaning, "schema": schema}
    if route.is_list:
        meaning = f"The `{NEXT}` of the part before; without it, the first part."
        yield {"name": CURSOR, "in": "query", "description": meaning, "schema": {"type": "string"}}
    for one in route.filters:
        yield {"name": one.name, "in": "query", "description": one.meaning, "schema": one.schema}


def _part_of(item: Schema) -> Schema:
    """Of a list."""
    said = f"Sent as `{CURSOR}`, it gives the next part; null at the end."
    return {
        "type": "object",
        "properties": {
            "items": {"type": "array", "items": item, "maxItems": PART},
            NEXT: {"type": ["string", "null"], "description": said},
        },
        "required": ["items", NEXT],
    }


def _failing(route: Route) -> Iterator[tuple[str, str]]:
    yield "304", "NotModified"
    yield "400", "Nonsense"
    yield "401", "NoToken"
    if any(route.places):
        yield "404", "NotFound"
    yield "429", "TooManyRequests"
    yield "default", "Failed"


def _failures() -> Iterator[tuple[str, Mapping[str, Any]]]:
    content = {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    wait = {"headers": {"Retry-After": {"$ref": "#/components/headers/Retry-After"}}}
    challenge = {"headers": {"WWW-Authenticate": {"$ref": "#/components/headers/WWW-Authenticate"}}}
    yield "NotModified", {"description": "It is what the request's `If-None-Match` names."}
    yield "Nonsense", {"description": "A parameter cannot be meant, or there is no such parameter.", **content}
    yield "NoToken", {"description": "No token came, or it is no longer good.", **challenge, **content}
    yield "NotFound", {"description": "There is no such thing, or it is not this teacher's.", **content}
    yield "TooManyRequests", {"description": "The token has asked too often within a minute.", **wait, **content}
    yield "Failed", {"description": "Anything else that went wrong.", **content}


def _headers() -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield "ETag", {"description": "Of what was sent, for `If-None-Match`.", "schema": {"type": "string"}}
    yield "Retry-After", {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}
    yield "WWW-Authenticate", {"description": "`Bearer`.", "schema": {"type": "string"}}


def _problem() -> Schema:
    return {
        "type": "object",
        "description": "What went wrong (RFC 9457).",
        "properties": {
            "title": {"type": "string", "description": "The status in words."},
            "status": {"type": "integer"},
            "detail": {"type": "string", "description": "What happened and what to do, in the language asked for."},
            "parameter": {"type": "string", "description": "Which one cannot be meant."},
        },
        "required": ["title", "status", "detail"],
    }
