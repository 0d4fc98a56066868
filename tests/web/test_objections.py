"""« Something is wrong with this question »: said where the key is seen, heard by the teacher, and by nobody else."""

from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from quizapp.domain.objections import Reason
from quizapp.formats import native
from quizapp.services import objecting
from quizapp.store.session import Database
from tests.makers import bank, single
from tests.store.contents import contents
from tests.visitors import Visitor
from tests.web.school import School, hand_out, upload, with_teachers, with_things
from tests.web.test_results import words

FOUR = bank(*(single(f"q{number}", right=0) for number in range(1, 5)))
ASKED = "Something is wrong with this question"


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_things(with_teachers(database, visitor), FOUR)


def quiz(school: School, **fields: str) -> str:
    """A new quiz of Anna's; its path on her pages."""
    school.quiz = hand_out(school.anna, school.bank, {"names": "optional", "shuffle_choices": "", **fields})
    return f"/teacher/quiz/{school.quiz}"


def say(reader: Visitor, attempt: str, number: int = 1, **fields: str) -> TestResponse:
    return reader.send(f"{attempt}/question/{number}/objection", {"reason": "wrong-key", **fields})


def test_who_sees_the_key_says_that_it_is_wrong_and_finds_it_said(school: School) -> None:
    quiz(school)
    attempt = school.reader.start(school.quiz, "Zoé")
    assert ASKED not in school.reader.get(f"{attempt}/question/1").text
    school.reader.answer(attempt, 1, 2)
    shown = school.reader.get(f"{attempt}/question/1")
    assert ASKED in shown.text

    sent = school.reader.post(
        f"{attempt}/question/1/objection", shown, reason="not-said", text="§ 2 says <another> place."
    )

    assert (sent.status_code, sent.location) == (303, f"{attempt}/question/1#objection-1")
    again = school.reader.get(f"{attempt}/question/1").text
    assert "You told your teacher: The passage does not say so" in words(again)
    assert '<option value="not-said" selected>' in again
    assert "§ 2 says &lt;another&gt; place." in again


def test_at_the_end_it_is_said_beside_each_question_and_leads_back_there(school: School) -> None:
    quiz(school, feedback="at-end")
    attempt = school.reader.start(school.quiz)
    school.reader.send(f"{attempt}/finish")
    end = school.reader.get(f"{attempt}/end").text
    assert end.count(ASKED) == end.count('name="at_end"') == 4

    sent = say(school.reader, attempt, 3, at_end="y")

    assert (sent.status_code, sent.location) == (303, f"{attempt}/end#question-3")
    assert "You told your teacher: The answer shown as right is wrong" in words(
        school.reader.get(f"{attempt}/end").text
    )


def test_the_class_page_says_of_which_question_and_leads_to_what_was_said(school: School) -> None:
    path = quiz(school)
    assert "something is wrong" not in school.anna.get(path).text
    for name, numbers in (("Zoé", (2, 4)), ("Max", (4,)), ("Lou", (4,))):
        reader = school.visitor()
        attempt = reader.start(school.quiz, name)
        for number in range(1, 5):
            reader.answer(attempt, number, 1)
        for number in numbers:
            say(reader, attempt, number, reason="two-right", text=f"Says {name}.")

    top = school.anna.get(path).text
    said = words(top)
    assert said.index("3 readers say that something is wrong with question 4.") < said.index(
        "1 reader says that something is wrong with question 2."
    )
    assert f'href="{path}/question?question=q4#objections"' in top
    shown = school.anna.get(f"{path}/question?question=q4").text
    assert shown.count("Two answers are right") == 3
    assert words(shown).count("Says Max.") == 1
    assert ">Max<" not in shown, "no name on a page that a class may see on the wall"

    newest = shown.partition(f'action="{path}/attempt/')[2].partition('"')[0]
    settled = school.anna.send(f"{path}/attempt/{newest}", {"question": "q4"})

    assert (settled.status_code, settled.location) == (303, f"{path}/question?question=q4#objections")
    assert "2 readers say that something is wrong with question 4." in words(school.anna.get(path).text)
    assert "1 is settled" in words(school.anna.get(f"{path}/question?question=q4").text)


def test_all_of_a_question_is_settled_by_one_button(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objecting, "MOST_SHOWN", 2)
    path = quiz(school)
    for name in ("Zoé", "Max", "Lou"):
        reader = school.visitor()
        attempt = reader.start(school.quiz, name)
        reader.answer(attempt, 1, 1)
        say(reader, attempt, text=f"Says {name}.")
    page = f"{path}/question?question=q1"
    shown = school.anna.get(page).text
    assert ("Says Zoé." in shown, "1 more, said earlier, is not shown." in words(shown)) == (False, True)
    until = shown.partition('name="until" value="')[2].partition('"')[0]

    for wrong in ({}, {"question": "q1"}, {"question": "q1", "until": "noon"}, {"until": until}):
        assert school.anna.send(f"{path}/question/settled", wrong).status_code == 400
    assert school.ben.send(f"{path}/question/settled", {"question": "q1", "until": until}).status_code == 404
    assert school.anna.get(page).text.count("settled on") == 0
    sent = school.anna.send(f"{path}/question/settled", {"question": "q1", "until": until})

    assert (sent.status_code, sent.location) == (303, f"{page}#objections")
    after = school.anna.get(page).text
    assert "3 are settled" in words(after)
    assert 'settled">' not in after.partition('id="answers"')[0]
    assert "something is wrong" not in school.anna.get(path).text


def test_the_page_of_the_attempt_has_it_too_where_it_is_settled_as_well(school: School) -> None:
    path = f"/teacher/quiz/{school.quiz}/attempt/{school.attempt}"
    attempt = running(school)
    say(school.reader, attempt, text="Why?")

    shown = words(school.anna.get(path).text)
    sent = school.anna.send(f"{path}/question/1/settled")

    assert "The reader says The answer shown as right is wrong Why?" in shown
    assert (sent.status_code, sent.location) == (303, f"{path}#question-1")
    assert "wrong · settled" in words(school.anna.get(path).text)
    assert "· dealt with" in words(school.reader.get(f"{attempt}/question/1").text)


def bank_path(school: School) -> str:
    return f"/teacher/bank/{school.bank}/results"


def said_in(school: School, slug: str, name: str, number: int = 1) -> None:
    reader = school.visitor()
    attempt = reader.start(slug, name)
    reader.answer(attempt, number, 1)
    say(reader, attempt, number, text=f"Says {name}.")


def test_the_pages_of_a_bank_say_what_readers_of_all_its_quizzes_object_to(school: School) -> None:
    slugs = [quiz(school).rpartition("/")[2] for _ in range(2)]
    for slug, name in zip(slugs, ("Zoé", "Max"), strict=True):
        said_in(school, slug, name)
    path = bank_path(school)

    top, chosen = school.anna.get(path), school.anna.get(f"{path}?quiz={slugs[0]}")
    shown = school.anna.get(f"{path}/question?question=q1").text

    assert "2 readers say that something is wrong with question 1." in words(top.text)
    assert f'href="{path}/question?question=q1#objections"' in top.text
    assert "1 reader says that something is wrong with question 1." in words(chosen.text)
    assert ("Says Zoé." in shown, "Says Max." in shown) == (True, True)
    assert {f"{slug[:3]}-{slug[3:]}".upper() in words(shown) for slug in slugs} == {True}

    settle = shown.partition(f'action="/teacher/quiz/{slugs[0]}/attempt/')[2].partition('"')[0]
    settled = school.anna.send(f"/teacher/quiz/{slugs[0]}/attempt/{settle}", {"question": "q1", "bank": school.bank})

    assert (settled.status_code, settled.location) == (303, f"{path}/question?question=q1#objections")
    assert "1 reader says that something is wrong with question 1." in words(school.anna.get(path).text)


def test_all_of_a_question_is_settled_at_the_quizzes_of_a_bank_that_are_shown(school: School) -> None:
    slugs = [quiz(school).rpartition("/")[2] for _ in range(3)]
    for slug in slugs:
        for name in ("Zoé", "Max"):
            said_in(school, slug, name)
    path = bank_path(school)
    query = f"quiz={slugs[0]}&quiz={slugs[1]}"
    shown = school.anna.get(f"{path}/question?question=q1&{query}").text
    send_to = f"{path}/question/settled"
    assert f'action="{send_to}?{query.replace("&", "&amp;")}"' in shown.replace(
        f"quiz={slugs[1]}&amp;quiz={slugs[0]}", query.replace("&", "&amp;")
    )
    sent = {"question": "q1", "until": shown.partition('name="until" value="')[2].partition('"')[0]}

    for wrong in ({}, {"question": "q1"}, {"question": "q1", "until": "noon"}, {"until": sent["until"]}):
        assert school.anna.send(send_to, wrong).status_code == 400
    assert school.ben.send(send_to, sent).status_code == 404
    assert school.anna.send(f"{send_to}?quiz=bcdfgh", sent).status_code == 404
    assert school.anna.get(f"{path}/question?question=q1").text.count("settled on") == 0
    done = school.anna.send(f"{send_to}?{query}", sent)

    assert (done.status_code, done.location.partition("?")[0]) == (303, f"{path}/question")
    assert done.location.endswith("#objections")
    after = school.anna.get(f"{path}/question?question=q1").text
    assert after.count("settled on") == 4
    assert "2 readers say that something is wrong with question 1." in words(school.anna.get(path).text)


def test_of_a_question_that_is_asked_no_more_the_attempt_is_shown(school: School) -> None:
    attempt = running(school)
    say(school.reader, attempt)
    for number in range(2, 5):
        school.reader.answer(attempt, number, 1)
    fewer = bank(*(single(f"q{number}", right=0) for number in range(2, 5)))
    school.anna.send(f"{upload(school.anna, native.write(fewer))}/publish")
    reader = school.visitor()
    newer = reader.start(school.quiz, "Max")
    for number in range(1, 4):
        reader.answer(newer, number, 1)

    page = school.anna.get(f"/teacher/quiz/{school.quiz}").text

    assert "1 reader says that something is wrong with a question that is asked no more." in words(page)
    assert f'href="/teacher/quiz/{school.quiz}/attempt/{school.attempt}"' in page.partition('id="results"')[0]


# --- what is refused ---


@pytest.mark.parametrize("fields", [{"reason": ""}, {"reason": "boring"}, {"reason": "other", "text": "x" * 301}])
def test_what_no_page_of_ours_sends_is_refused(fields: dict[str, str], school: School, database: Database) -> None:
    attempt = running(school)
    before = contents(database)

    assert say(school.reader, attempt, 1, **fields).status_code == 400

    assert contents(database) == before


def test_before_the_key_is_seen_and_by_anyone_else_there_is_nothing_to_say(school: School, database: Database) -> None:
    attempt = running(school)
    before = contents(database)

    assert say(school.reader, attempt, 2).status_code == 404
    assert say(school.reader, attempt, 9).status_code == 404
    assert say(school.visitor(), attempt).status_code == 404
    assert say(school.anna, attempt).status_code == 404
    path = f"/teacher/quiz/{school.quiz}/attempt/{school.attempt}/question/1/settled"
    say(school.reader, attempt)
    settled_by = {"ben": 404, "reader": 401}
    for name, status in settled_by.items():
        assert (name, getattr(school, name).send(path).status_code) == (name, status)
    assert school.anna.send(path.replace("/1/", "/2/")).status_code == 404

    after = contents(database)
    assert {**after, "objection": [], "attempt": before["attempt"]} == before
    assert [row[-1] for row in after["objection"]] == [None]


def test_other_readers_see_nothing_of_it(school: School) -> None:
    attempt = running(school)
    say(school.reader, attempt, text="A word of mine.")
    other = school.visitor()
    theirs = other.start(school.quiz, "Max")
    for number in range(1, 5):
        other.answer(theirs, number, 1)

    for path in ("/question/1", "/end"):
        page = other.get(f"{theirs}{path}").text
        assert "A word of mine." not in page
        assert "You told" not in page


def test_every_reason_can_be_picked_and_is_said_in_french(school: School) -> None:
    attempt = running(school)
    for reason in Reason:
        assert say(school.reader, attempt, reason=reason).status_code == 303
    french = school.reader.get(f"{attempt}/question/1", headers={"Accept-Language": "fr"}).text

    assert "Dit à votre enseignant\u202f: Autre chose" in words(french).replace(" : ", "\u202f: ")
    assert french.count("<option") == 1 + len(Reason)  # The first, « Choose », may always be gone back to.


def running(school: School) -> str:
    """The path of Cleo's attempt, who has answered the first question."""
    page = school.reader.get(f"/quiz/{school.quiz}").text
    return "/attempt/" + page.partition('href="/attempt/')[2].partition('"')[0]
