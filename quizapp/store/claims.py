"""Who does what takes long: whoever sets a time in its row, which nobody else has set lately."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, update
from sqlalchemy.orm import InstrumentedAttribute, Session


def claim(
    db: Session,
    claimed_at: InstrumentedAttribute[datetime | None],
    now: datetime,
    abandoned_before: datetime,
    *wanted: ColumnElement[Any],
) -> bool:
    """Set the time in the one row that is `wanted`; False if there is none, or it has been set since then."""
    claimed = db.execute(
        update(claimed_at.class_)
        .where(*wanted, or_(claimed_at.is_(None), claimed_at < abandoned_before))
        .values({claimed_at: now})
        .returning(claimed_at)
    )
    return claimed.one_or_none() is not None
