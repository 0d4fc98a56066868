"""Letting a colleague hand out a bank, and taking that back."""

from collections.abc import Sequence

from quizapp.domain.accounts import Teacher
from quizapp.services.visits import Office
from quizapp.store import audit, banks, teachers
from quizapp.store.banks import UnknownBank


def colleagues(office: Office, bank_id: int) -> Sequence[Teacher]:
    """With whom this teacher's own bank is shared, by address. Raises UnknownBank."""
    _own(office, bank_id)
    return banks.shared_with(office.db, bank_id)


def share(office: Office, bank_id: int, email: str) -> None:
    """Let a colleague see and hand out the bank; it stays this teacher's. Raises UnknownBank, UnknownTeacher."""
    _own(office, bank_id)
    colleague, __ = teachers.by_email(office.db, email.strip().casefold())
    if colleague.id != office.teacher.id and colleague not in banks.shared_with(office.db, bank_id):
        banks.share(office.db, bank_id, colleague.id)
        audit.note(office.db, office.teacher.id, "bank-shared", f"{bank_id}, {colleague.email}", office.now)


def unshare(office: Office, bank_id: int, colleague_id: int) -> None:
    """Quizzes that the colleague has handed out already go on. Raises UnknownBank."""
    _own(office, bank_id)
    banks.unshare(office.db, bank_id, colleague_id)


def share_with_all(office: Office, bank_id: int, *, everybody: bool) -> None:
    """Let every teacher here hand out a bank of the instance, or owners alone. Raises UnknownBank."""
    bank = banks.summary(office.db, bank_id, office.teacher)
    if bank.teacher_id is not None or not office.teacher.is_owner:
        raise UnknownBank(bank_id)
    if bank.common != everybody:
        banks.make_common(office.db, bank_id, common=everybody)
        act = "bank-for-all" if everybody else "bank-for-owners"
        audit.note(office.db, office.teacher.id, act, bank.slug, office.now)


def sees(office: Office, bank_id: int) -> bool:
    """Whether the bank is theirs to see: their quizzes of it go on where it is no longer."""
    return banks.is_visible(office.db, bank_id, office.teacher)


def _own(office: Office, bank_id: int) -> None:
    bank = banks.summary(office.db, bank_id, office.teacher)
    if bank.teacher_id != office.teacher.id or bank.compiled:
        raise UnknownBank(bank_id)
