"""What of a quiz's results can be taken away, row by row: the scores, every response, the questions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import chain

from sqlalchemy.orm import Session

from quizapp.domain.attempts import Attempt, Settings, State
from quizapp.domain.banks import Bank, Question
from quizapp.domain.exports import Portion
from quizapp.domain.quizzes import Quiz
from quizapp.domain.scoring import Outcome, outcome, rounded
from quizapp.domain.statistics.intervals import Figure
from quizapp.domain.texts import plain
from quizapp.formats.problems import N_
from quizapp.services import statistics
from quizapp.services.markings import markings
from quizapp.services.results import counting_among, scored_by
from quizapp.services.statistics import Statistics
from quizapp.services.visits import Office
from quizapp.store import audit, copies, quizzes
from quizapp.store.banks import Shelf
from quizapp.store.copies import CopiedAttempt, Copies
from quizapp.store.results import AttemptScore

_AT_ONCE = 5_000
"""Responses that are in memory at a time, about."""


class Stage(StrEnum):
    """Of an attempt."""

    RUNNING = "running"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class PickedChoice:
    """Of a question's statistics."""

    text: str
    right: bool
    picked: int
    correlation: Figure


Value = str | int | bool | float | Decimal | datetime | StrEnum | Figure | tuple[str, ...] | None
"""What a row has in a column, before any kind of file says how it is written."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Of a column."""

    key: str
    """What JSON calls it."""
    message: str
    """What tables do."""
    is_moment: bool = False
    is_figure: bool = False
    """Whether its ends have columns of their own in a table."""


SCORES = (
    Heading("name", N_("Name")),
    Heading("state", N_("State")),
    Heading("started_at", N_("Started"), is_moment=True),
    Heading("finished_at", N_("Finished"), is_moment=True),
    Heading("answered", N_("Answered")),
    Heading("questions", N_("Questions")),
    Heading("score", N_("Score")),
    Heading("maximum", N_("Maximum")),
    Heading("counts", N_("Counts")),
)
"""Of every attempt, oldest first; behind them stands the mark of each question."""
RESPONSES = (
    Heading("name", N_("Name")),
    Heading("started_at", N_("Started"), is_moment=True),
    Heading("question", N_("Question")),
    Heading("number", N_("Number")),
    Heading("stem", N_("Stem")),
    Heading("picked", N_("Picked")),
    Heading("outcome", N_("Outcome")),
    Heading("mark", N_("Mark")),
    Heading("maximum", N_("Maximum")),
    Heading("answered_at", N_("Answered"), is_moment=True),
    Heading("version", N_("Version")),
    Heading("by_hand", N_("By hand")),
)
"""Of every response, attempt by attempt, in the bank's order: its number is the one that the attempt asked it under."""
QUESTIONS = (
    Heading("question", N_("Question")),
    Heading("stem", N_("Stem")),
    Heading("asked", N_("Asked")),
    Heading("right", N_("Fully right")),
    Heading("unanswered", N_("Not answered")),
    Heading("facility", N_("Facility"), is_figure=True),
    Heading("discrimination", N_("Discrimination"), is_figure=True),
    Heading("guess", N_("Blind guess")),
    Heading("seconds", N_("Seconds"), is_figure=True),
)
"""Of every question of the version that is shown; behind them stands each choice, with how many picked it."""
OF_SEVERAL: Mapping[Portion, Heading] = {
    Portion.SCORES: Heading("asked_questions", N_("Questions asked")),
    Portion.RESPONSES: Heading("bank", N_("Bank")),
    Portion.QUESTIONS: Heading("bank", N_("Bank")),
}
"""Behind these, of a quiz of several banks: what an attempt was asked, in its order, and whose each question is."""
WORDS: Mapping[Value, str] = {
    Stage.RUNNING: N_("running"),
    Stage.FINISHED: N_("finished"),
    Outcome.RIGHT: N_("right"),
    Outcome.PARTLY: N_("partly right"),
    Outcome.WRONG: N_("wrong"),
    Outcome.UNANSWERED: N_("not answered"),
}
"""What tables call what JSON calls by its value."""


@dataclass(frozen=True, slots=True)
class Extract:
    """What one file tells; it holds no transaction, and its rows can be gone through once."""

    quiz: Quiz
    portion: Portion
    headings: Sequence[Heading]
    marks: Sequence[str]
    """The ids of the questions whose marks stand behind these."""
    rows: Iterable[Sequence[Value]]
    taken_at: datetime
    choices: Sequence[Sequence[PickedChoice]] = ()
    """Those of each row, of questions."""
    copies: Copies | None = None
    """What the rows are made of, where they are many."""


def extract(office: Office, slug: str, portion: Portion) -> Extract:
    """For the quiz's teacher. Raises UnknownQuiz, SimulatedQuiz."""
    quiz = quizzes.owned(office.db, slug, office.teacher)
    quiz.check_real()
    return of_quiz(office.db, office.shelf, quiz, portion, office.now)


def note(office: Office, slug: str, portion: Portion) -> None:
    """Have the log say that it was taken away: apart from reading it, for who writes meanwhile waits for this."""
    audit.note(office.db, office.teacher.id, f"{portion}-exported", slug, office.now)


def extract_for_all(db: Session, shelf: Shelf, slug: str, portion: Portion, now: datetime) -> Extract:
    """The same for whoever has the machine, of a simulated class too: to look at it. Raises UnknownQuiz."""
    return of_quiz(db, shelf, quizzes.any_by_slug(db, slug), portion, now)


def of_quiz(db: Session, shelf: Shelf, quiz: Quiz, portion: Portion, now: datetime) -> Extract:
    """All that it takes from the database is read here: in one short read, whatever is made of it afterwards."""
    if portion is Portion.QUESTIONS:
        return _of_questions(quiz, statistics.of_any_quiz(db, shelf, quiz, now), now)
    versions = _Versions(db, shelf, quiz)
    copied = copies.copied(db, quiz.id, most=max(1, _AT_ONCE // versions.most_questions))
    if portion is Portion.SCORES:
        rows = _scores(copied, versions, quiz, now)
        return Extract(quiz, portion, _headings(quiz, portion), versions.question_ids, rows, now, copies=copied)
    rows = _responses(copied, versions, quiz)
    return Extract(quiz, portion, _headings(quiz, portion), (), rows, now, copies=copied)


def _headings(quiz: Quiz, portion: Portion) -> Sequence[Heading]:
    usual = {Portion.SCORES: SCORES, Portion.RESPONSES: RESPONSES, Portion.QUESTIONS: QUESTIONS}[portion]
    return (*usual, OF_SEVERAL[portion]) if quiz.compiled else usual


def _of_questions(quiz: Quiz, found: Statistics, now: datetime) -> Extract:
    rows = [
        (
            one.id,
            plain(question.stem),
            one.asked,
            one.right,
            one.unanswered,
            one.facility,
            one.discrimination,
            one.guess,
            one.seconds,
            *((_bank_of(found.bank, question),) if quiz.compiled else ()),
        )
        for question, one in zip(found.bank.questions, found.questions, strict=True)
    ]
    choices = [
        [
            PickedChoice(plain(choice.text), told.right, told.count, told.correlation)
            for choice, told in zip(question.choices, one.choices, strict=True)
        ]
        for question, one in zip(found.bank.questions, found.questions, strict=True)
    ]
    return Extract(quiz, Portion.QUESTIONS, _headings(quiz, Portion.QUESTIONS), (), rows, now, choices)


def _bank_of(bank: Bank, question: Question) -> str:
    """The title of the one that a question of a compilation comes from."""
    part = bank.part_of(question)
    return "" if part is None else part.title


class _Asked:
    """A version as it is marked: what its rows say alike is made once."""

    def __init__(self, bank: Bank, number: int) -> None:
        self.bank = bank
        self.number = number
        self.ids = [question.id for question in bank.questions]
        self.stems = [plain(question.stem) for question in bank.questions]
        self.choices = [[plain(choice.text) for choice in question.choices] for question in bank.questions]
        self.banks = [_bank_of(bank, question) for question in bank.questions] if bank.parts else []
        self.maxima = [rounded(question.marking.maximum) for question in bank.questions]
        self.outcome = lru_cache(_AT_ONCE)(self._outcome)

    def _outcome(self, place: int, picked: frozenset[int]) -> Outcome:
        return outcome(self.bank.questions[place], picked)


class _Versions:
    """All that attempts at a quiz were asked."""

    def __init__(self, db: Session, shelf: Shelf, quiz: Quiz) -> None:
        marked = markings(db, shelf)
        self._asked = {
            (version_id, by): _Asked(marked.of(version_id, by), shelf.version(db, version_id).number)
            for version_id, by in copies.versions_of(db, quiz.id)
        }
        current = [question.id for question in shelf.version(db, quiz.version_id).bank.questions]
        every = dict.fromkeys(chain(current, *(one.ids for one in self._asked.values())))
        asks = quizzes.asks(db, [quiz.id])[quiz.id] if quiz.asks_some else every.keys()
        self.question_ids = tuple(id_ for id_ in every if id_ in asks) or tuple(every)
        """Those of the version that is asked now, then those that earlier ones had; of all that the quiz asks."""

    def of(self, score: AttemptScore) -> _Asked:
        return self._asked[score.version_id, score.marked_by]

    @property
    def most_questions(self) -> int:
        return max((len(one.ids) for one in self._asked.values()), default=1)


def _scores(copied: Copies, versions: _Versions, quiz: Quiz, now: datetime) -> Iterator[Sequence[Value]]:
    for batch in copied:
        mine = [scored_by(one.score, versions.of(one.score).bank, now) for one in batch.attempts]
        others = [scored_by(one, versions.of(one).bank, now) for one in batch.others]
        counting = counting_among(quiz, chain(mine, others))
        for attempt, scored in zip(batch.attempts, mine, strict=True):
            asked, score = versions.of(attempt.score), scored.score
            marks = {asked.ids[given.place]: given.mark for given in attempt.responses}
            yield (
                score.name,
                Stage.FINISHED if score.finished else Stage.RUNNING,
                score.started_at,
                score.finished_at,
                score.responded,
                score.asked,
                score.score,
                score.maximum,
                score.id in counting,
                *((_in_order(attempt, asked),) if quiz.compiled else ()),
                *map(marks.get, versions.question_ids),
            )


def _in_order(attempt: CopiedAttempt, asked: _Asked) -> tuple[str, ...]:
    """The ids of the questions, as the attempt asked them."""
    return tuple(asked.ids[place] for place in _numbers(attempt, asked.bank))


def _responses(copied: Copies, versions: _Versions, quiz: Quiz) -> Iterator[Sequence[Value]]:
    for batch in copied:
        for attempt in batch.attempts:
            asked, score = versions.of(attempt.score), attempt.score
            numbers = _numbers(attempt, asked.bank)
            for given in attempt.responses:
                place, choices = given.place, asked.choices[given.place]
                yield (
                    score.name,
                    score.started_at,
                    asked.ids[place],
                    numbers[place],
                    asked.stems[place],
                    tuple(choices[at] for at in sorted(given.picked)),
                    asked.outcome(place, given.picked),
                    given.mark,
                    asked.maxima[place],
                    given.responded_at,
                    asked.number,
                    given.by_hand,
                    *((asked.banks[place],) if quiz.compiled else ()),
                )


def _numbers(copied: CopiedAttempt, bank: Bank) -> Mapping[int, int]:
    """Under which number, from 1, the attempt asked each question, by its place in the bank."""
    score, settings = copied.score, Settings(shuffle_questions=copied.shuffle_questions)
    attempt = Attempt(
        "", score.version_id, copied.seed, settings, State.FINISHED, score.started_at, subset=score.subset
    )
    return {place: number for number, place in enumerate(attempt.order(bank), start=1)}
