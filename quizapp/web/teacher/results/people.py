"""What people have said of a quiz's questions, beside what the key says: marks by hand, and readers' objections."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import ngettext

from quizapp.domain.objections import Reason
from quizapp.services.statistics import Statistics
from quizapp.store.objections import Heard, Opened, StoredObjection
from quizapp.web.teacher.results.selections import Addresses


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
    settled: tuple[ObjectionLine, ...] = ()
    opened_in_all: int = 0
    settled_in_all: int = 0
    settle_all: str = ""
    """Where to send that all that is open is settled."""
    until: str = ""
    """When the newest of it was said: what is said after it stays open."""

    @property
    def unseen(self) -> int:
        """How many are open that are not shown."""
        return self.opened_in_all - len(self.opened)


def by_hand(count: int) -> Iterator[str]:
    """A sentence, where there is something to say."""
    if count:
        yield ngettext(
            "%(num)s mark was given by hand: it is in the scores; the figures of the questions are by the key.",
            "%(num)s marks were given by hand: they are in the scores; the figures of the questions are by the key.",
            count,
        )


def voices(found: Statistics, marked: Mapping[str, int], opened: Mapping[str, Opened], addresses: Addresses) -> Voices:
    """Of one quiz; both by the question's id: how many marks were given by hand, what readers hold against it."""
    return Voices(tuple(by_hand(sum(marked.values()))), tuple(_objected(found, opened, addresses)))


def _objected(found: Statistics, opened: Mapping[str, Opened], addresses: Addresses) -> Iterator[Objected]:
    """The question that most readers object to first; last those that the version shown does not ask."""
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
            where = url_for("results.attempt", slug=found.quiz.slug, attempt_id=opened[id_].attempt_id)
        else:
            said = ngettext(
                "%(num)s reader says that something is wrong with question %(number)s.",
                "%(num)s readers say that something is wrong with question %(number)s.",
                readers, number=number,
            )  # fmt: skip
            where = f"{addresses.question(id_)}#objections"
        yield Objected(said, where)


def of_question(slug: str, heard: Heard) -> QuestionVoices:
    return QuestionVoices(
        tuple(_lines(slug, heard.opened)),
        tuple(_lines(slug, heard.settled)),
        heard.opened_in_all,
        heard.settled_in_all,
        url_for("results.settle_all", slug=slug),
        heard.opened[0].objection.made_at.isoformat() if heard.opened else "",
    )


def _lines(slug: str, found: Sequence[StoredObjection]) -> Iterator[ObjectionLine]:
    for one in found:
        said, number = one.objection, one.place + 1
        yield ObjectionLine(
            said.reason,
            said.text,
            said.made_at,
            said.settled_at,
            url_for("results.attempt", slug=slug, attempt_id=one.attempt_id, _anchor=f"question-{number}"),
            url_for("results.settle", slug=slug, attempt_id=one.attempt_id, number=number),
        )
