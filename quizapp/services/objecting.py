"""« Something is wrong with this question »: a reader says it, its teacher hears it and settles it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from quizapp.domain import notes
from quizapp.domain.objections import LONGEST_TEXT, KeyNotDue, NoReason, Objection, Reason
from quizapp.domain.quizzes import Quiz, UnknownQuiz
from quizapp.domain.unknown import Unknown
from quizapp.services import taking
from quizapp.services.taking import Taking
from quizapp.services.visits import Office, Visit
from quizapp.store import attempts, banks, objections, quizzes
from quizapp.store.attempts import UnknownAttempt
from quizapp.store.objections import Heard, Opened

MOST_SHOWN = 100
"""Objections to one question that its page shows, of the open ones and of the settled ones."""


class UnknownObjection(Unknown):
    """Nobody has said so of this question, in this attempt."""


# --- a reader's ---


def object_to(visit: Visit, address: str, number: int, reason: Reason | None, text: str) -> None:
    """Say what is wrong with the question asked as this number, in the place of what was said of it before.

    To say the same again changes nothing; to say something else opens it anew. Raises UnknownAttempt, UnknownQuestion,
    KeyNotDue, and only then NoReason, TooLong.
    """
    found = taking.attempt(visit, address, to_write=True)
    place = found.place(number)
    if not found.attempt.shows_key_of(place):
        raise KeyNotDue(number)
    if reason is None:
        raise NoReason
    said = notes.note(text, LONGEST_TEXT)
    before = objections.of_attempt(visit.db, found.held.id).get(place)
    if before is None or not before.says(reason, said):
        objections.put(visit.db, found.held.id, found.attempt.version_id, place, Objection(reason, said, visit.now))


def of_attempt(visit: Visit, found: Taking) -> Mapping[int, Objection]:
    """What the reader of an attempt has said, by the question's place in the bank."""
    return objections.of_attempt(visit.db, found.held.id)


# --- its teacher's ---


def opened(office: Office, asked: Sequence[Quiz]) -> Mapping[str, Opened]:
    """What is not settled, by the question's id, of quizzes that this teacher has."""
    return objections.opened(office.db, [quiz.id for quiz in asked])


def of_question(office: Office, asked: Sequence[Quiz], question_id: str) -> Heard:
    """Those to one question, of quizzes that this teacher has: the newest, and how many there are."""
    return objections.of_question(office.db, [quiz.id for quiz in asked], question_id, MOST_SHOWN)


def settle(office: Office, slug: str, attempt_id: int, number: int) -> None:
    """Note that its teacher has dealt with what a reader said of the question at this place, from 1.

    Raises UnknownQuiz, UnknownAttempt, UnknownObjection.
    """
    quiz = quizzes.owned(office.db, slug, office.teacher)
    if not attempts.change(office.db, attempt_id, quiz.id):
        raise UnknownAttempt(attempt_id)
    if not objections.settle(office.db, attempt_id, number - 1, office.now):
        raise UnknownObjection(number)


def settle_all(office: Office, slug: str, question_id: str, until: datetime) -> None:
    """Note the same of all that readers said of a question by then, which may be nothing. Raises UnknownQuiz."""
    quiz = quizzes.owned(office.db, slug, office.teacher)
    objections.settle_all(office.db, [quiz.id], question_id, until, office.now)


def settle_all_of_bank(
    office: Office, bank_id: int, chosen: Collection[str], question_id: str, until: datetime
) -> None:
    """The same at all quizzes of a bank that this teacher has, or at the chosen ones.

    Raises UnknownBank, UnknownQuiz.
    """
    banks.summary(office.db, bank_id, office.teacher)
    handed_out = {quiz.slug: quiz.id for quiz in quizzes.of_bank(office.db, bank_id, office.teacher)}
    if unknown := set(chosen) - handed_out.keys():
        raise UnknownQuiz(min(unknown))
    ids = [handed_out[slug] for slug in chosen or handed_out]
    objections.settle_all(office.db, ids, question_id, until, office.now)
