"""The page of marking again: what would change, then the button; stale figures are refused; readers are told."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from quizapp.domain.banks import Bank
from quizapp.store import banks, teachers
from quizapp.store.session import Database
from tests.makers import NOON, bank
from tests.store.contents import contents
from tests.visitors import Visitor
from tests.web.school import School, with_teachers

FIRST = bank(*bank().questions[:1])


def reversed_key(asked: Bank) -> Bank:
    """The same question, with the first two choices' worth exchanged."""
    question = asked.questions[0]
    here, there, *others = question.choices
    choices = (replace(here, fraction=there.fraction), replace(there, fraction=here.fraction), *others)
    return replace(asked, questions=(replace(question, choices=choices),))


def publish(school: School, content: Bank, *, rekeys: bool = False) -> None:
    """Without the file, the sandbox that reads it, and the page that shows it: they are not what is tried here."""

    def put(db: Session) -> int:
        anna, __ = teachers.by_email(db, "anna@school.example")
        return banks.publish(db, replace(banks.freeze(content), rekeys=rekeys), NOON, anna.id)[0]

    school.bank = str(school.database.run(put))


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    """Anna's readers Cleo and Dan have answered one question; then she finds that its key was wrong."""
    school = with_teachers(database, visitor)
    publish(school, FIRST)
    handed = school.anna.send(f"/teacher/bank/{school.bank}/hand-out", {"names": "optional"})
    school.quiz = handed.location.rpartition("/")[2]
    answer(school, school.reader, "Cleo", 1)
    answer(school, visitor(), "Dan", 3)
    publish(school, reversed_key(FIRST), rekeys=True)
    return school


def answer(school: School, reader: Visitor, name: str, shown: int) -> str:
    attempt = reader.start(school.quiz, name)
    assert reader.answer(attempt, 1, shown).status_code == 303
    school.attempt = attempt
    return attempt


def page(school: School, version: int | None = None) -> str:
    asked = "" if version is None else f"?version={version}"
    shown = school.anna.get(f"/teacher/quiz/{school.quiz}/remark{asked}")
    assert shown.status_code == 200
    return shown.text


def hidden(shown: str) -> dict[str, str]:
    """What the page's button sends."""
    return dict(re.findall(r'type="hidden" name="(version|digest)" value="([^"]*)"', shown))


def table(shown: str) -> list[tuple[str, ...]]:
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", shown)
    return [tuple(re.findall(r">([^<>]+)<", row)) for row in rows]


def test_the_page_lists_whose_score_would_change_from_what_to_what(school: School, database: Database) -> None:
    before = contents(database)

    shown = page(school)

    assert table(shown) == [("Cleo", "1&nbsp;/&nbsp;1", "0&nbsp;/&nbsp;1")]
    assert "1 score would change" in shown
    assert "1 stays the same" in shown
    assert "1 question would be marked otherwise" in shown
    assert hidden(shown)["version"] == "2"
    assert contents(database) == before


def test_the_button_marks_again_and_the_reader_is_told_once_it_is_so(school: School) -> None:
    end = school.reader.get("/scores").text.split("/attempt/")[1].split('"')[0]
    before = school.reader.get(f"/attempt/{end}/end").text

    done = school.anna.send(f"/teacher/quiz/{school.quiz}/remark", hidden(page(school)))

    after = school.reader.get(f"/attempt/{end}/end").text
    assert (done.status_code, done.location) == (303, f"/teacher/quiz/{school.quiz}/remark?version=2")
    assert "There is nothing to do" in school.anna.get(done.location).text
    assert "The marking was corrected" not in before
    assert "The marking was corrected" in after
    assert '<span class="got">1</span>' in before
    assert '<span class="got">0</span>' in after
    assert "Wrong answer" in school.reader.get(f"/attempt/{end}/question/1").text
    assert "0 of 1" in school.reader.get("/scores").text
    assert "<b>0</b> / 1" in school.anna.get(f"/teacher/quiz/{school.quiz}/readers").text
    assert ",0,1,yes" in school.anna.send(f"/teacher/quiz/{school.quiz}/scores.csv").text


def test_it_is_in_the_log_without_a_readers_name(school: School) -> None:
    school.anna.send(f"/teacher/quiz/{school.quiz}/remark", hidden(page(school)))

    log = school.owner.get("/teacher/log").text

    assert f"{school.quiz}, version 2" in log
    assert "Cleo" not in log


def test_going_back_gives_the_same_page_of_results(school: School) -> None:
    results = school.anna.send(f"/teacher/quiz/{school.quiz}/scores.csv").text
    school.anna.send(f"/teacher/quiz/{school.quiz}/remark", hidden(page(school)))

    school.anna.send(f"/teacher/quiz/{school.quiz}/remark", hidden(page(school, 1)))

    assert school.anna.send(f"/teacher/quiz/{school.quiz}/scores.csv").text == results


def test_stale_figures_are_refused_and_shown_anew(
    school: School, visitor: Callable[[], Visitor], database: Database
) -> None:
    stale = hidden(page(school))
    answer(school, visitor(), "Eve", 2)
    before = contents(database)

    refused = school.anna.send(f"/teacher/quiz/{school.quiz}/remark", stale)

    assert refused.status_code == 409
    assert "The figures changed meanwhile" in refused.text
    assert "2 stay the same" in refused.text
    assert contents(database) == before
    again = school.anna.send(f"/teacher/quiz/{school.quiz}/remark", hidden(refused.text))
    assert again.status_code == 303


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"version": "2"}, 409),
        ({"version": "2", "digest": "é" * 64}, 409),
        ({"version": "2", "digest": "x" * 10_000}, 409),
        ({"version": "3"}, 404),
        ({"version": "-1"}, 404),
        ({"version": "two"}, 404),
        ({}, 303),
    ],
    ids=str,
)
def test_what_no_page_sends_changes_nothing(
    fields: dict[str, str], status: int, school: School, database: Database
) -> None:
    before = contents(database)

    reply = school.anna.send(f"/teacher/quiz/{school.quiz}/remark", fields)

    assert reply.status_code == status
    assert contents(database) == before


def test_a_version_that_there_is_not_is_not_found_and_words_mean_the_newest(school: School) -> None:
    path = f"/teacher/quiz/{school.quiz}/remark"

    assert school.anna.get(f"{path}?version=3").status_code == 404
    assert hidden(school.anna.get(f"{path}?version=two").text)["version"] == "2"
    assert school.ben.get(path).status_code == 404
    assert school.visitor().get(path).status_code == 303


def test_the_settings_of_the_quiz_lead_there(school: School) -> None:
    assert f'href="/teacher/quiz/{school.quiz}/remark"' in school.anna.get(f"/teacher/quiz/{school.quiz}/terms").text


def test_what_cannot_be_marked_is_told_with_its_reason(school: School) -> None:
    two = replace(FIRST.questions[0], choices=FIRST.questions[0].choices[:2])
    publish(school, replace(FIRST, questions=(two,)))
    others = page(school)
    publish(school, replace(FIRST, questions=(replace(FIRST.questions[0], id="another"),)))
    gone = page(school)

    assert "1 question keeps the mark of the version it was answered in" in others
    assert "its choices are others now" in others
    assert "the version does not ask it any more" in gone
    assert "0 scores would change" in gone


def test_names_stay_inert(school: School, visitor: Callable[[], Visitor]) -> None:
    answer(school, visitor(), "<script>alert(1)</script>", 1)

    shown = page(school, 1)  # The attempt is at the second version.

    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown


def test_quiz_and_bank_say_how_many_are_marked_by_which_version_until_it_is_done(
    school: School, visitor: Callable[[], Visitor]
) -> None:
    quiz, bank = f"/teacher/quiz/{school.quiz}", f"/teacher/bank/{school.bank}"
    said = "2 attempts are marked by version 1: the key was changed since."

    for path in (quiz, bank):
        shown = school.anna.get(path).text
        assert said in shown
        assert f'href="{quiz}/remark">Mark again' in shown
    shown = page(school)
    school.anna.send(f"{quiz}/remark", hidden(shown))

    for path in (quiz, bank):
        assert "marked by version 1" not in school.anna.get(path).text


def test_an_attempt_that_runs_is_counted_with_them_and_said_to_wait(
    database: Database, visitor: Callable[[], Visitor]
) -> None:
    school = with_teachers(database, visitor)
    publish(school, FIRST)
    school.quiz = school.anna.send(f"/teacher/bank/{school.bank}/hand-out", {}).location.rpartition("/")[2]
    school.reader.start(school.quiz, "Cleo")
    assert "marked by version" not in school.anna.get(f"/teacher/quiz/{school.quiz}").text
    publish(school, reversed_key(FIRST), rekeys=True)

    shown = school.anna.get(f"/teacher/quiz/{school.quiz}").text

    assert "1 attempt is marked by version 1: the key was changed since." in shown
    assert "1 of them runs, and can be marked again when it has ended." in shown
