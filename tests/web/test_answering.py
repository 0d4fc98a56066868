"""Double clicks, second tabs, old pages, late answers: the stored response is the one the rules name."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from quizapp.domain.attempts import FeedbackTime
from quizapp.store.session import Database
from tests.makers import Clock, bank, choices, multiple, single
from tests.store.contents import contents, kept
from tests.visitors import Visitor, checked, revision

Publish = Callable[..., None]
Visitors = Callable[[], Visitor]


def stored(database: Database) -> list[tuple[int, str, int]]:
    """Place, choices picked (by their places in the bank) and revision of every response."""
    return [(place, picked, revision) for __, place, ___, picked, ____, revision, _____ in rows(database, "response")]


def rows(database: Database, table: str) -> list[tuple[Any, ...]]:
    return contents(database)[table]


def path(location: str) -> str:
    return location.partition("#")[0]


def too_late(page: TestResponse) -> list[str]:
    """The choices that a page says came after the end."""
    found = re.search(r'<ul class="choices sent">(.*?)</ul>', page.text, re.DOTALL)
    return re.findall(r"<li[^>]*>([^<]*)</li>", found[1]) if found else []


# --- with feedback at once ---


def test_pressing_twice_stores_once_and_shows_the_same(publish: Publish, visitor: Visitors, database: Database) -> None:
    publish(bank(), shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    page = reader.get(f"{attempt}/question/1")

    replies = [reader.submit(page, attempt, 1, 1) for __ in range(3)]

    assert [(reply.status_code, path(reply.location)) for reply in replies] == [(303, f"{attempt}/question/1")] * 3
    assert stored(database) == [(0, "0", 1)]


def test_with_feedback_at_once_the_first_response_is_final_and_is_shown(
    publish: Publish, visitor: Visitors, database: Database
) -> None:
    publish(bank(), shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    page = reader.get(f"{attempt}/question/1")
    reader.submit(page, attempt, 1, 2)
    before = kept(database)

    second = reader.submit(page, attempt, 1, 1)

    assert second.status_code == 303
    shown = reader.get(second.location)
    assert "You had already answered this question." in shown.text
    assert "Wrong answer." in shown.text
    assert kept(database) == before
    assert stored(database) == [(0, "1", 1)]


def test_a_response_to_multiple_choices_is_final_as_a_whole(
    publish: Publish, visitor: Visitors, database: Database
) -> None:
    publish(bank(), shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    page = reader.get(f"{attempt}/question/2")
    reader.submit(page, attempt, 2, 3, 1)

    assert "kept" not in reader.submit(page, attempt, 2, 1, 3).location  # The same ticks in another order.
    assert "kept" in reader.submit(page, attempt, 2, 1, 2, 3).location
    assert stored(database) == [(1, "0,2", 1)]


def test_the_last_answer_finishes_with_its_own_time(
    publish: Publish, visitor: Visitors, database: Database, clock: Clock
) -> None:
    publish(bank(), shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    reader.answer(attempt, 1, 1)
    reader.answer(attempt, 3, 1)
    assert reader.get(attempt).location.startswith(f"{attempt}/question/2")
    clock.advance(minutes=7)
    page = reader.get(f"{attempt}/question/2")
    reader.submit(page, attempt, 2, 1)
    finished = kept(database)["attempt"]

    clock.advance(minutes=7)
    reader.submit(page, attempt, 2, 4)
    reader.send(f"{attempt}/finish")

    assert kept(database)["attempt"] == finished
    assert (clock.now - timedelta(minutes=7)).strftime("%H:%M:%S") in str(finished)
    assert reader.get(attempt).location == f"{attempt}/end"


def test_finishing_early_counts_nothing_for_what_is_missing(publish: Publish, visitor: Visitors) -> None:
    publish(bank(), shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    reader.answer(attempt, 1, 1)

    reader.send(f"{attempt}/finish")

    end = reader.get(f"{attempt}/end").text
    assert '<span class="got">1</span>' in end  # 1 of 4: the other questions are worth 1 and 2.
    assert end.count('class="unanswered"') == 2


def test_an_answer_after_the_end_changes_nothing(publish: Publish, visitor: Visitors, database: Database) -> None:
    publish(bank(), shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    page = reader.get(f"{attempt}/question/2")
    reader.answer(attempt, 1, 1)
    reader.send(f"{attempt}/finish")
    before = contents(database)

    late = reader.submit(page, attempt, 2, 4, 2)

    assert late.status_code == 409
    assert too_late(late) == ["Ship", "Music"]
    assert "No answer was saved for this question before the end." in late.text
    assert "Which are named?" in late.text
    assert f'href="{attempt}/end"' in late.text
    assert contents(database) == before


# --- with feedback at the end ---


def test_a_response_can_be_changed_until_the_end_and_the_last_one_counts(
    publish: Publish, visitor: Visitors, database: Database
) -> None:
    publish(bank(), feedback=FeedbackTime.AT_END, shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()

    for choice in (1, 2, 3):
        assert reader.answer(attempt, 1, choice).status_code == 303
    assert checked(reader.get(f"{attempt}/question/1")) == [3]
    reader.send(f"{attempt}/finish")

    assert stored(database) == [(0, "2", 3)]
    assert '<span class="got">0</span>' in reader.get(f"{attempt}/end").text


def test_an_answer_from_an_older_page_never_overwrites_a_newer_one(
    publish: Publish, visitor: Visitors, database: Database
) -> None:
    publish(bank(), feedback=FeedbackTime.AT_END, shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    old = reader.get(f"{attempt}/question/1")
    reader.answer(attempt, 1, 2)
    before = contents(database)

    late = reader.submit(old, attempt, 1, 3)

    assert late.status_code == 409
    assert "You answered this question in another tab meanwhile" in late.text
    assert checked(late) == [3]  # What was picked now stays on the page, to be put in its place or not.
    assert revision(late) == 1
    assert contents(database) == before

    assert reader.submit(late, attempt, 1, 3).status_code == 303
    assert stored(database) == [(0, "2", 2)]


def test_a_replayed_request_never_brings_an_older_answer_back(
    publish: Publish, visitor: Visitors, database: Database
) -> None:
    publish(bank(), feedback=FeedbackTime.AT_END, shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    captured = [(reader.get(f"{attempt}/question/1"), 1)]
    reader.submit(captured[0][0], attempt, 1, 1)
    captured.append((reader.get(f"{attempt}/question/1"), 2))
    reader.submit(captured[1][0], attempt, 1, 2)
    captured.append((reader.get(f"{attempt}/question/1"), 3))
    reader.submit(captured[2][0], attempt, 1, 3)

    statuses = [reader.submit(page, attempt, 1, choice).status_code for page, choice in captured]

    assert statuses == [409, 409, 303]  # The last is the stored one once more, which changes nothing.
    assert stored(database) == [(0, "2", 3)]


def test_the_same_answer_from_an_older_page_is_simply_saved(
    publish: Publish, visitor: Visitors, database: Database
) -> None:
    publish(bank(), feedback=FeedbackTime.AT_END, shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    old = reader.get(f"{attempt}/question/1")
    reader.submit(old, attempt, 1, 2)

    again = reader.submit(old, attempt, 1, 2)

    assert again.status_code == 303
    assert stored(database) == [(0, "1", 1)]


def test_a_revision_of_the_future_is_as_stale_as_one_of_the_past(
    publish: Publish, visitor: Visitors, database: Database
) -> None:
    publish(bank(), feedback=FeedbackTime.AT_END, shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    reader.answer(attempt, 1, 1)

    reply = reader.send(f"{attempt}/question/1", {"choice": "2", "revision": "999999"})

    assert reply.status_code == 409
    assert stored(database) == [(0, "0", 1)]


def test_every_tick_of_a_multiple_question_can_be_taken_away_again(
    publish: Publish, visitor: Visitors, database: Database
) -> None:
    publish(bank(multiple()), feedback=FeedbackTime.AT_END, shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    reader.answer(attempt, 1, 1, 2)

    assert reader.answer(attempt, 1).status_code == 303
    assert stored(database) == [(0, "", 2)]
    reader.send(f"{attempt}/finish")
    assert '<span class="got">0</span>' in reader.get(f"{attempt}/end").text


def test_a_single_answer_cannot_be_taken_away(publish: Publish, visitor: Visitors, database: Database) -> None:
    publish(bank(single()), feedback=FeedbackTime.AT_END, shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    reader.answer(attempt, 1, 1)

    assert reader.answer(attempt, 1).status_code == 400
    assert stored(database) == [(0, "0", 1)]


def test_a_stale_tab_after_the_end_is_told_so_and_the_result_stays(
    publish: Publish, visitor: Visitors, database: Database
) -> None:
    publish(bank(), feedback=FeedbackTime.AT_END, shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    tab_b = reader.get(f"{attempt}/question/1")
    reader.answer(attempt, 1, 1)
    reader.send(f"{attempt}/finish")
    end, before = reader.get(f"{attempt}/end").text, contents(database)

    late = reader.submit(tab_b, attempt, 1, 2)

    assert late.status_code == 409
    assert too_late(late) == ["Harbour"]
    assert "The answer saved before the end is shown here." in late.text
    assert re.search(r">Spaceport<.*?your answer, right", late.text, re.DOTALL)
    assert f'href="{attempt}/end"' in late.text
    assert contents(database) == before
    assert '<span class="got">1</span>' in end


def test_after_the_end_the_answer_that_is_stored_is_no_late_one(
    publish: Publish, visitor: Visitors, database: Database
) -> None:
    publish(bank(), feedback=FeedbackTime.AT_END, shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    page = reader.get(f"{attempt}/question/1")
    reader.submit(page, attempt, 1, 2)
    reader.send(f"{attempt}/finish")
    before = kept(database)

    assert reader.submit(page, attempt, 1, 2).status_code == 303
    assert kept(database) == before


@pytest.mark.parametrize("feedback", [FeedbackTime.AT_ONCE, FeedbackTime.AT_END])
def test_after_the_end_an_answer_without_a_choice_is_late_too(
    feedback: FeedbackTime, publish: Publish, visitor: Visitors, database: Database
) -> None:
    publish(bank(), feedback=feedback, shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    page = reader.get(f"{attempt}/question/1")
    reader.send(f"{attempt}/finish")
    before = contents(database)

    late = reader.submit(page, attempt, 1)

    assert (late.status_code, too_late(late)) == (409, [])
    assert "came after the end" in late.text
    assert contents(database) == before


@pytest.mark.parametrize("feedback", [FeedbackTime.AT_ONCE, FeedbackTime.AT_END])
def test_a_choice_that_was_not_on_the_screen_is_refused_after_the_end_as_before(
    feedback: FeedbackTime, publish: Publish, visitor: Visitors, database: Database
) -> None:
    publish(bank(), feedback=feedback, shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    reader.send(f"{attempt}/finish")
    before = contents(database)

    for forged in (["4"], ["0"], ["x"], ["1", "2"], ["1", "1"]):
        fields = {"choice": forged, "revision": "0"}
        assert (forged, reader.send(f"{attempt}/question/1", fields).status_code) == (forged, 400)
        stale = reader.client.post(f"{attempt}/question/1", data=fields)
        assert (forged, stale.status_code) == (forged, 400)

    assert contents(database) == before


@pytest.mark.parametrize("feedback", [FeedbackTime.AT_ONCE, FeedbackTime.AT_END])
def test_a_late_answer_on_a_form_that_is_stale_too_is_shown_as_late(
    feedback: FeedbackTime, publish: Publish, visitor: Visitors, database: Database
) -> None:
    publish(bank(), feedback=feedback, shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    reader.send(f"{attempt}/finish")
    before = contents(database)

    late = reader.client.post(f"{attempt}/question/1", data={"choice": "2", "revision": "0", "csrf_token": "old"})

    assert (late.status_code, too_late(late)) == (409, ["Harbour"])
    assert contents(database) == before


def test_a_late_answer_is_shown_as_it_is_written(publish: Publish, visitor: Visitors) -> None:
    publish(bank(single(choices=choices("<b>x</b> & y", "z"))), shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    reader.send(f"{attempt}/finish")

    late = reader.send(f"{attempt}/question/1", {"choice": "1", "revision": "0"})

    assert too_late(late) == ["&lt;b&gt;x&lt;/b&gt; &amp; y"]


def test_finishing_twice_keeps_the_first_time(
    publish: Publish, visitor: Visitors, database: Database, clock: Clock
) -> None:
    publish(bank(), feedback=FeedbackTime.AT_END)
    reader = visitor()
    attempt = reader.start()
    reader.send(f"{attempt}/finish")
    before = kept(database)
    clock.advance(hours=1)

    again = reader.send(f"{attempt}/finish")

    assert (again.status_code, path(again.location)) == (303, f"{attempt}/end")
    assert kept(database) == before


def test_skipping_and_going_round_ends_at_the_overview(publish: Publish, visitor: Visitors) -> None:
    publish(bank(), feedback=FeedbackTime.AT_END, shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()

    assert path(reader.answer(attempt, 2, 1).location) == f"{attempt}/question/3"
    assert path(reader.answer(attempt, 3, 1).location) == f"{attempt}/question/1"
    assert path(reader.answer(attempt, 1, 1).location) == f"{attempt}/overview"
    assert reader.get(attempt).location == f"{attempt}/overview"


def test_a_quiz_set_otherwise_meanwhile_lets_running_attempts_go_on_as_they_began(
    publish: Publish, visitor: Visitors, database: Database
) -> None:
    publish(bank(), feedback=FeedbackTime.AT_END, shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    reader.answer(attempt, 1, 1)
    publish(bank(), feedback=FeedbackTime.AT_ONCE, shuffle_questions=True, shuffle_choices=True)

    changed = reader.answer(attempt, 1, 2)

    assert changed.status_code == 303
    assert "Save and go on" in reader.get(f"{attempt}/question/1").text
    assert stored(database) == [(0, "1", 2)]


# --- starting ---


@pytest.mark.parametrize("feedback", [FeedbackTime.AT_ONCE, FeedbackTime.AT_END])
def test_starting_twice_goes_on_with_the_one_attempt(
    feedback: FeedbackTime, publish: Publish, visitor: Visitors, database: Database
) -> None:
    publish(bank(), feedback=feedback)
    reader = visitor()
    page = reader.get("/quiz/summit")

    first = reader.post("/quiz/summit/start", page, name="First")
    second = reader.post("/quiz/summit/start", page, name="Second")

    assert path(first.location) == path(second.location)
    (attempt,) = rows(database, "attempt")
    assert "First" in attempt
    assert "Second" not in attempt


def test_two_readers_and_two_quizzes_give_an_attempt_each(
    publish: Publish, visitor: Visitors, database: Database
) -> None:
    publish(bank())
    publish(bank(id_="other"))
    one, two = visitor(), visitor()

    attempts = {one.start(), two.start(), one.start("other"), two.start("other")}

    assert len(attempts) == len(rows(database, "attempt")) == 4
    assert len(rows(database, "reader")) == 2


def test_the_quiz_page_leads_back_to_the_running_attempt(publish: Publish, visitor: Visitors) -> None:
    publish(bank())
    reader = visitor()
    attempt = reader.start()

    assert f'href="{attempt}"' in reader.get("/quiz/summit").text
    assert f'href="{attempt}"' not in visitor().get("/quiz/summit").text
