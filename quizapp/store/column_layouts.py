"""What a teacher said of the columns of a table, by the layout of the table: for the next one that is laid out so."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from quizapp.store.tables import ColumnLayoutRow

MOST_KEPT = 200
"""Of one teacher; those that were said longest ago go."""


@dataclass(frozen=True, slots=True)
class KnownColumns:
    """What the columns hold, by the words of the option « columns », and whether the first row names them."""

    columns: str
    heading: bool


def find(db: Session, teacher_id: int, digest: str) -> KnownColumns | None:
    row = db.execute(
        select(ColumnLayoutRow.columns, ColumnLayoutRow.heading).where(
            ColumnLayoutRow.teacher_id == teacher_id, ColumnLayoutRow.digest == digest
        )
    ).one_or_none()
    return None if row is None else KnownColumns(row.columns, row.heading)


def keep(db: Session, teacher_id: int, digest: str, known: KnownColumns, now: datetime) -> None:
    """In the place of what was said of that layout before."""
    mine = ColumnLayoutRow.teacher_id == teacher_id
    kept = select(ColumnLayoutRow.digest).where(mine, ColumnLayoutRow.digest != digest)
    oldest = db.scalars(kept.order_by(ColumnLayoutRow.said_at.desc()).offset(MOST_KEPT - 1)).all()
    db.execute(delete(ColumnLayoutRow).where(mine, ColumnLayoutRow.digest.in_([digest, *oldest])))
    values = {"teacher_id": teacher_id, "digest": digest, "columns": known.columns, "heading": known.heading}
    db.execute(insert(ColumnLayoutRow).values(**values, said_at=now))
