"""Who gets in where: every route, tried as nobody, reader, other teacher, teacher and owner of the instance."""

from collections.abc import Callable

import pytest
from flask import Flask

from quizapp.domain.accounts import Role
from quizapp.domain.objections import Objection, Reason
from quizapp.formats import native
from quizapp.formats.problems import Report
from quizapp.services import accounts, publishing
from quizapp.store import objections, quizzes, teachers
from quizapp.store.session import Database
from quizapp.store.teachers import UnknownTeacher
from quizapp.web import doors
from quizapp.web.doors import Errors, Who
from tests.makers import NOON, bank, office
from tests.store.contents import contents
from tests.visitors import Visitor
from tests.web.doors import TEACHERS_DOORS
from tests.web.school import School, upload, with_teachers, with_things

THINGS = (
    "{bank}", "{quiz}", "{attempt}", "{upload}", "{draft}", "{class}", "{member}", "{class_quiz}", "{token}",
    "{export}",
)  # fmt: skip
FIELDS = {
    "minutes": "5",
    "email": "new@school.example",
    "role": "teacher",
    "password": "x",
    "present": "x",
    "names": "none",
}


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_things(with_teachers(database, visitor), bank())


def knock(method: str, path: str, browser: Visitor) -> int:
    reply = browser.get(path) if method == "GET" else browser.send(path, FIELDS)
    return reply.status_code


def guarded(app: Flask) -> list[tuple[str, str, str, Who]]:
    """Endpoint, method, path and for whom: all that is not for everybody."""
    declared = doors.declared(app)
    return [
        (endpoint, method, path, declared[endpoint].who)
        for (endpoint, method), path in TEACHERS_DOORS.items()
        if declared[endpoint].who is not Who.ANYONE
    ]


def test_nobody_and_readers_are_led_to_the_login_and_change_nothing(school: School, app: Flask) -> None:
    declared = doors.declared(app)
    tried = guarded(app)
    before = contents(school.database)

    for browser in (school.visitor(), school.reader):
        for endpoint, method, path, __ in tried:
            status = knock(method, path.format(**school.things()), browser)
            led = method == "GET" and declared[endpoint].errors is Errors.PAGE

            assert (endpoint, status) == (endpoint, 303 if led else 401)
    assert len(tried) > 30
    assert contents(school.database) == before


def test_another_teachers_things_answer_like_what_does_not_exist(school: School, app: Flask) -> None:
    unknown = {
        "bank": "999",
        "quiz": "zzzzzz",
        "attempt": "999",
        "upload": "A" * 22,
        "draft": "A" * 22,
        "question": "nowhere",
        "class": "999",
        "member": "999",
        "class_quiz": "zzzzzz",
        "person": "999",
        "token": "999",
        "export": "A" * 22,
    }
    before = contents(school.database)
    tried = 0

    for endpoint, method, path, who in guarded(app):
        if who is Who.OWNER or not any(thing in path for thing in THINGS):
            continue
        for browser in (school.ben, school.owner):
            theirs = knock(method, path.format(**school.things()), browser)
            nothing = knock(method, path.format(**unknown), browser)
            assert (endpoint, theirs, nothing) == (endpoint, 404, 404)
        tried += 1
    assert tried > 18
    assert contents(school.database) == before


def test_what_only_owners_may_is_not_there_for_teachers(school: School, app: Flask) -> None:
    before = contents(school.database)

    statuses = {
        endpoint: knock(method, path.format(**school.things()), school.anna)
        for endpoint, method, path, who in guarded(app)
        if who is Who.OWNER
    }

    assert len(statuses) > 5
    assert statuses == dict.fromkeys(statuses, 404)
    assert contents(school.database) == before


def test_the_teacher_gets_in_by_the_same_doors(school: School, app: Flask) -> None:
    destructive = ("remove", "drop", "publish", "remove_now", "change_password", "_member", "remove_attempt")
    elsewhere = ("trials.back",)  # Of what is no trial it knows nothing: `test_previews.py`.

    with school.database.transaction() as db:
        asked = quizzes.by_slug(db, school.quiz).version_id
        objections.put(db, int(school.attempt), asked, 0, Objection(Reason.UNCLEAR, "", NOON))

    for endpoint, method, path, who in guarded(app):
        if who is Who.TEACHER and not endpoint.endswith(destructive + elsewhere):
            status = knock(method, path.format(**school.things()), school.anna)
            lacking = (400, 409) if method == "POST" else ()  # A form without what it needs is told so.
            assert (endpoint, status in (200, 303, *lacking)) == (endpoint, True)


def test_the_owner_gets_in_by_the_owners_doors(school: School, app: Flask) -> None:
    for endpoint, method, path, who in guarded(app):
        # The bank is Anna's: only of the instance's banks do owners say who has them.
        if who is Who.OWNER and endpoint not in ("accounts.remove_now", "banks.share_with_all"):
            status = knock(method, path.format(**school.things()), school.owner)
            assert (endpoint, status) in ((endpoint, 200), (endpoint, 303))
    assert knock("POST", f"/teacher/people/{school.person}/remove", school.owner) == 303


def test_a_form_of_a_teacher_without_a_token_of_this_browser_changes_nothing(school: School, app: Flask) -> None:
    before = contents(school.database)

    for endpoint, method, path, who in guarded(app):
        if method == "POST":
            browser = school.owner if who is Who.OWNER else school.anna
            for token in ({}, {"csrf_token": school.reader.token()}):
                reply = browser.client.post(path.format(**school.things()), data={**FIELDS, **token})
                assert (endpoint, reply.status_code) == (endpoint, 400)
    assert contents(school.database) == before


def test_two_teachers_have_banks_of_one_id_and_neither_knows_of_the_other(school: School) -> None:
    file = school.anna.get(f"/teacher/bank/{school.bank}/file").data

    preview = school.ben.get(upload(school.ben, file)).text
    published = school.ben.send(upload(school.ben, file) + "/publish")

    assert "The file is sound" in preview
    assert "It follows version" not in preview
    assert published.location != f"/teacher/bank/{school.bank}?published=new"
    assert "published=new" in published.location
    assert published.location not in school.anna.get("/teacher/").text


def test_a_removed_teachers_things_go_to_the_owner_and_nothing_is_lost(school: School) -> None:
    school.owner.send("/teacher/people/2/remove")

    assert school.owner.get(f"/teacher/quiz/{school.quiz}").status_code == 200
    assert "Cleo" in school.owner.get(f"/teacher/quiz/{school.quiz}/readers").text
    assert school.owner.get(f"/teacher/bank/{school.bank}").status_code == 200
    assert school.owner.get(f"/teacher/draft/{school.draft}").status_code == 200
    assert school.ben.get(f"/teacher/bank/{school.bank}").status_code == 404


def test_a_removed_teachers_draft_never_becomes_a_version_of_another_bank(school: School) -> None:
    own = upload(school.owner, native.write(bank(title="The owner's own")))
    published = school.owner.send(f"{own}/publish").location.split("?")[0]
    school.owner.send("/teacher/people/2/remove")

    sent = {"revision": "1"}
    reply = school.owner.send(f"/teacher/draft/{school.draft}/publish", sent)

    assert reply.status_code == 303
    assert reply.location.split("?")[0] != published
    assert "version 2" not in school.owner.get(published, headers={"Accept-Language": "en"}).text


def test_a_deleted_quiz_takes_its_readers_names_and_answers_with_it(school: School) -> None:
    assert school.anna.send(f"/teacher/quiz/{school.quiz}/remove").status_code == 303

    left = contents(school.database)
    assert left["attempt"] == left["response"] == []
    assert "Cleo" not in repr(left)
    assert school.anna.get(f"/teacher/bank/{school.bank}").status_code == 200


def test_owners_say_who_has_a_bank_of_the_instance(school: School) -> None:
    (loaded,) = publishing.load(school.database, None, [Report("", bank(id_="loaded"), 3)], NOON)
    path = f"/teacher/bank/{loaded.bank_id}"

    def seen() -> list[int]:
        return [browser.get(path).status_code for browser in (school.owner, school.anna)]

    assert seen() == [200, 404]
    assert school.owner.send(f"{path}/everybody", {"everybody": "y"}).status_code == 303
    assert seen() == [200, 200]
    assert "/everybody" not in school.anna.get(path).text
    assert school.owner.send(f"{path}/everybody").status_code == 303
    assert seen() == [200, 404]


def test_a_shared_bank_can_be_seen_and_handed_out_by_the_colleague_and_not_changed(school: School) -> None:
    path = f"/teacher/bank/{school.bank}"

    shared = school.anna.send(f"{path}/share", {"email": " BEN@school.example"})
    handed = school.ben.send(f"{path}/hand-out", {"names": "none"})

    assert shared.status_code == 303
    assert "ben@school.example" in school.anna.get(path).text
    assert school.ben.get(path).status_code == school.ben.get(f"{path}/file").status_code == 200
    assert handed.status_code == 303
    assert school.anna.get(handed.location).status_code == 404
    assert school.ben.get(f"/teacher/quiz/{school.quiz}").status_code == 404
    assert school.ben.send(f"{path}/share", {"email": "owner@school.example"}).status_code == 404
    assert school.anna.send(f"{path}/share", {"email": "b\0en@school.example"}).status_code == 400
    assert school.ben.send(f"{path}/unshare/3").status_code == 404

    assert school.anna.send(f"{path}/unshare/3").status_code == 303
    assert school.ben.get(path).status_code == 404
    assert school.ben.get(handed.location).status_code == 200


def test_two_owners_who_remove_each_other_leave_one(school: School) -> None:
    school.owner.send("/teacher/people/2/role", {"role": "owner"})
    with school.database.reading() as db:
        owner, anna = teachers.by_id(db, 1), teachers.by_id(db, 2)

    with school.database.transaction() as db:
        accounts.remove(office(db, owner), anna.id)
    with pytest.raises(UnknownTeacher), school.database.transaction() as db:
        accounts.remove(office(db, anna), owner.id)
    with pytest.raises(UnknownTeacher), school.database.transaction() as db:
        accounts.set_role(office(db, anna), owner.id, Role.TEACHER)

    assert school.owner.get("/teacher/people").status_code == 200
