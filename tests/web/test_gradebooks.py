"""The marks of a class in one quiz: everyone on the list, on the scale chosen, in files that are read back."""

import csv
import io
import re
from collections.abc import Callable
from html import unescape

import openpyxl
import pytest
from sqlalchemy import update

from quizapp.store.session import Database
from quizapp.store.tables import MemberRow
from tests.makers import bank, single
from tests.sittings import sat
from tests.visitors import Visitor
from tests.web.school import School, add_readers, members, with_teachers, with_things

FOUR = bank(*(single(f"q{number}") for number in range(4)))
R, W = {0}, {1}


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    """Of four readers Mona has all right, Noah one of four; Zoé Abel runs, and Aïcha Zouari did not come."""
    school = with_things(with_teachers(database, visitor), FOUR)
    add_readers(school, "Last name,First name,E-mail\nAbel,Zoé,zoe@school.example\nZouari,Aïcha,a7")
    known = members(school)
    sat(database, school.for_class, int(known["Mona"]), [R, R, R, R])
    sat(database, school.for_class, int(known["Noah"]), [R, W, W, W])
    sat(database, school.for_class, int(known["Zoé Abel"]), [R], finished=False)
    return school


def path(school: School, rest: str = "") -> str:
    return f"/teacher/quiz/{school.for_class}/marks{rest}"


def table(school: School, query: str = "") -> list[list[str]]:
    page = school.anna.get(path(school, query)).text
    rows = re.findall(r"<tr>(.*?)</tr>", page[page.index("<tbody") :], re.DOTALL)
    return [[unescape(re.sub("<[^>]*>", "", cell)) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows]


def taken(school: School, destination: str, **fields: str) -> list[list[str]]:
    reply = school.anna.send(path(school, f"/{destination}"), {"scale": "20", **fields})
    assert reply.status_code == 200
    text = reply.data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";" if destination == "pronote" else ","))


def identified(school: School, **identifiers: str) -> None:
    with school.database.transaction() as db:
        for name, identifier in identifiers.items():
            db.execute(update(MemberRow).where(MemberRow.name == name).values(identifier=identifier))


def test_everyone_on_the_list_has_a_row_who_did_not_come_too(school: School) -> None:
    assert [row[:4] for row in table(school, "?scale=20")] == [
        ["Abel", "Zoé", "running", ""],
        ["Mona", "", "20", "4 / 4"],
        ["Noah", "", "5", "1 / 4"],
        ["Zouari", "Aïcha", "did not come", ""],
    ]
    assert "1 reader of the list did not come." in school.anna.get(path(school)).text


@pytest.mark.parametrize(
    ("sort", "first"),
    [("family", ["Abel", "Mona", "Noah", "Zouari"]), ("given", ["Zouari", "Mona", "Noah", "Abel"]),
     ("mark", ["Mona", "Noah", "Abel", "Zouari"])],
)  # fmt: skip
def test_rows_stand_as_one_asks(school: School, sort: str, first: list[str]) -> None:
    assert [row[0] for row in table(school, f"?sort={sort}")] == first


def test_a_quiz_for_anybody_has_no_list(school: School) -> None:
    assert school.anna.get(f"/teacher/quiz/{school.quiz}/marks").status_code == 404
    assert "Marks of the class" not in school.anna.get(f"/teacher/quiz/{school.quiz}/export").text
    assert "Marks of the class" in school.anna.get(f"/teacher/quiz/{school.for_class}/export").text


def test_the_table_that_is_taken_away_is_the_one_that_is_shown(school: School) -> None:
    sheet = school.anna.send(path(school, "/xlsx"), {"scale": "100", "rounding": "1", "sort": "mark"})
    cells = openpyxl.load_workbook(io.BytesIO(sheet.data)).worksheets[0].iter_rows(values_only=True)

    assert list(cells) == [
        ("Family name", "First name", "E-mail or number", "Mark in per cent", "Points", "Maximum", "State"),
        ("Mona", None, None, 100, 4, 4, "finished"),
        ("Noah", None, None, 25, 1, 4, "finished"),
        ("Abel", "Zoé", "zoe@school.example", None, None, None, "running"),
        ("Zouari", "Aïcha", "a7", None, None, None, "did not come"),
    ]
    assert taken(school, "csv")[1] == ["Abel", "Zoé", "zoe@school.example", "", "", "", "running"]
    assert school.owner.get("/teacher/log").text.count("exported the marks of a quiz") == 2


def test_letters_are_given_as_typed(school: School) -> None:
    assert [row[2] for row in table(school, "?scale=letters&letters=top+80,+bottom&sort=mark")][:2] == ["top", "bottom"]


def test_letters_that_cannot_be_meant_are_said_and_kept(school: School) -> None:
    for reply in (
        school.anna.get(path(school, "?scale=letters&letters=A+50,+B+70")),
        school.anna.send(path(school, "/csv"), {"scale": "letters", "letters": "A 50, B 70"}),
    ):
        assert reply.status_code == 400
        assert "Write the letters from the best down" in reply.text
        assert 'value="A 50, B 70"' in reply.text
        assert 'value="letters" selected' in reply.text


def test_pronote_takes_numbers_with_commas_and_no_letters(school: School) -> None:
    assert taken(school, "pronote", scale="10")[1:] == [
        ["Abel", "Zoé", "", "running"],
        ["Mona", "", "10", "finished"],
        ["Noah", "", "2,5", "finished"],
        ["Zouari", "Aïcha", "", "did not come"],
    ]
    refused = school.anna.send(path(school, "/pronote"), {"scale": "letters", "letters": "A 50, B"})
    assert (refused.status_code, "PRONOTE takes numbers" in refused.text) == (400, True)


def test_moodle_knows_readers_by_what_most_of_the_list_have(school: School) -> None:
    identified(school, Mona="mona@school.example", Noah="n1")
    add_readers(school, "Last name,First name,E-mail\nFour,Ada,ada@school.example")

    read = taken(school, "moodle")

    assert read[0][:3] == ["First name", "Last name", "Email address"]
    assert [row[1:] for row in read[1:]] == [
        ["Abel", "zoe@school.example", "-"],
        ["Four", "ada@school.example", "-"],
        ["Mona", "mona@school.example", "20"],
    ], "a row without it would give its mark to whoever stands above"
    assert "2 readers are left out" in school.anna.get(path(school)).text


def test_canvas_is_told_how_each_is_known_and_what_the_best_is(school: School) -> None:
    title = school.anna.get(path(school)).text

    assert taken(school, "canvas", scale="10") == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", read_title(title)],
        ["    Points Possible", "", "", "", "", "10"],
        ["Abel, Zoé", "", "", "zoe@school.example", "", ""],
        ["Mona", "", "", "", "", "10"],
        ["Noah", "", "", "", "", "2.5"],
        ["Zouari, Aïcha", "", "a7", "", "", ""],
    ]
    assert "neither of 2 readers, who must be matched by hand" in title


def read_title(page: str) -> str:
    found = re.search(r"<title>[^·]*· ([^·<]*?)( ·[^<]*)?</title>", page)
    assert found is not None
    return unescape(found[1]).strip()


def test_a_list_without_identifiers_is_said_to_need_a_hand(school: School) -> None:
    with school.database.transaction() as db:
        db.execute(update(MemberRow).values(identifier=""))

    assert "neither e-mail addresses nor numbers: it must be matched by hand" in school.anna.get(path(school)).text
    assert len(taken(school, "moodle")) == 5


@pytest.mark.parametrize("query", ["?scale=30", "?rounding=2", "?sort=height"])
def test_no_other_scale_or_order_is_known(school: School, query: str) -> None:
    assert school.anna.get(path(school, query)).status_code == 400


def test_nobody_else_sees_the_marks(school: School) -> None:
    assert school.ben.get(path(school)).status_code == 404
    assert school.ben.send(path(school, "/csv"), {}).status_code == 404


def test_the_page_is_said_in_french_out_of_twenty(school: School) -> None:
    page = school.anna.get(path(school), headers={"Accept-Language": "fr"}).text

    assert ("Note sur 20" in page, "absent" in page, "Exporter ces notes" in page) == (True, True, True)
