"""The JSON Schema that ships with the app says of a file's shape what the reader says of it."""

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from quizapp.domain.banks import Kind, Rule
from quizapp.formats.native import read
from tests.checkouts import SHIPPED

SCHEMA = json.loads((files("quizapp.formats.native") / "bank.schema.json").read_text("utf-8"))

SOUND = """\
title: The summit
language: en
questions:
  - id: where
    kind: single
    stem: Where?
    choices:
      - {text: Spaceport, right: yes}
      - Harbour
"""


class EditorLoader(yaml.SafeLoader):
    """YAML as editors parse it: of the scalars only those of the core schema of YAML 1.2 are not text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own way to be told


for tag, pattern in {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
}.items():
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), None)
EditorLoader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value.replace("0o", ""), 10))


def editor_accepts(text: str) -> bool:
    return Draft202012Validator(SCHEMA).is_valid(yaml.load(text, EditorLoader))


def reader_accepts(text: str) -> bool:
    return not read(text.encode(), "bank.yaml").problems


ARTICLE = "article: Some 3.10 and more.\n"


def with_bank(line: str) -> str:
    return f"{line}\n{SOUND}"


def with_question(line: str) -> str:
    return SOUND.replace("    stem:", f"    {line}\n    stem:")


def with_choice(choice: str) -> str:
    return f"{SOUND}      - {choice}\n"


def test_the_schema_is_itself_sound() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_loader_of_these_tests_reads_as_yaml_1_2_does() -> None:
    values = yaml.load("[no, yes, 1:30, 3.10, 2023-09-13, ~, 012, true, =, <<, 1e3, '1']", EditorLoader)

    assert values == ["no", "yes", "1:30", 3.1, "2023-09-13", None, 12, True, "=", "<<", 1000.0, "1"]


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_the_shipped_banks_are_sound_to_an_editor(file: Path) -> None:
    document = yaml.load(file.read_text("utf-8"), EditorLoader)

    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(document)] == []


@pytest.mark.parametrize(
    "text",
    [
        SOUND,
        with_bank("quizapp: 1"),
        with_bank('quizapp: "1"'),
        with_bank("id: my-bank"),
        with_bank("id: 012"),
        with_bank("summary: 3.10"),
        with_bank("summary: yes"),
        with_bank("summary: true"),
        with_bank("source: {}"),
        with_bank("source: {date: 2023-09-13, link: 'https://a.org/b?c#d'}"),
        with_bank("source: {date: 2023, title: 1984}"),
        with_bank("article: Some text."),
        with_bank("article: 12"),
        SOUND.replace("language: en", "language: no"),
        SOUND.replace("language: en", "language: zh-Hant-TW"),
        SOUND.replace("title: The summit", "title: 1:30"),
        SOUND.replace("kind: single", "kind: Single"),
        SOUND.replace("kind: single", "kind: TRUE/FALSE"),
        SOUND.replace("right: yes", "right: true"),
        SOUND.replace("right: yes", "right: True"),
        SOUND.replace("right: yes", "right: Yes"),
        SOUND.replace("right: yes", "right: VRAI"),
        SOUND.replace("right: yes", "fraction: 1"),
        SOUND.replace("right: yes", "fraction: 100%"),
        SOUND.replace("right: yes", "fraction: '1,0'"),
        with_question("maximum: 2.5"),
        with_question("maximum: 2,5"),
        with_question("maximum: 1/3"),
        with_question("maximum: 0.001"),
        with_question("rule: All-or-nothing"),
        with_question("shuffle: non"),
        with_question("tags: one"),
        with_question("tags: [2023, true, no]"),
        with_question("tags: []"),
        with_question("evidence: []"),
        with_question("feedback: 12"),
        with_choice("no"),
        with_choice("12"),
        with_choice("{text: 3.10, feedback: no, fixed: oui}"),
        ARTICLE + with_choice("{text: a, tempted-by: 3.10}"),
    ],
)
def test_what_the_reader_accepts_an_editor_accepts(text: str) -> None:
    assert reader_accepts(text)
    assert editor_accepts(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "text",
        "[]",
        "title: T\nlanguage: en\n",
        "title: T\nlanguage: en\nquestions: []\n",
        "title: T\nlanguage: en\nquestions: none\n",
        "title: T\nlanguage: en\nquestions: {a: b}\n",
        "title: T\nlanguage: en\nquestions: [text]\n",
        SOUND.replace("title: The summit\n", ""),
        SOUND.replace("language: en\n", ""),
        SOUND.replace("The summit", "''"),
        SOUND.replace("The summit", "'  '"),
        SOUND.replace("The summit", "[a]"),
        SOUND.replace("The summit", "x" * 301),
        SOUND.replace("language: en", "language: english"),
        SOUND.replace("language: en", "language: 12"),
        SOUND.replace("id: where", "id: Where"),
        SOUND.replace("id: where", "id: a b"),
        SOUND.replace("id: where", "id: -5"),
        SOUND.replace("id: where", "id: 1.5"),
        SOUND.replace("id: where", "id: " + "x" * 81),
        SOUND.replace("kind: single", "kind: essay"),
        SOUND.replace("    kind: single\n", ""),
        SOUND.replace("    stem: Where?\n", ""),
        SOUND.replace("Where?", "x" * 20_001),
        SOUND.replace("right: yes", "right: perhaps"),
        SOUND.replace("right: yes", "right: 1"),
        SOUND.replace("right: yes", "right: yes, fraction: 1"),
        SOUND.replace("right: yes", "fraction: 1.5"),
        SOUND.replace("right: yes", "fraction: -2"),
        SOUND.replace("right: yes", "fraction: one"),
        SOUND.replace("right: yes", "fraction: 1/0"),
        SOUND.replace("right: yes", "fraction: 0.5/3"),
        SOUND.replace("right: yes", "right: yes, weight: 1"),
        SOUND.replace("{text: Spaceport, right: yes}", "{right: yes}"),
        SOUND.replace("      - Harbour\n", ""),
        with_bank("quizapp: 2"),
        with_bank("titel: T"),
        with_bank("summary:"),
        with_bank("summary: ''"),
        with_bank("summary: {a: b}"),
        with_bank("source: AFP"),
        with_bank("source: {url: 'https://a.org'}"),
        with_bank("source: {link: www.a.org}"),
        with_bank("source: {link: 'https://a.org/ b'}"),
        with_bank("article: [a]"),
        with_bank("article: ' '"),
        with_question("maximum: 0"),
        with_question("maximum: 1001"),
        with_question("maximum: much"),
        with_question("rule: some"),
        with_question("shuffle: 12"),
        with_question("tags: {a: b}"),
        with_question("tags: ['']"),
        with_question("tags: [[a]]"),
        with_question("tags: [" + "a," * 51 + "]"),
        with_question("evidence: {a: b}"),
        with_question("points: 1"),
        with_choice("[a]"),
        with_choice("''"),
        with_choice("{text: ''}"),
        with_choice("{text: a, fixed: sometimes}"),
        ARTICLE + with_choice("{text: a, tempted-by: [3.10]}"),
        ARTICLE + with_choice("{text: a, tempted-by: ''}"),
        SOUND + "      - c\n" * 25,
    ],
)
def test_what_the_schema_refuses_the_reader_refuses(text: str) -> None:
    assert not reader_accepts(text)
    assert not editor_accepts(text)


def test_editors_complete_the_words_that_the_reader_knows() -> None:
    question = SCHEMA["$defs"]["question"]["properties"]

    assert question["kind"]["anyOf"][0]["enum"] == [str(kind) for kind in Kind]
    assert question["rule"]["anyOf"][0]["enum"] == [str(rule) for rule in Rule]


@pytest.mark.parametrize(
    ("schema", "error"),
    [(SCHEMA, with_bank("zzz: 1")), (SCHEMA, with_question("zzz: 1")), (SCHEMA, with_choice("{text: a, zzz: 1}"))],
)
def test_reader_and_schema_know_the_same_fields(schema: dict[str, Any], error: str) -> None:
    (problem,) = read(error.encode(), "bank.yaml").problems

    known = set(str(problem.values["known"]).split(", "))
    places = [schema, schema["$defs"]["question"], schema["$defs"]["choice"]["anyOf"][1]]
    assert known in [set(place["properties"]) for place in places]
