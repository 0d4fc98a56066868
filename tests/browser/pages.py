"""Every page of the reader, in the order a reader meets them: for whatever has to look at all of them."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.readers import answer, choice_named, follow, start

SHIPPED = {"fr": "kim-poutine-2023", "en": "kim-putin-2023"}


def every_page(page: Page, address: str, language: str) -> Iterator[str]:
    """Go from page to page; yields each one's name while it is shown. Needs the banks of `conftest.server`."""
    yield from _before_an_attempt(page, address, language)
    yield from _an_attempt(page, address, SHIPPED[language])
    yield from _a_small_attempt(page, address)
    yield from _a_formatted_attempt(page, address)
    yield from _an_attempt_with_feedback_at_the_end(page, address)
    yield from _an_attempt_that_waits_for_the_key(page, address)
    yield from _after_attempts(page, address)


def _before_an_attempt(page: Page, address: str, language: str) -> Iterator[str]:
    page.goto(f"{address}/")
    yield "list"
    page.goto(f"{address}/scores")
    yield "scores-none"
    page.goto(f"{address}/quiz/{SHIPPED[language]}")
    yield "quiz"
    page.goto(f"{address}/resume")
    yield "resume"
    page.fill("#code", "BCDF-GHJK-MNPR")
    follow(page, "main form button")
    yield "resume-unknown"
    page.goto(f"{address}/nowhere")
    yield "error-404"


def _an_attempt(page: Page, address: str, slug: str) -> Iterator[str]:
    attempt = start(page, address, slug)
    yield "question"
    page.locator("details.reading").evaluate("(one) => (one.open = true)")
    yield "question-with-article"
    follow(page, "form.question button.button")
    yield "question-nothing-picked"
    for number in (1, 2):
        answer(page, number)
        yield f"feedback-{number}"
        follow(page, ".verdict .button")
    page.goto(f"{address}/quiz/{slug}")
    yield "quiz-running"
    page.goto(f"{attempt}/code")
    yield "code"
    page.goto(f"{attempt}/article")
    yield "article"
    page.goto(attempt)
    while "/end" not in page.url:
        if page.locator("form.question").count():
            answer(page, 1, *([2] if page.locator("label.choice [type=checkbox]").count() else []))
        else:
            follow(page, ".verdict .button")
    yield "end"
    page.goto(f"{attempt}/delete")
    yield "delete"


def _a_small_attempt(page: Page, address: str) -> Iterator[str]:
    """What a reader may also do: get it right, get it partly right, answer a second time."""
    attempt = start(page, address, "small")
    question = page.url
    answer(page, choice_named(page, "Spaceport"))
    yield "feedback-right"
    page.locator(".objection summary").click()
    page.select_option(".objection select", "two-right")
    page.fill(".objection textarea", "The palace stands there too.")
    yield "feedback-objecting"
    follow(page, ".objection button")
    yield "feedback-objected"
    page.goto(f"{question}?kept=1")
    yield "feedback-kept-first"
    page.goto(f"{attempt}/question/2")
    answer(page, choice_named(page, "Launches"))
    yield "feedback-partly"
    page.goto(f"{attempt}/question/3")
    page.locator("input[name=choice]").first.evaluate("(one) => (one.value = 99)")
    answer(page, 1)
    yield "error-400"


def _a_formatted_attempt(page: Page, address: str) -> Iterator[str]:
    start(page, address, "formatted")
    yield "question-formatted"
    answer(page, choice_named(page, "One"))
    yield "feedback-formatted"
    follow(page, ".verdict .button")
    yield "question-picture"
    answer(page, choice_named(page, "a lake"))
    follow(page, ".verdict .button")
    yield "end-formatted"


def _an_attempt_with_feedback_at_the_end(page: Page, address: str) -> Iterator[str]:
    attempt = start(page, address, "small-at-end")
    yield "question-at-end"
    answer(page, choice_named(page, "Palace"))
    page.goto(f"{attempt}/question/1")
    yield "question-at-end-saved"
    page.goto(f"{attempt}/overview")
    yield "overview"
    follow(page, "form button.button")
    yield "end-unanswered"


def _an_attempt_that_waits_for_the_key(page: Page, address: str) -> Iterator[str]:
    attempt = start(page, address, "small-waiting")
    answer(page, choice_named(page, "Palace"))
    page.goto(f"{attempt}/overview")
    follow(page, "form button.button")
    yield "recorded"
    page.goto(f"{attempt}/question/1")
    yield "answered"


def _after_attempts(page: Page, address: str) -> Iterator[str]:
    page.goto(f"{address}/scores")
    yield "scores"
    page.goto(f"{address}/scores/delete")
    yield "delete-all"
