"""Class lists that teachers look over, until they are stored or dropped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from quizapp.domain.unknown import Unknown
from quizapp.store.tables import ListDraftRow


class UnknownListDraft(Unknown):
    """No such list: it was stored, dropped, forgotten, or is another teacher's."""


@dataclass(frozen=True, slots=True)
class KeptListDraft:
    address: str
    class_id: int | None
    """The class to which it is added; None where it makes one."""
    name: str
    """Of the class that it makes."""
    document: str
    made_at: datetime


_DRAFT = (
    ListDraftRow.address,
    ListDraftRow.class_id,
    ListDraftRow.name,
    ListDraftRow.document,
    ListDraftRow.made_at,
)


def add(db: Session, teacher_id: int, kept: KeptListDraft) -> None:
    values = {field: getattr(kept, field) for field in ("address", "class_id", "name", "document", "made_at")}
    db.execute(insert(ListDraftRow).values(teacher_id=teacher_id, **values))


def find(db: Session, address: str, teacher_id: int, *, to_write: bool = False) -> KeptListDraft:
    """Raises UnknownListDraft."""
    found = select(*_DRAFT).where(ListDraftRow.address == address, ListDraftRow.teacher_id == teacher_id)
    row = db.execute(found.with_for_update() if to_write else found).one_or_none()
    if row is None:
        raise UnknownListDraft
    return KeptListDraft(*row)


def keep(db: Session, address: str, name: str, document: str) -> None:
    db.execute(update(ListDraftRow).where(ListDraftRow.address == address).values(name=name, document=document))


def remove(db: Session, address: str) -> None:
    db.execute(delete(ListDraftRow).where(ListDraftRow.address == address))


def waiting(db: Session, teacher_id: int) -> Sequence[KeptListDraft]:
    """A teacher's, oldest first."""
    wanted = select(*_DRAFT).where(ListDraftRow.teacher_id == teacher_id)
    return [KeptListDraft(*row) for row in db.execute(wanted.order_by(ListDraftRow.made_at, ListDraftRow.address))]
