"""What a teacher reads afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from sqlalchemy.orm import Session

from quizapp.domain import attempts as rules
from quizapp.domain import statistics
from quizapp.domain.accounts import Teacher
from quizapp.domain.attempts import Attempt, Result, Settings, State
from quizapp.domain.banks import Bank
from quizapp.domain.quizzes import Counts, Quiz
from quizapp.domain.scoring import rounded
from quizapp.domain.statistics import Try
from quizapp.services.downloads import Cell
from quizapp.services.markings import markings
from quizapp.store import attempts, audit, quizzes, responses, results
from quizapp.store.attempts import UnknownAttempt
from quizapp.store.banks import Shelf
from quizapp.store.results import AttemptScore


@dataclass(frozen=True, slots=True)
class ScoreLine:
    id: int
    name: str
    finished: bool
    started_at: datetime
    deadline_at: datetime | None
    finished_at: datetime | None
    responded: int
    asked: int
    score: Decimal
    maximum: Decimal
    """Of the questions this attempt asks, which may be only those missed before."""
    counts: bool
    """Whether it is its reader's score, by the rule of the quiz."""


@dataclass(frozen=True, slots=True)
class Results:
    """A quiz as its teacher sees it."""

    quiz: Quiz
    lines: Sequence[ScoreLine]
    """Oldest first."""
    readers: int
    finished: int
    """Readers with a score."""
    mean: Fraction | None
    """Of the scores, as a share of the maximum; None while there is none."""
    spread: tuple[int, ...]
    """How many scores lie in each tenth of the maximum."""
    deleted: int
    """Attempts that their readers have deleted."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One attempt as its teacher sees it."""

    quiz: Quiz
    line: ScoreLine
    bank: Bank
    version: int
    result: Result
    """Its questions in the bank's order, what was not answered as unanswered."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an exported sheet, in the teacher's language."""

    headings: Sequence[str]
    """Nine: name, state, started, finished, answered, asked, score, maximum, counts."""
    finished: str
    running: str
    yes: str
    no: str


def scores(db: Session, shelf: Shelf, slug: str) -> Sequence[ScoreLine]:
    """Every attempt at a quiz, oldest first. Raises UnknownQuiz."""
    return _lines(db, shelf, quizzes.by_slug(db, slug))


def results_of(db: Session, shelf: Shelf, teacher: Teacher, slug: str) -> Results:
    """Raises UnknownQuiz."""
    quiz = quizzes.owned(db, slug, teacher)
    found = results.of_quiz(db, slug)
    lines = _judged(db, shelf, found, quiz.terms.counts)
    shares = [_share(line) for line in lines if line.counts]
    readers = len({attempt.who for attempt in found})
    return Results(
        quiz,
        lines,
        readers,
        len(shares),
        statistics.mean(shares),
        statistics.spread(shares),
        results.deleted(db, quiz.id),
    )


def exported(
    db: Session, shelf: Shelf, teacher: Teacher, slug: str, words: Words, now: datetime
) -> tuple[Quiz, Sequence[Sequence[Cell]]]:
    """Every attempt as a row to take away, its marks question by question behind it; the log notes it.

    Questions of earlier versions that are gone since have their columns too. Raises UnknownQuiz.
    """
    quiz = quizzes.owned(db, slug, teacher)
    found = results.of_quiz(db, slug)
    given = responses.of_quiz(db, quiz.id)
    ids: dict[str, None] = dict.fromkeys(one.id for one in shelf.version(db, quiz.version_id).bank.questions)
    asked: list[dict[str, Decimal]] = []
    for attempt in found:
        questions = shelf.version(db, attempt.version_id).bank.questions
        by_id = {questions[place].id: one.mark for place, one in given.get(attempt.id, {}).items()}
        ids.update(dict.fromkeys(by_id))
        asked.append(by_id)
    rows: list[Sequence[Cell]] = [[*words.headings, *ids]]
    for line, by_id in zip(_judged(db, shelf, found, quiz.terms.counts), asked, strict=True):
        facts: list[Cell] = [
            line.name,
            words.finished if line.finished else words.running,
            line.started_at,
            line.finished_at,
            line.responded,
            line.asked,
            line.score,
            line.maximum,
            words.yes if line.counts else words.no,
        ]
        rows.append([*facts, *(by_id.get(id_) for id_ in ids)])
    audit.note(db, teacher.id, "scores-exported", slug, now)
    return quiz, rows


def joined(db: Session, teacher: Teacher, slug: str, now: datetime) -> tuple[Quiz, int, int]:
    """The quiz, how many attempts at it have begun, and how many are finished. Raises UnknownQuiz.

    Where it is for a class, how many of its readers have begun, and how many have finished.
    """
    quiz = quizzes.owned(db, slug, teacher)
    return quiz, *results.counts(db, quiz.id, now - rules.GRACE, of_members=quiz.terms.class_id is not None)


def seen(db: Session, shelf: Shelf, teacher: Teacher, slug: str, attempt_id: int) -> Seen:
    """One attempt at a quiz with every response. Raises UnknownQuiz, UnknownAttempt."""
    quiz = quizzes.owned(db, slug, teacher)
    found = next((one for one in results.of_quiz(db, slug) if one.id == attempt_id), None)
    if found is None:
        raise UnknownAttempt(attempt_id)
    line = next(line for line in _lines(db, shelf, quiz) if line.id == attempt_id)
    version = shelf.version(db, found.version_id)
    marking = markings(db, shelf).of(found.version_id, found.marked_by)
    attempt = Attempt(
        "", found.version_id, "", Settings(shuffle_questions=False), State.FINISHED, found.started_at,
        subset=found.subset, responses=responses.of_attempt(db, attempt_id),
    )  # fmt: skip
    return Seen(quiz, line, marking, version.number, rules.result(attempt, marking))


def remove_attempt(db: Session, teacher: Teacher, slug: str, attempt_id: int, now: datetime) -> None:
    """Delete one reader's attempt for good. Raises UnknownQuiz, UnknownAttempt."""
    quiz = quizzes.owned(db, slug, teacher)
    if not attempts.remove(db, attempt_id, quiz.id):
        raise UnknownAttempt(attempt_id)
    audit.note(db, teacher.id, "attempt-removed", slug, now)


def _lines(db: Session, shelf: Shelf, quiz: Quiz) -> Sequence[ScoreLine]:
    return _judged(db, shelf, results.of_quiz(db, quiz.slug), quiz.terms.counts)


def _judged(db: Session, shelf: Shelf, found: Sequence[AttemptScore], counts: Counts) -> Sequence[ScoreLine]:
    maxima = []
    marked = markings(db, shelf)
    for attempt in found:
        bank = marked.of(attempt.version_id, attempt.marked_by)
        places = attempt.subset if attempt.subset is not None else range(len(bank.questions))
        maxima.append((len(places), sum((bank.questions[place].maximum for place in places), Fraction(0))))
    tries = [
        Try(one.id, one.who, one.finished_at, Fraction(one.score) / maximum, one.subset is None)
        for one, (__, maximum) in zip(found, maxima, strict=True)
        if one.finished_at is not None and maximum
    ]
    chosen = statistics.counting(tries, counts)
    return [
        ScoreLine(
            one.id,
            one.name,
            one.state is State.FINISHED,
            one.started_at,
            one.deadline_at,
            one.finished_at,
            one.responded,
            asked,
            one.score,
            rounded(maximum),
            one.id in chosen,
        )
        for one, (asked, maximum) in zip(found, maxima, strict=True)
    ]


def _share(line: ScoreLine) -> Fraction:
    return Fraction(line.score) / Fraction(line.maximum)
