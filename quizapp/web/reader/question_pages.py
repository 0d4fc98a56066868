"""What the templates during an attempt see: a question, its feedback, all questions, the article."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from flask_babel import gettext as _
from markupsafe import Markup

from quizapp.domain import scoring
from quizapp.domain.attempts import Response
from quizapp.domain.banks import Bank, Question
from quizapp.domain.compilations import with_its_article
from quizapp.domain.objections import Objection
from quizapp.domain.rulings import ruled
from quizapp.domain.scoring import Outcome
from quizapp.formats.problems import N_
from quizapp.services.taking import Taking
from quizapp.store.banks import Version
from quizapp.web import articles, words
from quizapp.web.articles import MarkedArticle
from quizapp.web.reader import exchanges
from quizapp.web.reader.clocks import Countdown
from quizapp.web.reader.exchanges import Objecting, TeachersWord
from quizapp.web.words import control, letter

_NOTICES = {
    "stale-form": N_(
        "This page was open for a long time, so nothing was saved yet."
        " Your choice is still here: press the button once more."
    ),
    "stale-response": N_(
        "You answered this question in another tab meanwhile, and that answer is saved."
        " Press the button to put this one in its place."
    ),
    "nothing-picked": N_("Choose an answer first."),
}
_VERDICTS = {
    Outcome.RIGHT: N_("That is right."),
    Outcome.PARTLY: N_("Partly right."),
    Outcome.WRONG: N_("Wrong answer."),
    Outcome.UNANSWERED: N_("You did not answer."),
}


@dataclass(frozen=True, slots=True)
class ChoiceView:
    value: int
    """Place on the screen, from 1: what the form sends. It says nothing of the place in the bank."""
    letter: str
    text: str
    picked: bool


@dataclass(frozen=True, slots=True)
class JudgedChoice:
    """A choice once its key is due."""

    letter: str
    text: str
    look: str
    """right, or wrong for what was picked and is not; else empty."""
    tag: str
    """What is said of it; empty for a wrong choice that was left."""
    feedback: str
    """Empty for what was not picked; so is the next."""
    tempted_by: str
    """The passage that may have led there, as the article has it; empty where none was named."""


@dataclass(frozen=True, slots=True)
class Progress:
    number: int
    count: int
    responded: int


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """A question before its key is due."""

    address: str
    title: str
    language: str
    progress: Progress
    control: str
    """checkbox or radio."""
    several: bool
    """Whether one ticks all that are right."""
    stem: str
    choices: tuple[ChoiceView, ...]
    revision: int
    saved: bool
    """Whether the response shown is the one on disk."""
    changeable: bool
    """Whether feedback comes at the end, so that one may skip, come back and change."""
    article: Markup | None
    article_apart: bool
    """Whether the article is too long to travel with the question."""
    notice: str = ""
    """Why the page is shown again."""
    missed_gone: bool = False
    """Whether this attempt was to ask what was missed, of which nothing is left."""
    countdown: Countdown | None = None
    template: ClassVar[str] = "reader/question.html"

    @property
    def following(self) -> int | None:
        """The number of the question that one may skip to."""
        return self.progress.number + 1 if self.progress.number < self.progress.count else None

    @property
    def former(self) -> int | None:
        return self.progress.number - 1 or None


@dataclass(frozen=True, slots=True)
class FeedbackPage:
    """A question after its response, its key shown."""

    address: str
    title: str
    language: str
    progress: Progress
    outcome: Outcome
    verdict: str
    control: str
    """As on the question's page."""
    stem: str
    choices: tuple[JudgedChoice, ...]
    outcome_feedback: str
    """Said to all responses with this outcome."""
    feedback: str
    mark: Decimal
    maximum: Decimal
    by_teacher: TeachersWord | None
    objecting: Objecting
    proof: MarkedArticle | None
    next_number: int | None
    """None when every question has its response: what comes next is the end."""
    kept_first: bool
    """Whether a second response was just sent, and the first was kept."""
    saved: bool
    """Whether there is a response on disk; a finished attempt may lack some."""
    is_late: bool = False
    """Whether a response was just sent, after the end."""
    sent: tuple[str, ...] = ()
    """Its choices."""
    countdown: Countdown | None = None
    template: ClassVar[str] = "reader/feedback.html"


@dataclass(frozen=True, slots=True)
class OverviewLine:
    number: int
    stem: str
    responded: bool


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """Every question with whether it has a response, before finishing."""

    address: str
    title: str
    language: str
    lines: tuple[OverviewLine, ...]
    missing: int
    scored: bool
    """Whether the score is told at the end."""
    countdown: Countdown | None = None
    template: ClassVar[str] = "reader/overview.html"


@dataclass(frozen=True, slots=True)
class ArticlePage:
    address: str
    title: str
    language: str
    article: MarkedArticle
    template: ClassVar[str] = "reader/article.html"


# --- from the domain to the pages ---


class PlainArticles:
    """The HTML of unmarked articles, made once for each version in memory: it is the same on every question page.

    Of a compilation, once for each of its parts.
    """

    _KEPT = 64

    def __init__(self) -> None:
        self._printed: dict[tuple[int, int], Markup] = {}

    def of(self, version: Version, place: int) -> Markup | None:
        """The one that the question at this place was written for."""
        bank = version.bank
        question = bank.questions[place]
        part = bank.part_of(question)
        key = version.id, 0 if part is None else part.bank_id
        if key not in self._printed:
            article, _ = with_its_article(bank, question)
            if article is None:
                return None
            if len(self._printed) >= self._KEPT:
                self._printed.clear()
            self._printed[key] = articles.printed(articles.plain(article, bank.language_of(question)))
        return self._printed[key]


def question_page(
    taking: Taking,
    number: int,
    article: Markup | None,
    notice: str = "",
    picked_now: frozenset[int] | None = None,
    *,
    missed_gone: bool = False,
    countdown: Countdown | None = None,
) -> QuestionPage:
    """The question as asked; `picked_now` are the places on screen of a response that was sent but not stored.

    `notice` is stale-form, stale-response or nothing-picked, or empty.
    """
    place = taking.place(number)
    question = taking.bank.questions[place]
    stored = taking.attempt.responses.get(place)
    order = taking.attempt.choice_order(taking.bank, place)
    picked = _picked(stored, order, picked_now)
    too_long = article is not None and len(article) > articles.LARGEST_INLINE
    return QuestionPage(
        address=taking.attempt.address,
        title=taking.title,
        language=taking.bank.language_of(question),
        progress=_progress(taking, number),
        control=control(question.kind),
        several=question.kind.takes_several,
        stem=question.stem,
        choices=tuple(
            ChoiceView(shown, letter(shown - 1), question.choices[at].text, at in picked)
            for shown, at in enumerate(order, start=1)
        ),
        revision=stored.revision if stored else 0,
        saved=stored is not None and not notice,
        changeable=not taking.attempt.feedback_at_once,
        article=None if too_long else article,
        article_apart=too_long,
        notice=_(_NOTICES[notice]) if notice else "",
        missed_gone=missed_gone,
        countdown=countdown,
    )


def _picked(stored: Response | None, order: Sequence[int], picked_now: frozenset[int] | None) -> frozenset[int]:
    """The places in the bank of the choices that are picked on the page."""
    if picked_now is None:
        return stored.picked if stored else frozenset()
    return frozenset(order[n - 1] for n in picked_now if 1 <= n <= len(order))


def feedback_page(
    taking: Taking,
    number: int,
    *,
    kept_first: bool = False,
    sent: frozenset[int] | None = None,
    countdown: Countdown | None = None,
    objection: Objection | None = None,
) -> FeedbackPage:
    """Only for a question whose key is due; `sent` are the places in the bank of choices that came after the end."""
    place = taking.place(number)
    bank, attempt = taking.bank, taking.attempt
    assert attempt.shows_key_of(place)
    question = bank.questions[place]
    response = attempt.responses.get(place)
    picked = response.picked if response else frozenset()
    order = attempt.choice_order(bank, place)
    outcome = scoring.outcome(question, picked)
    letters, language = words.letters(order, picked), bank.language_of(question)
    article, alone = with_its_article(bank, question)
    ruling, maximum = attempt.rulings.get(place), scoring.rounded(question.marking.maximum)
    return FeedbackPage(
        address=attempt.address,
        title=taking.title,
        language=language,
        progress=_progress(taking, number),
        outcome=outcome,
        verdict=_(_VERDICTS[outcome]) if sent is None else _("This attempt is finished"),
        control=control(question.kind),
        stem=question.stem,
        choices=tuple(_judged(bank, question, at, shown, at in picked) for shown, at in enumerate(order)),
        outcome_feedback=scoring.outcome_feedback(question, picked),
        feedback=question.feedback.general,
        mark=ruled(ruling, scoring.mark(question, picked), maximum),
        maximum=maximum,
        by_teacher=exchanges.teachers_word(ruling, question),
        objecting=exchanges.objecting(attempt.address, number, objection),
        proof=articles.proof(article, language, alone, number, letters) if article else None,
        next_number=None if attempt.finished else taking.next_number(number),
        kept_first=kept_first,
        saved=response is not None,
        is_late=sent is not None,
        sent=tuple(question.choices[at].text for at in order if at in (sent or ())),
        countdown=countdown,
    )


def _judged(bank: Bank, question: Question, at: int, shown: int, picked: bool) -> JudgedChoice:
    choice, right = question.choices[at], at in question.key
    look = "right" if right else "wrong" if picked else ""
    feedback, tempted_by = (choice.feedback, bank.tempting(choice)) if picked else ("", "")
    return JudgedChoice(letter(shown), choice.text, look, _tag(right, picked), feedback, tempted_by)


def _tag(right: bool, picked: bool) -> str:
    match right, picked:
        case True, True:
            return str(_("your answer, right"))
        case False, True:
            return str(_("your answer"))
        case True, False:
            return str(_("right answer"))
    return ""


def _progress(taking: Taking, number: int) -> Progress:
    return Progress(number, len(taking.order), len(taking.attempt.responses))


def overview_page(taking: Taking, countdown: Countdown | None) -> OverviewPage:
    lines = tuple(
        OverviewLine(number, taking.bank.questions[place].stem, place in taking.attempt.responses)
        for number, place in enumerate(taking.order, start=1)
    )
    missing = sum(not line.responded for line in lines)
    attempt = taking.attempt
    scored = not attempt.waits_for_release or attempt.settings.score_first
    return OverviewPage(attempt.address, taking.title, taking.bank.language, lines, missing, scored, countdown)
