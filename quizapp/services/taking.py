"""What a reader does: start, respond, finish, try again, resume elsewhere, look back, delete."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from sqlalchemy.orm import Session

from quizapp.domain import attempts as rules
from quizapp.domain import codes, remarking
from quizapp.domain.attempts import Attempt, Result, State
from quizapp.domain.banks import Bank, Kind
from quizapp.domain.quizzes import Entry, Quiz, UnknownQuiz, slug_typed
from quizapp.domain.scoring import rounded
from quizapp.domain.tries import TooManyTries
from quizapp.store import attempts, quizzes, readers, remarks
from quizapp.store.attempts import Held
from quizapp.store.banks import Shelf, Version

WRONG_CODES = 60
"""Wrong resume codes from one address before it has to wait: a class shares one, a guesser needs 10^15."""
WRONG_CODES_WITHIN = timedelta(minutes=10)


class UnknownQuestion(Exception):
    """The attempt has no question of this number."""


class UnknownChoice(Exception):
    """The response does not consist of choices that were on the screen."""


class NotFinished(Exception):
    """There is no result yet."""


class UnknownCode(Exception):
    """No attempt has this resume code."""


@dataclass(frozen=True, slots=True)
class Draw:
    """Where chance comes from: `address` and `seed` give a new text at each call."""

    address: Callable[[], str]
    seed: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Taking:
    """An attempt with the version it is pinned to."""

    held: Held
    version: Version
    """With the key of a later one, where the attempt was marked again."""
    corrected: bool = False
    """Whether a question it asks is marked otherwise than when it was asked."""

    @property
    def attempt(self) -> Attempt:
        return self.held.attempt

    @property
    def bank(self) -> Bank:
        return self.version.bank

    @property
    def order(self) -> tuple[int, ...]:
        return self.attempt.order(self.bank)

    def place(self, number: int) -> int:
        """The place in the bank of the question asked as number 1, 2, 3… Raises UnknownQuestion."""
        order = self.order
        if not 1 <= number <= len(order):
            raise UnknownQuestion(number)
        return order[number - 1]

    def next_number(self, after: int = 0) -> int | None:
        """The next question without a response, going round from the one given; None when all have one."""
        order = self.order
        numbers = [*range(after + 1, len(order) + 1), *range(1, after + 1)]
        return next((n for n in numbers if order[n - 1] not in self.attempt.responses), None)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a reader stands at a quiz, whatever runs: that can always be gone on with."""

    entry: Entry
    """Whether they may begin an attempt."""
    tries_left: int | None
    """None for as many as they like."""


@dataclass(frozen=True, slots=True)
class PastAttempt:
    """A line of « My scores »."""

    address: str
    title: str
    language: str
    finished: bool
    at: datetime
    """When it was finished or, if it was not, started."""
    responded: int
    asked: int
    score: Decimal | None
    """None while the attempt runs."""
    maximum: Decimal


# --- quizzes ---


def open_quizzes(db: Session, now: datetime) -> Sequence[Quiz]:
    """The quizzes of the front page: those that are open, or will be."""
    return [quiz for quiz in quizzes.listed(db) if quiz.terms.entry(now, 0) is not Entry.CLOSED]


def quiz(db: Session, shelf: Shelf, slug: str) -> tuple[Quiz, Version]:
    """A quiz and the version that a new attempt would take. Raises UnknownQuiz."""
    found = quizzes.by_slug(db, slug)
    return found, shelf.version(db, found.version_id)


def join(db: Session, typed: str) -> str:
    """The slug of the quiz with this join code, or slug, as somebody typed it. Raises UnknownQuiz."""
    slug = slug_typed(typed)
    if not quizzes.exists(db, slug):
        raise UnknownQuiz(typed)
    return slug


def quiz_of(db: Session, taking: "Taking") -> Quiz:
    """The quiz that an attempt is at."""
    return quizzes.by_id(db, taking.held.quiz_id)


def running(db: Session, quiz: Quiz, token_digest: str, now: datetime) -> str | None:
    """The address of this reader's unfinished attempt at the quiz, if there is one."""
    return attempts.open_address(db, quiz.id, token_digest, now)


def standing(db: Session, quiz: Quiz, token_digest: str, now: datetime) -> Standing:
    """Whether this reader may begin an attempt at the quiz, and how many more."""
    used = _used(db, quiz, token_digest)
    return Standing(quiz.terms.entry(now, used), quiz.terms.tries_left(used))


def _used(db: Session, quiz: Quiz, token_digest: str) -> int:
    """How many tries this reader has had, where that matters.

    One at only the missed ones is a try too: it shows the same key, so else a limit would mean nothing.
    """
    return 0 if quiz.terms.tries is None else attempts.count_begun(db, quiz.id, token_digest)


# --- one attempt ---


def start(db: Session, slug: str, token_digest: str, secret_key: str, name: str, draw: Draw, now: datetime) -> str:
    """Begin an attempt, or go on with the one that runs; returns its address.

    Raises UnknownQuiz, NotOpen, NoTryLeft, NameNeeded.
    """
    found = quizzes.by_slug(db, slug)
    going_on = running(db, found, token_digest, now)
    return going_on or _begin(db, found, token_digest, secret_key, name, None, draw, now)


def again(
    db: Session,
    shelf: Shelf,
    address: str,
    token_digest: str,
    secret_key: str,
    only_missed: bool,
    draw: Draw,
    now: datetime,
) -> tuple[str, bool]:
    """A new attempt after a finished one: at everything, or at what was missed.

    Returns its address, and whether it asks everything although only what was missed was wanted: all of that is gone
    from the bank. Raises UnknownAttempt, NotFinished, NotOpen, NoTryLeft, NameNeeded.
    """
    before = attempt(db, shelf, address, token_digest, now)
    missed = result(before).missed
    found = quizzes.by_id(db, before.held.quiz_id)
    if going_on := running(db, found, token_digest, now):
        return going_on, False
    subset = None
    if only_missed and missed:
        # The bank may have moved on: what was missed is looked up by id in the version that is asked now.
        ids = {before.bank.questions[place].id for place in missed}
        now_asked = shelf.version(db, found.version_id).bank.questions
        subset = tuple(place for place, question in enumerate(now_asked) if question.id in ids) or None
    begun = _begin(db, found, token_digest, secret_key, before.attempt.name, subset, draw, now)
    return begun, bool(only_missed and missed and subset is None)


def _begin(
    db: Session,
    quiz: Quiz,
    token_digest: str,
    secret_key: str,
    name: str,
    subset: tuple[int, ...] | None,
    draw: Draw,
    now: datetime,
) -> str:
    quiz.terms.check_open(now)
    quiz.terms.check_tries(_used(db, quiz, token_digest))
    begun = Attempt(
        draw.address(),
        quiz.version_id,
        draw.seed(),
        quiz.settings,
        State.OPEN,
        now,
        name=quiz.terms.name_kept(name),
        subset=subset,
        deadline_at=quiz.terms.deadline(now),
    )
    reader = readers.ensure(db, token_digest, now)
    code = codes.resume_code(secret_key, begun.address)
    attempts.add(db, quiz.id, reader, begun, codes.code_digest(secret_key, code))
    return begun.address


def attempt(
    db: Session, shelf: Shelf, address: str, token_digest: str, now: datetime, *, to_write: bool = False
) -> Taking:
    """The one way to an attempt, as it counts now: only for a reader who holds it. Raises UnknownAttempt."""
    held = attempts.held(db, address, token_digest, to_write=to_write)
    held = replace(held, attempt=rules.as_of(held.attempt, now))
    version = shelf.version(db, held.attempt.version_id)
    if held.marked_by is None:
        return Taking(held, version)
    marking = remarks.Markings(db, shelf).of(version.id, held.marked_by)
    corrected = remarking.differing(version.bank, marking).intersection(held.attempt.order(marking))
    return Taking(held, replace(version, bank=marking), bool(corrected))


def respond(
    db: Session,
    shelf: Shelf,
    address: str,
    token_digest: str,
    number: int,
    shown: Sequence[int],
    revision_seen: int,
    now: datetime,
) -> tuple[Taking, bool]:
    """Store what was picked, by the places 1, 2, 3… of the choices as they were shown.

    Returns the attempt as it is then, and whether another response was there first and stays. With feedback at once
    the first response stays, and the last one missing finishes the attempt. Raises UnknownAttempt, UnknownQuestion,
    UnknownChoice, NothingPicked, StaleResponse, AttemptFinished.
    """
    taking = attempt(db, shelf, address, token_digest, now, to_write=True)
    place = taking.place(number)
    question = taking.bank.questions[place]
    picked = picked_of(taking, number, shown)
    stored = taking.attempt.responses.get(place)
    response = rules.respond(taking.attempt, stored, question, picked, revision_seen)
    if response is stored:
        return taking, response.picked != picked
    attempts.put_response(db, taking.held, place, response, now)
    responses = {**taking.attempt.responses, place: response}
    after = replace(taking.attempt, responses=responses)
    if after.feedback_at_once and len(responses) == len(taking.order):
        finished = rules.finish_time(after, now)
        attempts.finish(db, taking.held, finished)
        after = replace(after, state=State.FINISHED, finished_at=finished)
    return replace(taking, held=replace(taking.held, attempt=after)), False


def picked_of(taking: Taking, number: int, shown: Sequence[int]) -> frozenset[int]:
    """The places in the bank of choices given by theirs on the screen. Raises UnknownQuestion, UnknownChoice."""
    place = taking.place(number)
    question, order = taking.bank.questions[place], taking.attempt.choice_order(taking.bank, place)
    most = len(order) if question.kind is Kind.MULTIPLE else 1
    if len(shown) > most or len(set(shown)) != len(shown) or any(not 1 <= n <= len(order) for n in shown):
        raise UnknownChoice
    return frozenset(order[n - 1] for n in shown)


def finish(db: Session, shelf: Shelf, address: str, token_digest: str, now: datetime) -> None:
    """Close the attempt; what has no response counts nothing. Doing it twice changes nothing. Raises UnknownAttempt."""
    held = attempt(db, shelf, address, token_digest, now, to_write=True).held
    attempts.finish(db, held, rules.finish_time(held.attempt, now))


def result(taking: Taking) -> Result:
    """The score, recomputed from key and responses. Raises NotFinished."""
    if not taking.attempt.finished:
        raise NotFinished
    return rules.result(taking.attempt, taking.bank)


# --- another device ---


def shown_code(taking: Taking, secret_keys: Sequence[str]) -> str | None:
    """The attempt's resume code, in groups; None if it was made with a key that is no longer known."""
    for key in secret_keys:
        code = codes.resume_code(key, taking.attempt.address)
        if codes.code_digest(key, code) == taking.held.code_digest:
            return codes.grouped(code)
    return None


def renew_code(db: Session, address: str, token_digest: str, secret_key: str) -> None:
    """Make the attempt's code anew with the present key. Raises UnknownAttempt."""
    held = attempts.held(db, address, token_digest, to_write=True)
    code = codes.resume_code(secret_key, address)
    attempts.set_code(db, held, codes.code_digest(secret_key, code))


def check_tries(db: Session, origin: str, now: datetime) -> None:
    """Raises TooManyTries."""
    if readers.failed_tries(db, origin, now - WRONG_CODES_WITHIN) >= WRONG_CODES:
        raise TooManyTries(WRONG_CODES_WITHIN)


def note_wrong_code(db: Session, origin: str, now: datetime) -> None:
    readers.note_failed_try(db, origin, now, now - WRONG_CODES_WITHIN)


def resume(db: Session, typed: str, token_digest: str, secret_keys: Sequence[str], now: datetime) -> str:
    """Let this browser hold the attempt whose code was typed; returns its address. Raises UnknownCode."""
    code = codes.normalised(typed)
    found = code and attempts.by_code(db, [codes.code_digest(key, code) for key in secret_keys])
    if not found:
        raise UnknownCode
    attempt_id, address = found
    attempts.add_companion(db, attempt_id, readers.ensure(db, token_digest, now))
    return address


# --- looking back ---


def past_attempts(db: Session, shelf: Shelf, token_digest: str, now: datetime) -> Sequence[PastAttempt]:
    """This reader's attempts as they count now, newest first."""
    lines = []
    markings = remarks.Markings(db, shelf)
    for summary in attempts.of_reader(db, token_digest):
        bank = markings.of(summary.version_id, summary.marked_by)
        places = summary.subset if summary.subset is not None else range(len(bank.questions))
        over = rules.is_over(summary.deadline_at, now)
        finished = over or summary.state is State.FINISHED
        ended_at = summary.finished_at or (summary.deadline_at if over else None)
        lines.append(
            PastAttempt(
                summary.address,
                bank.title,
                bank.language,
                finished,
                ended_at or summary.started_at,
                summary.responded,
                len(places),
                summary.score if finished else None,
                rounded(sum((bank.questions[place].maximum for place in places), Fraction(0))),
            )
        )
    return lines


def delete(db: Session, address: str, token_digest: str, now: datetime) -> None:
    """Delete one attempt with its responses and name, for good; it gives no try back. Raises UnknownAttempt."""
    held = attempts.held(db, address, token_digest, to_write=True)
    attempts.delete_attempt(db, held, token_digest, now)


def delete_all(db: Session, token_digest: str, now: datetime) -> int:
    """Delete everything this reader left, for good; returns how many attempts went."""
    return attempts.delete_of_reader(db, token_digest, now)
