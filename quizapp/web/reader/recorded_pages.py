"""What the templates see of a finished attempt whose key is not out yet: nothing tells right from wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from flask_babel import gettext as _
from markupsafe import Markup

from quizapp.domain.quizzes import Entry, Quiz
from quizapp.domain.releases import Awaited
from quizapp.services.entering import Standing
from quizapp.services.taking import Taking, score
from quizapp.web.reader import end_pages
from quizapp.web.times import moment_there, zone_called
from quizapp.web.words import control, letter


@dataclass(frozen=True, slots=True)
class RecordedLine:
    number: int
    stem: str
    answered: bool


@dataclass(frozen=True, slots=True)
class RecordedPage:
    """The end, until then."""

    address: str
    title: str
    language: str
    name: str
    score: Decimal | None
    """None where it comes with the key."""
    maximum: Decimal | None
    awaited: str
    """What its reader waits for: when it changes, the page is another."""
    waits: str
    """When the key comes, as a sentence."""
    timed_out: bool
    lines: tuple[RecordedLine, ...]
    tries_again: bool
    tries: Sequence[str]
    missed: ClassVar[int] = 0
    """What was missed is not told, and cannot be tried alone."""
    template: ClassVar[str] = "reader/recorded.html"


@dataclass(frozen=True, slots=True)
class OwnChoice:
    letter: str
    text: str
    picked: bool


@dataclass(frozen=True, slots=True)
class AnsweredPage:
    """A question with what was answered, until then."""

    address: str
    title: str
    language: str
    number: int
    count: int
    control: str
    stem: str
    choices: tuple[OwnChoice, ...]
    saved: bool
    """Whether anything was picked."""
    sent: tuple[str, ...]
    """The choices that were just sent, after the end."""
    is_late: bool
    waits: str
    template: ClassVar[str] = "reader/answered.html"

    @property
    def former(self) -> int | None:
        return self.number - 1 or None

    @property
    def following(self) -> int | None:
        return self.number + 1 if self.number < self.count else None


def recorded_page(taking: Taking, quiz: Quiz, standing: Standing) -> RecordedPage:
    attempt, told = taking.attempt, score(taking)
    return RecordedPage(
        address=attempt.address,
        title=taking.title,
        language=taking.bank.language,
        name=attempt.name,
        score=told[0] if told else None,
        maximum=told[1] if told else None,
        awaited=f"{taking.awaited} {quiz.terms.closes_at or ''}".strip(),
        waits=_waits(taking.awaited, quiz),
        timed_out=end_pages.timed_out(taking),
        lines=tuple(
            RecordedLine(number, taking.bank.questions[place].stem, taking.is_answered(place))
            for number, place in enumerate(taking.order, start=1)
        ),
        tries_again=standing.entry is Entry.FREE,
        tries=list(end_pages.tries(standing.tries_left or 0, 0)),
    )


def answered_page(taking: Taking, number: int, quiz: Quiz, sent: frozenset[int] | None = None) -> AnsweredPage:
    """`sent` are the places in the bank of choices that came after the end."""
    attempt, place = taking.attempt, taking.place(number)
    question, response = taking.bank.questions[place], attempt.responses.get(place)
    picked = response.picked if response else frozenset()
    order = attempt.choice_order(taking.bank, place)
    return AnsweredPage(
        address=attempt.address,
        title=taking.title,
        language=taking.bank.language,
        number=number,
        count=len(taking.order),
        control=control(question.kind),
        stem=question.stem,
        choices=tuple(
            OwnChoice(letter(shown), question.choices[at].text, at in picked) for shown, at in enumerate(order)
        ),
        saved=bool(picked),
        sent=tuple(question.choices[at].text for at in order if at in (sent or ())),
        is_late=sent is not None,
        waits=_waits(taking.awaited, quiz),
    )


def _waits(awaited: Awaited | None, quiz: Quiz) -> str:
    closes_at = quiz.terms.closes_at
    if awaited is Awaited.CLOSING and closes_at is not None:
        said = Markup(_("You will see the right answers when the quiz closes (%(moment)s)."))  # noqa: S704 - ours.
        return said % {"moment": moment_there(closes_at, zone_called(quiz.zone))}
    if awaited is Awaited.LAST_READERS:
        return str(_("The quiz has closed: you will see the right answers as soon as the last readers have finished."))
    return str(_("You will see the right answers when whoever runs this quiz shows them."))
