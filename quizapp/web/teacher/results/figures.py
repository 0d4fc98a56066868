"""Figures of the statistics as a teacher reads them: with what they rest on, how sure they are, and in plain words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import format_decimal
from flask_babel import gettext as _

from quizapp.domain.statistics.intervals import Figure, Interval, Method
from quizapp.domain.statistics.questions import QuestionStatistics
from quizapp.domain.statistics.scores import ScoreStatistics
from quizapp.formats.problems import N_
from quizapp.web.words import per_cent

METHODS: dict[str, str] = {
    Method.WILSON: N_("Wilson’s interval for proportions"),
    Method.STUDENT: N_("Student’s t"),
    Method.FELDT: N_("Feldt’s interval for alpha"),
    Method.FISHER: N_("Fisher’s z"),
    Method.RANKS: N_("ranks, by the binomial distribution"),
    Method.BOOTSTRAP: N_("bootstrap, 1,000 draws"),
    Method.ASYMPTOTIC: N_("asymptotic error"),
}


@dataclass(frozen=True, slots=True)
class ToldFigure:
    """A figure in one line of a table."""

    name: str
    value: str
    """Empty where there are too few to say."""
    between: str
    """The ends of its interval; empty where it has none."""
    method: str
    """How that was found."""
    n: int
    words: str


Written = Callable[[float], str]


def told(name: str, figure: Figure, written: Written, words: str) -> ToldFigure:
    interval = figure.interval
    return ToldFigure(
        name,
        "" if figure.value is None else written(figure.value),
        "" if interval is None else _("%(low)s to %(high)s", low=written(interval.low), high=written(interval.high)),
        "" if interval is None else _(METHODS[interval.method]),
        figure.n,
        _("too few to say") if figure.value is None else words,
    )


def points_apart(difference: float) -> str:
    """Of two shares, in points of a hundred with their sign: +12, −5, 0."""
    points = round(100 * difference)
    return f"{points:+d}".replace("-", "−") if points else "0"


def decimal(value: float) -> str:
    """To two decimals, always: 0.35, −0.20."""
    return str(format_decimal(value, "0.00")).replace("-", "−")


def mark(value: float) -> str:
    """11 or 10.5, to one decimal."""
    return str(format_decimal(Decimal(value), "#,##0.#")).replace("-", "−")


def duration(seconds: float) -> str:
    """34 s or 10 min 36 s, in one piece; of hours the seconds say nothing."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        said = _("%(hours)s h %(minutes)s min", hours=hours, minutes=f"{minutes:02}")
    elif minutes:
        said = _("%(minutes)s min %(seconds)s s", minutes=minutes, seconds=f"{rest:02}")
    else:
        said = _("%(seconds)s s", seconds=rest)
    return str(said).replace(" ", "\u00a0")


# --- all of a kind ---


def of_scores(scores: ScoreStatistics) -> Iterator[ToldFigure]:
    maximum = mark(float(scores.maximum))
    yield told(_("Mean"), scores.mean, mark, _("of %(maximum)s", maximum=maximum))
    yield told(_("Median"), scores.median, mark, _("half of the readers have as much or more"))
    yield told(_("Standard deviation"), scores.deviation, mark, _("how far scores lie from the mean, as a rule"))
    yield told(_("Skewness"), scores.skewness, decimal, skewness(scores.skewness.value))
    yield told(_("Kurtosis"), scores.kurtosis, decimal, kurtosis(scores.kurtosis.value))
    yield told(
        _("Reliability (Cronbach’s alpha)"),
        scores.reliability,
        decimal,
        reliability(scores.reliability.value),
    )
    yield told(
        _("Standard error of measurement"),
        scores.error,
        mark,
        _("by so many points, as a rule, a score misses what the reader knows"),
    )


def of_question(one: QuestionStatistics) -> Iterator[ToldFigure]:
    """In an order that is the same for every question: what it lacks is too little to say."""
    yield told(_("Facility"), one.facility, per_cent, facility(one.facility.value))
    yield told(_("Discrimination"), one.discrimination, decimal, discrimination(one.discrimination))
    yield told(_("Time"), one.seconds or Figure(None, 0), duration, _("median between answers, reading included"))
    yield told(_("Blind pick"), Figure(one.guess, one.asked), per_cent, _("what it earns on average"))


# --- in plain words ---


def facility(value: float | None) -> str:
    """How hard a question was; empty where that is not known."""
    if value is None:
        return ""
    return _said(
        value,
        (
            (1, _("everyone got it")),
            (0.9, _("almost everyone got it")),
            (0.65, _("most got it")),
            (0.45, _("about half got it")),
            (0.25, _("fewer than half got it")),
            (0.1, _("few got it")),
        ),
        _("almost nobody got it"),
    )


def discrimination(figure: Figure) -> str:
    """Whether a question tells readers apart."""
    if figure.value is None:
        return ""
    said = _said(
        figure.value,
        (
            (0.4, _("it tells better and weaker readers apart well")),
            (0.2, _("it tells better and weaker readers apart somewhat")),
            (0, _("it hardly tells better and weaker readers apart")),
        ),
        _("the better readers got it wrong more often: check the key"),
    )
    return str(_("%(said)s; chance alone might do as much", said=said)) if _may_be_none(figure.interval) else said


def skewness(value: float | None) -> str:
    if value is None:
        return ""
    return _said(
        value,
        (
            (0.5, _("a few lie far above the others")),
            (-0.5, _("about as many far above as far below")),
        ),
        _("a few lie far below the others"),
    )


def kurtosis(value: float | None) -> str:
    if value is None:
        return ""
    return _said(
        value,
        (
            (1, _("most lie close together, a few far away")),
            (-1, _("spread as a bell is")),
        ),
        _("spread flat, or in two groups"),
    )


def reliability(value: float | None) -> str:
    """Whether the scores rank readers by more than chance."""
    if value is None:
        return ""
    return _said(
        value,
        (
            (0.8, _("the questions agree: the scores rank readers well")),
            (0.6, _("the questions agree fairly: enough for a test in class")),
        ),
        _("the questions agree little: a few points more or less say nothing"),
    )


def _said(value: float, steps: tuple[tuple[float, str], ...], otherwise: str) -> str:
    """The words of the first step that a value reaches."""
    return next((words for floor, words in steps if value >= floor), otherwise)


def _may_be_none(interval: Interval | None) -> bool:
    return interval is not None and interval.low < 0 < interval.high
