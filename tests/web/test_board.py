"""The board of a quiz: who is where while they answer, and the presses on it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from quizapp.store.session import Database
from tests.makers import Clock, bank, single
from tests.visitors import Visitor
from tests.web.school import School, with_teachers, with_things
from tests.web.test_live import running


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_things(with_teachers(database, visitor), bank(*(single(f"q{n}", right=0) for n in range(1, 5))))


def path(school: School) -> str:
    """Of the quiz for a class, of sixty minutes, in which nobody has begun."""
    return f"/teacher/quiz/{school.for_class}/board"


def hidden(shown: str, name: str) -> str:
    """What the first button that sends this would send."""
    return str(re.findall(rf'type="hidden" name="{name}" value="([^"]*)"', shown)[0])


def test_a_class_of_which_nobody_has_begun_is_on_the_board(school: School) -> None:
    shown = school.anna.get(path(school)).text

    assert "2 have not begun" in shown
    assert "/more" not in shown
    assert "Nobody is answering" in school.anna.get(f"{path(school)}/end").text


def test_a_second_press_with_what_the_first_one_saw_gives_nothing_and_says_so(school: School) -> None:
    at, press = f"/teacher/quiz/{school.quiz}/board", f"/teacher/quiz/{school.quiz}/board/attempt/{school.attempt}/more"
    seen = hidden(school.anna.get(at).text, "seen")

    for_all = [school.anna.send(f"{at}/more", {"seen": seen}) for _ in range(2)]

    assert [one.headers["Location"] for one in for_all] == [at, f"{at}?missed=yes"]
    assert "This press gave nothing" in school.anna.get(f"{at}?missed=yes").text
    assert school.anna.send(press, {"seen": "2026-01-05T12:00:00+00:00"}).headers["Location"] == f"{at}?missed=yes"


@pytest.mark.parametrize("seen", ["", "x", "-1", "2026-01-05T12:00:00", "9" * 30])
def test_what_no_page_of_ours_sends_is_refused(seen: str, school: School) -> None:
    at = f"/teacher/quiz/{school.quiz}/board"

    assert school.anna.send(f"{at}/more", {"seen": seen}).status_code == 400
    assert school.anna.send(f"{at}/attempt/{school.attempt}/more", {"seen": seen}).status_code == 400
    assert school.anna.send(f"{at}/end", {"told_at": seen, "latest": ""}).status_code == 400
    assert school.anna.send(f"{at}/end", {"told_at": "2026-01-05T12:00:00+00:00", "latest": "x"}).status_code == 400


def test_ending_says_how_much_is_lost_and_readers_are_at_their_end_then(school: School, clock: Clock) -> None:
    at = f"/teacher/quiz/{school.quiz}/board"
    told = school.anna.get(f"{at}/end").text
    fields = {name: hidden(told, name) for name in ("told_at", "latest")}

    assert "is answering, whose time ends 30 seconds after you press" in told
    assert "loses 60 minutes" in told  # All but half of one, of sixty.
    assert school.anna.send(f"{at}/end", fields).headers["Location"] == at
    clock.now += timedelta(minutes=1)
    assert "1 has finished" in school.anna.get(at).text


def test_the_page_of_a_reader_can_ask_how_much_time_is_left(school: School) -> None:
    at, clock = f"/teacher/quiz/{school.quiz}/board", f"{running(school)}/clock"

    def left() -> object:
        return school.reader.get(clock).get_json()["left"]

    told = [left()]
    school.anna.send(f"{at}/more", {"seen": hidden(school.anna.get(at).text, "seen")})
    told.append(left())
    shown = school.anna.get(f"{at}/end").text
    school.anna.send(f"{at}/end", {name: hidden(shown, name) for name in ("told_at", "latest")})
    told.append(left())
    school.reader.send(f"{running(school)}/finish")

    assert told == [3600, 3900, 30]
    assert left() is None
    assert school.visitor().get(clock).status_code == 404


def test_who_finished_is_let_in_again_by_two_presses_and_a_third_is_told_why_not(school: School) -> None:
    board = f"/teacher/quiz/{school.quiz}/board"
    at = f"{board}/attempt/{school.attempt}/reopen"
    school.reader.send(f"{running(school)}/finish")

    assert f'href="{at}"' in school.anna.get(board).text
    assert "can still be answered" in school.anna.get(at).text
    assert school.anna.send(at).headers["Location"] == board
    assert "1 is answering" in school.anna.get(board).text
    assert school.anna.send(at).headers["Location"] == at
    assert "This attempt is running. It cannot be opened again." in school.anna.get(at).text
