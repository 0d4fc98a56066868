"""Pages on which things are put away, taken back, and banks deleted: many at once, with undo, without a script."""

import re
from collections.abc import Callable

import pytest

from quizapp.store.session import Database
from tests.makers import bank
from tests.visitors import Visitor
from tests.web.school import School, hand_out, make_token, with_teachers, with_things

ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_things(with_teachers(database, visitor), bank())


def lists(school: School) -> tuple[bool, bool, bool]:
    """Whether Anna's lists have her bank, her first quiz and her class."""
    home, classes = (school.anna.get(path).text for path in ("/teacher/", "/teacher/classes"))
    form = school.anna.get(f"/teacher/bank/{school.bank}/hand-out").text
    assert (f'/class/{school.class_}"' in classes) == (f'value="{school.class_}"' in form)
    return f'/bank/{school.bank}"' in home, f'/quiz/{school.quiz}"' in home, f'/class/{school.class_}"' in classes


def everything(school: School) -> dict[str, list[str]]:
    return {"bank": [school.bank], "quiz": [school.quiz], "class": [school.class_]}


def undo(school: School, path: str) -> None:
    moment = re.search(r'name="moment" value="([0-9]+)"', school.anna.get(path).text)
    assert moment
    assert school.anna.send("/teacher/archive", {"moment": moment[1]}).status_code == 303


def test_what_is_ticked_is_off_the_lists_and_one_press_brings_it_back(school: School) -> None:
    ticks = school.anna.get("/teacher/tidy").text
    for field, (value,) in everything(school).items():
        assert f'name="{field}" value="{value}"' in ticks

    done = school.anna.send("/teacher/tidy", {**everything(school), "act": "archive"})

    assert lists(school) == (False, False, False)
    said = school.anna.get(done.location, headers=ENGLISH).text
    assert "1 bank is in the archive." in said
    assert "2 quizzes are in the archive." in said  # That of the class, too.
    assert f'name="bank" value="{school.bank}"' not in said
    assert f'name="bank" value="{school.bank}"' in school.anna.get("/teacher/archive").text
    undo(school, done.location)
    assert lists(school) == (True, True, True)
    assert 'name="moment"' not in school.anna.get(done.location).text


def test_banks_are_ticked_in_the_list_in_which_they_are_looked_for(school: School) -> None:
    assert f'name="bank" value="{school.bank}"' in school.anna.get("/teacher/banks?q=summit").text
    school.anna.send(f"/teacher/bank/{school.bank}/share", {"email": "ben@school.example"})

    shared = school.ben.get("/teacher/banks").text

    assert f'/bank/{school.bank}"' in shared
    assert f'name="bank" value="{school.bank}"' not in shared


def test_what_is_ticked_in_the_archive_comes_back(school: School) -> None:
    school.anna.send("/teacher/tidy", {**everything(school), "act": "archive"})

    back = school.anna.send("/teacher/archive", {"class": school.class_, "act": "back"})

    assert "Taken back" in school.anna.get(back.location, headers=ENGLISH).text
    assert lists(school) == (False, False, True)


def test_all_of_a_kind_are_ticked_without_a_script(school: School) -> None:
    page = school.anna.get("/teacher/tidy?all=quiz").text

    assert len(re.findall(r'name="quiz" value="[^"]+" checked', page)) == 2
    assert not re.search(r'name="(?:bank|class)" value="[^"]+" checked', page)


@pytest.mark.parametrize("path", ["/teacher/tidy", "/teacher/tidy/delete"])
def test_where_nothing_is_ticked_nothing_is_changed_and_that_is_said(path: str, school: School) -> None:
    for sent in ({}, {"bank": "x"}, {"act": "delete"}):
        reply = school.anna.send(path, sent)
        assert "Nothing is ticked" in school.anna.get(reply.location, headers=ENGLISH).text
    assert lists(school) == (True, True, True)


@pytest.mark.parametrize("moment", ["x", "9" * 17, "0", "-1"])
def test_a_moment_that_is_none_of_theirs_undoes_nothing(moment: str, school: School) -> None:
    school.anna.send("/teacher/tidy", {**everything(school), "act": "archive"})

    assert 'name="moment"' not in school.anna.get(f"/teacher/tidy?done={moment}").text
    assert school.anna.send("/teacher/archive", {"moment": moment}).status_code == 303
    assert lists(school) == (False, False, False)


def test_banks_are_deleted_once_it_was_said_what_goes_and_can_be_had_back(school: School) -> None:
    asked = school.anna.send("/teacher/tidy", {"bank": school.bank, "act": "delete"})

    said = school.anna.get(asked.location, headers=ENGLISH).text
    assert "Delete 1 bank?" in said
    assert "2 quizzes are open, or will be." in said
    assert "the results of 1 attempt" in said
    assert lists(school) == (True, True, True)  # As yet nothing is changed.
    done = school.anna.send("/teacher/tidy/delete", {"bank": school.bank})
    assert school.anna.get(f"/teacher/bank/{school.bank}").status_code == 404
    assert school.anna.get(f"/teacher/quiz/{school.quiz}").status_code == 200
    assert f"/teacher/bank/{school.bank}" not in school.anna.get(f"/teacher/quiz/{school.quiz}/terms").text
    away = school.anna.get("/teacher/archive").text
    assert f'name="deleted" value="{school.bank}"' in away
    assert f'name="quiz" value="{school.quiz}"' not in away  # It comes back with its bank.
    undo(school, done.location)
    assert lists(school) == (True, True, True)


@pytest.mark.parametrize("kind", ["bank", "quiz", "class"])
def test_a_thing_says_on_its_page_that_it_is_put_away_and_how_it_comes_back(kind: str, school: School) -> None:
    (value,), sent = everything(school)[kind], {kind: everything(school)[kind], "page": "y"}

    there = school.anna.send("/teacher/tidy", sent).location

    assert there == f"/teacher/{kind}/{value}"
    assert "in the archive" in school.anna.get(there, headers=ENGLISH).text
    assert school.anna.send("/teacher/archive", sent).location == there
    assert "in the archive" not in school.anna.get(there, headers=ENGLISH).text
    assert lists(school) == (True, True, True)


def test_a_quiz_whose_class_is_put_away_keeps_it_in_its_settings(school: School) -> None:
    school.anna.send("/teacher/tidy", {"class": school.class_})
    form = school.anna.get(f"/teacher/quiz/{school.for_class}/terms", headers=ENGLISH).text

    assert "Only 7B" in form
    assert "of another teacher" not in form


def test_a_reader_finds_an_archived_quiz_closed(school: School) -> None:
    quiz = hand_out(school.anna, school.bank, {"names": "none"})
    school.anna.send("/teacher/tidy", {"quiz": quiz})

    page = school.reader.get(f"/quiz/{quiz}", headers=ENGLISH)

    assert page.status_code == 200
    assert "/start" not in page.text


def test_programs_see_no_more_than_the_lists(school: School) -> None:
    token = {"Authorization": f"Bearer {make_token(school.anna, 'Lists')}"}

    def seen() -> list[int]:
        pages = [school.reader.get(f"/api/v1/{kind}", headers=token).json for kind in ("banks", "quizzes", "classes")]
        return [len(page["items"]) for page in pages if page is not None]

    before = seen()
    school.anna.send("/teacher/tidy", everything(school))

    assert [was - now for was, now in zip(before, seen(), strict=True)] == [1, 2, 1]
    kept = school.reader.get(f"/api/v1/quizzes/{school.quiz}", headers=token).json
    assert kept is not None
    assert kept["archived"] is True


def test_titles_are_changed_where_the_thing_is(school: School) -> None:
    for path, sent in ((f"/teacher/bank/{school.bank}", "Le sommet"), (f"/teacher/quiz/{school.quiz}", "7B, lundi")):
        assert school.anna.send(f"{path}/title", {"title": sent}).status_code == 303
        assert sent in school.anna.get(path).text
    home = school.anna.get("/teacher/").text
    assert "Le sommet" in home
    assert "7B, lundi" in home
    assert (
        "In this version it is called “The summit”"
        in school.anna.get(f"/teacher/bank/{school.bank}", headers=ENGLISH).text
    )
