"""What people have said of a quiz's questions, beside what the key says: marks by hand, and readers' objections."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import ngettext

from quizapp.domain.objections import Reason
from quizapp.domain.quizzes import Quiz, spoken
from quizapp.services.statistics import Statistics
from quizapp.store.objections import Heard, Opened, StoredObjection
from quizapp.web.teacher.results.selections import Addresses

_UNFOLDED = 5
"""Objections to a question that are seen at once."""


@dataclass(frozen=True, slots=True)
class Objected:
    """That readers hold something against a question."""

    said: str
    address: str
    """Where it can be read."""


@dataclass(frozen=True, slots=True)
class Voices:
    """What the page of a class says of it."""

    by_hand: tuple[str, ...]
    """Sentences."""
    objected: tuple[Objected, ...]


@dataclass(frozen=True, slots=True)
class ObjectionLine:
    """One reader's; without a name, for this page is one that a class may see on the wall."""

    quiz: str
    """Its code, among several."""
    reason: Reason
    text: str
    made_at: datetime
    settled_at: datetime | None
    attempt: str
    """Where the attempt is, with the name."""
    settle: str
    """Where to send that it is settled."""


@dataclass(frozen=True, slots=True)
class QuestionVoices:
    """What readers hold against one question: the newest of it."""

    opened: tuple[ObjectionLine, ...] = ()
    folded: tuple[ObjectionLine, ...] = ()
    """What is open too, and would push the figures of the question too far down."""
    settled: tuple[ObjectionLine, ...] = ()
    opened_in_all: int = 0
    settled_in_all: int = 0
    settle_all: str = ""
    """Where to send that all that is open is settled."""
    bank: str = ""
    """The id of the bank whose page this is; empty where it is a quiz's."""
    until: str = ""
    """When the newest of it was said: what is said after it stays open."""

    @property
    def unseen(self) -> int:
        """How many are open that are not shown."""
        return self.opened_in_all - len(self.opened) - len(self.folded)


def by_hand(count: int) -> Iterator[str]:
    """A sentence, where there is something to say."""
    if count:
        yield ngettext(
            "%(num)s mark was given by hand: it is in the scores; the figures of the questions are by the key.",
            "%(num)s marks were given by hand: they are in the scores; the figures of the questions are by the key.",
            count,
        )


def voices(found: Statistics, marked: Mapping[str, int], opened: Mapping[str, Opened], addresses: Addresses) -> Voices:
    """Of one quiz, or of several; by the question's id, how many marks were given by hand, and what readers object."""
    return Voices(tuple(by_hand(sum(marked.values()))), tuple(_objected(found, opened, addresses)))


def _objected(found: Statistics, opened: Mapping[str, Opened], addresses: Addresses) -> Iterator[Objected]:
    """The question that most readers object to first; last those that the version shown does not ask."""
    slugs = _slugs(found.quizzes)
    numbers = {question.id: number for number, question in enumerate(found.bank.questions, start=1)}
    ranked = sorted(opened, key=lambda id_: (id_ not in numbers, -opened[id_].readers, numbers.get(id_, 0)))
    for id_ in ranked:
        readers, number = opened[id_].readers, numbers.get(id_)
        if number is None:
            said = ngettext(
                "%(num)s reader says that something is wrong with a question that is asked no more.",
                "%(num)s readers say that something is wrong with a question that is asked no more.",
                readers,
            )
            where = url_for("results.attempt", slug=slugs[opened[id_].quiz_id], attempt_id=opened[id_].attempt_id)
        else:
            said = ngettext(
                "%(num)s reader says that something is wrong with question %(number)s.",
                "%(num)s readers say that something is wrong with question %(number)s.",
                readers, number=number,
            )  # fmt: skip
            where = addresses.objections(id_)
        yield Objected(said, where)


def of_question(heard: Heard, quizzes: Sequence[Quiz], addresses: Addresses) -> QuestionVoices:
    """Of these quizzes, for the page at these addresses."""
    opened = tuple(_lines(heard.opened, quizzes, addresses))
    return QuestionVoices(
        opened[:_UNFOLDED],
        opened[_UNFOLDED:],
        tuple(_lines(heard.settled, quizzes, addresses)),
        heard.opened_in_all,
        heard.settled_in_all,
        addresses.settle_all(),
        str(addresses.subject.values.get("bank_id", "")),
        heard.opened[0].objection.made_at.isoformat() if heard.opened else "",
    )


def _lines(found: Sequence[StoredObjection], quizzes: Sequence[Quiz], addresses: Addresses) -> Iterator[ObjectionLine]:
    slugs = _slugs(quizzes)
    for one in found:
        said, slug, number = one.objection, slugs[one.quiz_id], one.place + 1
        yield ObjectionLine(
            spoken(slug) if len(slugs) > 1 else "",
            said.reason,
            said.text,
            said.made_at,
            said.settled_at,
            url_for("results.attempt", slug=slug, attempt_id=one.attempt_id, _anchor=f"question-{number}"),
            addresses.settle(slug, one.attempt_id, number),
        )


def _slugs(quizzes: Sequence[Quiz]) -> Mapping[int, str]:
    return {quiz.id: quiz.slug for quiz in quizzes}
