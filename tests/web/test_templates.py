"""Templates print what their page has decided: they see nothing else, and are named and placed as it is."""

import dataclasses
import importlib
import inspect
import pkgutil
import re
import types
import typing
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from jinja2 import Environment, nodes
from wtforms import Form

from quizapp import web
from quizapp.services.quiz_settings import Control
from quizapp.web.reader.quiz_pages import QuizState
from tests.checkouts import ROOT

TEMPLATES = ROOT / "quizapp/templates"
LONGEST_LINE = 160
GIVEN = {
    "_", "ngettext", "url_for", "asset", "csrf_field", "request", "language", "languages", "look", "looks", "teacher",
    "has_session", "zone", "live", "trial",
}  # fmt: skip
"""What every template sees beside its page: words, addresses, the form's token, and what stands on every page."""
FILTERS = {
    "points", "moment", "moment_there", "zone_words", "zone_called", "day", "said", "briefly", "kind",
    "outcome", "sign", "reason", "per_cent_more",
    "join", "length", "list", "selectattr", "truncate", "upper", "map",
}  # fmt: skip
"""Ours, which print a value of the field, and those of Jinja that only print."""
LOOPED = {
    "reader/end_parts/line.html": {"line"},
    "teacher/results/_ruling.html": {"line"},
    "teacher/quizzes/_described.html": {"field"},
    "teacher/quizzes/_fault.html": {"field"},
    **{f"teacher/quizzes/terms_controls/{control}.html": {"field"} for control in Control},
}
"""What templates print for each turn of a loop around them."""
CHOSEN = {
    "reader/quiz_states/": {f"{state}.html" for state in QuizState},
    "teacher/quizzes/terms_controls/": {f"{control}.html" for control in Control},
    "page.example": {"bank.fr.yaml", "bank.en.yaml"},
}
"""Templates that the page chooses: by the folder, or the field, that they are chosen by."""
NO_VIEW = {
    "error.html": "any address may answer with it",
    "reader/feedback.html": "the view is `question`: what it is once its key is due",
    "reader/answered.html": "the view is `question`: what it is once all is over, and its key not out yet",
    "reader/recorded.html": "the view is `end`: what it is as long as its key is not out",
    "teacher/accounts/link.html": "`invite` and `reset` answer with it: a one-time link is shown once, at no address",
    "teacher/tokens/token.html": "`make` answers with it: a token is shown once, at no address",
    "teacher/results/gone.html": "`prepared` answers with it where the file is not kept any more",
    "teacher/trials/trial.html": "the views are `bank` and `quiz`: what is tried",
    "teacher/files/reading.html": "the view is `preview`, as long as the file is being read",
}
"""Pages that no view has the name of."""
OTHER_PAGE = {
    "results.copy": "the page of a class's corrected copies, for one reader",
    "results.bank_question": "a question's page, for all quizzes of its bank",
    "entrance.invited": "the quiz's page, by a link of one's own",
    "trials.bank": "the page before a trial",
    "trials.quiz": "the same, of a quiz",
    "quizzes.hand_out": "the page of terms, before there is a quiz",
}
"""Views that show the page of another."""
OTHER_ADDRESS = {
    "accounts.come_in": "/in/<token>: short, for it is passed on",
    "home.home": "a teacher's first page",
    "files.preview": "/load/<address>: the file that was loaded",
    "banks.take_home": "/bank/<id>/home",
    "books.member": "/class/<id>/book/<member>: one reader of it",
    "drafts.remove_question": "/question/<key>/remove: what it removes stands before it",
    "entrance.quizzes": "the front page",
    "help.contents": "the first page of help",
    "reader.delete_all": "/scores/delete",
    "results.bank_results": "/bank/<id>/results",
    "exports.prepared": "/export/<address>: the file that was asked for there",
}
"""Views whose address, which people see, says it in other words."""

environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)


def pages() -> list[type[Any]]:
    """Every class that names its template."""
    modules = [importlib.import_module(found.name) for found in pkgutil.walk_packages(web.__path__, "quizapp.web.")]
    classes = [one for module in modules for one in vars(module).values() if inspect.isclass(one)]
    return sorted({one for one in classes if isinstance(vars(one).get("template"), str)}, key=lambda one: one.template)


def parsed(template: str) -> nodes.Template:
    return environment.parse((TEMPLATES / template).read_text("utf-8"))


PAGES = pages()
FILES = sorted(str(file.relative_to(TEMPLATES).as_posix()) for file in TEMPLATES.rglob("*.*"))
PARSED = {name: parsed(name) for name in FILES if name.endswith(".html")}


# --- what a template sees ---


@pytest.mark.parametrize("name", PARSED)
def test_a_template_sees_its_page_and_what_every_template_is_given(name: str) -> None:
    tree = PARSED[name]
    read = {one.name for one in tree.find_all(nodes.Name) if one.ctx == "load"}
    own = {one.name for one in tree.find_all(nodes.Name) if one.ctx != "load"}
    own |= {one.name for one in tree.find_all(nodes.Macro)} | {"loop", "super", "self", "caller", "namespace"}
    own |= {given for one in tree.find_all(nodes.FromImport) for given in one.names if isinstance(given, str)}

    assert read - own - GIVEN - LOOPED.get(name, set()) <= {"page"}


@pytest.mark.parametrize("name", PARSED)
def test_a_template_hides_nothing_that_it_is_given(name: str) -> None:
    """A name that one sets would be another thing in the layout too."""
    named = [one.target.name for one in PARSED[name].find_all(nodes.Assign) if isinstance(one.target, nodes.Name)]
    named += [one.name for one in PARSED[name].find_all(nodes.Macro)]

    assert set(named) & GIVEN == set()


@pytest.mark.parametrize("name", PARSED)
def test_a_template_prints_by_the_filters_that_are_named(name: str) -> None:
    assert {one.name for one in PARSED[name].find_all(nodes.Filter)} <= FILTERS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.template)
def test_a_page_has_all_that_its_template_asks_of_it(page: type) -> None:
    asked = set(asked_of_page(page.template))  # type: ignore[attr-defined]

    assert asked, "a page without a use"
    assert [chain for chain in sorted(asked) if not has(page, chain.split("."))] == []


def asked_of_page(name: str) -> Iterator[str]:
    """`a.b.c` for every `page.a.b.c` of a template, and of those it extends, includes, or takes macros from."""
    if name not in PARSED:
        return
    tree = PARSED[name]
    yield from chains(tree)
    for macro in taken(tree):
        yield from chains(macro)
    for other in others(tree):
        yield from asked_of_page(other)


def taken(tree: nodes.Template) -> Iterator[nodes.Macro]:
    """The macros that a template imports."""
    for found in tree.find_all(nodes.FromImport):
        macros = {one.name: one for one in PARSED[constant(found.template)].find_all(nodes.Macro)}
        for name in found.names:
            yield macros[name if isinstance(name, str) else name[0]]


def others(tree: nodes.Template) -> Iterator[str]:
    """The templates that a template extends or includes."""
    extended = [one.template for one in tree.find_all(nodes.Extends)]
    for template in [*extended, *(one.template for one in tree.find_all(nodes.Include))]:
        yield from chosen(template) if not isinstance(template, nodes.Const) else [constant(template)]


def chosen(expression: nodes.Expr) -> list[str]:
    """The templates that a page may choose where this stands."""
    if isinstance(expression, nodes.Concat):
        folder = constant(expression.nodes[0])
        return [f"{folder}{name}" for name in sorted(CHOSEN[folder])]
    assert isinstance(expression, nodes.Getattr)
    return [f"teacher/help/{name}" for name in sorted(CHOSEN[f"page.{expression.attr}"])]


def constant(expression: nodes.Expr) -> str:
    assert isinstance(expression, nodes.Const)
    return str(expression.value)


def chains(tree: nodes.Node) -> Iterator[str]:
    for found in tree.find_all(nodes.Getattr):
        names: list[str] = []
        inner: nodes.Node = found
        while isinstance(inner, nodes.Getattr):
            names.insert(0, inner.attr)
            inner = inner.node
        if isinstance(inner, nodes.Name) and inner.name == "page":
            yield ".".join(names)


def has(given: object, chain: list[str]) -> bool:
    """Whether a value of this type has the attribute, and that the next; what is not a value of ours is not judged."""
    if not chain:
        return True
    possible = [one for one in typing.get_args(given) if one is not type(None)] if is_union(given) else [given]
    return any(has_one(one, chain) for one in possible)


def has_one(given: Any, chain: list[str]) -> bool:
    if not dataclasses.is_dataclass(given):
        return not (inspect.isclass(given) and given.__module__.startswith("quizapp") and not issubclass(given, Form))
    first, *rest = chain
    if isinstance(found := vars(given).get(first), property):
        return has(typing.get_type_hints(found.fget)["return"], rest)
    if callable(getattr(given, first, None)):
        return True
    hints = typing.get_type_hints(given)
    return first in hints and has(hints[first], rest)


def is_union(given: object) -> bool:
    return typing.get_origin(given) in (typing.Union, types.UnionType)


# --- where it is, and what it is called ---


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.template)
def test_a_template_is_named_as_its_page_and_lies_in_the_folder_of_its_room(page: type) -> None:
    folder, __, name = page.template.rpartition("/")  # type: ignore[attr-defined]
    words = "".join(word.capitalize() for word in name.removesuffix(".html").split("_"))

    assert page.__name__.endswith(f"{words}Page")
    assert page.__module__.removeprefix("quizapp.web.").rpartition(".")[0] == folder.replace("/", ".")


def test_a_page_is_named_as_the_view_that_shows_it(app: Flask) -> None:
    views = {
        template_of(endpoint, app)
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        for endpoint in [rule.endpoint]
    }

    assert {page.template for page in PAGES} - views == NO_VIEW.keys()


def test_a_view_that_shows_a_page_has_a_page_of_its_name(app: Flask) -> None:
    named = {page.template for page in PAGES}
    showing = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and inspect.signature(app.view_functions[rule.endpoint]).return_annotation in (str, "str", "str | AnyResponse")
    }

    assert {endpoint for endpoint in showing if template_of(endpoint, app) not in named} == OTHER_PAGE.keys()


def test_an_address_says_the_name_of_its_page(app: Flask) -> None:
    named = {page.template for page in PAGES}
    other = set()
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and template_of(rule.endpoint, app) in named:
            words = re.findall(r"/([a-z-]+)(?=/|$)", rule.rule)
            if not words or words[-1].replace("-", "_") != name_of(rule.endpoint):
                other.add(rule.endpoint)

    assert other == OTHER_ADDRESS.keys()


def template_of(endpoint: str, app: Flask) -> str:
    """Where the template of a view lies, if it has one: `quizapp.web.reader.routes` keeps its own in `reader/`."""
    room = app.view_functions[endpoint].__module__.removeprefix("quizapp.web.").rpartition(".")[0]
    return f"{room.replace('.', '/')}/{name_of(endpoint)}.html"


def name_of(endpoint: str) -> str:
    """`class_` and `classes_` are `class` and `classes`: the bare names mean something else in Python."""
    return endpoint.rpartition(".")[2].rstrip("_")


def test_every_template_is_used() -> None:
    used: set[str] = set()
    waiting: list[str] = [page.template for page in PAGES]
    while waiting:
        name = waiting.pop()
        if name not in used:
            used.add(name)
            if name in PARSED:
                waiting += others(PARSED[name])
                waiting += [constant(one.template) for one in PARSED[name].find_all(nodes.FromImport)]

    assert used == set(FILES)


def test_every_state_of_a_quiz_and_every_control_has_its_template() -> None:
    for folder in (one for one in CHOSEN if one.endswith("/")):
        there = {file.name for file in (TEMPLATES / folder).iterdir() if not file.name.startswith("_")}
        assert there == CHOSEN[folder]


# --- how it reads ---


@pytest.mark.parametrize("name", PARSED)
def test_a_templates_lines_can_be_read(name: str) -> None:
    """A sentence counts for nothing: it cannot be cut."""
    lines = (TEMPLATES / name).read_text("utf-8").splitlines()
    lengths = {number: len(re.sub(r'"[^"]{40,}"', '""', line)) for number, line in enumerate(lines, start=1)}

    assert {number: length for number, length in lengths.items() if length > LONGEST_LINE} == {}
