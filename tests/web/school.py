"""A school for tests: an owner, a teacher with a bank, a quiz and a reader's attempt, another teacher, a reader."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from quizapp.domain.accounts import Role
from quizapp.domain.banks import Bank
from quizapp.formats import native
from quizapp.services.passwords import Passwords
from quizapp.store import teachers
from quizapp.store.session import Database
from tests.makers import NOON
from tests.visitors import Visitor

PASSWORD = "quiet harbour seven lamps"
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
    class_: str = ""
    member: str = ""
    """One of Anna's class, to whom a second quiz of hers is handed."""
    for_class: str = ""
    """That quiz."""
    person: str = "3"
    """Ben's id, for what owners do with people."""

    def things(self) -> dict[str, str]:
        """What stands in the paths of the doors."""
        named = ("bank", "quiz", "attempt", "upload", "draft", "member", "person")
        return {"class": self.class_, "class_quiz": self.for_class, **{name: getattr(self, name) for name in named}}


def with_teachers(database: Database, visitor: Callable[[], Visitor]) -> School:
    """The people, logged in; nothing loaded yet."""
    with database.transaction() as db:
        for name, role in (("owner", Role.OWNER), ("anna", Role.TEACHER), ("ben", Role.TEACHER)):
            teachers.add(db, f"{name}@school.example", role, _HASH, NOON)
    browsers = {}
    for name in ("owner", "anna", "ben"):
        browsers[name] = visitor()
        logged_in = browsers[name].post("/teacher/login", email=f"{name}@school.example", password=PASSWORD)
        assert logged_in.status_code == 303
    return School(database, visitor, browsers["owner"], browsers["anna"], browsers["ben"], visitor())


def with_things(school: School, bank: Bank) -> School:
    """Anna has loaded and handed out the bank; the reader has answered; another file of hers waits."""
    loaded = upload(school.anna, native.write(bank))
    published = school.anna.send(f"{loaded}/publish")
    school.bank = published.location.split("/bank/")[1].split("?")[0]
    handed = school.anna.send(f"/teacher/bank/{school.bank}/hand-out", {"names": "optional", "minutes": "60"})
    school.quiz = handed.location.rpartition("/")[2]
    school.attempt = answer(school, "Cleo")
    school.upload = upload(school.anna, native.write(bank)).rpartition("/")[2]
    school.draft = school.anna.send(f"/teacher/bank/{school.bank}/draft").location.split("/draft/")[1].partition("/")[0]
    made = school.anna.send("/teacher/classes", {"name": "7B", "names": "Mona\nNoah +33%"})
    school.class_ = made.location.split("/class/")[1].split("?")[0]
    school.member = members(school)["Mona"]
    to_the_class = {"class_list": school.class_, "minutes": "60"}
    school.for_class = hand_out(school.anna, school.bank, to_the_class)
    return school


def hand_out(teacher: Visitor, bank: str, fields: dict[str, str]) -> str:
    """A new quiz on these terms; its slug."""
    handed = teacher.send(f"/teacher/bank/{bank}/hand-out", fields)
    assert handed.status_code == 303, handed.text
    return handed.location.rpartition("/")[2]


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
    return taken.location


def answer(school: School, name: str) -> str:
    """A reader of this name answers the first question; the attempt's id on the teacher's pages."""
    path = school.reader.start(school.quiz, name)
    school.reader.answer(path, 1, 1)
    page = school.anna.get(f"/teacher/quiz/{school.quiz}").text
    return page.rpartition("/attempt/")[2].split('"')[0]
