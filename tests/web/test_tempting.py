"""Who picked a wrong choice is shown which passage may have led there; nobody else is, but its teacher."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from quizapp.domain.attempts import FeedbackTime, Settings
from quizapp.domain.banks import Bank
from quizapp.formats import native
from quizapp.store.session import Database
from tests.makers import article as article_of
from tests.makers import ask, bank, load, multiple, quoting, single, tempted, true_false
from tests.visitors import Visitor
from tests.web.school import upload, with_teachers

TEXT = article_of(
    "The summit took place at the spaceport, far to the east.",
    "The guest’s own palace was never named.",
    "Ships lay in the harbour. They left in silence.",
)
LEADS = "What may have led you there:"
PROOF = "<mark>at the spaceport</mark>"
PALACE = '<mark class="tempting">The guest’s own palace</mark>'
HARBOUR = '<mark class="tempting">Ships lay in the harbour.</mark>'


def summit(*others: object) -> Bank:
    """Its one question is asked in the order it is written; the article is quoted with another apostrophe."""
    where = quoting(single(shuffle=False), TEXT, "at the spaceport")
    where = tempted(where, TEXT, {1: "Ships lay in the harbour.", 2: "The guest's own palace"})
    return bank(where, *others, article=TEXT)  # type: ignore[arg-type]


@pytest.fixture
def reader(database: Database, visitor: Callable[[], Visitor]) -> Callable[..., Visitor]:
    def reader(given: Bank, feedback: FeedbackTime = FeedbackTime.AT_ONCE) -> Visitor:
        load(database, given)
        with database.transaction() as db:
            ask(db, given.id, Settings(feedback, shuffle_questions=False, shuffle_choices=False))
        return visitor()

    return reader


def test_who_picked_a_wrong_choice_sees_what_may_have_led_there_beside_the_evidence(
    reader: Callable[..., Visitor],
) -> None:
    browser = reader(summit())
    attempt = browser.start()
    browser.answer(attempt, 1, 3)

    page = browser.get(f"{attempt}/question/1").text

    assert f'{LEADS} <q lang="en" dir="auto">The guest’s own palace</q>' in page
    assert page.index(PROOF) < page.index(PALACE)
    assert page.partition(PALACE)[2].startswith(
        '<sup class="note lure"><span class="unseen"> what may lead to choice </span>'
        '<span aria-hidden="true">◆ </span>C</sup>'
    )
    assert HARBOUR not in page


@pytest.mark.parametrize("feedback", [FeedbackTime.AT_ONCE, FeedbackTime.AT_END])
def test_so_it_is_at_the_end(feedback: FeedbackTime, reader: Callable[..., Visitor]) -> None:
    browser = reader(summit(true_false(shuffle=False)), feedback)
    attempt = browser.start()
    browser.answer(attempt, 1, 2)
    browser.answer(attempt, 2, 1)
    if feedback is FeedbackTime.AT_END:
        assert "tempting" not in browser.get(f"{attempt}/question/1").text
        browser.send(f"{attempt}/finish")

    page = browser.get(f"{attempt}/end").text

    assert page.count(LEADS) == 1
    assert f'{LEADS} <q lang="en" dir="auto">Ships lay in the harbour.</q>' in page
    note = page.partition(HARBOUR)[2].partition("</sup>")[0]
    assert '<a href="#question-1"><span class="unseen"> what may have led you there, question </span>' in note
    assert PALACE not in page


def test_who_picked_another_choice_sees_nothing_of_it(reader: Callable[..., Visitor]) -> None:
    browser = reader(summit())
    attempt = browser.start()
    browser.answer(attempt, 1, 1)

    for path in ("question/1", "end"):
        page = browser.get(f"{attempt}/{path}").text
        assert "at the spaceport</mark>" in page
        assert "tempting" not in page
        assert LEADS not in page


def test_of_several_wrong_choices_those_that_were_picked_are_led_to_under_the_letters_of_the_screen(
    reader: Callable[..., Visitor],
) -> None:
    asked = tempted(multiple(shuffle=False), TEXT, {1: "Ships lay", 3: "in silence"})
    browser = reader(bank(replace(asked, choices=asked.choices[::-1]), article=TEXT))
    attempt = browser.start()
    browser.answer(attempt, 1, 1, 3)

    page = browser.get(f"{attempt}/question/1").text

    assert '>Ships lay</mark><sup class="note lure">' in page
    assert [part.partition("</sup>")[0][-1] for part in page.split('<sup class="note lure">')[1:]] == ["C", "A"]


def test_a_teacher_sees_before_publishing_what_tempts_to_each_choice(
    database: Database, visitor: Callable[[], Visitor]
) -> None:
    anna = with_teachers(database, visitor).anna

    page = anna.get(upload(anna, native.write(summit()))).text

    assert page.count("What may lead there:") == 2
    card = page.partition('id="question-1"')[2].partition("</li>\n</ol>")[0]
    assert PALACE in card
    assert HARBOUR in card
