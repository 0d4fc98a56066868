"""A school for tests: an owner, a teacher with a bank, a quiz and a reader's attempt, another teacher, a reader."""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any

from sqlalchemy import delete, exists, func, insert, select
from werkzeug.test import TestResponse

from quizapp.domain.accounts import Role
from quizapp.domain.banks import Bank
from quizapp.domain.exports import Ending, Portion, Wanted
from quizapp.formats import native
from quizapp.services import errands, preparing
from quizapp.services.passwords import Passwords
from quizapp.store import exports, quizzes, teachers
from quizapp.store.banks import Shelf
from quizapp.store.session import Database
from quizapp.store.tables import BankRow, MappedTable, ReaderRow, TeacherRow
from tests.makers import GREENWICH, NOON
from tests.visitors import Visitor

PASSWORD = "quiet harbour seven lamps"
_PATIENCE = 120
_HASH = Passwords().hashed(PASSWORD, "")
"""Made once: it is slow on purpose."""


@dataclass
class School:
    """Its people's browsers, and the things of Anna, the teacher."""

    database: Database
    visitor: Callable[[], Visitor]
    owner: Visitor
    anna: Visitor
    ben: Visitor
    reader: Visitor
    bank: str = ""
    quiz: str = ""
    attempt: str = ""
    upload: str = ""
    draft: str = ""
    question: str = ""
    """The id of the first of her bank."""
    class_: str = ""
    member: str = ""
    """One of Anna's class, to whom a second quiz of hers is handed."""
    for_class: str = ""
    """That quiz."""
    token: str = ""
    """The id of a token of Anna's."""
    compilation: str = ""
    """The id of a compilation of Anna's, of her bank alone."""
    list_: str = ""
    """The address of a class list of Anna's that is not stored."""
    export: str = ""
    """The address of a file of the first quiz's scores that she had made aside, as if it took long."""
    person: str = "3"
    """Ben's id, for what owners do with people."""

    def things(self) -> dict[str, str]:
        """What stands in the paths of the doors."""
        named = ("bank", "quiz", "attempt", "upload", "draft", "question", "member", "person", "token", "export")
        return {
            "class": self.class_,
            "list": self.list_,
            "compilation": self.compilation,
            "class_quiz": self.for_class,
            **{name: getattr(self, name) for name in named},
        }


@dataclass(frozen=True)
class Snapshot:
    """A school as it was made once: to put it there again takes a tenth of the time to make it."""

    rows: Mapping[str, list[dict[str, Any]]]
    cookies: Mapping[str, Mapping[str, str]]
    things: Mapping[str, str]


_BROWSERS = ("owner", "anna", "ben", "reader")
_COOKIES = ("__Host-qr", "__Host-qs", "__Host-qt", "__Host-qd")
_taken: dict[str, Snapshot] = {}


def with_teachers(database: Database, visitor: Callable[[], Visitor]) -> School:
    """The people, logged in; nothing loaded yet."""
    school = School(database, visitor, visitor(), visitor(), visitor(), visitor())
    return _made(school, "teachers", (TeacherRow, BankRow, ReaderRow), _log_in)


def with_things(school: School, bank: Bank) -> School:
    """Anna has loaded and handed out the bank; the reader has answered; another file of hers waits."""
    return _made(school, native.write(bank).decode(), (BankRow, ReaderRow), partial(_furnish, bank=bank))


def _made(school: School, what: str, missing: tuple[type[MappedTable], ...], make: Callable[[School], None]) -> School:
    """As it was made the first time, if there is nothing yet but what it was made on."""
    with school.database.reading() as db:
        fresh = not any(db.scalar(select(exists(row))) for row in missing)
    if fresh and what in _taken:
        _put_back(school, _taken[what])
    else:
        make(school)
        if fresh:
            _taken[what] = _snapshot(school)
    return school


def _snapshot(school: School) -> Snapshot:
    with school.database.engine.connect() as connection:
        rows = {
            table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in MappedTable.metadata.sorted_tables
        }
    cookies = {}
    for browser in _BROWSERS:
        client = getattr(school, browser).client
        held = {name: client.get_cookie(name) for name in _COOKIES}
        cookies[browser] = {name: cookie.value for name, cookie in held.items() if cookie is not None}
    things = {name: value for name, value in vars(school).items() if isinstance(value, str)}
    return Snapshot(rows, cookies, things)


def _put_back(school: School, taken: Snapshot) -> None:
    tables = MappedTable.metadata.sorted_tables
    with school.database.engine.begin() as connection:
        for table in reversed(tables):
            connection.execute(delete(table))
        for table in tables:
            if rows := taken.rows[table.name]:
                connection.execute(insert(table), rows)
                if not school.database.is_sqlite and "id" in table.c:  # Its next id comes after these.
                    sequence = func.pg_get_serial_sequence(table.name, "id")
                    connection.execute(select(func.setval(sequence, select(func.max(table.c.id)).scalar_subquery())))
    for browser, cookies in taken.cookies.items():
        for name, value in cookies.items():
            getattr(school, browser).client.set_cookie(name, value, secure=True)
    for name, value in taken.things.items():
        setattr(school, name, value)


def _log_in(school: School) -> None:
    database = school.database
    with database.transaction() as db:
        for name, role in (("owner", Role.OWNER), ("anna", Role.TEACHER), ("ben", Role.TEACHER)):
            teachers.add(db, f"{name}@school.example", role, _HASH, NOON)
    for name in ("owner", "anna", "ben"):
        browser: Visitor = getattr(school, name)
        logged_in = browser.post("/teacher/login", email=f"{name}@school.example", password=PASSWORD)
        assert logged_in.status_code == 303


def _furnish(school: School, bank: Bank) -> None:
    school.question = bank.questions[0].id
    loaded = upload(school.anna, native.write(bank))
    published = school.anna.send(f"{loaded}/publish")
    school.bank = published.location.split("/bank/")[1].split("?")[0]
    handed = school.anna.send(f"/teacher/bank/{school.bank}/hand-out", {"names": "optional", "minutes": "60"})
    school.quiz = handed.location.rpartition("/")[2]
    school.attempt = answer(school, "Cleo")
    school.upload = upload(school.anna, native.write(bank)).rpartition("/")[2]
    school.draft = school.anna.send(f"/teacher/bank/{school.bank}/draft").location.split("/draft/")[1].partition("/")[0]
    made = list_class(school.anna, "7B", "Mona\nNoah +33%")
    school.class_ = made.location.split("/class/")[1].split("?")[0]
    school.member = members(school)["Mona"]
    looked_over = school.anna.send("/teacher/classes", {"name": "8A", "names": "Ada"})
    school.list_ = looked_over.location.rpartition("/")[2]
    to_the_class = {"class_list": school.class_, "minutes": "60"}
    school.for_class = hand_out(school.anna, school.bank, to_the_class)
    school.compilation = compile_(school.anna, [school.bank], title="Compiled")
    make_token(school.anna, "Scores")
    school.export = _make_export(school)
    school.token = school.anna.get("/teacher/account").text.partition("/account/tokens/")[2].partition("/")[0]


def _make_export(school: School) -> str:
    with school.database.transaction() as db:
        anna, __ = teachers.by_email(db, "anna@school.example")
        quiz = quizzes.by_slug(db, school.quiz)
        address = exports.ask(db, "made-aside", quiz.id, anna.id, Wanted(Portion.SCORES, Ending.CSV, "en"), NOON)
    making = preparing.Making(anna.id, quiz.id, address, Shelf(), lambda: NOON, GREENWICH)
    errands.do(school.database, making, lambda: NOON)
    return address


def hand_out(teacher: Visitor, bank: str, fields: dict[str, str]) -> str:
    """A new quiz on these terms; its slug."""
    handed = teacher.send(f"/teacher/bank/{bank}/hand-out", fields)
    assert handed.status_code == 303, handed.text
    return handed.location.rpartition("/")[2]


def compile_(teacher: Visitor, banks: list[str], **fields: str) -> str:
    """Questions of these banks put together; the id of what is handed out then."""
    put = teacher.send("/teacher/compilation/questions", {"bank": banks, **fields})
    assert put.status_code == 303, put.text
    return put.location.split("/bank/")[1].partition("/")[0]


def make_token(teacher: Visitor, name: str, **fields: str) -> str:
    """A new token of this teacher's."""
    sent = {"name": name, "days": "365", "present": PASSWORD, **fields}
    made = teacher.send("/teacher/account/tokens", sent)
    found = re.search(r'value="(quizapp_[^"]+)"', made.text)
    assert found, made.text
    return found[1]


def list_class(teacher: Visitor, name: str, names: str) -> TestResponse:
    """Make a class of a list, as it was understood."""
    return store_list(teacher, teacher.send("/teacher/classes", {"name": name, "names": names}))


def add_readers(school: School, names: str) -> TestResponse:
    """Add to Anna's class those of a list, as it was understood."""
    return store_list(school.anna, school.anna.send(f"/teacher/class/{school.class_}", {"names": names}))


def store_list(teacher: Visitor, begun: TestResponse) -> TestResponse:
    """Store a list that was just given, as it was understood; a class of nobody is made at once."""
    return teacher.send(begun.location, {"store": "1"}) if "/class-list/" in begun.location else begun


def members(school: School) -> dict[str, str]:
    """The ids of Anna's class on her pages, by name."""
    page = school.anna.get(f"/teacher/class/{school.class_}").text
    return {name: id_ for id_, name in re.findall(r'/member/(\d+)"><bdi>([^<]*)</bdi>', page)}


def own_links(school: School, quiz: str) -> dict[str, str]:
    """The paths of the links of Anna's class to a quiz, by name."""
    page = school.anna.get(f"/teacher/quiz/{quiz}/links").text
    found = re.findall(r"<bdi>([^<]*)</bdi>.*?value=\"https?://[^/]*(/quiz/[^\"]*)\"", page, re.DOTALL)
    return dict(found)


def upload(teacher: Visitor, data: bytes, name: str = "bank.yaml") -> str:
    """Load a file; the path of its preview."""
    fields = {"csrf_token": teacher.token(), "file": (BytesIO(data), name)}
    taken = teacher.client.post("/teacher/load", data=fields, content_type="multipart/form-data")
    assert taken.status_code == 303, taken.text
    taken.close()  # What holds a large form on disk would else be left to the collector.
    return read(teacher, taken.location)


def read(teacher: Visitor, path: str) -> str:
    """Wait until a file has been read, however long this machine takes: its page comes again until then."""
    for __ in range(_PATIENCE * 10):
        if "Refresh" not in teacher.get(path).headers:
            return path
        time.sleep(0.1)
    raise AssertionError(f"{path} was never read")


def answer(school: School, name: str) -> str:
    """A reader of this name answers the first question; the attempt's id on the teacher's pages."""
    path = school.reader.start(school.quiz, name)
    school.reader.answer(path, 1, 1)
    page = school.anna.get(f"/teacher/quiz/{school.quiz}/readers").text
    return page.rpartition("/attempt/")[2].split('"')[0]
