"""What each template of the reader sees: frozen, decided, ready to print."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from markupsafe import Markup

from quizapp.domain import scoring
from quizapp.domain.banks import Kind, Question, Source
from quizapp.domain.quizzes import Entry, Quiz
from quizapp.domain.scoring import Outcome
from quizapp.services.entering import Invited, Standing
from quizapp.services.taking import PastAttempt, Taking, result
from quizapp.store.attempts import Running
from quizapp.store.banks import Version
from quizapp.store.classes import Presence
from quizapp.web import articles
from quizapp.web.articles import MarkedArticle
from quizapp.web.forms import ConfirmForm
from quizapp.web.reader.clocks import Countdown
from quizapp.web.reader.forms import AgainForm, CodeForm, ResponseForm, StartForm
from quizapp.web.words import letter


@dataclass(frozen=True, slots=True)
class QuizCard:
    quiz: Quiz
    opens_at: datetime | None
    """When it opens, if it is not open yet."""


@dataclass(frozen=True, slots=True)
class QuizzesPage:
    quizzes: Sequence[QuizCard]
    """Those in the page's own language first."""
    form: CodeForm
    notice: str = ""
    """« unknown » or « stale-form »: why the code that was typed leads nowhere."""
    template: ClassVar[str] = "reader/quizzes.html"


@dataclass(frozen=True, slots=True)
class QuizPage:
    quiz: Quiz
    source: Source
    article: MarkedArticle | None
    running: Sequence[Running]
    """The unfinished attempts in this browser."""
    standing: Standing
    form: StartForm
    retention_days: int
    names: Sequence[Presence] = ()
    """Whom one may pick, where the quiz is for a class that does."""
    guest: Invited | None = None
    """Whose own link it is."""
    notice: str = ""
    """« name-needed », « name-taken », « member-needed » or « no-try-left »: why no attempt has begun."""

    @property
    def may_start(self) -> bool:
        """Whether a new attempt can begin here without a name of a class: nothing runs but what is theirs."""
        return self.standing.entry is Entry.FREE and all(one.member_id is not None for one in self.running)

    template: ClassVar[str] = "reader/quiz.html"


@dataclass(frozen=True, slots=True)
class ChoiceView:
    value: int
    """Place on the screen, from 1: what the form sends. It says nothing of the place in the bank."""
    letter: str
    text: str
    picked: bool
    right: bool = False
    """Always False before the key is due."""
    feedback: str = ""
    """Empty before it is due, and for what was not picked."""


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
    kind: Kind
    stem: str
    choices: tuple[ChoiceView, ...]
    form: ResponseForm
    revision: int
    saved: bool
    """Whether the response shown is the one on disk."""
    changeable: bool
    """Whether feedback comes at the end, so that one may skip, come back and change."""
    article: Markup | None
    article_apart: bool
    """Whether the article is too long to travel with the question."""
    notice: str = ""
    """« stale-form », « stale-response », « nothing-picked » or « unreadable »: why the page is shown again."""
    missed_gone: bool = False
    """Whether this attempt was to ask what was missed, of which nothing is left."""
    countdown: Countdown | None = None
    template: ClassVar[str] = "reader/question.html"


@dataclass(frozen=True, slots=True)
class FeedbackPage:
    """A question after its response, its key shown."""

    address: str
    title: str
    language: str
    progress: Progress
    outcome: Outcome
    kind: Kind
    stem: str
    choices: tuple[ChoiceView, ...]
    outcome_feedback: str
    """Said to all responses with this outcome."""
    feedback: str
    mark: Decimal
    maximum: Decimal
    proof: MarkedArticle | None
    next_number: int | None
    """None when every question has its response: what comes next is the end."""
    kept_first: bool
    """Whether a second response was just sent, and the first was kept."""
    saved: bool
    """Whether there is a response on disk; a finished attempt may lack some."""
    late: tuple[str, ...] | None = None
    """The choices of a response that was just sent, after the end; None if there was none."""
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
    form: ConfirmForm
    countdown: Countdown | None = None
    template: ClassVar[str] = "reader/overview.html"


@dataclass(frozen=True, slots=True)
class ResultLine:
    number: int
    outcome: Outcome
    stem: str
    picked: tuple[str, ...]
    right: tuple[str, ...]
    choice_feedback: tuple[str, ...]
    outcome_feedback: str
    feedback: str
    mark: Decimal
    maximum: Decimal


@dataclass(frozen=True, slots=True)
class EndPage:
    address: str
    quiz: Quiz
    standing: Standing
    timed_out: bool
    """Whether its time was over before everything was answered."""
    title: str
    language: str
    name: str
    score: Decimal
    maximum: Decimal
    rights: int
    missed: int
    corrected: bool
    """Whether it was marked again since it was finished, by another key."""
    lines: tuple[ResultLine, ...]
    article: MarkedArticle | None
    form: AgainForm
    template: ClassVar[str] = "reader/end.html"


@dataclass(frozen=True, slots=True)
class ArticlePage:
    address: str
    title: str
    language: str
    article: MarkedArticle
    template: ClassVar[str] = "reader/article.html"


@dataclass(frozen=True, slots=True)
class CodePage:
    address: str
    title: str
    language: str
    code: str | None
    form: ConfirmForm
    template: ClassVar[str] = "reader/code.html"


@dataclass(frozen=True, slots=True)
class ResumePage:
    form: CodeForm
    unknown: bool = False
    template: ClassVar[str] = "reader/resume.html"


@dataclass(frozen=True, slots=True)
class ScoresPage:
    attempts: Sequence[PastAttempt]
    template: ClassVar[str] = "reader/scores.html"


@dataclass(frozen=True, slots=True)
class DeletePage:
    """Asks once more before deleting: one attempt, or all."""

    address: str | None
    title: str
    language: str
    form: ConfirmForm
    names: Sequence[str] = ()
    """Whose all of them are."""
    template: ClassVar[str] = "reader/delete.html"


# --- from the domain to the pages ---


def quizzes_page(quizzes: Sequence[Quiz], now: datetime, form: CodeForm, notice: str) -> QuizzesPage:
    cards = [
        QuizCard(quiz, quiz.terms.opens_at if quiz.terms.entry(now, 0) is Entry.NOT_YET else None) for quiz in quizzes
    ]
    return QuizzesPage(cards, form, notice)


class PlainArticles:
    """The HTML of unmarked articles, made once for each version in memory: it is the same on every question page."""

    _KEPT = 64

    def __init__(self) -> None:
        self._printed: dict[int, Markup] = {}

    def of(self, version: Version) -> Markup | None:
        bank = version.bank
        if bank.article is None:
            return None
        if version.id not in self._printed:
            if len(self._printed) >= self._KEPT:
                self._printed.clear()
            self._printed[version.id] = articles.printed(articles.plain(bank.article, bank.language))
        return self._printed[version.id]


def question_page(
    taking: Taking,
    number: int,
    form: ResponseForm,
    article: Markup | None,
    notice: str = "",
    picked_now: frozenset[int] | None = None,
    *,
    missed_gone: bool = False,
    countdown: Countdown | None = None,
) -> QuestionPage:
    """The question as asked; `picked_now` are the places on screen of a response that was sent but not stored."""
    place = taking.place(number)
    question = taking.bank.questions[place]
    stored = taking.attempt.responses.get(place)
    order = taking.attempt.choice_order(taking.bank, place)
    if picked_now is None:
        picked = stored.picked if stored else frozenset()
    else:
        picked = frozenset(order[n - 1] for n in picked_now if 1 <= n <= len(order))
    too_long = article is not None and len(article) > articles.LARGEST_INLINE
    return QuestionPage(
        address=taking.attempt.address,
        title=taking.bank.title,
        language=taking.bank.language,
        progress=_progress(taking, number),
        kind=question.kind,
        stem=question.stem,
        choices=tuple(
            ChoiceView(shown, letter(shown - 1), question.choices[at].text, at in picked)
            for shown, at in enumerate(order, start=1)
        ),
        form=form,
        revision=stored.revision if stored else 0,
        saved=stored is not None and not notice,
        changeable=not taking.attempt.feedback_at_once,
        article=None if too_long else article,
        article_apart=too_long,
        notice=notice,
        missed_gone=missed_gone,
        countdown=countdown,
    )


def feedback_page(
    taking: Taking,
    number: int,
    *,
    kept_first: bool = False,
    sent: frozenset[int] | None = None,
    countdown: Countdown | None = None,
) -> FeedbackPage:
    """Only for a question whose key is due; `sent` are the places in the bank of choices that came after the end."""
    place = taking.place(number)
    bank, attempt = taking.bank, taking.attempt
    assert attempt.shows_key_of(place)
    question = bank.questions[place]
    response = attempt.responses.get(place)
    picked = response.picked if response else frozenset()
    order = attempt.choice_order(bank, place)
    return FeedbackPage(
        address=attempt.address,
        title=bank.title,
        language=bank.language,
        progress=_progress(taking, number),
        outcome=scoring.outcome(question, picked),
        kind=question.kind,
        stem=question.stem,
        choices=tuple(_judged(question, at, shown, at in picked) for shown, at in enumerate(order, start=1)),
        outcome_feedback=scoring.outcome_feedback(question, picked),
        feedback=question.feedback,
        mark=scoring.mark(question, picked),
        maximum=scoring.rounded(question.maximum),
        proof=articles.proof(bank.article, bank.language, question, number) if bank.article else None,
        next_number=None if attempt.finished else taking.next_number(number),
        kept_first=kept_first,
        saved=response is not None,
        late=None if sent is None else tuple(question.choices[at].text for at in order if at in sent),
        countdown=countdown,
    )


def _judged(question: Question, at: int, shown: int, picked: bool) -> ChoiceView:
    choice = question.choices[at]
    feedback = choice.feedback if picked else ""
    return ChoiceView(shown, letter(shown - 1), choice.text, picked, at in question.key, feedback)


def _timed_out(taking: Taking) -> bool:
    attempt = taking.attempt
    by_its_time = attempt.deadline_at is not None and attempt.finished_at == attempt.deadline_at
    return by_its_time and len(attempt.responses) < len(taking.order)


def _progress(taking: Taking, number: int) -> Progress:
    return Progress(number, len(taking.order), len(taking.attempt.responses))


def overview_page(taking: Taking, form: ConfirmForm, countdown: Countdown | None) -> OverviewPage:
    lines = tuple(
        OverviewLine(number, taking.bank.questions[place].stem, place in taking.attempt.responses)
        for number, place in enumerate(taking.order, start=1)
    )
    missing = sum(not line.responded for line in lines)
    return OverviewPage(
        taking.attempt.address, taking.bank.title, taking.bank.language, lines, missing, form, countdown
    )


def end_page(taking: Taking, quiz: Quiz, standing: Standing, form: AgainForm) -> EndPage:
    """Raises NotFinished."""
    outcome_of_all = result(taking)
    bank = taking.bank
    lines = []
    for line in outcome_of_all.lines:
        choices = line.question.choices
        shown = taking.attempt.choice_order(bank, line.place)
        lines.append(
            ResultLine(
                number=line.number,
                outcome=line.outcome,
                stem=line.question.stem,
                picked=tuple(choices[at].text for at in shown if at in line.picked),
                right=tuple(choices[at].text for at in shown if at in line.question.key),
                choice_feedback=tuple(
                    choices[at].feedback for at in shown if at in line.picked and choices[at].feedback
                ),
                outcome_feedback=scoring.outcome_feedback(line.question, line.picked),
                feedback=line.question.feedback,
                mark=line.mark,
                maximum=scoring.rounded(line.question.maximum),
            )
        )
    asked = [(line.number, line.question) for line in outcome_of_all.lines]
    outcomes = {line.number: line.outcome for line in outcome_of_all.lines}
    return EndPage(
        address=taking.attempt.address,
        quiz=quiz,
        standing=standing,
        timed_out=_timed_out(taking),
        title=bank.title,
        language=bank.language,
        name=taking.attempt.name,
        score=outcome_of_all.score,
        maximum=outcome_of_all.maximum,
        rights=len(lines) - len(outcome_of_all.missed),
        missed=len(outcome_of_all.missed),
        corrected=taking.corrected,
        lines=tuple(lines),
        article=articles.annotated(bank.article, bank.language, asked, outcomes) if bank.article else None,
        form=form,
    )
