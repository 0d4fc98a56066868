"""Class lists: who may answer, in whatever browser, under which name, for how long; and what goes when they go."""

import csv
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from io import BytesIO, StringIO

import pytest
from openpyxl import Workbook
from werkzeug.test import TestResponse

from quizapp.domain.attempts import GRACE
from quizapp.services import retention
from quizapp.store import schema
from quizapp.store.session import Database
from tests.engines import go_back
from tests.makers import NOON, Clock, bank
from tests.store.contents import contents, count
from tests.visitors import Visitor
from tests.web.school import School, add_readers, hand_out, list_class, members, own_links, with_teachers, with_things

Visitors = Callable[[], Visitor]
START = "Start the quiz"


@pytest.fixture
def school(database: Database, visitor: Visitors) -> School:
    """Anna's quiz `for_class` is for Mona, and Noah who has a third more time."""
    return with_things(with_teachers(database, visitor), bank())


@pytest.fixture
def picking(school: School) -> str:
    """A quiz of the same class whose members pick their names."""
    return hand_out(school.anna, school.bank, {"class_list": school.class_, "picks": "pick", "tries": "1"})


def said(reply: object) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", reply.text)).split())  # type: ignore[attr-defined]


def members_left(school: School) -> list[object]:
    return list(contents(school.database)["member"])


def pick(reader: Visitor, slug: str, member: str) -> str:
    """Begin as one of the class; the attempt's path, or the words of the page that refuses."""
    reply = reader.send(f"/quiz/{slug}/start", {"member": member})
    return reply.location if reply.status_code == 303 else f"{reply.status_code}: {said(reply)}"


# --- by a link of one's own ---


def test_a_link_of_ones_own_begins_under_ones_name_and_goes_on_in_another_browser(school: School) -> None:
    link = own_links(school, school.for_class)["Mona"]
    phone, laptop = school.visitor(), school.visitor()

    page = phone.get(link)
    begun = phone.post(link, page)
    phone.answer(begun.location, 1, 1)
    again = laptop.get(link)
    went_on = laptop.post(link, again)

    assert "This link is for Mona." in said(page)
    assert START in page.text
    assert "Your answers are saved." in said(again)
    assert START not in again.text
    assert went_on.location == begun.location
    assert laptop.get(begun.location).location.endswith("/question/2")
    assert "Mona" in school.anna.get(f"/teacher/quiz/{school.for_class}/readers").text
    assert count(school.database, "attempt") == 2  # Cleo's at the other quiz, and this.


def test_the_code_alone_lets_nobody_into_a_quiz_that_is_for_links(school: School) -> None:
    stranger = school.visitor()

    page = stranger.get(f"/quiz/{school.for_class}")
    refused = [
        stranger.send(f"/quiz/{school.for_class}/start", fields).status_code
        for fields in ({"name": "Mona"}, {"member": school.member}, {"member": "0"}, {"member": "x"})
    ]

    assert "open the link that is your own" in said(page)
    assert START not in page.text
    assert "Mona" not in page.text
    assert refused == [400, 400, 400, 400]
    assert stranger.get(f"/quiz/{school.for_class}/for/guessed").status_code == 404
    assert stranger.send(f"/quiz/{school.for_class}/for/guessed").status_code == 404
    assert (
        stranger.get(own_links(school, school.for_class)["Mona"].replace(school.for_class, school.quiz)).status_code
        == 404
    )


def test_tries_hold_in_whatever_browser_and_deleting_gives_none_back(school: School) -> None:
    once = hand_out(school.anna, school.bank, {"class_list": school.class_, "tries": "1"})
    link = own_links(school, once)["Mona"]
    phone, laptop = school.visitor(), school.visitor()
    begun = phone.post(link).location
    phone.send(f"{begun}/finish")

    refused = laptop.post(link)
    seen = laptop.post(f"{link}/last", laptop.get(link))
    assert refused.status_code == 409
    assert "No try left" in refused.text
    assert "See your last result" in refused.text
    assert laptop.get(seen.location).location == f"{begun}/end"
    assert "Try again" not in laptop.get(f"{begun}/end").text

    phone.send(f"{begun}/delete")

    after = laptop.get(link)
    assert "No try left" in after.text
    assert "See your last result" in after.text
    assert laptop.send(link).status_code == 409
    assert "asks you to delete an attempt" in school.anna.get(f"/teacher/quiz/{once}").text


def test_another_try_is_by_the_same_member_and_the_class_counts_readers_not_browsers(school: School) -> None:
    link = own_links(school, school.for_class)["Mona"]
    phone, laptop = school.visitor(), school.visitor()
    first = phone.post(link).location
    phone.send(f"{first}/finish")
    second = phone.send(f"{first}/again").location
    laptop.post(link)
    laptop.send(f"{second}/finish")

    page = school.anna.get(f"/teacher/quiz/{school.for_class}")
    readers = school.anna.get(f"/teacher/quiz/{school.for_class}/readers")

    assert second != first
    assert "2 readers 1 has finished 1 has not begun" in said(page)
    assert readers.text.count(">counts</td>") == 1
    assert "Not begun Marks of the class Noah" in said(readers)


def test_extra_time_moves_the_deadline_and_the_closing(school: School, clock: Clock) -> None:
    closes = (clock() + timedelta(minutes=90)).astimezone(UTC)
    timed = hand_out(
        school.anna,
        school.bank,
        {"class_list": school.class_, "minutes": "60", "closes_at": closes.strftime("%Y-%m-%dT%H:%M")},
    )
    links = own_links(school, timed)
    mona, noah = school.visitor(), school.visitor()
    assert "You have 60 minutes" in said(mona.get(links["Mona"]))
    assert "You have 80 minutes" in said(noah.get(links["Noah"]))

    clock.advance(minutes=35)
    of_mona, of_noah = mona.post(links["Mona"]).location, noah.post(links["Noah"]).location
    clock.advance(minutes=56)

    assert mona.get(of_mona).location == f"{of_mona}/end"
    assert noah.get(of_noah).location == f"{of_noah}/question/1"
    clock.advance(minutes=18)
    assert noah.get(of_noah).location == f"{of_noah}/question/1"
    clock.advance(minutes=1 + GRACE.seconds // 60 + 1)
    assert noah.get(of_noah).location == f"{of_noah}/end"


def test_a_renewed_link_takes_the_place_of_the_old_one_and_answers_stay(school: School) -> None:
    old = own_links(school, school.for_class)["Mona"]
    phone = school.visitor()
    begun = phone.post(old).location
    phone.answer(begun, 1, 1)

    school.anna.send(f"/teacher/class/{school.class_}/member/{school.member}/link")

    new = own_links(school, school.for_class)["Mona"]
    assert phone.get(old).status_code == 404
    there = school.visitor()
    went_on = there.post(new).location
    assert went_on != begun
    assert there.get(went_on).location == f"{went_on}/question/2"


# --- by picking one's name ---


def test_one_picks_ones_name_and_nobody_can_pick_it_in_another_browser(school: School, picking: str) -> None:
    phone, other = school.visitor(), school.visitor()
    ids = members(school)

    begun = pick(phone, picking, ids["Mona"])

    assert begun.startswith("/attempt/")
    assert pick(phone, picking, ids["Mona"]) == begun
    assert "Go on as Mona" in said(phone.get(f"/quiz/{picking}"))
    assert pick(other, picking, ids["Mona"]).startswith("409: ")
    assert "Somebody has begun under that name" in pick(other, picking, ids["Mona"])
    assert re.search(r"disabled>Mona", other.get(f"/quiz/{picking}").text)
    assert count(school.database, "attempt") == 2


def test_two_pupils_take_turns_at_one_tablet(school: School, picking: str) -> None:
    tablet, ids = school.visitor(), members(school)

    mona = pick(tablet, picking, ids["Mona"])
    noah = pick(tablet, picking, ids["Noah"])
    tablet.answer(mona, 1, 1)
    tablet.send(f"{noah}/finish")

    page = said(tablet.get(f"/quiz/{picking}"))
    assert mona != noah
    assert "Go on as Mona" in page
    assert "Go on as Noah" not in page
    assert "409" in pick(tablet, picking, ids["Noah"])
    assert "every try that this quiz gives" in pick(tablet, picking, ids["Noah"])


def test_a_name_that_was_picked_by_mistake_is_free_when_its_attempt_is_deleted(school: School, picking: str) -> None:
    ids = members(school)
    pick(school.visitor(), picking, ids["Mona"])
    page = school.anna.get(f"/teacher/quiz/{picking}/readers").text
    attempt = page.rpartition("/attempt/")[2].split('"')[0]

    school.anna.send(f"/teacher/quiz/{picking}/attempt/{attempt}/remove")

    assert pick(school.visitor(), picking, ids["Mona"]).startswith("/attempt/")


@pytest.mark.parametrize("member", ["", "0", "999", "-1", "1e3", "٣"])
def test_what_is_no_member_is_asked_again(member: str, school: School, picking: str) -> None:
    assert "Choose your name, then start." in pick(school.visitor(), picking, member)


def test_a_member_of_another_class_is_nobody_here(school: School, picking: str) -> None:
    made = list_class(school.anna, "8C", "Otto")
    page = school.anna.get(made.location).text
    otto = re.findall(r"/member/(\d+)", page)[0]

    assert pick(school.visitor(), picking, otto).startswith("400: ")


# --- the list ---


def looked_over(school: School, names: str, **fields: str) -> str:
    """The path of the page on which Anna looks over a new list."""
    begun = school.anna.send("/teacher/classes", {"name": "8C", "names": names, **fields})
    assert "/class-list/" in begun.location
    return begun.location


def given(school: School, data: bytes, name: str) -> TestResponse:
    """What comes of a file with a list."""
    fields = {"csrf_token": school.anna.token(), "name": "8C", "file": (BytesIO(data), name)}
    return school.anna.client.post("/teacher/classes", data=fields, content_type="multipart/form-data")


def test_a_list_with_faults_names_them_all_keeps_what_was_typed_and_stores_nothing(school: School) -> None:
    before = contents(school.database)["member"]

    begun = school.anna.send(f"/teacher/class/{school.class_}", {"names": "Otto\notto\nPia +999 %"}).location
    refused = school.anna.send(begun, {"store": "1"})

    page = school.anna.get(begun)
    assert refused.location.startswith(begun)
    assert "Line 2 · “otto” stands on line 1 too: these two have the same name." in said(page)
    assert "Line 3 · “999” is no extra time." in said(page)
    assert "Otto\notto\nPia +999 %" in unescape(page.text)
    assert contents(school.database)["member"] == before


def test_nothing_is_stored_before_it_was_looked_over_and_then_it_is_a_class(school: School) -> None:
    before = contents(school.database)["member"]

    path = looked_over(school, "Nom;Prénom;Mail\nDupont;Zoé;z@x.fr")

    page = said(school.anna.get(path))
    assert "Nothing is stored yet" in page
    assert "2 Zoé Dupont Dupont Zoé z@x.fr" in page
    assert contents(school.database)["member"] == before
    assert path in school.anna.get("/teacher/classes").text
    stored = school.anna.send(path, {"name": "9C", "store": "1"})
    assert "Zoé Dupont" in school.anna.get(stored.location).text
    assert ">9C<" in school.anna.get(stored.location).text
    assert school.anna.get(path).status_code == 404
    assert school.anna.send(path, {"store": "1"}).status_code == 404


def test_what_columns_mean_is_changed_and_looked_at_again_before_it_is_stored(school: School) -> None:
    path = looked_over(school, "Anna\tDurand\nZoé\tMartin")
    assert "Nothing says which column is for family names" in said(school.anna.get(path))

    shown = school.anna.send(path, {"column-0": "first", "column-1": "family", "heading": "0", "store": "1"})

    page = school.anna.get(shown.location)
    assert "The list is read anew" in said(page)
    assert "1 Anna Durand Durand Anna" in said(page)
    stored = school.anna.send(path, {"column-0": "first", "column-1": "family", "heading": "0", "store": "1"})
    assert stored.location.startswith("/teacher/class/")


def test_a_family_name_is_chosen_for_one_reader_and_a_heading_for_the_list(school: School) -> None:
    path = looked_over(school, "Die Klasse\nZoé Dupont\nCHEN Wei An")

    school.anna.send(path, {"heading": "1", "family-2": "-1"})
    again = school.anna.send(path, {"heading": "1", "family-2": "-1", "store": "1"})

    listed = {row[1]: (row[2], row[3]) for row in members_stored(school)}
    assert again.location.startswith("/teacher/class/")
    assert (listed["Zoé Dupont"], listed["CHEN Wei An"]) == (("Dupont", "Zoé"), ("CHEN", "Wei An"))
    assert "Die Klasse" not in listed


def members_stored(school: School) -> list[tuple[str, str, str, str]]:
    statement = "SELECT identifier, name, family, given FROM member"
    with school.database.engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(statement)]


def test_a_faulty_list_is_mended_on_its_page_and_readers_listed_twice_are_taken_once(school: School) -> None:
    path = looked_over(school, "Otto\nPia +999 %\notto")

    school.anna.send(path, {"text": "Otto\r\nPia +33 %\r\notto", "once": "1"})
    stored = school.anna.send(path, {"once": "1", "store": "1"})

    assert "2 names were added" in said(school.anna.get(stored.location)) or stored.status_code == 303
    assert {(row[1]) for row in members_stored(school)} >= {"Otto", "Pia"}


def test_a_list_is_thrown_away_and_is_nobody_elses(school: School) -> None:
    path = looked_over(school, "Otto")

    assert [who.get(path).status_code for who in (school.ben, school.owner)] == [404, 404]
    assert [who.send(f"{path}/drop").status_code for who in (school.ben, school.owner)] == [404, 404]
    assert school.anna.send(f"{path}/drop").status_code == 303
    assert school.anna.get(path).status_code == 404


def workbook(*sheets: tuple[str, list[list[str]]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_spreadsheet_is_read_from_the_sheet_with_the_list_and_another_can_be_chosen(school: School) -> None:
    data = workbook(
        ("Notes", [["to be printed"]]),
        ("5B", [["Nom", "Prénom"], ["Dupont", "Zoé"]]),
        ("5C", [["Nom", "Prénom"], ["Martin", "Paul"]]),
    )

    path = given(school, data, "5e.xlsx").location
    first = said(school.anna.get(path))
    school.anna.send(path, {"sheet": "2"})
    second = said(school.anna.get(path))

    assert "2 Zoé Dupont Dupont Zoé" in first
    assert "2 Paul Martin Martin Paul" in second
    assert "Dupont" not in second


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"\x89PNG\x00\x00\x01" * 50, "a.png", "This is neither a text nor a spreadsheet that can be read."),
        (b"%PDF-1.7\n", "a.pdf", "This is neither a text nor a spreadsheet that can be read."),
        (b"PK\x03\x04" + b"x" * 99, "a.xlsx", "The package cannot be opened: it is damaged"),
    ],
    ids=["picture", "PDF", "damaged"],
)
def test_what_is_no_list_at_all_is_refused_with_a_sentence(
    data: bytes, name: str, sentence: str, school: School
) -> None:
    reply = given(school, data, name)

    assert reply.status_code == 400
    assert sentence in said(reply)


def test_the_same_list_twice_adds_nobody(school: School) -> None:
    before = members(school)

    reply = add_readers(school, "mona\nNoah")

    assert members(school) == before
    assert "No name was added" in school.anna.get(reply.location).text


@pytest.mark.parametrize(
    ("data", "names"),
    [
        ("Prénom;Nom\nZoé;Martin\n".encode(), {"Zoé Martin"}),
        ("\ufeffPrénom;Nom\nZoé;Martin\n".encode(), {"Zoé Martin"}),
        ("Prénom;Nom\r\nZoé;Martin\r\n".encode("cp1252"), {"Zoé Martin"}),
        ("Prénom\tNom\nZoé\tMartin\n".encode("utf-16"), {"Zoé Martin"}),
    ],
    ids=["UTF-8", "with a mark", "Windows-1252", "UTF-16"],
)
def test_a_file_is_taken_in_the_encodings_that_schools_write(data: bytes, names: set[str], school: School) -> None:
    made = school.anna.send(given(school, data, "8c.csv").location, {"store": "1"})

    school.class_ = made.location.split("/class/")[1].split("?")[0]
    assert set(members(school)) == names


def test_a_class_has_no_more_than_its_limit_of_names(school: School) -> None:
    names = "\n".join(f"Pupil {number}" for number in range(499))

    refused = add_readers(school, names)
    taken = add_readers(school, names.partition("\n")[2])

    assert "501 names; the limit is 500" in school.anna.get(refused.location).text
    assert "/class/" in taken.location
    assert len(members(school)) == 500


def test_a_member_is_renamed_everywhere_and_never_to_the_name_of_another(school: School) -> None:
    link = own_links(school, school.for_class)["Mona"]
    school.visitor().post(link)
    path = f"/teacher/class/{school.class_}/member/{school.member}"

    refused = school.anna.send(path, {"name": "noah", "extra": ""})
    unreadable = school.anna.send(path, {"name": "Mona", "extra": "lots"})
    renamed = school.anna.send(path, {"name": "Ramona", "extra": "50 %"})

    assert (refused.status_code, unreadable.status_code, renamed.status_code) == (400, 400, 303)
    page = school.anna.get(f"/teacher/quiz/{school.for_class}/readers").text
    assert "Ramona" in page
    assert ">Mona<" not in page
    assert "Ramona" in school.visitor().get(link).text


def test_links_are_taken_away_as_a_table_and_a_picture(school: School) -> None:
    table = school.anna.get(f"/teacher/quiz/{school.for_class}/links.csv").data.decode("utf-8-sig")
    rows = list(csv.reader(StringIO(table)))
    picture = school.anna.get(f"/teacher/quiz/{school.for_class}/link/{school.member}.svg")

    assert [row[0] for row in rows[1:]] == ["Mona", "Noah"]
    assert rows[1][1].endswith(own_links(school, school.for_class)["Mona"])
    assert picture.mimetype == "image/svg+xml"
    assert b"<path" in picture.data


def test_the_projector_says_how_many_of_the_class_have_begun(school: School) -> None:
    school.visitor().post(own_links(school, school.for_class)["Noah"])

    assert "began 1 / 2" in said(school.anna.get(f"/teacher/quiz/{school.for_class}/projector"))


# --- family names ---

LIST = "Prénom;Nom;Adresse de courriel\nZoé;Abel;zoe@school.example\nAda;Élie;\nBea;Petit;bea@school.example"


def test_a_teachers_lists_stand_by_family_name_where_it_is_known(school: School) -> None:
    add_readers(school, LIST)

    quiz = f"/teacher/quiz/{school.for_class}"
    links = list(csv.reader(StringIO(school.anna.get(f"{quiz}/links.csv").data.decode("utf-8-sig"))))
    book = list(
        csv.reader(StringIO(school.anna.send(f"/teacher/class/{school.class_}/book.csv").data.decode("utf-8-sig")))
    )
    by_family = ["Zoé Abel", "Ada Élie", "Mona", "Noah", "Bea Petit"]
    assert list(members(school)) == by_family
    assert [row[0] for row in links[1:]] == by_family
    assert [row[:4] for row in book[1:]][:2] == [
        ["Zoé Abel", "Abel", "Zoé", "zoe@school.example"],
        ["Ada Élie", "Élie", "Ada", ""],
    ]
    assert book[0][1:4] == ["Family name", "First name", "E-mail or number"]
    assert links[1][2] == "zoe@school.example"


def test_attempts_stand_by_family_name_and_readers_pick_by_the_name_they_see(school: School, picking: str) -> None:
    add_readers(school, LIST)
    ids = members(school)
    for name in ("Bea Petit", "Zoé Abel", "Noah"):
        school.visitor().send(f"{pick(school.visitor(), picking, ids[name])}/finish")

    page = school.anna.get(f"/teacher/quiz/{picking}/readers?sort=name&direction=rising").text
    front = school.visitor().get(f"/quiz/{picking}").text
    listed = [name for name in re.findall(r"<bdi>([^<]+)</bdi>", page) if name in ids]
    assert listed[:3] == ["Zoé Abel", "Noah", "Bea Petit"]
    shown = [name for name in ids if name in front]
    shown.sort(key=front.index)
    assert shown == ["Ada Élie", "Bea Petit", "Mona", "Noah", "Zoé Abel"]


def test_no_reader_sees_what_else_the_school_knows_them_by_and_it_goes_with_them(school: School, picking: str) -> None:
    add_readers(school, LIST)
    id_ = members(school)["Zoé Abel"]
    link = own_links(school, school.for_class)["Zoé Abel"]
    reader = school.visitor()
    seen = [reader.get(link).text, reader.get(f"/quiz/{picking}").text]
    begun = reader.post(link, reader.get(link)).location
    seen += [
        reader.get(f"{begun}/question/1").text,
        reader.send(f"{begun}/finish").text,
        reader.get(f"{begun}/end").text,
    ]

    assert "zoe@school.example" in school.anna.get(f"/teacher/class/{school.class_}/member/{id_}").text
    assert not any("school.example" in page for page in seen)
    school.anna.send(f"/teacher/class/{school.class_}/member/{id_}/remove")
    assert "zoe@school.example" not in str(contents(school.database))


def test_the_parts_of_a_name_are_typed_on_the_page_of_a_reader(school: School) -> None:
    path = f"/teacher/class/{school.class_}/member/{school.member}"

    school.anna.send(path, {"name": "Mona", "family": " Zola ", "given": "Mona", "identifier": "s7", "extra": ""})

    assert list(members(school)) == ["Noah", "Mona"]
    assert 'value="Zola"' in school.anna.get(path).text


def test_going_back_keeps_names_and_forgets_their_parts(school: School) -> None:
    add_readers(school, LIST)

    go_back(school.database, "0020")
    schema.upgrade(school.database)

    assert len(members(school)) == 5
    assert dict(asked(school.database, "SELECT name, family || identifier FROM member"))["Zoé Abel"] == ""


# --- whose it is, and its end ---


def test_a_quiz_cannot_be_handed_to_another_teachers_class(school: School) -> None:
    made = list_class(school.ben, "secret", "Otto")
    theirs = made.location.split("/class/")[1].split("?")[0]
    before = contents(school.database)

    handed = school.anna.send(f"/teacher/bank/{school.bank}/hand-out", {"class_list": theirs})
    changed = school.anna.send(f"/teacher/quiz/{school.quiz}/terms", {"class_list": theirs})

    assert (handed.status_code, changed.status_code) == (404, 404)
    assert contents(school.database) == before


def test_changing_the_other_settings_of_a_quiz_keeps_its_class(school: School) -> None:
    page = school.anna.get(f"/teacher/quiz/{school.for_class}/terms").text

    assert re.search(rf'value="{school.class_}" selected>Only 7B', page)


def test_deleting_a_member_leaves_nothing_of_them(school: School) -> None:
    name = "Quentin Canary"
    path = f"/teacher/class/{school.class_}/member/{school.member}"
    school.anna.send(path, {"name": name, "extra": ""})
    begun = school.visitor().post(own_links(school, school.for_class)[name]).location
    assert begun

    assert "1 attempt and its score" in said(school.anna.get(path))
    school.anna.send(f"{path}/remove")

    assert "Canary" not in str(contents(school.database))
    assert count(school.database, "attempt") == 1  # Cleo's, who is of no class.
    assert set(members(school)) == {"Noah"}


def test_the_projector_counts_readers_of_the_class_and_not_their_tries(school: School) -> None:
    mona = school.visitor()
    first = mona.post(own_links(school, school.for_class)["Mona"]).location
    mona.send(f"{first}/finish")
    mona.send(f"{first}/again")

    assert "began 1 / 2 finished 1" in said(school.anna.get(f"/teacher/quiz/{school.for_class}/projector"))


def test_extra_time_beside_a_name_that_is_listed_is_taken(school: School) -> None:
    pasted = add_readers(school, "mona +50 %\nNoah\nZoé +25%")

    page = said(school.anna.get(pasted.location))
    assert "1 name was added. The extra time of 1 reader was set." in page
    assert "Mona +50%" in page
    assert "Noah +33%" in page
    assert "Zoé +25%" in page


def test_who_has_extra_time_reads_until_when_it_lasts(school: School, clock: Clock) -> None:
    closes = (clock() + timedelta(minutes=90)).astimezone(UTC)
    terms = {"class_list": school.class_, "minutes": "60", "closes_at": closes.strftime("%Y-%m-%dT%H:%M")}
    slug = hand_out(school.anna, school.bank, terms)
    mona, noah = (school.visitor().get(own_links(school, slug)[name]).text for name in ("Mona", "Noah"))

    def told(page: str) -> datetime:
        moment = re.search(r'The quiz closes on <time datetime="([^"]+)"', page)
        assert moment
        return datetime.fromisoformat(moment[1])

    assert told(noah) - told(mona) == timedelta(minutes=20)


def test_deleting_a_class_closes_its_quizzes_and_opens_them_to_nobody(school: School, clock: Clock) -> None:
    link = own_links(school, school.for_class)["Mona"]
    begun = school.visitor().post(link).location
    assert begun

    assert "1 attempt and its score" in said(school.anna.get(f"/teacher/class/{school.class_}/remove"))
    school.anna.send(f"/teacher/class/{school.class_}/remove")

    stranger = school.visitor()
    assert "This quiz is closed" in stranger.get(f"/quiz/{school.for_class}").text
    assert stranger.send(f"/quiz/{school.for_class}/start").status_code == 409
    assert stranger.get(link).status_code == 404
    stored = contents(school.database)
    assert stored["class_list"] == stored["member"] == []
    assert not any("Mona" in str(row) for rows in stored.values() for row in rows)


def test_a_class_long_unused_goes_by_itself_and_one_in_use_stays(school: School) -> None:
    school.visitor().post(own_links(school, school.for_class)["Mona"])
    days = 30
    late = NOON + timedelta(days=days, seconds=1)
    with school.database.transaction() as db:
        db.connection().exec_driver_sql("UPDATE attempt SET started_at = '2026-02-01 12:00:00.000000'")

    assert retention.purge(school.database, late, days)["classes"] == 0
    assert retention.purge(school.database, late + timedelta(days=60), days)["classes"] == 1
    assert members_left(school) == []


@pytest.mark.parametrize("named", ["opens_at", "closes_at"])
def test_a_class_that_a_quiz_waits_for_stays_however_far_ahead(school: School, clock: Clock, named: str) -> None:
    days, ahead = 30, timedelta(days=90)
    waits = {"class_list": school.class_, named: (clock() + ahead).astimezone(UTC).strftime("%Y-%m-%dT%H:%M")}
    hand_out(school.anna, school.bank, waits)

    assert retention.purge(school.database, NOON + ahead, days)["classes"] == 0
    assert retention.purge(school.database, NOON + ahead + timedelta(days=days + 1), days)["classes"] == 1


def test_a_removed_teachers_classes_go_to_the_owner_with_their_quizzes(school: School) -> None:
    school.owner.send("/teacher/people/2/remove")

    assert "7B" in school.owner.get("/teacher/classes").text
    assert "Mona" in school.owner.get(f"/teacher/quiz/{school.for_class}/links").text


def test_a_quiz_that_becomes_one_for_a_class_asks_who_one_is_before_another_try(school: School) -> None:
    reader = school.visitor()
    before = reader.start(school.quiz, "Cleo")
    reader.send(f"{before}/finish")
    school.anna.send(f"/teacher/quiz/{school.quiz}/terms", {"class_list": school.class_, "picks": "pick"})

    reply = reader.send(f"{before}/again")

    assert reply.location == f"/quiz/{school.quiz}"
    assert "Choose your name" in reader.get(reply.location).text


# --- back to a program without classes ---


def test_two_running_on_one_tablet_do_not_keep_the_database_from_going_back(school: School, picking: str) -> None:
    tablet = school.visitor()
    begun = [tablet.send(f"/quiz/{picking}/start", {"member": id_}).location for id_ in members(school).values()]
    assert len(set(begun)) == 2

    go_back(school.database, "0006")

    stored = dict(asked(school.database, "SELECT address, state FROM attempt"))
    assert [stored[path.rpartition("/")[2]] for path in begun] == ["finished", "open"]
    schema.upgrade(school.database)


def test_going_back_opens_the_quiz_of_a_class_to_nobody(school: School) -> None:
    go_back(school.database, "0006")

    left = dict(asked(school.database, "SELECT slug, closes_at FROM quiz"))
    assert left[school.for_class] is not None
    assert left[school.quiz] is None


def asked(database: Database, statement: str) -> list[tuple[str, str]]:
    with database.engine.connect() as connection:
        return [(row[0], row[1]) for row in connection.exec_driver_sql(statement)]
