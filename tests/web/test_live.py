"""Pages that refresh themselves: who asks again hears of each change, and costs a read or two while there is none."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from quizapp.domain.attempts import GRACE
from quizapp.formats import native
from quizapp.store import retention
from quizapp.store.session import Database
from tests.makers import NOON, Clock, bank, single
from tests.visitors import Visitor
from tests.web.school import School, add_readers, hand_out, own_links, upload, with_teachers, with_things
from tests.web.test_counted_statements import statements
from tests.web.test_remarks import hidden

FOUR = bank(*(single(f"q{number}", right=0) for number in range(1, 5)))
OTHER_KEY = bank(*(single(f"q{number}", right=1) for number in range(1, 5)))


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_things(with_teachers(database, visitor), FOUR)


def ask(school: School, path: str, tag: str | None = None, language: str = "en") -> TestResponse:
    given = {"Accept-Language": language, **({"If-None-Match": tag} if tag else {})}
    return school.anna.get(path, headers=given)


LIVE = ("", "/question?question=q1", "/readers", "/matrix", "/projector", "/board")
LIVE_OF_BANK = ("results", "results/question?question=q1", "compare")


def paths(school: School) -> list[str]:
    """Of the pages that follow, of a quiz for anybody, of one for a class, and of all of their bank."""
    of_quizzes = [f"/teacher/quiz/{slug}{page}" for slug in (school.quiz, school.for_class) for page in LIVE]
    return [*of_quizzes, *(f"/teacher/bank/{school.bank}/{page}" for page in LIVE_OF_BANK)]


def follows(school: School, slug: str) -> list[str]:
    """The pages of a quiz and of its bank."""
    return [f"/teacher/quiz/{slug}", f"/teacher/bank/{school.bank}/results"]


def test_who_asks_again_is_told_that_nothing_has_changed_at_the_cost_of_one_read(app: Flask, school: School) -> None:
    for path in paths(school):
        shown = ask(school, path)
        with statements(app) as sent:
            again = ask(school, path, shown.headers["ETag"])

        assert (shown.status_code, again.status_code, again.data) == (200, 304, b"")
        assert again.headers["ETag"] == shown.headers["ETag"]
        assert f'data-live="W/&#34;{shown.headers["ETag"][3:-1]}&#34;"' in shown.text
        assert len(sent) == 2, "the log-in, and whether anything has changed"


@pytest.mark.parametrize("tag", ["*", "W/", '"x"', 'W/"1-2-3-4"', f'"{"9" * 30}-ab-en"', '"-5-ab-en"', "\0"])
def test_a_tag_that_is_none_of_ours_gets_the_page(tag: str, school: School) -> None:
    assert ask(school, f"/teacher/quiz/{school.quiz}", tag).status_code == 200


def test_what_was_seen_in_another_language_was_not_this_page(school: School) -> None:
    path = f"/teacher/quiz/{school.quiz}"
    english = ask(school, path).headers["ETag"]

    assert ask(school, path, english, "fr").status_code == 200
    assert ask(school, path, english, "en").status_code == 304


def test_a_quiz_of_another_teacher_says_nothing_of_its_changes(school: School) -> None:
    for path in follows(school, school.quiz):
        tag = ask(school, path).headers["ETag"]

        refused = school.ben.get(path, headers={"If-None-Match": tag})

        assert (refused.status_code, refused.headers.get("ETag")) == (404, None)


def test_of_a_shared_bank_a_colleague_hears_of_their_own_quizzes_alone_and_while_it_is_shared(school: School) -> None:
    path = f"/teacher/bank/{school.bank}/results"
    school.anna.send(f"/teacher/bank/{school.bank}/share", {"email": "ben@school.example"})
    before = school.ben.get(path).headers["ETag"]

    school.visitor().start(school.quiz, "Dan")
    assert school.ben.get(path, headers={"If-None-Match": before}).status_code == 304
    slug = hand_out(school.ben, school.bank, {"names": "optional"})
    with_theirs = school.ben.get(path, headers={"If-None-Match": before})
    assert with_theirs.status_code == 200
    school.visitor().start(slug, "")
    assert school.ben.get(path, headers={"If-None-Match": with_theirs.headers["ETag"]}).status_code == 200
    now = school.ben.get(path).headers["ETag"]
    school.anna.send(f"/teacher/bank/{school.bank}/unshare/{school.person}")

    assert school.ben.get(path, headers={"If-None-Match": now}).status_code == 404


# --- each way in which what is shown changes ---


def begins(school: School, clock: Clock) -> None:
    school.visitor().start(school.quiz, "Dan")


def answers(school: School, clock: Clock) -> None:
    school.reader.answer(running(school), 2, 1)


def finishes(school: School, clock: Clock) -> None:
    school.reader.send(f"{running(school)}/finish")


def deletes(school: School, clock: Clock) -> None:
    school.reader.send(f"{running(school)}/delete")


def deletes_everything(school: School, clock: Clock) -> None:
    school.reader.send("/scores/delete")


def is_out_of_time(school: School, clock: Clock) -> None:
    clock.now = NOON + timedelta(minutes=60) + GRACE


def is_removed(school: School, clock: Clock) -> None:
    school.anna.send(f"/teacher/quiz/{school.quiz}/attempt/{school.attempt}/remove")


def is_given_time(school: School, clock: Clock) -> None:
    school.anna.send(f"/teacher/quiz/{school.quiz}/attempt/{school.attempt}/time", {"minutes": "10"})


def has_other_settings(school: School, clock: Clock) -> None:
    school.anna.send(f"/teacher/quiz/{school.quiz}/terms", {"tries": "1"})


def has_its_key_shown(school: School, clock: Clock) -> None:
    path = f"/teacher/quiz/{school.quiz}"
    school.anna.send(f"{path}/terms", {"feedback": "when-released"})
    before = ask(school, path).headers["ETag"]
    school.anna.send(f"{path}/release")
    assert ask(school, path, before).status_code == 200


def has_a_new_version(school: School, clock: Clock) -> None:
    school.anna.send(f"{upload(school.anna, native.write(OTHER_KEY))}/publish")


def is_forgotten(school: School, clock: Clock) -> None:
    assert school.database.run(lambda db: retention.forget_attempts(db, NOON + timedelta(days=1), 50)) == 1


def running(school: School) -> str:
    """The path of Cleo's attempt."""
    return (
        school.reader.get(f"/quiz/{school.quiz}")
        .text.partition('href="/attempt/')[2]
        .partition('"')[0]
        .join(("/attempt/", ""))
    )


def is_ruled_on(school: School, clock: Clock) -> None:
    finishes(school, clock)
    path = f"/teacher/quiz/{school.quiz}"
    before = ask(school, path).headers["ETag"]
    school.anna.send(f"{path}/attempt/{school.attempt}/question/1/ruling", {"points": "0.5"})
    assert ask(school, path, before).status_code == 200


def is_objected_to(school: School, clock: Clock) -> None:
    school.reader.send(f"{running(school)}/question/1/objection", {"reason": "unclear"})


def has_an_objection_settled(school: School, clock: Clock) -> None:
    is_objected_to(school, clock)
    path = f"/teacher/quiz/{school.quiz}"
    before = ask(school, path).headers["ETag"]
    school.anna.send(f"{path}/attempt/{school.attempt}/question/1/settled")
    assert ask(school, path, before).status_code == 200


WAYS = [
    begins, answers, finishes, deletes, deletes_everything, is_out_of_time, is_removed, is_given_time,
    has_other_settings,
    has_its_key_shown, has_a_new_version, is_forgotten, is_ruled_on, is_objected_to, has_an_objection_settled,
]  # fmt: skip


@pytest.mark.parametrize("happens", WAYS, ids=lambda way: way.__name__)
def test_whatever_happens_at_a_quiz_is_heard_of_once(
    happens: Callable[[School, Clock], None], school: School, clock: Clock
) -> None:
    paths = follows(school, school.quiz)
    before = [ask(school, path).headers["ETag"] for path in paths]

    happens(school, clock)

    for path, tag in zip(paths, before, strict=True):
        heard = ask(school, path, tag)
        assert heard.status_code == 200
        assert ask(school, path, heard.headers["ETag"]).status_code == 304


def test_marking_again_is_heard_of(school: School, clock: Clock) -> None:
    finishes(school, clock)
    has_a_new_version(school, clock)
    path = f"/teacher/quiz/{school.quiz}"
    before = ask(school, path).headers["ETag"]

    school.anna.send(f"{path}/remark", hidden(school.anna.get(f"{path}/remark").text))

    assert ask(school, path, before).status_code == 200


def member(school: School) -> str:
    return f"/teacher/class/{school.class_}/member/{school.member}"


def begins_by_link(school: School) -> None:
    school.visitor().post(own_links(school, school.for_class)["Mona"])


def is_listed(school: School) -> None:
    add_readers(school, "Olga")


def is_renamed(school: School) -> None:
    school.anna.send(member(school), {"name": "Mona Lisa", "extra": "0"})


def leaves(school: School) -> None:
    school.anna.send(f"{member(school)}/remove")


def is_given_up(school: School) -> None:
    school.anna.send(f"/teacher/class/{school.class_}/remove")


WAYS_OF_CLASSES = [begins_by_link, is_listed, is_renamed, leaves, is_given_up]


@pytest.mark.parametrize("happens", WAYS_OF_CLASSES, ids=lambda way: way.__name__)
@pytest.mark.parametrize("begun", [False, True], ids=["nobody has begun", "somebody has begun"])
def test_whatever_happens_to_its_class_is_heard_of_once(
    begun: bool, happens: Callable[[School], None], school: School, clock: Clock
) -> None:
    if begun:
        begun_by = "Noah" if happens is begins_by_link else "Mona"
        school.visitor().post(own_links(school, school.for_class)[begun_by])
    paths = follows(school, school.for_class)
    clock.advance(seconds=1)
    before = [ask(school, path).headers["ETag"] for path in paths]

    happens(school)

    for path, tag in zip(paths, before, strict=True):
        heard = ask(school, path, tag)
        assert heard.status_code == 200
        assert ask(school, path, heard.headers["ETag"]).status_code == 304
