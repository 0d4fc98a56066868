"""The addresses for programs, as the table has them, and the document that describes them."""

import hashlib
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from quizapp.formats.problems import N_
from quizapp.web import auth, errors
from quizapp.web.api import openapi
from quizapp.web.api.asking import NEXT, ListPart, Nonsense, ask, cursor_after
from quizapp.web.api.shapes import written
from quizapp.web.api.table import BASE, ROUTES, Route
from quizapp.web.doors import Errors, Who, open_to
from quizapp.web.installation import heavily
from quizapp.web.visits import office

blueprint = Blueprint("api", __name__, url_prefix=BASE)

_NONSENSE = N_("A parameter of the request cannot be meant"), N_("Nothing else was looked at.")


def _view(route: Route) -> Callable[..., Response]:
    @open_to(Who.TEACHER, errors=Errors.PROBLEM, by_token=True)
    def view(**places: Any) -> Response:
        list_name = request.path if route.is_list else ""
        asked = ask(request.args, route.filters, sees_names=auth.token().sees_names, list_name=list_name)
        with heavily() if route.is_heavy else nullcontext(), office() as mine:
            found = route.view(mine, asked, **places)
        if not isinstance(found, ListPart):
            return _answer(written(found))
        following = None if found.next is None else cursor_after(list_name, found.next)
        return _answer(written({"items": found.items, NEXT: following}))

    return view


for _route in ROUTES:
    blueprint.add_url_rule(_route.path, _route.name, _view(_route), methods=["GET"])


@blueprint.get("/openapi.json")
@open_to(Who.ANYONE, errors=Errors.PROBLEM)
def document() -> Response:
    """What a program, or who writes one, reads first: it tells nothing of any teacher, so it needs no token."""
    return _answer(written(openapi.document()))


@blueprint.errorhandler(Nonsense)
def _nonsense(error: Nonsense) -> Response:
    title, then = map(_, _NONSENSE)
    return errors.problem(400, f"{title}: {error.parameter}. {_(error.why)} {then}", parameter=error.parameter)


def _answer(body: bytes) -> Response:
    """Kept by whoever asked, and asked about again each time: what has not changed since is not sent again."""
    response = Response(body, mimetype="application/json")
    response.set_etag(hashlib.sha256(body).hexdigest()[:32])
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.add("Authorization")
    response.make_conditional(request)
    return response
