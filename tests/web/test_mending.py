"""A file that waits is mended where it is seen: the guesses, the missing keys, the text round each fault, a draft."""

import re
from collections.abc import Callable

import pytest

from quizapp.store.session import Database
from tests.visitors import Visitor
from tests.web.school import School, read, upload, with_teachers

ENGLISH = {"Accept-Language": "en"}
FAULTY = "\n".join([*(f"::q{n}::What is {n}? {{=right ~wrong}}\n" for n in range(1, 21)), "::bad::Which? {=a ~b\n"])
TABLE = "Question;A;B;Answer\nPremière ville ?;Moscou;Où ?;A\n".encode("cp1252")
UNKEYED = b"Question,A,B,Answer\nWhich city?,Moscow,Vostochny,\n"


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_teachers(database, visitor)


def page(school: School, path: str) -> str:
    read(school.anna, path)
    return school.anna.get(path, headers=ENGLISH).text


def test_a_guess_is_said_and_taken_another_way_with_one_press(school: School) -> None:
    path = upload(school.anna, TABLE, "x.csv")
    assert "read as Windows-1252: “Première, Où”" in page(school, path)

    school.anna.send(f"{path}/read", {"encoding": "Windows-1250"})

    shown = page(school, path)
    assert "read as Windows-1250: “Premičre, Oů”" in shown
    assert 'value="Windows-1252"' in shown


def test_a_missing_key_is_asked_for_and_never_guessed(school: School) -> None:
    path = upload(school.anna, UNKEYED, "x.csv")
    shown = page(school, path)
    assert "Which is right?" in shown
    assert 'name="publish"' not in shown
    assert "checked" not in re.findall(r"<form[^>]*unkeyed.*?</form>", shown, re.DOTALL)[0]

    school.anna.send(f"{path}/read", {"key-1": "B"})

    shown = page(school, path)
    assert "The file is sound" in shown
    assert "Which is right?" not in shown


def test_what_each_column_holds_is_asked_and_said(school: School) -> None:
    path = upload(school.anna, b"Which crosses Cairo?,Nile,Congo\nWhich crosses Paris?,Seine,Rhine\n", "rivers.csv")
    shown = page(school, path)
    assert "What does each column hold?" in shown
    assert '<option value="question" selected>' in shown
    assert "The file is sound" not in shown

    fields = {"column-1": "question", "column-2": "right-choice", "column-3": "choice"}
    school.anna.send(f"{path}/read", fields)
    assert "2 questions read" in page(school, path)
    assert "The file is sound" in page(school, path)

    school.anna.send(f"{path}/read", fields | {"heading": "yes"})
    assert "1 question read" in page(school, path)

    school.anna.send(f"{path}/read", fields)
    assert "2 questions read" in page(school, path)


def test_title_and_language_are_set_before_it_is_published(school: School) -> None:
    path = upload(school.anna, TABLE, "x.csv")

    school.anna.send(f"{path}/read", {"title": "Villes", "language": "fr"})

    assert '<span lang="fr">Villes</span>' in page(school, path)


def test_the_lines_round_a_fault_are_mended_and_the_others_stay(school: School) -> None:
    path = upload(school.anna, FAULTY.encode(), "x.gift")
    shown = page(school, path)
    assert "Lines 38 to 42" in shown
    assert "What is 17?" not in shown

    lines = FAULTY.split("\n")[37:]
    fields = {"revision": "1", "first": "38", "last": "42", "text": "\r\n".join(lines).replace("{=a ~b", "{=a ~b}")}
    reply = school.anna.send(f"{path}/text", fields)

    assert reply.status_code == 303
    shown = page(school, path)
    assert "The file is sound" in shown
    assert "21 questions read" in shown


def test_what_two_tabs_write_is_kept_twice(school: School) -> None:
    path = upload(school.anna, FAULTY.encode(), "x.gift")
    read(school.anna, path)
    fields = {"revision": "1", "first": "41", "last": "41", "text": "::bad::Which? {=a ~b}"}
    school.anna.send(f"{path}/text", fields)

    reply = school.anna.send(f"{path}/text", fields | {"text": "::bad::Which one? {=a ~b}"})

    beside = reply.location.partition("?")[0]
    assert beside != path
    assert "Nothing is lost" in page(school, reply.location)
    assert "Which one?" in page(school, beside)
    assert "Which one?" not in page(school, path)


@pytest.mark.parametrize(
    "fields",
    [{"first": "x", "last": "1", "text": ""}, {"first": "1", "last": "1"}, {"first": "-1", "last": "2", "text": ""}],
)
def test_pieces_that_make_no_sense_change_nothing(fields: dict[str, str], school: School) -> None:
    path = upload(school.anna, FAULTY.encode(), "x.gift")
    before = page(school, path)

    assert school.anna.send(f"{path}/text", {"revision": "1", **fields}).status_code == 400
    assert page(school, path) == before


def test_the_questions_of_a_faulty_file_are_taken_as_a_draft(school: School) -> None:
    path = upload(school.anna, UNKEYED, "x.csv")
    read(school.anna, path)

    reply = school.anna.send(f"{path}/draft")

    assert "Which city?" in school.anna.get(reply.location).text
    assert school.anna.get(path).status_code == 200


def test_of_a_question_that_is_damaged_no_key_is_asked_for(school: School) -> None:
    path = upload(school.anna, b"First?{=a ~b}\n\nSecond {=c ~d\n", "x.gift")

    assert "Which is right?" not in page(school, path)
    assert "Take its questions as a draft" in page(school, path)


def test_columns_are_taken_as_in_the_last_table_like_this_one_and_it_is_said(school: School) -> None:
    first = upload(school.anna, b"Which crosses Cairo?,Nile,Congo\nWhich crosses Paris?,Seine,Rhine\n", "rivers.csv")
    read(school.anna, first)
    fields = {"column-1": "question", "column-2": "right-choice", "column-3": "choice"}
    school.anna.send(f"{first}/read", fields)

    path = upload(school.anna, b"Which hill is in Rome?,Palatine,Ostia\nAnd in Paris?,Belleville,Brie\n", "hills.csv")
    shown = page(school, path)
    assert "The columns hold what you said of the last table that was laid out like this one." in shown
    assert "The file is sound" in shown

    school.anna.send(f"{path}/read", {"layout": "asked"})
    assert "The file is sound" not in page(school, path)


def test_questions_that_other_banks_ask_too_are_looked_for_when_asked(school: School) -> None:
    school.anna.send(f"{upload(school.anna, b'First?{=a ~b}', 'weather.gift')}/publish")
    path = upload(school.anna, b"Before?{T}\n\nfirst?{~a =b}\n", "matter.gift")
    assert "Look in my other banks" in page(school, path)

    asked = school.anna.get(f"{path}?look=banks", headers=ENGLISH).text
    assert "another key: one of the two keys is wrong" in asked
    assert ">weather</span>, question 1</a>" in asked

    bank = school.anna.send(f"{path}/publish").location.partition("?")[0]
    assert "another key: one of the two keys is wrong" in school.anna.get(f"{bank}?look=banks", headers=ENGLISH).text
    assert "another key: one of the two keys is wrong" not in school.anna.get(bank, headers=ENGLISH).text


def test_the_page_says_which_questions_come_along_in_a_draft_only(school: School) -> None:
    path = upload(school.anna, b"First?{=a ~b}\n\nLiked it?{~a ~b}\n\nWrite.{}\n", "x.gift")

    assert "1 of these has all but a key" in page(school, path)


def test_a_file_that_waits_is_on_its_teachers_home_and_no_one_elses(school: School) -> None:
    path = upload(school.anna, FAULTY.encode(), "waiting.gift")
    read(school.anna, path)

    assert "waiting.gift" in school.anna.get("/teacher/", headers=ENGLISH).text
    assert "1 fault" in school.anna.get("/teacher/", headers=ENGLISH).text
    assert "waiting.gift" not in school.ben.get("/teacher/").text
    for door in ("read", "text", "draft"):
        assert school.ben.send(f"{path}/{door}", {"revision": "1"}).status_code == 404


def test_what_a_text_says_is_shown_and_never_obeyed(school: School) -> None:
    text = "::bad::</textarea><script>alert(1)</script> {=a ~b\n"
    path = upload(school.anna, text.encode(), "x.gift")

    shown = page(school, path)

    assert "<script>alert(1)" not in shown
    assert "&lt;/textarea&gt;&lt;script&gt;alert(1)" in shown
