"""One reader's passage through one version: the order it was drawn in, and which response counts."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from enum import IntEnum, StrEnum

from quizapp.domain.banks import Bank, Question
from quizapp.domain.rulings import Ruling, ruled
from quizapp.domain.scoring import Outcome, mark, outcome, rounded, total

GRACE = timedelta(seconds=10)
"""How long after the deadline a response still counts: one sent in the last second may be on its way for a while."""


class FeedbackTime(StrEnum):
    AT_ONCE = "at-once"
    """After each question; the first response is final."""
    AT_END = "at-end"
    """Only after finishing; until then readers skip, come back and change."""
    WHEN_RELEASED = "when-released"
    """Only when nobody answers any more, or the teacher says so; until they finish, readers skip and change."""


class Disclosure(IntEnum):
    """How much of what is right the reader of an attempt may be told; each is more than those before it."""

    NOTHING = 0
    SCORE = 1
    """What all responses earned together, and not which of them."""
    KEY = 2


class State(StrEnum):
    OPEN = "open"
    FINISHED = "finished"


class AttemptFinished(Exception):
    """A response came for an attempt that is finished."""


class StaleResponse(Exception):
    """A response was made on a page older than the response that is stored."""


class NothingPicked(Exception):
    """A response without a choice."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a quiz asks of its attempts; pinned to each attempt at its start."""

    feedback: FeedbackTime = FeedbackTime.AT_ONCE
    shuffle_questions: bool = False
    shuffle_choices: bool = True
    score_first: bool = False
    """Whether, where feedback waits for the release, the score is told at the reader's own end."""


@dataclass(frozen=True, slots=True)
class Response:
    picked: frozenset[int]
    """Places of the choices in the bank, whatever order they were shown in."""
    mark: Decimal
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Attempt:
    address: str
    """Public and unguessable."""
    version_id: int
    seed: str
    settings: Settings
    state: State
    started_at: datetime
    finished_at: datetime | None = None
    name: str = ""
    subset: tuple[int, ...] | None = None
    """Places in the bank of the questions asked, when not all of them are."""
    whole: bool = True
    """Whether it asks all that its quiz asks; else only what was missed before."""
    responses: Mapping[int, Response] = field(default_factory=dict)
    """By the question's place in the bank."""
    deadline_at: datetime | None = None
    """When its time ends, drawn from the quiz's terms at its start; None where it has no limit."""
    rulings: Mapping[int, Ruling] = field(default_factory=dict)
    """What its teacher has ruled since it was finished, by the question's place in the bank."""
    released: bool = False
    """Whether the key of its quiz is out, as `domain.releases` decides; matters where feedback waits for that."""

    @property
    def finished(self) -> bool:
        return self.state is State.FINISHED

    @property
    def has_mark(self) -> bool:
        """Whether there is anything to mark: an answer, or an end without one."""
        return self.finished or bool(self.responses)

    @property
    def feedback_at_once(self) -> bool:
        return self.settings.feedback is FeedbackTime.AT_ONCE

    def order(self, bank: Bank) -> tuple[int, ...]:
        """Places in the bank of the questions, in the order this attempt asks them."""
        asked = self.subset if self.subset is not None else tuple(range(len(bank.questions)))
        if not self.settings.shuffle_questions:
            return asked
        order = drawn(self.seed, "questions", asked)
        if len(bank.parts) < 2:
            return order
        # What is asked of one article stays together: nobody reads it twice.
        part_of = {id_: number for number, part in enumerate(bank.parts) for id_ in part.ids}
        return tuple(sorted(order, key=lambda place: part_of[bank.questions[place].id]))

    def choice_order(self, bank: Bank, place: int) -> tuple[int, ...]:
        """Places in the question of its choices, in the order this attempt shows them; fixed ones stay."""
        question = bank.questions[place]
        everything = tuple(range(len(question.choices)))
        if not (self.settings.shuffle_choices and question.shuffle):
            return everything
        free = [i for i in everything if not question.choices[i].fixed]
        moved = iter(drawn(self.seed, f"choices/{place}", free))
        return tuple(i if question.choices[i].fixed else next(moved) for i in everything)

    @property
    def waits_for_release(self) -> bool:
        return self.settings.feedback is FeedbackTime.WHEN_RELEASED

    @property
    def disclosure(self) -> Disclosure:
        """What its reader may be told of the whole of it now."""
        return disclosure(self.settings, finished=self.finished, released=self.released)

    def shows_key_of(self, place: int) -> bool:
        """Whether this attempt's reader may see the key of this question now."""
        return self.disclosure is Disclosure.KEY or (self.feedback_at_once and place in self.responses)


def disclosure(settings: Settings, *, finished: bool, released: bool) -> Disclosure:
    """What the reader of an attempt may be told of the whole of it: the one place that says so."""
    if not finished:
        return Disclosure.NOTHING
    if settings.feedback is not FeedbackTime.WHEN_RELEASED or released:
        return Disclosure.KEY
    return Disclosure.SCORE if settings.score_first else Disclosure.NOTHING


def last_over(now: datetime) -> datetime:
    """The latest deadline that is over: what ends then or before has ended, and its grace too."""
    return now - GRACE


def is_over(deadline_at: datetime | None, now: datetime) -> bool:
    """Whether the time of an attempt with this deadline has ended, and its grace too."""
    return deadline_at is not None and deadline_at <= last_over(now)


def ended_at(finished_at: datetime | None, deadline_at: datetime | None, now: datetime) -> datetime | None:
    """When an attempt finished, as it counts now: at its deadline, if that is over; None while it runs."""
    return deadline_at if finished_at is None and is_over(deadline_at, now) else finished_at


def as_of(attempt: Attempt, now: datetime) -> Attempt:
    """The attempt as it counts now: one whose time is over has finished at its deadline, with what was answered."""
    if attempt.finished or not is_over(attempt.deadline_at, now):
        return attempt
    return replace(attempt, state=State.FINISHED, finished_at=attempt.deadline_at)


def finish_time(attempt: Attempt, now: datetime) -> datetime:
    """When an attempt that is closed now has finished: never after its deadline."""
    return now if attempt.deadline_at is None else min(now, attempt.deadline_at)


def drawn(seed: str, salt: str, places: Iterable[int]) -> tuple[int, ...]:
    """An order drawn from the seed, the same on every machine and Python, that knows nothing of the content."""

    def rank(place: int) -> bytes:
        return hashlib.sha256(f"{seed}/{salt}/{place}".encode()).digest()

    return tuple(sorted(places, key=rank))


def respond(
    attempt: Attempt, stored: Response | None, question: Question, picked: frozenset[int], revision_seen: int
) -> Response:
    """The response that counts from now on: `stored` itself when this one changes nothing.

    With feedback at once the first is final. With feedback at the end the last counts, but one made on a page older
    than the stored response never overwrites it. Raises AttemptFinished, StaleResponse, NothingPicked.
    """
    if stored is not None and (attempt.feedback_at_once or stored.picked == picked):
        return stored
    if attempt.finished:
        raise AttemptFinished
    if not picked and (stored is None or not question.kind.takes_several):
        raise NothingPicked
    if stored is None:
        return Response(picked, mark(question, picked))
    if stored.revision != revision_seen:
        raise StaleResponse
    return Response(picked, mark(question, picked), stored.revision + 1)


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One question of a finished attempt: what was picked and what it earned."""

    number: int
    place: int
    question: Question
    picked: frozenset[int]
    outcome: Outcome
    """By the key."""
    mark: Decimal
    """By the teacher, where they gave another one."""
    ruling: Ruling | None = None


@dataclass(frozen=True, slots=True)
class Result:
    lines: tuple[QuestionResult, ...]
    score: Decimal
    maximum: Decimal

    @property
    def missed(self) -> tuple[int, ...]:
        """Places in the bank of the questions not fully right, in bank order."""
        return tuple(sorted(line.place for line in self.lines if line.outcome is not Outcome.RIGHT))


def result(attempt: Attempt, bank: Bank) -> Result:
    """The attempt marked anew from key, responses and rulings."""
    lines = []
    for number, place in enumerate(attempt.order(bank), start=1):
        question = bank.questions[place]
        response = attempt.responses.get(place)
        picked = response.picked if response else frozenset()
        by_key = mark(question, picked) if picked else Decimal(0)
        ruling = attempt.rulings.get(place)
        points = ruled(ruling, by_key, rounded(question.marking.maximum))
        lines.append(QuestionResult(number, place, question, picked, outcome(question, picked), points, ruling))
    return Result(
        tuple(lines),
        total(line.mark for line in lines),
        total(rounded(line.question.marking.maximum) for line in lines),
    )


_LONGEST_NAME = 60
_JOINERS = "\u200c\u200d"  # Persian, many Indian scripts and emoji need them inside words.
_JOINING_NOTHING = re.compile(rf"(?<!\S)[{_JOINERS}]+|[{_JOINERS}]+(?!\S)")
_BLANK = "\u034f\u115f\u1160\u2800\u3164\uffa0"  # Letters and signs, says Unicode, but nothing is seen of them.


def clean_name(typed: str) -> str:
    """A display name as it is kept: NFC, one line, no invisible characters, at most 60 characters."""
    shown = "".join(char for char in typed if char in _JOINERS or char.isspace() or _is_seen(char))
    composed = unicodedata.normalize("NFC", _JOINING_NOTHING.sub("", shown))
    return " ".join(composed.split())[:_LONGEST_NAME].strip(" " + _JOINERS)


def _is_seen(char: str) -> bool:
    return char not in _BLANK and unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")
