"""Whatever is sent: a clear page, the right status, never a traceback, and nothing changed."""

import io
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from urllib.parse import urlsplit

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from quizapp.app import create_app
from quizapp.config import Settings
from quizapp.domain.attempts import FeedbackTime
from quizapp.store.session import Database
from tests.makers import bank
from tests.store.contents import contents
from tests.visitors import Visitor

MEBIBYTE = 1024 * 1024


@pytest.fixture
def reader(publish: Callable[..., None], visitor: Callable[[], Visitor]) -> Visitor:
    publish(bank(), feedback=FeedbackTime.AT_END, shuffle_choices=False)
    return visitor()


def is_clear(reply: TestResponse) -> bool:
    """Whether the reply is a page of ours that says what happened, or a redirect, and shows nothing of the inside."""
    inside = ("Traceback", "werkzeug", "sqlalchemy", "sqlite", "File &#34;", "site-packages", ".py")
    said = "<h1" in reply.text or reply.status_code in (303, 308)
    return said and not any(word in reply.text for word in inside)


def refused(replies: dict[str, TestResponse], status: int) -> bool:
    """Whether all have this status and say so clearly; pytest names those that do not."""
    assert {case: reply.status_code for case, reply in replies.items()} == dict.fromkeys(replies, status)
    assert [case for case, reply in replies.items() if not is_clear(reply)] == []
    return True


# --- choices ---

FORGED_CHOICES = [
    ["0"], ["-1"], ["4"], ["99"], ["999999"], ["9223372036854775808"], ["1e3"], ["٣"], [" 1"], ["1 "], ["1_0"],
    ["+1"], ["1.0"], ["0x1"], ["½"], ["one"], [""], ["1\x00"], ["\x00"], ["1,2"], ["[1]"], ["null"], ["True"],
    ["1", "1"], ["1", "2"], ["1", "x"], ["१"],
]  # fmt: skip


def test_a_choice_that_was_not_on_the_screen_is_refused(reader: Visitor, database: Database) -> None:
    attempt = reader.start()
    before = contents(database)

    replies = {
        str(forged): reader.send(f"{attempt}/question/1", {"choice": forged, "revision": "0"})  # One of three.
        for forged in FORGED_CHOICES
    }

    assert refused(replies, 400)
    assert contents(database) == before


def test_a_set_of_choices_that_was_not_on_the_screen_is_refused_whole(reader: Visitor, database: Database) -> None:
    attempt = reader.start()
    before = contents(database)
    forgeries = (["0"], ["5"], ["1", "1"], ["1", "2", "3", "4", "5"], ["1", "-2"])

    replies = {
        str(forged): reader.send(f"{attempt}/question/2", {"choice": forged, "revision": "0"})  # Any of four.
        for forged in forgeries
    }

    assert refused(replies, 400)
    assert contents(database) == before


def test_the_choices_that_were_on_the_screen_are_taken(reader: Visitor, database: Database) -> None:
    attempt = reader.start()

    assert reader.send(f"{attempt}/question/1", {"choice": ["3"], "revision": "0"}).status_code == 303
    assert reader.send(f"{attempt}/question/2", {"choice": ["1", "2", "3", "4"]}).status_code == 303

    stored = contents(database)["response"]
    assert [picked for __, ___, ____, picked, *_____ in stored] == ["2", "0,1,2,3"]


def test_an_answer_without_a_choice_is_asked_again(reader: Visitor, database: Database) -> None:
    attempt = reader.start()
    before = contents(database)
    forms: tuple[dict[str, object], ...] = ({}, {"choice": []}, {"revision": "0"}, {"picked": "1"}, {"choice[]": "1"})

    replies = {str(fields): reader.send(f"{attempt}/question/1", fields) for fields in forms}

    assert refused(replies, 400)
    assert all("Choose an answer first." in reply.text for reply in replies.values())
    assert contents(database) == before


def test_a_revision_that_no_page_has_is_refused(reader: Visitor, database: Database) -> None:
    attempt = reader.start()
    before = contents(database)
    revisions = ("-1", "x", "1e1", "", "٣", "9999999", "1_0", " 1", ["0", "1"])

    replies = {
        str(revision): reader.send(f"{attempt}/question/1", {"choice": "1", "revision": revision})
        for revision in revisions
    }

    assert refused(replies, 400)
    assert contents(database) == before


# --- addresses ---

LOST = [
    "/attempt/x", "/attempt/%00", "/attempt/..", "/attempt/%2e%2e%2fetc", "/attempt/" + "a" * 8000,
    "/attempt/'%20OR%201=1--", "/attempt/%F0%9F%92%A9", "/attempt/%ED%A0%80", "/attempt/%FF%FE",
    "/attempt/x/question/1",
    "/quiz/%00", "/quiz/nothing", "/quiz/SUMMITS", "/quiz/summit%00", "/quiz/summit'--", "/quiz/%E2%80%AEsummit",
    "/quiz/" + "%41" * 3000, "/quiz/{{7*7}}", "/quiz/%3Cscript%3E", "/quiz", "/quiz/summit/", "/attempt", "/nothing",
    "/static/", "/static/app.css", "/static/../config", "/static/%2e%2e/config", "/static/..%2fconfig", "/static/%00",
    "/.git/config", "/.env", "/quizapp.db", "/data/quizapp.db", "/console", "/console?__debugger__=yes&cmd=resource",
    "/language/", "/wp-login.php", "/robots.txt/..%5c",
]  # fmt: skip


def test_an_address_that_leads_nowhere_is_not_found(reader: Visitor, database: Database) -> None:
    reader.start()
    before = contents(database)

    replies = {path: reader.get(path) for path in LOST}

    assert refused(replies, 404)
    assert [path for path, reply in replies.items() if "<script>" in reply.text] == []
    assert contents(database) == before


def test_a_question_the_attempt_does_not_have_is_not_found(reader: Visitor, database: Database) -> None:
    attempt = reader.start()
    before = contents(database)
    numbers = ("0", "4", "99999999999999999999", "9" * 4000, "-1", "1.0", "1e0", "%C2%BD", "1%00", "+1", "x", "")
    paths = [f"{attempt}/question/{number}" for number in numbers]

    seen = {path: reader.get(path) for path in paths}
    sent = {path: reader.send(path, {"choice": "1", "revision": "0"}) for path in paths}

    assert refused(seen, 404)
    assert refused(sent, 404)
    assert contents(database) == before


def test_an_address_with_doubled_slashes_leads_to_one_of_ours(reader: Visitor) -> None:
    for path in ("//evil.example/x", "///evil.example", "/quiz//summit", "//quiz/summit"):
        reply = reader.get("/", environ_overrides={"PATH_INFO": path, "REQUEST_URI": path, "RAW_URI": path})
        if reply.status_code in (301, 303, 308):
            there = urlsplit(reply.location)
            assert there.netloc in ("", "localhost")
            assert not reply.location.startswith("//")
        else:
            assert reply.status_code in (200, 404)


def test_a_method_that_an_address_does_not_know_is_refused(reader: Visitor, database: Database) -> None:
    attempt = reader.start()
    before = contents(database)
    paths = ("/", "/quiz/summit", f"{attempt}/question/1", f"{attempt}/finish", "/healthz")
    methods = ("PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "FOO")

    replies = {f"{method} {path}": reader.client.open(path, method=method) for path in paths for method in methods}

    assert refused(replies, 405)
    assert contents(database) == before


def test_a_post_to_a_page_that_takes_none_says_what_it_takes(reader: Visitor) -> None:
    attempt = reader.start()

    replies = {path: reader.send(path) for path in ("/", "/scores", "/quiz/summit", f"{attempt}/end")}

    assert refused(replies, 405)
    for reply in replies.values():
        assert set(reply.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


# --- size ---


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded", b"csrf_token=x&choice=" + b"1" * 10 * MEBIBYTE),
        ("application/x-www-form-urlencoded", b"&".join(b"f%d=%d" % (n, n) for n in range(5000))),
        ("application/x-www-form-urlencoded", b"choice=1&" * 1800),
        (
            "multipart/form-data; boundary=B",
            b'--B\r\nContent-Disposition: form-data; name="choice"\r\n\r\n' + b"1" * 10 * MEBIBYTE + b"\r\n--B--\r\n",
        ),
        (
            "multipart/form-data; boundary=B",
            b'--B\r\nContent-Disposition: form-data; name="f"; filename="x"\r\n\r\n' + b"1" * MEBIBYTE + b"\r\n--B--",
        ),
        (
            "multipart/form-data; boundary=B",
            b'--B\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' * 150 + b"--B--\r\n",
        ),
        ("application/json", b"[" * 10 * MEBIBYTE),
    ],
    ids=["10 MB field", "5,000 fields", "16 KB of choices", "10 MB part", "file", "150 parts", "10 MB JSON"],
)
def test_a_form_larger_than_any_of_ours_is_refused(kind: str, body: bytes, reader: Visitor, database: Database) -> None:
    attempt = reader.start()
    before = contents(database)
    paths = ("/quiz/summit/start", f"{attempt}/question/1", "/resume")
    headers = {"X-CSRFToken": reader.token()}

    replies = {path: reader.client.post(path, data=body, content_type=kind, headers=headers) for path in paths}

    assert refused(replies, 413)
    assert contents(database) == before


def test_many_small_fields_are_refused_although_they_are_few_bytes(reader: Visitor, database: Database) -> None:
    attempt = reader.start()
    before = contents(database)

    reply = reader.send(f"{attempt}/question/2", {"choice": ["1"] * 100, "revision": "0"})

    assert reply.status_code == 413
    assert contents(database) == before


@pytest.mark.parametrize("size", [100, 100_000])
def test_a_body_that_does_not_say_its_length_is_refused(size: int, reader: Visitor, database: Database) -> None:
    attempt = reader.start()
    before = contents(database)
    body = f"csrf_token={reader.token()}&revision=0&choice=1&padding=".encode() + b"x" * size

    reply = reader.client.post(
        f"{attempt}/question/1",
        input_stream=io.BytesIO(body),
        content_type="application/x-www-form-urlencoded",
        headers={"Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},  # As granian says of itself.
    )

    # Werkzeug would read the first 16 KiB and take them for the whole form.
    assert reply.status_code == 411
    assert is_clear(reply)
    assert contents(database) == before


def test_a_content_length_that_lies_stores_nothing_wrong(reader: Visitor, database: Database) -> None:
    attempt = reader.start()
    before = contents(database)

    for length in ("-1", "x", "99999999999999999999", "1e3"):
        reply = reader.client.post(
            f"{attempt}/question/1",
            data=b"choice=1",
            content_type="application/x-www-form-urlencoded",
            environ_overrides={"CONTENT_LENGTH": length},
        )
        assert reply.status_code in (400, 411, 413)
        assert is_clear(reply)

    assert contents(database) == before


def test_a_body_that_is_no_form_of_ours_is_refused(reader: Visitor, database: Database) -> None:
    attempt = reader.start()
    before = contents(database)
    bodies = (
        ("application/json", b'{"choice": 1, "revision": 0}'),
        ("application/json", b"[1]"),
        ("application/json", b"{"),
        ("text/plain", b"choice=1"),
        ("multipart/form-data", b"choice=1"),
        ("multipart/form-data; boundary=B", b"--B\r\nbroken"),
        ("application/x-www-form-urlencoded; charset=utf-7", b"choice=+ADE-"),
        ("", b"choice=1"),
        ("application/x-www-form-urlencoded", b"\xff\xfe%00%zz=&&&;;;==%"),
    )
    headers = {"X-CSRFToken": reader.token()}

    replies = {
        f"{kind} {body!r}": reader.client.post(f"{attempt}/question/1", data=body, content_type=kind, headers=headers)
        for kind, body in bodies
    }

    assert refused(replies, 400)
    assert contents(database) == before


# --- hosts ---


def test_a_wrong_host_is_refused_and_never_repeated(reader: Visitor, database: Database) -> None:
    attempt = reader.start()
    before = contents(database)
    hosts = (
        "evil.example", "localhost.evil.example", "evil.example:80", "localhost:80@evil.example", "127.0.0.2", "",
        "[::2]", "[", "local host", "evil..example", "\\evil", "a" * 300,
    )  # fmt: skip

    for host in hosts:
        for method in ("GET", "POST", "PUT"):
            reply = reader.client.open(f"{attempt}/question/1", method=method, headers={"Host": host})
            assert (host, reply.status_code) == (host, 400)
            assert "does not answer under this name" in reply.text
            assert "evil" not in reply.text + str(reply.headers)

    assert contents(database) == before


def test_the_names_of_this_machine_are_right_hosts(reader: Visitor) -> None:
    for host in ("localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST:8000"):
        assert (host, reader.get("/", headers={"Host": host}).status_code) == (host, 200)


def test_a_name_given_in_the_settings_is_a_right_host(settings: Settings, database: Database) -> None:
    hosts = (*settings.hosts, "quiz.example", "fd00::7", "192.168.1.20", "école.example", " ", "[")
    app = create_app(replace(settings, hosts=hosts))
    client = app.test_client()

    for host in ("quiz.example", "[fd00::7]:8000", "192.168.1.20:8000", "xn--cole-9oa.example"):
        assert (host, client.get("/healthz", headers={"Host": host}).status_code) == (host, 200)
    for host in ("www.quiz.example", "[fd00::8]", "192.168.1.21", "ecole.example", "", "["):
        assert (host, client.get("/healthz", headers={"Host": host}).status_code) == (host, 400)
    app.extensions["quizapp"].database.close()


def test_a_forwarded_host_is_not_believed_without_a_proxy(reader: Visitor) -> None:
    for name in ("X-Forwarded-Host", "X-Forwarded-Server", "Forwarded", "X-Original-Host"):
        value = "host=evil.example;proto=https" if name == "Forwarded" else "evil.example"

        reply = reader.send("/quiz/summit/start", {"name": ""}, headers={name: value, "X-Forwarded-Proto": "https"})

        assert reply.status_code == 303
        assert reply.location.startswith("/attempt/")
        assert "evil" not in str(reply.headers)
        assert "Strict-Transport-Security" not in reply.headers


# --- going back after a switch ---

ELSEWHERE = [
    "//evil.example", "///evil.example", "////evil.example", "/\\evil.example", "\\\\evil.example", "\\/evil.example",
    "https:evil.example", "https://evil.example", "HTTPS://evil.example/x", "https:/evil.example", "http:///evil.example",
    "/%5cevil.example", "%2f%2fevil.example", "/%2fevil.example", "/\t/evil.example", "/\n/evil.example",
    "\t//evil.example", " //evil.example", "\x00//evil.example", "/\r\nLocation: https://evil.example",
    "/\r\nSet-Cookie: a=b", "javascript:alert(1)", "data:text/html,x", "vbscript:x", "//[", "//[::1", "//evil.example]",
    "https://localhost@evil.example", "//localhost:99999999", "/／evil.example", "／／evil.example", "/.//evil.example",
    "/..//evil.example", "\ud800", "", "?", "#", "a" * 8000, "//℀evil.example", "/é/ü", "./", "..",
]  # fmt: skip


@pytest.mark.parametrize("switch", ["/language/fr", "/language/xx", "/display/theme/dark", "/display/x/y"])
def test_a_switch_leads_back_to_a_path_of_ours_only(switch: str, reader: Visitor) -> None:
    for back in ELSEWHERE:
        reply = reader.get(switch, query_string={"back": back.encode("utf-8", "surrogatepass")})

        assert (back, reply.status_code) == (back, 303)
        location = reply.location
        assert location.startswith("/")
        assert not location.startswith(("//", "/\\"))
        assert location.isascii()
        assert location.isprintable()
        assert urlsplit(location).netloc == ""
        assert len(reply.headers.getlist("Location")) == 1
        cookies = [cookie.partition("=")[0] for cookie in reply.headers.getlist("Set-Cookie")]
        assert set(cookies) <= {"__Host-lang", "__Host-theme"}


def test_a_switch_leads_back_to_the_page_it_was_on(reader: Visitor) -> None:
    attempt = reader.start()

    reply = reader.get("/language/fr", query_string={"back": f"{attempt}/question/2"})

    assert reply.location == f"{attempt}/question/2"


def test_a_forged_language_or_display_cookie_is_ignored(reader: Visitor) -> None:
    for cookie in ("", "xx", "fr; DROP", "../../etc", "FR", "é", "a" * 4000):
        for name in ("lang", "__Host-lang", "theme", "__Host-theme", "text", "__Host-text"):
            reader.client.set_cookie(name, cookie, secure=name.startswith("__"))

        reply = reader.get("/")

        assert reply.status_code == 200
        assert '<html lang="en"' in reply.text


def test_strange_preferences_do_no_harm(reader: Visitor) -> None:
    tongues = ("", "*", "xx", "fr;q=x", "fr;q=-1", "a" * 4000, "fr-\x80", ",,,;;;", "zh-Hant-TW")
    packings = ("gzip;q=0", "gzip;q=x", "*", "identity", "br, gzip", "a" * 4000)

    for name, values in (("Accept-Language", tongues), ("Accept-Encoding", packings)):
        for value in values:
            assert (value, reader.get("/", headers={name: value}).status_code) == (value, 200)


# --- names and codes ---

NAMES = {
    "a\x00b": "ab",
    "\x1b[31mred": "[31mred",
    "\u202eevil\u202c": "evil",
    "\u2066x\u2069\u200e\u200f": "x",
    "zero\u200bwidth\ufeff": "zerowidth",
    "  two\t\n lines \r\n": "two lines",
    "x\u2028y\u2029z": "x y z",
    "e\u0301": "é",
    "\ufffe\uffff": "",
    "\u00ad": "",
    "=1+1": "=1+1",
    "<script>alert(1)</script>": "<script>alert(1)</script>",
}


def test_a_name_is_kept_as_one_clean_line(visitor: Callable[[], Visitor], reader: Visitor, database: Database) -> None:
    for typed, kept in NAMES.items():
        address = visitor().start(name=typed).removeprefix("/attempt/")

        (row,) = (row for row in contents(database)["attempt"] if address in row)
        assert kept in row, typed


def test_a_name_that_is_no_unicode_is_taken_without_harm(visitor: Callable[[], Visitor], reader: Visitor) -> None:
    for octets in ("%FF%FE", "%ED%A0%80", "%C0%80", "%F4%90%80%80", "%zz"):
        other = visitor()
        body = f"csrf_token={other.token()}&name={octets}"
        reply = other.client.post("/quiz/summit/start", data=body, content_type="application/x-www-form-urlencoded")

        assert (octets, reply.status_code) == (octets, 303)
        other.send(f"{reply.location}/finish")
        assert other.get(f"{reply.location}/end").status_code == 200


def test_a_long_name_is_cut_and_does_no_harm(visitor: Callable[[], Visitor], reader: Visitor) -> None:
    for typed in ("z" + "\u0301" * 1000, "x" * 10_000, "🧑\u200d🚀" * 200, "\u200d" * 100):
        other = visitor()
        attempt = other.start(name=typed)
        other.send(f"{attempt}/finish")

        page = other.get(f"{attempt}/end")

        assert page.status_code == 200
        kept = page.text.partition("<bdi>")[2].partition("</bdi>")[0]
        assert len(unescape(kept)) <= 60
        assert unicodedata.normalize("NFC", typed).startswith(unescape(kept))


def test_a_code_that_is_none_is_asked_again(reader: Visitor, database: Database) -> None:
    before = contents(database)
    typed = ("", " ", "\x00", "BCDF-GHJK-MNP", "BCDF-GHJK-MNPRR", "bcdf ghjk mnp٣", "x" * 9000, "'--")

    replies = {code[:20]: reader.send("/resume", {"code": code}) for code in typed}

    assert refused(replies, 400)
    after = contents(database)
    assert len(after.pop("failed_try")) == len(typed)
    assert before.pop("failed_try") == []
    assert after == before


def test_a_sign_that_no_text_holds_is_looked_for_in_vain(visitor: Callable[[], Visitor], reader: Visitor) -> None:
    stranger = visitor()

    assert reader.send("/join", {"code": "sum\0mit"}).status_code == 400
    assert stranger.send("/teacher/login", {"email": "a\0b@school.example", "password": "x" * 20}).status_code == 400
    assert stranger.get("/teacher/in/a%00b").status_code == 404


def test_doubled_fields_of_the_other_forms_do_no_harm(reader: Visitor, database: Database) -> None:
    started = reader.send("/quiz/summit/start", {"name": ["First", "Second"]})
    attempt = started.location

    assert reader.send(f"{attempt}/finish", {"x": ["1", "2"]}).status_code == 303
    assert reader.send(f"{attempt}/again", {"only_missed": ["y", "n"]}).status_code == 303
    assert reader.send("/resume", {"code": ["a", "b"]}).status_code == 400
    assert len(contents(database)["attempt"]) == 2


def test_no_form_is_taken_as_json(reader: Visitor, database: Database) -> None:
    headers = {"X-CSRFToken": reader.token()}
    for body in ('{"name": 5}', '{"name": ["a"]}', '{"name": null}', "[]", "1", "{"):
        reply = reader.client.post("/quiz/summit/start", data=body, content_type="application/json", headers=headers)
        assert (body, reply.status_code) == (body, 303)

    (row,) = contents(database)["attempt"]
    assert "" in row  # Begun without a name.


def test_health_says_nothing_but_ok(app: Flask) -> None:
    reply = app.test_client().get("/healthz")

    assert (reply.status_code, reply.text) == (200, "ok\n")
