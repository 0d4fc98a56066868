"""What the charts of the results are drawn from: readers over their scores, and two figures side by side."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import cycle

from quizapp.domain.statistics.intervals import Figure
from quizapp.domain.statistics.scores import ScoreCount

MOST_STACKED = 14
"""Readers with one score, each as a dot; where more have the same, all columns are bars."""
_MOST_COLUMNS = 25
_MOST_NAMED = 13
"""Columns with a number under each; of more, some have none."""
_WIDTH = 480
_STACK = 13
"""From one dot of a column to the one above it."""
_TALLEST = MOST_STACKED * _STACK
_CLEAR = 4
_FIGURE = 14
"""How high the number on a bar is, with what is beneath it."""


# --- two figures side by side ---

_PAIR = 200
"""How long the line from nothing to all is, in units of the drawing."""


@dataclass(frozen=True, slots=True)
class DumbbellEnd:
    """One of two figures, with its interval; both None where they are not known."""

    x: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Dumbbell:
    width: int
    one: DumbbellEnd
    other: DumbbellEnd


def dumbbell(one: Figure, other: Figure) -> Dumbbell:
    """Shares from 0 to 1; what lies under nothing stands at its end."""
    return Dumbbell(_PAIR, _end(one), _end(other))


def _end(figure: Figure) -> DumbbellEnd:
    within = figure.interval
    return DumbbellEnd(
        None if figure.value is None else _along(figure.value),
        None if within is None else _along(within.low),
        None if within is None else _along(within.high),
    )


def _along(share: float) -> float:
    return _px(_PAIR * min(1, max(0, share)))


# --- scores ---


@dataclass(frozen=True, slots=True)
class DotColumn:
    """Readers whose scores stand over one mark of the scale."""

    x: float
    score: Decimal
    """The lowest that stands here."""
    count: int
    dots: tuple[float, ...]
    """How high each is; none where the column is a bar."""
    top: float
    height: float
    """Of the bar; 0 where there are dots."""


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    score: Decimal


@dataclass(frozen=True, slots=True)
class MedianMark:
    x: float
    foot: float
    """Where its line ends, above what is beneath it."""


@dataclass(frozen=True, slots=True)
class ScoreChart:
    columns: tuple[DotColumn, ...]
    """Those in which somebody is."""
    ticks: tuple[Tick, ...]
    width: int
    floor: float
    """Where the line is on which the columns stand."""
    bar: float
    """How wide a bar is."""
    step: Decimal
    """How many points a column is for."""
    rounded: bool
    """Whether parts of a point are left off."""
    median: MedianMark | None

    @property
    def dotted(self) -> bool:
        return not any(column.height for column in self.columns)


def score_chart(spread: Sequence[ScoreCount], maximum: Decimal, median: float | None) -> ScoreChart:
    """Every score over the mark it counts; parts of a mark are left off, and much is told in steps of several."""
    step = _step(maximum)
    last = int(maximum / step)
    pitch = _WIDTH / (last + 1)
    counts: Counter[int] = Counter()
    for one in spread:
        counts[min(last, max(0, int(one.score / step)))] += one.count
    tallest = max(counts.values(), default=0)
    floor = float(min(_TALLEST, _STACK * tallest))
    columns = tuple(
        _column(
            (at + 0.5) * pitch, at * step, counts[at], floor, _STACK if tallest <= MOST_STACKED else floor / tallest
        )
        for at in sorted(counts)
    )
    rounded = any(one.score % step for one in spread)
    every = -(-(last + 1) // _MOST_NAMED)
    return ScoreChart(
        columns,
        tuple(Tick(_px((at + 0.5) * pitch), at * step) for at in range(0, last + 1, every)),
        _WIDTH,
        floor,
        _px(min(30, 0.8 * pitch)),
        step,
        rounded,
        None if median is None else _median(median / float(step), pitch, columns, floor, between=not rounded),
    )


def _column(x: float, score: Decimal, count: int, floor: float, each: float) -> DotColumn:
    """`each` is how high one reader is: a dot is of one height, whatever the others are."""
    top = _px(floor - count * each)
    if each < _STACK:
        return DotColumn(_px(x), score, count, (), top, _px(floor - top))
    return DotColumn(_px(x), score, count, tuple(floor - (at + 0.5) * _STACK for at in range(count)), top, 0)


def _median(place: float, pitch: float, columns: Sequence[DotColumn], floor: float, *, between: bool) -> MedianMark:
    """Between two columns, where it lies `between` two scores; else over the column that has it."""
    x = _px(((place if between else int(place)) + 0.5) * pitch)
    beneath = [column.top - (_FIGURE if column.height else 0) for column in columns if abs(column.x - x) < pitch / 2]
    return MedianMark(x, min([floor, *beneath]) - _CLEAR)


def _step(maximum: Decimal) -> Decimal:
    """One mark; more where those would be too many to see, less where there are hardly any."""
    step = Decimal(1)
    while 0 < maximum < 2 * step:
        step /= 10
    for times in cycle((Decimal(2), Decimal("2.5"), Decimal(2))):
        if maximum <= _MOST_COLUMNS * step:
            break
        step *= times
    return step


def _px(length: float) -> float:
    return round(length, 1)
