"""A file is looked at before anything is stored: every fault with its line, hostile files with a sentence."""

import gc
import threading
import time
import warnings
from collections.abc import Callable
from fractions import Fraction
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import Connection, event

from quizapp.domain.banks import Bank
from quizapp.formats import native
from quizapp.services import loading
from quizapp.store.session import Database
from tests.makers import Clock, bank, multiple, single, true_false
from tests.store.contents import contents, count
from tests.visitors import Visitor
from tests.web.school import School, read, upload, with_teachers

ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_teachers(database, visitor)


def preview(school: School, data: bytes, name: str = "bank.yaml") -> str:
    """The page that a loaded file leads to, once it has been read."""
    path = upload(school.anna, data, name)
    for __ in range(300):
        page = school.anna.get(path, headers=ENGLISH)
        if "Refresh" not in page.headers:
            return page.text
        time.sleep(0.2)
    raise AssertionError("the file is not read yet")


def published(school: School, given: Bank) -> str:
    """Load and publish; where that leads."""
    reply = school.anna.send(f"{upload(school.anna, native.write(given))}/publish")
    assert reply.status_code == 303
    return reply.location


# --- looking ---


def test_a_sound_file_is_shown_whole_before_anything_is_stored(school: School) -> None:
    given = bank(title="The summit")
    before = {table: rows for table, rows in contents(school.database).items() if table != "upload"}

    page = preview(school, native.write(given))

    assert "Nothing is stored yet" in page
    assert "UTF-8" in page
    for question in given.questions:
        assert question.stem in page
        assert all(choice.text in page for choice in question.choices)
    assert page.count("<mark>") > 3
    assert {table: rows for table, rows in contents(school.database).items() if table != "upload"} == before


def test_every_card_says_how_its_question_is_answered(school: School) -> None:
    page = preview(school, native.write(bank(single(), multiple(), true_false())))

    for words in ("one right answer", "several right answers", "true or false"):
        assert page.count(f"<span>{words}</span>") == 1


@pytest.mark.parametrize(
    ("maximum", "english", "french"),
    [("2", "2 marks", "2 points"), ("1/2", "0.5 marks", "0,5 point"), ("3/2", "1.5 marks", "1,5 points")],
)
def test_a_card_says_the_marks_of_its_question_as_they_are_written(
    maximum: str, english: str, french: str, school: School
) -> None:
    path = upload(school.anna, native.write(bank(single(maximum=Fraction(maximum)))))

    for language, said in (("en", english), ("fr", french)):
        page = school.anna.get(path, headers={"Accept-Language": language}).text
        assert f"<span>{said}</span>" in page


def test_every_fault_is_shown_with_its_line_and_its_text(school: School) -> None:
    page = preview(school, b"title: T\nlanguage: en\nquestions:\n  - stem: S?\n    kind: singel\n    choices: [A, B]\n")

    assert "line 5, column 11" in page
    assert "kind: singel" in page
    assert "Publish" not in page


def test_leaving_changes_nothing_and_dropping_forgets_the_file(school: School) -> None:
    path = upload(school.anna, native.write(bank()))

    dropped = school.anna.send(f"{path}/drop")

    assert dropped.status_code == 303
    assert school.anna.get(path).status_code == 404
    assert count(school.database, "bank") == count(school.database, "upload") == 0


def test_pasted_text_is_read_like_a_file(school: School) -> None:
    text = native.write(bank(title="Pasted")).decode().replace("\n", "\r\n")

    taken = school.anna.send("/teacher/load", {"text": text})
    page = school.anna.get(read(school.anna, taken.location), headers=ENGLISH).text

    assert taken.status_code == 303
    assert "pasted text" in page
    assert "The file is sound" in page


ASKED = "::Where::Where did they meet?{=Here~There}\n"


def pasted(school: School, text: str) -> str:
    """The path of the page of a text that was pasted, once it has been read."""
    return read(school.anna, school.anna.send("/teacher/load", {"text": text}).location)


def test_a_text_without_a_title_is_asked_for_one_before_it_is_published(school: School) -> None:
    path = pasted(school, ASKED)
    page = school.anna.get(path, headers=ENGLISH).text

    refused = school.anna.send(f"{path}/publish", {"title": " \u200b "}, headers=ENGLISH)
    done = school.anna.send(f"{path}/publish", {"title": "  The\u00a0summit "})

    assert "What is the bank called?" in page
    assert ">?<" not in page
    assert (refused.status_code, "Write a title first" in refused.text) == (400, True)
    assert done.status_code == 303
    assert "<h1" in (shown := school.anna.get(done.location).text)
    assert "The\u00a0summit" in shown
    assert 'value="the-summit"' not in shown  # Its id is nobody's to see here, but stands in its file.
    assert "id: the-summit" in school.anna.get(f"{done.location.partition('?')[0]}/file").text


def test_texts_without_a_title_are_banks_of_their_own_and_never_the_next_version_of_another(school: School) -> None:
    first, second = pasted(school, ASKED), pasted(school, ASKED.replace("meet", "part"))

    homes = []
    for path in (first, second):
        assert "It follows version" not in school.anna.get(path, headers=ENGLISH).text
        homes.append(school.anna.send(f"{path}/publish", {"title": "Summit"}).location)

    assert all("published=new" in one for one in homes)
    assert len(set(homes)) == 2


def test_a_text_with_a_title_is_known_by_it_and_a_file_by_its_name(school: School) -> None:
    titled = "Quiz title: The summit\n\n1. Where did they meet?\n*a) Here\nb) There\n"
    published_at = [
        school.anna.send(f"{pasted(school, text)}/publish").location
        for text in (titled, titled.replace("There", "Elsewhere"), titled.replace("The summit", "Another"))
    ]

    assert ["next" in one for one in published_at] == [False, True, False]
    named = school.anna.get(upload(school.anna, ASKED.encode(), "x.gift"), headers=ENGLISH).text
    assert "What is the bank called?" not in named


def test_a_draft_of_a_text_without_a_title_has_none_and_says_so(school: School) -> None:
    path = pasted(school, ASKED)

    draft = school.anna.send(f"{path}/draft").location

    assert "without a title" in school.anna.get(draft, headers=ENGLISH).text


def test_neither_file_nor_text_is_said_at_its_field(school: School) -> None:
    reply = school.anna.send("/teacher/load", {"text": " \n"}, headers=ENGLISH)

    assert reply.status_code == 400
    assert "Choose a file, or paste the text of one." in reply.text
    assert 'aria-describedby="empty"' in reply.text


# --- publishing ---


def test_publishing_makes_a_version_and_the_same_file_makes_no_second(school: School) -> None:
    first = published(school, bank(title="Summit"))
    same = published(school, bank(title="Summit"))
    other = published(school, bank(title="Summit, revised"))

    assert [place.partition("published=")[2] for place in (first, same, other)] == ["new", "same", "next"]
    assert count(school.database, "version") == 2
    assert count(school.database, "upload") == 0


def test_what_a_next_version_adds_changes_and_removes_is_shown_first(school: School) -> None:
    published(school, bank(single("a"), single("b"), single("c")))

    page = preview(school, native.write(bank(single("a"), single("b", stem="Changed?"), single("d"))))

    for said in ("It follows version 1", "1 question added", "1 changed", "1 unchanged", "1 removed"):
        assert said in page
    assert "Attempts that run keep" in page


def test_an_earlier_version_is_shown_as_it_was_handed_out_and_said_to_be_one(school: School) -> None:
    path = published(school, bank(single(), title="Summit")).split("?")[0]
    published(school, bank(single(stem="Where was it?"), multiple(), title="The summit"))

    newest, first = (school.anna.get(f"{path}{which}", headers=ENGLISH).text for which in ("", "?version=1"))

    assert ("Where was it?" in newest, "Where did it take place?" in newest) == (True, False)
    assert ("Where was it?" in first, "Where did it take place?" in first) == (False, True)
    for said in (">Summit</h1>", "1 question<", "ask version 2 now"):
        assert said in first
    assert f'href="{path}?version=1"' in newest
    assert "earlier version" not in newest + school.anna.get(f"{path}?version=2", headers=ENGLISH).text


@pytest.mark.parametrize("asked", ["0", "2", "x", "", "1.0", "9999999"])
def test_a_version_that_there_is_none_of_is_not_taken_for_the_newest(asked: str, school: School) -> None:
    path = published(school, bank(single())).split("?")[0]

    assert school.anna.get(f"{path}?version={asked}").status_code == 404


def test_publishing_twice_at_once_makes_one_version(school: School) -> None:
    path = upload(school.anna, native.write(bank()))

    replies = [school.anna.send(f"{path}/publish") for __ in range(2)]

    assert [reply.status_code for reply in replies] == [303, 404]
    assert count(school.database, "version") == 1
    assert "If you have just published something, it is among your banks." in replies[1].text
    assert '<a class="button" href="/teacher/">' in replies[1].text
    assert "resume code" not in replies[1].text
    assert "resume code" in school.anna.get("/quiz/nothing").text


def test_a_file_with_faults_cannot_be_published_by_a_forged_form(school: School) -> None:
    path = upload(school.anna, b"title: T\n")

    assert school.anna.send(f"{path}/publish").location == path
    assert count(school.database, "bank") == 0


def test_the_file_taken_home_loads_back_to_the_same(school: School) -> None:
    place = published(school, bank())
    taken = school.anna.get(place.split("?")[0] + "/file")

    assert taken.headers["Content-Disposition"] == 'attachment; filename="summit.yaml"'
    assert published(school, native.read(taken.data, "summit.yaml").bank or bank()).endswith("published=same")


# --- hostile files ---


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty"),
        (b"\x00\x01\x02\xff" * 500, "not a text file"),
        (b"a: &a [x]\nb: *a\n", "banks do not use"),
        (b"a: " + b"[" * 5_000, "nested more than"),
        (b"title: !!python/object/apply:os.system [id]\n", "banks do not use"),
        (b"PK\x03\x04" + b"\x00" * 200, "no zip archive at all"),
    ],
    ids=["empty", "binary", "alias", "depth", "tag", "zip"],
)
def test_a_hostile_file_gets_its_list_of_problems(data: bytes, said: str, school: School) -> None:
    assert said in preview(school, data)
    assert count(school.database, "bank") == 0


def test_a_file_over_the_limit_is_refused_and_one_just_under_it_is_read(school: School) -> None:
    filling = b"# " + b"x" * 97 + b"\n"
    under = native.write(bank()) + filling * ((loading.LARGEST - 20_000) // 100)

    assert "The file is sound" in preview(school, under)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # Werkzeug leaves its part of a refused form to the collector.
        assert sent(school, b"x" * (loading.LARGEST + 200_000)) == 413
        gc.collect()
    assert count(school.database, "upload") == 1


def sent(school: School, data: bytes) -> int:
    """The status that a file of so many bytes gets."""
    fields = {"csrf_token": school.anna.token(), "file": (BytesIO(data), "big.yaml")}
    reply = school.anna.client.post("/teacher/load", data=fields, content_type="multipart/form-data", buffered=True)
    reply.close()
    return reply.status_code


def test_only_the_form_that_takes_files_takes_so_much(school: School) -> None:
    assert school.anna.send("/teacher/people", {"email": "x" * 20_000}).status_code in (404, 413)
    assert school.owner.send("/teacher/people", {"email": "x" * 20_000}).status_code == 413


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "C:\\temp\\bank.yaml",
        "CON",
        "x" * 300,
        "\u202egnp.yaml",
        "-rf",
        "<script>.yaml",
    ],
)
def test_a_file_name_is_only_ever_shown_and_escaped(name: str, school: School) -> None:
    page = preview(school, native.write(bank()), name)

    assert "The file is sound" in page
    assert "<script>.yaml" not in page
    assert "\u202e" not in page
    assert "/etc/" not in page


def test_at_most_eight_files_of_a_teacher_wait_and_none_longer_than_a_day(school: School, clock: Clock) -> None:
    paths = [upload(school.anna, b"title: %d\n" % n) for n in range(loading.MOST_WAITING + 2)]

    assert [school.anna.get(path).status_code for path in paths] == [404] * 2 + [200] * loading.MOST_WAITING

    clock.advance(hours=11)
    school.anna.get("/teacher/")
    clock.advance(hours=1)
    school.anna.post("/teacher/login", email="anna@school.example", password="quiet harbour seven lamps")
    clock.advance(minutes=721)
    school.anna.post("/teacher/login", email="anna@school.example", password="quiet harbour seven lamps")
    upload(school.anna, b"title: new\n")
    assert count(school.database, "upload") == 1


def test_a_reading_that_was_stopped_is_begun_again(school: School, clock: Clock, database: Database) -> None:
    path = upload(school.anna, native.write(bank()))
    address = path.rpartition("/")[2]
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE upload SET preview = NULL, faults = NULL")

    waiting = school.anna.get(path, headers=ENGLISH)
    clock.advance(seconds=91)
    school.anna.get(path)
    for __ in range(100):
        page = school.anna.get(path, headers=ENGLISH)
        if "Refresh" not in page.headers:
            break
        time.sleep(0.1)

    assert waiting.headers["Refresh"] == "1"
    assert "This page goes on by itself" in waiting.text
    assert "The file is sound" in page.text
    assert address in page.text


def test_a_page_that_finds_a_reading_left_has_it_begun_and_writes_nothing_itself(
    school: School, app: Flask, clock: Clock
) -> None:
    path = upload(school.anna, native.write(bank()))
    with school.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE upload SET preview = NULL, faults = NULL")
    clock.advance(seconds=91)
    writers = set()

    def note(connection: Connection, *rest: object) -> None:
        if connection.get_execution_options().get("quizapp_writes"):
            writers.add(threading.current_thread())

    engine = app.extensions["quizapp"].database.engine
    event.listen(engine, "before_cursor_execute", note)
    page = school.anna.get(path, headers=ENGLISH)
    event.remove(engine, "before_cursor_execute", note)

    assert "The file is sound" in page.text
    assert writers
    assert threading.current_thread() not in writers


# --- other programs' files ---


GIFT = b"::Where::Where did they meet?{=At the spaceport~In the harbour}\n\n::Essay::Say why.{}\n"


def test_questions_that_are_not_asked_here_are_left_out_only_with_the_teachers_consent(school: School) -> None:
    path = upload(school.anna, GIFT, "summit.gift")
    page = school.anna.get(path)

    refused = school.anna.send(f"{path}/publish")
    assert refused.location == path
    assert count(school.database, "bank") == 0

    published = school.anna.send(f"{path}/publish", {"leave_out": "y"})
    assert "Leave 1 question out" in page.text
    assert "“Say why.” is a question of kind “essay”" in page.text
    assert "GIFT" in page.text
    assert "published=new" in published.location
    assert "Where did they meet?" in school.anna.get(published.location).text


def test_a_bank_of_another_format_is_taken_home_as_a_file_that_loads_back_to_the_same(school: School) -> None:
    published = school.anna.send(upload(school.anna, GIFT, "summit.gift") + "/publish", {"leave_out": "y"}).location
    file = school.anna.get(published.partition("?")[0] + "/file").data

    again = school.anna.send(upload(school.anna, file, "summit.yaml") + "/publish").location

    assert again.endswith("published=same")
