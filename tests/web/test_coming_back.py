"""Again, later, elsewhere, never again: what happens to attempts after they were begun."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask

from quizapp.config import Settings
from quizapp.domain.attempts import FeedbackTime
from quizapp.services import taking
from quizapp.store.session import Database
from tests.apps import app_of
from tests.makers import Clock, bank, choices, multiple, single, true_false
from tests.store.contents import contents, count
from tests.visitors import Visitor

Publish = Callable[..., None]
Visitors = Callable[[], Visitor]
OTHER_SECRET = "another-secret-0123456789-abcdefghijklm"


def stems(page: str) -> list[str]:
    return [unescape(stem) for stem in re.findall(r"<h1 lang[^>]*>([^<]*)</h1>", page)]


def asked(reader: Visitor, attempt: str, most: int = 9) -> list[str]:
    """The stems of the attempt's questions, in its order."""
    pages = [reader.get(f"{attempt}/question/{n}") for n in range(1, most)]
    return [stem for page in pages if page.status_code == 200 for stem in stems(page.text)]


def path(location: str) -> str:
    return urlsplit(location).path


def again(reader: Visitor, attempt: str, *, only_missed: bool) -> str:
    reply = reader.send(f"{attempt}/again", {"only_missed": "y"} if only_missed else {})
    assert reply.status_code == 303
    return path(reply.location)


def test_the_page_with_the_code_says_what_whoever_has_it_can_do(publish: Publish, visitor: Visitors) -> None:
    publish(bank())
    reader = visitor()

    page = reader.get(f"{reader.start()}/code")

    assert "Whoever has the code can see this attempt, go on with it and delete it." in page.text


# --- again ---


def test_trying_again_asks_everything_or_only_what_was_missed(publish: Publish, visitor: Visitors) -> None:
    publish(bank(), shuffle_choices=False)
    reader = visitor()
    first = reader.start()
    reader.answer(first, 1, 1)  # Right.
    reader.answer(first, 2, 1)  # Partly.
    reader.answer(first, 3, 2)  # Wrong.

    missed = again(reader, first, only_missed=True)
    assert asked(reader, missed) == ["Which are named?", "Two launches had failed."]
    reader.answer(missed, 1, 1, 3)
    reader.answer(missed, 2, 1)
    assert '<span class="got">3</span>' in reader.get(f"{missed}/end").text  # Of 1 + 2.

    everything = again(reader, missed, only_missed=False)
    assert len(asked(reader, everything)) == 3


def test_trying_again_twice_goes_on_with_the_attempt_that_runs(
    publish: Publish, visitor: Visitors, database: Database
) -> None:
    publish(bank())
    reader = visitor()
    first = reader.start(name="Zoé")
    reader.send(f"{first}/finish")

    second = again(reader, first, only_missed=True)
    third = again(reader, first, only_missed=False)

    assert second == third
    assert count(database, "attempt") == 2
    assert sum("Zoé" in row for row in contents(database)["attempt"]) == 2


def test_with_nothing_missed_only_missed_asks_everything(publish: Publish, visitor: Visitors) -> None:
    publish(bank(single()), shuffle_choices=False)
    reader = visitor()
    first = reader.start()
    reader.answer(first, 1, 1)

    assert len(asked(reader, again(reader, first, only_missed=True))) == 1


def test_what_was_missed_is_found_again_after_the_bank_moved_on(publish: Publish, visitor: Visitors) -> None:
    one, two, three, four = (single(f"q{n}", stem=f"Number {n}?") for n in (1, 2, 3, 4))
    publish(bank(one, two, three, four), shuffle_choices=False)
    reader = visitor()
    first = reader.start()
    for number, choice in ((1, 1), (2, 2), (3, 2), (4, 2)):
        reader.answer(first, number, choice)  # Only the first is right.

    # Reordered, one added, number 3 removed, number 2 changed.
    publish(bank(four, single("q5", stem="Number 5?"), replace(two, stem="Number 2, anew?"), one))
    second = again(reader, first, only_missed=True)

    assert asked(reader, second) == ["Number 4?", "Number 2, anew?"]


def test_if_all_that_was_missed_is_gone_everything_is_asked(publish: Publish, visitor: Visitors) -> None:
    publish(bank(single("old")), shuffle_choices=False)
    reader = visitor()
    first = reader.start()
    reader.answer(first, 1, 2)
    publish(bank(single("new", stem="Something else?")))

    assert asked(reader, again(reader, first, only_missed=True)) == ["Something else?"]


ALL_GONE = "Every question you missed has gone from this quiz since, so here is all of it."


@pytest.mark.parametrize("feedback", [FeedbackTime.AT_ONCE, FeedbackTime.AT_END])
def test_that_everything_is_asked_instead_of_what_was_missed_is_said_on_its_first_question(
    feedback: FeedbackTime, publish: Publish, visitor: Visitors
) -> None:
    publish(bank(single("old")), feedback=feedback, shuffle_choices=False)
    reader = visitor()
    first = reader.start()
    reader.answer(first, 1, 2)
    reader.send(f"{first}/finish")
    publish(bank(single("new", stem="Something else?"), single("newer")))

    reply = reader.send(f"{first}/again", {"only_missed": "y"})
    shown = reader.get(reply.location, follow_redirects=True)

    assert ALL_GONE in shown.text
    assert "Something else?" in shown.text
    assert 'role="alert"' not in shown.text
    second = path(reply.location)
    assert ALL_GONE not in reader.get(f"{second}/question/1").text
    assert reader.submit(shown, second, 1, 2).status_code == 303


def test_nothing_is_said_of_questions_gone_where_what_was_asked_for_is_asked(
    publish: Publish, visitor: Visitors
) -> None:
    publish(bank(single("old"), single("kept")), shuffle_choices=False)
    reader = visitor()
    first = reader.start()
    reader.answer(first, 1, 2)
    reader.answer(first, 2, 2)
    publish(bank(single("new"), single("kept")))

    for fields in ({"only_missed": "y"}, {}):
        reply = reader.send(f"{first}/again", fields)
        assert ALL_GONE not in reader.get(reply.location, follow_redirects=True).text
        reader.send(f"{path(reply.location)}/delete")


def test_trying_again_before_the_end_leads_back_to_the_attempt(
    publish: Publish, visitor: Visitors, database: Database
) -> None:
    publish(bank())
    reader = visitor()
    attempt = reader.start()

    reply = reader.send(f"{attempt}/again", {"only_missed": "y"})

    assert (reply.status_code, path(reply.location)) == (303, attempt)
    assert count(database, "attempt") == 1


# --- pinned to its version ---


@pytest.mark.parametrize("feedback", [FeedbackTime.AT_ONCE, FeedbackTime.AT_END])
def test_an_attempt_stays_on_its_version_whatever_happens_to_the_bank(
    feedback: FeedbackTime, publish: Publish, visitor: Visitors
) -> None:
    publish(bank(), feedback=feedback, shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    reader.answer(attempt, 1, 1)
    other_key = single("where", right=1, stem="Where, now?")
    publish(bank(true_false("two", right=1), other_key))

    assert asked(reader, attempt)[-1] == "Two launches had failed."
    reader.answer(attempt, 2, 1, 3)
    reader.answer(attempt, 3, 1)
    reader.send(f"{attempt}/finish")

    end = reader.get(f"{attempt}/end").text
    assert '<span class="got">4</span>' in end  # All right by the key that was asked: 1 + 1 + 2.
    assert "Where, now?" not in end
    newcomer = visitor()
    assert "Two launches had failed." in asked(newcomer, newcomer.start())[0]


# --- my scores ---


def test_my_scores_list_every_attempt_of_this_browser_and_of_no_other(
    publish: Publish, visitor: Visitors, clock: Clock
) -> None:
    publish(bank(), shuffle_choices=False)
    publish(bank(single(), id_="other", title="Another quiz"), shuffle_choices=False)
    reader, stranger = visitor(), visitor()
    done = reader.start()
    for number in (1, 2, 3):
        reader.answer(done, number, 1)
    clock.advance(days=1)
    running = reader.start("other")
    hers = stranger.start()

    page = reader.get("/scores").text

    assert done in page
    assert running in page
    assert hers not in page
    assert "3.5 of 4" in page  # 1, half of 1, and 2.
    assert page.index("Another quiz") < page.index("The summit")
    assert "running: 0 of 1 answered" in page
    assert "6 January 2026" in page
    assert "Nothing yet." in visitor().get("/scores").text


# --- deleting ---


@pytest.fixture
def canary(publish: Publish, visitor: Visitors) -> Iterator[tuple[Visitor, Visitor, str]]:
    """Two browsers that hold one attempt under a name that can be recognised, and an attempt of somebody else."""
    publish(bank(), shuffle_choices=False)
    other = visitor()
    kept = other.start(name="SomebodyElse")
    other.answer(kept, 1, 1)
    reader, phone = visitor(), visitor()
    attempt = reader.start(name="CanaryName")
    reader.answer(attempt, 1, 2)
    assert phone.send("/resume", {"code": reader.code(attempt)}).status_code == 303
    assert phone.get(f"{attempt}/question/2").status_code == 200
    yield reader, phone, attempt


def bytes_of(settings: Settings, database: Database) -> bytes:
    """What lies on the disk of the database, after a checkpoint; PostgreSQL, which clears up later, has its tables."""
    if not database.is_sqlite:
        return repr(contents(database)).encode()
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return b"".join(file.read_bytes() for file in sorted(settings.data.glob("quizapp.db*")))


def test_deleting_an_attempt_leaves_no_trace_of_it(
    canary: tuple[Visitor, Visitor, str], database: Database, settings: Settings
) -> None:
    reader, phone, attempt = canary
    address = attempt.removeprefix("/attempt/").encode()
    assert b"CanaryName" in bytes_of(settings, database)

    reply = reader.send(f"{attempt}/delete")

    assert (reply.status_code, reply.location) == (303, "/scores")
    assert count(database, "attempt") == count(database, "response") == 1
    assert count(database, "companion") == 0
    on_disk = bytes_of(settings, database)
    assert b"CanaryName" not in on_disk
    assert address not in on_disk
    assert b"SomebodyElse" in on_disk
    assert reader.get(attempt).status_code == phone.get(attempt).status_code == 404
    assert reader.send(f"{attempt}/delete").status_code == 404


def test_deleting_everything_takes_the_browser_itself_along(
    canary: tuple[Visitor, Visitor, str], publish: Publish, database: Database, settings: Settings
) -> None:
    reader, phone, attempt = canary
    publish(bank(id_="other"))
    reader.start("other", name="CanaryName")
    readers = count(database, "reader")

    reply = reader.send("/scores/delete")

    assert (reply.status_code, reply.location) == (303, "/scores")
    assert count(database, "attempt") == count(database, "response") == 1
    assert count(database, "companion") == 0
    assert count(database, "reader") == readers - 1
    assert b"CanaryName" not in bytes_of(settings, database)
    assert "Nothing yet." in reader.get("/scores").text
    assert phone.get(attempt).status_code == 404
    assert reader.send("/scores/delete").status_code == 303  # Nothing is left, and that is no fault.


def test_another_device_can_delete_the_attempt_it_holds_too(
    canary: tuple[Visitor, Visitor, str], database: Database
) -> None:
    reader, phone, attempt = canary

    assert phone.send("/scores/delete").status_code == 303

    assert reader.get(attempt).status_code == 404
    assert count(database, "attempt") == 1
    assert count(database, "companion") == 0


def test_deleting_asks_first(canary: tuple[Visitor, Visitor, str], database: Database) -> None:
    reader, __, attempt = canary
    before = contents(database)

    one, everything = reader.get(f"{attempt}/delete"), reader.get("/scores/delete")

    assert "Delete this attempt?" in one.text
    assert "Delete everything from this browser?" in everything.text
    assert contents(database) == before


def test_after_deleting_one_begins_anew(canary: tuple[Visitor, Visitor, str]) -> None:
    reader, __, attempt = canary
    reader.send(f"{attempt}/delete")

    assert reader.start() != attempt


def test_an_answer_from_a_tab_of_a_deleted_attempt_brings_nothing_back(
    canary: tuple[Visitor, Visitor, str], database: Database
) -> None:
    reader, phone, attempt = canary
    page = phone.get(f"{attempt}/question/2")
    reader.send(f"{attempt}/delete")
    before = contents(database)

    assert phone.submit(page, attempt, 2, 1).status_code == 404
    assert contents(database) == before


# --- on another device ---


def test_a_resume_code_brings_the_attempt_to_another_device(
    publish: Publish, visitor: Visitors, database: Database
) -> None:
    publish(bank(), shuffle_choices=False)
    reader, phone = visitor(), visitor()
    attempt = reader.start(name="Zoé")
    reader.answer(attempt, 1, 1)
    code = reader.code(attempt)

    resumed = phone.send("/resume", {"code": f" {code.lower().replace('-', ' ')} "})

    assert (resumed.status_code, path(resumed.location)) == (303, attempt)
    assert "That is right." in phone.get(f"{attempt}/question/1").text
    phone.answer(attempt, 2, 1, 3)
    assert "That is right." in reader.get(f"{attempt}/question/2").text
    assert attempt in phone.get("/scores").text
    assert path(phone.send("/quiz/summit/start").location) == attempt
    assert count(database, "attempt") == 1
    assert code.replace("-", "") not in str(contents(database))


def test_typing_the_code_twice_or_at_home_adds_nothing(publish: Publish, visitor: Visitors, database: Database) -> None:
    publish(bank())
    reader, phone = visitor(), visitor()
    attempt = reader.start()
    code = reader.code(attempt)

    for browser in (reader, reader, phone, phone, phone):
        assert browser.send("/resume", {"code": code}).status_code == 303

    assert count(database, "companion") == 1
    assert count(database, "reader") == 2


def test_the_code_says_nothing_to_others_and_stays_the_same(publish: Publish, visitor: Visitors) -> None:
    publish(bank())
    reader, other = visitor(), visitor()
    attempt, hers = reader.start(), other.start()

    assert reader.code(attempt) == reader.code(attempt)
    assert reader.code(attempt) != other.code(hers)
    assert re.fullmatch(r"(?:[BCDFGHJKMNPRSTWXYZ]{4}-){2}[BCDFGHJKMNPRSTWXYZ]{4}", reader.code(attempt))


def test_wrong_codes_are_throttled_and_right_ones_work_again_after_the_window(
    publish: Publish, visitor: Visitors, database: Database, clock: Clock
) -> None:
    publish(bank())
    reader, guesser = visitor(), visitor()
    attempt = reader.start()
    right = {"code": reader.code(attempt)}
    wrong = {"code": "BCDF-GHJK-MNPR"}
    for __ in range(taking.WRONG_CODES):
        assert guesser.send("/resume", wrong).status_code == 400

    throttled, also_right = guesser.send("/resume", wrong), guesser.send("/resume", right)
    assert [throttled.status_code, also_right.status_code] == [429, 429]
    assert throttled.headers["Retry-After"] == "600"
    assert "Wait ten minutes" in throttled.text
    assert count(database, "companion") == 0
    assert count(database, "failed_try") == taking.WRONG_CODES

    clock.advance(minutes=10, seconds=1)
    assert guesser.send("/resume", right).status_code == 303
    assert guesser.send("/resume", wrong).status_code == 400
    assert count(database, "failed_try") == 1  # The old ones are forgotten, and with them where they came from.


def test_wrong_codes_from_elsewhere_hinder_nobody_here(publish: Publish, visitor: Visitors) -> None:
    publish(bank())
    reader = visitor()
    code = {"code": reader.code(reader.start())}
    there = {"environ_overrides": {"REMOTE_ADDR": "203.0.113.9"}}
    for __ in range(taking.WRONG_CODES + 1):
        reply = visitor().send("/resume", {"code": "BCDF-GHJK-MNPR"}, **there)

    assert reply.status_code == 429
    assert visitor().send("/resume", code).status_code == 303


def test_a_forged_forwarded_address_does_not_escape_the_throttle(publish: Publish, visitor: Visitors) -> None:
    publish(bank())
    reader = visitor()
    for n in range(taking.WRONG_CODES + 1):
        headers = {"X-Forwarded-For": f"203.0.113.{n}", "X-Real-IP": f"203.0.113.{n}"}
        reply = reader.send("/resume", {"code": "BCDF-GHJK-MNPR"}, headers=headers)

    assert reply.status_code == 429


def test_nothing_in_the_database_tells_where_wrong_codes_came_from(
    publish: Publish, visitor: Visitors, database: Database
) -> None:
    publish(bank())
    visitor().send("/resume", {"code": "BCDF-GHJK-MNPR"}, environ_overrides={"REMOTE_ADDR": "203.0.113.9"})

    assert "203.0.113" not in str(contents(database))


# --- another secret ---


def moved_to(app: Flask, settings: Settings, clock: Clock, **changes: Any) -> Flask:
    """The same installation, started anew with other settings."""
    app.extensions["quizapp"].database.close()
    return app_of(replace(settings, **changes), clock)


def carrying_cookies_of(reader: Visitor, app: Flask) -> Visitor:
    browser = Visitor(app.test_client())
    for name in ("__Host-qr", "__Host-qs"):
        cookie = reader.client.get_cookie(name)
        assert cookie is not None
        browser.client.set_cookie(name, cookie.value, secure=True)
    return browser


def test_after_a_restart_with_the_old_secret_kept_everything_goes_on(
    app: Flask, publish: Publish, visitor: Visitors, settings: Settings, clock: Clock, database: Database
) -> None:
    publish(bank(), shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    reader.answer(attempt, 1, 1)
    code = reader.code(attempt)

    anew = moved_to(app, settings, clock, secret_key=OTHER_SECRET, old_secret_keys=(settings.secret_key,))
    later = carrying_cookies_of(reader, anew)

    assert "That is right." in later.get(f"{attempt}/question/1").text
    assert later.answer(attempt, 2, 1, 3).status_code == 303
    assert later.code(attempt) == code
    assert Visitor(anew.test_client()).send("/resume", {"code": code}).status_code == 303
    assert count(database, "response") == 2
    anew.extensions["quizapp"].database.close()


def test_after_a_restart_without_the_old_secret_the_attempt_goes_on_and_a_new_code_can_be_made(
    app: Flask, publish: Publish, visitor: Visitors, settings: Settings, clock: Clock
) -> None:
    publish(bank(), shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    old_code = reader.code(attempt)

    anew = moved_to(app, settings, clock, secret_key=OTHER_SECRET)
    later = carrying_cookies_of(reader, anew)

    assert later.answer(attempt, 1, 1).status_code == 303
    assert "The old code is no longer good." in later.get(f"{attempt}/code").text
    assert Visitor(anew.test_client()).send("/resume", {"code": old_code}).status_code == 400

    assert later.send(f"{attempt}/code").status_code == 303
    new_code = later.code(attempt)
    assert new_code != old_code
    assert Visitor(anew.test_client()).send("/resume", {"code": new_code}).status_code == 303
    assert Visitor(anew.test_client()).send("/resume", {"code": old_code}).status_code == 400
    anew.extensions["quizapp"].database.close()


def test_a_closed_browser_goes_on_where_it_was(publish: Publish, visitor: Visitors) -> None:
    publish(bank(), shuffle_choices=False)
    reader = visitor()
    attempt = reader.start()
    reader.answer(attempt, 1, 1)

    reader.client.delete_cookie("__Host-qs")  # What a browser forgets when it is closed.

    assert path(reader.get(attempt).location) == f"{attempt}/question/2"
    assert f'href="{attempt}"' in reader.get("/quiz/summit").text
    assert reader.answer(attempt, 2, 1).status_code == 303


def test_the_order_drawn_at_the_start_stays(
    app: Flask, publish: Publish, visitor: Visitors, settings: Settings, clock: Clock, tmp_path: Path
) -> None:
    many = tuple(multiple(f"q{n}", stem=f"Number {n}?", choices=choices(*"abcdefgh", right=(0,))) for n in range(1, 9))
    publish(bank(*many), feedback=FeedbackTime.AT_END, shuffle_questions=True)
    reader = visitor()
    attempt = reader.start()
    before = asked(reader, attempt)
    assert sorted(before) == [f"Number {n}?" for n in range(1, 9)]
    assert before != sorted(before)  # The fixed seed draws no sorted order here.

    anew = moved_to(app, settings, clock)

    assert asked(carrying_cookies_of(reader, anew), attempt) == before
    anew.extensions["quizapp"].database.close()


def test_after_deleting_everything_the_same_session_begins_with_nothing(
    publish: Publish, visitor: Visitors, database: Database
) -> None:
    publish(bank())
    reader = visitor()
    attempt = reader.start()
    reader.send("/scores/delete")

    anew = reader.start()

    assert anew != attempt
    assert reader.get(attempt).status_code == 404
    assert count(database, "attempt") == count(database, "reader") == 1


def test_two_browsers_never_get_the_same_readers_token(publish: Publish, visitor: Visitors) -> None:
    publish(bank())
    readers = [visitor() for __ in range(5)]
    for reader in readers:
        reader.start()

    tokens = {reader.client.get_cookie("__Host-qr").value for reader in readers}  # type: ignore[union-attr]

    assert len(tokens) == 5
    assert all(len(token) == 43 for token in tokens)  # 256 bits in base64url.
