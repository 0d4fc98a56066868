"""Banks and their frozen versions."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from quizapp.domain import documents
from quizapp.domain.banks import Bank
from quizapp.store.tables import BankRow, QuestionRow, VersionRow

_KEPT = 64
"""Versions a process keeps in memory; the least used goes first."""


class UnknownBank(Exception):
    """No bank has this id."""


class DamagedVersion(Exception):
    """A published version is no longer what was published."""


@dataclass(frozen=True, slots=True)
class Version:
    id: int
    number: int
    bank: Bank


@dataclass(frozen=True, slots=True)
class BankSummary:
    slug: str
    title: str
    language: str
    version: int
    question_count: int
    published_at: datetime


class Shelf:
    """The versions that this process has read: they never change, so each is read once."""

    def __init__(self) -> None:
        self._versions: OrderedDict[int, Version] = OrderedDict()
        self._guard = threading.Lock()

    def version(self, db: Session, id_: int) -> Version:
        with self._guard:
            if id_ in self._versions:
                self._versions.move_to_end(id_)
                return self._versions[id_]
        version = _read(db, id_)
        with self._guard:
            self._versions[id_] = version
            if len(self._versions) > _KEPT:
                self._versions.popitem(last=False)
        return version


def _read(db: Session, id_: int) -> Version:
    row = db.execute(
        select(VersionRow.number, VersionRow.document, VersionRow.digest).where(VersionRow.id == id_)
    ).one()
    if documents.digest(row.document) != row.digest:
        raise DamagedVersion(f"version {id_}")
    return Version(id_, row.number, documents.load(row.document))


def current(db: Session, slug: str) -> Version | None:
    """The newest version of a bank, None if there is no such bank."""
    newest = (
        select(VersionRow.id)
        .join(BankRow, BankRow.id == VersionRow.bank_id)
        .where(BankRow.slug == slug)
        .order_by(VersionRow.number.desc())
        .limit(1)
    )
    id_ = db.scalar(newest)
    return None if id_ is None else _read(db, id_)


def publish(db: Session, bank: Bank, now: datetime) -> tuple[int, int]:
    """Freeze the bank as its next version; returns the bank's row id and the version's number."""
    bank_id = db.scalar(select(BankRow.id).where(BankRow.slug == bank.id))
    if bank_id is None:
        bank_id = db.scalars(insert(BankRow).values(slug=bank.id, created_at=now).returning(BankRow.id)).one()
    last = db.scalar(select(func.max(VersionRow.number)).where(VersionRow.bank_id == bank_id)) or 0
    document = documents.dump(bank)
    version_id = db.scalars(
        insert(VersionRow)
        .values(
            bank_id=bank_id,
            number=last + 1,
            title=bank.title,
            language=bank.language,
            summary=bank.summary,
            question_count=len(bank.questions),
            minutes=bank.article.minutes if bank.article else 0,
            document=document,
            digest=documents.digest(document),
            published_at=now,
        )
        .returning(VersionRow.id)
    ).one()
    db.execute(
        insert(QuestionRow),
        [
            {"version_id": version_id, "place": place, "question_id": question.id}
            for place, question in enumerate(bank.questions)
        ],
    )
    return bank_id, last + 1


def listing(db: Session) -> Sequence[BankSummary]:
    """Every bank at its newest version, by title."""
    newest = select(func.max(VersionRow.id)).group_by(VersionRow.bank_id)
    rows = db.execute(
        select(
            BankRow.slug,
            VersionRow.title,
            VersionRow.language,
            VersionRow.number,
            VersionRow.question_count,
            VersionRow.published_at,
        )
        .join(VersionRow, VersionRow.bank_id == BankRow.id)
        .where(VersionRow.id.in_(newest))
    )
    return sorted((BankSummary(*row) for row in rows), key=lambda bank: (bank.title.casefold(), bank.slug))


def any_bank(db: Session) -> bool:
    return db.scalar(select(BankRow.id).limit(1)) is not None
