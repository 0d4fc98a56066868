"""The OpenAPI document says what the addresses for programs do, and they do what it says."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import Phase, given, seed, settings
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

from quizapp.store.session import Database
from quizapp.web.api import openapi, shapes
from quizapp.web.api.table import ROUTES
from tests.makers import Clock, bank
from tests.visitors import Visitor
from tests.web.doors import PROGRAMS_DOORS
from tests.web.programs import BASE, addresses, of_anna
from tests.web.school import School, with_teachers, with_things
from tests.web.test_help import page

EXAMPLES = 6
"""Of each address, in each way that it is asked."""
UNFIT = {
    "positive_data_acceptance",  # Any text is a cursor by its type, and none that the list has not given is good.
    "missing_required_header",  # None is but the token's.
    "use_after_free",
    "ensure_resource_availability",  # Nothing can be made or deleted here.
    "object_level_authorization",
}


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_things(with_teachers(database, visitor), bank())


def document(app: Flask) -> Mapping[str, Any]:
    reply = app.test_client().get(f"{BASE}/openapi.json")
    assert (reply.status_code, reply.mimetype) == (200, "application/json")
    found: Mapping[str, Any] = reply.json or {}
    return found


def operations(app: Flask) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for path, methods in document(app)["paths"].items():
        assert list(methods) == ["get"]
        yield path, methods["get"]


# --- what it describes ---


def test_it_describes_every_address_for_programs_and_no_other(app: Flask) -> None:
    described = {(operation["operationId"], path) for path, operation in operations(app)}
    there = {
        (rule.endpoint.removeprefix("api."), re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule))
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/") and rule.endpoint != "api.document"
    }

    assert described == there
    assert {f"api.{name}" for name, __ in described} == {endpoint for endpoint, __ in PROGRAMS_DOORS}


def test_every_name_that_it_refers_to_is_in_it_and_every_schema_is_one(app: Flask) -> None:
    found = document(app)
    text = json.dumps(found)
    components = found["components"]

    for kind, name in re.findall(r'"#/components/(\w+)/([\w-]+)"', text):
        assert name in components[kind]
    for kind in ("schemas", "responses", "headers"):
        assert [name for name in components[kind] if f'"#/components/{kind}/{name}"' not in text] == []
    for schema in components["schemas"].values():
        Draft202012Validator.check_schema(schema)
        assert schema["description"]


def test_it_is_open_to_whoever_would_write_a_program_and_not_sent_twice(app: Flask) -> None:
    first = app.test_client().get(f"{BASE}/openapi.json")
    again = app.test_client().get(f"{BASE}/openapi.json", headers={"If-None-Match": first.headers["ETag"]})

    assert first.json and first.json["openapi"] == "3.1.0"
    assert again.status_code == 304
    assert first.json["security"] == [{"token": []}]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_manual_lists_the_same_addresses_and_shapes(
    language: str, app: Flask, visitor: Callable[[], Visitor]
) -> None:
    found = document(app)
    text = page(visitor(), "api", language)

    assert re.findall(r'<h3><code class="path" dir="ltr">([^<]+)</code>', text) == list(found["paths"])
    described = dict(found["components"]["schemas"])
    del described["Problem"]
    listed = re.findall(r'<h3 id="(\w+)"><code>\w+</code></h3>\s*<dl class="fields">(.*?)</dl>', text, re.DOTALL)
    assert {name: set(re.findall(r"<dt><code>(\w+)</code>", fields)) for name, fields in listed} == {
        name: set(schema["properties"]) for name, schema in described.items()
    }
    for operation in (one for __, one in operations(app)):
        for parameter in operation["parameters"]:
            assert parameter["name"] in text


# --- what is sent is what it says ---


def strict(schema: Any) -> Any:
    """The same schema, of which nothing is sent that it does not name."""
    if isinstance(schema, list):
        return [strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {"additionalProperties": False} if "properties" in schema else {}
    return {**{name: strict(one) for name, one in schema.items()}, **closed}


@pytest.mark.parametrize("sees_names", ["", "y"])
def test_every_answer_is_what_the_document_says_and_nothing_more(sees_names: str, school: School, app: Flask) -> None:
    reads = of_anna(school, app, sees_names=sees_names)
    components = strict(document(app)["components"])
    described = {operation["operationId"]: operation for __, operation in operations(app)}

    for endpoint, path in addresses(school).items():
        sent = described[endpoint.removeprefix("api.")]["responses"]["200"]["content"]["application/json"]["schema"]
        schema = {**strict(sent), "components": components}
        answer = reads.open(path).json
        Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(answer)
        if endpoint in LISTED:
            assert (endpoint, bool(answer and answer["items"])) == (endpoint, True)


LISTED = {f"api.{route.name}" for route in ROUTES if route.is_list}


def test_a_shape_leaves_out_what_has_its_default_and_names_all_else() -> None:
    assert {name for name, one in openapi.document()["components"]["schemas"]["Member"].items()} >= {"required"}
    assert "name" not in openapi.document()["components"]["schemas"]["Member"]["required"]
    assert shapes.written({"share": 0.5, "none": None}) == b'{"share":0.5,"none":null}'
    with pytest.raises(ValueError, match="JSON compliant"):
        shapes.written({"share": float("nan")})


@pytest.mark.parametrize("name", [route.name for route in ROUTES])
def test_whatever_is_asked_the_answer_is_one_that_the_document_knows(
    name: str, school: School, app: Flask, clock: Clock
) -> None:
    """Asked by Schemathesis: of things that are there and of any, sensibly and not, with the token and without."""
    reads = of_anna(school, app, sees_names="y")
    described = schemathesis.openapi.from_wsgi(f"{BASE}/openapi.json", app)
    operation = described[f"{next(route.template for route in ROUTES if route.name == name)}"]["GET"]
    there = {"bank_id": int(school.bank), "number": 1, "code": school.quiz, "class_id": int(school.class_),
             "attempt_id": int(school.attempt)}  # fmt: skip
    mine = {place: there[place] for place, *__ in next(one for one in ROUTES if one.name == name).places}
    checks = [check for check in CHECKS.get_all() if check.__name__ not in UNFIT]
    assert len(checks) > 6

    for mode, places in ((mode, places) for mode in GenerationMode for places in ({}, mine)):

        @seed(0)
        @settings(max_examples=EXAMPLES, database=None, phases=[Phase.generate])
        @given(case=operation.as_strategy(mode, **({"path_parameters": places} if places else {})))
        def asked(case: schemathesis.Case) -> None:
            clock.advance(minutes=1)  # However often it asks.
            case.call_and_validate(headers={"Authorization": f"Bearer {reads.token}"}, checks=checks)

        asked()
