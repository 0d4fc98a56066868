"""Texts as they are printed, and their pictures as they are sent."""

from flask import Blueprint, Flask, Response, abort, url_for
from markupsafe import Markup

from quizapp.domain.texts import Html, plain, with_pictures_at
from quizapp.store import pictures
from quizapp.web.doors import Who, open_to
from quizapp.web.installation import reading

blueprint = Blueprint("media", __name__)

_KINDS = {"png": "image/png", "jpg": "image/jpeg"}
_FOR_GOOD = "private, max-age=31536000, immutable"


def print_texts(app: Flask) -> None:
    """Teach the templates to print the texts of a bank; whatever they print otherwise is escaped."""
    app.jinja_env.filters["said"] = said
    app.jinja_env.filters["briefly"] = plain
    app.jinja_env.tests["formatted"] = _is_formatted


def said(text: str) -> str:
    """A text of a bank for a page: with its formatting, if it has any."""
    if not isinstance(text, Html):
        return text
    # Only formats.texts.markup makes such texts, from a strict list; what comes from the sandbox is looked over again.
    return Markup(with_pictures_at(text, lambda name: url_for("media.picture", name=name)))  # noqa: S704


def _is_formatted(text: object) -> bool:
    return isinstance(text, Html)


@blueprint.get("/media/<name>")
@open_to(Who.ANYONE)
def picture(name: str) -> Response:
    """A picture by the hash of what it shows: who knows that has seen it, or was sent the page that shows it."""
    kind = _KINDS.get(name.rpartition(".")[2])
    if kind is None:
        abort(404)
    with reading() as db:
        data = pictures.find(db, name)
    response = Response(data, mimetype=kind)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Content-Disposition"] = "inline"
    response.headers["Cache-Control"] = _FOR_GOOD
    return response
