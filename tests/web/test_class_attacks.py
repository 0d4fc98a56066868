"""What must not be had by way of a class: another's attempt, a quiz open to everybody, a name after its deletion."""

from collections.abc import Callable

import pytest

from quizapp.rosters import class_list
from quizapp.store.session import Database
from tests.makers import bank
from tests.store.contents import contents
from tests.visitors import Visitor
from tests.web.school import School, hand_out, members, own_links, with_teachers, with_things


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_things(with_teachers(database, visitor), bank())


def picked(reader: Visitor, slug: str, member: str) -> str:
    """Where picking a name leads; empty where it leads nowhere."""
    return reader.send(f"/quiz/{slug}/start", {"member": member}).location or ""


def test_a_new_link_keeps_the_browser_of_the_old_one_out_of_what_it_begins(school: School) -> None:
    before, after = school.visitor(), school.visitor()
    first = before.post(own_links(school, school.for_class)["Mona"]).location
    before.send(f"{first}/finish")
    school.anna.send(f"/teacher/class/{school.class_}/member/{school.member}/link")
    running = after.post(own_links(school, school.for_class)["Mona"]).location
    after.answer(running, 1, 1)

    led_to = before.send(f"{first}/again").location

    assert led_to != running
    assert before.get(running).status_code == 404
    assert after.get(running).status_code != 404


def test_who_answered_as_a_member_once_is_not_let_into_what_runs_elsewhere(school: School) -> None:
    quiz = hand_out(school.anna, school.bank, {"class_list": school.class_, "picks": "pick"})
    tablet, home, mona = school.visitor(), school.visitor(), members(school)["Mona"]
    tablet.send(f"{picked(tablet, quiz, mona)}/finish")
    at_home = home.post(own_links(school, quiz)["Mona"]).location

    led_to = picked(tablet, quiz, mona)

    assert led_to != at_home
    assert tablet.get(at_home).status_code == 404


def test_the_same_browser_goes_on_with_what_it_began(school: School) -> None:
    quiz = hand_out(school.anna, school.bank, {"class_list": school.class_, "picks": "pick"})
    tablet, mona = school.visitor(), members(school)["Mona"]

    begun = picked(tablet, quiz, mona)

    assert picked(tablet, quiz, mona) == begun


def test_a_name_does_not_go_along_to_a_quiz_for_all(school: School) -> None:
    path = f"/teacher/class/{school.class_}/member/{school.member}"
    school.anna.send(path, {"name": "Quentin Canary", "extra": ""})
    reader = school.visitor()
    begun = reader.post(own_links(school, school.for_class)["Quentin Canary"]).location
    reader.send(f"{begun}/finish")
    school.anna.send(f"/teacher/quiz/{school.for_class}/terms", {"class_list": "0", "names": "optional"})

    again = reader.send(f"{begun}/again")
    school.anna.send(f"{path}/remove")

    assert again.status_code == 303
    assert "Canary" not in str(contents(school.database))


@pytest.mark.parametrize("value", ["x", "1 ", "", ["1", "1"], "1234567890", "\u0661", None])
def test_terms_that_cannot_be_read_open_no_quiz_to_everybody(value: object, school: School) -> None:
    before = contents(school.database)["quiz"]
    fields = {"minutes": "60"} if value is None else {"class_list": value, "minutes": "60"}

    refused = school.anna.send(f"/teacher/quiz/{school.for_class}/terms", fields)
    kept = contents(school.database)["quiz"]
    opened = school.anna.send(f"/teacher/quiz/{school.for_class}/terms", {"class_list": "0", "minutes": "60"})

    assert refused.status_code == 400
    assert kept == before
    assert opened.status_code == 303


@pytest.mark.parametrize(
    ("line", "extra"),
    [
        ("Zoé +33,3 %", 33), ("Zoé +33.3%", 33), ("Zoé (+33 %) ", 33), ("Zoé +1/3", 33), ("Zoé +⅓", 33),
        ("Zoé + 33 pour cent", 33), ("Zoé +33%.", 33), ("Zoé 33 %", 33), ("Zoé\t+50 %", 50), ("Zoé", 0), ("Zoé +0", 0),
    ],
)  # fmt: skip
def test_extra_time_is_taken_as_people_write_it(line: str, extra: int) -> None:
    (member,) = class_list.read(line).members

    assert (member.name, member.extra) == ("Zoé", extra)


@pytest.mark.parametrize("line", ["Zoé 2", "Zoé 7B", "Louis XIV", "R2 D2"])
def test_a_number_in_a_name_is_no_extra_time(line: str) -> None:
    (member,) = class_list.read(line).members

    assert (member.name, member.extra) == (line, 0)


@pytest.mark.parametrize(
    ("line", "name"), [("+1" + " " * 480 + "+1" + " " * 480 + "x", "+1 +1 x"), ("1 " * 450 + "%", "")]
)
def test_a_crooked_line_is_read_like_any_other(line: str, name: str) -> None:
    """It was once tried in as many ways as the cube of its length: this test would not have ended."""
    read = class_list.read("\n".join([line] * 20))

    assert [one.name for one in read.members] == ([name] if name else [])
    assert {one.code for one in read.problems} == {"two-of-a-name" if name else "name-too-long"}


def test_a_new_link_takes_from_the_old_browser_what_it_began(school: School) -> None:
    before, after = school.visitor(), school.visitor()
    slug = school.for_class
    running = before.post(own_links(school, slug)["Mona"]).location
    before.answer(running, 1, 1)
    old_code = before.code(running)
    school.anna.send(f"/teacher/class/{school.class_}/member/{school.member}/link")

    assert before.get(running).status_code == 404
    assert before.get(f"/quiz/{slug}").text.count("/attempt/") == 0
    assert running not in before.get("/scores").text
    there = after.post(own_links(school, slug)["Mona"]).location
    assert there != running
    assert after.get(running).status_code == 404
    assert "1 of 3 answered" in after.get("/scores").text
    assert before.send("/resume", {"code": old_code}).status_code == 400
    assert school.visitor().send("/resume", {"code": after.code(there)}).location == there


def test_the_new_link_leads_to_all_that_the_old_one_did(school: School) -> None:
    before, after = school.visitor(), school.visitor()
    slug = school.for_class
    first = before.post(own_links(school, slug)["Mona"]).location
    before.answer(first, 1, 1)
    before.send(f"{first}/finish")
    second = before.send(f"{first}/again").location
    assert second != first
    school.anna.send(f"/teacher/class/{school.class_}/member/{school.member}/link")

    there = after.post(own_links(school, slug)["Mona"]).location

    assert after.get(there).status_code != 404
    assert after.get("/scores").text.count("<h2 lang=") == 2
    assert before.get("/scores").text.count("<h2 lang=") == 0
    assert before.send(f"{first}/again").status_code == 404


def test_another_members_browser_keeps_what_it_began(school: School) -> None:
    slug = school.for_class
    other = next(name for name in own_links(school, slug) if name != "Mona")
    theirs = school.visitor()
    running = theirs.post(own_links(school, slug)[other]).location

    school.anna.send(f"/teacher/class/{school.class_}/member/{school.member}/link")

    assert theirs.get(running).status_code != 404


def test_tries_that_somebody_deleted_are_given_back_by_the_teacher_alone(school: School) -> None:
    quiz = hand_out(school.anna, school.bank, {"class_list": school.class_, "picks": "pick", "tries": "1"})
    joker, mona, member = school.visitor(), school.visitor(), members(school)["Mona"]
    begun = picked(joker, quiz, member)
    joker.send(f"{begun}/delete")
    page = f"/teacher/class/{school.class_}/member/{member}"

    assert picked(mona, quiz, member) == ""
    assert school.ben.send(f"{page}/tries").status_code == 404
    assert picked(mona, quiz, member) == ""
    assert f"{page}/tries" in school.anna.get(page).text
    school.anna.send(f"{page}/tries")

    assert picked(mona, quiz, member)
    assert f"{page}/tries" not in school.anna.get(page).text


def test_a_tablet_that_went_round_leads_nobody_to_anothers_attempt(school: School) -> None:
    quiz = hand_out(school.anna, school.bank, {"class_list": school.class_, "picks": "pick"})
    tablet = school.visitor()
    monas = picked(tablet, quiz, members(school)["Mona"])
    changed = school.anna.send(f"/teacher/quiz/{quiz}/terms", {"class_list": "0", "names": "optional"})
    assert changed.status_code == 303

    page = tablet.get(f"/quiz/{quiz}").text
    mine = tablet.send(f"/quiz/{quiz}/start").location

    assert monas in page
    assert f"/quiz/{quiz}/start" in page
    assert mine != monas
    assert tablet.send(f"/quiz/{quiz}/start").location == mine
    assert f"/quiz/{quiz}/start" not in tablet.get(f"/quiz/{quiz}").text
    tablet.send(f"{mine}/finish")
    assert tablet.send(f"{mine}/again").location != monas


def test_on_a_tablet_that_went_round_it_is_said_whose_what_is(school: School) -> None:
    quiz = hand_out(school.anna, school.bank, {"class_list": school.class_, "picks": "pick"})
    tablet = school.visitor()
    assert "Mona" not in tablet.get("/scores/delete").text
    picked(tablet, quiz, members(school)["Mona"])
    assert "Mona" not in tablet.get("/scores/delete").text
    other = next(name for name in members(school) if name != "Mona")
    picked(tablet, quiz, members(school)[other])

    assert "<bdi>Mona</bdi>" in tablet.get("/scores").text
    assert "<bdi>Mona</bdi>" in tablet.get("/scores/delete").text
    assert f"<bdi>{other}</bdi>" in tablet.get("/scores/delete").text
