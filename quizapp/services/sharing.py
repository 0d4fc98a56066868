"""Letting a colleague hand out a bank, and taking that back."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.domain.accounts import Teacher
from quizapp.store import audit, banks, teachers
from quizapp.store.banks import UnknownBank


def colleagues(db: Session, teacher: Teacher, bank_id: int) -> Sequence[Teacher]:
    """With whom this teacher's own bank is shared, by address. Raises UnknownBank."""
    _own(db, teacher, bank_id)
    return banks.shared_with(db, bank_id)


def share(db: Session, teacher: Teacher, bank_id: int, email: str, now: datetime) -> None:
    """Let a colleague see and hand out the bank; it stays this teacher's. Raises UnknownBank, UnknownTeacher."""
    _own(db, teacher, bank_id)
    colleague, __ = teachers.by_email(db, email.strip().casefold())
    if colleague.id != teacher.id and colleague not in banks.shared_with(db, bank_id):
        banks.share(db, bank_id, colleague.id)
        audit.note(db, teacher.id, "bank-shared", f"{bank_id}, {colleague.email}", now)


def unshare(db: Session, teacher: Teacher, bank_id: int, colleague_id: int) -> None:
    """Quizzes that the colleague has handed out already go on. Raises UnknownBank."""
    _own(db, teacher, bank_id)
    banks.unshare(db, bank_id, colleague_id)


def _own(db: Session, teacher: Teacher, bank_id: int) -> None:
    if banks.summary(db, bank_id, teacher).teacher_id != teacher.id:
        raise UnknownBank(bank_id)
