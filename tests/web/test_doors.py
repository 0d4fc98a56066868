"""What a view says of its door is what the guards do; who says nothing, or what does not fit, stops the start."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from quizapp.web import doors
from quizapp.web.doors import USUAL_FORM, Errors, Who, open_to
from tests.makers import bank
from tests.visitors import Visitor

Declared = dict[str, Any]


def with_view(app: Flask, methods: str = "GET", **declared: Any) -> Flask:
    """The app with one view more, at /view, whose door is as declared."""

    @app.route("/view", methods=methods.split())
    @open_to(**declared)
    def view() -> str:
        return "open"

    return app


def undeclared() -> str:
    return "nobody said"


# --- what is declared ---


def test_every_view_of_the_app_has_a_door(app: Flask) -> None:
    assert set(doors.declared(app)) == set(app.view_functions)


def test_a_view_that_does_not_say_whom_it_is_for_stops_the_start(app: Flask) -> None:
    app.add_url_rule("/stray", "stray", undeclared)

    with pytest.raises(LookupError, match="stray does not say whom it is for"):
        doors.declared(app)


def test_a_view_that_does_not_say_whom_it_is_for_opens_to_nobody_even_so(app: Flask) -> None:
    app.add_url_rule("/stray", "stray", undeclared)
    with_view(app, who=Who.ANYONE)

    assert app.test_client().get("/stray").location == "/teacher/login?back=/stray"
    assert app.test_client().get("/view").text == "open"


def keep() -> str:
    return "kept"


SOUND: list[tuple[str, Declared]] = [
    ("GET", {"who": Who.ANYONE}),
    ("GET POST", {"who": Who.OWNER, "takes": 2 * USUAL_FORM}),
    ("POST", {"who": Who.ANYONE, "stale": keep}),
    ("POST", {"who": Who.TEACHER, "errors": Errors.PROBLEM}),
]
CONTRADICTIONS: list[tuple[str, Declared, str]] = [
    ("PUT", {"who": Who.TEACHER}, "method that no guard reads"),
    ("GET", {"who": Who.TEACHER, "takes": 2 * USUAL_FORM}, "takes none"),
    ("GET", {"who": Who.TEACHER, "stale": keep}, "takes none"),
    ("POST", {"who": Who.ANYONE, "takes": 2 * USUAL_FORM}, "takes a file"),
]


@pytest.mark.parametrize(("methods", "declared"), SOUND)
def test_a_door_whose_parts_fit_lets_the_app_start(methods: str, declared: Declared, app: Flask) -> None:
    assert doors.declared(with_view(app, methods, **declared))["view"].who is declared["who"]


@pytest.mark.parametrize(("methods", "declared", "fault"), CONTRADICTIONS)
def test_a_door_that_contradicts_itself_stops_the_start(
    methods: str, declared: Declared, fault: str, app: Flask
) -> None:
    with pytest.raises(ValueError, match=f"view .*{fault}"):
        doors.declared(with_view(app, methods, **declared))


# --- what a form may hold ---


def test_a_form_is_as_large_as_its_view_takes_and_no_larger(publish: Callable[..., None], app: Flask) -> None:
    publish(bank())
    with_view(app, "POST", who=Who.ANYONE, takes=2 * USUAL_FORM)
    reader = Visitor(app.test_client())

    assert reader.send("/view", {"text": "x" * USUAL_FORM}).status_code == 200
    assert reader.send("/view", {"text": "x" * 2 * USUAL_FORM}).status_code == 413
    assert reader.send("/resume", {"code": "x" * USUAL_FORM}).status_code == 413


def test_a_stale_form_is_kept_by_a_view_that_says_how_and_refused_by_others(
    publish: Callable[..., None], app: Flask
) -> None:
    publish(bank())
    with_view(app, "POST", who=Who.ANYONE, stale=keep)
    reader = Visitor(app.test_client())

    assert reader.client.post("/view", data={"code": "x"}).text == "kept"
    assert reader.send("/view").text == "open"
    assert reader.client.post("/resume", data={"code": "x"}).status_code == 400
