"""What the finished attempts at a quiz, or at all quizzes of a bank, say, as programs read it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from quizapp.domain.quizzes import Counts
from quizapp.domain.statistics.intervals import Figure, Method
from quizapp.domain.statistics.questions import ChoiceStatistics, QuestionStatistics
from quizapp.domain.statistics.scores import ScoreStatistics
from quizapp.domain.statistics.signs import Sign, Suspicion
from quizapp.formats.problems import N_
from quizapp.services import bank_statistics, statistics
from quizapp.services.samples import Selection
from quizapp.services.statistics import Statistics
from quizapp.services.visits import Office
from quizapp.web.api.asking import Asked, Filter, counted, moment, word


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalResource:
    """Holds what is estimated in 95 of 100 such classes."""

    low: float
    high: float
    method: Method


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureResource:
    """A figure with what it rests on."""

    value: Annotated[float | None, N_("Null where there are too few to say, or they do not differ.")]
    n: Annotated[int, N_("How many attempts it rests on.")]
    interval: IntervalResource | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreCountResource:
    """How many have a score."""

    score: Annotated[Decimal, N_("The lowest of its step, where scores are told together.")]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoresResource:
    """The scores, in points."""

    n: int
    maximum: Decimal
    mean: FigureResource
    median: FigureResource
    deviation: Annotated[FigureResource, N_("The standard deviation.")]
    skewness: FigureResource
    kurtosis: FigureResource
    reliability: Annotated[FigureResource, N_("Cronbach’s alpha.")]
    error: Annotated[FigureResource, N_("The standard error of measurement.")]
    spread: tuple[ScoreCountResource, ...]
    step: Annotated[Decimal | None, N_("How wide a step of the spread is; null where each score is told.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceFiguresResource:
    """Who picked a choice."""

    number: Annotated[int, N_("Its place in the question, from 1.")]
    right: Annotated[bool, N_("Whether it is in the key.")]
    count: int
    share: FigureResource
    correlation: Annotated[FigureResource, N_("Of picking it with the rest of the score.")]
    halves: Annotated[tuple[int, ...] | None, N_("How many of the weaker, the better half picked it.")]
    thirds: Annotated[tuple[int, ...] | None, N_("How many of the weakest, middle, best third picked it.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFiguresResource:
    """How a question did."""

    number: Annotated[int, N_("Its place in the bank, from 1.")]
    id: Annotated[str, N_("The id of the question, the same in every version.")]
    asked: int
    unanswered: int
    right: Annotated[int, N_("How many got all of it right.")]
    facility: Annotated[FigureResource, N_("The mean mark as a share of the maximum.")]
    discrimination: Annotated[FigureResource, N_("Correlation of its mark with the rest of the score.")]
    guess: Annotated[float | None, N_("What a blind pick earns, as a share; null where several may be picked.")]
    seconds: Annotated[FigureResource | None, N_("Median time between answers; null where feedback is not at once.")]
    halves: Annotated[tuple[int, ...] | None, N_("How many attempts each half has; from ten finished on.")]
    thirds: Annotated[tuple[int, ...] | None, N_("How many attempts each third has; from thirty finished on.")]
    choices: tuple[ChoiceFiguresResource, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignResource:
    """What is worth a look: far likelier by a fault than by chance."""

    suspicion: Suspicion
    question: Annotated[int, N_("Its place in the bank, from 1.")]
    choice: Annotated[int, N_("The place of the wrong choice that it is about, from 1.")]
    key: Annotated[int, N_("The place of the choice that is marked as right, from 1.")]
    took_choice: int
    took_key: int
    answered: Annotated[int, N_("How many took any.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsResource:
    """What the finished attempts say that were selected: one try of each reader, of those that asked everything."""

    bank: Annotated[int, N_("The id of the bank.")]
    quizzes: Annotated[tuple[str, ...], N_("The codes of the quizzes that they are attempts at.")]
    version: Annotated[int, N_("The newest version among them, whose questions are told.")]
    versions: Annotated[tuple[int, ...], N_("Those that have finished attempts.")]
    tries: Annotated[Counts, N_("Which try of each reader was taken.")]
    finished: Annotated[int, N_("How many attempts the figures rest on.")]
    others: Annotated[int, N_("How many finished attempts were left out.")]
    scores: ScoresResource
    questions: tuple[QuestionFiguresResource, ...]
    signs: Annotated[tuple[SignResource, ...], N_("What to look at, the gravest first.")]


SELECTION: tuple[Filter, ...] = (
    word("tries", N_("Which try of each reader; the first, if it is not said."), Counts),
    counted("version", N_("Only attempts at the version of this number.")),
    counted("class", N_("Only attempts of the class of this id.")),
    moment("since", N_("Only attempts finished then, or later.")),
    moment("until", N_("Only attempts finished before.")),
)


def of_quiz(mine: Office, asked: Asked, code: str) -> StatisticsResource:
    found = statistics.of_quiz(mine, code, _selection(asked), real=True)
    return _statistics(found.quiz.bank_id, found)


def of_bank(mine: Office, asked: Asked, bank_id: int) -> StatisticsResource:
    return _statistics(bank_id, bank_statistics.of_bank(mine, bank_id, _selection(asked)).statistics)


def _selection(asked: Asked) -> Selection:
    given = asked.given
    return Selection(
        tries=given.get("tries", Counts.FIRST),
        version=given.get("version"),
        class_id=given.get("class"),
        since=given.get("since"),
        until=given.get("until"),
    )


def _statistics(bank_id: int, found: Statistics) -> StatisticsResource:
    return StatisticsResource(
        bank=bank_id,
        quizzes=tuple(quiz.slug for quiz in found.quizzes),
        version=found.version,
        versions=found.versions,
        tries=found.selection.tries,
        finished=found.finished,
        others=found.others,
        scores=_scores(found.scores),
        questions=tuple(map(_question, found.questions)),
        signs=tuple(map(_sign, found.signs)),
    )


def _scores(found: ScoreStatistics) -> ScoresResource:
    return ScoresResource(
        n=found.n,
        maximum=found.maximum,
        mean=_figure(found.mean),
        median=_figure(found.median),
        deviation=_figure(found.deviation),
        skewness=_figure(found.skewness),
        kurtosis=_figure(found.kurtosis),
        reliability=_figure(found.reliability),
        error=_figure(found.error),
        spread=tuple(ScoreCountResource(score=one.score, count=one.count) for one in found.spread),
        step=found.step,
    )


def _question(found: QuestionStatistics) -> QuestionFiguresResource:
    return QuestionFiguresResource(
        number=found.place + 1,
        id=found.id,
        asked=found.asked,
        unanswered=found.unanswered,
        right=found.right,
        facility=_figure(found.facility),
        discrimination=_figure(found.discrimination),
        guess=found.guess,
        seconds=None if found.seconds is None else _figure(found.seconds),
        halves=found.halves,
        thirds=found.thirds,
        choices=tuple(map(_choice, found.choices)),
    )


def _choice(found: ChoiceStatistics) -> ChoiceFiguresResource:
    return ChoiceFiguresResource(
        number=found.place + 1,
        right=found.right,
        count=found.count,
        share=_figure(found.share),
        correlation=_figure(found.correlation),
        halves=found.halves,
        thirds=found.thirds,
    )


def _sign(found: Sign) -> SignResource:
    return SignResource(
        suspicion=found.suspicion,
        question=found.question + 1,
        choice=found.choice + 1,
        key=found.key + 1,
        took_choice=found.took_choice,
        took_key=found.took_key,
        answered=found.answered,
    )


def _figure(found: Figure) -> FigureResource:
    interval = found.interval
    held = None if interval is None else IntervalResource(low=interval.low, high=interval.high, method=interval.method)
    return FigureResource(value=found.value, n=found.n, interval=held)
