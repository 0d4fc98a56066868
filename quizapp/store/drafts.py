"""Banks that teachers are writing, until they are published or dropped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from quizapp.domain import drafts
from quizapp.domain.drafts import Draft
from quizapp.domain.findings import Finding
from quizapp.domain.unknown import Unknown
from quizapp.store import claims
from quizapp.store.tables import DraftRow, VersionRow


class UnknownDraft(Unknown):
    """No such draft: it was published, dropped, never begun, or is another teacher's."""


@dataclass(frozen=True, slots=True)
class KeptDraft:
    address: str
    bank_id: int | None
    """The bank it was begun from, if there was one."""
    version: int | None
    """The version of that bank, where publishing makes the bank's next one."""
    current: int | None
    """The number of that bank's newest version."""
    draft: Draft
    findings: Sequence[Finding] | None
    """None while this revision has not been looked through."""
    looking_at: datetime | None
    """When somebody began to."""
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class DraftSummary:
    address: str
    title: str
    question_count: int
    version: int | None
    saved_at: datetime


def add(
    db: Session, address: str, teacher_id: int, draft: Draft, now: datetime, bank_id: int | None, version: int | None
) -> None:
    """`version` only where publishing shall make the next version of that bank."""
    whose = {"address": address, "teacher_id": teacher_id, "bank_id": bank_id, "version": version, "begun_at": now}
    db.execute(insert(DraftRow).values(**whose, **_written(draft, now)))


def find(db: Session, address: str, teacher_id: int, *, to_write: bool = False) -> KeptDraft:
    """One draft of a teacher; `to_write` has others who would write it wait. Raises UnknownDraft."""
    newest = (
        select(func.max(VersionRow.number))
        .where(VersionRow.bank_id == DraftRow.bank_id)
        .correlate(DraftRow)
        .scalar_subquery()
        .label("current")
    )
    found = select(
        DraftRow.address,
        DraftRow.bank_id,
        DraftRow.version,
        newest,
        DraftRow.document,
        DraftRow.findings,
        DraftRow.looking_at,
        DraftRow.saved_at,
    ).where(DraftRow.address == address, DraftRow.teacher_id == teacher_id)
    row = db.execute(found.with_for_update() if to_write else found).one_or_none()
    if row is None:
        raise UnknownDraft
    findings = None if row.findings is None else drafts.load_findings(row.findings)
    return KeptDraft(
        address=row.address,
        bank_id=row.bank_id,
        version=row.version,
        current=row.current,
        draft=drafts.load(row.document),
        findings=findings,
        looking_at=row.looking_at,
        saved_at=row.saved_at,
    )


def keep(db: Session, address: str, draft: Draft, now: datetime) -> None:
    """Write its next revision, which nobody has looked through yet."""
    db.execute(update(DraftRow).where(DraftRow.address == address).values(**_written(draft, now)))


def _written(draft: Draft, now: datetime) -> dict[str, object]:
    return {
        "title": draft.about.title,
        "question_count": len(draft.questions),
        "document": drafts.dump(draft),
        "revision": draft.revision,
        "findings": None,
        "looking_at": None,
        "saved_at": now,
    }


def begin_look(db: Session, address: str, teacher_id: int, now: datetime, abandoned_before: datetime) -> bool:
    """Claim the looking through of a draft; False if another process does it, or has done it."""
    wanted = DraftRow.address == address, DraftRow.teacher_id == teacher_id, DraftRow.findings.is_(None)
    return claims.claim(db, DraftRow.looking_at, now, abandoned_before, *wanted)


def end_look(db: Session, address: str, revision: int, findings: Sequence[Finding]) -> None:
    """What was found in a revision; of no account once there is a newer one."""
    db.execute(
        update(DraftRow)
        .where(DraftRow.address == address, DraftRow.revision == revision)
        .values(findings=drafts.dump_findings(findings))
    )


def remove(db: Session, address: str) -> None:
    db.execute(delete(DraftRow).where(DraftRow.address == address))


def of_teacher(db: Session, teacher_id: int) -> Sequence[DraftSummary]:
    """The last saved first."""
    rows = db.execute(
        select(DraftRow.address, DraftRow.title, DraftRow.question_count, DraftRow.version, DraftRow.saved_at)
        .where(DraftRow.teacher_id == teacher_id)
        .order_by(DraftRow.saved_at.desc(), DraftRow.address)
    )
    return [DraftSummary(*row) for row in rows]


def of_bank(db: Session, teacher_id: int, bank_id: int) -> str | None:
    """The address of the draft that a teacher has begun from a bank, the last saved first."""
    return db.scalar(
        select(DraftRow.address)
        .where(DraftRow.teacher_id == teacher_id, DraftRow.bank_id == bank_id)
        .order_by(DraftRow.saved_at.desc())
        .limit(1)
    )
