"""What came of a quiz: what attempts have earned, how many readers are where, one attempt."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from quizapp.domain import attempts as rules
from quizapp.domain.attempts import Attempt, Response, Result, Settings, State
from quizapp.domain.banks import Bank, places_of
from quizapp.domain.changes import ChangeState
from quizapp.domain.objections import Objection
from quizapp.domain.quizzes import Quiz
from quizapp.domain.scoring import rounded
from quizapp.domain.statistics import tries
from quizapp.domain.statistics.tries import Try
from quizapp.services.markings import markings
from quizapp.services.visits import Office
from quizapp.store import attempts, audit, classes, deletions, objections, quizzes, responses, results, rulings
from quizapp.store.attempts import UnknownAttempt
from quizapp.store.results import AttemptScore

_OF_TURNOUT = 500
"""Bytes, about."""


@dataclass(frozen=True, slots=True)
class Score:
    """What an attempt has earned, as it counts now."""

    id: int
    name: str
    started_at: datetime
    deadline_at: datetime | None
    finished_at: datetime | None
    """Its deadline, where that is over; None while it runs."""
    responded: int
    asked: int
    score: Decimal
    maximum: Decimal
    """Of the questions this attempt asks, which may be only those missed before."""

    @property
    def finished(self) -> bool:
        return self.finished_at is not None


@dataclass(frozen=True, slots=True)
class AttemptReport:
    """One attempt as its teacher sees it."""

    quiz: Quiz
    score: Score
    bank: Bank
    version: int
    result: Result
    """Its questions in the bank's order, what was not answered as unanswered."""
    numbers: Mapping[int, int]
    """Under which number, from 1, results tell each question that the quiz asks, by its place in the bank."""
    objections: Mapping[int, Objection] = field(default_factory=dict)
    """What its reader holds against questions, by their places in the bank."""


@dataclass(frozen=True, slots=True)
class Scored:
    """An attempt with what it can earn."""

    found: AttemptScore
    ended_at: datetime | None
    """As it counts now."""
    asked: int
    maximum: Fraction

    @property
    def score(self) -> Score:
        one = self.found
        return Score(
            one.id,
            one.name,
            one.started_at,
            one.deadline_at,
            self.ended_at,
            one.responded,
            self.asked,
            one.score,
            rounded(self.maximum),
        )


def changes(office: Office, slug: str) -> ChangeState:
    """What there is to see of a quiz now: to ask whether anything has changed since it was seen. Raises UnknownQuiz."""
    return results.changes(office.db, slug, office.teacher, office.now)


def changes_of(office: Office, quiz_ids: Collection[int]) -> Mapping[int, ChangeState]:
    """The same of several, by their ids: of quizzes that this teacher is known to have."""
    return results.changes_of(office.db, quiz_ids, office.now)


def changes_of_bank(office: Office, bank_id: int) -> ChangeState:
    """The same of all quizzes of a bank that this teacher has, together. Raises UnknownBank."""
    return results.changes_of_bank(office.db, bank_id, office.teacher, office.now)


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many readers of a quiz are where."""

    begun: int
    finished: int
    """Who have ended an attempt, whether or not they have begun another."""
    running: int
    """Attempts that go on."""
    absent: int
    """Of its class, who have not begun."""
    deleted: int
    """Attempts that their readers have deleted."""
    asked: int
    """Attempts that their readers asked to have deleted, which nobody has decided."""


def turnout_of(office: Office, quiz: Quiz) -> Turnout:
    class_id = quiz.terms.class_id
    expected = () if class_id is None else classes.presence(office.db, quiz.id, class_id, office.now)
    return replace(turnout_of_all(office, [quiz]), absent=sum(not one.begun for one in expected))


def turnout_of_all(office: Office, asked: Sequence[Quiz]) -> Turnout:
    """Of several quizzes together; nobody is absent, for who has not begun one may have begun another."""
    ids = tuple(quiz.id for quiz in asked)
    return office.remembered.get(
        ("turnout", ids),
        changes_of(office, ids),
        lambda: Turnout(*results.readers(office.db, ids, office.now), 0, *results.deleted(office.db, ids)),
        lambda _: _OF_TURNOUT,
    )


def turnout(office: Office, slug: str) -> tuple[Quiz, int, int]:
    """The quiz, how many attempts at it have begun, and how many have ended. Raises UnknownQuiz.

    Where it is for a class, how many of its readers have begun, and how many have finished.
    """
    quiz = quizzes.owned(office.db, slug, office.teacher)
    return quiz, *results.counts(office.db, quiz.id, office.now, of_members=quiz.terms.class_id is not None)


# --- one attempt ---


def of_attempt(office: Office, slug: str, attempt_id: int) -> AttemptReport:
    """One attempt at a quiz with every response; no other is read. Raises UnknownQuiz, UnknownAttempt."""
    quiz = quizzes.owned(office.db, slug, office.teacher)
    found = results.of_attempt(office.db, attempt_id, quiz.id)
    if found is None:
        raise UnknownAttempt(attempt_id)
    given = {found.id: responses.of_attempt(office.db, attempt_id)}
    (report,) = reports(office, quiz, [found], given)
    return replace(report, objections=objections.of_attempt(office.db, attempt_id))


def reports(
    office: Office, quiz: Quiz, found: Sequence[AttemptScore], given: Mapping[int, Mapping[int, Response]]
) -> Iterator[AttemptReport]:
    """Attempts at a quiz with what they were given, by the ids of the attempts."""
    marked = markings(office.db, office.shelf)
    asks = quizzes.asks(office.db, [quiz.id])[quiz.id] if quiz.asks_some else frozenset()
    ruled = rulings.of_attempts(office.db, [one.id for one in found])
    for one in found:
        version = office.shelf.version(office.db, one.version_id)
        marking = marked.of(one.version_id, one.marked_by)
        places = places_of(marking, asks) or range(len(marking.questions))
        attempt = Attempt(
            "", one.version_id, "", Settings(shuffle_questions=False), State.FINISHED, one.started_at,
            subset=one.subset, responses=given.get(one.id, {}), rulings=ruled.get(one.id, {}),
        )  # fmt: skip
        yield AttemptReport(
            quiz,
            scored_by(one, marking, office.now).score,
            marking,
            version.number,
            rules.result(attempt, marking),
            {place: number for number, place in enumerate(places, start=1)},
        )


def remove_attempt(office: Office, slug: str, attempt_id: int) -> None:
    """Delete one reader's attempt for good. Raises UnknownQuiz, UnknownAttempt."""
    quiz = quizzes.owned(office.db, slug, office.teacher)
    if not deletions.remove(office.db, attempt_id, quiz.id):
        raise UnknownAttempt(attempt_id)
    audit.note(office.db, office.teacher.id, "attempt-removed", slug, office.now)


def keep_attempt(office: Office, slug: str, attempt_id: int) -> None:
    """Have an attempt stay that its reader asked to have deleted; they may ask again.

    Raises UnknownQuiz, UnknownAttempt.
    """
    quiz = quizzes.owned(office.db, slug, office.teacher)
    if not attempts.change(office.db, attempt_id, quiz.id):
        raise UnknownAttempt(attempt_id)
    if deletions.keep(office.db, attempt_id):
        audit.note(office.db, office.teacher.id, "attempt-kept", slug, office.now)


# --- what each earns, and which counts ---


def of_attempts(office: Office, quiz: Quiz, found: Sequence[AttemptScore]) -> tuple[Sequence[Score], frozenset[int]]:
    """What some attempts at a quiz have earned, and the ids of those that are their readers' scores, by its rule."""
    marked = markings(office.db, office.shelf)
    every_try = {
        one.id: scored_by(one, marked.of(one.version_id, one.marked_by), office.now)
        for one in results.of_readers(office.db, quiz.id, found)
    }
    return [every_try[one.id].score for one in found], counting_among(quiz, every_try.values())


def scored_by(found: AttemptScore, bank: Bank, now: datetime) -> Scored:
    """By the bank that marks it."""
    places = found.subset if found.subset is not None else range(len(bank.questions))
    maximum = sum((bank.questions[place].marking.maximum for place in places), Fraction(0))
    return Scored(found, rules.ended_at(found.finished_at, found.deadline_at, now), len(places), maximum)


def counting_among(quiz: Quiz, scored: Iterable[Scored]) -> frozenset[int]:
    """The ids of those that are their readers' scores, where every try of each of these readers is among them."""
    finished = [
        Try(
            one.found.id,
            one.found.who,
            one.ended_at,
            Fraction(one.found.score) / one.maximum,
            one.found.whole,
        )
        for one in scored
        if one.ended_at is not None and one.maximum
    ]
    return tries.counting(finished, quiz.terms.counts)
