"""Pages that wait for an errand: it is done aside, and the page comes again by itself until it is."""

from typing import Any

from flask import make_response
from werkzeug.wrappers import Response as AnyResponse

from quizapp.services.errands import Errand
from quizapp.web.installation import aside, installation
from quizapp.web.rendering import Page, render

_PATIENCE_SECONDS = 3
"""How long an answer waits for an errand: nearly every one is done by then."""
_AGAIN_SECONDS = 1


def begin(errand: Errand[Any]) -> None:
    """Have an errand done, and wait a little for it.

    All that is written for it, its claim too, is written by the thread that does it: so a page that finds an errand
    left by a process that is gone may begin it, though nothing is written in a GET.
    """
    thread = installation().errands.begin(errand)
    with aside():
        thread.join(_PATIENCE_SECONDS)


def comes_again(page: Page) -> AnyResponse:
    """A page of what is not done yet."""
    response = make_response(render(page))
    response.headers["Refresh"] = str(_AGAIN_SECONDS)
    return response
