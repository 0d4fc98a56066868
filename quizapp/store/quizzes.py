"""Quizzes: links to banks, with settings."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from quizapp.domain.attempts import FeedbackTime, Settings
from quizapp.domain.quizzes import Quiz, UnknownQuiz
from quizapp.store.tables import QuizRow, VersionRow

_FACTS: tuple[Any, ...] = (
    QuizRow.id,
    QuizRow.slug,
    VersionRow.id.label("version_id"),
    VersionRow.title,
    VersionRow.language,
    VersionRow.summary,
    VersionRow.question_count,
    VersionRow.minutes,
    QuizRow.feedback,
    QuizRow.shuffle_questions,
    QuizRow.shuffle_choices,
)


def _quizzes() -> Any:
    """Select every quiz with its bank's newest version."""
    newest = (
        select(func.max(VersionRow.id))
        .where(VersionRow.bank_id == QuizRow.bank_id)
        .correlate(QuizRow)
        .scalar_subquery()
    )
    return select(*_FACTS).join(VersionRow, VersionRow.id == newest)


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
    row = db.execute(_quizzes().where(QuizRow.slug == slug)).one_or_none()
    if row is None:
        raise UnknownQuiz(slug)
    return _quiz(row)


def by_id(db: Session, id_: int) -> Quiz:
    return _quiz(db.execute(_quizzes().where(QuizRow.id == id_)).one())


def listed(db: Session) -> Sequence[Quiz]:
    """The quizzes of the front page, by title."""
    rows = db.execute(_quizzes().where(QuizRow.listed))
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
