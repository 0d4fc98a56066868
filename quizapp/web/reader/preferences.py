"""What a browser keeps of how pages should be: their language and their looks."""

from flask import Blueprint, current_app, request
from werkzeug.wrappers import Response as AnyResponse

from quizapp.web import display as looks
from quizapp.web import i18n
from quizapp.web.addresses import own_path
from quizapp.web.cookies import keep_preference
from quizapp.web.doors import Who, open_to
from quizapp.web.rendering import see_path

blueprint = Blueprint("preferences", __name__)


@blueprint.get("/language/<tag>")
@open_to(Who.ANYONE)
def language(tag: str) -> AnyResponse:
    """Switch the language of our own words."""
    return _remember(i18n.PREFERENCE, tag, tuple(i18n.LANGUAGES))


@blueprint.get("/display/<setting>/<value>")
@open_to(Who.ANYONE)
def display(setting: str, value: str) -> AnyResponse:
    """Switch how pages look."""
    return _remember(setting, value, looks.SETTINGS.get(setting, ()))


def _remember(name: str, value: str, known: tuple[str, ...]) -> AnyResponse:
    """Keep a preference, if it is one, and go back to where the reader was: always to a path of ours."""
    response = see_path(_shown(own_path(request.args.get("back", ""))))
    return keep_preference(response, name, value) if value in known else response


def _shown(path: str) -> str:
    """The path itself or, where only forms are sent, that of the page above it, which has the form."""
    addresses = current_app.url_map.bind("")
    while (methods := addresses.allowed_methods(path)) and "GET" not in methods:
        path = path.rpartition("/")[0]
    return path or "/"
