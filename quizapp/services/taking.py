"""What a reader does in an attempt: respond, finish, resume elsewhere, look back, delete."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from quizapp.domain import attempts as rules
from quizapp.domain import codes, remarking
from quizapp.domain.attempts import Attempt, Disclosure, Result, State
from quizapp.domain.banks import Bank, UnknownQuestion
from quizapp.domain.collation import collated
from quizapp.domain.objections import KeyNotDue
from quizapp.domain.releases import Awaited
from quizapp.domain.scoring import rounded
from quizapp.domain.tries import TooManyTries
from quizapp.domain.unknown import Unknown
from quizapp.services.markings import markings
from quizapp.services.visits import Visit
from quizapp.store import attempts, deletions, readers, releases, responses, rulings
from quizapp.store.attempts import HeldAttempt
from quizapp.store.banks import Version
from quizapp.store.past_attempts import Summary, of_reader
from quizapp.store.session import LostRace

WRONG_CODES = 60
"""Wrong resume codes from one address before it has to wait: a class shares one, a guesser needs 10^15."""
WRONG_CODES_WITHIN = timedelta(minutes=10)


class UnknownChoice(Unknown):
    """The response does not consist of choices that were on the screen."""


class NotFinished(Exception):
    """There is no result yet."""


class UnknownCode(Unknown):
    """No attempt has this resume code."""


@dataclass(frozen=True, slots=True)
class Taking:
    """An attempt with the version it is pinned to."""

    held: HeldAttempt
    version: Version
    """With the key of a later one, where the attempt was marked again."""
    corrected: bool = False
    """Whether a question it asks is marked otherwise than when it was asked."""
    awaited: Awaited | None = None
    """For what its reader waits to see the key, once it is finished; None where they see it."""

    @property
    def attempt(self) -> Attempt:
        return self.held.attempt

    @property
    def bank(self) -> Bank:
        return self.version.bank

    @property
    def title(self) -> str:
        """Of the quiz, which is in the language of the bank."""
        return self.held.title or self.bank.title

    @property
    def order(self) -> tuple[int, ...]:
        return self.attempt.order(self.bank)

    def place(self, number: int) -> int:
        """The place in the bank of the question asked as number 1, 2, 3… Raises UnknownQuestion."""
        order = self.order
        if not 1 <= number <= len(order):
            raise UnknownQuestion(number)
        return order[number - 1]

    def is_answered(self, place: int) -> bool:
        """Whether anything is picked for the question at this place in the bank: ticks may have been taken away."""
        response = self.attempt.responses.get(place)
        return response is not None and bool(response.picked)

    def next_number(self, after: int = 0) -> int | None:
        """The next question without a response, going round from the one given; None when all have one."""
        order = self.order
        numbers = [*range(after + 1, len(order) + 1), *range(1, after + 1)]
        return next((n for n in numbers if order[n - 1] not in self.attempt.responses), None)


@dataclass(frozen=True, slots=True)
class PastAttempt:
    """A line of « My scores »."""

    address: str
    name: str
    title: str
    language: str
    finished: bool
    at: datetime
    """When it was finished or, if it was not, started."""
    responded: int
    asked: int
    score: Decimal | None
    """None while the attempt runs, and while its reader may not see it."""
    maximum: Decimal
    zone: str
    """On whose clock its times are told, as `Quiz.zone` says."""


# --- one attempt ---


def attempt(visit: Visit, address: str, *, to_write: bool = False) -> Taking:
    """The one way to an attempt, as it counts now: only for a reader who holds it. Raises UnknownAttempt."""
    held = attempts.held(visit.db, address, visit.reader, to_write=to_write)
    held = replace(held, attempt=rules.as_of(held.attempt, visit.now))
    awaited = None
    if held.attempt.finished:  # Before, nothing waits for the release of the key, and there is nothing to rule on.
        held, awaited = _as_told(visit, held)
    version = visit.shelf.version(visit.db, held.attempt.version_id)
    if held.marked_by is None:
        return Taking(held, version, awaited=awaited)
    marking = markings(visit.db, visit.shelf).of(version.id, held.marked_by)
    corrected = remarking.differing(version.bank, marking).intersection(held.attempt.order(marking))
    return Taking(held, replace(version, bank=marking), bool(corrected), awaited)


def _as_told(visit: Visit, held: HeldAttempt) -> tuple[HeldAttempt, Awaited | None]:
    """A finished attempt with what its reader may be told, and what they wait for."""
    attempt, awaited = held.attempt, None
    if attempt.waits_for_release:
        awaited = releases.of_quiz(visit.db, held.quiz_id).awaited(visit.now)
        attempt = replace(attempt, released=awaited is None)
    if attempt.disclosure is not Disclosure.NOTHING:
        attempt = replace(attempt, rulings=rulings.of_attempt(visit.db, held.id))
    return replace(held, attempt=attempt), awaited


def respond(visit: Visit, address: str, number: int, shown: Sequence[int], revision_seen: int) -> tuple[Taking, bool]:
    """Store what was picked, by the places 1, 2, 3… of the choices as they were shown.

    Returns the attempt as it is then, and whether another response was there first and stays. With feedback at once
    the first response stays, and the last one missing finishes the attempt. Raises UnknownAttempt, UnknownQuestion,
    UnknownChoice, NothingPicked, StaleResponse, AttemptFinished.
    """
    taking = attempt(visit, address, to_write=True)
    place = taking.place(number)
    question = taking.bank.questions[place]
    picked = picked_of(taking, number, shown)
    stored = taking.attempt.responses.get(place)
    response = rules.respond(taking.attempt, stored, question, picked, revision_seen)
    if response is stored:
        return taking, response.picked != picked
    responses.put(visit.db, taking.held.id, taking.attempt.version_id, place, response, visit.now)
    after = replace(taking.attempt, responses={**taking.attempt.responses, place: response})
    if after.feedback_at_once and len(after.responses) == len(taking.order):
        finished = rules.finish_time(after, visit.now)
        attempts.finish(visit.db, taking.held, finished)
        after = replace(after, state=State.FINISHED, finished_at=finished)
    return replace(taking, held=replace(taking.held, attempt=after)), False


def picked_of(taking: Taking, number: int, shown: Sequence[int]) -> frozenset[int]:
    """The places in the bank of choices given by theirs on the screen. Raises UnknownQuestion, UnknownChoice."""
    place = taking.place(number)
    question, order = taking.bank.questions[place], taking.attempt.choice_order(taking.bank, place)
    most = question.kind.most_picked(len(order))
    if len(shown) > most or len(set(shown)) != len(shown) or any(not 1 <= n <= len(order) for n in shown):
        raise UnknownChoice
    return frozenset(order[n - 1] for n in shown)


def finish(visit: Visit, address: str) -> None:
    """Close the attempt; what has no response counts nothing. Doing it twice changes nothing. Raises UnknownAttempt."""
    held = attempt(visit, address, to_write=True).held
    attempts.finish(visit.db, held, rules.finish_time(held.attempt, visit.now))


def result(taking: Taking) -> Result:
    """The score, recomputed from key and responses, and what came of each question. Raises NotFinished, KeyNotDue."""
    if not taking.attempt.finished:
        raise NotFinished
    if taking.attempt.disclosure is not Disclosure.KEY:
        raise KeyNotDue(taking.attempt.address)
    return rules.result(taking.attempt, taking.bank)


def score(taking: Taking) -> tuple[Decimal, Decimal] | None:
    """What a finished attempt earned and could have earned; None where its reader may not know yet."""
    if taking.attempt.disclosure is Disclosure.NOTHING:
        return None
    earned = rules.result(taking.attempt, taking.bank)
    return earned.score, earned.maximum


# --- another device ---


def shown_code(visit: Visit, taking: Taking) -> str | None:
    """The attempt's resume code, in groups; None if it was made with a key that is no longer known."""
    for key in visit.keys:
        code = codes.resume_code(key, taking.attempt.address)
        if codes.code_digest(key, code) == taking.held.code_digest:
            return codes.grouped(code)
    return None


def renew_code(visit: Visit, address: str) -> None:
    """Make the attempt's code anew with the present key. Raises UnknownAttempt."""
    held = attempts.held(visit.db, address, visit.reader, to_write=True)
    code = codes.resume_code(visit.key, address)
    attempts.set_code(visit.db, held, codes.code_digest(visit.key, code))


def check_tries(visit: Visit, origin: str, most: int = WRONG_CODES) -> None:
    """Raises TooManyTries."""
    if readers.failed_tries(visit.db, origin, visit.now - WRONG_CODES_WITHIN) >= most:
        raise TooManyTries(WRONG_CODES_WITHIN)


def note_wrong_code(visit: Visit, origin: str) -> None:
    readers.note_failed_try(visit.db, origin, visit.now, visit.now - WRONG_CODES_WITHIN)


def resume(visit: Visit, typed: str) -> str:
    """Let this browser hold the attempt whose code was typed; returns its address. Raises UnknownCode."""
    code = codes.normalised(typed)
    found = code and attempts.by_code(visit.db, [codes.code_digest(key, code) for key in visit.keys])
    if not found:
        raise UnknownCode
    attempt_id, address = found
    if not attempts.add_companion(visit.db, attempt_id, readers.ensure(visit.db, visit.reader, visit.now)):
        raise UnknownCode
    return address


# --- looking back ---


@dataclass(frozen=True, slots=True)
class PastAttempts:
    """What a browser lists of what was answered in it."""

    attempts: Sequence[PastAttempt]
    apart: bool
    """Whether there are others, of several people, each of whom finds theirs at their own link."""


def past_attempts(visit: Visit) -> PastAttempts:
    """This reader's attempts as they count now, newest first.

    Where several of a class came to this browser by links of their own, what they did is shown to each at theirs alone.
    """
    lines = []
    marked = markings(visit.db, visit.shelf)
    found = of_reader(visit.db, visit.reader)
    by_links = {one.member_id for one in found if one.member_id is not None and not one.picks}
    apart = by_links if len(by_links) > 1 else set()
    for summary in found:
        if summary.member_id in apart and not summary.picks:
            continue
        bank = marked.of(summary.version_id, summary.marked_by)
        places = summary.subset if summary.subset is not None else range(len(bank.questions))
        ended_at = rules.ended_at(summary.finished_at, summary.deadline_at, visit.now)
        lines.append(
            PastAttempt(
                summary.address,
                summary.name,
                summary.title or bank.title,
                bank.language,
                ended_at is not None,
                ended_at or summary.started_at,
                summary.responded,
                len(places),
                summary.score if _is_told(summary, visit.now) else None,
                rounded(sum((bank.questions[place].marking.maximum for place in places), Fraction(0))),
                summary.zone,
            )
        )
    return PastAttempts(lines, bool(apart))


def _is_told(summary: Summary, now: datetime) -> bool:
    """Whether its reader may know the score."""
    return (
        rules.disclosure(
            summary.settings,
            finished=rules.ended_at(summary.finished_at, summary.deadline_at, now) is not None,
            released=summary.release.is_out(now),
        )
        is not Disclosure.NOTHING
    )


def names(visit: Visit) -> Sequence[str]:
    """Under which names this browser's attempts were answered; nobody's is no name."""
    return sorted({one.name for one in of_reader(visit.db, visit.reader) if one.name}, key=collated)


def is_kept(found: Taking) -> bool:
    """Whether an attempt is its teacher's to delete: no reader of a class list makes a mark of theirs vanish."""
    return found.held.member_id is not None and found.attempt.has_mark


def some_are_kept(visit: Visit) -> bool:
    """Whether there are such attempts among those of this browser."""
    return deletions.any_kept(visit.db, visit.reader, visit.now)


def delete(visit: Visit, address: str) -> None:
    """Delete one attempt with its responses and name, for good; it gives no try back.

    One that is its teacher's to delete leaves this browser, and the teacher is asked. Raises UnknownAttempt.
    """
    if not is_kept(attempt(visit, address)):
        gone = deletions.delete_attempt(visit.db, address, visit.reader, visit.now)
        if gone.member_id is not None and gone.attempt.has_mark:
            raise LostRace("an answer came while the attempt was being deleted")
        return
    nobody = readers.nobody(visit.db, visit.draw.seed(), visit.now)
    deletions.ask(visit.db, attempt(visit, address, to_write=True).held, visit.reader, nobody, visit.now)


def delete_all(visit: Visit) -> tuple[int, int]:
    """Delete everything this reader left, for good, but what is their teachers' to delete, who are asked.

    Returns how many attempts went, and of how many a teacher is asked.
    """
    return deletions.delete_of_reader(
        visit.db, visit.reader, lambda: readers.nobody(visit.db, visit.draw.seed(), visit.now), visit.now
    )
