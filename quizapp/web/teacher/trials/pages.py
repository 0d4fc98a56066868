"""What is shown before a trial: of what it is, and in which state."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from flask import url_for
from flask_babel import gettext as _

from quizapp.domain.attempts import FeedbackTime
from quizapp.domain.quizzes import Quiz
from quizapp.domain.trials import TrialState
from quizapp.domain.typed_times import written_minutes
from quizapp.services import quiz_settings
from quizapp.store.banks import BankSummary
from quizapp.web.teacher.trials.forms import TrialForm


@dataclass(frozen=True, slots=True)
class TrialWay:
    """One of the times at which feedback may come."""

    sent: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class TrialPage:
    template: ClassVar[str] = "teacher/trials/trial.html"

    title: str
    language: str
    ways: Sequence[TrialWay]
    minutes: str
    """As it would be typed, or was."""
    send_to: str
    leave_to: str
    fault: str = ""


def bank_page(bank: BankSummary, sent: TrialForm | None = None) -> TrialPage:
    there = url_for("banks.bank", bank_id=bank.id)
    return _page(bank.title, bank.language, TrialState(), url_for("trials.bank", bank_id=bank.id), there, sent)


def quiz_page(quiz: Quiz, sent: TrialForm | None = None) -> TrialPage:
    """In the state of the quiz, as long as no other is chosen."""
    there = url_for("results.quiz", slug=quiz.slug)
    state = TrialState(quiz.settings.feedback, quiz.terms.minutes)
    return _page(quiz.title, quiz.language, state, url_for("trials.quiz", slug=quiz.slug), there, sent)


def _page(
    title: str, language: str, state: TrialState, send_to: str, leave_to: str, sent: TrialForm | None
) -> TrialPage:
    chosen = str(state.feedback) if sent is None else sent.feedback.data
    limit = "" if state.minutes is None else written_minutes(state.minutes)
    words = {
        FeedbackTime.AT_ONCE: _("After each question"),
        FeedbackTime.AT_END: _("At the end"),
        FeedbackTime.WHEN_RELEASED: _("Later: a reader finishes, and waits"),
    }
    return TrialPage(
        title,
        language,
        [TrialWay(str(one), said, str(one) == chosen) for one, said in words.items()],
        limit if sent is None else sent.typed,
        send_to,
        leave_to,
        "" if sent is None else str(_(quiz_settings.MINUTES)),
    )
