"""Programs read what their teacher's pages show: no more, nothing without a good token, and they change nothing."""

import re
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from flask import Flask

from quizapp.domain.quizzes import Counts
from quizapp.domain.tokens import MOST_REQUESTS
from quizapp.formats import native
from quizapp.services import entering, statistics, taking
from quizapp.services.samples import Selection
from quizapp.store import teachers
from quizapp.store.session import Database
from tests.makers import NOON, Clock, at, bank, changed, load, multiple, office, single, visit
from tests.store.contents import contents
from tests.visitors import Visitor
from tests.web.doors import PROGRAMS_DOORS
from tests.web.programs import BASE, Program, addresses, of_anna
from tests.web.school import (
    PASSWORD,
    School,
    add_readers,
    list_class,
    make_token,
    members,
    own_links,
    store_list,
    upload,
    with_teachers,
    with_things,
)
from tests.web.test_counted_statements import statements

LISTS = {
    "api.banks": 1, "api.versions": 1, "api.questions": 1, "api.quizzes": 1, "api.classes": 1, "api.members": 1,
    "api.attempts": 1, "api.responses": 2,
}  # fmt: skip
"""Each with how many numbers its cursor holds."""
NAMES = ("Mona", "Noah", "Cleo")


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_things(with_teachers(database, visitor), bank())


@pytest.fixture
def program(school: School, app: Flask) -> Program:
    return of_anna(school, app)


def told(reply: Any) -> tuple[int, str]:
    return reply.status_code, reply.mimetype


NOWHERE = ["/api/v1", "/api/v1/", "/api/v1/no", "/api/v2/banks", "/api/v1/banks/", "/api/v1/banks/x"]
PROBLEM = "application/problem+json"

# --- what opens ---


def test_a_good_token_opens_every_address(school: School, program: Program) -> None:
    for endpoint, path in addresses(school).items():
        assert (endpoint, *told(program.open(path))) == (endpoint, 200, "application/json")


def test_nothing_else_opens_any(school: School, app: Flask, clock: Clock) -> None:
    good = of_anna(school, app, days="30")
    withdrawn = of_anna(school, app)
    school.anna.send(re.findall(r"/teacher/account/tokens/\d+/withdraw", school.anna.get("/teacher/account").text)[0])
    assert good.open(f"{BASE}/token").status_code == 200
    ended = Program(app, good.token)
    clock.advance(days=30)

    for path in addresses(school).values():
        for bad in (withdrawn, ended, Program(app, "guessed"), Program(app, "")):
            reply = bad.open(path)
            assert (path, *told(reply), reply.headers["WWW-Authenticate"]) == (path, 401, PROBLEM, "Bearer")
        for headers in ({}, {"Authorization": f"Basic {good.token}"}, {"Authorization": good.token}):
            assert app.test_client().get(path, headers=headers).status_code == 401
        in_the_address = app.test_client().get(path, query_string={"token": good.token, "access_token": good.token})
        assert in_the_address.status_code == 401
        assert school.anna.get(path).status_code == 401  # A session is none.


def test_another_teachers_things_answer_like_what_does_not_exist(school: School, app: Flask) -> None:
    unknown = {"bank": "999", "quiz": "zzzzzz", "class": "999", "attempt": "999"}
    tried = 0

    for teacher in (school.ben, school.owner):
        stranger = Program(app, make_token(teacher, "Theirs", sees_names="y"))
        for (endpoint, __), path in PROGRAMS_DOORS.items():
            if "{" in path:
                theirs = stranger.open(path.format(**school.things()))
                nothing = stranger.open(path.format(**unknown))
                assert (endpoint, theirs.status_code, theirs.text) == (endpoint, 404, nothing.text)
                assert theirs.mimetype == PROBLEM
                tried += 1
        assert [stranger.all(path) for path in ("/quizzes", "/classes")] == [[], []]
    assert tried > 10


def test_names_come_only_to_a_token_that_was_made_for_them(school: School, app: Flask) -> None:
    without, with_names = of_anna(school, app), of_anna(school, app, sees_names="y")

    blind = "".join(without.open(path).text for path in addresses(school).values())
    seeing = "".join(with_names.open(path).text for path in addresses(school).values())

    assert [name for name in NAMES if name in blind] == []
    assert "Mona" in seeing
    assert [member.keys() for member in without.all(f"/classes/{school.class_}/members")] == [
        {"id", "extra_time"},
        {"id", "extra_time"},
    ]


def test_no_secret_of_a_reader_or_teacher_comes_with_anything(school: School, app: Flask) -> None:
    seeing = of_anna(school, app, sees_names="y")
    kept = contents(school.database)
    secrets = {
        str(value)
        for table in ("member", "attempt", "reader", "teacher", "login", "api_token")
        for row in kept[table]
        for value in row
        if isinstance(value, str) and len(value) > 20 and not value.startswith("Token ")
    }
    assert len(secrets) > 8

    sent = "".join(seeing.open(path).text for path in addresses(school).values())

    assert [secret for secret in secrets if secret in sent] == []
    assert "ben@school.example" not in sent


# --- what it sees, its teacher's pages show ---


def test_a_token_sees_the_banks_quizzes_and_classes_of_its_teachers_pages(
    school: School, app: Flask, database: Database
) -> None:
    load(database, bank(id_="instance"))
    school.ben.send(f"{upload(school.ben, native.write(bank(single(), id_='bens')))}/publish")
    bens = re.findall(r"/teacher/bank/(\d+)", school.ben.get("/teacher/").text)
    school.ben.send(f"/teacher/bank/{max(map(int, bens))}/share", {"email": "anna@school.example"})

    for teacher in (school.anna, school.ben, school.owner):
        reads = Program(app, make_token(teacher, "Mine"))
        home = teacher.get("/teacher/").text
        assert {str(one["id"]) for one in reads.all("/banks")} == set(re.findall(r"/teacher/bank/(\d+)", home))
        assert {one["code"] for one in reads.all("/quizzes")} == set(re.findall(r"/teacher/quiz/([^/\"?#]+)", home))
        listed = teacher.get("/teacher/classes").text
        assert {str(one["id"]) for one in reads.all("/classes")} == set(re.findall(r"/teacher/class/(\d+)", listed))
    annas = Program(app, make_token(school.anna, "Own"))
    assert {one["slug"]: one["is_own"] for one in annas.all("/banks")} == {
        "summit": True, "bens": False, "instance": False,
    }  # fmt: skip


def test_a_token_says_whose_it_is_and_what_it_may(school: School, app: Flask) -> None:
    assert of_anna(school, app, sees_names="y", days="30").read("/token") == {
        "name": "Token {'sees_names': 'y', 'days': '30'}",
        "teacher": "anna@school.example",
        "role": "teacher",
        "sees_names": True,
        "ends_at": "2026-02-04T12:00:00Z",
    }


def test_a_bank_is_told_as_it_was_published(school: School, program: Program) -> None:
    one = {"language": "en", "title": "The summit", "question_count": 3, "published_at": "2026-01-05T12:00:00Z"}

    assert program.read(f"/banks/{school.bank}") == {
        **one, "id": int(school.bank), "slug": "summit", "version": 1, "is_own": True,
    }  # fmt: skip
    assert program.all(f"/banks/{school.bank}/versions") == [
        {"number": 1, "question_count": 3, "published_at": "2026-01-05T12:00:00Z"}
    ]
    version = program.read(f"/banks/{school.bank}/versions/1")
    assert {**version, "article": version["article"][0]} == {
        **one,
        "number": 1,
        "summary": "",
        "source": {"title": "", "publisher": "", "date": "", "link": ""},
        "article": {
            "kind": "paragraph", "text": "The summit took place at the spaceport, far to the east.", "level": 0,
        },
        "maximum": 4,
    }  # fmt: skip


def test_a_question_is_told_with_its_key_and_what_proves_it(school: School, program: Program) -> None:
    def said(text: str) -> dict[str, str | None]:
        return {"text": text, "html": None}

    def choice(number: int, text: str, fraction: int) -> dict[str, object]:
        one = {"number": number, "text": said(text), "right": fraction > 0, "fraction": fraction, "feedback": said("")}
        return {**one, "tempted_by": None}

    first, second, third = program.all(f"/banks/{school.bank}/versions/1/questions")

    assert first == {
        "number": 1,
        "id": "where",
        "kind": "single",
        "stem": said("Where did it take place?"),
        "choices": [choice(1, "Spaceport", 1), choice(2, "Harbour", 0), choice(3, "Palace", 0)],
        "maximum": 1,
        "rule": "partial",
        "feedback": said(""),
        "evidence": [{"quotation": "at the spaceport", "block": 0, "start": 22, "end": 38}],
        "name": "",
        "category": "",
        "tags": [],
    }
    assert [one["fraction"] for one in second["choices"]] == [0.5, -0.5, 0.5, -0.5]
    assert (third["kind"], third["maximum"]) == ("true/false", 2)


def test_a_formatted_text_comes_as_words_and_as_html_whose_pictures_lead_here(school: School, program: Program) -> None:
    formatted = native.write(bank(single(), id_="formatted")).decode()
    formatted = formatted.replace("Where did it take place?", "'[html] Where did it take <b>place</b>?'")
    school.anna.send(f"{upload(school.anna, formatted.encode())}/publish")
    (new,) = [one["id"] for one in program.all("/banks") if one["slug"] == "formatted"]

    (question,) = program.all(f"/banks/{new}/versions/1/questions")

    assert question["stem"]["text"] == "Where did it take place?"
    assert "<strong>place</strong>" in question["stem"]["html"] or "<b>place</b>" in question["stem"]["html"]


def test_marks_are_numbers_of_seven_decimals(school: School, app: Flask, database: Database) -> None:
    third = changed(single("third"), maximum=Fraction(1, 3))
    school.anna.send(f"{upload(school.anna, native.write(bank(third, single(), id_='thirds')))}/publish")
    reads = of_anna(school, app)
    (new,) = [one["id"] for one in reads.all("/banks") if one["slug"] == "thirds"]

    text = reads.open(f"{BASE}/banks/{new}/versions/1/questions").text

    assert '"maximum":0.3333333,' in text
    assert '"maximum":1,' in text


def test_a_quiz_is_told_with_its_terms(school: School, program: Program) -> None:
    assert program.read(f"/quizzes/{school.for_class}") == {
        "code": school.for_class,
        "title": "The summit",
        "language": "en",
        "bank": int(school.bank),
        "class_list": int(school.class_),
        "question_count": 3,
        "listed": False,
        "archived": False,
        "opens_at": None,
        "closes_at": None,
        "minutes": 60,
        "tries": None,
        "counts": "best",
        "names": "optional",
        "picks": False,
        "feedback": "at-once",
        "score_first": False,
        "released_at": None,
        "shuffle_questions": False,
        "shuffle_choices": False,
    }


def test_a_class_is_told_with_its_readers(school: School, app: Flask) -> None:
    reads = of_anna(school, app, sees_names="y")

    assert reads.all("/classes") == [{"id": int(school.class_), "name": "7B", "member_count": 2}]
    assert reads.read(f"/classes/{school.class_}") == reads.all("/classes")[0]
    assert [(one["name"], one["extra_time"]) for one in reads.all(f"/classes/{school.class_}/members")] == [
        ("Mona", 0),
        ("Noah", 33),
    ]


# --- attempts, responses, statistics ---


def test_an_attempt_is_told_while_it_runs_and_ends_with_its_time_though_nobody_closes_it(
    school: School, app: Flask, clock: Clock
) -> None:
    reads = of_anna(school, app, sees_names="y")
    running = {
        "id": int(school.attempt), "member": None, "state": "running", "version": 1, "marked_by": 1,
        "started_at": "2026-01-05T12:00:00Z", "deadline_at": "2026-01-05T13:00:00Z", "finished_at": None,
        "questions": 3, "answered": 1, "whole": True, "score": 1, "maximum": 4, "counts": False, "name": "Cleo",
    }  # fmt: skip
    path = f"/quizzes/{school.quiz}/attempts"

    while_it_runs = reads.read(f"{path}/{school.attempt}")
    assert {**while_it_runs, "score": 1} == running
    assert reads.all(path) == [while_it_runs]
    clock.advance(minutes=61)

    over = {"state": "finished", "finished_at": running["deadline_at"], "counts": True}
    assert reads.read(f"{path}/{school.attempt}") == {**while_it_runs, **over}


def test_of_several_tries_the_one_that_counts_is_told_and_whose_of_the_class_it_is(
    school: School, app: Flask, clock: Clock
) -> None:
    link = own_links(school, school.for_class)["Noah"]
    for _ in range(2):
        reader = school.visitor()
        clock.advance(minutes=1)
        attempt = reader.post(link, reader.get(link)).location
        reader.answer(attempt, 2, 1, 3)
        reader.send(f"{attempt}/finish")
    reads = of_anna(school, app)

    first, second = reads.all(f"/quizzes/{school.for_class}/attempts")

    noah = int(members(school)["Noah"])
    assert [first["member"], second["member"]] == [noah, noah]
    assert [first["counts"], second["counts"]] == [first["score"] >= second["score"], first["score"] < second["score"]]
    assert "name" not in first


def test_a_response_is_told_with_what_it_earned(school: School, program: Program) -> None:
    (response,) = program.all(f"/quizzes/{school.quiz}/responses")
    question = program.all(f"/banks/{school.bank}/versions/1/questions")[response["number"] - 1]
    picked = question["choices"][response["picked"][0] - 1]

    assert response == {
        "attempt": int(school.attempt), "version": 1, "number": 1, "question": "where", "picked": [picked["number"]],
        "outcome": "right" if picked["right"] else "wrong", "mark": picked["fraction"], "maximum": 1,
        "answered_at": "2026-01-05T12:00:00Z", "by_hand": False,
    }  # fmt: skip
    assert program.all(f"/quizzes/{school.quiz}/responses", attempt=school.attempt) == [response]
    assert program.open(f"{BASE}/quizzes/{school.quiz}/responses?attempt=999").status_code == 404


def test_a_mark_that_the_teacher_gave_is_told_as_such(school: School, program: Program) -> None:
    path = f"/teacher/quiz/{school.quiz}/attempt/{school.attempt}"
    (before,) = program.all(f"/quizzes/{school.quiz}/responses")
    school.reader.send(
        "/attempt/"
        + school.reader.get(f"/quiz/{school.quiz}").text.partition('href="/attempt/')[2].partition('"')[0]
        + "/finish"
    )

    school.anna.send(f"{path}/question/1/ruling", {"points": "0.25", "remark": "Between us."})

    replies = program.all(f"/quizzes/{school.quiz}/responses")
    assert replies == [{**before, "mark": 0.25, "by_hand": True}]
    assert program.all(f"/quizzes/{school.quiz}/attempts")[0]["score"] == 0.25


def crowd(database: Database, slug: str, size: int, begin: int = 0) -> None:
    """So many readers answer two questions each, and finish."""
    with database.transaction() as db:
        for number in range(begin, begin + size):
            reader = visit(db, f"reader {number}", draw=at(f"crowd-{number}"))
            address = entering.start(reader, slug, f"Reader {number:03}")
            for question, picked in ((1, 1 + number % 3), (3, 1 + number % 2)):
                taking.respond(reader, address, question, (picked,), 0)
            taking.finish(reader, address)


def test_attempts_and_responses_come_part_by_part_each_once_though_more_are_answered_meanwhile(
    school: School, app: Flask, database: Database
) -> None:
    crowd(database, school.quiz, 150)
    reads = of_anna(school, app, sees_names="y")
    listed, answered = f"/quizzes/{school.quiz}/attempts", f"/quizzes/{school.quiz}/responses"

    attempts, responses = [], []
    for number, part in enumerate(reads.parts(listed)):
        attempts.append(part)
        crowd(database, school.quiz, 1, 150 + number)
    for part in reads.parts(answered):
        responses.append(part)

    assert [len(part) for part in attempts] == [100, 52]
    names = [one["name"] for part in attempts for one in part]
    assert names == ["Cleo", *(f"Reader {number:03}" for number in range(151))]
    assert [len(part) for part in responses] == [100, 100, 100, 5]
    pairs = [(one["attempt"], one["number"]) for part in responses for one in part]
    assert pairs == sorted(set(pairs))
    assert {attempt for attempt, __ in pairs} >= {one["id"] for part in attempts for one in part}


def test_statistics_are_those_of_the_teachers_page_for_the_same_selection(
    school: School, app: Flask, database: Database
) -> None:
    crowd(database, school.quiz, 12)
    reads = of_anna(school, app)
    with database.reading() as db:
        anna = teachers.by_email(db, "anna@school.example")[0]
        known = statistics.of_quiz(office(db, anna), school.quiz, Selection(Counts.LAST, version=1))

    sent = reads.read(
        f"/quizzes/{school.quiz}/statistics", tries="last", version="1", since="2026-01-01T00:00:00+02:00"
    )

    assert (
        (sent["finished"], sent["others"], sent["tries"]) == (known.finished, known.others, "last") == (12, 0, "last")
    )
    assert sent["scores"]["mean"]["value"] == known.scores.mean.value
    assert sum(one["count"] for one in sent["scores"]["spread"]) == 12
    for question, figures in zip(sent["questions"], known.questions, strict=True):
        assert question["facility"]["value"] == figures.facility.value
        assert question["halves"] == list(figures.halves or ())
        assert [one["count"] for one in question["choices"]] == [one.count for one in figures.choices]
        assert [one["number"] for one in question["choices"]] == list(range(1, len(figures.choices) + 1))
    of_all = reads.read(f"/banks/{school.bank}/statistics")
    assert {**sent, "tries": "first", "quizzes": of_all["quizzes"]} == of_all
    assert set(of_all["quizzes"]) == {school.quiz, school.for_class}


def test_what_is_undefined_is_null_and_never_nought(school: School, app: Flask, database: Database) -> None:
    reads = of_anna(school, app)

    for size in (0, 1, 2):
        if size:
            crowd(database, school.quiz, 1, size)
        sent = reads.read(f"/quizzes/{school.quiz}/statistics")
        assert sent["finished"] == size
        assert sent["scores"]["mean"]["value"] is None or size
        assert sent["scores"]["kurtosis"] == {"value": None, "n": size, "interval": None}
        assert (sent["scores"]["deviation"]["value"] is None) == (size < 2)


@pytest.mark.parametrize(
    ("query", "status", "parameter"),
    [
        ("tries=worst", 400, "tries"),
        ("tries=", 400, "tries"),
        ("version=x", 400, "version"),
        ("version=1.0", 400, "version"),
        ("class=-1", 400, "class"),
        ("since=yesterday", 400, "since"),
        ("since=2026-01-05", 400, "since"),
        ("since=2026-01-05T12:00:00", 400, "since"),
        ("until=0001-01-01T00:00:00%2B14:00", 400, "until"),
        ("until=2026-02-30T00:00:00Z", 400, "until"),
        ("cursor=x", 400, "cursor"),
        ("version=9", 404, None),
        ("class=999", 404, None),
    ],
)
def test_a_filter_that_makes_no_sense_is_named_and_what_is_not_there_is_not_found(
    query: str, status: int, parameter: str | None, school: School, program: Program
) -> None:
    for path in (f"/quizzes/{school.quiz}/statistics", f"/banks/{school.bank}/statistics"):
        reply = program.open(f"{BASE}{path}?{query}")

        assert told(reply) == (status, PROBLEM)
        assert reply.json and reply.json.get("parameter") == parameter


# --- part by part ---


def test_a_list_comes_a_hundred_at_a_time_each_once_whatever_is_added_meanwhile(school: School, app: Flask) -> None:
    names = "\n".join(f"Reader {number:03}" for number in range(250))
    made = list_class(school.anna, "All", names)
    path = f"/classes/{made.location.split('/class/')[1].split('?')[0]}/members"
    reads = of_anna(school, app, sees_names="y")

    parts = []
    for part in reads.parts(path):
        parts.append([one["name"] for one in part])
        store_list(school.anna, school.anna.send(made.location.split("?")[0], {"names": f"Aaron {len(parts)}"}))

    assert [len(part) for part in parts] == [100, 100, 52]
    assert [name for part in parts for name in part][:250] == names.splitlines()


def test_a_list_of_exactly_one_part_has_no_next(school: School, app: Flask) -> None:
    questions = [single(f"q{number}") for number in range(100)]
    school.anna.send(f"{upload(school.anna, native.write(bank(*questions, id_='hundred')))}/publish")
    reads = of_anna(school, app)
    (new,) = [one["id"] for one in reads.all("/banks") if one["slug"] == "hundred"]

    assert [len(part) for part in reads.parts(f"/banks/{new}/versions/1/questions")] == [100]


def encoded(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode()


@pytest.mark.parametrize("endpoint", LISTS)
def test_a_cursor_that_a_list_has_not_given_is_refused(endpoint: str, school: School, program: Program) -> None:
    path = addresses(school)[endpoint]
    good = encoded(path + " 0" * LISTS[endpoint])
    bad = [
        "x", "%00", "é", "0", "-1", good[:-1], good + "=", good + "%0A", good.rstrip("="), encoded(path),
        encoded(f"{path} -1"), encoded(f"{path} 1 1 1"), encoded(f"{path} 1\n"), encoded(f"{path} 9999999999"),
        encoded(f"{path} 00"), encoded(f"{path} ١"), encoded(f"{BASE}/other 0"), encoded(" 0"),
    ]  # fmt: skip

    assert program.open(f"{path}?cursor={good}").status_code == 200
    for cursor in bad:
        if cursor == good:
            continue
        reply = program.open(f"{path}?cursor={cursor}")
        assert (cursor, *told(reply)) == (cursor, 400, PROBLEM)
        assert reply.json and reply.json["parameter"] == "cursor"


def test_a_parameter_that_is_not_one_or_comes_twice_is_named_and_not_passed_over(
    school: School, program: Program
) -> None:
    for endpoint, path in addresses(school).items():
        for query, parameter in (("clas=1", "clas"), ("cursor=&cursor=", "cursor"), ("=", ""), ("token=x", "token")):
            reply = program.open(f"{path}?{query}")
            assert (endpoint, query, *told(reply)) == (endpoint, query, 400, PROBLEM)
            assert reply.json and reply.json["parameter"] == parameter
            assert reply.json["status"] == 400


def test_an_empty_cursor_is_the_beginning(school: School, program: Program) -> None:
    assert program.read("/banks", cursor="") == program.read("/banks")


# --- how it is sent ---


def test_what_has_not_changed_is_not_sent_again(school: School, app: Flask) -> None:
    reads, other = of_anna(school, app), of_anna(school, app, sees_names="y")
    for path in addresses(school).values():
        first = reads.open(path)
        again = reads.open(path, If_None_Match=first.headers["ETag"])

        assert first.headers["Cache-Control"] == again.headers["Cache-Control"] == "private, no-cache"
        assert first.headers["Vary"] == again.headers["Vary"] == "Authorization"
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
        assert "Set-Cookie" not in first.headers

    members = f"{BASE}/classes/{school.class_}/members"
    before = other.open(members).headers["ETag"]
    assert reads.open(members, If_None_Match=before).status_code == 200
    add_readers(school, "Olga")
    assert other.open(members, If_None_Match=before).status_code == 200


def test_a_head_is_a_get_without_its_body_and_options_say_what_there_is(school: School, program: Program) -> None:
    for path in addresses(school).values():
        got, head = program.open(path), program.open(path, "HEAD")
        del got.headers["Date"], head.headers["Date"]
        assert (head.status_code, head.data, dict(head.headers)) == (200, b"", dict(got.headers))
        assert set(program.open(path, "OPTIONS").headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_nothing_can_be_sent_to_any_address(school: School, program: Program) -> None:
    before = contents(school.database)

    for path in addresses(school).values():
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            reply = program.open(path, method)
            assert (path, method, *told(reply)) == (path, method, 405, PROBLEM)
            assert set(reply.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert contents(school.database) == before


@pytest.mark.parametrize(
    "path", ["/api/v1", "/api/v1/", "/api/v1/nothing", "/api/v2/banks", "/api/v1/banks/", "/api/v1/banks/x"]
)
def test_where_there_is_nothing_a_program_is_told_so_as_a_problem(path: str, program: Program) -> None:
    reply = program.open(path, Accept_Language="en")

    assert told(reply) == (404, PROBLEM)
    assert reply.json == {
        "title": "Not Found",
        "status": 404,
        "detail": "There is nothing here. The address is mistyped, what was here is gone, or it is not the teacher’s "
        "whose token was sent. Look for it in the list that it belongs to.",
    }


def test_a_problem_is_told_in_the_language_that_was_asked_for(program: Program) -> None:
    french = program.open(f"{BASE}/banks?x=1", Accept_Language="fr").json
    english = program.open(f"{BASE}/banks?x=1", Accept_Language="en").json

    assert french and english
    assert "There is no such parameter here." in english["detail"]
    assert french["detail"] != english["detail"]
    assert french["title"] == english["title"] == "Bad Request"


# --- how often, and what it writes ---


def test_a_token_that_asks_too_often_waits_and_others_do_not(school: School, app: Flask, clock: Clock) -> None:
    busy, other = of_anna(school, app), of_anna(school, app, days="30")
    statuses = {busy.open(f"{BASE}/token").status_code for __ in range(MOST_REQUESTS)}

    clock.advance(seconds=15)
    refused = busy.open(f"{BASE}/token", Accept_Language="en")

    assert statuses == {200}
    assert told(refused) == (429, PROBLEM)
    assert refused.headers["Retry-After"] == "45"
    assert refused.json and refused.json["detail"].startswith("Too many requests. This token has asked")
    assert other.open(f"{BASE}/token").status_code == 200
    clock.advance(seconds=45)
    assert busy.open(f"{BASE}/token").status_code == 200


def test_reading_writes_nothing_but_how_often_and_on_which_day(
    school: School, program: Program, database: Database, clock: Clock
) -> None:
    clock.now = NOON + timedelta(minutes=90)  # What takes an hour is over, and nobody has closed it.
    before = contents(database)

    for path in addresses(school).values():
        assert program.open(path).status_code == 200

    after = contents(database)
    assert {table for table in after if after[table] != before[table]} == {"api_token"}
    columns = [
        place
        for mine, now in zip(before["api_token"], after["api_token"], strict=True)
        for place, (one, other) in enumerate(zip(mine, now, strict=True))
        if one != other
    ]
    assert len(columns) == 3  # The count, since when, and the day.


def test_a_part_of_a_list_costs_as_many_statements_as_the_whole_school(school: School, app: Flask) -> None:
    reads = of_anna(school, app)
    # Statistics were made when the address was opened before: whether they still hold is one statement.
    known = 3  # Whose token it is, looked at and then held, and the request counted.
    costs = {"api.token": 0, "api.banks": 1, "api.bank": 1, "api.versions": 3, "api.version": 3, "api.questions": 3,
             "api.quizzes": 1, "api.quiz": 1, "api.attempts": 3, "api.attempt": 3, "api.responses": 2,
             "api.statistics": 2, "api.bank_statistics": 3, "api.classes": 1, "api.class": 2,
             "api.members": 2}  # fmt: skip

    for size in (1, 4):
        for number in range(size):
            list_class(school.anna, f"{size}-{number}", "Olga\nPaul")
            school.anna.send(f"{upload(school.anna, native.write(bank(multiple(), id_=f'b{size}-{number}')))}/publish")
        found = {}
        for endpoint, path in addresses(school).items():
            reads.open(path)
            with statements(app) as sent:
                assert reads.open(path).status_code == 200
            found[endpoint] = len(sent) - known
        assert found == costs


def test_a_token_dies_with_the_password_and_with_the_account(school: School, app: Flask) -> None:
    annas, bens = of_anna(school, app), Program(app, make_token(school.ben, "Bens"))
    school.anna.send("/teacher/password", {"present": PASSWORD, "password": "another long winter coat"})
    school.owner.send(f"/teacher/people/{school.person}/remove")

    assert [one.open(f"{BASE}/token").status_code for one in (annas, bens)] == [401, 401]
