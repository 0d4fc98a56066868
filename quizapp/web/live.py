"""Pages that refresh themselves while a class answers, at the cost of one read while nothing changes.

The view says what it will `follow` before it reads anything else. Its template says `{{ live() }}` in the tag of each
element that is to follow, which needs an id and must always be there, and loads `live.js`: that asks for the page again
every few seconds, and takes over what has changed in those elements.
"""

from flask import Flask, Response, abort, after_this_request, g, request
from markupsafe import Markup
from werkzeug.http import quote_etag
from werkzeug.wrappers import Response as AnyResponse

from quizapp.domain.changes import ChangeState, Sighting
from quizapp.web.i18n import language
from quizapp.web.times import my_zone

_TAG = "live_tag"


def refresh(app: Flask) -> None:
    """Let templates say which of their elements follow."""
    app.jinja_env.globals["live"] = live


def follow(state: ChangeState) -> None:
    """Of what the page is made. Where the browser has it as it is now, that is the answer, and the view ends here."""
    spoken = f"{language()}.{my_zone().key.replace('-', '_')}"
    tag = f"{state.seen}-{spoken}"
    setattr(g, _TAG, tag)

    @after_this_request
    def say(response: AnyResponse) -> AnyResponse:
        if response.status_code in (200, 304):
            response.set_etag(tag, weak=True)
        return response

    if any(_is_seen(state, one, spoken) for one in _given()):
        abort(Response(status=304))


def _given() -> set[str]:
    return request.if_none_match.as_set(include_weak=True)


def _is_seen(state: ChangeState, tag: str, spoken: str) -> bool:
    text, __, in_language = tag.rpartition("-")
    before = Sighting.read(text)
    return in_language == spoken and before is not None and state.none_since(before)


def live() -> Markup:
    """Attributes of an element that follows."""
    tag = getattr(g, _TAG, None)
    return Markup("") if tag is None else Markup('data-live="{}"').format(quote_etag(tag, weak=True))
