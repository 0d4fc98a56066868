"""What is put away, and what is deleted: the one place that says what lists leave out.

An archived bank, quiz or class is off every list, and what readers have done with it stays: results of a bank and the
book of a class count archived quizzes. A deleted bank is nowhere, but for who would have it back within a time. What
went with a bank or a class bears the moment at which that went, by which it comes back with it.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, select, update
from sqlalchemy.orm import Session

from quizapp.store.tables import (
    AttemptRow,
    BankRow,
    ClassRow,
    DraftRow,
    PartRow,
    QuestionRow,
    QuizRow,
    VersionPictureRow,
    VersionRow,
)

BANK_IS_THERE: ColumnElement[bool] = BankRow.deleted_at.is_(None)
BANK_IS_SHOWN: ColumnElement[bool] = and_(BANK_IS_THERE, BankRow.archived_at.is_(None), ~BankRow.compiled)
"""A compilation is handed out once, and stands in no list."""
QUIZ_IS_SHOWN: ColumnElement[bool] = QuizRow.archived_at.is_(None)
CLASS_IS_SHOWN: ColumnElement[bool] = ClassRow.archived_at.is_(None)

WENT_WITH_BANK = (
    exists().where(BankRow.id == QuizRow.bank_id, BankRow.deleted_at == QuizRow.archived_at).correlate(QuizRow)
)


# --- banks ---


def put_banks_away(db: Session, ids: Collection[int], now: datetime) -> None:
    """Their quizzes go on."""
    db.execute(update(BankRow).where(BankRow.id.in_(ids), BANK_IS_SHOWN).values(archived_at=now))


def use_bank(db: Session, id_: int) -> None:
    """Out of the archive it comes by being used."""
    db.execute(update(BankRow).where(BankRow.id == id_, BankRow.archived_at.is_not(None)).values(archived_at=None))


def delete_bank(db: Session, id_: int, whose: ColumnElement[bool], now: datetime) -> None:
    """With the quizzes of it that are `whose`: they take no new attempts, and keep their results.

    Its id is free for another from now on.
    """
    with_it = (QuizRow.bank_id == id_, whose, QUIZ_IS_SHOWN)
    db.execute(
        update(QuizRow).where(*with_it).values(archived_at=now), execution_options={"synchronize_session": False}
    )
    slug = db.execute(select(BankRow.slug).where(BankRow.id == id_).with_for_update()).scalar_one()
    # No id that a bank can have has a blank in it.
    db.execute(update(BankRow).where(BankRow.id == id_).values(deleted_at=now, slug=f"{slug} {id_}"))


def deleted_slug(db: Session, id_: int) -> str:
    """The id that a deleted bank had among its teacher's."""
    return db.execute(select(BankRow.slug).where(BankRow.id == id_)).scalar_one().rpartition(" ")[0]


def take_deleted_back(db: Session, id_: int, slug: str) -> None:
    """As it was, with the quizzes that went with it, under a free id."""
    row = db.execute(select(BankRow.deleted_at).where(BankRow.id == id_).with_for_update()).one()
    went = (QuizRow.bank_id == id_, QuizRow.archived_at == row.deleted_at)
    db.execute(update(QuizRow).where(*went).values(archived_at=None))
    db.execute(update(BankRow).where(BankRow.id == id_).values(deleted_at=None, slug=slug))


def forget_banks(db: Session, deleted_before: datetime, most: int) -> int:
    """Delete banks for good whose time is over.

    But those of which somebody has an attempt, a quiz that goes on, or questions in a quiz of several banks.
    """
    attempted = exists().where(QuizRow.bank_id == BankRow.id, AttemptRow.quiz_id == QuizRow.id)
    taken = exists().where(VersionRow.bank_id == BankRow.id, PartRow.source_id == VersionRow.id)
    goes_on = exists().where(QuizRow.bank_id == BankRow.id, QuizRow.archived_at.is_distinct_from(BankRow.deleted_at))
    over = (BankRow.deleted_at < deleted_before, ~attempted, ~goes_on, ~taken)
    ids = db.scalars(select(BankRow.id).where(*over).limit(most).with_for_update(skip_locked=True)).all()
    if not ids:
        return 0
    versions = select(VersionRow.id).where(VersionRow.bank_id.in_(ids))
    for gone in (
        update(DraftRow).where(DraftRow.bank_id.in_(ids)).values(bank_id=None, version=None),
        delete(QuizRow).where(QuizRow.bank_id.in_(ids)),
        delete(VersionPictureRow).where(VersionPictureRow.version_id.in_(versions)),
        delete(QuestionRow).where(QuestionRow.version_id.in_(versions)),
        delete(VersionRow).where(VersionRow.bank_id.in_(ids)),
        delete(BankRow).where(BankRow.id.in_(ids)),
    ):
        db.execute(gone, execution_options={"synchronize_session": False})
    return len(ids)


# --- quizzes ---


def put_quizzes_away(db: Session, ids: Collection[int], now: datetime) -> None:
    """Nobody can begin them any more; attempts that run go on."""
    db.execute(update(QuizRow).where(QuizRow.id.in_(ids), QUIZ_IS_SHOWN).values(archived_at=now))


def take_quizzes_back(db: Session, ids: Collection[int]) -> None:
    """But for those that went with a bank: they come back with it."""
    alone = (QuizRow.id.in_(ids), ~WENT_WITH_BANK)
    db.execute(update(QuizRow).where(*alone).values(archived_at=None), execution_options={"synchronize_session": False})


# --- classes ---


def put_classes_away(db: Session, ids: Collection[int], now: datetime) -> None:
    """With their quizzes."""
    db.execute(update(QuizRow).where(QuizRow.class_id.in_(ids), QUIZ_IS_SHOWN).values(archived_at=now))
    db.execute(update(ClassRow).where(ClassRow.id.in_(ids), CLASS_IS_SHOWN).values(archived_at=now))


def take_classes_back(db: Session, ids: Collection[int]) -> None:
    """With the quizzes that went with them."""
    went = exists().where(ClassRow.id == QuizRow.class_id, ClassRow.archived_at == QuizRow.archived_at)
    of_theirs = (QuizRow.class_id.in_(ids), went, ~WENT_WITH_BANK)
    db.execute(
        update(QuizRow).where(*of_theirs).values(archived_at=None), execution_options={"synchronize_session": False}
    )
    db.execute(update(ClassRow).where(ClassRow.id.in_(ids)).values(archived_at=None))
