"""Quizzes, as programs read them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from quizapp.domain.attempts import FeedbackTime
from quizapp.domain.quizzes import Counts, Names, Quiz
from quizapp.formats.problems import N_
from quizapp.services import handing_out
from quizapp.services.visits import Office
from quizapp.web.api.asking import Asked, ListPart, part


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizResource:
    """A bank handed out, on its terms."""

    code: Annotated[str, N_("The end of the quiz’s address.")]
    title: str
    language: Annotated[str, N_("A short tag such as fr or pt-BR.")]
    bank: Annotated[int, N_("The id of its bank.")]
    class_list: Annotated[int | None, N_("The id of the class that alone may answer; null for anybody.")]
    question_count: Annotated[int, N_("In the version that new attempts get.")]
    listed: Annotated[bool, N_("Whether it stands on the front page.")]
    archived: Annotated[bool, N_("Whether it is put away: it takes no new attempts then, and no list has it.")]
    opens_at: datetime | None
    closes_at: datetime | None
    minutes: Annotated[int | None, N_("Time limit of an attempt; null for none.")]
    tries: Annotated[int | None, N_("Attempts that a reader has; null for as many as they like.")]
    counts: Annotated[Counts, N_("Which of a reader’s tries is their score.")]
    names: Annotated[Names, N_("Whether readers are asked for a name.")]
    picks: Annotated[bool, N_("Whether readers of its class pick their names; else each needs a link.")]
    feedback: FeedbackTime
    score_first: Annotated[
        bool, N_("Whether readers whose key waits for its release see their score at their own end.")
    ]
    released_at: Annotated[
        datetime | None,
        N_("When readers got the key, where it was shown to them or the settings were changed after that."),
    ]
    shuffle_questions: bool
    shuffle_choices: bool


def quizzes(mine: Office, asked: Asked) -> ListPart[QuizResource]:
    return part(handing_out.real_quizzes_of(mine), lambda one: (one.id,), asked.after(), _quiz)


def quiz(mine: Office, asked: Asked, code: str) -> QuizResource:
    return _quiz(handing_out.quiz_of(mine, code, real=True))


def _quiz(found: Quiz) -> QuizResource:
    terms, settings = found.terms, found.settings
    return QuizResource(
        code=found.slug,
        title=found.title,
        language=found.language,
        bank=found.bank_id,
        class_list=terms.class_id,
        question_count=found.question_count,
        listed=terms.listed,
        archived=found.archived,
        opens_at=terms.opens_at,
        closes_at=terms.closes_at,
        minutes=terms.minutes,
        tries=terms.tries,
        counts=terms.counts,
        names=terms.names,
        picks=terms.picks,
        feedback=settings.feedback,
        score_first=settings.score_first,
        released_at=found.released_at,
        shuffle_questions=settings.shuffle_questions,
        shuffle_choices=settings.shuffle_choices,
    )
