"""One frozen page, one template: the template sees `page` and nothing else of ours."""

from gettext import NullTranslations
from typing import Any, ClassVar, Protocol, cast

from flask import Flask, current_app, redirect, url_for
from flask.templating import Environment
from flask_babel import get_locale, get_translations
from jinja2 import nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

_ENVIRONMENTS = "quizapp.environments"


class Page(Protocol):
    template: ClassVar[str]


class LanguageEnvironment(Environment):
    """Templates of one language: what `_` says is compiled into them, and not looked up on every page."""

    catalogue: NullTranslations | None = None

    def _generate(self, source: nodes.Template, *given: Any, **named: Any) -> str:
        if self.catalogue is not None:
            source = _Said(self.catalogue).visit(source)
        return super()._generate(source, *given, **named)


class _Said(NodeTransformer):
    """Puts the translation in the place of each `_("…")` that has nothing to fill in."""

    def __init__(self, catalogue: NullTranslations) -> None:
        self._catalogue = catalogue

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja's name.
        match node:
            case nodes.Call(node=nodes.Name(name="_"), args=[nodes.Const(value=str() as text)], kwargs=[]):
                said = Markup(self._catalogue.gettext(text)) % {}  # noqa: S704 - as Jinja's own gettext has it.
                return nodes.Const(said, lineno=node.lineno, environment=node.environment)
        return self.generic_visit(node)


def compile_for_each_language(app: Flask) -> None:
    """To be called before anything touches the application's templates."""
    app.jinja_environment = LanguageEnvironment
    app.extensions[_ENVIRONMENTS] = {}


def render(page: Page) -> str:
    context: dict[str, Any] = {"page": page}
    current_app.update_template_context(context)
    return _environment().get_template(page.template).render(context)


def _environment() -> LanguageEnvironment:
    environments: dict[str, LanguageEnvironment] = current_app.extensions[_ENVIRONMENTS]
    language = str(get_locale())
    if language not in environments:
        environment = cast(LanguageEnvironment, current_app.jinja_env.overlay())
        environment.catalogue = get_translations()
        environments[language] = environment
    return environments[language]


def see(endpoint: str, **values: object) -> AnyResponse:
    """Lead to another page of ours, as every form does once it has been taken."""
    return see_path(url_for(endpoint, **values))  # type: ignore[arg-type]


def see_path(path: str) -> AnyResponse:
    """The same, where the path is known already."""
    return redirect(path, 303)
