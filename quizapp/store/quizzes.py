"""Quizzes: links to banks, with settings."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from quizapp.domain.attempts import FeedbackTime, Settings
from quizapp.domain.quizzes import Quiz, UnknownQuiz
from quizapp.store.tables import QuizRow, VersionRow

_quiz_, _version = QuizRow.__table__.c, VersionRow.__table__.c

_NEWEST = (
    select(func.max(_version.id))
    .where(_version.bank_id == _quiz_.bank_id)
    .correlate(QuizRow.__table__)
    .scalar_subquery()
)
# Built once: to build a statement costs more than to run it.
_QUIZZES = select(
    _quiz_.id,
    _quiz_.slug,
    _version.id.label("version_id"),
    _version.title,
    _version.language,
    _version.summary,
    _version.question_count,
    _version.minutes,
    _quiz_.feedback,
    _quiz_.shuffle_questions,
    _quiz_.shuffle_choices,
).join(VersionRow.__table__, _version.id == _NEWEST)
_BY_SLUG = _QUIZZES.where(_quiz_.slug == bindparam("slug"))
_BY_ID = _QUIZZES.where(_quiz_.id == bindparam("id"))
_LISTED = _QUIZZES.where(_quiz_.listed)


def _quiz(row: Any) -> Quiz:
    return Quiz(
        id=row.id,
        slug=row.slug,
        version_id=row.version_id,
        title=row.title,
        language=row.language,
        summary=row.summary,
        question_count=row.question_count,
        minutes=row.minutes,
        settings=Settings(FeedbackTime(row.feedback), row.shuffle_questions, row.shuffle_choices),
    )


def by_slug(db: Session, slug: str) -> Quiz:
    """Raises UnknownQuiz."""
    row = db.execute(_BY_SLUG, {"slug": slug}).one_or_none()
    if row is None:
        raise UnknownQuiz(slug)
    return _quiz(row)


def by_id(db: Session, id_: int) -> Quiz:
    return _quiz(db.execute(_BY_ID, {"id": id_}).one())


def listed(db: Session) -> Sequence[Quiz]:
    """The quizzes of the front page, by title."""
    rows = db.execute(_LISTED)
    return sorted((_quiz(row) for row in rows), key=lambda quiz: (quiz.title.casefold(), quiz.slug))


def ensure(db: Session, bank_id: int, slug: str, now: datetime) -> None:
    """Give a bank its listed quiz, with the settings most teachers want, if it has none yet."""
    if db.scalar(select(QuizRow.id).where(QuizRow.bank_id == bank_id).limit(1)) is None:
        standard = Settings()
        db.execute(
            insert(QuizRow).values(
                slug=slug,
                bank_id=bank_id,
                listed=True,
                feedback=standard.feedback,
                shuffle_questions=standard.shuffle_questions,
                shuffle_choices=standard.shuffle_choices,
                created_at=now,
            )
        )


def set_settings(db: Session, slug: str, settings: Settings) -> None:
    """Change what new attempts will be asked; running ones keep what they began with. Raises UnknownQuiz."""
    changed = db.execute(
        update(QuizRow)
        .where(QuizRow.slug == slug)
        .values(
            feedback=settings.feedback,
            shuffle_questions=settings.shuffle_questions,
            shuffle_choices=settings.shuffle_choices,
        )
        .returning(QuizRow.id)
    )
    if changed.one_or_none() is None:
        raise UnknownQuiz(slug)
