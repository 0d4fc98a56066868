"""Trying a bank or a quiz as a reader, before it counts: in any state, and in no result, list, export or limit."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from quizapp.domain import trials as rules
from quizapp.domain.attempts import Settings
from quizapp.domain.quizzes import Names, Quiz, Terms
from quizapp.domain.trials import TrialOrigin, TrialSource, TrialState
from quizapp.services import entering, handing_out
from quizapp.services.visits import Office, Visit
from quizapp.store import banks, quizzes, trials
from quizapp.store.banks import BankSummary

KEPT = timedelta(days=1)
"""How long one is kept after it was begun."""


def bank(office: Office, bank_id: int) -> BankSummary:
    """One that a teacher may try, for they may see its key. Raises UnknownBank."""
    return banks.summary(office.db, bank_id, office.teacher)


def quiz(office: Office, slug: str) -> Quiz:
    """The same of a quiz: one of theirs. Raises UnknownQuiz, also for a simulated class."""
    return quizzes.owned(office.db, slug, office.teacher, real=True)


def of_bank(office: Office, bank_id: int, state: TrialState) -> str:
    """Begin one of a bank as it stands; returns the address of the attempt. Raises UnknownBank."""
    found = bank(office, bank_id)
    return _attempt(office, _add(office, found.id, Settings(), state, TrialOrigin(TrialSource.BANK, str(found.id))))


def of_quiz(office: Office, slug: str, state: TrialState) -> str:
    """The same of what a quiz asks, in its order, whoever it is for and whenever it is open. Raises UnknownQuiz."""
    found = quiz(office, slug)
    added = _add(office, found.bank_id, found.settings, state, TrialOrigin(TrialSource.QUIZ, found.slug))
    return _attempt(office, trials.ask_as(office.db, added, found))


def _add(office: Office, bank_id: int, settings: Settings, state: TrialState, origin: TrialOrigin) -> Quiz:
    slug = handing_out.free_slug(office.db, office.draw.below)
    terms = Terms(names=Names.NONE, minutes=state.minutes)
    as_wished = replace(settings, feedback=state.feedback)
    return trials.add(office.db, slug, bank_id, office.teacher.id, as_wished, terms, origin, office.now)


def _attempt(office: Office, trial: Quiz) -> str:
    reader = rules.reader_of(office.teacher.id)
    visit = Visit(office.db, office.shelf, reader, office.keys, office.draw, office.now)
    return entering.try_out(visit, trial)


def origin(office: Office, address: str) -> TrialOrigin:
    """From where the teacher began the trial at this address. Raises UnknownAttempt."""
    return trials.origin_of(office.db, address, office.teacher.id)


def forget(db: Session, now: datetime, most: int) -> int:
    return trials.forget(db, now - KEPT, most)
