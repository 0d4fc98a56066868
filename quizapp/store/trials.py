"""Quizzes that their teachers try as a reader: no list has them, and they go with all of theirs after a while."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from quizapp.domain import trials as rules
from quizapp.domain.attempts import Settings
from quizapp.domain.collation import collated
from quizapp.domain.quizzes import Quiz, Terms
from quizapp.domain.trials import TrialOrigin
from quizapp.store import quizzes
from quizapp.store.attempts import UnknownAttempt
from quizapp.store.tables import AttemptRow, QuizRow, ReaderRow


def add(
    db: Session,
    slug: str,
    bank_id: int,
    teacher_id: int,
    settings: Settings,
    terms: Terms,
    origin: TrialOrigin,
    now: datetime,
) -> Quiz:
    """To whatever leaves simulated classes out, it is one: nobody sits in it either."""
    quizzes.add(db, slug, bank_id, teacher_id, settings, terms, now, simulated=True)
    db.execute(update(QuizRow).where(QuizRow.slug == slug).values(trial_of=str(origin)))
    return quizzes.trial(db, slug)


def ask_as(db: Session, trial: Quiz, quiz: Quiz) -> Quiz:
    """Let a new one ask what a quiz asks, under its title."""
    if quiz.asks_some:
        quizzes.ask_only(db, trial.slug, quiz.own_title, quizzes.asks(db, [quiz.id])[quiz.id])
    elif quiz.own_title:
        key = collated(quiz.own_title)
        db.execute(update(QuizRow).where(QuizRow.id == trial.id).values(title=quiz.own_title, sort_key=key))
    return quizzes.trial(db, trial.slug)


def origin_of(db: Session, address: str, teacher_id: int) -> TrialOrigin:
    """From where a teacher began the trial at this address. Raises UnknownAttempt."""
    found = db.scalar(
        select(QuizRow.trial_of)
        .join(AttemptRow, AttemptRow.quiz_id == QuizRow.id)
        .where(AttemptRow.address == address, QuizRow.teacher_id == teacher_id, QuizRow.trial_of.is_not(None))
    )
    if found is None:
        raise UnknownAttempt(address)
    return rules.origin(found)


def forget(db: Session, made_before: datetime, most: int) -> int:
    """Those that were begun by then, with all that was answered in them; returns how many went."""
    old = select(QuizRow.id).where(QuizRow.trial_of.is_not(None), QuizRow.created_at < made_before)
    return _remove(db, db.scalars(old.limit(most).with_for_update(skip_locked=True)).all())


def remove_of_teacher(db: Session, teacher_id: int) -> None:
    """All of a teacher's."""
    theirs = select(QuizRow.id).where(QuizRow.trial_of.is_not(None), QuizRow.teacher_id == teacher_id)
    _remove(db, db.scalars(theirs.with_for_update()).all())


def _remove(db: Session, ids: Collection[int]) -> int:
    readers = set(db.scalars(select(AttemptRow.reader_id).where(AttemptRow.quiz_id.in_(ids))))
    db.execute(delete(AttemptRow).where(AttemptRow.quiz_id.in_(ids)))
    db.execute(delete(QuizRow).where(QuizRow.id.in_(ids)))
    left = ~exists().where(AttemptRow.reader_id == ReaderRow.id)
    idle = db.scalars(select(ReaderRow.id).where(ReaderRow.id.in_(readers), left).with_for_update(skip_locked=True))
    db.execute(delete(ReaderRow).where(ReaderRow.id.in_(idle.all())))
    return len(ids)
