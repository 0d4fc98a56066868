"""What a view says of its door is what the guards do; who says nothing, or what does not fit, stops the start."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask, request, session

from quizapp.app import create_app
from quizapp.config import Settings
from quizapp.domain.accounts import Role, Teacher
from quizapp.store.session import Database
from quizapp.web import auth, doors, errors, i18n
from quizapp.web.doors import USUAL_FORM, Errors, Who, open_to
from tests.makers import Clock, bank
from tests.visitors import Visitor
from tests.web.school import with_teachers

Declared = dict[str, Any]


@pytest.fixture
def app(settings: Settings, database: Database, clock: Clock) -> Iterator[Flask]:
    """One that shares nothing with other tests: they add views to it."""
    app = create_app(settings, clock)
    yield app
    app.extensions["quizapp"].database.close()


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


# --- how a refusal is answered ---


def test_a_view_for_people_answers_with_pages_and_one_for_programs_with_problems(app: Flask) -> None:
    client = with_view(app, "GET", who=Who.TEACHER, errors=Errors.PROBLEM).test_client()

    led, told = client.get("/teacher/"), client.get("/view")

    assert (led.status_code, led.location) == (303, "/teacher/login?back=/teacher/")
    assert (told.status_code, told.mimetype) == (401, "application/problem+json")


# --- what a token opens ---

TOKENS = {
    "annas": Teacher(1, "anna@school.example", Role.TEACHER),
    "owners": Teacher(2, "owner@school.example", Role.OWNER),
}
FOR_TOKENS: Declared = {"who": Who.TEACHER, "errors": Errors.PROBLEM, "by_token": True}


@pytest.fixture
def program() -> Flask:
    """An app that knows two tokens, and nothing else."""
    app = Flask("program", static_folder=None)
    app.secret_key = "a-secret-for-tests-0123456789-abcdefghij"
    i18n.speak(app)
    doors.guard(app, TOKENS.get)
    errors.handle_errors(app)

    @app.route("/mine", methods=["GET", "POST"])
    @open_to(**FOR_TOKENS)
    def mine() -> dict[str, object]:
        return {"of": auth.teacher().email, "session": dict(session), "sent": request.get_json(silent=True)}

    @app.get("/owners")
    @open_to(**{**FOR_TOKENS, "who": Who.OWNER})
    def owners() -> dict[str, object]:
        return {"of": auth.teacher().email}

    doors.declared(app)
    return app


def bearing(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_a_good_token_opens_what_says_so_and_no_other_does(program: Flask) -> None:
    client = program.test_client()
    shut: tuple[dict[str, str], ...] = (
        {}, bearing("nobodys"), bearing(""), {"Authorization": "Basic YW5uYXM6eA=="}, {"Authorization": "annas"},
    )  # fmt: skip

    assert client.get("/mine", headers=bearing("annas")).json == {
        "of": "anna@school.example",
        "session": {},
        "sent": None,
    }
    for headers in shut:
        reply = client.get("/mine", headers=headers)
        assert (headers, reply.status_code, reply.headers["WWW-Authenticate"]) == (headers, 401, "Bearer")
        assert "Authorization: Bearer" in reply.json["detail"]  # type: ignore[index]


def test_a_token_opens_no_more_than_its_teacher_may(program: Flask) -> None:
    client = program.test_client()

    assert client.get("/owners", headers=bearing("owners")).json == {"of": "owner@school.example"}
    assert client.get("/owners", headers=bearing("annas")).status_code == 404


def test_a_program_needs_no_form_of_ours_and_sends_no_more_than_its_door_takes(program: Flask) -> None:
    client = program.test_client()
    headers = {**bearing("annas"), "Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}

    taken = client.post("/mine", json={"minutes": 5}, headers=headers)
    large = client.post("/mine", json={"text": "x" * USUAL_FORM}, headers=headers)

    assert taken.json == {"of": "anna@school.example", "session": {}, "sent": {"minutes": 5}}
    assert taken.headers.getlist("Set-Cookie") == []
    assert (large.status_code, large.mimetype) == (413, "application/problem+json")


def test_a_session_opens_no_view_that_a_token_opens_and_a_token_none_that_a_session_opens(
    database: Database, app: Flask, visitor: Callable[[], Visitor]
) -> None:
    with_view(app, "GET", **FOR_TOKENS)
    school = with_teachers(database, visitor)

    assert school.anna.get("/view").status_code == 401
    assert school.anna.get("/teacher/").status_code == 200
    assert visitor().get("/teacher/", headers=bearing("annas")).status_code == 303


TOKENS_TOO: list[tuple[Declared, str]] = [
    ({**FOR_TOKENS, "who": Who.ANYONE}, "and to anyone"),
    ({**FOR_TOKENS, "errors": Errors.PAGE}, "answers programs with pages"),
    ({**FOR_TOKENS, "stale": keep}, "waits for a form of a page"),
    ({**FOR_TOKENS, "takes": 2 * USUAL_FORM}, "takes a file"),
]


@pytest.mark.parametrize(("declared", "fault"), TOKENS_TOO)
def test_a_door_that_a_token_opens_fits_no_page_or_the_app_does_not_start(
    declared: Declared, fault: str, program: Flask
) -> None:
    assert set(doors.declared(program)) == {"mine", "owners"}

    with pytest.raises(ValueError, match=f"view .*{fault}"):
        doors.declared(with_view(program, "POST", **declared))


def test_an_app_that_knows_no_tokens_does_not_start_with_a_view_that_one_opens(app: Flask) -> None:
    ignorant = Flask("ignorant", static_folder=None)
    doors.guard(ignorant)

    assert doors.declared(with_view(app, "GET", **FOR_TOKENS))["view"].by_token
    with pytest.raises(ValueError, match="knows none"):
        doors.declared(with_view(ignorant, "GET", **FOR_TOKENS))
