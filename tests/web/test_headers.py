"""The exact headers of every kind of response, and the exact marks of every cookie."""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from quizapp.app import create_app
from quizapp.config import Settings
from quizapp.services import taking
from quizapp.store.session import Database
from tests.makers import bank
from tests.visitors import Visitor, token
from tests.web.doors import GETS

GUARDS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
        "frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "X-Frame-Options": "DENY",
}
HTML = "text/html; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"
VARY = {"Cookie", "Accept-Language", "Accept-Encoding"}
PAGE = {**GUARDS, "Content-Type": HTML, "Cache-Control": "no-store"}
TEXT = {**GUARDS, "Content-Type": PLAIN, "Cache-Control": "no-store"}
HSTS = "max-age=31536000; includeSubDomains"


def headers(reply: TestResponse) -> dict[str, str]:
    """The headers, none of them twice, but for what each page has of its own."""
    own = {"Content-Length", "Set-Cookie", "Vary", "Location"}
    pairs = [(name, value) for name, value in reply.headers if name not in own]
    assert len(dict(pairs)) == len(pairs), "a header came twice"
    return dict(pairs)


def vary(reply: TestResponse) -> set[str]:
    return {part.strip() for part in reply.headers.get("Vary", "").split(",")} - {""}


@pytest.fixture
def reader(publish: Callable[..., None], visitor: Callable[[], Visitor]) -> Visitor:
    publish(bank())
    return visitor()


def test_pages_and_redirects_carry_exactly_these_headers(reader: Visitor) -> None:
    attempt = reader.start()
    replies = {
        "list": reader.get("/"),
        "quiz": reader.get("/quiz/summit"),
        "question": reader.get(f"{attempt}/question/1"),
        "answer": reader.answer(attempt, 1, 1),
        "feedback": reader.get(f"{attempt}/question/1"),
        "attempt": reader.get(attempt),
        "scores": reader.get("/scores"),
        "switch": reader.get("/language/fr"),
        "head": reader.client.head(f"{attempt}/question/1"),
    }

    for name, reply in replies.items():
        assert reply.status_code in (200, 303), name
        assert headers(reply) == PAGE, name
        assert vary(reply) == VARY, name


def test_errors_carry_exactly_these_headers(reader: Visitor) -> None:
    attempt = reader.start()
    replies = {
        400: reader.send(f"{attempt}/question/1", {"choice": "9"}),
        403: reader.send(f"{attempt}/question/1", {"choice": "1"}, headers={"Sec-Fetch-Site": "cross-site"}),
        404: reader.get("/nothing"),
        411: reader.client.post("/resume", input_stream=io.BytesIO(b"x"), headers={"Transfer-Encoding": "chunked"}),
        413: reader.client.post("/resume", data=b"x" * 20_000),
    }

    for status, reply in replies.items():
        assert reply.status_code == status
        assert headers(reply) == PAGE, status
        assert vary(reply) == VARY, status
        assert "<h1" in reply.text


def test_a_stale_form_and_a_stale_answer_carry_exactly_these_headers(
    publish: Callable[..., None], visitor: Callable[[], Visitor]
) -> None:
    publish(bank(), feedback="at-end")
    reader = visitor()
    attempt = reader.start()
    page = reader.get(f"{attempt}/question/1")
    reader.submit(page, attempt, 1, 1)

    stale_form = reader.client.post(f"{attempt}/question/1", data={"choice": "1"})
    stale_answer = reader.submit(page, attempt, 1, 2)

    assert (stale_form.status_code, stale_answer.status_code) == (400, 409)
    assert headers(stale_form) == headers(stale_answer) == PAGE


def test_a_wrong_method_is_told_the_right_ones(reader: Visitor) -> None:
    reply = reader.client.delete("/quiz/summit")

    allowed = headers(reply)
    assert reply.status_code == 405
    assert set(allowed.pop("Allow").split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert allowed == PAGE


def test_too_many_wrong_codes_are_told_how_long_to_wait(reader: Visitor) -> None:
    for __ in range(taking.WRONG_CODES):
        reader.send("/resume", {"code": "BCDF-GHJK-MNPR"})

    reply = reader.send("/resume", {"code": "BCDF-GHJK-MNPR"})

    assert reply.status_code == 429
    assert headers(reply) == {**PAGE, "Retry-After": "600"}


def test_a_fault_of_ours_carries_the_same_headers_and_says_nothing_of_the_inside(
    reader: Visitor, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with database.transaction() as db:
        db.execute(text("UPDATE version SET document = replace(document, 'Spaceport', 'Elsewhere')"))

    reply = reader.get("/quiz/summit")

    assert reply.status_code == 500
    assert headers(reply) == PAGE
    assert "Something went wrong on our side" in reply.text
    assert "Damaged" not in reply.text
    assert "DamagedVersion" in caplog.text  # The log does say it.


def test_a_wrong_host_gets_a_text_with_the_same_headers(reader: Visitor) -> None:
    reply = reader.get("/", headers={"Host": "evil.example"})

    assert reply.status_code == 400
    assert headers(reply) == TEXT


def test_health_carries_the_same_headers(app: Flask) -> None:
    reply = app.test_client().get("/healthz")

    assert headers(reply) == TEXT
    assert reply.headers.getlist("Set-Cookie") == []


def test_static_files_are_kept_for_good_and_everything_else_by_nobody(app: Flask) -> None:
    client = app.test_client()
    names = list(app.jinja_env.globals["asset"].__self__._assets)  # type: ignore[attr-defined]
    assert names

    for name in names:
        reply = client.get(f"/static/{name}")
        fixed = headers(reply)
        kind = fixed.pop("Content-Type")
        assert fixed == {**GUARDS, "Cache-Control": "public, max-age=31536000, immutable"}, name
        assert kind.partition(";")[0] in {
            "text/css", "text/javascript", "image/svg+xml", "image/png", "font/woff2", "application/manifest+json",
            "text/plain",
        }  # fmt: skip
        assert reply.headers.getlist("Set-Cookie") == []
        packed = client.get(f"/static/{name}", headers={"Accept-Encoding": "gzip"})
        if "Content-Encoding" in packed.headers:
            assert vary(reply) == vary(packed) == {"Accept-Encoding"}
            assert packed.content_length is not None
            assert packed.content_length < len(reply.data)


def test_a_missing_static_file_is_not_kept(app: Flask) -> None:
    reply = app.test_client().get("/static/app.0000000000.css")

    assert reply.status_code == 404
    assert headers(reply) == PAGE


def test_a_packed_page_is_the_same_page(reader: Visitor) -> None:
    plain = reader.get("/")
    packed = reader.get("/", headers={"Accept-Encoding": "gzip"})

    assert headers(packed) == {**PAGE, "Content-Encoding": "gzip"}
    assert len(packed.data) < len(plain.data)
    assert vary(packed) == vary(plain) == VARY


# --- cookies ---


def cookies(reply: TestResponse) -> dict[str, set[str]]:
    """The marks of each cookie that a reply sets, without values that are drawn."""
    found = {}
    for line in reply.headers.getlist("Set-Cookie"):
        pair, *marks = [part.strip() for part in line.split(";")]
        assert len(line) < 1000
        found[pair.partition("=")[0]] = {mark for mark in marks if not mark.startswith("Expires=")}
    return found


SECURE = {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}
OPEN = {"HttpOnly", "Path=/", "SameSite=Lax"}
KEPT = {"Max-Age=2592000"}


def all_cookies(client_of: Callable[[], Visitor], **sent: object) -> dict[str, set[str]]:
    """Every cookie of a whole visit: look, start, answer, switch, delete all."""
    reader = client_of()
    quiz = reader.get("/quiz/summit", **sent)
    found = cookies(quiz)
    started = reader.client.post("/quiz/summit/start", data={"csrf_token": token(quiz)}, **sent)
    assert started.status_code == 303, started.text
    found |= cookies(started)
    question = reader.get(f"{started.location}/question/1", **sent)
    answered = reader.client.post(
        f"{started.location}/question/1", data={"csrf_token": token(question), "choice": "1"}, **sent
    )
    assert answered.status_code == 303
    assert cookies(answered) == {}
    for switch in ("/language/fr", "/display/theme/dark", "/display/text/large"):
        found |= cookies(reader.get(switch, **sent))
    return found


@pytest.mark.parametrize("base", ["http://localhost", "http://127.0.0.1:8000", "http://[::1]:8000"])
def test_on_the_machine_itself_every_cookie_is_secure_and_bound_to_the_host(
    base: str, publish: Callable[..., None], visitor: Callable[[], Visitor]
) -> None:
    publish(bank())

    assert all_cookies(visitor, base_url=base) == {
        "__Host-qs": SECURE,
        "__Host-qr": SECURE | KEPT,
        "__Host-lang": SECURE | {"Max-Age=31536000"},
        "__Host-theme": SECURE | {"Max-Age=31536000"},
        "__Host-text": SECURE | {"Max-Age=31536000"},
    }


def test_over_plain_http_in_the_room_cookies_work_without_those_marks(
    publish: Callable[..., None], settings: Settings, database: Database
) -> None:
    publish(bank())
    app = create_app(replace(settings, hosts=("192.168.1.20", "teacher.local")))

    for base in ("http://192.168.1.20:8000", "http://teacher.local:8000"):
        found = all_cookies(lambda: Visitor(app.test_client()), base_url=base)
        assert found == {
            "qs": OPEN,
            "qr": OPEN | KEPT,
            "lang": OPEN | {"Max-Age=31536000"},
            "theme": OPEN | {"Max-Age=31536000"},
            "text": OPEN | {"Max-Age=31536000"},
        }
    app.extensions["quizapp"].database.close()


def test_behind_an_https_proxy_cookies_are_secure_and_the_browser_stays_on_https(
    publish: Callable[..., None], settings: Settings, database: Database
) -> None:
    publish(bank())
    app = create_app(replace(settings, hosts=("quiz.example",), proxies=1))
    forwarded = {
        "X-Forwarded-For": "203.0.113.9",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "quiz.example",
        "Referer": "https://quiz.example/quiz/summit",
        "Origin": "https://quiz.example",
    }

    found = all_cookies(lambda: Visitor(app.test_client(use_cookies=True)), headers=forwarded, **HTTPS)
    reply = app.test_client().get("/", headers=forwarded)

    assert {name: marks for name, marks in found.items() if name in ("__Host-qs", "__Host-qr")} == {
        "__Host-qs": SECURE,
        "__Host-qr": SECURE | KEPT,
    }
    assert headers(reply) == {**PAGE, "Strict-Transport-Security": HSTS}
    assert app.test_client().get("/", headers={**forwarded, "X-Forwarded-Host": "evil.example"}).status_code == 400
    app.extensions["quizapp"].database.close()


HTTPS = {"base_url": "https://quiz.example"}


def test_without_a_proxy_in_the_settings_forwarded_https_is_not_believed(reader: Visitor) -> None:
    reply = reader.get("/", headers={"X-Forwarded-Proto": "https", "X-Forwarded-Host": "quiz.example"})

    assert headers(reply) == PAGE


def test_no_cookie_comes_before_it_is_needed(reader: Visitor, app: Flask) -> None:
    for door in GETS:
        set_there = cookies(app.test_client().get(door.of("/attempt/AAAAAAAAAAAAAAAAAAAAAA")))
        allowed = {
            "/": {"__Host-qs"},  # Its form needs the session that its token is bound to.
            "/quiz/summit": {"__Host-qs"},
            "/resume": {"__Host-qs"},
            "/scores/delete": {"__Host-qs"},
            "/language/fr": {"__Host-lang"},
            "/display/theme/dark": {"__Host-theme"},
        }
        assert set(set_there) == allowed.get(door.path, set()), door


def test_deleting_everything_takes_the_readers_cookie_back(reader: Visitor) -> None:
    reader.start()

    reply = reader.send("/scores/delete")

    assert cookies(reply)["__Host-qr"] == SECURE | {"Max-Age=0"}
    assert reader.client.get_cookie("__Host-qr") is None


def test_the_session_cookie_holds_nothing_but_the_csrf_secret(reader: Visitor, app: Flask) -> None:
    attempt = reader.start(name="Zoé")
    reader.answer(attempt, 1, 1)

    with reader.client.session_transaction() as session:
        assert set(session) == {"csrf_token"}
